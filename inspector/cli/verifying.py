"""``inspector field verify`` and beside it: a second person types the same paper."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from inspector.actions import double_entry
from inspector.actions.double_entry import Comparison
from inspector.cli.field_desk import open_desk
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer, table
from inspector.cli.visiting import add_kind
from inspector.domain.double_entry import Choice
from inspector.domain.wording import word
from inspector.platform.clock import now
from inspector.platform.folder import Role

CHOICES = {"first": Choice.FIRST, "second": Choice.SECOND, "anew": Choice.ANEW}


def add_verifying(field: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands to the group ``field``."""
    verify = command(field, "verify", "双人核对：第二个人照同一份纸面再录一遍", _verify)
    add_folder(verify)
    verify.add_argument("site", metavar="SITE", nargs="?", help="站点；录入表可以不给")
    verify.add_argument(
        "entries", type=Path, metavar="ENTRIES", help="第二个人填的录入表或录入文件"
    )
    verify.add_argument("--by", required=True, metavar="NAME", help="第二个人的姓名")
    add_kind(verify)

    listed = command(field, "differences", "列出两遍录入还有哪些出入", _list)
    add_folder(listed)
    listed.add_argument("site", metavar="SITE", help="站点代码、尾号或名称")
    add_kind(listed)

    settle = command(field, "settle", "对一处出入作决定，记下是谁定的", _settle)
    add_folder(settle)
    settle.add_argument("site", metavar="SITE", help="站点代码、尾号或名称")
    settle.add_argument("code", metavar="CODE", help="要点或考评项的编号")
    settle.add_argument(
        "choice", choices=list(CHOICES), help="first 第一遍对，second 第二遍对，anew 照现在记的"
    )
    settle.add_argument("--by", required=True, metavar="NAME", help="作决定的人的姓名")
    add_kind(settle)


def _verify(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        found = double_entry.enter_second(
            desk, args.entries, by=args.by, site=args.site, kind=args.kind
        )
    return verified(found)


def verified(found: Sequence[Comparison]) -> Answer:
    """Say how second entries compare; well only if nothing differs."""
    lines = [line for one in found for line in _lines(one)]
    return Answer(lines=lines, facts={"visits": found}, ok=not any(one.open for one in found))


def _list(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        found = double_entry.compare(desk, args.site, args.kind)
    return Answer(lines=_lines(found), facts={"visit": found}, ok=not found.open)


def _settle(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        uid = double_entry.compare(desk, args.site, args.kind).uid
        found = double_entry.settle(desk, uid, args.code, CHOICES[args.choice], by=args.by)
    return Answer(lines=_lines(found), facts={"visit": found})


def _lines(one: Comparison) -> list[str]:
    """Say how a visit stands, and under it what still differs."""
    told = f"{one.place}：{word(one.state)}，比对 {one.compared} 个要点，第二遍 {one.second}"
    told += f"，已定 {len(one.settled)} 处。" if one.settled else "。"
    rows = [
        (differs.code, f"第一遍 {differs.first}", f"第二遍 {differs.second}")
        for differs in one.open
    ]
    return [told, *table(rows)]
