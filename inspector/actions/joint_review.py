"""联审 as the office looks at it: each entry at each site, what teams saw, what was decided.

The joint review decides on an entry at a site, however many teams noted it; a department may
also bring one of which no team said anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from inspector.actions.denying import GONE, WAITING, EntryNotForSite
from inspector.actions.desk import Desk
from inspector.actions.finding import find_site, place_of
from inspector.actions.forms import negative_list_of
from inspector.domain.clue import Clue
from inspector.domain.denial import Denial, Verdict
from inspector.domain.ids import RoundId, SiteCode, TeamId
from inspector.domain.visit import VisitKey
from inspector.domain.wording import word
from inspector.store.unit import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one team noted in one visit."""

    team: TeamId
    round: RoundId
    clue: Clue


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One entry of the negative list at one site."""

    site: SiteCode
    place: str
    entry: str
    condition: str
    office: str
    """Who is to find the facts, as the list says; may be empty."""
    reports: tuple[Report, ...] = ()
    decisions: tuple[Denial, ...] = ()
    """The first entered first; the last one holds."""

    @property
    def key(self) -> str:
        """What tells one case from another."""
        return f"{self.site}/{self.entry}"

    @property
    def verdict(self) -> Verdict | None:
        """What was decided last; None while nothing was."""
        return self.decisions[-1].verdict if self.decisions else None

    @property
    def state(self) -> str:
        """待联审, or the word for what was decided last."""
        return WAITING if self.verdict is None else word(self.verdict)


def cases(desk: Desk) -> tuple[Case, ...]:
    """Return every case that teams noted or that was decided, by site and entry.

    Raises:
        FormMissing: The folder holds no negative list.
    """
    with desk.store.reading() as reading:
        return _Bench(reading).cases()


def case_of(desk: Desk, text: str, entry: str) -> Case:
    """Return the case of an entry at the site that ``text`` means, noted by a team or not.

    Raises:
        NoSuchSite, ManySites: No single site is meant.
        EntryNotForSite: The list has no such entry for the site's form.
        FormMissing: The folder holds no negative list.
    """
    wanted = entry.strip().upper()
    with desk.store.reading() as reading:
        line = find_site(reading, text)
        fitting = negative_list_of(reading).of_form(line.site.rubric)
        if wanted not in {one.id for one in fitting}:
            raise EntryNotForSite(entry=wanted, place=place_of(line))
        return _Bench(reading).case(line.site.code, wanted)


class _Bench:
    """Puts clues and decisions together, site by site and entry by entry."""

    def __init__(self, reading: Reading) -> None:
        self._entries = {one.id: one for one in negative_list_of(reading).entries}
        self._places = {one.site.code: place_of(one) for one in reading.sites.lines()}
        self._reports: dict[tuple[SiteCode, str], list[Report]] = {}
        self._decisions: dict[tuple[SiteCode, str], list[Denial]] = {}
        for uid, clue in reading.clues.all():
            key = VisitKey.parse(uid)
            report = Report(team=key.team, round=key.round, clue=clue)
            self._reports.setdefault((key.site, clue.entry), []).append(report)
        for one in reading.denials.all():
            self._decisions.setdefault((one.site, one.entry), []).append(one)

    def cases(self) -> tuple[Case, ...]:
        """Return every case, by site and entry."""
        known: Iterable[tuple[SiteCode, str]] = {*self._reports, *self._decisions}
        return tuple(self.case(site, entry) for site, entry in sorted(known))

    def case(self, site: SiteCode, entry: str) -> Case:
        """Return one case, with or without clues."""
        listed = self._entries.get(entry)
        return Case(
            site=site,
            place=self._places.get(site, site),
            entry=entry,
            condition=GONE if listed is None else listed.condition,
            office="" if listed is None else listed.office,
            reports=tuple(self._reports.get((site, entry), ())),
            decisions=tuple(self._decisions.get((site, entry), ())),
        )
