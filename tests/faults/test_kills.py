"""What was acknowledged survives the process; an import that was killed is done again whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from played_county import County, at_office, count_site, draw_photo, in_field, sites_of

from inspector.actions import gathering, receiving, scoring, sealing, sending

RIG = Path(__file__).with_name("rig_kills.py")
SHARED = Path(__file__).parents[1] / "shared"


def rig(*arguments: object) -> dict[str, Any]:
    ended = subprocess.run(
        [sys.executable, RIG, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(SHARED)},
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(12):
        draw_photo(folder / f"{number:02d}.jpg")
    return folder


def test_acknowledged_entries_and_photos_survive_24_kills(county: County, pictures: Path) -> None:
    done = rig("score", county.laptop, pictures, 24, "sound")
    assert done["lost"] == []
    assert done["killed"] == 24
    assert done["told"] > 48
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        hung = scoring.open_visit(desk, site).counted
        photos = {photo for entry in hung.values() for photo in entry.photos}
        sealing.seal(desk, count_site(desk, site))
        package = sending.export(desk, county.root / "back").path
    assert photos
    with at_office(county.office) as desk:
        (taken,) = receiving.take_in(desk, [package])
        assert (taken.refused, taken.missing_photos) == (False, 0)
        assert not desk.vault.missing(photos)


def test_a_laptop_that_acknowledges_before_it_saves_is_caught(
    county: County, pictures: Path
) -> None:
    assert rig("score", county.laptop, pictures, 6, "fault")["lost"]


@pytest.fixture
def handed_in(county: County, pictures: Path) -> Path:
    """Hand in three packages: a site with photos, the same from a second laptop, another team."""
    laptops = [county.laptop, county.open_laptop("t01b", "T01"), county.open_laptop("t02", "T02")]
    for seed, laptop in enumerate(laptops):
        with in_field(laptop) as desk:
            visit = scoring.open_visit(desk, sites_of(desk)[0])
            first = next(iter(visit.rubric.items())).code
            gathering.attach(desk, visit, first, sorted(pictures.iterdir())[seed : seed + 3])
        county.hand_in(laptop, seed=seed, sites=1)
    return county.root / "back"


def test_an_import_killed_at_14_moments_is_whole_when_repeated(
    county: County, handed_in: Path
) -> None:
    done = rig("take", county.office, handed_in, 14, "sound")
    assert done["killed"] == 14
    assert done["differing"] == []


def test_an_import_in_two_transactions_is_caught(county: County, handed_in: Path) -> None:
    assert rig("take", county.office, handed_in, 10, "fault")["differing"]
