"""F3: whatever the disk holds after a power cut, what was acknowledged is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.faults.conftest import Rig

SEED = 20261103


def replay(rig: Rig, work: str, states: int, twin: str = "sound") -> dict[str, Any]:
    return rig.run("rig_crash.py", "replay", work, rig.ready, states, SEED, rig.recorder, twin)


@pytest.mark.parametrize(
    ("work", "short", "long"),
    [
        ("score", 150, 6000),
        ("import", 120, 5000),
        ("backup", 100, 3000),
        ("open", 100, 3000),
        ("export", 80, 1500),
        ("receipt", 60, 1500),
    ],
)
def test_no_cut_loses_what_was_acknowledged(work: str, short: int, long: int, rig: Rig) -> None:
    wanted = rig.amount(short, long)
    found = replay(rig, work, wanted)
    rig.ran("F3", runs=found["states"], lost=len(found["lost"]))
    assert found["lost"] == [], f"seed {SEED}: {len(found['lost'])} of {found['states']} states"
    assert found["told"], "nothing was acknowledged"
    assert found["states"] == wanted


@pytest.mark.parametrize(
    ("work", "twin"),
    [
        ("score", "normal"),
        ("score", "no_fsync"),
        ("score", "no_folder_sync"),
        ("import", "two_transactions"),
        ("export", "final_name"),
        ("open", "no_folder_sync"),
        ("backup", "early_complete"),
    ],
)
def test_a_broken_twin_is_caught(work: str, twin: str, rig: Rig) -> None:
    found = replay(rig, work, 50, twin)
    rig.tried("F3", twin, found=len(found["lost"]))
    assert found["lost"], f"{twin} went unnoticed in {found['states']} states of {work}"
