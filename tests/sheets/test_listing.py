"""A listing: what a value looks like, what is added up, and how it stands on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from pypdfium2 import PdfDocument

from inspector.domain.errors import Cancelled
from inspector.domain.points import Points
from inspector.domain.progress import Ticket
from inspector.sheets.leaf import book_pdf, leaf_pdf
from inspector.sheets.listing import Column, Kind, Listing, Table, Total, Value, in_fours, shown
from inspector.sheets.listing_pdf import COUNTED, listing_leaf
from inspector.sheets.page import A3_ACROSS, A4, A4_ACROSS, PaperSize

Texts = Callable[[bytes], list[str]]
Edges = Callable[[bytes], tuple[float, float, float, float]]

AT = datetime(2026, 11, 14, 16, 30, tzinfo=timezone(timedelta(hours=8)))
LONG = "黍垣县古塬镇后辛沟村民委员会易地扶贫搬迁集中安置区联合党支部社区居委会"[:33]
COLUMNS = (
    Column(title="乡镇（街道）", share=20, key="township"),
    Column(title="村（社区）", share=40, strong=True),
    Column(title="尾号", share=8, kind=Kind.CODE),
    Column(title="得分\n（百分制）", share=14, kind=Kind.SCORE, total=Total.MEAN),
    Column(title="问题", share=10, kind=Kind.COUNT, total=Total.SUM),
)


def rows(count: int) -> tuple[tuple[Value, ...], ...]:
    return tuple(
        (
            f"{'㟃䢺石'[number % 3]}镇",
            LONG if number % 9 == 0 else f"后𬇙沟{number}村",
            f"{number % 1000:03d}",
            Fraction(9000 - number, 100),
            number,
        )
        for number in sorted(range(count), key=lambda number: number % 3)
    )


def listing(count: int, **changed: object) -> Listing:
    table = Table(columns=COLUMNS, rows=rows(count), name="一览")
    whole = Listing(title="黍垣县一览表", at=AT, tables=(table,), left="黍垣县", right="2026-11 轮")
    return replace(whole, **changed)  # type: ignore[arg-type] # keywords of the test's choosing


def paper(one: Listing) -> bytes:
    return leaf_pdf(listing_leaf(one, stem="list"))


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.TEXT, "=1+1", "=1+1"),
        (Kind.CODE, "007", "007"),
        (Kind.COUNT, 12345, "12,345"),
        (Kind.COUNT, Fraction(12345), "12,345"),
        (Kind.POINTS, Points(48050), "480.50"),
        (Kind.POINTS, Fraction(48050), "480.50"),
        (Kind.SCORE, Fraction(280, 3), "93.33"),
        (Kind.SCORE, Fraction(-1, 200), "-0.01"),
        (Kind.SCORE, 90, "90.00"),
        (Kind.PERCENT, Fraction(2, 3), "66.67%"),
        (Kind.MONEY, Fraction(12345678, 10), "1,234,567.80"),
        (Kind.MONEY, Fraction(-5, 2), "-2.50"),
        (Kind.DAY, date(2026, 11, 5), "2026-11-05"),
        (Kind.DAY, AT, "2026-11-14"),
        (Kind.MOMENT, AT, "2026-11-14 16:30"),
        (Kind.MOMENT, date(2026, 11, 5), "2026-11-05"),
        (Kind.MONEY, "待县里填写", "待县里填写"),
        (Kind.COUNT, None, ""),
    ],
)
def test_a_value_is_rounded_once_and_shown_by_its_kind(kind: Kind, value: Value, text: str) -> None:
    assert shown(kind, value) == text


def test_sums_and_means_are_exact_and_pass_over_words() -> None:
    columns = (
        Column(title="村", share=1),
        Column(title="得分", share=1, kind=Kind.SCORE, total=Total.MEAN),
        Column(title="件", share=1, kind=Kind.COUNT, total=Total.SUM),
    )
    some = (("甲", Fraction(1, 3), 2), ("乙", "未评", "—"), ("丙", Fraction(1, 6), 3))
    assert Table(columns=columns, rows=some).totals == ("合计", Fraction(1, 4), 5)
    assert Table(columns=columns, rows=(("乙", "未评", "—"),)).totals == ("合计", None, 0)
    assert Table(columns=columns, rows=()).totals is None
    assert Table(columns=columns[:1], rows=(("甲",),)).totals is None
    assert Table(columns=columns[1:2], rows=((Fraction(1),),)).totals == (1,)


def test_a_rate_is_weighed_by_what_it_is_a_rate_of() -> None:
    columns = (
        Column(title="名次", share=1, kind=Kind.COUNT),
        Column(title="乡镇", share=1),
        Column(title="应评", share=1, kind=Kind.COUNT, total=Total.SUM, key="planned"),
        Column(title="率", share=1, kind=Kind.PERCENT, total=Total.MEAN, by="planned"),
    )
    some = ((1, "甲", 10, Fraction(1)), (2, "乙", 30, Fraction(1, 2)), (3, "丙", 0, "—"))
    assert Table(columns=columns, rows=some).totals == (None, "合计", 40, Fraction(5, 8))
    assert Table(columns=columns, rows=some[2:]).totals == (None, "合计", 0, "—")


def test_a_digest_is_grouped_on_paper_alone() -> None:
    assert shown(Kind.DIGEST, "0123abcd") == "0123  abcd"
    assert shown(Kind.DIGEST, None) == ""
    assert in_fours("0123abcd9") == "0123 abcd 9"


@pytest.mark.parametrize("count", [*range(36, 42), *range(101, 141)])
def test_no_page_ends_with_a_head_or_begins_with_the_last_row_or_the_sum(
    count: int, texts: Texts
) -> None:
    table = Table(columns=COLUMNS, rows=[("石镇", "王店村", "001", 90, 7)] * count)
    pages = texts(paper(listing(0, tables=(table,))))
    assert "合计" in pages[-1]
    assert pages[-1].count("王店村") >= 2, "the sum does not stand alone"
    assert all("王店村" in page for page in pages)
    assert (f"（共 {count} 行，完）" in pages[-1]) == (count > COUNTED)
    assert sum(page.count("行，完") for page in pages) == (count > COUNTED)


@pytest.mark.parametrize("count", [*range(28, 42), *range(101, 141)])
def test_signatures_stand_under_rows_and_never_alone(count: int, texts: Texts) -> None:
    table = Table(columns=COLUMNS[:3], rows=[("石镇", "王店村", "001")] * count)
    pages = texts(paper(listing(0, tables=(table,), signers=("监督人",), notes=("说明。",))))
    assert "监督人" in pages[-1]
    assert "王店村" in pages[-1]


def test_the_word_for_the_sum_does_not_stand_in_the_column_that_paper_leaves_out() -> None:
    table = Table(columns=COLUMNS, rows=rows(3), group="township")
    assert table.totals is not None
    assert table.totals[:2] == (None, "合计")
    assert Table(columns=(COLUMNS[0], COLUMNS[4]), rows=(("a", 1),), group="township").totals == (
        "合计",
        1,
    )


@pytest.mark.parametrize("size", [A4, A4_ACROSS, A3_ACROSS], ids=["a4", "a4-across", "a3-across"])
def test_499_rows_keep_head_names_and_edges_on_every_size(
    size: PaperSize, texts: Texts, edges: Edges
) -> None:
    content = paper(listing(499, size=size))
    pages = texts(content)
    assert len(pages) > 3
    assert all("尾号" in text and "百分制" in text for text in pages)
    assert sum(text.count(LONG) for text in pages) == 56
    assert "𬇙" in pages[0]
    assert "合计" in pages[-1]
    assert f"{sum(range(499)):,}" in pages[-1]
    left, _, right, top = edges(content)
    assert left >= size.left - 1
    assert right <= size.right + 1
    assert top <= size.height
    with PdfDocument(content) as document:
        assert document[0].get_size() == pytest.approx((size.width, size.height), abs=0.1)


def test_figures_stand_under_one_another() -> None:
    columns = (
        Column(title="村", share=3),
        Column(title="分", share=1, kind=Kind.SCORE),
        Column(title="名", share=3),
    )
    values = ((f"村{n}", Fraction(10**n, 1), "x") for n in range(4))
    with PdfDocument(
        paper(listing(0, tables=(Table(columns=columns, rows=tuple(values)),)))
    ) as document:
        page = document[0].get_textpage()
        boxes = [page.get_rect(at) for at in range(page.count_rects())]
        ends = {
            round(right, 1)
            for left, bottom, right, top in boxes
            if page.get_text_bounded(left, bottom, right, top).strip().endswith(".00")
        }
    assert len(ends) == 1


def test_groups_have_a_head_of_their_own_that_comes_again(texts: Texts) -> None:
    table = Table(
        columns=COLUMNS,
        rows=rows(150),
        group="township",
        group_notes={"㟃镇": "50 件：待整改 50"},
    )
    pages = texts(paper(listing(0, tables=(table,))))
    whole = "".join(pages)
    assert whole.count("50 件：待整改 50") == 1
    assert "乡镇（街道）" not in whole, "the column is the head of the group"
    assert any("㟃镇（续）" in text for text in pages)


def test_a_group_may_be_headed_by_several_columns(texts: Texts) -> None:
    columns = (
        Column(title="乡镇", share=1, key="township"),
        Column(title="村", share=1, key="site"),
        Column(title="问题", share=3),
        Column(title="签字", share=1, hand=True),
    )
    values = (("古塬镇", "甲村", "一", None), ("古塬镇", "乙村", "二", None))
    table = Table(columns=columns, rows=values, group="township", beside=("site",))
    assert [table.head_of(row) for row in values] == ["古塬镇　甲村", "古塬镇　乙村"]
    noted = replace(table, group_notes={"古塬镇　乙村": "1 件"})
    (text,) = texts(paper(listing(0, tables=(noted,))))
    assert "古塬镇　乙村" in text
    assert "1 件" in text
    assert "村\r\n" not in text.partition("古塬镇")[0], "heads of groups are no columns"
    high = replace(noted, rows=values * 30, least=30.0)
    low = replace(high, least=0.0)
    assert len(texts(paper(listing(0, tables=(high,))))) > len(
        texts(paper(listing(0, tables=(low,))))
    )


def test_a_page_that_begins_with_a_group_has_the_heads_of_the_columns(texts: Texts) -> None:
    columns = (Column(title="乡镇", share=1, key="township"), Column(title="查出什么", share=3))
    for lines in range(20, 60):  # some of them end a page before the second group
        values = (*((f"甲镇{lines}", "一"),) * lines, *(("乙镇", "二"),) * 30)
        table = Table(columns=columns, rows=values, group="township", least=20.0)
        assert all("查出什么" in text for text in texts(paper(listing(0, tables=(table,)))))


def test_no_row_of_a_group_stands_alone_on_a_page(texts: Texts) -> None:
    columns = (Column(title="乡镇", share=1, key="township"), Column(title="查出什么", share=3))
    for lines in range(20, 60):
        values = (("甲镇", "一"),) * lines + (("乙镇", "丁卯"),) * 30 + (("丙镇", "三"),) * 40
        table = Table(columns=columns, rows=values, group="township", least=20.0)
        on_pages = [text.count("丁卯") for text in texts(paper(listing(0, tables=(table,))))]
        assert sum(on_pages) == 30
        assert 1 not in on_pages


def test_a_cell_breaks_after_a_mark_where_that_costs_no_line() -> None:
    columns = (Column(title="村", share=3), Column(title="查出什么", share=1))
    values = (("甲村", "兼职网格员人数过多、网格划分不清"),)
    content = paper(listing(0, tables=(Table(columns=columns, rows=values),)))
    with PdfDocument(content) as document:
        lines = document[0].get_textpage().get_text_bounded().splitlines()
    assert "网格划分不清" in lines


def test_a_short_table_is_never_torn(texts: Texts) -> None:
    short = Table(columns=COLUMNS, rows=rows(8), name="短表")
    for lines in range(101, 145, 2):  # so many are never set closer to save a page
        tables = (Table(columns=COLUMNS, rows=rows(lines), name="长表"), short)
        found = [text for text in texts(paper(listing(0, tables=tables))) if "短表" in text]
        assert len(found) == 1
        assert "合计" in found[0].partition("短表")[2]


def test_a_note_that_has_no_room_beside_its_group_shows_that_it_is_cut(texts: Texts) -> None:
    name = "古" * 30
    columns = (Column(title="乡镇", share=1, key="township"), Column(title="问题", share=3))
    table = Table(
        columns=columns, rows=((name, "一"),), group="township", group_notes={name: "件" * 60}
    )
    (text,) = texts(paper(listing(0, tables=(table,))))
    assert "件…" in text


def test_a_long_list_tells_how_far_it_is_and_stops() -> None:
    told: list[tuple[int, int]] = []
    ticket = Ticket(lambda done, total, _: told.append((done, total)))
    leaf = listing_leaf(listing(150), stem="x")
    assert leaf_pdf(leaf, ticket) == leaf_pdf(leaf)
    assert told
    assert all(done <= total for done, total in told)
    ticket.cancel()
    with pytest.raises(Cancelled):
        leaf_pdf(leaf, ticket)


def test_a_cell_higher_than_a_page_goes_on_on_the_next(texts: Texts, edges: Edges) -> None:
    story = "".join(f"第{number}句话写得很长。" for number in range(900))
    columns = (Column(title="村", share=1), Column(title="记录", share=3))
    content = paper(
        listing(0, tables=(Table(columns=columns, rows=(("甲村", story), ("乙村", "短"))),))
    )
    pages = texts(content)
    assert len(pages) > 2
    assert "".join(pages).count("写") == 900
    assert edges(content)[1] > 20, "only the page number stands below the text"


def test_a_table_without_rows_says_so(texts: Texts) -> None:
    (text,) = texts(
        paper(listing(0, tables=(Table(columns=COLUMNS, rows=(), empty="一件没有。"),)))
    )
    assert "一件没有。" in text
    assert "尾号" not in text


def test_several_tables_have_headings_and_bookmarks_and_one_has_none(texts: Texts) -> None:
    two = listing(
        0,
        tables=(
            Table(columns=COLUMNS, rows=rows(60), name="第一张"),
            Table(columns=COLUMNS, rows=rows(3), name="第二张"),
            Table(columns=COLUMNS, rows=rows(3)),
        ),
    )
    content = paper(two)
    assert "第一张" in texts(content)[0]
    with PdfDocument(content) as document:
        marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    assert marks == [(0, "第一张"), (0, "第二张")]
    bound = book_pdf([listing_leaf(two, stem="list")], Ticket(), title="全部", total=1)
    with PdfDocument(bound) as document:
        marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    assert marks == [(0, "黍垣县一览表"), (1, "第一张"), (1, "第二张")]
    assert "一览\n" not in texts(paper(listing(3)))[0]


def test_what_stands_around_is_printed(texts: Texts) -> None:
    one = listing(
        3,
        subtitles=("2026-11 轮", "更正版 第2版"),
        notes=("排名规则：从高到低。",),
        notice="示范数据。",
        state="暂定",
        hint="还没冻结，不作依据",
        code="0F1E-2D3C-4B5A",
        qr="WXKR1|2026-11|2|2026-11-14T16:30|0f1e2d3c4b5a0000",
        signers=("填表人", "审核人"),
    )
    (text,) = texts(paper(one))
    for words in (
        "更正版 第2版",
        "从高到低",
        "示范数据",
        "暂定",
        "0F1E-2D3C-4B5A",
        "填表人：",
        "审核人：",
    ):
        assert words in text, words
    small = texts(paper(replace(one, small=True)))
    assert small[0].count("后𬇙沟") == text.count("后𬇙沟")


def test_the_same_listing_gives_the_same_bytes() -> None:
    assert paper(listing(30)) == paper(listing(30))
