"""Photos are sorted by one key or two, by dragging, and every decision can be taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from memory_photos import PEOPLE, MemoryPhotos, NotATime
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from inspector.actions.inbox import InboxGone, InboxShut
from inspector.domain.ids import Digest, ItemCode
from inspector.domain.marks import Shape, ShapeKind
from inspector.domain.slate import How, PhoneClock
from inspector.domain.sorting import item_at, may_show
from inspector.ui.job import Jobs
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.desk import PhotosRefused
from inspector.ui.pages.visit.gallery import Pile
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.photo_desk import Found, Imported
from inspector.ui.pages.visit.photo_groups import PHOTOS_MIME, tile_rects
from inspector.ui.pages.visit.photo_import import INBOX_KEY, inbox_of, sentence_of
from inspector.ui.pages.visit.photo_part import PhotoPart
from inspector.ui.widgets.ask import Ask

A, B = "Maker A1", "Maker B1"


@pytest.fixture
def page(photo_page: VisitPage) -> VisitPage:
    return photo_page


@pytest.fixture
def part(page: VisitPage, roll: MemoryPhotos) -> PhotoPart:
    """Three pictures of one walk, two of another; one phone is two minutes behind."""
    for minute in (10, 10.5, 11, 20, 20.5):
        roll.shoot(A, minute)
    roll.shoot(B, 30)
    roll.set_clock(A, 124, 1)
    page.shooting.show_photos()
    return page.shooting.photos


def press(part: PhotoPart, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(part.groups, key)


def front(page: VisitPage) -> object:
    return page.parts.part


def photos_of(page: VisitPage, code: str) -> list[str]:
    return list(page.session.entry(ItemCode(code)).photos)


def names(page: VisitPage, part: PhotoPart, code: str) -> list[str]:
    of = {one.digest: one.evidence.source_name for one in part.sorter.roll.photos}
    return [of[Digest(photo)] for photo in photos_of(page, code)]


def item_of(page: VisitPage, star: int, place: int) -> ItemCode:
    item = item_at(page.session.rubric, star, place)
    assert item is not None
    return item.code


def test_enter_accepts_and_the_next_group_comes(page: VisitPage, part: PhotoPart) -> None:
    group = part.sorter.group
    assert group is not None
    wanted = part.sorter.suggested(group)
    assert wanted is not None
    assert wanted.code == item_of(
        page, 3, 1
    )  # the owner's star, and its first item that lacks some
    press(part, Qt.Key.Key_Return)
    assert names(page, part, wanted.code) == ["IMG_0000.jpg", "IMG_0001.jpg", "IMG_0002.jpg"]
    assert part.sorter.group is not None
    assert [shot.name for shot in part.sorter.group.shots] == ["IMG_0003.jpg", "IMG_0004.jpg"]
    press(part, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert part.sorter.count(Pile.LOOSE) == 0
    press(part, Qt.Key.Key_Return)  # nothing is left, and nothing happens


def test_two_digits_name_star_and_item(page: VisitPage, part: PhotoPart) -> None:
    press(part, Qt.Key.Key_3)
    assert texts.TYPED_STAR.format(star=3, title=page.session.rubric.stars[2].name) in (
        part.side.to.text()
    )
    press(part, Qt.Key.Key_Escape)
    assert part.sorter.star == 0
    press(part, Qt.Key.Key_3, Qt.Key.Key_2)
    assert len(photos_of(page, item_of(page, 3, 2))) == 3


def test_digits_that_mean_nothing_do_nothing(
    page: VisitPage, part: PhotoPart, qtbot: QtBot
) -> None:
    press(part, Qt.Key.Key_9)
    assert part.sorter.star == 0
    with qtbot.waitSignal(page.toast):
        press(part, Qt.Key.Key_1, Qt.Key.Key_9)
    assert not any(entry.photos for entry in page.session.counted.values())


def test_selected_pictures_go_alone(page: VisitPage, part: PhotoPart) -> None:
    press(part, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_1, Qt.Key.Key_1)
    assert names(page, part, item_of(page, 1, 1)) == ["IMG_0001.jpg"]
    group = part.sorter.group
    assert group is not None
    assert [shot.name for shot in group.shots] == ["IMG_0000.jpg", "IMG_0002.jpg"]
    press(part, Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert part.sorter.chosen == set()
    press(part, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left)
    assert part.sorter.at == 1


def test_a_hung_picture_moves_to_the_right_item(page: VisitPage, part: PhotoPart) -> None:
    press(part, Qt.Key.Key_1, Qt.Key.Key_1)
    part.sorter.show_pile(Pile.HUNG)
    press(part, Qt.Key.Key_2, Qt.Key.Key_1)
    assert photos_of(page, item_of(page, 1, 1)) == []
    assert len(photos_of(page, item_of(page, 2, 1))) == 3
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(photos_of(page, item_of(page, 1, 1))) == 3
    assert photos_of(page, item_of(page, 2, 1)) == []


def test_putting_aside_and_back(page: VisitPage, part: PhotoPart, roll: MemoryPhotos) -> None:
    press(part, Qt.Key.Key_1, Qt.Key.Key_1)
    part.sorter.show_pile(Pile.HUNG)
    press(part, Qt.Key.Key_X)
    assert len(photos_of(page, item_of(page, 1, 1))) == 2
    assert [one.aside for one in roll.photos] == [True, *[False] * 5]
    part.sorter.show_pile(Pile.ASIDE)
    assert part.sorter.count(Pile.ASIDE) == 1
    press(part, Qt.Key.Key_X)
    assert not any(one.aside for one in roll.photos)
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [one.aside for one in roll.photos[:1]] == [True]
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [one.aside for one in roll.photos[:1]] == [False]
    assert len(photos_of(page, item_of(page, 1, 1))) == 3
    part.sorter.show_pile(Pile.ASIDE)
    press(part, Qt.Key.Key_X)  # nothing there


def test_from_aside_a_picture_goes_straight_to_an_item(
    page: VisitPage, part: PhotoPart, roll: MemoryPhotos
) -> None:
    press(part, Qt.Key.Key_X)
    part.sorter.show_pile(Pile.ASIDE)
    press(part, Qt.Key.Key_1, Qt.Key.Key_1)
    assert len(photos_of(page, item_of(page, 1, 1))) == 1
    assert not any(one.aside for one in roll.photos)


def test_look_only_items_refuse_photos(page: VisitPage, part: PhotoPart, qtbot: QtBot) -> None:
    closed = [item for item in page.session.rubric.items() if not may_show(item)]
    first = page.session.rubric.stars[0].items[0]
    points = tuple(replace(one, no_photo=True) for one in first.checkpoints)
    item = closed[0] if closed else replace(first, checkpoints=points)
    with qtbot.waitSignal(page.toast, check_params_cb=lambda said: "只看不拍" in said):
        part.sorter.hang(item)
    assert photos_of(page, item.code) == []


def test_undo_without_a_decision_is_the_row_s(page: VisitPage, part: PhotoPart) -> None:
    assert not part.undo()
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_dropping_pictures_on_an_item_hangs_them(page: VisitPage, part: PhotoPart) -> None:
    held = QMimeData()
    held.setData(PHOTOS_MIME, b"1")
    at = part.items.visualRect(part.items.model().index(1, 0)).center()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    part.items.dragEnterEvent(QDragEnterEvent(at, copy, held, left, none))
    part.items.dragMoveEvent(QDragMoveEvent(at, copy, held, left, none))
    part.items.dropEvent(QDropEvent(QPointF(at), copy, held, left, none))
    assert len(photos_of(page, item_of(page, 3, 2))) == 3
    strange = QMimeData()
    part.items.dragEnterEvent(QDragEnterEvent(at, copy, strange, left, none))
    part.items.dragMoveEvent(QDragMoveEvent(at, copy, strange, left, none))
    part.items.dropEvent(QDropEvent(QPointF(-5, -5), copy, held, left, none))
    assert sum(len(entry.photos) for entry in page.session.counted.values()) == 3


def test_clicking_and_enter_in_the_side_lists(page: VisitPage, part: PhotoPart) -> None:
    rect = part.groups.visualRect(part.lines.index(1))
    tile = tile_rects(part.groups.visualRect(part.lines.index(1)).toRectF(), 2)[1]
    centre = tile.center().toPoint()
    assert rect.contains(centre)
    QTest.mouseClick(part.groups.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert (part.sorter.at, part.sorter.place) == (1, 1)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(part.groups.viewport(), Qt.MouseButton.LeftButton, control, centre)
    assert len(part.sorter.chosen) == 1
    QTest.mouseClick(part.groups.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5_000))
    part.items.choose(2)
    QTest.keyClick(part.items, Qt.Key.Key_Return)
    assert len(photos_of(page, item_of(page, 3, 3))) == 1
    QTest.keyClick(part.items, Qt.Key.Key_Escape)
    assert part.groups.hasFocus()
    part.piles.choose(1)
    QTest.keyClick(part.piles, Qt.Key.Key_Return)
    assert part.sorter.pile is Pile.HUNG


def test_corrected_times_stand_beside_the_camera_s_own(part: PhotoPart) -> None:
    assert part.side.time.text() == "08:43:24"
    assert part.side.told.text().startswith("原 08:41:20，校正 +2:04")
    part.sorter.show_pile(Pile.ALL)
    press(part, Qt.Key.Key_End)
    assert part.sorter.count(Pile.ALL) == 6


def test_a_phone_says_how_its_clock_stands_and_whose_it_is(
    page: VisitPage, part: PhotoPart, roll: MemoryPhotos, qtbot: QtBot
) -> None:
    known, unknown = part.sorter.phones()
    assert (known.clock, known.owner, known.known) == ("慢 2 分 04 秒，已校", PEOPLE[1], True)
    assert (unknown.clock, unknown.owner) == ("未拍起始牌，按文件时间", None)
    press(part, Qt.Key.Key_Y)
    assert part.sorter.phones()[0].owner == PEOPLE[2]
    part.phones.choose(1)
    QTest.keyClick(part.phones, Qt.Key.Key_Return)
    assert part.sorter.phones()[1].owner == PEOPLE[0]
    roll.refusal = NotATime(typed="x")
    with qtbot.waitSignal(page.failed):
        press(part, Qt.Key.Key_Y)


def test_the_time_on_a_photographed_slate_may_be_typed(
    page: VisitPage, part: PhotoPart, qtbot: QtBot
) -> None:
    part.sorter.go(2)
    press(part, Qt.Key.Key_B)
    ask = part.findChild(Ask)
    assert ask is not None
    ask.fields[0].setText("9:01:25")
    ask.act.click()
    assert part.sorter.phones()[1].clock == "慢 5 秒，已校"
    assert part.sorter.count(Pile.ASIDE) == 1
    with qtbot.waitSignal(page.failed):
        part._set_time(part.sorter.roll.photos[0].digest, "halb neun")


def test_without_photos_the_page_says_how_they_come(page: VisitPage) -> None:
    page.shooting.show_photos()
    part = page.shooting.photos
    assert part._how.isVisible()
    assert part.inbox_button.isVisible()
    assert not part.piles.isVisible()
    assert texts.HOW_TITLE in part._how.accessibleName()
    assert not part.grab().isNull()
    press(part, Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_X, Qt.Key.Key_Y, Qt.Key.Key_B)
    press(part, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_O, Qt.Key.Key_F12)
    assert part.import_button.hasFocus()
    QTest.keyClick(part.import_button, Qt.Key.Key_Escape)
    assert front(page) is None


def test_five_hundred_photos_are_shown_and_models_are_sound(
    page: VisitPage, roll: MemoryPhotos
) -> None:
    for at in range(500):
        roll.shoot(A if at % 2 else "", at * 0.7, timeless=at % 50 == 0)
    part = page.shooting.photos
    testers = [QAbstractItemModelTester(model) for model in (part.lines, part.items.lines)]
    page.shooting.show_photos()
    assert part.sorter.count(Pile.LOOSE) == 500
    press(part, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_2, Qt.Key.Key_1)
    assert part.sorter.count(Pile.HUNG) > 0
    assert not part.grab().isNull()
    assert testers


@pytest.mark.parametrize("size", [(1366, 768), (1093, 546)])
def test_lists_never_take_chinese_input(
    page: VisitPage, part: PhotoPart, size: tuple[int, int]
) -> None:
    page.resize(*size)
    for one in (part.groups, part.items, part.phones, part.piles):
        assert not one.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_ctrl_o_takes_in_what_is_plugged_in(
    page: VisitPage, roll: MemoryPhotos, jobs: Jobs, qtbot: QtBot
) -> None:
    roll.plugged = Found(names=("HUAWEI",), files=(Path("a.jpg"), Path("b.jpg")), older=7)
    with qtbot.waitSignal(page.shooting.importing.done):
        QTest.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert jobs.running is None or jobs.wait()
    part = page.shooting.photos
    assert front(page) is part
    assert part.sorter.count(Pile.LOOSE) == 2
    assert "HUAWEI：收好 2 张新照片；7 张是别的日子的" in part._told.text()


def test_nothing_plugged_in_is_told(page: VisitPage, qtbot: QtBot) -> None:
    page.shooting.importing.inbox.mkdir()
    with qtbot.waitSignal(page.toast, check_params_cb=lambda said: said == texts.NO_CARD):
        page.shooting.look()


def test_what_lay_outside_is_taken_on_demand(
    page: VisitPage, roll: MemoryPhotos, qtbot: QtBot
) -> None:
    roll.answer = Imported(new=1, outside=(Path("old.jpg"),), refused=("x.jpg：坏了",))
    part = page.shooting.photos
    page.shooting.show_photos()
    with qtbot.waitSignals([page.shooting.importing.done, page.failed]):
        assert page.shooting.take(part, [Path("x.jpg")])
    assert part.also_button.isVisible()
    roll.answer = Imported(new=1)
    with qtbot.waitSignal(page.shooting.importing.done):
        press(part, Qt.Key.Key_I)
    assert roll.asked == [((Path("x.jpg"),), False), ((Path("old.jpg"),), True)]
    assert not part.also_button.isVisible()
    part.importing.take_left()
    assert len(roll.asked) == 2
    assert not page.shooting.take(None, [Path("x.jpg")])


def test_what_came_is_said_in_one_line() -> None:
    said = sentence_of(
        Found(names=("P60", "收图"), older=3),
        Imported(
            new=61, doubles=(("", 2), ("古塬镇 后徐集村", 1)), outside=(Path("a"),), slates=3,
            strange=("古塬镇 前徐集村",),
        ),
    )  # fmt: skip
    assert said == (
        "P60、收图：收好 61 张新照片；3 部手机按起始牌校了时；重复 2 张已跳过；"
        "1 张已在 古塬镇 后徐集村；1 张不在本村时间内，没有收；3 张是别的日子的，没有看；"
        "有 古塬镇 前徐集村 的起始牌，没有用来校时"
    )


def test_the_folder_is_watched(page: VisitPage, tmp_path: Path, qtbot: QtBot) -> None:
    importing = page.shooting.importing
    assert importing.inbox == tmp_path / "收图"
    importing.inbox.mkdir()
    importing.watch()
    importing.watch()
    with qtbot.waitSignal(importing.waiting):
        (importing.inbox / "a.jpg").write_bytes(b"x")
    assert page.shooting.photos._told.text() == texts.WAITING


def opened(monkeypatch: pytest.MonkeyPatch, *, works: bool = True) -> list[str]:
    """Catch what the file manager would be asked to show."""
    shown: list[str] = []

    def open_url(url: QUrl) -> bool:
        shown.append(url.toLocalFile())
        return works

    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", open_url)
    return shown


def test_the_folder_among_the_pictures_is_made_on_first_use_and_shown(
    page: VisitPage, settings: QSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = opened(monkeypatch)
    settings.remove(INBOX_KEY)
    inbox = page.shooting.importing.inbox
    page.shooting.photos.inbox_button.click()
    assert inbox.is_dir()
    assert shown == [str(inbox)]
    inbox.rmdir()
    page.shooting.look()
    assert inbox.is_dir()
    assert tmp_path in inbox.parents


def test_f2_is_a_key_of_the_page_only_where_there_is_a_camera(part: PhotoPart) -> None:
    assert texts.CAMERA_KEY not in part.hints()
    part.camera_button.show()
    assert texts.CAMERA_KEY in part.hints()


def test_a_file_manager_that_does_not_come_is_told(
    page: VisitPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    importing = page.shooting.importing
    importing.inbox.mkdir()
    opened(monkeypatch, works=False)
    with qtbot.waitSignal(page.toast) as told:
        importing.open_inbox()
    assert told.args == [texts.NO_FILE_MANAGER.format(folder=importing.inbox)]


def test_a_folder_that_is_gone_or_read_only_is_told_in_one_sentence(
    page: VisitPage, roll: MemoryPhotos, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    importing = page.shooting.importing
    with qtbot.waitSignal(page.toast) as told:
        importing.look()
        assert importing._jobs.running is not None
    gone = InboxGone(folder=importing.inbox).sentence()
    assert told.args == [f"{texts.NO_CARD}；{gone}"]
    roll.plugged = Found(names=("卡",), files=(Path("a.jpg"),))
    with qtbot.waitSignal(importing.done) as came:
        importing.look()
    assert str(came.args[0]).endswith(InboxGone(folder=importing.inbox).sentence())
    shown = opened(monkeypatch)
    with qtbot.waitSignal(page.failed) as failed:
        importing.open_inbox()
    assert isinstance(failed.args[0], InboxGone)
    importing.inbox.mkdir()
    monkeypatch.setattr("os.access", lambda *_all: False)
    with qtbot.waitSignal(page.failed) as failed:
        importing.open_inbox()
    assert isinstance(failed.args[0], InboxShut)
    assert shown == []


def test_a_folder_that_vanishes_is_told_and_one_that_is_changed_is_remembered(
    page: VisitPage, settings: QSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:  # fmt: skip
    importing = page.shooting.importing
    importing.inbox.mkdir()
    importing.watch()
    with qtbot.waitSignal(page.toast) as told:
        importing.inbox.rmdir()
    assert told.args == [InboxGone(folder=importing.inbox).sentence()]
    chosen = "inspector.ui.pages.visit.photo_import.QFileDialog.getExistingDirectory"
    monkeypatch.setattr(chosen, lambda *_all: "")
    importing.change_inbox()
    before = importing.inbox
    importing.inbox.mkdir()
    importing.watch()
    other = tmp_path / "别处"
    other.mkdir()
    monkeypatch.setattr(chosen, lambda *_all: str(other))
    with qtbot.waitSignal(page.toast):
        page.shooting.photos.change_button.click()
    assert importing._watcher.directories() == [str(other)]
    assert inbox_of(settings) == other == importing.inbox
    monkeypatch.setattr("os.access", lambda *_all: False)
    monkeypatch.setattr(chosen, lambda *_all: str(before))
    with qtbot.waitSignal(page.failed):
        importing.change_inbox()
    assert inbox_of(settings) == other


def test_the_folder_lies_among_the_pictures_unless_people_chose(settings: QSettings) -> None:
    assert inbox_of(settings).name == "收图"


def test_files_may_be_chosen(
    page: VisitPage, roll: MemoryPhotos, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    importing = page.shooting.importing
    chosen = "inspector.ui.pages.visit.photo_import.QFileDialog.getOpenFileNames"
    monkeypatch.setattr(chosen, lambda *_all: ([], ""))
    importing.choose()
    monkeypatch.setattr(chosen, lambda *_all: (["/a.jpg"], ""))
    with qtbot.waitSignal(importing.done):
        importing.choose()
    assert roll.asked == [((Path("/a.jpg"),), False)]


def test_shapes_are_drawn_by_keys_and_kept(
    page: VisitPage, part: PhotoPart, roll: MemoryPhotos
) -> None:
    press(part, Qt.Key.Key_1, Qt.Key.Key_1)
    part.sorter.show_pile(Pile.HUNG)
    before = part.sorter.current
    press(part, Qt.Key.Key_W)
    marks = page.shooting.marks
    assert front(page) is marks
    assert page.hints() == texts.MARK_KEYS
    QTest.keyClick(marks.view, Qt.Key.Key_M)
    QTest.keyClick(marks.view, Qt.Key.Key_Right)
    QTest.keyClick(marks.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(marks.view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_W, Qt.Key.Key_O, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_P):
        QTest.keyClick(marks.view, key)
    QTest.keyClick(marks.view, Qt.Key.Key_Return)
    assert front(page) is part
    code = item_of(page, 1, 1)
    assert before not in photos_of(page, code)
    (stands,) = set(photos_of(page, code)) & set(roll.marked)
    (shape,) = roll.marked[Digest(stands)].shapes
    assert shape == Shape(kind=ShapeKind.COVER, x1=395, y1=380, x2=635, y2=640)
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert before in photos_of(page, code)
    assert roll.marked == {}
    assert len(part.sorter.roll.photos) == 6


def test_shapes_are_drawn_by_dragging(page: VisitPage, part: PhotoPart, roll: MemoryPhotos) -> None:
    press(part, Qt.Key.Key_O)
    view = page.shooting.marks.view
    frame = view.frame()
    left = Qt.MouseButton.LeftButton
    begin = QPoint(round(frame.left()) + 20, round(frame.top()) + 20)
    QTest.mouseClick(view, left, pos=begin)
    QTest.mousePress(view, left, pos=begin)
    QTest.mouseRelease(view, left, pos=begin + QPoint(90, 60))
    assert len(view.shapes) == 1
    assert not view.grab().isNull()
    page.shooting.marks._take(ShapeKind.ARROW)
    assert not page.grab().isNull()
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(view.shapes) == 1
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert roll.marked == {}


def test_a_shape_never_leaves_the_picture(page: VisitPage, part: PhotoPart) -> None:
    press(part, Qt.Key.Key_M)
    view = page.shooting.marks.view
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_M)
    for _ in range(60):
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.shapes[0].x2 <= 1000


def test_a_refused_shape_is_told(
    page: VisitPage, part: PhotoPart, roll: MemoryPhotos, qtbot: QtBot
) -> None:
    digest = part.sorter.current
    assert digest is not None
    roll.refusal = NotATime(typed="x")
    shape = Shape(kind=ShapeKind.ARROW, x1=0, y1=0, x2=9, y2=9)
    with qtbot.waitSignal(page.failed):
        part.sorter.mark(digest, [shape], 0)
    with qtbot.waitSignal(page.failed):
        part.sorter.put_aside()
    part.sorter.mark(digest, [], 0)


def test_a_picture_that_is_gone_leaves_its_small_one(
    page: VisitPage, part: PhotoPart, roll: MemoryPhotos, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_photo: Digest) -> bytes:
        raise PhotosRefused(count=1, first="x")

    monkeypatch.setattr(roll, "picture", gone)
    monkeypatch.setattr(page.session.desk, "thumbnail", gone)
    press(part, Qt.Key.Key_Right, Qt.Key.Key_O)
    assert front(page) is page.shooting.marks
    assert not page.grab().isNull()


def test_a_frozen_visit_keeps_its_photos(page: VisitPage, part: PhotoPart) -> None:
    page.session.desk.seal()
    press(part, Qt.Key.Key_Return, Qt.Key.Key_X, Qt.Key.Key_Y, Qt.Key.Key_B, Qt.Key.Key_O)
    digest = part.sorter.current
    assert digest is not None
    part.sorter.mark(digest, [Shape(kind=ShapeKind.ARROW, x1=0, y1=0, x2=9, y2=9)], 0)
    page.shooting.look()
    assert page.shooting.take(part, [Path("a.jpg")]) is False
    assert not any(entry.photos for entry in page.session.counted.values())


@pytest.mark.parametrize(
    ("offset", "clock", "words"),
    [
        (0, "准", "+0:00"),
        (-12, "快 12 秒，已校", "−0:12"),
        (124, "慢 2 分 04 秒，已校", "+2:04"),
        (3_725, "慢 1 时 02 分，已校", "+1:02:05"),
        (90_061, "慢 1 天，已校", "+1 天 01:01:01"),
    ],
)
def test_offsets_are_said_as_people_say_them(offset: int, clock: str, words: str) -> None:
    phone = PhoneClock(camera="", how=How.QR, offset=offset)
    assert texts.clock_words(phone, known=True) == clock
    assert texts.offset_words(offset) == words


def test_a_phone_known_from_before_says_so() -> None:
    earlier = PhoneClock(camera="", how=How.QR, offset=60)
    assert texts.clock_words(earlier, known=False) == "未拍起始牌，按上次：慢 1 分 00 秒"
    named = PhoneClock(camera="", how=How.NAMED)
    assert texts.clock_words(named, known=False) == "未拍起始牌，按文件时间"


def test_the_review_says_how_many_stay_behind(page: VisitPage, part: PhotoPart) -> None:
    press(part, Qt.Key.Key_Down, Qt.Key.Key_X)
    page.show_review()
    assert "未归照片 5 张" in page.review._counts.text()


def test_captioned_copies_go_into_a_folder(
    page: VisitPage, part: PhotoPart, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    chosen = "inspector.ui.pages.visit.photo_import.QFileDialog.getExistingDirectory"
    monkeypatch.setattr(chosen, lambda *_all: "")
    press(part, Qt.Key.Key_E)
    monkeypatch.setattr(chosen, lambda *_all: str(tmp_path / "交材料"))
    told = texts.EXPORTED.format(count=3, folder="交材料")
    with qtbot.waitSignal(page.toast, check_params_cb=lambda said: said == told):
        press(part, Qt.Key.Key_E)


def test_what_was_said_of_the_folder_goes_when_its_pictures_do(
    page: VisitPage, qtbot: QtBot
) -> None:
    importing, told = page.shooting.importing, page.shooting.photos._told
    importing.inbox.mkdir()
    importing.watch()
    picture = importing.inbox / "a.jpg"
    with qtbot.waitSignal(importing.waiting):
        picture.write_bytes(b"x")
    with qtbot.waitSignal(importing.emptied):
        picture.unlink()
    assert told.text() == ""
    with qtbot.waitSignal(importing.waiting):
        picture.write_bytes(b"x")
    with qtbot.waitSignal(importing.emptied):
        importing.look()
    qtbot.waitUntil(lambda: told.text() != texts.WAITING)
    told.setText("收好 1 张")
    importing.emptied.emit()
    assert told.text() == "收好 1 张", "only that sentence goes"


def test_when_all_is_sorted_only_that_is_said(part: PhotoPart, page: VisitPage) -> None:
    while part.sorter.groups:
        part.sorter.hang(next(item for item in page.session.rubric.items() if may_show(item)))
    assert part._none.isVisible()
    assert part._none.text() == texts.ALL_SORTED
    assert part.groups.height() == 0
    assert not part.side.isVisible()
    part.sorter.show_pile(Pile.ALL)
    assert part.side.isVisible()
    assert part.groups.height() > 0
