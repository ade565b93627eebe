"""Visit 考评: what one team counted in one village."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from inspector.domain.ids import (
    CheckpointCode,
    Digest,
    ItemCode,
    PersonId,
    RoundId,
    SiteCode,
    StepId,
    TeamId,
    VisitUid,
)


class VisitState(StrEnum):
    """Where a visit stands; the words for it are in ``domain.wording``."""

    PLANNED = "planned"
    OPEN = "open"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitKey:
    """What makes a visit the same on every laptop; ``ordinal`` separates repeats, from 1."""

    round: RoundId
    kind: str
    site: SiteCode
    team: TeamId
    ordinal: int = 1

    @property
    def uid(self) -> VisitUid:
        """The visit's uid, derived from the dispatch."""
        return VisitUid(f"{self.round}/{self.kind}/{self.site}/{self.team}/{self.ordinal}")

    @classmethod
    def parse(cls, uid: str) -> VisitKey:
        """Read a uid back.

        Raises:
            ValueError: Not of the form ``<round>/<kind>/<site>/<team>/<ordinal>``.
        """
        parts = uid.split("/")
        if len(parts) != 5 or not all(parts) or not parts[4].isdecimal():
            raise ValueError(f"not a visit uid: {uid!r}")
        return cls(
            round=RoundId(parts[0]),
            kind=parts[1],
            site=SiteCode(parts[2]),
            team=TeamId(parts[3]),
            ordinal=int(parts[4]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why points were taken off: a phrase of the form or the inspector's words, and how often."""

    text: str
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was counted at one checkpoint; which fields count depends on the rule kind.

    deduct: ``defects`` · yes/no: ``met`` · sample: ``defects`` of ``seen`` · level: ``level``
    · bands and ratio: ``measure``. ``filled`` says that one key (其余无问题) filled it.
    """

    defects: int | None = None
    seen: int | None = None
    level: str | None = None
    met: bool | None = None
    measure: Decimal | None = None
    reasons: tuple[Reason, ...] = ()
    note: str = ""
    """A remark (备注); it costs nothing."""
    filled: bool = False
    later: bool = False
    cells: tuple[str, ...] = ()
    """One string a grid row, one letter a cell: ``y`` there, ``n`` missing, ``-`` not due,
    ``x`` in the wrong order."""
    dates: tuple[str, ...] = ()
    """Of steps, one string a grid row: days of the year as ``MM-DD``, or nothing, by commas."""


UNSET = Entry()


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroCase:
    """A zero case (零分情形) that was found: which condition, and on what ground."""

    condition: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """What was counted at one item. ``na`` is the reason why it does not apply, or empty."""

    entries: Mapping[CheckpointCode, Entry] = field(default_factory=dict)
    zero: ZeroCase | None = None
    na: str = ""
    confirmed: frozenset[StepId] = frozenset()
    """Steps whose rows of this item the inspector confirmed."""
    photos: tuple[Digest, ...] = ()


EMPTY = ItemEntry()

Counted = Mapping[ItemCode, ItemEntry]
"""Everything counted in one visit, by item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One photo 佐证: the derived picture that travels, and what is known of the camera's file.

    ``digest`` and ``source_digest`` are SHA-256; ``width`` and ``height`` in px; ``lon`` and
    ``lat`` decimal degrees as text, since measures are never floats.
    """

    digest: Digest
    media: str
    size: int
    width: int
    height: int
    source_digest: Digest
    source_name: str = ""
    taken_at: str = ""
    """The camera's own time, ISO 8601 without zone, or empty: a claim."""
    lon: str = ""
    lat: str = ""
    camera: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """A different view of the village (村里的不同意见); it travels with the record."""

    item: ItemCode | None
    text: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """What 定稿 fixed: when, by whom, and the digest that the paper carries."""

    at: datetime
    by: PersonId
    digest: Digest
