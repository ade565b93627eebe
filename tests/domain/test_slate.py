"""A slate's code is read strictly; a phone's wrong clock is corrected beside its own times."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.ids import PersonId, SiteCode, TeamId, VisitUid
from inspector.domain.reading import BadTree
from inspector.domain.slate import (
    EARLY,
    LONGEST,
    Boundary,
    How,
    PhoneClock,
    Slate,
    boundary_of,
    clock_fields,
    clock_of,
    corrected,
    offset_of,
    owners,
    phone_key,
    read_slate,
    read_taken,
    read_time,
    slate_line,
    visit_mark,
)

UID = VisitUid("2026-11/cross/419901100201/T07/1")
SHOWN = datetime(2026, 11, 3, 8, 31, 20)  # noqa: DTZ001 - as cameras: no zone
SLATE = Slate(visit=UID, site=SiteCode("419901100201"), team=TeamId("T07"), shown=SHOWN, seat=2)
QR = PhoneClock(
    camera="Phone X", how=How.QR, offset=124, owner=PersonId("T07-2"), shown="2026-11-03T08:31:20"
)


def test_a_slate_says_what_is_read_again() -> None:
    line = slate_line(SLATE)
    assert len(line) <= 60 < LONGEST
    read = read_slate(line)
    assert read is not None
    assert (read.visit, read.site, read.team, read.shown, read.seat) == (
        visit_mark(UID), SLATE.site, SLATE.team, SHOWN, 2,
    )  # fmt: skip


def test_another_visit_of_one_site_has_another_mark() -> None:
    assert visit_mark(UID) != visit_mark(VisitUid("2026-11/recheck/419901100201/T07/1"))


@given(st.integers(0, 51), st.characters(exclude_categories=["Cs"]))
def test_a_code_with_one_other_character_is_none(place: int, other: str) -> None:
    line = slate_line(SLATE)
    wrong = line[:place] + other + line[place + 1 :]
    assert (read_slate(wrong) is None) == (wrong != line)


@pytest.mark.parametrize(
    "line",
    ["", "WXS1", "http://example.invalid/" + "A" * 4_000, "WXS1:\x00\x1b[31m:", "WXKP1|4199|2026"],
)
def test_what_strangers_print_is_no_slate(line: str) -> None:
    assert read_slate(line) is None


def test_a_time_that_no_calendar_has_is_no_slate() -> None:
    bad = slate_line(SLATE).rpartition(":")[0].replace("261103", "261331")
    from inspector.domain.slate import _check  # noqa: PLC0415 - a code forged with right digits

    assert read_slate(f"{bad}:{_check(bad)}") is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("8:31:20", (8, 31, 20)),
        ("08：31：20", (8, 31, 20)),
        ("８。３１", (8, 31, 0)),
        (" 8.31.05 ", (8, 31, 5)),
    ],
)
def test_a_time_read_off_the_slate_may_be_typed_in_many_ways(
    typed: str, told: tuple[int, int, int]
) -> None:
    at = read_time(typed, SHOWN)
    assert at is not None
    assert (at.hour, at.minute, at.second) == told
    assert at.date() == SHOWN.date()


@pytest.mark.parametrize("typed", ["", "8", "25:00", "8:61", "8:31:61", "acht Uhr"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    assert read_time(typed, SHOWN) is None


@pytest.mark.parametrize(
    ("taken", "offset"),
    [
        ("2026-11-03T08:29:16", 124),
        ("2026-11-03T08:31:20", 0),
        ("1970-01-01T00:00:40", 1_793_694_640),
        ("", None),
        ("soon", None),
    ],
)
def test_a_phone_s_clock_is_off_by(taken: str, offset: int | None) -> None:
    assert offset_of(SHOWN, taken) == offset


def test_times_are_corrected_beside_the_camera_s_own() -> None:
    assert corrected("2026-11-03T08:50:37", QR) == datetime(2026, 11, 3, 8, 52, 41)  # noqa: DTZ001 - phones know no zone
    assert corrected("2026-11-03T08:50:37", None) == datetime(2026, 11, 3, 8, 50, 37)  # noqa: DTZ001 - phones know no zone
    assert corrected("", QR) is None
    late = corrected("9999-12-31T23:59:59", QR)
    assert late == read_taken("9999-12-31T23:59:59")


def test_a_visit_lasts_from_its_first_slate_to_the_next_visit() -> None:
    started = SHOWN + timedelta(minutes=2)
    later = [SHOWN - timedelta(hours=1), SHOWN + timedelta(hours=2), SHOWN + timedelta(hours=4)]
    boundary = boundary_of(started, [QR], later)
    assert boundary == Boundary(since=SHOWN - EARLY, until=SHOWN + timedelta(hours=2) - EARLY)
    assert boundary.holds(SHOWN)
    assert not boundary.holds(None)
    assert not boundary.holds(boundary.until)
    assert not boundary.holds(boundary.since - timedelta(seconds=1))


def test_without_a_next_visit_it_lasts_until_midnight() -> None:
    boundary = boundary_of(SHOWN, [])
    assert boundary.until == datetime(2026, 11, 4)  # noqa: DTZ001 - phones know no zone


def test_a_seat_that_two_phones_name_is_nobody_s() -> None:
    people = [PersonId("T07-1"), PersonId("T07-2")]
    assert owners({"A": [1], "B": [2], "C": []}, people) == {"A": "T07-1", "B": "T07-2"}
    assert owners({"A": [1], "B": [1]}, people) == {}
    assert owners({"A": [0], "B": [3]}, people) == {}
    assert owners({"A": [1, 2]}, people) == {"A": "T07-2"}


@pytest.mark.parametrize(
    "clock",
    [
        QR,
        PhoneClock(camera="", how=How.TYPED, offset=-5, shown="2026-11-03T08:31:20"),
        PhoneClock(camera="", how=How.SKIPPED, owner=PersonId("T07-1"), reason="四不两直"),
    ],
)
def test_a_clock_s_record_reads_back(clock: PhoneClock) -> None:
    assert clock_of(clock_fields(clock)) == clock


def test_a_phone_without_a_name_and_a_skipped_slate_are_two_things() -> None:
    skipped = PhoneClock(camera="", how=How.SKIPPED, reason="四不两直")
    assert skipped.key == "skip"
    assert PhoneClock(camera="", how=How.TYPED).key == phone_key("")


@pytest.mark.parametrize(
    "wrong", [{"offset": 10**12}, {"offset": "3"}, {"how": "guess"}, {"shown": "8 Uhr"}]
)
def test_a_record_out_of_form_is_refused(wrong: dict[str, int | str]) -> None:
    with pytest.raises(BadTree):
        clock_of({**clock_fields(QR), **wrong})
