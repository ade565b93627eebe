"""Buttons: one primary a page, the key that does the same printed on it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from inspector.ui.icons import paint_icon
from inspector.ui.look import look, u
from inspector.ui.widgets.command_list import COMMANDING, ENTER_KEYS
from inspector.ui.widgets.keycap import cap_width, paint_cap

NARROWEST = 33
"""Px at 100 %: what a finger still finds."""


class Kind(Enum):
    """How loud a button is: fill, ink, border."""

    PRIMARY = ("accent_fill", "inv", "accent_fill")
    PLAIN = ("surface", "text", "control")
    QUIET = ("", "accent", "")


class Button(QAbstractButton):
    """A painted button: icon, words, key cap. ``height`` in px at 100 %."""

    def __init__(
        self,
        text: str,
        on: Callable[[], object] | None = None,
        *,
        key: str = "",
        icon: str = "",
        kind: Kind = Kind.PLAIN,
        height: float = 40,
    ) -> None:
        super().__init__()
        self.key, self.symbol, self.kind, self._height = key, icon, kind, height
        self._hovered = False
        self.setText(text)
        self.setAccessibleName(f"{text} {key}".strip())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if on is not None:
            self.clicked.connect(lambda _checked=False: on())
        look().changed.connect(self.updateGeometry)

    def say(self, text: str, key: str | None = None) -> None:
        """Change the words and, if given, the key cap."""
        self.key = self.key if key is None else key
        self.setText(text)
        self.setAccessibleName(f"{text} {self.key}".strip())
        self.updateGeometry()
        self.update()

    def allow(self, why_not: str = "") -> None:
        """Let it be pressed, or not for a reason, which a page says beside it in the same words."""
        self.setEnabled(not why_not)
        self.setAccessibleDescription(why_not)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(look().font(15, bold=self._bold()))
        width = metrics.horizontalAdvance(self.text()) + u(28 if self.kind is not Kind.QUIET else 8)
        if self.symbol:
            width += u(28) if self.text() else u(20)
        if self.key:
            width += cap_width(self.key) + u(10)
        return QSize(max(round(width), u(NARROWEST)), u(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.modifiers() & COMMANDING:
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._hover(inside=True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(inside=False)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, ink, border = self._tokens()
        self._paint_ground(painter, fill, border, ink)
        hint = self.sizeHint().width() - u(28 if self.kind is not Kind.QUIET else 8)
        left = (self.width() - hint) / 2
        if self.symbol:
            paint_icon(
                painter, QRectF(left, (self.height() - u(20)) / 2, u(20), u(20)), *self._icon(ink)
            )
            left += u(28)
        font = look().font(15, bold=self._bold())
        painter.setFont(font)
        painter.setPen(look().colour(ink))
        width = QFontMetricsF(font).horizontalAdvance(self.text())
        rect = QRectF(left, 0, width + 2, self.height())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.key:
            paint_cap(
                painter, left + width + u(10), self.height() / 2, self.key,
                ink=ink, fill=fill or "surface",
            )  # fmt: skip

    def _paint_ground(self, painter: QPainter, fill: str, border: str, ink: str) -> None:
        wearing = look()
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if border:
            line = Qt.PenStyle.SolidLine if self.isEnabled() else Qt.PenStyle.DashLine
            painter.setPen(QPen(wearing.colour(border), wearing.theme.stroke, line))
        painter.setBrush(wearing.colour(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, u(6), u(6))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(wearing.colour("accent" if ink != "inv" else "inv"), look().ring))
            inset = u(3) if ink == "inv" else u(1)
            painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), u(5), u(5))

    def _tokens(self) -> tuple[str, str, str]:
        fill, ink, border = self.kind.value
        if not self.isEnabled():
            return ("" if self.kind is Kind.QUIET else "sunken", "text3", border and "line2")
        if (self._hovered or self.isDown()) and self.kind is not Kind.PRIMARY:
            fill = "hover"
        return fill, ink, border

    def _icon(self, ink: str) -> tuple[str, str]:
        return self.symbol, ink

    def _bold(self) -> bool:
        return self.kind is Kind.PRIMARY

    def _hover(self, *, inside: bool) -> None:
        self._hovered = inside
        self.update()
