"""The toast: one sentence at the foot of the window, with a way back if there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QWidget

from inspector.ui import texts
from inspector.ui.look import u
from inspector.ui.widgets.announce import announce
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, row

SHOWN_FOR, GLANCE = 8_000, 4_000
"""Milliseconds: with a way back, and without one."""
BAR, STEP, AIR, EDGE = 62, 8, 6, 24
"""Px at 100 %: an action bar below it, by how much it steps up, what it keeps away from, and how
near it comes to an edge of the window."""


class Toast(Panel):
    """Lies over the ``strip`` of keys at the foot of ``host``, and goes away by itself.

    Where that is hidden, or the sentence too long for it, it lies between the buttons at the foot
    of the ``pages``; else above them, where no list has rows. It never lies over a primary button
    or a field that is typed in, nor over the row that is chosen or the last one of a list, which no
    scrolling would bring out from under it: it steps aside, then up, until it is clear of them;
    never above the middle, where titles and switches stand.
    """

    def __init__(self, host: QWidget, pages: QWidget, strip: QWidget) -> None:
        super().__init__("text", border="text", radius=8)  # outdoors nav_text is white
        self.setParent(host)
        self._host, self._pages, self._strip = host, pages, strip
        self._undo: Callable[[], object] | None = None
        self._label = Label("", 15, "surface", wrap=False)
        self._button = Button(texts.UNDO, self._take_back, key="Ctrl+Z", height=34)
        self._row = row(self._label, self._button, margin=8, gap=16)
        self._row.setContentsMargins(u(12), u(4), u(12), u(4))  # hardly higher than the strip
        self.setLayout(self._row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._fresh = QTimer(self, singleShot=True, interval=0)
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._place)
        host.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        """Show one sentence; ``undo`` puts a 撤销 beside it. An empty one hides the last."""
        if not sentence:
            self.hide()
            return
        self._undo = undo
        self._label.setText(sentence)
        self._label.setWordWrap(False)
        self._button.setVisible(undo is not None)
        self._row.activate()
        widest = self._host.width() - u(48)
        if self.sizeHint().width() > widest:
            self._label.setWordWrap(True)
            self._label.setFixedWidth(widest - u(40))
        else:
            self._label.setMinimumWidth(0)
            self._label.setMaximumWidth(16_777_215)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_FOR if undo is not None else GLANCE)
        self._fresh.start()
        self._settled.start()
        announce(self._host, sentence)

    def turn(self) -> None:
        """Another page or part came to the front: what was said of the last one goes.

        What has a way back stays, and so does what the very act that turned the page has said.
        """
        if self._undo is None and not self._fresh.isActive():
            self.hide()
        elif self.isVisible():
            self._settled.start()

    def sentence(self) -> str:
        """Return what is shown, or nothing."""
        return self._label.text() if self.isVisibleTo(self._host) else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._settled.start()
        return False

    def _place(self) -> None:
        kept = list(self._kept_clear())
        rows, buttons = list(self._rows()), list(self._buttons())
        foot = list(self._at_the_foot(buttons))
        above = list(self._above())
        for spots, clear_of in (
            (foot, [*kept, *rows, *buttons]),
            (above, [*kept, *rows]),
            (above, kept),
        ):
            for spot in spots:
                place = QRect(spot, self.size())
                inside = self._host.rect().contains(place)
                if inside and not any(place.intersects(one) for one in clear_of):
                    self.move(spot)
                    return
        self.move(above[0])

    def _at_the_foot(self, buttons: Sequence[QRect]) -> Iterator[QPoint]:
        """Yield places over the strip of keys, then those between the buttons above it."""
        if self._strip.isVisible():
            strip = _within(self._strip, self._host)
            air = max((strip.height() - self.height()) // 2, 0)
            for left in self._lefts(strip):
                yield QPoint(left, strip.bottom() + 1 - self.height() - air)
        page = _within(self._pages, self._host)
        bar = QRect(page.left(), page.bottom() + 1 - u(BAR), page.width(), u(BAR))
        taken = sorted((one for one in buttons if one.intersects(bar)), key=QRect.right)
        for one in reversed(taken):
            yield QPoint(one.right() + u(2 * AIR), bar.center().y() - self.height() // 2)

    def _above(self) -> Iterator[QPoint]:
        """Yield places above an action bar, from the lower edge up; there is at least one."""
        page = _within(self._pages, self._host)
        lowest = page.bottom() + 1 - u(BAR + 14) - self.height()
        for top in range(lowest, min(self._host.height() // 2, lowest - 1), -u(STEP)):
            for left in self._lefts(self._host.rect()):
                yield QPoint(left, top)

    def _lefts(self, room: QRect) -> tuple[int, int, int]:
        """Return where it may begin: at the right, else elsewhere rather than higher up."""
        spare = room.width() - self.width()
        left = room.left()
        return left + spare - u(EDGE), left + spare // 2, left + u(EDGE)

    def _buttons(self) -> Iterator[QRect]:
        for button in self._host.findChildren(Button):
            if button.isVisible() and button is not self._button:
                yield _within(button, self._host)

    def _rows(self) -> Iterator[QRect]:
        """Yield, of every list, where its rows are seen."""
        for view in self._lists():
            model, port = view.model(), view.viewport().rect()
            last = view.visualRect(model.index(model.rowCount() - 1, 0))
            rows = port.intersected(QRect(0, 0, port.width(), last.bottom() + 1))
            if model.rowCount() and not rows.isEmpty():
                yield rows.translated(view.viewport().mapTo(self._host, QPoint()))

    def _kept_clear(self) -> Iterator[QRect]:
        air = u(AIR)
        for button in self._host.findChildren(Button):
            if button.kind is Kind.PRIMARY and button.isVisible():
                yield _within(button, self._host).adjusted(-air, -air, air, air)
        for field in self._host.findChildren(QLineEdit):
            if field.hasFocus():
                yield _within(field, self._host)
        for view in self._lists():
            last = view.model().index(view.model().rowCount() - 1, 0)
            for index in (view.currentIndex(), last):
                shown = view.visualRect(index).intersected(view.viewport().rect())
                if not shown.isEmpty():
                    yield shown.translated(view.viewport().mapTo(self._host, QPoint()))

    def _lists(self) -> Iterator[QAbstractItemView]:
        for view in self._host.findChildren(QAbstractItemView):
            model = cast("QAbstractItemModel | None", view.model())
            if view.isVisible() and not isinstance(view, QHeaderView) and model is not None:
                yield view

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()


def _within(widget: QWidget, host: QWidget) -> QRect:
    """Return where a widget lies in the window."""
    return QRect(widget.mapTo(host, QPoint()), widget.size())
