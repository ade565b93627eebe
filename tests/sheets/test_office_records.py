"""抽签记录, 复核记录, 复核清单 and 异议处理表 as they were looked at, with long and rare names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from golden import assert_golden

from inspector.domain.place_words import COMMUNITY_WORDS, VILLAGE_WORDS
from inspector.domain.points import Points
from inspector.sheets.draw_record import Drawn, DrawRecord, RuleChecked, draw_record
from inspector.sheets.leaf import Leaf, leaf_pdf
from inspector.sheets.listing_pdf import listing_leaf
from inspector.sheets.objection_form import (
    Corrected,
    Objected,
    ObjectionList,
    ObjectionSheet,
    objection_leaf,
    objection_listing,
)
from inspector.sheets.recheck_list import RecheckRow, RecheckSheet, recheck_listing
from inspector.sheets.recheck_record import (
    Beside,
    ItemBeside,
    RecheckRecord,
    SeenBy,
    recheck_record,
)

Texts = Callable[[bytes], list[str]]

AT = datetime(2026, 11, 14, 16, 30, tzinfo=timezone(timedelta(hours=8)))
LONG = "黍垣县国营清渠农场三分场与古塬林场护林队合并安置移民新村村民委员会"
TOWNSHIPS = ("古塬镇", "㟃山乡", "石垴街道", "䢺城镇")


def lot() -> Leaf:
    teams = tuple(
        Drawn(
            team=f"T{number:02d}",
            home=TOWNSHIPS[number % 4],
            township=TOWNSHIPS[(number + 1) % 4],
            sites=20 + number,
            before=(TOWNSHIPS[(number + 2) % 4], "" if number == 3 else TOWNSHIPS[number % 4]),
        )
        for number in range(1, 23)
    )
    record = DrawRecord(
        county="黍垣县",
        round="2026-11",
        at=AT,
        drawn=True,
        method="抽签：由程序按种子 31415 随机抽，一组一个乡镇，同时满足下列规则",
        earlier=("2026-10", "2026-09"),
        teams=teams,
        rules=(
            RuleChecked(name="不查本乡镇", checked="22 对"),
            RuleChecked(name="组员回避", checked="", against="T07 的田文博应回避㟃山乡"),
        ),
        exceptions=(f"㟃山乡 {LONG}：T07 组 田文博 回避，改由 T08 组去",),
        proof=("核对：结果逐项相同。", f"名册和规则摘要（SHA-256）：{'0f' * 32}"),
        notice="示范数据。",
    )
    return listing_leaf(draw_record(record), stem="")


def record() -> RecheckRecord:
    seen = SeenBy(team="T07", at=AT, code="0F1E-2D3C-4B5A", percent=Fraction(8867, 100))
    star = Beside(name="支部过硬星", max=Points(10000), first=Points(8850), again=Points(6500))
    return RecheckRecord(
        county="黍垣县",
        round="2026-11-F",
        of="2026-11",
        township="㟃山乡",
        name=LONG,
        tail="217",
        first=seen,
        again=replace(seen, team="T08", percent=Fraction(6849, 100)),
        stars=(star, replace(star, name="平安法治星", again=Points(9000))),
        items=(
            ItemBeside(
                points=replace(star, name="ZB-1 争当好支书"),
                first_said="无问题",
                again_said="目标没讲清，扣 2 分；集体收入答错，扣 1 分；𬇙边没人，扣 0.5 分",
            ),
        ),
        verdict="相差 −20.18 分，超 5 分。按复核分：考评规则写的是“偏差超过5分的以复核分为准”",
        qr="WXKP1|419901100217|2026-11-14T16:30|34244|0f1e2d3c4b5a0000",
    )


def recheck() -> Leaf:
    return listing_leaf(recheck_record(record()), stem="")


def rechecks() -> Leaf:
    row = RecheckRow(township="㟃山乡", name=LONG, tail="217", first_team="T07", again_team="T08")
    both = replace(row, name="后𬇙沟村", first=Fraction(8867, 100), again=Fraction(6849, 100))
    sheet = RecheckSheet(
        county="黍垣县",
        round="2026-11-F",
        of="2026-11",
        seed=7,
        limit="5",
        at=AT,
        rows=(
            replace(row, state="未交", refused=True),
            replace(both, over="超 5 分", state="按复核分"),
            replace(both, again=Fraction(90), state="按原分"),
        ),
        remarks=("T07 组有 2 个村的分比复核偏高超过 5 分",),
    )
    return listing_leaf(recheck_listing(sheet), stem="")


CORRECTED = (
    Corrected(before=Points(1700), after=Points(1850), reason="县办裁定，旧账不算", by="田文博"),
)


def objected(count: int = 2, corrected: tuple[Corrected, ...] = ()) -> ObjectionSheet:
    one = Objected(
        item="ST-2 村容村貌",
        text=f"北边那条沟是上游{LONG}排下来的，不是我们村倒的，䢺河治理时县里看过现场，应当不扣",
        by="㟃东来",
        points=Points(1850),
        max=Points(2000),
        reasons=("ST-2.1 主街不乱。查到：柴草乱堆×2、垃圾外溢。算法：3 处 × 0.5 分 = 扣 1.5 分",),
        photos=4,
        corrected=corrected,
    )
    whole = Objected(item="", text="考评那天停电，资料只看了一半", by="")
    return ObjectionSheet(
        county="黍垣县",
        round="2026-11",
        township="㟃山乡",
        name=LONG,
        tail="217",
        code="419901100217",
        team="T07 组",
        at=AT,
        record_code="0F1E-2D3C-4B5A",
        objections=(*(one for _ in range(count - 1)), whole),
        window=3,
        window_until=date(2026, 11, 18),
        decide=5,
        decide_until=date(2026, 11, 20),
        who="村（社区）申请、乡镇（街道）签署意见、县考评办裁定",
        words=VILLAGE_WORDS,
        notice="示范数据。",
        qr="WXKP1|419901100217|2026-11-14T16:30|34244|0f1e2d3c4b5a0000",
    )


def objections(count: int = 2) -> Leaf:
    return objection_leaf(objected(count), stem="")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("draw-record", lot),
        ("recheck-record", recheck),
        ("recheck-list", rechecks),
        ("objection", objections),
    ],
)
def test_a_record_stands_as_it_was_looked_at(name: str, make: Callable[[], Leaf]) -> None:
    assert_golden(leaf_pdf(make()), name)


def test_a_county_of_22_teams_signs_on_its_last_page(texts: Texts) -> None:
    pages = texts(leaf_pdf(lot()))
    assert len(pages) <= 2
    assert "监督人" in pages[-1]
    assert "不符合：T07 的田文博应回避㟃山乡" in "".join(pages)
    assert LONG in "".join(pages).replace("\r\n", "").replace("\n", "")


def test_two_objections_fit_on_one_page_and_many_never_split_a_box(texts: Texts) -> None:
    assert len(texts(leaf_pdf(objections(2)))) == 1
    pages = texts(leaf_pdf(objections(7)))
    assert len(pages) > 1
    for page in pages:
        assert page.count("村里的") == page.count("（县考评办）")


@pytest.mark.parametrize("count", range(1, 10))
def test_who_decides_sees_the_last_objection_on_the_same_page(texts: Texts, count: int) -> None:
    last = texts(leaf_pdf(objections(count)))[-1]
    assert f"异议 {count} / {count}" in last
    assert "裁定结果已告知" in last


def test_an_objection_longer_than_a_page_may_run_over(texts: Texts) -> None:
    (one, whole) = objected().objections
    sheet = replace(objected(), objections=(replace(one, text="不认" * 1200), whole))
    pages = texts(leaf_pdf(objection_leaf(sheet, stem="")))
    assert "裁定结果已告知" in pages[-1]


def test_a_list_of_many_objections_wraps_and_ends_with_who_signs(texts: Texts) -> None:
    sheets = tuple(
        replace(
            objected(1 + at % 3, CORRECTED if at % 2 else ()),
            name=LONG if at % 5 == 0 else f"㟃{at}村",
        )
        for at in range(30)
    )
    made = ObjectionList(county="黍垣县", round="2026-11", at=AT, sheets=sheets)
    pages = texts(leaf_pdf(listing_leaf(objection_listing(made), stem="")))
    assert "30 个站点 60 条" in pages[0]
    assert all("处理结果" in page for page in pages)
    assert all(word in pages[-1] for word in ("填表人", "㟃29村"))
    assert "由17分更正为18.5分" in "".join("".join(pages).split())


def test_a_community_is_called_one_on_its_form(texts: Texts) -> None:
    sheet = replace(objected(), words=COMMUNITY_WORDS)
    text = "".join(texts(leaf_pdf(objection_leaf(sheet, stem="")))).replace("\n", "")
    assert "社区的意见" in text
    assert "社区知晓" in text
    assert "村里" not in text


def test_what_does_not_compare_prints_no_marks(texts: Texts) -> None:
    none = replace(record().first, percent=None)
    bare = replace(record(), first=none, stars=(), items=(), verdict="冲突，暂不比较")
    text = "".join(texts(leaf_pdf(listing_leaf(recheck_record(bare), stem=""))))
    assert text.count("暂不比较。") == 2
    assert "88.67" not in text
