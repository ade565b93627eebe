"""A copied or moved laptop folder begins a stream of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from played_county import PIN, ROUND, County, at_office, count_site, in_field, sites_of

from inspector.actions import covering, examining, homing, receiving, sealing, sending
from inspector.actions.desk import Desk
from inspector.actions.trusting import trust_of
from inspector.cli.main import run


def stream_of(desk: Desk) -> str:
    with desk.store.reading() as reading:
        return reading.meta.get("stream") or ""


def score_and_send(county: County, laptop: Path, seed: int) -> Path:
    with in_field(laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[1], seed))
        return sending.export(desk, county.root / "back" / laptop.name).path


def test_a_folder_that_stays_keeps_its_stream(county: County) -> None:
    with in_field(county.laptop) as desk:
        stream = stream_of(desk)
        homing.take_notice(desk.store)
    with in_field(county.laptop) as desk:
        assert stream_of(desk) == stream
        assert homing.take_notice(desk.store) == ""


def test_a_copy_begins_a_stream_and_names_its_parent(county: County) -> None:
    with in_field(county.laptop) as desk:
        stream = stream_of(desk)
    shutil.copytree(county.laptop, county.root / "copy")
    with in_field(county.root / "copy") as desk:
        assert stream_of(desk) != stream
        with desk.store.reading() as reading:
            assert reading.meta.get("stream/parent") == stream
            (event,) = reading.events.of_kind("moved")[:1]
            assert (event.subject, event.detail) == (stream, stream_of(desk))
        assert "单独编号" in homing.take_notice(desk.store)
        assert homing.take_notice(desk.store) == ""
        assert all(one.well for one in examining.examine(desk))


def test_two_machines_score_on_and_nothing_is_lost(county: County) -> None:
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[0]))
    twin = Path(shutil.copytree(county.laptop, county.root / "twin"))
    files = [score_and_send(county, county.laptop, 3), score_and_send(county, twin, 4)]
    with at_office(county.office) as desk:
        taken = receiving.take_in(desk, files)
        assert [(one.refused, one.apart) for one in taken] == [(False, False)] * 2
        assert len(covering.coverage(desk, ROUND).conflicts) == 1
        with desk.store.reading() as reading:
            assert reading.records.forks() == ()
            (streams,) = [key.streams for key in trust_of(reading).keys if key.streams]
        assert len(streams) == 2, "one key, two streams"
        assert all(one.well for one in examining.examine(desk))


def test_an_office_and_a_folder_without_a_mark_stay_as_they_are(county: County) -> None:
    with at_office(county.office) as desk:
        stream = stream_of(desk)
    shutil.copytree(county.office, county.root / "copy")
    with at_office(county.root / "copy") as desk:
        assert stream_of(desk) == stream
    with in_field(county.laptop) as desk:
        stream = stream_of(desk)
        with desk.store.unit() as unit:
            unit.meta.remove("place")
            unit.commit()
    with in_field(county.laptop) as desk:
        assert stream_of(desk) == stream


def test_the_command_line_says_it_once(
    county: County, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_PIN", PIN)
    out = ["--data", str(county.laptop), "--out", str(county.root / "out")]
    run(["field", "export", *out])
    assert "换了电脑或位置" in capsys.readouterr().err
    run(["field", "export", *out])
    assert "换了电脑或位置" not in capsys.readouterr().err
