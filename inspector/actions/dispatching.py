"""Hand out a round: one sealed package a team, and the slip with the code that opens it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.dispatch_form import DispatchForm, to_records
from inspector.actions.forms import KINDS
from inspector.actions.handing_on import open_problems
from inspector.actions.learning import learn_phrases
from inspector.actions.noting import Passage, note_package, reserve
from inspector.actions.placing import make_room
from inspector.actions.receipting import packed_receipt
from inspector.actions.rounds import round_of
from inspector.actions.team_slips import team_slip
from inspector.actions.trusting import keep_trust, root_of, trust_of
from inspector.actions.vetting import note_people
from inspector.domain.ids import CountyCode, RoundId, TeamId
from inspector.domain.progress import Ticket
from inspector.domain.record import rid_of
from inspector.domain.site import County
from inspector.domain.team import Round, Team
from inspector.exchange.header import HeaderFacts, Kind, RubricStamp, rids_digest
from inspector.exchange.identity import CountyRoot, SealingKey
from inspector.exchange.team_code import code_key, new_code
from inspector.exchange.trust_book import Invitation, TrustBook
from inspector.exchange.write_package import Payload, write_package
from inspector.platform.durable import write_durably
from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.team_slip import team_slip_leaf
from inspector.store.packages import Direction
from inspector.store.unit import Reading, UnitOfWork

SLIPS = "组码条_只打印不进U盘"
"""Codes lie in a folder of their own: who finds a stick with both can open the package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """One package that was written and read back, with the code that opens it."""

    team: TeamId
    code: str = field(repr=False)
    sites: int
    path: Path
    slip: Path
    size: int
    package_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ticketed:
    """What a team is given besides the package: its code and its invitation."""

    team: Team
    code: str = field(repr=False)
    invitation: Invitation


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hand:
    """One hand-out: what the team is given, and with which keys it is sealed and signed."""

    round: Round
    given: _Ticketed
    trust: TrustBook
    root: CountyRoot
    opener: SealingKey
    """What the team's code stands for."""


def codes_of(desk: Desk, round_id: RoundId) -> tuple[tuple[TeamId, str], ...]:
    """Return the code of every team that a round was handed out to, to be read out again.

    Raises:
        NoSuchRound: It was not planned.
    """
    with desk.store.reading() as reading:
        round_of(reading, round_id)
        known = [
            (team.id, reading.meta.get(keys.code_key(round_id, team.id)))
            for team in reading.teams.all()
        ]
    return tuple((team, code) for team, code in known if code)


def dispatch(
    desk: Desk, round_id: RoundId, out: Path, *, ticket: Ticket | None = None
) -> tuple[Dispatched, ...]:
    """Write a package and a slip for every team of a round; a second time gives the same codes.

    Raises:
        NoSuchRound: It was not planned.
        DiskFull, FolderReadOnly, ReadBackFailed: The disk refused; packages written before stay.
        Cancelled: By the ticket; packages written before stay.
    """
    ticket = ticket or Ticket()
    with desk.store.unit() as unit:
        round_ = round_of(unit, round_id)
        root = root_of(unit)
        trust, ticketed = _ticket_teams(unit, round_)
        learn_phrases(unit, round_.id)
        unit.commit()
    make_room(out / SLIPS)
    done: list[Dispatched] = []
    with ThreadPoolExecutor(max_workers=2) as pool:  # a code's key takes 0.2 s by design
        openers = pool.map(partial(_opener, round_, root), ticketed)
        for at, (one, opener) in enumerate(zip(ticketed, openers, strict=True), start=1):
            hand = _Hand(round=round_, given=one, trust=trust, root=root, opener=opener)
            done.append(_dispatch_one(desk, hand, out))
            ticket.step(at, len(ticketed), str(one.team.id))
    return tuple(done)


def _opener(round_: Round, root: CountyRoot, one: _Ticketed) -> SealingKey:
    return code_key(one.code, root=root.public, round_id=round_.id, team=one.team.id)


def _ticket_teams(unit: UnitOfWork, round_: Round) -> tuple[TrustBook, list[_Ticketed]]:
    """Give each team that goes out its code and invitation, once and for all."""
    going = {assignment.visit.team for assignment in unit.rounds.assignments(round_.id)}
    trust = trust_of(unit)
    known = {(invitation.round, invitation.team): invitation for invitation in trust.invitations}
    ticketed: list[_Ticketed] = []
    for team in unit.teams.all():
        if team.id not in going:
            continue
        key = keys.code_key(round_.id, team.id)
        code = unit.meta.get(key) or new_code()
        unit.meta.put(key, code)
        note_people(unit, round_.id, team.id, (member.id for member in team.members))
        invitation = known.get((round_.id, team.id)) or Invitation.issue(
            team=team.id, round_id=round_.id
        )
        ticketed.append(_Ticketed(team=team, code=code, invitation=invitation))
    new = [one.invitation for one in ticketed if one.invitation not in trust.invitations]
    if new:
        trust = trust.with_invitations(*new)
        keep_trust(unit, trust)
    return trust, ticketed


def _dispatch_one(desk: Desk, hand: _Hand, out: Path) -> Dispatched:
    one, root = hand.given, hand.root
    with desk.store.reading() as reading:
        form = _form(reading, hand.round, one, hand.trust)
        paper = team_slip(reading, hand.round.id, one.team, code=one.code, at=desk.clock())
    team = one.team.id
    records = to_records(form)
    head = replace(_head(desk, form), rids=rids_digest(map(rid_of, records)))
    written = write_package(
        out / f"下发_{hand.round.id}_{team}.wxp",
        head,
        Payload(records=records),
        root.signer(),
        (hand.opener.recipient, *root.recipients),
        Ticket(),
    )
    slip = out / SLIPS / f"组码条_{hand.round.id}_{team}.pdf"
    write_durably(slip, leaf_pdf(team_slip_leaf(paper, stem=slip.stem)))
    passage = Passage(
        facts=head,
        direction=Direction.OUT,
        package_id=written.package_id,
        name=written.path.name,
        size=written.size,
        records=len(records),
        objects=0,
        frame=written.frame,
    )
    with desk.store.unit() as unit:
        note_package(unit, passage, at=desk.clock())
        unit.commit()
    return Dispatched(
        team=team,
        code=one.code,
        sites=len(form.sites),
        path=written.path,
        slip=slip,
        size=written.size,
        package_id=written.package_id,
    )


def _head(desk: Desk, form: DispatchForm) -> HeaderFacts:
    place = reserve(desk)
    return HeaderFacts(
        kind=Kind.DISPATCH,
        county=form.county.code,
        round=form.round.id,
        team=form.team.id,
        device="county",
        stream=place.stream,
        seq=place.seq,
        prev=place.prev,
        trust_version=form.trust.version,
        rubrics=_stamps(form),
        claimed_at=desk.clock().isoformat(timespec="seconds"),
        label=f"下发 {form.round.id} {form.team.id}：{len(form.sites)} 个站点",
    )


def _form(reading: Reading, round_: Round, one: _Ticketed, trust: TrustBook) -> DispatchForm:
    assignments = reading.rounds.assignments(round_.id, one.team.id)
    wanted = {assignment.visit.site for assignment in assignments}
    sites = tuple(site for site in reading.sites.all() if site.code in wanted)
    near = {site.township for site in sites} | {one.team.home}
    return DispatchForm(
        county=County(
            code=CountyCode(reading.meta.get(keys.COUNTY_CODE) or ""),
            name=reading.meta.get(keys.COUNTY_NAME) or "",
        ),
        round=round_,
        team=one.team,
        townships=tuple(t for t in reading.sites.townships() if t.code in near),
        sites=sites,
        assignments=assignments,
        documents=tuple(
            document for kind in KINDS for document in reading.documents.all_current(kind)
        ),
        trust=trust,
        invitation=one.invitation,
        receipt=packed_receipt(reading, one.team.id),
        problems=open_problems(reading, round_.id, [site.code for site in sites]),
    )


def _stamps(form: DispatchForm) -> tuple[RubricStamp, ...]:
    return tuple(
        RubricStamp(id=document.id, version=document.version, sha256=document.digest)
        for document in form.documents
        if document.kind == "rubric"
    )
