"""双人核对: take a second entry of the paper, list what differs, settle it by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar
from unicodedata import normalize

from inspector.actions.desk import Desk
from inspector.actions.entering import counted_alone
from inspector.actions.entry_books import filled_sheets, is_book
from inspector.actions.finding import find_site
from inspector.actions.pen import Pen
from inspector.actions.scoring import OpenVisit, Sealed, load_visit, recorder_of, save_items
from inspector.actions.starting import opened
from inspector.domain.double_entry import (
    Choice,
    Difference,
    DoubleEntry,
    DoubleState,
    Settled,
    compared,
    counted_digest,
    differences,
    double_fields,
    taken,
)
from inspector.domain.errors import InspectorError
from inspector.domain.ids import VisitUid
from inspector.domain.visit import EMPTY, Counted, ItemEntry, VisitState
from inspector.exchange.entries_file import EnteredVisit, read_entries
from inspector.store.events import Event
from inspector.store.second_entries import SecondEntry
from inspector.store.unit import Reading, UnitOfWork

EVENT = "double"


class NameMissing(InspectorError):
    """Nobody is named for a second entry or a decision."""

    code: ClassVar[str] = "E111"
    what: ClassVar[str] = "没有写是谁。"
    next_step: ClassVar[str] = "请写上第二遍录入或作决定的人的姓名。"


class SamePerson(InspectorError):
    """Who typed it first would type it a second time."""

    code: ClassVar[str] = "E112"
    what: ClassVar[str] = "第一遍就是 {name} 录的，自己不能核对自己。"
    next_step: ClassVar[str] = "请换一个人，照同一份纸面再录一遍。"


class NotEnteredYet(InspectorError):
    """There is no first entry to compare with."""

    code: ClassVar[str] = "E113"
    what: ClassVar[str] = "{place} 还没有录第一遍。"
    next_step: ClassVar[str] = "请先录入这个站点，再由第二个人照纸面录一遍。"


class NoSecondEntry(InspectorError):
    """Nobody has typed it a second time."""

    code: ClassVar[str] = "E114"
    what: ClassVar[str] = "{place} 还没有录第二遍。"
    next_step: ClassVar[str] = "请第二个人照同一份纸面填录入表或录入文件，再来核对。"


class NothingDiffers(InspectorError):
    """A place was to be settled where nothing differs (any more)."""

    code: ClassVar[str] = "E115"
    what: ClassVar[str] = "{place} 的 {what_differs} 两遍没有出入。"
    next_step: ClassVar[str] = "还有出入的是：{others}。"


class SiteUnsaid(InspectorError):
    """A file of one site came without the site."""

    code: ClassVar[str] = "E116"
    what: ClassVar[str] = "没有说核对哪个站点。"
    next_step: ClassVar[str] = "请写上站点；只有录入表自己带着站点。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How two entries of a visit compare; ``first`` and ``second`` are people by name."""

    uid: VisitUid
    place: str
    first: str
    second: str
    compared: int
    """Checkpoints that the second entry answers."""
    open: tuple[Difference, ...]
    settled: tuple[Settled, ...]

    @property
    def state(self) -> DoubleState:
        """Whether anything is left to settle."""
        return DoubleState.OPEN if self.open else DoubleState.DONE


def enter_second(
    desk: Desk, file: Path, *, by: str, site: str | None = None, kind: str = ""
) -> tuple[Comparison, ...]:
    """Take a second entry from a 录入表 (all its sites, or one) or from an entry file of a site.

    Nothing that was counted changes. Where nothing differs, the record is written at once. A
    later second entry takes the place of an earlier one, whose settled differences stay on record.

    Raises:
        NameMissing, SamePerson: ``by`` cannot be the second.
        NotEnteredYet: A site has no first entry.
        SiteUnsaid: An entry file needs a site.
        Sealed: A visit was sealed; paper and record are one then.
        BookFaulty, EntriesFaulty, NothingFilled, EntryMismatch: As when a file is entered.
        NoSuchSite, ManySites, NotAssigned: No visit is meant.
    """
    name = _named(by)
    read = list(_read(desk, file, site, kind))
    for visit, _entered in read:
        with desk.store.reading() as reading:
            _check_first(reading, visit, name)
    seconds = [(visit, counted_alone(visit, entered)) for visit, entered in read]
    with desk.store.unit() as unit:
        found = []
        for visit, counted in seconds:
            second = SecondEntry(by=name, at=desk.clock(), first=visit.counted, counted=counted)
            unit.papers.second.put(visit.uid, second)
            found.append(_concluded(unit, desk, visit, second))
        unit.commit()
    return tuple(found)


def compare(desk: Desk, text: str, kind: str = "") -> Comparison:
    """Return how the two entries of the visit to a site compare.

    Raises:
        NoSecondEntry: Nobody has typed it a second time.
        NoSuchSite, ManySites, NotAssigned: No visit is meant.
    """
    with desk.store.reading() as reading:
        line = find_site(reading, text)
    visit = opened(desk, line.site.code, kind)
    with desk.store.reading() as reading:
        return comparison(reading, visit.uid)


def comparison(reading: Reading, uid: VisitUid) -> Comparison:
    """Return how the two entries of a visit compare.

    Raises:
        NoSecondEntry: Nobody has typed it a second time.
        NotOpened: Nobody has begun the visit.
    """
    visit = load_visit(reading, uid)
    second = reading.papers.second.of_visit(uid)
    if second is None:
        raise NoSecondEntry(place=visit.place)
    return _compared(reading, visit, second)


def settle(desk: Desk, uid: VisitUid, code: str, choice: Choice, *, by: str) -> Comparison:
    """Settle one difference: the first entry is right, the second, or what is counted now.

    The counts follow the choice at once; once none is left, a record says so.

    Raises:
        NameMissing: Nobody answers for it.
        NoSecondEntry: Nobody has typed it a second time.
        NothingDiffers: At ``code`` nothing does.
        Sealed: The visit was sealed.
    """
    name = _named(by)
    with desk.store.unit() as unit:
        visit = load_visit(unit, uid)
        if visit.state is VisitState.SEALED:
            raise Sealed(place=visit.place)
        second = unit.papers.second.of_visit(uid)
        if second is None:
            raise NoSecondEntry(place=visit.place)
        wanted = code.strip().upper()
        found = _open(visit, second)
        difference = next((one for one in found if one.code == wanted), None)
        if difference is None:
            others = "、".join(one.code for one in found) or "（没有了）"
            raise NothingDiffers(place=visit.place, what_differs=wanted, others=others)
        second = _agreed(
            unit, desk, visit, second, _Decision(difference=difference, choice=choice, by=name)
        )
        done = _concluded(unit, desk, load_visit(unit, uid), second)
        unit.commit()
    return done


def double_states(reading: Reading) -> dict[VisitUid, DoubleState]:
    """Return where each visit of this laptop stands that was typed twice."""
    return {uid: comparison(reading, uid).state for uid in reading.papers.second.visits()}


def _named(by: str) -> str:
    name = normalize("NFC", by).strip()
    if not name:
        raise NameMissing
    return name


def _read(
    desk: Desk, file: Path, site: str | None, kind: str
) -> Iterator[tuple[OpenVisit, EnteredVisit]]:
    if is_book(file):
        for sheet in filled_sheets(desk, file, site):
            with desk.store.reading() as reading:
                yield load_visit(reading, sheet.uid), sheet.entered
        return
    if site is None:
        raise SiteUnsaid
    with desk.store.reading() as reading:
        line = find_site(reading, site)
    visit = opened(desk, line.site.code, kind)
    yield visit, read_entries(file, visit.rubric)


def _check_first(reading: Reading, visit: OpenVisit, name: str) -> None:
    if visit.state is VisitState.SEALED:
        raise Sealed(place=visit.place)
    if not any(one.entries or one.zero or one.na for one in visit.counted.values()):
        raise NotEnteredYet(place=visit.place)
    if _first(reading, visit) == name:
        raise SamePerson(name=name)


def _first(reading: Reading, visit: OpenVisit) -> str:
    """Return who sits at the keyboard, by name."""
    person = recorder_of(reading, visit.people)
    known = reading.teams.people().get(person)
    return known.name if known is not None else str(person)


def _open(visit: OpenVisit, second: SecondEntry) -> tuple[Difference, ...]:
    """Return what still differs: as it stands now, and as it stood when the second entry came."""
    then = differences(visit.rubric, second.first, second.counted)
    now = {one.code: one for one in differences(visit.rubric, visit.counted, second.counted)}
    found = {one.code: one for one in then} | now
    order = {code: at for at, code in enumerate(_places(visit))}
    return tuple(sorted(found.values(), key=lambda one: order[one.code]))


def _places(visit: OpenVisit) -> Iterator[str]:
    for item in visit.rubric.items():
        yield str(item.code)
        yield from (str(point.code) for point in item.checkpoints)


def _compared(reading: Reading, visit: OpenVisit, second: SecondEntry) -> Comparison:
    return Comparison(
        uid=visit.uid,
        place=visit.place,
        first=_first(reading, visit),
        second=second.by,
        compared=compared(visit.rubric, second.counted),
        open=_open(visit, second),
        settled=second.settled,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decision:
    difference: Difference
    choice: Choice
    by: str


def _agreed(
    unit: UnitOfWork, desk: Desk, visit: OpenVisit, second: SecondEntry, decision: _Decision
) -> SecondEntry:
    """Let both entries and the counts say the same at one place, and note who decided."""
    differs, choice = decision.difference, decision.choice
    item = differs.item
    here = visit.counted.get(item, EMPTY)
    right = {
        Choice.FIRST: second.first.get(item, EMPTY),
        Choice.SECOND: second.counted.get(item, EMPTY),
        Choice.ANEW: here,
    }[choice]
    counted = taken(here, right, differs.checkpoint)
    if counted != here:
        save_items(unit, desk, visit, {item: counted})
    told = Settled(
        code=differs.code,
        choice=choice,
        by=decision.by,
        first=differs.first,
        second=differs.second,
    )
    agreed = replace(
        second,
        first=_taken_in(second.first, right, differs),
        counted=_taken_in(second.counted, right, differs),
        settled=(*second.settled, told),
    )
    unit.papers.second.put(visit.uid, agreed)
    detail = f"{told.code} {choice}：{told.first} / {told.second}"
    event = Event(at=desk.clock(), actor=decision.by, kind=EVENT, subject=visit.uid, detail=detail)
    unit.events.add(event)
    return agreed


def _taken_in(counted: Counted, right: ItemEntry, difference: Difference) -> Counted:
    item = difference.item
    return {**counted, item: taken(counted.get(item, EMPTY), right, difference.checkpoint)}


def _concluded(unit: UnitOfWork, desk: Desk, visit: OpenVisit, second: SecondEntry) -> Comparison:
    """Write the record if nothing differs any more, and return how things stand."""
    told = _compared(unit, visit, second)
    if not told.open:
        double = DoubleEntry(
            second=second.by,
            compared=told.compared,
            counted=counted_digest(visit.counted),
            settled=second.settled,
        )
        pen = Pen(unit, by=recorder_of(unit, visit.people), clock=desk.clock)
        pen.write(EVENT, f"{visit.uid}/{EVENT}", double_fields(double))
    return told
