"""Many backups of late, few of long ago, and never none."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.thinning import DAYS, WEEKS, Copy, staying

CHINA = timezone(timedelta(hours=8))
START = datetime(2026, 11, 3, 8, tzinfo=CHINA)


def copies(hours: list[int], broken: frozenset[int] = frozenset()) -> list[Copy]:
    return [
        Copy(name=f"{number:04d}", at=START + timedelta(hours=hour), whole=number not in broken)
        for number, hour in enumerate(hours)
    ]


HOURS = st.lists(st.integers(-90_000, 90_000), max_size=120)
TODAY = st.integers(-4000, 4000).map(lambda days: (START + timedelta(days=days)).date())
BROKEN = st.frozensets(st.integers(0, 119))


@given(HOURS, BROKEN, TODAY)
def test_the_newest_whole_one_always_stays(
    hours: list[int], broken: frozenset[int], today: date
) -> None:
    known = copies(hours, broken)
    stay = staying(known, today)
    whole = [one for one in known if one.whole]
    if whole:
        assert max(whole, key=lambda one: (one.at, one.name)).name in stay
        assert stay <= {one.name for one in whole}, "a broken one is never preferred"
    else:
        assert stay == {one.name for one in known}


@given(HOURS, TODAY)
def test_all_of_today_stays_and_every_month_keeps_one(hours: list[int], today: date) -> None:
    known = copies(hours)
    stay = staying(known, today)
    assert {one.name for one in known if one.at.date() == today} <= stay
    kept = [one for one in known if one.name in stay]
    assert {(one.at.year, one.at.month) for one in known} == {
        (one.at.year, one.at.month) for one in kept
    }


@given(HOURS, TODAY)
def test_thinning_what_was_thinned_changes_nothing(hours: list[int], today: date) -> None:
    known = copies(hours)
    stay = staying(known, today)
    assert staying([one for one in known if one.name in stay], today) == stay


@given(HOURS, TODAY, st.integers(-50, 50))
def test_a_clock_that_jumps_makes_nothing_old(hours: list[int], today: date, years: int) -> None:
    known = copies(hours)
    jumped = today.replace(year=max(1, today.year + years), day=1)
    days = len({one.at.date() for one in known})
    assert len(staying(known, jumped)) >= min(days, DAYS)


def test_an_hourly_year_becomes_days_weeks_and_months() -> None:
    known = copies(list(range(0, 365 * 24, 2)))
    newest = known[-1].at
    names = staying(known, newest.date())
    stay = [one for one in known if one.name in names]
    today = [one for one in stay if one.at.date() == newest.date()]
    days = {one.at.date() for one in stay if one.at > newest - timedelta(days=DAYS)}
    assert len(today) == sum(one.at.date() == newest.date() for one in known)
    assert len(days) == DAYS
    assert len(today) + DAYS - 1 + WEEKS + 9 <= len(stay) <= len(today) + DAYS + WEEKS + 11


def test_of_a_day_the_last_whole_one_stays() -> None:
    known = copies([0, 1, 2, 48], broken=frozenset({2}))
    assert staying(known, known[-1].at.date()) == {"0001", "0003"}


def test_nothing_stays_of_nothing() -> None:
    assert staying([], START.date()) == frozenset()
