"""One open visit in the window: what is counted, what it comes to, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from inspector.domain.errors import InspectorError
from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.rubric import Rubric
from inspector.domain.scorecard import ItemResult, Scorecard
from inspector.domain.visit import EMPTY, UNSET, Counted, Entry, ItemEntry, Sealing
from inspector.platform.durable import DiskFull, FileUnreadable, FolderReadOnly
from inspector.platform.latch import OnlyReading
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.route import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step that can be taken back, and where it was made."""

    spot: Spot
    before: ItemEntry
    after: ItemEntry


class VisitSession(QObject):
    """Saves at every change, keeps the scorecard, undoes and redoes.

    When the disk refuses, the item in hand stays on the screen, marked as not saved; it is
    tried again before anything else is taken, so no second item is ever at risk.

    Signals: ``changed`` names the item that changed; ``saved`` when; ``unsaved`` says that the
    item in hand is not; ``refused`` carries the InspectorError of a change that was not saved;
    ``frozen`` the first change that was tried after 定稿; ``sealed`` follows 定稿, its taking
    back, and the begin and the end of a correction.
    """

    changed = Signal(str)
    saved = Signal(object)
    unsaved = Signal()
    refused = Signal(object)
    frozen = Signal()
    sealed = Signal()

    def __init__(self, desk: VisitDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.rubric: Rubric = desk.rubric
        self.problems: Mapping[ItemCode, Sequence[str]] = desk.beside.problems()
        """What earlier rounds found here, by item; facts only, so that they lead to no mark."""
        draft = desk.paper.draft()
        self.correcting = bool(draft)
        """A signed visit is being counted anew; what differs is kept as a draft."""
        kept = {**desk.counted(), **draft}
        self._counted = {code: entry for code, entry in kept.items() if entry != EMPTY}
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._told_frozen = False
        self._waiting: ItemCode | None = None
        self._draft_waits = False
        self._rescore()

    @property
    def counted(self) -> Counted:
        """Everything counted so far."""
        return self._counted

    @property
    def scorecard(self) -> Scorecard:
        """What it comes to."""
        return self._scorecard

    @property
    def sealing(self) -> Sealing | None:
        """How the visit was frozen, or None while it is open or being corrected."""
        return None if self.correcting else self.desk.sealed()

    @property
    def depth(self) -> int:
        """How many steps can be taken back."""
        return len(self._done)

    def entry(self, item: ItemCode) -> ItemEntry:
        """Return what was counted at an item."""
        return self._counted.get(item, EMPTY)

    def mark(self, item: ItemCode, checkpoint: CheckpointCode) -> Entry:
        """Return what was counted at a checkpoint."""
        return self.entry(item).entries.get(checkpoint, UNSET)

    def result(self, item: ItemCode) -> ItemResult:
        """Return what an item comes to."""
        return self._results[item]

    def put(self, spot: Spot, entry: ItemEntry) -> bool:
        """Save an item; return False if nothing changed or it was refused."""
        if self.stopped():
            return False
        entry = _tidy(entry)
        before = self.entry(spot.item)
        if entry == before or not self._save(spot.item, entry):
            return False
        self._done.append(Change(spot=spot, before=before, after=entry))
        self._undone.clear()
        return True

    def put_mark(self, spot: Spot, mark: Entry) -> bool:
        """Save one row of an item; ``spot`` names the row."""
        if spot.checkpoint is None:
            return False
        item = self.entry(spot.item)
        return self.put(spot, replace(item, entries={**item.entries, spot.checkpoint: mark}))

    def stopped(self) -> bool:
        """Return True if the visit is frozen; the person is told so once."""
        if self.sealing is None:
            return False
        if not self._told_frozen:
            self._told_frozen = True
            self.frozen.emit()
        return True

    def seal(self, left: str = "") -> None:
        """Freeze the content (定稿); ``left`` says why unexplained gaps are left open.

        Raises:
            InspectorError: Something that is a must is missing.
        """
        if self._waiting is not None:
            self._write(self._waiting, self.entry(self._waiting))
        self.desk.seal(left)
        self.sealed.emit()

    def begin_correction(self) -> None:
        """Let a signed visit be counted anew, beside its record."""
        self.correcting = True
        self.sealed.emit()

    def corrected(self) -> Counted:
        """Return what a correction would count otherwise than the signed sheet."""
        kept = self.desk.counted()
        now = {code: self.entry(code) for code in (*kept, *self._counted)}
        return {code: entry for code, entry in now.items() if entry != kept.get(code, EMPTY)}

    def reload(self) -> None:
        """Read anew what was counted and how it is sealed; a correction that was begun is over."""
        self.correcting = self._told_frozen = self._draft_waits = False
        self.desk.reload()
        changed = self.corrected()
        self._counted = dict(self.desk.counted())
        self._done.clear()
        self._undone.clear()
        self._rescore()
        self.sealed.emit()
        for code in changed:
            self.changed.emit(code)

    def undo(self) -> Spot | None:
        """Take the last step back and return where it was made."""
        if not self._can(self._done) or not self._save(
            self._done[-1].spot.item, self._done[-1].before
        ):
            return None
        change = self._done.pop()
        self._undone.append(change)
        return change.spot

    def undo_to(self, depth: int) -> None:
        """Take back every step beyond ``depth``, for good."""
        while len(self._done) > depth and self.undo() is not None:
            self._undone.pop()

    def redo(self) -> Spot | None:
        """Make the last step that was taken back again."""
        if not self._can(self._undone) or not self._save(
            self._undone[-1].spot.item, self._undone[-1].after
        ):
            return None
        change = self._undone.pop()
        self._done.append(change)
        return change.spot

    def _can(self, steps: list[Change]) -> bool:
        return bool(steps) and not self.stopped()

    def save_again(self) -> bool:
        """Save what the disk refused, if anything; False if it refuses again."""
        if self._draft_waits:
            return self._keep_draft()
        if self._waiting is None:
            return True
        try:
            self._write(self._waiting, self.entry(self._waiting))
        except InspectorError as error:
            self.refused.emit(error)
            return False
        return True

    def _save(self, item: ItemCode, entry: ItemEntry) -> bool:
        if self.correcting:
            self._show(item, entry)
            self._keep_draft()
            return True
        if self._waiting not in (None, item) and not self.save_again():
            return False
        try:
            at: datetime | None = self.desk.put_item(item, entry)
        except (OnlyReading, DiskFull, FolderReadOnly, FileUnreadable) as error:
            at = None
            self.refused.emit(error)
        except InspectorError as error:
            self.refused.emit(error)
            return False
        self._waiting = item if at is None else None
        self._show(item, entry)
        if at is None:
            self.unsaved.emit()
        else:
            self.saved.emit(at)
        return True

    def _keep_draft(self) -> bool:
        """Save a correction in hand, whole; refused, it stays on the screen for the next key."""
        try:
            at = self.desk.paper.put_draft(self.corrected())
        except InspectorError as error:
            self._draft_waits = True
            self.refused.emit(error)
            self.unsaved.emit()
        else:
            self._draft_waits = False
            self.saved.emit(at)
        return not self._draft_waits

    def _write(self, item: ItemCode, entry: ItemEntry) -> None:
        at: datetime = self.desk.put_item(item, entry)
        self._waiting = None
        self.saved.emit(at)

    def _show(self, item: ItemCode, entry: ItemEntry) -> None:
        if entry == EMPTY:
            self._counted.pop(item, None)
        else:
            self._counted[item] = entry
        self._rescore()
        self.changed.emit(item)

    def _rescore(self) -> None:
        self._scorecard = self.desk.score(self._counted)
        self._results = {result.code: result for result in self._scorecard.items}


def _tidy(entry: ItemEntry) -> ItemEntry:
    """Leave out rows that say nothing, so that a row cleared is a row never touched."""
    said = {code: mark for code, mark in entry.entries.items() if mark != UNSET}
    return entry if len(said) == len(entry.entries) else replace(entry, entries=said)
