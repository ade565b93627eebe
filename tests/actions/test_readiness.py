"""Each check says what is, and what to do when it is not well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from exchanged import receive
from played_county import START, Clock, County, count_site, draw_photo, in_field, sites_of

from inspector.actions import (
    acknowledging,
    collecting,
    readiness,
    safekeeping,
    scoring,
    sealing,
    sending,
)
from inspector.actions.clocks import ClockWatch
from inspector.actions.desk import Desk
from inspector.actions.readiness import Check, look_around, moment_ago, spell_minutes
from inspector.domain.rules import worst_entry
from inspector.domain.visit import ItemEntry
from inspector.platform.battery import Battery


@pytest.fixture
def desk(county: County) -> Iterator[Desk]:
    with in_field(county.laptop) as desk:
        yield desk


def after(desk: Desk, **span: float) -> Desk:
    return replace(desk, clock=Clock(START + timedelta(**span)))


def check(desk: Desk, name: str, battery: Battery | None = None) -> Check:
    (found,) = [one for one in look_around(desk, battery) if one.name == name]
    return found


def seal_one(desk: Desk, place: int = 0) -> None:
    sealing.seal(desk, count_site(desk, sites_of(desk)[place]))


@pytest.mark.parametrize(
    ("battery", "words", "well"),
    [
        (Battery(percent=71, plugged=False, minutes=190), "71%，约 3 小时 10 分", True),
        (Battery(percent=71, plugged=False), "71%", True),
        (Battery(percent=9, plugged=True), "9%，接着电源", True),
        (Battery(percent=29, plugged=False, minutes=190), "29%，约 3 小时 10 分", False),
        (Battery(percent=60, plugged=False, minutes=50), "60%，约 50 分", False),
    ],
)
def test_the_battery_warns_before_the_next_village(
    desk: Desk, battery: Battery, words: str, *, well: bool
) -> None:
    found = check(desk, "电量", battery)
    assert (found.words, found.well) == (words, well)


def test_a_machine_without_a_battery_says_nothing_of_it(desk: Desk) -> None:
    names = [one.name for one in look_around(desk, None)]
    assert names == ["磁盘", "时钟", "备份", "交包"]


@pytest.mark.parametrize(
    ("free", "words", "well"),
    [(41_000_000_000, "剩 41 GB", True), (3_400_000_000, "剩 3.4 GB", True),
     (1_400_000_000, "剩 1.4 GB", False)],
)  # fmt: skip
def test_a_disk_that_fills_up_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, free: int, words: str, *, well: bool
) -> None:
    monkeypatch.setattr(readiness, "free_bytes", lambda _path: free)
    found = check(desk, "磁盘")
    assert (found.words, found.well) == (words, well)


def test_a_clock_that_is_wrong_or_jumped_is_told(desk: Desk) -> None:
    seal_one(desk)
    assert check(desk, "时钟").well
    assert "没有跳过" in check(desk, "时钟").words
    back = replace(desk, clock=Clock(datetime(2021, 1, 1, tzinfo=START.tzinfo)))
    assert "早得不对" in check(back, "时钟").words
    assert not check(back, "时钟").well
    ahead = after(desk, days=9)
    with ahead.store.unit() as unit:
        unit.meta.put("x", "y")
        unit.commit()
    watch = Clock(START + timedelta(days=9))
    desk.store.noting = ClockWatch(watch).note
    with desk.store.unit() as unit:
        unit.meta.put("x", "z")
        unit.commit()
    found = check(ahead, "时钟")
    assert "时钟往前跳过" in found.words
    assert not found.well
    later = after(desk, days=13)
    assert check(later, "时钟").well, "after some days a jump is no news"


def test_a_new_folder_does_not_ask_for_a_backup_of_nothing(desk: Desk, tmp_path: Path) -> None:
    nothing = Check(name="备份", words="还没有要备份的")
    assert check(after(desk, days=9), "备份") == nothing
    visit = scoring.open_visit(desk, sites_of(desk)[0])
    assert check(after(desk, days=9), "备份") == nothing, "opening a visit is no work"
    collecting.collect(desk, visit, [draw_photo(tmp_path / "a.jpg")], anyway=True)
    assert check(desk, "备份") == Check(name="备份", words="还没有备份过"), "the first minute"
    assert check(after(desk, hours=5), "备份").well
    assert not check(after(desk, hours=7), "备份").well
    assert not check(after(desk, hours=-7), "备份").well, "a clock set back hides nothing"


def test_the_first_confirmed_item_is_something_to_lose(desk: Desk) -> None:
    visit = scoring.open_visit(desk, sites_of(desk)[0])
    first = next(visit.rubric.items())
    steps = frozenset(point.step for point in first.checkpoints)
    worst = {point.code: worst_entry(point) for point in first.checkpoints}
    entry = ItemEntry(entries=worst, confirmed=steps)
    scoring.put_item(desk, visit, first.code, entry)
    assert check(desk, "备份").words == "还没有备份过"
    assert not check(after(desk, hours=7), "备份").well


def test_a_backup_that_is_missing_or_old_is_told(desk: Desk) -> None:
    seal_one(desk)
    assert check(desk, "备份").words == "还没有备份过"
    assert check(desk, "备份").well
    assert not check(after(desk, hours=7), "备份").well
    safekeeping.keep(desk)
    assert check(desk, "备份").words.startswith("今天 08:3")
    assert check(desk, "备份").well
    assert check(after(desk, days=9), "备份").well, "nothing changed since"
    seal_one(desk, 1)
    assert check(desk, "备份").well, "not a day old"
    found = check(after(desk, days=2), "备份")
    assert found.words.startswith("前天 08:3")
    assert "备份" in found.advice


def test_what_is_owed_is_told_from_the_first_seal_to_the_receipt(
    county: County, desk: Desk, tmp_path: Path
) -> None:
    assert check(desk, "交包") == Check(name="交包", words="还没有要交的")
    seal_one(desk)
    assert check(desk, "交包").words == "1 个村没有交过"
    assert check(desk, "交包").well, "the day is not over"
    assert not check(after(desk, days=1), "交包").well
    sent = sending.export(desk, tmp_path / "stick").path
    assert check(desk, "交包").words.endswith("，等回执")
    assert check(after(desk, days=2), "交包").words.endswith("未回执 2 天")
    assert check(after(desk, days=2), "交包").well
    overdue = check(after(desk, days=3), "交包")
    assert (overdue.words[-7:], overdue.well) == ("未回执 3 天", False)
    desk.close()
    receipt = receive(county, sent)
    with in_field(county.laptop) as again:
        acknowledging.take_receipt(again, receipt)
        found = check(after(again, days=9), "交包")
    assert found.words.endswith("都有回执")
    assert found.well


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "今天 08:30"), (1, "昨天 08:30"), (2, "前天 08:30"), (3, "11月3日 08:30")],
)
def test_moments_are_told_as_people_do(days: int, words: str) -> None:
    assert moment_ago(START, START + timedelta(days=days)) == words


def test_stretches_of_time_are_told_in_hours() -> None:
    assert [spell_minutes(minutes) for minutes in (5, 60, 190)] == [
        "5 分",
        "1 小时 0 分",
        "3 小时 10 分",
    ]
