"""红榜 and 提醒榜: large enough to hang up, one page where it can be, never cut off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction

import pytest
from pypdfium2 import PdfDocument

from inspector.domain.ids import Digest
from inspector.sheets.honour_board import (
    A3,
    SHORTEST,
    BoardEntry,
    BoardSection,
    BoardSheet,
    _even,
    _phrases,
    board_leaf,
)
from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.page import A4, MM, plain

Texts = Callable[[bytes], list[str]]
Edges = Callable[[bytes], tuple[float, float, float, float]]

LONG = "黍垣县古塬镇后辛沟村民委员会易地扶贫搬迁集中安置区联合党支部社区居委会"[:33]


def entries(count: int, *, reasons: int = 2) -> tuple[BoardEntry, ...]:
    return tuple(
        BoardEntry(
            place=place,
            name=f"古塬镇 {LONG}" if place == 2 else f"㟃山镇 后𬇙沟{place}村",
            percent=Fraction(10000 - place, 101),
            reasons=("比全县平均高 3.20 分，已评 12 个站点",) * reasons,
        )
        for place in range(1, count + 1)
    )


SHEET = BoardSheet(
    county="黍垣县",
    round="2026-11",
    name="红榜",
    praise=True,
    at=datetime(2026, 11, 14, 16, 30, tzinfo=timezone(timedelta(hours=8))),
    sections=(
        BoardSection(title="乡镇（街道）", entries=entries(3)),
        BoardSection(title="村（社区）", entries=entries(3)),
    ),
    edition=2,
    digest=Digest("0f1e2d3c4b5a" + "0" * 52),
)


def test_a_board_stands_on_one_page_with_names_scores_and_code(texts: Texts, edges: Edges) -> None:
    content = leaf_pdf(board_leaf(SHEET, stem="红榜"))
    (text,) = texts(content)
    for words in ("红榜", "㟃山镇 后𬇙沟1村", "99.00 分", "比全县平均高", "0F1E-2D3C-4B5A"):
        assert words in text, words
    assert text.count(LONG[-4:]) == 2, "a long name wraps"
    left, bottom, right, _ = edges(content)
    assert left >= A4.left - 1
    assert right <= A4.right + 1
    assert bottom > 20
    assert content == leaf_pdf(board_leaf(SHEET, stem="红榜"))


def test_many_ties_make_it_smaller_and_then_two_pages(texts: Texts) -> None:
    some = replace(SHEET, sections=(BoardSection(title="村（社区）", entries=entries(7)),))
    assert len(texts(leaf_pdf(board_leaf(some, stem="x")))) == 1
    many = replace(SHEET, sections=(BoardSection(title="村（社区）", entries=entries(40)),))
    pages = texts(leaf_pdf(board_leaf(many, stem="x")))
    assert len(pages) > 1
    assert "后𬇙沟40村" in pages[-1]
    assert all("红榜（续）" in page and "村（社区）" in page for page in pages[1:])
    assert "（续）" not in pages[0]


def test_a_provisional_board_and_an_empty_one_say_so(texts: Texts) -> None:
    empty = replace(
        SHEET, digest=None, praise=False, sections=(BoardSection(title="乡镇", entries=()),)
    )
    (text,) = texts(leaf_pdf(board_leaf(empty, stem="x")))
    assert "暂定" in text
    assert "红榜（暂定）" in text, "in the largest type"
    assert "乡镇" not in text, "a section without anybody has no head"
    assert "没有上榜" in text
    assert "记录码" not in text


def test_on_a3_the_same_is_larger(texts: Texts, edges: Edges) -> None:
    small, large = (leaf_pdf(board_leaf(replace(SHEET, size=size), stem="x")) for size in (A4, A3))
    assert [text.split() for text in texts(small)] == [text.split() for text in texts(large)]
    left, bottom, right, _ = edges(large)
    assert left >= A3.left - 1
    assert right <= A3.right + 1
    assert bottom > 20
    with PdfDocument(large) as document:
        assert document[0].get_size() == pytest.approx((297 * MM, 420 * MM), abs=0.1)


def test_a_name_of_any_length_stays_between_the_frames(texts: Texts, edges: Edges) -> None:
    sheet = replace(SHEET, name="乡村振兴先进集体光荣榜", county=LONG, digest=None)
    content = leaf_pdf(board_leaf(sheet, stem="x"))
    left, _, right, _ = edges(content)
    assert left >= A4.left - 1
    assert right <= A4.right + 1
    assert "乡村振兴先进集体光荣榜（暂定）" in texts(content)[0]


@pytest.mark.parametrize("count", range(20, 60))
def test_no_last_line_is_a_character_or_two(count: int) -> None:
    style = plain(13, 20)
    text = "查垃圾外溢柴草乱堆沟渠黑臭水体"[: count % 15] + "问题多在村容村貌" * 7
    width = style.width("一" * 20)
    lines = _even(text[:count], style, width)
    assert "".join(lines) == text[:count]
    assert all(style.width(line) <= width for line in lines)
    assert len(lines) == len(style.lines(text[:count], width))
    assert len(lines) == 1 or len(lines[-1]) >= SHORTEST


def test_a_reason_breaks_after_a_mark_unless_a_phrase_is_too_long() -> None:
    style = plain(13, 20)
    width = style.width("一" * 12)
    text = "争当好支书：与实际不符、当天无值班记录×2、记录后补×2；没有公示"
    lines = _phrases(text, style, width)
    assert "".join(lines) == text
    assert lines[-1] == "记录后补×2；没有公示"
    assert _phrases("、、没有公示", style, width) == ["、、没有公示"]
    assert all(style.width(line) <= width for line in lines)
    long = _phrases("查" * 13, style, width)
    assert [len(line) for line in long] == [9, 4]


def test_places_over_ninety_nine_fit_their_disc(texts: Texts) -> None:
    late = tuple(replace(one, place=one.place + 496) for one in entries(3))
    sheet = replace(SHEET, sections=(BoardSection(title="村（社区）", entries=late),))
    assert "497" in texts(leaf_pdf(board_leaf(sheet, stem="x")))[0]


def test_its_table_has_a_line_for_each_entry() -> None:
    listing = board_leaf(SHEET, stem="x").listing
    assert listing is not None
    (table,) = listing.tables
    assert len(table.rows) == 6
    assert table.rows[0][:2] == ("乡镇（街道）", 1)
