"""Every state has one word, and the words of one list differ."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from inspector.domain.coverage import CoverageState
from inspector.domain.ids import Digest
from inspector.domain.merging import Arrival
from inspector.domain.ranking import Exclusion
from inspector.domain.scorecard import GapKind, ItemState, StarState
from inspector.domain.signing import SignRole, SignState, SignWay
from inspector.domain.team import Pattern
from inspector.domain.visit import VisitState
from inspector.domain.wording import (
    State,
    change_words,
    day_words,
    edition_word,
    full_day_words,
    moment_words,
    record_code,
    thousands,
    visit_word,
    word,
)


@pytest.mark.parametrize(
    "states",
    [
        *(ItemState, StarState, VisitState, SignState, SignWay, SignRole),
        *(CoverageState, GapKind, Arrival, Exclusion, Pattern),
    ],
)
def test_every_state_has_its_own_word(states: type[State]) -> None:
    words = [word(state) for state in states]
    assert all(words)
    assert len(set(words)) == len(words)


def test_equal_values_of_different_lists_keep_their_own_words() -> None:
    assert word(ItemState.UNSET) == word(GapKind.UNSET) == "未评"
    assert (word(CoverageState.CONFLICT), word(Arrival.NEW), word(StarState.OPEN)) == (
        "冲突",
        "新",
        "未定",
    )
    assert word(VisitState.OPEN) == "进行中"


@pytest.mark.parametrize(
    ("state", "signed", "paused", "words"),
    [
        (VisitState.PLANNED, None, None, "未开始"),
        (VisitState.OPEN, None, None, "进行中"),
        (VisitState.OPEN, None, "", "暂停"),
        (VisitState.OPEN, None, "书记开会", "暂停"),
        (VisitState.SEALED, None, None, "已定稿"),
        (VisitState.SEALED, SignState.WAITING, None, "待签字"),
        (VisitState.SEALED, SignState.WAITING, "", "暂停"),
        (VisitState.SEALED, SignState.SIGNED, "", "已签字"),
        (VisitState.SEALED, SignState.REFUSED, None, "拒签"),
    ],
)
def test_where_a_visit_stands_is_one_word(
    state: VisitState, signed: SignState | None, paused: str | None, words: str
) -> None:
    assert visit_word(state, signed, paused) == words


def test_an_edition_says_whether_it_may_still_change() -> None:
    assert edition_word(None) == "暂定"
    assert edition_word(1) == "已冻结 第1版"
    assert edition_word(2) == "更正版 第2版"


@pytest.mark.parametrize(
    ("before", "now", "words"), [(None, 3, ""), (3, 3, "持平"), (5, 3, "升 2"), (3, 4, "降 1")]
)
def test_a_change_of_place_is_told_in_words(before: int | None, now: int, words: str) -> None:
    assert change_words(before, now) == words


def test_a_record_code_is_twelve_digits_in_groups_of_four() -> None:
    assert record_code(Digest("a1b2c3d4e5f60718" + "9" * 48)) == "A1B2-C3D4-E5F6"


def test_days_and_numbers_are_written_as_people_do() -> None:
    assert day_words(date(2026, 11, 5)) == "11月5日"
    assert full_day_words(date(2026, 11, 5)) == "2026年11月5日"
    assert moment_words(datetime(2026, 11, 5, 9, 31, tzinfo=UTC)) == "11月5日 09:31"
    assert thousands(55720) == "55,720"
