"""What the page 问题 asks of the laptop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from inspector.actions.problem_list import SiteProblems


class ProblemsDesk(Protocol):
    """The laptop, as far as problems go."""

    def problems(self) -> Sequence[SiteProblems]:
        """Return the visits of the road of which there is anything to say.

        Raises:
            InspectorError: The store does not answer.
        """
        ...
