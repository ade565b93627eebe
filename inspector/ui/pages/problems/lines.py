"""Problems as lines: a head for each village, under it what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from inspector.actions.problem_list import Noted, SiteProblems
from inspector.domain.ids import SiteCode
from inspector.domain.site_search import find_sites
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.problems import texts
from inspector.ui.widgets.told_list import Told

SEPARATOR = "|"
"""Between the visit and the item in a line's key; neither can hold it."""


class Shown(IntEnum):
    """Which of the problems are shown, as the segments stand."""

    ALL = 0
    EARLIER = 1
    OWN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A village as the search sees it."""

    problems: SiteProblems

    @property
    def code(self) -> SiteCode:
        return self.problems.site.code

    @property
    def name(self) -> str:
        return self.problems.site.name

    @property
    def township(self) -> str:
        return self.problems.township

    @property
    def initials(self) -> str:
        return self.problems.site.initials


def problem_lines(every: Sequence[SiteProblems], shown: Shown, text: str) -> list[Told]:
    """Return the lines of what a search leaves, village by village."""
    places = find_sites([_Place(problems=one) for one in every], text)
    return [line for place in places for line in _lines(place.problems, shown)]


def _lines(one: SiteProblems, shown: Shown) -> Iterator[Told]:
    earlier = one.earlier if shown is not Shown.OWN else ()
    own = one.own if shown is not Shown.EARLIER else ()
    if not earlier and not own:
        return
    site = one.site
    told = [texts.EARLIER.format(count=len(earlier))] if earlier else []
    told += [texts.OWN.format(count=len(own))] if own else []
    title = texts.SITE.format(township=one.township, name=site.name, tail=site.tail)
    yield Told(title=title, aside="".join(told).strip())
    for noted in (*earlier, *own):
        yield Told(
            title=noted.words,
            text="　".join(_where(noted)),
            glyph=Glyph.UNSET if noted.earlier is not None else Glyph.DEDUCTED,
            key=f"{one.uid}{SEPARATOR}{noted.item}",
        )


def _where(noted: Noted) -> Iterator[str]:
    """Yield what stands under a problem: its state, its place in the form, whence, how urgent."""
    problem = noted.earlier
    yield texts.STILL if problem is not None else texts.FOUND
    code = noted.checkpoint or noted.item
    if code:
        yield texts.WHERE.format(code=code, title=noted.title).strip()
    if problem is not None:
        yield texts.ROUND.format(round=problem.round)
        if problem.deadline:
            yield problem.deadline
