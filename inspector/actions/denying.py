"""What becomes of clues at the county office: the joint review decides, by name and document."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from unicodedata import normalize

from inspector.actions.desk import Desk
from inspector.actions.finding import find_site, place_of
from inspector.actions.forms import negative_list_of
from inspector.domain.clue import Clue
from inspector.domain.denial import Denial, Verdict, in_force
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId, SiteCode, VisitUid
from inspector.domain.negative import NegativeList
from inspector.domain.visit import VisitKey
from inspector.domain.wording import word
from inspector.platform.clock import CHINA
from inspector.store.events import Event
from inspector.store.sites import SiteLine
from inspector.store.unit import Reading

WAITING = "待联审"
GONE = "清单里已没有这一条"


class NoDocument(InspectorError):
    """A decision without what the list asks of one."""

    code: ClassVar[str] = "S250"
    what: ClassVar[str] = "联审结论还缺{missing}，没有登记。"
    next_step: ClassVar[str] = "请写明文书或文号、认定单位、认定日期和登记人，再登记一次。"


class DayUnreadable(InspectorError):
    """A day is not written as year, month and day."""

    code: ClassVar[str] = "S253"
    what: ClassVar[str] = "日期“{text}”读不懂。"
    next_step: ClassVar[str] = "请写成 2026-12-05 这样。"


class DayAhead(InspectorError):
    """Facts were found on a day that has not come."""

    code: ClassVar[str] = "S254"
    what: ClassVar[str] = "认定日期 {day} 还没有到。"
    next_step: ClassVar[str] = "请照文书上的日期写；电脑时钟不对的，先校准。"


class StillUpheld(InspectorError):
    """What is in force was to be put off: that would end it without a decision."""

    code: ClassVar[str] = "S255"
    what: ClassVar[str] = "{place} 的“{entry}”条联审已通过，还在生效，不能缓议。"
    next_step: ClassVar[str] = "要停止生效，请登记“撤销”，写明依据。"


class EntryNotForSite(InspectorError):
    """The negative list has no such entry for the form of this site."""

    code: ClassVar[str] = "S251"
    what: ClassVar[str] = "负面清单的“{entry}”条不适用于 {place}。"
    next_step: ClassVar[str] = "请核对条目编号和站点；一村一社区用的清单条目不同。"


class NothingToWithdraw(InspectorError):
    """A decision is withdrawn that was never made."""

    code: ClassVar[str] = "S252"
    what: ClassVar[str] = "{place} 没有登记过“{entry}”条的联审结论，撤销不了。"
    next_step: ClassVar[str] = "请核对条目编号；不成立的线索请登记“联审不成立”。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody enters of a joint review."""

    entry: str
    verdict: Verdict
    document: str
    office: str
    decided: date
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClueLine:
    """One clue as the office lists it."""

    visit: VisitUid
    site: SiteCode
    place: str
    team: str
    clue: Clue
    condition: str
    state: str
    """待联审, or what was decided since."""


def clue_lines(desk: Desk, round_id: RoundId | None = None) -> tuple[ClueLine, ...]:
    """Return the clues that came in, of a round or of all, by site and entry.

    Raises:
        FormMissing: The folder holds no negative list.
    """
    with desk.store.reading() as reading:
        negative = negative_list_of(reading)
        verdicts = {(one.site, one.entry): one.verdict for one in reading.denials.all()}
        places = {one.site.code: place_of(one) for one in reading.sites.lines()}
        conditions = {entry.id: entry.condition for entry in negative.entries}
        lines = [
            _line(places, conditions, verdicts, uid, clue)
            for uid, clue in reading.clues.all()
            if round_id is None or VisitKey.parse(uid).round == round_id
        ]
    return tuple(sorted(lines, key=lambda one: (one.site, one.clue.entry, one.visit)))


def denials_of(desk: Desk) -> tuple[Denial, ...]:
    """Return every decision, the first entered first."""
    with desk.store.reading() as reading:
        return reading.denials.all()


def decide(desk: Desk, text: str, decision: Decision) -> Denial:
    """Enter what the joint review decided on an entry at the site that ``text`` means.

    It holds for the list's validity from its date on. Levels of rankings that are frozen stay;
    they get a note. Nothing that was entered is ever changed: a later decision takes its place.

    Raises:
        NoSuchSite, ManySites: No single site is meant.
        NoDocument: Document, office, name or, to put off, the reason is missing.
        DayAhead: The day has not come.
        EntryNotForSite: The list has no such entry for the site's form.
        NothingToWithdraw: There is no decision to withdraw.
        StillUpheld: What is in force would be put off.
        FormMissing: The folder holds no negative list.
    """
    if missing := _missing(decision):
        raise NoDocument(missing="、".join(missing))
    with desk.store.unit() as unit:
        line, negative = find_site(unit, text), negative_list_of(unit)
        site, at = line.site, desk.clock()
        _check(unit, line, decision, negative, at.astimezone(CHINA).date())
        denial = Denial(
            site=site.code,
            entry=decision.entry,
            verdict=decision.verdict,
            document=decision.document.strip(),
            office=decision.office.strip(),
            decided=decision.decided,
            until=months_later(decision.decided, negative.validity_months),
            by=decision.by.strip(),
            why=decision.why.strip(),
            at=at,
        )
        unit.denials.add(denial)
        detail = f"{denial.entry} {denial.verdict} {denial.document}"
        unit.events.add(
            Event(at=at, actor=denial.by, kind="deny", subject=site.code, detail=detail)
        )
        unit.commit()
    return denial


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or that month's last day."""
    ahead = day.month - 1 + months
    year, month = day.year + ahead // 12, ahead % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def day_of(text: str) -> date:
    """Read a day: ``2026-12-05`` or ``20261205``, in any width.

    Raises:
        DayUnreadable: It is none.
    """
    written = normalize("NFKC", text).strip()
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise DayUnreadable(text=written) from error


def _missing(decision: Decision) -> list[str]:
    """Name what a decision lacks; one that puts off has no document yet, but a reason."""
    said = [("登记人", decision.by)]
    if decision.verdict is Verdict.DEFERRED:
        said = [("缓议的原因", decision.why), *said]
    else:
        said = [("文书或文号", decision.document), ("认定单位", decision.office), *said]
    return [name for name, value in said if not value.strip()]


def _check(
    unit: Reading, line: SiteLine, decision: Decision, negative: NegativeList, today: date
) -> None:
    """Refuse a decision that fits nothing."""
    place, code = place_of(line), line.site.code
    if decision.decided > today:
        raise DayAhead(day=decision.decided)
    if decision.entry not in {one.id for one in negative.of_form(line.site.rubric)}:
        raise EntryNotForSite(entry=decision.entry, place=place)
    earlier = [one for one in unit.denials.all() if one.site == code]
    if decision.verdict is Verdict.WITHDRAWN and decision.entry not in {
        one.entry for one in earlier
    }:
        raise NothingToWithdraw(entry=decision.entry, place=place)
    holding = {one.entry for one in in_force(earlier, code, today)}
    if decision.verdict is Verdict.DEFERRED and decision.entry in holding:
        raise StillUpheld(entry=decision.entry, place=place)


def _line(
    places: Mapping[SiteCode, str],
    conditions: Mapping[str, str],
    verdicts: Mapping[tuple[SiteCode, str], Verdict],
    uid: VisitUid,
    clue: Clue,
) -> ClueLine:
    key = VisitKey.parse(uid)
    verdict = verdicts.get((key.site, clue.entry))
    return ClueLine(
        visit=uid,
        site=key.site,
        place=places.get(key.site, key.site),
        team=str(key.team),
        clue=clue,
        condition=conditions.get(clue.entry, GONE),
        state=word(verdict) if verdict is not None else WAITING,
    )
