"""Levels of years that were rated elsewhere, before this program or without it."""

from __future__ import annotations

from collections.abc import Mapping

from inspector.domain import reading
from inspector.domain.canonical import Tree
from inspector.domain.ids import SiteCode

History = Mapping[int, Mapping[SiteCode, int]]
"""By year and site, how many stars."""


def merged(before: History, new: History) -> History:
    """Return both; what is in ``new`` takes the place of what was there."""
    years = sorted({*before, *new})
    return {year: {**before.get(year, {}), **new.get(year, {})} for year in years}


def history_to_tree(history: History) -> dict[str, Tree]:
    """Write a history as a document."""
    return {
        "schema": "inspector.history/1",
        "id": "history",
        "levels": {
            str(year): {str(site): level for site, level in sorted(sites.items())}
            for year, sites in sorted(history.items())
        },
    }


def history_from_tree(tree: Mapping[str, Tree]) -> History:
    """Read a history.

    Raises:
        BadTree: A key is missing, or a value is of another kind.
    """
    return {
        int(year): {
            SiteCode(site): reading.whole(level)
            for site, level in reading.as_mapping(sites).items()
        }
        for year, sites in reading.mapping(tree, "levels").items()
    }
