"""Collect photos: from cards, phones and folders into the visit's roll, all in one action.

What was taken in before is skipped, a slate that was photographed sets its phone's clock, and
what lies outside the visit is left where it is. Nothing of it travels until an item shows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from inspector.actions.desk import Desk
from inspector.actions.finding import place_of
from inspector.actions.gathering import keep
from inspector.actions.phones import tell_apart
from inspector.actions.scoring import OpenVisit, Sealed
from inspector.domain.errors import Cancelled, InspectorError
from inspector.domain.ids import Digest, PersonId, SiteCode, VisitUid
from inspector.domain.phones import Trace, is_unclear, model_of, signs_of
from inspector.domain.progress import Ticket
from inspector.domain.roll import Roll, RollPhoto, Still
from inspector.domain.slate import (
    LAPTOP,
    Boundary,
    How,
    PhoneClock,
    SlateCode,
    boundary_of,
    corrected,
    offset_of,
    owners,
    phone_key,
    read_slate,
    visit_mark,
)
from inspector.domain.visit import Evidence, VisitKey, VisitState
from inspector.media.intake import take_in_all
from inspector.media.photo_errors import DecoderShut, PhotoKnown
from inspector.store.unit import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What came of an import."""

    taken: tuple[Digest, ...]
    """New photos of the visit, slates among them."""
    doubles: Mapping[str, int]
    """How many files a place (乡镇 and 村) had already."""
    outside: tuple[Path, ...]
    """Files taken at another time than this visit, left where they are."""
    refused: tuple[tuple[str, str], ...]
    """File name, and why, in one sentence."""
    slates: tuple[PhoneClock, ...]
    """Phones whose clock a slate has set."""
    unclear: Mapping[str, int]
    """Models of which the team has several phones, and how many photos might be of any of them."""
    strange: tuple[str, ...]
    """Places whose slates were among the photos, though this visit is elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pictured:
    """A photo in the vault, the file it came from, and the slate in it, if any."""

    file: Path | Still
    evidence: Evidence
    slate: SlateCode | None

    def trace(self, uid: VisitUid) -> Trace:
        """Return what it tells of its phone."""
        mine = self.slate if self.slate and self.slate.visit == visit_mark(uid) else None
        taken = self.evidence.taken_at
        return Trace(
            camera=self.evidence.camera,
            name=self.evidence.source_name,
            folder=self.file.parent.parts if isinstance(self.file, Path) else (),
            taken_at=taken,
            seat=mine.seat if mine else 0,
            offset=offset_of(mine.shown, taken) if mine else None,
        )


@dataclass(slots=True)
class _Coming:
    """What has come so far; a job that is stopped keeps it."""

    pictures: list[_Pictured] = field(default_factory=list)
    doubles: list[Digest] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def collect(
    desk: Desk,
    visit: OpenVisit,
    files: Sequence[Path | Still],
    *,
    anyway: bool = False,
    ticket: Ticket | None = None,
) -> Collected:
    """Take files into the visit's roll.

    Every photo is in the vault, synced, before the store names it. Stopped in the middle, those
    that came are whole and stay. A card that is pulled out gives an error for each photo that was
    not read; the others stay.

    Args:
        desk: The open folder.
        visit: An open visit.
        files: Photo files, such as ``media.sources`` found, and stills of the laptop's own
            camera: those were taken in this visit, whatever the time.
        anyway: Also take those whose time lies outside the visit.
        ticket: Reports and cancels.

    Raises:
        Sealed: The visit was sealed.
        DiskFull, FolderReadOnly: The disk refused; what came before stays.
        DecoderShut: No photo can be decoded.
    """
    with desk.store.reading() as reading:
        head = reading.visits.one(visit.uid)
        if head is not None and head.state is VisitState.SEALED:
            raise Sealed(place=visit.place)
        known = reading.rolls.sources() | reading.evidence.sources()
    coming = _Coming()
    try:
        _take(desk, visit, files, known, coming, ticket or Ticket())
    except (Cancelled, InspectorError):
        _settle(desk, visit, coming, anyway=anyway)
        raise
    return _settle(desk, visit, coming, anyway=anyway)


def still_of(desk: Desk, jpeg: bytes) -> Still:
    """Return what the laptop's camera took just now, for :func:`collect`."""
    now = desk.clock().replace(tzinfo=None, microsecond=0)
    name = f"{LAPTOP}_{now:%Y%m%d_%H%M%S}.jpg"
    return Still(name=name, content=jpeg, taken_at=now.isoformat(), camera=LAPTOP)


def _take(
    desk: Desk,
    visit: OpenVisit,
    files: Sequence[Path | Still],
    known: Collection[Digest],
    coming: _Coming,
    ticket: Ticket,
) -> None:
    original = visit.policy.evidence.keep_original
    with closing(take_in_all(files, keep_original=original, known=known)) as photos:
        for at, (file, photo) in enumerate(zip(files, photos, strict=True), start=1):
            if isinstance(photo, DecoderShut):
                raise photo
            if isinstance(photo, PhotoKnown):
                coming.doubles.append(Digest(str(photo.facts["digest"])))
            elif isinstance(photo, InspectorError):
                coming.refused.append((file.name, f"{photo.sentence()}{photo.advice()}"))
            else:
                keep(desk, photo)
                codes = () if isinstance(file, Still) else photo.codes
                slate = next(filter(None, map(read_slate, codes)), None)
                picture = _Pictured(file=file, evidence=photo.evidence, slate=slate)
                coming.pictures.append(picture)
            ticket.step(at, len(files), file.name)


def _settle(desk: Desk, visit: OpenVisit, coming: _Coming, *, anyway: bool) -> Collected:
    """Name what belongs to the visit, and give up what does not."""
    with desk.store.unit() as unit:
        told = tell_apart(unit, visit, [one.trace(visit.uid) for one in coming.pictures])
        coming.pictures = [
            replace(one, evidence=replace(one.evidence, camera=camera))
            for one, camera in zip(coming.pictures, told, strict=True)
        ]
        slates = _slates(unit, visit, coming.pictures)
        clocks = {clock.key: clock for clock in unit.phone_clocks.of_visit(visit.uid)}
        fresh = {clock.key: clock for clock in slates}
        boundary = _boundary(unit, desk, visit, [*(clocks | fresh).values()])
        asked = unit.phone_clocks.last_known() | clocks | fresh
        inside: list[_Pictured] = []
        outside: list[_Pictured] = []
        for one in coming.pictures:
            mine = one.slate is not None and one.slate.visit == visit_mark(visit.uid)
            times = [corrected(one.evidence.taken_at, clock) for clock in _may_be(one, asked)]
            holds = any(map(boundary.holds, times))
            belongs = mine or anyway or isinstance(one.file, Still) or holds
            (inside if belongs else outside).append(one)
        doubles = [*coming.doubles, *_twice(inside)]
        roll = [RollPhoto(evidence=one.evidence, aside=one.slate is not None) for one in inside]
        unit.rolls.add(visit.uid, roll)
        unit.phone_clocks.put(visit.uid, slates)
        held = unit.rolls.digests() | unit.evidence.digests()
        collected = Collected(
            taken=tuple(dict.fromkeys(one.evidence.digest for one in inside)),
            doubles=_told(unit, doubles),
            outside=tuple(one.file for one in outside if isinstance(one.file, Path)),
            refused=tuple(coming.refused),
            slates=tuple(slates),
            unclear=Counter(
                model_of(one.evidence.camera) for one in inside if is_unclear(one.evidence.camera)
            ),
            strange=_strange(unit, visit.uid, coming.pictures),
        )
        unit.commit()
    for one in outside:
        if one.evidence.digest not in held:
            desk.vault.discard(one.evidence.digest)
    return collected


def _may_be(one: _Pictured, clocks: Mapping[str, PhoneClock]) -> list[PhoneClock | None]:
    """Return the clock of a picture's phone; where nobody knows which, of all that may be."""
    camera = one.evidence.camera
    if not is_unclear(camera):
        return [clocks.get(phone_key(camera))]
    same = signs_of({clock.camera for clock in clocks.values()}, model_of(camera))
    return [None, *(clocks[phone_key(name)] for name in same)]


def _twice(inside: Iterable[_Pictured]) -> list[Digest]:
    """Return the files that came twice in one import, such as from a card and the folder 收图."""
    seen: set[Digest] = set()
    again = []
    for one in inside:
        source = one.evidence.source_digest
        if source in seen:
            again.append(source)
        seen.add(source)
    return again


def _slates(reading: Reading, visit: OpenVisit, pictures: Sequence[_Pictured]) -> list[PhoneClock]:
    """Return the clocks of the phones that photographed this visit's slate, the last one each."""
    mark = visit_mark(visit.uid)
    found: dict[str, tuple[SlateCode, int]] = {}
    seats: dict[str, list[int]] = {}
    for one in sorted(pictures, key=lambda one: one.evidence.taken_at):
        if one.slate is None or one.slate.visit != mark:
            continue
        offset = offset_of(one.slate.shown, one.evidence.taken_at)
        if offset is not None:
            camera = one.evidence.camera
            found[camera] = (one.slate, offset)
            seats.setdefault(camera, []).append(one.slate.seat)
    people = [person.id for person in visit.people]
    whose: Mapping[str, PersonId] = owners(seats, people)
    before = reading.phone_clocks.last_known()
    clocks = []
    for camera, (slate, offset) in found.items():
        earlier = before.get(phone_key(camera))
        owner = whose.get(camera) or (earlier.owner if earlier is not None else None)
        shown = slate.shown.isoformat()
        clocks.append(
            PhoneClock(camera=camera, how=How.QR, offset=offset, owner=owner, shown=shown)
        )
    return clocks


def _boundary(
    reading: Reading, desk: Desk, visit: OpenVisit, clocks: Sequence[PhoneClock]
) -> Boundary:
    zone = desk.clock().tzinfo
    others = []
    started = None
    for line in reading.visits.lines(team=visit.team.id):
        head = reading.visits.one(line.uid)
        if head is None:
            continue
        at = head.started_at.astimezone(zone).replace(tzinfo=None)
        if line.uid == visit.uid:
            started = at
        else:
            others.append(at)
    if started is None:
        raise AssertionError("an open visit has a head")
    return boundary_of(started, clocks, others)


def _told(reading: Reading, doubles: Sequence[Digest]) -> dict[str, int]:
    """Say which places have these files already."""
    where = reading.rolls.where_from(doubles)
    counts: dict[str, int] = {}
    for source in doubles:
        place = _place(reading, VisitKey.parse(where[source]).site) if source in where else ""
        counts[place] = counts.get(place, 0) + 1
    return counts


def _strange(reading: Reading, uid: VisitUid, pictures: Iterable[_Pictured]) -> tuple[str, ...]:
    mark = visit_mark(uid)
    sites = [one.slate.site for one in pictures if one.slate and one.slate.visit != mark]
    return tuple(dict.fromkeys(_place(reading, site) for site in sites))


def _place(reading: Reading, site: SiteCode) -> str:
    line = reading.sites.one(site)
    return place_of(line) if line is not None else site


def roll_of(desk: Desk, visit: OpenVisit) -> Roll:
    """Return the photos of a visit; a picture that a covered one stands for is left out."""
    with desk.store.reading() as reading:
        photos = reading.rolls.of_visit(visit.uid)
        evidence = reading.evidence.of_visit(visit.uid)
        clocks = {clock.key: clock for clock in reading.phone_clocks.of_visit(visit.uid)}
        earlier = reading.phone_clocks.last_known()
        marks = {one.photo: one for one in reading.photo_marks.of_visit(visit.uid)}
    rolled = {one.digest for one in photos}
    bare = {one.bare for one in photos}
    shown = [one for one in photos if one.digest not in bare]
    shown += [RollPhoto(evidence=one) for one in evidence if one.digest not in rolled]
    return Roll(photos=tuple(shown), clocks=clocks, earlier=earlier, marks=marks)


def put_aside(
    desk: Desk, visit: OpenVisit, photos: Collection[Digest], *, aside: bool = True
) -> None:
    """Put photos aside (放一边), or take them back; they stay on this laptop and never travel."""
    with desk.store.unit() as unit:
        unit.rolls.put_aside(visit.uid, photos, aside=aside)
        unit.commit()


def name_owner(desk: Desk, visit: OpenVisit, camera: str, owner: PersonId | None) -> None:
    """Say whose phone it is.

    Raises:
        VisitSealed: The visit was sealed.
    """
    with desk.store.unit() as unit:
        clocks = {clock.key: clock for clock in unit.phone_clocks.of_visit(visit.uid)}
        earlier = unit.phone_clocks.last_known().get(phone_key(camera))
        offset = earlier.offset if earlier is not None else 0
        unslated = PhoneClock(camera=camera, how=How.NAMED, offset=offset)
        clock = replace(clocks.get(phone_key(camera), unslated), owner=owner)
        unit.phone_clocks.put(visit.uid, [clock])
        unit.commit()
