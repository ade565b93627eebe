"""F1, F9: what was acknowledged survives the process; a killed import is done again whole."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from played_county import County, at_office, count_site, in_field, sites_of

from inspector.actions import receiving, scoring, sealing, sending

if TYPE_CHECKING:
    from tests.faults.conftest import Rig

SEED = 20261103


def test_acknowledged_entries_and_photos_survive_kills(rig: Rig, tmp_path: Path) -> None:
    kills = rig.amount(24, 500)
    root = tmp_path / "kills"
    done = rig.run("rig_kills.py", "score", rig.ready, root, kills, SEED, "sound", recorded=True)
    rig.ran("F1", runs=done["runs"], lost=len(done["lost"]))
    assert done["lost"] == [], f"seed {SEED}"
    assert done["runs"] == kills
    assert done["told"] > 2 * kills
    hand_in(root / "t01", shutil.copytree(rig.ready / "office", root / "office"), root / "back")


def hand_in(laptop: Path, office: Path, back: Path) -> None:
    """Go on with a laptop that was killed so often: nothing of it is missing at the office."""
    with in_field(laptop) as desk:
        site = sites_of(desk)[0]
        hung = scoring.open_visit(desk, site).counted
        photos = {photo for entry in hung.values() for photo in entry.photos}
        sealing.seal(desk, count_site(desk, site))
        package = sending.export(desk, back).path
    assert photos
    with at_office(office) as desk:
        County(root=office.parent, handed={}).accept(desk, [package])
        assert not desk.vault.missing(photos)


def test_a_laptop_that_acknowledges_before_it_saves_is_caught(rig: Rig, tmp_path: Path) -> None:
    root = tmp_path / "kills"
    done = rig.run("rig_kills.py", "score", rig.ready, root, 8, SEED, "hasty", recorded=True)
    rig.tried("F1", "hasty", found=len(done["lost"]))
    assert done["lost"]


@pytest.mark.parametrize("half", [1, 2])
def test_an_import_killed_twice_is_whole_when_repeated(
    half: int, rig: Rig, tmp_path: Path, many: Path
) -> None:
    kills = rig.amount(7, 100)
    root = tmp_path / "offices"
    seed = SEED + half
    done = rig.run("rig_kills.py", "take", many, root, kills, seed, "sound", recorded=True)
    rig.ran("F9", runs=done["runs"], lost=len(done["lost"]))
    assert done["runs"] == kills
    assert done["lost"] == [], f"seed {seed}"


def test_an_import_in_two_transactions_is_caught(rig: Rig, tmp_path: Path) -> None:
    stage, root = tmp_path / "one", tmp_path / "offices"
    shutil.copytree(rig.ready / "office", stage / "office")
    (stage / "back").mkdir()
    shutil.copy(min((rig.ready / "back").iterdir()), stage / "back")
    asked = ("rig_kills.py", "take", stage, root, 12, SEED, "two_transactions")
    done = rig.run(*asked, recorded=True)
    rig.tried("F9", "two_transactions", found=len(done["lost"]))
    assert done["lost"]


def test_what_a_killed_import_left_is_cleared_away(rig: Rig, tmp_path: Path) -> None:
    office = shutil.copytree(rig.ready / "office", tmp_path / "office")
    with at_office(office) as desk:
        (desk.folder.staging_path / "left.wxp").write_bytes(b"half of a package")
    with at_office(office) as desk:
        receiving.take_in(desk, sorted((rig.ready / "back").iterdir()))
        assert not list(desk.folder.staging_path.iterdir())
