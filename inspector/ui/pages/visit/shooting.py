"""Slate and photos of a visit: their parts, and how these speak with the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtGui import QPixmap

from inspector.domain.ids import Digest
from inspector.domain.marks import Shape
from inspector.ui import camera
from inspector.ui.job import Jobs
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.camera_part import CameraPart
from inspector.ui.pages.visit.close_part import ClosePart
from inspector.ui.pages.visit.mark_part import MarkPart
from inspector.ui.pages.visit.part import Part
from inspector.ui.pages.visit.photo_import import PhotoImport
from inspector.ui.pages.visit.photo_part import PhotoPart
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.slate_part import SlatePart
from inspector.ui.pages.visit.zone import Zone

LATER = 300
"""Milliseconds after photos came to sight before a camera is looked for: the page comes first."""


class Shooting(QObject):
    """``shows`` asks for a part in front, ``left`` for the rows; the rest is a part's."""

    shows = Signal(Part)
    left = Signal()
    said = Signal(str)
    failed = Signal(object)
    tab_changed = Signal()

    def __init__(self, session: VisitSession, jobs: Jobs, settings: QSettings, zone: Zone) -> None:
        super().__init__(zone)
        desk = session.desk
        self._session, self._zone = session, zone
        self.slate = SlatePart(desk.slates)
        self.importing = PhotoImport(desk.roll, jobs, settings, zone)
        self.photos = PhotoPart(session, desk.roll, self.importing, lambda: zone.spot.step is None)
        self.marks = MarkPart()
        self.close = ClosePart(self.photos.sorter, self.photos.near)
        self.camera = CameraPart(desk.roll.quality)
        self._from_photos = False
        self._looking = QTimer(self, singleShot=True, interval=LATER)
        self._looking.timeout.connect(self._look_for_camera)
        self.parts: tuple[Part, ...] = (
            self.slate, self.photos, self.marks, self.close, self.camera
        )  # fmt: skip
        for part in self.parts:
            part.said.connect(self.said)
            part.failed.connect(self.failed)
            part.tab_changed.connect(self.tab_changed)
        self.slate.left.connect(self.left)
        self.photos.left.connect(self.left)
        self.photos.marking.connect(self._mark)
        self.marks.left.connect(self.show_photos)
        self.marks.marked.connect(self._marked)
        self.photos.looking.connect(lambda: self.shows.emit(self.close))
        self.close.marking.connect(self.photos.ask_marks)
        self.close.left.connect(self.show_photos)
        self.importing.done.connect(lambda _told: QTimer.singleShot(0, zone.tray.refresh))
        zone.tray.sorting.connect(self.show_photos)
        self.camera.taken.connect(self.importing.keep)
        self.camera.left.connect(self._leave_camera)
        for place in (zone.tray, self.photos):
            place.shooting.connect(self.show_camera)
            place.opened.connect(self._looking.start)

    @property
    def fresh(self) -> bool:
        """Whether nothing was counted, and no phone has seen the slate."""
        session = self._session
        return not session.counted and session.sealing is None and not session.desk.slates.clocks()

    def show_slate(self) -> None:
        """F3: the slate, at any time."""
        self.shows.emit(self.slate)

    def show_photos(self) -> None:
        """F4: everything that came from cards and phones."""
        self.shows.emit(self.photos)

    def show_camera(self) -> None:
        """F2: what the laptop's own camera sees; Esc leads back to where it was asked for."""
        if self._session.stopped():
            return
        if not camera.has_camera():
            self.said.emit(texts.NO_CAMERA)
            return
        self._from_photos = self.photos.isVisible()
        self.camera.open_lens(camera.open_camera)
        self.shows.emit(self.camera)

    def _leave_camera(self) -> None:
        (self.show_photos if self._from_photos else self.left.emit)()

    def _look_for_camera(self) -> None:
        there = self._session.sealing is None and camera.has_camera()
        for place in (self._zone.tray, self.photos):
            place.camera_button.setVisible(there)

    def look(self) -> None:
        """Ctrl+O: take in what is plugged in, and show it."""
        if not self._session.stopped():
            self.show_photos()
            self.importing.look()

    def take(self, part: Part | None, files: Sequence[Path]) -> bool:
        """Take in files that were dropped while ``part`` was in front, if it sorts them."""
        if part is not self.photos or self._session.stopped():
            return False
        self.photos.take(files)
        return True

    def undo(self, part: Part | None) -> bool:
        """Take back what was done in ``part``; False if it is not one of ours."""
        if part is self.marks:
            return self.marks.undo()
        return part in (self.photos, self.close) and self.photos.undo()

    def _mark(self, photo: str, pixmap: QPixmap) -> None:
        marks = self.photos.sorter.roll.marked(Digest(photo))
        self.marks.show_photo(marks.photo, pixmap, marks.shapes, marks.turn)
        self.shows.emit(self.marks)

    def _marked(self, photo: str, shapes: Sequence[Shape], turn: int) -> None:
        self.photos.sorter.mark(Digest(photo), shapes, turn)
        self._zone.tray.refresh()
