"""F16: whatever is killed, the newest whole backup comes back, as a new stream."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.conftest import Rig

SEED = 20261103


def test_killed_backups_and_restores_leave_whole_ones(rig: Rig, tmp_path: Path) -> None:
    kills, root = rig.amount(6, 200), tmp_path / "drill"
    done = rig.run("rig_drill.py", rig.ready, root, kills, SEED, "sound", recorded=True)
    rig.ran("F16", runs=done["runs"], lost=len(done["lost"]))
    assert done["lost"] == [], f"seed {SEED}"
    assert done["runs"] == kills


def test_a_restore_in_place_is_caught(rig: Rig, tmp_path: Path) -> None:
    done = rig.run(
        "rig_drill.py", rig.ready, tmp_path / "drill", 6, SEED, "in_place", recorded=True
    )
    rig.tried("F16", "in_place", found=len(done["lost"]))
    assert done["lost"]
