"""A laptop believes the county key of its first dispatch, and nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import (
    COST,
    PIN,
    ROUND,
    Clock,
    County,
    at_office,
    in_field,
    write_lists,
)

from inspector.actions import creating, dispatching, keys, opening, planning
from inspector.domain.team import Pattern
from inspector.platform.folder import WrongRole


def test_a_dispatch_of_a_twin_county_is_refused(county: County, tmp_path: Path) -> None:
    office = tmp_path / "twin"
    files = write_lists(tmp_path / "lists")
    creating.create_office(office, PIN, files, clock=Clock(), cost=COST)
    with at_office(office) as desk:
        planning.plan_round(desk, ROUND, Pattern.ROTATE, shift=1)
        sent = {one.team: one for one in dispatching.dispatch(desk, ROUND, tmp_path / "stick")}
    one = next(sent[team] for team in sent if team == "T01")
    handed = opening.HandedOut(package=one.path, code=one.code)
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        before = reading.meta.get(keys.TRUST)
    with pytest.raises(opening.OtherOffice):
        opening.open_dispatch(county.laptop, handed, PIN, clock=Clock())
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        assert reading.meta.get(keys.TRUST) == before
    with pytest.raises(WrongRole):
        opening.open_dispatch(county.office, handed, PIN, clock=Clock())


def test_a_dispatch_that_cannot_be_taken_leaves_no_folder(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_parts: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(opening, "_take", fail)
    with pytest.raises(RuntimeError, match="planted"):
        county.open_laptop("again", "T01")
    assert not (county.root / "again").exists()
    monkeypatch.undo()
    assert county.open_laptop("again", "T01").exists()


def test_who_keeps_the_record_is_the_recorder(county: County) -> None:
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        assert reading.meta.get(keys.RECORDER) == "T01-2"
        (team,) = reading.teams.all()
    assert opening._recorder(team) == "T01-2"
