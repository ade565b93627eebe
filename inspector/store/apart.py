"""隔离: packages that are kept as they came until somebody named decides."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.ids import TeamId
from inspector.store.rows import AnyRow, Rows
from inspector.store.schema import SetApartRow


class Decision(StrEnum):
    """What became of a package that was set apart; the values stand in the store."""

    OPEN = ""
    ADMITTED = "admitted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetApart:
    """One package in quarantine; ``size`` in bytes."""

    id: str
    """The package's id."""
    code: str
    """The reject code that set it apart, such as ``"P109"``."""
    reason: str
    """The sentence for people."""
    name: str
    """The file's name as it came."""
    file: str
    """The file's name in the folder of packages set apart."""
    team: TeamId
    key: str
    """The id of the key that signed it."""
    stream: str
    seq: int
    size: int
    at: datetime
    decision: Decision = Decision.OPEN
    by: str = ""
    why: str = ""
    decided_at: str = ""
    """ISO 8601, or empty while it is open."""


_FIELDS = tuple(field.name for field in fields(SetApart))


class PackagesApart:
    """Packages of the store that wait for a decision, or had one."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, package: SetApart) -> bool:
        """Note a package; one noted already stays, with its decision. Return whether it is new."""
        values = asdict(package) | {
            "at": package.at.isoformat(),
            "decision": str(package.decision),
            "position": self._rows.next_position(SetApartRow.position),
        }
        return self._rows.write(insert(SetApartRow).values(values).on_conflict_do_nothing()) == 1

    def decide(
        self, package_id: str, decision: Decision, *, by: str, why: str, at: datetime
    ) -> bool:
        """Note what somebody named decided; return whether the package was open."""
        statement = (
            update(SetApartRow)
            .where(SetApartRow.id == package_id, SetApartRow.decision == str(Decision.OPEN))
            .values(decision=str(decision), by=by, why=why, decided_at=at.isoformat())
        )
        return self._rows.write(statement) == 1

    def restate(self, package_id: str, code: str, reason: str) -> None:
        """Let an open package wait for another reason."""
        self._rows.write(
            update(SetApartRow)
            .where(SetApartRow.id == package_id, SetApartRow.decision == str(Decision.OPEN))
            .values(code=code, reason=reason)
        )

    def one(self, package_id: str) -> SetApart | None:
        """Return one package, or None."""
        return next((one for one in self.all() if one.id == package_id), None)

    def all(self, decision: Decision | None = None) -> tuple[SetApart, ...]:
        """Return every package, or those of one decision, in the order they came."""
        query = select(SetApartRow.__table__).order_by(SetApartRow.position)
        if decision is not None:
            query = query.where(SetApartRow.decision == str(decision))
        return tuple(_apart(row) for row in self._rows.read(query))


def _apart(row: AnyRow) -> SetApart:
    values = {name: getattr(row, name) for name in _FIELDS}
    values["decision"] = Decision(row.decision)
    values["at"] = datetime.fromisoformat(row.at)
    return SetApart(**values)
