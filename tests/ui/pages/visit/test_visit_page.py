"""A whole visit by keyboard, on the county's own form."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InspectorError
from inspector.domain.ids import CheckpointCode, ItemCode, StepId
from inspector.domain.points import Points
from inspector.domain.rubric import Bands, Deduct, Level, Ratio, Rubric, Sample, YesNo
from inspector.domain.rules import clear_entry
from inspector.domain.scorecard import GapKind
from inspector.domain.scoring import score
from inspector.domain.visit import EMPTY, Entry, ItemEntry
from inspector.ui.job import Jobs
from inspector.ui.look import look
from inspector.ui.pages.visit import marking, texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.doubt import MANY, most_likely
from inspector.ui.pages.visit.grid_paint import sum_words
from inspector.ui.pages.visit.marking import IDLE
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.route import Spot, unanswered
from inspector.ui.pages.visit.row_layout import cursor_place, lay_out, value_text
from inspector.ui.pages.visit.rows import ROW_ROLE

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Space": Qt.Key.Key_Space,
    "Del": Qt.Key.Key_Delete,
    "Esc": Qt.Key.Key_Escape,
    "PgUp": Qt.Key.Key_PageUp,
    "PgDn": Qt.Key.Key_PageDown,
    "Back": Qt.Key.Key_Backspace,
}


class Typist:
    """Types on whatever has the focus inside a page."""

    def __init__(self, page: VisitPage) -> None:
        self.page, self.pressed = page, 0

    def __call__(self, keys: str) -> None:
        for key in keys.split():
            self.pressed += 1
            target = QApplication.focusWidget() or self.page.zone.rows
            if key in KEYS:
                QTest.keyClick(target, KEYS[key])
            elif key.isascii():
                QTest.keyClicks(target, key)
            else:
                self._type_wide(key)

    def _type_wide(self, text: str) -> None:
        """QTest types Latin letters only."""
        target = QApplication.focusWidget() or self.page.zone.rows
        for char in text:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, char)
            QApplication.sendEvent(target, event)

    def ctrl(self, key: Qt.Key) -> None:
        target = QApplication.focusWidget() or self.page.zone.rows
        QTest.keyClick(target, key, Qt.KeyboardModifier.ControlModifier)

    def alt(self, key: Qt.Key) -> None:
        target = QApplication.focusWidget() or self.page.zone.rows
        QTest.keyClick(target, key, Qt.KeyboardModifier.AltModifier)


@pytest.fixture
def type_(page: VisitPage) -> Typist:
    return Typist(page)


def mark(page: VisitPage, code: str) -> Entry:
    item = ItemCode(code.partition(".")[0])
    return page.session.mark(item, CheckpointCode(code))


def stand(page: VisitPage, item: str, step: str | None = None) -> None:
    page.zone.go(Spot(step=StepId(step) if step else None, item=ItemCode(item)))


def step_of(page: VisitPage) -> str:
    return page.zone.spot.step or ""


def finish(page: VisitPage, type_: Typist) -> None:
    """Confirm everything that is left, entering only the values that people must give."""
    for _ in range(400):
        if page.parts.part is page.review:
            return
        row = page.zone.marker.row
        assert row is not None
        if unanswered(row, page.session.mark(page.zone.spot.item, row.code)):
            type_(_value(row.rule))
        else:
            type_("Enter")
    raise AssertionError("the visit does not come to an end")


def _value(rule: object) -> str:
    match rule:
        case Sample():
            return "/"
        case Level():
            return "1"
        case Bands(bands=bands):
            return " ".join(str(bands[0][0]))
        case Ratio(target=target):
            return " ".join(str(target))
        case _:
            raise AssertionError("Enter fills this")


@pytest.mark.parametrize("by_star", [False, True])
def test_a_clean_visit_by_keyboard_earns_every_point(
    page: VisitPage, type_: Typist, *, by_star: bool
) -> None:
    if by_star:
        type_.alt(Qt.Key.Key_0)
    finish(page, type_)
    card = page.session.scorecard
    assert (card.points, card.level) == (card.max, 5)
    assert [gap for gap in card.gaps if gap.must] == []
    assert page.review.seal_button.isEnabled()


def test_the_script_with_faults_gives_the_marks_it_says(
    page: VisitPage, type_: Typist, rural: Rubric
) -> None:
    type_.alt(Qt.Key.Key_0)
    stand(page, "ST-2")
    type_("A A B Down A Down 1 / 3")
    stand(page, "ZB-1")
    type_("2 A")
    stand(page, "ST-1")
    type_("A")
    stand(page, "ZB-1")
    finish(page, type_)
    expected = {
        item.code: ItemEntry(
            entries={row.code: clear_entry(row) for row in item.checkpoints},
            confirmed=frozenset(item.steps()),
        )
        for item in rural.items()
    }
    entries = dict(expected[ItemCode("ST-2")].entries)
    entries[CheckpointCode("ST-2.1")] = Entry(defects=3)
    entries[CheckpointCode("ST-2.2")] = Entry(defects=1)
    entries[CheckpointCode("ST-2.3")] = Entry(defects=1, seen=3)
    expected[ItemCode("ST-2")] = replace(expected[ItemCode("ST-2")], entries=entries)
    first = dict(expected[ItemCode("ZB-1")].entries)
    first[CheckpointCode("ZB-1.1")] = Entry(level="较好")
    expected[ItemCode("ZB-1")] = replace(expected[ItemCode("ZB-1")], entries=first)
    plan = dict(expected[ItemCode("ST-1")].entries)
    plan[CheckpointCode("ST-1.1")] = Entry(met=False)
    expected[ItemCode("ST-1")] = replace(expected[ItemCode("ST-1")], entries=plan)
    wanted = score(rural, expected)
    assert [item.points for item in page.session.scorecard.items] == [
        item.points for item in wanted.items
    ]


def test_reasons_come_with_the_letters(page: VisitPage, type_: Typist) -> None:
    stand(page, "ST-2")
    type_("A A B")
    entry = mark(page, "ST-2.1")
    assert [(reason.text, reason.count) for reason in entry.reasons] == [
        ("柴草乱堆", 2),
        ("线缆乱拉", 1),
    ]


def test_a_letter_without_phrase_says_which_keys_work(
    page: VisitPage, type_: Typist, qtbot: QtBot
) -> None:
    stand(page, "ST-1")
    with qtbot.waitSignal(page.toast, timeout=1_000) as said:
        type_("F")
    assert said.args is not None
    assert "字母" in said.args[0]
    assert mark(page, "ST-1.1") == Entry()


def test_full_width_digits_and_the_chinese_point_are_a_measure(
    page: VisitPage, type_: Typist
) -> None:
    stand(page, "CY-3")
    type_("１ ２ 。 ５")
    assert mark(page, "CY-3.1").measure == Decimal("12.5")
    type_("Back Back")
    assert mark(page, "CY-3.1").measure == Decimal(12)


def test_enter_stops_once_where_a_value_is_missing(page: VisitPage, type_: Typist) -> None:
    stand(page, "CY-3")
    type_("Down Enter")
    assert page.zone.spot.checkpoint == "CY-3.1"
    assert page.session.entry(ItemCode("CY-3")).confirmed == frozenset()
    assert page.zone.spot.item == "CY-3"
    type_("Enter")
    kinds = {gap.kind for gap in page.session.scorecard.gaps if gap.item == "CY-3"}
    assert GapKind.MEASURE in kinds


def test_enter_never_fills_level_band_ratio_or_an_unseen_sample(
    page: VisitPage, type_: Typist, rural: Rubric
) -> None:
    type_.alt(Qt.Key.Key_0)
    while page.parts.part is not page.review:
        type_("Enter")
    for item in rural.items():
        for row in item.checkpoints:
            entry = page.session.mark(item.code, row.code)
            if isinstance(row.rule, Deduct | YesNo):
                assert entry.filled, row.code
            else:
                assert entry == Entry(), row.code


def test_a_grid_is_ticked_and_its_misses_count(page: VisitPage, type_: Typist) -> None:
    stand(page, "ZB-4")
    type_("Right Down Space Right Space Esc")
    entry = mark(page, "ZB-4.1")
    assert entry.defects == 2
    assert entry.cells[1].startswith("nn")
    type_("Right Down Space Enter")
    assert mark(page, "ZB-4.1").defects == 1
    assert page.zone.spot.checkpoint == "ZB-4.1", "Enter leaves the grid, not the item"


def test_a_grid_left_with_enter_says_nothing_is_missing(page: VisitPage, type_: Typist) -> None:
    stand(page, "ZB-4")
    type_("Right Enter")
    assert mark(page, "ZB-4.1").defects == 0
    type_("X X Right Left")
    assert mark(page, "ZB-4.1") == Entry()


def test_a_cell_that_is_not_due_does_not_count(page: VisitPage, type_: Typist) -> None:
    stand(page, "ZB-4")
    type_("Right Down Space Del Esc")
    assert mark(page, "ZB-4.1").defects == 0


def test_a_zero_case_takes_the_item_and_asks_for_its_ground(page: VisitPage, type_: Typist) -> None:
    stand(page, "ST-2")
    type_("Z")
    assert page.session.entry(ItemCode("ST-2")).zero is None
    type_("Z 村东头正在焚烧 Enter")
    zero = page.session.entry(ItemCode("ST-2")).zero
    assert zero is not None
    assert zero.basis == "村东头正在焚烧"
    assert page.session.result(ItemCode("ST-2")).points == 0
    assert QApplication.focusWidget() is page.zone.rows


def test_another_key_disarms_the_second_key(page: VisitPage, type_: Typist) -> None:
    stand(page, "ST-2")
    type_("A X Down X")
    assert mark(page, "ST-2.1").defects == 1
    type_("Up X X")
    assert mark(page, "ST-2.1") == Entry()


def test_not_applicable_is_refused_with_the_rule(
    page: VisitPage, type_: Typist, qtbot: QtBot
) -> None:
    stand(page, "CY-4")
    with qtbot.waitSignal(page.toast, timeout=1_000) as said:
        type_("N N")
    assert said.args is not None
    assert "不得选" in said.args[0]
    assert page.session.entry(ItemCode("CY-4")).na == ""


def test_own_words_and_remarks_are_written_below_the_row(page: VisitPage, type_: Typist) -> None:
    stand(page, "ST-2")
    type_("T 电杆倾倒")
    assert page.zone.strip.is_open
    type_("Esc M 雨后 Enter")
    entry = mark(page, "ST-2.1")
    assert (entry.defects, entry.reasons[0].text, entry.note) == (1, "电杆倾倒", "雨后")
    assert QApplication.focusWidget() is page.zone.rows


def test_reasons_without_a_letter_are_reached_by_the_arrow(page: VisitPage, type_: Typist) -> None:
    stand(page, "ST-2")
    type_("T")
    strip = page.zone.strip
    assert "其他常用原因" in strip._hint.text()
    QTest.keyClick(strip.field, Qt.Key.Key_Down)
    assert strip.field.text() == "粪堆乱堆"
    QTest.keyClick(strip.field, Qt.Key.Key_Down)
    QTest.keyClick(strip.field, Qt.Key.Key_Down)
    QTest.keyClick(strip.field, Qt.Key.Key_Down)
    assert strip.field.text() == "车辆乱停", "they come round"
    type_("Enter M")
    assert [reason.text for reason in mark(page, "ST-2.1").reasons] == ["车辆乱停"]
    assert "其他常用原因" not in strip._hint.text(), "a remark is no reason"
    QTest.keyClick(strip.field, Qt.Key.Key_Down)
    assert strip.field.text() == ""


def test_a_word_typed_by_mistake_becomes_text_and_no_fault(
    page: VisitPage, type_: Typist, seconds: object
) -> None:
    seconds.pace = 0.1  # type: ignore[attr-defined]  # the fixture's clock
    stand(page, "ST-2")
    type_("B A D")
    strip = page.zone.strip
    assert mark(page, "ST-2.1") == Entry()
    assert strip.field.text() == "bad"
    assert texts.TYPED_HINT in strip._hint.text(), "what Enter does there stands beside it"
    type_("Enter")
    assert strip.is_open, "letters are no reason"
    assert strip._hint.text() == texts.TYPED_LETTERS
    told: list[str] = []
    page.toast.connect(told.append)
    type_("Esc")
    assert mark(page, "ST-2.1") == Entry()
    assert told == [texts.DROPPED.format(text="bad")], "nothing goes without a word"
    assert QApplication.focusWidget() is page.zone.rows
    type_("T")
    assert strip.field.text() == "bad", "T brings it back"
    strip.field.setText("墙皮脱落")
    type_("Enter T")
    assert [reason.text for reason in mark(page, "ST-2.1").reasons] == ["墙皮脱落"]
    assert strip.field.text() == ""


def test_words_in_the_field_that_opened_by_itself_are_a_reason_by_enter_only(
    page: VisitPage, type_: Typist, seconds: object
) -> None:
    seconds.pace = 0.1  # type: ignore[attr-defined]  # as above
    stand(page, "ST-2")
    type_("B A D")
    strip = page.zone.strip
    strip.field.setText("垃圾外溢")
    page.zone.go(Spot(step=None, item=ItemCode("ST-3")))
    assert page.session.entry(ItemCode("ST-2")) == EMPTY, "going away is no Enter"
    stand(page, "ST-2")
    type_("B A D")
    strip.field.clear()
    QTest.keyClicks(strip.field, "x")
    assert texts.TYPED_HINT in strip._hint.text()
    strip.field.setText("垃圾外溢")
    type_("Enter")
    assert [reason.text for reason in mark(page, "ST-2.1").reasons] == ["垃圾外溢"]
    type_("Down B A D")
    strip.field.clear()
    type_("Enter")
    assert not strip.is_open
    assert mark(page, "ST-2.2") == Entry()


def test_letters_with_arrows_between_them_are_faults_however_fast(
    page: VisitPage, type_: Typist, seconds: object
) -> None:
    seconds.pace = 0.1  # type: ignore[attr-defined]  # as above
    stand(page, "ST-2")
    type_("B Down A Down D")
    assert [mark(page, f"ST-2.{row}").defects for row in (1, 2, 3)] == [1, 1, 1]


def test_later_stays_among_the_gaps(page: VisitPage, type_: Typist) -> None:
    stand(page, "ST-2")
    type_("L")
    gaps = [gap.kind for gap in page.session.scorecard.gaps if gap.checkpoint == "ST-2.1"]
    assert gaps == [GapKind.LATER]
    type_("L")
    assert mark(page, "ST-2.1") == Entry()


def test_page_keys_turn_items_and_confirm_nothing(page: VisitPage, type_: Typist) -> None:
    start = page.zone.spot.item
    type_("PgDn PgDn PgUp PgUp PgUp")
    assert page.zone.spot.item == start
    assert page.session.counted == {}


def test_g_goes_to_the_next_gap_and_round(page: VisitPage, type_: Typist) -> None:
    stand(page, "WM-7")
    type_("G")
    seen = {page.zone.spot.checkpoint}
    for _ in range(3):
        type_("G")
        seen.add(page.zone.spot.checkpoint)
    assert len(seen) == 4


def test_alt_and_a_digit_open_a_star(page: VisitPage, type_: Typist) -> None:
    type_.alt(Qt.Key.Key_3)
    assert page.session.rubric.item(page.zone.spot.item).star == "ST"
    assert page.stars.current == 2


def test_the_chosen_view_is_remembered(
    page: VisitPage, type_: Typist, desk: VisitDesk, jobs: Jobs, settings: QSettings, qtbot: QtBot
) -> None:
    assert step_of(page) == "listen"
    type_.alt(Qt.Key.Key_0)
    assert step_of(page) == ""
    again = VisitPage(desk, jobs, settings)
    qtbot.addWidget(again)
    assert step_of(again) == ""
    type_.alt(Qt.Key.Key_0)
    assert step_of(page) == "listen"


def test_undo_and_redo_go_back_to_the_row(page: VisitPage, type_: Typist) -> None:
    stand(page, "ST-2")
    type_("A A Down A")
    stand(page, "ZB-1")
    type_.ctrl(Qt.Key.Key_Z)
    assert page.zone.spot.checkpoint == "ST-2.2"
    type_.ctrl(Qt.Key.Key_Z)
    assert mark(page, "ST-2.1").defects == 1
    type_.ctrl(Qt.Key.Key_Y)
    assert mark(page, "ST-2.1").defects == 2
    for _ in range(9):
        type_.ctrl(Qt.Key.Key_Z)
    assert page.session.counted == {}


def test_every_change_is_saved_and_the_time_is_shown(
    page: VisitPage, type_: Typist, desk: VisitDesk
) -> None:
    stand(page, "ST-2")
    type_("A B")
    assert len(desk.saves) == 2  # type: ignore[attr-defined]  # the desk in memory keeps them
    assert "09:31:02" in page.head.saved.text()


def test_a_refused_save_changes_nothing_and_is_explained(
    page: VisitPage, type_: Typist, desk: VisitDesk, qtbot: QtBot
) -> None:
    class Full(InspectorError):
        code = "F101"
        what = "磁盘满了"
        next_step = "清出空间"

    desk.refusal = Full()  # type: ignore[attr-defined]  # the desk in memory
    stand(page, "ST-2")
    with qtbot.waitSignal(page.failed, timeout=1_000):
        type_("A")
    assert page.session.counted == {}


def test_lists_refuse_input_methods_in_every_row(page: VisitPage, type_: Typist) -> None:
    attribute = Qt.WidgetAttribute.WA_InputMethodEnabled
    for _ in range(40):
        type_("Down")
        assert not page.zone.rows.testAttribute(attribute)
        type_("PgDn")
        assert not page.zone.rows.testAttribute(attribute)
    page.zone.items.setFocus()
    for _ in range(40):
        QTest.keyClick(page.zone.items, Qt.Key.Key_Down)
        assert not page.zone.items.testAttribute(attribute)
    page.show_review()
    for _ in range(40):
        QTest.keyClick(page.review.gap_list, Qt.Key.Key_Down)
        assert not page.review.gap_list.testAttribute(attribute)


def test_composing_confirms_no_item(page: VisitPage, type_: Typist) -> None:
    stand(page, "ST-2")
    type_("T")
    field = page.zone.strip.field
    QApplication.sendEvent(field, QInputMethodEvent("dianxian", []))
    type_("1 Enter Esc Down")
    assert page.zone.strip.is_open, "keys belong to the input method while it composes"
    assert field.text() == ""
    assert mark(page, "ST-2.1") == Entry()
    commit = QInputMethodEvent("", [])
    commit.setCommitString("电线")
    QApplication.sendEvent(field, commit)
    assert field.text() == "电线"
    assert page.session.entry(ItemCode("ST-2")).confirmed == frozenset()
    QApplication.sendEvent(field, QInputMethodEvent("luan", []))
    page.zone.rows.setFocus()
    field.setFocus()
    assert not field.composing, "who goes away composes no more"
    type_("Enter")
    assert [reason.text for reason in mark(page, "ST-2.1").reasons] == ["电线"]
    assert page.session.entry(ItemCode("ST-2")).confirmed == frozenset()


def test_photos_hang_on_the_item_and_come_off(
    page: VisitPage, type_: Typist, jobs: Jobs, qtbot: QtBot
) -> None:
    stand(page, "ST-2")
    with qtbot.waitSignal(jobs.idle, timeout=5_000):
        page.photos.take_in([Path("村口.jpg"), Path("主街.jpg")])
    assert len(page.session.entry(ItemCode("ST-2")).photos) == 2
    page.zone.tray.view.choose(0)

    def hung() -> int:
        return len(page.session.entry(ItemCode("ST-2")).photos)

    type_("] P")
    assert hung() == 1
    type_("P [ P")
    assert hung() == 1
    type_.ctrl(Qt.Key.Key_Z)
    assert hung() == 2


def test_a_gap_that_was_gone_to_returns_by_itself(page: VisitPage, type_: Typist) -> None:
    type_.alt(Qt.Key.Key_0)
    finish(page, type_)
    stand(page, "ST-2")
    page.show_scoring()
    type_("+")
    page.show_review()
    assert not page.review.seal_button.isEnabled()
    page.review.gap_list.setFocus()
    type_("Enter")
    assert page.zone.spot.checkpoint == "ST-2.1"
    type_("A")
    assert page.parts.part is page.review
    assert page.review.seal_button.isEnabled()


def test_what_is_sealed_stays_as_it_is(page: VisitPage, type_: Typist, qtbot: QtBot) -> None:
    finish(page, type_)
    page.review.seal.emit("")
    assert not page.review.seal_button.isEnabled()
    stand(page, "ST-2")
    page.show_scoring()
    before = mark(page, "ST-2.1")
    with qtbot.waitSignal(page.toast, timeout=1_000):
        type_("A")
    assert mark(page, "ST-2.1") == before
    type_.ctrl(Qt.Key.Key_Z)
    assert mark(page, "ST-2.1") == before


def test_the_fifteen_finding_script_stays_within_its_keys(page: VisitPage, type_: Typist) -> None:
    type_.alt(Qt.Key.Key_0)
    script = {"ZB-2": "A B", "CY-1": "A A", "ST-2": "A A B Down A", "PA-2": "A Down B", "WM-1": "A"}
    for item, keys in script.items():
        stand(page, item)
        type_(keys)
    before = type_.pressed
    stand(page, "ZB-1")
    finish(page, type_)
    values = sum(
        isinstance(row.rule, Sample | Level)
        for item in page.session.rubric.items()
        for row in item.checkpoints
    )
    assert type_.pressed - before <= 29 + 2 * values + 8


def test_a_number_that_is_not_likely_needs_a_second_enter(page: VisitPage, type_: Typist) -> None:
    stand(page, "ST-2")
    said: list[str] = []
    page.toast.connect(said.append)
    type_("1 1 2 0")
    rows, model = page.zone.rows, page.zone.rows.model()
    view = rows.currentIndex().data(ROW_ROLE)
    assert view.doubt == "1120 处？再按一次 Enter 确认，按 Backspace 改"
    assert view.second_line() == (view.doubt, "warn")
    assert value_text(view) == ("1120", "处")
    assert view.doubt in str(model.data(rows.currentIndex(), Qt.ItemDataRole.AccessibleTextRole))
    assert mark(page, "ST-2.1") == Entry(), "the beginning of such a number counts no more than it"
    type_("A L Z + T")
    assert mark(page, "ST-2.1") == Entry(), "the question is answered first"
    assert not page.zone.strip.is_open
    assert said == []
    type_("Back Back")
    assert mark(page, "ST-2.1").defects == 11
    type_("2 0 Enter")
    assert mark(page, "ST-2.1").defects == 1120
    assert page.zone.spot.item == "ST-2", "that Enter confirmed the number, not the item"
    assert page.session.entry(ItemCode("ST-2")).confirmed == frozenset()
    type_("A")
    assert mark(page, "ST-2.1").reasons[0].count == 1120
    type_.ctrl(Qt.Key.Key_Z)
    type_.ctrl(Qt.Key.Key_Z)
    assert mark(page, "ST-2.1") == Entry()


def test_a_number_nobody_confirmed_is_not_counted_and_is_told(
    page: VisitPage, type_: Typist
) -> None:
    stand(page, "ST-2")
    said: list[str] = []
    page.toast.connect(said.append)
    left: list[bool] = []
    page.left.connect(lambda: left.append(True))
    type_("A 5 5 5 Down")
    assert [one for one in said if one] == ["555 处没有确认，没有记。"]
    assert mark(page, "ST-2.1").defects == 1, "as it was before the number"
    assert page.zone.spot.checkpoint == "ST-2.2"
    type_("5 5 5 Esc")
    assert said[-1] == "555 处没有确认，没有记。"
    assert left == [], "Esc gives the number up, not the visit"
    type_("5 5 5")
    type_.ctrl(Qt.Key.Key_Z)
    assert page.zone.marker.typing == IDLE
    assert mark(page, "ST-2.1").defects == 1, "Ctrl+Z takes back the number alone"
    type_("5 5 5")
    page.zone.marker.apply(marking.more)
    assert mark(page, "ST-2.2") == Entry()
    type_("9 9")
    assert page.zone.marker.typing.text == "5559", "more than any record holds is not typed"
    page.zone.go(Spot(step=None, item=ItemCode("ST-3")))
    assert said[-1] == "5559 处没有确认，没有记。"


def test_a_key_that_is_held_down_is_one_fault(page: VisitPage, type_: Typist) -> None:
    stand(page, "ST-2")
    type_("A")
    for _ in range(40):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", autorep=True
        )
        QApplication.sendEvent(page.zone.rows, event)
    assert mark(page, "ST-2.1").defects == 1


def test_what_is_likely_comes_from_the_form(rural: Rubric) -> None:
    def likely(code: str) -> int:
        item = rural.item(ItemCode(code.partition(".")[0]))
        return most_likely(item, rural.checkpoint(CheckpointCode(code)))

    heaps = rural.item(ItemCode("ST-2"))
    rule = rural.checkpoint(CheckpointCode("ST-2.1")).rule
    assert isinstance(rule, Deduct)
    assert likely("ST-2.1") * rule.per >= 2 * heaps.max > (likely("ST-2.1") - 1) * rule.per
    assert likely("ZB-2.3") == 12, "a ledger of twelve cells lacks no more than twelve"
    assert likely("ZB-3.3") == MANY, "a sample has its own limit"
    dear = replace(heaps, max=Points(100_000))
    assert most_likely(dear, heaps.checkpoints[0]) == MANY
    free = replace(heaps.checkpoints[0], rule=replace(rule, per=Points(0)))
    assert most_likely(heaps, free) == MANY


def test_the_line_of_a_ledger_that_is_ticked_is_in_view(page: VisitPage, type_: Typist) -> None:
    look().rescale(1.15)
    page.resize(1093, 546)
    stand(page, "ZB-4")
    rows = page.zone.rows

    def line() -> tuple[float, float]:
        rows.doItemsLayout()
        view, rect = rows.currentIndex().data(ROW_ROLE), rows.visualRect(rows.currentIndex())
        layout = lay_out(view, rect.width())
        assert layout.chips == [], "an open ledger needs the room of the reasons"
        place = cursor_place(layout, view)
        assert place is not None
        return rect.top() + place.top(), rect.top() + place.bottom()

    for keys in ("Right", "Down Down Down", "Up Up Up"):
        type_(keys)
        top, bottom = line()
        assert 0 <= top < bottom <= rows.viewport().height() + 1, keys
    type_("Esc")
    view = rows.currentIndex().data(ROW_ROLE)
    assert lay_out(view, 700).chips
    assert cursor_place(lay_out(view, 700), view) is None
    look().rescale(1.0)


def test_a_ledger_tells_what_is_missing_from_what_is_in_the_wrong_order(
    page: VisitPage, type_: Typist
) -> None:
    stand(page, "ZB-2")
    page.zone.go(Spot(step=None, item=ItemCode("ZB-2"), checkpoint=CheckpointCode("ZB-2.3")))
    type_("Right 0 3 0 1 0 3 1 2 0 3 1 0 Space")
    view = page.zone.rows.currentIndex().data(ROW_ROLE)
    assert sum_words("steps", view.grid.cells[0]) == ["缺 1", "乱 1"]
    assert sum_words("steps", view.grid.cells[1]) == []
    assert sum_words("questions", "ynn--") == ["错 2"]
