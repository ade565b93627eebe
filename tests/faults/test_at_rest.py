"""F11, F15, F16, F19: one end whatever the order, rot is found, backups come back, one engine."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from played_county import PIN, Clock, at_office, count_site, in_field, sites_of

from inspector.actions import keeping, receiving, scoring, sending
from inspector.actions.desk import Desk, open_desk
from inspector.domain.errors import InspectorError
from inspector.platform.folder import STORE

if TYPE_CHECKING:
    from tests.faults.conftest import Rig

SEED = 20261103


def test_any_order_of_packages_ends_in_the_same_county(rig: Rig) -> None:
    done = rig.run("rig_orders.py", rig.ready, rig.amount(40, 2000), SEED, "sound")
    rig.ran("F11", runs=done["runs"], lost=len(done["lost"]))
    assert done["lost"] == [], f"seed {SEED}"


def test_a_county_where_the_last_one_wins_is_caught(rig: Rig) -> None:
    done = rig.run("rig_orders.py", rig.ready, 12, SEED, "last_writer_wins")
    rig.tried("F11", "last_writer_wins", found=len(done["lost"]))
    assert done["lost"]


def test_the_doctor_finds_every_flipped_bit(rig: Rig) -> None:
    done = rig.run("rig_rot.py", "rot", rig.ready, rig.amount(40, 400), SEED)
    rig.ran("F15", runs=done["runs"], lost=len(done["lost"]))
    assert done["lost"] == [], f"seed {SEED}"


def test_a_plain_database_would_let_some_pass(rig: Rig) -> None:
    done = rig.run("rig_rot.py", "plain", rig.ready, 200, SEED)
    rig.tried("F15", "plain", found=len(done["lost"]))
    assert done["lost"]


def test_the_process_holds_one_sqlite(rig: Rig) -> None:
    done = rig.run("rig_engine.py", rig.ready, "sys")
    rig.ran("F19", runs=done["runs"], lost=len(done["engines"]) - 1)
    assert len(done["engines"]) == 1


def test_a_second_sqlite_is_seen(rig: Rig) -> None:
    done = rig.run("rig_engine.py", rig.ready, "sqlite3")
    rig.tried("F19", "sqlite3", found=len(done["engines"]) - 1)
    assert len(done["engines"]) > 1


# The drill: back up, lose the folder, bring it back, go on


def state(desk: Desk) -> str:
    with desk.store.reading() as reading:
        lines = reading.visits.lines()
        counted = [sorted(reading.visits.items(line.uid).items()) for line in lines]
        photos = sorted(reading.evidence.digests())
        assert not desk.vault.missing(photos)
        return repr((reading.records.digest(), lines, counted, photos))


def go_on(desk: Desk, seed: int) -> None:
    """Count another site on a laptop, so that every drill has something new to lose."""
    site = sites_of(desk)[0]
    visit = scoring.open_visit(desk, site)
    if visit.state == "open":
        count_site(desk, site, seed)


def drill(laptop: Path, folder: Path, seed: int) -> str:
    """Back up, lose the folder and bring it back; return what differs."""
    with in_field(laptop) as desk:
        go_on(desk, seed)
        before = state(desk)
        kept = keeping.backup(desk, folder / "disk")
    shutil.rmtree(laptop)
    keeping.restore(kept.path, laptop, PIN, clock=Clock())
    with open_desk(laptop, PIN, clock=Clock()) as desk:
        return "" if state(desk) == before else f"drill {seed}: it is another folder"


def test_a_backup_brings_everything_back_again_and_again(rig: Rig, tmp_path: Path) -> None:
    drills = rig.amount(3, 60)
    laptop = shutil.copytree(rig.ready / "t01", tmp_path / "t01")
    lost = [said for seed in range(drills) if (said := drill(laptop, tmp_path, seed))]
    rig.ran("F16", runs=drills, lost=len(lost))
    assert not lost


def test_a_restored_laptop_hands_in_and_the_office_takes_it(rig: Rig, tmp_path: Path) -> None:
    laptop = shutil.copytree(rig.ready / "sealed", tmp_path / "sealed")
    lost = drill(laptop, tmp_path, 0)
    rig.ran("F16", runs=1, lost=int(bool(lost)))
    assert not lost
    with in_field(laptop) as desk:
        package = sending.export(desk, tmp_path / "back").path
    with at_office(shutil.copytree(rig.ready / "office", tmp_path / "office")) as desk:
        (taken,) = receiving.take_in(desk, [package])
        assert (taken.refused, taken.missing_photos) == (False, 0)


def test_a_copy_of_a_folder_in_use_is_caught(rig: Rig, tmp_path: Path) -> None:
    laptop = shutil.copytree(rig.ready / "t01", tmp_path / "t01")
    with in_field(laptop) as desk:
        go_on(desk, 1)
        before = state(desk)
        naive = shutil.copytree(laptop, tmp_path / "naive", ignore=lambda *_: {f"{STORE}-wal"})
        (naive / f"{STORE}-shm").unlink(missing_ok=True)
    try:
        with in_field(naive) as desk:
            caught = state(desk) != before
    except InspectorError:
        caught = True
    rig.tried("F16", "copied while open", found=int(caught))
    assert caught
