"""A visit without points, by keyboard alone: written at once, sealed only when it says enough."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from memory_survey import HIDDEN, RETURN, SHOW, SURVEY, MemorySurvey, survey_page
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from inspector.actions.signing import Signing
from inspector.domain.finding import Finding, Outcome
from inspector.domain.ids import Digest, ItemCode
from inspector.domain.signing import SignState, SignWay
from inspector.platform.durable import DiskFull
from inspector.ui.glyphs import Glyph
from inspector.ui.job import Jobs
from inspector.ui.pages.survey import texts
from inspector.ui.pages.survey.files import SomeRefused
from inspector.ui.pages.survey.page import SurveyPage
from inspector.ui.pages.survey.photo_row import PIXMAP_ROLE
from inspector.ui.pages.visit.lock_panel import LockPanel
from inspector.ui.sign_panel import SignPanel
from inspector.ui.widgets.ask import Ask
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.told_list import TOLD_ROLE, Told

FULL = DiskFull(path="/数据")


@pytest.fixture
def survey() -> MemorySurvey:
    return MemorySurvey(SURVEY)


@pytest.fixture
def page(survey: MemorySurvey, jobs: Jobs, qtbot: QtBot) -> SurveyPage:
    return shown(survey, jobs, qtbot)


def shown(survey: MemorySurvey, jobs: Jobs, qtbot: QtBot) -> SurveyPage:
    page = survey_page(survey, jobs)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.opened()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return page


def told(page: SurveyPage) -> list[Told]:
    lines = page.list.lines
    return [lines.index(row, 0).data(TOLD_ROLE) for row in range(lines.rowCount())]


def press(page: SurveyPage, key: Qt.Key, *, control: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    focused = QApplication.focusWidget()
    QTest.keyClick(page.window().focusWidget() if focused is None else focused, key, held)


def toasts(page: SurveyPage) -> list[str]:
    said: list[str] = []
    page.toast.connect(said.append)
    return said


def confirm(page: SurveyPage) -> None:
    (asked,) = page.findChildren(Confirm)
    asked.act.click()


def test_a_finding_is_written_saved_and_sealed_by_keys(
    page: SurveyPage, survey: MemorySurvey, qtbot: QtBot
) -> None:
    press(page, Qt.Key.Key_Return)  # the button of the empty page
    qtbot.waitUntil(page.editor.fact.hasFocus)
    assert survey.kept[1] == Finding(n=1)
    QTest.keyClicks(page.editor.fact, "one")
    press(page, Qt.Key.Key_Tab)
    assert page.editor.cause.hasFocus()
    QTest.keyClicks(page.editor.cause, "two")
    press(page, Qt.Key.Key_Tab)
    QTest.keyClicks(page.editor.proposal, "three")
    press(page, Qt.Key.Key_Return, control=True)
    assert page.list.hasFocus()
    qtbot.waitUntil(lambda: survey.kept[1].proposal == "three")
    assert (survey.kept[1].fact, survey.kept[1].cause) == ("one", "two")
    press(page, Qt.Key.Key_Return, control=True)
    confirm(page)
    assert survey.sealed() is not None
    assert page.hints() == texts.SIGN_KEYS
    assert page.editor.fact.isReadOnly()
    said = toasts(page)
    for act in (page.add, page.find_nothing, page.drop, page.bring_back, page.files.choose_photos):
        act()
    assert set(said) == {texts.FROZEN}


def test_words_are_saved_at_a_pause_and_keep_the_cursor(
    page: SurveyPage, survey: MemorySurvey, qtbot: QtBot
) -> None:
    page.add()
    QTest.keyClicks(page.editor.fact, "abc")
    before = survey.saves
    qtbot.waitUntil(lambda: survey.saves == before + 1)
    assert page.editor.fact.hasFocus()
    assert page.editor.fact.textCursor().position() == 3
    assert told(page)[0].text == "abc"
    assert told(page)[0].glyph != Glyph.GAP


def test_what_is_missing_stands_in_the_list_and_keeps_the_seal_back(
    page: SurveyPage, survey: MemorySurvey
) -> None:
    page.add()
    assert (told(page)[0].glyph, told(page)[0].text) == (Glyph.GAP, "还没有写实情")
    assert not page.seal_button.isEnabled()
    said = toasts(page)
    page.list.setFocus()
    page.seal()
    assert "还缺 1 处：第 1 条还没有写实情" in said[-1]
    assert page.editor.fact.hasFocus()
    assert survey.sealed() is None


def test_nothing_found_is_said_with_one_key(page: SurveyPage, survey: MemorySurvey) -> None:
    press(page, Qt.Key.Key_F4)
    assert [one.outcome for one in survey.findings()] == [Outcome.NOTHING]
    assert told(page)[0].title == "1　没有发现问题"
    press(page, Qt.Key.Key_F4)
    assert len(survey.kept) == 1
    said = toasts(page)
    press(page, Qt.Key.Key_N, control=True)
    assert said == [texts.NOTHING_TOLD]
    assert page.seal_button.isEnabled()


def test_a_finding_that_was_dropped_comes_back(page: SurveyPage, survey: MemorySurvey) -> None:
    for text in ("一", "二"):
        survey.put(Finding(n=0, fact=text))
    page.reload()
    page.list.setFocus()
    page.list.choose(1)
    press(page, Qt.Key.Key_Delete)
    assert list(survey.kept) == [1]
    press(page, Qt.Key.Key_Z, control=True)
    assert [one.fact for one in survey.findings()] == ["一", "二"]
    press(page, Qt.Key.Key_Z, control=True)
    assert len(survey.kept) == 2, "there is nothing more to bring back"


def test_a_return_visit_brings_its_problems(jobs: Jobs, qtbot: QtBot) -> None:
    survey = MemorySurvey(RETURN)
    survey.problems = ["ST-2.1 后街垃圾", "ZB-4.2 记录缺两次"]
    page = shown(survey, jobs, qtbot)
    press(page, Qt.Key.Key_Return)
    assert [one.problem for one in survey.findings()] == survey.problems
    assert told(page)[0].title == "1　未选　ST-2.1 后街垃圾"
    assert "还没有拍照片" in told(page)[0].text
    press(page, Qt.Key.Key_Return)
    assert page.editor.outcome.hasFocus()
    press(page, Qt.Key.Key_Right)
    press(page, Qt.Key.Key_Right)
    assert page.save_rest()
    assert survey.kept[1].outcome is Outcome.PARTLY
    assert told(page)[0].title.startswith("1　部分整改")
    said = toasts(page)
    press(page, Qt.Key.Key_F3)
    assert said == [texts.NONE_TO_BRING]
    assert not page.editor.cause.isVisible()


def test_an_observation_speaks_of_its_sections(jobs: Jobs, qtbot: QtBot) -> None:
    survey = MemorySurvey(SHOW)
    page = shown(survey, jobs, qtbot)
    page.add()
    section = page.editor.section
    assert section is not None
    qtbot.waitUntil(section.hasFocus)
    press(page, Qt.Key.Key_Right)
    QTest.keyClicks(page.editor.fact, "good")
    assert page.save_rest()
    assert survey.kept[1].section == "版面展示"
    assert page.seal_button.isEnabled(), "the other sections are hints"


def test_photos_hang_on_the_finding_in_front(
    page: SurveyPage, survey: MemorySurvey, tmp_path: Path, qtbot: QtBot
) -> None:
    page.add()
    QTest.keyClicks(page.editor.fact, "abc")
    failed: list[object] = []
    page.failed.connect(failed.append)
    files = [tmp_path / "a.jpg", tmp_path / "b.txt"]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.dropEvent(drop)
    qtbot.waitUntil(lambda: bool(survey.kept[1].photos) and bool(failed))
    assert survey.kept[1].fact == "abc", "what was typed was saved before"
    assert isinstance(failed[0], SomeRefused)
    assert page.editor.photos.isVisible()
    assert not page.editor.photos.tiles.index(0, 0).data(PIXMAP_ROLE).isNull()
    page.editor.photos.setFocus()
    page.editor.photos.choose(0)
    press(page, Qt.Key.Key_Delete)
    assert survey.kept[1].photos == ()


def test_what_is_only_looked_at_offers_no_photos(page: SurveyPage, survey: MemorySurvey) -> None:
    survey.put(Finding(n=0, item=HIDDEN, fact="x"))
    page.reload()
    assert not page.editor.add_photo.isVisible()


def test_what_the_disk_refuses_stays_and_is_tried_again(
    page: SurveyPage, survey: MemorySurvey
) -> None:
    failed: list[object] = []
    page.failed.connect(failed.append)
    page.add()
    survey.refusing = FULL
    QTest.keyClicks(page.editor.fact, "abc")
    assert not page.save_rest()
    assert page.editor.fact.text() == "abc"
    for act in (page.drop, page.bring, lambda: page.files.take_in([Path("a.jpg")]), page.seal):
        act()
    assert all(error is FULL for error in failed)
    assert survey.kept[1].fact == ""
    survey.refusing = None
    assert page.save_rest()
    assert survey.kept[1].fact == "abc"
    survey.refusing = FULL
    page.add()
    page.editor.photo_dropped.emit("ab")
    page.session.seal()
    assert survey.sealed() is None
    assert len(survey.kept) == 1


def test_a_picture_that_is_gone_is_an_empty_tile(
    page: SurveyPage, survey: MemorySurvey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(digest: Digest) -> bytes:
        del digest
        raise FULL

    monkeypatch.setattr(page.editor.photos.tiles, "_picture", gone)
    survey.put(replace(Finding(n=0, fact="x"), photos=(Digest("a" * 64),)))
    page.reload()
    assert page.editor.photos.tiles.index(0, 0).data(PIXMAP_ROLE).isNull()


def test_esc_leaves_from_the_list_and_goes_back_to_it_from_the_words(page: SurveyPage) -> None:
    left: list[bool] = []
    page.left.connect(lambda: left.append(True))
    page.add()
    press(page, Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    assert not left
    press(page, Qt.Key.Key_Escape)
    assert left == [True]


def test_another_finding_comes_to_the_front_after_the_first_is_saved(
    page: SurveyPage, survey: MemorySurvey
) -> None:
    survey.put(Finding(n=0, fact="一"))
    survey.put(Finding(n=0, fact="二"))
    page.reload()
    page.editor.fact.setFocus()
    QTest.keyClicks(page.editor.fact, "x")
    page.list.choose(1)
    assert survey.kept[1].fact == "x一"
    assert page.editor.fact.text() == "二"


def test_the_paper_is_saved_where_one_says(
    page: SurveyPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[str] = []

    def answer(_page: object, _title: str, name: str, _filter: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / "x.pdf") if len(asked) > 1 else "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    said = toasts(page)
    press(page, Qt.Key.Key_S, control=True)
    assert not said
    press(page, Qt.Key.Key_S, control=True)
    qtbot.waitUntil(lambda: bool(said))
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
    assert asked[0] == "遍访调研_古塬镇后辛沟村_217.pdf"


def test_photos_are_chosen_for_the_finding_in_front(
    page: SurveyPage, survey: MemorySurvey, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (["/a.jpg"], ""))
    page.files.choose_photos()
    assert not survey.kept, "there is no finding to hang them on"
    page.add()
    press(page, Qt.Key.Key_O, control=True)
    qtbot.waitUntil(lambda: bool(survey.kept[1].photos))


def sealed(page: SurveyPage) -> SignPanel:
    """Write one finding and seal, by keys; return what comes to the front."""
    page.add()
    QTest.keyClicks(page.editor.fact, "road")
    press(page, Qt.Key.Key_Escape)
    press(page, Qt.Key.Key_Return, control=True)
    page.findChildren(Confirm)[0].act.click()
    assert isinstance(page.sign, SignPanel)
    return page.sign


def answer(page: SurveyPage, *said: str) -> None:
    """Fill in the question that is open, and do it."""
    ask = page.findChildren(Ask)[-1]
    for field, words in zip(ask.fields, said, strict=False):
        field.setText(words)
    ask.act.click()


def test_sealed_it_is_printed_signed_and_locked_by_keys(
    page: SurveyPage, survey: MemorySurvey, qtbot: QtBot
) -> None:
    sign, said = sealed(page), toasts(page)
    assert page.right.currentWidget() is sign
    assert page.hints() == texts.SIGN_KEYS
    assert sign.list.hasFocus()
    assert not sign.lock_button.isEnabled()
    printers: list[tuple[object, ...]] = []
    sign.paperwork.ask = lambda *given: printers.append(given)
    press(page, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: bool(printers))
    assert "遍访调研_古塬镇后辛沟村_217" in str(printers[0])
    sign.paperwork.printed.emit(2)
    assert survey.paper.prints == [2]
    for _person in range(5):
        press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Return)
    answer(page, "邵丽")
    assert len(survey.paper.signed) == 6
    press(page, Qt.Key.Key_Return, control=True)
    page.findChildren(Confirm)[-1].act.click()
    assert survey.paper.state is SignState.SIGNED
    assert said[-1] == texts.LOCKED_NOW
    assert page._note.text().startswith("已签字，已锁定，记录码")
    assert page.hints() == texts.LOCKED_KEYS
    assert not sign.lock_button.isVisible()
    press(page, Qt.Key.Key_Return)
    sign.press("R")
    sign.go_on()
    assert survey.sealed() is not None, "what is locked stays"


def test_a_village_that_refuses_and_who_is_away_are_noted(
    page: SurveyPage, survey: MemorySurvey
) -> None:
    sign, said = sealed(page), toasts(page)
    press(page, Qt.Key.Key_J)
    assert said[-1].startswith("只有党组织书记")
    press(page, Qt.Key.Key_W)
    answer(page, "生病")
    sign.list.choose(0)
    press(page, Qt.Key.Key_X)
    assert not survey.paper.signed
    sign.list.choose(4)
    press(page, Qt.Key.Key_J)
    told = [label.text() for label in page.findChildren(Ask)[-1].findChildren(Label)]
    assert texts.REFUSE_TOLD in told, "there is no mark that could stand, and no recheck"
    answer(page, "不认可", "田文博", "芦玉兰")
    assert [one.way for one in survey.paper.signed.values()] == [SignWay.REFUSED]


def test_without_paper_the_lock_asks_first(page: SurveyPage, survey: MemorySurvey) -> None:
    sign = sealed(page)
    for line in survey.paper.lines():
        survey.paper.sign(Signing(part=line.due.part, name=line.due.name or "邵丽"))
    sign.reload()
    sign.go_on()
    (panel,) = page.findChildren(LockPanel)
    panel.elsewhere.setChecked(True)
    panel.lock_button.click()
    assert survey.paper.elsewhere is True


def test_reopened_it_is_written_on_and_sealed_again(page: SurveyPage, survey: MemorySurvey) -> None:
    sign, said = sealed(page), toasts(page)
    press(page, Qt.Key.Key_R)
    answer(page, "漏写一条")
    assert survey.paper.reasons == ["漏写一条"]
    assert survey.sealed() is None
    assert page.right.currentWidget() is not sign
    assert page.hints() == texts.KEYS
    press(page, Qt.Key.Key_F7)
    assert said[-1] == texts.SHEET_DRAFT
    page.show_sign()
    assert page.right.currentWidget() is not sign, "only what is sealed is signed"
    page.add()
    assert len(survey.kept) == 2


def test_a_finding_is_read_beside_the_signatures_and_back(
    page: SurveyPage, survey: MemorySurvey
) -> None:
    sign = sealed(page)
    press(page, Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    assert page.right.currentWidget() is not sign
    assert page.hints() == texts.SEALED_KEYS
    press(page, Qt.Key.Key_Return, control=True)
    assert page.right.currentWidget() is sign
    page.list.setFocus()
    press(page, Qt.Key.Key_Return)
    assert page.right.currentWidget() is not sign
    page.opened()
    assert page.right.currentWidget() is sign, "opened again it stands where work goes on"
    survey.paper.refusal = FULL
    failed: list[object] = []
    page.failed.connect(failed.append)
    press(page, Qt.Key.Key_Return)
    assert failed == [FULL]


def meant(page: SurveyPage) -> str | None:
    return page.editor.item.item


def test_an_item_is_set_by_its_code_or_a_part_of_its_title(
    page: SurveyPage, survey: MemorySurvey, qtbot: QtBot
) -> None:
    page.add()
    field = page.editor.item
    field.setFocus()
    QTest.keyClicks(field.field, "st2")
    assert meant(page) == "ST-2"
    assert field._told.text() == "ST-2 村容村貌"
    qtbot.waitUntil(lambda: survey.kept[1].item == "ST-2")
    assert field.field.text() == "st2", "what is being typed is not changed under the fingers"
    field.field.clear()
    field.field.insert("村")
    assert meant(page) is None
    assert field._told.text() == "有 2 项都叫这个，写编号：ST-2、ST-3"
    field.field.insert("容")
    assert meant(page) == "ST-2"
    QTest.keyClicks(field.field, "x")
    assert meant(page) is None
    assert field._told.text() == texts.ITEM_UNKNOWN
    field.field.setText("")
    field.field.insert("ＰＡ９")
    qtbot.waitUntil(lambda: survey.kept[1].item == HIDDEN)
    page.session.save_rest()
    page.reload()
    assert page.editor._count.text() == texts.LOOK_ONLY
    assert told(page)[0].title.endswith("PA-9 网格台账")
    press(page, Qt.Key.Key_Escape)
    assert page.list.hasFocus()


def test_another_finding_shows_its_own_item(page: SurveyPage, survey: MemorySurvey) -> None:
    survey.put(Finding(n=0, fact="一", item=ItemCode("ST-3")))
    survey.put(Finding(n=0, fact="二"))
    page.reload()
    assert page.editor.item.field.text() == "ST-3"
    page.list.choose(1)
    assert page.editor.item.field.text() == ""
    assert told(page)[0].glyph is Glyph.NOTED, "a fact takes no points away"
    page.list.choose(0)
    assert page.editor.item._told.text() == "ST-3 村庄绿化"


def test_why_it_cannot_be_sealed_is_read_whole_in_the_smallest_window(page: SurveyPage) -> None:
    page.resize(1000, 460)
    note = page._note
    assert note.text()
    assert note.isVisible()
    assert note.height() >= note.heightForWidth(note.width())
    assert page.rect().contains(QRect(note.mapTo(page, QPoint()), note.size()))
