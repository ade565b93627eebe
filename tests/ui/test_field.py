"""The window on a real data folder: open it, score a site, seal it, see its sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from played_county import PIN, ROUND, Clock, County, draw_photo, in_field, sites_of
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.actions.inventing import invent
from inspector.domain.ids import ItemCode, RoundId
from inspector.domain.problem import Problem
from inspector.domain.progress import Ticket
from inspector.domain.visit import Entry, ItemEntry
from inspector.ui.attendance import WhoIsThere
from inspector.ui.doors import Doors
from inspector.ui.field_desk import FieldDesk
from inspector.ui.look import look
from inspector.ui.pages.handing.page import HandingPage
from inspector.ui.pages.problems.page import ProblemsPage
from inspector.ui.pages.settings.page import SettingsPage
from inspector.ui.pages.today.page import TodayPage
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.sheet_view import draw_sheet
from inspector.ui.pages.welcome.asked import Asked
from inspector.ui.pages.welcome.forms import DispatchWish
from inspector.ui.pages.welcome.page import WelcomePage
from inspector.ui.shell import Shell


@pytest.fixture
def shell(qtbot: QtBot) -> Iterator[Shell]:
    shell = Shell()
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    yield shell
    assert shell.jobs.wait()
    shell.leaving()
    look().rescale(1.0)


@pytest.fixture
def doors(shell: Shell, settings: QSettings, tmp_path: Path) -> Doors:
    doors = Doors(shell, settings, tmp_path / "home", Clock())
    doors.show_welcome()
    return doors


def welcome(shell: Shell) -> WelcomePage:
    page = shell.page()
    assert isinstance(page, WelcomePage)
    return page


def idle(qtbot: QtBot, shell: Shell) -> None:
    qtbot.waitUntil(lambda: shell.jobs.running is None, timeout=30_000)


def test_a_visit_is_scored_in_a_real_folder_and_stays(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    doors.open_folder(county.root / "t01", PIN)
    idle(qtbot, shell)
    day = shell.page()
    assert isinstance(day, TodayPage)
    assert day.lines.rowCount() == 2
    assert look().scale == 1.15, "the field starts larger"
    QTest.keyClick(day.list, Qt.Key.Key_Return)
    page = shell.page()
    assert isinstance(page, VisitPage)
    spot = page.zone.spot
    page.zone.marker.press("L")
    page.left.emit()
    assert shell.page() is day
    assert day.lines.lines()[0].state_word == "进行中"
    QTest.keyClick(day.list, Qt.Key.Key_2)
    second = shell.page()
    assert isinstance(second, VisitPage)
    second.left.emit()
    line = day.list.line()
    assert line is not None
    assert line.number == 2, "the cursor stands where one came from"
    doors.show_welcome()
    with in_field(county.root / "t01") as desk:
        again = FieldDesk(desk, sites_of(desk)[0])
        assert spot.checkpoint is not None
        assert again.counted()[spot.item].entries[spot.checkpoint] == Entry(later=True)


def test_a_wrong_pin_stands_in_the_form_and_nothing_is_lost(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    page = welcome(shell)
    page.ask_pin(county.root / "t01", "禾县")
    doors.open_folder(county.root / "t01", "000000")
    idle(qtbot, shell)
    assert "口令不对" in page.form(Asked.PIN).fault.text()
    doors.open_folder(county.root / "t01", PIN)
    idle(qtbot, shell)
    assert isinstance(shell.page(), TodayPage)
    doors.show_welcome()
    assert [welcome(shell).list.model().rowCount()] == [1], "it is remembered"


def test_a_dispatch_opens_with_the_code_of_its_slip(
    county: County, doors: Doors, shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    one = county.handed["T02"]
    wish = DispatchWish(
        folder=tmp_path / "t02", package=county.stick / one.path.name, code=one.code, pin=PIN
    )
    doors.open_dispatch(wish)
    idle(qtbot, shell)
    qtbot.waitUntil(lambda: isinstance(shell.page(), TodayPage), timeout=30_000)
    assert "T02" in shell.windowTitle()


def test_a_desk_takes_photos_seals_and_draws_the_sheet(county: County, tmp_path: Path) -> None:
    with in_field(county.root / "t01") as open_desk:
        desk = FieldDesk(open_desk, sites_of(open_desk)[0])
        first = next(desk.rubric.items()).code
        photo = draw_photo(tmp_path / "一.jpg")
        (tmp_path / "二.jpg").write_text("no photo")
        taken = desk.take_in(first, [photo, tmp_path / "二.jpg"], Ticket())
        assert len(taken.photos) == 1
        assert len(taken.refused) == 1
        assert desk.photos() == taken.photos
        assert desk.thumbnail(taken.photos[0].digest)
        for code, entry in invent(desk.rubric, Random(1), care=0.9).items():
            desk.put_item(code, entry)
        desk.put_item(first, replace(desk.counted()[first], photos=(taken.photos[0].digest,)))
        assert desk.score(desk.counted()).complete
        draft = draw_sheet(desk.sheet(Ticket()))
        assert len(draft.pages) >= 2
        assert desk.sealed() is None
        assert desk.seal() == desk.sealed()
        sealed = draw_sheet(desk.sheet(Ticket()))
    assert sealed.pages.pdf != draft.pages.pdf
    assert sealed.first.width() > 1000


def test_an_item_taken_back_to_nothing_counts_as_untouched(county: County) -> None:
    with in_field(county.root / "t01") as open_desk:
        desk = FieldDesk(open_desk, sites_of(open_desk)[0])
        code = ItemCode(next(desk.rubric.items()).code)
        desk.put_item(code, ItemEntry())
        assert desk.counted() == {}


def test_the_day_s_work_is_handed_in_and_the_folder_is_left(
    county: County, doors: Doors, shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    county.hand_in(county.root / "t01", sites=1)
    doors.open_folder(county.root / "t01", PIN)
    idle(qtbot, shell)
    page = shell.go("handing")
    assert isinstance(page, HandingPage)
    page.field.setText(str(tmp_path / "stick"))
    page.start()
    idle(qtbot, shell)
    assert "1 个站点" in page.told.result.text()
    assert len(list((tmp_path / "stick").glob("*.wxp"))) == 1
    settings_page = shell.go("settings")
    assert isinstance(settings_page, SettingsPage)
    settings_page.themes["dark"].click()
    assert look().theme.name == "dark"
    look().switch("light")
    doors.leave()
    qtbot.waitUntil(lambda: isinstance(shell.page(), WelcomePage), timeout=5_000)


def test_an_office_opened_after_a_field_folder_has_its_own_size(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    doors.open_folder(county.root / "t01", PIN)
    idle(qtbot, shell)
    assert look().scale == 1.15
    doors.open_folder(county.root / "office", PIN)
    idle(qtbot, shell)
    assert look().scale == 1.0
    doors.show_welcome()


def test_who_must_keep_away_stands_aside_at_the_village(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    with in_field(county.laptop) as desk, desk.store.unit() as unit:
        (team,) = unit.teams.all()
        site = unit.rounds.assignments(ROUND)[0].visit.site
        shy = replace(team.members[1], recused_sites=frozenset([site]))
        unit.teams.put([replace(team, members=(team.members[0], shy, team.members[2]))])
        unit.commit()
    doors.open_folder(county.laptop, PIN)
    idle(qtbot, shell)
    day = shell.page()
    assert isinstance(day, TodayPage)
    QTest.keyClick(day.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(shell.findChildren(WhoIsThere)), timeout=5_000)
    (dialog,) = shell.findChildren(WhoIsThere)
    assert shell.page() is day, "nothing was begun"
    QTest.keyClick(dialog.seats, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(shell.page(), VisitPage), timeout=5_000)
    doors.show_welcome()
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        (begun,) = reading.records.visits()
        (head,) = reading.records.heads_of(begun)
    assert head.tree["people"] == ["T01-1", "T01-3"]
    assert head.tree["by"] == "T01-1"


def test_who_is_not_there_is_noted_for_the_day(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    doors.open_folder(county.laptop, PIN)
    idle(qtbot, shell)
    day = shell.page()
    assert isinstance(day, TodayPage)
    QTest.keyClicks(day.list, "P")
    (dialog,) = shell.findChildren(WhoIsThere)
    QTest.keyClick(dialog.seats, Qt.Key.Key_3)
    QTest.keyClick(dialog.seats, Qt.Key.Key_Return)
    assert day.today is not None
    assert day.today.absent == {"T01-3"}


def test_a_problem_of_last_time_leads_to_its_item(
    county: County, doors: Doors, shell: Shell, qtbot: QtBot
) -> None:
    with in_field(county.laptop) as desk, desk.store.unit() as unit:
        site = unit.rounds.assignments(ROUND)[1].visit.site
        one = Problem(
            site=site, item=ItemCode("ST-2"), checkpoint=None, fact="柴草", round=RoundId("x")
        )
        unit.problems.put([one, replace(one, item=ItemCode("ZZ-9"))])
        unit.commit()
    doors.open_folder(county.laptop, PIN)
    idle(qtbot, shell)
    for presses in (1, 0):
        problems = shell.go("problems")
        assert isinstance(problems, ProblemsPage)
        problems.list.choose_first()
        for _ in range(presses):
            QTest.keyClick(problems.list, Qt.Key.Key_Down)
        QTest.keyClick(problems.list, Qt.Key.Key_Return)
        page = shell.page()
        assert isinstance(page, VisitPage)
        asked = (page.zone.spot.item == "ST-2", page.session.desk.place.tail == site[-3:])
        assert asked == (not presses, True), "ZZ-9 is of an older form"
