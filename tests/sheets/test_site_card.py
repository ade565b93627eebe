"""站点卡 on paper: one page, the fullest section gives way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from golden import assert_golden

from inspector.platform.clock import CHINA
from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.site_card import CardSection, SiteCard, card_leaf
from inspector.sheets.table import Column

LONG = "黄泛区农场第三分场与清渠镇共同管理的东西大街及南北环路联合社区村"


def section(heading: str, rows: tuple[tuple[str, ...], ...], **changed: str) -> CardSection:
    return CardSection(
        heading=heading,
        columns=(
            Column(title="轮次", share=20, strong=True),
            Column(title="得分", share=16, figures=True),
            Column(title="说明", share=60),
        ),
        rows=rows,
        none=changed.get("none", "没有。"),
        where=changed.get("where", "整改台账"),
        unit=changed.get("unit", "条"),
    )


CARD = SiteCard(
    county="黍垣县",
    place="古塬镇 后𬇙沟村（尾号 217）",
    right="到 2026-11 轮",
    at=datetime(2026, 11, 8, 9, 0, tzinfo=CHINA),
    facts=(
        ("站点代码", "419924100217"),
        ("类别", "村"),
        ("评分标准", "农村“五星”支部创建实地考评表"),
        ("经纬度", "113.52，34.17"),
        ("村党组织书记", "韩建业"),
        ("电话", "—"),
        ("名册备注", "㟃头、䢺沟两个自然村；" * 9),
        ("未销号问题", "40 件"),
    ),
    sections=(
        section("各轮结果", (("2026-11", "88.41", "已冻结 第1版"), ("2026-10", "—", "没有成绩"))),
        section(
            "未销号问题　40 件",
            tuple((f"2026-11-{n}", "—", "柴草乱堆、污水乱流；" * 12) for n in range(40)),
            unit="件",
        ),
        section("村里的不同意见", (), none="没有提出过。"),
    ),
    notice="只供县办使用。",
)


def printed(card: SiteCard) -> bytes:
    return leaf_pdf(card_leaf(card, stem=""))


def test_the_card_looks_as_it_was_signed_off() -> None:
    assert_golden(printed(CARD), "site-card")


def test_whatever_there_is_to_say_it_is_one_page(texts: Callable[[bytes], list[str]]) -> None:
    full = replace(CARD.sections[1], where="各处")
    card = replace(CARD, place=f"古塬镇 {LONG}（尾号 217）", sections=(full,) * 5)
    (page,) = texts(printed(card))
    assert page.count("没有列出，见各处。") == 5
    assert "乱流；…" in page or "…" in page
