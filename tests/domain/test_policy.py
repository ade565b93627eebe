"""A county's policy says what the rules ask for, and keeps what they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from inspector.domain.policy import OrderBy, TwoTeams, policy_from_tree
from inspector.domain.reading import BadTree
from inspector.domain.signing import SignRole
from inspector.domain.team import Pattern

if TYPE_CHECKING:
    from inspector.domain.canonical import Tree


def test_the_countys_own_policy_is_read(policy_tree: dict[str, Tree]) -> None:
    policy = policy_from_tree(policy_tree)
    assert policy.level_name(3) == "三星"
    assert policy.forms.village == "rural"
    kind = policy.visit_kind("cross")
    assert (kind.steps, kind.scored, kind.ranks) == (("listen", "look", "check"), True, True)
    assert not policy.visit_kind("survey").scored
    assert policy.visit_kind("observation").steps == ()
    assert policy.cross.not_own
    assert policy.cross.no_mutual == {Pattern.ROTATE, Pattern.CROSS, Pattern.DRAW}
    assert (policy.cross.apart_rounds, policy.cross.daily_sites) == (3, 5)
    assert set(policy.cross.forbidden_shifts(22)) == {0, 11}
    assert set(policy.cross.forbidden_shifts(15)) == {0}
    assert policy.evidence.long_edge == (1600, 2400)
    assert (policy.evidence.quality, policy.evidence.keep_original) == (82, False)
    assert policy.ranking.order_by[0] is OrderBy.SCORE
    assert (policy.ranking.few_sites, policy.ranking.groups) == (3, ("乡镇", "街道"))
    assert policy.ranking.top_level == 5
    assert policy.documents["score_sheet"] == "实地考评打分表"
    assert policy.scoring.require_reason
    assert policy.scoring.strict_proof
    assert (policy.cross.stand_aside, policy.cross.min_present) == (True, 2)
    assert policy.problems.kinds == {"cross", "recheck", "spot"}
    assert (policy.problems.zero_deadline, policy.problems.deadline) == ("立行立改", "限期整改")
    assert policy.tree["talk"]


def test_a_policy_that_says_nothing_has_the_usual_values() -> None:
    policy = policy_from_tree({})
    assert policy.level_name(2) == "2 星"
    assert policy.ranking.few_sites == 3
    assert policy.cross.forbidden_shifts(22) == {}
    assert policy.scoring.strict_proof
    assert policy.problems.kinds == frozenset()
    assert policy.problems.deadline == ""
    with pytest.raises(KeyError):
        policy.visit_kind("cross")


def test_a_county_may_change_what_it_likes() -> None:
    policy = policy_from_tree(
        {
            "star_levels": {"names": [[0, "无"], ["1", "一颗星"]]},
            "cross_inspection": {"constraints": {"no_mutual_pair_in_same_round": False}},
            "evidence": {"keep_original": True, "jpeg_quality": 90},
            "ranking": {"order_by": ["得分降序"], "few_sites": 2},
            "scoring": {
                "require_reason_for_any_deduction": False,
                "require_photo_or_document_for": [],
            },
        }
    )
    assert policy.level_name(1) == "一颗星"
    assert policy.cross.no_mutual == frozenset()
    assert policy.evidence.keep_original
    assert policy.ranking.order_by == (OrderBy.SCORE,)
    assert policy.ranking.few_sites == 2
    assert not policy.scoring.require_reason
    assert not policy.scoring.strict_proof
    assert policy_from_tree({"evidence": {"keep_original": "默认是"}}).evidence.keep_original


@pytest.mark.parametrize(
    "tree",
    [
        {"ranking": {"order_by": ["按姓氏"]}},
        {"ranking": {"two_teams": "抓阄"}},
        {"scoring": {"require_reason_for_any_deduction": "是"}},
        {"cross_inspection": {"teams": "22"}},
        {"visit_kinds": {}},
    ],
)
def test_a_policy_of_another_shape_is_refused(tree: dict[str, Tree]) -> None:
    with pytest.raises(BadTree):
        policy_from_tree(tree)


def test_what_counts_of_two_teams_is_the_countys_choice() -> None:
    assert policy_from_tree({}).ranking.two_teams is TwoTeams.PICK
    mean = policy_from_tree({"ranking": {"two_teams": "取平均"}})
    assert mean.ranking.two_teams is TwoTeams.AVERAGE


def test_a_kind_of_visit_may_say_who_signs_it(policy_tree: dict[str, Tree]) -> None:
    policy = policy_from_tree(policy_tree)
    assert policy.signers_of("unannounced") == (SignRole.INSPECTOR, SignRole.SECRETARY)
    assert policy.signers_of("cross") == policy.cross.signers == tuple(SignRole)
    assert policy.signers_of("of another county") == policy.cross.signers
    lean = policy_from_tree(
        {
            "cross_inspection": {"must_sign": ["全体考评员"]},
            "visit_kinds": [{"id": "recheck", "name": "复核"}],
        }
    )
    assert lean.signers_of("recheck") == (SignRole.INSPECTOR,)


def test_level_names_may_also_stand_as_a_mapping() -> None:
    assert policy_from_tree({"star_levels": {"names": {"3": "三颗"}}}).level_name(3) == "三颗"
