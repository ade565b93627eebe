"""``inspector field reopen|sign|correct|pause``: what follows 定稿, and leaving a village."""

from __future__ import annotations

import argparse
from pathlib import Path

from inspector.actions import correcting, pausing, sealing, signing
from inspector.actions.desk import Desk
from inspector.actions.finding import find_site
from inspector.actions.scoring import OpenVisit
from inspector.actions.signing import Signing
from inspector.actions.starting import opened
from inspector.cli.field_desk import open_desk
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer
from inspector.cli.visiting import add_kind
from inspector.domain.points import show
from inspector.domain.signing import SignRole, SignWay
from inspector.domain.wording import record_code, word
from inspector.platform.clock import now
from inspector.platform.folder import Role

SITE = "站点代码、尾号或名称"


def add_signing(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands that follow 定稿."""
    reopen = command(commands, "reopen", "定稿后、签字前重开一个站点", _reopen)
    _site(reopen)
    reopen.add_argument("--reason", required=True, metavar="REASON", help="为什么要改")

    sign = command(commands, "sign", "登记纸上的签字并锁定一个站点", _sign)
    _site(sign)
    sign.add_argument("--escort", metavar="NAME", help="陪同乡镇干部姓名")
    sign.add_argument("--secretary", metavar="NAME", help="村党组织书记姓名，名册里没有的才要")
    sign.add_argument("--refused", metavar="REASON", help="书记拒签的原因；要两个 --witness")
    sign.add_argument(
        "--witness", action="append", default=[], metavar="NAME", help="证明拒签的考评员"
    )
    sign.add_argument("--deputy", metavar="NAME", help="书记不在，受托签字的人")
    sign.add_argument("--relation", default="", metavar="WORDS", help="受托人的身份")
    sign.add_argument(
        "--absent",
        action="append",
        default=[],
        metavar="WHO=REASON",
        help="不在的人（考评员编号，或 escort）和原因",
    )

    correct = command(commands, "correct", "签字后加一条更正", _correct)
    _site(correct)
    correct.add_argument("entries", type=Path, metavar="ENTRIES", help="只写要更正的项的录入文件")
    correct.add_argument("--reason", required=True, metavar="REASON", help="更正原因")
    correct.add_argument("--by", required=True, metavar="NAME", help="更正人")

    pause = command(commands, "pause", "暂停一个站点，先去别处", _pause)
    _site(pause)
    pause.add_argument("--reason", default="", metavar="REASON", help="为什么先走")


def _site(parser: argparse.ArgumentParser) -> None:
    add_folder(parser)
    parser.add_argument("site", metavar="SITE", help=SITE)
    add_kind(parser)


def _visit(desk: Desk, args: argparse.Namespace) -> OpenVisit:
    with desk.store.reading() as reading:
        line = find_site(reading, args.site)
    return opened(desk, line.site.code, args.kind)


def _reopen(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        visit = sealing.reopen(desk, _visit(desk, args), args.reason)
    line = f"{visit.place} 已重开，原来打印的作废；改好请再定稿、打印、签字。"
    return Answer(lines=[line], facts={"visit": visit.uid})


def _sign(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        visit = _visit(desk, args)
        absent = dict(part.partition("=")[::2] for part in args.absent)
        given = [_given(args, line, absent) for line in signing.sign_lines(desk, visit)]
        state = signing.sign_all(desk, visit, given)
        lines = [f"{visit.place} {word(state)}，已锁定。"]
    return Answer(lines=lines, facts={"visit": visit.uid, "state": str(state)})


def _given(args: argparse.Namespace, line: signing.SignLine, absent: dict[str, str]) -> Signing:
    part, role = line.due.part, line.due.role
    name = {SignRole.ESCORT: args.escort, SignRole.SECRETARY: args.secretary}.get(role) or ""
    if part in absent:
        return Signing(part=part, way=SignWay.ABSENT, name=name, reason=absent[part])
    if role is SignRole.SECRETARY and args.refused:
        return Signing(
            part=part,
            way=SignWay.REFUSED,
            name=name,
            reason=args.refused,
            witnesses=tuple(args.witness),
        )
    if role is SignRole.SECRETARY and args.deputy:
        return Signing(part=part, way=SignWay.DEPUTY, name=args.deputy, relation=args.relation)
    return Signing(part=part, name=name)


def _correct(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        sealed = correcting.correct_from(
            desk, _visit(desk, args), args.entries, reason=args.reason, by=args.by
        )
    line = (
        f"{sealed.place} 已更正：{show(sealed.points)} 分，{sealed.level_name}，"
        f"新记录码 {record_code(sealed.digest)}；原表凭原记录码仍可重印。"
    )
    return Answer(lines=[line], facts={"visit": sealed})


def _pause(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        visit = _visit(desk, args)
        pausing.pause(desk, visit.uid, args.reason)
    return Answer(lines=[f"{visit.place} 已暂停，记下的都在。"], facts={"visit": visit.uid})
