"""Print documents of an open folder as PDF: the same input gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar, Protocol

from inspector.actions import keys
from inspector.actions.checking_photos import PhotoRefused, picture_of
from inspector.actions.covering import coverage
from inspector.actions.desk import Desk
from inspector.actions.finding import find_site
from inspector.actions.forms import policy_of
from inspector.actions.placing import make_room
from inspector.actions.ranking import Board, rank
from inspector.actions.recalling import Recalled, recall
from inspector.actions.rounds import current_round, round_of
from inspector.actions.scoring import OpenVisit, load_visit
from inspector.actions.sealing import LOCKED
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, RoundId, VisitUid
from inspector.domain.points import show_fixed
from inspector.domain.progress import Ticket
from inspector.domain.visit import Objection, VisitKey, VisitState
from inspector.media.photo_errors import DecoderShut
from inspector.media.vault import PhotoMissing
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
from inspector.sheets.score_after import Afterword
from inspector.sheets.score_sheet import (
    ScoreSheet,
    SheetPhoto,
    Signer,
    score_sheet_bytes,
    write_score_sheet,
)
from inspector.store.unit import Reading
from inspector.store.visits import Visit, VisitLine

ANNEX_PHOTOS = 4
PRINTED_EDGE = 1000
"""Long edge in px of a photo on paper: 300 dpi there, a quarter of the bytes."""
REFUSED = "照片不合格，未印"
UNCHECKED = "照片未检，未印"
HANDED_OVER = "照片已交县办"
PDF = ".pdf"
TOWNSHIP_SHOWN = 16
SITE_SHOWN = 36
"""Characters of a name in a file name, which ends at 255 bytes; the longest village has 33."""


class NoRound(InspectorError):
    """The folder has no round yet."""

    code: ClassVar[str] = "W210"
    what: ClassVar[str] = "数据文件夹里还没有任何一轮。"
    next_step: ClassVar[str] = "县办请先排一轮；外业请先打开下发包。"


class NothingToPrint(InspectorError):
    """No visit was sealed, so there is no sheet."""

    code: ClassVar[str] = "W211"
    what: ClassVar[str] = "{round} 轮没有定稿的站点，没有打分表可印。"
    next_step: ClassVar[str] = "请先定稿；没有定稿的可在窗口里看预览稿。"


class SomeNotPrinted(InspectorError):
    """The records of some sites cannot be put on paper; the sheets of the others were printed."""

    code: ClassVar[str] = "W212"
    what: ClassVar[str] = "打分表印好 {printed} 份，还有 {count} 份印不成；{place}：{why}"
    next_step: ClassVar[str] = "请核对这几个站点交来的数据，更正后再单独打印。"


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
        found = round_of(reading, round_id) if round_id else current_round(reading)
    if found is None:
        raise NoRound
    order = Order(desk=desk, round=found.id, site=site, out=out, ticket=ticket or Ticket())
    return DOCUMENTS[document](order)


def sheet_pdf(desk: Desk, uid: VisitUid) -> bytes:
    """Return the score sheet of a visit; a 预览稿 while it is not sealed.

    Raises:
        NotOpened: Nobody has begun the visit.
    """
    with desk.store.reading() as reading:
        return score_sheet_bytes(_sheet(reading, desk, uid))


def file_stem(line: VisitLine) -> str:
    """Return a file name that every system takes, another one for each round and team."""
    key = line.key
    place = f"{line.township[:TOWNSHIP_SHOWN]}_{line.site[:SITE_SHOWN]}"
    return re.sub(r"[^\w\-]", "_", f"{place}_{key.site}_{key.round}_{key.team}")


def _score_sheets(order: Order) -> list[Path]:
    with order.desk.store.reading() as reading:
        lines = [
            line for line in reading.visits.lines(order.round) if line.state is VisitState.SEALED
        ]
        if order.site is not None:
            wanted = find_site(reading, order.site).site.code
            lines = [line for line in lines if line.key.site == wanted]
    if not lines:
        raise NothingToPrint(round=order.round)
    single = len(lines) == 1 and order.out.suffix.lower() == PDF
    paths: list[Path] = []
    failed: list[tuple[VisitLine, InspectorError]] = []
    for at, line in enumerate(lines, start=1):
        path = order.out if single else order.out / f"打分表_{file_stem(line)}{PDF}"
        make_room(path.parent)
        try:
            with order.desk.store.reading() as reading:
                sheet = _sheet(reading, order.desk, line.uid)
        except InspectorError as error:  # one site's records must not keep the others back
            failed.append((line, error))
        else:
            write_score_sheet(path, sheet)
            paths.append(path)
        order.ticket.step(at, len(lines), line.site)
    if failed:
        line, fault = failed[0]
        raise SomeNotPrinted(
            printed=len(paths),
            count=len(failed),
            place=f"{line.township} {line.site}",
            why=fault.sentence(),
        ) from fault
    return paths


def earlier_sheet(desk: Desk, code: str, out: Path) -> Path:
    """Print the score sheet that bears a 记录码 as it was, whatever was decided since.

    Raises:
        CodeUnreadable, SheetUnknown: No seal bears the code.
        DiskFull, FolderReadOnly: The disk refused.
    """
    with desk.store.reading() as reading:
        sheet = _sheet_of(reading, desk, recall(reading, code))
    path = out if out.suffix.lower() == PDF else out / f"打分表_{sheet.site.name}_{code[:14]}{PDF}"
    make_room(path.parent)
    write_score_sheet(path, sheet)
    return path


def _sheet(reading: Reading, desk: Desk, uid: VisitUid) -> ScoreSheet:
    visit, head = load_visit(reading, uid), reading.visits.one(uid)
    shown = Recalled(
        visit=visit,
        started=head.started_at if head is not None else desk.clock(),
        at=_at(head, desk),
        digest=head.sealing.digest if head and head.sealing else Digest(""),
        evidence=reading.evidence.of_visit(uid),
        left=reading.papers.left(uid),
        corrections=reading.papers.corrections(uid),
        reason=_seal_reason(reading, head),
    )
    sheet = _sheet_of(reading, desk, shown)
    if head is None or head.signed not in LOCKED:
        return sheet
    signed = replace(sheet.afterword, signatures=reading.papers.signatures(uid))
    return replace(sheet, afterword=signed)


def _seal_reason(reading: Reading, head: Visit | None) -> str:
    """Return why the visit was sealed again, as the seal in force says."""
    if head is None or head.sealing is None:
        return ""
    seals = reading.records.heads_of(f"{head.key.uid}/seal")
    return next(
        (
            str(one.tree.get("reason", ""))
            for one in seals
            if one.tree.get("digest") == head.sealing.digest
        ),
        "",
    )


def _sheet_of(reading: Reading, desk: Desk, shown: Recalled) -> ScoreSheet:
    visit = shown.visit
    key = VisitKey.parse(visit.uid)
    townships = {one.code: one.name for one in reading.sites.townships()}
    home = townships.get(visit.team.home, "")
    kind = next((kind.name for kind in visit.policy.visit_kinds if kind.id == key.kind), "")
    return ScoreSheet(
        county=reading.meta.get(keys.COUNTY_NAME) or "",
        township=visit.line.township,
        site=visit.line.site,
        rubric=visit.rubric,
        scorecard=visit.card(),
        counted=visit.counted,
        team=f"{visit.team.id} 组（{home}）" if home else f"{visit.team.id} 组",
        round=key.round,
        kind=kind,
        at=shown.at,
        started=shown.started,
        people=tuple(Signer(name=one.name, role=one.role) for one in visit.people),
        secretary=visit.line.site.secretary,
        digest=shown.digest or None,
        objections=tuple(sorted(_objections(visit), key=lambda one: (one.item or "", one.text))),
        afterword=Afterword(
            left=tuple(sorted(shown.left, key=lambda one: (one.item, one.checkpoint or ""))),
            again=shown.reason,
            corrections=tuple(
                sorted(shown.corrections, key=lambda one: (one.item, one.reason, one.by))
            ),
        ),
        photos=tuple(_photos(reading, desk, shown)),
    )


def _objections(visit: OpenVisit) -> Iterator[Objection]:
    """Yield what the village objected to; about an item that the form lacks, without the item."""
    known = {item.code for item in visit.rubric.items()}
    for one in visit.objections:
        yield one if one.item in known else replace(one, item=None)


def _at(head: Visit | None, desk: Desk) -> datetime:
    return head.sealing.at if head is not None and head.sealing is not None else desk.clock()


def _photos(reading: Reading, desk: Desk, shown: Recalled) -> Iterator[SheetPhoto]:
    """Yield the first photos of items that lost points, then of the others.

    One that is lost gives its place to the next; one that a strange laptop made so that it cannot
    be decoded leaves an empty box. Either way the marks come on paper.
    """
    visit = shown.visit
    evidence = {one.digest: one for one in shown.evidence}
    hung = [
        (item.code, photo)
        for item in visit.rubric.items()
        for photo in (visit.counted[item.code].photos if item.code in visit.counted else ())
        if photo in evidence
    ]
    lossy = {loss.item for loss in visit.card().losses}
    printed = 0
    for code, photo in sorted(hung, key=lambda pair: pair[0] not in lossy):
        if printed == ANNEX_PHOTOS:
            return
        taken = evidence[photo].taken_at[:16].replace("T", " ")
        caption = f"{code}　{taken}" if taken else str(code)
        try:
            copy = _printed(reading, desk, photo, caption)
        except InspectorError:
            continue
        printed += 1
        yield copy


def _printed(reading: Reading, desk: Desk, photo: Digest, caption: str) -> SheetPhoto:
    try:
        copy = picture_of(reading, desk, photo, PRINTED_EDGE)
    except PhotoRefused:
        return SheetPhoto(caption=caption, instead=REFUSED)
    except DecoderShut:
        return SheetPhoto(caption=caption, instead=UNCHECKED)
    except PhotoMissing:
        if photo not in reading.purged.digests():
            raise
        return SheetPhoto(caption=caption, instead=HANDED_OVER)
    return SheetPhoto(caption=caption, open=partial(bytes, copy))


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
    "score-sheet": _score_sheets,
    "ranking": _ranking,
    "coverage": _coverage,
}
"""What can be printed, by the name that the command line gives it."""
