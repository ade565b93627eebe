"""A frozen edition comes back from its tree to the bit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import pytest

from inspector.domain.edition_tree import edition_from_tree, edition_to_tree
from inspector.domain.ids import Digest, RoundId, SiteCode, TownshipCode
from inspector.domain.points import Points
from inspector.domain.policy import RankingPolicy
from inspector.domain.ranking import Edition, Exclusion, SiteResult, freeze, rank
from inspector.domain.reading import BadTree
from inspector.domain.site import Township

if TYPE_CHECKING:
    from inspector.domain.canonical import Tree


def edition() -> Edition:
    townships = [Township(code=TownshipCode(code), name=code, kind="镇") for code in "123"]
    site = SiteResult(
        site=SiteCode("1a"),
        township=TownshipCode("1"),
        points=Points(333_33),
        max=Points(500_00),
        level=5,
    )
    other = replace(site, site=SiteCode("2a"), township=TownshipCode("2"))
    results = [
        site,
        replace(site, site=SiteCode("1b")),
        replace(other, exclusion=Exclusion.RECOUNT),
    ]
    ranking = rank(results, townships, RankingPolicy(groups=("乡镇",)))
    return freeze(
        ranking, round_id=RoundId("2026-11"), policy=Digest("p" * 64), at="2026-11-16", by="主任"
    )


def test_an_edition_comes_back_as_it_was() -> None:
    first = edition()
    assert edition_from_tree(edition_to_tree(first)) == first
    second = freeze(
        first.ranking, round_id=first.round, policy=first.policy, at="2026-11-20", by="主任",
        before=first, reason="更正",
    )  # fmt: skip
    assert edition_from_tree(edition_to_tree(second)) == second


def test_a_changed_tree_has_another_digest() -> None:
    tree = edition_to_tree(edition()) | {"by": "别人"}
    assert edition_from_tree(tree).digest != edition().digest


@pytest.mark.parametrize("row", [["1a", "1"], "x", ["1a", "1", "mood"]])
def test_an_edition_of_another_shape_is_refused(row: Tree) -> None:
    tree: Any = edition_to_tree(edition())
    tree["ranking"]["excluded"] = [row]
    with pytest.raises(BadTree):
        edition_from_tree(cast("dict[str, Tree]", tree))
