"""The visit page of an untouched village, in front and ready for keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from memory_photos import MemoryPhotos
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from inspector.ui.job import Jobs
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.photo_import import INBOX_KEY


@pytest.fixture
def page(
    qtbot: QtBot, desk: VisitDesk, jobs: Jobs, settings: QSettings, seconds: object
) -> Iterator[VisitPage]:
    page = VisitPage(desk, jobs, settings, seconds)  # type: ignore[arg-type]  # a slow typist's clock
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.opened()
    yield page
    assert jobs.wait()


@pytest.fixture
def roll(desk: VisitDesk) -> MemoryPhotos:
    assert isinstance(desk.roll, MemoryPhotos)
    return desk.roll


@pytest.fixture
def photo_page(
    qtbot: QtBot, desk: VisitDesk, jobs: Jobs, settings: QSettings, tmp_path: Path
) -> Iterator[VisitPage]:
    """Return the page as it is in a low window, with a folder 收图 of its own."""
    settings.setValue(INBOX_KEY, str(tmp_path / "收图"))
    page = VisitPage(desk, jobs, settings)
    qtbot.addWidget(page)
    page.resize(1366, 697)
    page.show()
    yield page
    assert jobs.wait()
