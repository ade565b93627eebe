"""A PNG of every page of a played county, for a machine without a screen and for documents.

``python -m inspector.ui.picturing [COUNTY] OUT [--all]``; COUNTY is a folder that ``inspector
demo`` wrote, without it a small one is played. Without ``--all`` there are the views of every
commit; with it, each theme in each size. ``--manual OUT`` makes the pictures of the manual.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QObject, QSettings, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from inspector.actions import practising
from inspector.actions.desk import sit_down
from inspector.actions.playing import PIN, Script, play
from inspector.domain.errors import InspectorError
from inspector.media.palette import reduce_colours
from inspector.platform.safe_qt import check_installed_qt
from inspector.ui.crash import Notice
from inspector.ui.doors import Doors
from inspector.ui.look import Look, look
from inspector.ui.manual_day import Watch, draw_phone_photos, manual_stops
from inspector.ui.shell import Shell
from inspector.ui.theme import THEMES
from inspector.ui.touring import dialogs, whole_tour

TICK = 20
"""Milliseconds between two looks whether a page stands still."""

STILL = 3
"""Ticks without work after which it does; a tray or toast has moved in by then."""

SHARP = 25
"""Ticks after which photos are sharp too; the manual shows some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How the window stands: logical px, a theme, and the size of everything."""

    width: int
    height: int
    theme: str = "light"
    scale: float = 1.0

    @property
    def name(self) -> str:
        """The name of its folder of pictures."""
        return f"{self.width}x{self.height}_{self.theme}_{round(self.scale * 100)}"


SIZES = ((1366, 768), (1366, 697), (1093, 546), (1536, 864))
"""The county's laptops: whole screen, inside title bar and taskbar, at 125 %, full HD at 125 %."""

USUAL = (
    View(width=1366, height=697),
    View(width=1093, height=546, theme="outdoor", scale=1.15),
)
"""What is pictured at every commit: a desk, and a field."""

ALL = tuple(
    View(width=width, height=height, theme=theme, scale=scale)
    for scale in (1.0, 1.15, 1.3)
    for width, height in SIZES
    for theme in THEMES
)


class Tour(QObject):
    """Goes from stop to stop and pictures each, in every view, once no job is running.

    ``stops`` shows something and yields its name; ``pictures`` lists what was saved. An error
    ends the tour and is kept as ``error``.
    """

    def __init__(
        self,
        shell: Shell,
        stops: Iterator[str],
        out: Path,
        views: Sequence[View],
        *,
        still: int = STILL,
    ) -> None:
        super().__init__(shell)
        self._wanted = still
        self._loop = QEventLoop(self)
        self._shell, self._stops, self._out = shell, stops, out
        self._views, self._left = tuple(views), list[View]()
        self._name, self._still, self._at = "", 0, 0
        self.pictures: list[Path] = []
        self.error: Exception | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._look)

    def run(self) -> list[Path]:
        """Make the whole tour and return the pictures, in order.

        Raises:
            InspectorError: A folder of the county cannot be opened.
            OSError: A picture cannot be written.
            AssertionError: A page reported a bug.
        """
        self._timer.start()
        self._loop.exec()
        self._timer.stop()
        if self.error is not None:
            raise self.error
        return self.pictures

    def _look(self) -> None:
        self._still = 0 if self._shell.jobs.running is not None else self._still + 1
        if self._still < self._wanted:
            return
        self._still = 0
        try:
            self._stop_at_bug()
            if self._name:
                self._save(self._left.pop(0))
            if not self._left:
                self._name = next(self._stops)
                self._at += 1
                self._left = list(self._views)
            self._stand(self._left[0])
        except StopIteration:
            self._loop.quit()
        except Exception as error:  # noqa: BLE001 - a slot must not raise; `run` raises it again
            self.error = error
            self._loop.quit()

    def _stop_at_bug(self) -> None:
        """Raise what a page reports as a bug: it would lie over every picture that follows."""
        for one in dialogs(self._shell):
            if isinstance(one, Notice) and one.report.bug:
                raise AssertionError(f"{self._name}\n{one.report.details}")

    def _stand(self, view: View) -> None:
        """Let the window stand as a view wants it."""
        wear(view)
        self._shell.resize(view.width, view.height)

    def _save(self, view: View) -> None:
        folder = self._out / view.name if len(self._views) > 1 else self._out
        folder.mkdir(exist_ok=True)
        path = folder / f"{self._at:02d}_{self._name}.png"
        if not _whole(self._shell).save(str(path)):
            raise OSError(f"not written: {path}")
        self.pictures.append(path)


def wear(view: View) -> None:
    """Put on theme and size of a view, if they are others than now."""
    wearing = look()
    if wearing.theme.name != view.theme:
        wearing.switch(view.theme)
    if wearing.scale != view.scale:
        wearing.rescale(view.scale)


def picture_pages(
    app: QApplication, county: Path, out: Path, views: Sequence[View] = USUAL[:1]
) -> list[Path]:
    """Save a PNG of every page into ``out`` and return the paths, in order.

    Several views have a folder each. One size after the other: pages keep margins of the size
    at which they were built.

    Raises:
        InspectorError: A folder of the county cannot be opened.
        OSError: A picture cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    found = []
    for scale in dict.fromkeys(view.scale for view in views):
        alike = [view for view in views if view.scale == scale]
        where = out / alike[0].name if len(alike) == 1 < len(views) else out
        where.mkdir(exist_ok=True)
        found += _pictured(app, county, where, alike)
    return found


def _pictured(app: QApplication, county: Path, out: Path, views: Sequence[View]) -> list[Path]:
    kept = out / "window.ini"  # not the person's own settings
    settings = QSettings(str(kept), QSettings.Format.IniFormat)
    Look(views[0].theme, views[0].scale).wear(app)
    shell = Shell()
    shell.resize(views[0].width, views[0].height)
    shell.show()
    try:
        return Tour(shell, whole_tour(shell, county, settings), out, views).run()
    finally:
        shell.close()
        settings.clear()
        settings.sync()
        kept.unlink(missing_ok=True)


def _whole(shell: Shell) -> QPixmap:
    """Return the window with the questions in front of it, where they stand."""
    picture = shell.grab()
    painter = QPainter(picture)
    for dialog in dialogs(shell):
        spot = shell.rect().center() - dialog.rect().center()
        painter.drawPixmap(spot, dialog.grab())
    painter.end()
    return picture


def picture_manual(
    app: QApplication, laptop: Path, photos: Sequence[Path], out: Path, *, still: int = SHARP
) -> list[Path]:
    """Save the pictures of the manual into ``out``, in colours few enough to be small.

    ``laptop`` is a field folder with two rural villages that nobody began; it is worked on.

    Raises:
        InspectorError: The folder cannot be opened.
        OSError: A picture cannot be written.
    """
    view = View(width=1366, height=768)
    Look(view.theme, view.scale).wear(app)
    shell = Shell()
    shell.resize(view.width, view.height)
    shell.show()
    out.mkdir(parents=True, exist_ok=True)
    watch = Watch()
    settings = QSettings(str(laptop / "window.ini"), QSettings.Format.IniFormat)
    doors = Doors(shell, settings, laptop, watch)
    try:
        with closing(sit_down(laptop, PIN, clock=watch)) as desk:
            stops = manual_stops(shell, doors, desk, settings, photos)
            pictures = Tour(shell, stops, out, [view], still=still).run()
            doors.show_welcome()
    finally:
        shell.close()
    for picture in pictures:
        reduce_colours(picture)
    return pictures


def main(argv: Sequence[str]) -> int:
    """Picture the pages of a county; return 0, or 1 after an error that the user can solve."""
    views = ALL if "--all" in argv else USUAL
    *given, out = (Path(argument) for argument in argv if not argument.startswith("--"))
    try:
        check_installed_qt()
        with TemporaryDirectory() as scratch:
            if "--manual" in argv:
                _picture_practice(Path(scratch), out)
                return 0
            for county in given or [_played(Path(scratch))]:
                picture_pages(QApplication([]), county, out, views)
    except InspectorError as error:
        sys.stderr.write(f"{error}\n{error.advice()}\n")
        return 1
    return 0


def _picture_practice(scratch: Path, out: Path) -> None:
    practice = practising.begin(scratch, clock=Watch())
    try:
        picture_manual(QApplication([]), practice.folder, draw_phone_photos(scratch), out)
    finally:
        practice.end()


def _played(scratch: Path) -> Path:
    """Play a small county that leaves a conflict, a gap and an objection behind."""
    county = scratch / "样例县"
    play(county, Script(sites=44, photos=1, untidy=True, sheets=False))
    return county


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
