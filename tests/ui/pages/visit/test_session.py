"""Undo leads back to where it began, whatever was pressed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InspectorError
from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.rubric import Rubric
from inspector.domain.visit import EMPTY, UNSET, Entry, ItemEntry
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.guide import Guide
from inspector.ui.pages.visit.marker import Marker
from inspector.ui.pages.visit.route import Spot, spots
from inspector.ui.pages.visit.session import VisitSession

KEYS = [*"ABCDEF0123456789+-/LXZN", "Backspace", "Right", "Space", "Down", "Esc", "Enter"]
SPOT = Spot(step=None, item=ItemCode("ST-2"), checkpoint=CheckpointCode("ST-2.1"))


class Ticking:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.25
        return self.now


@given(
    presses=st.lists(
        st.tuples(st.integers(min_value=0, max_value=111), st.sampled_from(KEYS)), max_size=50
    )
)
def test_as_many_undos_as_keys_lead_back_to_the_start(
    presses: list[tuple[int, str]], rural: Rubric, new_desk: Callable[[], VisitDesk], qapp: object
) -> None:
    del qapp
    desk = new_desk()
    session = VisitSession(desk)
    marker, guide = Marker(session, Ticking()), Guide(session)
    places = list(spots(rural, None))
    for place, key in presses:
        marker.stand(places[place])
        if not marker.press(key) and key == "Enter":
            guide.confirm(places[place])
    for _ in presses:
        marker.go_back()
    assert session.counted == {}
    assert all(entry == EMPTY for entry in desk.counted().values())
    assert session.scorecard == VisitSession(new_desk()).scorecard


@given(
    presses=st.lists(
        st.tuples(st.integers(min_value=0, max_value=111), st.sampled_from(KEYS)), max_size=40
    )
)
def test_no_key_makes_an_entry_that_does_not_fit_its_rule(
    presses: list[tuple[int, str]], rural: Rubric, new_desk: Callable[[], VisitDesk], qapp: object
) -> None:
    del qapp
    session = VisitSession(new_desk())
    marker = Marker(session, Ticking())
    places = list(spots(rural, None))
    for place, key in presses:
        marker.stand(places[place])
        marker.press(key)  # scoring raises EntryMismatch where an entry does not fit
    assert session.scorecard.points <= session.scorecard.max


def test_redo_is_gone_after_a_new_change(desk: VisitDesk) -> None:
    session = VisitSession(desk)
    session.put_mark(SPOT, Entry(defects=1))
    session.undo()
    session.put_mark(SPOT, Entry(defects=2))
    assert session.redo() is None
    assert session.mark(SPOT.item, CheckpointCode("ST-2.1")) == Entry(defects=2)


def test_a_change_that_changes_nothing_is_no_step(desk: VisitDesk) -> None:
    session = VisitSession(desk)
    assert session.put_mark(SPOT, UNSET) is False
    assert session.put(SPOT, ItemEntry()) is False
    assert session.put_mark(Spot(step=None, item=SPOT.item), Entry(defects=1)) is False
    assert session.depth == 0


def test_a_refused_undo_leaves_the_step_to_be_taken_back(desk: VisitDesk, qtbot: QtBot) -> None:
    class Full(InspectorError):
        code = "F101"
        what = "磁盘满了"
        next_step = "清出空间"

    session = VisitSession(desk)
    session.put_mark(SPOT, Entry(defects=1))
    desk.refusal = Full()  # type: ignore[attr-defined]  # the desk in memory
    with qtbot.waitSignal(session.refused, timeout=1_000):
        assert session.undo() is None
    assert session.depth == 1
    desk.refusal = None  # type: ignore[attr-defined]  # as above
    assert session.undo() == SPOT


def test_an_entry_the_store_cannot_score_is_a_bug(desk: VisitDesk) -> None:
    with pytest.raises(InspectorError):
        VisitSession(desk).put_mark(SPOT, Entry(level="好"))
