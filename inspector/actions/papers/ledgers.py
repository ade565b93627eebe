"""整改台账: all problems of the county, or those of a township, or of a star's task force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.forms import FormMissing, policy_of, rubric_of_digest
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
from inspector.actions.repairing import RepairLine, repair_lines
from inspector.actions.rounds import round_meant
from inspector.domain import reading
from inspector.domain.ids import Digest, RoundId
from inspector.domain.policy import Policy
from inspector.domain.progress import Ticket
from inspector.domain.site import township_names
from inspector.sheets.leaf import Leaf
from inspector.sheets.ledger_list import LedgerLine, LedgerSheet, ledger_listing
from inspector.sheets.listing_pdf import listing_leaf
from inspector.store.unit import Reading

COUNTY, TOWNSHIP, LEADER = "county", "township", "office"
BY = Option(
    name="by",
    title="分开",
    choices=((COUNTY, "全县一份"), (TOWNSHIP, "每个乡镇一份"), (LEADER, "每个牵头单位一份")),
)
WHICH = Option(
    name="which",
    title="哪些问题",
    choices=(("current", "本轮查出和以前未销号"), ("open", "只要未销号"), ("all", "全部")),
)
NO_OFFICE = "没有牵头单位"
SIGNERS = {
    COUNTY: ("填表人", "审核人", "领导小组办公室负责人"),
    TOWNSHIP: ("填表人", "审核人", "乡镇（街道）签收"),
    LEADER: ("填表人", "审核人", "牵头单位签收"),
}
"""Who signs a ledger: whoever gets it, and for the county nobody but the office itself."""
_BETWEEN = re.compile(r"[、,，\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Who gets a leaf of its own: a township, by its code, or an office, by its name."""

    key: str
    name: str


class Problems:
    """The problems of a round, read once for all leaves of a batch, when the first is made."""

    def __init__(self, desk: Desk, round_id: RoundId) -> None:
        self.desk, self.round = desk, round_id
        self._lines: tuple[RepairLine, ...] | None = None

    def lines(self, ticket: Ticket) -> tuple[RepairLine, ...]:
        """Return all of them.

        Raises:
            FormMissing: The folder holds no policy.
            Cancelled: By the ticket.
        """
        if self._lines is None:
            self._lines = repair_lines(self.desk, self.round, ticket)
        return self._lines


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return one ledger, or one for each township that was seen or office that leads a star.

    Raises:
        NoRound, NoSuchRound: There is no such round.
    """
    which, by = wish.option(WHICH), wish.option(BY)
    with desk.store.reading() as store:
        round_id = round_meant(store, wish.round).id
        units = units_of(store, round_id, by)
    problems = Problems(desk, round_id)
    if by == COUNTY:
        make = partial(_leaf, problems, which, None, by)
        return [Planned(key=COUNTY, words=f"{round_id} 轮整改台账", make=Told(make))]
    return [
        Planned(key=unit.key, words=unit.name, make=Told(partial(_leaf, problems, which, unit, by)))
        for unit in units
    ]


def units_of(store: Reading, round_id: RoundId, by: str) -> tuple[Unit, ...]:
    """Return the townships that visits of a round or before it saw, or the offices of their forms.

    No problem is read for it: a year's take seconds.
    """
    rounds = [one.id for one in store.rounds.all()]
    seen = store.visits.sealed_forms(rounds[: rounds.index(round_id) + 1])
    if by == LEADER:
        forms = dict.fromkeys(form for _, form in seen)
        offices = dict.fromkeys(part for form in forms for part in _leaders(store, form))
        return tuple(Unit(key=name, name=name) for name in offices)
    places = {line.site.code: line.site.township for line in store.sites.lines()}
    found = {places[site] for site, _ in seen}
    names = township_names(store.sites.townships())
    return tuple(Unit(key=code, name=name) for code, name in names.items() if code in found)


def parts_of(line: RepairLine, by: str) -> tuple[str, ...]:
    """Return the keys of the units that a problem belongs to: its township, or its offices."""
    return (line.township,) if by == TOWNSHIP else offices_in(line.office)


def offices_in(said: str) -> tuple[str, ...]:
    """Return the offices that lead a star together, each by itself."""
    return tuple(filter(None, _BETWEEN.split(said))) or (NO_OFFICE,)


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


def _leaders(store: Reading, form: Digest) -> Iterator[str]:
    try:
        rubric = rubric_of_digest(store, form)
    except FormMissing:  # its visits stand for nothing in the ledger either
        return
    for star in rubric.stars:
        yield from offices_in(star.lead_office)


def _wanted(line: RepairLine, round_id: RoundId, which: str) -> bool:
    repair = line.repair
    return which == "all" or repair.open or (which == "current" and repair.round == round_id)


def _needs(policy: Policy) -> str:
    """Say what closing a problem asks for, in the county's own words."""
    asked = reading.mapping(policy.tree, "rectification").get("close_needs")
    return f"销号需要：{'；'.join(reading.texts(asked))}。" if asked else ""


def _leaf(problems: Problems, which: str, unit: Unit | None, by: str, ticket: Ticket) -> Leaf:
    desk, round_id = problems.desk, problems.round
    lines = [
        one
        for one in problems.lines(ticket)
        if _wanted(one, round_id, which) and (unit is None or unit.key in parts_of(one, by))
    ]
    with desk.store.reading() as store:
        county = store.meta.get(keys.COUNTY_NAME) or ""
        policy = policy_of(store)
    name = unit.name if unit is not None else ""
    sheet = LedgerSheet(
        county=county,
        round=round_id,
        at=desk.clock(),
        lines=tuple(map(ledger_line, ticket.each(lines))),
        about=f"{name}牵头" if by == LEADER else name,
        notice=policy.notice,
        needs=_needs(policy),
        by_hand=unit is not None,
        signers=SIGNERS[by],
    )
    stem = "_".join(filter(None, ("整改台账", name, round_id)))
    return listing_leaf(ledger_listing(sheet), stem=stem)


LEDGER = Document(
    name="ledger",
    title="整改台账",
    about="一件一号：问题、期限、牵头单位、状态，留出整改情况、初核、销号签字的地方，可按乡镇或牵头单位分开",
    group=Group.REPAIR,
    roles=OFFICE,
    per=Per.ONE,
    plan=plan,
    table=True,
    options=(BY, WHICH),
)
