"""Photos from elsewhere: 未检 until the decode process has seen them, then 合格 or 不合格.

Nothing of a photo that came in a package is shown or printed but what that process made of it:
the thumbnail that a check leaves in the vault, and the copy for paper. The photo itself stays in
the vault as it came, whatever its state.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.lacking import note_rotten
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.domain.progress import Ticket
from inspector.media.ahead import ahead
from inspector.media.intake import reduced
from inspector.media.photo_errors import UNFIT
from inspector.media.vault import PhotoDamaged, PhotoMissing
from inspector.platform.folder import Role
from inspector.store.carried import CheckState, PhotoCheck
from inspector.store.unit import Reading

THUMBNAIL_EDGE = 256
FILE = "文件"
"""What a reason calls the photo, whose digest stands beside it."""

SHOWN = 12
"""Digits of a digest that people compare."""

TOGETHER = 256
"""Photos noted at once: what a crash makes the next run do again, about three seconds. Their
thumbnails lie in one pack."""


class PhotoRefused(InspectorError):
    """The decode process could not make a picture of it."""

    code: ClassVar[str] = "M140"
    what: ClassVar[str] = "照片 {digest} 不合格：{reason}"
    next_step: ClassVar[str] = "不显示、不打印，分数不受影响。请让考评组核对原照片。"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedPhoto:
    """A photo that is 不合格, and the sentence why."""

    digest: Digest
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What was seen of one photo: its small picture, or why there is none, or neither.

    ``rotten`` if our own copy is damaged, which is the doctor's business and no fault of its maker.
    """

    digest: Digest
    thumbnail: bytes = b""
    reason: str = ""
    rotten: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotosChecked:
    """What a check came to.

    Still 未检 are ``waiting``, which it did not reach, and ``absent``: not here yet, or damaged.
    """

    sound: int
    refused: tuple[RefusedPhoto, ...]
    waiting: int
    absent: int

    @property
    def seen(self) -> int:
        """How many were decoded or refused."""
        return self.sound + len(self.refused)

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        said = f"查了 {self.seen} 张照片，合格 {self.sound} 张"
        if self.refused:
            said += f"，不合格 {len(self.refused)} 张"
        if self.waiting:
            said += f"，还有 {self.waiting} 张未检"
        return said + (f"，{self.absent} 张没有收到或有损坏" if self.absent else "")


def unchecked(reading: Reading, role: Role) -> list[Digest]:
    """Return the photos from elsewhere that are 未检, whether they have come yet or not.

    In the office that is every photo that a record names; a laptop decoded its own when it took
    them in.
    """
    return list(reading.checks.waiting(named=role is Role.OFFICE))


def count_unchecked(desk: Desk) -> int:
    """Return how many photos that packages brought are 未检; quick enough for a window."""
    with desk.store.reading() as reading:
        return reading.carried.count_unchecked()


def check_photos(
    desk: Desk,
    *,
    at_most: int | None = None,
    again: bool = False,
    ticket: Ticket | None = None,
) -> PhotosChecked:
    """Decode photos that came in packages, each in the decode process, and note what it said.

    Stopped at any moment it goes on next time where it was. A thumbnail is durable before the
    word 合格. A photo that is not here, or damaged on our disk, stays 未检.

    Args:
        desk: The open folder.
        at_most: Stop after so many, so that other work gets its turn.
        again: Look once more at those that are 不合格, such as after an update.
        ticket: Reports and cancels.

    Raises:
        DecoderShut: The decode process does not start.
        DiskFull, FolderReadOnly: The disk refused.
        Cancelled: By the ticket.
    """
    ticket = ticket or Ticket()
    with desk.store.reading() as reading:
        todo = unchecked(reading, desk.folder.role)
        if again:
            todo += [check.digest for check in reading.checks.refused()]
    here = _here(desk, todo, ticket)
    chosen = here[:at_most]
    found: list[PhotoCheck] = []
    with closing(ahead(partial(_look, desk), chosen)) as looks:
        for start in range(0, len(chosen), TOGETHER):
            some: list[_Look] = []
            try:
                for look in islice(looks, TOGETHER):
                    some.append(look)
                    ticket.step(start + len(some), len(chosen))
            finally:  # also when somebody stops it
                found += _noted(desk, some)
    refused = [one for one in found if one.state is CheckState.REFUSED]
    return PhotosChecked(
        sound=len(found) - len(refused),
        refused=tuple(RefusedPhoto(digest=one.digest, reason=one.reason) for one in refused),
        waiting=len(here) - len(chosen),
        absent=len(todo) - len(here) + len(chosen) - len(found),
    )


def picture_of(reading: Reading, desk: Desk, photo: Digest, long_edge: int) -> bytes:
    """Return a photo as the decode process shows it, checked then and there if it is 未检.

    Raises:
        PhotoRefused: It is 不合格.
        PhotoMissing, PhotoDamaged: The vault does not hold it, or not as it was.
        DecoderShut: The decode process does not start.
    """
    known = reading.checks.one(photo)
    if known is not None and known.state is CheckState.REFUSED:
        raise PhotoRefused(digest=photo[:SHOWN], reason=known.reason)
    try:
        return reduced(desk.vault.get(photo), long_edge, name=FILE)
    except UNFIT as error:
        raise PhotoRefused(digest=photo[:SHOWN], reason=error.sentence()) from error


def _here(desk: Desk, photos: Sequence[Digest], ticket: Ticket) -> list[Digest]:
    here: list[Digest] = []
    for at in ticket.each(range(0, len(photos), TOGETHER)):
        some = photos[at : at + TOGETHER]
        absent = frozenset(desk.vault.missing(some))
        here += [digest for digest in some if digest not in absent]
    return here


def _look(desk: Desk, photo: Digest) -> _Look:
    try:
        small = reduced(desk.vault.get(photo), THUMBNAIL_EDGE, name=FILE)
    except UNFIT as error:
        return _Look(digest=photo, reason=error.sentence())
    except (PhotoMissing, PhotoDamaged) as error:
        return _Look(digest=photo, rotten=isinstance(error, PhotoDamaged))
    return _Look(digest=photo, thumbnail=small)


def _noted(desk: Desk, looks: Sequence[_Look]) -> list[PhotoCheck]:
    """Keep thumbnails, then note what was seen: a crash between does the same again."""
    with desk.vault.batch() as batch:
        for look in looks:
            if look.thumbnail:
                batch.put_thumbnail(look.thumbnail, look.digest)
    checks = [
        PhotoCheck(
            digest=look.digest,
            state=CheckState.REFUSED if look.reason else CheckState.SOUND,
            reason=look.reason,
            at=desk.clock(),
        )
        for look in looks
        if look.reason or look.thumbnail
    ]
    note_rotten(desk, [look.digest for look in looks if look.rotten])
    if checks:
        with desk.store.unit() as unit:
            unit.checks.put(checks)
            unit.commit()
    return checks
