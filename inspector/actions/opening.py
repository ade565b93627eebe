"""Open a dispatch package on a team's laptop: the field folder is made, or brought up to date."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from inspector.actions import keys
from inspector.actions.acknowledging import keep_packed
from inspector.actions.checking_dispatch import keep_lines
from inspector.actions.desk import Desk, make_desk, sit_down
from inspector.actions.dispatch_form import DispatchForm, from_records
from inspector.actions.homing import note_place
from inspector.actions.noting import Passage, note_package
from inspector.actions.trusting import keep_trust, trust_of
from inspector.domain.canonical import canonical
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, PersonId, RoundId, TeamId
from inspector.domain.progress import Ticket
from inspector.domain.team import Team
from inspector.exchange.header import Kind
from inspector.exchange.identity import DeviceIdentity
from inspector.exchange.read_package import PackageContents, read_dispatch
from inspector.exchange.reject import Outdated
from inspector.exchange.team_code import read_code
from inspector.exchange.trust_book import KeyRole
from inspector.platform.clock import Clock
from inspector.platform.folder import DESCRIPTION, Role, Way, WayMissing, WrongCode
from inspector.platform.keys import DEFAULT_COST, Cost, WrongPin, check_pin
from inspector.platform.tries import TooManyTries
from inspector.store.packages import Direction
from inspector.store.unit import Reading

RECORDER_ROLE = "记录员"
"""The role of who sits at the keyboard, as team lists write it (policy, ``roles.recorder``)."""


class OtherTeam(InspectorError):
    """The folder belongs to another team or county than the dispatch."""

    code: ClassVar[str] = "P211"
    what: ClassVar[str] = "这个数据文件夹是 {ours} 组的，下发包是给 {theirs} 组的。"
    next_step: ClassVar[str] = "请换成本组的下发包，或为这个包另选一个空文件夹。"


class OtherOffice(InspectorError):
    """The dispatch bears the county's code and is signed by another key than the first one."""

    code: ClassVar[str] = "P212"
    what: ClassVar[str] = "这个下发包不是原来那个县库写出的，签名的密钥不同。"
    next_step: ClassVar[str] = "请问县办是否重建过县库；属实的，另选一个空文件夹打开。"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """What a team gets from the office: the package on the stick, the code on the slip."""

    package: Path
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMade:
    """What a dispatch brought."""

    county: str
    team: TeamId
    round: RoundId
    sites: int
    new_folder: bool
    new_pin: bool = False
    """True if the PIN that was given replaced a forgotten one."""


def open_dispatch(
    path: Path,
    handed: HandedOut,
    pin: str,
    *,
    clock: Clock,
    ticket: Ticket | None = None,
    cost: Cost = DEFAULT_COST,
) -> FieldMade:
    """Open a dispatch with the code of the slip, into a new or the team's own folder.

    The package is verified as a whole before anything is written. From then on its code opens the
    folder too. A folder whose PIN was forgotten gets ``pin`` if the code is the one that it knows.

    Raises:
        CodeMistyped, WrongTeamCode, Reject: The package does not open.
        OtherTeam: The folder belongs to another team.
        OtherOffice: The county's key is not the one that the folder knows.
        Outdated: The folder has taken a newer dispatch.
        InspectorError: As ``DataFolder.create`` and ``DataFolder.open``.
    """
    contents = read_dispatch(
        handed.package, handed.code, keep_object=_nothing, ticket=ticket or Ticket()
    )
    form = from_records(contents.records)
    fresh, new_pin = not (path / DESCRIPTION).exists(), False
    if fresh:
        desk = make_desk(path, Role.FIELD, pin, clock=clock, cost=cost)
    else:
        desk, new_pin = _sit_down(path, handed.code, pin, clock)
    try:
        _take(desk, form, contents, handed.package.name)
        desk.folder.add_way(Way.CODE, read_code(handed.code), cost=cost)
        if new_pin:
            desk.folder.add_way(Way.PIN, pin, cost=cost)
    except BaseException:
        if fresh:
            desk.undo()
        else:
            desk.close()
        raise
    desk.close()
    return FieldMade(
        county=form.county.name,
        team=form.team.id,
        round=form.round.id,
        sites=len(form.sites),
        new_folder=fresh,
        new_pin=new_pin,
    )


def _sit_down(path: Path, code: str, pin: str, clock: Clock) -> tuple[Desk, bool]:
    """Open the team's folder by its PIN, or else by the code; say whether it was the code."""
    try:
        return sit_down(path, pin, clock=clock, role=Role.FIELD), False
    except (WrongPin, TooManyTries) as wrong:
        check_pin(pin)
        try:
            known = sit_down(path, read_code(code), clock=clock, role=Role.FIELD, way=Way.CODE)
        except (WayMissing, WrongCode, TooManyTries):
            raise wrong from None
        return known, True


def _take(desk: Desk, form: DispatchForm, contents: PackageContents, name: str) -> None:
    with desk.store.unit() as unit:
        ours = unit.meta.get(keys.TEAM)
        if ours is not None and (ours, unit.meta.get(keys.COUNTY_CODE)) != (
            form.team.id,
            form.county.code,
        ):
            raise OtherTeam(ours=ours, theirs=form.team.id)
        _check_root(desk, contents)
        if ours is None:
            unit.meta.put(keys.STREAM, str(uuid4()))
            note_place(unit, desk.folder)
            unit.meta.put(keys.DEVICE, DeviceIdentity.make().to_bytes().hex())
        unit.meta.put(keys.COUNTY_CODE, form.county.code)
        unit.meta.put(keys.COUNTY_NAME, form.county.name)
        unit.meta.put(keys.TEAM, form.team.id)
        unit.meta.put(keys.ROUND, form.round.id)
        unit.meta.put(keys.RECORDER, _recorder(form.team))
        invitation = canonical(form.invitation.to_tree()).decode()
        unit.meta.put(keys.INVITATION, invitation)
        unit.meta.put(f"{keys.INVITATIONS}{form.round.id}", invitation)
        keep_trust(unit, form.trust)
        for document in form.documents:
            unit.documents.put(document)
        unit.sites.put(form.townships, form.sites)
        unit.teams.put([form.team])
        unit.rounds.put(form.round, form.assignments)
        unit.problems.put(form.problems)
        keep_packed(unit, form.receipt)
        keep_lines(unit, contents.records, contents.head.facts.rids)
        note_package(unit, _passage(contents, name), at=desk.clock())
        unit.commit()


def _passage(contents: PackageContents, name: str) -> Passage:
    return Passage(
        facts=contents.head.facts,
        direction=Direction.IN,
        package_id=contents.head.package_id,
        name=name,
        size=contents.head.size,
        records=len(contents.records),
        objects=len(contents.objects),
        frame=contents.head.frame,
    )


def _check_root(desk: Desk, contents: PackageContents) -> None:
    """The county key of the first dispatch stays; an older dispatch is refused."""
    with desk.store.reading() as reading:
        trust = trust_of(reading)
        last = _last_dispatch(reading, contents.head.facts.stream)
    roots = [key.public for key in trust.keys if key.role is KeyRole.COUNTY]
    facts = contents.head.facts
    if roots and contents.head.signer.public not in roots:
        raise OtherOffice
    if facts.trust_version < trust.version:
        raise Outdated(version=facts.trust_version, known=trust.version)
    if facts.seq < last:  # the same keys, but an older plan or form
        raise Outdated(version=f"第 {facts.seq} 号", known=f"第 {last} 号")


def _last_dispatch(reading: Reading, stream: str) -> int:
    """Return the highest number of a dispatch of the office's stream that was opened here."""
    opened = reading.packages.all(Direction.IN)
    numbers = (one.seq for one in opened if (one.kind, one.stream) == (Kind.DISPATCH, stream))
    return max(numbers, default=0)


def _recorder(team: Team) -> PersonId:
    chosen = [member.id for member in team.members if member.role == RECORDER_ROLE]
    return (chosen or [member.id for member in team.members])[0]


def _nothing(_digest: Digest, _content: bytes) -> None:
    """A dispatch carries no pictures."""
