"""放大看: the picture in front over the whole page, nearer and turned by one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap

from inspector.domain.ids import Digest
from inspector.domain.marks import turned
from inspector.ui.look import u
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.part import Part
from inspector.ui.pages.visit.photo_view import KeyedPhotoView
from inspector.ui.pages.visit.sorter import Sorter
from inspector.ui.photo_marks import upright
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import COMMANDING
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Elided
from inspector.ui.widgets.panel import column, row

WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CloseView(KeyedPhotoView):
    """The picture; it takes the keys. ``went`` carries how many pictures and groups further."""

    went = Signal(int, int)
    letter = Signal(str)
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__(texts.CLOSE_NAME)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() & COMMANDING:
            super().keyPressEvent(event)
        elif key in WAYS:
            (self.move_by if self.zoom > 1 else self.went.emit)(*WAYS[key])
        elif key == Qt.Key.Key_Z:
            self.zoom_on()
        elif key == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif key in (Qt.Key.Key_R, Qt.Key.Key_O):
            self.letter.emit(chr(key))
        else:
            super().keyPressEvent(event)


class ClosePart(Part):
    """Follows the sorter's picture in front; ``marking`` asks to draw on it."""

    about = texts.HELP_CLOSE

    marking = Signal()
    of_rows = True

    def __init__(self, sorter: Sorter, picture: Callable[[Digest], QPixmap]) -> None:
        super().__init__("bg")
        self._sorter, self._picture = sorter, picture
        self._held: tuple[Digest | None, QPixmap] = (None, QPixmap())
        self.view = CloseView()
        self._about = Elided("", 15, "text2")
        buttons = [
            Button(texts.ZOOM, self.view.zoom_on, key="Z", icon="magnifying-glass-plus", height=44),
            Button(texts.TURN, sorter.turn, key="R", height=44),
            Button(texts.DRAW, self.marking.emit, key="O", height=44),
        ]
        back = Button(texts.CLOSE_BACK, self.left.emit, key="Esc", kind=Kind.PRIMARY, height=44)
        foot = row(*buttons, self._about, back, gap=8)
        foot.setStretch(len(buttons), 1)
        box = column(self.view, gap=8)
        box.setStretch(0, 1)
        box.addLayout(foot)
        box.setContentsMargins(u(14), u(10), u(14), u(10))
        self.setLayout(box)
        self.view.went.connect(lambda right, down: sorter.go(sorter.at + down, self._place(right)))
        self.view.letter.connect(self._letter)
        self.view.given_up.connect(self.left)
        sorter.changed.connect(self._follow)

    def take_focus(self) -> None:
        """Show the picture in front, whole."""
        self.view.show_whole()
        self.refresh()
        self.view.setFocus()

    def hints(self) -> Sequence[Hint]:
        """Return the keys of looking closely."""
        return texts.CLOSE_KEYS

    def undo(self) -> bool:
        """Take the last decision about photos back."""
        return self._sorter.undo()

    def _place(self, right: int) -> int:
        return self._sorter.place + right if right else 0

    def _letter(self, letter: str) -> None:
        if letter == "R":
            self._sorter.turn()
        else:
            self.marking.emit()

    def _follow(self) -> None:
        if self.isVisible():
            (self.refresh if self._sorter.current is not None else self.left.emit)()

    def refresh(self) -> None:
        """Show the picture in front; another one than before is shown whole."""
        digest = self._sorter.current
        if digest is None:
            self._held = (None, QPixmap())
            self.view.show_picture(QPixmap(), ())
            self._about.setText(texts.NOTHING_HERE)
            return
        if self._held[0] != digest:
            self._held = (digest, self._picture(digest))
            self.view.show_whole()
        marks = self._sorter.roll.marked(digest)
        pixmap = upright(self._held[1], marks.turn)
        self.view.show_picture(pixmap, turned(marks.shapes, marks.turn))
        photo = self._sorter.photo(digest).evidence
        time = texts.time_words(self._sorter.roll.at(photo))
        self._about.setText(f"{time}　{photo.source_name}")
