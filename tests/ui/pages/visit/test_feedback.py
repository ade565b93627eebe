"""The feedback is part of its page from the first moment."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.job import Jobs
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.page import VisitPage


def test_a_visit_that_opens_takes_the_keys_from_no_window(
    desk: VisitDesk, jobs: Jobs, settings: QSettings, qapp: QApplication, qtbot: QtBot
) -> None:
    front = QWidget()
    qtbot.addWidget(front)
    front.show()
    front.activateWindow()
    qtbot.waitUntil(lambda: qapp.activeWindow() is front)
    page = VisitPage(desk, jobs, settings)
    qtbot.addWidget(page)
    qapp.processEvents()
    assert qapp.activeWindow() is front
