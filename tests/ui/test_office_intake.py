"""Taking packages in: nothing is written before people say so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from office_window import OfficeWindow, office_window, spoilt
from played_county import County, count_site, draw_photo, in_field, sites_of
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.actions import gathering, overseeing
from inspector.actions.desk import open_desk
from inspector.domain.errors import InspectorError
from inspector.domain.merging import Arrival
from inspector.platform.clock import now
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.intake.counts import ORDER
from inspector.ui.pages.intake.page import IntakePage
from inspector.ui.pages.intake.parcels import Stage, found, size_words, with_result
from inspector.ui.widgets.label import Label


@pytest.fixture
def file(county: County) -> Path:
    """A package of two sites and one photo."""
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        item = next(iter(visit.rubric.items())).code
        gathering.attach(desk, visit, item, [draw_photo(county.root / "photo.jpg")])
    return county.hand_in(county.laptop)


@pytest.fixture
def window(county: County, qtbot: QtBot) -> Iterator[OfficeWindow]:
    with office_window(county.office, qtbot) as window:
        yield window


@pytest.fixture
def page(window: OfficeWindow) -> IntakePage:
    return window.intake()


def read(window: OfficeWindow, page: IntakePage, *files: Path) -> None:
    page.add_files(files)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    window.idle()


def test_receipts_go_back_on_the_stick_that_brought_the_packages(
    window: OfficeWindow, page: IntakePage, file: Path
) -> None:
    read(window, page, file)
    assert page.receipts.isHidden()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    window.idle()
    assert page.parcels()[0].stage is Stage.TAKEN
    assert "校验字" in words(page)
    told: list[str] = []
    page.toast.connect(told.append)
    page.receipts.click()
    window.idle()
    assert [one.name for one in file.parent.glob("回执*")] == ["回执_T01_0001.wxp"]
    assert told == [f"写好 1 张回执，已读回核对：{file.parent}"]


def stored(county: County) -> set[str]:
    return {path.name for path in (county.office / "vault").rglob("*") if path.is_file()}


def words(page: IntakePage) -> str:
    return " ".join(label.text() for label in page.inside.findChildren(Label) if label.text())


def test_what_a_package_holds_is_shown_before_it_is_taken(
    window: OfficeWindow, page: IntakePage, file: Path
) -> None:
    read(window, page, file)
    card = page.parcels()[0].card
    assert card is not None
    assert len(card.sites) == 2
    assert "（新电脑，收下后登记）" in words(page)
    assert page.inside.sites.lines.rowCount() == 2
    assert page.counts.words(ORDER.index(Arrival.NEW)).startswith("新 ")
    coverage = window.coverage()
    assert coverage.board is not None
    assert coverage.board.received == 0, "reading writes nothing"


def test_esc_after_reading_writes_nothing(
    window: OfficeWindow, page: IntakePage, file: Path, county: County
) -> None:
    before = stored(county)
    read(window, page, file)
    assert stored(county) != before, "photos wait in the vault"
    window.press(Qt.Key.Key_Escape)
    window.idle()
    assert page.parcels() == ()
    assert page.stage() is None
    coverage = window.coverage()
    assert coverage.board is not None
    assert coverage.board.received == 0
    assert stored(county) == before


def test_a_package_that_was_taken_says_so_and_changes_nothing_twice(
    window: OfficeWindow, page: IntakePage, file: Path
) -> None:
    read(window, page, file)
    page.go_on()
    window.idle()
    assert page.stage() is Stage.TAKEN
    copy = file.with_name("again.wxp")
    copy.write_bytes(file.read_bytes())
    read(window, page, copy)
    assert page.parcels()[0].state_word == "以前收过，再收没有变化"
    assert page.parcels()[0].count(Arrival.NEW) == 0


def test_two_laptops_of_one_team_conflict_before_either_is_taken(
    window: OfficeWindow, page: IntakePage, file: Path, county: County
) -> None:
    other = county.hand_in(county.open_laptop("t01b", "T01"), seed=9, sites=1)
    read(window, page, file, other)
    assert [one.glyph for one in page.parcels()] == [Glyph.PACKED, Glyph.CONFLICT]
    assert page.list.currentIndex().row() == 1, "what is strange comes first"
    page.go_on()
    window.idle()
    assert page.parcels()[1].state_word == "已隔离，等决定", "the first one is known by now"
    assert "收下 1 个包，拒收 0 个，隔离 1 个" in page.told.text()
    assert page.stage() is Stage.TAKEN


@pytest.fixture
def waiting(window: OfficeWindow, page: IntakePage, file: Path, county: County) -> IntakePage:
    """One package taken in; another one of a second laptop read, and set apart."""
    read(window, page, file)
    page.go_on()
    window.idle()
    other = county.hand_in(county.open_laptop("t01b", "T01"), seed=9, sites=1)
    read(window, page, other)
    return page


def test_a_package_that_waits_is_set_apart_only_when_people_go_on(
    window: OfficeWindow, waiting: IntakePage
) -> None:
    (parcel,) = waiting.parcels()
    assert (parcel.state_word, parcel.glyph) == ("等决定，收下时隔离", Glyph.CONFLICT)
    assert waiting.stage() is Stage.READ
    assert not waiting.to_apart.isVisible()
    assert ORDER.index(Arrival.REFUSED) >= 0
    assert waiting.counts.words(ORDER.index(Arrival.REFUSED)).endswith("0")
    waiting.go_on()
    window.idle()
    assert waiting.parcels()[0].state_word == "已隔离，等决定"
    assert waiting.parcels()[0].under().startswith("隔离：T01 组已登记过电脑")
    assert waiting.to_apart.text() == "隔离 1 个"


def test_a_named_person_decides_in_the_window(window: OfficeWindow, waiting: IntakePage) -> None:
    waiting.go_on()
    window.idle()
    waiting.to_apart.click()
    panel = waiting.apart
    assert panel.isVisible()
    assert waiting.hints()[0][1] == "选包"
    panel.admit.click()
    assert "决定要有决定人和理由" in panel.fault.text()
    panel.by.setText("王审定")
    panel.why.setText("电话核对过指纹")
    panel.admit.click()
    window.idle()
    assert panel.load() == 0
    assert not panel.isVisible(), "nothing waits: back to the table"
    coverage = window.coverage()
    assert coverage.board is not None
    assert len(coverage.board.conflicts) == 1


def test_a_decision_that_fails_says_why_and_esc_leads_back(
    window: OfficeWindow, waiting: IntakePage, county: County
) -> None:
    waiting.go_on()
    window.idle()
    waiting.turn_apart()
    panel = waiting.apart
    for kept in (county.office / "apart").iterdir():
        kept.unlink()
    panel.by.setText("王审定")
    panel.why.setText("电话核对过指纹")
    panel.admit.click()
    window.idle()
    assert "找不到" in panel.fault.text()
    panel.dismiss.click()
    window.idle()
    assert panel.load() == 0
    waiting.turn_apart()
    assert not panel.isVisible()


def test_esc_leads_from_what_waits_back_to_the_table(
    window: OfficeWindow, waiting: IntakePage
) -> None:
    waiting.go_on()
    window.idle()
    waiting.turn_apart()
    QTest.keyClick(waiting.apart.list, Qt.Key.Key_Escape)
    assert not waiting.apart.isVisible()


def test_a_bad_package_is_refused_by_name_in_three_parts(
    window: OfficeWindow, page: IntakePage, file: Path
) -> None:
    read(window, page, spoilt(file))
    told = words(page)
    assert "回传_坏的.wxp" in told
    for part in ("出了什么事", "会怎样", "下一步", "没有写入任何内容", "P1"):
        assert part in told
    assert page.stage() is Stage.TAKEN
    assert "什么都没有写入" in page.told.text()


def test_space_leaves_a_package_out(window: OfficeWindow, page: IntakePage, file: Path) -> None:
    page.add_files([file])
    QTest.keyClick(page.list, Qt.Key.Key_Space)
    assert not page.parcels()[0].chosen
    assert not page.act.isEnabled()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert window.shell.jobs.running is None
    rect = page.list.visualRect(page.list.model().index(0, 0))
    QTest.mouseClick(
        page.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=rect.topLeft() + QPointF(24, 20).toPoint(),
    )
    assert page.parcels()[0].chosen


def test_a_folder_brings_what_teams_handed_in_and_no_dispatches(
    page: IntakePage, file: Path, county: County
) -> None:
    page.ask_folder = lambda: str(county.root)
    page.choose_folder()
    assert [one.file for one in page.parcels()] == [file]
    page.drop_all()
    page.ask_folder = lambda: str(county.stick)
    page.choose_folder()
    assert page.parcels() == ()


def test_files_can_be_dropped(page: IntakePage, file: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(file.parent))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    page.dropEvent(drop)
    assert [one.file for one in page.parcels()] == [file]


def test_a_number_leads_to_its_packages(window: OfficeWindow, page: IntakePage, file: Path) -> None:
    read(window, page, file, spoilt(file))
    page.list.choose(0)
    page.counts.picked.emit(ORDER.index(Arrival.REFUSED))
    assert page.list.currentIndex().row() == 1
    QTest.keyClick(page.list, Qt.Key.Key_G)
    assert page.list.currentIndex().row() == 1, "it is the only strange one"


def test_a_file_that_is_gone_is_explained_and_the_rest_goes_on(
    window: OfficeWindow, page: IntakePage, file: Path
) -> None:
    read(window, page, file, file.with_name("没有.wxp"))
    assert [one.stage for one in page.parcels()] == [Stage.READ, Stage.REFUSED]


def test_an_error_while_taking_in_stays_with_its_package(file: Path) -> None:
    class Full(InspectorError):
        code = "F103"
        what = "磁盘满了。"
        next_step = "请先清出空间。"

    parcel = with_result(found(file), Full())
    assert parcel.under() == "磁盘满了。请先清出空间。"
    assert not parcel.chosen


@pytest.mark.parametrize(
    ("size", "told"), [(0, "1 KB"), (5_400, "5 KB"), (118_000_000, "118.0 MB")]
)
def test_sizes_are_written_as_people_read_them(size: int, told: str) -> None:
    assert size_words(size) == told


def test_refusals_reach_the_record_of_events(county: County, qtbot: QtBot) -> None:
    file = county.hand_in(county.laptop)
    with office_window(county.office, qtbot) as window:
        read(window, window.intake(), file, spoilt(file))
        window.intake().go_on()
        window.idle()
    with open_desk(county.office, "135790", clock=now) as desk, desk.store.reading() as reading:
        kinds = {event.kind: event.subject for event in reading.events.latest()}
        assert kinds["refuse"] == "回传_坏的.wxp"
        assert overseeing.arrived(desk, reading.rounds.all()[0].id)[0].file == file.name
