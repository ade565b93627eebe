"""Reading TrueType files and cutting them down."""

from __future__ import annotations

import zlib
from io import BytesIO
from struct import pack, pack_into, unpack_from

import pytest
from fontTools.ttLib import TTFont
from PIL import ImageFont

from inspector.platform.resources import resource
from inspector.sheets.fonts import REGULAR_FILE, bold, regular
from inspector.sheets.truetype import Face

TEXT = "后𬇙沟村é½①ab"
COMMON = "乡镇村"


def codes(text: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(map(ord, text)))


def tables(content: bytes) -> dict[str, bytes]:
    (count,) = unpack_from(">H", content, 4)
    rows = (unpack_from(">4s3I", content, 12 + 16 * row) for row in range(count))
    return {tag.decode(): content[start : start + length] for tag, _, start, length in rows}


def outlines(content: bytes) -> list[bytes]:
    found = tables(content)
    long = unpack_from(">H", found["head"], 50)[0] == 1
    count = len(found["loca"]) // (4 if long else 2)
    offsets = unpack_from(f">{count}{'I' if long else 'H'}", found["loca"])
    places = [offset * (1 if long else 2) for offset in offsets]
    return [found["glyf"][places[at] : places[at + 1]] for at in range(count - 1)]


@pytest.fixture(scope="module")
def whole() -> bytes:
    return resource("fonts", REGULAR_FILE).read_bytes()


def test_widths_agree_with_freetype(whole: bytes) -> None:
    freetype = ImageFont.truetype(BytesIO(whole), 1000, layout_engine=ImageFont.Layout.BASIC)
    expected = [freetype.getlength(chr(code)) for code in codes(TEXT)]
    assert regular().faces[0].advances(codes(TEXT)) == expected


def test_the_face_knows_its_measures_and_its_name() -> None:
    face = regular().faces[0]
    assert (face.metrics.ascent, face.metrics.descent) == (1160, -288)
    assert face.metrics.box[1] < 0 < face.metrics.box[3]
    assert face.name == "NotoSansSC-Regular"


def test_a_subset_has_the_outlines_and_spacing_of_the_whole_face(whole: bytes) -> None:
    common = codes(COMMON)
    others = tuple(code for code in codes(TEXT) if code not in common)
    face = regular().faces[0]
    stream, length = face.program(common, others)
    part = zlib.decompress(stream)
    assert len(part) == length
    every, kept = outlines(whole), outlines(part)
    assert len(kept) == 1 + len(common) + len(others)
    spacing, metrics = tables(part)["hmtx"], tables(whole)["hmtx"]
    for number, code in enumerate((*common, *others), start=1):
        glyph = face.glyph_of[code]
        assert kept[number].rstrip(b"\0") == every[glyph].rstrip(b"\0"), chr(code)
        assert spacing[4 * number : 4 * number + 4] == metrics[4 * glyph : 4 * glyph + 4]


def read_all(font: bytes) -> set[str]:
    """Read all tables by a library that looks at their sums."""
    with TTFont(BytesIO(font), checkChecksums=2) as whole:
        return {tag for tag in whole.reader.keys() if whole.reader[tag]}  # noqa: SIM118 - no dict


def test_a_subset_is_a_font_file_whose_sums_are_right() -> None:
    common, others = codes(COMMON), tuple(set(codes(TEXT)) - set(codes(COMMON)))
    stream, _ = regular().faces[0].program(common, others)
    part = zlib.decompress(stream)
    assert read_all(part) == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}
    words = unpack_from(f">{len(part) // 4}I", part)
    assert sum(words) & 0xFFFFFFFF == 0xB1B0AFBA
    spoilt = bytearray(part)
    spoilt[-5] ^= 1
    with pytest.raises(AssertionError):
        read_all(bytes(spoilt))


def test_the_tables_of_a_subset_count_its_glyphs() -> None:
    stream, _ = regular().faces[0].program(codes("村"), codes("乡"))
    found = tables(zlib.decompress(stream))
    assert sorted(found) == ["glyf", "head", "hhea", "hmtx", "loca", "maxp"]
    assert unpack_from(">H", found["maxp"], 4) == unpack_from(">H", found["hhea"], 34) == (3,)


def test_a_subset_is_the_same_whether_its_common_part_was_cut_before_or_not(whole: bytes) -> None:
    face = Face(whole)
    common, others = codes(COMMON), codes("后𬇙沟")
    first = face.program(common, others)
    assert face.program(common, others) == first
    assert regular().faces[0].program(common, others) == first


def test_an_empty_subset_holds_only_the_missing_glyph() -> None:
    stream, _ = bold().faces[0].program((), ())
    assert len(outlines(zlib.decompress(stream))) == 1


def test_a_glyph_made_of_others_is_refused(whole: bytes) -> None:
    altered = bytearray(whole)
    face = regular().faces[0]
    pack_into(">h", altered, face._offsets[face.glyph_of[ord("é")]], -1)
    with pytest.raises(ValueError, match="made of others"):
        Face(bytes(altered)).program((), codes("é"))


def test_a_file_without_outlines_is_refused() -> None:
    with pytest.raises(ValueError, match="outlines"):
        Face(pack(">4s4H", b"OTTO", 0, 0, 0, 0))


def test_a_face_without_full_character_table_is_refused(whole: bytes) -> None:
    altered = bytearray(whole)
    start = regular().faces[0]._tables["cmap"][0]
    pack_into(">H", altered, start + 2, 0)
    with pytest.raises(ValueError, match="character table"):
        Face(bytes(altered))


def test_a_face_without_a_name_is_refused(whole: bytes) -> None:
    altered = bytearray(whole)
    pack_into(">H", altered, regular().faces[0]._tables["name"][0] + 2, 0)
    with pytest.raises(ValueError, match="PostScript"):
        Face(bytes(altered))
