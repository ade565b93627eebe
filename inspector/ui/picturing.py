"""A PNG of every page of a played county, for a machine without a screen and for documents.

``python -m inspector.ui.picturing COUNTY OUT``; COUNTY is a folder that ``inspector demo`` wrote.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from inspector.actions import scoring, showing
from inspector.actions.desk import Desk, sit_down
from inspector.actions.inventing import invent
from inspector.actions.playing import PIN
from inspector.domain.errors import InspectorError
from inspector.domain.ids import SiteCode
from inspector.domain.visit import VisitState
from inspector.platform import clock
from inspector.platform.safe_qt import check_installed_qt
from inspector.ui.doors import GAP_TEAM_FOLDER, OFFICE_FOLDER, Doors
from inspector.ui.look import Look
from inspector.ui.office import office_entries
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.shell import Shell
from inspector.ui.workspaces import FieldWorkspace, open_workspace

SIZE = (1366, 768)
"""Logical px: the smallest laptop that the counties have."""

TICK = 40
"""Milliseconds between two looks whether a page stands still."""

STILL = 4
"""Ticks without work after which it does; a tray or toast has moved in by then."""

WELCOME, OFFICE, FIELD, SITES, VISIT = "欢迎", "县办", "外业", "站点", "考评"
TODAY = "今日"
HALF, REVIEW, SHEET, SEALED, HANDING = "打到一半", "核对", "打分表", "已定稿", "收工"

PART, CARE, SEED = 12, 0.7, 5
"""Of an open visit the first items are scored, in a copy of the laptop: how many, how well."""


class Tour(QObject):
    """Goes from stop to stop and pictures each once no job is running.

    ``stops`` shows something and yields its name; ``pictures`` lists what was saved. An error
    ends the tour and is kept as ``error``.
    """

    def __init__(self, shell: Shell, stops: Iterator[str], out: Path) -> None:
        super().__init__(shell)
        self._loop = QEventLoop(self)
        self._shell, self._stops, self._out = shell, stops, out
        self._name, self._still = "", 0
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
        """
        self._timer.start()
        self._loop.exec()
        self._timer.stop()
        if self.error is not None:
            raise self.error
        return self.pictures

    def _look(self) -> None:
        self._still = 0 if self._shell.jobs.running is not None else self._still + 1
        if self._still < STILL:
            return
        self._still = 0
        try:
            if self._name:
                self._save()
            self._name = next(self._stops)
        except StopIteration:
            self._loop.quit()
        except Exception as error:  # noqa: BLE001 - a slot must not raise; `run` raises it again
            self.error = error
            self._loop.quit()

    def _save(self) -> None:
        path = self._out / f"{len(self.pictures) + 1:02d}_{self._name}.png"
        if not self._shell.grab().save(str(path)):
            raise OSError(f"not written: {path}")
        self.pictures.append(path)


def picture_pages(app: QApplication, county: Path, out: Path) -> list[Path]:
    """Save a PNG of every page into ``out`` and return the paths, in order.

    Raises:
        InspectorError: A folder of the county cannot be opened.
        OSError: A picture cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    kept = out / "window.ini"  # not the person's own settings
    settings = QSettings(str(kept), QSettings.Format.IniFormat)
    Look().wear(app)
    shell = Shell()
    shell.resize(*SIZE)
    shell.show()
    try:
        return Tour(shell, _stops(shell, county, settings), out).run()
    finally:
        shell.close()
        settings.clear()
        settings.sync()
        kept.unlink(missing_ok=True)


def main(argv: Sequence[str]) -> int:
    """Picture the pages of a county; return 0, or 1 after an error that the user can solve."""
    county, out = map(Path, argv)
    try:
        check_installed_qt()
        picture_pages(QApplication([]), county, out)
    except InspectorError as error:
        sys.stderr.write(f"{error}\n{error.advice()}\n")
        return 1
    return 0


def _stops(shell: Shell, county: Path, settings: QSettings) -> Iterator[str]:
    doors = Doors(shell, settings, county, clock.now)
    doors.show_welcome()
    yield WELCOME
    with _sitting(county / OFFICE_FOLDER) as desk:
        open_workspace(shell, desk, settings)
        for entry in office_entries(shell, desk):
            shell.go(entry.key)
            yield f"{OFFICE}_{entry.word}"
        doors.show_welcome()
    for folder in sorted(county.glob(f"{FIELD}_*"), key=_prefers_open)[:1]:
        with TemporaryDirectory() as scratch, _sitting(_copied(folder, Path(scratch))) as desk:
            yield from _field_stops(shell, desk, settings)
            doors.show_welcome()


def _field_stops(shell: Shell, desk: Desk, settings: QSettings) -> Iterator[str]:
    """Show the day, the sites, an open visit half scored, a sealed one, and the handing in."""
    rows = showing.site_rows(desk)
    still_open = [row.site.code for row in rows if row.state is not VisitState.SEALED][:1]
    sealed = [row.site.code for row in rows if row.state is VisitState.SEALED][:1]
    for code in still_open:
        _score_part(desk, code)
    field = FieldWorkspace(shell, desk, settings)
    field.open()
    yield f"{FIELD}_{TODAY}"
    shell.go("sites")
    yield f"{FIELD}_{SITES}"
    for code, name in (
        *((code, HALF) for code in still_open),
        *((code, SEALED) for code in sealed),
    ):
        field.open_visit(code)
        page = shell.page()
        if not isinstance(page, VisitPage):
            continue
        page.show_scoring()
        yield f"{FIELD}_{VISIT}_{name}"
        page.show_review()
        yield f"{FIELD}_{VISIT}_{name}_{REVIEW}"
        page.paperwork.draw()
        yield f"{FIELD}_{VISIT}_{name}_{SHEET}"
    shell.go("handing")
    yield f"{FIELD}_{HANDING}"


def _score_part(desk: Desk, code: SiteCode) -> None:
    visit = scoring.open_visit(desk, code)
    invented = invent(visit.rubric, Random(SEED), care=CARE)  # noqa: S311 - marks are invented, not secret
    for item in list(invented)[:PART]:
        scoring.put_item(desk, visit, item, invented[item])


def _copied(folder: Path, scratch: Path) -> Path:
    """Return a copy of a laptop's folder: a tour leaves what it visits as it was."""
    return copytree(folder, scratch / folder.name, ignore=ignore_patterns("lock"))


def _prefers_open(folder: Path) -> tuple[bool, str]:
    """Sort the team first of which the demo left a site open."""
    return folder.name != GAP_TEAM_FOLDER, folder.name


@contextmanager
def _sitting(folder: Path) -> Iterator[Desk]:
    desk = sit_down(folder, PIN, clock=clock.now)
    try:
        yield desk
    finally:
        desk.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
