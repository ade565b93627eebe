"""年度星级汇总与奖补测算表: what stands in it, what a workbook calculates, how it looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from io import BytesIO

import pytest
from golden import assert_golden
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdfium2 import PdfDocument

from inspector.domain.ids import StarId
from inspector.domain.points import Points
from inspector.domain.rewards import RewardRule, reward
from inspector.domain.scorecard import StarResult, StarState
from inspector.sheets.comma_file import listing_csv
from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.listing_pdf import listing_leaf
from inspector.sheets.page import A4_ACROSS
from inspector.sheets.workbook import listing_xlsx
from inspector.sheets.year_facts import YearForm, YearLine, YearSheet
from inspector.sheets.year_list import year_listing

AT = datetime(2026, 12, 30, 16, 30, tzinfo=timezone(timedelta(hours=8)))
LONG = "黍垣县古塬镇后辛沟村民委员会易地扶贫搬迁集中安置区联合党支部社区居委会"[:33]
RULES = (
    RewardRule(id="RW1", when="当年获评三星", give="工作经费", level=3, amount=Fraction(3)),
    RewardRule(
        id="RW2", when="当年获评三星", give="基本报酬上浮", level=3, percent=Fraction(25, 2)
    ),
    RewardRule(
        id="RW4", when="连续三年四星", give="书记上浮", level=4, years=3, percent=Fraction(20)
    ),
    RewardRule(
        id="RW7", when="连续三年四星且离任", give="离任补贴上浮", level=4, years=3,
        leaving=True, percent=Fraction(20),
    ),
    RewardRule(id="RW9", when="当年获评五星", give="产业发展资金", level=5),
)  # fmt: skip
NAMES = {0: "未获星", 1: "一星", 2: "二星", 3: "三星", 4: "四星", 5: "五星"}
VILLAGE = YearForm(label="村", stars=("支部过硬星", "产业兴旺星", "生态宜居星"))
COMMUNITY = YearForm(label="社区", stars=("支部过硬星", "宜业兴业星", "平安法治星"))


def star(state: StarState, points: int) -> StarResult:
    return StarResult(
        id=StarId("A"), name="星", state=state, points=Points(points), max=Points(10000),
        done_items=1, all_items=1,
    )  # fmt: skip


STARS = (star(StarState.WON, 9350), star(StarState.LOST, 7120), star(StarState.DENIED, 8800))


def line(name: str, level: int | None, *, township: str = "古塬镇", **changed: object) -> YearLine:
    before = (4, 4) if level == 4 else (None, 3)
    made = YearLine(
        township=township,
        name=name,
        tail="201",
        form="村",
        rounds=2,
        percent=Fraction(90),
        stars=STARS,
        level=level,
        before=before,
        reward=reward(RULES, (*before, level)),
    )
    return replace(made, **changed)  # type: ignore[arg-type] # the test's own


@pytest.fixture
def sheet() -> YearSheet:
    """Four sites that count and one that nobody saw, in two townships."""
    return YearSheet(
        county="黍垣县",
        year=2026,
        at=AT,
        about=("计入 2026-11、2026-12 轮",),
        lines=(
            line("后𬇙沟村", 3, percent=Fraction(271, 3)),
            line(LONG, 4, form="社区"),
            line("㟃头村", 3),
            line("䢺水村", 5, township="石垴街道"),
            line(
                "没人去的村", None, township="石垴街道", form="", rounds=0, percent=None,
                stars=(), remark="本年没有计入的考评",
            ),
        ),
        forms=(VILLAGE, COMMUNITY),
        rules=RULES,
        level_names=NAMES,
        targets={5: 1, 4: 2, 3: 1},
        funds=(("专项党费", Fraction("347.9")), ("产业资金", Fraction(2480))),
        notes=("依据的排名：2026-11 轮已冻结 第1版 0F1E-2D3C-4B5A",),
        notice="示范数据。",
        code="0F1E-2D3C-4B5A",
        qr="WXKR1|2026-12|1|2026-12-30T16:30|0f1e2d3c4b5a",
    )  # fmt: skip


def pages(sheet: YearSheet) -> str:
    content = leaf_pdf(listing_leaf(year_listing(sheet), stem="年度"))
    with PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def book(sheet: YearSheet, *, values: bool) -> dict[str, Worksheet]:
    content = BytesIO(listing_xlsx(year_listing(sheet)))
    return {one.title: one for one in load_workbook(content, data_only=values).worksheets}


def rows(page: Worksheet, head: str) -> list[list[object]]:
    """Return the rows below the head whose first cell is ``head``, the head included."""
    listed = [list(row) for row in page.iter_rows(values_only=True)]
    start = next(at for at, row in enumerate(listed) if row[0] == head)
    return listed[start:]


def test_paper_says_verdict_points_level_and_money_by_word(sheet: YearSheet) -> None:
    text = pages(sheet)
    for said in (
        "得 93.50", "失 71.20", "否决 88.00", "社区 宜业兴业星", "村 产业兴旺星",
        "后𬇙沟村", "㟃头村", "䢺水村", "本年没有计入的考评", "待填写",
        "RW2 12.5%", "RW4 20%；RW7 离任 20%", "缺",
        "小计：3 个站点，四星 1 个、三星 2 个，奖补 6.00 万元",
        "小计：2 个站点，五星 1 个、未定级 1 个，1 个站点的金额待县里填写",
        "已定金额的奖补合计 6.00 万元，资金来源合计 2,827.90 万元",
        "另有 1 个站点的金额待县里填写，没有按零算进去",
        "记录码 0F1E-2D3C-4B5A",
    ):  # fmt: skip
        assert said in text, said
    assert LONG in text.replace("\r\n", "").replace("\n", "")


def test_a_star_of_one_name_on_all_forms_is_named_once(sheet: YearSheet) -> None:
    assert "村 支部过硬星" not in pages(sheet)
    alone = replace(sheet, forms=(VILLAGE,))
    text = pages(alone)
    assert "村 产业兴旺星" not in text
    assert "用表" not in text
    assert "用表" in pages(sheet)


def test_the_workbook_calculates_what_we_wrote(sheet: YearSheet) -> None:
    formulas, values = book(sheet, values=False), book(sheet, values=True)
    name = "2026 年星级和奖补"
    head, *written = rows(formulas[name], "乡镇（街道）")
    at = head.index("合计\n（万元）")
    assert str(written[0][at]).startswith("=SUM(")
    shown = rows(values[name], "乡镇（街道）")[1:]
    assert [row[at] for row in shown[:6]] == [3, None, 3, "待填写", None, 6]
    assert shown[5][1] == "全县平均、合计"
    at = head.index("年均\n百分制")
    *percents, unseen, mean = [row[at] for row in shown[:6]]
    assert percents == pytest.approx([271 / 3, 90, 90, 90])
    assert unseen == "—"
    assert mean == pytest.approx((271 / 3 + 270) / 4)


def test_each_formula_looks_at_the_cells_that_it_means(sheet: YearSheet) -> None:
    pages_, whole = book(sheet, values=False), "'2026 年星级和奖补'!"
    found = {
        (page, cell): pages_[page][cell].value
        for page, cell in (
            ("2026 年星级和奖补", "O8"), ("2026 年星级和奖补", "O11"),
            ("按乡镇（街道）小计", "C7"), ("按乡镇（街道）小计", "E6"),
            ("按乡镇（街道）小计", "J7"), ("按乡镇（街道）小计", "K6"),
            ("按乡镇（街道）小计", "M6"), ("星级分布和目标", "C8"),
            ("星级分布和目标", "D8"), ("星级分布和目标", "F7"), ("按奖补规则测算", "F6"),
        )
    }  # fmt: skip
    towns, levels = f"{whole}$A$6:$A$10", f"{whole}$J$6:$J$10"
    percents = f"{whole}$F$6:$F$10"
    assert list(found.values()) == [
        "=SUM(M8,N8)",
        "=SUM(O6:O10)",
        f"=SUMPRODUCT(--({towns}=A7),{percents})/SUMPRODUCT(({towns}=A7)*ISNUMBER({percents}))",
        f"=SUMPRODUCT(({towns}=A6)*({levels}=4))",
        f'=SUMPRODUCT(({towns}=A7)*({levels}="—"))',
        f"=SUMPRODUCT(--({towns}=A6),{whole}$M$6:$M$10)",
        f"=SUMPRODUCT(--({towns}=A6),{whole}$O$6:$O$10)",
        f"=COUNTIF({levels},B8)",
        "=C8/SUM($C$6:$C$12)",
        "=C7-E7",
        "=D6*E6",
    ]


def test_open_amounts_have_no_sum_not_even_nought(sheet: YearSheet) -> None:
    values = book(sheet, values=True)
    head, *shown = rows(values["2026 年星级和奖补"], "乡镇（街道）")
    at = head.index("RW9\n产业发展资金\n（万元）")
    assert [row[at] for row in shown[:6]] == [None, None, None, "待填写", None, None]
    head, *towns = rows(values["按乡镇（街道）小计"], "乡镇（街道）")
    columns = [head.index(one) for one in ("站点", "合计\n（万元）", "待填写\n站点")]
    assert [[row[at] for at in columns] for row in towns[:3]] == [
        [3, 6, 0],
        [2, "待填写", 1],
        [5, 6, 1],
    ]
    _, *rules = rows(values["按奖补规则测算"], "编号")
    assert [tuple(row[3:6]) for row in rules[:6]] == [
        (3, 2, 6),
        ("上浮 12.5%", 2, "—"),
        ("上浮 20%", 1, "—"),
        ("上浮 20%", 1, "—"),
        ("待县里填写", 1, "待县里填写"),
        (None, None, 6),
    ]
    assert [row[6] for row in rules[3:5]] == ["限正常离任，人数由县里核", "没有算进合计"]


def test_levels_stand_beside_the_targets(sheet: YearSheet) -> None:
    values = book(sheet, values=True)
    _, *levels = rows(values["星级分布和目标"], "星级")
    assert [row[3] for row in levels[:8]] == [0.2, 0.2, 0.4, 0, 0, 0, 0.2, None]
    assert [(*row[:3], *row[4:6]) for row in levels[:8]] == [
        ("五星", 5, 1, 1, 0),
        ("四星", 4, 1, 2, -1),
        ("三星", 3, 2, 1, 1),
        ("二星", 2, 0, "—", "—"),
        ("一星", 1, 0, "—", "—"),
        ("未获星", 0, 0, "—", "—"),
        ("未定级", "—", 1, "—", "—"),
        ("合计", None, 5, 4, None),
    ]
    _, *formulas = rows(book(sheet, values=False)["星级分布和目标"], "星级")
    assert str(formulas[0][2]).startswith("=COUNTIF('2026 年星级和奖补'!$")
    without = book(replace(sheet, targets={}), values=True)
    assert rows(without["星级分布"], "星级")[0] == ["星级", "星数", "站点", "占比", "备注"]


def test_a_form_of_fewer_stars_leaves_the_last_places_empty(sheet: YearSheet) -> None:
    forms = (VILLAGE, YearForm(label="社区", stars=COMMUNITY.stars[:2]))
    text = pages(replace(sheet, forms=forms))
    assert "村 生态宜居星" in text
    assert "社区 平安法治星" not in text


def test_a_county_without_rewards_has_only_levels(sheet: YearSheet) -> None:
    lines = tuple(replace(one, reward=reward((), one.before)) for one in sheet.lines)
    bare = replace(sheet, rules=(), funds=(), targets={}, lines=lines)
    names = [table.name for table in year_listing(bare).tables]
    assert names == ["2026 年星级和奖补", "按乡镇（街道）小计", "星级分布"]
    text = pages(bare)
    assert "万元" not in text
    assert "连续几年" not in text
    only = replace(sheet, funds=(), lines=sheet.lines[:3])
    assert "已定金额的奖补合计 6.00 万元。" in pages(only)


def test_a_county_without_sites_still_prints(sheet: YearSheet) -> None:
    assert "没有。" in pages(replace(sheet, lines=()))


def test_on_a4_stars_and_rewards_are_two_tables(sheet: YearSheet) -> None:
    small = replace(sheet, size=A4_ACROSS)
    tables = year_listing(small).tables
    assert [table.name for table in tables][:2] == ["2026 年星级", "奖补测算"]
    towns = rows(book(small, values=False)["按乡镇（街道）小计"], "乡镇（街道）")
    assert any("'奖补测算'!" in str(cell) for cell in towns[1])
    shown = rows(book(small, values=True)["按乡镇（街道）小计"], "乡镇（街道）")
    assert shown[1:3] == rows(book(sheet, values=True)["按乡镇（街道）小计"], "乡镇（街道）")[1:3]


def test_a_comma_file_has_exact_amounts(sheet: YearSheet) -> None:
    text = listing_csv(year_listing(sheet)).decode("utf-8-sig")
    assert "古塬镇,后𬇙沟村,201,村,2,90.33,得 93.50,失 71.20,否决 88.00,3,缺,3,3.00,,3.00" in text


def test_the_tables_look_as_they_were_looked_at(sheet: YearSheet) -> None:
    many = replace(sheet, lines=sheet.lines[:3] * 9 + sheet.lines[3:])
    assert_golden(leaf_pdf(listing_leaf(year_listing(many), stem="")), "annual")
    small = replace(sheet, size=A4_ACROSS)
    assert_golden(leaf_pdf(listing_leaf(year_listing(small), stem="")), "annual-a4")
