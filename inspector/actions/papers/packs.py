"""周清单 and 月度材料 of each township and of each task force: few pages that say what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial

from inspector.actions import keys
from inspector.actions.covering import TownshipCover, coverage
from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.papers.document import (
    OFFICE,
    Document,
    Group,
    Option,
    Per,
    Planned,
    Told,
    Wish,
)
from inspector.actions.papers.ledgers import (
    LEADER,
    TOWNSHIP,
    Problems,
    Unit,
    ledger_line,
    parts_of,
    units_of,
)
from inspector.actions.ranking import Board, rank
from inspector.actions.repairing import RepairLine
from inspector.actions.results import NothingToRank
from inspector.actions.rounds import round_meant
from inspector.domain.ids import RoundId
from inspector.domain.progress import Ticket
from inspector.domain.rectifying import RepairState
from inspector.domain.wording import PROVISIONAL, day_words
from inspector.sheets.leaf import Leaf
from inspector.sheets.ledger_list import state_words
from inspector.sheets.listing_pdf import listing_leaf
from inspector.sheets.pack_sheet import (
    OFFICE_SIGNS,
    TOWNSHIP_SIGNS,
    PackSheet,
    PackSite,
    PackTownship,
    pack_listing,
)

BY = Option(
    name="by",
    title="分给",
    choices=((TOWNSHIP, "每个乡镇一份"), (LEADER, "每个牵头单位一份")),
)
WEEK, MONTH = 7, 31
"""Days that a pack looks ahead, the day it is printed among them: one a week, none twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A sort of pack: its name, and how many days it is about, today among them."""

    name: str
    days: int
    whole: bool
    """With all problems and the results of each site."""

    def last(self, today: date) -> date:
        """Return the last of its days."""
        return today + timedelta(days=self.days - 1)

    def due_words(self, today: date) -> str:
        """Say which problems are due in it: 11月8日至14日到期和已经超期."""
        last = self.last(today)
        end = f"{last.day}日" if last.month == today.month else day_words(last)
        return f"{day_words(today)}至{end}到期和已经超期"


WEEKLY_SPAN = Span(name="周清单", days=WEEK, whole=False)
MONTHLY_SPAN = Span(name="月度材料", days=MONTH, whole=True)


class _Round:
    """What all packs of one batch share, read once when the first is made."""

    def __init__(self, desk: Desk, round_id: RoundId) -> None:
        self.desk, self.id = desk, round_id
        self._problems = Problems(desk, round_id)

    def lines(self, ticket: Ticket) -> list[RepairLine]:
        """Return the problems of the round, and older ones that still stand."""
        found = self._problems.lines(ticket)
        return [one for one in found if one.repair.open or one.repair.round == self.id]

    @cached_property
    def cover(self) -> Mapping[str, TownshipCover]:
        """What came in, by the codes of townships."""
        return {one.code: one for one in coverage(self.desk, self.id).townships}

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
    by = wish.option(BY)
    with desk.store.reading() as reading:
        round_id = round_meant(reading, wish.round).id
        units = units_of(reading, round_id, by) if by == LEADER else ()
    round_ = _Round(desk, round_id)
    if by == TOWNSHIP:
        units = tuple(Unit(key=code, name=one.name) for code, one in round_.cover.items())
    return [
        Planned(key=unit.key, words=unit.name, make=Told(partial(_leaf, round_, span, by, unit)))
        for unit in units
    ]


def _leaf(round_: _Round, span: Span, by: str, unit: Unit, ticket: Ticket) -> Leaf:
    desk, of_township = round_.desk, by == TOWNSHIP
    at = desk.clock()
    last, words = span.last(at.date()), span.due_words(at.date())
    lines = [one for one in round_.lines(ticket) if unit.key in parts_of(one, by)]
    due = [one for one in lines if _due_by(one, last)]
    with desk.store.reading() as reading:
        county = reading.meta.get(keys.COUNTY_NAME) or ""
        notice = policy_of(reading).notice
    board = round_.board if of_township else None
    sheet = PackSheet(
        county=county,
        round=round_.id,
        unit=unit.name if of_township else f"{unit.name}牵头专班",
        name=span.name,
        at=at,
        about=(
            *(_about(round_, unit) if of_township else ()),
            f"问题 {state_words(one.repair.state for one in lines)}",
            f"{words} {len(due):,} 件{_next_words(lines, last)}",
        ),
        due=None if span.whole else tuple(map(ledger_line, due)),
        due_name=words,
        sites=tuple(_sites(round_, unit, lines)) if span.whole and of_township else (),
        townships=() if of_township else tuple(_townships(lines, last)),
        lines=tuple(map(ledger_line, lines)) if span.whole else None,
        state=PROVISIONAL if board is not None and not board.edition else "",
        notice=notice,
        signers=TOWNSHIP_SIGNS if of_township else OFFICE_SIGNS,
    )
    return listing_leaf(pack_listing(sheet), stem=f"{span.name}_{unit.name}_{round_.id}")


def _due_by(line: RepairLine, last: date) -> bool:
    return line.repair.open and line.repair.due is not None and line.repair.due <= last


def _next_words(lines: Sequence[RepairLine], last: date) -> str:
    """Say which deadline comes next, so that a pack with nothing in it is no surprise later."""
    later = [one.repair.due for one in lines if one.repair.open and one.repair.due is not None]
    coming = sorted(due for due in later if due > last)
    if not coming:
        return ""
    return f"　以后最近的期限是{day_words(coming[0])}，{coming.count(coming[0]):,} 件"


def _about(round_: _Round, unit: Unit) -> Iterator[str]:
    """Yield the cover line with the place."""
    cover = round_.cover[unit.key]
    yield f"应评 {cover.planned} 个站点，收到 {cover.received} 个　{_rank(round_, unit)}"


def _rank(round_: _Round, unit: Unit) -> str:
    board = round_.board
    row = next((one for one in board.townships if one.code == unit.key), None) if board else None
    if board is None or row is None:
        return "还没有名次"
    group = f"，{row.group}第 {row.group_place} 名" if row.group else ""
    return f"全县第 {row.place} 名{group}，平均 {row.percent} 分"


def _sites(round_: _Round, unit: Unit, lines: Sequence[RepairLine]) -> list[PackSite]:
    board = round_.board
    rows = {row.site: row for row in board.ranking.sites} if board else {}
    found: list[PackSite] = []
    for code, name, _state in round_.cover[unit.key].cells:
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


def _townships(lines: Sequence[RepairLine], last: date) -> list[PackTownship]:
    found: dict[str, list[RepairLine]] = {}
    for line in lines:
        found.setdefault(line.township_name, []).append(line)
    return [
        PackTownship(
            name=name,
            problems=len(own),
            standing=sum(one.repair.open for one in own),
            due=sum(
                _due_by(one, last) and one.repair.state is not RepairState.OVERDUE for one in own
            ),
            overdue=sum(one.repair.state is RepairState.OVERDUE for one in own),
        )
        for name, own in found.items()
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
    "给乡镇或牵头单位：名次一行，今天起七天内到期和已经超期的问题",
    partial(plan, WEEKLY_SPAN),
)
MONTHLY = _document(
    "monthly-pack",
    "月度材料",
    "给乡镇或牵头单位：名次、各村成绩、全部问题和期限",
    partial(plan, MONTHLY_SPAN),
)
