"""How letters speak to whom they address, and how a county's wording becomes a document."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from played_county import County, at_office
from pypdfium2 import PdfDocument

from inspector.actions.papers.official_paper import Said, Shape, addressed, drawn_up, you
from inspector.domain.ids import TownshipCode
from inspector.domain.template import Passage, Template
from inspector.sheets.leaf import leaf_pdf

AT = datetime(2026, 11, 17, 9, 0, tzinfo=timezone(timedelta(hours=8)))
TEMPLATE = Template(
    id="bulletin",
    title="关于{县}“五星”支部创建|考评情况的通报",
    issuer="{县}委",
    body=(Passage(text="{县}的情况如下。"),),
)
SHAPE = Shape(mode="white", stem="x", at=AT)


def lines_of(pdf: bytes) -> list[str]:
    with PdfDocument(pdf) as document:
        return str(document[0].get_textpage().get_text_bounded()).split("\r\n")


def test_only_a_template_says_where_a_title_breaks() -> None:
    said = Said(facts={"县": "禾|县"})
    leaf = drawn_up(TEMPLATE, said, SHAPE)
    assert leaf.title == "关于禾|县“五星”支部创建考评情况的通报"
    assert leaf.author == "禾|县委"
    shown = lines_of(leaf_pdf(leaf))
    assert shown[0] == "关于禾|县“五星”支部创建考评情况的通报"  # it fits on one line, uncut
    longer = replace(TEMPLATE, title="关于{县}2026年“五星”支部创建|交叉考评发现问题整改情况的通报")
    shown = lines_of(leaf_pdf(drawn_up(longer, said, SHAPE)))
    assert shown[:2] == ["关于禾|县2026年“五星”支部创建", "交叉考评发现问题整改情况的通报"]


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("古塬镇", "你镇"),
        ("沙窝乡", "你乡"),
        ("槐荫街道", "你街道"),
        ("书院社区", "你社区"),
        ("于庄村", "你村"),
        ("黄泛区农场", "你单位"),
    ],
)
def test_a_letter_calls_a_place_by_its_kind(name: str, called: str) -> None:
    assert you(name) == called


def test_a_township_has_a_committee_and_a_street_a_working_committee(county: County) -> None:
    with at_office(county.office) as desk, desk.store.reading() as reading:
        town = addressed(reading, TownshipCode("419901100000"))
        street = addressed(reading, TownshipCode("419901001000"))
    assert (town.name, town.you, town.party) == ("南镇", "你镇", "党委")
    assert (street.name, street.you, street.party) == ("东街道", "你街道", "党工委")
