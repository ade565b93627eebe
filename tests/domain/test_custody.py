"""Days are counted in midnights, by one clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from inspector.domain.custody import Answered, Handed, days_between
from inspector.domain.wording import word

CHINA = timezone(timedelta(hours=8))


def test_days_are_midnights_of_the_later_clock() -> None:
    late = datetime(2026, 11, 3, 23, 50, tzinfo=CHINA)
    assert days_between(late, late + timedelta(minutes=5)) == 0
    assert days_between(late, late + timedelta(minutes=15)) == 1
    assert days_between(late.astimezone(UTC), late + timedelta(days=3)) == 3
    assert days_between(late + timedelta(days=9), late) == 0, "a clock that went back says today"


def test_every_state_has_its_word() -> None:
    words = ["未定稿", "已定稿未交", "已签未交", "已交未回执", "已回执"]
    assert [word(state) for state in Handed] == words
    assert [word(state) for state in Answered] == ["未回执", "电话核对过", "已回执"]
