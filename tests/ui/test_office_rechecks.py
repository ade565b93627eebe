"""复核 in the window: draw by seed, hand out, both marks side by side, the list on paper."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from office_window import OfficeWindow, office_window
from played_county import COST, PIN, ROUND, Clock, County, at_office, write_lists
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from rechecked import AGAIN, look_again

from inspector.actions import creating, receiving
from inspector.actions.recheck_board import RecheckBoard, RecheckedSite
from inspector.domain.coverage import CoverageState
from inspector.domain.ids import RoundId, SiteCode, TeamId
from inspector.domain.ranking import Counts
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.rechecks import texts
from inspector.ui.pages.rechecks.lines import recheck_lines
from inspector.ui.pages.rechecks.page import RechecksPage
from inspector.ui.recheck_desk import OfficeRechecks


def page_of(window: OfficeWindow) -> RechecksPage:
    page = window.go("rechecks")
    assert isinstance(page, RechecksPage)
    window.qtbot.wait(1)
    return page


@pytest.fixture
def taken(county: County) -> County:
    """A county to which T01 handed in both of its sites."""
    file = county.hand_in(county.laptop, seed=1)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [file])
    return county


@pytest.fixture
def window(taken: County, qtbot: QtBot) -> Iterator[OfficeWindow]:
    with office_window(taken.office, qtbot) as window:
        yield window


def test_before_the_first_round_it_leads_to_the_plan(tmp_path: Path, qtbot: QtBot) -> None:
    files = write_lists(tmp_path / "lists")
    creating.create_office(tmp_path / "office", PIN, files, clock=Clock(), cost=COST)
    with office_window(tmp_path / "office", qtbot) as window:
        page = page_of(window)
        page.draw()
        page.dispatch()
        page.print_list()
        assert page.hints() == texts.KEYS_EMPTY
        window.press(Qt.Key.Key_Return)
        assert window.shell.page() is window.plan()


def test_before_anything_came_it_leads_to_the_intake(county: County, qtbot: QtBot) -> None:
    with office_window(county.office, qtbot) as window:
        page = page_of(window)
        assert page._waiting.sentence.text() == texts.NOTHING_IN.format(of=ROUND)
        assert not page.draw_button.isVisible()
        window.press(Qt.Key.Key_Return)
        assert window.shell.page() is window.intake()


def test_a_sample_is_drawn_and_handed_out_by_keys(
    taken: County, window: OfficeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(window)
    assert "抽 10%，每组至少 2 个" in page.rule.text()
    assert page.hints() == texts.KEYS_FIRST
    told: list[str] = []
    page.toast.connect(told.append)
    page.seed.setText("7")
    window.press(Qt.Key.Key_F5)
    assert told == ["抽出 2 个站点，种子 7。"]
    assert page.board is not None
    assert "种子 7" in page._head._subtitle.text()
    assert page.note.text() == texts.NOT_OUT
    assert [page.list.lines.line(at).cells[0] for at in range(2)] == ["未交", "未交"]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")
    window.press(Qt.Key.Key_F10)
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda *_args: str(taken.root / "again")
    )
    window.press(Qt.Key.Key_F10)
    assert window.answer() == "下发 2026-11-F 轮"
    window.idle()
    assert len(list((taken.root / "again").glob("*.wxp"))) == 2
    assert page.board.went_out
    assert page.note.text() == texts.WENT_OUT
    assert not page.draw_button.isEnabled()
    page.draw()
    assert page.hints() == texts.KEYS_OUT
    window.press(Qt.Key.Key_F10)
    window.idle()
    assert told[-1].startswith("写好 2 个下发包"), "a lost stick is written once more, unasked"


def test_drawing_again_asks_and_both_are_on_record(window: OfficeWindow) -> None:
    page = page_of(window)
    page.seed.setText("7")
    page.draw()
    page.seed.setText("8")
    page.draw()
    assert page.board is not None
    assert page.board.seed == 7, "not before somebody agreed"
    window.answer()
    assert page.board.seed == 8
    desk = page._desk
    assert isinstance(desk, OfficeRechecks)
    with desk._desk.store.reading() as reading:
        drawn = [one.detail for one in reading.events.of_kind("plan") if one.subject == AGAIN]
    assert drawn == ["recheck 2026-11 seed 8", "recheck 2026-11 seed 7"]


def test_what_is_wrong_is_said_in_place(window: OfficeWindow) -> None:
    page = page_of(window)
    page.seed.setText("12.5")
    page.draw()
    assert page.note.text() == texts.SEED_BAD
    page.seed.clear()
    page.name.clear()
    page.draw()
    assert page.note.text() == texts.ROUND_MISSING
    page.name.setText("第一次")
    page.draw()
    assert "第一次" in page.note.text()
    page.of.setText("1999-01")
    page.of.editingFinished.emit()
    assert "没有排过 1999-01 这一轮" in page.note.text()
    page.of.setText(ROUND)
    page.of.editingFinished.emit()
    assert page.name.text() == AGAIN
    page.name.setText(ROUND)
    page.name.editingFinished.emit()
    assert "没有排过 2026-11 这一轮" in page.note.text()


def test_what_is_over_the_limit_stands_first_with_word_and_shape(
    taken: County, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_again(taken, care=0.1)
    with office_window(taken.office, qtbot) as window:
        page = page_of(window)
        assert "收到 1　超限 1" in page._head._subtitle.text()
        over, waiting = (page.list.lines.line(at) for at in range(2))
        assert over.cells[0] == "超 5 分，按复核分"
        assert (over.glyph, over.loud) == (Glyph.GAP, True)
        assert over.cells[8].startswith("−")
        assert (waiting.glyph, waiting.loud) == (Glyph.MISSING, False)
        page.grab()
        out = taken.root / "list.pdf"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
        told: list[str] = []
        page.toast.connect(told.append)
        window.press(Qt.Key.Key_F7)
        window.idle()
        assert out.exists()
        assert told == ["已存 list.pdf"]
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
        window.press(Qt.Key.Key_F7)


def test_a_place_for_nobody_is_named(window: OfficeWindow) -> None:
    page = page_of(window)
    plan = page._desk.draw(AGAIN, ROUND, 7)
    page._tell_drawn(type(plan)(round=plan.round, lines=plan.lines, left=("西镇 西村（201）",)))
    assert "没有别的组能去：西镇 西村（201）" in page.note.text()


def test_499_sites_are_shown(window: OfficeWindow) -> None:
    page = page_of(window)
    sites = tuple(
        RecheckedSite(
            site=SiteCode(f"4199011{n:05}"), township="南镇", name=f"村{n}",
            first_team=TeamId("T01"), again_team=TeamId("T02"), first=None, again=None,
            over=False, refused=n == 1, state=CoverageState.MISSING,
        )
        for n in range(499)
    )  # fmt: skip
    board = RecheckBoard(
        round=RoundId("2026-11-F"), of=ROUND, seed=None, went_out=True, limit="5", sites=sites,
        leaning=("T01 组有 2 个村的分比复核偏高",),
    )  # fmt: skip
    page._show_board(board)
    assert page.list.lines.rowCount() == 499
    assert "种子 不详" in page._head._subtitle.text()
    assert "偏高" in page.note.text()
    assert recheck_lines(board)[1].cells[0] == "未交，拒签"


def test_over_the_limit_goes_before_the_code() -> None:
    low, high = (
        RecheckedSite(
            site=SiteCode(f"41990110020{n}"), township="南镇", name=f"村{n}",
            first_team=TeamId("T01"), again_team=TeamId("T02"), first=Fraction(80),
            again=Fraction(80 - 9 * n), over=bool(n), refused=False, state=Counts.FIRST,
        )
        for n in range(2)
    )  # fmt: skip
    board = RecheckBoard(
        round=AGAIN, of=ROUND, seed=1, went_out=True, limit="5", sites=(low, high), leaning=()
    )
    assert [line.cells[2] for line in recheck_lines(board)] == ["村1", "村0"]
