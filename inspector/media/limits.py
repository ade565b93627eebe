"""What a photo may measure, and what decoding one may cost."""

from __future__ import annotations

from dataclasses import dataclass, field

from inspector.media.kinds import Kind

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a photo may measure; checked on its header, before any pixel is decoded."""

    max_bytes: int = 60 * MEGABYTE
    max_pixels: int = 50_000_000
    max_edge: int = 12_000
    kinds: frozenset[Kind] = field(default=frozenset(Kind))


LIMITS = Limits()
"""A camera's file; phones write HEIC, and 48-megapixel ones up to 40 MB."""

RECEIVED = Limits(max_bytes=25 * MEGABYTE, kinds=frozenset({Kind.JPEG, Kind.PNG}))
"""A photo out of a package: the caps of the package format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What the decode process may use.

    ``memory`` is its whole address space in bytes, ``cpu_seconds`` and ``wall_seconds`` are for
    one photo; the slowest of Pillow's own 1,060 test pictures takes 1.3 s. ``start_seconds`` is
    for its start, which a virus scanner may draw out.
    """

    memory: int = 1_500_000_000
    cpu_seconds: int = 10
    wall_seconds: float = 20.0
    start_seconds: float = 60.0


BOUNDS = Bounds()
