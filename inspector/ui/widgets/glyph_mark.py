"""A painted state shape as a widget of its own, beside its words."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from inspector.ui.glyphs import Glyph, paint_glyph
from inspector.ui.look import look, u


class GlyphMark(QWidget):
    """Shows one shape of ``px`` (at 100 %); the words beside it say the state."""

    def __init__(self, glyph: Glyph, px: float = 18) -> None:
        super().__init__()
        self._glyph, self._px = glyph, px
        self._fit()
        look().changed.connect(self._fit)

    def show_glyph(self, glyph: Glyph) -> None:
        """Show another shape."""
        self._glyph = glyph
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint_glyph(QPainter(self), QRectF(self.rect()), self._glyph)

    def _fit(self) -> None:
        self.setFixedSize(u(self._px), u(self._px))
