"""``inspector backup`` and ``restore``: copies of a data folder, and the way back."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.actions import keeping, safekeeping
from inspector.actions.backup_home import Snapshot, found_at
from inspector.actions.desk import Desk, open_desk
from inspector.cli.options import Commands, add_folder, command, new_pin_of, pin_of, secret_of
from inspector.cli.output import Answer, progress_ticket
from inspector.platform.clock import now
from inspector.platform.folder import Way

WRITTEN = "已备份到 {path}，读回核对无误：{records} 条记录、{photos} 张照片。"
ABSENT = "{path} 现在没有插上，下次补。"
RESTORED = "已恢复到 {path}：{records} 条记录、{photos} 张照片。"
LOST = "有 {count} 张照片在备份里已坏或缺，其余都在；请考评组重交这些照片。"
ANEW = "这份是 {at} 的备份，那以后的改动不在里面；外业请重交一次包，县办请重收一次包。"
NONE = "这里没有备份。"
UNFINISHED = "不完整，不能用"


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands of this group."""
    backup = command(commands, "backup", "备份数据文件夹，写完读回核对", _backup)
    add_folder(backup)
    where = backup.add_mutually_exclusive_group()
    where.add_argument("--out", type=Path, metavar="DIR", help="只备份到这里；不给就按设好的位置")
    where.add_argument("--second", type=Path, metavar="DIR", help="设第二个位置，以后都备份到那里")

    restore = command(commands, "restore", "从备份恢复到一个新数据文件夹", _restore)
    restore.add_argument("backup", type=Path, metavar="BACKUP", help="备份文件夹，或它所在的位置")
    restore.add_argument("--to", "--data", dest="data", type=Path, metavar="DIR", help="恢复到哪里")
    restore.add_argument("--at", default="", metavar="TIME", help="用哪一份，如 20261103；默认最新")
    restore.add_argument("--list", action="store_true", help="只列出有哪几份")
    restore.add_argument("--pin-file", type=Path, metavar="FILE", help="口令文件（只有一行）")
    restore.add_argument("--new-pin-file", type=Path, metavar="FILE", help="新口令的文件")
    way = restore.add_mutually_exclusive_group()
    way.add_argument("--code", metavar="CODE", help="外业忘了口令：备份前最近一次打开的组码")
    way.add_argument(
        "--recovery", type=Path, nargs="?", const=Path(), metavar="FILE",
        help="县办忘了口令：写着恢复密钥的文件；不给文件就当场输入",
    )  # fmt: skip


def _backup(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), clock=now) as desk:
        if args.out is not None:
            made = keeping.backup(desk, args.out, ticket=progress_ticket())
            return Answer(lines=[_written(made)], facts={"backup": made})
        if args.second is not None:
            safekeeping.choose_place(desk, args.second, second=True)
        return _round(desk)


def _round(desk: Desk) -> Answer:
    made = safekeeping.keep(desk, ticket=progress_ticket())
    lines = [_written(one) for one in made.kept]
    lines += [ABSENT.format(path=path) for path in made.absent]
    lines += [f"{error.sentence()}{error.advice()}" for error in made.refused]
    return Answer(lines=lines, facts={"backups": made.kept}, ok=not made.refused)


def _written(made: keeping.Kept) -> str:
    return WRITTEN.format(path=made.path, records=made.records, photos=made.photos)


def _restore(args: argparse.Namespace) -> Answer:
    if args.list or args.data is None:
        return _listed(args.backup)
    snapshot = keeping.choose(args.backup, args.at)
    made = keeping.restore(snapshot.path, args.data, _entry(args), ticket=progress_ticket())
    lines = [RESTORED.format(path=args.data, records=made.records, photos=made.photos)]
    lines += [LOST.format(count=made.lost)] if made.lost else []
    lines.append(ANEW.format(at=f"{snapshot.at:%Y-%m-%d %H:%M}"))
    return Answer(lines=lines, facts={"restored": made})


def _entry(args: argparse.Namespace) -> keeping.Entry:
    """Return what opens the backup, and the PIN to be if its own was forgotten."""
    if args.code is not None:
        return keeping.Entry(secret=args.code, way=Way.CODE, new_pin=new_pin_of(args))
    if args.recovery is not None:
        recovery = secret_of(args.recovery, "恢复密钥")
        return keeping.Entry(secret=recovery, way=Way.RECOVERY, new_pin=new_pin_of(args))
    return keeping.Entry(secret=pin_of(args))


def _listed(source: Path) -> Answer:
    found = found_at(source)
    return Answer(lines=[_line(one) for one in found] or [NONE], facts={"snapshots": found})


def _line(one: Snapshot) -> str:
    if one.facts is None or not one.whole:
        return f"{one.name}　{UNFINISHED}"
    return f"{one.name}　{one.facts.records} 条记录、{one.facts.photos} 张照片　{one.path}"
