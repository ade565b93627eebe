"""周清单 and 月度材料 of each township and of each task force: few pages that say what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, partial

from inspector.actions import keys
from inspector.actions.covering import CoverageBoard, coverage
from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.papers.document import OFFICE, Document, Group, Option, Per, Planned, Wish
from inspector.actions.papers.ledgers import ledger_line, parts_of
from inspector.actions.ranking import Board, rank
from inspector.actions.repairing import RepairLine, repair_lines
from inspector.actions.results import NothingToRank
from inspector.actions.rounds import round_meant
from inspector.domain.ids import RoundId
from inspector.domain.rectifying import RepairState
from inspector.domain.wording import PROVISIONAL
from inspector.sheets.leaf import Leaf
from inspector.sheets.ledger_list import state_words
from inspector.sheets.listing_pdf import listing_leaf
from inspector.sheets.pack_sheet import PackSheet, PackSite, PackTownship, pack_listing

BY = Option(
    name="by",
    title="分给",
    choices=(("township", "每个乡镇一份"), ("office", "每个牵头单位一份")),
)
TOWNSHIP = "township"
WEEK = 7
"""Days ahead that a weekly sheet looks; a monthly one looks as far as a month."""
MONTH = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A sort of pack: its name, and how many days ahead it looks."""

    name: str
    due_name: str
    days: int
    whole: bool
    """With all problems and the results of each site."""


WEEKLY_SPAN = Span(name="周清单", due_name="七天内到期和已经超期", days=WEEK, whole=False)
MONTHLY_SPAN = Span(name="月度材料", due_name="一个月内到期和已经超期", days=MONTH, whole=True)


class _Round:
    """What all packs of one batch share, read once when the first is made."""

    def __init__(self, desk: Desk, round_id: RoundId) -> None:
        self.desk, self.id = desk, round_id

    @cached_property
    def lines(self) -> tuple[RepairLine, ...]:
        """Problems of the round, and older ones that still stand."""
        found = repair_lines(self.desk, self.id)
        return tuple(one for one in found if one.repair.open or one.repair.round == self.id)

    @cached_property
    def cover(self) -> CoverageBoard:
        """What came in."""
        return coverage(self.desk, self.id)

    @cached_property
    def board(self) -> Board | None:
        """The ranking, or None while there is nothing to rank."""
        try:
            return rank(self.desk, self.id)
        except NothingToRank:
            return None


def plan(span: Span, desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return a pack for each township of the round, or for each office that leads a star.

    Raises:
        NoRound, NoSuchRound: There is no such round.
        FormMissing: The folder holds no policy.
    """
    with desk.store.reading() as reading:
        round_id = round_meant(reading, wish.round).id
    round_, by = _Round(desk, round_id), wish.option(BY)
    units = [one.name for one in round_.cover.townships]
    if by != TOWNSHIP:
        units = list(dict.fromkeys(part for one in round_.lines for part in parts_of(one, by)))
    return [
        Planned(key=unit, words=unit, make=partial(_leaf, round_, span, by, unit)) for unit in units
    ]


def _leaf(round_: _Round, span: Span, by: str, unit: str) -> Leaf:
    desk = round_.desk
    at = desk.clock()
    lines = [one for one in round_.lines if unit in parts_of(one, by)]
    near = at.date() + timedelta(days=span.days)
    due = [one for one in lines if one.repair.open and one.repair.due and one.repair.due <= near]
    due.sort(key=lambda one: (one.township, one.repair.due or near, one.repair.number))
    with desk.store.reading() as reading:
        county = reading.meta.get(keys.COUNTY_NAME) or ""
        notice = policy_of(reading).notice
    board, of_township = round_.board, by == TOWNSHIP
    sheet = PackSheet(
        county=county,
        round=round_.id,
        unit=unit if of_township else f"{unit}牵头专班",
        name=span.name,
        at=at,
        about=(
            *_about(round_, unit, lines, of_township=of_township),
            f"{span.due_name} {len(due)} 件",
        ),
        due=None if span.whole else tuple(map(ledger_line, due)),
        due_name=span.due_name,
        sites=tuple(_sites(round_, unit, lines)) if span.whole and of_township else (),
        townships=() if of_township else tuple(_townships(lines)),
        lines=tuple(map(ledger_line, lines)) if span.whole else None,
        state=PROVISIONAL if of_township and board is not None and not board.edition else "",
        notice=notice,
    )
    return listing_leaf(pack_listing(sheet), stem=f"{span.name}_{unit}_{round_.id}")


def _about(
    round_: _Round, unit: str, lines: Sequence[RepairLine], *, of_township: bool
) -> list[str]:
    """Return the cover line, the ranking line and how the problems stand."""
    said: list[str] = []
    if of_township:
        cover = next(one for one in round_.cover.townships if one.name == unit)
        said.append(f"应评 {cover.planned} 个站点，收到 {cover.received} 个　{_rank(round_, unit)}")
    said.append(f"问题 {state_words(one.repair.state for one in lines)}")
    return said


def _rank(round_: _Round, unit: str) -> str:
    board = round_.board
    row = next((one for one in board.townships if one.name == unit), None) if board else None
    if board is None or row is None:
        return "还没有名次"
    group = f"，{row.group}第 {row.group_place} 名" if row.group else ""
    return f"全县第 {row.place} 名{group}，平均 {row.percent} 分"


def _sites(round_: _Round, unit: str, lines: Sequence[RepairLine]) -> list[PackSite]:
    board = round_.board
    rows = {row.site: row for row in board.ranking.sites} if board else {}
    township = next(one for one in round_.cover.townships if one.name == unit)
    found: list[PackSite] = []
    for code, name, _state in township.cells:
        own = [one.repair for one in lines if one.repair.site == code]
        row = rows.get(code)
        found.append(
            PackSite(
                name=name,
                tail=code[-3:],
                place=row.place if row else None,
                percent=row.percent if row else None,
                level=row.level if row else None,
                problems=len(own),
                standing=sum(one.open for one in own),
            )
        )
    return found


def _townships(lines: Sequence[RepairLine]) -> list[PackTownship]:
    return [
        PackTownship(
            name=name,
            problems=len(own),
            standing=sum(one.open for one in own),
            overdue=sum(one.state is RepairState.OVERDUE for one in own),
        )
        for name in dict.fromkeys(one.township_name for one in lines)
        for own in [[one.repair for one in lines if one.township_name == name]]
    ]


def _document(
    name: str, title: str, about: str, make: Callable[[Desk, Wish], Sequence[Planned]]
) -> Document:
    return Document(
        name=name,
        title=title,
        about=about,
        group=Group.REPAIR,
        roles=OFFICE,
        per=Per.TOWNSHIP,
        plan=make,
        table=True,
        options=(BY,),
    )


WEEKLY = _document(
    "weekly",
    "周清单",
    "给乡镇或牵头单位：名次一行，七天内到期和已经超期的问题",
    partial(plan, WEEKLY_SPAN),
)
MONTHLY = _document(
    "monthly-pack",
    "月度材料",
    "给乡镇或牵头单位：名次、各村成绩、全部问题和期限",
    partial(plan, MONTHLY_SPAN),
)
