"""From the last gap to the lock, by keys alone; and every way that leads off the straight path."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from memory_paper import MemoryPaper
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.actions.inventing import invent
from inspector.actions.sealing import NotComplete
from inspector.actions.signing import Signing
from inspector.domain.ids import CheckpointCode, ItemCode, StepId
from inspector.domain.progress import Ticket
from inspector.domain.scorecard import GapKind
from inspector.domain.signing import SignState, SignWay
from inspector.domain.visit import ItemEntry, Objection, Reason
from inspector.ui.job import Jobs
from inspector.ui.look import look
from inspector.ui.pages.visit import sign_texts, texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.feedback import FeedbackWindow
from inspector.ui.pages.visit.last_row import LastRow
from inspector.ui.pages.visit.lock_panel import LockPanel
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.pen_canvas import PenDialog
from inspector.ui.pages.visit.route import Spot
from inspector.ui.paper_printer import PrinterFailed
from inspector.ui.widgets.ask import Ask
from inspector.ui.widgets.button import Kind
from inspector.ui.widgets.confirm import Confirm

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
ROW, LEVEL_ROW = CheckpointCode("ST-2.1"), CheckpointCode("ZB-1.1")


@pytest.fixture
def page(
    qtbot: QtBot, desk: VisitDesk, jobs: Jobs, settings: QSettings, seconds: object
) -> Iterator[VisitPage]:
    """A visit with nothing but photos missing, at 核对."""
    for code, entry in invent(desk.rubric, Random(1), care=0.9).items():
        desk.put_item(code, entry)
    page = VisitPage(desk, jobs, settings, seconds)  # type: ignore[arg-type]  # a fixture's type
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.show_review()
    yield page
    assert jobs.wait()


@pytest.fixture
def told(page: VisitPage) -> list[str]:
    """What the page said."""
    said: list[str] = []
    page.toast.connect(said.append)
    page.undoable.connect(lambda sentence, _undo: said.append(sentence))
    return said


@pytest.fixture
def sealed(page: VisitPage) -> VisitPage:
    """The same, sealed: it stands at 签字."""
    page.ending.seal("雨天")
    return page


def paper(page: VisitPage) -> MemoryPaper:
    found = page.session.desk.paper
    assert isinstance(found, MemoryPaper)
    return found


def asked(page: VisitPage) -> Ask:
    """Return the question that is open."""
    (found,) = [one for one in page.findChildren(Ask) if one.isVisible()]
    return found


def answer(page: VisitPage, *words: str) -> None:
    """Fill the open question and press Enter."""
    question = asked(page)
    for field, said in zip(question.fields, words, strict=False):
        field.setText(said)
    QTest.keyClick(question.fields[0], ENTER)


def press(page: VisitPage, *keys: str) -> None:
    for key in keys:
        QTest.keyClicks(page.sign.list, key)


def sign_everybody(page: VisitPage) -> None:
    for _inspector in paper(page).inspectors:
        QTest.keyClick(page.sign.list, ENTER)
    QTest.keyClick(page.sign.list, ENTER)
    QTest.keyClick(page.sign.list, ENTER)
    answer(page, "邵丽")


def lock(page: VisitPage) -> None:
    """Lock what was signed, as if F7 had printed it."""
    paper(page).prints = paper(page).prints or [2]
    QTest.keyClick(page.sign.list, ENTER, CTRL)
    (question,) = page.sign.findChildren(Confirm)
    assert question.act.text() == "锁定后辛沟村的打分"
    QTest.keyClick(question, ENTER)


def asked_lock(page: VisitPage) -> LockPanel:
    """Return the panel that asks for a sheet."""
    (found,) = [one for one in page.sign.findChildren(LockPanel) if one.isVisible()]
    return found


def print_to(page: VisitPage, path: Path) -> list[int]:
    """Let F7 print into a file; return what was proposed as the number of copies."""
    proposed: list[int] = []

    def ask(parent: QWidget, name: str, copies: int, on: Callable[[QPrinter], None]) -> None:
        assert parent is page
        assert name == "打分表和问题清单_古塬镇后辛沟村_217.pdf"
        proposed.append(copies)
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setCopyCount(copies)
        on(printer)

    page.paperwork.ask = ask
    return proposed


def test_the_whole_way_by_keys_alone(
    page: VisitPage,
    told: list[str],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    QTest.keyClick(page.review.gap_list, ENTER, CTRL)
    answer(page, "照片在另一台手机里")
    assert page.parts.part is page.sign
    assert page.head.saved.text() == "已定稿 11月5日 11:02"
    proposed = print_to(page, tmp_path / "两份.pdf")
    QTest.keyClick(page.sign.list, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: bool(paper(page).prints), timeout=10_000)
    assert proposed == paper(page).prints == [2], "one for the village, one for the county"
    assert (tmp_path / "两份.pdf").stat().st_size > 1_000
    assert not page.sign.lock_button.isEnabled()
    assert page.sign._why.text() == "还差 6 人签字"
    sign_everybody(page)
    assert page.sign._why.text() == sign_texts.LOCK_READY
    lock(page)
    assert paper(page).state is SignState.SIGNED
    assert told[-1] == sign_texts.LOCKED_NOW
    assert page.hints() == sign_texts.LOCKED_KEYS


@pytest.mark.parametrize("theme", ["light", "outdoor"])
@pytest.mark.parametrize("size", [(1015, 546), (1288, 697), (1288, 768)])
def test_everybody_who_signs_and_both_buttons_are_seen_at_once(
    sealed: VisitPage, size: tuple[int, int], theme: str, qtbot: QtBot
) -> None:
    """The sizes are those beside the rail, at the 115 % of the field."""
    look().rescale(1.15)
    look().switch(theme)
    try:
        sealed.resize(*size)
        rows = sealed.sign.list

        def seen() -> bool:
            whole = rows.viewport().rect()
            places = [rows.visualRect(rows.model().index(row, 0)) for row in range(6)]
            return all(whole.contains(place) for place in places)

        qtbot.waitUntil(seen)
        page = sealed.rect()
        for button in (sealed.sign.print_button, sealed.sign.lock_button):
            at = button.mapTo(sealed, button.rect().topLeft())
            assert page.contains(button.rect().translated(at))
        rows.grab()
        assert rows.visualRect(rows.model().index(0, 0)).height() >= 32, "a finger finds it"
    finally:
        look().rescale(1.0)
        look().switch("light")


def test_the_primary_button_of_the_review_is_seen_before_and_after_the_seal(
    page: VisitPage,
) -> None:
    look().rescale(1.15)
    try:
        page.resize(1015, 546)
        page.grab()
        assert page.review.seal_button.isVisible()
        page.ending.seal("雨天")
        page.show_review()
        page.grab()
        assert not page.review.seal_button.isVisible()
        assert page.review.sign_button.isVisible(), "what comes next never steps back"
        wanted: list[bool] = []
        page.review.show_sheet.disconnect()
        page.review.show_sheet.connect(lambda: wanted.append(True))
        for view in (page.review.gap_list, page.review.loss_list, page.review):
            QTest.keyClicks(view, "p")
        assert wanted == [True] * 3, "what stepped back has a key"
    finally:
        look().rescale(1.0)


def test_nothing_printed_asks_to_print_first(sealed: VisitPage) -> None:
    sign_everybody(sealed)
    assert sealed.sign._why.text() == sign_texts.LOCK_UNPRINTED
    assert sealed.sign.print_button.kind is Kind.PRIMARY
    assert sealed.sign.lock_button.kind is Kind.PLAIN, "one thing comes next"
    wanted: list[bool] = []
    sealed.sign.print_wanted.disconnect()
    sealed.sign.print_wanted.connect(lambda: wanted.append(True))
    for key in (ENTER, Qt.Key.Key_F7):
        QTest.keyClick(sealed.sign.list, ENTER, CTRL)
        panel = asked_lock(sealed)
        assert not panel.lock_button.isEnabled()
        QTest.keyClick(panel.elsewhere, key)
        assert not panel.isVisible()
    assert wanted == [True, True]
    QTest.keyClick(sealed.sign.list, ENTER, CTRL)
    QTest.keyClick(asked_lock(sealed), Qt.Key.Key_Escape)
    assert paper(sealed).state is SignState.WAITING
    QTest.keyClick(sealed.sign.list, ENTER, CTRL)
    panel = asked_lock(sealed)
    QTest.keyClick(panel._back, ENTER)
    assert paper(sealed).state is SignState.WAITING


def test_a_tick_says_that_it_was_printed_elsewhere(sealed: VisitPage, told: list[str]) -> None:
    sign_everybody(sealed)
    QTest.keyClick(sealed.sign.list, ENTER, CTRL)
    panel = asked_lock(sealed)
    QTest.keyClick(panel.elsewhere, Qt.Key.Key_Space)
    assert (panel.lock_button.kind, panel.print_button.kind) == (Kind.PRIMARY, Kind.PLAIN)
    QTest.keyClick(panel.elsewhere, Qt.Key.Key_Space)
    assert (panel.lock_button.kind, panel.print_button.kind) == (Kind.PLAIN, Kind.PRIMARY)
    QTest.keyClick(panel.elsewhere, Qt.Key.Key_Space)
    QTest.keyClick(panel.elsewhere, ENTER)
    assert paper(sealed).state is SignState.SIGNED
    assert paper(sealed).elsewhere is True
    assert told[-1] == sign_texts.LOCKED_NOW


def test_drawn_signatures_need_no_sheet(sealed: VisitPage) -> None:
    for line in paper(sealed).lines():
        strokes = (((1, 1), (9, 9)),)
        paper(sealed).sign(
            Signing(part=line.due.part, way=SignWay.DRAWN, name="某", strokes=strokes)
        )
    sealed.sign.reload()
    assert sealed.sign._why.text() == sign_texts.LOCK_READY
    QTest.keyClick(sealed.sign.list, ENTER, CTRL)
    (question,) = sealed.sign.findChildren(Confirm)
    QTest.keyClick(question, ENTER)
    assert (paper(sealed).state, paper(sealed).elsewhere) == (SignState.SIGNED, False)


def test_a_sheet_saved_since_the_seal_counts_as_printed(
    sealed: VisitPage, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(sealed.paperwork.saved, timeout=10_000):
        sealed.paperwork.save(tmp_path / "表.pdf")
    assert "存了 PDF" in sealed.sign._told.text()
    desk = sealed.session.desk
    assert (tmp_path / "表.pdf").read_bytes() == desk.to_sign(Ticket()), "what F7 prints"
    sign_everybody(sealed)
    assert sealed.sign._why.text() == sign_texts.LOCK_READY


def test_a_draft_that_is_saved_is_not_printed(
    page: VisitPage, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.paperwork.saved, timeout=10_000):
        page.paperwork.save(tmp_path / "表.pdf")
    assert paper(page).prints == []
    assert (tmp_path / "表.pdf").read_bytes() == page.session.desk.sheet(Ticket())


def test_screen_file_and_printer_get_the_same_papers_and_say_which(
    sealed: VisitPage, tmp_path: Path, qtbot: QtBot
) -> None:
    assert "打分表、问题清单" in sign_texts.COPIES_TOLD
    assert sealed.paperwork.proposed_name().startswith("打分表和问题清单_")
    with qtbot.waitSignal(sealed.paperwork.drawn, timeout=10_000) as drawn:
        sealed.paperwork.draw()
    assert drawn.args is not None
    assert len(drawn.args[0].pages) == 3, "two of the sheet, one of the list"
    assert sealed.sheet._count.text() == "打分表和问题清单，共 3 页"
    with qtbot.waitSignal(sealed.paperwork.said, timeout=10_000) as said:
        sealed.paperwork.save(tmp_path / "两样.pdf")
    assert said.args is not None
    assert said.args[0].startswith("打分表和问题清单已存到")


@pytest.mark.qt_log_ignore("QPainter::begin", "propagateSizeHints", extend=True)
def test_a_printer_that_fails_is_named_and_can_be_tried_again(
    sealed: VisitPage, tmp_path: Path, qtbot: QtBot
) -> None:
    print_to(sealed, tmp_path / "没有这个文件夹" / "两份.pdf")
    with qtbot.waitSignal(sealed.failed, timeout=10_000) as failed:
        QTest.keyClick(sealed.sign.list, Qt.Key.Key_P, CTRL)
    assert failed.args is not None
    assert isinstance(failed.args[0], PrinterFailed)
    assert "两份.pdf" in str(failed.args[0])
    assert paper(sealed).prints == []
    print_to(sealed, tmp_path / "两份.pdf")
    QTest.keyClick(sealed.sign.list, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: paper(sealed).prints == [2], timeout=10_000)
    assert "打印了 2 份" in sealed.sign._told.text()


def test_what_is_not_sealed_is_not_printed_for_signing(page: VisitPage, told: list[str]) -> None:
    QTest.keyClick(page.review.gap_list, Qt.Key.Key_F7)
    assert told == [sign_texts.PRINT_DRAFT]
    page.parts.show_part(page.sign)
    assert page.hints() == sign_texts.WAITING_KEYS
    assert not page.sign.list.isVisible()
    press(page, "J", "R", "Y")
    QTest.keyClick(page.sign.lock_button, ENTER)
    assert page.parts.part is page.review


def test_a_refusal_has_a_reason_and_two_who_attest_it(sealed: VisitPage, told: list[str]) -> None:
    press(sealed, "J")
    assert told[-1] == sign_texts.ONLY_SECRETARY, "the team does not refuse"
    sealed.sign.list.choose(4)
    press(sealed, "J")
    question = asked(sealed)
    assert question.answers() == ["", "田文博", "芦玉兰"]
    QTest.keyClick(question.fields[0], ENTER)
    assert question.isVisible(), "not without a reason"
    answer(sealed, "对产业兴旺星不认可")
    signed = paper(sealed).signed["secretary"]
    assert (signed.way, signed.reason) == (SignWay.REFUSED, "对产业兴旺星不认可")
    assert signed.witnesses == ("田文博", "芦玉兰")
    for place in (0, 1, 2, 3):
        sealed.sign.list.choose(place)
        QTest.keyClick(sealed.sign.list, ENTER)
    sealed.sign.list.choose(5)
    QTest.keyClick(sealed.sign.list, ENTER)
    answer(sealed, "邵丽")
    lock(sealed)
    assert told[-1] == sign_texts.LOCKED_REFUSED
    assert "拒签" in sealed.sign._told.text()


def test_a_deputy_signs_for_the_secretary(sealed: VisitPage, told: list[str]) -> None:
    press(sealed, "K")
    assert told[-1] == sign_texts.ONLY_SECRETARY
    sealed.sign.list.choose(4)
    press(sealed, "W")
    assert told[-1] == sign_texts.NOT_SECRETARY
    press(sealed, "K")
    answer(sealed, "韩小军", "村委会副主任")
    signed = paper(sealed).signed["secretary"]
    assert (signed.way, signed.name, signed.relation) == (SignWay.DEPUTY, "韩小军", "村委会副主任")
    said = sealed.sign._signers.data(sealed.sign._signers.index(4))
    assert said == "韩小军 村党组织书记 09:39 受托人已签"


def test_who_is_absent_is_named_with_a_reason(sealed: VisitPage) -> None:
    press(sealed, "W")
    answer(sealed, "送资料去了")
    assert paper(sealed).signed["T01-1"].way is SignWay.ABSENT
    sealed.sign.list.choose(5)
    press(sealed, "W")
    answer(sealed, "邵丽", "县里开会")
    signed = paper(sealed).signed["escort"]
    assert (signed.name, signed.reason) == ("邵丽", "县里开会")


def test_a_drawn_signature_is_kept_as_strokes(sealed: VisitPage) -> None:
    press(sealed, "I")
    (dialog,) = sealed.findChildren(PenDialog)
    assert not dialog.done_button.isEnabled()
    canvas = dialog.canvas
    middle = canvas.rect().center()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(canvas, middle + QPoint(30, 10))
    QTest.mouseMove(canvas, middle + QPoint(5_000, 10))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle)
    canvas.grab()
    QTest.keyClick(dialog.done_button, ENTER)
    (stroke,) = paper(sealed).signed["T01-1"].strokes
    assert len(stroke) == 3
    assert stroke[-1][0] == 1_000, "the field ends where it ends"
    sealed.sign.list.grab()
    sealed.sign.list.choose(5)
    press(sealed, "I")
    answer(sealed, "邵丽")
    (escort,) = [one for one in sealed.findChildren(PenDialog) if one.isVisible()]
    assert "邵丽" in escort.windowTitle()


def test_what_was_noted_by_mistake_is_taken_back(sealed: VisitPage) -> None:
    QTest.keyClick(sealed.sign.list, ENTER)
    sealed.sign.list.choose(0)
    press(sealed, "X")
    assert paper(sealed).signed == {}
    paper(sealed).refusal = NotComplete(place="后辛沟村", count=1, first="…")
    QTest.keyClick(sealed.sign.list, ENTER)
    assert paper(sealed).signed == {}, "the disk refused; nothing was ticked"


def test_an_objection_is_asked_listed_changed_and_dropped(page: VisitPage, told: list[str]) -> None:
    QTest.keyClicks(page.review.gap_list, "Y")
    assert asked(page).answers() == ["", "韩建业", ""]
    answer(page, "道路是县里修的", "韩建业", "ZZ-9")
    assert "没有编号为 ZZ-9" in told[-1]
    assert paper(page).said == []
    QTest.keyClicks(page.review.gap_list, "Y")
    answer(page, "道路是县里修的", "韩建业", "ｓｔ-2")
    (said,) = paper(page).said
    assert (said.item, said.text, said.by) == ("ST-2", "道路是县里修的", "韩建业")
    listed = page.review.objections
    listed.setCurrentIndex(listed.model().index(0, 0))
    assert listed.model().index(0, 0).data().startswith("ST-2 村容村貌")
    QTest.keyClick(listed, ENTER)
    answer(page, "第二天就清了")
    assert paper(page).said[0].text == "第二天就清了"
    QTest.keyClick(listed, Qt.Key.Key_Delete)
    assert paper(page).said == []
    assert not listed.isVisible()
    assert told[-1] == sign_texts.OBJECT_DROPPED
    QTest.keyClick(page.review.gap_list, Qt.Key.Key_Z, CTRL)
    assert paper(page).said[0].text == "第二天就清了", "a slip of Del loses no word"


def test_an_objection_knows_the_deduction_it_was_asked_at(page: VisitPage, qtbot: QtBot) -> None:
    page.activateWindow()
    losses = page.review.loss_list
    losses.setFocus()
    losses.choose(0)
    qtbot.waitUntil(losses.hasFocus)
    QTest.keyClicks(losses, "Y")
    assert asked(page).answers()[2] == page.session.scorecard.losses[0].item


def test_an_objection_after_the_seal_seals_anew(sealed: VisitPage, told: list[str]) -> None:
    QTest.keyClick(sealed.sign.list, ENTER)
    press(sealed, "Y")
    assert sign_texts.OBJECT_VOIDS in [
        label.text() for label in asked(sealed).findChildren(QWidget) if hasattr(label, "text")
    ]
    answer(sealed, "不该扣村里的分", "韩建业")
    assert paper(sealed).reasons == [sign_texts.OBJECT_REASON]
    assert paper(sealed).state is SignState.WAITING
    assert paper(sealed).signed == {}, "what was signed before is void"
    assert told[-1] == sign_texts.OBJECT_SEALED_AGAIN


def test_a_sealed_visit_is_opened_again_with_a_reason(sealed: VisitPage, told: list[str]) -> None:
    press(sealed, "R")
    answer(sealed, "漏记一处")
    assert paper(sealed).reasons == ["漏记一处"]
    assert sealed.parts.part is sealed.review
    assert sealed.session.sealing is None
    assert told[-1] == sign_texts.REOPENED
    assert sealed.head.saved.text() == ""
    sealed.show_review()
    QTest.keyClicks(sealed.review, "R")
    assert not [one for one in sealed.findChildren(Ask) if one.isVisible()], "it is open already"


def test_after_the_lock_only_a_correction_follows(sealed: VisitPage, told: list[str]) -> None:
    sign_everybody(sealed)
    lock(sealed)
    code = ItemCode("ST-2")
    before = sealed.session.entry(code)
    noted = {row: replace(entry, note="核实过") for row, entry in before.entries.items()}
    saves = len(sealed.session.desk.saves)  # type: ignore[attr-defined]  # of the desk in memory
    QTest.keyClicks(sealed.sign, "R")
    assert told[-1] == sign_texts.CORRECT_BEGIN
    assert sealed.zone.isVisible()
    spot = sealed.zone.spot
    assert sealed.session.put(type(spot)(step=None, item=code), replace(before, entries=noted))
    assert len(sealed.session.desk.saves) == saves  # type: ignore[attr-defined]  # as above
    QTest.keyClick(sealed.zone.rows, Qt.Key.Key_Escape)
    assert sealed.parts.part is sealed.sign
    assert sealed.hints() == sign_texts.CORRECTING_KEYS
    assert "改了 1 项" in sealed.sign._told.text()
    QTest.keyClick(sealed.sign.list, ENTER, CTRL)
    answer(sealed, "县办核实", "田文博")
    assert list(paper(sealed).corrected) == [code]
    assert paper(sealed).kept[0].by == "田文博"
    assert sealed.session.entry(code).entries == noted
    assert told[-1] == sign_texts.CORRECTED
    assert sealed.session.stopped(), "it is locked again"
    assert "更正 1 条" in sealed.sign._why.text()


def test_a_correction_in_hand_is_there_when_the_page_is_opened_again(
    sealed: VisitPage, jobs: Jobs, settings: QSettings, qtbot: QtBot
) -> None:
    sign_everybody(sealed)
    lock(sealed)
    QTest.keyClicks(sealed.sign, "R")
    sealed.zone.go(Spot(step=None, item=ItemCode("ST-2"), checkpoint=ROW))
    QTest.keyClicks(sealed.zone.rows, "T")
    sealed.zone.strip.field.setText("核对台账发现漏记")
    QTest.keyClick(sealed.zone.strip.field, ENTER)
    assert "已存" in sealed.head.saved.text()
    again = VisitPage(sealed.session.desk, jobs, settings)
    qtbot.addWidget(again)
    again.show()
    assert again.parts.part is again.sign, "where it is submitted or dropped"
    assert "改了 1 项" in again.sign._told.text()
    told = [reason.text for reason in again.session.mark(ItemCode("ST-2"), ROW).reasons]
    assert "核对台账发现漏记" in told
    QTest.keyClicks(again.sign, "R")
    assert again.session.sealing is not None
    assert paper(again).in_hand == {}


def test_an_item_emptied_by_a_correction_is_one_of_its_changes(sealed: VisitPage) -> None:
    sign_everybody(sealed)
    lock(sealed)
    QTest.keyClicks(sealed.sign, "R")
    assert sealed.session.put(Spot(step=None, item=ItemCode("ST-2")), ItemEntry())
    assert sealed.session.corrected() == paper(sealed).in_hand == {"ST-2": ItemEntry()}


def test_a_correction_that_the_disk_refuses_stays_and_is_tried_again(sealed: VisitPage) -> None:
    sign_everybody(sealed)
    lock(sealed)
    QTest.keyClicks(sealed.sign, "R")
    failed: list[object] = []
    sealed.failed.connect(failed.append)
    refusal = NotComplete(place="后辛沟村", count=1, first="…")
    paper(sealed).refusal = refusal
    assert sealed.session.put(Spot(step=None, item=ItemCode("ST-2")), ItemEntry())
    assert failed == [refusal]
    assert "没存上" in sealed.head.saved.text()
    assert not sealed.save_rest(), "who closes the window is told"
    QTest.keyClicks(sealed.sign, "R")
    assert sealed.session.correcting, "nor is it dropped by halves"
    paper(sealed).refusal = None
    assert sealed.save_rest()
    assert sealed.session.save_again()
    assert list(paper(sealed).in_hand) == ["ST-2"]


def test_a_correction_can_be_dropped(sealed: VisitPage) -> None:
    sign_everybody(sealed)
    lock(sealed)
    QTest.keyClicks(sealed.sign, "R")
    code = ItemCode("ST-2")
    before = sealed.session.entry(code)
    spot = type(sealed.zone.spot)(step=None, item=code)
    sealed.session.put(spot, replace(before, confirmed=frozenset()))
    sealed.parts.show_part(sealed.sign)
    QTest.keyClicks(sealed.sign, "R")
    assert sealed.session.entry(code) == before
    assert paper(sealed).corrected == {}


def test_the_screen_is_turned_to_the_secretary(sealed: VisitPage, qtbot: QtBot) -> None:
    QTest.keyClick(sealed.sign.list, Qt.Key.Key_F6)
    (window,) = sealed.findChildren(FeedbackWindow)
    qtbot.waitUntil(window.isVisible)
    assert window.isFullScreen()
    assert window.feedback.list.itemDelegate()._grow >= 1.2  # type: ignore[attr-defined]  # ours
    bar = window.feedback.list.verticalScrollBar()
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(window, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    window.grab()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_the_team_leaves_for_another_place_and_says_why(page: VisitPage, qtbot: QtBot) -> None:
    QTest.keyClick(page.review.gap_list, Qt.Key.Key_W, CTRL)
    with qtbot.waitSignal(page.left, timeout=1_000):
        answer(page, "书记去镇里开会")
    assert paper(page).paused == ["书记去镇里开会"]


def test_why_a_gap_is_left_stands_beside_it(page: VisitPage, told: list[str]) -> None:
    QTest.keyClicks(page.review.gap_list, "T")
    answer(page, "下雨没法拍")
    (left,) = paper(page).left()
    assert left.reason == "下雨没法拍"
    assert told[-1] == sign_texts.LEFT_KEPT
    row = page.review.gap_list.currentIndex().row()
    assert "已写原因：下雨没法拍" in page.review._gaps.line(row).told
    QTest.keyClicks(page.review.gap_list, "T")
    assert asked(page).answers() == ["下雨没法拍"]
    QTest.keyClick(asked(page), Qt.Key.Key_Escape)
    page.review.gap_list.grab()


def test_a_visit_that_was_left_opens_at_the_same_row(
    page: VisitPage, jobs: Jobs, settings: QSettings, qtbot: QtBot
) -> None:
    page.show_scoring()
    page.zone.go(Spot(step=StepId("look"), item=ItemCode("ST-2"), checkpoint=ROW))
    qtbot.waitUntil(lambda: settings.value("visit/row/古塬镇217") == f"ST-2|{ROW}")
    again = VisitPage(page.session.desk, jobs, settings)
    qtbot.addWidget(again)
    assert again.zone.spot == Spot(step=StepId("look"), item=ItemCode("ST-2"), checkpoint=ROW)
    last = LastRow(settings, page.session.desk.place)
    assert last.spot(page.session.rubric, by_star=True) == Spot(
        step=None, item=ItemCode("ST-2"), checkpoint=ROW
    )
    settings.setValue("visit/row/古塬镇217", "ST-2|ZZ-9")
    assert last.spot(page.session.rubric, by_star=True) is None


GAPS: dict[GapKind, tuple[str, Callable[[ItemEntry], ItemEntry]]] = {
    GapKind.UNSET: (
        "ST-2.1",
        lambda e: replace(
            e, entries={k: v for k, v in e.entries.items() if k != ROW}, confirmed=frozenset()
        ),
    ),
    GapKind.UNCONFIRMED: ("ST-2.1", lambda e: replace(e, confirmed=frozenset())),
    GapKind.LATER: ("ST-2.1", lambda e: row_of(e, later=True)),
    GapKind.MEASURE: ("ZB-1.1", lambda e: row_of(e, level=None)),
    GapKind.REASON: ("ST-2.1", lambda e: row_of(e, defects=1, reasons=())),
    GapKind.PROOF: (
        "ST-2.1",
        lambda e: replace(
            row_of(e, defects=40, reasons=(Reason(text="柴草乱堆", count=40),)), photos=()
        ),
    ),
}
"""For each kind of must: a row, and how its item comes to lack it."""


def row_of(entry: ItemEntry, **facts: object) -> ItemEntry:
    """Return an item with other facts in the row that the test looks at, and no remarks."""
    rows = {
        code: replace(mark, note="", **(facts if code in (ROW, LEVEL_ROW) else {}))  # type: ignore[arg-type]  # facts of any kind
        for code, mark in entry.entries.items()
    }
    return replace(entry, entries=rows)


@pytest.mark.parametrize("kind", [*GAPS])
def test_each_kind_of_gap_holds_the_seal_back_and_says_why(page: VisitPage, kind: GapKind) -> None:
    row, spoil = GAPS[kind]
    code = ItemCode(row.partition(".")[0])
    button, why = page.review.seal_button, page.review._why
    assert button.isEnabled(), "nothing but photos is missing"
    whole = page.session.entry(code)
    assert page.session.put(Spot(step=None, item=code), spoil(whole))
    page.show_review()
    musts = [gap.kind for gap in page.session.scorecard.gaps if gap.must]
    assert kind in musts
    assert not button.isEnabled()
    assert why.isVisible()
    assert why.text() == texts.SEAL_FIRST.format(count=page.review._gaps.count(must=True))
    assert page.review._gaps.line(1).gap is not None
    QTest.keyClick(page.review.gap_list, ENTER, CTRL)
    assert not [one for one in page.findChildren(Ask) if one.isVisible()]
    assert page.session.put(Spot(step=None, item=code), whole)
    page.show_review()
    assert button.isEnabled(), "the gap is filled"
    assert not why.isVisible()


def test_missing_photos_may_be_left_and_hold_nothing_back(page: VisitPage) -> None:
    kinds = {gap.kind for gap in page.session.scorecard.gaps}
    assert kinds == {GapKind.PHOTOS}
    assert set(GapKind) == {*GAPS, GapKind.PHOTOS}, "each kind is tried"


def test_what_the_disk_refuses_is_explained_and_nothing_moves(sealed: VisitPage) -> None:
    failed: list[object] = []
    sealed.failed.connect(failed.append)
    refusal = NotComplete(place="后辛沟村", count=1, first="…")
    press(sealed, "R")
    paper(sealed).refusal = refusal
    answer(sealed, "漏记一处")
    assert sealed.parts.part is sealed.sign
    press(sealed, "Y")
    answer(sealed, "不该扣", "韩建业")
    QTest.keyClick(sealed.sign.list, Qt.Key.Key_W, CTRL)
    answer(sealed, "先走")
    assert failed == [refusal] * 3
    assert paper(sealed).state is SignState.WAITING
    paper(sealed).refusal = None
    sign_everybody(sealed)
    lock(sealed)
    assert sealed.ending.first() is sealed.review, "a locked visit opens at its result"
    QTest.keyClicks(sealed.sign, "R")
    code = ItemCode("ST-2")
    changed = replace(sealed.session.entry(code), confirmed=frozenset())
    assert sealed.session.put(Spot(step=None, item=code), changed)
    paper(sealed).refusal = refusal
    sealed.parts.show_part(sealed.sign)
    sealed.ending.submit()
    answer(sealed, "核实", "田文博")
    assert failed[-1] is refusal
    assert sealed.session.correcting, "what was typed is not lost"


def test_a_refused_reason_or_seal_stays_where_it_was(page: VisitPage, told: list[str]) -> None:
    failed: list[object] = []
    page.failed.connect(failed.append)
    refusal = NotComplete(place="后辛沟村", count=1, first="…")
    paper(page).refusal = refusal
    QTest.keyClicks(page.review.gap_list, "T")
    answer(page, "雨天")
    assert failed == [refusal]
    paper(page).refusal = None
    code = ItemCode("ST-2")
    assert page.session.put(Spot(step=None, item=code), ItemEntry())
    page.show_review()
    page.review.gap_list.choose(1)
    QTest.keyClicks(page.review.gap_list, "T")
    assert told[-1] == sign_texts.LEAVE_MUST
    QTest.keyClick(page.review.gap_list, ENTER, CTRL)
    assert page.session.sealing is None


def test_the_signatures_of_a_locked_visit_are_only_looked_at(sealed: VisitPage) -> None:
    sealed.show_review()
    assert sealed.review.sign_button.text() == sign_texts.SIGN
    sealed.parts.show_part(sealed.sign)
    sign_everybody(sealed)
    lock(sealed)
    sealed.show_review()
    assert sealed.review.sign_button.text() == sign_texts.SEE_SIGNED


def test_a_locked_visit_takes_no_objection(sealed: VisitPage) -> None:
    paper(sealed).said = [Objection(item=None, text="不该扣", by="韩建业")]
    sign_everybody(sealed)
    lock(sealed)
    sealed.show_review()
    listed = sealed.review.objections
    listed.choose(0)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Y):
        QTest.keyClick(listed, key)
    assert not [one for one in sealed.findChildren(Ask) if one.isVisible()]
    assert len(paper(sealed).said) == 1
    QTest.keyClick(sealed.review.gap_list, ENTER, CTRL)
    assert sealed.parts.part is sealed.sign
    listed.grab()


def test_a_pen_signs_too_and_can_begin_again(sealed: VisitPage) -> None:
    press(sealed, "I")
    (dialog,) = sealed.findChildren(PenDialog)
    canvas = dialog.canvas
    assert canvas.hasHeightForWidth()
    assert canvas.heightForWidth(1_000) == 360
    pen = QPointingDevice.primaryPointingDevice()
    for kind, x in (
        (QEvent.Type.TabletPress, 100), (QEvent.Type.TabletMove, 140),
        (QEvent.Type.TabletRelease, 140), (QEvent.Type.TabletMove, 180),
    ):  # fmt: skip
        at = QPointF(x, canvas.height() / 2)
        event = QTabletEvent(
            kind, pen, at, at, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0,
            Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
        )  # fmt: skip
        canvas.tabletEvent(event)
    assert [len(stroke) for stroke in canvas.strokes()] == [2], "a pen in the air draws nothing"
    canvas.clear()
    assert canvas.strokes() == ()
    assert not dialog.done_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert paper(sealed).signed == {}
