"""The photos of one finding, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.ui.look import look, u
from inspector.ui.pages.survey import texts
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index

TILE = 84
"""Px at 100 %."""

DIGEST_ROLE = int(Qt.ItemDataRole.UserRole)
PIXMAP_ROLE = DIGEST_ROLE + 1


class Tiles(QAbstractListModel):
    """The photos, in the order in which they were hung."""

    def __init__(self, picture: Callable[[Digest], bytes], parent: QObject) -> None:
        super().__init__(parent)
        self._picture = picture
        self._photos: tuple[Digest, ...] = ()
        self._pixmaps: dict[Digest, QPixmap] = {}

    def show_photos(self, photos: Sequence[Digest]) -> None:
        """Show other photos."""
        self.beginResetModel()
        self._photos = tuple(photos)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._photos)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        photo = self._photos[index.row()]
        if role == PIXMAP_ROLE:
            return self._pixmap(photo)
        if role == DIGEST_ROLE:
            return photo
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return f"照片 {index.row() + 1}"
        return None

    def _pixmap(self, photo: Digest) -> QPixmap:
        if photo not in self._pixmaps:
            pixmap = QPixmap()
            try:
                pixmap.loadFromData(self._picture(photo))
            except InspectorError:
                pixmap = QPixmap()  # an empty tile; the doctor tells
            self._pixmaps[photo] = pixmap
        return self._pixmaps[photo]


class TilePainter(QStyledItemDelegate):
    """Paints one photo, cut to a square."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(u(TILE), u(TILE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        frame = QRectF(option.rect).adjusted(u(3), u(3), -u(3), -u(3))
        pixmap: QPixmap = index.data(PIXMAP_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(frame, look().colour("sunken"))
        if not pixmap.isNull():
            side = min(pixmap.width(), pixmap.height())
            left, top = (pixmap.width() - side) / 2, (pixmap.height() - side) / 2
            painter.drawPixmap(frame, pixmap, QRectF(left, top, side, side))
        view = option.widget
        if isinstance(view, CommandList) and view.currentIndex() == index and view.hasFocus():
            painter.setPen(QPen(look().colour("accent"), u(3)))
            painter.drawRect(frame.adjusted(1, 1, -1, -1))
        painter.restore()


class PhotoRow(CommandList):
    """One row that scrolls sideways; ``dropped`` carries the photo that Delete takes off."""

    dropped = Signal(str)

    def __init__(self, picture: Callable[[Digest], bytes]) -> None:
        super().__init__(texts.PHOTO_LIST)
        self.tiles = Tiles(picture, self)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setModel(self.tiles)
        self.setItemDelegate(TilePainter(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._fit()
        look().changed.connect(self._fit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Delete and index.isValid():
            self.dropped.emit(index.data(DIGEST_ROLE))
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        self.setFixedHeight(u(TILE + 6))
        self.scheduleDelayedItemsLayout()
