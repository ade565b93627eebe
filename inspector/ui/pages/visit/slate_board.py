"""The slate itself: black on white over the whole window, whatever the theme."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from inspector.domain.ids import PersonId
from inspector.domain.slate import How, SlateFace
from inspector.ui.look import look
from inspector.ui.pages.visit import slate_texts as texts
from inspector.ui.pages.visit.slate_desk import SlateDesk
from inspector.ui.widgets.command_list import COMMANDING, ENTER_KEYS

DRAWN_AT = (1366, 768)
"""The window that the sizes below are for; others scale them."""

BY_SLATE = (How.QR, How.TYPED)
"""What a photo of the slate gave; a name alone sets no clock."""

SECOND = 1_000
BLACK, WHITE, GREY = QColor("black"), QColor("white"), QColor("#4a4a4a")
NAME_SIZES = (116, 100, 88, 76, 66, 58, 50, 44, 38)
QR_SIDE = 430
WHITE_AROUND = 4
"""Modules of white around the code."""

WRAPPED = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class PlainButton(QAbstractButton):
    """Black on white, or white on black where it is the next step; the key stands on it."""

    def __init__(self, words: str, key: str, *, primary: bool = False) -> None:
        super().__init__()
        self.key, self._primary, self._scale = key, primary, 1.0
        self.setText(words)
        self.setAccessibleName(f"{words} {key}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def fit(self, scale: float) -> float:
        """Take the size of the board; return the width."""
        self._scale = scale
        wide = QFontMetricsF(font_of(18 * scale, bold=True)).horizontalAdvance
        width = wide(self.text()) + wide(self.key) + 62 * scale
        self.setFixedSize(round(width), max(44, round(54 * scale)))
        return width

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.modifiers() & COMMANDING:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, scale = QPainter(self), self._scale
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, ground = (WHITE, BLACK) if self._primary else (BLACK, WHITE)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(BLACK, 4 if self.hasFocus() else 2))
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, 6, 6)
        if self.hasFocus() and self._primary:  # its border is as black as itself
            painter.setPen(QPen(WHITE, 3))
            painter.drawRoundedRect(rect.adjusted(4, 4, -4, -4), 4, 4)
        painter.setPen(QPen(ink, 1.5))
        painter.setFont(font_of(18 * scale, bold=True))
        words = painter.fontMetrics().horizontalAdvance(self.text())
        left = 18 * scale
        painter.drawText(rect.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        cap = painter.fontMetrics().horizontalAdvance(self.key) + 14 * scale
        box = QRectF(left + words + 10 * scale, rect.center().y() - 14 * scale, cap, 28 * scale)
        painter.drawRoundedRect(box, 4, 4)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.key)


class SeatChip(QAbstractButton):
    """One member's phone: whose it is, whether it has seen the slate, and its key."""

    def __init__(self, seat: int, name: str) -> None:
        super().__init__()
        self._seat, self._name, self._scale = seat, name, 1.0
        self.state = texts.WAITING
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say(texts.WAITING)

    def say(self, state: str) -> None:
        """Show another state."""
        self.state = state
        phone = texts.PHONE.format(seat=self._seat)
        name = texts.CHIP_NAME.format(phone=phone, name=self._name, state=state, seat=self._seat)
        self.setAccessibleName(name)
        self.update()

    def fit(self, scale: float) -> None:
        """Take the size of the board."""
        self._scale = scale
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, scale = QPainter(self), self._scale
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(QPen(BLACK, 4 if self.state == texts.TURN else 1.5))
        painter.setBrush(WHITE)
        painter.drawRoundedRect(rect, 8, 8)
        seen = self.state in (texts.DONE, texts.SET)
        side = 24 * scale
        mark = QRectF(14 * scale, rect.center().y() - side / 2, side, side)
        _paint_mark(painter, mark, seen=seen, turn=self.state == texts.TURN)
        text = QRectF(mark.right() + 12 * scale, 0, rect.width(), rect.height() / 2)
        bold = font_of(17 * scale, bold=True)
        painter.setFont(bold)
        cap = QRectF(
            rect.right() - 38 * scale, rect.center().y() - 14 * scale, 26 * scale, 28 * scale
        )
        room = (
            cap.left()
            - text.left()
            - painter.fontMetrics().horizontalAdvance(texts.SET)
            - 14 * scale
        )
        text.setWidth(room)
        line = Qt.AlignmentFlag.AlignBottom
        painter.drawText(
            text.adjusted(0, 4 * scale, 0, 0), line, texts.PHONE.format(seat=self._seat)
        )
        painter.setFont(font_of(17 * scale))
        name = painter.fontMetrics().elidedText(
            self._name, Qt.TextElideMode.ElideRight, round(room)
        )
        painter.drawText(text.translated(0, text.height()), Qt.AlignmentFlag.AlignTop, name)
        painter.setFont(bold)
        words = QRectF(0, 0, cap.left() - 8 * scale, rect.height() + 3)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.state
        )
        painter.setPen(QPen(GREY, 1.5))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(BLACK)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, str(self._seat))


def _paint_mark(painter: QPainter, rect: QRectF, *, seen: bool, turn: bool) -> None:
    """Paint a tick in a disc, half a disc, or a circle: three shapes, all black."""
    painter.setPen(QPen(BLACK, 2))
    painter.setBrush(BLACK if seen else WHITE)
    painter.drawEllipse(rect)
    if turn:
        painter.setBrush(BLACK)
        painter.drawPie(rect, 90 * 16, 180 * 16)
    if seen:
        painter.setPen(QPen(WHITE, 2.4))
        middle, step = rect.center(), rect.width() / 10
        painter.drawPolyline(
            [
                QPointF(middle.x() - 2.2 * step, middle.y()),
                QPointF(middle.x() - 0.5 * step, middle.y() + 1.8 * step),
                QPointF(middle.x() + 2.5 * step, middle.y() - 1.7 * step),
            ]
        )
    painter.setPen(BLACK)
    painter.setBrush(WHITE)


def font_of(px: float, *, bold: bool = False) -> QFont:
    """Return the program's font in px of this screen: the slate has sizes of its own."""
    font = QFont(look().font(15, bold=bold))
    font.setPixelSize(max(13, round(px)))
    font.setBold(bold)
    return font


class SlateBoard(QWidget):
    """Covers its window. ``started`` and ``closed`` end it; ``skipping`` asks for a reason."""

    started = Signal()
    closed = Signal()
    skipping = Signal()

    def __init__(self, desk: SlateDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._over = desk, parent
        self._done: set[int] = set()
        self.chips = [SeatChip(at, person.name) for at, person in enumerate(desk.people[:9], 1)]
        self.start_button = PlainButton(texts.START, "Enter", primary=True)
        self.skip_button = PlainButton(texts.SKIP, "X")
        self.back_button = PlainButton(texts.BACK, "Esc")
        for at, chip in enumerate(self.chips, 1):
            chip.setParent(self)
            chip.clicked.connect(lambda _checked=False, seat=at: self.tick(seat))
        for button in (self.start_button, self.skip_button, self.back_button):
            button.setParent(self)
        self.start_button.clicked.connect(self.started)
        self.skip_button.clicked.connect(self.skipping)
        self.back_button.clicked.connect(self.closed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self._second = QTimer(self)
        self._second.setInterval(SECOND)
        self._second.timeout.connect(self.refresh)
        self.face: SlateFace = desk.face(0)
        self._told = (0, 0)  # as of the last second: painting asks no store
        self.hide()

    def show_over(self) -> None:
        """Cover the window, as it is now."""
        self.setGeometry(self._over.rect())
        self.refresh()
        self.show()
        self.raise_()
        self.setFocus()

    def refresh(self) -> None:
        """Show this second."""
        known = self._known()
        self.face = face = self._desk.face(self._turn())
        self._say_chips(known)
        self._told = self._count(known)
        name = texts.SLATE_NAME.format(township=face.township, site=face.site, clock=face.clock)
        self.setAccessibleName(f"{name} {self._note()}")
        self.update()

    def tick(self, seat: int) -> None:
        """Say that a phone has seen the slate, or that it has not."""
        if seat <= len(self.chips):
            self._done ^= {seat}
            self.refresh()

    def tally(self) -> tuple[int, int]:
        """Return how many phones have seen the slate, and of how many it was read from photos."""
        return self._count(self._known())

    def _count(self, known: set[PersonId | None]) -> tuple[int, int]:
        people = list(enumerate(self._desk.people[: len(self.chips)], 1))
        read = sum(person.id in known for _seat, person in people)
        return sum(person.id in known or seat in self._done for seat, person in people), read

    def _known(self) -> set[PersonId | None]:
        return {clock.owner for clock in self._desk.clocks() if clock.how in BY_SLATE}

    def _turn(self) -> int:
        """Return whose turn it is: the code says so, and the phone is known by it."""
        return next((at for at in range(1, len(self.chips) + 1) if at not in self._done), 0)

    def _say_chips(self, known: set[PersonId | None]) -> None:
        turn = self._turn()
        for at, (chip, person) in enumerate(zip(self.chips, self._desk.people, strict=False), 1):
            seen = texts.DONE if at in self._done else texts.TURN if at == turn else texts.WAITING
            chip.say(texts.SET if person.id in known else seen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & COMMANDING:
            super().keyPressEvent(event)
        elif event.key() in ENTER_KEYS:
            self.started.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_X:
            self.skipping.emit()
        elif Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.tick(event.key() - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._second.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._second.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale, edge = self._scale(), 56 * self._scale()
        foot = self.height() - 30 * scale
        left = edge
        for button in (self.start_button, self.skip_button):
            width = button.fit(scale)
            button.move(round(left), round(foot - button.height()))
            left += width + 14 * scale
        self.back_button.fit(scale)
        right = self.width() - edge - self.back_button.width()
        self.back_button.move(round(right), round(foot - self.back_button.height()))
        top, high, gap = foot - self.start_button.height() - 94 * scale, 72 * scale, 14 * scale
        wide = (self.width() - 2 * edge + gap) / max(len(self.chips), 1) - gap
        for at, chip in enumerate(self.chips):
            chip.fit(scale)
            chip.setGeometry(round(edge + at * (wide + gap)), round(top), round(wide), round(high))

    def _scale(self) -> float:
        return min(self.width() / DRAWN_AT[0], self.height() / DRAWN_AT[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), WHITE)
        painter.setPen(BLACK)
        scale = self._scale()
        edge, side = 56 * scale, QR_SIDE * scale
        box = QRectF(self.width() - edge - side, 46 * scale, side, side)
        box = self._paint_code(painter, box)
        self._paint_words(painter, QRectF(edge, 0, box.left() - 2 * edge, self.height()), scale)
        painter.setFont(font_of(24 * scale, bold=True))
        below = box.adjusted(-edge, 0, edge, 0)
        below.setTop(box.bottom() + 16 * scale)
        below.setHeight(34 * scale)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, texts.SHOOT)
        painter.setFont(font_of(18 * scale))
        painter.drawText(below.translated(0, 36 * scale), Qt.AlignmentFlag.AlignCenter, texts.WHY)
        right = self.back_button.x() - 24 * scale
        note = QRectF(
            self.skip_button.geometry().right() + 20,
            self.back_button.y(),
            0,
            self.back_button.height(),
        )
        note.setRight(right)
        painter.setFont(font_of(17 * scale, bold=bool(self._told[0])))
        painter.drawText(
            note, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._note()
        )

    def _note(self) -> str:
        """Say what to do before the first phone, and after it how far things are."""
        shot, read = self._told
        count = len(self.chips)
        return texts.TALLY.format(shot=shot, read=read, count=count) if shot else texts.BRIGHT

    def _paint_words(self, painter: QPainter, room: QRectF, scale: float) -> None:
        face, top = self.face, 40 * scale
        painter.setFont(font_of(42 * scale, bold=True))
        painter.drawText(QRectF(room.left(), top, room.width(), 60 * scale), 0, face.township)
        top += 64 * scale
        high = 226 * scale
        font, area = _fitting(face.site, room.width(), high, scale)
        painter.setFont(font)
        painter.drawText(QRectF(room.left(), top, room.width(), high), WRAPPED, face.site)
        top += min(area, high) + 10 * scale
        painter.setFont(font_of(25 * scale))
        about = texts.ROUND.format(kind=face.kind, round=face.round, team=face.team)
        line = f"{face.code}　{about}"
        painter.drawText(QRectF(room.left(), top, room.width() + 40 * scale, 40 * scale), 0, line)
        top += 46 * scale
        painter.setFont(font_of(112 * scale, bold=True))
        painter.drawText(QRectF(room.left(), top, room.width(), 140 * scale), 0, face.clock)
        top += 148 * scale
        painter.setFont(font_of(31 * scale))
        painter.drawText(QRectF(room.left(), top, room.width(), 50 * scale), 0, face.day)

    def _paint_code(self, painter: QPainter, box: QRectF) -> QRectF:
        """Paint the code in whole px a module, at the right of ``box``; return where it lies."""
        rows: Sequence[bytes] = self.face.modules
        module = max(1.0, float(int(box.width() / (len(rows) + WHITE_AROUND))))
        side = module * len(rows)
        code = QRectF(box.right() - side, box.top(), side, side)
        for y, row in enumerate(rows):
            for x, black in enumerate(row):
                if black:
                    left, top = code.left() + x * module, code.top() + y * module
                    painter.fillRect(QRectF(left, top, module, module), BLACK)
        return code


def _fitting(name: str, width: float, height: float, scale: float) -> tuple[QFont, float]:
    """Return the largest font that shows the whole name, and how high it stands."""
    font, area = font_of(NAME_SIZES[-1] * scale, bold=True), height
    for px in NAME_SIZES:
        font = font_of(px * scale, bold=True)
        rect = QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 10_000), WRAPPED, name)
        area = rect.height()
        if area <= height:
            break
    return font, area
