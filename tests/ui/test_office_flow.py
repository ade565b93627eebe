"""The office's loop in the window, by keyboard: plan, hand out, take in, cover, rank, freeze."""

from __future__ import annotations

from pathlib import Path

from office_window import OfficeWindow, hand_in_all, office_window, spoilt
from played_county import COST, PIN, Clock, write_lists
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inspector.actions import creating
from inspector.domain.coverage import CoverageState
from inspector.ui.pages.coverage.page import CoveragePage
from inspector.ui.pages.intake.parcels import Stage

CTRL = Qt.KeyboardModifier.ControlModifier


def received(page: CoveragePage) -> tuple[int, int] | None:
    return None if page.board is None else (page.board.received, page.board.planned)


def plan_and_hand_out(window: OfficeWindow, stick: Path) -> dict[str, str]:
    plan = window.plan()
    assert "2026-11 轮还没有排" in plan.empty_words()
    window.press(Qt.Key.Key_F5)
    assert plan.list.lines.rowCount() == 4
    plan.ask_folder = lambda: str(stick)
    window.press(Qt.Key.Key_F10)
    assert window.answer() == "下发 4 个包"
    window.idle()
    handed = [plan.handed.lines.line(row).cells for row in range(4)]
    assert [cells[0] for cells in handed] == ["T01", "T02", "T03", "T04"]
    return {cells[0]: cells[3] for cells in handed}


def take_in(window: OfficeWindow, files: list[Path], bad: Path) -> None:
    intake = window.intake()
    intake.ask_files = lambda: [str(file) for file in [*files, bad]]
    window.press(Qt.Key.Key_I, CTRL)
    assert intake.stage() is Stage.FOUND
    assert "什么都没有写入" in intake.told.text()
    window.press(Qt.Key.Key_Return)
    window.idle()
    assert intake.stage() is Stage.READ
    refused = [one for one in intake.parcels() if one.refusal is not None]
    assert [one.file.name for one in refused] == [bad.name]
    assert "签名" in refused[0].under()
    window.press(Qt.Key.Key_Return)
    window.idle()
    assert intake.told.text() == "收下 4 个包，拒收 1 个。"
    window.press(Qt.Key.Key_Return)


def freeze(window: OfficeWindow) -> None:
    ranking = window.ranking()
    assert "暂定" in ranking.status.words()
    assert ranking.act.isEnabled()
    window.press(Qt.Key.Key_F10)
    assert window.answer() == "冻结 2026-11 排名"
    window.idle()
    assert "已冻结 第1版" in ranking.status.words()
    assert not ranking.act.isEnabled()
    assert ranking.verdict is not None
    assert "不用再冻结" in ranking.verdict.sentence()


def test_a_round_from_plan_to_frozen_ranking(tmp_path: Path, qtbot: QtBot) -> None:
    office = tmp_path / "office"
    creating.create_office(office, PIN, write_lists(tmp_path / "lists"), clock=Clock(), cost=COST)
    with office_window(office, qtbot) as window:
        home = window.coverage()
        assert received(home) is None
        window.press(Qt.Key.Key_Space)
        assert window.shell.page() is window.plan(), "the empty home leads to the plan"

        codes = plan_and_hand_out(window, tmp_path / "stick")
        files = hand_in_all(tmp_path / "played", tmp_path / "stick", codes)
        window.coverage()
        assert received(home) == (0, 8)
        window.press(Qt.Key.Key_I, CTRL)
        take_in(window, files, spoilt(files[0]))

        assert window.shell.page() is home
        assert received(home) == (8, 8)
        assert home.filters.counts[CoverageState.RECEIVED] == 8
        freeze(window)
