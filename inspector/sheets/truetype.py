"""TrueType files: what a PDF needs of them, read once a process.

Own reader instead of the PDF library's: that one copies the whole 10 MB outline table for each
subset of 255 characters, writes wrong text-layer codes above U+FFFF, and takes five times as long.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import iter_unpack, pack, pack_into, unpack_from

LONG_OFFSETS = 1
"""Value of head.indexToLocFormat."""

SHORT_TABLE = 4
"""Format of a character table that ends at U+FFFF."""

QUICK, SMALL = 3, 9
"""Levels of compression: of what each file has of its own, and of what is made once a process."""

WORD = 0xFFFF_FFFF
WHOLE_SUM = 0xB1B0_AFBA
"""What the words of a whole font file add up to (OpenType, table head)."""

COMPOSITE = 0x80
"""Sign bit of a glyph's number of contours: it is made of other glyphs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """Font-wide measures in thousandths of the type size, as a PDF font descriptor wants them."""

    ascent: int
    descent: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Glyph outlines one after another: raw, deflated, where each begins; spacing and sum."""

    raw: bytes
    deflated: bytes
    """Ends with a full flush, so that another deflated part may follow."""
    offsets: tuple[int, ...]
    spacing: bytes
    sum: int


Content = bytes | mmap
"""A font file: in memory, or as the system maps it."""


class Face:
    """One TrueType file with outlines; characters are Unicode code points."""

    def __init__(self, content: Content, start: int = 0, *, simple: bool = False) -> None:
        """Read the tables; ``start`` is where the face begins in a collection.

        With ``simple`` it counts only characters whose glyphs are not made of others, which
        strange faces do and our own do not.

        Raises:
            ValueError: No TrueType outlines, or no Unicode character table.
        """
        self._content = content
        self._tables = _directory(content, start)
        if "glyf" not in self._tables:
            raise ValueError("no TrueType outlines")
        self._units: int = unpack_from(">H", content, self._tables["head"][0] + 18)[0]
        self.glyph_of = _characters(content, self._tables["cmap"][0])
        self._spacing = self._read_spacing()
        self._offsets = self._read_offsets()
        self.name = _postscript_name(content, self._tables["name"][0])
        if simple:
            self.glyph_of = {
                code: glyph for code, glyph in self.glyph_of.items() if not self._composite(glyph)
            }
        self.characters = frozenset(map(chr, self.glyph_of))

    @property
    def metrics(self) -> Metrics:
        """The measures of the whole face."""
        left, bottom, right, top = unpack_from(">4h", self._content, self._tables["head"][0] + 36)
        ascent, descent = unpack_from(">2h", self._content, self._tables["hhea"][0] + 4)
        return Metrics(
            ascent=self._scaled(ascent),
            descent=self._scaled(descent),
            box=(
                self._scaled(left),
                self._scaled(bottom),
                self._scaled(right),
                self._scaled(top),
            ),
        )

    def advances(self, codepoints: Iterable[int]) -> list[int]:
        """Return characters' widths in thousandths of the type size.

        Raises:
            KeyError: The face does not have one of them.
        """
        spacing, glyph_of, units = self._spacing, self.glyph_of, self._units
        return [round(spacing[glyph_of[code]][0] * 1000 / units) for code in codepoints]

    def program(self, common: tuple[int, ...], others: tuple[int, ...]) -> tuple[bytes, int]:
        """Return a zlib stream with the font file of these characters, and its plain length.

        Glyph 0 stands for a missing character; then come ``common`` and ``others`` in their order.
        The outlines of ``common`` are deflated once a process and set.

        Raises:
            ValueError: A glyph is made of others, which our faces do not do.
        """
        first = self._common_outlines(common)
        rest = self._outlines([self.glyph_of[code] for code in others], len(first.raw), QUICK)
        offsets = (*first.offsets, *rest.offsets, len(first.raw) + len(rest.raw))
        fixed = self._fixed_tables(len(offsets) - 1)
        plain = _font_file(fixed, first.spacing + rest.spacing, offsets, first.sum + rest.sum)
        length = len(plain) + len(first.raw) + len(rest.raw)
        check = zlib.adler32(rest.raw, zlib.adler32(first.raw, zlib.adler32(plain)))
        stream = b"\x78\x9c" + _deflated(plain, QUICK) + first.deflated + rest.deflated
        return stream + b"\x03\x00" + pack(">I", check), length

    def _composite(self, glyph: int) -> bool:
        start, end = self._offsets[glyph], self._offsets[glyph + 1]
        return end > start and bool(self._content[start] & COMPOSITE)

    @lru_cache(maxsize=8)  # noqa: B019 - faces live as long as the process
    def _common_outlines(self, codes: tuple[int, ...]) -> Outlines:
        return self._outlines([0, *(self.glyph_of[code] for code in codes)], 0, SMALL)

    def _outlines(self, glyphs: Sequence[int], start: int, level: int) -> Outlines:
        offsets, parts = [], []
        for glyph in glyphs:
            outline = self._content[self._offsets[glyph] : self._offsets[glyph + 1]]
            if outline and outline[0] & COMPOSITE:
                raise ValueError(f"glyph {glyph} is made of others")
            offsets.append(start)
            parts.append(outline + b"\0" * (-len(outline) % 4))
            start += len(parts[-1])
        raw = b"".join(parts)
        spacing = b"".join(pack(">Hh", *self._spacing[glyph]) for glyph in glyphs)
        return Outlines(raw, _deflated(raw, level), tuple(offsets), spacing, _sum(raw))

    def _fixed_tables(self, count: int) -> dict[bytes, bytes]:
        """Return the tables that only need the new number of glyphs."""
        head, hhea, (maxp, length) = (
            self._tables["head"][0],
            self._tables["hhea"][0],
            self._tables["maxp"],
        )
        content, counted = self._content, pack(">H", count)
        return {
            b"head": content[head : head + 8]
            + b"\0" * 4  # the sum of the whole file comes here
            + content[head + 12 : head + 50]
            + pack(">2H", LONG_OFFSETS, 0),
            b"hhea": content[hhea : hhea + 34] + counted,
            b"maxp": content[maxp : maxp + 4] + counted + content[maxp + 6 : maxp + length],
        }

    def _read_spacing(self) -> list[tuple[int, int]]:
        """Read each glyph's advance and left side bearing."""
        (count,) = unpack_from(">H", self._content, self._tables["hhea"][0] + 34)
        (glyphs,) = unpack_from(">H", self._content, self._tables["maxp"][0] + 4)
        start = self._tables["hmtx"][0]
        pairs = list(iter_unpack(">Hh", self._content[start : start + 4 * count]))
        bearings = unpack_from(f">{glyphs - count}h", self._content, start + 4 * count)
        return pairs + [(pairs[-1][0], bearing) for bearing in bearings]

    def _read_offsets(self) -> list[int]:
        (form,) = unpack_from(">H", self._content, self._tables["head"][0] + 50)
        start, length = self._tables["loca"]
        base = self._tables["glyf"][0]
        letter, scale = ("I", 1) if form == LONG_OFFSETS else ("H", 2)
        offsets = array(letter, self._content[start : start + length])
        offsets.byteswap()
        return [base + scale * offset for offset in offsets]

    def _scaled(self, units: int) -> int:
        return round(units * 1000 / self._units)


def read_face(path: Path) -> Face:
    """Read a font file.

    Raises:
        ValueError: As :class:`Face`.
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        return Face(mmap(file.fileno(), 0, access=ACCESS_READ))


def _directory(content: Content, start: int) -> dict[str, tuple[int, int]]:
    (count,) = unpack_from(">H", content, start + 4)
    rows = (unpack_from(">4s3I", content, start + 12 + 16 * index) for index in range(count))
    return {tag.decode("latin-1"): (place, length) for tag, _check, place, length in rows}


def _characters(content: Content, start: int) -> dict[int, int]:
    (count,) = unpack_from(">H", content, start + 2)
    rows = (unpack_from(">2HI", content, start + 4 + 8 * index) for index in range(count))
    places = {(platform, encoding): start + offset for platform, encoding, offset in rows}
    if (3, 10) in places:
        return _segmented(content, places[3, 10])
    if (3, 1) in places:
        return _short_segmented(content, places[3, 1])
    raise ValueError("no Unicode character table")


def _short_segmented(content: Content, start: int) -> dict[int, int]:
    """Read format 4, which ends at U+FFFF: all that older faces have.

    Raises:
        ValueError: The table is of another format.
    """
    form, _length, _language, doubled = unpack_from(">4H", content, start)
    if form != SHORT_TABLE:
        raise ValueError(f"character table of format {form}")
    count = doubled // 2
    ends = unpack_from(f">{count}H", content, start + 14)
    body = start + 16 + doubled
    firsts = unpack_from(f">{count}H", content, body)
    deltas = unpack_from(f">{count}H", content, body + doubled)
    offsets = unpack_from(f">{count}H", content, body + 2 * doubled)
    glyphs: dict[int, int] = {}
    for row, (first, last) in enumerate(zip(firsts, ends, strict=True)):
        codes = range(first, min(last, 0xFFFE) + 1)
        numbers: Sequence[int] = codes
        if offsets[row]:
            listed = body + 2 * doubled + 2 * row + offsets[row]
            numbers = unpack_from(f">{len(codes)}H", content, listed)
        for code, number in zip(codes, numbers, strict=True):
            glyph = (number + deltas[row]) % 0x10000
            if glyph and (number or not offsets[row]):
                glyphs[code] = glyph
    return glyphs


def _segmented(content: Content, start: int) -> dict[int, int]:
    """Read format 12: groups of code points that follow one another."""
    (groups,) = unpack_from(">I", content, start + 12)
    numbers = unpack_from(f">{3 * groups}I", content, start + 16)
    glyphs: dict[int, int] = {}
    for first, last, glyph in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        glyphs.update(
            zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)
        )
    return glyphs


def _postscript_name(content: Content, start: int) -> str:
    _form, count, texts = unpack_from(">3H", content, start)
    for index in range(count):
        row = unpack_from(">6H", content, start + 6 + 12 * index)
        if row[0] == 3 and row[3] == 6:
            place = start + texts + row[5]
            return content[place : place + row[4]].decode("utf-16-be")
    raise ValueError("the face has no PostScript name")


def _deflated(raw: bytes, level: int) -> bytes:
    stream = zlib.compressobj(level, wbits=-15)
    return stream.compress(raw) + stream.flush(zlib.Z_FULL_FLUSH)


def _font_file(
    fixed: dict[bytes, bytes], spacing: bytes, offsets: tuple[int, ...], outlines: int
) -> bytes:
    """Return a font file up to its outlines, which come last; ``outlines`` is their sum."""
    tables = {**fixed, b"hmtx": spacing, b"loca": pack(f">{len(offsets)}I", *offsets)}
    start = begin = 12 + 16 * (1 + len(tables))
    rows, body = [], []
    for tag, table in sorted(tables.items()):
        body.append(table + b"\0" * (-len(table) % 4))
        rows.append(pack(">4s3I", tag, _sum(body[-1]), start, len(table)))
        start += len(body[-1])
    rows.insert(0, pack(">4s3I", b"glyf", outlines & WORD, start, offsets[-1]))
    head = pack(">I4H", 0x00010000, len(rows), 64, 2, 16 * len(rows) - 64)
    file = bytearray(b"".join([head, *rows, *body]))
    # Of the tables here, head is the first.
    pack_into(">I", file, begin + 8, (WHOLE_SUM - _sum(bytes(file)) - outlines) & WORD)
    return bytes(file)


def _sum(content: bytes) -> int:
    """Return the sum of a table's words, of four bytes each, as a font file counts it."""
    words = array("I", content)
    words.byteswap()
    return sum(words) & WORD
