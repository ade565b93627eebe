"""抽签记录 of a round: result, rules, exceptions, and proof that it can be drawn again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import takewhile
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.papers.document import OFFICE, Document, Group, Per, Planned, Wish
from inspector.actions.reviewing import PlanCheck, PlanReview, lineup_of, review_plan
from inspector.actions.rounds import round_meant
from inspector.domain.draw_proof import comes_out_again, lineup_digest
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId, TeamId, TownshipCode
from inspector.domain.rota_rules import Lineup
from inspector.domain.team import Pattern, Round
from inspector.domain.wording import moment_words, word
from inspector.sheets.draw_record import Drawn, DrawRecord, RuleChecked, draw_record
from inspector.sheets.leaf import Leaf
from inspector.sheets.listing import in_fours
from inspector.sheets.listing_pdf import listing_leaf
from inspector.store.unit import Reading

EARLIER = 2
"""Rounds before this one that stand beside the result."""

METHODS = {
    Pattern.ROTATE: "{word}：每组从本乡镇起，按乡镇代码往后数 {shift} 个乡镇",
    Pattern.CROSS: "{word}：每个乡镇两个组，单号村、双号村各一组；第一组往后数 {shift} 个乡镇",
    Pattern.SWAP: "{word}：两组互查对方乡镇，“同轮不互查”不适用",
    Pattern.DRAW: "{word}：由程序按种子 {seed} 随机抽，一组一个乡镇，同时满足下列规则",
}


class NothingDrawn(InspectorError):
    """A round of rechecks draws sites, not teams."""

    code: ClassVar[str] = "W282"
    what: ClassVar[str] = "{round} 轮是复核，抽的是站点，没有考评组抽签记录。"
    next_step: ClassVar[str] = "请印“复核记录”，选“全部一张清单”，种子在上面。"


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return the record of a round; unless one is named, of the round that rechecks look at.

    Raises:
        NoRound, NoSuchRound, NothingDrawn: There is none.
    """
    with desk.store.reading() as reading:
        round_ = round_meant(reading, wish.round)
    if wish.round is not None and round_.of is not None:
        raise NothingDrawn(round=round_.id)
    round_id = round_.of or round_.id
    words = f"{round_id} 轮抽签记录"
    return [Planned(key=round_id, words=words, make=partial(_leaf, desk, round_id))]


def _leaf(desk: Desk, round_id: RoundId) -> Leaf:
    review = review_plan(desk, round_id)
    if review is None:
        raise AssertionError("a round that is meant was planned")
    with desk.store.reading() as reading:
        record = _record(reading, review, desk.clock())
    return listing_leaf(draw_record(record), stem=f"抽签记录_{round_id}")


def _record(reading: Reading, review: PlanReview, now: datetime) -> DrawRecord:
    planned = review.plan.round
    lineup = lineup_of(reading, planned.id)
    times = [one.at for one in reading.events.of_kind("plan") if one.subject == planned.id]
    earlier = _earlier(reading, planned)
    return DrawRecord(
        county=reading.meta.get(keys.COUNTY_NAME) or "",
        round=planned.id,
        at=times[0] if times else now,
        drawn=planned.pattern is Pattern.DRAW,
        method=METHODS[planned.pattern].format(
            word=word(planned.pattern), shift=planned.shift, seed=planned.seed
        ),
        earlier=tuple(one.id for one in earlier),
        teams=tuple(_teams(review, lineup, earlier)),
        rules=tuple(map(_checked, review.checks)),
        exceptions=review.plan.notes,
        proof=tuple(_proof(lineup, planned, times)),
        notice=policy_of(reading).notice,
    )


def _earlier(reading: Reading, planned: Round) -> list[Round]:
    """Return the rounds before this one, the latest first."""
    before = takewhile(lambda one: one.id != planned.id, reading.rounds.all())
    return [one for one in before if one.of is None][::-1][:EARLIER]


def _teams(review: PlanReview, lineup: Lineup, earlier: Sequence[Round]) -> Iterator[Drawn]:
    for line in review.plan.lines:
        yield Drawn(
            team=line.team,
            home=line.home,
            township=line.township,
            sites=line.sites,
            before=tuple(_gone(lineup, one, line.team) for one in earlier),
        )


def _gone(lineup: Lineup, round_: Round, team: TeamId) -> str:
    names: dict[TownshipCode, str] = {one.code: one.name for one in lineup.townships}
    return "、".join(names.get(to, to) for one, to in round_.pairs if one == team)


def _checked(check: PlanCheck) -> RuleChecked:
    if check.well:
        return RuleChecked(name=check.name, checked=check.told)
    return RuleChecked(name=check.name, checked="", against=check.told)


def _proof(lineup: Lineup, planned: Round, times: Sequence[datetime]) -> Iterator[str]:
    lot = f"种子 {planned.seed} " if planned.seed is not None else f"推磨数 {planned.shift or 0} "
    if comes_out_again(lineup, planned):
        yield f"核对：印这份记录时，程序按现在的名册、规则和{lot}重排了一遍，结果逐项相同。"
    else:
        yield f"核对：按现在的名册、规则和{lot}重排，结果不同：排定以后名册或规则改过，以上表为准。"
    yield (
        "怎样再排一遍：下面的摘要由各组所属乡镇和回避、乡镇代码、前几轮、规则算出。"
        f"摘要和{lot}都相同，哪台电脑排出来都一样。"
    )
    yield f"名册和规则摘要（SHA-256）：{in_fours(lineup_digest(lineup, planned.pattern))}"
    if len(times) > 1:
        told = "、".join(moment_words(one) for one in reversed(times))
        yield f"这一轮共排过 {len(times)} 次（{told}），以最后一次为准。"


DRAW_RECORD = Document(
    name="draw-record",
    title="抽签记录",
    about="哪个组去哪个乡镇、怎么抽的、规则逐条核对、例外谁批的，凭种子和摘要能重抽",
    group=Group.VISIT,
    roles=OFFICE,
    per=Per.ONE,
    plan=plan,
    table=True,
)
