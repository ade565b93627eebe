"""The top of a blank sheet: whose it is, what to write in, how to fill it in."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.domain.place_words import place_words
from inspector.domain.points import show
from inspector.domain.site import Site
from inspector.sheets import marks
from inspector.sheets.blank_facts import BlankSheet
from inspector.sheets.flow import Row, space
from inspector.sheets.page import BLACK, DARK, LEFT, RIGHT, Page, plain, strong

SPAN = RIGHT - LEFT
TITLE = strong(16, 24)
SUBTITLE = plain(8.2, 13, DARK)
TOWNSHIP = plain(10, 15, DARK)
SITE = strong(16.5, 22)
LABEL = plain(8, 10.6, DARK)
VALUE = plain(9.2, 12)
HOW = plain(8, 12, DARK)

CELLS = 4
CELL_HEIGHT = 27
TOTAL_WIDE, TOTAL_HIGH = 118, 44
CODE_DIGITS = 12


def head_rows(sheet: BlankSheet) -> Iterator[Row]:
    """Yield title, place with room for the total, facts to write in, and how to fill it in."""
    yield _title(sheet)
    yield _place(sheet, sheet.site) if sheet.site is not None else _no_place(sheet)
    yield _facts(sheet)
    yield _how(sheet)
    yield space(5)


def _title(sheet: BlankSheet) -> Row:
    lines = TITLE.lines(sheet.rubric.title, SPAN)
    subtitle = f"实地考评打分表（手填）　·　版本 {sheet.rubric.version}"

    def draw(page: Page, y: float) -> None:
        middle = (LEFT + RIGHT) / 2
        for line in lines:
            page.text_centred(middle, y + TITLE.rise, line, TITLE)
            y += TITLE.leading
        page.text_centred(middle, y + SUBTITLE.rise, subtitle, SUBTITLE)

    return Row(height=len(lines) * TITLE.leading + SUBTITLE.leading + 6, draw=draw)


def _total(page: Page, y: float, sheet: BlankSheet) -> None:
    """Draw room for stars and points, right of the place."""
    x = RIGHT - TOTAL_WIDE
    page.box((x, y), (TOTAL_WIDE, TOTAL_HIGH), stroke=BLACK, width=0.9)
    page.text(x + 5, y + 14, "总分", VALUE)
    page.text_right(RIGHT - 5, y + 14, f"/ {show(sheet.rubric.total_max)}", VALUE)
    page.text(x + 5, y + 36, "得星", VALUE)
    count = len(sheet.rubric.stars)
    for index in range(count):
        centre = (RIGHT - 12 - (count - 1 - index) * 15, y + 33)
        marks.star(page, centre, 6.5, won=False)


def _place(sheet: BlankSheet, site: Site) -> Row:
    half = SPAN - TOTAL_WIDE - 12
    names = SITE.lines(site.name, half)
    tail = f"尾号 {site.tail}"
    beside = SITE.width(names[-1]) + 8 + TOWNSHIP.width(tail) <= half
    lines = TOWNSHIP.leading + len(names) * SITE.leading + (0 if beside else TOWNSHIP.leading)

    def draw(page: Page, y: float) -> None:
        page.rule(LEFT, y, (RIGHT, y), width=1.4, paint=BLACK)
        _total(page, y + 7, sheet)
        page.text(LEFT, y + 6 + TOWNSHIP.rise, sheet.township, TOWNSHIP)
        below = page.lines(LEFT, y + 6 + TOWNSHIP.leading, names, SITE)
        if beside:
            x, level = LEFT + SITE.width(names[-1]) + 8, below - SITE.leading + SITE.rise
            page.text(x, level, tail, TOWNSHIP)
        else:
            page.text(LEFT, below + TOWNSHIP.rise, tail, TOWNSHIP)

    return Row(height=max(lines + 6, TOTAL_HIGH + 7) + 6, draw=draw)


def _no_place(sheet: BlankSheet) -> Row:
    """Return room to write township and village, and a box for each digit of the code."""
    end = RIGHT - TOTAL_WIDE - 14

    def draw(page: Page, y: float) -> None:
        page.rule(LEFT, y, (RIGHT, y), width=1.4, paint=BLACK)
        _total(page, y + 7, sheet)
        for label, start, stop in (
            ("乡镇（街道）", LEFT, LEFT + 165),
            ("村（社区）", LEFT + 172, end),
        ):
            page.text(start, y + 22, label, VALUE)
            page.rule(start + VALUE.width(label) + 3, y + 24, (stop, y + 24), paint=DARK)
        page.text(LEFT, y + 45, "站点代码", VALUE)
        for digit in range(CODE_DIGITS):
            corner = (LEFT + 42 + digit * 15.5, y + 33)
            page.box(corner, (14, 17), stroke=DARK, width=0.6)
        page.text(LEFT + 234, y + 45, "不知道的只填末三位", LABEL)

    return Row(height=TOTAL_HIGH + 13, draw=draw)


def _facts(sheet: BlankSheet) -> Row:
    pairs = (
        ("考评组", sheet.team),
        ("轮次与方式", "　".join(part for part in (sheet.round, sheet.kind) if part)),
        (place_words(sheet.site).secretary, sheet.secretary),
        ("陪同乡镇干部", sheet.escort),
        ("日期", "　　　年　　月　　日"),
        ("到达", "　　　时　　　分"),
        ("离开", "　　　时　　　分"),
        ("记录人", ""),
    )
    wide = SPAN / CELLS
    cells = [(label, VALUE.lines(value, wide - 10)) for label, value in pairs]
    bands = [cells[start : start + CELLS] for start in range(0, len(cells), CELLS)]
    heights = [
        max(CELL_HEIGHT, LABEL.leading + max(len(lines) for _, lines in band) * VALUE.leading + 5)
        for band in bands
    ]

    def draw(page: Page, y: float) -> None:
        for band, height in zip(bands, heights, strict=True):
            page.rule(LEFT, y, (RIGHT, y), paint=DARK)
            for column, (label, lines) in enumerate(band):
                x = LEFT + column * wide + (6 if column else 0)
                if column:
                    page.rule(x - 6, y + 3, (x - 6, y + height - 3))
                page.text(x, y + 2 + LABEL.rise, label, LABEL)
                page.lines(x, y + 2 + LABEL.leading, lines, VALUE)
            y += height
        page.rule(LEFT, y, (RIGHT, y), paint=DARK)

    return Row(height=sum(heights), draw=draw)


def _how(sheet: BlankSheet) -> Row:
    """Return what the marks mean and how the boxes are filled in."""
    told = (
        "有问题的：在原因字母后的小格记次数，总数写右边。查过没有问题的：勾“其余无问题”。"
        "勾选格有的打 √，缺的打 ×，灰格不用填。没勾、没填的一律算没评，不按满分算。"
    )
    lines = HOW.lines(told, SPAN)

    def draw(page: Page, y: float) -> None:
        below = page.lines(LEFT, y + 4, lines, HOW)
        x = LEFT
        for order, step in enumerate(sheet.rubric.steps):
            marks.tag(page, (x + 7, below + 7), step.name, order)
            words = f"{step.title}　{step.hint}"
            page.text(x + 17, below + 1 + HOW.rise, words, HOW)
            x += HOW.width(words) + 36

    return Row(height=4 + len(lines) * HOW.leading + 16, draw=draw)
