"""Photos come in: chosen or dropped files go into the vault and hang on the item in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from inspector.ui.job import Jobs
from inspector.ui.pages.visit import texts
from inspector.ui.pages.visit.desk import PhotosRefused, Taken
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.zone import Zone


class PhotoIntake(QObject):
    """``said`` tells what was taken, ``failed`` carries what was not."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(self, session: VisitSession, jobs: Jobs, zone: Zone) -> None:
        super().__init__(zone)
        self._session, self._jobs, self._zone = session, jobs, zone

    def choose(self) -> None:
        """Ask for photo files."""
        if self._session.stopped():
            return
        names, _filter = QFileDialog.getOpenFileNames(
            self._zone, texts.PHOTO_ADD, "", texts.PHOTO_FILTER
        )
        self.take_in([Path(name) for name in names])

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take files in, in a job; the item is the one in front when they came."""
        if not paths:
            return
        if self._session.stopped():
            return
        spot, desk = self._zone.spot, self._session.desk
        self._jobs.start(
            texts.PHOTO_JOB,
            lambda ticket: desk.take_in(spot.item, paths, ticket),
            lambda taken: self._hang(spot, taken),
            unit=texts.PHOTO_UNIT,
        )

    def _hang(self, spot: Spot, taken: Taken) -> None:
        entry = self._session.entry(spot.item)
        new = [photo.digest for photo in taken.photos if photo.digest not in entry.photos]
        self._session.put(spot, replace(entry, photos=(*entry.photos, *new)))
        self._zone.tray.refresh()
        told = texts.PHOTO_TAKEN.format(count=len(taken.photos), item=spot.item)
        self.said.emit(told)
        if taken.refused:
            self.failed.emit(PhotosRefused(count=len(taken.refused), first=taken.refused[0]))
