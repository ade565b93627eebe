"""The head of an item: code, title, what to look at, its zero case, its score."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.domain.points import show
from inspector.domain.rubric import Item
from inspector.domain.visit import ItemEntry
from inspector.ui.glyphs import Glyph, paint_glyph
from inspector.ui.look import look, u
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.widgets.keycap import cap_width, paint_cap
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row


class ZeroLine(QWidget):
    """The zero case of an item: looked for, not found; or found, and then it is red."""

    def __init__(self) -> None:
        super().__init__()
        self._words, self._state, self._found, self._frozen = "", "", False, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_case(self, item: Item, entry: ItemEntry, *, frozen: bool) -> None:
        """Show an item's zero case; hidden where it has none. ``frozen`` takes its key away."""
        self._frozen = frozen
        self.setVisible(bool(item.zero_if))
        self._found = entry.zero is not None
        self._words = entry.zero.condition if entry.zero else "；".join(item.zero_if)
        self._state = texts.ZERO_FOUND if entry.zero else texts.ZERO_NOT_FOUND
        self.setAccessibleName(f"{texts.ZERO_CASE} {self._words} {self._state}")
        self.setToolTip(self._words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(u(300), u(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        wearing = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        border = "veto" if self._found else "line2"
        painter.setPen(QPen(wearing.colour(border), wearing.theme.stroke))
        painter.setBrush(wearing.colour("veto_soft" if self._found else "surface"))
        painter.drawRoundedRect(rect, u(6), u(6))
        middle = rect.center().y()
        if self._found:
            mark = QRectF(u(10), middle - u(9), u(18), u(18))
            paint_glyph(painter, mark, Glyph.ZEROED)
        else:
            paint_glyph(painter, QRectF(u(10), middle - u(9), u(18), u(18)), Glyph.UNSET)
        flag = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(wearing.font(15, bold=True))
        painter.setPen(wearing.colour("veto" if self._found else "text2"))
        painter.drawText(QRectF(u(36), 0, u(70), self.height()), flag, texts.ZERO_CASE)
        right = rect.right() - u(10)
        if not self._frozen:
            paint_cap(painter, right - cap_width("Z"), middle, "Z")
            right -= cap_width("Z") + u(8)
        painter.setFont(wearing.font(14, bold=self._found))
        state = painter.fontMetrics().horizontalAdvance(self._state)
        place = QRectF(right - state, 0, state + 2, self.height())
        painter.drawText(place, flag, self._state)
        painter.setPen(wearing.colour("text"))
        painter.setFont(wearing.font(15))
        room = QRectF(u(108), 0, place.left() - u(118), self.height())
        shown = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, round(room.width())
        )
        painter.drawText(room, flag, shown)


class ItemHead(Panel):
    """Stands above the rows; ``prompts`` can be folded away where there is little room."""

    def __init__(self, session: VisitSession) -> None:
        super().__init__("surface")
        self._session = session
        self._spot: Spot | None = None
        self._open = True
        self._code, self._title = (
            Label("", 18, "text2", bold=True),
            Label("", 18, bold=True, wrap=True),
        )
        self._score, self._max = Label("", 30, bold=True), Label("", 15, "text3")
        self._so_far = Label(texts.SO_FAR, 14, "text2")
        self._prompts = Label("", 15, "text2", wrap=True)
        self._na = Label("", 15, "warn", bold=True, wrap=True)
        self.zero = ZeroLine()
        box = column(gap=4)
        top = row(self._code, self._title, gap=8)
        top.setStretch(1, 1)
        for label in (self._so_far, self._score, self._max):
            top.addWidget(label, 0, Qt.AlignmentFlag.AlignBottom)
        for label in (self._so_far, self._max):
            label.setContentsMargins(0, 0, 0, u(4))  # onto the base line of the large score
        box.addLayout(top)
        box.addWidget(self._prompts)
        box.addWidget(self._na)
        box.addWidget(self.zero)
        box.setContentsMargins(u(16), u(8), u(16), u(8))
        self.setLayout(box)
        session.changed.connect(self.refresh)
        session.sealed.connect(self.refresh)

    def show_item(self, spot: Spot) -> None:
        """Show another item."""
        self._spot = spot
        self.refresh()

    def fold(self, *, opened: bool) -> None:
        """Show or hide the prompts."""
        self._open = opened
        self.refresh()

    @property
    def opened(self) -> bool:
        """True while the prompts are shown."""
        return self._open

    def refresh(self) -> None:
        """Show the item anew."""
        if self._spot is None:
            return
        item = self._session.rubric.item(self._spot.item)
        entry, result = self._session.entry(item.code), self._session.result(item.code)
        self._code.setText(item.code)
        self._title.setText(item.title)
        lost = result.done and result.points < result.max
        self._score.setText(show(result.points))
        self._score.tone("deduct" if lost else "text")
        self._max.setText(f"/{show(result.max)}")
        self._so_far.setVisible(not result.done)
        self._prompts.setText("\n".join(self._prompt_lines(item)))
        self._prompts.setVisible(self._open and bool(self._prompts.text()))
        self._na.setText(texts.NOT_APPLICABLE.format(reason=entry.na))
        self._na.setVisible(bool(entry.na))
        self.zero.show_case(item, entry, frozen=self._session.sealing is not None)

    def _prompt_lines(self, item: Item) -> list[str]:
        step = self._spot.step if self._spot is not None else None
        steps = [known for known in self._session.rubric.steps if step in (None, known.id)]
        earlier = self._session.problems.get(item.code, ())
        lines = [texts.LAST_TIME.format(facts="；".join(earlier))] if earlier else []
        lines += [
            f"{known.name}　{'；'.join(item.prompts[known.id])}"
            for known in steps
            if item.prompts.get(known.id)
        ]
        if item.documents and (step is None or step == self._session.rubric.steps[-1].id):
            lines.append(texts.DOCUMENTS.format(documents="、".join(item.documents)))
        return lines
