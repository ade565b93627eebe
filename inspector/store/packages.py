"""Packages that went out or were taken in."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.ids import Rid, RoundId, TeamId
from inspector.store.rows import AnyRow, Rows
from inspector.store.schema import PackageRow


class Direction(StrEnum):
    """Which way a package went."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageLine:
    """One package; ``size`` in bytes, ``name`` the file's name without folder."""

    id: str
    """SHA-256 of its header."""
    direction: Direction
    kind: str
    stream: str
    seq: int
    device: str
    team: TeamId
    round: RoundId
    name: str
    records: int
    objects: int
    size: int
    at: datetime
    frame: str = ""
    """The signed lines and the header as they stood in the file: what its maker vouches for."""
    rids: str = ""
    """The records it carried, in its order: 64 hex digits each, without separators."""
    claimed_at: str = ""
    """When its maker says it was made; ISO 8601, a claim."""

    @property
    def carried(self) -> tuple[Rid, ...]:
        """The ids of the records it carried, in its order."""
        return tuple(Rid(self.rids[at : at + 64]) for at in range(0, len(self.rids), 64))


_FIELDS = tuple(field.name for field in fields(PackageLine))


class Packages:
    """Packages of the store."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, package: PackageLine) -> bool:
        """Note a package; one noted already stays. Return whether it is new."""
        values = asdict(package) | {
            "direction": str(package.direction),
            "at": package.at.isoformat(),
            "position": self._rows.next_position(PackageRow.position),
        }
        statement = insert(PackageRow).values(values).on_conflict_do_nothing()
        return self._rows.write(statement) == 1

    def has(self, package_id: str, direction: Direction) -> bool:
        """Tell whether a package was noted."""
        found = select(
            exists().where(PackageRow.id == package_id, PackageRow.direction == str(direction))
        )
        return bool(self._rows.read(found)[0][0])

    def all(self, direction: Direction | None = None) -> tuple[PackageLine, ...]:
        """Return every package, or those of one direction, in the order they were noted."""
        query = select(PackageRow.__table__).order_by(PackageRow.position)
        if direction is not None:
            query = query.where(PackageRow.direction == str(direction))
        return tuple(_package(row) for row in self._rows.read(query))

    def last_seq(self, stream: str, direction: Direction = Direction.OUT) -> int:
        """Return the highest number that a package of a stream bears, 0 if there is none."""
        found = self._rows.read(
            select(func.max(PackageRow.seq)).where(
                PackageRow.stream == stream, PackageRow.direction == str(direction)
            )
        )
        return found[0][0] or 0

    def last_id(self, stream: str, direction: Direction = Direction.OUT) -> str:
        """Return the id of the package with that number, or an empty text."""
        found = self._rows.read(
            select(PackageRow.id)
            .where(PackageRow.stream == stream, PackageRow.direction == str(direction))
            .order_by(PackageRow.seq.desc(), PackageRow.id)
            .limit(1)
        )
        return found[0][0] if found else ""

    def of_seq(self, stream: str, seq: int) -> tuple[PackageLine, ...]:
        """Return the packages taken in under one number; two of them are a fork."""
        query = select(PackageRow.__table__).where(
            PackageRow.stream == stream,
            PackageRow.seq == seq,
            PackageRow.direction == str(Direction.IN),
        )
        return tuple(_package(row) for row in self._rows.read(query))


def _package(row: AnyRow) -> PackageLine:
    values = {name: getattr(row, name) for name in _FIELDS}
    values["direction"] = Direction(row.direction)
    values["at"] = datetime.fromisoformat(row.at)
    return PackageLine(**values)
