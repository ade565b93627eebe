"""What the command palette can find: sites, pages, commands; and how a few keys find them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from inspector.domain.site_search import Findable, find_sites


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One line of the palette: ``act`` goes there or does it.

    ``keys`` is the key cap that does the same; ``site`` the site that it leads to, which is found
    as every list of sites finds it. The palette is closed before ``act`` runs, so the focus is
    where it was.
    """

    group: str
    title: str
    act: Callable[[], object]
    icon: str
    aside: str = ""
    keys: str = ""
    site: Findable | None = None


class Finder(Protocol):
    """What a workspace gives the palette: its sites."""

    def __call__(self) -> Sequence[Goal]:
        """Return every site as a goal.

        Raises:
            InspectorError: The store does not answer.
        """


def no_sites() -> Sequence[Goal]:
    """Return nothing: no folder is open."""
    return ()


_FIRST = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC,
    0xC2E8, 0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9,
    0xD4D1,
)  # fmt: skip
_LETTERS = "abcdefghjklmnopqrstwxyz"
_END = 0xD7FA


def spell(words: str) -> str:
    """Return the pinyin initials of the common characters of some words, and their letters.

    GB 2312 keeps its 3,755 common characters in the order of their pinyin; the window's own words
    use no others. Names of villages do: their initials come from the list of sites.
    """
    spelt = ""
    for sign in words.lower():
        raw = sign.encode("gb2312", "ignore")
        code = int.from_bytes(raw) if len(raw) == 2 else 0
        if _FIRST[0] <= code < _END:
            spelt += _LETTERS[bisect_right(_FIRST, code) - 1]
        elif sign.isascii() and sign.isalnum():
            spelt += sign
    return spelt


def found(goals: Iterable[Goal], words: str) -> list[Goal]:
    """Return what matches every word: sites, then what begins with the first word, then the rest.

    Sites are found by ``domain.site_search``. Of others a word matches in the title, its pinyin
    initials or the key.
    """
    wanted = words.lower().split()
    if not wanted:
        return list(goals)
    every = tuple(goals)
    places = {goal.site.code: goal for goal in every if goal.site is not None}
    sites = [goal.site for goal in every if goal.site is not None]
    hits = [places[site.code] for site in find_sites(sites, words)]
    latin = any(word.isascii() and not word.isdecimal() for word in wanted)
    ranked = []
    for at, goal in enumerate(one for one in every if one.site is None):
        spelt = (spell(goal.title),) if latin else ()
        rank = _rank(goal, spelt, wanted)
        if rank is not None:
            ranked.append((rank, at, goal))
    return [*hits, *(goal for _rank, _at, goal in sorted(ranked, key=lambda one: one[:2]))]


def _rank(goal: Goal, spelt: Sequence[str], wanted: Sequence[str]) -> int | None:
    """Return 0 for a goal that begins so, 1 for one that contains it, None for another."""
    texts = (goal.title.lower(), goal.keys.lower(), *spelt)
    whole = (*texts, goal.aside.lower())
    if not all(any(word in text for text in whole) for word in wanted):
        return None
    return 0 if any(text.startswith(wanted[0]) for text in texts) else 1


def in_groups(goals: Iterable[Goal]) -> list[Goal]:
    """Return goals with those of one group together, groups in the order of their first."""
    groups: dict[str, list[Goal]] = {}
    for goal in goals:
        groups.setdefault(goal.group, []).append(goal)
    return [goal for group in groups.values() for goal in group]
