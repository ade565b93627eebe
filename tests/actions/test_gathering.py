"""Pictures reach the vault before anything names them; originals stay where policy says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from played_county import County, draw_photo, in_field, sites_of

from inspector.actions import gathering, scoring
from inspector.actions.scoring import OpenVisit
from inspector.domain.errors import Cancelled
from inspector.domain.ids import ItemCode
from inspector.domain.progress import Ticket
from inspector.media.vault import Shape


def first_item(visit: OpenVisit) -> ItemCode:
    return next(iter(visit.rubric.items())).code


@pytest.mark.parametrize("keep", [True, False])
def test_the_camera_s_file_is_kept_if_policy_says_so(
    county: County, tmp_path: Path, *, keep: bool
) -> None:
    file = draw_photo(tmp_path / "a.jpg")
    with in_field(county.laptop) as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        asked = replace(visit.policy.evidence, keep_original=keep)
        visit = replace(visit, policy=replace(visit.policy, evidence=asked))
        (photo,) = gathering.attach(desk, visit, first_item(visit), [file]).evidence
        assert desk.vault.has(photo.source_digest, Shape.ORIGINAL) == keep
        if keep:
            assert desk.vault.get(photo.source_digest, Shape.ORIGINAL) == file.read_bytes()
        with desk.store.reading() as reading:
            assert reading.evidence.of_visit(visit.uid) == (photo,)


def test_stopped_in_the_middle_nothing_is_named(county: County, tmp_path: Path) -> None:
    files = [draw_photo(tmp_path / f"{at}.jpg") for at in range(2)]
    ticket = Ticket()
    ticket.cancel()
    with in_field(county.laptop) as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        with pytest.raises(Cancelled):
            gathering.attach(desk, visit, first_item(visit), files, ticket)
        with desk.store.reading() as reading:
            assert reading.evidence.of_visit(visit.uid) == ()
            assert not reading.visits.items(visit.uid)


def test_a_photo_taken_off_an_item_stays_with_the_visit(county: County, tmp_path: Path) -> None:
    files = [draw_photo(tmp_path / f"{at}.jpg") for at in range(2)]
    with in_field(county.laptop) as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        item = first_item(visit)
        (one,) = gathering.attach(desk, visit, item, files[:1]).evidence
        (two,) = gathering.attach(desk, visit, item, files[1:]).evidence
        both = scoring.open_visit(desk, sites_of(desk)[0]).counted[item].photos
        assert both == (one.digest, two.digest)
        gathering.unhang(desk, visit, item, one.digest)
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        assert visit.counted[item].photos == (two.digest,)
        with desk.store.reading() as reading:
            assert {row.digest for row in reading.evidence.of_visit(visit.uid)} == {
                one.digest,
                two.digest,
            }
