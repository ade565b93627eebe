"""The packages on the table: found, read, refused, taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from inspector.actions.previewing import PackageCard
from inspector.actions.receiving import TakenIn
from inspector.actions.vetting import WAITING
from inspector.domain.errors import InspectorError
from inspector.domain.merging import Arrival
from inspector.domain.wording import thousands, word
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.intake import texts
from inspector.ui.widgets.command_list import NOWHERE, Index

PARCEL_ROLE = int(Qt.ItemDataRole.UserRole)
SHOWN = (Arrival.NEW, Arrival.NEWER, Arrival.SAME, Arrival.CONFLICT)


class Stage(Enum):
    """How far a package has come."""

    FOUND = "found"
    READ = "read"
    REFUSED = "refused"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a package was refused, and what to do."""

    code: str
    what: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One package file; ``size`` in bytes."""

    file: Path
    size: int
    chosen: bool = True
    card: PackageCard | None = None
    refusal: Refusal | None = None
    taken: TakenIn | None = None

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.refusal is not None:
            return Stage.REFUSED
        if self.taken is not None:
            return Stage.TAKEN
        return Stage.READ if self.card is not None else Stage.FOUND

    @property
    def waits(self) -> bool:
        """True for a sound package about which somebody has to decide, and that is not kept yet."""
        return self.refusal is not None and self.refusal.code in WAITING

    @property
    def glyph(self) -> Glyph:
        """The shape of its state."""
        if self.stage is Stage.REFUSED:
            return Glyph.CONFLICT if self.waits else Glyph.WRONG
        if self.count(Arrival.CONFLICT) or (self.taken is not None and self.taken.apart):
            return Glyph.CONFLICT
        return {Stage.TAKEN: Glyph.CLEAR, Stage.READ: Glyph.PACKED}.get(self.stage, Glyph.UNSET)

    @property
    def state_word(self) -> str:
        """The state in words."""
        if self.stage is Stage.READ and self.card is not None and self.card.seen:
            return texts.SEEN
        if self.waits:
            return texts.WAITS
        if self.taken is not None and self.taken.apart:
            return texts.IS_APART
        clash = self.glyph is Glyph.CONFLICT
        return {
            Stage.FOUND: texts.STATE_FOUND,
            Stage.READ: texts.STATE_CLASH if clash else texts.STATE_READ,
            Stage.REFUSED: texts.REFUSED,
            Stage.TAKEN: texts.TAKEN_CLASH if clash else texts.TAKEN,
        }[self.stage]

    @property
    def strange(self) -> bool:
        """True if people should look at it before the others."""
        return self.glyph in (Glyph.WRONG, Glyph.CONFLICT)

    def count(self, kind: Arrival) -> int:
        """Return how many records do this, or would, as far as that is known."""
        if self.refusal is not None:
            return 0
        if self.taken is not None:
            taken = self.taken
            return {
                Arrival.NEW: taken.new,
                Arrival.NEWER: taken.newer,
                Arrival.SAME: taken.same,
                Arrival.CONFLICT: taken.conflicts,
            }.get(kind, 0)
        return self.card.count(kind) if self.card is not None else 0

    def title(self) -> str:
        """Return the first line."""
        card = self.card
        if card is None:
            return self.file.name
        return texts.PACKAGE_TITLE.format(
            team=card.team, round=card.round, sites=len(card.sites), photos=thousands(card.photos)
        )

    def under(self) -> str:
        """Return the second line."""
        if self.refusal is not None:
            return f"{self.refusal.what}{self.refusal.advice}"
        if self.taken is not None and self.taken.apart:
            return self.taken.sentence
        size = size_words(self.size)
        if self.card is None:
            return texts.FILE_TOLD.format(file=self.file.parent.name, size=size)
        return texts.FILE_ID.format(file=self.file.name, size=size, id=self.card.package_id[:12])

    def plan(self) -> str:
        """Return what it would change, or nothing while that is not known."""
        if self.card is None or self.refusal is not None:
            return ""
        parts = [f"{word(kind)} {thousands(self.count(kind))}" for kind in SHOWN]
        if self.card.photos_missing:
            parts.append(texts.MISSING_PHOTOS.format(count=thousands(self.card.photos_missing)))
        return "　".join(parts)


def found(file: Path) -> Parcel:
    """Return a package that nobody has looked into; an absent file has no size."""
    try:
        size = file.stat().st_size
    except OSError:
        size = 0
    return Parcel(file=file, size=size)


def with_result(parcel: Parcel, result: PackageCard | TakenIn | InspectorError) -> Parcel:
    """Return the package with what reading or taking it in came to."""
    if isinstance(result, PackageCard):
        return replace(parcel, card=result, refusal=None)
    if isinstance(result, TakenIn):
        return replace(parcel, taken=result, refusal=None)
    refusal = Refusal(code=result.code, what=result.sentence(), advice=result.advice())
    return replace(parcel, refusal=refusal, chosen=False)


def told_of(parcels: Sequence[Parcel], stage: Stage | None, busy: str) -> str:
    """Say where the table stands: what was found, what Enter does, what came of it."""
    if busy:
        return texts.BUSY.format(what=busy)
    if stage is Stage.FOUND:
        chosen = sum(one.chosen and one.stage is stage for one in parcels)
        return texts.FOUND.format(count=len(parcels), chosen=chosen)
    if stage is Stage.READ:
        return texts.READ_TOLD
    if stage is Stage.TAKEN and not any(one.taken for one in parcels):
        return texts.NOTHING_TO_TAKE
    return done_words(parcels) if parcels else ""


def done_words(parcels: Sequence[Parcel]) -> str:
    """Say how many were taken in and how many refused."""
    apart = sum(one.taken is not None and one.taken.apart for one in parcels)
    taken = sum(one.taken is not None for one in parcels) - apart
    refused = sum(one.refusal is not None for one in parcels)
    words = texts.DONE_APART if apart else texts.DONE
    return words.format(taken=taken, refused=refused, apart=apart)


def size_words(size: int) -> str:
    """Write a size in bytes as people read it."""
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{max(size // 1000, 1)} KB"


class Parcels(QAbstractListModel):
    """All packages on the table."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.all: tuple[Parcel, ...] = ()

    def show_parcels(self, parcels: Sequence[Parcel]) -> None:
        """Show other packages, or the same in another state."""
        same = [one.file for one in parcels] == [one.file for one in self.all]
        if same and parcels:
            self.all = tuple(parcels)
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.all) - 1, 0))
            return
        self.beginResetModel()
        self.all = tuple(parcels)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.all)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        parcel = self.all[index.row()]
        if role == PARCEL_ROLE:
            return parcel
        if role == Qt.ItemDataRole.DisplayRole:
            return parcel.title()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = (parcel.title(), parcel.state_word, parcel.plan(), parcel.under())
            return "，".join(part for part in told if part)
        return None
