"""Ranking in the window: provisional, frozen, corrected; printed; by township and by village."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from office_window import OfficeWindow, hand_in, office_window
from played_county import County, at_office
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from inspector.actions import receiving
from inspector.ui.pages.intake.page import IntakePage
from inspector.ui.pages.ranking.lines import TOWNSHIP_COLUMNS
from inspector.ui.pages.ranking.page import SITES, TOWNSHIPS, RankingPage
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.label import Label


@pytest.fixture(scope="module")
def handed_in(stage: County, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All packages of the county, made once."""
    root = tmp_path_factory.mktemp("all")
    copy = County(root=root, handed=stage.handed)
    (root / "stick").symlink_to(stage.stick)
    return hand_in(copy)


@pytest.fixture
def full(county: County, handed_in: list[Path], qtbot: QtBot) -> Iterator[OfficeWindow]:
    with at_office(county.office) as desk:
        receiving.take_in(desk, handed_in)
    with office_window(county.office, qtbot) as window:
        yield window


@pytest.fixture
def part(county: County, handed_in: list[Path], qtbot: QtBot) -> Iterator[OfficeWindow]:
    with at_office(county.office) as desk:
        receiving.take_in(desk, handed_in[:2])
    with office_window(county.office, qtbot) as window:
        yield window


def digest_of(page: RankingPage) -> str:
    return page.board.digest if page.board is not None else ""


def words(page: RankingPage) -> str:
    return " ".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def test_nothing_to_rank_leads_to_the_coverage(county: County, qtbot: QtBot) -> None:
    with office_window(county.office, qtbot) as window:
        page = window.ranking()
        assert "还没有收到成绩" in words(page)
        assert [keys for keys, _does in page.hints()] == ["Enter", "Tab"]
        window.press(Qt.Key.Key_Space)
        assert window.shell.page() is window.coverage()


def test_while_villages_are_missing_it_is_frozen_only_with_a_reason(part: OfficeWindow) -> None:
    page = part.ranking()
    assert "4 村未交；要冻结须写明原因。" in page.status.words()
    assert "4 村未交；要冻结须写明原因。" in words(page)
    assert "4/8" in words(page)
    part.press(Qt.Key.Key_F10)
    dialog = page.findChildren(Confirm)[0]
    assert not dialog.act.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter does nothing while the reason is empty"
    dialog.findChildren(Field)[0].setText("暴雨封路")
    part.answer()
    part.idle()
    assert page.board is not None
    assert page.board.edition == 1
    assert page.board.reason == "冻结时 4 村未交；原因：暴雨封路"
    assert "暴雨封路" in words(page)


def test_esc_leaves_the_reason_and_then_the_question(part: OfficeWindow) -> None:
    page = part.ranking()
    page.freeze()
    dialog = page.findChildren(Confirm)[0]
    dialog.activateWindow()
    part.qtbot.waitUntil(dialog.findChildren(Field)[0].hasFocus)
    QTest.keyClick(dialog.findChildren(Field)[0], Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible(), "the focus stands on the way back"
    assert page.board is not None
    assert page.board.edition == 0


def test_ties_share_a_place_and_groups_are_ranked_apart(full: OfficeWindow) -> None:
    page = full.ranking()
    lines = [page.townships.lines.line(row) for row in range(page.townships.lines.rowCount())]
    heads = [line.cells[0] for line in lines if line.head]
    assert heads == ["乡镇组 · 3 个", "街道组 · 1 个"]
    assert lines[1].cells[0] == "1"
    assert lines[-1].cells[0] == "1"
    assert len(lines[1].cells) == len(TOWNSHIP_COLUMNS)
    assert all("样本少" in line.cells[-1] for line in lines if not line.head)


def test_enter_goes_to_the_villages_of_a_township(full: OfficeWindow) -> None:
    page = full.ranking()
    name = page.townships.lines.line(page.townships.list.currentIndex().row()).cells[1]
    QTest.keyClick(page.townships.list, Qt.Key.Key_Return)
    assert page.views.at == SITES
    assert page.sites.lines.line(page.sites.list.currentIndex().row()).cells[1] == name
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.views.at == TOWNSHIPS


def test_freezing_asks_first_and_saying_no_changes_nothing(full: OfficeWindow) -> None:
    page = full.ranking()
    page.freeze()
    dialog = page.findChildren(QDialog)[0]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.board is not None
    assert page.board.edition == 0


def decide(window: OfficeWindow, intake: IntakePage) -> None:
    """Admit the package that waits, by name."""
    intake.turn_apart()
    intake.apart.by.setText("王审定")
    intake.apart.why.setText("核对过指纹")
    intake.apart.admit.click()
    window.idle()


def test_a_frozen_ranking_stays_and_a_correction_is_another_edition(
    county: County, handed_in: list[Path], qtbot: QtBot
) -> None:
    with at_office(county.office) as desk:
        receiving.take_in(desk, handed_in)
    with office_window(county.office, qtbot) as window:
        page = window.ranking()
        page.freeze()
        window.answer()
        window.idle()
        first = digest_of(page)
        assert first
        assert "不用再冻结" in words(page)
        again = county.hand_in(county.open_laptop("t01c", "T01"), seed=7, sites=1)
        intake = window.intake()
        intake.add_files([again])
        intake.go_on()
        window.idle()
        intake.go_on()
        window.idle()
        decide(window, intake)
        assert window.ranking() is page
        assert digest_of(page) == first
        assert "成绩有变化" in page.status.words()
        assert "1 处冲突没裁定" in words(page)


def test_paper_follows_the_state(
    full: OfficeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = full.ranking()
    assert "打印暂定稿" in page._print.text()
    out = tmp_path / "排名.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    full.press(Qt.Key.Key_F7)
    full.idle()
    assert out.read_bytes().startswith(b"%PDF")
    page.freeze_now()
    full.idle()
    assert page._print.text() == "打印排名表"
    assert "已冻结第 1 版" in full.shell.toast.sentence()


def test_a_screen_reader_hears_place_score_and_count(full: OfficeWindow) -> None:
    page = full.ranking()
    model = page.townships.lines
    role = int(Qt.ItemDataRole.AccessibleTextRole)
    told = str(model.data(model.index(1, 0), role))
    assert told.startswith("乡镇组第 1 名 ")
    assert "已查 2 村，应查 2 村" in told
    assert "暂定" in page.status.accessibleName()
