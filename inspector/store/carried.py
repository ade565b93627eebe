"""Photos that came in packages, and what was found out about them since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.sqlite import insert

from inspector.domain.ids import Digest, TeamId
from inspector.store.rows import Rows
from inspector.store.schema import CarriedRow, EvidenceRow, PackageRow, PhotoCheckRow, PurgedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """One photo as its package names it; ``size`` in bytes."""

    digest: Digest
    package: str
    """The package that brought it first."""
    media: str
    size: int


_ADD = "INSERT OR IGNORE INTO carried (digest, package, media, size) VALUES (?, ?, ?, ?)"


class CarriedPhotos:
    """Photos from elsewhere. They stay noted until a record names them, and after it."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, photos: Sequence[Carried]) -> None:
        """Note photos; one that came before stays."""
        self._rows.write_many(
            _ADD, [(one.digest, one.package, one.media, one.size) for one in photos]
        )

    def digests(self) -> frozenset[Digest]:
        """Return every photo that came."""
        return frozenset(Digest(one) for (one,) in self._rows.read(select(CarriedRow.digest)))

    def count_unnamed(self) -> int:
        """Return how many came that no visit names, counted where they lie: 66,000 rows less."""
        named = exists().where(EvidenceRow.digest == CarriedRow.digest)
        return self._rows.read(select(func.count()).select_from(CarriedRow).where(~named))[0][0]

    def of_team(self, team: TeamId) -> frozenset[Digest]:
        """Return the photos that a team's packages brought first."""
        found = self._rows.read(
            select(CarriedRow.digest)
            .join(PackageRow, PackageRow.id == CarriedRow.package)
            .where(PackageRow.team == team)
        )
        return frozenset(Digest(one) for (one,) in found)

    def count_unchecked(self) -> int:
        """Return how many photos the limited process has not seen."""
        seen = exists().where(PhotoCheckRow.digest == CarriedRow.digest)
        return self._rows.read(select(func.count()).select_from(CarriedRow).where(~seen))[0][0]


class CheckState(StrEnum):
    """What the limited process said; a photo without a state is 未检."""

    SOUND = "sound"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoCheck:
    """合格 or 不合格, and for the latter why."""

    digest: Digest
    state: CheckState
    reason: str
    at: datetime


_CHECK = insert(PhotoCheckRow)
_PUT_CHECK = _CHECK.on_conflict_do_update(
    index_elements=["digest"],
    set_={name: _CHECK.excluded[name] for name in ("state", "reason", "at")},
)


class PhotoChecks:
    """What is known of photos that were decoded in the limited process."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def put(self, checks: Sequence[PhotoCheck]) -> None:
        """Note what was found, in place of what was found before."""
        self._rows.write(
            _PUT_CHECK,
            [asdict(one) | {"state": str(one.state), "at": one.at.isoformat()} for one in checks],
        )

    def one(self, digest: Digest) -> PhotoCheck | None:
        """Return what is known of a photo, or None if it is 未检."""
        return self.of([digest]).get(digest)

    def of(self, digests: Iterable[Digest]) -> dict[Digest, PhotoCheck]:
        """Return what is known of photos; those that are 未检 have no key."""
        listed = func.json_each(json.dumps(list(digests))).table_valued("value")
        found = self._rows.read(
            select(
                PhotoCheckRow.digest, PhotoCheckRow.state, PhotoCheckRow.reason, PhotoCheckRow.at
            ).where(PhotoCheckRow.digest.in_(select(listed.c.value)))
        )
        return {
            Digest(digest): PhotoCheck(
                digest=Digest(digest),
                state=CheckState(state),
                reason=reason,
                at=datetime.fromisoformat(at),
            )
            for digest, state, reason, at in found
        }

    def waiting(self, *, named: bool) -> tuple[Digest, ...]:
        """Return the photos that came and were not seen, by digest; also those that visits name."""
        seen = select(PhotoCheckRow.digest)
        came = select(CarriedRow.digest).where(CarriedRow.digest.not_in(seen))
        shown = select(EvidenceRow.digest).where(EvidenceRow.digest.not_in(seen))
        both = came.union(shown).subquery()
        every = select(both.c.digest).order_by(both.c.digest)
        found = self._rows.read(every if named else came.order_by(CarriedRow.digest))
        return tuple(Digest(digest) for (digest,) in found)

    def refused(self) -> tuple[PhotoCheck, ...]:
        """Return every photo that is 不合格, by digest."""
        found = self._rows.read(
            select(PhotoCheckRow.digest)
            .where(PhotoCheckRow.state == str(CheckState.REFUSED))
            .order_by(PhotoCheckRow.digest)
        )
        return tuple(self.of(Digest(digest) for (digest,) in found).values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """A photo that this laptop gave up; ``receipt`` is the package id of what allowed it."""

    digest: Digest
    receipt: str
    at: datetime


class PurgedPhotos:
    """Photos that were given up on this laptop."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, photos: Sequence[Purged]) -> None:
        """Note photos before their files go."""
        self._rows.write(
            insert(PurgedRow).on_conflict_do_nothing(),
            [asdict(photo) | {"at": photo.at.isoformat()} for photo in photos],
        )

    def digests(self) -> frozenset[Digest]:
        """Return every photo that was given up."""
        return frozenset(Digest(one) for (one,) in self._rows.read(select(PurgedRow.digest)))
