"""The shipped forms hold what the field needs, and another county's form works without a change."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from inspector.domain import reading
from inspector.domain.canonical import Tree
from inspector.domain.entry_tree import entry_from_tree
from inspector.domain.ids import CheckpointCode, ItemCode, RubricId
from inspector.domain.points import Points, parse
from inspector.domain.questions import bank_from_tree, draw
from inspector.domain.rubric import Deduct, Rubric
from inspector.domain.rules import clear_entry, worst_entry
from inspector.domain.scorecard import Scorecard, StarState
from inspector.domain.scoring import score
from inspector.domain.visit import Entry, ItemEntry, ZeroCase
from inspector.exchange.rubric_check import check_file
from inspector.exchange.rubric_file import read_policy, read_questions, read_rubric
from inspector.exchange.rubric_yaml import parse_marked, read_marked
from inspector.platform.resources import form

LEDGERS = {
    "rural": {
        "ZB-2.3", "ZB-4.1", "ZB-4.2", "ZB-4.4", "PA-3.1", "PA-4.1", "PA-5.1", "PA-7.3", "WM-2.1",
        "WM-5.2", "ST-6.2",
    },
    "community": {"ZB-4.1", "ZB-4.2", "PA-4.2", "PA-5.2", "XF-5.1", "GJ-5.1"},
}  # fmt: skip


@pytest.fixture(params=["rural", "community"])
def rubric(request: pytest.FixtureRequest) -> Rubric:
    return read_rubric(form(f"{request.param}.yaml")).rubric


def counted(
    rubric: Rubric,
    entries: dict[str, Entry] | None = None,
    zero: dict[str, ZeroCase] | None = None,
) -> dict[ItemCode, ItemEntry]:
    """Return a faultless visit apart from the given entries and zero cases."""
    given = entries or {}
    assert set(given) <= {point.code for item in rubric.items() for point in item.checkpoints}
    return {
        item.code: ItemEntry(
            entries={
                point.code: given.get(point.code, clear_entry(point)) for point in item.checkpoints
            },
            zero=(zero or {}).get(item.code),
            confirmed=frozenset(item.steps()),
        )
        for item in rubric.items()
    }


def test_every_checkpoint_has_phrases_that_fit_the_keys(rubric: Rubric) -> None:
    for item in rubric.items():
        for checkpoint in item.checkpoints:
            assert 4 <= len(checkpoint.phrases) <= 12, checkpoint.code
            assert all(len(phrase) <= 10 for phrase in checkpoint.phrases), checkpoint.code
            assert len(set(checkpoint.phrases)) == len(checkpoint.phrases)


def test_every_item_has_a_short_title_of_its_own(rubric: Rubric) -> None:
    shorts = [item.short for item in rubric.items()]
    assert all(2 <= len(short) <= 9 for short in shorts)
    assert len(set(shorts)) == len(shorts)


def test_prompts_stand_only_in_steps_with_a_checkpoint_and_every_such_step_has_some(
    rubric: Rubric,
) -> None:
    for item in rubric.items():
        assert set(item.prompts) == set(item.steps()), item.code


def test_the_ledgers_are_grids_whose_misses_the_rule_counts(rubric: Rubric) -> None:
    grids = {
        checkpoint.code: checkpoint
        for item in rubric.items()
        for checkpoint in item.checkpoints
        if checkpoint.grid and checkpoint.grid.kind != "questions"
    }
    assert set(grids) == LEDGERS[rubric.id]
    assert all(isinstance(checkpoint.rule, Deduct) for checkpoint in grids.values())


def test_five_questions_are_asked_where_the_form_says_so(rubric: Rubric) -> None:
    row = rubric.checkpoint(CheckpointCode("ZB-1.2"))
    assert row.grid is not None
    assert (row.grid.kind, len(row.grid.columns)) == ("questions", 5)
    assert isinstance(row.rule, Deduct)


def test_the_decision_record_has_two_matters_of_six_steps() -> None:
    grid = read_rubric(form("rural.yaml")).rubric.checkpoint(CheckpointCode("ZB-2.3")).grid
    assert grid is not None
    assert grid.kind == "steps"
    assert grid.columns == ("提议", "商议", "审议", "决议", "决议公开", "结果公开")
    assert len(grid.rows) == 2


def test_a_meeting_of_the_quarter_is_due_four_times_and_one_of_the_month_twelve() -> None:
    grid = read_rubric(form("rural.yaml")).rubric.checkpoint(CheckpointCode("ZB-4.1")).grid
    assert grid is not None
    assert dict(zip(grid.rows, grid.due, strict=True)) == {
        "党员大会": (3, 6, 9, 12), "支委会": (), "党小组会": (), "党课": (3, 6, 9, 12),
    }  # fmt: skip


@pytest.mark.parametrize(("name", "code"), [("rural", "PA-7.1"), ("community", "PA-6.3")])
def test_visits_to_people_in_need_of_care_are_looked_at_and_not_photographed(
    name: str, code: str
) -> None:
    rubric = read_rubric(form(f"{name}.yaml")).rubric
    assert rubric.checkpoint(CheckpointCode(code)).no_photo


def test_the_question_bank_has_forty_questions_for_each_form_and_each_asks_once() -> None:
    questions = [
        reading.as_mapping(part)
        for part in reading.listed(read_questions(form("questions.yaml")).tree, "questions")
    ]
    for name in ("rural", "community"):
        texts = [reading.text(part, "text") for part in questions if part["form"] == name]
        assert len(texts) >= 40
        assert len(set(texts)) == len(texts)


def test_the_policy_keeps_its_decimals_as_text() -> None:
    tree = read_policy(form("policy.yaml")).tree
    assert reading.decimal(reading.mapping(tree, "recheck"), "sample_ratio") == Decimal("0.1")


def test_the_form_of_another_county_loads_and_scores(county: Path) -> None:
    assert check_file(county) == []
    assert check_file(county.parent / "county-negative-list.yaml") == []
    rubric = read_rubric(county).rubric
    assert len(rubric.stars) == 5
    assert len(list(rubric.items())) == 17
    assert sum(len(item.checkpoints) for item in rubric.items()) == 52
    assert [step.name for step in rubric.steps] == ["问", "走", "阅", "议"]
    assert rubric.stars[0].award.min_item_ratio == Fraction(55, 100)

    best = score(rubric, counted(rubric), strict_proof=False)
    assert (best.points, best.level) == (Points(100000), 5)
    worst = {
        str(point.code): worst_entry(point) for item in rubric.items() for point in item.checkpoints
    }
    card = score(rubric, counted(rubric, worst), strict_proof=False)
    assert card.level == 0
    assert all(0 <= item.points <= item.max for item in card.items)
    # 4 missing days at 1.5, 1 of 5 villagers at 3, and an income of 20 for the middle band
    some = {
        "BZ1-2": Entry(defects=4),
        "BZ1-3": Entry(defects=1, seen=5),
        "FZ1-1": Entry(measure=Decimal(20)),
        "FW2-1": Entry(measure=Decimal("92.5")),
    }
    card = score(rubric, counted(rubric, some), strict_proof=False)
    assert card.points == parse("1000") - parse("6") - parse("3") - parse("16") - parse("5.25")


def worked_cases() -> list[Tree]:
    tree = read_marked(form("example", "rural-worked.yaml")).tree
    assert isinstance(tree, dict)
    return reading.listed(tree, "cases")


@pytest.mark.parametrize("case", worked_cases(), ids=str)
def test_the_worked_example_comes_out(case: Tree) -> None:
    tree = reading.as_mapping(case)
    assert set(tree) <= {"what", "entries", "zero", "points", "stars", "lost", "level", "total"}
    rubric = read_rubric(form("rural.yaml")).rubric
    entries = {
        code: entry_from_tree(reading.as_mapping(entry))
        for code, entry in reading.mapping(tree, "entries").items()
    }
    zero = {
        code: ZeroCase(condition=reading.texts(pair)[0], basis=reading.texts(pair)[1])
        for code, pair in reading.mapping(tree, "zero").items()
    }
    card = score(rubric, counted(rubric, entries, zero), strict_proof=False)
    _expect(card, tree)


def _expect(card: Scorecard, tree: Mapping[str, Tree]) -> None:
    points = {point.code: point.points for item in card.items for point in item.checkpoints}
    for code, at in reading.mapping(tree, "points").items():
        assert points[CheckpointCode(code)] == parse(reading.number(at))
    stars = {str(star.id): star for star in card.stars}
    for code, at in reading.mapping(tree, "stars").items():
        assert stars[code].points == parse(reading.number(at))
    lost = [star for star, result in stars.items() if result.state is StarState.LOST]
    assert lost == list(reading.texts(tree.get("lost")))
    if "level" in tree:
        assert card.level == tree["level"]
    if "total" in tree:
        assert card.points == parse(reading.number(tree["total"]))


def test_the_example_is_plain_yaml_without_problems() -> None:
    assert parse_marked(form("example", "rural-worked.yaml").read_bytes()).problems == []


def test_the_form_in_the_guide_for_counties_is_sound(tmp_path: Path) -> None:
    guide = Path(__file__).parents[2] / "docs" / "评分标准写法.md"
    _, _, rest = guide.read_text(encoding="utf-8").partition("```yaml\n")
    path = tmp_path / "demo.yaml"
    path.write_text(rest.partition("```")[0], encoding="utf-8")
    assert check_file(path) == []
    assert read_rubric(path).rubric.title == "示例考评表"


def test_the_question_bank_is_one_that_the_listen_step_can_draw_from() -> None:
    bank = bank_from_tree(read_questions(form("questions.yaml")).tree)
    drawn = draw(bank.of_form(RubricId("rural")), "a visit", 5)
    assert len({question.item for question in drawn}) == 5
