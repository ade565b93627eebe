"""The played county with two frozen rankings: what papers of the office are drawn from."""

from __future__ import annotations

import shutil

import pytest
from played_county import ROUND, County, at_office

from inspector.actions import ranking

FIRST_REASON, SECOND_REASON = "不再等", "T03 组补交"


@pytest.fixture(scope="session")
def frozen(stage: County, tmp_path_factory: pytest.TempPathFactory) -> County:
    """Return a county of which six of eight sites came in, and two editions; only to be read."""
    root = tmp_path_factory.mktemp("frozen") / "county"
    shutil.copytree(stage.root, root)
    county = County(root=root, handed=stage.handed)
    laptops = [county.laptop, *(county.open_laptop(f"t0{n}", f"T0{n}") for n in (2, 3))]
    packages = [county.hand_in(laptop, seed=seed) for seed, laptop in enumerate(laptops, 1)]
    with at_office(county.office) as desk:
        county.accept(desk, packages[:2])
        ranking.rank(desk, ROUND, freeze=True, reason=FIRST_REASON)
        county.accept(desk, packages[2:])
        ranking.rank(desk, ROUND, freeze=True, reason=SECOND_REASON)
    return county
