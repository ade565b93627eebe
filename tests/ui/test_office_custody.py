"""交接台账 in the window: every team in one row, receipts by one key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from exchanged import receive, seal_all
from office_window import OfficeWindow, office_window
from played_county import PIN, Clock, County, in_field, write_lists
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from inspector.actions import creating, sending
from inspector.domain.errors import InspectorError
from inspector.platform.keys import Cost
from inspector.store.engine import StoreBusy
from inspector.ui.pages.custody.page import CustodyPage


def page_of(window: OfficeWindow) -> CustodyPage:
    page = window.go("custody")
    assert isinstance(page, CustodyPage)
    return page


@pytest.fixture
def window(county: County, qtbot: QtBot) -> Iterator[OfficeWindow]:
    with office_window(county.office, qtbot) as window:
        yield window


def test_before_the_first_round_it_leads_to_the_plan(tmp_path: Path, qtbot: QtBot) -> None:
    files = write_lists(tmp_path / "lists")
    creating.create_office(tmp_path / "office", PIN, files, clock=Clock(), cost=Cost(n=2**10))
    with office_window(tmp_path / "office", qtbot) as window:
        page = page_of(window)
        assert page.board is None
        assert [keys for keys, _does in page.hints()] == ["Enter", "Tab"]
        assert not page.act.isEnabled()
        page.write()
        window.press(Qt.Key.Key_Space)
        assert window.shell.page() is window.plan()


def test_teams_of_which_nothing_came(window: OfficeWindow) -> None:
    page = page_of(window)
    lines = page.teams.lines
    assert [lines.line(at).cells[:3] for at in range(lines.rowCount())] == [
        (f"T0{number}", "0/2", "") for number in range(1, 5)
    ]
    assert not page.act.isEnabled(), "there is no laptop to write a receipt for"
    assert page.told.text() == "还没有收到过包，没有回执可写。"
    assert page.act.accessibleDescription() == page.told.text()


def test_what_came_what_did_not_and_the_receipts(
    county: County, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_field(county.laptop) as desk:
        seal_all(desk, tmp_path)
        sending.export(desk, county.root / "back").path.unlink()
        sent = sending.export(desk, county.root / "back")
    receive(county, sent.path)
    with office_window(county.office, qtbot) as window:
        page = page_of(window)
        cells = page.teams.lines.line(0).cells
        assert (cells[1], cells[2], cells[4]) == ("2/2", "1 台", "1")
        assert cells[3].startswith("2 号")
        assert cells[6].startswith("第 1 号")
        assert "T01 缺 1 号：不影响导入" in page.told.text()
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")
        page.write()
        window.idle()
        assert not (tmp_path / "stick").exists()
        monkeypatch.setattr(
            QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "stick")
        )
        told: list[str] = []
        page.toast.connect(told.append)
        page.teams.list.setFocus()
        window.press(Qt.Key.Key_F10)
        window.idle()
        assert [one.name for one in (tmp_path / "stick").iterdir()] == ["回执_T01_0002.wxp"]
        assert told == [f"写好 1 张回执，已读回核对：{tmp_path / 'stick'}"]
        assert page.teams.lines.line(0).cells[6].startswith("第 2 号")


def test_a_store_that_does_not_answer_is_explained(
    window: OfficeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(window)
    failed: list[InspectorError] = []
    page.failed.connect(failed.append)

    def busy() -> None:
        raise StoreBusy

    monkeypatch.setattr(page._desk, "custody", busy)
    page.reload()
    assert isinstance(failed[0], StoreBusy)
