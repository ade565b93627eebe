"""``inspector office apart`` and ``office devices``: packages that wait, laptops that are known."""

from __future__ import annotations

import argparse

from inspector.actions import admitting, revoking
from inspector.actions.admitting import Verdict
from inspector.actions.desk import open_desk
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer, table
from inspector.domain.wording import moment_words
from inspector.platform.clock import now
from inspector.platform.folder import Role


def add_trust(office: Commands[argparse.ArgumentParser]) -> None:
    """Add both commands to the group of the office."""
    apart = command(office, "apart", "隔离的包：列出，或由人决定采用、不采用", _apart)
    add_folder(apart)
    apart.add_argument(
        "act", nargs="?", choices=("admit", "dismiss"), help="采用或不采用；不写就列出"
    )
    apart.add_argument("package", nargs="?", default="", metavar="PACKAGE", help="包号")
    _add_verdict(apart)

    devices = command(office, "devices", "登记的电脑：列出，或停用一台", _devices)
    add_folder(devices)
    devices.add_argument("act", nargs="?", choices=("revoke",), help="停用；不写就列出")
    devices.add_argument("fingerprint", nargs="?", default="", metavar="FINGERPRINT", help="指纹")
    _add_verdict(devices)


def _add_verdict(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", default="", metavar="NAME", help="决定人")
    parser.add_argument("--why", default="", metavar="TEXT", help="理由")


def _apart(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        if args.act == "admit":
            taken = admitting.admit(desk, args.package, Verdict(by=args.by, why=args.why))
            lines = [f"已采用 {one.file}：{one.sentence}" for one in taken]
            return Answer(lines=lines, facts={"packages": taken})
        if args.act == "dismiss":
            apart = admitting.dismiss(desk, args.package, Verdict(by=args.by, why=args.why))
            line = f"不采用 {apart.name}；原包留着，没有写入成绩。"
            return Answer(lines=[line], facts={"package": apart})
        found = admitting.apart_lines(desk)
    rows = [("包号", "组", "收到", "指纹", "状态", "文件")]
    rows += [
        (
            line.id,
            line.team,
            moment_words(line.package.at),
            line.fingerprint or "-",
            line.state,
            line.package.name,
        )
        for line in found
    ]
    reasons = [f"{line.id}：{line.package.reason}" for line in found if line.open]
    lines = [*table(rows), *reasons] if found else ["没有隔离的包。"]
    return Answer(lines=lines, facts={"packages": [line.package for line in found]})


def _devices(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        if args.act == "revoke":
            gone = revoking.revoke(desk, args.fingerprint, Verdict(by=args.by, why=args.why))
            line = (
                f"已停用 {gone.team} 组的电脑 {gone.fingerprint}；以前收下的不变，"
                "以后的包隔离。停用随下一次下发和回执带到各组。"
            )
            return Answer(lines=[line], facts={"device": gone})
        found = revoking.device_lines(desk)
    rows = [("组", "指纹", "状态", "登记", "收到的包", "最近一次", "等决定")]
    rows += [
        (
            line.team,
            line.fingerprint,
            line.word,
            moment_words(line.enrolled_at),
            str(line.packages),
            moment_words(line.last_at) if line.last_at else "-",
            str(line.waiting),
        )
        for line in found
    ]
    lines = table(rows) if found else ["还没有登记的电脑；收下第一个包时登记。"]
    return Answer(lines=lines, facts={"devices": found})
