"""The paper on the screen: drawn where one looks, turned, zoomed, searched by keys."""

from __future__ import annotations

import pytest
from paper_samples import LONG, RARE, list_pdf, mixed_pdf
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.ui.paper_pages import PaperPages
from inspector.ui.widgets import paper_lane, paper_texts
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.paper_area import Fit
from inspector.ui.widgets.paper_view import PaperView

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot) -> PaperView:
    view = PaperView()
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    return view


@pytest.fixture
def long(view: PaperView, qtbot: QtBot) -> PaperView:
    """A list of many pages is shown."""
    view.show_paper(PaperPages(list_pdf()))
    view.area.setFocus()
    sharp(view, qtbot)
    return view


def sharp(view: PaperView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.area.lane.sharp, timeout=20_000)


def searched(view: PaperView, words: str, qtbot: QtBot) -> None:
    view.search()
    view.finder.words.setText(words)
    qtbot.waitUntil(lambda: not view.area.lane.searching, timeout=20_000)


def press(view: PaperView, key: Qt.Key, *, ctrl: bool = False) -> None:
    modifier = CTRL if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(view.area, key, modifier)


def inked(image: QImage) -> float:
    """The share of grid points that are not white."""
    points = [(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)]
    dark = sum(image.pixelColor(x, y).lightness() < 200 for x, y in points)
    return dark / len(points)


def test_only_pages_in_sight_are_drawn(long: PaperView) -> None:
    assert long.pages is not None
    assert len(long.pages) > 10
    lane = long.area.lane
    assert lane.picture(0) is not None
    assert lane.picture(len(long.pages) - 1) is None
    assert long.number.text() == "1"


def test_the_window_shows_the_page_itself(long: PaperView) -> None:
    first = long.area.lane.picture(0)
    assert first is not None
    assert 0.01 < inked(first) < 0.3
    assert inked(long.area.viewport().grab().toImage()) > 0.01


def test_end_home_and_the_page_field_turn_pages(long: PaperView, qtbot: QtBot) -> None:
    pages = len(long.pages or ())
    press(long, Qt.Key.Key_End)
    assert long.number.text() == str(pages)
    sharp(long, qtbot)
    assert long.area.lane.picture(pages - 1) is not None
    press(long, Qt.Key.Key_Home)
    long.number.setFocus()
    long.number.setText("９")
    QTest.keyClick(long.number, Qt.Key.Key_Return)
    assert (long.area.front, long.number.text()) == (8, "9")
    assert long.area.hasFocus()
    long.number.setText("9999")
    QTest.keyClick(long.number, Qt.Key.Key_Return)
    assert long.area.front == pages - 1


def test_a_page_down_goes_a_screen_on_and_in_whole_pages_a_page(
    long: PaperView, qtbot: QtBot
) -> None:
    bar = long.area.verticalScrollBar()
    press(long, Qt.Key.Key_PageDown)
    assert 0 < bar.value() < long.area.viewport().height()
    press(long, Qt.Key.Key_PageUp)
    press(long, Qt.Key.Key_Down)
    press(long, Qt.Key.Key_Up)
    assert bar.value() == 0
    long.fits.setFocus()
    QTest.keyClick(long.fits, Qt.Key.Key_Right)
    assert long.area.fit is Fit.PAGE
    sharp(long, qtbot)
    for page in (2, 3):
        press(long, Qt.Key.Key_PageDown)
        assert long.number.text() == str(page)
    assert long.area.leaf(2).height() <= long.area.viewport().height()


def test_zooming_by_keys_is_the_paper_s_not_the_window_s(long: PaperView) -> None:
    before, grown = long.area.percent, list[str]()
    keys = [(key, lambda: grown.append("window")) for key in ("Ctrl+=", "Ctrl+-")]
    bind_keys(long, keys, Qt.ShortcutContext.WindowShortcut)
    press(long, Qt.Key.Key_Equal, ctrl=True)
    assert long.area.percent > before
    assert long.area.horizontalScrollBar().maximum() >= 0
    assert long.fits.at == -1
    press(long, Qt.Key.Key_Minus, ctrl=True)
    press(long, Qt.Key.Key_Minus)
    assert long.area.percent < before
    press(long, Qt.Key.Key_0)
    assert (long.area.percent, long.fits.at) == (before, 0)
    assert grown == []


def test_what_lies_under_the_mouse_stays_there_when_the_wheel_zooms(long: PaperView) -> None:
    area = long.area
    area.go(5)
    spot = QPointF(300, 200)
    before = (spot - area.leaf(5).topLeft()) / area.leaf(5).width()
    where = QPointF(area.viewport().mapToGlobal(QPoint(300, 200)))
    QApplication.sendEvent(area.viewport(), wheel(spot, where, CTRL))
    after = (spot - area.leaf(5).topLeft()) / area.leaf(5).width()
    assert area.fit is Fit.STEP
    assert abs(before.y() - after.y()) < 0.01
    assert abs(before.x() - after.x()) < 0.01
    at = area.verticalScrollBar().value()
    QApplication.sendEvent(area.viewport(), wheel(spot, where, Qt.KeyboardModifier.NoModifier))
    assert area.verticalScrollBar().value() < at


def wheel(spot: QPointF, where: QPointF, modifier: Qt.KeyboardModifier) -> QWheelEvent:
    return QWheelEvent(
        spot, where, QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton, modifier,
        Qt.ScrollPhase.NoScrollPhase, False,  # noqa: FBT003 - Qt takes it by place only
    )  # fmt: skip


def test_a_name_is_found_across_lines_and_with_its_rare_characters(
    long: PaperView, qtbot: QtBot
) -> None:
    searched(long, LONG, qtbot)
    assert len(long.area.lane.hits) == 72
    assert {len(hit.places) for hit in long.area.lane.hits} == {2}
    assert long.finder.count.text() == "1 / 72 处"
    searched(long, f"{RARE}498", qtbot)
    assert [hit.page for hit in long.area.lane.hits] == [len(long.pages or ()) - 1]
    assert long.area.front >= len(long.pages or ()) - 2


def test_words_do_not_go_on_in_the_next_cell(long: PaperView, qtbot: QtBot) -> None:
    searched(long, f"{RARE}10", qtbot)
    texts = [str(number) for number in range(499) if number % 7]
    assert len(long.area.lane.hits) == sum(text.startswith("10") for text in texts)


def test_letters_are_found_in_either_case(long: PaperView, qtbot: QtBot) -> None:
    searched(long, "t01", qtbot)
    assert len(long.area.lane.hits) == 499


def test_the_marked_place_is_where_the_words_are_drawn(view: PaperView, qtbot: QtBot) -> None:
    view.show_paper(PaperPages(mixed_pdf("A4", "across", "A3")))
    searched(view, "3", qtbot)
    (hit,) = view.area.lane.hits
    width, height = (view.pages or PaperPages(b"")).sizes[2]
    assert hit.page == 2
    assert hit.places[0].center().x() == pytest.approx(width / 2, rel=0.05)
    assert hit.places[0].center().y() == pytest.approx(height / 2, rel=0.2)
    spot = QRectF(hit.places[0])
    assert 40 < spot.width() < 120


def test_enter_goes_from_place_to_place_and_escape_takes_the_marks_away(
    long: PaperView, qtbot: QtBot
) -> None:
    searched(long, LONG, qtbot)
    for _time in range(2):
        QTest.keyClick(long.finder.words, Qt.Key.Key_Return)
    assert long.finder.count.text() == "3 / 72 处"
    QTest.keyClick(long.finder.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert long.area.hit == 1
    marked = long.area.viewport().grab().toImage()
    QTest.keyClick(long.finder.words, Qt.Key.Key_Escape)
    assert not long.finder.isVisible()
    assert long.area.hasFocus()
    assert long.area.viewport().grab().toImage() != marked


def test_words_that_are_nowhere_are_said_to_be_nowhere(long: PaperView, qtbot: QtBot) -> None:
    searched(long, "没有这个村", qtbot)
    assert long.finder.count.text() == paper_texts.NOT_FOUND
    QTest.keyClick(long.finder.words, Qt.Key.Key_Return)
    assert long.area.hit == -1


def test_other_paper_is_searched_for_the_same_words(long: PaperView, qtbot: QtBot) -> None:
    searched(long, RARE, qtbot)
    long.show_paper(PaperPages(list_pdf(8)))
    qtbot.waitUntil(lambda: not long.area.lane.searching)
    assert len(long.area.lane.hits) == 6


def test_memory_is_bounded_however_far_one_turns(
    long: PaperView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper_lane, "KEPT", 1)
    for page in range(0, len(long.pages or ()), 4):
        long.area.go(page)
        sharp(long, qtbot)
    lane = long.area.lane
    kept = [place for place in range(len(long.pages or ())) if lane.picture(place) is not None]
    assert len(kept) <= 5


def test_a_page_that_cannot_be_drawn_is_said(view: PaperView, qtbot: QtBot) -> None:
    pages = PaperPages(mixed_pdf("A4"))

    def broken(place: int, scale: float) -> QImage:
        raise OSError(place, scale)

    pages.draw = broken  # type: ignore[method-assign]  # a page that PDFium refuses
    view.show_paper(pages)
    qtbot.waitUntil(lambda: view.empty.sentence.text() == paper_texts.FAILED)


def test_without_paper_it_says_why_and_nothing_can_be_turned(view: PaperView) -> None:
    view.say("左边选一份文书")
    view.search()
    assert not view.finder.isVisible()
    assert not view.number.isEnabled()
    press(view, Qt.Key.Key_PageDown)
    assert view.empty.sentence.text() == "左边选一份文书"


def test_a_notice_stands_above_the_pages_until_it_is_taken_away(view: PaperView) -> None:
    view.warn("方正小标宋 没有装，用 思源宋体 代替")
    assert view.notice.isVisible()
    view.warn("")
    assert not view.notice.isVisible()


def test_closed_paper_is_blank_and_holds_no_words() -> None:
    pages = PaperPages(mixed_pdf("A4"))
    pages.close()
    pages.close()
    assert inked(pages.draw(0, 0.3)) == 0
    assert pages.find(0, "1") == []
