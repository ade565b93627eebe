"""整改台账 of the county: every problem with its place, its office, its deadline and its state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inspector.actions.desk import Desk
from inspector.actions.forms import FormMissing, policy_of, rubric_of_digest
from inspector.actions.handing_on import answered_spots, unsure_items
from inspector.actions.picking import passed_over
from inspector.actions.projecting import Flag
from inspector.actions.rounds import round_of
from inspector.domain.ids import Digest, ItemCode, RoundId, SiteCode, TownshipCode, VisitUid
from inspector.domain.policy import Policy
from inspector.domain.problem import facts_of
from inspector.domain.rectifying import Look, Repair, Spot, repair_rules, repairs_of
from inspector.domain.rubric import Rubric
from inspector.domain.rules import EntryMismatch
from inspector.domain.visit import ItemEntry, VisitState
from inspector.store.sites import SiteLine
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

Counts = dict[VisitUid, dict[ItemCode, ItemEntry]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairLine:
    """One problem with names: where it is, what the form asks there, which office leads."""

    repair: Repair
    township: TownshipCode
    township_name: str
    site_name: str
    item_title: str
    star: str
    office: str
    """The office that leads the star's task force (专班)."""
    private: bool
    """Of what may be looked at and not photographed (只看不拍): not for a public board."""


def repair_lines(desk: Desk, round_id: RoundId) -> tuple[RepairLine, ...]:
    """Return every problem of a round and those before it, by township, site and time.

    Of the rounds after it nothing is known here; the day is this computer's.

    Raises:
        NoSuchRound: It was not planned.
        FormMissing: The folder holds no policy.
    """
    today = desk.clock().date()
    with desk.store.reading() as reading:
        round_of(reading, round_id)
        policy = policy_of(reading)
        rules = repair_rules(policy)
        forms = _Forms(reading)
        looks = _looks(reading, round_id, policy, forms)
        places = reading.sites.lines()
        return tuple(
            forms.line(place, repair)
            for place in places
            for repair in repairs_of(place.site.code, looks.get(place.site.code, ()), rules, today)
        )


class _Forms:
    """The forms that visits were scored with, each read once, and what they call things."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._read: dict[Digest, Rubric | None] = {}
        self._titles: dict[ItemCode, tuple[str, str, str]] = {}
        self._private: set[Spot] = set()

    def of(self, wanted: Digest) -> Rubric | None:
        """Return a form, or None if it is not here."""
        if wanted not in self._read:
            try:
                self._read[wanted] = rubric_of_digest(self._reading, wanted)
            except FormMissing:
                self._read[wanted] = None
            else:
                self._remember(self._read[wanted])
        return self._read[wanted]

    def line(self, place: SiteLine, repair: Repair) -> RepairLine:
        """Put names to a problem."""
        title, star, office = self._titles.get(repair.item, ("", "", ""))
        return RepairLine(
            repair=repair,
            township=place.site.township,
            township_name=place.township,
            site_name=place.site.name,
            item_title=title,
            star=star,
            office=office,
            private=(repair.item, repair.checkpoint) in self._private,
        )

    def _remember(self, rubric: Rubric | None) -> None:
        for star in rubric.stars if rubric is not None else ():
            for item in star.items:
                self._titles[item.code] = (item.short, star.name, star.lead_office)
                hidden = [point.code for point in item.checkpoints if point.no_photo]
                self._private |= {(item.code, code) for code in hidden}
                if hidden:  # a zero case of the item may speak of any of them
                    self._private.add((item.code, None))


def _looks(
    reading: Reading, round_id: RoundId, policy: Policy, forms: _Forms
) -> dict[SiteCode, list[Look]]:
    """Return what sealed visits say of each site, oldest first."""
    found: defaultdict[SiteCode, list[tuple[str, Look]]] = defaultdict(list)
    for line, counts in _visits(reading, round_id, policy):
        look = _look(reading, line, counts, forms)
        if look is not None:
            found[line.key.site].append((_when(line), look))
    return {
        site: [look for _, look in sorted(several, key=lambda one: one[0])]
        for site, several in found.items()
    }


def _visits(
    reading: Reading, round_id: RoundId, policy: Policy
) -> Iterator[tuple[VisitLine, Counts]]:
    """Yield the visits whose word counts, of a round and all before it, with their counts."""
    kinds = policy.problems.kinds or {kind.id for kind in policy.visit_kinds if kind.scored}
    kinds = kinds | {kind.id for kind in policy.visit_kinds if kind.returns}
    rounds = [one.id for one in reading.rounds.all()]
    for before in rounds[: rounds.index(round_id) + 1]:
        lines = reading.visits.lines(before)
        over = passed_over(reading, lines)
        counts: Counts = reading.visits.items_of_round(before)
        for line in lines:
            sealed = line.state is VisitState.SEALED and line.key.kind in kinds
            if sealed and line.uid not in over:
                yield line, counts


def _look(reading: Reading, line: VisitLine, counts: Counts, forms: _Forms) -> Look | None:
    """Return what a visit says; None if its form is not here, or its counts do not fit it."""
    visit = reading.visits.one(line.uid)
    if visit is None:
        raise AssertionError("a sealed visit has a head")
    rubric = forms.of(visit.rubric)
    if rubric is None:
        return None
    unsure = unsure_items(reading, line.uid) if Flag.CONFLICT in line.flags else frozenset()
    counted = {
        code: entry for code, entry in counts.get(line.uid, {}).items() if code not in unsure
    }
    try:
        facts = tuple(facts_of(rubric, counted))
    except EntryMismatch:  # 待核算: it stands for nothing
        return None
    return Look(
        round=line.key.round,
        team=line.key.team,
        day=_day(line),
        facts=facts,
        answered=frozenset(answered_spots(rubric, counted)),
        returned=reading.findings.of_visit(line.uid),
    )


def _day(line: VisitLine) -> date:
    if line.sealed_at is None:
        raise AssertionError("a sealed visit has a time")
    return line.sealed_at.date()


def _when(line: VisitLine) -> str:
    return f"{line.sealed_at.isoformat() if line.sealed_at else ''} {line.uid}"
