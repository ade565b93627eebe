"""Packages, laptops, frozen rankings and events come out as they went in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Protocol

import pytest
from sqlalchemy.exc import IntegrityError

from inspector.domain.ids import Digest, RoundId, TeamId
from inspector.store.devices import Device, DeviceState
from inspector.store.editions import EditionLine
from inspector.store.events import Event
from inspector.store.packages import Direction, PackageLine
from inspector.store.store import Store


class County(Protocol):
    """See conftest."""

    noon: datetime


def package(noon: datetime, id_: str = "aa", **changes: object) -> PackageLine:
    line = PackageLine(
        id=id_,
        direction=Direction.IN,
        kind="visit",
        stream="s1",
        seq=3,
        device="d1",
        team=TeamId("T07"),
        round=RoundId("2026-11"),
        name="第7考评组.wxp",
        records=30,
        objects=4,
        size=2_000_000,
        at=noon,
    )
    return replace(line, **changes)  # type: ignore[arg-type] # fields by name


def test_a_package_is_noted_once_a_direction(empty: Store, county: County) -> None:
    first = package(county.noon)
    sent = package(county.noon, direction=Direction.OUT, seq=9)
    fork = package(county.noon, "bb")
    with empty.unit() as unit:
        assert unit.packages.add(first)
        assert not unit.packages.add(replace(first, name="x(1).wxp"))
        assert unit.packages.add(sent)
        assert unit.packages.add(fork)
        unit.commit()
    with empty.reading() as reading:
        assert reading.packages.has("aa", Direction.IN)
        assert not reading.packages.has("bb", Direction.OUT)
        assert reading.packages.all() == (first, sent, fork)
        assert reading.packages.all(Direction.OUT) == (sent,)
        assert reading.packages.last_seq("s1") == 9
        assert reading.packages.last_seq("s1", Direction.IN) == 3
        assert reading.packages.last_seq("s2") == 0
        assert reading.packages.last_id("s1") == "aa"
        assert reading.packages.last_id("s2") == ""
        assert reading.packages.of_seq("s1", 3) == (first, fork)


def test_a_known_laptop_keeps_its_keys(empty: Store, county: County) -> None:
    device = Device(
        id="d1",
        sign_key="11" * 32,
        seal_key="22" * 32,
        team=TeamId("T07"),
        round=RoundId("2026-11"),
        stream="s1",
        state=DeviceState.WAITING,
        at=county.noon,
    )
    with empty.unit() as unit:
        unit.devices.put(device)
        unit.devices.put(replace(device, sign_key="33" * 32, stream="s2"))
        assert unit.devices.set_state("d1", DeviceState.ENROLLED)
        assert not unit.devices.set_state("d2", DeviceState.REVOKED)
        unit.commit()
    kept = replace(device, stream="s2", state=DeviceState.ENROLLED)
    with empty.reading() as reading:
        assert reading.devices.all() == (kept,)
        assert reading.devices.one("d1") == kept
        assert reading.devices.one("d2") is None
        assert reading.devices.all(TeamId("T01")) == ()


def test_editions_come_back_oldest_first(empty: Store, county: County) -> None:
    first = EditionLine(
        id="e1",
        round=RoundId("2026-11"),
        digest=Digest("aa" * 32),
        text="{}",
        at=county.noon,
        by="县办 张",
    )
    second = replace(first, id="e0")
    with empty.unit() as unit:
        unit.editions.add(first)
        unit.editions.add(second)
        unit.commit()
    with empty.reading() as reading:
        assert reading.editions.all() == (first, second)
        assert reading.editions.latest(RoundId("2026-11")) == second
        assert reading.editions.latest(RoundId("2026-12")) is None


def test_events_are_shown_newest_first(empty: Store, county: County) -> None:
    events = [Event(at=county.noon, actor="张", kind="import", subject=str(n)) for n in range(3)]
    with empty.unit() as unit:
        for one in events:
            unit.events.add(one)
        unit.commit()
    with empty.reading() as reading:
        assert reading.events.latest(2) == (events[2], events[1])


@pytest.mark.parametrize("table", ["edition", "event"])
@pytest.mark.parametrize("verb", ["DELETE FROM {}", "UPDATE {} SET at = ''"])
def test_frozen_rankings_and_events_are_kept_for_ever(
    empty: Store, county: County, table: str, verb: str
) -> None:
    edition = EditionLine(
        id="e1", round=RoundId("1"), digest=Digest("a"), text="{}", at=county.noon, by="张"
    )
    with empty.unit() as unit:
        unit.editions.add(edition)
        unit.events.add(Event(at=county.noon, actor="张", kind="freeze"))
        unit.commit()
    with empty.unit() as unit, pytest.raises(IntegrityError, match="kept for ever"):
        unit._connection.exec_driver_sql(verb.format(table))
    with empty.reading() as reading:
        assert reading.editions.all() == (edition,)
        assert len(reading.events.latest()) == 1
