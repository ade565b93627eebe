"""Only a decision of the joint review takes a star or a level, and only while it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from scored_form import counted_form

from inspector.domain.denial import (
    Denial,
    Effect,
    Verdict,
    effect_of,
    entries_of,
    in_force,
    level_under,
)
from inspector.domain.ids import RubricId, SiteCode, StarId
from inspector.domain.negative import negative_list_from_tree
from inspector.domain.rubric import Rubric
from inspector.exchange.rubric_file import read_negative_list
from inspector.platform.resources import form

RURAL, SITE = RubricId("rural"), SiteCode("419901100201")
DAY = date(2026, 12, 5)
UPHELD = Denial(
    site=SITE,
    entry="N06",
    verdict=Verdict.UPHELD,
    document="县联审〔2026〕3号",
    office="农业农村局",
    decided=DAY,
    until=date(2027, 12, 5),
    by="王审定",
    why="",
    at=datetime(2026, 12, 6, tzinfo=UTC),
)
NEGATIVE = negative_list_from_tree(read_negative_list(form("negative-list.yaml")).tree)


def test_a_decision_holds_from_its_day_to_its_last() -> None:
    assert in_force([UPHELD], SITE, date(2026, 12, 4)) == ()
    assert in_force([UPHELD], SITE, DAY) == (UPHELD,)
    assert in_force([UPHELD], SITE, date(2027, 12, 5)) == (UPHELD,)
    assert in_force([UPHELD], SITE, date(2027, 12, 6)) == ()
    assert in_force([UPHELD], SiteCode("419901100202"), DAY) == ()


@pytest.mark.parametrize("verdict", [Verdict.DISMISSED, Verdict.WITHDRAWN])
def test_a_later_decision_takes_the_place_of_an_earlier(verdict: Verdict) -> None:
    later = replace(UPHELD, verdict=verdict, decided=date(2027, 1, 5))
    assert in_force([UPHELD, later], SITE, DAY) == (UPHELD,)
    assert in_force([UPHELD, later], SITE, date(2027, 1, 6)) == ()
    assert in_force([later, UPHELD], SITE, date(2027, 1, 6)) == (UPHELD,)


def denied(*entries: str) -> Effect:
    denials = [replace(UPHELD, entry=entry) for entry in entries]
    return effect_of(entries_of(NEGATIVE, denials), RURAL)


def test_effects_come_together() -> None:
    assert denied("N06") == Effect(stars=frozenset({StarId("CY")}))
    assert denied("N01", "N21") == Effect(stars=frozenset({StarId("ZB")}), cap=2)
    assert denied("N05").everything
    assert denied("N99") == Effect()


def test_the_level_falls_and_points_stay(rural: Rubric) -> None:
    counted = counted_form(rural, {})
    assert level_under(rural, counted, Effect()) == 5
    assert level_under(rural, counted, denied("N06")) == 4
    assert level_under(rural, counted, denied("N21")) == 3
    assert level_under(rural, counted, denied("N01")) == 2
    assert level_under(rural, counted, denied("N05")) == 0
