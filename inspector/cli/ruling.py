"""``inspector office disputes`` and ``rule``: where laptops disagree, and who decides."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import ClassVar

from inspector.actions import adjudicating, picking
from inspector.actions.adjudicating import Disputed
from inspector.actions.desk import open_desk
from inspector.actions.finding import find_site, place_of
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId, TeamId
from inspector.domain.points import show
from inspector.domain.wording import moment_words
from inspector.platform.clock import now
from inspector.platform.folder import Role


class ChoiceUnreadable(InspectorError):
    """``--item`` is not of the form CODE=甲, or nothing was chosen at all."""

    code: ClassVar[str] = "S233"
    what: ClassVar[str] = "没有写清楚以哪一台电脑或哪一组为准（{text}）。"
    next_step: ClassVar[str] = "用 --laptop 甲 全部以甲机为准，或用 --item ZB-1=乙 逐项写。"


def add_ruling(office: Commands[argparse.ArgumentParser]) -> None:
    """Add both commands to the group ``office``."""
    disputes = command(office, "disputes", "列出同组电脑记得不一样的站点，两边并排", _disputes)
    add_folder(disputes)
    disputes.add_argument("--round", required=True, metavar="R", help="轮次")

    rule = command(office, "rule", "裁定一个站点：以哪台电脑为准，留名留理由", _rule)
    add_folder(rule)
    rule.add_argument("--round", required=True, metavar="R", help="轮次")
    rule.add_argument("site", metavar="SITE", help="站点代码、尾号或名称")
    rule.add_argument("--laptop", default="", metavar="甲", help="没有逐项写的都以这台为准")
    rule.add_argument(
        "--item", action="append", default=[], metavar="CODE=甲", help="这一项以这台为准，可重复"
    )
    rule.add_argument("--team", default="", metavar="T03", help="两组都打了这个村：用哪一组的")
    rule.add_argument("--by", required=True, metavar="NAME", help="裁定人姓名")
    rule.add_argument("--why", required=True, metavar="TEXT", help="裁定理由，记入档案")


def _disputes(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        found = adjudicating.disputed_visits(desk, RoundId(args.round))
    lines = [line for one in found for line in _told(one)]
    waiting = sum(bool(one.open) for one in found)
    head = f"{args.round} 轮：{waiting} 个站点等裁定，已裁定 {len(found) - waiting} 个。"
    return Answer(lines=[head, *lines], facts={"disputes": found})


def _told(disputed: Disputed) -> Iterator[str]:
    yield (
        f"{disputed.place}：{disputed.open} 处待裁定"
        if disputed.open
        else (f"{disputed.place}：已裁定")
    )
    yield from (f"  {said}" for said in disputed.reopened)
    for one in disputed.disputes:
        ruled = f"（{one.ruling.by} 已裁定：{one.ruling.why}）" if one.ruling else ""
        yield f"  {one.title}{ruled}"
        for side in one.sides:
            points = "" if side.points is None else f"{show(side.points)} 分，"
            photos = f"，照片 {len(side.photos)} 张" if side.photos else ""
            said = f"{points}{'；'.join(side.rows)}{photos}"
            yield f"    {side.mark}机 {side.by} {moment_words(side.at)}：{said}"


def _rule(args: argparse.Namespace) -> Answer:
    choices = dict(_choice(text) for text in args.item)
    if args.team:
        return _pick(args)
    if not choices and not args.laptop:
        raise ChoiceUnreadable(text="--laptop 或 --item")
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        found = adjudicating.disputed_site(desk, RoundId(args.round), args.site)
        if args.laptop:
            rest = {one.part: args.laptop for one in found.disputes if one.ruling is None}
            choices = rest | choices
        ruled = adjudicating.adjudicate(desk, found.uid, choices, by=args.by, why=args.why)
    done = (
        f"还有 {ruled.left} 处待裁定。"
        if ruled.left
        else f"裁定后 {show(ruled.points)} 分，{ruled.level_name}，按这个结果计入排名。"
    )
    return Answer(lines=[f"{ruled.place}：{done}"], facts={"visit": ruled})


def _pick(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.OFFICE, clock=now) as desk:
        with desk.store.reading() as reading:
            line = find_site(reading, args.site)
        picked = picking.pick_team(
            desk,
            RoundId(args.round),
            line.site.code,
            TeamId(args.team),
            by=args.by,
            why=args.why,
        )
    told = f"{place_of(line)}：用 {args.team} 组的，别组的留存，不计入排名。"
    return Answer(lines=[told], facts={"visit": picked})


def _choice(text: str) -> tuple[str, str]:
    part, equals, mark = text.rpartition("=")
    if not (part and equals and mark):
        raise ChoiceUnreadable(text=text)
    return part.strip(), mark.strip()
