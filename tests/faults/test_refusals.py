"""F5: a disk that is full or broken at any moment of any work ends it cleanly, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.faults.conftest import Rig

SEED = 20261103
EVERY = 1_000_000


def refuse(rig: Rig, work: str, wanted: int, twin: str = "sound") -> dict[str, Any]:
    return rig.run("rig_refusals.py", work, rig.ready, wanted, SEED, twin, recorded=True)


@pytest.mark.parametrize(
    "work", ["score", "import", "export", "backup", "print", "settings", "open", "receipt"]
)
def test_a_write_that_fails_is_an_error_or_does_no_harm(work: str, rig: Rig) -> None:
    found = refuse(rig, work, rig.amount(12, EVERY))
    rig.ran("F5", runs=found["runs"], lost=len(found["lost"]))
    assert found["lost"] == [], f"seed {SEED}"
    assert found["runs"] >= 12


@pytest.mark.parametrize(("work", "twin"), [("print", "deaf"), ("print", "careless")])
def test_a_program_that_ignores_the_error_is_caught(work: str, twin: str, rig: Rig) -> None:
    found = refuse(rig, work, 24, twin)
    rig.tried("F5", twin, found=len(found["lost"]))
    assert found["lost"], f"{twin} went unnoticed in {found['runs']} runs of {work}"
