"""The paper of one visit: a score sheet, or the record of a visit without points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from inspector.actions import keys
from inspector.actions.annotating import shown_picture
from inspector.actions.checking_photos import PhotoRefused
from inspector.actions.desk import Desk
from inspector.actions.recalling import Recalled
from inspector.actions.scoring import OpenVisit, load_visit
from inspector.actions.sealing import LOCKED
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, VisitUid
from inspector.domain.signing import Signature
from inspector.domain.slate import corrected, phone_key
from inspector.domain.visit import Objection, VisitKey
from inspector.domain.wording import full_day_words
from inspector.media.photo_errors import DecoderShut
from inspector.media.vault import PhotoMissing
from inspector.sheets.finding_sheet import FindingSheet, finding_leaf
from inspector.sheets.leaf import Leaf, leaf_pdf
from inspector.sheets.score_after import Afterword
from inspector.sheets.score_sheet import ScoreSheet, SheetPhoto, Signer, score_leaf
from inspector.store.unit import Reading
from inspector.store.visits import Visit, VisitLine

TOWNSHIP_SHOWN = 16
SITE_SHOWN = 36
"""Characters of a name in a file name, which ends at 255 bytes; the longest village has 33."""
ANNEX_PHOTOS = 4
PRINTED_EDGE = 1000
"""Long edge in px of a photo on paper: 300 dpi there, a quarter of the bytes."""
REFUSED = "照片不合格，未印"
UNCHECKED = "照片未检，未印"
HANDED_OVER = "照片已交县办"


def visit_pdf(reading: Reading, desk: Desk, uid: VisitUid) -> bytes:
    """Return :func:`visit_leaf` as a PDF."""
    return leaf_pdf(visit_leaf(reading, desk, uid, stem=""))


def visit_leaf(reading: Reading, desk: Desk, uid: VisitUid, *, stem: str) -> Leaf:
    """Return the paper of a visit as it stands; a 预览稿 while it is not sealed.

    Raises:
        NotOpened: Nobody has begun the visit.
        InspectorError: Its counts do not fit its form.
    """
    head = reading.visits.one(uid)
    signed = head is not None and head.signed in LOCKED
    signatures = reading.papers.signatures(uid) if signed else ()
    return _leaf(reading, desk, standing(reading, desk, uid), signatures, stem)


def recalled_pdf(reading: Reading, desk: Desk, shown: Recalled) -> bytes:
    """Return the paper of a visit as one of its seals covered it.

    Raises:
        InspectorError: Its counts do not fit its form.
    """
    return leaf_pdf(_leaf(reading, desk, shown, (), ""))


def _leaf(
    reading: Reading, desk: Desk, shown: Recalled, signatures: Sequence[Signature], stem: str
) -> Leaf:
    if not shown.visit.scored:
        return finding_leaf(_finding_sheet(reading, desk, shown, signatures), stem=stem)
    sheet = _sheet_of(reading, desk, shown)
    signed = replace(sheet.afterword, signatures=tuple(signatures))
    return score_leaf(replace(sheet, afterword=signed), stem=stem)


def file_stem(line: VisitLine) -> str:
    """Return a file name that every system takes, another one for each visit of a round.

    The kind stands in it where it does not ask all of the form, or for a second visit.
    """
    key = line.key
    kind = f"_{key.kind}_{key.ordinal}" if line.steps is not None or key.ordinal > 1 else ""
    place = f"{line.township[:TOWNSHIP_SHOWN]}_{line.site[:SITE_SHOWN]}"
    return re.sub(r"[^\w\-]", "_", f"{place}_{key.site}_{key.round}_{key.team}{kind}")


def standing(reading: Reading, desk: Desk, uid: VisitUid) -> Recalled:
    """Return a visit as it stands now.

    Raises:
        NotOpened: Nobody has begun it.
        FormMissing: The folder does not hold its form.
    """
    visit, head = load_visit(reading, uid), reading.visits.one(uid)
    return Recalled(
        visit=visit,
        started=head.started_at if head is not None else desk.clock(),
        at=_at(head, desk),
        digest=head.sealing.digest if head and head.sealing else Digest(""),
        evidence=reading.evidence.of_visit(uid),
        left=reading.papers.left(uid),
        corrections=reading.papers.corrections(uid),
        findings=reading.findings.of_visit(uid),
        reason=_seal_reason(reading, head),
    )


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
    photos, photos_told = _photos(reading, desk, shown)
    return ScoreSheet(
        county=reading.meta.get(keys.COUNTY_NAME) or "",
        township=visit.line.township,
        site=visit.line.site,
        rubric=visit.rubric,
        scorecard=visit.card(),
        counted=visit.counted,
        team=team_words(reading, visit),
        round=f"{key.round} 轮",
        kind=visit.kind.name,
        at=shown.at,
        started=shown.started,
        people=tuple(Signer(name=one.name, role=one.role) for one in visit.people),
        secretary=visit.line.site.secretary,
        signers=visit.policy.signers_of(visit.kind.id),
        digest=shown.digest or None,
        objections=tuple(sorted(objections_of(visit), key=lambda one: (one.item or "", one.text))),
        afterword=Afterword(
            left=tuple(sorted(shown.left, key=lambda one: (one.item, one.checkpoint or ""))),
            again=shown.reason,
            corrections=tuple(
                sorted(shown.corrections, key=lambda one: (one.item, one.reason, one.by))
            ),
        ),
        photos=photos,
        photos_told=photos_told,
    )


def _finding_sheet(
    reading: Reading, desk: Desk, shown: Recalled, signatures: Sequence[Signature]
) -> FindingSheet:
    visit = shown.visit
    hung = [(f"第 {one.n} 条", photo) for one in shown.findings for photo in one.photos]
    photos, photos_told = _annex(reading, desk, shown, hung)
    return FindingSheet(
        county=reading.meta.get(keys.COUNTY_NAME) or "",
        township=visit.line.township,
        site=visit.line.site,
        team=team_words(reading, visit),
        round=f"{VisitKey.parse(visit.uid).round} 轮",
        kind=visit.kind,
        at=shown.at,
        started=shown.started,
        findings=shown.findings,
        items={item.code: item.title for item in visit.form.items()},
        people=tuple(Signer(name=one.name, role=one.role) for one in visit.people),
        secretary=visit.line.site.secretary,
        signers=visit.policy.signers_of(visit.kind.id),
        digest=shown.digest or None,
        again=shown.reason,
        signatures=tuple(signatures),
        photos=photos,
        photos_told=photos_told,
    )


def team_words(reading: Reading, visit: OpenVisit) -> str:
    """Return the visit's team as people say it: ``T07 组（古塬镇）``."""
    townships = {one.code: one.name for one in reading.sites.townships()}
    home = townships.get(visit.team.home, "")
    return f"{visit.team.id} 组（{home}）" if home else f"{visit.team.id} 组"


def objections_of(visit: OpenVisit) -> Iterator[Objection]:
    """Yield what the village objected to; about an item that the form lacks, without the item."""
    known = {item.code for item in visit.rubric.items()}
    for one in visit.objections:
        yield one if one.item in known else replace(one, item=None)


def _at(head: Visit | None, desk: Desk) -> datetime:
    return head.sealing.at if head is not None and head.sealing is not None else desk.clock()


def _photos(reading: Reading, desk: Desk, shown: Recalled) -> tuple[tuple[SheetPhoto, ...], str]:
    """Return the first photos of items that lost points, then of the others; see `_annex`."""
    visit = shown.visit
    hung = [
        (item, photo)
        for item in visit.rubric.items()
        for photo in (visit.counted[item.code].photos if item.code in visit.counted else ())
    ]
    lossy = {loss.item for loss in visit.card().losses}
    hung.sort(key=lambda pair: pair[0].code not in lossy)
    return _annex(
        reading, desk, shown, [(f"{item.code} {item.short}", photo) for item, photo in hung]
    )


def _annex(
    reading: Reading, desk: Desk, shown: Recalled, hung: Iterable[tuple[str, Digest]]
) -> tuple[tuple[SheetPhoto, ...], str]:
    """Return the first photos that there are, and in words how many are not among them.

    Each bears what it belongs to and its time. One that is lost gives its place to the next; one
    that a strange laptop made so that it cannot be decoded leaves an empty box. Either way the
    marks come on paper.
    """
    evidence = {one.digest: one for one in shown.evidence}
    clocks = {clock.key: clock for clock in reading.phone_clocks.of_visit(shown.visit.uid)}
    there = [(about, photo) for about, photo in hung if photo in evidence]
    printed: list[SheetPhoto] = []
    lost = 0
    for about, photo in there:
        if len(printed) == ANNEX_PHOTOS:
            break
        taken = corrected(evidence[photo].taken_at, clocks.get(phone_key(evidence[photo].camera)))
        when = f"　{full_day_words(taken)} {taken:%H:%M}" if taken is not None else ""
        try:
            printed.append(_printed(reading, desk, shown.visit.uid, photo, f"{about}{when}"))
        except InspectorError:
            lost += 1
    return tuple(printed), _annex_words(len(there), len(printed), lost)


def _annex_words(total: int, printed: int, lost: int) -> str:
    """Say how many photos there are, if not all of them are printed."""
    if total == printed:
        return ""
    return f"共 {total} 张，印 {printed} 张" + (f"；{lost} 张打不开，没有印" if lost else "")


def _printed(
    reading: Reading, desk: Desk, uid: VisitUid, photo: Digest, caption: str
) -> SheetPhoto:
    try:
        copy = shown_picture(reading, desk, uid, photo, PRINTED_EDGE)
    except PhotoRefused:
        return SheetPhoto(caption=caption, instead=REFUSED)
    except DecoderShut:
        return SheetPhoto(caption=caption, instead=UNCHECKED)
    except PhotoMissing:
        if photo not in reading.purged.digests():
            raise
        return SheetPhoto(caption=caption, instead=HANDED_OVER)
    return SheetPhoto(caption=caption, open=partial(bytes, copy))
