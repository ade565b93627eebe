"""Decide about packages that were set apart: a named person takes one in, or does not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.forking import alarm, all_clear
from inspector.actions.projecting import project
from inspector.actions.receiving import TakenIn, accept, prepare
from inspector.actions.setting_apart import DECIDED, take_out
from inspector.actions.trusting import trust_of
from inspector.actions.vetting import ABOUT_THE_LAPTOP, WAITING
from inspector.domain.errors import InspectorError
from inspector.domain.ids import TeamId, VisitUid
from inspector.exchange.identity import fingerprint
from inspector.exchange.reject import Forked, Reject
from inspector.store.apart import Decision, SetApart
from inspector.store.events import Event
from inspector.store.unit import UnitOfWork

SHOWN = 12
"""Digits of a package's id by which people name it."""


class NotApart(InspectorError):
    """No package set apart begins so, or more than one."""

    code: ClassVar[str] = "P240"
    what: ClassVar[str] = "隔离的包里没有包号以 {package} 开头的，或不止一个。"
    next_step: ClassVar[str] = "请照“office apart”列出的包号写前 12 位。"


class DecidedAlready(InspectorError):
    """Somebody decided about it before."""

    code: ClassVar[str] = "P241"
    what: ClassVar[str] = "包 {package} 已由 {by} 决定{decision}：{why}"
    next_step: ClassVar[str] = "决定不改；不采用的原包还在，要收请考评组重新导出。"


class NobodyDecides(InspectorError):
    """A decision without a name or a reason."""

    code: ClassVar[str] = "P242"
    what: ClassVar[str] = "决定要有决定人和理由。"
    next_step: ClassVar[str] = "请写上姓名和一句理由；两样都记入档案。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Who decides, and why."""

    by: str
    why: str

    def __post_init__(self) -> None:
        """Hold that a decision is a named one.

        Raises:
            NobodyDecides: A blank name or reason.
        """
        if not self.by.strip() or not self.why.strip():
            raise NobodyDecides


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartLine:
    """One package set apart, ready to show."""

    package: SetApart
    fingerprint: str
    """Of the laptop that signed it, or empty where the office does not know its key."""

    @property
    def id(self) -> str:
        """The 包号 as people say it."""
        return self.package.id[:SHOWN]

    @property
    def team(self) -> TeamId:
        """Whose package it says it is."""
        return self.package.team

    @property
    def open(self) -> bool:
        """True while nobody has decided."""
        return self.package.decision is Decision.OPEN

    @property
    def state(self) -> str:
        """等决定, or what was decided by whom."""
        one = self.package
        if self.open:
            return "等决定"
        return f"{one.by} 决定{DECIDED[one.decision]}：{one.why}"


def apart_lines(desk: Desk, decision: Decision | None = None) -> tuple[ApartLine, ...]:
    """Return the packages set apart in the order they came, or those of one decision."""
    with desk.store.reading() as reading:
        keys = {key.id: key.fingerprint for key in trust_of(reading).keys}
        keys |= {one.id: fingerprint(bytes.fromhex(one.sign_key)) for one in reading.devices.all()}
        found = reading.apart.all(decision)
    return tuple(ApartLine(package=one, fingerprint=keys.get(one.key, "")) for one in found)


def admit(desk: Desk, package: str, verdict: Verdict) -> list[TakenIn]:
    """Take in a package that was set apart, in one transaction with the decision.

    Where the laptop was in doubt, it is enrolled, and whatever else of it waits for that reason
    is taken in by the same decision. What a revoked laptop sent stays a single decision.

    Raises:
        NotApart, DecidedAlready: There is nothing to decide.
        Reject: It breaks another rule; nothing was written, it goes on waiting.
        DiskFull, FolderReadOnly, FileMissing: Nothing was written.
    """
    apart = _open(desk, package)
    taken = [_admit(desk, apart, verdict)]
    if apart.code in ABOUT_THE_LAPTOP:
        for other in _of_laptop(desk, apart):
            with suppress(Reject):  # it goes on waiting, and says why when it is asked about
                taken.append(_admit(desk, other, verdict))
    return taken


def dismiss(desk: Desk, package: str, verdict: Verdict) -> SetApart:
    """Decide against a package; its file stays.

    Raises:
        NotApart, DecidedAlready: There is nothing to decide.
    """
    apart = _open(desk, package)
    with desk.store.unit() as unit:
        _decide(desk, apart, Decision.DISMISSED, verdict)(unit)
        unit.commit()
    return apart


def _open(desk: Desk, package: str) -> SetApart:
    wanted = package.strip().lower()
    with desk.store.reading() as reading:
        found = [one for one in reading.apart.all() if wanted and one.id.startswith(wanted)]
    if len(found) != 1:
        raise NotApart(package=package)
    (apart,) = found
    if apart.decision is not Decision.OPEN:
        raise DecidedAlready(
            package=apart.id[:SHOWN],
            by=apart.by,
            decision=DECIDED[apart.decision],
            why=apart.why,
        )
    return apart


def _of_laptop(desk: Desk, apart: SetApart) -> list[SetApart]:
    with desk.store.reading() as reading:
        waiting = reading.apart.all(Decision.OPEN)
        key = trust_of(reading).key(apart.key)
    if key is None or key.revoked:
        return []
    return [one for one in waiting if one.key == apart.key and one.code in ABOUT_THE_LAPTOP]


def _admit(desk: Desk, apart: SetApart, verdict: Verdict) -> TakenIn:
    target = desk.folder.staging_path / apart.name
    passes = WAITING if apart.code == Forked.code else ABOUT_THE_LAPTOP
    try:
        take_out(desk, apart, target)
        try:
            prepared = prepare(desk, target, passes=passes)
            decide = _decide(desk, apart, Decision.ADMITTED, verdict)
            return accept(desk, prepared, also=decide)
        except Forked as fork:
            _restate(desk, apart, fork)
            raise
    finally:
        target.unlink(missing_ok=True)


def _decide(
    desk: Desk, apart: SetApart, decision: Decision, verdict: Verdict
) -> Callable[[UnitOfWork], None]:
    by, why = verdict.by.strip(), verdict.why.strip()

    def decide(unit: UnitOfWork) -> None:
        at = desk.clock()
        if not unit.apart.decide(apart.id, decision, by=by, why=why, at=at):
            raise NotApart(package=apart.id[:SHOWN])
        _project(unit, all_clear(unit, apart.id))
        event = Event(at=at, actor=by, kind=decision.value, subject=apart.id, detail=why)
        unit.events.add(event)

    return decide


def _restate(desk: Desk, apart: SetApart, fork: Forked) -> None:
    """Let a package wait for a graver reason than the one it was set apart for."""
    visits = fork.facts.get("visits", ())
    with desk.store.unit() as unit:
        unit.apart.restate(apart.id, fork.code, f"{fork.sentence()}{fork.advice()}")
        if isinstance(visits, tuple):
            alarm(unit, apart.id, visits)
            _project(unit, visits)
        unit.commit()


def _project(unit: UnitOfWork, visits: tuple[VisitUid, ...]) -> None:
    here = set(unit.records.visits())
    project(unit, [uid for uid in visits if uid in here])
