"""Score a site: open its visit, save every change at once, say what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.finding import place_of
from inspector.actions.forms import form_of_visit, policy_of, rubric_of_digest, rubric_of_id
from inspector.actions.pen import Pen
from inspector.domain.errors import InspectorError
from inspector.domain.ids import ItemCode, PersonId, SiteCode, TeamId, VisitUid
from inspector.domain.policy import Policy, VisitKind
from inspector.domain.recusal import why_recused
from inspector.domain.rubric import Rubric
from inspector.domain.scorecard import Scorecard
from inspector.domain.scoring import score
from inspector.domain.team import Assignment, Member, Team
from inspector.domain.visit import Counted, ItemEntry, Objection, VisitKey, VisitState
from inspector.domain.visit_record import item_fields, item_uid, visit_fields
from inspector.domain.wording import NO_LEVEL
from inspector.store.sites import SiteLine
from inspector.store.unit import Reading, UnitOfWork
from inspector.store.visits import Totals, Visit


class NotAssigned(InspectorError):
    """The team has no visit to this site in its dispatch."""

    code: ClassVar[str] = "S201"
    what: ClassVar[str] = "本组这一轮没有分到 {place}。"
    next_step: ClassVar[str] = "请核对站点；确需考评的，请县办重新下发。"


class Recused(InspectorError):
    """A member must keep away from this site."""

    code: ClassVar[str] = "S202"
    what: ClassVar[str] = "{name} 要回避 {place}：{rule}。"
    next_step: ClassVar[str] = "请换人去这个村，或报县办同意后由县办改分派。"


class TooFewPresent(InspectorError):
    """So few members are there that the county's rule makes it no visit."""

    code: ClassVar[str] = "S220"
    what: ClassVar[str] = "到 {place} 的只有 {count} 人，少于 {least} 人不能考评。"
    next_step: ClassVar[str] = "请等人到齐，或报县办改分派。"


class NotOpened(InspectorError):
    """Nobody has begun this visit yet."""

    code: ClassVar[str] = "S203"
    what: ClassVar[str] = "{place} 还没有开始考评。"
    next_step: ClassVar[str] = "请先录入或打开这个站点。"


class Sealed(InspectorError):
    """The visit is sealed; its counts stay as they are."""

    code: ClassVar[str] = "S204"
    what: ClassVar[str] = "{place} 已经定稿，不能再改。"
    next_step: ClassVar[str] = "定稿后不再改动；发现差错请写成书面说明交县办，随包登记。"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVisit:
    """A visit that was begun, with all that a page or a command needs to go on."""

    uid: VisitUid
    kind: VisitKind
    line: SiteLine
    form: Rubric
    """The site's whole form."""
    rubric: Rubric
    """What this visit asks of it (``domain.narrowing``); the form itself, if all."""
    policy: Policy
    state: VisitState
    counted: Counted
    objections: tuple[Objection, ...]
    team: Team
    people: tuple[Member, ...]

    @property
    def place(self) -> str:
        """The site as people say it."""
        return place_of(self.line)

    @property
    def scored(self) -> bool:
        """False for a visit without points: it has findings instead (``actions.surveying``)."""
        return bool(self.rubric.stars)

    def level_name(self, card: Scorecard) -> str:
        """Return what a level is called; 不评星级 where not all of the form was asked."""
        return self.policy.level_name(card.level) if card.rated else NO_LEVEL

    def card(self, counted: Counted | None = None) -> Scorecard:
        """Return what the visit comes to by the county's policy, or what other counts would."""
        asked = self.policy.scoring
        return score(
            self.rubric,
            self.counted if counted is None else counted,
            strict_proof=asked.strict_proof,
            require_reason=asked.require_reason,
        )


def open_visit(
    desk: Desk, site: SiteCode, *, people: Sequence[PersonId] | None = None
) -> OpenVisit:
    """Open the visit of this team to a site, and begin it if nobody has.

    Raises:
        NotAssigned: The dispatch gives this team no visit there.
        InspectorError: As :func:`open_key`.
    """
    with desk.store.reading() as reading:
        key = _assignment(reading, site).visit
    return open_key(desk, key, people=people)


def open_key(desk: Desk, key: VisitKey, *, people: Sequence[PersonId] | None = None) -> OpenVisit:
    """Open the visit of that key, and begin it if nobody has; see ``actions.starting``.

    ``people`` are the members who are there, the whole team if nothing is said; they stand in the
    visit's first record. A visit that was begun keeps its people.

    Raises:
        NotAssigned: The folder does not know the site or the team.
        Recused: One of them must keep away from the site; or one of the team, where the county
            lets nobody stand aside.
        TooFewPresent: Fewer are there than the county asks for.
        FormMissing: The folder does not hold the site's rubric.
    """
    with desk.store.reading() as reading:
        begun = reading.visits.one(key.uid)
    if begun is None:
        with desk.store.unit() as unit:
            _begin(unit, desk, key, people)
            unit.commit()
    with desk.store.reading() as reading:
        return load_visit(reading, key.uid)


def load_visit(reading: Reading, uid: VisitUid) -> OpenVisit:
    """Return a visit that was begun.

    Raises:
        NotOpened: Nobody has begun it.
        FormMissing: The folder does not hold the rubric it was scored with.
    """
    visit = reading.visits.one(uid)
    if visit is None:
        raise NotOpened(place=uid)
    line = reading.sites.one(visit.key.site)
    team = reading.teams.one(visit.key.team)
    if line is None or team is None:
        raise NotOpened(place=uid)
    everybody = reading.teams.people()
    policy = policy_of(reading)
    return OpenVisit(
        uid=uid,
        kind=kind_of(policy, visit.key),
        line=line,
        form=rubric_of_digest(reading, visit.rubric),
        rubric=form_of_visit(reading, visit.rubric, visit.steps),
        policy=policy,
        state=visit.state,
        counted=reading.visits.items(uid),
        objections=reading.visits.objections(uid),
        team=team,
        people=tuple(everybody[person] for person in visit.people if person in everybody),
    )


def kind_of(policy: Policy, key: VisitKey) -> VisitKind:
    """Return what sort of visit a key names; one that the policy lost keeps its id as its name."""
    try:
        return policy.visit_kind(key.kind)
    except KeyError:
        return VisitKind(id=key.kind, name=key.kind, scored=True)


def kind_told(policy: Policy, key: VisitKey) -> str:
    """Return what to call a visit beside its place: nothing where it is the ordinary one."""
    kind = kind_of(policy, key)
    again = f"第 {key.ordinal} 次" if key.ordinal > 1 else ""
    return " ".join(part for part in ("" if kind.ordinary else kind.name, again) if part)


def put_item(desk: Desk, visit: OpenVisit, item: ItemCode, entry: ItemEntry) -> None:
    """Save one item; when it returns, the change is on the disk.

    An item whose steps are all confirmed becomes a record as well, and so does every later
    change of it.

    Raises:
        VisitSealed: The visit was sealed.
    """
    put_items(desk, visit, {item: entry})


def put_items(desk: Desk, visit: OpenVisit, items: Counted) -> None:
    """Save several items in one go.

    Raises:
        VisitSealed: The visit was sealed.
    """
    with desk.store.unit() as unit:
        save_items(unit, desk, visit, items)
        unit.commit()


def save_items(unit: UnitOfWork, desk: Desk, visit: OpenVisit, items: Counted) -> None:
    """Save items inside a unit of work that the caller commits."""
    done = [code for code, entry in items.items() if _confirmed(visit.rubric, code, entry)]
    for code, entry in items.items():
        unit.visits.put_item(visit.uid, code, entry)
    if not done:
        return
    card = visit.card(unit.visits.items(visit.uid))  # ``visit`` may be from before other changes
    points = {result.code: result.points for result in card.items}
    pen = Pen(unit, by=recorder_of(unit, visit.people), clock=desk.clock)
    for code in done:
        fields = item_fields(code, items[code], points[code])
        pen.write("item", item_uid(visit.uid, code), fields)
    unit.visits.keep_totals(visit.uid, totals_of(card))


def put_objections(desk: Desk, visit: OpenVisit, objections: Iterable[Objection]) -> None:
    """Save the village's different views, replacing those that were there.

    Raises:
        VisitSealed: The visit was sealed.
    """
    with desk.store.unit() as unit:
        unit.visits.put_objections(visit.uid, objections)
        unit.commit()


def totals_of(card: Scorecard) -> Totals:
    """Return what lists show of a scorecard."""
    return Totals(
        points=card.points,
        max=card.max,
        level=card.level,
        items_done=sum(item.done for item in card.items),
        items_all=len(card.items),
    )


def recorder_of(reading: Reading, people: Sequence[Member] = ()) -> PersonId:
    """Return who sits at the keyboard: the team's recorder, else the first of the visit's people.

    ``people`` are those of the visit: nobody who stays away writes its records.
    """
    recorder = PersonId(reading.meta.get(keys.RECORDER) or "")
    there = [member.id for member in people]
    return there[0] if there and recorder not in there else recorder


def _confirmed(rubric: Rubric, code: ItemCode, entry: ItemEntry) -> bool:
    return entry.confirmed.issuperset(rubric.item(code).steps())


def _assignment(reading: Reading, site: SiteCode) -> Assignment:
    round_ = reading.rounds.latest()
    team = TeamId(reading.meta.get(keys.TEAM) or "")
    found = reading.rounds.assignments(round_.id, team) if round_ is not None else ()
    for assignment in found:
        if assignment.visit.site == site:
            return assignment
    line = reading.sites.one(site)
    raise NotAssigned(place=place_of(line) if line is not None else site)


def _begin(unit: UnitOfWork, desk: Desk, key: VisitKey, asked: Sequence[PersonId] | None) -> None:
    line = unit.sites.one(key.site)
    team = unit.teams.one(key.team)
    if line is None or team is None:
        raise NotAssigned(place=key.site)
    there = _attending(unit, team, line, asked)
    rubric = rubric_of_id(unit, line.site.rubric)
    steps = kind_of(policy_of(unit), key).asked(rubric)
    people = tuple(member.id for member in there)
    started = desk.clock().replace(microsecond=0)
    unit.visits.open(
        Visit(key=key, rubric=rubric.digest, started_at=started, people=people, steps=steps)
    )
    pen = Pen(unit, by=recorder_of(unit, there), clock=desk.clock)
    pen.write("visit", key.uid, visit_fields(rubric, people, started, steps))


def _attending(
    reading: Reading, team: Team, line: SiteLine, asked: Sequence[PersonId] | None
) -> tuple[Member, ...]:
    """Return who begins the visit; the county's rules of recusal are kept."""
    rules = policy_of(reading).cross
    there = tuple(one for one in team.members if asked is None or one.id in asked)
    for member in there if rules.stand_aside else team.members:
        rule = why_recused(member, line.site, rules.recusal)
        if rule:
            raise Recused(name=member.name, place=place_of(line), rule=rule)
    if asked is not None and len(there) < rules.min_present:
        raise TooFewPresent(place=place_of(line), count=len(there), least=rules.min_present)
    return there
