"""Small painted parts keep their texts apart and their thumbs in reach."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from inspector.domain.rubric import Rubric
from inspector.domain.visit import UNSET
from inspector.ui.glyphs import Glyph
from inspector.ui.look import look, u
from inspector.ui.pages.visit.head import Name
from inspector.ui.pages.visit.row_layout import column_heads, lay_out
from inspector.ui.pages.visit.rows import RowView
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.star_bar import StarBar
from inspector.ui.widgets.button import Button
from inspector.ui.widgets.scroll_bar import SlimBar

LONGEST = "红土坡镇移民安置点联合示范新型农村社区服务中心第十七居民小组新村村"
"""33 characters."""


@pytest.mark.parametrize("compact", [True, False])
@pytest.mark.parametrize("total", ["0", "425.91", "498.75"])
def test_stars_and_total_never_meet(
    desk: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, total: str, *, compact: bool
) -> None:
    bar = StarBar(VisitSession(desk))  # type: ignore[arg-type]  # a fixture's type
    qtbot.addWidget(bar)
    bar.compact = compact
    stars, _points, done = bar._sum_words()
    monkeypatch.setattr(bar, "_sum_words", lambda: (stars, total, done))
    left = QFontMetricsF(look().font(14, bold=True)).horizontalAdvance(stars)
    right = QFontMetricsF(look().font(16 if compact else 19, bold=True)).horizontalAdvance(total)
    assert left + right + u(4) <= bar._sum_width() - u(24)


@pytest.mark.parametrize("width", [300, 400, 900])
def test_the_longest_name_is_shown_whole_on_two_lines(qtbot: QtBot, width: int) -> None:
    name = Name(LONGEST)
    qtbot.addWidget(name)
    name.resize(min(width, name.sizeHint().width()), 54)
    assert len(name.lines()) == 2
    assert "".join(name.lines()) == LONGEST
    name.grab()
    assert not name.toolTip()


def test_a_name_without_room_ends_in_dots_and_has_a_tooltip(qtbot: QtBot) -> None:
    name = Name(LONGEST)
    qtbot.addWidget(name)
    name.resize(120, 54)
    name.grab()
    assert name.lines()[1].endswith("…")
    assert name.toolTip() == LONGEST


def test_a_short_name_stays_large_on_one_line(qtbot: QtBot) -> None:
    name = Name("后辛沟村")
    qtbot.addWidget(name)
    name.resize(name.sizeHint().width(), 54)
    assert name.lines() == ["后辛沟村"]


@pytest.mark.usefixtures("qapp")
def test_heads_of_a_grid_stand_apart(rural: Rubric) -> None:
    metrics = QFontMetricsF(look().font(13))
    for point in (point for item in rural.items() for point in item.checkpoints):
        if point.grid is None:
            continue
        view = RowView(
            checkpoint=point, number="1", step="查", mark=UNSET, points=None,
            glyph=Glyph.UNSET, current=True,
        )  # fmt: skip
        widest = max(metrics.horizontalAdvance(head) for head in column_heads(point.grid))
        assert widest < lay_out(view, 720).cell_width, point.code


def test_enter_presses_the_button_with_the_focus(qtbot: QtBot) -> None:
    pressed: list[str] = []
    button = Button("存 PDF", lambda: pressed.append("x"))
    qtbot.addWidget(button)
    button.show()
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["x"]


def test_the_thumb_stays_inside_its_bar(qtbot: QtBot) -> None:
    bar = SlimBar()
    qtbot.addWidget(bar)
    bar.resize(14, 200)
    bar.setRange(0, 0)
    assert bar.thumb().height() == 196, "nothing to scroll"
    bar.grab()
    bar.setRange(0, 10_000)
    bar.setPageStep(200)
    for value in (0, 5_000, 10_000):
        bar.setValue(value)
        thumb = bar.thumb()
        assert thumb.height() >= u(36)
        assert thumb.top() >= 0
        assert thumb.bottom() <= 200
    bar.grab()


def test_a_star_says_itself_whole_where_the_mouse_rests(
    desk: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, words, _who: shown.append(words))
    bar = StarBar(VisitSession(desk))  # type: ignore[arg-type]  # a fixture's type
    qtbot.addWidget(bar)
    bar.resize(1200, 70)
    bar.show()
    middle = bar.segments()[1].center()
    assert bar.words_at(middle) == bar.words(1)
    assert bar.words_at(QPointF(1199, 35)) == "", "the sum is no star"
    rest = QHelpEvent(QEvent.Type.ToolTip, middle.toPoint(), bar.mapToGlobal(middle.toPoint()))
    assert bar.event(rest)
    assert shown == [bar.words(1)]
