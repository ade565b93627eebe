"""GB/T 9704—2012 measured on the page: where ink, lines and rules really stand in the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import c_double, c_float, c_uint
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from pypdfium2 import PdfDocument, PdfPage, raw

from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.official import official_leaf
from inspector.sheets.official_faces import official_faces
from inspector.sheets.official_facts import Attachment, Grid, GridColumn, Mode, Official, Text

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 28 * MM, (28 + 156) * MM
TOP, BOTTOM = 37 * MM, (37 + 225) * MM
PITCH, CELL = 225 * MM / 22, 156 * MM / 28
RISE = 0.88
"""From a character's upper edge to its base line in the typefaces that travel along, in ems."""

BODY = "支部过硬产业兴旺生态宜居平安"
AT = datetime(2026, 11, 17, 9, 0, tzinfo=timezone(timedelta(hours=8)))
DOCUMENT = Official(
    title=("关于2026年11月“五星”支部创建", "考评排名情况的通报"),
    issuer="中共禾县委组织部",
    at=AT,
    day=date(2026, 11, 17),
    mark="中共禾县委文件",
    number="禾组〔2026〕12号",
    addressee="各乡镇党委：",
    blocks=(Text(BODY * 50),),
    attachments=(
        Attachment(
            title=("排名表",),
            blocks=(Grid(columns=(GridColumn(title="名次", share=1),), rows=(("1",),)),),
        ),
    ),
    copies="县委常委，县人大常委会、县政府、县政协党组。",
    printed_by="中共禾县委组织部办公室",
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A character: its place on the base line, in points from the upper left corner."""

    text: str
    x: float
    y: float
    size: float
    paint: tuple[int, int, int]
    ink: tuple[float, float, float, float]
    """Left, upper, right and lower edge."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line."""

    y: float
    left: float
    right: float
    width: float
    red: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """What stands on one page."""

    signs: tuple[Sign, ...]
    rules: tuple[Rule, ...]
    size: tuple[float, float]

    def lines(self) -> list[list[Sign]]:
        """Return the lines of text from the top, each from the left."""
        found: dict[int, list[Sign]] = {}
        for sign in self.signs:
            found.setdefault(round(sign.y), []).append(sign)
        return [sorted(found[y], key=lambda sign: sign.x) for y in sorted(found)]

    def line(self, words: str) -> list[Sign]:
        """Return the line that holds these words."""
        return next(line for line in self.lines() if words in text_of(line))


def text_of(line: Sequence[Sign]) -> str:
    return "".join(sign.text for sign in line)


def measured(official: Official) -> list[Measured]:
    content = leaf_pdf(official_leaf(official, official_faces(), stem="x"))
    with PdfDocument(content) as document:
        return [
            Measured(tuple(signs_of(page)), tuple(rules_of(page)), page.get_size())
            for page in document
        ]


def signs_of(page: PdfPage) -> list[Sign]:
    layer = page.get_textpage()
    found = []
    for at in range(layer.count_chars()):
        text = chr(raw.FPDFText_GetUnicode(layer.raw, at))
        if text.isspace() or raw.FPDFText_IsGenerated(layer.raw, at) == 1:
            continue
        x, y = c_double(), c_double()
        raw.FPDFText_GetCharOrigin(layer.raw, at, x, y)
        red, green, blue, seen = c_uint(), c_uint(), c_uint(), c_uint()
        raw.FPDFText_GetFillColor(layer.raw, at, red, green, blue, seen)
        left, bottom, right, top = layer.get_charbox(at)
        found.append(
            Sign(
                text,
                x.value,
                HEIGHT - y.value,
                raw.FPDFText_GetFontSize(layer.raw, at),
                (red.value, green.value, blue.value),
                (left, HEIGHT - top, right, HEIGHT - bottom),
            )
        )
    return found


def rules_of(page: PdfPage) -> list[Rule]:
    found = []
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = one.get_bounds()
        width, red, green, blue, seen = c_float(), c_uint(), c_uint(), c_uint(), c_uint()
        raw.FPDFPageObj_GetStrokeWidth(one.raw, width)
        raw.FPDFPageObj_GetStrokeColor(one.raw, red, green, blue, seen)
        if right - left > 100 and top - bottom < 5:
            middle = HEIGHT - (top + bottom) / 2
            found.append(Rule(middle, left, right, width.value, red.value > 150 > green.value))
    return sorted(found, key=lambda rule: rule.y)


@pytest.fixture(scope="module")
def red() -> list[Measured]:
    return measured(replace(DOCUMENT, mode=Mode.RED))


@pytest.fixture(scope="module")
def white() -> list[Measured]:
    return measured(DOCUMENT)


def test_the_paper_is_a4_and_all_text_stands_in_the_type_area(white: list[Measured]) -> None:
    for page in white:
        assert page.size == pytest.approx((WIDTH, HEIGHT), abs=0.5)
        body = [sign for sign in page.signs if sign.y < BOTTOM]
        for left, upper, right, lower in (sign.ink for sign in body):
            assert LEFT - 0.5 <= left < right <= RIGHT + 0.5
            assert TOP - 0.5 <= upper < lower <= BOTTOM + 0.5


def test_a_full_page_has_22_lines_of_28_characters_on_an_even_grid() -> None:
    page = measured(replace(DOCUMENT, blocks=(Text(BODY * 100),)))[1]
    lines = [line for line in page.lines() if line[0].y < BOTTOM]
    assert [len(line) for line in lines] == [28] * 22
    steps = [after[0].y - line[0].y for line, after in pairwise(lines)]
    assert steps == pytest.approx([PITCH] * 21, abs=0.02)
    assert {sign.size for line in lines for sign in line} == {16}
    for line in lines:
        expected = [LEFT + CELL * number for number in range(28)]
        assert [sign.x for sign in line] == pytest.approx(expected, abs=0.2)


def test_a_title_is_22_points_in_the_middle_and_the_body_two_characters_in(
    white: list[Measured],
) -> None:
    page = white[0]
    for words in ("关于2026年11月“五星”支部创建", "考评排名情况的通报"):
        line = page.line(words)
        assert {sign.size for sign in line} == {22}
        middle = (line[0].ink[0] + line[-1].ink[2]) / 2
        assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=2)
    assert page.line("各乡镇党委：")[0].x == pytest.approx(LEFT, abs=0.1)
    first = page.line(BODY[:6])
    assert first[0].x == pytest.approx(LEFT + 2 * CELL, abs=0.1)
    assert first[0].y - page.line("各乡镇党委：")[0].y == pytest.approx(PITCH, abs=0.02)


def test_the_red_head_stands_where_the_standard_puts_it(red: list[Measured]) -> None:
    page = red[0]
    mark, number = page.line("中共禾县委文件"), page.line("〔2026〕")
    size = mark[0].size
    assert mark[0].y - RISE * size == pytest.approx(TOP + 35 * MM, abs=0.5)
    assert all(sign.paint[0] > 200 and max(sign.paint[1:]) < 60 for sign in mark)
    lower = mark[0].y + (1 - RISE) * size
    assert number[0].y - RISE * 16 - lower == pytest.approx(2 * PITCH, abs=0.5)
    assert {sign.size for sign in number} == {16}
    middle = (number[0].ink[0] + number[-1].ink[2]) / 2
    assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=3)
    (line,) = (rule for rule in page.rules if rule.red)
    assert [line.left, line.right] == pytest.approx([LEFT, RIGHT], abs=2)
    assert line.y - (number[0].y + (1 - RISE) * 16) == pytest.approx(4 * MM, abs=0.5)
    assert line.width == pytest.approx(0.7 * MM, abs=0.1)
    title = page.line("关于2026年11月")
    above = title[0].y - RISE * 22 - line.y
    assert 2 * PITCH - 1 <= above <= 2 * PITCH + 9  # two lines, and the lead of the title's own


def test_preprinted_paper_keeps_exactly_the_room_of_the_red_head(red: list[Measured]) -> None:
    printed = measured(replace(DOCUMENT, mode=Mode.PREPRINTED))
    assert not any(rule.red for page in printed for rule in page.rules)
    head = red[0].line("中共禾县委文件") + red[0].line("〔2026〕")
    assert printed[0].signs == tuple(sign for sign in red[0].signs if sign not in head)
    assert [page.signs for page in printed[1:]] == [page.signs for page in red[1:]]


def test_page_numbers_stand_7_mm_below_the_type_area_on_the_outer_side(
    red: list[Measured],
) -> None:
    for number, page in enumerate(red[:2], start=1):
        shown = page.line(f"—{number}—")
        assert {sign.size for sign in shown} == {14}
        dash = shown[0].ink
        assert (dash[1] + dash[3]) / 2 == pytest.approx(BOTTOM + 7 * MM, abs=1.5)
        edge = shown[-1].ink[2] if number % 2 else shown[0].ink[0]
        assert edge == pytest.approx(RIGHT - 14 if number % 2 else LEFT + 14, abs=2)


def test_the_date_stands_four_characters_from_the_right_under_the_middle_of_the_name(
    white: list[Measured],
) -> None:
    page = next(one for one in white if any(sign.text == "附" for sign in one.signs))
    signed, dated = page.line("中共禾县委组织部"), page.line("2026年11月17日")
    assert dated[-1].x + 16 == pytest.approx(RIGHT - 4 * CELL, abs=0.5)
    assert dated[0].y - signed[0].y == pytest.approx(PITCH, abs=0.02)
    middles = [(line[0].x + line[-1].x + 16) / 2 for line in (signed, dated)]
    assert middles[0] == pytest.approx(middles[1], abs=0.5)


def test_the_note_of_attachments_stands_a_line_below_the_text_two_characters_in(
    white: list[Measured],
) -> None:
    page = next(one for one in white if any(sign.text == "附" for sign in one.signs))
    note = page.line("附件：排名表")
    above = page.lines()[page.lines().index(note) - 1]
    assert note[0].x == pytest.approx(LEFT + 2 * CELL, abs=0.1)
    assert note[0].y - above[0].y == pytest.approx(2 * PITCH, abs=0.02)
    follows = next(one for one in white if text_of(one.lines()[0]) == "附件")
    assert follows.line("附件")[0].x == pytest.approx(LEFT, abs=0.1)
    assert follows.line("排名表")[0].y - follows.line("附件")[0].y > 1.9 * PITCH  # its third line


def test_the_colophon_closes_the_type_area_of_the_last_even_page(white: list[Measured]) -> None:
    assert len(white) % 2 == 0
    page = white[-1]
    first, between, last = (rule for rule in page.rules if rule.y > BOTTOM - 4 * PITCH)
    assert last.y == pytest.approx(BOTTOM, abs=0.5)
    for rule, wide in ((first, 0.35), (between, 0.25), (last, 0.35)):
        assert [rule.left, rule.right] == pytest.approx([LEFT, RIGHT], abs=1)
        assert rule.width == pytest.approx(wide * MM, abs=0.05)
    copies, printed = page.line("抄送："), page.line("办公室")
    assert first.y < copies[0].y < between.y < printed[0].y < last.y
    for line in (copies, printed):
        assert {sign.size for sign in line} == {14}
        assert line[0].x == pytest.approx(LEFT + 14, abs=0.5)
    assert printed[-1].text == "发"
    assert printed[-1].x + 14 == pytest.approx(RIGHT - 14, abs=0.5)
