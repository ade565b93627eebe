"""红榜 and 提醒榜 of a round: who stands in front and at the rear, and concretely why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import partial

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.papers.document import OFFICE, Document, Group, Option, Per, Planned, Wish
from inspector.actions.ranking import Board, SiteLine, TownshipLine, rank
from inspector.actions.repairing import RepairLine, repair_lines
from inspector.actions.rounds import round_meant
from inspector.domain import reading as trees
from inspector.domain.ids import RoundId, SiteCode
from inspector.domain.policy import Policy
from inspector.domain.ranking import percent_text
from inspector.domain.wording import FEW_SITES
from inspector.sheets.honour_board import A3, BoardEntry, BoardSection, BoardSheet, board_leaf
from inspector.sheets.leaf import Leaf
from inspector.sheets.page import A4, PaperSize

USUAL_ENDS = 3
RED, REMINDER = "红榜", "黑榜"
"""Keys of the policy's labels, and what the boards are called where it has none."""

DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "五": 5, "十": 10}
NAMED = 3
"""Facts or items that are named as reasons."""

SIZE = Option(name="size", title="纸张", choices=(("a4", "A4"), ("a3", "A3，挂墙上")))
SIZES = {"a4": A4, "a3": A3}

TOWNSHIPS, SITES = "乡镇（街道）", "村（社区）"
Row = tuple[int, Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """How many stand in front and at the rear, and what the boards are called."""

    front: int
    rear: int
    red: str
    reminder: str


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return both boards.

    Raises:
        NoRound, NoSuchRound, NothingToRank: There is nothing to rank.
    """
    with desk.store.reading() as reading:
        round_id = round_meant(reading, wish.round).id
        ends = ends_of(policy_of(reading))
    rank(desk, round_id)
    return [
        Planned(
            key=key,
            words=f"{round_id} 轮{name}",
            make=partial(_leaf, desk, round_id, key, SIZES[wish.option(SIZE)]),
        )
        for key, name in (("red", ends.red), ("reminder", ends.reminder))
    ]


def ends_of(policy: Policy) -> Ends:
    """Read how many are named (``ranking.publish``: 前三后三) and the boards' names."""
    tree = trees.mapping(policy.tree, "ranking")
    said = re.search(r"前(\w)后(\w)", " ".join(trees.texts(tree.get("publish"))))
    front, rear = (_number(sign) for sign in said.groups()) if said else (USUAL_ENDS, USUAL_ENDS)
    labels = trees.named(tree, "labels")
    return Ends(
        front=front,
        rear=rear,
        red=trees.text(labels, RED, RED),
        reminder=trees.text(labels, REMINDER, "提醒榜"),
    )


def in_front(rows: Sequence[Row], count: int) -> frozenset[int]:
    """Return which rows of a ranking stand in front: everybody with one of the first places.

    At most half of them are named, as the bulletin does; equals stand together.
    """
    count = min(count, len(rows) // 2)
    return frozenset(at for at, (place, _) in enumerate(rows) if place <= count)


def at_the_rear(rows: Sequence[Row], ends: Ends) -> frozenset[int]:
    """Return which rows stand at the rear; nobody stands at both ends, equal scores together."""
    rear = min(ends.rear, len(rows) // 2)
    if not rear:
        return frozenset()
    front = in_front(rows, ends.front)
    last = rows[-rear][0]
    return frozenset(at for at, (place, _) in enumerate(rows) if place >= last) - front


def _number(sign: str) -> int:
    return int(sign) if sign.isdecimal() else DIGITS.get(sign, USUAL_ENDS)


def _leaf(desk: Desk, round_id: RoundId, key: str, size: PaperSize) -> Leaf:
    board = rank(desk, round_id)
    facts = _Facts(repair_lines(desk, round_id), round_id)
    with desk.store.reading() as reading:
        county = reading.meta.get(keys.COUNTY_NAME) or ""
        policy = policy_of(reading)
    ends, praise = ends_of(policy), key == "red"
    name = ends.red if praise else ends.reminder
    sheet = BoardSheet(
        county=county,
        round=round_id,
        name=name,
        praise=praise,
        at=datetime.fromisoformat(board.frozen_at) if board.edition else desk.clock(),
        sections=tuple(_sections(board, ends, facts, praise=praise)),
        edition=board.edition,
        digest=board.digest or None,
        notice=policy.notice,
        size=size,
    )
    return board_leaf(sheet, stem=f"{name}_{round_id}" + ("" if board.edition else "_暂定"))


class _Facts:
    """What was found in a round, by site and by township."""

    def __init__(self, lines: Sequence[RepairLine], round_id: RoundId) -> None:
        self._of_site: dict[SiteCode, list[RepairLine]] = {}
        self._of_township: dict[str, list[RepairLine]] = {}
        for line in lines:
            if line.repair.open or line.repair.round == round_id:
                self._of_site.setdefault(line.repair.site, []).append(line)
                self._of_township.setdefault(line.township, []).append(line)

    def of_site(self, site: SiteCode) -> list[RepairLine]:
        """Return what was found at a site, zero cases first."""
        found = self._of_site.get(site, [])
        return sorted(found, key=lambda line: line.repair.checkpoint is not None)

    def few(self, site: SiteCode, ranked: Sequence[SiteCode]) -> bool:
        """Tell whether less was found at a site than at the ranked ones on average."""
        whole = sum(len(self._of_site.get(one, [])) for one in ranked)
        return len(self._of_site.get(site, [])) * len(ranked) < whole

    def common(self, township: str) -> str:
        """Name the items at which most was found in a township, with how often."""
        items = Counter(line.item_title for line in self._of_township.get(township, []))
        return "、".join(f"{title} {count} 处" for title, count in items.most_common(NAMED))


def _sections(board: Board, ends: Ends, facts: _Facts, *, praise: bool) -> Iterator[BoardSection]:
    townships = [(row.place, row.score) for row in board.ranking.townships]
    chosen = in_front(townships, ends.front) if praise else at_the_rear(townships, ends)
    yield BoardSection(
        title=TOWNSHIPS,
        entries=tuple(_township(board, at, facts, praise=praise) for at in sorted(chosen)),
    )
    sites = [(row.place, row.percent) for row in board.ranking.sites]
    chosen = in_front(sites, ends.front) if praise else at_the_rear(sites, ends)
    yield BoardSection(
        title=SITES,
        entries=tuple(_site(board, at, facts, praise=praise) for at in sorted(chosen)),
    )


def _township(board: Board, at: int, facts: _Facts, *, praise: bool) -> BoardEntry:
    row, line = board.ranking.townships[at], board.townships[at]
    mean = sum((one.percent for one in board.ranking.sites), Fraction(0)) / len(board.ranking.sites)
    said = [f"{_apart(row.score, mean, praise=praise)}{_seen(line)}"]
    if praise:
        said.append(_stars(line))
    elif common := facts.common(row.township):
        said.append(f"问题多在：{common}")
    return BoardEntry(
        place=row.place, name=line.name, percent=row.score, reasons=tuple(filter(None, said))
    )


def _apart(score: Fraction, mean: Fraction, *, praise: bool) -> str:
    """Say how far from the county's mean, by the figures that are printed: people subtract them.

    Who is praised is not told to be below it.
    """
    apart = Fraction(percent_text(score)) - Fraction(percent_text(mean))
    if praise and apart < 0:
        return ""
    return f"比全县平均{'高' if apart >= 0 else '低'} {percent_text(abs(apart))} 分，"


def _seen(line: TownshipLine) -> str:
    few = f"（{FEW_SITES}）" if line.mark else ""
    return f"已评 {line.sites} 个站点{few}"


def _stars(line: TownshipLine) -> str:
    return f"五星站点 {line.five_star} 个" if line.five_star else ""


def _site(board: Board, at: int, facts: _Facts, *, praise: bool) -> BoardEntry:
    row, line = board.ranking.sites[at], board.sites[at]
    found = facts.of_site(row.site)
    if praise:
        few = facts.few(row.site, [one.site for one in board.ranking.sites])
        only = "只" if few else ""
        problems = f"{only}查出问题 {len(found)} 处" if found else "没有查出问题"
        said = [f"{_won(line)}，{problems}"]
    else:
        told = [one for one in found if not one.private][:NAMED]
        said = [f"{_won(line)}，查出问题 {len(found)} 处", _named(told)]
    return BoardEntry(
        place=row.place,
        name=_name(line),
        percent=row.percent,
        reasons=tuple(filter(None, said)),
    )


def _won(line: SiteLine) -> str:
    return f"得 {line.level} 星" if line.level else "没有得星"


def _named(told: Sequence[RepairLine]) -> str:
    """Say what was found, an item once."""
    items: dict[str, list[str]] = {}
    for one in told:
        items.setdefault(one.item_title, []).append(one.repair.fact)
    return "；".join(f"{title}：{'、'.join(facts)}" for title, facts in items.items())


def _name(line: SiteLine) -> str:
    return f"{line.township} {line.name}"


BOARDS = Document(
    name="lists",
    title="红榜、提醒榜",
    about="前几名和后几名，写明为什么；大字，可以张贴",
    group=Group.RANKING,
    roles=OFFICE,
    per=Per.ONE,
    plan=plan,
    table=True,
    options=(SIZE,),
)
