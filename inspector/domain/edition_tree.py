"""Frozen editions of a ranking as canonical trees, and back, so that they print as they were."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from inspector.domain.canonical import Tree, digest
from inspector.domain.ids import Digest, RoundId, SiteCode, TeamId, TownshipCode
from inspector.domain.points import Points
from inspector.domain.ranking import (
    EDITION_PREFIX,
    Counts,
    Denied,
    Edition,
    Excluded,
    Exclusion,
    Ranking,
    Rechecked,
    SitePlace,
    TownshipPlace,
    ranking_tree,
)
from inspector.domain.reading import BadTree, as_mapping, listed, mapping, text, texts, whole


def edition_to_tree(edition: Edition) -> dict[str, Tree]:
    """Write an edition; its digest is that of this tree."""
    return {
        "round": str(edition.round),
        "number": edition.number,
        "at": edition.at,
        "by": edition.by,
        "policy": str(edition.policy),
        "corrects": str(edition.corrects or ""),
        "reason": edition.reason,
        "ranking": ranking_tree(edition.ranking),
    }


def edition_from_tree(tree: Mapping[str, Tree]) -> Edition:
    """Read an edition.

    Raises:
        BadTree: A key is missing, or a value is of another kind.
    """
    corrects = text(tree, "corrects", "")
    return Edition(
        round=RoundId(text(tree, "round")),
        number=whole(tree.get("number")),
        at=text(tree, "at"),
        by=text(tree, "by"),
        policy=Digest(text(tree, "policy")),
        ranking=_ranking(mapping(tree, "ranking")),
        digest=digest(dict(tree), EDITION_PREFIX),
        corrects=Digest(corrects) if corrects else None,
        reason=text(tree, "reason", ""),
    )


def _ranking(tree: Mapping[str, Tree]) -> Ranking:
    return Ranking(
        townships=tuple(_township(as_mapping(row)) for row in listed(tree, "townships")),
        sites=tuple(_site(as_mapping(row)) for row in listed(tree, "sites")),
        excluded=tuple(_excluded(row) for row in listed(tree, "excluded")),
        without_result=tuple(TownshipCode(code) for code in texts(tree.get("without_result"))),
        rechecked=tuple(_rechecked(as_mapping(row)) for row in _rows(tree, "rechecked")),
        denied=tuple(_denied(as_mapping(row)) for row in _rows(tree, "denied")),
    )


def _rows(tree: Mapping[str, Tree], key: str) -> list[Tree]:
    return listed(tree, key) if key in tree else []


def _rechecked(row: Mapping[str, Tree]) -> Rechecked:
    return Rechecked(
        site=SiteCode(text(row, "site")),
        township=TownshipCode(text(row, "township")),
        first_team=TeamId(text(row, "first_team")),
        again_team=TeamId(text(row, "again_team")),
        first=Fraction(text(row, "first")),
        again=Fraction(text(row, "again")),
        counts=Counts(text(row, "counts")),
    )


def _denied(row: Mapping[str, Tree]) -> Denied:
    return Denied(
        site=SiteCode(text(row, "site")),
        township=TownshipCode(text(row, "township")),
        entries=texts(row.get("entries")),
        before=whole(row.get("before")),
        after=whole(row.get("after")),
    )


def _township(row: Mapping[str, Tree]) -> TownshipPlace:
    return TownshipPlace(
        place=whole(row.get("place")),
        group=text(row, "group"),
        group_place=whole(row.get("group_place")),
        township=TownshipCode(text(row, "township")),
        score=Fraction(text(row, "score")),
        sites=whole(row.get("sites")),
        top_sites=whole(row.get("top_sites")),
        few=row.get("few") is True,
    )


def _site(row: Mapping[str, Tree]) -> SitePlace:
    points, most = Points(whole(row.get("points"))), Points(whole(row.get("max")))
    return SitePlace(
        place=whole(row.get("place")),
        site=SiteCode(text(row, "site")),
        township=TownshipCode(text(row, "township")),
        percent=Fraction(points * 100, most),
        points=points,
        max=most,
        level=whole(row.get("level")),
    )


def _excluded(row: Tree) -> Excluded:
    site, township, why = texts(row) if isinstance(row, list) and len(row) == 3 else ("", "", "")
    try:
        return Excluded(site=SiteCode(site), township=TownshipCode(township), why=Exclusion(why))
    except ValueError as error:
        raise BadTree(f"not an excluded site: {row!r}") from error
