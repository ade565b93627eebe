"""``inspector field export|receipt|handed|purge``: handing in, and what was acknowledged."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.actions import acknowledging, purging, sending
from inspector.actions.handed import handed, package_words, receipt_words, site_words
from inspector.cli.field_desk import open_desk
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer, progress_ticket, table
from inspector.domain.wording import moment_words, word
from inspector.exchange.volumes import Profile
from inspector.platform.clock import now
from inspector.platform.folder import Role


def add_handing(field: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands to the group ``field``."""
    export = command(field, "export", "收工：写交县办的数据包", _export)
    add_folder(export)
    export.add_argument("--out", type=Path, required=True, metavar="DIR", help="写到哪里")
    export.add_argument("--copy", type=Path, metavar="DIR", help="再写一份相同的到这里")
    export.add_argument(
        "--profile",
        choices=[str(profile) for profile in Profile],
        default=str(Profile.STICK),
        help="stick：U 盘，一个包不超过 3.9 GB；chat：聊天软件，不超过 95 MB",
    )
    export.add_argument(
        "--all", action="store_true", help="全部重交，已回执的也交（县办的数据丢了时用）"
    )

    receipt = command(field, "receipt", "导入县办的回执，或输入电话里的校验字", _receipt)
    add_folder(receipt)
    given = receipt.add_mutually_exclusive_group(required=True)
    given.add_argument("file", type=Path, nargs="?", metavar="FILE", help="回执文件")
    given.add_argument("--code", metavar="XXXX-XXXX", help="县办在电话里念的校验字")

    add_folder(command(field, "handed", "哪些站点、哪些包交了，县办回执了没有", _held))

    purge = command(field, "purge", "清理县办已回执的照片，给磁盘腾地方", _purge)
    add_folder(purge)
    purge.add_argument("--yes", action="store_true", help="真的清理；不加只看能清理多少")


def _export(args: argparse.Namespace) -> Answer:
    wish = sending.Wish(profile=Profile(args.profile), everything=args.all, copy=args.copy)
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        sent = sending.export(desk, args.out, wish, ticket=progress_ticket())
    return Answer(
        lines=_sent_lines(sent),
        facts={
            "package": {
                "path": sent.path,
                "package_id": sent.package_id,
                "size": sent.size,
                "visits": sent.visits,
                "photos": sent.photos,
                "lost": sent.lost,
                "given_up": sent.given_up,
                "base": sent.base,
                "stopped": sent.stopped,
                "fault": str(sent.fault or ""),
            },
            "packages": sent.volumes,
        },
        ok=not sent.stopped and sent.fault is None,
    )


def _sent_lines(sent: sending.Sent) -> list[str]:
    lines = [
        f"已写好并读回核对：{one.path.name}，{_counted(sent, one)}，"
        f"{one.size / 1e6:.1f} MB，包号 {one.package_id[:12]}"
        for one in sent.volumes
    ]
    lines += [f"第二份也核对过：{one.copy}" for one in sent.volumes if one.copy is not None]
    if sent.base:
        lines.append(f"只交了没有回执的（依据回执 {sent.base[:12]}）。")
    if sent.stopped:
        lines.append(f"中途停下：{sent.planned} 个包写好 {len(sent.volumes)} 个，其余没有写。")
    if sent.fault is not None:
        lines.append(f"第二份没有写成：{sent.fault.sentence()}{sent.fault.advice()}")
    if sent.lost:
        names = "、".join(digest[:12] for digest in sent.lost)
        lines.append(f"有 {len(sent.lost)} 张照片读不出来，没有装进包里：{names}。分数都在。")
    if sent.given_up:
        lines.append(f"县办缺的 {len(sent.given_up)} 张照片，本机已按以前的回执清理，交不了。")
    return lines


def _counted(sent: sending.Sent, one: sending.SentVolume) -> str:
    what = f"{sent.visits} 个站点" if sent.planned == 1 else f"{one.records} 条记录"
    return f"{what}、{one.photos} 张照片"


def _receipt(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        if args.code:
            package = acknowledging.hear_code(desk, args.code)
            line = f"校验字相符：县办已收下包号 {package[:12]} 的包。照片要等回执文件才能清理。"
            return Answer(lines=[line], facts={"package_id": package})
        taken = acknowledging.take_receipt(desk, args.file, ticket=progress_ticket())
    lines = [taken.sentence, *taken.turned]
    if taken.differing:
        lines.append("县办收到的记录和本机的不一样（可能有另一台电脑用同一份数据），下次全部重交。")
    if taken.conflicts:
        lines.append(f"有 {taken.conflicts} 个站点在县办有冲突，等县办裁定。")
    return Answer(lines=lines, facts={"receipt": taken})


def _held(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        over = handed(desk)
    rows = [("乡镇", "站点", "", "")]
    rows += [(one.township, one.site, word(one.state), site_words(one)) for one in over.sites]
    sent = [("号", "包号", "时间", "", "文件")]
    sent += [
        (str(one.seq), one.id[:12], moment_words(one.at), package_words(one), one.name)
        for one in over.packages
    ]
    lines = [receipt_words(over), *table(rows), *(table(sent) if over.packages else [])]
    lines.append(f"下次要交：{over.records} 条记录、{over.photos} 张照片。")
    return Answer(lines=lines, facts={"handed": over})


def _purge(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        found = purging.purge(desk) if args.yes else purging.purgeable(desk)
    size = f"{len(found.photos)} 张照片，{found.size / 1e6:.1f} MB"
    lines = [f"已清理 {size}。" if args.yes else f"可以清理 {size}；加 --yes 才真的清理。"]
    if not found.receipt:
        lines = ["还没有回执，一张照片也不能清理。"]
    if found.kept:
        lines.append(f"另有 {found.kept} 张留着：县办还没有收到，或站点还没有定稿。")
    facts = {"photos": len(found.photos), "size": found.size, "kept": found.kept, "done": args.yes}
    return Answer(lines=lines, facts=facts)
