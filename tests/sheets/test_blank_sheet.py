"""The blank sheet: everything there is to fill in, on six pages at most, the same every time."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest
import zxingcpp
from pypdfium2 import PdfDocument

from inspector.domain.explaining import rule_sentence
from inspector.domain.ids import ItemCode, StepId, VisitUid
from inspector.domain.narrowing import narrow
from inspector.domain.progress import Ticket
from inspector.domain.rubric import Grid, Rubric
from inspector.domain.site import Site
from inspector.exchange.rubric_file import read_rubric
from inspector.platform.resources import form
from inspector.sheets import qr
from inspector.sheets.blank_facts import BlankSheet
from inspector.sheets.blank_sheet import blank_leaf
from inspector.sheets.leaf import book_pdf, leaf_pdf
from inspector.sheets.page import LEFT, RIGHT
from inspector.sheets.sheet_facts import Signer

Texts = Callable[[bytes], list[str]]
Edges = Callable[[bytes], tuple[float, float, float, float]]

LONG_NAME = "黍垣县国营清渠农场三分场与古塬林场护林队合并安置移民新村村民委员会"
PEOPLE = tuple(
    Signer(name=name, role=role)
    for name, role in (
        ("田文博", "组长"),
        ("芦玉兰", "记录员"),
        ("傅长顺", "考评员"),
        ("侯䢺", "考评员"),
    )
)
BYTES_IN_CHILD = """
import pickle, sys
from hashlib import sha256
from inspector.sheets.blank_sheet import blank_leaf
from inspector.sheets.leaf import leaf_pdf
print(sha256(leaf_pdf(blank_leaf(pickle.load(sys.stdin.buffer), stem=""))).hexdigest())
"""


def sheet_pdf(sheet: BlankSheet) -> bytes:
    return leaf_pdf(blank_leaf(sheet, stem=""))


@pytest.fixture(scope="session")
def blank(rural: Rubric, site: Site) -> BlankSheet:
    return BlankSheet(
        county="黍垣县",
        rubric=rural,
        township="古塬镇",
        site=site,
        visit=VisitUid(f"2026-11/cross/{site.code}/T07/1"),
        round="2026-11 轮",
        kind="交叉考评",
        team="T07 组（石垴镇）",
        people=PEOPLE,
        secretary="韩建业",
    )


def whole(pages: list[str]) -> str:
    return "".join(pages)


def test_it_says_whose_it_is(blank: BlankSheet, texts: Texts) -> None:
    pages = texts(sheet_pdf(blank))
    for words in ("后𬇙沟村", "尾号 217", "古塬镇", "T07 组", "交叉考评", "韩建业", "总分"):
        assert words in pages[0], words
    for number, text in enumerate(pages, start=1):
        assert "古塬镇 后𬇙沟村（尾号 217）" in text
        assert f"第 {number} 页　共 {len(pages)} 页" in text
        assert "表号" in text
        assert blank.rubric.notice in text
    assert "〓" not in whole(pages)


def test_every_checkpoint_is_there_with_its_rule_and_its_letters(
    blank: BlankSheet, texts: Texts
) -> None:
    text = whole(texts(sheet_pdf(blank))).replace(" ", "")
    for item in blank.rubric.items():
        assert f"{item.code}{item.title}" in text, item.code
        for point in item.checkpoints:
            assert point.code in text
            assert point.text.replace(" ", "") in text, point.code
            assert rule_sentence(point).replace(" ", "") in text, point.code
            for letter, phrase in zip("ABCDEF", point.phrases, strict=False):
                assert f"{letter}{phrase}" in text, (point.code, phrase)
        for case in item.zero_if:
            assert f"零分：{case}" in text
        assert all(paper in text for paper in item.documents)
    assert text.count("其余无问题") == 1 + sum(1 for _ in blank.rubric.items())


def test_look_do_not_photograph_stands_at_each_such_checkpoint(
    blank: BlankSheet, texts: Texts
) -> None:
    marked = sum(point.no_photo for item in blank.rubric.items() for point in item.checkpoints)
    assert marked
    assert whole(texts(sheet_pdf(blank))).count("只看不拍") == marked


@pytest.mark.parametrize("name", ["rural.yaml", "community.yaml"])
@pytest.mark.parametrize("people", [0, 4, 5])
def test_the_countys_forms_take_six_pages(
    blank: BlankSheet, texts: Texts, edges: Edges, name: str, people: int
) -> None:
    team = (*PEOPLE, PEOPLE[-1])[:people]
    rubric = read_rubric(form(name)).rubric
    content = sheet_pdf(replace(blank, rubric=rubric, people=team))
    assert 2 <= len(texts(content)) <= 6
    left, _, right, _ = edges(content)
    assert left >= LEFT - 1
    assert right <= RIGHT + 0.5


def test_a_name_of_33_characters_wraps_beside_the_total(
    blank: BlankSheet, texts: Texts, edges: Edges
) -> None:
    assert blank.site is not None
    long = replace(blank, site=replace(blank.site, name=LONG_NAME))
    content = sheet_pdf(long)
    assert len(LONG_NAME) == 33
    assert LONG_NAME in texts(content)[0]
    assert edges(content)[2] <= RIGHT + 0.5
    longer = replace(blank, site=replace(blank.site, name=LONG_NAME[:25]))
    assert "尾号 217" in texts(sheet_pdf(longer))[0], "under the name, if not beside it"


@pytest.mark.parametrize("name", ["rural.yaml", "community.yaml"])
def test_the_last_page_of_signatures_has_checkpoints_too(
    blank: BlankSheet, texts: Texts, name: str
) -> None:
    rubric = read_rubric(form(name)).rubric
    last = texts(sheet_pdf(replace(blank, rubric=rubric)))[-1]
    assert "一式两份" in last
    *_, item = rubric.items()
    assert item.checkpoints[-1].code in last


def test_without_a_site_there_is_room_for_place_and_code(rural: Rubric, texts: Texts) -> None:
    pages = texts(sheet_pdf(BlankSheet(county="黍垣县", rubric=rural)))
    for words in ("乡镇（街道）", "村（社区）", "站点代码", "通用空白表"):
        assert words in pages[0], words
    for role in ("组长", "记录员", "考评员", "村（社区）党组织书记", "拒签"):
        assert role in pages[-1], role


def test_only_the_steps_of_the_visit_are_asked(blank: BlankSheet, texts: Texts) -> None:
    text = whole(texts(sheet_pdf(replace(blank, rubric=narrow(blank.rubric, [StepId("check")])))))
    assert "三查" in text
    assert "一听" not in text
    for item in blank.rubric.items():
        for point in item.checkpoints:
            assert (f"{point.code}" in text) is (point.step == "check")


def test_an_item_that_may_not_apply_has_a_box_for_it(blank: BlankSheet, texts: Texts) -> None:
    stars = tuple(
        replace(
            star, items=tuple(replace(item, allow_na=item.code == "CY-4") for item in star.items)
        )
        for star in blank.rubric.stars
    )
    changed = replace(blank, rubric=replace(blank.rubric, stars=stars))
    assert "不适用" not in whole(texts(sheet_pdf(blank)))
    assert whole(texts(sheet_pdf(changed))).count("不适用") == 1


def test_a_long_title_a_long_rule_and_a_wide_grid_stay_inside(
    blank: BlankSheet, texts: Texts, edges: Edges
) -> None:
    item = blank.rubric.item(ItemCode("ZB-1"))
    point = replace(
        item.checkpoints[0],
        text="脱稿汇报目标、短板、措施三项是否讲清，并当场回答群众提出的全部问题" * 2,
        phrases=("不愿意当场回答群众提出的问题",) * 6,
        grid=Grid(kind="months", rows=("很长的一个台账名称",), columns=tuple("123456789ABC")),
    )
    changed = replace(item, title=item.title * 9, checkpoints=(point, *item.checkpoints[1:]))
    star = replace(blank.rubric.stars[0], items=(changed,))
    content = sheet_pdf(replace(blank, rubric=replace(blank.rubric, stars=(star,))))
    assert point.text in whole(texts(content))
    assert edges(content)[2] <= RIGHT + 0.5


def test_the_same_form_gives_the_same_bytes_in_another_process(blank: BlankSheet) -> None:
    child = subprocess.run(
        [sys.executable, "-c", BYTES_IN_CHILD],
        input=pickle.dumps(blank),
        capture_output=True,
        check=True,
    )
    assert child.stdout.decode().strip() == sha256(sheet_pdf(blank)).hexdigest()


def test_several_sheets_in_one_file_count_their_own_pages(blank: BlankSheet, texts: Texts) -> None:
    one = len(texts(sheet_pdf(blank)))
    both = [blank_leaf(blank, stem="") for _ in range(2)]
    pages = texts(book_pdf(both, Ticket(), title="空白表", total=2))
    assert len(pages) == 2 * one
    assert f"第 1 页　共 {one} 页" in pages[one]


def test_the_qr_names_visit_and_form(blank: BlankSheet) -> None:
    digest = blank.rubric.digest
    assert blank.visit is not None
    line = qr.blank_line(uid=blank.visit, rubric=digest)
    assert line == f"WXKB1|2026-11/cross/419924100217/T07/1|{digest[:16]}"
    assert qr.blank_line(uid="", rubric=digest) == f"WXKB1||{digest[:16]}"


def test_the_code_on_paper_reads_back_as_that_visit(blank: BlankSheet) -> None:
    with PdfDocument(sheet_pdf(blank)) as document:
        picture = document[0].render(scale=200 / 72).to_pil().convert("L")
    (found,) = zxingcpp.read_barcodes(picture)
    assert blank.visit is not None
    assert found.text == qr.blank_line(uid=blank.visit, rubric=blank.rubric.digest)
