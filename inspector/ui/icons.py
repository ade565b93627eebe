"""Icons: Phosphor SVGs painted in the colour of a token."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache

from inspector.platform.resources import resource
from inspector.ui.look import look

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


def _renderer(name: str, colour: str) -> QSvgRenderer:
    from PySide6.QtCore import QByteArray  # noqa: PLC0415 - only the first icon needs QtSvg
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - only the first icon needs QtSvg

    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


def icon(name: str, px: float, token: str, ratio: float = 1.0) -> QPixmap:
    """Return the icon ``name`` in ``px`` (at 100 %), coloured by a token, for a pixel ratio.

    Raises:
        FileNotFoundError: The program carries no such icon.
        KeyError: No theme has such a token.
    """
    wearing = look()
    colour = wearing.colour(token).name()
    side = wearing.u(px)
    key = f"icon/{name}/{side}/{colour}/{ratio}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = QPixmap(round(side * ratio), round(side * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        _renderer(name, colour).render(painter)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        QPixmapCache.insert(key, pixmap)
    return pixmap


def paint_icon(painter: QPainter, rect: QRectF, name: str, token: str) -> None:
    """Paint an icon centred in ``rect``, as large as the rectangle's height."""
    ratio = painter.device().devicePixelRatio()
    pixmap = icon(name, rect.height() / look().scale, token, ratio)
    side = pixmap.width() / ratio
    at = rect.center()
    painter.drawPixmap(round(at.x() - side / 2), round(at.y() - side / 2), pixmap)
