"""The visit page of an untouched village, in front and ready for keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from inspector.ui.job import Jobs
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.page import VisitPage


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
