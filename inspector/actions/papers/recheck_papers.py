"""复核记录 of each site that was scored again, and 复核清单 of the whole round of rechecks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.papers.document import OFFICE, Document, Group, Option, Per, Planned, Wish
from inspector.actions.recheck_board import (
    RecheckBoard,
    RecheckedSite,
    over_word,
    recheck_board,
    recheck_leaf,
)
from inspector.actions.rounds import round_meant
from inspector.actions.scoring import OpenVisit, load_visit
from inspector.domain import reading as tree
from inspector.domain.coverage import CoverageState
from inspector.domain.errors import InspectorError
from inspector.domain.explaining import aside_sentences
from inspector.domain.ids import ItemCode, RoundId
from inspector.domain.points import show
from inspector.domain.policy import Policy
from inspector.domain.ranking import Counts
from inspector.domain.scorecard import Scorecard
from inspector.domain.visit import EMPTY, Sealing, VisitState
from inspector.domain.wording import record_code, word
from inspector.sheets import qr
from inspector.sheets.leaf import Leaf
from inspector.sheets.listing_pdf import listing_leaf
from inspector.sheets.recheck_record import (
    Beside,
    ItemBeside,
    RecheckRecord,
    SeenBy,
    recheck_record,
)
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

BY = Option(
    name="by",
    title="分开",
    choices=(("site", "每个站点一份记录"), ("list", "全部一张清单")),
)
LIST = "list"
CLEAR = "无问题"


class NoRechecks(InspectorError):
    """The round was never looked at again, or nothing of that has come in."""

    code: ClassVar[str] = "W286"
    what: ClassVar[str] = "{round} 轮还没有复核成绩，没有复核记录可印。"
    next_step: ClassVar[str] = "请先在“复核”里抽签、下发，收到复核组交来的数据包再印。"


class FirstVisitGone(InspectorError):
    """The visit that was looked at again is not sealed here any more."""

    code: ClassVar[str] = "W287"
    what: ClassVar[str] = "{place}的原考评现在没有定稿（退回或重开了），排不出复核记录。"
    next_step: ClassVar[str] = "请等原考评组重新定稿、交来，再印。"


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return a record for each recheck that has come in, or the list of all that were drawn.

    Of a round that ranks, its newest round of rechecks is meant.

    Raises:
        NoRound, NoSuchRound, NoRechecks: There is none.
        FormMissing: The folder holds no policy.
    """
    with desk.store.reading() as reading:
        round_ = round_meant(reading, wish.round)
        looked = [one.id for one in reading.rounds.all() if one.of == round_.id]
    if round_.of is not None:
        looked = [round_.id]
    board = recheck_board(desk, looked[-1]) if looked else None
    if board is None:
        raise NoRechecks(round=round_.id)
    if wish.option(BY) == LIST:
        words = f"{board.round} 轮复核清单"
        return [Planned(key=LIST, words=words, make=partial(recheck_leaf, desk, board))]
    came = [one for one in board.sites if one.state is not CoverageState.MISSING]
    if not came:
        raise NoRechecks(round=board.of)
    return [
        Planned(
            key=f"{one.site}/{one.again_team}",
            words=f"{one.township} {one.name}（尾号 {one.tail}）",
            make=partial(_leaf, desk, board, one),
            site=one.site,
        )
        for one in came
    ]


def _leaf(desk: Desk, board: RecheckBoard, one: RecheckedSite) -> Leaf:
    with desk.store.reading() as reading:
        record = _record(reading, board, one)
    stem = f"复核记录_{one.township}_{one.name[:36]}_{one.site}_{board.round}_{one.again_team}"
    return listing_leaf(recheck_record(record), stem=stem)


def _record(reading: Reading, board: RecheckBoard, one: RecheckedSite) -> RecheckRecord:
    lines = [_line(reading, board.of, one, one.first_team)]
    lines.append(_line(reading, board.round, one, one.again_team))
    first, again = (load_visit(reading, line.uid) for line in lines)
    cards = first.card(), again.card()
    compared = one.first is not None and one.again is not None
    seals = [_seal(reading, line) for line in lines]
    policy = policy_of(reading)
    return RecheckRecord(
        county=reading.meta.get(keys.COUNTY_NAME) or "",
        round=board.round,
        of=board.of,
        township=one.township,
        name=one.name,
        tail=one.tail,
        first=SeenBy(
            team=one.first_team,
            at=seals[0].at,
            code=record_code(seals[0].digest),
            percent=one.first if compared else None,
        ),
        again=SeenBy(
            team=one.again_team,
            at=seals[1].at,
            code=record_code(seals[1].digest),
            percent=one.again,
        ),
        stars=tuple(_stars(*cards)) if compared else (),
        items=tuple(_items((first, again), cards)) if compared else (),
        verdict=verdict(board, one, policy),
        notice=policy.notice,
        qr=qr.sheet_line(
            site=one.site, at=seals[1].at, points=cards[1].points, digest=seals[1].digest
        ),
    )


def verdict(board: RecheckBoard, one: RecheckedSite, policy: Policy) -> str:
    """Say which marks count, and by which sentence of the policy."""
    if one.first is None or one.again is None:
        return f"{word(one.state)}，暂不比较；先由县办处理，再印一次"
    limit = board.limit
    over = over_word(one, limit)
    told = f"相差 {one.gap} 分，" + (f"{over}。" if over else f"没有超过 {limit} 分。")
    return f"{told}{word(one.state)}：{_why(one, policy)}"


def _why(one: RecheckedSite, policy: Policy) -> str:
    recheck, ranking = (tree.mapping(policy.tree, key) for key in ("recheck", "ranking"))
    if one.state is Counts.FIRST:
        return "没有超限的，考评规则以原考评为准"
    if one.state is Counts.AGAIN:
        return f"考评规则写的是“{tree.text(recheck, 'over', '')}”"
    ruling = tree.text(ranking, "two_teams", "县办裁定")
    return f"考评规则没有定哪一份算数，按“两组都打了同一个村”处理：{ruling}"


def _line(reading: Reading, round_id: RoundId, one: RecheckedSite, team: str) -> VisitLine:
    for line in reading.visits.lines(round_id):
        sealed = line.state is VisitState.SEALED
        if sealed and line.key.site == one.site and line.key.team == team:
            return line
    raise FirstVisitGone(place=f"{one.township} {one.name}")


def _seal(reading: Reading, line: VisitLine) -> Sealing:
    visit = reading.visits.one(line.uid)
    if visit is None or visit.sealing is None:
        raise AssertionError("a sealed visit has its seal")
    return visit.sealing


def _stars(first: Scorecard, again: Scorecard) -> Iterator[Beside]:
    others = {star.id: star for star in again.stars}
    yield from (
        Beside(name=star.name, max=star.max, first=star.points, again=others[star.id].points)
        for star in first.stars
        if star.id in others
    )


def _items(
    visits: tuple[OpenVisit, OpenVisit], cards: tuple[Scorecard, Scorecard]
) -> Iterator[ItemBeside]:
    others = {item.code: item for item in cards[1].items}
    titles = {item.code: item.title for item in visits[0].rubric.items()}
    for item in cards[0].items:
        other = others.get(item.code)
        if other is None or other.points == item.points:
            continue
        said = [_said(*pair, item.code) for pair in zip(visits, cards, strict=True)]
        name = f"{item.code} {titles[item.code]}"
        yield ItemBeside(
            points=Beside(name=name, max=item.max, first=item.points, again=other.points),
            first_said=said[0],
            again_said=said[1],
        )


def _said(visit: OpenVisit, card: Scorecard, item: ItemCode) -> str:
    aside = aside_sentences(visit.counted.get(item, EMPTY))
    losses = tuple(
        f"{'、'.join(loss.reasons)}，扣 {show(loss.points)} 分" if loss.reasons else loss.sentence
        for loss in card.losses
        if loss.item == item
    )
    return "；".join((*aside, *losses)) or CLEAR


RECHECK_RECORD = Document(
    name="recheck-record",
    title="复核记录",
    about="两次得分逐星对照，不同的项各记了什么，超限没有，按哪一份；也可印全部清单",
    group=Group.VISIT,
    roles=OFFICE,
    per=Per.VISIT,
    plan=plan,
    table=True,
    options=(BY,),
)
