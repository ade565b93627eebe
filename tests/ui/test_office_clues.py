"""线索联审 in the window: what teams saw, a decision with its papers, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from office_window import OfficeWindow, office_window
from played_county import County, at_office, count_site, draw_photo, in_field, sites_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from inspector.actions import (
    checking_photos,
    cluing,
    gathering,
    joint_review,
    receiving,
    sealing,
    sending,
)
from inspector.domain.clue import Clue
from inspector.domain.denial import Verdict
from inspector.domain.errors import InspectorError
from inspector.store.engine import StoreBusy
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.clues import texts
from inspector.ui.pages.clues.lines import case_lines
from inspector.ui.pages.clues.page import CluesPage
from inspector.ui.widgets.ask import Ask
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.photo_strip import PhotoStrip


def page_of(window: OfficeWindow) -> CluesPage:
    page = window.go("clues")
    assert isinstance(page, CluesPage)
    window.qtbot.wait(1)
    return page


@pytest.fixture
def window(county: County, qtbot: QtBot) -> Iterator[OfficeWindow]:
    """Two sites of T01 with a clue each, one with a photo."""
    with in_field(county.laptop) as desk:
        for at, site in enumerate(sites_of(desk)):
            visit = count_site(desk, site)
            item = next(iter(visit.rubric.items())).code
            files = [draw_photo(county.root / "a.jpg")] if not at else []
            kept = gathering.attach(desk, visit, item, files).evidence if files else ()
            photos = tuple(one.digest for one in kept)
            cluing.put_clue(desk, visit, Clue(entry="N06", what=f"看到的{at}", photos=photos))
            sealing.seal(desk, visit)
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        checking_photos.check_photos(desk)
    with office_window(county.office, qtbot) as window:
        yield window


def said(page: CluesPage) -> str:
    """Return the words in front, once what was built is shown."""
    QTest.qWait(1)
    return "\n".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def verdicts(page: CluesPage) -> list[tuple[str, Verdict | None]]:
    return [(one.entry, one.verdict) for one in page._desk.cases()]


def type_in(window: OfficeWindow, *answers: str) -> None:
    """Write into the field with the focus and go on by Enter."""
    for answer in answers:
        focused = QApplication.focusWidget()
        assert isinstance(focused, Field)
        focused.insert(answer)  # as an input method does
        window.press(Qt.Key.Key_Return)


def test_nothing_reported_is_said_and_a_department_may_still_bring_one(
    county: County, qtbot: QtBot
) -> None:
    with office_window(county.office, qtbot) as window:
        page = page_of(window)
        assert texts.EMPTY in said(page)
        assert page.hints() == texts.KEYS_EMPTY
        page.decide()
        failed: list[InspectorError] = []
        page.failed.connect(failed.append)
        page.open_direct("没有的村", "N05")
        assert len(failed) == 1
        for notice in window.shell.findChildren(QDialog):
            notice.close()
        page.open_direct("西村", "n05")
        assert "没有考评组报过" in said(page)
        assert page.window().focusWidget() is page.form.verdicts
        page.reload()
        assert "西镇 西村" in said(page), "it stays until it is decided on"
        assert "待联审 1 条" in page._head._subtitle.text(), "the head counts what the list shows"


def test_a_clue_is_decided_on_by_keys_alone(window: OfficeWindow) -> None:
    page = page_of(window)
    assert "看到的0" in said(page)
    assert "待联审 2 条" in page._head._subtitle.text()
    (strip,) = page.findChildren(PhotoStrip)
    assert not strip.images[0].isNull()
    page.grab()
    told: list[str] = []
    page.toast.connect(told.append)
    window.press(Qt.Key.Key_Return)
    assert page.form.verdicts.hasFocus()
    window.press(Qt.Key.Key_Right)
    window.press(Qt.Key.Key_Return)
    type_in(window, "王审定", "县联审〔2026〕3号", "2026-11-06")
    assert page.form.office.hasFocus(), "the list says who finds the facts"
    assert page.form.office.text()
    window.press(Qt.Key.Key_F10)
    assert told[0].endswith("有效到 2027年11月6日。得分照常，星级按清单算。")
    assert page.list.hasFocus()
    assert verdicts(page) == [("N06", Verdict.UPHELD), ("N06", None)]
    assert "联审通过　" in said(page)
    assert page.form.by.text() == "王审定", "the same person goes on"
    assert page.form.document.text() == ""


def test_what_is_missing_is_said_in_place(window: OfficeWindow) -> None:
    page = page_of(window)
    page.decide()
    assert page.form.fault.text() == texts.CHOOSE_FIRST
    page.form.verdicts.choose(1)
    page.decide()
    assert page.form.fault.text() == texts.DAY_MISSING
    page.form.day.setText("昨天")
    page.decide()
    assert "读不懂" in page.form.fault.text()
    page.form.day.setText("2026-11-30")
    page.form.document.setText("3号")
    page.form.by.setText("王审定")
    page.decide()
    assert "还没有到" in page.form.fault.text()
    page.list.choose(2)
    assert page.form.fault.text() == "", "another case, another form"
    assert not any(verdict for _entry, verdict in verdicts(page))


def test_what_is_put_off_waits_apart_and_needs_a_reason(window: OfficeWindow) -> None:
    page = page_of(window)
    page.form.verdicts.choose(3)
    page.form.by.setText("王审定")
    page.decide()
    assert "缓议的原因" in page.form.fault.text()
    page.form.why.setText("等核查")
    page.decide()
    assert verdicts(page) == [("N06", Verdict.DEFERRED), ("N06", None)]
    assert "：等核查" in said(page)
    lines = page.list.lines._lines
    assert [(one.title, one.aside) for one in lines if not one.key] == [
        ("待联审", "1 条"), ("缓议", "1 条"),
    ]  # fmt: skip
    assert [one.glyph for one in lines if one.key] == [Glyph.UNSET, Glyph.LATER]


def test_esc_leads_back_to_the_list_and_ctrl_n_asks(window: OfficeWindow) -> None:
    page = page_of(window)
    window.press(Qt.Key.Key_Return)
    window.press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    page.form.document.setFocus()
    window.press(Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    window.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = window.shell.findChildren(Ask)
    dialog.fields[0].setText("西村")
    dialog.fields[1].setText("N05")
    assert window.answer() == texts.DIRECT_ACT
    assert "西镇 西村" in said(page)


def test_a_store_that_does_not_answer_is_explained(
    window: OfficeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(window)
    failed: list[InspectorError] = []
    page.failed.connect(failed.append)

    def busy() -> None:
        raise StoreBusy

    monkeypatch.setattr(page._desk, "cases", busy)
    page.reload()
    assert isinstance(failed[0], StoreBusy)


def test_499_cases_are_shown_and_each_is_found(window: OfficeWindow) -> None:
    page = page_of(window)
    case = next(iter(page._cases.values()))
    many = [
        joint_review.Case(
            site=case.site, place=f"南镇 长名字的村第{n}个（201）", entry=f"N{n:03}",
            condition="条件", office="",
        )
        for n in range(499)
    ]  # fmt: skip
    lines = tuple(case_lines(many))
    page.list.lines.show_lines(lines)
    page.list.choose(499)
    assert page.list.lines.rowCount() == 500
    assert page.list.visualRect(page.list.currentIndex()).isValid()
    assert lines[0].aside == "499 条"
