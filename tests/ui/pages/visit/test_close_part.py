"""A picture is seen near, moved, turned by one key, and marked wherever it is shown."""

from __future__ import annotations

import pytest
from memory_photos import MemoryPhotos
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.domain.ids import Digest
from inspector.domain.marks import Marks, Shape, ShapeKind
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.close_part import ClosePart, CloseView
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.photo_view import NEAREST, PhotoView
from inspector.ui.photo_marks import INK, paint_tile, small_pixmap

ARROW = Shape(kind=ShapeKind.ARROW, x1=100, y1=100, x2=500, y2=100)
COVER = Shape(kind=ShapeKind.COVER, x1=100, y1=600, x2=500, y2=900)


@pytest.fixture
def page(photo_page: VisitPage) -> VisitPage:
    return photo_page


@pytest.fixture
def close(page: VisitPage, roll: MemoryPhotos) -> ClosePart:
    """Two pictures of one walk and one of another, the first one seen near."""
    for minute in (10, 10.5, 20):
        roll.shoot("Maker A1", minute)
    page.shooting.show_photos()
    QTest.keyClick(page.shooting.photos.groups, Qt.Key.Key_Z)
    close = page.shooting.close
    assert page.parts.part is close
    return close


def press(close: ClosePart, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(close.view, key)


def wheel(view: PhotoView, notches: int, at: QPointF) -> None:
    inverted = False
    view.wheelEvent(
        QWheelEvent(
            at, at, QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, inverted,
        )
    )  # fmt: skip


def test_z_comes_nearer_and_back_and_arrows_move(page: VisitPage, close: ClosePart) -> None:
    view = close.view
    assert page.hints() == texts.CLOSE_KEYS
    whole = view.frame()
    assert view.rect().toRectF().contains(whole)
    press(close, Qt.Key.Key_Z, Qt.Key.Key_Z)
    assert view.frame().width() == pytest.approx(4 * whole.width())
    before = view.frame()
    press(close, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert view.frame().left() < before.left()
    assert view.frame().top() < before.top()
    for _ in range(40):
        press(close, Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert (view.frame().left(), view.frame().top()) == (0, 0)  # no further than the edge
    press(close, Qt.Key.Key_Z)
    assert view.frame() == whole


def test_the_wheel_keeps_what_is_under_the_pointer(close: ClosePart) -> None:
    view = close.view
    at = view.frame().topLeft() + QPointF(view.frame().width() / 2, view.frame().height() / 2)

    def under() -> float:
        return (at.x() - view.frame().left()) / view.frame().width()

    wheel(view, 5, at)
    assert view.zoom > 2
    assert under() == pytest.approx(0.5, abs=0.01)
    wheel(view, 40, at)
    assert view.zoom == NEAREST
    wheel(view, -60, at)
    assert view.zoom == 1
    empty = CloseView()
    empty.show_picture(QPixmap(), ())
    wheel(empty, 3, at)
    empty.zoom_on()
    assert empty.zoom == 1


def test_arrows_walk_while_the_whole_is_seen(page: VisitPage, close: ClosePart) -> None:
    sorter = page.shooting.photos.sorter
    first = sorter.current
    press(close, Qt.Key.Key_Right)
    assert sorter.current not in (None, first)
    press(close, Qt.Key.Key_Z, Qt.Key.Key_Z)
    press(close, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert sorter.place == 1
    press(close, Qt.Key.Key_Z, Qt.Key.Key_Down)
    assert (sorter.at, sorter.place) == (1, 0)
    press(close, Qt.Key.Key_F, Qt.Key.Key_Escape)
    assert page.parts.part is page.shooting.photos


def test_r_turns_and_undo_turns_back(page: VisitPage, close: ClosePart, roll: MemoryPhotos) -> None:
    digest = page.shooting.photos.sorter.current
    assert digest is not None
    wide = close.view.frame()
    press(close, Qt.Key.Key_R)
    assert roll.marked[digest].turn == 1
    assert close.view.frame().width() < wide.width()
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert roll.marked == {}
    for _ in range(4):
        press(close, Qt.Key.Key_R)
    assert roll.marked == {}
    QTest.keyClick(page.shooting.photos.groups, Qt.Key.Key_R)
    assert roll.marked[digest].turn == 1


def test_shapes_drawn_on_a_turned_picture_lie_right_on_the_picture(
    page: VisitPage, close: ClosePart, roll: MemoryPhotos
) -> None:
    digest = page.shooting.photos.sorter.current
    assert digest is not None
    press(close, Qt.Key.Key_R, Qt.Key.Key_O)
    marks = page.shooting.marks
    assert page.parts.part is marks
    for key in (Qt.Key.Key_O, Qt.Key.Key_Up, Qt.Key.Key_Z):
        QTest.keyClick(marks.view, key)
    assert (marks.view.shapes[0].y1, marks.view.zoom) == (360, 2)  # up on the screen
    QTest.keyClick(marks.view, Qt.Key.Key_Return)
    (shape,) = roll.marked[digest].shapes
    assert (shape.x1, shape.x2) == (360, 600)  # which is left on the lying picture
    press(close, Qt.Key.Key_O)
    marks._turn()
    QTest.keyClick(marks.view, Qt.Key.Key_R)
    QTest.keyClick(marks.view, Qt.Key.Key_Return)
    assert roll.marked[digest] == Marks(photo=digest, shapes=(shape,), turn=3)


def test_what_is_chosen_stays_chosen_when_a_picture_is_turned(
    page: VisitPage, close: ClosePart
) -> None:
    assert close.isVisible()
    sorter = page.shooting.photos.sorter
    sorter.choose()
    sorter.turn()
    assert sorter.chosen == {sorter.current}


def test_the_last_picture_that_goes_closes_the_view(
    page: VisitPage, close: ClosePart, roll: MemoryPhotos
) -> None:
    assert close.isVisible()
    roll.photos.clear()
    page.shooting.photos.sorter.load()
    assert not close.isVisible()
    assert page.shooting.photos.isVisible()
    page.shooting.photos.sorter.turn()
    assert roll.marked == {}


def plain_picture() -> bytes:
    return MemoryPhotos().picture(Digest("0" * 64))


def inked(pixmap: QPixmap, x: int, y: int) -> bool:
    colour = QColor(pixmap.toImage().pixel(x, y))
    return max(abs(colour.red() - INK.red()), abs(colour.green() - INK.green())) < 40


def test_small_pictures_bear_the_marks_and_are_upright() -> None:
    small = small_pixmap(plain_picture(), Marks(photo=Digest("0" * 64), shapes=(ARROW, COVER)))
    assert (small.width(), small.height()) == (400, 300)
    assert inked(small, 120, 30)
    base = small_pixmap(plain_picture(), Marks(photo=Digest("0" * 64)))
    assert small.toImage().pixel(120, 220) == base.toImage().pixel(120, 220)  # a cover is no ink
    turned = small_pixmap(plain_picture(), Marks(photo=Digest("0" * 64), shapes=(ARROW,), turn=1))
    assert (turned.width(), turned.height()) == (300, 400)
    assert inked(turned, 270, 120)
    assert small_pixmap(b"", Marks(photo=Digest("0" * 64), turn=1)).isNull()


def test_tray_and_groups_show_marks_as_soon_as_they_are_drawn(
    page: VisitPage, close: ClosePart, roll: MemoryPhotos, monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:  # fmt: skip
    shooting, lines = page.shooting, page.shooting.photos.lines
    digest = shooting.photos.sorter.current
    assert digest is not None
    monkeypatch.setattr(page.session.desk, "thumbnail", roll.picture)
    monkeypatch.setattr(page.session.desk, "photos", lambda: [one.evidence for one in roll.photos])
    page.zone.tray.refresh()
    tray = page.zone.tray.photos
    lines.pixmap(digest)
    qtbot.waitUntil(lambda: not lines.pixmap(digest).isNull())
    assert not inked(tray._pixmap(digest), 120, 30)
    assert not inked(lines.pixmap(digest), 120, 30)
    shooting._marked(digest, [ARROW], 0)
    assert inked(tray._pixmap(digest), 120, 30)
    qtbot.waitUntil(lambda: inked(lines.pixmap(digest), 120, 30))
    press(close, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: lines.pixmap(digest).width() == 300)


def test_without_a_picture_the_view_says_so(page: VisitPage) -> None:
    close = page.shooting.close
    page.parts.show_part(close)
    press(close, Qt.Key.Key_R, Qt.Key.Key_O, Qt.Key.Key_Z)
    assert close._about.text() == texts.NOTHING_HERE
    assert page.parts.part is close


def test_a_marked_picture_is_whole_in_its_tile_and_another_fills_it() -> None:
    pixmap = small_pixmap(plain_picture(), Marks(photo=Digest("0" * 64), turn=1))  # 300 × 400
    canvas = QPixmap(100, 80)
    for whole, corner in ((True, QColor("red")), (False, None)):
        canvas.fill(QColor("red"))
        painter = QPainter(canvas)
        paint_tile(painter, QRectF(canvas.rect()), pixmap, whole=whole)
        painter.end()
        assert (QColor(canvas.toImage().pixel(2, 40)) == corner) is whole
        assert QColor(canvas.toImage().pixel(50, 40)) != QColor("red")
