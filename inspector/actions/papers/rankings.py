"""排名表: a round's newest frozen edition or its provisional figures, and what was corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.editions import editions_of
from inspector.actions.forms import policy_of
from inspector.actions.papers.document import OFFICE, Document, Group, Option, Per, Planned, Wish
from inspector.actions.ranking import Board, rank
from inspector.actions.rounds import round_meant
from inspector.domain.edition_changes import changed_sites
from inspector.domain.ids import RoundId, SiteCode
from inspector.domain.ranking import Counts
from inspector.domain.wording import word
from inspector.sheets.leaf import Leaf
from inspector.sheets.listing_pdf import listing_leaf
from inspector.sheets.ranking_list import (
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


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return the round's ranking.

    Raises:
        NoRound, NoSuchRound, NothingToRank: There is none.
    """
    with desk.store.reading() as reading:
        round_id = round_meant(reading, wish.round).id
    rank(desk, round_id)
    make = partial(_leaf, desk, round_id, wish.option(SHOWN))
    return [Planned(key=round_id, words=f"{round_id} 轮排名表", make=make)]


def ranking_sheet(desk: Desk, round_id: RoundId) -> RankingSheet:
    """Return everything that a round's ranking list prints.

    Raises:
        NoSuchRound, NothingToRank: There is nothing to rank.
    """
    board = rank(desk, round_id)
    with desk.store.reading() as reading:
        county = reading.meta.get(keys.COUNTY_NAME) or ""
        policy = policy_of(reading)
        corrected = tuple(_corrected(reading, board))
    at = datetime.fromisoformat(board.frozen_at) if board.edition else desk.clock()
    frozen = Frozen(digest=board.digest, edition=board.edition, at=at, reason=board.reason)
    return RankingSheet(
        county=county,
        round=round_id,
        at=at,
        rule=policy.ranking.ties or TIES,
        townships=tuple(_township_places(board)),
        sites=tuple(_site_places(board)),
        corrected=corrected,
        remarks=board.notes,
        notice=policy.notice,
        frozen=frozen if board.edition else None,
        top_level=policy.ranking.top_level,
        order_by=policy.ranking.order_by,
    )


def _leaf(desk: Desk, round_id: RoundId, shown: str) -> Leaf:
    sheet = ranking_sheet(desk, round_id)
    if shown == "townships":
        sheet = replace(sheet, sites=(), corrected=())
    elif shown == "sites":
        sheet = replace(sheet, townships=())
    return listing_leaf(ranking_listing(sheet), stem=f"排名表_{round_id}")


def _township_places(board: Board) -> Iterator[TownshipPlace]:
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
        )


def _site_places(board: Board) -> Iterator[SitePlace]:
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
    """Yield what the newest edition changed against the one before."""
    if board.edition < 2:
        return
    before, now = editions_of(reading, board.round)[-2:]
    for change in changed_sites(before.ranking, now.ranking):
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
    options=(SHOWN,),
)
