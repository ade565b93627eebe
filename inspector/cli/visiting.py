"""``inspector field start``, ``finding`` and ``clue``: visits of every kind, by hand."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from inspector.actions import cluing, gathering, starting, surveying
from inspector.actions.desk import Desk
from inspector.actions.finding import find_site
from inspector.actions.gathering import Gathered
from inspector.actions.scoring import OpenVisit
from inspector.cli.field_desk import open_desk
from inspector.cli.options import Commands, add_folder, command, pin_of
from inspector.cli.output import Answer, progress_ticket
from inspector.domain.clue import Clue
from inspector.domain.finding import Finding, Outcome
from inspector.domain.ids import ItemCode
from inspector.domain.stars import asked_words
from inspector.domain.wording import word
from inspector.platform.clock import now
from inspector.platform.folder import Role

OUTCOMES = {word(one): one for one in Outcome if one is not Outcome.NOTHING}
TEXTS = (
    ("section", "环节，如 版面展示"),
    ("problem", "回访的是哪个问题"),
    ("fact", "实情；回访时是备注"),
    ("cause", "症结"),
    ("proposal", "办法"),
)


def add_visiting(field: Commands[argparse.ArgumentParser]) -> None:
    """Add the commands to the group ``field``."""
    start = command(field, "start", "开始一次考评；不写 --kind 时列出可以开始的", _start)
    _add_site(start)
    add_kind(start)

    finding = command(field, "finding", "不打分的考评：写一条发现，或列出已写的", _finding)
    _add_site(finding)
    finding.add_argument("--kind", required=True, metavar="K", help="考评方式，如 遍访调研")
    finding.add_argument("--number", type=int, default=0, metavar="N", help="改第几条；不写是新的")
    finding.add_argument("--item", default="", metavar="CODE", help="对应的考评项，如 ST-2")
    finding.add_argument("--outcome", choices=list(OUTCOMES), help="回访结果")
    for name, summary in TEXTS:
        finding.add_argument(f"--{name}", metavar="TEXT", help=summary)
    finding.add_argument("--photo", type=Path, action="append", default=[], help="照片，可重复")
    finding.add_argument("--nothing", action="store_true", help="没有发现问题")
    finding.add_argument("--drop", action="store_true", help="去掉 --number 这一条")

    clue = command(field, "clue", "登记一条负面清单线索，或列出已登记的；不扣分", _clue)
    _add_site(clue)
    add_kind(clue)
    clue.add_argument("--entry", default="", metavar="N07", help="负面清单条目编号")
    clue.add_argument("--what", default="", metavar="TEXT", help="看到什么：时间、地点、情形")
    clue.add_argument("--photo", type=Path, action="append", default=[], help="照片，可重复")


def add_kind(parser: argparse.ArgumentParser) -> None:
    """Add ``--kind``."""
    parser.add_argument("--kind", default="", metavar="K", help="考评方式；不写按下发的")


def visit_of(desk: Desk, args: argparse.Namespace) -> OpenVisit:
    """Return the visit that ``SITE`` and ``--kind`` mean.

    Raises:
        InspectorError: As ``starting.opened``, or no such site.
    """
    with desk.store.reading() as reading:
        line = find_site(reading, args.site)
    return starting.opened(desk, line.site.code, args.kind)


def _add_site(parser: argparse.ArgumentParser) -> None:
    add_folder(parser)
    parser.add_argument("site", metavar="SITE", help="站点代码、尾号或名称")


def _start(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        with desk.store.reading() as reading:
            line = find_site(reading, args.site)
        if args.kind:
            visit = starting.start(desk, line.site.code, args.kind)
            lines = [f"{visit.place} {visit.kind.name}：{asked_words(visit.rubric)}。"]
            return Answer(lines=lines, facts={"visit": visit.uid, "asked": visit.rubric.total_max})
        found = starting.choices(desk, line.site.code)
    lines = [
        f"{one.kind.name}（{one.kind.id}）：{word(one.state) if one.planned else '可以开始'}，"
        f"{one.asks}"
        for one in found
    ]
    return Answer(
        lines=lines or ["这个站点没有分给本组。"],
        facts={"choices": [{"visit": one.key.uid, "kind": one.kind.id} for one in found]},
    )


def _finding(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        visit = visit_of(desk, args)
        refused = _write(desk, visit, args)
        found, lacking = surveying.findings_of(desk, visit), surveying.lacks_of(desk, visit)
    return Answer(
        lines=[
            f"{visit.place} {visit.kind.name}：{len(found)} 条。",
            *(line for one in found for line in _told(one)),
            *(f"缺：{one.sentence}" for one in lacking if one.must),
            *(f"没收下 {name}：{why}" for name, why in refused),
        ],
        facts={"findings": found, "lacks": lacking},
        ok=not refused,
    )


def _write(desk: Desk, visit: OpenVisit, args: argparse.Namespace) -> tuple[tuple[str, str], ...]:
    """Do what the options ask; without any of them nothing is written."""
    if args.drop:
        surveying.drop_finding(desk, visit, args.number)
        return ()
    if args.nothing:
        surveying.find_nothing(desk, visit)
        return ()
    said = {name: getattr(args, name) for name, _summary in TEXTS if getattr(args, name)}
    if args.outcome:
        said["outcome"] = OUTCOMES[args.outcome]
    if args.item:
        said["item"] = ItemCode(args.item)
    if not said and not args.photo:
        return ()
    before = {one.n: one for one in surveying.findings_of(desk, visit)}
    finding = replace(before.get(args.number, Finding(n=args.number)), **said)
    kept = surveying.put_finding(desk, visit, finding)
    if not args.photo:
        return ()
    return surveying.attach(desk, visit, kept.n, args.photo, progress_ticket()).refused


def _told(finding: Finding) -> Iterator[str]:
    about = "　".join(part for part in (finding.item, finding.section, finding.problem) if part)
    pictures = f"　照片 {len(finding.photos)} 张" if finding.photos else ""
    yield f"第 {finding.n} 条　{word(finding.outcome)}　{about}{pictures}".rstrip("　")
    for name, said in (
        ("实情", finding.fact),
        ("症结", finding.cause),
        ("办法", finding.proposal),
    ):
        if said:
            yield f"　　{name}：{said}"


def _clue(args: argparse.Namespace) -> Answer:
    with open_desk(args.data, pin_of(args), role=Role.FIELD, clock=now) as desk:
        visit = visit_of(desk, args)
        taken = Gathered(evidence=(), refused=())
        if args.entry or args.what:
            if args.photo:
                taken = gathering.take_loose(desk, visit, args.photo, progress_ticket())
            photos = tuple(one.digest for one in taken.evidence)
            cluing.put_clue(desk, visit, Clue(entry=args.entry, what=args.what, photos=photos))
        clues = cluing.clues_of(desk, visit)
    return Answer(
        lines=[
            f"{visit.place}：{len(clues)} 条线索，联审通过后才起作用，考评不扣分。",
            *(f"{one.entry}　{one.what}　照片 {len(one.photos)} 张" for one in clues),
            *(f"没收下 {name}：{why}" for name, why in taken.refused),
        ],
        facts={"clues": clues},
        ok=not taken.refused,
    )
