"""A visit has the same uid on every laptop; sites, rubrics and other small promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from inspector.domain.ids import (
    CheckpointCode,
    ItemCode,
    RoundId,
    RubricId,
    SiteCode,
    StepId,
    TeamId,
    TownshipCode,
)
from inspector.domain.site import Site
from inspector.domain.visit import VisitKey

if TYPE_CHECKING:
    from inspector.domain.rubric import Rubric


def test_a_uid_is_read_back_to_its_key() -> None:
    key = VisitKey(
        round=RoundId("2026-11"), kind="cross", site=SiteCode("419924100001"), team=TeamId("T07")
    )
    assert key.uid == "2026-11/cross/419924100001/T07/1"
    assert VisitKey.parse(key.uid) == key


@pytest.mark.parametrize("uid", ["", "a/b/c/d", "a/b/c/d/x", "a/b/c/d/1/2", "a//c/d/1"])
def test_what_is_no_uid_is_refused(uid: str) -> None:
    with pytest.raises(ValueError, match="not a visit uid"):
        VisitKey.parse(uid)


def test_a_site_is_known_by_the_tail_of_its_code() -> None:
    site = Site(
        code=SiteCode("419924100207"),
        name="某村",
        township=TownshipCode("419924100000"),
        rubric=RubricId("rural"),
    )
    assert site.tail == "207"


def test_a_rubric_finds_its_parts_by_code(rural: Rubric) -> None:
    assert rural.item(ItemCode("ST-2")).star == "ST"
    assert rural.checkpoint(CheckpointCode("ST-2.1")).step == "look"
    assert rural.step(StepId("listen")).name == "听"
    with pytest.raises(KeyError):
        rural.item(ItemCode("no"))
    with pytest.raises(KeyError):
        rural.checkpoint(CheckpointCode("no"))
    with pytest.raises(KeyError):
        rural.step(StepId("no"))
