"""``inspector doctor``, ``backup`` and ``restore``: is everything there, and can it come back?"""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.actions import examining, keeping, receiving
from inspector.actions.desk import open_desk
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer, progress_ticket
from inspector.platform.clock import now


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands of this group."""
    doctor = command(commands, "doctor", "检查数据文件夹：引擎、完整、记录链、照片、空间", _doctor)
    add_folder(doctor)
    doctor.add_argument("--rebuild", action="store_true", help="由记录重算各表，并比对摘要")

    backup = command(commands, "backup", "备份数据文件夹，写完读回核对", _backup)
    add_folder(backup)
    backup.add_argument("--out", type=Path, required=True, metavar="DIR", help="备份到哪里")

    restore = command(commands, "restore", "从备份恢复到一个新数据文件夹", _restore)
    restore.add_argument("backup", type=Path, metavar="BACKUP", help="备份文件夹")
    add_folder(restore)


def _doctor(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), clock=now) as desk:
        receiving.discard(desk)  # right after opening: nobody is taking photos in now
        findings = examining.examine(desk, rebuild=args.rebuild, ticket=progress_ticket())
    lines = [f"{one.word}　{one.name}：{one.sentence}" for one in findings]
    return Answer(lines=lines, facts={"findings": findings}, ok=all(one.well for one in findings))


def _backup(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), clock=now) as desk:
        made = keeping.backup(desk, args.out, ticket=progress_ticket())
    line = f"已备份到 {made.path}，读回核对无误：{made.records} 条记录、{made.photos} 张照片。"
    return Answer(lines=[line], facts={"backup": made})


def _restore(args: argparse.Namespace) -> Answer:
    made = keeping.restore(args.backup, args.data, pin_of(args), ticket=progress_ticket())
    line = f"已恢复到 {args.data}：{made.records} 条记录、{made.photos} 张照片。"
    return Answer(lines=[line], facts={"restored": made})
