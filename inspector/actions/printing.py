"""Print documents of an open folder as PDF: the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from inspector.actions import keys
from inspector.actions.covering import coverage
from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.placing import make_room
from inspector.actions.ranking import Board, rank
from inspector.actions.recalling import recall
from inspector.actions.rounds import round_meant
from inspector.actions.visit_sheets import recalled_pdf, visit_pdf
from inspector.domain.ids import RoundId, VisitUid
from inspector.domain.points import show_fixed
from inspector.domain.progress import Ticket
from inspector.platform.durable import write_durably
from inspector.sheets.coverage_list import (
    CoverageSheet,
    MissingSite,
    TownshipCoverage,
    write_coverage_list,
)
from inspector.sheets.ranking_list import (
    Frozen,
    RankingSheet,
    SitePlace,
    TownshipPlace,
    write_ranking_list,
)

PDF = ".pdf"
TOWNSHIP_SHOWN = 16
SITE_SHOWN = 36
"""Characters of a name in a file name, which ends at 255 bytes; the longest village has 33."""


class Printer(Protocol):
    """Prints one kind of document."""

    def __call__(self, order: Order) -> list[Path]:
        """Write the document and return the files."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be printed, and where to: a folder, or a file for a single document."""

    desk: Desk
    round: RoundId
    site: str | None
    out: Path
    ticket: Ticket


def print_document(
    desk: Desk,
    document: str,
    out: Path,
    *,
    site: str | None = None,
    round_id: RoundId | None = None,
    ticket: Ticket | None = None,
) -> list[Path]:
    """Print one of :data:`DOCUMENTS`; files appear whole or not at all.

    Raises:
        NoRound, NoSuchRound, NothingToPrint, NothingToRank: There is nothing to print.
        NoSuchSite, ManySites: ``site`` means no single one.
        SomeNotPrinted: Counts of some site do not fit its form; all others were printed.
        DiskFull, FolderReadOnly: The disk refused.
        Cancelled: By the ticket; what was printed before stays.
    """
    with desk.store.reading() as reading:
        found = round_meant(reading, round_id)
    order = Order(desk=desk, round=found.id, site=site, out=out, ticket=ticket or Ticket())
    return DOCUMENTS[document](order)


def sheet_pdf(desk: Desk, uid: VisitUid) -> bytes:
    """Return the score sheet of a visit; a 预览稿 while it is not sealed.

    Raises:
        NotOpened: Nobody has begun the visit.
    """
    with desk.store.reading() as reading:
        return visit_pdf(reading, desk, uid)


def earlier_sheet(desk: Desk, code: str, out: Path) -> Path:
    """Print the score sheet that bears a 记录码 as it was, whatever was decided since.

    Raises:
        CodeUnreadable, SheetUnknown: No seal bears the code.
        DiskFull, FolderReadOnly: The disk refused.
    """
    with desk.store.reading() as reading:
        shown = recall(reading, code)
        content = recalled_pdf(reading, desk, shown)
    name = f"打分表_{shown.visit.line.site.name}_{code[:14]}{PDF}"
    path = out if out.suffix.lower() == PDF else out / name
    make_room(path.parent)
    write_durably(path, content)
    return path


def _ranking(order: Order) -> list[Path]:
    board = rank(order.desk, order.round)
    path = _one_file(order, f"排名表_{order.round}")
    with order.desk.store.reading() as reading:
        county = reading.meta.get(keys.COUNTY_NAME) or ""
        policy = policy_of(reading)
    at = datetime.fromisoformat(board.frozen_at) if board.edition else order.desk.clock()
    write_ranking_list(
        path,
        RankingSheet(
            county=county,
            round=order.round,
            at=at,
            rule=policy.ranking.ties or "同分同名次，其后顺延。",
            townships=tuple(_township_place(board)),
            sites=tuple(_site_place(board)),
            notice=policy.notice,
            frozen=Frozen(digest=board.digest, edition=board.edition, at=at, reason=board.reason)
            if board.edition
            else None,
        ),
    )
    return [path]


def _township_place(board: Board) -> Iterator[TownshipPlace]:
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


def _site_place(board: Board) -> Iterator[SitePlace]:
    shown = {line.code: line for line in board.sites}
    for row in board.ranking.sites:
        line = shown[row.site]
        yield SitePlace(
            place=row.place,
            township=line.township,
            name=line.name,
            tail=row.site[-3:],
            percent=row.percent,
            points=show_fixed(row.points),
            level=row.level,
        )


def _coverage(order: Order) -> list[Path]:
    board = coverage(order.desk, order.round)
    path = _one_file(order, f"覆盖情况_{order.round}")
    with order.desk.store.reading() as reading:
        county = reading.meta.get(keys.COUNTY_NAME) or ""
    write_coverage_list(
        path,
        CoverageSheet(
            county=county,
            round=order.round,
            at=order.desk.clock(),
            townships=tuple(
                TownshipCoverage(name=one.name, planned=one.planned, received=one.received)
                for one in board.townships
            ),
            missing=tuple(
                MissingSite(township=gap.township, name=gap.name, tail=gap.code[-3:], team=gap.team)
                for gap in board.gaps
            ),
            remarks=tuple(f"{clash.place}：{clash.sentence}" for clash in board.conflicts),
        ),
    )
    return [path]


def _one_file(order: Order, stem: str) -> Path:
    path = order.out if order.out.suffix.lower() == PDF else order.out / f"{stem}{PDF}"
    make_room(path.parent)
    return path


DOCUMENTS: Mapping[str, Printer] = {
    "ranking": _ranking,
    "coverage": _coverage,
}
"""What can be printed, by the name that the command line gives it."""
