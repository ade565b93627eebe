"""Typefaces on the system are found by the name inside the file."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from struct import pack, pack_into, unpack_from

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from inspector.sheets import official_faces as faces
from inspector.sheets import truetype
from inspector.sheets.fonts import regular
from inspector.sheets.installed_fonts import find_installed, read_installed
from inspector.sheets.official_faces import font_report, official_faces
from inspector.sheets.truetype import Face


def box(width: int = 900) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    pen.lineTo((50, 700))
    pen.lineTo((width, 700))
    pen.closePath()
    return pen.glyph()


def made(name: str, text: str = "村委会", *, restricted: bool = False) -> TTFont:
    """Build a small face that has only a short character table, as older ones do."""
    builder = FontBuilder(1000, isTTF=True)
    order = [".notdef", *(f"u{ord(sign):04X}" for sign in text), "accent", "made"]
    builder.setupGlyphOrder(order)
    cmap = {ord(sign): f"u{ord(sign):04X}" for sign in text}
    builder.setupCharacterMap({**cmap, ord("é"): "made"})
    composite = TTGlyphPen({"accent": box()})
    composite.addComponent("accent", (1, 0, 0, 1, 0, 0))
    glyphs = {glyph: box() for glyph in order}
    glyphs["made"] = composite.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 50)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(fsType=2 if restricted else 8)
    builder.setupPost()
    return builder.font


def saved(font: TTFont, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    font.save(path)
    return path


def test_a_face_is_found_by_its_own_name_wherever_its_file_lies(tmp_path: Path) -> None:
    path = saved(made("FangSong_GB2312"), tmp_path / "deep" / "SIMFANG.TTF")
    found = find_installed([tmp_path], ["FangSong_GB2312", "SimHei"])
    assert {name: one.path for name, one in found.items()} == {"FangSong_GB2312": path}
    face = read_installed(found["FangSong_GB2312"])
    assert face is not None
    assert face.name == "FangSong_GB2312"
    assert {"村", "委"} <= face.characters


def test_glyphs_made_of_others_count_as_missing(tmp_path: Path) -> None:
    saved(made("FangSong"), tmp_path / "a.ttf")
    face = read_installed(find_installed([tmp_path], ["FangSong"])["FangSong"])
    assert face is not None
    assert "é" not in face.characters


def test_a_face_in_a_collection_is_found_and_read(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [made("NSimSun", "一二"), made("KaiTi", "三四")]
    collection.save(tmp_path / "all.ttc")
    found = find_installed([tmp_path], ["KaiTi"])
    face = read_installed(found["KaiTi"])
    assert found["KaiTi"].start > 0
    assert face is not None
    assert "三" in face.characters
    assert "一" not in face.characters


def test_what_cannot_be_used_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0\0\xff")
    (tmp_path / "empty.ttf").write_bytes(b"")
    (tmp_path / "note.txt").write_text("FangSong")
    (tmp_path / "nameless.ttf").write_bytes(pack(">I4H", 0x10000, 0, 0, 0, 0))
    saved(made("SimHei", restricted=True), tmp_path / "kept.ttf")
    found = find_installed([tmp_path, tmp_path / "gone"], ["FangSong", "SimHei"])
    assert list(found) == ["SimHei"]
    assert read_installed(found["SimHei"]) is None
    found["SimHei"].path.unlink()
    assert read_installed(found["SimHei"]) is None


def test_a_short_table_that_lists_glyphs_one_by_one_is_read() -> None:
    font = made("FangSong", "丄一丁七三丂")  # neighbours whose glyphs do not follow one another
    held = BytesIO()
    font.save(held)
    face = Face(held.getvalue())
    named = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}
    assert face.glyph_of == named


def test_a_short_table_may_leave_holes() -> None:
    table = pack(">7H", 4, 0, 0, 4, 0, 0, 0) + pack(">2HH2H", 0x4E02, 0xFFFF, 0, 0x4E00, 0xFFFF)
    table += pack(">2H2H3H", 0, 1, 4, 0, 5, 0, 7)
    assert truetype._short_segmented(table, 0) == {0x4E00: 5, 0x4E02: 7}


def test_a_face_named_for_another_system_alone_is_passed_over(tmp_path: Path) -> None:
    font = made("FangSong")
    font["name"].names = []
    font["name"].setName("FangSong", 6, 1, 0, 0)
    saved(font, tmp_path / "mac.ttf")
    assert not find_installed([tmp_path], ["FangSong"])


def test_a_folder_that_may_not_be_read_counts_as_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path, _pattern: str) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "rglob", refuse)
    assert not find_installed([tmp_path], ["FangSong"])


def test_a_face_that_says_nothing_of_embedding_is_taken(tmp_path: Path) -> None:
    font = made("FangSong")
    del font["OS/2"]
    saved(font, tmp_path / "old.ttf")
    assert read_installed(find_installed([tmp_path], ["FangSong"])["FangSong"]) is not None


def test_a_character_table_of_another_format_is_refused() -> None:
    held = BytesIO()
    made("FangSong").save(held)
    content = bytearray(held.getvalue())
    start = Face(bytes(content))._tables["cmap"][0]
    (count,) = unpack_from(">H", content, start + 2)
    for row in range(count):  # format 4 becomes a format that nobody writes
        (place,) = unpack_from(">I", content, start + 8 + 8 * row)
        pack_into(">H", content, start + place, 2)
    with pytest.raises(ValueError, match="format 2"):
        Face(bytes(content))


def test_the_typeface_asked_for_is_used_where_it_is_installed(tmp_path: Path) -> None:
    saved(made("FangSong_GB2312"), tmp_path / "simfang.ttf")
    body = official_faces((tmp_path,)).body()
    assert [(face.name, text) for face, text in body.runs("村㑀民")] == [
        ("FangSong_GB2312", "村"),
        ("NotoSansSC-Regular", "㑀"),
        ("NotoSerifSC-RegularGBSubset", "民"),
    ]
    report = font_report((tmp_path,))
    assert [line.sentence for line in report] == [
        "",
        "方正小标宋 没有装，标题用思源宋体粗体代替",
        "黑体 没有装，一级标题用思源黑体粗体代替",
        "楷体_GB2312 没有装，二级标题用霞鹜文楷代替",
    ]
    assert (report[0].wanted, report[0].used) == ("仿宋_GB2312", "仿宋_GB2312")


def test_a_face_that_may_not_be_embedded_is_replaced_and_said(tmp_path: Path) -> None:
    saved(made("FangSong_GB2312", restricted=True), tmp_path / "a.ttf")
    saved(made("FangSong"), tmp_path / "b.ttf")
    assert font_report((tmp_path,))[0].used == "仿宋"


def test_without_installed_ones_the_bundled_typefaces_stand_in() -> None:
    ours = official_faces()
    names = [
        role().faces[0].name for role in (ours.body, ours.title, ours.heading, ours.subheading)
    ]
    assert names == [
        "NotoSerifSC-RegularGBSubset",
        "NotoSerifSC-BoldGBSubset",
        "NotoSansSC-BoldGBSubset",
        "LXGWWenKai-GBSubset",
    ]
    assert all(line.stands_in for line in font_report(()))
    assert ours is official_faces()


def test_rare_place_names_and_whole_gb2312_can_be_drawn_in_every_role() -> None:
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    gb2312 = "".join(row.decode("gb2312", "ignore") for row in rows)
    for role in ("body", "title", "heading", "subheading"):
        typeface = getattr(official_faces(), role)()
        assert typeface.faces[0].characters.issuperset(gb2312), role
        shown = "".join(text for _, text in typeface.runs("㟃䢺𬇙“五星”〔2026〕①"))
        assert shown == "㟃䢺𬇙“五星”〔2026〕①"


def test_quotation_marks_of_the_subheading_are_a_whole_em_wide() -> None:
    assert official_faces().subheading().width("“”", 16) == 32


def test_nothing_is_read_before_a_document_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("a typeface was read")

    monkeypatch.setattr(faces, "read_face", refuse)
    monkeypatch.setattr(faces, "_chosen", refuse)
    official_faces((Path("/nowhere"),))
    assert regular().faces
