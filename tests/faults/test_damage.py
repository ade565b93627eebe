"""F7, F8: a damaged package of any kind is refused, and nothing of it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.faults.conftest import Rig

SEED = 20261103
EVERY = 10_000_000


def damage(rig: Rig, kind: str, how: str, wanted: int, twin: str = "sound") -> dict[str, Any]:
    return rig.run("rig_damage.py", kind, rig.ready, how, wanted, SEED, twin)


@pytest.mark.parametrize("kind", ["visit", "dispatch", "receipt"])
def test_a_package_that_is_cut_off_is_refused(kind: str, rig: Rig) -> None:
    found = damage(rig, kind, "cuts", rig.amount(400, EVERY))
    rig.ran("F7", runs=found["runs"], lost=len(found["lost"]))
    assert found["lost"] == [], f"seed {SEED}"


@pytest.mark.parametrize(
    ("kind", "short", "long"),
    [("visit", 2200, EVERY), ("receipt", 2000, EVERY), ("dispatch", 800, 65_000)],
)
def test_a_package_with_a_flipped_bit_is_refused(
    kind: str, short: int, long: int, rig: Rig
) -> None:
    found = damage(rig, kind, "flips", rig.amount(short, long))
    rig.ran("F8", runs=found["runs"], lost=len(found["lost"]))
    assert found["lost"] == [], f"seed {SEED}"


@pytest.mark.parametrize("kind", ["visit", "dispatch", "receipt"])
def test_a_package_that_was_patched_together_is_refused(kind: str, rig: Rig) -> None:
    found = damage(rig, kind, "splices", rig.amount(300, 5000))
    rig.ran("F8", runs=found["runs"], lost=len(found["lost"]))
    assert found["lost"] == [], f"seed {SEED}"


@pytest.mark.parametrize(
    ("name", "how", "twin"), [("F7", "cuts", "hopeful"), ("F8", "flips", "unsigned")]
)
def test_a_reader_that_trusts_the_file_is_caught(name: str, how: str, twin: str, rig: Rig) -> None:
    found = damage(rig, "receipt", how, 400, twin)
    rig.tried(name, twin, found=len(found["lost"]))
    assert found["lost"], f"{twin} went unnoticed in {found['runs']} runs"
