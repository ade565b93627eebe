"""Taking in a photo: from a camera's file to evidence that may travel."""

from __future__ import annotations

import json
import stat
from collections.abc import Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.domain.roll import Still
from inspector.domain.visit import Evidence
from inspector.media.ahead import ahead
from inspector.media.claims import Derived, Drawn
from inspector.media.gate import GATE, Gate
from inspector.media.kinds import kind_of
from inspector.media.limits import LIMITS, MEGABYTE, RECEIVED, Limits
from inspector.media.photo_errors import (
    NotAPhoto,
    PhotoEmpty,
    PhotoFileTooLarge,
    PhotoGone,
    PhotoIsFolder,
    PhotoKnown,
    PhotoUnreadable,
)
from inspector.platform.resources import resource

MAX_NAME = 120
FONT = ("fonts", "NotoSansSC-Regular.ttf")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPhoto:
    """A photo taken in; nothing is written yet.

    ``picture`` is the derived JPEG or PNG whose SHA-256 is ``evidence.digest``; ``thumbnail`` a
    JPEG of at most 256 px; ``original`` the camera's file with all that the camera wrote into
    it, or None: it stays on this laptop. ``codes`` is what QR codes in it say.
    """

    evidence: Evidence
    picture: bytes
    thumbnail: bytes
    original: bytes | None
    codes: tuple[str, ...] = ()


def take_in(
    path: Path | Still,
    *,
    keep_original: bool = False,
    limits: Limits = LIMITS,
    gate: Gate = GATE,
    known: Collection[Digest] = (),
) -> TakenPhoto:
    """Read and hash one photo here; decode, turn and shrink it in the decode process.

    About 70 ms for 12 megapixels, nearly all of it waiting; safe in a thread. One of ``known``
    files is hashed and no more, in about 10 ms.

    Raises:
        PhotoKnown: It is one of ``known``.
        NotAPhoto, PhotoTooLarge, PhotoFileTooLarge, PhotoCutOff, PhotoTooHard, PhotoEmpty,
        PhotoIsFolder, PhotoGone, PhotoUnreadable: Nothing was taken in.
        DecoderShut: No photo can be taken in.
    """
    name = _shown(path.name)
    content = path.content if isinstance(path, Still) else _read(path, name, limits)
    _check_kind(content, name, limits)
    source = _unknown(content, known, name)
    derived = gate.derive(
        content,
        name=name,
        limits=limits,
        meanwhile=lambda: None if source else source.append(digest_of(content)),
    )
    evidence = _evidence(derived, source[0], name)
    if isinstance(path, Still):  # this laptop's word, not that of a file
        evidence = replace(evidence, taken_at=path.taken_at, camera=path.camera)
    return TakenPhoto(
        evidence=evidence,
        picture=derived.picture,
        thumbnail=derived.thumbnail,
        original=content if keep_original else None,
        codes=derived.codes,
    )


def _evidence(derived: Derived, source: Digest, name: str) -> Evidence:
    facts = derived.facts
    return Evidence(
        digest=digest_of(derived.picture),
        media=derived.media,
        size=len(derived.picture),
        width=derived.width,
        height=derived.height,
        source_digest=source,
        source_name=name,
        taken_at=facts.taken_at,
        lon=facts.lon,
        lat=facts.lat,
        camera=facts.camera,
    )


def _unknown(content: bytes, known: Collection[Digest], name: str) -> list[Digest]:
    """Return the file's digest, if it had to be compared: else there is time while it decodes."""
    if not known:
        return []
    source = digest_of(content)
    if source in known:
        raise PhotoKnown(name=name, digest=source)
    return [source]


def take_in_all(
    files: Sequence[Path | Still],
    *,
    keep_original: bool = False,
    gate: Gate = GATE,
    known: Collection[Digest] = (),
) -> Generator[TakenPhoto | InspectorError, None, None]:
    """Take many photos in, each or its error, in order and a few ahead."""

    def one(file: Path | Still) -> TakenPhoto | InspectorError:
        try:
            return take_in(file, keep_original=keep_original, gate=gate, known=known)
        except InspectorError as error:
            return error

    return ahead(one, files)


def reduced(
    picture: bytes,
    long_edge: int,
    *,
    name: str = "照片",
    limits: Limits = RECEIVED,
    gate: Gate = GATE,
) -> bytes:
    """Return a derived picture as a fresh JPEG of at most ``long_edge`` px, in 10 to 30 ms.

    For what came in a package from another laptop: its thumbnail (256 px), and what goes on
    paper, so that no bytes of a stranger reach the page. ``name`` is for the error's sentence.

    Raises:
        NotAPhoto, PhotoTooLarge, PhotoFileTooLarge, PhotoCutOff, PhotoTooHard, PhotoEmpty: It
            is not one.
        DecoderShut: Nothing is known about it.
    """
    _check_length(len(picture), name, limits)
    _check_kind(picture, name, limits)
    return gate.reduce(picture, long_edge, name=name, limits=limits)


def drawn_on(
    picture: bytes,
    shapes: Sequence[Mapping[str, object]],
    caption: Sequence[str] = (),
    *,
    turn: int = 0,
    name: str = "照片",
    gate: Gate = GATE,
) -> Drawn:
    """Burn shapes, a turn and a caption below into a picture; ``picture`` itself stays as it is.

    Args:
        picture: A derived JPEG or PNG.
        shapes: ``kind`` and ``box`` of each, as ``domain.marks`` writes them.
        caption: Lines below the picture.
        turn: Quarter turns clockwise, after the shapes and before the caption.
        name: For the error's sentence.
        gate: The decode process.

    Raises:
        NotAPhoto, PhotoTooLarge, PhotoFileTooLarge, PhotoCutOff, PhotoTooHard, PhotoEmpty: It
            is not one.
        DecoderShut: No picture can be made.
    """
    _check_length(len(picture), name, RECEIVED)
    _check_kind(picture, name, RECEIVED)
    font = str(resource(*FONT)) if caption else ""
    drawing = {"shapes": list(shapes), "turn": turn, "caption": list(caption), "font": font}
    return gate.draw(picture, json.dumps(drawing).encode(), name=name, limits=RECEIVED)


def digest_of(content: bytes) -> Digest:
    """Return the SHA-256 that names ``content``."""
    return Digest(sha256(content).hexdigest())


def _shown(name: str) -> str:
    """Return the file's name as text that any record and message can hold."""
    name = normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
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


def _check_kind(content: bytes, name: str, limits: Limits) -> None:
    """Refuse what is no photo by its first bytes, which no process is needed for."""
    if kind_of(content) not in limits.kinds:
        raise NotAPhoto(name=name)
