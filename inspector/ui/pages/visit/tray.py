"""The photo drawer: pictures of this item first, then all others of the visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen, QPixmap, QShowEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, ItemCode
from inspector.domain.marks import Marks
from inspector.domain.rubric import Item
from inspector.domain.visit import Evidence, ItemEntry
from inspector.ui.glyphs import Glyph, paint_glyph
from inspector.ui.look import look, u
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.photo_texts import SORT, TAKE_PHOTO
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.photo_marks import paint_tile, small_pixmap
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.command_list import NOWHERE, CommandList, Index
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row

TILE = (128, 108)
"""Px at 100 %: two beside each other, and the scroll bar."""

PHOTO_ROLE = int(Qt.ItemDataRole.UserRole)
ON_ROLE = PHOTO_ROLE + 1
PIXMAP_ROLE = PHOTO_ROLE + 2
MARKED_ROLE = PHOTO_ROLE + 3


class Photos(QAbstractListModel):
    """All photos of the visit, those of the item in front first."""

    def __init__(self, session: VisitSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._photos: list[Evidence] = []
        self._on: tuple[Digest, ...] = ()
        self._marks: Mapping[Digest, Marks] = {}
        self._pixmaps: dict[Digest, tuple[Marks, QPixmap]] = {}

    def show_item(self, entry: ItemEntry) -> None:
        """Bring the photos of an item to the front."""
        photos = self._session.desk.photos()
        self._marks = self._session.desk.roll.marks()
        self.beginResetModel()
        self._on = entry.photos
        self._photos = sorted(photos, key=lambda photo: photo.digest not in entry.photos)
        self.endResetModel()

    def photo(self, row: int) -> Evidence:
        """Return the photo of a row."""
        return self._photos[row]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._photos)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        photo = self._photos[index.row()]
        on = photo.digest in self._on
        if role == PIXMAP_ROLE:
            return self._pixmap(photo.digest)
        told = f"{photo.source_name} {texts.ATTACHED if on else ''}".strip()
        return {
            PHOTO_ROLE: photo,
            ON_ROLE: on,
            MARKED_ROLE: photo.digest in self._marks,
            int(Qt.ItemDataRole.DisplayRole): photo.source_name,
            int(Qt.ItemDataRole.AccessibleTextRole): told,
        }.get(int(role))

    def _pixmap(self, digest: Digest) -> QPixmap:
        marks = self._marks.get(digest, Marks(photo=digest))
        if digest not in self._pixmaps or self._pixmaps[digest][0] != marks:
            try:
                picture = self._session.desk.thumbnail(digest)
            except InspectorError:
                picture = b""  # shown as an empty tile; the picture itself tells on opening
            self._pixmaps[digest] = (marks, small_pixmap(picture, marks))
        return self._pixmaps[digest][1]


class TilePainter(QStyledItemDelegate):
    """Paints one photo with its tick and its name."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index
        return QSize(u(TILE[0]), u(TILE[1]))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        wearing = look()
        rect = QRectF(option.rect).adjusted(u(3), u(3), -u(3), -u(3))
        frame = rect.adjusted(0, 0, 0, -u(22))
        pixmap: QPixmap = index.data(PIXMAP_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(frame, wearing.colour("sunken"))
        if not pixmap.isNull():
            paint_tile(painter, frame, pixmap, whole=index.data(MARKED_ROLE))
        if index.data(ON_ROLE):
            paint_glyph(
                painter, QRectF(frame.left() + u(4), frame.top() + u(4), u(20), u(20)), Glyph.CLEAR
            )
        view = option.widget
        if isinstance(view, CommandList) and view.currentIndex() == index:
            painter.setPen(QPen(wearing.colour("accent"), u(3)))
            painter.drawRect(frame.adjusted(1, 1, -1, -1))
        painter.setPen(wearing.colour("text2"))
        painter.setFont(wearing.font(13))
        words = QRectF(rect.left(), frame.bottom(), rect.width(), u(22))
        name = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideMiddle, round(rect.width())
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()


class Tray(Panel):
    """The drawer; it puts photos on the item and takes them off, through the session.

    ``wanted`` asks for more photos of this item, ``sorting`` for the page that sorts them all,
    ``shooting`` for the camera; ``opened`` when it came to sight.
    """

    wanted = Signal()
    sorting = Signal()
    shooting = Signal()
    opened = Signal()

    def __init__(self, session: VisitSession) -> None:
        super().__init__("surface")
        self._session = session
        self._spot: Spot | None = None
        self.photos = Photos(session, self)
        self.view = CommandList(texts.PHOTOS_OF_ITEM)
        self.view.setViewMode(QListView.ViewMode.IconMode)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setModel(self.photos)
        self.view.setItemDelegate(TilePainter(self.view))
        self.view.entered_row.connect(lambda _index: self.toggle())
        self._title, self._count = (
            Label(texts.PHOTOS_OF_ITEM, 17, bold=True),
            Label("", 15, bold=True),
        )
        self._need = Label("", 14, "warn", bold=True)
        self._hints = Label("", 14, "text2", wrap=True)
        self._empty = Label(texts.PHOTO_NONE, 15, "text2", wrap=True)
        box = column(gap=6)
        box.addLayout(row(self._title, self._need, None, self._count, gap=10))
        for part in (self._hints, self._empty):
            box.addWidget(part)
        box.addWidget(self.view, 1_000)
        box.addStretch(1)
        self.add_button = Button(texts.PHOTO_ADD, self.wanted.emit, icon="folder-open")
        self.sort_button = Button(SORT, self.sorting.emit, key="F4", icon="images")
        self.camera_button = Button(TAKE_PHOTO, self.shooting.emit, key="F2", icon="camera")
        self.camera_button.hide()  # until one is found
        box.addWidget(self.camera_button)
        box.addLayout(row(self.add_button, self.sort_button, gap=6))
        box.setContentsMargins(u(14), u(12), u(14), u(12))
        self.setLayout(box)
        self.setFixedWidth(u(306))
        self._hung = {code: entry.photos for code, entry in session.counted.items()}
        session.changed.connect(self._follow)
        session.sealed.connect(self.refresh)
        look().changed.connect(self._fit)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit()

    def show_item(self, spot: Spot) -> None:
        """Show another item's photos."""
        if self._spot is None or spot.item != self._spot.item:
            self._spot = spot
            self.refresh()
        self._spot = spot

    def _follow(self, item: str) -> None:
        """Show the photos anew if some were hung or taken down; most keys change none."""
        code = ItemCode(item)
        photos = self._session.entry(code).photos
        if photos != self._hung.get(code, ()):
            self._hung[code] = photos
            self.refresh()

    def refresh(self) -> None:
        """Show the photos anew, the chosen one still chosen."""
        if self._spot is None:
            return
        item, entry = (
            self._session.rubric.item(self._spot.item),
            self._session.entry(self._spot.item),
        )
        chosen = self._chosen()
        self.photos.show_item(entry)
        places = range(self.photos.rowCount())
        keep = [place for place in places if chosen and self.photos.photo(place) == chosen]
        self.view.choose(keep[0] if keep else 0)
        short = item.photos_min - len(entry.photos)
        self._count.setText(f"{len(entry.photos)}/{item.photos_min}")
        self._need.setText(texts.PHOTOS_NEED.format(count=short) if short > 0 else "")
        frozen = self._session.sealing is not None
        self.add_button.setVisible(not frozen)
        self._empty.setText(texts.PHOTO_NONE_KEPT if frozen else texts.PHOTO_NONE)
        self._hints.setText(_hints(item))
        self._hints.setVisible(bool(self._hints.text()))
        self._empty.setVisible(self.photos.rowCount() == 0)
        self.view.setVisible(self.photos.rowCount() > 0)

    def step(self, by: int) -> None:
        """Choose the photo ``by`` places further."""
        row = self.view.currentIndex().row() + by
        self.view.choose(min(max(row, 0), self.photos.rowCount() - 1))

    def toggle(self) -> str:
        """Put the chosen photo on the item, or take it off; return what to tell."""
        chosen = self._chosen()
        if self._session.stopped():
            return texts.FROZEN
        if chosen is None or self._spot is None:
            return texts.PHOTO_NONE_CHOSEN
        entry = self._session.entry(self._spot.item)
        if chosen.digest in entry.photos:
            rest = tuple(digest for digest in entry.photos if digest != chosen.digest)
            self._session.put(self._spot, replace(entry, photos=rest))
            return texts.PHOTO_OFF.format(item=self._spot.item)
        photos = (*entry.photos, chosen.digest)
        self._session.put(self._spot, replace(entry, photos=photos))
        return texts.PHOTO_ON.format(item=self._spot.item)

    def _fit(self) -> None:
        self.setFixedWidth(u(306))

    def _chosen(self) -> Evidence | None:
        index = self.view.currentIndex()
        return self.photos.photo(index.row()) if index.isValid() else None


def _hints(item: Item) -> str:
    closed = [str(point.code) for point in item.checkpoints if point.no_photo]
    lines = []
    if item.photo_hints:
        lines.append(texts.PHOTO_HINTS.format(hints="、".join(item.photo_hints)))
    if closed:
        lines.append(texts.PHOTO_NO_PHOTO.format(codes="、".join(closed)))
    return "\n".join(lines)
