"""整改台账: all problems of the county, or those of a township, or of a star's task force."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.papers.document import OFFICE, Document, Group, Option, Per, Planned, Wish
from inspector.actions.repairing import RepairLine, repair_lines
from inspector.actions.rounds import round_meant
from inspector.domain.ids import RoundId
from inspector.sheets.leaf import Leaf
from inspector.sheets.ledger_list import LedgerLine, LedgerSheet, ledger_listing
from inspector.sheets.listing_pdf import listing_leaf

BY = Option(
    name="by",
    title="分开",
    choices=(("county", "全县一份"), ("township", "每个乡镇一份"), ("office", "每个牵头单位一份")),
)
WHICH = Option(
    name="which",
    title="哪些问题",
    choices=(("current", "本轮查出和以前未销号"), ("open", "只要未销号"), ("all", "全部")),
)
COUNTY = "county"
NO_OFFICE = "没有牵头单位"
_BETWEEN = re.compile(r"[、,，\s]+")


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return one ledger, or one for each township or office that has a problem.

    Raises:
        NoRound, NoSuchRound: There is no such round.
        FormMissing: The folder holds no policy.
    """
    with desk.store.reading() as reading:
        round_id = round_meant(reading, wish.round).id
    which, by = wish.option(WHICH), wish.option(BY)
    if by == COUNTY:
        make = partial(_leaf, desk, round_id, which)
        return [Planned(key=COUNTY, words=f"{round_id} 轮整改台账", make=make)]
    parts: dict[str, list[RepairLine]] = {}
    for line in _lines(desk, round_id, which):
        for part in parts_of(line, by):
            parts.setdefault(part, []).append(line)
    return [
        Planned(key=part, words=part, make=partial(_part, desk, round_id, by, part, lines))
        for part, lines in parts.items()
    ]


def parts_of(line: RepairLine, by: str) -> tuple[str, ...]:
    """Return what a line belongs to: its township, or each office that leads its star."""
    if by == "township":
        return (line.township_name,)
    return tuple(filter(None, _BETWEEN.split(line.office))) or (NO_OFFICE,)


def ledger_line(line: RepairLine) -> LedgerLine:
    """Return a problem as paper lists it."""
    repair = line.repair
    when = f" {repair.result_day:%m-%d}" if repair.result_day is not None else ""
    return LedgerLine(
        number=repair.number,
        township=line.township_name,
        site=line.site_name,
        tail=repair.site[-3:],
        item=f"{repair.item} {line.item_title}".strip(),
        fact=repair.fact,
        found=repair.found,
        deadline=repair.deadline,
        due=repair.due,
        office=line.office,
        state=repair.state,
        result=f"{repair.result}{when}" if repair.result else "",
    )


def _wanted(line: RepairLine, round_id: RoundId, which: str) -> bool:
    repair = line.repair
    return which == "all" or repair.open or (which == "current" and repair.round == round_id)


def _lines(desk: Desk, round_id: RoundId, which: str) -> list[RepairLine]:
    return [one for one in repair_lines(desk, round_id) if _wanted(one, round_id, which)]


def _leaf(desk: Desk, round_id: RoundId, which: str) -> Leaf:
    return _drawn(desk, round_id, _lines(desk, round_id, which), "", f"整改台账_{round_id}")


def _part(desk: Desk, round_id: RoundId, by: str, part: str, lines: Sequence[RepairLine]) -> Leaf:
    about = part if by == "township" else f"{part}牵头"
    return _drawn(desk, round_id, lines, about, f"整改台账_{part}_{round_id}")


def _drawn(
    desk: Desk, round_id: RoundId, lines: Sequence[RepairLine], about: str, stem: str
) -> Leaf:
    with desk.store.reading() as reading:
        county = reading.meta.get(keys.COUNTY_NAME) or ""
        notice = policy_of(reading).notice
    sheet = LedgerSheet(
        county=county,
        round=round_id,
        at=desk.clock(),
        lines=tuple(map(ledger_line, lines)),
        about=about,
        notice=notice,
    )
    return listing_leaf(ledger_listing(sheet), stem=stem)


LEDGER = Document(
    name="ledger",
    title="整改台账",
    about="一件一号：村、问题、期限、牵头单位、状态、回访结果，可按乡镇或牵头单位分开",
    group=Group.REPAIR,
    roles=OFFICE,
    per=Per.ONE,
    plan=plan,
    table=True,
    options=(BY, WHICH),
)
