"""星级评定申报表: the page by which a village's branch asks for its level, filled from its year.

Whatever the year holds, it is one page: what gives way is the reasons beside the stars, never the
room for opinions and signatures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from itertools import pairwise

from inspector.domain.points import show, show_fixed
from inspector.domain.ranking import percent_text
from inspector.domain.scorecard import StarResult, StarState
from inspector.domain.wording import word
from inspector.sheets import qr
from inspector.sheets.document import SUBTITLE, TITLE
from inspector.sheets.furniture import Furniture, body_bottom, body_top
from inspector.sheets.leaf import Leaf
from inspector.sheets.marks import star
from inspector.sheets.page import A4, BLACK, DARK, PALE, Page, Style, plain, strong
from inspector.sheets.paper import Paper

NAME = "星级评定申报表"
OPINIONS = ("{site}党组织申报意见", "{party}初审意见", "县级牵头单位核定", "县委组织部审定")
"""Four levels: the site's branch, the township's, the office that leads the star, the county."""

LABEL = plain(8.6, 13, DARK)
VALUE = plain(9.6, 13.6)
STRONG = strong(9.6, 13.6)
LEVEL = strong(15, 20)
SMALL = plain(8, 11.6)
FIRST, CODE = plain(8, 13.6, DARK), plain(8, 11, DARK)
LINE, FRAME = 0.5, 1.2
PAD = 4.0
LABEL_WIDE = 62.0
LEAST_OPINION = 88.0
"""Points that an opinion box must have, for a few lines by hand and a seal."""

ROUNDS_ACROSS = 4
STAR_EDGES = (0.0, 104.0, 164.0, 208.0, 262.0)
"""Where the columns of the stars begin, in points from the left edge."""
STAR_HEADS = ("星", "年度得分", "满分", "结果", "没有得星的原因")
UNDECIDED = "待定"
NONE = "—"
MOST_LINES = 5
"""Lines of reasons beside a star, if there is room."""

COMMON = (
    f"{NAME}年度得分满分结果说明轮次百分制负面清单以前签字盖章月日星级得未否决"
    "村社区党组织申报意见乡镇街道党委党工委初审意见县级牵头单位核定县委组织部审定"
)


_NOT_IN_FILES = re.compile(r"[^\w\-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRound:
    """One round that counts: percent of the hundred scale, the ranking's edition and code."""

    name: str
    """With the number of the edition that counts: 2026年11月第1版."""
    percent: Fraction
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StarForm:
    """Everything that the page says."""

    county: str
    year: int
    at: datetime
    facts: tuple[tuple[str, str], ...]
    """Label and value, two of them beside one another."""
    percent: Fraction
    level: str
    """In words; empty where none can be given."""
    remarks: tuple[str, ...]
    """Why the level is as it is, what is missing."""
    stars: tuple[StarResult, ...]
    rounds: tuple[FormRound, ...]
    denials: tuple[str, ...]
    """Decisions on the negative list that hold, one sentence each."""
    before: tuple[tuple[int, str], ...]
    """Earlier years and their levels in words."""
    site: str = "村"
    """What a site of this kind is called: 村 or 社区."""
    party: str = "乡镇党委"
    """Whose opinion comes second: 乡镇党委, 街道党工委."""
    notice: str = ""
    code: str = ""
    qr: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """Lines in a box. A label is shaded and centred; ``won`` puts a star before the text."""

    x: float
    wide: float
    lines: tuple[tuple[str, Style], ...]
    label: bool = False
    right: bool = False
    won: bool | None = None
    beside: str = ""
    """A figure at the end of the first line."""

    @property
    def high(self) -> float:
        """What the lines need."""
        return sum(style.leading for _, style in self.lines) + 2 * PAD


@dataclass(frozen=True, slots=True)
class _Band:
    """A row of boxes of one height."""

    boxes: tuple[_Box, ...]

    @property
    def height(self) -> float:
        """That of its highest box."""
        return max(box.high for box in self.boxes)


def star_form_leaf(form: StarForm, *, stem: str) -> Leaf:
    """Return the page as a document of its own; every system takes ``stem`` as its name."""
    return Leaf(
        stem=_NOT_IN_FILES.sub("_", stem),
        title=f"{form.year} 年度{NAME}",
        author=form.county,
        at=form.at,
        draw=lambda paper: _draw(paper, form),
        common=COMMON,
    )


def _draw(paper: Paper, form: StarForm) -> None:
    furniture = Furniture(
        left=form.county,
        right=f"{form.year} 年度",
        notice=form.notice,
        code=form.code,
        qr_form=paper.form(qr.drawing(form.qr), key=form.qr) if form.qr else "",
    )
    page = furniture.under(paper.page())
    furniture.around([page])
    top = body_top(A4) + 6
    title = f"“五星”支部{NAME}"
    page.text_centred(A4.middle, top + TITLE.rise, title, TITLE)
    top += TITLE.leading
    under = f"{form.county}　{form.year} 年度"
    page.text_centred(A4.middle, top + SUBTITLE.rise, under, SUBTITLE)
    top += SUBTITLE.leading + 6
    bottom = body_bottom(A4)
    begun = top
    for band in _fitting(form, bottom - top):
        _put(page, top, band)
        top += band.height
    _opinions(page, form, (top, bottom - 2))
    page.box((A4.left, begun), (A4.span, bottom - 2 - begun), stroke=BLACK, width=FRAME)
    paper.put(page)


def _fitting(form: StarForm, room: float) -> list[_Band]:
    """Return the bands above the opinions with as many reasons as leave these their room."""
    least = 2 * LEAST_OPINION
    for most in range(MOST_LINES, 1, -1):
        bands = list(_bands(form, most))
        if sum(band.height for band in bands) <= room - least:
            return bands
    return list(_bands(form, 1))


def _bands(form: StarForm, most: int) -> Iterator[_Band]:
    for start in range(0, len(form.facts), 2):
        yield _pairs(form.facts[start : start + 2])
    yield _result(form)
    yield from _stars(form, most)
    yield from _rounds(form.rounds)
    denials = form.denials or ("没有生效的联审结论",)
    yield _labelled("负面清单", denials, most)
    past = "　".join(f"{year} 年 {level}" for year, level in form.before)
    yield _labelled("以前星级", (past,), most)
    if form.remarks:
        yield _labelled("说明", form.remarks, most)


def _pairs(pairs: Sequence[tuple[str, str]]) -> _Band:
    """Return one or two facts beside one another; who knows an empty one writes it by hand."""
    half = A4.span / len(pairs)
    boxes: list[_Box] = []
    for at, (label, value) in enumerate(pairs):
        x, wide = A4.left + at * half, half - LABEL_WIDE
        boxes += [_label(x, label), _text(x + LABEL_WIDE, wide, value, VALUE)]
    return _Band(tuple(boxes))


def _result(form: StarForm) -> _Band:
    half = A4.span / 2
    wide = half - LABEL_WIDE
    return _Band(
        (
            _label(A4.left, "申报星级"),
            _text(A4.left + LABEL_WIDE, wide, form.level or UNDECIDED, LEVEL),
            _label(A4.left + half, "年均百分制"),
            _text(A4.left + half + LABEL_WIDE, wide, percent_text(form.percent), LEVEL),
        )
    )


def _stars(form: StarForm, most: int) -> Iterator[_Band]:
    """Yield a head and a row for each star; nothing where the year gives none."""
    if not form.stars:
        return
    edges = [A4.left + edge for edge in STAR_EDGES]
    wides = [end - start for start, end in pairwise((*edges, A4.right))]
    yield _Band(
        tuple(_label(x, head, wide) for x, wide, head in zip(edges, wides, STAR_HEADS, strict=True))
    )
    for one in form.stars:
        name, points, most_points, verdict, why = zip(edges, wides, strict=True)
        reasons = _cut("；".join(one.reasons) or NONE, why[1], most)
        yield _Band(
            (
                replace(_text(*name, one.name, STRONG), won=one.state is StarState.WON),
                replace(_text(*points, show_fixed(one.points), VALUE), right=True),
                replace(_text(*most_points, show(one.max), VALUE), right=True),
                _text(*verdict, word(one.state), STRONG),
                _Box(x=why[0], wide=why[1], lines=reasons),
            )
        )


def _rounds(rounds: Sequence[FormRound]) -> Iterator[_Band]:
    """Yield rounds beside one another, so many in a row: name, percent and code."""
    wide = (A4.span - LABEL_WIDE) / ROUNDS_ACROSS
    for start in range(0, len(rounds), ROUNDS_ACROSS):
        boxes = [_label(A4.left, "各轮成绩")]
        for at, one in enumerate(rounds[start : start + ROUNDS_ACROSS]):
            lines = (
                (one.name, FIRST),
                (one.code, CODE),
            )
            x = A4.left + LABEL_WIDE + at * wide
            boxes.append(_Box(x=x, wide=wide, lines=lines, beside=percent_text(one.percent)))
        rest = boxes[-1].x + wide
        if rest < A4.right - 1:
            boxes.append(_Box(x=rest, wide=A4.right - rest, lines=()))
        yield _Band(tuple(boxes))


def _labelled(label: str, texts: Sequence[str], most: int) -> _Band:
    """Return a label and paragraphs beside it, of so many lines at most."""
    wide = A4.span - LABEL_WIDE
    lines = [line for text in texts for line in _cut(text, wide, most)]
    if len(lines) > most:
        lines = [*lines[: most - 1], (f"等 {len(texts)} 条，其余见县办登记", SMALL)]
    return _Band(
        (_label(A4.left, label), _Box(x=A4.left + LABEL_WIDE, wide=wide, lines=tuple(lines)))
    )


def _cut(text: str, wide: float, most: int) -> tuple[tuple[str, Style], ...]:
    """Return a text in small type, at most so many lines; a cut shows."""
    lines = SMALL.lines(text, wide - 2 * PAD)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]
    return tuple((line, SMALL) for line in lines)


def _label(x: float, text: str, wide: float = LABEL_WIDE) -> _Box:
    return _Box(x=x, wide=wide, lines=((text, LABEL),), label=True)


def _text(x: float, wide: float, text: str, style: Style) -> _Box:
    lines = style.lines(text, wide - 2 * PAD)
    return _Box(x=x, wide=wide, lines=tuple((line, style) for line in lines))


def _put(page: Page, top: float, band: _Band) -> None:
    height = band.height
    for box in band.boxes:
        fill = PALE if box.label else ""
        page.box((box.x, top), (box.wide, height), fill=fill, stroke=BLACK, width=LINE)
        y = top + (height - box.high) / 2 + PAD
        x = box.x + PAD
        if box.won is not None:
            star(page, (x + 6, top + height / 2), 5.6, won=box.won)
            x += 17
        if box.beside:
            page.text_right(box.x + box.wide - PAD, y + STRONG.rise, box.beside, STRONG)
        for line, style in box.lines:
            if box.label:
                page.text_centred(box.x + box.wide / 2, y + style.rise, line, style)
            elif box.right:
                page.text_right(box.x + box.wide - PAD, y + style.rise, line, style)
            else:
                page.text(x, y + style.rise, line, style)
            y += style.leading


def _opinions(page: Page, form: StarForm, room: tuple[float, float]) -> None:
    """Draw four boxes to write, sign and seal in, in all the room that is left of the page."""
    top, bottom = room
    wide, high = A4.span / 2, (bottom - top) / 2
    for at, title in enumerate(OPINIONS):
        x, y = A4.left + at % 2 * wide, top + at // 2 * high
        page.box((x, y), (wide, high), stroke=BLACK, width=LINE)
        said = title.format(site=form.site, party=form.party)
        page.text(x + PAD, y + PAD + STRONG.rise, said, STRONG)
        low = y + high - PAD - 2 * LABEL.leading
        page.text(x + PAD, low + LABEL.rise, "负责人签字：", LABEL)
        page.text(x + wide * 0.6, low + LABEL.rise, "（盖章）", LABEL)
        day = "年　　月　　日"
        page.text_right(x + wide - 2 * PAD, low + LABEL.leading + LABEL.rise, day, LABEL)
