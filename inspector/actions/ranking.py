"""Rank townships and sites of a round; freeze the result as an edition."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from inspector.actions.covering import coverage_in
from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.ranking_notes import aside_notes
from inspector.actions.results import fresh_ranking
from inspector.actions.rounds import round_of
from inspector.actions.unsettled import RoundUnsettled, unsettled
from inspector.domain import ranking as rules
from inspector.domain.canonical import canonical
from inspector.domain.edition_tree import edition_from_tree, edition_to_tree
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, RoundId, SiteCode, TownshipCode
from inspector.domain.points import Points
from inspector.domain.ranking import (
    Edition,
    Ranking,
    SitePlace,
    TownshipPlace,
)
from inspector.domain.wording import word
from inspector.store.editions import EditionLine
from inspector.store.events import Event
from inspector.store.sites import SiteLine as StoredSite
from inspector.store.unit import Reading


class FrozenAlready(InspectorError):
    """The round has a frozen edition and nothing has changed since."""

    code: ClassVar[str] = "T211"
    what: ClassVar[str] = "{round} 轮已冻结第 {edition} 版，成绩没有变化。"
    next_step: ClassVar[str] = "不用再冻结；成绩有更正时会出更正版。"


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipLine:
    """A township's line: ``percent`` is the mean of its sites on the hundred scale, as shown."""

    place: int
    code: TownshipCode
    name: str
    group: str
    group_place: int
    percent: str
    score: str
    """Exact, ``numerator/denominator``."""
    sites: int
    planned: int
    five_star: int
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """A site's line."""

    place: int
    code: SiteCode
    township: str
    name: str
    points: Points
    max: Points
    percent: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A ranking ready to show. ``edition`` is 0 while it is provisional (暂定)."""

    round: RoundId
    edition: int
    digest: Digest
    """Of the frozen edition; empty while provisional."""
    frozen_at: str
    reason: str
    """Why it was corrected, or frozen with something open; empty otherwise."""
    townships: tuple[TownshipLine, ...]
    sites: tuple[SiteLine, ...]
    notes: tuple[str, ...]
    ranking: Ranking


def rank(desk: Desk, round_id: RoundId, *, freeze: bool = False, reason: str = "") -> Board:
    """Rank a round by the policy; a frozen edition is shown as it was frozen.

    Args:
        desk: An office's desk.
        round_id: The round.
        freeze: Freeze what has come in as the next edition.
        reason: Why a correction is needed, if there is an edition already; why it is frozen
            all the same, if sites are missing, in conflict or to be recounted.

    Raises:
        NoSuchRound, NothingToRank: There is nothing to rank.
        FrozenAlready: Nothing has changed since the last edition.
        RoundUnsettled: Something is open, and no reason was given.
    """
    if freeze:
        return _freeze(desk, round_id, reason)
    with desk.store.reading() as reading:
        round_of(reading, round_id)
        latest = latest_edition(reading, round_id)
        if latest is not None:
            return board_of(reading, round_id, latest.ranking, latest)
        return board_of(reading, round_id, fresh_ranking(reading, round_id, desk.clock()), None)


def provisional(desk: Desk, round_id: RoundId) -> Board:
    """Rank what has come in so far, whatever was frozen before.

    Raises:
        NoSuchRound, NothingToRank: There is nothing to rank.
    """
    with desk.store.reading() as reading:
        round_of(reading, round_id)
        return board_of(reading, round_id, fresh_ranking(reading, round_id, desk.clock()), None)


def latest_edition(reading: Reading, round_id: RoundId) -> Edition | None:
    """Return the newest frozen edition of a round, or None."""
    line = reading.editions.latest(round_id)
    return None if line is None else edition_from_tree(json.loads(line.text))


def earlier_board(reading: Reading, edition: Edition) -> Board:
    """Return an edition as it was when it was frozen, whatever was decided since."""
    frozen = datetime.fromisoformat(edition.at)
    return board_of(reading, edition.round, edition.ranking, edition, upto=frozen)


def board_of(
    reading: Reading,
    round_id: RoundId,
    ranking: Ranking,
    edition: Edition | None,
    *,
    upto: datetime | None = None,
) -> Board:
    """Put names to a ranking; what was decided after ``upto`` is not noted."""
    townships = {one.code: one.name for one in reading.sites.townships()}
    lines = {one.site.code: one for one in reading.sites.lines()}
    planned = Counter(
        lines[assignment.visit.site].site.township
        for assignment in reading.rounds.assignments(round_id)
    )
    left_out = (
        f"未计入：{townships[row.township]} {lines[row.site].site.name}（{word(row.why)}）"
        for row in ranking.excluded
    )
    empty = (f"没有成绩：{townships[code]}" for code in ranking.without_result)
    return Board(
        round=round_id,
        edition=edition.number if edition else 0,
        digest=edition.digest if edition else Digest(""),
        frozen_at=edition.at if edition else "",
        reason=edition.reason if edition else "",
        townships=tuple(
            _township_line(row, townships[row.township], planned[row.township])
            for row in ranking.townships
        ),
        sites=tuple(_site_line(row, lines[row.site]) for row in ranking.sites),
        notes=(*left_out, *empty, *aside_notes(reading, ranking, lines, round_id, upto)),
        ranking=ranking,
    )


def _township_line(row: TownshipPlace, name: str, planned: int) -> TownshipLine:
    return TownshipLine(
        place=row.place,
        code=row.township,
        name=name,
        group=row.group,
        group_place=row.group_place,
        percent=rules.percent_text(row.score),
        score=str(row.score),
        sites=row.sites,
        planned=planned,
        five_star=row.top_sites,
        mark="样本少" if row.few else "",
    )


def _site_line(row: SitePlace, line: StoredSite) -> SiteLine:
    return SiteLine(
        place=row.place,
        code=row.site,
        township=line.township,
        name=line.site.name,
        points=row.points,
        max=row.max,
        percent=rules.percent_text(row.percent),
        level=row.level,
    )


def _freeze(desk: Desk, round_id: RoundId, reason: str) -> Board:
    """Look and freeze in one unit: a package that comes in meanwhile waits for the next edition."""
    at = desk.clock()
    with desk.store.unit() as unit:
        round_of(unit, round_id)
        before, fresh = latest_edition(unit, round_id), fresh_ranking(unit, round_id, at)
        if before is not None and before.ranking == fresh:
            raise FrozenAlready(round=round_id, edition=before.number)
        missing = unsettled(fresh, coverage_in(unit, desk, round_id))
        if missing and not reason.strip():
            raise RoundUnsettled(round_id, missing)
        edition = rules.freeze(
            fresh,
            round_id=round_id,
            policy=policy_of(unit).digest,
            at=at.isoformat(timespec="seconds"),
            by="",
            before=before,
            reason=missing.kept(reason.strip() or ("成绩有更正" if before else "")),
        )
        unit.editions.add(
            EditionLine(
                id=f"{round_id}/{edition.number}",
                round=round_id,
                digest=edition.digest,
                text=canonical(edition_to_tree(edition)).decode(),
                at=at,
                by="",
            )
        )
        unit.events.add(
            Event(at=at, actor="", kind="freeze", subject=round_id, detail=edition.digest)
        )
        board = board_of(unit, round_id, fresh, edition)
        unit.commit()
    return board
