"""Paper first, type later: enter a whole site from a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.finding import find_site
from inspector.actions.gathering import check_photos_allowed, keep
from inspector.actions.scoring import (
    OpenVisit,
    Sealed,
    load_visit,
    save_items,
)
from inspector.actions.starting import opened
from inspector.domain.errors import InspectorError
from inspector.domain.ids import ItemCode
from inspector.domain.points import Points
from inspector.domain.progress import Ticket
from inspector.domain.scoring import fill_rest
from inspector.domain.visit import EMPTY, Counted, ItemEntry, Objection, VisitState
from inspector.exchange.entries_file import EnteredVisit, read_entries
from inspector.media.intake import TakenPhoto, take_in
from inspector.store.unit import UnitOfWork


class PhotoMissing(InspectorError):
    """An entry file names a photo that is not in the folder."""

    code: ClassVar[str] = "E110"
    what: ClassVar[str] = "找不到照片 {file}。"
    next_step: ClassVar[str] = "请用 --photos 指到照片所在的文件夹，或改录入文件里的文件名。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What entering came to; ``gaps`` are sentences of what blocks 定稿, ``hints`` may stay.

    ``added`` are items that were empty before, ``replaced`` items of which the file's word stands
    now, ``left`` items that had something and that the file does not name.
    """

    place: str
    added: tuple[ItemCode, ...]
    replaced: tuple[ItemCode, ...]
    left: tuple[ItemCode, ...]
    changes: tuple[str, ...]
    """What was there and is gone, in sentences; and objections that were replaced."""
    points: Points
    photos: int
    gaps: tuple[str, ...]
    hints: tuple[str, ...]


def enter(
    desk: Desk,
    text: str,
    file: Path,
    *,
    kind: str = "",
    photos: Path | None = None,
    ticket: Ticket | None = None,
) -> Entered:
    """Enter a site from a file; all entries and photos come in together or none does.

    ``kind`` says which visit of the site, as in ``starting.opened``.

    A second file replaces: an item that it counts is afterwards what it says, with zero case and
    不适用; the section ``objections`` takes the place of all objections. What it does not name
    stays, and photos are only ever added. ``rest: clear`` fills what nobody counted.

    Raises:
        NoSuchSite, ManySites, NotAssigned: No visit is meant by ``text``.
        EntriesFaulty: The file has faults, all of them listed.
        EntryMismatch: An entry does not fit its rule.
        PhotoMissing: A photo that the file names is not there.
        LookOnly, NotAPhoto, PhotoTooLarge, PhotoCutOff: A photo cannot be taken; nothing is saved.
        Sealed: The visit was sealed.
    """
    with desk.store.reading() as reading:
        line = find_site(reading, text)
    visit = opened(desk, line.site.code, kind)
    if visit.state is VisitState.SEALED:
        raise Sealed(place=visit.place)
    entered = read_entries(file, visit.rubric)
    return enter_all(desk, [(visit, entered)], photos=photos, ticket=ticket)[0]


def enter_all(
    desk: Desk,
    pairs: Sequence[tuple[OpenVisit, EnteredVisit]],
    *,
    photos: Path | None = None,
    ticket: Ticket | None = None,
) -> tuple[Entered, ...]:
    """Enter what was read for some sites; all of it comes in together or none does.

    Raises:
        EntryMismatch: An entry does not fit its rule.
        PhotoMissing: A photo that is named is not there.
        LookOnly, NotAPhoto, PhotoTooLarge, PhotoCutOff: A photo cannot be taken; nothing is saved.
        VisitSealed: A visit was sealed.
    """
    ready = [_ready(visit, entered, photos, ticket or Ticket()) for visit, entered in pairs]
    for one in ready:
        for photo in one.photos:
            keep(desk, photo)
    with desk.store.unit() as unit:
        had = [_put(unit, desk, one) for one in ready]
        unit.commit()
    return tuple(
        _told(desk, one.visit, one.entered, before, len(one.photos))
        for one, before in zip(ready, had, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """What one site will be given, checked: nothing of it can be refused any more."""

    visit: OpenVisit
    entered: EnteredVisit
    items: Counted
    photos: tuple[TakenPhoto, ...]


def counted_alone(visit: OpenVisit, entered: EnteredVisit) -> Counted:
    """Return what was read, as if nothing else had been counted of the visit.

    Raises:
        EntryMismatch: An entry does not fit its rule.
    """
    items = _items(replace(visit, counted={}), entered)
    visit.card(items)
    return items


def _ready(visit: OpenVisit, entered: EnteredVisit, photos: Path | None, ticket: Ticket) -> _Ready:
    pictures = _pictures(entered, photos)
    items = _items(visit, entered)
    visit.card({**visit.counted, **items})  # refuses what does not fit, before saving
    taken = _taken(visit, pictures, ticket)
    return _Ready(
        visit=visit,
        entered=entered,
        items=_with_photos(visit, items, taken),
        photos=tuple(photo for row in taken.values() for photo in row),
    )


def _put(unit: UnitOfWork, desk: Desk, one: _Ready) -> Sequence[Objection]:
    """Write what a site is given; return the objections that it had."""
    uid = one.visit.uid
    unit.evidence.add(uid, [photo.evidence for photo in one.photos])
    save_items(unit, desk, one.visit, one.items)
    had = unit.visits.objections(uid)
    if one.entered.objections is not None:
        unit.visits.put_objections(uid, one.entered.objections)
    return had


def _told(
    desk: Desk, visit: OpenVisit, entered: EnteredVisit, had: Sequence[Objection], photos: int
) -> Entered:
    """Say what was there before, what is there now, and what is still missing."""
    with desk.store.reading() as reading:
        card = load_visit(reading, visit.uid).card()
    counted = [code for code, entry in visit.counted.items() if _says(entry)]
    named = list(entered.items)
    return Entered(
        place=visit.place,
        added=tuple(code for code in named if code not in counted),
        replaced=tuple(code for code in named if code in counted),
        left=tuple(code for code in counted if code not in named),
        changes=(*_dropped(visit, entered), *_objected(had, entered)),
        points=card.points,
        photos=photos,
        gaps=tuple(gap.sentence for gap in card.gaps if gap.must),
        hints=tuple(gap.sentence for gap in card.gaps if not gap.must),
    )


def _items(visit: OpenVisit, entered: EnteredVisit) -> dict[ItemCode, ItemEntry]:
    """Set what the file says in place of what is there, and fill the rest if it asks for it."""
    items: dict[ItemCode, ItemEntry] = {}
    for item in visit.rubric.items():
        before = visit.counted.get(item.code, EMPTY)
        typed = entered.items.get(item.code)
        joined = before if typed is None else replace(typed, photos=before.photos)
        if entered.rest_clear or item.code in entered.clear:
            joined = fill_rest(visit.rubric, item.code, joined, None)
        if joined is not before:
            items[item.code] = joined
    return items


def _says(entry: ItemEntry) -> bool:
    return bool(entry.entries or entry.zero or entry.na)


def _dropped(visit: OpenVisit, entered: EnteredVisit) -> Iterator[str]:
    """Name what counted before and that a file leaves out of an item that it counts."""
    for code, typed in entered.items.items():
        before = visit.counted.get(code, EMPTY)
        if before.zero and not typed.zero:
            yield f"{code} 原记的零分情形“{before.zero.condition}”已去掉。"
        if before.na and not typed.na:
            yield f"{code} 原记的不适用“{before.na}”已去掉。"
        rows = [
            row
            for row, entry in before.entries.items()
            if row not in typed.entries and not entry.filled
        ]
        if rows:
            yield f"{code} 里文件没写的 {'、'.join(rows)}，原记的已去掉。"


def _objected(had: Sequence[Objection], entered: EnteredVisit) -> Iterator[str]:
    if entered.objections is not None and had:
        yield f"原有的 {len(had)} 条异议换成文件里的 {len(entered.objections)} 条。"


def _taken(
    visit: OpenVisit, pictures: dict[ItemCode, list[Path]], ticket: Ticket
) -> dict[ItemCode, list[TakenPhoto]]:
    """Decode every photo before anything is kept: one that is refused refuses the whole file."""
    for code in pictures:
        check_photos_allowed(visit, code)
    keep_original = visit.policy.evidence.keep_original
    total = sum(map(len, pictures.values()))
    taken: dict[ItemCode, list[TakenPhoto]] = {}
    for code, files in pictures.items():
        for file in files:
            taken.setdefault(code, []).append(take_in(file, keep_original=keep_original))
            ticket.step(sum(map(len, taken.values())), total, file.name)
    return taken


def _with_photos(
    visit: OpenVisit, items: Counted, taken: dict[ItemCode, list[TakenPhoto]]
) -> Counted:
    joined = dict(items)
    for code, photos in taken.items():
        entry = items.get(code) or visit.counted.get(code, EMPTY)
        hung = dict.fromkeys((*entry.photos, *(photo.evidence.digest for photo in photos)))
        joined[code] = replace(entry, photos=tuple(hung))
    return joined


def _pictures(entered: EnteredVisit, folder: Path | None) -> dict[ItemCode, list[Path]]:
    found: dict[ItemCode, list[Path]] = {}
    for code, names in entered.photos.items():
        for name in names:
            path = (folder or Path()) / name
            if not path.is_file():
                raise PhotoMissing(file=path)
            found.setdefault(code, []).append(path)
    return found
