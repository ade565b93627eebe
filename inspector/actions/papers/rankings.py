"""排名表: a round's newest frozen edition or its provisional figures, and what was corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.editions import editions_of
from inspector.actions.forms import policies_of
from inspector.actions.papers.document import OFFICE, Document, Group, Option, Per, Planned, Wish
from inspector.actions.ranking import Board, earlier_board, latest_edition, rank
from inspector.actions.round_history import edition_before
from inspector.actions.rounds import round_meant
from inspector.actions.verifying import find_frozen
from inspector.domain.edition_changes import changed_sites
from inspector.domain.ids import RoundId, SiteCode
from inspector.domain.policy import Policy
from inspector.domain.ranking import Counts, Edition
from inspector.domain.wording import PROVISIONAL, edition_word, word
from inspector.sheets.leaf import Leaf
from inspector.sheets.listing_pdf import listing_leaf
from inspector.sheets.ranking_list import (
    Compared,
    Corrected,
    Frozen,
    RankingSheet,
    SitePlace,
    TownshipPlace,
    ranking_listing,
)
from inspector.store.unit import Reading

SHOWN = Option(
    name="rows",
    title="内容",
    choices=(("all", "乡镇和村"), ("townships", "只要乡镇"), ("sites", "只要村")),
)
TIES = "同分同名次，其后顺延。"
DENIED = "负面清单"
ALIKE = 2
"""Rounds in which one ranked more than twice as many sites are not compared site by site."""


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return the round's ranking; with a code, the edition that bears it, as it was frozen.

    Raises:
        NoRound, NoSuchRound, NothingToRank: There is none.
        CodeUnreadable, NothingFilledIn, SheetUnknown: No edition bears the code.
    """
    if wish.code:
        return [_earlier(desk, wish)]
    with desk.store.reading() as reading:
        round_id = round_meant(reading, wish.round).id
    rank(desk, round_id)
    make = partial(_leaf, desk, round_id, wish.option(SHOWN))
    return [Planned(key=round_id, words=f"{round_id} 轮排名表", make=make)]


def _earlier(desk: Desk, wish: Wish) -> Planned:
    with desk.store.reading() as reading:
        edition = find_frozen(reading, wish.code)
    words = f"{edition.round} 轮排名表，{edition_word(edition.number)}"
    make = partial(_leaf, desk, edition.round, wish.option(SHOWN), edition)
    return Planned(key=f"{edition.round}/{edition.number}", words=words, make=make)


def ranking_sheet(desk: Desk, round_id: RoundId, edition: Edition | None = None) -> RankingSheet:
    """Return everything that a round's ranking list prints.

    With an edition, what it printed when it was frozen: later corrections, decisions and rules
    change nothing on it.

    Raises:
        NoSuchRound, NothingToRank: There is nothing to rank.
    """
    newest = rank(desk, round_id)
    with desk.store.reading() as reading:
        board = newest if edition is None else earlier_board(reading, edition)
        county = reading.meta.get(keys.COUNTY_NAME) or ""
        policy = _policy(reading, edition or latest_edition(reading, round_id))
        corrected = tuple(_corrected(reading, board))
        before = edition_before(reading, board.round, board.digest)
    at = datetime.fromisoformat(board.frozen_at) if board.edition else desk.clock()
    frozen = Frozen(digest=board.digest, edition=board.edition, at=at, reason=board.reason)
    return RankingSheet(
        county=county,
        round=round_id,
        at=at,
        rule=policy.ranking.ties or TIES,
        townships=tuple(_township_places(board, before)),
        sites=tuple(_site_places(board, before)),
        corrected=corrected,
        remarks=board.notes,
        notice=policy.notice,
        frozen=frozen if board.edition else None,
        before=_compared(board, before) if before is not None else None,
        top_level=policy.ranking.top_level,
        order_by=policy.ranking.order_by,
    )


def _policy(reading: Reading, edition: Edition | None) -> Policy:
    """Return the rules by which an edition was frozen; those of today for provisional figures."""
    kept = policies_of(reading)
    today = next(kept)
    if edition is None or edition.policy == today.digest:
        return today
    return next((one for one in kept if one.digest == edition.policy), today)


def _compared(board: Board, before: Edition) -> Compared:
    """Say with what places are compared; few sites against many say nothing."""
    now, then = len(board.ranking.sites), len(before.ranking.sites)
    return Compared(
        round=before.round,
        edition=before.number,
        sites=then,
        by_site=max(now, then) <= ALIKE * min(now, then),
    )


def _leaf(desk: Desk, round_id: RoundId, shown: str, edition: Edition | None = None) -> Leaf:
    sheet = ranking_sheet(desk, round_id, edition)
    if shown == "townships":
        sheet = replace(sheet, sites=(), corrected=())
    elif shown == "sites":
        sheet = replace(sheet, townships=())
    stem = f"排名表_{round_id}"
    if sheet.frozen is None:
        stem += f"_{PROVISIONAL}"
    elif sheet.frozen.edition > 1 or edition is not None:
        stem += f"_第{sheet.frozen.edition}版"
    return listing_leaf(ranking_listing(sheet), stem=stem)


def _township_places(board: Board, before: Edition | None) -> Iterator[TownshipPlace]:
    places = {row.township: row.place for row in before.ranking.townships} if before else {}
    shown = {line.code: line for line in board.townships}
    for row in board.ranking.townships:
        line = shown[row.township]
        yield TownshipPlace(
            place=row.place,
            name=line.name,
            percent=row.score,
            seen=row.sites,
            planned=line.planned,
            five_star=row.top_sites,
            few=row.few,
            before=places.get(row.township),
        )


def _site_places(board: Board, before: Edition | None) -> Iterator[SitePlace]:
    places = {row.site: row.place for row in before.ranking.sites} if before else {}
    shown = {line.code: line for line in board.sites}
    remarks = _remarks(board)
    for row in board.ranking.sites:
        line = shown[row.site]
        yield SitePlace(
            place=row.place,
            township=line.township,
            name=line.name,
            tail=row.site[-3:],
            percent=row.percent,
            points=row.points,
            most=row.max,
            level=row.level,
            before=places.get(row.site),
            remark=remarks.get(row.site, ""),
        )


def _remarks(board: Board) -> dict[SiteCode, str]:
    """Say beside a site that its recheck counts, or that the negative list took stars away."""
    found: dict[SiteCode, list[str]] = {}
    for again in board.ranking.rechecked:
        if again.counts is Counts.AGAIN:
            found.setdefault(again.site, []).append(word(again.counts))
    for denied in board.ranking.denied:
        found.setdefault(denied.site, []).append(DENIED)
    return {site: "、".join(words) for site, words in found.items()}


def _corrected(reading: Reading, board: Board) -> Iterator[Corrected]:
    """Yield what an edition changed against the one before."""
    if board.edition < 2:
        return
    before = editions_of(reading, board.round)[board.edition - 2]
    for change in changed_sites(before.ranking, board.ranking):
        line = reading.sites.one(change.site)
        yield Corrected(
            township=line.township if line else str(change.township),
            name=line.site.name if line else str(change.site),
            tail=change.site[-3:],
            before=change.before.percent if change.before else None,
            now=change.now.percent if change.now else None,
            place_before=change.before.place if change.before else None,
            place_now=change.now.place if change.now else None,
        )


RANKING = Document(
    name="ranking",
    title="排名表",
    about="乡镇和村的名次、分数、星级；没冻结的每页写“暂定”，更正版列出原值、新值",
    group=Group.RANKING,
    roles=OFFICE,
    per=Per.ONE,
    plan=plan,
    table=True,
    by_code=True,
    options=(SHOWN,),
)
