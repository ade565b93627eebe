"""What lists and heads of the window learn of an open folder."""

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
    draw_photo,
    in_field,
    sites_of,
    write_lists,
)

from inspector.actions import creating, gathering, scoring, sealing, showing
from inspector.domain.ids import Digest
from inspector.domain.visit import VisitState
from inspector.media.vault import PhotoMissing
from inspector.platform.folder import Role


def test_a_field_folder_says_whose_it_is(county: County) -> None:
    with in_field(county.root / "t01") as desk:
        face = showing.face_of(desk)
    assert (face.role, face.county, face.team, face.round) == (Role.FIELD, "禾县", "T01", ROUND)


def test_an_office_has_no_team(county: County) -> None:
    with at_office(county.root / "office") as desk:
        face = showing.face_of(desk)
    assert (face.role, face.team) == (Role.OFFICE, None)


def test_the_field_lists_its_road_and_the_office_the_whole_county(county: County) -> None:
    with in_field(county.root / "t01") as desk:
        rows = showing.site_rows(desk)
        assert [row.site.code for row in rows] == sites_of(desk)
        assert {row.state for row in rows} == {VisitState.PLANNED}
        assert {row.items for row in rows} <= {27, 29}
    with at_office(county.root / "office") as desk:
        assert len(showing.site_rows(desk)) == 8


def test_a_visit_shows_its_photos_and_how_it_was_sealed(county: County, tmp_path: Path) -> None:
    with in_field(county.root / "t01") as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        item = next(visit.rubric.items())
        gathering.attach(desk, visit, item.code, [draw_photo(tmp_path / "一.jpg")])
        (photo,) = showing.photos_of(desk, visit.uid)
        assert showing.thumbnail_of(desk, photo.digest)[:2] == b"\xff\xd8"
        assert showing.sealing_of(desk, visit) is None
        assert showing.site_rows(desk)[0].photos == 1
        with pytest.raises(PhotoMissing):
            showing.thumbnail_of(desk, Digest("ab" * 32))


def test_a_sealed_visit_says_so(county: County) -> None:
    county.hand_in(county.root / "t01", sites=1)
    with in_field(county.root / "t01") as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        assert showing.sealing_of(desk, visit) is not None
        row = showing.site_rows(desk)[0]
        assert row.state is VisitState.SEALED
        assert row.totals is not None
        with pytest.raises(scoring.Sealed):
            sealing.seal(desk, visit)


def test_a_county_without_a_round_lists_its_sites(tmp_path: Path) -> None:
    files = write_lists(tmp_path / "lists")
    creating.create_office(tmp_path / "office", PIN, files, clock=Clock(), cost=COST)
    with at_office(tmp_path / "office") as desk:
        rows = showing.site_rows(desk)
        assert showing.face_of(desk).round is None
    assert len(rows) == 8
    assert {row.state for row in rows} == {None}
