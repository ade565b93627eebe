"""星级评定申报表: one page, whatever the year holds, with room for opinions and seals."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction

import pytest
from golden import assert_golden
from pypdfium2 import PdfDocument

from inspector.domain.ids import StarId
from inspector.domain.points import Points
from inspector.domain.scorecard import StarResult, StarState
from inspector.sheets import star_form
from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.page import A4
from inspector.sheets.star_form import OPINIONS, FormRound, StarForm, star_form_leaf

AT = datetime(2026, 12, 30, 16, 30, tzinfo=timezone(timedelta(hours=8)))
LONG = "黍垣县古塬镇后辛沟村民委员会易地扶贫搬迁集中安置区联合党支部社区居委会"[:33]
NAMES = ("支部过硬星", "产业兴旺星", "生态宜居星", "平安法治星", "文明幸福星")
WHY = "“环境整治日常管护”得 7.25 分，不到本项 15 分的 60%"


def star(at: int, state: StarState, *reasons: str) -> StarResult:
    return StarResult(
        id=StarId(str(at)), name=NAMES[at], state=state, points=Points(9000 - 450 * at),
        max=Points(10000), done_items=6, all_items=6, reasons=reasons,
    )  # fmt: skip


def round_(at: int) -> FormRound:
    return FormRound(
        name=f"2026年{at}月第{at}版", percent=Fraction(100), code="0F1E-2D3C-4B5A",
    )  # fmt: skip


@pytest.fixture
def form() -> StarForm:
    """A year of two rounds, four stars, one decision."""
    return StarForm(
        county="黍垣县",
        year=2026,
        at=AT,
        facts=(
            ("村（社区）", LONG),
            ("乡镇（街道）", "㟃山乡"),
            ("站点代码", "419924100217"),
            ("类别", "村民委员会"),
            ("党组织书记", "䢺建国"),
            ("评分标准", ""),
        ),
        percent=Fraction(2683, 30),
        level="四星",
        remarks=("缺 2024 年星级",),
        stars=(
            *(star(at, StarState.WON) for at in range(4)),
            star(4, StarState.LOST, WHY),
        ),
        rounds=(round_(10), round_(11)),
        denials=("N06 脱贫户走访没有记录：县联审〔2026〕3号，农业农村局，2026-11-06",),
        before=((2024, "缺"), (2025, "三星")),
        notice="示范数据。",
        code="0F1E-2D3C-4B5A",
        qr="WXKR1|2026-12|1|2026-12-30T16:30|0f1e2d3c4b5a",
    )


def text_of(form: StarForm) -> str:
    with PdfDocument(leaf_pdf(star_form_leaf(form, stem="表"))) as document:
        assert len(document) == 1
        return str(document[0].get_textpage().get_text_bounded()).replace("\r\n", "")


def full(form: StarForm) -> StarForm:
    """The worst year: twelve rounds, five stars lost for many reasons, six decisions."""
    return replace(
        form,
        stars=tuple(star(at, StarState.LOST, *[WHY] * 6) for at in range(5)),
        rounds=tuple(map(round_, range(1, 13))),
        denials=form.denials * 6,
        remarks=(WHY * 4, WHY * 4),
    )


def test_the_page_says_what_the_year_came_to(form: StarForm) -> None:
    text = text_of(form)
    for said in (
        "“五星”支部星级评定申报表", "㟃山乡", "䢺建国", "四星", "89.43", "90.00", "72.00",
        "得星", "未得星", WHY, "2026年10月第10版", "100.00", "2024 年 缺", "2025 年 三星",
        "县联审〔2026〕3号", "缺 2024 年星级", "（盖章）", "负责人签字：", LONG,
    ):  # fmt: skip
        assert said in text, said
    assert text.count("年　　月　　日") == 4
    assert all(one in text for one in ("村党组织申报意见", "乡镇党委初审意见", *OPINIONS[2:]))


def test_a_community_is_no_village_and_a_street_office_no_township(form: StarForm) -> None:
    text = text_of(replace(form, site="社区", party="街道党工委"))
    assert "社区党组织申报意见" in text
    assert "街道党工委初审意见" in text
    assert "村党组织" not in text


def test_an_empty_year_says_so(form: StarForm) -> None:
    bare = replace(form, level="", stars=(), denials=(), remarks=(), qr="", code="")
    text = text_of(bare)
    assert "待定" in text
    assert "没有生效的联审结论" in text
    assert "没有得星的原因" not in text
    assert "说明" not in text
    assert "—" not in text, "what nobody entered is written by hand"


def test_the_worst_year_is_one_page_and_leaves_room_to_sign(form: StarForm) -> None:
    text = text_of(full(form))
    assert "…" in text
    assert "等 6 条，其余见县办登记" in text
    assert "2026年12月" in text
    room = 842 - 150.0
    bands = star_form._fitting(full(form), room)
    assert sum(band.height for band in bands) <= room - 2 * star_form.LEAST_OPINION


def test_a_page_without_enough_room_keeps_one_line_of_each(form: StarForm) -> None:
    bands = star_form._fitting(full(form), 10)
    assert [len(box.lines) for band in bands for box in band.boxes if box.won is False] == [1] * 5


def test_its_file_has_a_name_for_every_system(form: StarForm) -> None:
    assert star_form_leaf(form, stem='表/古塬镇:"甲*村"').stem == "表_古塬镇__甲_村_"


def test_boxes_reach_from_edge_to_edge(form: StarForm) -> None:
    for band in star_form._bands(full(form), 5):
        assert band.boxes[0].x == A4.left
        last = band.boxes[-1]
        assert last.x + last.wide == pytest.approx(A4.right)
        for left, right in zip(band.boxes, band.boxes[1:], strict=False):
            assert left.x + left.wide == pytest.approx(right.x)


def test_the_page_looks_as_it_was_looked_at(form: StarForm) -> None:
    assert_golden(leaf_pdf(star_form_leaf(form, stem="")), "star-form")
    assert_golden(leaf_pdf(star_form_leaf(full(form), stem="")), "star-form-full")
