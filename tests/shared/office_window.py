"""The office's window on a small played county, and what people do in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from played_county import COST, PIN, START, Clock, County, count_site, in_field, sites_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from inspector.actions import opening, sealing, sending
from inspector.actions.desk import sit_down
from inspector.ui.look import look
from inspector.ui.navigation import Workspace
from inspector.ui.office import office_entries
from inspector.ui.page import Page
from inspector.ui.pages.coverage.page import CoveragePage
from inspector.ui.pages.intake.page import IntakePage
from inspector.ui.pages.plan.page import PlanPage
from inspector.ui.pages.ranking.page import RankingPage
from inspector.ui.pages.rulings.page import RulingsPage
from inspector.ui.shell import Shell


@dataclass(frozen=True)
class OfficeWindow:
    """A shell with the office's pages."""

    shell: Shell
    qtbot: QtBot

    def go(self, key: str) -> Page:
        page = self.shell.go(key)
        QApplication.sendPostedEvents()
        return page

    def coverage(self) -> CoveragePage:
        page = self.go("coverage")
        assert isinstance(page, CoveragePage)
        return page

    def plan(self) -> PlanPage:
        page = self.go("plan")
        assert isinstance(page, PlanPage)
        return page

    def intake(self) -> IntakePage:
        page = self.go("intake")
        assert isinstance(page, IntakePage)
        return page

    def ranking(self) -> RankingPage:
        page = self.go("ranking")
        assert isinstance(page, RankingPage)
        return page

    def rulings(self) -> RulingsPage:
        page = self.go("rulings")
        assert isinstance(page, RulingsPage)
        return page

    def idle(self) -> None:
        """Wait until no job is at work, and what it found is shown."""
        jobs = self.shell.jobs
        self.qtbot.waitUntil(lambda: jobs.running is None and jobs.wait(0), timeout=60_000)
        self.qtbot.wait(1)  # what the thread sent last is shown now

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the focus is."""
        self.shell.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifier)

    def answer(self) -> str:
        """Say yes to the question that is open, by Enter; return what its button says."""
        dialogs = [one for one in self.shell.findChildren(QDialog) if one.isVisible()]
        assert len(dialogs) == 1
        words = dialogs[0].windowTitle()
        QTest.keyClick(dialogs[0], Qt.Key.Key_Return)
        return words


@contextmanager
def office_window(
    office: Path, qtbot: QtBot, size: tuple[int, int] = (1366, 768)
) -> Iterator[OfficeWindow]:
    """Open the office's window."""
    desk = sit_down(office, PIN, clock=Clock(START + timedelta(days=5)))
    shell = Shell()
    qtbot.addWidget(shell)
    shell.resize(*size)
    shell.show()
    qtbot.waitExposed(shell)
    entries = office_entries(shell, desk)
    shell.open_workspace(Workspace.OFFICE, entries, "禾县", entries[0].key)
    try:
        yield OfficeWindow(shell=shell, qtbot=qtbot)
    finally:
        shell.jobs.wait()
        for dialog in shell.findChildren(QDialog):
            dialog.close()  # or the keys of the next test go to it
        desk.close()
        look().switch("light")
        look().rescale(1.0)


def hand_in_all(root: Path, stick: Path, codes: dict[str, str]) -> list[Path]:
    """Play all teams: open what the stick holds, score every site, export."""
    files = []
    for number, (team, code) in enumerate(sorted(codes.items())):
        laptop = root / f"laptop{number}"
        package = next(stick.glob(f"*_{team}.wxp"))
        handed = opening.HandedOut(package=package, code=code)
        opening.open_dispatch(laptop, handed, PIN, clock=Clock(), cost=COST)
        with in_field(laptop) as desk:
            for site in sites_of(desk):
                sealing.seal(desk, count_site(desk, site, number + 1))
            files.append(sending.export(desk, root / "back").path)
    return files


def hand_in(county: County) -> list[Path]:
    """Play all teams of a county whose dispatches lie on its stick."""
    codes = {team: one.code for team, one in county.handed.items()}
    return hand_in_all(county.root / "played", county.stick, codes)


def spoilt(file: Path) -> Path:
    """Return a copy of a package with one bit turned."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    copy = file.with_name("回传_坏的.wxp")
    copy.write_bytes(content)
    return copy


def focus_in(widget: QWidget) -> bool:
    """Return True if the focus is in a widget or in something inside it."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))
