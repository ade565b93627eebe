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
from inspector.domain.rectifying import RepairRules
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

PART_END = re.compile("[、，；。]")

FEW_SIGN = "*"
FEW_NOTE = f"{FEW_SIGN} {FEW_SITES}：已考评的村（社区）太少，名次仅供参考。"

NONE = "—"
WHOLE = "全县"
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
    """Return front and rear beside one another; nothing if one of them cannot be told."""
    if not (front and rear):
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


def ends_words(
    lines: Sequence[TownshipLine],
    front: tuple[str, Sequence[TownshipLine]],
    rear: tuple[str, Sequence[TownshipLine]],
) -> str:
    """Name front and rear in a sentence; nothing if they cannot be told apart."""
    if front[1] and rear[1]:
        said = (f"排名{word}的是{named(ones)}" for word, ones in (front, rear))
        return f"{'；'.join(said)}。"
    if len(lines) > 1 and lines[0].place == lines[-1].place:
        return "各乡镇（街道）平均得分相同，名次并列。"
    return ""


def _cells(lines: Sequence[TownshipLine], high: int) -> list[tuple[str, str, str]]:
    cells = [(str(line.place), line.name, line.percent) for line in lines]
    return cells + [(NONE, NONE, NONE)] * (high - len(cells))


def whole_grid(
    board: Board, before: Mapping[TownshipCode, int], empty: Mapping[str, int], mean: Fraction
) -> tuple[Block, ...]:
    """Return all townships in order, and the county.

    ``empty`` are those without a result, with how many sites were to be seen.
    """
    shown = [
        ("名次", 8, False), ("乡镇（街道）", 19, True), ("平均得分", 12.8, False),
        ("已评/应评", 13.5, False), ("五星个数", 12.8, False), ("五星占比", 12.8, False),
    ]  # fmt: skip
    if before:
        shown += [("上轮名次", 12.8, False), ("变化", 9.5, False)]
    columns = tuple(GridColumn(title=title, share=share, left=left) for title, share, left in shown)
    rows = [_row(line, before) for line in board.townships]
    rows += [
        (NONE, name, NONE, f"0/{planned}", *[NONE] * (len(columns) - 4))
        for name, planned in empty.items()
    ]
    seen, top = (
        sum(counts)
        for counts in zip(*((one.sites, one.five_star) for one in board.townships), strict=True)
    )
    planned = sum(line.planned for line in board.townships) + sum(empty.values())
    whole = (NONE, WHOLE, percent_text(mean), f"{seen}/{planned}", str(top), share_words(top, seen))
    rows.append((*whole, *[NONE] * (len(columns) - len(whole))))
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
) -> Sequence[Block]:
    """Say what goes well: best villages, items with the fewest losses, who gained most."""
    said: list[Heading] = []
    if board.sites:
        listed = "、".join(f"{_place(one)}得{one.percent}分" for one in _best(board.sites))
        said.append(Heading("先进村（社区）工作扎实。", 2, f"{listed}，居全县前列。"))
    clean = sorted(tallies(findings), key=lambda one: (one.share, one.title))[:BEST_ITEMS]
    clean = [one for one in clean if one.share * 2 < 1]
    if clean:
        listed = "；".join(f"“{one.title}”{_clean_words(one)}" for one in clean)
        said.append(Heading("多数要求落到了实处。", 2, f"{listed}。"))
    if risen:
        listed = "、".join(f"{name}（提高{percent_text(gain)}分）" for name, gain in risen)
        text = f"平均得分比上轮提高较多的是{listed}。"
        said.append(Heading("部分乡镇（街道）进步明显。", 2, text))
    return _numbered(said)


def _best(sites: Sequence[SiteLine]) -> Sequence[SiteLine]:
    """Return the first sites with those that tie with the last of them, or else without."""
    last = sites[:BEST_SITES][-1].place
    tied = [one for one in sites if one.place <= last]
    if len(tied) <= 2 * BEST_SITES:
        return tied
    return [one for one in sites if one.place < last] or sites[:BEST_SITES]


def _clean_words(tally: ItemTally) -> str:
    if not tally.lost:
        return f"查看{tally.asked}个村（社区），均没有扣分"
    return f"查看{tally.asked}个村（社区），{tally.asked - tally.lost}个没有扣分"


def _numbered(headings: Sequence[Heading]) -> Sequence[Block]:
    """Return headings to be numbered; a single one is a paragraph, for there is no second."""
    if len(headings) == 1:
        return [Text(f"{one.words}{one.text}") for one in headings]
    return headings


def problem_blocks(findings: Sequence[SiteFindings]) -> Sequence[Block]:
    """Name the items at which most sites lost points, with counts and villages as examples."""
    worst = sorted(
        (one for one in tallies(findings) if one.lost), key=lambda one: (-one.share, one.title)
    )
    said: list[Heading] = []
    for tally in worst[:WORST_ITEMS]:
        counts = f"{tally.lost}个有问题，占{share_said(tally.lost, tally.asked)}"
        if tally.lost == tally.asked:
            counts = "均有问题"
        examples = "；".join(_examples(findings, tally.title))
        text = f"查看{tally.asked}个村（社区），{counts}。如{examples}。"
        said.append(Heading(f"{tally.title}方面。", 2, text))
    return _numbered(said)


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
    """Write a fact in a sentence; a long one ends after one of its parts, never within."""
    words = TIMES.sub(r"（\1处）", fact.words).rstrip("。；，、")
    if len(words) <= LONGEST_EXAMPLE:
        return words
    ends = [end.start() for end in PART_END.finditer(words) if end.start() < LONGEST_EXAMPLE]
    return f"{words[: ends[-1]]}等" if ends else f"{words[: LONGEST_EXAMPLE - 1]}…"


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


def share_said(part: int, whole: int) -> str:
    """Write a share in a sentence: 22.7%, but 100% and 0%."""
    return share_words(part, whole).replace(".0%", "%")


def deadline_words(rules: RepairRules) -> str:
    """Say by when problems are to be put right: 立行立改的3日内改到位，限期整改的15日内改到位."""
    said = [
        f"{name}的{rules.days[name]}日内改到位"
        for name in dict.fromkeys((rules.zero_class, rules.other_class))
        if name in rules.days
    ]
    return "，".join(said) or "按规定时限改到位"


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
