"""Volumes: what one export becomes, split by content and never by bytes.

What fits goes into one package. Else the records go first, in a small package of their own, and
the photos follow in as many as it takes: each is signed, sealed and taken in alone, in any order.
So the marks arrive even where the photos do not.

Source: package format, section 10.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TypeVar

from inspector.domain.canonical import canonical
from inspector.domain.record import Record
from inspector.domain.visit import Evidence
from inspector.exchange.seal import MAX_OBJECTS
from inspector.exchange.strict_zip import MAX_RECORDS


class Profile(StrEnum):
    """Where a package travels: on a stick, or through a chat program."""

    STICK = "stick"
    CHAT = "chat"


LIMITS = {Profile.STICK: 3_900_000_000, Profile.CHAT: 95_000_000}
"""Largest package in bytes: FAT32 ends at 4 GiB, chat programs at 100 MB."""

_AROUND = 2**17
"""Bytes for frame, README and what age adds to the head."""

_EACH = 512
"""Bytes that one photo needs besides its content: twice its name, its place in the manifest."""


_Piece = TypeVar("_Piece")


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """What goes into one package."""

    records: tuple[Record, ...]
    photos: tuple[Evidence, ...]


def volumes(
    records: Sequence[Record], photos: Sequence[Evidence], limit: int
) -> tuple[Volume, ...]:
    """Distribute records and photos over packages of at most ``limit`` bytes.

    Records of one visit stay together; a visit of more than the format holds is left for the
    writer to refuse.
    """
    room = (limit - _AROUND) * 999 // 1000  # age adds a quarter of a thousandth
    sizes = {record.rid: len(canonical(dict(record.tree))) + 1 for record in records}
    whole = sum(sizes.values()) + sum(one.size + _EACH for one in photos)
    fits = len(photos) <= MAX_OBJECTS and sum(sizes.values()) <= MAX_RECORDS
    if whole <= room and fits:
        return (Volume(records=tuple(records), photos=tuple(photos)),)
    visits = [list(group) for _uid, group in groupby(records, key=_visit)]
    texts = _filled(
        [(sum(sizes[one.rid] for one in visit), visit) for visit in visits],
        min(room, MAX_RECORDS),
        len(visits),
    )
    pictures = _filled([(one.size + _EACH, [one]) for one in photos], room, MAX_OBJECTS)
    return (
        *(Volume(records=tuple(part), photos=()) for part in texts),
        *(Volume(records=(), photos=tuple(part)) for part in pictures),
    )


def _filled(
    pieces: Iterable[tuple[int, list[_Piece]]], room: int, most: int
) -> Iterator[list[_Piece]]:
    """Yield the pieces in order, in lots of at most ``room`` bytes and ``most`` pieces."""
    lot: list[_Piece] = []
    used = count = 0
    for size, piece in pieces:
        if lot and (used + size > room or count == most):
            yield lot
            lot, used, count = [], 0, 0
        lot.extend(piece)
        used += size
        count += 1
    if lot:
        yield lot


def _visit(record: Record) -> str:
    return "/".join(record.uid.split("/")[:5])
