"""What every rig needs: a played county on disk, the recorder, and a line in the table."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from played_county import County, at_office, count_site, in_field, sites_of
from rig_table import PROPERTY, ran, tried

from inspector.actions import gathering, receiving, scoring, sealing, sending
from tests.faults.recording import compile_recorder, start

LONG = bool(os.environ.get("INSPECTOR_LONG"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rig:
    """What a test of a rig works with."""

    ready: Path
    """The played county; nobody changes it."""
    recorder: Path
    record: Callable[[str, object], None]

    def amount(self, short: int, long: int) -> int:
        """Choose between the number of every commit and that of the long run."""
        return long if LONG else short

    def run(self, script: str, *arguments: object, recorded: bool = False) -> dict[str, Any]:
        """Run one of the rigs' scripts, under the recorder or not; return what it found."""
        loaded = self.recorder if recorded else None
        ended = start(Path(__file__).with_name(script), *arguments, recorder=loaded)
        found: dict[str, Any] = json.loads(ended.stdout)
        return found

    def ran(self, rig: str, *, runs: int, lost: int) -> None:
        """Note in the table of rigs what the program did; before asserting anything."""
        self.record(PROPERTY, ran(rig, runs=runs, lost=lost))

    def tried(self, rig: str, twin: str, *, found: int) -> None:
        """Note in the table of rigs how often a broken twin was found out."""
        self.record(PROPERTY, tried(rig, twin, found=found))


@pytest.fixture
def rig(ready: Path, recorder: Path, record_property: Callable[[str, object], None]) -> Rig:
    """Give a rig its county, its recorder and its line in the table."""
    return Rig(ready=ready, recorder=recorder, record=record_property)


@pytest.fixture(scope="session")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the recorder, compiled."""
    return compile_recorder(tmp_path_factory.mktemp("recorder"))


@pytest.fixture(scope="session")
def ready(stage: County, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out what the works of ``works.py`` begin with; nobody changes it.

    Laptops ``t01``, just opened, and ``sealed``, which has handed in one site and sealed another
    one with three photos; an office that knows three laptops of T01; three packages for it in
    ``back``: two of that team about the same sites, and one of a team that it does not know yet;
    a third of T01 in ``fourth``; pictures to be taken in. The office ``received`` has taken in
    what is in ``back``.
    """
    root = tmp_path_factory.mktemp("ready")
    county = County(root=root, handed=stage.handed)
    for name in ("office", "t01", "stick"):
        shutil.copytree(stage.root / name, root / name)
    one = county.handed["T01"]
    (county.stick / "t01.txt").write_text(f"{one.path.name}\n{one.code}", "utf-8")
    (root / "pictures").mkdir()
    pictures = [_draw(root / "pictures" / f"{number:02d}.jpg") for number in range(12)]
    laptops = (("sealed", "T01"), ("t01b", "T01"), ("t02", "T02"), ("t01c", "T01"))
    for seed, (name, team) in enumerate(laptops):
        laptop = county.open_laptop(name, team)
        if team == "T01":
            with in_field(laptop) as desk:
                sealing.seal(desk, count_site(desk, sites_of(desk)[1], seed))
                first = sending.export(desk, root / "first").path
            with at_office(county.office) as office:
                county.accept(office, [first])
        with in_field(laptop) as desk:
            site = sites_of(desk)[0]
            visit = scoring.open_visit(desk, site)
            item = next(iter(visit.rubric.items())).code
            gathering.attach(desk, visit, item, pictures[seed : seed + 3])
            sealing.seal(desk, count_site(desk, site, seed))
        sender = shutil.copytree(laptop, root / "sender", dirs_exist_ok=True)
        with in_field(sender) as desk:
            sending.export(desk, root / ("fourth" if name == "t01c" else "back"))
        shutil.rmtree(sender)
    shutil.copytree(county.office, root / "received")
    with at_office(root / "received") as office:
        receiving.take_in(office, sorted((root / "back").iterdir()))
    return root


@pytest.fixture(scope="session")
def many(stage: County, ready: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out an office and packages for it: 3 for every commit, 30 of as many laptops else."""
    if not LONG:
        return ready
    root = tmp_path_factory.mktemp("many")
    county = County(root=root, handed=stage.handed)
    for name in ("office", "stick"):
        shutil.copytree(stage.root / name, root / name)
    pictures = [_draw(root / f"{number:02d}.jpg") for number in range(30)]
    for number, picture in enumerate(pictures):
        laptop = county.open_laptop(f"laptop{number}", f"T{1 + number % 4:02d}")
        with in_field(laptop) as desk:
            first, second = sites_of(desk)
            sealing.seal(desk, count_site(desk, first, number))
            sent = sending.export(desk, root / "first").path
        with at_office(county.office) as office:
            county.accept(office, [sent])
        with in_field(laptop) as desk:
            visit = scoring.open_visit(desk, second)
            item = next(iter(visit.rubric.items())).code
            gathering.attach(desk, visit, item, [picture])
            sealing.seal(desk, count_site(desk, second, number))
            sending.export(desk, root / "back")
    return root


def _draw(path: Path) -> Path:
    """Draw a small JPEG of noise, another one each time."""
    Image.effect_noise((320, 240), 90).convert("RGB").save(path, "JPEG")
    return path
