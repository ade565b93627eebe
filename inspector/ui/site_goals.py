"""Sites as goals of the command palette."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from inspector.ui import texts
from inspector.ui.finding import Goal
from inspector.ui.pages.sites.lines import SiteLine


def site_goals(lines: Iterable[SiteLine], go: Callable[[SiteLine], object]) -> list[Goal]:
    """Return sites as goals, found as in every list of sites; ``go`` opens one."""
    return [
        Goal(
            group=texts.GOAL_SITES,
            title=f"{line.township} {line.name}",
            aside=" · ".join(filter(None, (texts.TAIL.format(tail=line.tail), line.state_word))),
            icon="map-trifold",
            act=partial(go, line),
            site=line,
        )
        for line in lines
    ]
