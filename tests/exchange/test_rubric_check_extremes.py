"""A form that the checks pass is tried out with the best and the worst village."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inspector.domain.points import Points
from inspector.domain.rubric import Rubric
from inspector.domain.scorecard import Scorecard
from inspector.domain.scoring import score
from inspector.exchange import rubric_check_extremes
from inspector.exchange.rubric_check_extremes import check_extremes
from inspector.exchange.rubric_file import read_rubric
from inspector.exchange.rubric_yaml import Marked, read_marked
from inspector.platform.resources import form


@pytest.fixture
def marked() -> Marked:
    return read_marked(form("rural.yaml"))


@pytest.fixture
def rubric() -> Rubric:
    return read_rubric(form("rural.yaml")).rubric


@pytest.mark.parametrize("name", ["rural.yaml", "community.yaml"])
def test_the_shipped_forms_come_out_at_both_ends(name: str) -> None:
    marked = read_marked(form(name))
    check_extremes(marked, read_rubric(form(name)).rubric)
    assert marked.problems == []


def test_a_faultless_village_that_misses_points_is_told(marked: Marked, rubric: Rubric) -> None:
    check_extremes(marked, replace(rubric, total_max=Points(60000)))
    (problem,) = marked.problems
    assert problem.what == "样样都好只得 500 分，满分是 600 分。"


def test_a_star_that_a_faultless_village_cannot_win_is_told(marked: Marked, rubric: Rubric) -> None:
    first = rubric.stars[0]
    award = replace(first.award, min_score=Points(first.max + 1))
    stars = (replace(first, award=award), *rubric.stars[1:])
    check_extremes(marked, replace(rubric, stars=stars))
    (problem,) = marked.problems
    assert (problem.where, problem.what) == ("ZB", "样样都好也得不到支部过硬星。")
    assert problem.line == marked.line(("stars", 0))


def test_a_score_below_zero_or_counted_twice_is_told(
    marked: Marked, rubric: Rubric, monkeypatch: pytest.MonkeyPatch
) -> None:

    def wrong(*given: object, **named: object) -> Scorecard:
        card: Scorecard = score(*given, **named)  # type: ignore[arg-type]  # passed on unchanged
        first = replace(card.items[0], points=Points(card.items[0].points - 10000))
        return replace(card, items=(first, first, *card.items[1:]))

    monkeypatch.setattr(rubric_check_extremes, "score", wrong)
    check_extremes(marked, rubric)
    said = {problem.what for problem in marked.problems}
    assert "最差时得 -100 分，低于 0 分。" in said
    assert "这一项被计了 2 次。" in said
    assert "各项得分之和不等于各星得分之和。" in said


def test_the_tour_of_another_countys_form_comes_out(county: Path) -> None:
    marked = read_marked(county)
    rubric = read_rubric(county).rubric
    check_extremes(marked, rubric)
    assert marked.problems == []
    assert all(star.award.min_score < star.max for star in rubric.stars)
