"""核对 of many alike gaps: a head a kind, short lines, one reason for all that may be left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from memory_paper import MemoryPaper
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.actions.inventing import invent
from inspector.actions.sealing import NotComplete
from inspector.domain.ids import ItemCode
from inspector.domain.rubric import Deduct
from inspector.domain.scorecard import GapKind
from inspector.domain.visit import Entry, ItemEntry, Reason
from inspector.domain.visit_paper import LeftGap
from inspector.ui.job import Jobs
from inspector.ui.look import look
from inspector.ui.pages.visit import sign_texts, texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.gap_list import GAP_ROLE, LINE_HIGH, GapPainter
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.route import Spot
from inspector.ui.widgets.ask import Ask
from inspector.ui.widgets.label import Label

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
BARE = 9
"""Items with a deduction of a third and without a photo."""


def heavy(desk: VisitDesk, entry: ItemEntry, code: ItemCode) -> ItemEntry:
    """Return an item that lost everything that faults can take, and shows no photo."""
    rows: dict[str, Entry] = {}
    for row in desk.rubric.item(code).checkpoints:
        mark = replace(entry.entries[row.code], note="")
        if isinstance(row.rule, Deduct):
            told = (Reason(text="乱堆", count=40),)
            mark = replace(mark, defects=40, cells=(), dates=(), reasons=told)
        rows[row.code] = mark
    return replace(entry, entries=rows, photos=())  # type: ignore[arg-type]  # the codes of rows


@pytest.fixture
def page(
    qtbot: QtBot, desk: VisitDesk, jobs: Jobs, settings: QSettings, seconds: object
) -> Iterator[VisitPage]:
    """A visit at 核对 that lacks proof at some items, photos at nearly all, and one item."""
    entries = invent(desk.rubric, Random(1), care=0.9)
    for place, (code, entry) in enumerate(entries.items()):
        if place:
            desk.put_item(code, heavy(desk, entry, code) if place <= BARE + 2 else entry)
    page = VisitPage(desk, jobs, settings, seconds)  # type: ignore[arg-type]  # a fixture's type
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.show_review()
    yield page
    assert jobs.wait()


def paper(page: VisitPage) -> MemoryPaper:
    found = page.session.desk.paper
    assert isinstance(found, MemoryPaper)
    return found


def heads(page: VisitPage) -> list[tuple[int, str]]:
    """Return the rows that are heads, and what they say first."""
    model = page.review._gaps
    lines = enumerate(model.line(row) for row in range(model.rowCount()))
    return [(row, line.code) for row, line in lines if line.gap is None]


def may_head(page: VisitPage) -> int:
    row = heads(page)[-1][0]
    assert page.review._gaps.line(row).kind is GapKind.PHOTOS
    return row


def press(page: VisitPage, key: str) -> None:
    QTest.keyClicks(page.review.gap_list, key)


def answer(page: VisitPage, words: str) -> Ask:
    (ask,) = [one for one in page.findChildren(Ask) if one.isVisible()]
    ask.fields[0].setText(words)
    QTest.keyClick(ask.fields[0], ENTER)
    return ask


def told(ask: Ask) -> str:
    return " ".join(one.text() for one in ask.findChildren(Label))


def test_alike_gaps_stand_under_one_head_with_their_number(page: VisitPage) -> None:
    model, gaps = page.review._gaps, page.session.scorecard.gaps
    kinds = [model.line(row).kind for row, _said in heads(page)]
    assert kinds == [GapKind.UNSET, GapKind.PROOF, GapKind.PHOTOS]
    proofs = sum(gap.kind is GapKind.PROOF for gap in gaps)
    assert proofs >= 5
    assert f"缺依据 {proofs} 处" in [said for _row, said in heads(page)]
    assert "未评 1 处" in [said for _row, said in heads(page)]
    lines = [model.line(row) for row in model.gaps()]
    assert sum(line.kind is GapKind.PROOF for line in lines) == proofs
    photos = sum(gap.kind is GapKind.PHOTOS for gap in gaps)
    assert sum(line.kind is GapKind.PHOTOS for line in lines) == photos


def test_a_line_says_its_item_and_what_it_is_about_and_no_more(page: VisitPage) -> None:
    model = page.review._gaps
    row = next(row for row in model.gaps() if model.line(row).kind is GapKind.PROOF)
    line = model.line(row)
    assert line.gap is not None
    assert line.gap.brief.startswith("扣 ")
    assert "三分之一" not in line.gap.brief
    assert "三分之一" in line.name, "a screen reader is told the whole sentence"
    high = page.review.gap_list.visualRect(model.index(row)).height()
    assert high == round(LINE_HIGH * look().scale)
    assert model.line(1).gap is not None
    assert model.line(1).told == "6 个要点"


def test_digits_lead_to_the_first_nine_across_the_heads(page: VisitPage) -> None:
    model = page.review._gaps
    wanted = [model.line(row).gap for row in model.gaps()[:9]]
    went: list[object] = []
    page.review.fill.disconnect()
    page.review.fill.connect(went.append)
    for digit in range(1, 10):
        press(page, str(digit))
    assert went == wanted
    assert [model.line(row).key for row in model.gaps()[:9]] == list("123456789")


def test_arrows_pass_the_heads_of_what_must_be_filled(page: VisitPage) -> None:
    page.review.gap_list.choose(page.review._gaps.gaps()[0])
    for _ in range(page.review._gaps.rowCount()):
        line = page.review.gap_list.currentIndex().data(GAP_ROLE)
        assert line.gap is not None or line.group
        QTest.keyClick(page.review.gap_list, Qt.Key.Key_Down)


def test_one_reason_is_kept_for_each_gap_of_a_kind(page: VisitPage) -> None:
    row = may_head(page)
    group = page.review._gaps.line(row).group
    page.review.gap_list.choose(row)
    press(page, "T")
    answer(page, "下雨没法拍")
    assert len(paper(page).left()) == len(group) > 10
    for gap in group:
        (one,) = [left for left in paper(page).left() if left.explains(gap)]
        assert one.reason == "下雨没法拍"
    assert page.review._gaps.line(row).why == "下雨没法拍"
    assert page.review._gaps.unexplained() == 0
    page.review.gap_list.grab()


def test_a_gap_with_its_own_reason_keeps_it_until_all_have_one(page: VisitPage) -> None:
    row = may_head(page)
    group = page.review._gaps.line(row).group
    page.review.gap_list.choose(row + 2)
    press(page, "T")
    answer(page, "手机没电")
    page.review.gap_list.choose(row)
    press(page, "T")
    ask = answer(page, "下雨没法拍")
    assert f"{len(group) - 1} 处" in ask.act.text()
    assert "其中 1 处已写原因的不变" in told(ask)
    reasons = [left.reason for left in paper(page).left()]
    assert (reasons.count("手机没电"), reasons.count("下雨没法拍")) == (1, len(group) - 1)
    assert page.review._gaps.line(row).why == "", "not all for one reason"
    assert page.review._gaps.line(row + 2).why == "手机没电"
    page.review.gap_list.grab()
    press(page, "T")
    ask = answer(page, "路断了")
    assert "换掉" in told(ask)
    assert {left.reason for left in paper(page).left()} == {"路断了"}


def test_reasons_are_taken_back_by_the_toast_and_by_its_key(page: VisitPage) -> None:
    offered: list[tuple[str, object]] = []
    page.undoable.connect(lambda said, undo: offered.append((said, undo)))
    paper(page).why = [
        LeftGap(item=ItemCode("ZB-9"), checkpoint=None, kind=GapKind.PHOTOS, reason="早先的")
    ]
    for back in ("key", "toast"):
        page.review.gap_list.choose(may_head(page))
        press(page, "T")
        answer(page, "下雨没法拍")
        said, undo = offered[-1]
        assert said == sign_texts.LEFT_ALL_KEPT.format(count=len(paper(page).left()) - 1)
        if back == "key":
            QTest.keyClick(page.review.gap_list, Qt.Key.Key_Z, CTRL)
        else:
            assert callable(undo)
            assert undo()
        assert [left.reason for left in paper(page).left()] == ["早先的"]
        assert callable(undo)
        assert not undo(), "once"


def test_a_mark_made_since_is_what_the_key_takes_back(page: VisitPage) -> None:
    page.review.gap_list.choose(may_head(page))
    press(page, "T")
    answer(page, "下雨没法拍")
    code = ItemCode("ST-2")
    whole = page.session.entry(code)
    assert page.session.put(Spot(step=None, item=code), replace(whole, confirmed=frozenset()))
    QTest.keyClick(page.review.gap_list, Qt.Key.Key_Z, CTRL)
    assert page.session.entry(code) == whole
    assert paper(page).left()


def test_what_the_disk_refuses_leaves_the_reasons_as_they_were(page: VisitPage) -> None:
    failed: list[object] = []
    page.failed.connect(failed.append)
    page.review.gap_list.choose(may_head(page))
    press(page, "T")
    paper(page).refusal = NotComplete(place="后辛沟村", count=1, first="…")
    answer(page, "下雨没法拍")
    assert failed == [paper(page).refusal]
    assert list(paper(page).left()) == []


def test_enter_and_a_click_on_a_head_do_what_it_says(page: VisitPage) -> None:
    row = may_head(page)
    group = page.review._gaps.line(row).group
    view = page.review.gap_list
    view.choose(row)
    place = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    (ask,) = [one for one in page.findChildren(Ask) if one.isVisible()]
    QTest.keyClick(ask, Qt.Key.Key_Escape)
    QTest.keyClick(view, ENTER)
    assert page.zone.spot.item == group[0].item


def test_no_reason_is_given_for_all_of_what_must_be_filled_or_is_frozen(page: VisitPage) -> None:
    first = page.review._gaps.line(0)
    assert (first.gap, first.group) == (None, ())
    assert page.review._gaps.flags(page.review._gaps.index(0)) == Qt.ItemFlag.NoItemFlags
    page.session.desk.seal("雨天")
    page.review.reload()
    row = may_head(page)
    assert page.review._gaps.line(row).group == ()
    page.review._explain(page.review._gaps.index(row))
    assert not [one for one in page.findChildren(Ask) if one.isVisible()]
    assert page.review._gaps.line(row).why == "雨天"


def test_every_kind_has_its_advice() -> None:
    assert set(texts.GAP_ADVICE) == set(GapKind)


def test_a_head_shows_its_key_only_while_the_key_means_all_of_them(
    page: VisitPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a gap below it T is about that gap alone."""
    acts: list[tuple[str, str]] = []
    paint = GapPainter._paint_key

    def noted(
        self: GapPainter, painter: object, room: object, act: str, key: str, **how: bool
    ) -> float:
        acts.append((act, key))
        return paint(self, painter, room, act, key, **how)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(GapPainter, "_paint_key", noted)
    gaps = page.review.gap_list
    gaps.choose(may_head(page))
    gaps.grab()
    assert (texts.ALL_BECAUSE, "T") in acts
    acts.clear()
    gaps.choose(may_head(page) + 1)
    gaps.grab()
    assert (texts.ALL_FROM_HERE, "") in acts
    assert not [key for _act, key in acts if key == "T"]
