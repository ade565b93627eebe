"""The welcome page asks for what an action needs, and for nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.ui.pages.welcome.asked import Asked
from inspector.ui.pages.welcome.choices import Recent
from inspector.ui.pages.welcome.forms import DispatchWish, Form
from inspector.ui.pages.welcome.page import WelcomePage


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> WelcomePage:
    recents = [Recent(path=tmp_path / "样例县" / "县办", title="黍垣县", role="office")]
    page = WelcomePage(recents, "135790")
    qtbot.addWidget(page)
    page.show()
    page.opened()
    return page


def fill(form: Form, **answers: str) -> None:
    for key, text in answers.items():
        form.fields[key].setText(text)


def enter(form: Form) -> None:
    QTest.keyClick(form.fields["pin"], Qt.Key.Key_Return)


def test_the_sample_county_is_one_key_away(page: WelcomePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.sample, timeout=1_000):
        QTest.keyClicks(page, "1")


def test_a_recent_folder_asks_only_for_its_pin(page: WelcomePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.chosen, timeout=1_000) as chosen:
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert chosen.args is not None
    page.ask_pin(*chosen.args)
    form = page.form(Asked.PIN)
    assert "135790" in form.note.text(), "the sample county's PIN is no secret"
    enter(form)
    assert "还差" in form.fault.text()
    fill(form, pin="135790")
    with qtbot.waitSignal(page.folder, timeout=1_000) as given:
        enter(form)
    assert given.args is not None
    assert given.args[0].name == "县办"
    assert given.args[1] == "135790"


def test_a_new_office_is_a_page_of_its_own(page: WelcomePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.office, timeout=1_000):
        QTest.keyClicks(page, "2")
    assert not page.asking


def test_a_new_pin_is_typed_twice(page: WelcomePage) -> None:
    QTest.keyClicks(page, "3")
    form = page.form(Asked.DISPATCH)
    fill(form, package="a.wxp", folder="外业", pin="135790", again="135791")
    enter(form)
    assert "组码" in form.fault.text()
    fill(form, code="abc")
    enter(form)
    assert "不一样" in form.fault.text()
    fill(form, pin="123", again="123")
    enter(form)
    assert "6 位" in form.fault.text()


def test_a_dispatch_wants_package_and_code(page: WelcomePage, qtbot: QtBot) -> None:
    QTest.keyClicks(page, "3")
    form = page.form(Asked.DISPATCH)
    fill(form, package="a.wxp", code="abc", folder="外业", pin="135790", again="135790")
    with qtbot.waitSignal(page.dispatch, timeout=1_000) as given:
        enter(form)
    assert given.args is not None
    assert isinstance(given.args[0], DispatchWish)


def test_going_back_keeps_what_was_typed_but_no_pin(page: WelcomePage) -> None:
    QTest.keyClicks(page, "3")
    form = page.form(Asked.DISPATCH)
    fill(form, code="abc", pin="135790")
    QTest.keyClick(form.fields["code"], Qt.Key.Key_Escape)
    assert not page.asking
    QTest.keyClicks(page, "3")
    assert form.fields["code"].text() == "abc"
    assert form.fields["pin"].text() == ""


def test_what_went_wrong_stands_in_the_form(page: WelcomePage) -> None:
    page.refuse("口令不对")
    QTest.keyClicks(page, "3")
    page.refuse("口令不对")
    assert page.form(Asked.DISPATCH).fault.text() == "口令不对"


def test_digits_in_a_form_are_text(page: WelcomePage, qtbot: QtBot) -> None:
    QTest.keyClicks(page, "3")
    with qtbot.assertNotEmitted(page.sample):
        QTest.keyClicks(page.form(Asked.DISPATCH).fields["code"], "1")
