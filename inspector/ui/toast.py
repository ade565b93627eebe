"""The toast: one sentence at the foot of the window, with a way back if there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
BAR, STEP, AIR, EDGE = 76, 8, 6, 24
"""Px at 100 %: an action bar below it, by how much it steps up, what it keeps away from, and how
near it comes to an edge of the window."""


class Toast(Panel):
    """Lies over the lower edge of ``host``, above its action bar, and goes away by itself.

    It never lies over a primary button or a field that is typed in, nor over the row that is chosen
    or the last one of a list, which no scrolling would bring out from under it: it steps aside,
    then up, until it is clear of them; never above the middle, where titles and switches stand.
    """

    def __init__(self, host: QWidget) -> None:
        super().__init__("text", border="text", radius=8)  # outdoors nav_text is white
        self.setParent(host)
        self._host = host
        self.foot = 0
        """Px at 100 % that the window has below its pages."""
        self._undo: Callable[[], object] | None = None
        self._label = Label("", 15, "surface", wrap=False)
        self._button = Button(texts.UNDO, self._take_back, key="Ctrl+Z", height=34)
        self._row = row(self._label, self._button, margin=8, gap=16)
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
        lowest = self._host.height() - self.height() - u(BAR + self.foot)
        kept = list(self._kept_clear())
        for top in range(lowest, self._host.height() // 2, -u(STEP)):
            for left in self._lefts():
                place = QRect(QPoint(left, top), self.size())
                if not any(place.intersects(one) for one in kept):
                    self.move(place.topLeft())
                    return
        self.move(self._lefts()[0], lowest)

    def _lefts(self) -> tuple[int, int, int]:
        """Return where it may begin: at the right, else elsewhere rather than higher up."""
        spare = self._host.width() - self.width()
        return spare - u(EDGE), spare // 2, u(EDGE)

    def _kept_clear(self) -> Iterator[QRect]:
        air = u(AIR)
        for button in self._host.findChildren(Button):
            if button.kind is Kind.PRIMARY and button.isVisible():
                at = button.mapTo(self._host, QPoint())
                yield QRect(at, button.size()).adjusted(-air, -air, air, air)
        for field in self._host.findChildren(QLineEdit):
            if field.hasFocus():
                yield QRect(field.mapTo(self._host, QPoint()), field.size())
        for view in self._host.findChildren(QAbstractItemView):
            model = cast("QAbstractItemModel | None", view.model())
            if not view.isVisible() or isinstance(view, QHeaderView) or model is None:
                continue
            last = model.index(model.rowCount() - 1, 0)
            for index in (view.currentIndex(), last):
                shown = view.visualRect(index).intersected(view.viewport().rect())
                if not shown.isEmpty():
                    yield shown.translated(view.viewport().mapTo(self._host, QPoint()))

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()
