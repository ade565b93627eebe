"""月排名通报: the month's ranking with front and rear, changes, what goes well, what does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import partial

from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.papers.bulletin_words import (
    change_blocks,
    deadline_words,
    ends_grid,
    ends_words,
    good_blocks,
    moved_words,
    named,
    problem_blocks,
    share_said,
    span_words,
    whole_grid,
)
from inspector.actions.papers.document import OFFICE, Document, Group, Per, Planned, Wish
from inspector.actions.papers.official_paper import (
    MODE,
    Said,
    Shape,
    common_facts,
    drawn_up,
    edition_stamp,
    font_remarks,
)
from inspector.actions.ranking import Board, TownshipLine, latest_edition, rank
from inspector.actions.round_findings import SiteFindings, round_findings
from inspector.actions.round_history import edition_before
from inspector.actions.rounds import round_meant
from inspector.actions.templates import template_of
from inspector.domain.ids import RoundId, TownshipCode
from inspector.domain.lagging import talk_rules
from inspector.domain.ranking import Edition, mean_percent, percent_text
from inspector.domain.rectifying import repair_rules
from inspector.domain.wording import round_words
from inspector.sheets.leaf import Leaf
from inspector.store.unit import Reading

NAMED_ENDS = 3
"""Townships named at the front and at the rear (policy.yaml, "ranking.publish": 前三后三)."""

NUMERALS = "零一二三"


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Everything that a bulletin is made of."""

    board: Board
    edition: Edition | None
    before: Edition | None
    """The ranking of the latest round before, as it stood when this one was frozen."""
    findings: tuple[SiteFindings, ...]

    @property
    def mean(self) -> Fraction:
        """The county's mean percent, exact."""
        return mean_percent(self.board.ranking)

    @property
    def places_before(self) -> dict[TownshipCode, int]:
        """Each township's place in the round before."""
        if self.before is None:
            return {}
        return {row.township: row.place for row in self.before.ranking.townships}

    @property
    def front(self) -> tuple[TownshipLine, ...]:
        """The first townships, with those that share the last place named; none if too many do."""
        lines, ends = self.board.townships, self._ends
        return _few(one for one in lines if ends and one.place <= lines[ends - 1].place)

    @property
    def rear(self) -> tuple[TownshipLine, ...]:
        """The last townships, likewise; none that is named at the front."""
        lines, ends = self.board.townships, self._ends
        front = {one.code for one in self.front}
        return _few(
            one
            for one in lines
            if ends and one.place >= lines[-ends].place and one.code not in front
        )

    @property
    def _ends(self) -> int:
        return min(NAMED_ENDS, len(self.board.townships) // 2)


def _few(lines: Iterable[TownshipLine]) -> tuple[TownshipLine, ...]:
    """Return lines, or none if so many share a place that no one is told apart."""
    listed = tuple(lines)
    return listed if len(listed) <= 2 * NAMED_ENDS else ()


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return the bulletin of the round.

    Raises:
        NoRound, NoSuchRound, NothingToRank: There is none.
    """
    with desk.store.reading() as reading:
        round_id = round_meant(reading, wish.round).id
    board = rank(desk, round_id)
    state = "" if board.edition else "，暂定"
    make = partial(_leaf, desk, round_id, wish.option(MODE))
    return [Planned(key=round_id, words=f"{round_words(round_id)}排名通报{state}", make=make)]


def _leaf(desk: Desk, round_id: RoundId, mode: str) -> Leaf:
    board = rank(desk, round_id)
    with desk.store.reading() as reading:
        month = Month(
            board=board,
            edition=latest_edition(reading, round_id),
            before=edition_before(reading, round_id, board.digest),
            findings=round_findings(reading, round_id),
        )
        template = template_of(reading, "bulletin")
        at = datetime.fromisoformat(board.frozen_at) if board.edition else desk.clock()
        said = _said(reading, month, at)
    shape = Shape(
        mode=mode,
        stem=f"月排名通报_{round_id}" + ("" if board.edition else "_暂定"),
        at=at,
        provisional=not board.edition,
        stamp=edition_stamp(month.edition),
    )
    return drawn_up(template, said, shape)


def _said(reading: Reading, month: Month, at: datetime) -> Said:
    board, before = month.board, month.before
    empty = _empty(reading, board)
    policy = policy_of(reading)
    return Said(
        facts={
            **common_facts(reading, board.round, at.date()),
            **_counts(month, empty),
            **_marks(month),
            "整改时限": deadline_words(repair_rules(policy)),
            "几轮": str(talk_rules(policy).rounds),
            "上轮": round_words(before.round) if before else "",
            "上轮平均": percent_text(mean_percent(before.ranking)) if before else "",
            "平均变化": moved_words(mean_percent(before.ranking), month.mean) if before else "",
        },
        parts={
            "前三后三": ends_grid(month.front, month.rear),
            "变化": change_blocks(board, month.places_before),
            "好的方面": tuple(good_blocks(board, month.findings, _gained(month))),
            "主要问题": tuple(problem_blocks(month.findings)),
            "全部乡镇": whole_grid(board, month.places_before, empty, month.mean),
        },
        holds={
            "有上轮": before is not None,
            "没有上轮": before is None,
            "没评完": not month.edition,
            "有问题": any(one.facts for one in month.findings),
        },
    )


def _empty(reading: Reading, board: Board) -> dict[str, int]:
    """Return the townships that were to be seen and have no result yet, with their sites."""
    names = {one.code: one.name for one in reading.sites.townships()}
    homes = {line.site.code: line.site.township for line in reading.sites.lines()}
    planned = Counter(homes[one.visit.site] for one in reading.rounds.assignments(board.round))
    return {names[code]: planned[code] for code in board.ranking.without_result if planned[code]}


def _counts(month: Month, empty: Mapping[str, int]) -> dict[str, str]:
    """Return how many were to be seen and were, by how many teams, from when to when."""
    board, findings = month.board, month.findings
    days = sorted(one.sealed_at for one in findings)
    seen = len(board.ranking.sites)
    top = sum(line.five_star for line in board.townships)
    return {
        "考评时间": span_words(days) if days else "本轮",
        "考评组数": str(len({one.team for one in findings})),
        "乡镇数": str(len(board.townships) + len(empty)),
        "应评": str(sum(line.planned for line in board.townships) + sum(empty.values())),
        "已评": str(seen),
        "五星数": str(top),
        "五星占比": share_said(top, seen),
        "问题数": str(sum(len(one.facts) for one in findings)),
    }


def _marks(month: Month) -> dict[str, str]:
    lines = month.board.townships
    front, rear = month.front, month.rear
    first = f"前{NUMERALS[min(NAMED_ENDS, len(front))]}" if front else ""
    last = f"后{NUMERALS[min(NAMED_ENDS, len(rear))]}" if rear else ""
    return {
        "全县平均": percent_text(month.mean),
        "最高分": lines[0].percent,
        "最低分": lines[-1].percent,
        "前几": first,
        "前列": named(front),
        "后几": last,
        "后列": named(rear),
        "前后": ends_words(lines, (first, front), (last, rear)),
    }


def _gained(month: Month) -> tuple[tuple[str, Fraction], ...]:
    """Return who gained most against the round before, by name, at most three."""
    if month.before is None:
        return ()
    scores = {row.township: row.score for row in month.before.ranking.townships}
    names = {line.code: line.name for line in month.board.townships}
    gains = [
        (row.score - scores[row.township], row)
        for row in month.board.ranking.townships
        if row.township in scores and row.score > scores[row.township]
    ]
    gains.sort(key=lambda one: (-one[0], one[1].place))
    return tuple((names[row.township], gain) for gain, row in gains[:NAMED_ENDS])


BULLETIN = Document(
    name="bulletin",
    title="月排名通报",
    about="按公文格式：前三后三、变化、好的方面、主要问题、下步要求，附全部乡镇",
    group=Group.RANKING,
    roles=OFFICE,
    per=Per.ONE,
    plan=plan,
    options=(MODE,),
    remarks=font_remarks,
)
