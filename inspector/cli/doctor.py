"""``inspector doctor``: is everything there, and is it whole?"""

from __future__ import annotations

import argparse

from inspector.actions import examining, receiving
from inspector.actions.desk import open_desk
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer, progress_ticket
from inspector.platform.clock import now


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands of this group."""
    doctor = command(commands, "doctor", "检查数据文件夹：引擎、完整、记录链、照片、空间", _doctor)
    add_folder(doctor)
    doctor.add_argument("--rebuild", action="store_true", help="由记录重算各表，并比对摘要")


def _doctor(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), clock=now) as desk:
        receiving.discard(desk)  # right after opening: nobody is taking photos in now
        findings = examining.examine(desk, rebuild=args.rebuild, ticket=progress_ticket())
    lines = [f"{one.word}　{one.name}：{one.sentence}" for one in findings]
    return Answer(lines=lines, facts={"findings": findings}, ok=all(one.well for one in findings))
