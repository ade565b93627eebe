"""The rows of the plan page: which team goes where, and what was handed out."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.actions.overseeing import HandedLine
from inspector.actions.planning import PlanLine
from inspector.actions.reviewing import PlanReview
from inspector.domain.wording import moment_words
from inspector.ui.pages.plan import texts
from inspector.ui.widgets.column_list import Column, Line

WIDTHS = ((52, 0), (110, 1), (24, 0), (110, 1), (48, 0), (64, 0))
PLAN_COLUMNS = tuple(
    Column(
        title=title, width=width, share=share, right=at in (4, 5), bold=at in (0, 3),
        tone="text2" if at in (1, 2, 5) else "text",
    )
    for at, (title, (width, share)) in enumerate(zip(texts.COLUMNS, WIDTHS, strict=True))
)  # fmt: skip
HANDED_WIDTHS = ((40, 0), (84, 1), (28, 0), (150, 0), (150, 2), (58, 0), (100, 0))
HANDED_COLUMNS = tuple(
    Column(
        title=title, width=width, share=share, right=at in (2, 5), bold=at in (0, 3),
        tone="text2" if at in (4, 5, 6) else "text", px=14 if at in (4, 5, 6) else 15,
    )
    for at, (title, (width, share)) in enumerate(
        zip(texts.HANDED_COLUMNS, HANDED_WIDTHS, strict=True)
    )
)  # fmt: skip


def days_of(sites: int, daily: int) -> int:
    """Return how many days a team needs."""
    return -(-sites // daily)


def plan_lines(review: PlanReview) -> list[Line]:
    """Return which team goes where."""
    return [_plan_line(line, review.daily_sites) for line in review.plan.lines]


def handed_lines(handed: Sequence[HandedLine]) -> list[Line]:
    """Return what was handed out, by team."""
    return [
        Line(
            key=one.team,
            cells=(
                one.team,
                "、".join(one.townships),
                str(one.sites),
                one.code,
                one.file,
                size_words(one.size),
                moment_words(one.at),
            ),
        )
        for one in handed
    ]


def size_words(size: int) -> str:
    """Write a size in bytes as people read it."""
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{max(size // 1000, 1)} KB"


def _plan_line(line: PlanLine, daily: int) -> Line:
    days = texts.DAYS.format(days=days_of(line.sites, daily))
    return Line(
        key=f"{line.team}/{line.township}",
        cells=(line.team, line.home, texts.ARROW, line.township, str(line.sites), days),
    )
