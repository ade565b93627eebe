"""F1: no key is lost, and a visit opens again at its row (acceptance check 15 of the design)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.faults.conftest import Rig

SEED = 20261122


def test_a_killed_visit_opens_at_its_row_with_all_but_the_last_key(
    rig: Rig, tmp_path: Path
) -> None:
    kills = rig.amount(6, 60)
    asked = ("rig_keys.py", rig.ready, tmp_path, kills, SEED, "sound")
    done = rig.run(*asked, recorded=True)
    rig.ran("F1", runs=done["runs"], lost=len(done["lost"]))
    assert not done["lost"], "\n".join(done["lost"])
    assert done["runs"] == kills
    assert done["keys"] > 60


@pytest.mark.parametrize("twin", ["late", "forgetful"])
def test_a_window_that_saves_late_or_forgets_the_row_is_caught(
    twin: str, rig: Rig, tmp_path: Path
) -> None:
    done = rig.run("rig_keys.py", rig.ready, tmp_path, 1, SEED, twin, recorded=True)
    rig.tried("F1", twin, found=len(done["lost"]))
    assert done["lost"]
