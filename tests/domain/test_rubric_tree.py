"""A rubric tree becomes a rubric, whatever its stars, items and steps are called."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import pytest

from inspector.domain.canonical import digest
from inspector.domain.ids import CheckpointCode, ItemCode, StepId
from inspector.domain.points import Points
from inspector.domain.rubric import Bands, Grid, Level, Ratio
from inspector.domain.rubric_tree import rubric_from_tree

if TYPE_CHECKING:
    from inspector.domain.canonical import Tree
    from inspector.domain.rubric import Rubric


def small(**rule: Tree) -> dict[str, Any]:
    """A form of one star, one item and one checkpoint."""
    checkpoint = {"id": "A-1.1", "text": "x", "by": "go", "max": 5, "rule": rule}
    return {
        "id": "small",
        "version": "1",
        "title": "一项表",
        "steps": [{"id": "go", "name": "走"}],
        "overall": {},
        "stars": [
            {
                "id": "A",
                "name": "甲星",
                "max": 5,
                "award": {"min_score": 4, "min_item_ratio": "0.6"},
                "items": [
                    {
                        "id": "A-1",
                        "title": "一二三四五六七八九十",
                        "max": 5,
                        "checkpoints": [checkpoint],
                    },
                ],
            }
        ],
    }


def test_the_rural_form_has_29_items_and_112_checkpoints_worth_500(rural: Rubric) -> None:
    items = list(rural.items())
    assert len(items) == 29
    assert sum(len(item.checkpoints) for item in items) == 112
    assert rural.total_max == 500_00
    assert (rural.base_star, rural.without_base_star_max_level) == ("ZB", 2)
    assert [step.name for step in rural.steps] == ["听", "看", "查"]


def test_the_community_form_has_27_items_and_108_checkpoints(community: Rubric) -> None:
    items = list(community.items())
    assert len(items) == 27
    assert sum(len(item.checkpoints) for item in items) == 108
    assert community.total_max == 500_00


def test_a_rubric_is_named_by_the_digest_of_its_tree(
    rural: Rubric, rural_tree: dict[str, Tree]
) -> None:
    assert rural.digest == digest(rural_tree)
    changed = deepcopy(rural_tree)
    changed["version"] = "other"
    assert rubric_from_tree(changed).digest != rural.digest


def test_every_kind_of_rule_is_read_exactly(rural: Rubric) -> None:
    ratio = rural.checkpoint(CheckpointCode("CY-2.4")).rule
    assert ratio == Ratio(measure="带动农户占比（%）", target=Decimal(20), per_point=Decimal("0.2"))
    bands = rural.checkpoint(CheckpointCode("CY-3.1")).rule
    assert isinstance(bands, Bands)
    assert bands.bands[0] == (Decimal(20), Points(800))
    level = rural.checkpoint(CheckpointCode("ZB-1.5")).rule
    assert level == Level(
        levels=(
            ("好", Points(400)),
            ("较好", Points(300)),
            ("一般", Points(150)),
            ("差", Points(0)),
        )
    )
    assert rural.stars[0].award.min_item_ratio == Fraction(3, 5)


def test_levels_and_bands_are_put_best_first() -> None:
    level = rubric_from_tree(small(kind="level", levels=[["差", 0], ["好", 5]]))
    assert level.checkpoint(CheckpointCode("A-1.1")).rule == Level(
        levels=(("好", Points(500)), ("差", Points(0)))
    )
    bands = rubric_from_tree(small(kind="bands", measure="m", bands=[[0, 0], ["1.5", 5]]))
    assert bands.checkpoint(CheckpointCode("A-1.1")).rule == Bands(
        measure="m", bands=((Decimal("1.5"), Points(500)), (Decimal(0), Points(0)))
    )


def test_an_item_without_a_short_title_gets_the_first_nine_characters() -> None:
    rubric = rubric_from_tree(small(kind="yesno"))
    assert rubric.item(ItemCode("A-1")).short == "一二三四五六七八九"
    assert rubric.item(ItemCode("A-1")).steps() == (StepId("go"),)


def test_a_grid_phrases_and_the_photo_ban_are_read() -> None:
    tree = small(kind="deduct", unit="次", per="0.5")
    tree["stars"][0]["items"][0]["checkpoints"][0] |= {
        "phrases": ["缺记录"],
        "no_photo": True,
        "grid": {"kind": "months", "rows": ["大会"], "columns": ["1", "2"], "due": [[2]]},
    }
    checkpoint = rubric_from_tree(tree).checkpoint(CheckpointCode("A-1.1"))
    assert checkpoint.phrases == ("缺记录",)
    assert checkpoint.no_photo
    assert checkpoint.grid == Grid(kind="months", rows=("大会",), columns=("1", "2"), due=((2,),))


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "guess"},
        {"kind": "deduct", "unit": "次"},
        {"kind": "deduct", "unit": 3, "per": 1},
        {"kind": "deduct", "unit": "次", "per": "0.005"},
        {"kind": "sample", "n": "5", "unit": "户", "per": 1},
        {"kind": "level", "levels": {"a": 1}},
        {"kind": "level", "levels": [["好"]]},
        {"kind": "level", "levels": [[1, 5]]},
        {"kind": "bands", "measure": "m", "bands": [["a", 1]]},
        {"kind": "bands", "measure": "m", "bands": [[True, 1]]},
        {"kind": "ratio", "measure": "m", "target": None, "per_point": 1},
    ],
)
def test_a_rule_that_was_never_checked_is_refused(rule: dict[str, Tree]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        rubric_from_tree(small(**rule))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("phrases", "text"),
        ("phrases", [1]),
        ("grid", []),
        ("grid", {"kind": "steps", "rows": ["a"], "columns": ["b"], "due": 1}),
        ("grid", {"kind": "steps", "rows": ["a"], "columns": ["b"], "due": [1]}),
    ],
)
def test_a_checkpoint_that_was_never_checked_is_refused(key: str, value: Tree) -> None:
    tree = small(kind="yesno")
    tree["stars"][0]["items"][0]["checkpoints"][0][key] = value
    with pytest.raises(ValueError, match=r".+"):
        rubric_from_tree(tree)


def test_a_photo_count_must_be_a_number() -> None:
    tree = small(kind="yesno")
    tree["stars"][0]["items"][0]["evidence"] = {"photos_min": "two"}
    with pytest.raises(ValueError, match="photos_min"):
        rubric_from_tree(tree)


def test_a_form_without_stars_is_refused() -> None:
    with pytest.raises(ValueError, match="stars"):
        rubric_from_tree(cast("dict[str, Tree]", {**small(kind="yesno"), "stars": None}))
