"""What holds on every page of the office: room, names, no single-key commands, sound models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from models import every_model, loaded_models, name_of
from office_window import OfficeWindow, hand_in, office_window, spoilt
from played_county import County, write_lists
from PySide6.QtCore import QAbstractTableModel, QRectF, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QHeaderView, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from room import faults

from inspector.actions.creating import OfficeMade
from inspector.domain.ids import CountyCode, RoundId
from inspector.domain.site import County as CountyFacts
from inspector.domain.team import Pattern
from inspector.exchange.site_list import ListFaulty, read_sites
from inspector.ui.look import look
from inspector.ui.page import Page
from inspector.ui.pages.office_new.page import OfficeNewPage
from inspector.ui.theme import THEMES
from inspector.ui.widgets.column_list import Column, places

SIZES = [(1366, 768), (1366, 697), (1093, 546)]


@pytest.fixture
def window(county: County, qtbot: QtBot) -> Iterator[OfficeWindow]:
    with office_window(county.office, qtbot) as window:
        yield window


@pytest.fixture
def files(county: County) -> list[Path]:
    return [county.hand_in(county.laptop)]


def matrix(window: OfficeWindow) -> Page:
    page = window.plan()
    page.turn_view()
    return page


def handed(window: OfficeWindow) -> Page:
    page = window.plan()
    page.turn_view()
    page.turn_view()
    return page


def unplanned(window: OfficeWindow) -> Page:
    page = window.plan()
    page.setup.show_round(RoundId("2026-12"), Pattern.DRAW)
    page.setup.renamed.emit()
    return page


def refused(window: OfficeWindow) -> Page:
    page = unplanned(window)
    assert page is window.plan()
    page = window.plan()
    page.setup.show_round(RoundId("2026-12"), Pattern.ROTATE)
    page.setup.shift.setText("1")
    page.plan_round()
    assert "卡在规则" in page.note.text()
    return page


def new_office(window: OfficeWindow) -> OfficeNewPage:
    page = OfficeNewPage()
    window.shell.show_alone(page)
    window.qtbot.wait(1)
    return page


def faulty(window: OfficeWindow, folder: Path) -> Page:
    lists = write_lists(folder)
    rows = lists.sites.read_text("utf-8").splitlines()
    lists.sites.write_text("\n".join([*rows, rows[-1], "1,2,3"]), "utf-8")
    page = new_office(window)
    with pytest.raises(ListFaulty) as error:
        read_sites(lists.sites)
    page.refuse(error.value)
    return page


def made(window: OfficeWindow) -> Page:
    page = new_office(window)
    page.show_made(
        OfficeMade(
            county=CountyFacts(code=CountyCode("419901000000"), name="禾县"),
            townships=4, sites=8, teams=4, recovery="AGE-SECRET-KEY-1" + "Q5" * 29,
        )
    )  # fmt: skip
    return page


@pytest.fixture
def pages(
    window: OfficeWindow, files: list[Path], tmp_path: Path
) -> dict[str, Callable[[], object]]:
    """Every page of the office in its states, by name."""

    def found() -> None:
        window.intake().add_files([*files, spoilt(files[0])])

    def read() -> None:
        found()
        window.intake().go_on()
        window.idle()

    def taken() -> None:
        read()
        window.intake().go_on()
        window.idle()

    def ranked() -> None:
        taken()
        window.ranking()

    def sites_ranked() -> None:
        ranked()
        window.ranking().turn_view()

    def covered() -> None:
        taken()
        window.coverage().grid.next_exception()

    return {
        "coverage": window.coverage,
        "covered": covered,
        "plan": window.plan,
        "matrix": lambda: matrix(window),
        "handed": lambda: handed(window),
        "unplanned": lambda: unplanned(window),
        "refused plan": lambda: refused(window),
        "intake": window.intake,
        "found": found,
        "read": read,
        "taken": taken,
        "nothing to rank": window.ranking,
        "ranked": ranked,
        "sites ranked": sites_ranked,
        "new office": lambda: new_office(window),
        "faulty list": lambda: faulty(window, tmp_path / "faulty"),
        "recovery key": lambda: made(window),
    }


PAGES = [
    "coverage", "covered", "plan", "matrix", "handed", "unplanned", "refused plan", "intake",
    "found", "read", "taken", "nothing to rank", "ranked", "sites ranked", "new office",
    "faulty list", "recovery key",
]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_every_text_has_room_at_every_size(
    window: OfficeWindow, pages: dict[str, Callable[[], object]], name: str
) -> None:
    pages[name]()
    for size in SIZES:
        window.shell.resize(*size)
        window.qtbot.wait(1)
        assert list(faults(window.shell)) == [], size
        assert (window.shell.width(), window.shell.height()) == size


@pytest.mark.parametrize("name", PAGES)
def test_keys_and_names_are_in_order(
    window: OfficeWindow, pages: dict[str, Callable[[], object]], name: str
) -> None:
    pages[name]()
    for widget in window.shell.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(
            widget, QAbstractScrollArea
        ):
            said = widget.accessibleName() or getattr(widget, "text", str)()
            assert said, f"{type(widget).__name__} has no name"
    for view in window.shell.findChildren(QAbstractItemView):
        if isinstance(view, QHeaderView):
            continue  # hidden in every table
        assert view.accessibleName()
        assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    for action in window.shell.findChildren(QAction):
        for shortcut in action.shortcuts():
            keys = shortcut.toString()
            assert "+" in keys or (keys.startswith("F") and keys[1:].isdecimal()), keys


@pytest.mark.parametrize("name", ["covered", "matrix", "handed", "read", "sites ranked"])
def test_models_keep_the_rules_and_every_cell_says_what_it_is(
    window: OfficeWindow,
    pages: dict[str, Callable[[], object]],
    name: str,
    qtmodeltester: ModelTester,
) -> None:
    pages[name]()
    page = window.shell.page()
    assert page is not None
    role = int(Qt.ItemDataRole.AccessibleTextRole)
    for view in page.findChildren(QAbstractItemView):
        model = view.model()
        qtmodeltester.check(model)
        for row in range(model.rowCount()):
            columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
            for column in range(columns):
                index = model.index(row, column)
                if model.flags(index) & Qt.ItemFlag.ItemIsEnabled:
                    assert model.data(index, role), f"{name} {type(model).__name__}"


def test_every_model_of_the_office_keeps_qt_s_rules(
    window: OfficeWindow, pages: dict[str, Callable[[], object]], qtmodeltester: ModelTester
) -> None:
    seen: set[str] = set()
    names = ("covered", "matrix", "handed", "found", "read", "taken", "sites ranked")
    ways: list[Callable[[], object]] = [pages[name] for name in names]
    ways.append(partial(window.go, "papers"))
    for way in ways:
        way()
        page = window.shell.page()
        assert page is not None
        for model in loaded_models(page):
            qtmodeltester.check(model)
            seen.add(name_of(model))
    assert every_model(office=True) - seen == set()


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_changes_by_tokens_and_paints(
    window: OfficeWindow, pages: dict[str, Callable[[], object]], theme: str
) -> None:
    pages["ranked"]()
    look().switch(theme)
    for key in ("coverage", "plan", "intake", "ranking"):
        page = window.go(key)
        picture = page.grab().toImage()
        assert picture.pixelColor(4, 4) == look().colour("surface"), key


@pytest.mark.usefixtures("qapp")
def test_columns_share_what_is_left_and_never_overlap() -> None:
    columns = (
        Column(title="组", width=40),
        Column(title="乡镇", width=80, share=1),
        Column(title="分", width=60, share=2, right=True),
    )
    for width in (300, 900):
        found = places(columns, QRectF(0, 0, width, 24))
        assert all(one.right() < other.left() for one, other in pairwise(found))
        assert found[-1].right() <= width


def test_the_played_county_is_handed_in_whole(county: County, qtbot: QtBot) -> None:
    files = hand_in(county)
    with office_window(county.office, qtbot) as window:
        page = window.intake()
        page.add_files(files)
        page.go_on()
        window.idle()
        page.go_on()
        window.idle()
        assert window.coverage().board is not None
        assert [one.taken is not None for one in page.parcels()] == [True] * 4
