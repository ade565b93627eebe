"""照片册 on paper: boxes, captions cut at clauses, what the head counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from io import BytesIO

import pytest
from golden import assert_golden
from PIL import Image
from pypdfium2 import PdfDocument

from inspector.platform.clock import CHINA
from inspector.sheets import qr
from inspector.sheets.album_sheet import (
    PHOTO_WIDE,
    TEXT,
    AlbumPart,
    AlbumPhoto,
    AlbumSheet,
    album_leaf,
    caption_lines,
    shortened,
    summary,
)
from inspector.sheets.leaf import leaf_pdf

LONG = "黄泛区农场第三分场与清渠镇共同管理的东西大街及南北环路联合社区村"
IMAGE = 3
"""What a PDF reader calls a picture."""


def picture(kind: str, size: tuple[int, int]) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "grey").save(file, kind)
    return file.getvalue()


def photo(number: int, opened: Callable[[], bytes | str]) -> AlbumPhoto:
    return AlbumPhoto(
        about=f"ST-{number} 村容村貌",
        text=f"ST-{number}.1 房前屋后、主次干道和背街小巷没有垃圾乱倒、柴草乱堆、污水乱流、㟃头坡",
        when="2026-11-05 09:01:20（手机原时间 08:54:20）　芦玉兰",
        open=opened,
    )


ALBUM = AlbumSheet(
    county="黍垣县",
    title="照片册",
    place="古塬镇 后𬇙沟村（尾号 217）",
    facts="2026年11月5日　交叉考评",
    at=datetime(2026, 11, 5, 9, 40, tzinfo=CHINA),
    parts=(
        AlbumPart(
            heading="",
            facts="",
            photos=(
                photo(1, partial(picture, "JPEG", (400, 300))),
                photo(2, partial(picture, "PNG", (300, 400))),
                photo(3, lambda: "照片不合格，未印"),
                *(photo(n, partial(picture, "JPEG", (400, 225))) for n in range(4, 8)),
            ),
            absent={"只看不拍": 2},
        ),
    ),
    right="2026-11 轮　T07 组（石垴镇）",
    notice="示范数据",
    code="A1B2-C3D4-E5F6",
    qr_drawing=(qr.drawing("WXKP1|x"), "WXKP1|x"),
)


def printed(sheet: AlbumSheet) -> bytes:
    return leaf_pdf(album_leaf(sheet, stem=""))


def test_the_book_looks_as_it_was_signed_off() -> None:
    assert_golden(printed(ALBUM), "album")


def test_a_book_of_rounds_has_a_head_for_each_and_wraps_a_long_name(
    texts: Callable[[bytes], list[str]],
) -> None:
    part = replace(ALBUM.parts[0], heading="2026-10 轮　交叉考评", facts="T01 组")
    empty = AlbumPart(heading="2026-11 轮　交叉考评", facts="T02 组", photos=())
    sheet = replace(ALBUM, place=f"古塬镇 {LONG}（尾号 217）", parts=(part, empty), code="",
                    qr_drawing=("", ""))  # fmt: skip
    first, second = texts(printed(sheet))
    assert LONG in first.replace("\n", "")
    assert "2026-10 轮" in first
    assert "2026-11 轮" in second
    assert "没有可印的照片。" in second
    assert "记录码" not in first + second


@pytest.mark.parametrize(
    ("instead", "absent", "said"),
    [
        (["", ""], {}, "共 2 张照片，全部印出。"),
        (
            ["", "照片未检，未印", "照片未检，未印"],
            {"只看不拍": 1},
            "共 4 张照片，印出 1 张；未印 3 张：照片未检 2 张，只看不拍 1 张。",
        ),
    ],
)
def test_the_head_counts_what_is_printed_and_why_not(
    instead: list[str], absent: dict[str, int], said: str
) -> None:
    part = AlbumPart(heading="", facts="", photos=(), absent=absent)
    assert summary([part], instead) == said


def test_a_text_has_two_lines_and_no_more() -> None:
    sixty = (
        "村部东墙宣传栏是去年的，没有更新，㟃头坡、䢺河边、𬇙沟的群众不知道新政策，"
        "村干部说打印店关门了还没有做，月底以前会换新的"
    )
    assert len(sixty) == 60
    assert "".join(caption_lines(sixty)) == sixty
    first, second = caption_lines(sixty * 3)
    assert second.endswith("…")
    assert (first + second)[:-1] in sixty * 3
    assert TEXT.width(second) <= PHOTO_WIDE


def test_forty_photos_of_all_shapes_stand_in_rows_as_high_as_they_are(
    texts: Callable[[bytes], list[str]],
) -> None:
    shapes = [(400, 300), (300, 400), (1600, 200), (1700, 200), (24, 18), (20, 20), (200, 1600)]
    many = tuple(
        photo(number, partial(picture, "JPEG", shapes[number % len(shapes)]))
        for number in range(40)
    )
    pages = texts(printed(replace(ALBUM, parts=(replace(ALBUM.parts[0], photos=many),))))
    assert "共 42 张照片，印出 40 张" in pages[0]
    counts = [page.count("芦玉兰") for page in pages]
    assert sum(counts) == 40
    assert set(counts[:-1]) <= {6, 8}, "low ones need less of a page"
    assert 8 in counts


def test_a_tiny_photo_is_not_blown_up() -> None:
    tiny = replace(ALBUM.parts[0], photos=(photo(1, partial(picture, "PNG", (24, 18))),))
    with PdfDocument(printed(replace(ALBUM, parts=(tiny,)))) as document:
        found = [one.get_bounds() for one in document[0].get_objects() if one.type == IMAGE]
    left, bottom, right, top = found[0]
    assert (round(right - left), round(top - bottom)) == (24, 18)


def test_a_caption_ends_where_a_clause_or_a_word_ends() -> None:
    text = "房前屋后、主次干道和背街小巷没有垃圾乱倒，柴草乱堆，污水乱流，牲畜散养的不算"
    cut = shortened(text, TEXT, PHOTO_WIDE)
    assert cut == "房前屋后、主次干道和背街小巷没有垃圾乱倒，柴草乱堆…"
    assert TEXT.width(cut) <= PHOTO_WIDE
    whole = shortened("没有标点" * 20, TEXT, 60)
    assert whole.endswith("…")
    assert TEXT.width(whole) <= 60
    early = shortened(f"甲，{'没有标点' * 20}", TEXT, 60)
    assert len(early) > 3, "a clause that ends at once is no place to cut"
    assert shortened("短", TEXT, 60) == "短"
    assert shortened("2026年11月5日以后", TEXT, 50) == "2026年…"


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        (f"古塬镇 {LONG}（尾号 217）", [f"古塬镇 {LONG}", "（尾号 217）"]),
        ("古塬镇 后𬇙沟村（尾号 217）", ["古塬镇 后𬇙沟村（尾号 217）"]),
        ("古塬镇", ["古塬镇"]),
    ],
)
def test_the_tail_of_a_place_stays_in_one_piece(place: str, lines: list[str]) -> None:
    sheet = replace(ALBUM, place=place)
    with PdfDocument(printed(sheet)) as document:
        text = document[0].get_textpage().get_text_bounded()
    _, _, after = text.partition("照片册")
    assert [line.strip() for line in after.splitlines()[: len(lines)]] == lines
