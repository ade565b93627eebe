"""Vet what a package says: is it its maker's to say, and must a person decide first?

Source: package format, sections 8 and 9, steps 6 and 11.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.forking import fork_of
from inspector.actions.forms import policies_of
from inspector.actions.trusting import trust_of
from inspector.domain.ids import PersonId, RoundId, TeamId, VisitUid
from inspector.domain.progress import Ticket
from inspector.domain.reading import texts
from inspector.domain.record import Record
from inspector.domain.visit import VisitKey
from inspector.domain.visit_record import check_record
from inspector.exchange.read_package import PackageContents
from inspector.exchange.reject import (
    DeviceRevoked,
    EnrolmentRefused,
    Forked,
    Reject,
    SecondLaptop,
)
from inspector.store.apart import Decision
from inspector.store.packages import Direction
from inspector.store.unit import Reading, UnitOfWork

ABOUT_THE_LAPTOP = frozenset({EnrolmentRefused.code, DeviceRevoked.code, SecondLaptop.code})
"""Reasons to wait that are about who signed."""

FAR_OFF = timedelta(hours=36)
"""A claimed time further from ours than this is shown."""


class WasSetApart(Reject):
    """The package was set apart before, and nobody named has admitted it."""

    code: ClassVar[str] = "P126"
    step: ClassVar[int] = 6
    keep: ClassVar[bool] = True
    what: ClassVar[str] = "这个包以前隔离过，{state}。"
    next_step: ClassVar[str] = "再导入一次不算采用；请由县办负责人决定采用还是不采用。"


WAITING = ABOUT_THE_LAPTOP | {Forked.code, WasSetApart.code}
"""Codes of packages that are set apart until somebody named decides."""


class NotItsVisit(Reject):
    """A laptop sends a visit that was not assigned to its team."""

    code: ClassVar[str] = "P120"
    step: ClassVar[int] = 11
    what: ClassVar[str] = "数据包里有没分给 {team} 组的考评：{visit}。"
    next_step: ClassVar[str] = (
        "没有写入任何内容。请核对是不是别组的包；组间临时换村的，请分到的组重新录入。"
    )


class ForeignRecord(Reject):
    """A record in a laptop's package is not of a kind that laptops write, or malformed."""

    code: ClassVar[str] = "P121"
    step: ClassVar[int] = 11
    what: ClassVar[str] = "数据包里的记录读不懂（{why}）。"
    next_step: ClassVar[str] = "没有写入任何内容。请让考评组用同一版本的程序重新导出。"


class NotItsPeople(Reject):
    """A record bears the name of somebody who is not and was not in the team."""

    code: ClassVar[str] = "P125"
    step: ClassVar[int] = 11
    what: ClassVar[str] = "数据包里有不是 {team} 组成员的署名：{person}。"
    next_step: ClassVar[str] = "没有写入任何内容。请核对考评组名册；换过人的，先更新名册再导入。"


def vet(
    reading: Reading, contents: PackageContents, ticket: Ticket | None = None
) -> tuple[VisitUid, ...]:
    """Return the visits that a package speaks of, if it may speak of them as it does.

    Raises:
        NotItsVisit, NotItsPeople, ForeignRecord: It may not.
        Cancelled: By the ticket, which is checked before each record.
    """
    team = contents.head.facts.team
    records = (ticket or Ticket()).each(contents.records)
    visits = tuple(dict.fromkeys(map(_visit_uid, records)))
    _check_assigned(reading, team, visits)
    _check_streams(reading, contents)
    known = [record for uid in visits for record in reading.records.of_visit(uid)]
    _check_begun(visits, [*known, *contents.records])
    _check_people(reading, team, contents.records)
    return visits


def check_waiting(
    reading: Reading, contents: PackageContents, passes: Collection[str] = ()
) -> None:
    """Find out whether a person has to decide about a package before it is taken in.

    A package that was taken in before waits no more, nor for a reason among ``passes``.

    Raises:
        WasSetApart, SecondLaptop, Forked: It has to wait.
    """
    head, trust = contents.head, trust_of(reading)
    team = head.facts.team
    if reading.packages.has(head.package_id, Direction.IN):
        return
    if not passes:
        _check_undecided(reading, head.package_id)
    strange = trust.key(head.signer.id) is None and SecondLaptop.code not in passes
    # a revoked one counts: whoever took it has the dispatch too, and can make another key
    if strange and any(key.team == team for key in trust.keys):
        raise SecondLaptop(team=team, fingerprint=head.signer.fingerprint)
    fork = None if Forked.code in passes else fork_of(reading, contents)
    if fork is not None:
        raise Forked(team=team, what=fork.what, number=fork.number, visits=fork.visits)


def _check_undecided(reading: Reading, package: str) -> None:
    """A package that was set apart comes in by a decision, not because it came once more."""
    apart = reading.apart.one(package)
    if apart is not None:
        dismissed = apart.decision is Decision.DISMISSED
        raise WasSetApart(state=f"{apart.by} 已决定不采用" if dismissed else "还没有人决定")


def clock_words(claimed: str, at: datetime) -> str:
    """Say how far a claimed time is from ours where that is strange, else nothing."""
    try:
        off = at - datetime.fromisoformat(claimed)
    except (ValueError, TypeError):
        return "，包上的写出时间读不懂"
    if abs(off) <= FAR_OFF:
        return ""
    hours = abs(off) // timedelta(hours=1)
    apart = f"{hours // 24} 天" if hours >= 48 else f"{hours} 小时"
    return f"，包上自称的写出时间比现在{'早' if off > timedelta(0) else '晚'} {apart}"


def note_people(unit: UnitOfWork, round_id: RoundId, team: TeamId, people: Iterable[str]) -> None:
    """Remember who was in a team when its dispatch went out: he or she may sign its records."""
    key = keys.people_key(round_id, team)
    known = json.loads(unit.meta.get(key) or "[]")
    unit.meta.put(key, json.dumps(sorted({*known, *people})))


def _visit_uid(record: Record) -> VisitUid:
    try:
        return check_record(record)
    except ValueError as error:
        raise ForeignRecord(why=f"{record.type[:20]}：{str(error)[:60]}") from error


def _check_assigned(reading: Reading, team: TeamId, visits: Sequence[VisitUid]) -> None:
    """Take what was assigned to the team, in this round or one before.

    At a site that it was sent to, a team may also do what the policy lets it begin by itself;
    nothing of that ranks, so no team can bring in marks that nobody asked for.
    """
    rounds = {VisitKey.parse(uid).round for uid in visits}
    assigned = {
        assignment.visit.uid: assignment.visit
        for round_id in rounds
        for assignment in reading.rounds.assignments(round_id, team)
    }
    sent_to = {(visit.round, visit.site) for visit in assigned.values()}
    free: frozenset[str] | None = None
    for uid in visits:
        if uid in assigned:
            continue
        free = _free_kinds(reading) if free is None else free
        key = VisitKey.parse(uid)
        if key.kind not in free or key.team != team or (key.round, key.site) not in sent_to:
            raise NotItsVisit(team=team, visit=uid)


def _free_kinds(reading: Reading) -> frozenset[str]:
    """Return the kinds that a team may begin by itself, by the policy as it is or ever was."""
    return frozenset(
        kind.id
        for policy in policies_of(reading)
        for kind in policy.visit_kinds
        if kind.unplanned and not kind.ranks
    )


def _check_streams(reading: Reading, contents: PackageContents) -> None:
    """Nobody writes in the name of another enrolled laptop, or of the office."""
    signer = contents.head.signer
    ours = {one.stream for one in reading.packages.all(Direction.OUT)}
    others = ours | {reading.meta.get(keys.STREAM) or ""}
    others |= {device.stream for device in reading.devices.all() if device.id != signer.id}
    for key in trust_of(reading).keys:
        others |= set(key.streams) if key.id != signer.id else set()
    if contents.head.facts.stream in others:
        raise ForeignRecord(why="stream")
    for record in contents.records:
        if record.tree["dev"] in others:
            raise ForeignRecord(why="dev")


def _check_begun(visits: Sequence[VisitUid], records: Sequence[Record]) -> None:
    """A visit without its head record says neither form nor people, so nothing can show it."""
    begun = {record.uid for record in records if record.type == "visit"}
    for uid in visits:
        if uid not in begun:
            raise ForeignRecord(why="visit")


def _check_people(reading: Reading, team: TeamId, records: Sequence[Record]) -> None:
    """Only members sign and are named, those of today or of the time of the dispatch."""
    listed = reading.teams.ever_in(team)
    by_round: dict[RoundId, frozenset[PersonId]] = {}
    for record in records:
        round_id = VisitKey.parse("/".join(record.uid.split("/")[:5])).round
        if round_id not in by_round:
            noted = json.loads(reading.meta.get(keys.people_key(round_id, team)) or "[]")
            by_round[round_id] = listed | frozenset(map(PersonId, noted))
        named = {str(record.tree["by"])}
        if record.type == "visit":
            people = record.tree["people"]
            named |= set(texts(people)) if isinstance(people, list) else set()
        if strangers := sorted(named - by_round[round_id]):
            raise NotItsPeople(team=team, person=strangers[0][:40])
