"""F2: the power goes, and what was acknowledged is on the disk."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.conftest import Rig

SEED = 20261103


def cuts(rig: Rig, work: str, number: int, *, stage: Path, twin: str = "sound") -> dict[str, Any]:
    found = rig.run("rig_power.py", work, stage, number, SEED, twin, recorded=True)
    if "skip" in found:
        sys.stdout.write(f"{found['skip']}\n")
        pytest.skip(found["skip"])
    return found


@pytest.mark.parametrize("work", ["score", "export", "backup", "receipt"])
def test_a_power_cut_loses_nothing_that_was_acknowledged(work: str, rig: Rig) -> None:
    found = cuts(rig, work, rig.amount(4, 60), stage=rig.ready)
    rig.ran("F2", runs=found["runs"], lost=len(found["lost"]))
    assert found["lost"] == [], f"seed {SEED}"


def test_a_power_cut_amid_an_import_is_made_good_by_repeating_it(rig: Rig, many: Path) -> None:
    found = cuts(rig, "import", rig.amount(4, 60), stage=many)
    rig.ran("F2", runs=found["runs"], lost=len(found["lost"]))
    assert found["lost"] == [], f"seed {SEED}"


@pytest.mark.parametrize(("work", "twin"), [("score", "normal"), ("score", "no_fsync")])
def test_a_broken_twin_is_caught(work: str, twin: str, rig: Rig) -> None:
    found = cuts(rig, work, rig.amount(4, 20), stage=rig.ready, twin=twin)
    rig.tried("F2", twin, found=len(found["lost"]))
    assert found["lost"], f"{twin} went unnoticed in {found['runs']} cuts of {work}"
