"""现场问题清单 on paper: what stands where, long names, no problem at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from golden import assert_golden
from pypdfium2 import PdfDocument

from inspector.domain.ids import Digest, ItemCode
from inspector.domain.progress import Ticket
from inspector.domain.rubric import Rubric
from inspector.domain.site import Site
from inspector.domain.visit import Objection
from inspector.platform.clock import CHINA
from inspector.sheets.leaf import book_pdf, leaf_pdf
from inspector.sheets.problem_sheet import ProblemLine, ProblemSheet, problem_leaf
from inspector.sheets.sheet_facts import Signer

LONG = "黄泛区农场第三分场与清渠镇共同管理的东西大街及南北环路联合社区村"
LINES = (
    ProblemLine(
        number="2026-11-100217-ST-2.1",
        item="ST-2 村容村貌",
        text="ST-2.1 房前屋后、主次干道和背街小巷没有垃圾乱倒、柴草乱堆、污水乱流",
        facts=("查到：柴草乱堆×2、㟃头坡污水乱流", "算法：3 处 × 0.5 分 = 扣 1.5 分"),
        step="看",
        photos="12 张",
        deadline="限期整改",
        due=date(2026, 11, 20),
    ),
    ProblemLine(
        number="2026-10-100217-WM-6.3",
        item="WM-6 一老一小与困难群众关爱",
        text="WM-6.3 救助政策落实与公示",
        facts=("查到：应保未保", "算法：2 项 × 1 分 = 扣 2 分"),
        step="查",
        photos="只看不拍",
        deadline="限期整改",
        again="以前查出，照原期限",
    ),
    ProblemLine(
        number="2026-11-100217-ZB-3",
        item="ZB-3 发展党员",
        text="零分情形“有人情党员”：本项记 0 分，扣 10 分",
        facts=("依据：组织部核查记录第 3 页",),
        step="零分",
        photos="0 张",
        deadline="立行立改",
        due=date(2026, 11, 8),
    ),
)


@pytest.fixture
def sheet(rural: Rubric, site: Site) -> ProblemSheet:
    return ProblemSheet(
        county="黍垣县",
        title="现场问题清单",
        township="古塬镇",
        site=site,
        team="T07 组（石垴镇）",
        round="2026-11",
        kind="交叉考评",
        at=datetime(2026, 11, 5, 9, 40, tzinfo=CHINA),
        started=datetime(2026, 11, 5, 8, 35, tzinfo=CHINA),
        form=rural,
        digest=Digest("a1b2c3d4e5f60718" + "9" * 48),
        lines=LINES,
        people=(Signer(name="田文博", role="组长"), Signer(name="芦玉兰", role="记录员")),
        secretary="韩建业",
        objections=(Objection(item=ItemCode("ST-2"), text="已经清走", by="韩建业"),),
        note="一式两份：考评组存档一份，村（社区）对照整改一份",
        copies=("考评组存档", "村（社区）对照整改"),
    )


def printed(sheet: ProblemSheet) -> bytes:
    return leaf_pdf(problem_leaf(sheet, stem=""))


def test_the_list_looks_as_it_was_signed_off(sheet: ProblemSheet) -> None:
    assert_golden(printed(sheet), "problem-list")


def test_a_list_without_problems_looks_as_it_was_signed_off(sheet: ProblemSheet) -> None:
    assert_golden(printed(replace(sheet, lines=(), objections=())), "problem-list-none")


def test_rare_characters_and_the_long_name_are_in_the_text_layer(
    sheet: ProblemSheet, texts: Callable[[bytes], list[str]]
) -> None:
    long = replace(sheet, site=replace(sheet.site, name=LONG))
    first, back, second = texts(printed(long))
    assert not back, "a copy begins on paper of its own"
    assert LONG in first.replace("\n", "")
    assert "（尾号 217）" in first
    assert "㟃头坡" in first
    assert "A1B2-C3D4-E5F6" in second
    assert "后𬇙沟村" in texts(printed(sheet))[0]


def test_a_list_of_many_problems_repeats_its_head(
    sheet: ProblemSheet, texts: Callable[[bytes], list[str]]
) -> None:
    pages = texts(printed(replace(sheet, lines=LINES * 12, copies=("",))))
    assert len(pages) > 2
    assert all("整改责任人" in page for page in pages)
    assert "查出问题 36 件" in pages[0]


@pytest.mark.parametrize("count", range(18, 34))
def test_who_signs_sees_the_last_problems_above_the_signatures(
    sheet: ProblemSheet, texts: Callable[[bytes], list[str]], count: int
) -> None:
    lines = tuple(replace(LINES[1], text=f"第{n}个问题") for n in range(1, count + 1))
    last = texts(printed(replace(sheet, lines=lines, copies=("",))))[-1]
    for told in (f"第{count - 1}个问题", f"第{count}个问题", "有不同意见", "已经清走", "拒签"):
        assert told in last


def test_what_much_is_objected_to_may_take_pages(
    sheet: ProblemSheet, texts: Callable[[bytes], list[str]]
) -> None:
    many = tuple(Objection(item=None, text=f"第{n}条：" + "不认" * 90, by="村") for n in range(30))
    pages = texts(printed(replace(sheet, objections=many, copies=("",))))
    assert len(pages) == 3
    assert "拒签" in pages[-1]
    assert "第29条" in pages[-1].replace("\n", "")


def test_a_community_is_called_one(
    sheet: ProblemSheet, texts: Callable[[bytes], list[str]]
) -> None:
    community = replace(sheet.site, kind="社区", name="紫薇社区")
    read = "".join(texts(printed(replace(sheet, site=community))))
    for told in ("社区意见：", "社区的不同意见", "社区党组织书记（受托人注明）"):
        assert told in read
    assert "村里" not in read


def test_each_copy_has_a_bookmark_and_pages_of_its_own(sheet: ProblemSheet) -> None:
    leaf = problem_leaf(replace(sheet, lines=LINES * 12), stem="")
    with PdfDocument(book_pdf([leaf], Ticket(), title="清单", total=1)) as document:
        marks = [(mark.level, mark.get_title()) for mark in document.get_toc()]
        labels = [document.get_page_label(at) for at in range(len(document))]
    assert marks[1:] == [(1, "考评组存档"), (1, "村（社区）对照整改")]
    assert labels.count("1") == 2
    assert labels.index("1", 1) % 2 == 0, "the second copy begins on a front"
