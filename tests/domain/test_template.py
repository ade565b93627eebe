"""Templates of official documents as data."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.domain.reading import BadTree
from inspector.domain.template import (
    KINDS,
    AttachedPart,
    Passage,
    Template,
    filled,
    placeholders_in,
    template_from_tree,
    unknown_names,
)

PLAIN = Template(id="bulletin", title="{轮次}通报", issuer="{县}", body=(Passage(text="正文"),))


def test_facts_take_the_place_of_placeholders() -> None:
    assert filled("{县}{轮次}，{县}", {"县": "禾县", "轮次": "11月"}) == "禾县11月，禾县"
    assert placeholders_in("{县}和{轮次}") == ("县", "轮次")
    with pytest.raises(KeyError):
        filled("{乡镇}", {})


def test_a_fact_that_looks_like_a_placeholder_is_left_alone() -> None:
    assert filled("{县}", {"县": "{轮次}"}) == "{轮次}"


def test_passages_stand_only_where_their_condition_holds() -> None:
    template = replace(PLAIN, body=(Passage(text="总"), Passage(text="有", when="有上轮")))
    assert [one.text for one in template.passages({"有上轮": False})] == ["总"]
    assert [one.text for one in template.passages({"有上轮": True})] == ["总", "有"]


def test_a_template_is_read_from_its_tree() -> None:
    template = template_from_tree(
        {
            "id": "notice",
            "title": "题",
            "issuer": "署名",
            "body": [{"heading": "小标题", "level": 2, "text": "接文"}, {"part": "期限"}],
            "attachments": [{"title": "清单", "part": "问题清单"}],
        }
    )
    assert template.body == (
        Passage(heading="小标题", level=2, text="接文"),
        Passage(part="期限"),
    )
    assert template.attachments == (AttachedPart(title="清单", part="问题清单"),)
    assert template.mark == ""
    with pytest.raises(BadTree):
        template_from_tree({"id": "notice", "title": "题", "issuer": "署名"})


@pytest.mark.parametrize(
    ("changed", "strange"),
    [
        ({}, ()),
        ({"title": "{乡镇}通报"}, ("乡镇",)),
        ({"body": (Passage(text="{甲}{乙}{甲}"),)}, ("甲", "乙")),
        ({"body": (Passage(heading="{丙}"), Passage(part="无"), Passage(when="无"))}, ("丙", "无")),
        ({"attachments": (AttachedPart(title="{丁}", part="变化"),)}, ("丁",)),
        ({"id": "letter"}, ("letter",)),
    ],
)
def test_what_this_version_cannot_fill_is_named(
    changed: dict[str, object], strange: tuple[str, ...]
) -> None:
    assert unknown_names(replace(PLAIN, **changed)) == strange  # type: ignore[arg-type] # a table


def test_every_kind_knows_the_county_the_round_and_the_day() -> None:
    assert all({"县", "轮次", "日期", "年"} <= set(kind.placeholders) for kind in KINDS.values())
