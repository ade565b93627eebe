"""A strip has one inspector's checkpoints, step by step, and nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from inspector.domain.ids import StarId, StepId
from inspector.domain.narrowing import narrow
from inspector.domain.progress import Ticket
from inspector.domain.rubric import Rubric
from inspector.domain.site import Site
from inspector.sheets.blank_facts import BlankSheet, Walker
from inspector.sheets.leaf import book_pdf, leaf_pdf
from inspector.sheets.page import WIDTH
from inspector.sheets.walk_strip import strip_leaf

Texts = Callable[[bytes], list[str]]
Edges = Callable[[bytes], tuple[float, float, float, float]]
CODE = re.compile(r"[A-Z]{2}-\d+\.\d+")
LONG_NAME = "黍垣县国营清渠农场三分场与古塬林场护林队合并安置移民新村村民委员会"


@pytest.fixture(scope="session")
def sheet(rural: Rubric, site: Site) -> BlankSheet:
    return BlankSheet(
        county="黍垣县", rubric=rural, township="古塬镇", site=site, team="T07 组（石垴镇）"
    )


def strips(sheet: BlankSheet, walkers: Sequence[Walker]) -> bytes:
    return leaf_pdf(strip_leaf(sheet, walkers, stem=""))


def walker(*stars: str, name: str = "傅长顺") -> Walker:
    return Walker(name=name, role="考评员", stars=frozenset(map(StarId, stars)))


def test_a_strip_has_the_checkpoints_of_its_stars_and_no_others(
    sheet: BlankSheet, texts: Texts
) -> None:
    pages = texts(strips(sheet, [walker("PA")]))
    text = "".join(pages)
    wanted = {
        point.code
        for item in sheet.rubric.items()
        if item.star == "PA"
        for point in item.checkpoints
    }
    assert set(CODE.findall(text)) == wanted
    for words in ("后𬇙沟村", "尾号 217", "傅长顺", "平安法治星", "照片号", "其余无问题"):
        assert words in pages[0], words


def test_letters_are_those_of_the_keyboard(sheet: BlankSheet, texts: Texts) -> None:
    text = "".join(texts(strips(sheet, [walker("ST")]))).replace(" ", "")
    for item in sheet.rubric.items():
        for point in item.checkpoints if item.star == "ST" else ():
            for letter, phrase in zip("ABCDEF", point.phrases, strict=False):
                assert f"{letter}{phrase}" in text, (point.code, phrase)


def test_steps_come_in_the_order_of_the_visit(sheet: BlankSheet, texts: Texts) -> None:
    text = "".join(texts(strips(sheet, [walker("ZB")])))
    places = [text.index(step.title) for step in sheet.rubric.steps]
    assert places == sorted(places)


def test_twelve_months_and_six_steps_have_boxes(sheet: BlankSheet, texts: Texts) -> None:
    text = "".join(texts(strips(sheet, [walker("ZB")])))
    for words in ("提议", "结果公开", "党小组会", "党课"):
        assert words in text, words


def test_each_inspector_begins_a_leaf_of_his_own(sheet: BlankSheet, texts: Texts) -> None:
    team = [
        walker("ZB", name="田文博"),
        walker("CY", "ST", name="芦玉兰"),
        walker("WM", name="侯䢺"),
    ]
    pages = texts(
        book_pdf(
            [strip_leaf(sheet, team, stem="") for _ in range(2)], Ticket(), title="记录条", total=2
        )
    )
    assert len(pages) % 2 == 0
    for name in ("田文博", "芦玉兰", "侯䢺"):
        found = [number for number, text in enumerate(pages) if name in text]
        assert found[0] % 2 == 0
        assert len(found) % 4 == 0, "two sites, two sides each"
    for text in pages:
        assert sum(name in text for name in ("田文博", "芦玉兰", "侯䢺")) == 1
        assert text.count("走访记录条　版本") == 2


def test_a_long_name_stays_in_its_column(sheet: BlankSheet, texts: Texts, edges: Edges) -> None:
    assert sheet.site is not None
    long = replace(sheet, site=replace(sheet.site, name=LONG_NAME))
    content = strips(long, [walker("CY", "ST", name="欧阳㟃䢺𬇙")])
    assert LONG_NAME in texts(content)[0]
    left, _, right, _ = edges(content)
    assert left > 20
    assert right < WIDTH - 20


def test_a_form_of_no_site_leaves_room_for_names(rural: Rubric, texts: Texts) -> None:
    blank = BlankSheet(county="黍垣县", rubric=rural)
    every = frozenset(star.id for star in rural.stars)
    pages = texts(strips(blank, [Walker(name="", role="", stars=every)]))
    assert "姓名" in pages[0]
    assert len(set(CODE.findall("".join(pages)))) == 112


def test_only_the_steps_of_the_visit_are_walked(sheet: BlankSheet, texts: Texts) -> None:
    only = replace(sheet, rubric=narrow(sheet.rubric, [StepId("look")]))
    text = "".join(texts(strips(only, [walker("ST")])))
    assert "二看" in text
    assert "三查" not in text


def test_the_same_team_gives_the_same_bytes(sheet: BlankSheet) -> None:
    assert strips(sheet, [walker("ZB")]) == strips(sheet, [walker("ZB")])
