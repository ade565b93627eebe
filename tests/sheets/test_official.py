"""Official documents on the grid of GB/T 9704: heads, body, signature, 版记, page numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from golden import assert_golden
from pypdfium2 import PdfDocument

from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.official import official_leaf
from inspector.sheets.official_blocks import Numbering, chinese_number
from inspector.sheets.official_faces import official_faces
from inspector.sheets.official_facts import (
    Attachment,
    Block,
    Form,
    FormField,
    Grid,
    GridColumn,
    Heading,
    Mode,
    Official,
    Stamp,
    Text,
)
from inspector.sheets.official_grid import BOTTOM, CELL, LEFT, PITCH, RIGHT, TOP
from inspector.sheets.page import HEIGHT, MM

Texts = Callable[[bytes], list[str]]
AT = datetime(2026, 11, 17, 9, 0, tzinfo=timezone(timedelta(hours=8)))
PARAGRAPH = (
    "11月3日至9日，全县22个考评组按推磨式对22个乡镇（街道）的499个村（社区）进行了交叉考评，"
    "共查看台账1,996本、入户2,495户，发现问题3,214个，其中㟃头村、䢺村、后𬇙沟村较多。"
)
VILLAGE = "黄泛区农场第三分场与清渠镇共同管理的东西大街及南北环路联合社区村"


def grid(rows: int) -> Grid:
    return Grid(
        columns=(
            GridColumn(title="名次", share=1),
            GridColumn(title="乡镇", share=4, left=True),
            GridColumn(title="得分", share=2),
        ),
        rows=tuple((str(number), f"镇{number}", "89.30") for number in range(1, rows + 1)),
    )


def official(*blocks: Block, **changed: object) -> Official:
    whole = Official(
        title=("关于2026年11月“五星”支部创建", "考评排名情况的通报"),
        issuer="中共禾县委组织部",
        at=AT,
        day=date(2026, 11, 17),
        mark="中共禾县委组织部文件",
        number="禾组〔2026〕12号",
        addressee="各乡镇党委，县直各单位：",
        blocks=blocks or (Text(PARAGRAPH),),
        copies="县委常委，县人大常委会、县政府、县政协党组，县纪委监委，县委各部门，各人民团体。",
        printed_by="中共禾县委组织部办公室",
    )
    return replace(whole, **changed)  # type: ignore[arg-type] # keywords of the test's choosing


def pdf(*blocks: Block, **changed: object) -> bytes:
    return leaf_pdf(official_leaf(official(*blocks, **changed), official_faces(), stem="x"))


def places(content: bytes) -> list[list[tuple[str, float, float, float]]]:
    """Return each page's texts with left and right edge and distance from the top, in points."""
    with PdfDocument(content) as document:
        pages = []
        for page in document:
            layer = page.get_textpage()
            rects = [layer.get_rect(at) for at in range(layer.count_rects())]
            pages.append(
                [
                    (layer.get_text_bounded(*rect).strip(), rect[0], rect[2], HEIGHT - rect[1])
                    for rect in rects
                ]
            )
        return pages


@pytest.mark.parametrize("mode", list(Mode))
def test_a_page_of_each_head_stands_as_it_was_looked_at(mode: Mode) -> None:
    content = pdf(
        Text(PARAGRAPH),
        Heading("总体情况"),
        grid(3),
        Heading("台账不全。", 2, PARAGRAPH),
        attachments=(Attachment(title=("排名表",), blocks=(grid(22),)),),
        mode=mode,
        stamp=Stamp(code="A1B2-C3D4-E5F6", line="WXKR1|2026-11|1|2026-11-17T09:00|a1b2c3d4e5f6"),
    )
    assert_golden(content, f"official_{mode.value}")


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf() == pdf()


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    body = Text("支部过硬产业兴旺生态宜居平安" * 100)
    content = pdf(body, title=("通报",), addressee="", day=None, printed_by="")
    with PdfDocument(content) as document:
        layer = document[1].get_textpage()
        lines = layer.get_text_bounded().split("\r\n")[:-1]
        boxes = [layer.get_charbox(at) for at in range(layer.count_chars())][: 22 * 30]
    assert [len(line) for line in lines] == [28] * 22
    ink = [box for box in boxes if box[2] > box[0]][: 22 * 28]
    left, right = min(box[0] for box in ink), max(box[2] for box in ink)
    assert (left, right) == (pytest.approx(LEFT, abs=2), pytest.approx(RIGHT, abs=2))
    assert HEIGHT - max(box[3] for box in ink) == pytest.approx(TOP + 6, abs=3)
    assert HEIGHT - min(box[1] for box in ink) == pytest.approx(BOTTOM - 6, abs=3)


def test_the_text_can_be_copied_with_rare_characters_whole(texts: Texts) -> None:
    (page, *_) = texts(pdf(Text(PARAGRAPH)))
    assert PARAGRAPH in page
    assert "关于2026年11月“五星”支部创建考评排名情况的通报" in page


def test_a_red_head_bears_mark_number_and_line_and_white_paper_does_not(texts: Texts) -> None:
    red, white, printed = (
        texts(pdf(mode=mode))[0] for mode in (Mode.RED, Mode.WHITE, Mode.PREPRINTED)
    )
    assert "中共禾县委组织部文件" in red
    assert "禾组〔2026〕12号" in red
    for page in (white, printed):
        assert "文件" not in page
        assert "〔2026〕" not in page
    tops = [
        min(one[3] for one in places(pdf(mode=mode))[0] if one[0].startswith("关于"))
        for mode in (Mode.RED, Mode.PREPRINTED, Mode.WHITE)
    ]
    assert tops[0] == tops[1] > tops[2] + 150
    assert tops[2] < TOP + 40


def test_the_mark_stands_35_mm_below_the_head_and_the_number_4_mm_above_the_line() -> None:
    page = places(pdf(mode=Mode.RED))[0]
    mark = next(one for one in page if "文件" in one[0])
    number = next(one for one in page if "〔" in one[0])
    assert mark[3] > TOP + 35 * MM
    assert LEFT - 1 <= mark[1] < mark[2] <= RIGHT + 1
    assert (mark[1] + mark[2]) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=3)
    assert number[3] - mark[3] > 2 * PITCH


@pytest.mark.parametrize(
    "mark", ["县委文件", "中共黍垣县委“五星”支部创建工作领导小组办公室文件", "长" * 60]
)
def test_a_long_mark_narrows_and_stays_between_the_edges(mark: str) -> None:
    shown = next(
        one for one in places(pdf(mode=Mode.RED, mark=mark))[0] if one[0].startswith(mark[:4])
    )
    assert LEFT - 1 <= shown[1] < shown[2] <= RIGHT + 1


def test_headings_are_numbered_by_level_and_begin_anew_under_the_one_above(texts: Texts) -> None:
    (page, *_) = texts(
        pdf(
            Heading("甲"), Heading("乙", 2), Heading("丙", 3), Heading("丁", 4), Heading("戊", 4),
            Heading("己"), Heading("庚", 2, "随文。"),
        )
    )  # fmt: skip
    for words in ("一、甲", "（一）乙", "1.丙", "（1）丁", "（2）戊", "二、己", "（一）庚随文。"):
        assert words in page


def test_numbers_are_written_in_chinese() -> None:
    shown = [chinese_number(number) for number in (1, 10, 11, 20, 21, 99)]
    assert shown == ["一", "十", "十一", "二十", "二十一", "九十九"]
    counting = Numbering()
    assert [counting.next(1) for _ in range(3)][-1] == "三、"


def test_signature_and_date_stand_four_characters_from_the_right() -> None:
    page = places(pdf(printed_by=""))[0]
    signed = next(one for one in page if one[0] == "中共禾县委组织部")
    dated = next(one for one in page if one[0] == "2026年11月17日")
    assert dated[2] == pytest.approx(RIGHT - 4 * CELL, abs=4)
    assert dated[3] - signed[3] == pytest.approx(PITCH, abs=0.5)
    assert (signed[1] + signed[2]) / 2 == pytest.approx((dated[1] + dated[2]) / 2, abs=2)


def test_a_long_signature_stays_inside_and_the_date_under_its_middle() -> None:
    name = "中共禾县委“五星”支部创建工作领导小组办公室"
    page = places(pdf(printed_by="", issuer=name))[0]
    signed = next(one for one in page if one[0] == name)
    dated = next(one for one in page if one[0] == "2026年11月17日")
    assert signed[2] <= RIGHT
    assert (signed[1] + signed[2]) / 2 == pytest.approx((dated[1] + dated[2]) / 2, abs=3)


@pytest.mark.parametrize("count", range(1, 24))
def test_a_signature_never_stands_on_a_page_without_text(count: int) -> None:
    blocks = [Text(f"第{number}条。") for number in range(count)]
    pages = places(pdf(*blocks, printed_by="", attachments=()))
    last = [one[0] for one in pages[-1]]
    assert any(words.startswith("第") for words in last)
    assert "2026年11月17日" in last


def test_several_attachments_are_numbered_and_follow_on_pages_of_their_own(texts: Texts) -> None:
    several = tuple(
        Attachment(title=title, blocks=(grid(3),))
        for title in (("甲表",), ("乙", "表" + "长" * 30))
    )
    pages = texts(pdf(attachments=several, printed_by=""))
    assert "附件：1." in pages[0].replace(" ", "")
    assert "2." in pages[0]
    assert pages[1].startswith("附件1")
    assert pages[2].startswith("附件2")
    (first, single, *_) = texts(pdf(attachments=several[:1], printed_by=""))
    assert "附件：甲表" in first
    assert single.startswith("附件甲表")


def test_bookmarks_lead_to_the_body_and_to_each_attachment() -> None:
    several = tuple(
        Attachment(title=title, blocks=(grid(3),)) for title in (("甲", "表"), ("乙表",))
    )
    with PdfDocument(pdf(Text(PARAGRAPH * 9), attachments=several)) as document:
        marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    assert marks == [("正文", 0), ("附件1　甲表", 2), ("附件2　乙表", 3)]
    with PdfDocument(pdf()) as document:
        assert not list(document.get_toc())


def test_the_colophon_stands_on_the_back_of_the_last_leaf_at_its_foot() -> None:
    pages = places(pdf())
    assert len(pages) == 2
    words = {one[0]: one for one in pages[1]}
    assert "2026年11月17日印发" in words
    assert BOTTOM - 26 < words["2026年11月17日印发"][3] < BOTTOM
    assert not any(one[0].startswith("—") for one in pages[1])  # a page without text has no number
    assert any(one[0].startswith("抄送：") for one in pages[1])


def test_the_colophon_shares_an_even_page_that_has_room() -> None:
    pages = places(pdf(Text(PARAGRAPH * 6)))
    assert len(pages) == 2
    assert "— 2 —" in [one[0] for one in pages[1]]
    assert any(one[0].startswith("抄送") for one in pages[1])


def test_a_full_even_page_sends_the_colophon_to_the_next_back() -> None:
    pages = places(pdf(Text(PARAGRAPH * 9), Text(PARAGRAPH * 2), day=None))
    assert [len(page) for page in pages[2:]] == [0, 4] or len(pages) == 2
    without = places(pdf(printed_by=""))
    assert len(without) == 1


def test_page_numbers_stand_outside_odd_right_and_even_left() -> None:
    pages = places(pdf(Text(PARAGRAPH * 14), printed_by=""))
    first = next(one for one in pages[0] if one[0] == "— 1 —")
    second = next(one for one in pages[1] if one[0] == "— 2 —")
    assert first[2] == pytest.approx(RIGHT - 14, abs=2)
    assert second[1] == pytest.approx(LEFT + 14, abs=2)
    assert BOTTOM + 6 * MM < first[3] < BOTTOM + 10 * MM


def test_a_provisional_document_says_so_across_each_page_and_under_its_title(texts: Texts) -> None:
    pages = texts(pdf(Text(PARAGRAPH * 14), state="暂定", hint="名次还没冻结，不作依据"))
    assert all("暂定" in page for page in pages)
    assert "（暂定，名次还没冻结，不作依据）" in pages[0]


def test_the_code_of_the_record_stands_at_the_foot_of_the_last_page_alone(texts: Texts) -> None:
    stamp = Stamp(code="A1B2-C3D4-E5F6", line="WXKR1|2026-11|1|x|a1b2")
    pages = texts(pdf(Text(PARAGRAPH * 14), stamp=stamp, printed_by=""))
    assert ["A1B2" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    assert "A1B2" in texts(pdf(stamp=stamp, printed_by=""))[0]  # an odd page: on the left


def test_a_table_wraps_long_names_repeats_its_head_and_leads_back_to_the_grid(texts: Texts) -> None:
    rows = tuple((str(number), VILLAGE, "89.30") for number in range(1, 40))
    table = replace(grid(0), rows=rows, caption="各村得分")
    content = pdf(Text(PARAGRAPH), table, Text("支部" * 60), printed_by="")
    pages = texts(content)
    assert "各村得分" in pages[0]
    assert sum(page.count("名次") for page in pages) == len(pages) - ("名次" not in pages[-1])
    assert sum(page.count(VILLAGE) for page in pages) == 39
    lines = [one for page in places(content) for one in page if one[0].startswith("支部支部")]
    drops = [(one[3] - TOP) % PITCH for one in lines[1:]]
    assert drops == pytest.approx([drops[0]] * len(drops), abs=0.3)


def test_a_section_of_a_table_is_named_again_where_it_goes_on(texts: Texts) -> None:
    rows = (("㟃头村 30个",), *grid(30).rows, (VILLAGE,), *grid(9).rows)
    pages = texts(pdf(replace(grid(0), rows=rows), printed_by="", day=None))
    first, second, *_ = pages
    assert first.count("㟃头村 30个") == 1
    assert "㟃头村 30个（续）" in second
    assert VILLAGE in "".join(pages)


@pytest.mark.parametrize("count", range(20, 34))
def test_a_table_never_ends_with_a_row_alone_on_a_page(count: int, texts: Texts) -> None:
    for note in ("", "样本少"):
        table = replace(grid(count), note=note)
        pages = texts(pdf(table, printed_by="", day=None))
        assert pages[-1].count("89.30") >= 3 or len(pages) == 1


def test_a_form_leaves_room_to_write_and_shows_what_is_known(texts: Texts) -> None:
    form = Form(
        rows=(
            (FormField(title="被约谈单位", words="古塬镇"), FormField(title="被约谈人")),
            (FormField(title="约谈内容", words="连续两轮落后", lines=5),),
        )
    )
    (page,) = texts(pdf(form, printed_by="", day=None, addressee=""))
    for words in ("被约谈单位", "古塬镇", "约谈内容", "连续两轮落后"):
        assert words in page
    assert "2026年11月17日" not in page


def test_a_long_list_of_copies_hangs_under_its_first_name() -> None:
    page = places(pdf(copies="县委常委，" * 12))[-1]
    lines = sorted((one for one in page if "县委常委" in one[0]), key=lambda one: one[3])
    assert len(lines) > 2
    assert lines[1][1] > lines[0][1] + 2 * 14
    assert all(one[2] <= RIGHT - 10 for one in lines)


def test_a_list_of_copies_breaks_between_offices() -> None:
    offices = "县委常委，县人大常委会、县政府、县政协党组，县纪委监委，各专班牵头单位。"
    page = places(pdf(copies=offices))[-1]
    shown = "".join(one[0] for one in page)
    assert offices in shown
    rows = {round(one[3]): "" for one in page}
    for one in sorted(page, key=lambda one: one[1]):
        rows[round(one[3])] += one[0]
    assert any(row.startswith("县纪委监委，") for row in rows.values()), rows
    long = "县" + "长" * 60 + "，县政府。"
    assert "".join(one[0] for one in places(pdf(copies=long))[-1]).count("长") == 60
