"""A store with a small county in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from inspector.domain.ids import (
    Digest,
    PersonId,
    RoundId,
    RubricId,
    SiteCode,
    TeamId,
    TownshipCode,
)
from inspector.domain.site import Site, Township
from inspector.domain.team import Assignment, Member, Pattern, Round, Team
from inspector.domain.visit import VisitKey
from inspector.store.store import Store
from inspector.store.visits import Visit

KEY = bytes(range(32))
NOON = datetime(2026, 11, 5, 12, tzinfo=timezone(timedelta(hours=8)))

TOWNSHIPS = (
    Township(code=TownshipCode("419924001"), name="城关街道", kind="街道"),
    Township(code=TownshipCode("419924100"), name="王集镇", kind="镇"),
)
SITES = tuple(
    Site(
        code=SiteCode(code),
        name=name,
        township=TownshipCode(code[:9]),
        rubric=RubricId("rural"),
        initials=initials,
    )
    for code, name, initials in (
        ("419924001001", "东关社区", "dgsq"),
        ("419924100201", "西薛庄村", "xxzc"),
        ("419924100202", "大薛庄村", "dxzc"),
        ("419924100203", "50%_村", "c"),
    )
)
TEAM = Team(
    id=TeamId("T07"),
    home=TownshipCode("419924001"),
    members=(
        Member(id=PersonId("T07-1"), name="王桂兰", role="组长"),
        Member(
            id=PersonId("T07-2"),
            name="李强",
            role="组员",
            stars="ZB",
            recused_townships=frozenset({TownshipCode("419924200")}),
            recused_sites=frozenset({SiteCode("419924100202")}),
        ),
    ),
)
ROUND = Round(
    id=RoundId("2026-11"),
    pattern=Pattern.ROTATE,
    kind="cross",
    shift=3,
    pairs=((TeamId("T07"), TownshipCode("419924100")),),
)
VISIT = VisitKey(round=ROUND.id, kind="cross", site=SITES[1].code, team=TEAM.id)
ASSIGNMENTS = tuple(
    Assignment(
        visit=VisitKey(round=ROUND.id, kind="cross", site=site.code, team=TEAM.id), order=order
    )
    for order, site in enumerate(SITES[1:3], 1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """What the store below holds."""

    key: bytes = KEY
    noon: datetime = NOON
    townships: tuple[Township, ...] = TOWNSHIPS
    sites: tuple[Site, ...] = SITES
    team: Team = TEAM
    round: Round = ROUND
    assignments: tuple[Assignment, ...] = ASSIGNMENTS
    visit: VisitKey = VISIT


@pytest.fixture
def county() -> County:
    return County()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def empty(path: Path) -> Iterator[Store]:
    with Store.create(path, KEY) as store:
        yield store


@pytest.fixture
def store(empty: Store) -> Store:
    with empty.unit() as unit:
        unit.sites.put(TOWNSHIPS, SITES)
        unit.teams.put([TEAM])
        unit.rounds.put(ROUND, ASSIGNMENTS)
        unit.visits.open(Visit(key=VISIT, rubric=Digest("ab" * 32), started_at=NOON))
        unit.commit()
    return empty
