"""What earlier rounds found at a site, for the pages: as the last dispatch brought it."""

from __future__ import annotations

from inspector.domain.ids import ItemCode, SiteCode
from inspector.domain.problem import Problem
from inspector.store.unit import Reading


def problems_of(reading: Reading, site: SiteCode) -> dict[ItemCode, tuple[Problem, ...]]:
    """Return the open problems of a site by item: facts only, so that they lead to no mark."""
    found: dict[ItemCode, list[Problem]] = {}
    for problem in reading.problems.of_site(site):
        found.setdefault(problem.item, []).append(problem)
    return {item: tuple(problems) for item, problems in found.items()}
