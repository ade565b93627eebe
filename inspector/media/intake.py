"""Taking in a photo: from a camera's file to evidence that may travel."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from inspector.domain.ids import Digest
from inspector.domain.visit import Evidence
from inspector.media.kinds import Kind, kind_of
from inspector.media.photo_errors import (
    NotAPhoto,
    PhotoCutOff,
    PhotoEmpty,
    PhotoFileTooLarge,
    PhotoGone,
    PhotoIsFolder,
    PhotoTooLarge,
    PhotoUnreadable,
)

MEGABYTE = 2**20
MAX_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a photo may measure; checked on its header, before any pixel is decoded."""

    max_bytes: int = 60 * MEGABYTE
    max_pixels: int = 50_000_000
    max_edge: int = 12_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPhoto:
    """A photo taken in; nothing is written yet.

    ``picture`` is the derived JPEG or PNG whose SHA-256 is ``evidence.digest``; ``thumbnail`` a
    JPEG of at most 256 px; ``original`` the camera's file with all that the camera wrote into
    it, or None: it stays on this laptop.
    """

    evidence: Evidence
    picture: bytes
    thumbnail: bytes
    original: bytes | None


def take_in(path: Path, *, keep_original: bool = False, limits: Limits = LIMITS) -> TakenPhoto:
    """Read, check, shrink, turn upright and hash one photo.

    About 70 ms for 12 megapixels, with the interpreter lock released while decoding and
    encoding; safe in a thread or a worker process.

    Raises:
        NotAPhoto, PhotoTooLarge, PhotoFileTooLarge, PhotoCutOff, PhotoEmpty, PhotoIsFolder,
        PhotoGone, PhotoUnreadable: Nothing was taken in.
    """
    name = _shown(path)
    content = _read(path, name, limits)
    kind = kind_of(content)
    if kind is None:
        raise NotAPhoto(name=name)
    return _taken(kind, content, name=name, limits=limits, keep_original=keep_original)


def _taken(
    kind: Kind, content: bytes, *, name: str, limits: Limits, keep_original: bool
) -> TakenPhoto:
    # Pillow takes 30-140 ms to load; only those who take a photo wait for it
    from inspector.media.decoding import UNDECODABLE, derive, open_picture  # noqa: PLC0415 - above

    try:
        opened = open_picture(kind, content)
        _check_size(opened.size, name, limits)
        derived = derive(opened)
    except UNDECODABLE as error:
        raise PhotoCutOff(name=name) from error
    facts = opened.facts
    evidence = Evidence(
        digest=digest_of(derived.picture),
        media=derived.media,
        size=len(derived.picture),
        width=derived.width,
        height=derived.height,
        source_digest=digest_of(content),
        source_name=name,
        taken_at=facts.taken_at,
        lon=facts.lon,
        lat=facts.lat,
        camera=facts.camera,
    )
    return TakenPhoto(
        evidence=evidence,
        picture=derived.picture,
        thumbnail=derived.thumbnail,
        original=content if keep_original else None,
    )


def reduced(
    picture: bytes, long_edge: int, *, name: str = "照片", limits: Limits = LIMITS
) -> bytes:
    """Return a derived picture as a fresh JPEG of at most ``long_edge`` px, in 10 to 30 ms.

    For what came in a package from another laptop: its thumbnail (256 px), and what goes on
    paper, so that no bytes of a stranger reach the page. ``name`` is for the error's sentence.

    Raises:
        NotAPhoto, PhotoTooLarge, PhotoFileTooLarge, PhotoCutOff, PhotoEmpty: It is not one.
    """
    # as in _taken
    from inspector.media import decoding  # noqa: PLC0415 - above

    _check_length(len(picture), name, limits)
    kind = kind_of(picture)
    if kind not in (Kind.JPEG, Kind.PNG):
        raise NotAPhoto(name=name)
    try:
        opened = decoding.open_picture(kind, picture)
        _check_size(opened.size, name, limits)
        return decoding.reduced(opened, long_edge)
    except decoding.UNDECODABLE as error:
        raise PhotoCutOff(name=name) from error


def digest_of(content: bytes) -> Digest:
    """Return the SHA-256 that names ``content``."""
    return Digest(sha256(content).hexdigest())


def _shown(path: Path) -> str:
    """Return the file's name as text that any record and message can hold."""
    name = normalize("NFC", path.name.encode("utf-8", "replace").decode("utf-8"))
    return "".join(c if c.isprintable() else "?" for c in name)[-MAX_NAME:]


def _read(path: Path, name: str, limits: Limits) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # a pipe would keep us waiting for ever
            raise PhotoIsFolder(name=name)
        _check_length(about.st_size, name, limits)
        with path.open("rb") as file:
            content = file.read(about.st_size)  # read(n) takes n bytes of memory at once
    except (FileNotFoundError, NotADirectoryError) as error:
        raise PhotoGone(name=name) from error
    except OSError as error:
        raise PhotoUnreadable(name=name, reason=error.strerror or type(error).__name__) from error
    _check_length(len(content), name, limits)  # it may have been emptied meanwhile
    return content


def _check_length(size: int, name: str, limits: Limits) -> None:
    if not size:
        raise PhotoEmpty(name=name)
    if size > limits.max_bytes:
        raise PhotoFileTooLarge(
            name=name,
            megabytes=-(-size // MEGABYTE),
            limit=limits.max_bytes // MEGABYTE,
        )


def _check_size(size: tuple[int, int], name: str, limits: Limits) -> None:
    width, height = size
    if width * height > limits.max_pixels or max(size) > limits.max_edge:
        limit = f" {limits.max_pixels // 10_000} 万像素、边长 {limits.max_edge} 像素"
        raise PhotoTooLarge(name=name, width=width, height=height, limit=limit)
