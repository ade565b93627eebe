"""Laptops whose keys are known."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.ids import RoundId, TeamId
from inspector.store.rows import AnyRow, Rows
from inspector.store.schema import DeviceRow


class DeviceState(StrEnum):
    """What a laptop's signature is worth. WAITING: a clerk has to compare a fingerprint."""

    ENROLLED = "enrolled"
    WAITING = "waiting"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One laptop; both keys are public, in hex."""

    id: str
    sign_key: str
    """Ed25519."""
    seal_key: str
    """X25519."""
    team: TeamId
    round: RoundId
    stream: str
    state: DeviceState
    at: datetime


_FIELDS = tuple(field.name for field in fields(Device))
_NEW = insert(DeviceRow)
_PUT = _NEW.on_conflict_do_update(
    index_elements=["id"],
    set_={name: _NEW.excluded[name] for name in ("team", "round", "stream", "state")},
)


class Devices:
    """Devices of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, device: Device) -> None:
        """Write a laptop; of a known one the keys and the first time stay."""
        values = asdict(device) | {"state": str(device.state), "at": device.at.isoformat()}
        self._rows.write(_PUT, values)

    def set_state(self, device_id: str, state: DeviceState) -> bool:
        """Enrol or revoke a laptop; return whether there is such a one."""
        statement = update(DeviceRow).where(DeviceRow.id == device_id).values(state=str(state))
        return self._rows.write(statement) == 1

    def one(self, device_id: str) -> Device | None:
        """Return one laptop, or None."""
        return next((device for device in self.all() if device.id == device_id), None)

    def all(self, team: TeamId | None = None) -> tuple[Device, ...]:
        """Return every laptop, or those of one team, oldest first."""
        query = select(DeviceRow.__table__).order_by(DeviceRow.at, DeviceRow.id)
        if team is not None:
            query = query.where(DeviceRow.team == team)
        return tuple(_device(row) for row in self._rows.read(query))


def _device(row: AnyRow) -> Device:
    values = {name: getattr(row, name) for name in _FIELDS}
    values["state"] = DeviceState(row.state)
    values["at"] = datetime.fromisoformat(row.at)
    return Device(**values)
