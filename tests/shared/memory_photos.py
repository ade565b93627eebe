"""A slate and a roll without a store, for pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from inspector.actions import inbox
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, PersonId, StarId
from inspector.domain.marks import Marks, Shape, ShapeKind
from inspector.domain.progress import Ticket
from inspector.domain.roll import Roll, RollPhoto, Still
from inspector.domain.slate import (
    LAPTOP,
    How,
    PhoneClock,
    SlateFace,
    offset_of,
    phone_key,
    read_time,
)
from inspector.domain.visit import Evidence
from inspector.ui.pages.visit.photo_desk import Found, Imported
from inspector.ui.pages.visit.slate_desk import Person

NOON = datetime(2026, 11, 3, 8, 31, 20)  # noqa: DTZ001 - cameras know no zone

PEOPLE = (
    Person(id=PersonId("T07-1"), name="田文博", stars=frozenset({StarId("ZB")})),
    Person(id=PersonId("T07-2"), name="芦玉兰", stars=frozenset({StarId("ST")})),
    Person(id=PersonId("T07-3"), name="傅长顺", stars=frozenset({StarId("PA")})),
    Person(id=PersonId("T07-4"), name="侯浩然"),
)


class NotATime(InspectorError):
    code = "T001"
    what = "“{typed}”不是时间。"
    next_step = "写时、分、秒。"


def digest_of(name: str) -> Digest:
    return Digest(sha256(name.encode()).hexdigest())


class MemorySlates:
    """Each look is a second later."""

    def __init__(self) -> None:
        self.people: Sequence[Person] = PEOPLE
        self.site, self.township = "后辛沟村", "古塬镇"
        self.known: list[PhoneClock] = []
        self.seats: list[int] = []

    def face(self, seat: int) -> SlateFace:
        self.seats.append(seat)
        at = NOON + timedelta(seconds=len(self.seats))
        rows = tuple(bytes((x * y + len(self.seats)) % 2 for x in range(29)) for y in range(29))
        return SlateFace(
            township=self.township, site=self.site, code="419924102217", round="2026-11",
            kind="交叉考评", team="T07", day="2026年11月3日 星期二", clock=f"{at:%H:%M:%S}",
            modules=rows,
        )  # fmt: skip

    def clocks(self) -> Sequence[PhoneClock]:
        return self.known

    def skip(self, reason: str) -> None:
        if not reason.strip():
            raise NotATime(typed=reason)
        self.known.append(PhoneClock(camera="", how=How.SKIPPED, reason=reason))


class MemoryPhotos:
    """A roll in memory; ``plugged`` is what the next look finds."""

    def __init__(self) -> None:
        self.people: Sequence[Person] = PEOPLE
        self.quality = 90
        self.photos: list[RollPhoto] = []
        self.clocks: dict[str, PhoneClock] = {}
        self.marked: dict[Digest, Marks] = {}
        self.plugged = Found()
        self.answer: Imported | None = None
        self.asked: list[tuple[tuple[Path | Still, ...], bool]] = []
        self.refusal: InspectorError | None = None

    def shoot(
        self, camera: str, minute: float, *, seconds: float = 0, timeless: bool = False
    ) -> Digest:
        """Add a picture taken ``minute`` minutes after the slate, by the phone's clock."""
        name = f"IMG_{len(self.photos):04}.jpg"
        at = NOON + timedelta(minutes=minute, seconds=seconds)
        self.photos.append(
            RollPhoto(
                evidence=Evidence(
                    digest=digest_of(name), media="image/jpeg", size=1, width=2000, height=1500,
                    source_digest=digest_of(f"source {name}"), source_name=name, camera=camera,
                    taken_at="" if timeless else at.isoformat(),
                )
            )
        )  # fmt: skip
        return digest_of(name)

    def set_clock(self, camera: str, offset: int, owner: int | None = None) -> None:
        self.clocks[phone_key(camera)] = PhoneClock(
            camera=camera, how=How.QR, offset=offset, shown=NOON.isoformat(),
            owner=None if owner is None else PEOPLE[owner].id,
        )  # fmt: skip

    def roll(self) -> Roll:
        bare = {one.bare for one in self.photos}
        shown = tuple(one for one in self.photos if one.digest not in bare)
        return Roll(photos=shown, clocks=self.clocks, marks=dict(self.marked))

    def picture(self, photo: Digest) -> bytes:
        image = QImage(400, 300, QImage.Format.Format_RGB32)
        image.fill(QColor.fromHsv(int(photo[:4], 16) % 360, 90, 180))
        held = QBuffer()
        held.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(held, "PNG")  # type: ignore[call-overload]  # the stub asks for bytes, Qt for text
        return bytes(held.data().data())

    def put_aside(self, photos: Collection[Digest], *, aside: bool) -> None:
        self._check()
        self.photos = [
            replace(one, aside=aside) if one.digest in photos else one for one in self.photos
        ]

    def name_owner(self, camera: str, owner: PersonId | None) -> None:
        self._check()
        fresh = PhoneClock(camera=camera, how=How.NAMED)
        key = phone_key(camera)
        self.clocks[key] = replace(self.clocks.get(key, fresh), owner=owner)

    def name_phone(self, photos: Collection[Digest], camera: str) -> None:
        self._check()
        self.photos = [
            replace(one, evidence=replace(one.evidence, camera=camera))
            if one.digest in photos
            else one
            for one in self.photos
        ]

    def type_time(self, photo: Digest, typed: str) -> None:
        shown = read_time(typed, NOON)
        if shown is None:
            raise NotATime(typed=typed)
        evidence = next(one.evidence for one in self.photos if one.digest == photo)
        self.set_clock(evidence.camera, offset_of(shown, evidence.taken_at) or 0)
        self.put_aside([photo], aside=True)

    def marks(self) -> Mapping[Digest, Marks]:
        return dict(self.marked)

    def mark(self, photo: Digest, shapes: Sequence[Shape], turn: int = 0) -> Digest:
        self._check()
        now = next(one for one in self.photos if one.digest == photo)
        base = now.bare or now.digest
        covers = [shape for shape in shapes if shape.kind is ShapeKind.COVER]
        stands = digest_of(f"{base} {covers}") if covers else base
        if stands not in {one.digest for one in self.photos}:
            evidence = replace(now.evidence, digest=stands)
            self.photos.append(RollPhoto(evidence=evidence, bare=base))
        self.marked.pop(photo, None)
        if shapes or turn:
            self.marked[stands] = Marks(photo=stands, shapes=tuple(shapes), turn=turn)
        return stands

    def drop(self, photo: Digest) -> None:
        self.photos = [one for one in self.photos if one.digest != photo or one.bare is None]

    def ready_inbox(self, folder: Path, *, make: bool) -> None:
        inbox.ready_inbox(folder, make=make)

    def check_inbox(self, folder: Path) -> None:
        inbox.check_inbox(folder)

    def find(self, place: Path, ticket: Ticket) -> Found:
        ticket.step(0, 1, place.name)
        return self.plugged

    def export(self, folder: Path, ticket: Ticket) -> int:
        ticket.step(1, 1, folder.name)
        return 3

    def still(self, jpeg: bytes) -> Still:
        at = f"{NOON:%FT%T}"
        return Still(name="本机相机.jpg", content=jpeg, taken_at=at, camera=LAPTOP)

    def collect(self, files: Sequence[Path | Still], *, anyway: bool, ticket: Ticket) -> Imported:
        self._check()
        self.asked.append((tuple(files), anyway))
        if self.answer is not None:
            return self.answer
        for at, _file in enumerate(files, 1):
            self.shoot("Maker A1", at)
            ticket.step(at, len(files))
        return Imported(new=len(files))

    def _check(self) -> None:
        if self.refusal is not None:
            raise self.refusal
