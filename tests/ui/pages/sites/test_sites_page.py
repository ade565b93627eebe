"""Any site by a few keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InspectorError
from inspector.domain.ids import SiteCode
from inspector.domain.visit import VisitState
from inspector.ui.pages.sites.lines import SiteLine
from inspector.ui.pages.sites.page import SitesPage

NAMES = [
    ("后辛沟村", "hxgc", "古塬镇", VisitState.SEALED),
    ("席岗村", "xgc", "古塬镇", VisitState.OPEN),
    ("㟃头村", "ctc", "沙窝乡", VisitState.PLANNED),
]
LINES = [
    SiteLine(
        code=SiteCode(f"41990110{number:04d}"), name=name, township=town, initials=initials,
        state=state,
    )
    for number, (name, initials, town, state) in enumerate(NAMES * 166 + NAMES[:1], start=200)
]  # fmt: skip


@pytest.fixture
def page(qtbot: QtBot) -> SitesPage:
    page = SitesPage(lambda: LINES)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.opened()
    return page


def found(page: SitesPage) -> list[str]:
    return [page.lines.line(row).name for row in range(page.lines.rowCount())]


def test_the_whole_county_is_listed_and_the_first_open_site_is_chosen(page: SitesPage) -> None:
    assert page.lines.rowCount() == 499
    assert page.lines.line(page.list.currentIndex().row()).name == "席岗村"
    assert "499" in page.findChildren(type(page._counts))[1].text() or page._counts.text()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("后辛", {"后辛沟村"}),
        ("ctc", {"㟃头村"}),
        ("CTC", {"㟃头村"}),
        ("沙窝", {"㟃头村"}),
        ("古塬 席", {"席岗村"}),
    ],
)
def test_a_site_is_found_by_name_initials_or_township(
    page: SitesPage, text: str, names: set[str]
) -> None:
    page.field.setText(text)
    assert set(found(page)) == names


def test_a_site_is_found_by_its_tail(page: SitesPage) -> None:
    page.field.setText("202")
    assert {page.lines.line(row).tail for row in range(page.lines.rowCount())} == {"202"}


def test_what_begins_with_the_word_comes_first(page: SitesPage) -> None:
    page.field.setText("xg")
    names = found(page)
    assert names[0] == "席岗村"
    assert names[-1] == "后辛沟村"


def test_slash_searches_and_enter_opens(page: SitesPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.list, "/")
    assert QApplication.focusWidget() is page.field
    QTest.keyClicks(page.field, "ctc")
    with qtbot.waitSignal(page.chosen, timeout=1_000) as chosen:
        QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert chosen.args == [LINES[2].code]
    QTest.keyClick(page.field, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.list


def test_escape_clears_the_search(page: SitesPage) -> None:
    page.field.setFocus()
    QTest.keyClicks(page.field, "nowhere")
    assert page.lines.rowCount() == 0
    assert "没有符合" in page._empty.text()
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert page.lines.rowCount() == 499


def test_g_goes_from_one_open_site_to_the_next(page: SitesPage) -> None:
    rows = []
    for _ in range(3):
        QTest.keyClicks(page.list, "G")
        rows.append(page.list.currentIndex().row())
    assert rows == [2, 4, 5]


def test_enter_opens_the_chosen_site(page: SitesPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.chosen, timeout=1_000) as chosen:
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert chosen.args == [LINES[1].code]


def test_a_list_only_to_look_at_opens_nothing(qtbot: QtBot) -> None:
    page = SitesPage(lambda: LINES, opens=False)
    qtbot.addWidget(page)
    page.opened()
    with qtbot.assertNotEmitted(page.chosen):
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert ("Enter", "开始或继续") not in page.hints()


def test_no_sites_says_what_to_do(qtbot: QtBot) -> None:
    page = SitesPage(lambda: ())
    qtbot.addWidget(page)
    page.opened()
    assert "下发包" in page._empty.text()


def test_a_store_that_does_not_answer_is_explained(qtbot: QtBot) -> None:
    class Damaged(InspectorError):
        code = "D101"
        what = "库坏了"
        next_step = "找县办"

    def load() -> list[SiteLine]:
        raise Damaged

    page = SitesPage(load)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.failed, timeout=1_000):
        page.opened()


def test_f10_asks_for_the_end_of_the_day_where_sites_are_opened(
    page: SitesPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.handing, timeout=1_000):
        QTest.keyClick(page.list, Qt.Key.Key_F10)


def test_an_empty_list_says_at_the_top_what_to_do(qtbot: QtBot) -> None:
    page = SitesPage(list)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.opened()
    assert "下发包" in page._empty.text()
    assert page._empty.isVisible()
    assert not page._counts.isVisible()
    assert page._empty.mapTo(page, page._empty.rect().topLeft()).y() < 150
