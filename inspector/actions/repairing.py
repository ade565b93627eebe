"""整改台账 of the county: every problem with its place, its office, its deadline and its state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from inspector.actions.desk import Desk
from inspector.actions.forms import FormMissing, policy_of, rubric_of_digest
from inspector.actions.handing_on import answered_spots, unsure_items
from inspector.actions.picking import passed_over
from inspector.actions.projecting import Flag
from inspector.actions.rounds import round_of
from inspector.domain.ids import Digest, ItemCode, RoundId, SiteCode, TownshipCode
from inspector.domain.policy import Policy
from inspector.domain.problem import facts_of
from inspector.domain.progress import Ticket
from inspector.domain.rectifying import Look, Repair, Spot, repair_rules, repairs_of
from inspector.domain.rubric import Rubric
from inspector.domain.rules import EntryMismatch
from inspector.domain.site import township_names
from inspector.domain.visit import Counted, VisitState
from inspector.store.sites import SiteLine
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

SITES_AT_ONCE = 10
READING_WORDS = "读各村（社区）的问题"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairLine:
    """One problem with names: where it is, what the form asks there, which office leads."""

    repair: Repair
    township: TownshipCode
    township_name: str
    """With digits of its code where another one is called the same."""
    site_name: str
    item_title: str
    star: str
    office: str
    """The office that leads the star's task force (专班)."""
    private: bool
    """Of what may be looked at and not photographed (只看不拍): not for a public board."""


def repair_lines(
    desk: Desk, round_id: RoundId, ticket: Ticket | None = None
) -> tuple[RepairLine, ...]:
    """Return every problem of a round and those before it, by township, site and time.

    Of the rounds after it nothing is known here; the day is this computer's. Sites are read a few
    at a time, so that a year of a county is never all in memory.

    Raises:
        NoSuchRound: It was not planned.
        FormMissing: The folder holds no policy.
        Cancelled: By the ticket.
    """
    ticket = ticket or Ticket()
    today = desk.clock().date()
    found: list[RepairLine] = []
    with desk.store.reading() as reading:
        round_of(reading, round_id)
        policy = policy_of(reading)
        rules = repair_rules(policy)
        forms = _Forms(reading)
        visits = _visits(reading, round_id, policy)
        places = reading.sites.lines()
        for start in range(0, len(places), SITES_AT_ONCE):
            ticket.step(start, len(places), READING_WORDS)
            part = places[start : start + SITES_AT_ONCE]
            lines = [line for place in part for line in visits.get(place.site.code, ())]
            looks = _looks(reading, lines, forms, ticket)
            found += [
                forms.line(place, repair)
                for place in part
                for repair in repairs_of(
                    place.site.code, looks.get(place.site.code, ()), rules, today
                )
            ]
        ticket.step(len(places), len(places), READING_WORDS)
    return tuple(found)


class _Forms:
    """The forms that visits were scored with, each read once, and what they call things."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._read: dict[Digest, Rubric | None] = {}
        self._titles: dict[tuple[Digest, ItemCode], tuple[str, str, str]] = {}
        self._private: set[tuple[Digest, Spot]] = set()
        self._used: dict[tuple[SiteCode, RoundId], Digest] = {}
        self._townships = township_names(reading.sites.townships())

    def of(self, wanted: Digest) -> Rubric | None:
        """Return a form, or None if it is not here."""
        if wanted not in self._read:
            try:
                self._read[wanted] = rubric_of_digest(self._reading, wanted)
            except FormMissing:
                self._read[wanted] = None
            else:
                self._remember(wanted, self._read[wanted])
        return self._read[wanted]

    def use(self, site: SiteCode, round_id: RoundId, form: Digest) -> None:
        """Remember with which form a site was scored: codes mean other things in another one."""
        self._used[site, round_id] = form

    def line(self, place: SiteLine, repair: Repair) -> RepairLine:
        """Put names to a problem."""
        form = self._used[repair.site, repair.round]
        title, star, office = self._titles.get((form, repair.item), ("", "", ""))
        return RepairLine(
            repair=repair,
            township=place.site.township,
            township_name=self._townships[place.site.township],
            site_name=place.site.name,
            item_title=title,
            star=star,
            office=office,
            private=(form, (repair.item, repair.checkpoint)) in self._private,
        )

    def _remember(self, form: Digest, rubric: Rubric | None) -> None:
        for star in rubric.stars if rubric is not None else ():
            for item in star.items:
                self._titles[form, item.code] = (item.short, star.name, star.lead_office)
                hidden = [point.code for point in item.checkpoints if point.no_photo]
                self._private |= {(form, (item.code, code)) for code in hidden}
                if hidden:  # a zero case of the item may speak of any of them
                    self._private.add((form, (item.code, None)))


def _visits(reading: Reading, round_id: RoundId, policy: Policy) -> dict[SiteCode, list[VisitLine]]:
    """Return the visits whose word counts, of a round and all before it, by site."""
    kinds = policy.problems.kinds or {kind.id for kind in policy.visit_kinds if kind.scored}
    kinds = kinds | {kind.id for kind in policy.visit_kinds if kind.returns}
    rounds = [one.id for one in reading.rounds.all()]
    found: defaultdict[SiteCode, list[VisitLine]] = defaultdict(list)
    for before in rounds[: rounds.index(round_id) + 1]:
        lines = reading.visits.lines(before)
        over = passed_over(reading, lines)
        for line in lines:
            sealed = line.state is VisitState.SEALED and line.key.kind in kinds
            if sealed and line.uid not in over:
                found[line.key.site].append(line)
    return found


def _looks(
    reading: Reading, lines: Sequence[VisitLine], forms: _Forms, ticket: Ticket
) -> dict[SiteCode, list[Look]]:
    """Return what visits say of each site, oldest first."""
    uids = [line.uid for line in lines]
    heads = reading.visits.several(uids)
    counts = reading.visits.items_of(uids)
    returned = reading.findings.of_visits(uids)
    found: defaultdict[SiteCode, list[Look]] = defaultdict(list)
    for line in ticket.each(sorted(lines, key=_when)):
        uid = line.uid
        look = _look(line, _sure(reading, line, counts.get(uid, {})), forms.of(heads[uid].rubric))
        if look is not None:
            forms.use(line.key.site, line.key.round, heads[uid].rubric)
            found[line.key.site].append(replace(look, returned=returned.get(uid, ())))
    return found


def _sure(reading: Reading, line: VisitLine, counted: Counted) -> Counted:
    """Return what was counted without what laptops disagree about."""
    if Flag.CONFLICT not in line.flags:
        return counted
    unsure = unsure_items(reading, line.uid)
    return {code: entry for code, entry in counted.items() if code not in unsure}


def _look(line: VisitLine, counted: Counted, rubric: Rubric | None) -> Look | None:
    """Return what a visit says; None if its form is not here, or its counts do not fit it."""
    if rubric is None:
        return None
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
    )


def _day(line: VisitLine) -> date:
    if line.sealed_at is None:
        raise AssertionError("a sealed visit has a time")
    return line.sealed_at.date()


def _when(line: VisitLine) -> str:
    return f"{line.sealed_at.isoformat() if line.sealed_at else ''} {line.uid}"
