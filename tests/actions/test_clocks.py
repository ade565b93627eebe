"""Whatever the clock says: order, points and packages stay the same, and jumps are named."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from shutil import copytree

import pytest
from played_county import PIN, START, Clock, County, count_site, in_field, sites_of

from inspector.actions import clocks, sealing, sending
from inspector.actions.clocks import LAST, Jump, doubt, jumps, last_seen
from inspector.actions.desk import Desk, sit_down
from inspector.domain.record import Record
from inspector.platform.clock import CHINA
from inspector.store.events import Event

Steps = tuple[timedelta, ...]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECOND = timedelta(seconds=1)

WORLDS: dict[str, tuple[datetime, Steps]] = {
    "right": (START, (SECOND,)),
    "1970": (datetime(1970, 1, 1, tzinfo=CHINA), (SECOND,)),
    "a year ahead": (START + 365 * DAY, (SECOND,)),
    "2099": (datetime(2099, 12, 31, 23, 59, 59, tzinfo=CHINA), (SECOND,)),
    "stands still": (START, (timedelta(0),)),
    "back an hour in the middle": (START, (*[SECOND] * 5, -HOUR, *[SECOND] * 500)),
    "back at every look": (START, (-SECOND,)),
    "back three days in the middle": (START, (*[SECOND] * 5, -3 * DAY, *[SECOND] * 500)),
    "a weekend's sleep": (START, (*[SECOND] * 5, 3 * DAY, *[SECOND] * 500)),
    "to and fro": (START, (2 * DAY, -2 * DAY)),
    "another zone": (START.astimezone(timezone(timedelta(hours=-5))), (SECOND,)),
    "over the new year": (datetime(2026, 12, 31, 23, 59, 58, tzinfo=UTC), (SECOND,)),
}


class Stepping:
    """Goes by ``steps`` in turn, over and over."""

    def __init__(self, start: datetime, steps: Iterable[timedelta]) -> None:
        self.now, self._steps, self._at = start, tuple(steps), 0

    def __call__(self) -> datetime:
        self.now += self._steps[self._at % len(self._steps)]
        self._at += 1
        return self.now


def work(laptop: Path, out: Path, clock: Stepping) -> tuple[list[object], list[Jump]]:
    """Score, seal and hand in a site; return what it came to, without any time in it."""
    desk = sit_down(laptop, PIN, clock=clock)
    try:
        site = sites_of(desk)[0]
        visit = count_site(desk, site)
        sealed = sealing.seal(desk, visit)
        sent = sending.export(desk, out)
        with desk.store.reading() as reading:
            records = reading.records.of_visit(visit.uid)
            found = list(jumps(reading))
        return [sealed.points, sent.visits, *map(bare, in_order(records))], found
    finally:
        desk.close()


def in_order(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda record: (str(record.tree["dev"]), record.n))


TIMED = {"at", "prev", "rev_of", "covers", "started", "digest", "dev"}
"""Times, the digests of what holds times, and the stream, which each copied folder begins."""


def bare(record: Record) -> tuple[object, ...]:
    kept = {key: record.tree[key] for key in sorted(set(record.tree) - TIMED)}
    return record.n, record.type, str(kept)


@pytest.fixture(scope="module")
def right(stage: County, tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    root = tmp_path_factory.mktemp("right")
    laptop = Path(copytree(stage.laptop, root / "t01"))
    return work(laptop, root / "out", Stepping(*WORLDS["right"]))[0]


@pytest.mark.parametrize("world", WORLDS)
def test_order_points_and_package_are_the_same_whatever_the_clock_says(
    county: County, right: list[object], world: str
) -> None:
    came_to, _found = work(county.laptop, county.root / "out", Stepping(*WORLDS[world]))
    assert came_to == right


@pytest.mark.parametrize(
    ("world", "named"),
    [
        ("right", 0),
        ("stands still", 0),
        ("back an hour in the middle", 1),
        ("a weekend's sleep", 1),
    ],
)
def test_a_jump_is_named_once(county: County, world: str, named: int) -> None:
    _came_to, found = work(county.laptop, county.root / "out", Stepping(*WORLDS[world]))
    assert len(found) == named


def save(desk: Desk) -> None:
    with desk.store.unit() as unit:
        unit.commit()


def found_in(desk: Desk) -> list[str]:
    with desk.store.reading() as reading:
        return [jump.sentence for jump in jumps(reading)]


def test_steps_within_bounds_are_no_jump_and_the_others_say_both_times(county: County) -> None:
    clock = Stepping(START + DAY, [timedelta(0)])
    with in_field(county.laptop) as desk:
        save(desk)
    desk = sit_down(county.laptop, PIN, clock=clock)
    try:
        save(desk)
        clock.now -= timedelta(minutes=2)
        save(desk)
        clock.now += timedelta(minutes=2) + timedelta(hours=36)
        save(desk)
        assert found_in(desk) == []
        clock.now -= timedelta(minutes=2, seconds=1)
        save(desk)
        clock.now += timedelta(hours=36, seconds=1)
        save(desk)
        assert found_in(desk) == [
            "时钟往前跳过：2026-11-05 20:27 → 2026-11-07 08:28",
            "时钟往回跳过：2026-11-05 20:30 → 2026-11-05 20:27",
        ]
    finally:
        desk.close()


def test_many_small_steps_back_are_one_jump(county: County) -> None:
    clock = Stepping(START + 9 * DAY, [-SECOND])
    desk = sit_down(county.laptop, PIN, clock=clock)
    try:
        save(desk)
        before = len(found_in(desk))
        for _step in range(121):
            save(desk)
        assert len(found_in(desk)) == before + 1
    finally:
        desk.close()


def test_what_cannot_be_read_is_no_time(county: County) -> None:
    with in_field(county.laptop) as desk:
        for text in ("gestern", "2026-11-05T08:00:00"):
            with desk.store.unit() as unit:
                unit.meta.put(LAST, text)
                unit.events.add(Event(at=START, actor="", kind=clocks.CLOCK, detail=text))
                assert last_seen(unit) is None
                assert jumps(unit) == ()


NOW = START


@pytest.mark.parametrize(
    ("now", "last", "words"),
    [
        (NOW, None, ""),
        (NOW, NOW - DAY, ""),
        (NOW, NOW + timedelta(minutes=2), ""),
        (NOW, NOW + timedelta(minutes=3), "比上次用时还早"),
        (NOW.replace(year=2028), NOW, ""),
        (NOW.replace(year=2029), NOW, "2029-11-03，上次用是 2026-11-03"),
        (NOW.replace(year=1970), NOW, "1970-11-03，早得不对"),
        (NOW, NOW.replace(year=1970), ""),
    ],
)
def test_a_date_that_cannot_be_right_is_said(now: datetime, last: datetime, words: str) -> None:
    told = doubt(now, last)
    assert words in told
    assert bool(told) == bool(words)


def test_no_clock_keeps_anybody_from_working(county: County) -> None:
    with in_field(county.laptop, Clock(datetime(1970, 1, 1, tzinfo=CHINA))) as desk:
        save(desk)
        save(desk)
