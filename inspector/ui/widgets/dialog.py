"""What hangs in front of the window: a ground in the theme's colour, gone once it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from inspector.ui.look import look, u


class Dialog(QDialog):
    """A card named ``title``, at least ``width`` px (at 100 %) wide; its ground follows the look.

    The ground is the palette's, not painted: a scrolling area inside fills itself with it.
    """

    def __init__(self, title: str, parent: QWidget | None, *, width: float = 0) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(u(width))
        self._dress()
        look().changed.connect(self._dress)

    def _dress(self) -> None:
        palette = self.palette()
        palette.setColor(self.backgroundRole(), look().colour("surface"))
        self.setPalette(palette)
