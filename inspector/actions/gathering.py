"""Gather photos: take pictures in, keep them in the vault, hang them on an item."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.scoring import OpenVisit, save_items
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, ItemCode, VisitUid
from inspector.domain.progress import Ticket
from inspector.domain.visit import EMPTY, Evidence, ItemEntry
from inspector.media.intake import TakenPhoto, take_in_all
from inspector.media.photo_errors import DecoderShut
from inspector.media.vault import Shape
from inspector.store.unit import UnitOfWork


class LookOnly(InspectorError):
    """The form says: look, do not photograph."""

    code: ClassVar[str] = "M120"
    what: ClassVar[str] = "{item} 只看不拍。"
    next_step: ClassVar[str] = "这一项涉及个人信息，请只在备注里写看了什么。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What came of some files: photos of the visit now, and files that were refused."""

    evidence: tuple[Evidence, ...]
    refused: tuple[tuple[str, str], ...]
    """File name, and why, in one sentence."""


def attach(
    desk: Desk,
    visit: OpenVisit,
    item: ItemCode,
    files: Sequence[Path],
    ticket: Ticket | None = None,
) -> Gathered:
    """Take files in and hang them on an item; a photo that is there already is not doubled.

    Pictures are in the vault, synced, before the store names them; cancelled in the middle, what
    was stored so far stays and is collected by the doctor.

    Raises:
        LookOnly: Every checkpoint of the item forbids pictures.
        VisitSealed: The visit was sealed.
        DiskFull: Nothing was written.
        DecoderShut: No photo can be decoded; nothing was written.
    """
    check_photos_allowed(visit, item)
    gathered = take(desk, visit, files, ticket)
    hang(desk, visit, item, gathered.evidence)
    return gathered


def take(
    desk: Desk, visit: OpenVisit, files: Sequence[Path], ticket: Ticket | None = None
) -> Gathered:
    """Take files into the vault; nothing names them yet.

    Raises:
        DiskFull: Nothing was written.
        DecoderShut: No photo can be decoded; nothing was written.
    """
    keep_original = visit.policy.evidence.keep_original
    taken: list[TakenPhoto] = []
    refused: list[tuple[str, str]] = []
    with closing(take_in_all(files, keep_original=keep_original)) as coming:
        for at, (file, photo) in enumerate(zip(files, coming, strict=True), start=1):
            if isinstance(photo, DecoderShut):
                raise photo
            if isinstance(photo, InspectorError):
                refused.append((file.name, f"{photo.sentence()}{photo.advice()}"))
            else:
                keep(desk, photo)
                taken.append(photo)
            if ticket is not None:
                ticket.step(at, len(files), file.name)
    return Gathered(evidence=tuple(photo.evidence for photo in taken), refused=tuple(refused))


def take_loose(
    desk: Desk, visit: OpenVisit, files: Sequence[Path], ticket: Ticket | None = None
) -> Gathered:
    """Take files in as photos of the visit that no item shows yet.

    Raises:
        VisitSealed: The visit was sealed.
        DiskFull: Nothing was written.
        DecoderShut: No photo can be decoded; nothing was written.
    """
    gathered = take(desk, visit, files, ticket)
    with desk.store.unit() as unit:
        unit.evidence.add(visit.uid, gathered.evidence)
        unit.commit()
    return gathered


def check_photos_allowed(visit: OpenVisit, item: ItemCode) -> None:
    """Refuse pictures of an item that is only looked at.

    Raises:
        LookOnly: Every checkpoint of the item forbids pictures.
    """
    wanted = visit.rubric.item(item)
    if all(checkpoint.no_photo for checkpoint in wanted.checkpoints):
        raise LookOnly(item=wanted.title)


def hang(desk: Desk, visit: OpenVisit, item: ItemCode, evidence: Iterable[Evidence]) -> None:
    """Name photos that lie in the vault as evidence of an item.

    Raises:
        VisitSealed: The visit was sealed.
    """
    evidence = tuple(evidence)
    with desk.store.unit() as unit:
        unit.evidence.add(visit.uid, evidence)
        entry = unit.visits.items(visit.uid).get(item, EMPTY)
        photos = dict.fromkeys((*entry.photos, *(one.digest for one in evidence)))
        save_items(unit, desk, visit, {item: replace(entry, photos=tuple(photos))})
        unit.commit()


def put_item(desk: Desk, visit: OpenVisit, item: ItemCode, entry: ItemEntry) -> None:
    """Save one item, and let its photos of the roll become evidence, or cease to be.

    ``visit`` is as it was before this change. As quick as ``scoring.put_item`` where the photos
    stay the same.

    Raises:
        VisitSealed: The visit was sealed.
    """
    before = visit.counted.get(item, EMPTY).photos
    with desk.store.unit() as unit:
        save_items(unit, desk, visit, {item: entry})
        if entry.photos != before:
            _come_and_go(unit, visit.uid, frozenset(entry.photos), frozenset(before))
        unit.commit()


def _come_and_go(
    unit: UnitOfWork, uid: VisitUid, after: frozenset[Digest], before: frozenset[Digest]
) -> None:
    """Keep evidence to what something shows; what an earlier 定稿 put on record stays."""
    roll = {one.digest: one for one in unit.rolls.of_visit(uid)}
    unit.evidence.add(uid, [roll[one].evidence for one in after - before if one in roll])
    gone = {one for one in before - after if one in roll}
    if not gone:
        return
    shown = {photo for entry in unit.visits.items(uid).values() for photo in entry.photos}
    shown |= {photo for clue in unit.clues.of_visit(uid) for photo in clue.photos}
    shown |= {photo for one in unit.findings.of_visit(uid) for photo in one.photos}
    for photo in gone - shown:
        if not unit.records.heads_of(f"{uid}/photo/{photo}"):
            unit.evidence.remove(uid, photo)


def unhang(desk: Desk, visit: OpenVisit, item: ItemCode, photo: Digest) -> None:
    """Take a photo off an item; it stays with the visit.

    Raises:
        VisitSealed: The visit was sealed.
    """
    with desk.store.unit() as unit:
        entry = unit.visits.items(visit.uid).get(item, EMPTY)
        photos = tuple(one for one in entry.photos if one != photo)
        save_items(unit, desk, visit, {item: replace(entry, photos=photos)})
        unit.commit()


def keep(desk: Desk, photo: TakenPhoto) -> None:
    """Put a picture into the vault; nothing names it yet.

    Raises:
        DiskFull, FolderReadOnly, FileUnreadable: The disk refused.
    """
    desk.vault.put(photo.picture, photo.evidence.digest)
    desk.vault.put_thumbnail(photo.thumbnail, photo.evidence.digest)
    if photo.original is not None:
        desk.vault.put(photo.original, photo.evidence.source_digest, Shape.ORIGINAL)
