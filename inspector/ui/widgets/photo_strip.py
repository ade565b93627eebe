"""A strip of small pictures, side by side; one that cannot be shown is an empty box."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.look import look, u

PHOTO = QSize(96, 72)
"""Px at 100 %."""
PHOTOS_SHOWN = 4


class PhotoStrip(QWidget):
    """``images`` are the pictures, null where there is none to show."""

    def __init__(self, images: Sequence[QPixmap]) -> None:
        super().__init__()
        self.images = tuple(images)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(u((PHOTO.width() + 8) * len(self.images))), round(u(PHOTO.height())))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for at, image in enumerate(self.images):
            box = QRectF(u((PHOTO.width() + 8) * at), 0, u(PHOTO.width()), u(PHOTO.height()))
            if image.isNull():
                painter.setPen(look().colour("line2"))
                painter.drawRect(box.adjusted(0, 0, -1, -1))
                continue
            size = image.size().scaled(box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(box.x(), box.y(), size.width(), size.height())
            painter.drawPixmap(target, image, QRectF(image.rect()))
