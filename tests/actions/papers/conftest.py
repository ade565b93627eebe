"""A county whose round is frozen, for the documents that rest on it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from played_county import ROUND, County, at_office

from inspector.actions import ranking
from inspector.platform import font_folders


@pytest.fixture(scope="session")
def frozen_stage(stage: County, tmp_path_factory: pytest.TempPathFactory) -> County:
    """The whole county scored and frozen, once; tests get copies of it."""
    root = tmp_path_factory.mktemp("frozen") / "county"
    shutil.copytree(stage.root, root)
    made = County(root=root, handed=stage.handed)
    files = [made.hand_in(made.laptop, seed=1)]
    for seed, team in enumerate(("T02", "T03", "T04"), start=2):
        files.append(made.hand_in(made.open_laptop(team.lower(), team), seed=seed))
    with at_office(made.office) as desk:
        made.accept(desk, files)
        ranking.rank(desk, ROUND, freeze=True, reason="村里还没签字")
    return made


@pytest.fixture
def frozen_county(frozen_stage: County, tmp_path: Path) -> County:
    """Return a copy of the frozen county that the test may change."""
    root = tmp_path / "frozen"
    shutil.copytree(frozen_stage.office, root / "office")
    return County(root=root, handed=frozen_stage.handed)


@pytest.fixture(autouse=True)
def bundled_fonts_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents look the same on every machine that runs the tests."""
    monkeypatch.setattr(font_folders, "_usual", lambda _told: ())
