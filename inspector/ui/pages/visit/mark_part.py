"""圈画: arrows, circles and covers on one picture, by keys or by dragging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap

from inspector.domain.ids import Digest
from inspector.domain.marks import TURNS, WHOLE, Shape, ShapeKind, turned
from inspector.ui.look import u
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.part import Part
from inspector.ui.pages.visit.photo_view import KeyedPhotoView
from inspector.ui.photo_marks import upright
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import COMMANDING, ENTER_KEYS
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import column, row

STEP, BIT = 20, 5
"""Thousandths that an arrow key moves by; with Ctrl."""

FIRST = (380, 380, 620, 620)
"""Where a new shape begins: the middle of the picture."""

LEAST = 8
"""Thousandths: a shorter drag is a click, and means nothing."""

TOOLS = {
    Qt.Key.Key_W: ShapeKind.ARROW,
    Qt.Key.Key_O: ShapeKind.CIRCLE,
    Qt.Key.Key_M: ShapeKind.COVER,
}
WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MarkView(KeyedPhotoView):
    """The picture with its shapes; the last one can be moved."""

    changed = Signal()
    over = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__(texts.MARK_NAME)
        self.shapes: list[Shape] = []
        self.tool = ShapeKind.CIRCLE
        self._base, self.turn = QPixmap(), 0
        self._begin: QPointF | None = None
        self.setCursor(Qt.CursorShape.CrossCursor)

    def begin(self, pixmap: QPixmap, shapes: Sequence[Shape], turn: int) -> None:
        """Show a picture, turned by quarters, and the shapes on it as it lies in the vault."""
        self._base, self.turn = pixmap, turn
        self.shapes = list(turned(shapes, turn))
        self.show_whole()
        self.show_picture(upright(pixmap, turn), self.shapes)

    def lying(self) -> tuple[Shape, ...]:
        """Return the shapes as they are kept: on the picture as it lies in the vault."""
        return turned(self.shapes, -self.turn)

    def turn_on(self) -> None:
        """R: turn the picture, and what is drawn on it, by a quarter clockwise."""
        self.begin(self._base, self.lying(), (self.turn + 1) % TURNS)
        self.changed.emit()

    def add(self, kind: ShapeKind) -> None:
        """Put a shape into the middle, to be moved by the arrows."""
        x1, y1, x2, y2 = FIRST
        self.tool = kind
        self.shapes.append(Shape(kind=kind, x1=x1, y1=y1, x2=x2, y2=y2))
        self._show()

    def take_back(self) -> None:
        """Remove the last shape."""
        if self.shapes:
            self.shapes.pop()
            self._show()

    def shift(self, right: int, down: int, *, size: bool) -> None:
        """Move the last shape, or its second point alone."""
        if not self.shapes:
            return
        last = self.shapes[-1]
        x1, y1 = (last.x1, last.y1) if size else (last.x1 + right, last.y1 + down)
        x2, y2 = last.x2 + right, last.y2 + down
        if all(0 <= part <= WHOLE for part in (x1, y1, x2, y2)):
            self.shapes[-1] = replace(last, x1=x1, y1=y1, x2=x2, y2=y2)
            self._show()

    def _show(self) -> None:
        self.show_shapes(self.shapes)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in WAYS:
            step = BIT if held & Qt.KeyboardModifier.ControlModifier else STEP
            right, down = WAYS[key]
            size = bool(held & Qt.KeyboardModifier.ShiftModifier)
            self.shift(right * step, down * step, size=size)
        elif held & COMMANDING:
            super().keyPressEvent(event)
        elif key in TOOLS:
            self.add(TOOLS[key])
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.take_back()
        elif key in (Qt.Key.Key_R, Qt.Key.Key_Z):
            (self.turn_on if key == Qt.Key.Key_R else self.zoom_on)()
        elif key in ENTER_KEYS:
            self.over.emit()
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._begin = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        begin, self._begin = self._begin, None
        if begin is None:
            return
        x1, y1 = self._thousandths(begin)
        x2, y2 = self._thousandths(event.position())
        if max(abs(x2 - x1), abs(y2 - y1)) >= LEAST:
            self.shapes.append(Shape(kind=self.tool, x1=x1, y1=y1, x2=x2, y2=y2))
            self._show()

    def _thousandths(self, at: QPointF) -> tuple[int, int]:
        frame = self.frame()
        x = (at.x() - frame.left()) * WHOLE / max(frame.width(), 1)
        y = (at.y() - frame.top()) * WHOLE / max(frame.height(), 1)
        return min(max(round(x), 0), WHOLE), min(max(round(y), 0), WHOLE)


class MarkPart(Part):
    """Draws on one picture; ``marked`` carries its digest, shapes and turn when it is done."""

    about = texts.HELP_MARK

    marked = Signal(str, object, int)
    of_rows = True

    def __init__(self) -> None:
        super().__init__("bg")
        self.view = MarkView()
        self._photo: Digest | None = None
        self._tool = Label("", 15, bold=True)
        tools = [
            Button(texts.ARROW, lambda: self._take(ShapeKind.ARROW), key="W", height=44),
            Button(texts.CIRCLE, lambda: self._take(ShapeKind.CIRCLE), key="O", height=44),
            Button(texts.COVER, lambda: self._take(ShapeKind.COVER), key="M", height=44),
            Button(texts.TURN, self._turn, key="R", height=44),
            Button(texts.TAKE_BACK, self.view.take_back, key="Del", height=44),
        ]
        save = Button(texts.SAVE_MARKS, self._over, key="Enter", kind=Kind.PRIMARY, height=44)
        box = column(self.view, gap=8)
        box.setStretch(0, 1)
        box.addWidget(Elided(texts.COVER_NOTE, 15, "text2"))
        box.addLayout(row(*tools, self._tool, None, save, gap=8))
        box.setContentsMargins(u(14), u(10), u(14), u(10))
        self.setLayout(box)
        self.view.changed.connect(self._say)
        self.view.over.connect(self._over)
        self.view.given_up.connect(self.left)

    def show_photo(
        self, photo: Digest, pixmap: QPixmap, shapes: Sequence[Shape], turn: int
    ) -> None:
        """Draw on this picture."""
        self._photo = photo
        self.view.begin(pixmap, shapes, turn)
        self._say()

    def take_focus(self) -> None:
        """Draw."""
        self.view.setFocus()

    def hints(self) -> Sequence[Hint]:
        """Return the keys of drawing."""
        return texts.MARK_KEYS

    def undo(self) -> bool:
        """Take the last shape back."""
        self.view.take_back()
        return True

    def _take(self, kind: ShapeKind) -> None:
        self.view.add(kind)
        self.view.setFocus()

    def _turn(self) -> None:
        self.view.turn_on()
        self.view.setFocus()

    def _say(self) -> None:
        self._tool.setText(texts.SHAPES.format(count=len(self.view.shapes)))

    def _over(self) -> None:
        if self._photo is not None:
            self.marked.emit(self._photo, self.view.lying(), self.view.turn)
        self.left.emit()
