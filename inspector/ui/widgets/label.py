"""Texts that follow the look: labels, and labels that may run out of room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from inspector.ui.look import look


class Label(QLabel):
    """A text of ``px`` (at 100 %) in the colour of a token; wraps if asked."""

    def __init__(
        self,
        text: str = "",
        px: float = 15,
        token: str = "text",  # noqa: S107 - the name of a colour
        *,
        bold: bool = False,
        wrap: bool = False,
    ) -> None:
        super().__init__(text)
        self._px, self._token, self._bold = px, token, bold
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self.dress()
        look().changed.connect(self.dress)

    def dress(self) -> None:
        """Take font and colour from the look."""
        wearing = look()
        self.setFont(wearing.font(self._px, bold=self._bold))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, wearing.colour(self._token))
        self.setPalette(palette)

    def tone(self, token: str) -> None:
        """Change the colour token."""
        self._token = token
        self.dress()


class Elided(Label):
    """One line that ends in … where it runs out of room, and then says it all in a tooltip."""

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().height() * 3), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.setFont(self.font())
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)


def name_widget(widget: QWidget, name: str) -> None:
    """Give a widget the name that screen readers say."""
    widget.setAccessibleName(name)
