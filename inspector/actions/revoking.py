"""Laptops at the office: which ones are known, and 停用 revoking one that is lost or stolen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from inspector.actions.admitting import Verdict
from inspector.actions.desk import Desk
from inspector.actions.trusting import keep_trust, trust_of
from inspector.domain.errors import InspectorError
from inspector.domain.ids import TeamId
from inspector.exchange.trust_book import KeyRole, KnownKey
from inspector.store.apart import Decision
from inspector.store.devices import DeviceState
from inspector.store.events import Event
from inspector.store.packages import Direction, PackageLine
from inspector.store.unit import Reading

DEVICE_WORDS = {
    DeviceState.ENROLLED: "在用",
    DeviceState.WAITING: "等核对",
    DeviceState.REVOKED: "已停用",
}


class NoSuchLaptop(InspectorError):
    """No enrolled laptop bears the fingerprint."""

    code: ClassVar[str] = "K210"
    what: ClassVar[str] = "没有指纹是 {fingerprint} 的电脑。"
    next_step: ClassVar[str] = "请用“office devices”列出的指纹，至少写前四位，只能对上一台。"


class RevokedAlready(InspectorError):
    """The laptop was revoked before."""

    code: ClassVar[str] = "K211"
    what: ClassVar[str] = "{team} 组的这台电脑（{fingerprint}）已经停用。"
    next_step: ClassVar[str] = "不用再做；停用会随下一次下发和回执带到各组。"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLine:
    """One laptop: its state, and the packages that came from it or wait."""

    team: TeamId
    fingerprint: str
    state: DeviceState
    enrolled_at: datetime
    packages: int
    waiting: int
    first_at: datetime | None
    last_at: datetime | None

    @property
    def word(self) -> str:
        """The state as people say it."""
        return DEVICE_WORDS[self.state]


def device_lines(desk: Desk) -> tuple[DeviceLine, ...]:
    """Return every laptop that the office knows, by team and the time it was enrolled."""
    with desk.store.reading() as reading:
        trust = trust_of(reading)
        taken = reading.packages.all(Direction.IN)
        waiting = reading.apart.all(Decision.OPEN)
        lines = []
        for device in reading.devices.all():
            key = trust.key(device.id)
            streams = {device.stream, *(key.streams if key else ())}
            came = [one.at for one in taken if one.stream in streams]
            lines.append(
                DeviceLine(
                    team=device.team,
                    fingerprint=key.fingerprint if key else device.id,
                    state=device.state,
                    enrolled_at=device.at,
                    packages=len(came),
                    waiting=sum(one.key == device.id for one in waiting),
                    first_at=min(came, default=None),
                    last_at=max(came, default=None),
                )
            )
    return tuple(sorted(lines, key=lambda line: (line.team, line.enrolled_at)))


def revoke(desk: Desk, fingerprint: str, verdict: Verdict) -> DeviceLine:
    """Take nothing more from a laptop without asking; what it handed in before stays good.

    Whatever it sends with a later number is set apart. The trust book says so in the next
    dispatch and receipt.

    Raises:
        NoSuchLaptop, RevokedAlready: There is nothing to revoke.
    """
    with desk.store.unit() as unit:
        trust = trust_of(unit)
        key = _found(trust.keys, fingerprint)
        if key.revoked:
            raise RevokedAlready(team=key.team, fingerprint=key.fingerprint)
        last = _last_numbers(unit, key)
        keep_trust(unit, trust.revoking(key.public, last))
        unit.devices.set_state(key.id, DeviceState.REVOKED)
        unit.events.add(
            Event(
                at=desk.clock(),
                actor=verdict.by.strip(),
                kind="revoke",
                subject=key.fingerprint,
                detail=verdict.why.strip(),
            )
        )
        unit.commit()
    return next(line for line in device_lines(desk) if line.fingerprint == key.fingerprint)


def _found(known: tuple[KnownKey, ...], fingerprint: str) -> KnownKey:
    wanted = _bare(fingerprint)
    found = [
        key
        for key in known
        if key.role is KeyRole.DEVICE
        and len(wanted) >= 4
        and _bare(key.fingerprint).startswith(wanted)
    ]
    if len(found) != 1:
        raise NoSuchLaptop(fingerprint=fingerprint)
    return found[0]


def _bare(fingerprint: str) -> str:
    return "".join(char for char in fingerprint.upper() if char.isalnum())


def _last_numbers(reading: Reading, key: KnownKey) -> dict[str, int]:
    """Return the last number that was taken of each stream of a laptop."""
    device = reading.devices.one(key.id)
    streams = {*key.streams, *((device.stream,) if device else ())}
    taken: list[PackageLine] = list(reading.packages.all(Direction.IN))
    return {
        stream: max((one.seq for one in taken if one.stream == stream), default=0)
        for stream in sorted(streams)
    }
