"""The desk of 问题, made of actions on an open field folder."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.actions import problem_list
from inspector.actions.desk import Desk
from inspector.actions.problem_list import SiteProblems


class ProblemsWork:
    """What was found at the villages of this laptop's team."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def problems(self) -> Sequence[SiteProblems]:
        """Return the visits of the road of which there is anything to say."""
        return problem_list.problem_list(self._desk)
