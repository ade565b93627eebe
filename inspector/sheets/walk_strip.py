"""走访记录条: what one inspector carries while walking, his or her checkpoints step by step.

A4 upright, folded lengthwise: two narrow columns that fit into a hand. Letters and boxes are those
of the blank sheet and the keyboard, so the recorder types from the strip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspector.domain.rubric import Checkpoint, Item, Rubric, Step
from inspector.domain.wording import NO_PHOTO
from inspector.sheets import entry_boxes, marks
from inspector.sheets.blank_facts import UNDATED, BlankSheet, Walker
from inspector.sheets.entry_boxes import ChipLook, answer_of, chips
from inspector.sheets.flow import Row, paginate, room_left, space
from inspector.sheets.leaf import Leaf
from inspector.sheets.page import BLACK, DARK, GREY, HEIGHT, MM, PALE, WIDTH, Page, plain, strong
from inspector.sheets.paper import Paper
from inspector.sheets.whole_words import clause_lines, whole_lines

LEFT_EDGE, RIGHT_EDGE = 9 * MM, WIDTH / 2 + 6 * MM
"""Where the two columns begin; the fold is in the middle of the page."""

WIDE = WIDTH / 2 - 15 * MM
TOP, BOTTOM = 17 * MM, HEIGHT - 14 * MM
RUNNING = 11 * MM
FOOT = HEIGHT - 9 * MM
ANSWER = 78.0
TEXT_X = 33.0
TEXT_SPAN = WIDE - TEXT_X - ANSWER - 5
CHIP_SPAN = WIDE - 3

TOWNSHIP = plain(9, 13, DARK)
SITE = strong(14.5, 19)
WHO = plain(8.8, 13.5)
WHO_STRONG = strong(8.8, 13.5)
STEP = strong(10, 18)
HINT = plain(8, 18, DARK)
ITEM = strong(8.8, 15)
SMALL = plain(8, 10.6, DARK)
CODE = plain(8, 11.4, DARK)
TEXT = plain(8.6, 11.4)
LOOK = ChipLook(letter=strong(8.2, 14), word=plain(8.2, 14), box=(14, 11.4), gap=4)

NOTE_LINES = 4
"""Least; the rest of the column is ruled too."""
LINE = 20.0
COLUMNS_A_LEAF = 4


def strip_leaf(sheet: BlankSheet, walkers: Sequence[Walker], *, stem: str) -> Leaf:
    """Return the strips of all who walk at one site; each begins a new leaf of paper."""

    def draw(paper: Paper) -> None:
        for walker in walkers:
            _put(paper, sheet, walker)

    title = f"走访记录条 {sheet.team}".strip()
    return Leaf(stem=stem, title=title, author=sheet.county, at=UNDATED, draw=draw)


def _put(paper: Paper, sheet: BlankSheet, walker: Walker) -> None:
    rows = [*_rows(sheet, walker), *_notes()]
    rows += [_line() for _ in range(int(room_left(rows, top=TOP, bottom=BOTTOM) / LINE))]
    columns = paginate(rows, paper.page, top=TOP, bottom=BOTTOM)
    while len(columns) % COLUMNS_A_LEAF:  # printed on both sides, a leaf belongs to one person
        columns.append(_ruled(paper.page()))
    for number, column in enumerate(columns, start=1):
        _around(column, sheet, walker, f"{number} / {len(columns)}")
    for left, right in zip(columns[::2], columns[1::2], strict=True):
        page = paper.page()
        page.lay(left, LEFT_EDGE)
        page.lay(right, RIGHT_EDGE)
        _fold(page)
        paper.put(page)


def _ruled(column: Page) -> Page:
    """Fill a column with lines to write on."""
    column.text(0, TOP + ITEM.rise, "记事", ITEM)
    y = TOP + ITEM.leading
    while y + LINE <= BOTTOM:
        y += LINE
        column.rule(0, y, (WIDE, y), paint=GREY)
    return column


def _fold(page: Page) -> None:
    """Draw short dashes where the paper is folded."""
    for y in (6, 40, HEIGHT / 2, HEIGHT - 52, HEIGHT - 18):
        page.rule(WIDTH / 2, y, (WIDTH / 2, y + 12), width=0.4, paint=GREY)


def _around(column: Page, sheet: BlankSheet, walker: Walker, number: str) -> None:
    """Draw what stands above and below each column: whose it is, and its number."""
    place = f"{sheet.site.name} {sheet.site.tail}" if sheet.site else "村（社区）＿＿＿＿＿＿＿＿"
    first, *more = SMALL.lines(place, WIDE - SMALL.width(walker.name) - 12)
    column.text(0, RUNNING, f"{first}…" if more else first, SMALL)
    column.text_right(WIDE, RUNNING, walker.name, SMALL)
    column.rule(0, RUNNING + 4, (WIDE, RUNNING + 4), width=0.4, paint=GREY)
    column.text(0, FOOT, f"走访记录条　版本 {sheet.rubric.version}", SMALL)
    column.text_right(WIDE, FOOT, number, SMALL)


def _rows(sheet: BlankSheet, walker: Walker) -> Iterator[Row]:
    yield _whose(sheet, walker)
    for order, step in enumerate(sheet.rubric.steps):
        found = [(item, rows) for item in _items(sheet.rubric, walker) if (rows := _of(item, step))]
        if not found:
            continue
        yield _step(step, order)
        for item, rows in found:
            again = (_step(step, order, continued=True),)
            yield _item(item, rows, again)
            for row in rows:
                yield _point(row, again, last=row is rows[-1])


def _items(rubric: Rubric, walker: Walker) -> Iterator[Item]:
    for star in rubric.stars:
        if star.id in walker.stars:
            yield from star.items


def _of(item: Item, step: Step) -> list[Checkpoint]:
    return [point for point in item.checkpoints if point.step == step.id]


def _whose(sheet: BlankSheet, walker: Walker) -> Row:
    names = SITE.lines(sheet.site.name, WIDE) if sheet.site else []
    stars = [star.name for star in sheet.rubric.stars if star.id in walker.stars]
    told = whole_lines(stars, WHO, WIDE, lead="负责：")
    who = walker.name or "姓名＿＿＿＿＿＿"
    role = "".join(f"　{part}" for part in (walker.role, sheet.team) if part)

    def draw(page: Page, y: float) -> None:
        if sheet.site:
            page.text(0, y + TOWNSHIP.rise, sheet.township, TOWNSHIP)
            page.text_right(WIDE, y + TOWNSHIP.rise, f"尾号 {sheet.site.tail}", TOWNSHIP)
            below = page.lines(0, y + TOWNSHIP.leading, names, SITE)
        else:
            for label, x, end in (("乡镇（街道）", 0.0, 118.0), ("村（社区）", 124.0, WIDE)):
                page.text(x, y + 12, label, TOWNSHIP)
                page.rule(x + TOWNSHIP.width(label), y + 14, (end, y + 14), paint=DARK)
            below = y + 19
        page.text(0, below + WHO.rise, who, WHO_STRONG)
        page.text(WHO_STRONG.width(who), below + WHO.rise, role, WHO)
        below = page.lines(0, below + WHO.leading, told, WHO)
        page.text(0, below + WHO.rise + 2, "　　月　　日　　时　　分到　　时　　分走", WHO)

    names_high = TOWNSHIP.leading + len(names) * SITE.leading if sheet.site else 19
    return Row(height=names_high + (2 + len(told)) * WHO.leading + 10, draw=draw)


def _step(step: Step, order: int, *, continued: bool = False) -> Row:
    name = f"{step.title}（续）" if continued else step.title

    def draw(page: Page, y: float) -> None:
        page.box((0, y), (WIDE, 16), fill=PALE)
        marks.tag(page, (10, y + 8), step.name, order)
        page.text(22, y + 11.8, name, STEP)
        if not continued:
            page.text(28 + STEP.width(name), y + 11.6, step.hint, HINT)

    return Row(height=18, draw=draw, keep=True)


def _item(item: Item, rows: Sequence[Checkpoint], again: tuple[Row, ...]) -> Row:
    """Return an item's line, and below it room for the numbers of its photos."""
    photos = bool(item.photo_hints) and not all(row.no_photo for row in rows)
    wanted = f"{item.photos_min} 张：" if item.photos_min else ""
    hints = whole_lines(item.photo_hints, SMALL, WIDE - 108, lead=f"拍 {wanted}") if photos else []
    height = ITEM.leading + max(len(hints) * SMALL.leading, 13 if photos else 0) + 2

    def draw(page: Page, y: float) -> None:
        page.rule(0, y + 0.6, (WIDE, y + 0.6), width=0.7, paint=BLACK)
        page.text(0, y + ITEM.rise, item.code, ITEM)
        page.text(TEXT_X, y + ITEM.rise, item.short, ITEM)
        label = "其余无问题"
        page.text_right(WIDE, y + ITEM.rise, label, SMALL)
        marks.checkbox(page, (WIDE - SMALL.width(label) - 12, y + 3.6), 8.5)
        if photos:
            top = y + ITEM.leading
            page.lines(0, top, hints, SMALL)
            page.text(WIDE - 104, top + SMALL.rise, "照片号", SMALL)
            page.rule(WIDE - 76, top + 10, (WIDE, top + 10), paint=DARK)

    return Row(height=height, draw=draw, keep=True, again=again)


def _point(point: Checkpoint, again: tuple[Row, ...], *, last: bool) -> Row:
    answer, reasons = answer_of(point), chips(point, CHIP_SPAN, LOOK)
    texts = clause_lines(point.text, TEXT, TEXT_SPAN)
    grid = entry_boxes.grid_height(point.grid) if point.grid else 0.0
    mark = SMALL.leading if point.no_photo else 0.0
    block = max(len(texts) * TEXT.leading + mark, answer.height + 1)
    height = 2.2 + block + reasons.height + grid + 2

    def draw(page: Page, y: float) -> None:
        top = y + 2.2
        page.text(0, top + CODE.rise, point.code, CODE)
        below = page.lines(TEXT_X, top, texts, TEXT)
        if point.no_photo:
            page.text(TEXT_X, below + SMALL.rise, NO_PHOTO, SMALL)
        answer.draw(page, (WIDE - ANSWER, top), ANSWER)
        reasons.draw(page, 0, top + block)
        if point.grid:
            entry_boxes.draw_grid(page, (0, top + block + reasons.height), WIDE, point.grid)
        if not last:
            page.rule(0, y + height, (WIDE, y + height), width=0.3)

    return Row(height=height, draw=draw, again=again)


def _notes() -> Iterator[Row]:
    yield space(8)
    yield _heading("还看到的、听到的（在哪里、谁说的）")
    for _ in range(NOTE_LINES):
        yield _line()


def _heading(text: str) -> Row:
    def draw(page: Page, y: float) -> None:
        page.text(0, y + ITEM.rise, text, ITEM)

    return Row(height=ITEM.leading, draw=draw, keep=True)


def _line() -> Row:
    def draw(page: Page, y: float) -> None:
        page.rule(0, y + LINE, (WIDE, y + LINE), paint=GREY)

    return Row(height=LINE, draw=draw)
