"""A small county on disk, played as far as a test needs it.

Four townships with two sites each, four teams of three. The stages are made once and copied.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from inspector.actions import (
    admitting,
    creating,
    dispatching,
    opening,
    planning,
    receiving,
    scoring,
    sealing,
    sending,
)
from inspector.actions.admitting import Verdict
from inspector.actions.desk import Desk, open_desk
from inspector.actions.dispatching import Dispatched
from inspector.actions.inventing import invent
from inspector.actions.papers.document import Wish
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.writing import Target, pick, write_papers
from inspector.domain.ids import RoundId, SiteCode
from inspector.domain.team import Pattern
from inspector.platform.folder import Role
from inspector.platform.keys import Cost
from inspector.store.apart import Decision

PIN = "135790"
COST = Cost(n=2**10)
ROUND = RoundId("2026-11")
START = datetime(2026, 11, 3, 8, 30, tzinfo=timezone(timedelta(hours=8)))

SITES = """code,name,short_name,level,parent_code,kind,rubric
419901000000,禾县,禾县,county,,县,
419901001000,东街道,东街道,township,419901000000,街道,
419901100000,南镇,南镇,township,419901000000,镇,
419901101000,西镇,西镇,township,419901000000,镇,
419901200000,北乡,北乡,township,419901000000,乡,
419901001001,东一社区,东一社区,village,419901001000,社区,community
419901001002,东二社区,东二社区,village,419901001000,社区,rural
419901100201,南村,南村,village,419901100000,村,rural
419901100202,㟃头村,㟃头村,village,419901100000,村,rural
419901101201,西村,西村,village,419901101000,村,rural
419901101202,西坡村,西坡村,village,419901101000,村,rural
419901200201,北村,北村,village,419901200000,村,rural
419901200202,南村,南村,village,419901200000,村,rural
"""

HOMES = ("419901001000", "419901100000", "419901101000", "419901200000")


class Clock:
    """Each look is a second later."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def write_lists(folder: Path, sites: str = SITES) -> creating.OfficeFiles:
    rows = ["team,member,name,role,home_township,home_township_code,default_stars"]
    for number, home in enumerate(HOMES, start=1):
        for seat, role in enumerate(("组长", "记录员", "考评员"), start=1):
            team = f"T{number:02d}"
            rows.append(f"{team},{team}-{seat},人{number}{seat},{role},,{home},")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sites.csv").write_text(sites, "utf-8")
    (folder / "teams.csv").write_text("\n".join(rows), "utf-8")
    return creating.OfficeFiles(sites=folder / "sites.csv", teams=folder / "teams.csv")


@contextmanager
def at_office(path: Path) -> Iterator[Desk]:
    with open_desk(path, PIN, clock=Clock(START + timedelta(days=5)), role=Role.OFFICE) as desk:
        yield desk


@contextmanager
def in_field(path: Path, clock: Clock | None = None) -> Iterator[Desk]:
    with open_desk(path, PIN, clock=clock or Clock(), role=Role.FIELD) as desk:
        yield desk


def draw_photo(path: Path) -> Path:
    """Draw a small JPEG of noise, another one each time."""
    Image.effect_noise((900, 700), 90).convert("RGB").save(path, "JPEG")
    return path


def print_papers(desk: Desk, name: str, out: Path, *sites: str) -> tuple[Path, ...]:
    """Write a document, of these sites or of all; return the files."""
    document = DOCUMENTS[name]
    wish = pick(desk, document, Wish(), sites=sites, words=())
    return write_papers(desk, document, wish, Target(out=out)).files


def sites_of(desk: Desk) -> list[SiteCode]:
    with desk.store.reading() as reading:
        return [line.key.site for line in reading.visits.lines(ROUND)]


def count_site(desk: Desk, site: SiteCode, seed: int = 1) -> scoring.OpenVisit:
    """Count a whole site with invented findings; nothing is missing afterwards."""
    visit = scoring.open_visit(desk, site)
    scoring.put_items(desk, visit, invent(visit.rubric, Random(seed), care=0.7))
    return scoring.open_visit(desk, site)


@dataclass(frozen=True)
class County:
    """Paths of one test's own copy of the county."""

    root: Path
    handed: dict[str, Dispatched]

    @property
    def office(self) -> Path:
        return self.root / "office"

    @property
    def laptop(self) -> Path:
        return self.root / "t01"

    @property
    def stick(self) -> Path:
        return self.root / "stick"

    def open_laptop(self, name: str, team: str) -> Path:
        """Open a dispatch on one more laptop."""
        one = self.handed[team]
        handed = opening.HandedOut(package=self.stick / one.path.name, code=one.code)
        opening.open_dispatch(self.root / name, handed, PIN, clock=Clock(), cost=COST)
        return self.root / name

    def accept(self, desk: Desk, files: Sequence[Path]) -> None:
        """Take packages in at an open office; a second laptop is admitted by name."""
        for file in files:
            receiving.take_in(desk, [file])
            for line in admitting.apart_lines(desk, Decision.OPEN):
                admitting.admit(desk, line.package.id, Verdict(by="王审定", why="核对过指纹"))

    def hand_in(self, laptop: Path, *, seed: int = 1, sites: int | None = None) -> Path:
        """Count and seal a laptop's sites and return the package."""
        with in_field(laptop) as desk:
            for site in sites_of(desk)[:sites]:
                sealing.seal(desk, count_site(desk, site, seed))
            return sending.export(desk, self.root / "back").path


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> County:
    """Make the county up to the opened dispatch of T01, once; tests get copies of it."""
    return make_county(tmp_path_factory.mktemp("county"))


def make_county(root: Path, sites: str = SITES) -> County:
    """Make an office with a list of sites, its round, and the laptop of T01."""
    files = write_lists(root / "lists", sites)
    creating.create_office(root / "office", PIN, files, clock=Clock(), cost=COST)
    with at_office(root / "office") as desk:
        planning.plan_round(desk, ROUND, Pattern.ROTATE, shift=1)
        handed = {one.team: one for one in dispatching.dispatch(desk, ROUND, root / "stick")}
    made = County(root=root, handed={str(team): one for team, one in handed.items()})
    made.open_laptop("t01", "T01")
    return made


@pytest.fixture
def county(stage: County, tmp_path: Path) -> County:
    """Return a copy of the county that the test may change."""
    root = tmp_path / "county"
    shutil.copytree(stage.root, root)
    return County(root=root, handed=stage.handed)
