"""The checkpoint rows of one item, as a model."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from inspector.domain.explaining import found_words
from inspector.domain.points import Points, show
from inspector.domain.rubric import Checkpoint
from inspector.domain.scoring import rule_sentence
from inspector.domain.visit import Entry
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.grid_cursor import GridCursor
from inspector.ui.pages.visit.marker import Marker
from inspector.ui.pages.visit.marking import IDLE, Typing
from inspector.ui.pages.visit.route import Spot, first_row, rows_in
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.state import ROW_WORDS, number_of, points_of, row_glyph
from inspector.ui.widgets.command_list import NOWHERE, Index

ROW_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """Everything a row shows. ``typing`` and ``grid`` belong to the current row only.

    A ``frozen`` row is only read: it has values, and nothing to press.
    """

    checkpoint: Checkpoint
    number: str
    step: str
    mark: Entry
    points: Points | None
    glyph: Glyph
    typing: Typing = IDLE
    grid: GridCursor | None = None
    doubt: str = ""
    """What the row asks about the number that is being typed."""
    current: bool = False
    frozen: bool = False

    def second_line(self) -> tuple[str, str]:
        """Return what stands under the text, and its colour token."""
        if self.doubt:
            return self.doubt, "warn"
        told = list(found_words(self.checkpoint, self.mark))
        if self.mark.note:
            told.append(texts.NOTE.format(note=self.mark.note))
        closed = self.frozen or not self.current  # nothing below says it
        if told and closed:
            return "、".join(told), "deduct" if self.mark.defects or self.mark.reasons else "text2"
        if self.mark.filled and closed:
            return texts.FILLED, "text3"
        return rule_sentence(self.checkpoint), "text2"

    def name(self) -> str:
        """Return what a screen reader says."""
        told = texts.ROW_NAME.format(
            code=self.number, text=self.checkpoint.text, state=ROW_WORDS[self.glyph]
        )
        if self.doubt:
            return f"{told} {self.doubt}"
        if self.points is None:
            return told
        score = texts.ROW_POINTS.format(points=show(self.points), max=show(self.checkpoint.max))
        return f"{told} {score}"


class Rows(QAbstractListModel):
    """The rows of the item in front of the person; they are not editable."""

    def __init__(self, session: VisitSession, marker: Marker, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._marker = session, marker
        self._spot = Spot(step=None, item=marker.spot.item)
        self._rows: tuple[Checkpoint, ...] = ()
        self._steps = {step.id: step.name for step in session.rubric.steps}
        session.changed.connect(self.refresh)
        session.sealed.connect(self.refresh)
        marker.redraw.connect(self.refresh)

    def show_item(self, spot: Spot) -> None:
        """Show another item, or another step of it."""
        self.beginResetModel()
        self._spot = Spot(step=spot.step, item=spot.item)
        self._rows = rows_in(self._session.rubric.item(spot.item), spot.step)
        self.endResetModel()

    def refresh(self) -> None:
        """Show the rows anew."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def spot(self, row: int) -> Spot:
        """Return where a row is."""
        return Spot(step=self._spot.step, item=self._spot.item, checkpoint=self._rows[row].code)

    def place_of(self, spot: Spot) -> int:
        """Return the row of a checkpoint, else where work begins: a value, an open row, or 0."""
        entry = self._session.entry(self._spot.item)
        result = self._session.result(self._spot.item)
        item = self._session.rubric.item(self._spot.item)
        wanted = spot.checkpoint or first_row(item, entry, self._spot.step)
        open_row = -1
        for place, row in enumerate(self._rows):
            if row.code == wanted:
                return place
            if open_row < 0 and points_of(result, row.code) is None and not entry.zero:
                open_row = place
        return max(open_row, 0)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        if role == ROW_ROLE:
            return self.view(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()].text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.view(index.row()).name()
        return None

    def view(self, row: int) -> RowView:
        """Return what a row shows."""
        checkpoint = self._rows[row]
        item = self._session.rubric.item(self._spot.item)
        entry = self._session.entry(item.code)
        mark = self._session.mark(item.code, checkpoint.code)
        points = points_of(self._session.result(item.code), checkpoint.code)
        current = self._marker.spot.checkpoint == checkpoint.code
        return RowView(
            checkpoint=checkpoint,
            number=number_of(checkpoint, item),
            step=self._steps[checkpoint.step],
            mark=mark,
            points=points,
            glyph=row_glyph(checkpoint, mark, points, entry),
            typing=self._marker.typing if current else IDLE,
            grid=self._marker.grid if current else None,
            doubt=self._marker.doubt if current else "",
            current=current,
            frozen=self._session.sealing is not None,
        )
