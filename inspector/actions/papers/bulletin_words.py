"""The computed parts of a bulletin: tables, changes, what goes well, the most frequent problems."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from inspector.actions.ranking import Board, SiteLine, TownshipLine
from inspector.actions.round_findings import FoundFact, SiteFindings
from inspector.domain.ids import TownshipCode
from inspector.domain.points import half_up, show_fixed
from inspector.domain.ranking import percent_text
from inspector.domain.wording import FEW_SITES, change_words, day_words, full_day_words
from inspector.sheets.official_facts import Block, Grid, GridColumn, Heading, Text

MOVED = 3
"""Townships that are named as risen or fallen."""

BEST_SITES = 5
BEST_ITEMS = 3
WORST_ITEMS = 5
EXAMPLES = 2
LONGEST_EXAMPLE = 40
"""Characters of a fact that is quoted."""

TIMES = re.compile("×([0-9]+)")
"""How a record writes how often something was found."""

FEW_SIGN = "*"
FEW_NOTE = f"{FEW_SIGN} {FEW_SITES}：已考评的村（社区）太少，名次仅供参考。"

NONE = "—"
SMALL_PART = 4
"""An item that fewer sites were asked for than a quarter of all is not praised or blamed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTally:
    """How an item went: ``lost`` of ``asked`` sites lost points at it."""

    title: str
    asked: int
    lost: int

    @property
    def share(self) -> Fraction:
        """The share of sites that lost points."""
        return Fraction(self.lost, self.asked)


def tallies(findings: Sequence[SiteFindings]) -> list[ItemTally]:
    """Count by item at how many sites it was asked, and at how many it cost points."""
    asked = Counter(title for one in findings for title in one.asked)
    lost = Counter(title for one in findings for title in {fact.title for fact in one.facts})
    return [
        ItemTally(title=title, asked=number, lost=lost[title])
        for title, number in sorted(asked.items())
        if number * SMALL_PART >= len(findings)
    ]


def ends_grid(front: Sequence[TownshipLine], rear: Sequence[TownshipLine]) -> tuple[Block, ...]:
    """Return front and rear beside one another; nothing if there is no rear."""
    if not rear:
        return ()
    columns = tuple(
        GridColumn(title=title, share=share)
        for title, share in (
            ("名次", 8), ("前列乡镇（街道）", 22), ("平均得分", 13),
            ("名次", 8), ("后列乡镇（街道）", 22), ("平均得分", 13),
        )
    )  # fmt: skip
    high = max(len(front), len(rear))
    left, right = (_cells(side, high) for side in (front, rear))
    rows = tuple((*one, *other) for one, other in zip(left, right, strict=True))
    return (Grid(columns=columns, rows=rows),)


def _cells(lines: Sequence[TownshipLine], high: int) -> list[tuple[str, str, str]]:
    cells = [(str(line.place), line.name, line.percent) for line in lines]
    return cells + [(NONE, NONE, NONE)] * (high - len(cells))


def whole_grid(
    board: Board, before: Mapping[TownshipCode, int], empty: Sequence[str]
) -> tuple[Block, ...]:
    """Return all townships in order; ``empty`` are those without a result."""
    shown = [
        ("名次", 8, False), ("乡镇（街道）", 20, True), ("平均得分", 12.5, False),
        ("已评/应评", 15, False), ("五星村", 10, False), ("五星占比", 12.5, False),
    ]  # fmt: skip
    if before:
        shown += [("上轮名次", 12.5, False), ("变化", 9, False)]
    columns = tuple(GridColumn(title=title, share=share, left=left) for title, share, left in shown)
    rows = [_row(line, before) for line in board.townships]
    rows += [(NONE, name, *[NONE] * (len(columns) - 2)) for name in empty]
    note = FEW_NOTE if any(line.mark for line in board.townships) else ""
    return (Grid(columns=columns, rows=tuple(rows), note=note),)


def _row(line: TownshipLine, before: Mapping[TownshipCode, int]) -> tuple[str, ...]:
    last = before.get(line.code)
    name = f"{line.name}{FEW_SIGN}" if line.mark else line.name
    cells = (
        str(line.place),
        name,
        line.percent,
        f"{line.sites}/{line.planned}",
        str(line.five_star),
        share_words(line.five_star, line.sites),
    )
    if not before:
        return cells
    return (*cells, str(last) if last else NONE, change_words(last, line.place) or NONE)


def change_blocks(board: Board, before: Mapping[TownshipCode, int]) -> tuple[Block, ...]:
    """Name the townships that rose and fell most."""
    moved = [
        (before[line.code] - line.place, line) for line in board.townships if line.code in before
    ]
    risen = sorted((one for one in moved if one[0] > 0), key=lambda one: (-one[0], one[1].place))
    fallen = sorted((one for one in moved if one[0] < 0), key=lambda one: (one[0], one[1].place))
    said = [
        f"名次{word}较多的是{'、'.join(_moved(one, before) for one in named_ones[:MOVED])}"
        for word, named_ones in (("上升", risen), ("下降", fallen))
        if named_ones
    ]
    return (Text(f"{'；'.join(said) or '各乡镇（街道）名次没有变化'}。"),)


def _moved(one: tuple[int, TownshipLine], before: Mapping[TownshipCode, int]) -> str:
    step, line = one
    word = "升" if step > 0 else "降"
    return f"{line.name}（由第{before[line.code]}位{word}到第{line.place}位）"


def good_blocks(
    board: Board, findings: Sequence[SiteFindings], risen: Sequence[tuple[str, Fraction]]
) -> Iterator[Block]:
    """Say what goes well: best villages, items with the fewest losses, who gained most."""
    if board.sites:
        best = board.sites[:BEST_SITES]
        listed = "、".join(f"{_place(one)}（{one.percent}分）" for one in best)
        yield Heading("先进村（社区）工作扎实。", 2, f"得分靠前的是{listed}。")
    clean = sorted(tallies(findings), key=lambda one: (one.share, one.title))[:BEST_ITEMS]
    clean = [one for one in clean if one.share * 2 < 1]
    if clean:
        said = "；".join(
            f"“{one.title}”查看{one.asked}个村（社区），{one.asked - one.lost}个没有扣分"
            for one in clean
        )
        yield Heading("多数要求落到了实处。", 2, f"{said}。")
    if risen:
        said = "、".join(f"{name}（提高{percent_text(gain)}分）" for name, gain in risen)
        yield Heading("一些乡镇进步明显。", 2, f"平均得分比上轮提高较多的是{said}。")


def problem_blocks(findings: Sequence[SiteFindings]) -> Iterator[Block]:
    """Name the items at which most sites lost points, with counts and villages as examples."""
    worst = sorted(
        (one for one in tallies(findings) if one.lost), key=lambda one: (-one.share, one.title)
    )
    for tally in worst[:WORST_ITEMS]:
        said = (
            f"查看{tally.asked}个村（社区），{tally.lost}个有问题，"
            f"占{share_words(tally.lost, tally.asked)}。"
        )
        examples = "；".join(_examples(findings, tally.title))
        yield Heading(f"{tally.title}。", 2, f"{said}如{examples}。" if examples else said)


def _examples(findings: Sequence[SiteFindings], title: str) -> Iterator[str]:
    """Yield villages with what was found there, most found first, each of another township."""
    found = [(one, [fact for fact in one.facts if fact.title == title]) for one in findings]
    found = sorted((one for one in found if one[1]), key=lambda one: (-len(one[1]), one[0].site))
    townships: set[TownshipCode] = set()
    for site, facts in found:
        if site.township not in townships and len(townships) < EXAMPLES:
            townships.add(site.township)
            yield f"{site.township_name}{site.name}{_quoted(facts[0])}"


def _quoted(fact: FoundFact) -> str:
    words = TIMES.sub(r"（\1处）", fact.words).rstrip("。；，")
    return words if len(words) <= LONGEST_EXAMPLE else f"{words[: LONGEST_EXAMPLE - 1]}…"


def moved_words(before: Fraction, now: Fraction) -> str:
    """Say how a mean moved: 上升1.20分."""
    shown = percent_text(abs(now - before))
    if shown == percent_text(Fraction(0)):
        return "持平"
    return f"{'上升' if now > before else '下降'}{shown}分"


def share_words(part: int, whole: int) -> str:
    """Write a share in percent with one decimal: 22.7%."""
    if not whole:
        return NONE
    return f"{show_fixed(half_up(part * 1000, whole) * 10)[:-1]}%"


def span_words(days: Sequence[datetime]) -> str:
    """Say from when to when: 11月3日至9日."""
    first, last = days[0], days[-1]
    if first.date() == last.date():
        return day_words(first)
    if first.year != last.year:
        return f"{full_day_words(first)}至{full_day_words(last)}"
    ending = f"{last.day}日" if first.month == last.month else day_words(last)
    return f"{day_words(first)}至{ending}"


def named(lines: Sequence[TownshipLine]) -> str:
    """List townships by name."""
    return "、".join(line.name for line in lines)


def _place(line: SiteLine) -> str:
    return f"{line.township}{line.name}"
