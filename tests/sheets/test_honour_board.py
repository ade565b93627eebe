"""红榜 and 提醒榜: large enough to hang up, one page where it can be, never cut off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction

from inspector.domain.ids import Digest
from inspector.sheets.honour_board import BoardEntry, BoardSection, BoardSheet, board_leaf
from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.page import A4

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


def test_a_provisional_board_and_an_empty_one_say_so(texts: Texts) -> None:
    empty = replace(
        SHEET, digest=None, praise=False, sections=(BoardSection(title="乡镇", entries=()),)
    )
    (text,) = texts(leaf_pdf(board_leaf(empty, stem="x")))
    assert "暂定" in text
    assert "没有上榜" in text
    assert "记录码" not in text


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
