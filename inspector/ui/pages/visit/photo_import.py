"""Importing: looks at cards, phones and the folder 收图, and takes in what is of the day."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QSettings, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.domain.roll import Still
from inspector.ui.job import Jobs
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit import texts as visit_texts
from inspector.ui.pages.visit.desk import PhotosRefused
from inspector.ui.pages.visit.photo_desk import Found, Imported, PhotoDesk

INBOX_KEY = "photos/inbox"
INBOX = "收图"


def inbox_of(settings: QSettings) -> Path:
    """Return the folder 收图: the one that people chose, or the one among their pictures."""
    chosen = settings.value(INBOX_KEY, defaultValue="", type=str)
    if chosen:
        return Path(str(chosen))
    pictures = QStandardPaths.StandardLocation.PicturesLocation
    return Path(QStandardPaths.writableLocation(pictures)) / INBOX


class PhotoImport(QObject):
    """``done`` carries a sentence on what came, ``told`` that nothing did, ``failed`` an error.

    ``waiting`` says that files lie in 收图 that nobody looked at, ``emptied`` that none do.
    """

    done = Signal(object)
    told = Signal(str)
    failed = Signal(object)
    waiting = Signal()
    emptied = Signal()

    def __init__(self, desk: PhotoDesk, jobs: Jobs, settings: QSettings, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._jobs, self._settings, self._owner = desk, jobs, settings, owner
        self.inbox = inbox_of(settings)
        self._known = self._names()
        self.left: tuple[Path, ...] = ()
        """Files of another time, which may still be taken."""
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._changed)
        self.watch()

    def watch(self) -> None:
        """Watch the folder, if it is there."""
        if self.inbox.is_dir() and str(self.inbox) not in self._watcher.directories():
            self._watcher.addPath(str(self.inbox))

    def _changed(self) -> None:
        """Say that pictures lie there, or that the folder is gone."""
        trouble = self._trouble()
        if trouble is not None:
            self.told.emit(trouble.sentence())
        elif self._names() - self._known:
            self.waiting.emit()
        else:
            self.emptied.emit()

    def _names(self) -> frozenset[Path]:
        """Return what lies in 收图."""
        return frozenset(self.inbox.iterdir()) if self.inbox.is_dir() else frozenset()

    def _trouble(self, *, make: bool = False) -> InspectorError | None:
        """Return why 收图 cannot be read; ``make`` makes it, if it is ours to make."""
        ours = not self._settings.value(INBOX_KEY, defaultValue="", type=str)
        try:
            self._desk.ready_inbox(self.inbox, make=make and ours)
        except InspectorError as error:
            return error
        self.watch()
        return None

    def open_inbox(self) -> None:
        """Show 收图 in the file manager; it is made if it is not there yet."""
        trouble = self._trouble(make=True)
        try:
            if trouble is not None:
                raise trouble
            self._desk.check_inbox(self.inbox)
        except InspectorError as error:
            self.failed.emit(error)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.inbox))):
            self.told.emit(texts.NO_FILE_MANAGER.format(folder=self.inbox))

    def change_inbox(self) -> None:
        """Ask for another folder, and remember it if pictures can be put there."""
        chosen = QFileDialog.getExistingDirectory(
            self._owner, texts.CHANGE_INBOX, str(self.inbox.parent)
        )
        if not chosen:
            return
        folder = Path(chosen)
        try:
            self._desk.check_inbox(folder)
        except InspectorError as error:
            self.failed.emit(error)
            return
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._settings.setValue(INBOX_KEY, chosen)
        self.inbox = folder
        self.watch()
        self.told.emit(texts.INBOX_NOW.format(folder=chosen))

    def look(self) -> None:
        """Look at everything that is plugged in, and take in what is of the day."""
        desk, inbox, trouble = self._desk, self.inbox, self._trouble(make=True)
        known = self._names()

        def work(ticket: Ticket) -> tuple[Found, Imported | None]:
            found = desk.find(inbox, ticket)
            if not found.files:
                return found, None
            return found, desk.collect(found.files, anyway=False, ticket=ticket)

        def came(result: tuple[Found, Imported | None]) -> None:
            self._known = known
            if not self._names() - known:
                self.emptied.emit()
            self._came(result, trouble)

        self._jobs.start(texts.JOB, work, came, unit=texts.UNIT)

    def choose(self) -> None:
        """Ask for photo files, wherever they are."""
        names, _filter = QFileDialog.getOpenFileNames(
            self._owner, texts.FILES, "", visit_texts.PHOTO_FILTER
        )
        self.take(list(map(Path, names)))

    def take(self, files: Sequence[Path | Still], *, anyway: bool = False) -> None:
        """Take in files, and all photo files of folders; ``anyway`` whatever their time."""
        if files:
            self._jobs.start(
                texts.JOB,
                lambda ticket: (Found(), self._desk.collect(files, anyway=anyway, ticket=ticket)),
                self._came,
                unit=texts.UNIT,
            )

    def keep(self, jpeg: bytes) -> None:
        """Take in what the laptop's own camera took at this moment."""
        self.take([self._desk.still(jpeg)])

    def take_left(self) -> None:
        """Take in what was left because of its time."""
        left, self.left = self.left, ()
        self.take(left, anyway=True)

    def export(self) -> None:
        """Ask for a folder, and write the photos of all items there with a caption below."""
        chosen = QFileDialog.getExistingDirectory(self._owner, texts.EXPORT)
        if chosen:
            folder = Path(chosen)
            self._jobs.start(
                texts.EXPORT_JOB,
                lambda ticket: self._desk.export(folder, ticket),
                lambda count: self.told.emit(
                    texts.EXPORTED.format(count=count, folder=folder.name)
                ),
                unit=texts.UNIT,
            )

    def _came(
        self, result: tuple[Found, Imported | None], trouble: InspectorError | None = None
    ) -> None:
        found, imported = result
        also = [] if trouble is None else [trouble.sentence()]
        if imported is None:
            self.told.emit("；".join([texts.NO_CARD, *also]))
        else:
            self.left = imported.outside
            self.done.emit("；".join([sentence_of(found, imported), *also]))
            if imported.refused:
                first = imported.refused[0]
                self.failed.emit(PhotosRefused(count=len(imported.refused), first=first))


def sentence_of(found: Found, imported: Imported) -> str:
    """Say in one line what came, what did not, and why."""
    parts = [texts.IMPORTED.format(count=0, new=imported.new)]
    if found.names:
        parts[0] = f"{'、'.join(found.names)}：{parts[0]}"
    if imported.slates:
        parts.append(texts.SLATES.format(count=imported.slates))
    for place, count in imported.doubles:
        said = texts.DOUBLES_AT if place else texts.DOUBLES_HERE
        parts.append(said.format(place=place, count=count))
    if imported.outside:
        parts.append(texts.OUTSIDE.format(count=len(imported.outside)))
    if found.older:
        parts.append(texts.OLDER.format(count=found.older))
    for model, count in imported.unclear:
        parts.append(texts.UNCLEAR.format(model=model, count=count))
    if imported.strange:
        parts.append(texts.STRANGE.format(places="、".join(imported.strange)))
    return "；".join(parts)
