"""Sites as goals of the command palette."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from inspector.ui import texts
from inspector.ui.finding import Goal
from inspector.ui.pages.sites.lines import SiteLine


def site_goals(lines: Iterable[SiteLine], go: Callable[[SiteLine], object]) -> list[Goal]:
    """Return sites as goals; characters, initials and tail find them, ``go`` opens one."""
    return [
        Goal(
            group=texts.GOAL_SITES,
            title=f"{line.township} {line.name}",
            aside=" · ".join(filter(None, (texts.TAIL.format(tail=line.tail), line.state_word))),
            icon="map-trifold",
            act=partial(go, line),
            also=(line.name.lower(), line.initials, line.tail),
        )
        for line in lines
    ]
