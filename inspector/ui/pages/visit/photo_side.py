"""The picture in front and the items that it may hang on: the right side of sorting."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.domain.marks import turned
from inspector.domain.rubric import Item
from inspector.domain.sorting import lacking, may_show
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.photo_desk import PhotoDesk
from inspector.ui.pages.visit.photo_groups import GroupLines
from inspector.ui.pages.visit.photo_lists import SideLine, SideList
from inspector.ui.pages.visit.photo_view import PhotoView, scaled_picture
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.sorter import Sorter
from inspector.ui.photo_marks import upright
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import column

LARGE = QSize(900, 700)
"""Px of the picture: enough to read a heading on a ledger."""

STAYS = 90
"""Milliseconds on a picture after which it is shown in full."""


class PhotoSide(QWidget):
    """Follows the sorter when :meth:`refresh` is called."""

    def __init__(
        self, session: VisitSession, desk: PhotoDesk, sorter: Sorter, lines: GroupLines
    ) -> None:
        super().__init__()
        self._session, self._desk, self._lines = session, desk, lines
        self.sorter = sorter
        self.items = SideList(texts.ITEMS, drops=True)
        self.view = PhotoView()
        self._items: list[Item] = []
        self._pixmap: tuple[Digest | None, QPixmap] = (None, QPixmap())
        self._sharpening = QTimer(self, singleShot=True, interval=STAYS)
        self._sharpening.timeout.connect(self._sharpen)
        self.time = Label("", 17, bold=True)
        self.told = Elided("", 14, "text2")
        self.to = Elided("", 15, "text2")
        right = column(self.view, gap=4)
        right.setStretch(0, 3)
        for label in (self.time, self.told, self.to):
            right.addWidget(label)
        right.addWidget(self.items, 4)
        self.setLayout(right)
        self.items.entered_row.connect(lambda index: sorter.hang(self._items[index.row()]))
        self.items.dropped.connect(lambda place: sorter.hang(self._items[place]))

    def refresh(self) -> None:
        """Show what the sorter holds."""
        self._show_picture()
        self._show_items()

    def _show_picture(self) -> None:
        digest = self.sorter.current
        self.view.setVisible(digest is not None)
        if digest is None:
            self._pixmap = (None, QPixmap())
            self.view.show_picture(QPixmap(), ())
            for label in (self.time, self.told):
                label.setText("")
            return
        if self._pixmap[0] != digest:
            self._pixmap = (digest, QPixmap())
            self.view.show_whole()
            self._sharpening.start()
        roll = self.sorter.roll
        self._show_marked(digest)
        photo = self.sorter.photo(digest).evidence
        clock = roll.clock(photo.camera)
        chosen = texts.CHOSEN.format(count=len(self.sorter.chosen)) if self.sorter.chosen else ""
        self.time.setText(f"{texts.time_words(roll.at(photo))}　{chosen}".strip())
        about = [photo.source_name, f"{photo.width}×{photo.height}"]
        if clock is not None and clock.offset and photo.taken_at:
            about.insert(0, texts.corrected_words(photo.taken_at, clock.offset))
        self.told.setText("　".join(about))

    def _sharpen(self) -> None:
        """Show the picture in front in full: 40 ms, so only where somebody stays."""
        digest = self.sorter.current
        if digest is None:
            return
        with suppress(InspectorError):  # its small picture stays
            self._pixmap = (digest, scaled_picture(self._desk.picture(digest), LARGE))
        self._show_marked(digest)

    def _show_marked(self, digest: Digest) -> None:
        pixmap = self._pixmap[1]
        if pixmap.isNull():
            self.view.show_picture(self._lines.pixmap(digest), ())  # it is marked already
            return
        marks = self.sorter.roll.marked(digest)
        self.view.show_picture(upright(pixmap, marks.turn), turned(marks.shapes, marks.turn))

    def _show_items(self) -> None:
        sorter, rubric = self.sorter, self._session.rubric
        group = sorter.group
        item = sorter.suggested(group) if group is not None else None
        stars = rubric.stars
        at = sorter.star or next(
            (place for place, star in enumerate(stars, 1) if item in star.items), 1
        )
        star = stars[at - 1]
        said = texts.TYPED_STAR if sorter.star else texts.STAR_HEAD
        self.to.setText(said.format(star=at, title=star.name))
        self._items = list(star.items)
        counted = self._session.counted
        lines = []
        for place, one in enumerate(star.items, 1):
            have = len(self._session.entry(one.code).photos)
            right = f"{have}/{one.photos_min}" if may_show(one) else texts.NO_PHOTO
            lines.append(
                SideLine(
                    words=one.short, key=f"{place}", right=right, on=one is item,
                    loud=bool(lacking(one, counted)) and may_show(one),
                )
            )  # fmt: skip
        self.items.lines.show_lines(lines)
