"""The list of sites: any of them by a few keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.errors import InspectorError
from inspector.domain.ids import SiteCode
from inspector.domain.visit import VisitState
from inspector.ui.glyphs import paint_glyph, token_of
from inspector.ui.look import look, u
from inspector.ui.page import Page
from inspector.ui.pages.sites import texts
from inspector.ui.pages.sites.lines import LINE_ROLE, Load, SiteLine, SiteLines
from inspector.ui.widgets.card import paint_card
from inspector.ui.widgets.command_list import COMMANDING, CommandList
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.keycap import Hint, cap_width, paint_cap
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import Hairline, Panel, column, row

MIDDLE = Qt.AlignmentFlag.AlignVCenter
WRAP = int(Qt.TextFlag.TextWordWrap.value)
DOING = {
    VisitState.PLANNED: texts.START,
    VisitState.OPEN: texts.GO_ON,
    VisitState.SEALED: texts.LOOK,
}


class SitePainter(QStyledItemDelegate):
    """Paints a site: state, name, tail, secretary, what it came to, and what Enter does."""

    def __init__(self, parent: QObject, *, opens: bool) -> None:
        super().__init__(parent)
        self._opens = opens

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(640)
        return QSize(width, u(46) + _name_height(index.data(LINE_ROLE), width))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line: SiteLine = index.data(LINE_ROLE)
        view = option.widget
        current = isinstance(view, CommandList) and view.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = paint_card(painter, option, index)
        if line.state is not None:
            place = QRectF(card.left() + u(16), card.center().y() - u(11), u(22), u(22))
            paint_glyph(painter, place, line.glyph)
        _paint_names(painter, card, line, option.rect.width())
        _paint_state(painter, card, line, opens=current and self._opens)
        painter.restore()


def _room(width: float) -> float:
    """Return how wide a name may be in a row of ``width``."""
    return width - u(56 + 92 + 300)


def _name_height(line: SiteLine, width: int) -> int:
    area = QRect(0, 0, round(_room(width)), 10_000)
    return QFontMetrics(look().font(17, bold=True)).boundingRect(area, WRAP, line.name).height()


def _paint_names(painter: QPainter, card: QRectF, line: SiteLine, width: int) -> None:
    wearing = look()
    left, top = card.left() + u(54), card.top() + u(8)
    height = _name_height(line, width)
    font = wearing.font(17, bold=True)
    painter.setFont(font)
    painter.setPen(wearing.colour("text"))
    painter.drawText(QRectF(left, top, _room(width), height + 2), WRAP, line.name)
    across = min(QFontMetricsF(font).horizontalAdvance(line.name), _room(width))
    painter.setFont(wearing.font(15))
    painter.setPen(wearing.colour("text2"))
    tail = QRectF(left + across + u(10), top, u(84), QFontMetrics(font).height())
    painter.drawText(tail, MIDDLE, texts.TAIL.format(tail=line.tail))
    secretary = texts.SECRETARY.format(name=line.secretary) if line.secretary else ""
    told = "　".join(part for part in (line.township, line.form, secretary) if part)
    under = QRectF(left, top + height, card.width() - u(54 + 300), u(24))
    shown = QFontMetricsF(painter.font()).elidedText(
        told, Qt.TextElideMode.ElideRight, under.width()
    )
    painter.drawText(under, MIDDLE, shown)


def _paint_state(painter: QPainter, card: QRectF, line: SiteLine, *, opens: bool) -> None:
    if line.state is None:
        return
    wearing = look()
    right = card.right() - u(16)
    if opens:
        key, words = "Enter", DOING[line.state]
        cap = right - cap_width(key)
        paint_cap(painter, cap, card.center().y(), key, ink="accent")
        painter.setFont(wearing.font(16, bold=True))
        painter.setPen(wearing.colour("accent"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(words)
        right = cap - u(8) - width
        painter.drawText(QRectF(right, card.top(), width + 2, card.height()), MIDDLE, words)
        right -= u(20)
    column_ = QRectF(right - u(170), card.top() + u(8), u(170), u(24))
    side = Qt.AlignmentFlag.AlignRight | MIDDLE
    painter.setFont(wearing.font(15, bold=True))
    tone = token_of(line.glyph)
    painter.setPen(wearing.colour("text2" if tone == "control" else tone))
    painter.drawText(column_, side, line.state_word)
    painter.setFont(wearing.font(14))
    painter.setPen(wearing.colour("text2"))
    under = column_.translated(0, u(25)).adjusted(-u(40), 0, 0, 0)
    painter.drawText(under, side, line.told)


class SiteList(CommandList):
    """``wanted`` carries single keys that are the page's business."""

    wanted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text().upper()
        if text in ("/", "G") and not event.modifiers() & COMMANDING:
            self.wanted.emit(text)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class SitesPage(Page):
    """``chosen`` carries the code of the site to open, where ``opens`` allows it.

    ``subtitle`` says whose sites these are; ``handing`` asks for 收工.
    """

    about = texts.HELP

    chosen = Signal(str)
    handing = Signal()

    def __init__(self, load: Load, subtitle: str = "", *, opens: bool = True) -> None:
        super().__init__()
        self._opens = opens
        self.lines = SiteLines(load, self)
        self.list = SiteList(texts.LIST)
        self.list.setModel(self.lines)
        self.list.setItemDelegate(SitePainter(self.list, opens=opens))
        self.list.viewport().setAutoFillBackground(False)
        self.field = Field(texts.SEARCH, texts.SEARCH, height=40)
        self.field.setMinimumWidth(u(280))
        self._counts, self._empty = Label("", 15, "text2"), Label("", 16, "text2", wrap=True)
        head = Panel("surface")
        top = row(Label(texts.TITLE, 20, bold=True), Elided(subtitle, 15, "text2"), gap=12)
        top.setStretch(1, 1)
        top.addWidget(self.field)
        top.setContentsMargins(u(20), u(10), u(20), u(10))
        head.setLayout(top)
        box = column(head, Hairline())
        inner = column(self._counts, self._empty, gap=8)
        inner.addWidget(self.list, 1_000)
        inner.addStretch(1)
        inner.setContentsMargins(u(20), u(12), u(20), u(8))
        box.addLayout(inner, 1)
        self.setLayout(box)
        self._connect()

    def opened(self) -> None:
        """Load anew and take the focus, the same site still chosen."""
        chosen = self._current()
        try:
            self.lines.reload()
        except InspectorError as error:
            self.failed.emit(error)
        place = self.lines.place_of(chosen) if chosen is not None else -1
        self.list.choose(place if place >= 0 else self._first_open())
        self._say_counts()
        self.list.setFocus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS if self._opens else texts.LOOK_KEYS

    def search(self, text: str) -> None:
        """Show what matches."""
        self.lines.search(text)
        self.list.choose(0)
        self._say_counts()

    def _connect(self) -> None:
        self.field.textChanged.connect(self.search)
        self.field.returnPressed.connect(self._open_current)
        self.field.done.connect(self._clear)
        self.field.down.connect(self.list.setFocus)
        self.list.entered_row.connect(self._open)
        self.list.wanted.connect(self._take_key)
        look().changed.connect(self.list.scheduleDelayedItemsLayout)
        if self._opens:
            bind_keys(self, [("F10", self.handing.emit)])

    def _take_key(self, key: str) -> None:
        if key == "/":
            self.field.setFocus()
            self.field.selectAll()
        else:
            self.list.choose(self._first_open(self.list.currentIndex().row() + 1))

    def _first_open(self, start: int = 0) -> int:
        count = self.lines.rowCount()
        places = [*range(start, count), *range(min(start, count))]
        waiting = [
            place for place in places if self.lines.line(place).state is not VisitState.SEALED
        ]
        return waiting[0] if waiting else 0

    def _clear(self) -> None:
        self.field.clear()
        self.list.setFocus()

    def _current(self) -> SiteCode | None:
        index = self.list.currentIndex()
        if not index.isValid():
            return None
        return self.lines.line(index.row()).code

    def _open_current(self) -> None:
        code = self._current()
        if code is not None and self._opens:
            self.chosen.emit(code)

    def _open(self, index: QModelIndex) -> None:
        if self._opens:
            self.chosen.emit(self.lines.line(index.row()).code)

    def _say_counts(self) -> None:
        every, found = self.lines.everything(), self.lines.rowCount()
        text = self.field.text().strip()
        by_state = {state: sum(line.state is state for line in every) for state in VisitState}
        if text:
            told = texts.FOUND.format(found=found, all=len(every))
        elif any(by_state.values()):
            told = texts.COUNTS.format(all=len(every), **by_state)
        else:
            told = texts.ALL.format(all=len(every))
        self._counts.setText(told if every else "")
        self._counts.setVisible(bool(every))
        self._empty.setVisible(found == 0)
        self._empty.setText(
            texts.NO_MATCH.format(text=text, all=len(every)) if text else texts.EMPTY
        )
        self.list.setVisible(found > 0)
