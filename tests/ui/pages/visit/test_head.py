"""The head of a visit stays inside the window, whatever it has to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from inspector.ui.look import look
from inspector.ui.pages.visit.desk import Place
from inspector.ui.pages.visit.head import Head
from inspector.ui.widgets.label import Label

FRAME = 78
"""Logical px beside a page at 1093 px and 115 %: the folded navigation."""


@pytest.fixture
def new_head(qtbot: QtBot) -> Callable[..., Head]:
    def make(kind: str = "") -> Head:
        place = Place(township="圪塔桥镇", name="后辛沟村", tail="217", kind=kind)
        head = Head(place, 29, lambda: None)
        qtbot.addWidget(head)
        steps = [("起始", 0, 4), ("听", 16, 17), ("看", 25, 26), ("查", 27, 29)]
        head.tabs.show_steps([*steps, ("核对", 0, 0), ("签字", 0, 0)], 1)
        return head

    return make


def test_clock_and_time_of_the_save_fit_into_the_smallest_window(
    new_head: Callable[..., Head],
) -> None:
    look().rescale(1.15)
    try:
        head = new_head("四不两直 第 2 次")
        head.fit(compact=True)
        head.show_talk("超 1:23")
        head.saved.show_time(datetime(2026, 11, 5, 8, 30, 41, tzinfo=UTC))
        assert head.minimumSizeHint().width() <= 1093 - FRAME
    finally:
        look().rescale(1.0)


def test_where_there_is_room_both_are_whole(new_head: Callable[..., Head]) -> None:
    head = new_head()
    head.show_talk("4:59")
    head.saved.show_time(datetime(2026, 11, 5, 8, 30, 41, tzinfo=UTC))
    assert head.saved.text() == "08:30:41 已存"
    assert "讲话 4:59" in [label.text() for label in head.findChildren(Label)]
