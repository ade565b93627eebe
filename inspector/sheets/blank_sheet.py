"""空白打分表: the whole form to be filled in by pen, two to six A4 pages.

By star, as the signed sheet; the letters of reasons are those of the keyboard, so that what stands
on paper is typed later without looking anything up. The same form gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inspector.domain.explaining import rule_sentence
from inspector.domain.place_words import place_words
from inspector.domain.points import show
from inspector.domain.rubric import Checkpoint, Item, Star, Step
from inspector.domain.wording import NO_PHOTO, record_code
from inspector.sheets import entry_boxes, marks, qr
from inspector.sheets.blank_facts import UNDATED, BlankSheet
from inspector.sheets.blank_head import head_rows
from inspector.sheets.entry_boxes import ChipLook, answer_of, chips
from inspector.sheets.flow import Row, bound, paginate, room_left, space
from inspector.sheets.furniture import BODY_BOTTOM, BODY_TOP, Furniture
from inspector.sheets.leaf import Leaf
from inspector.sheets.page import BLACK, DARK, GREY, LEFT, PALE, RIGHT, WHITE, Page, plain, strong
from inspector.sheets.paper import Paper
from inspector.sheets.score_end import signature_rows
from inspector.sheets.sheet_facts import Signer

CODE_X = LEFT + 16
TEXT_X = LEFT + 46.5
BOX_X = RIGHT - 80
BOX_SPAN = RIGHT - BOX_X
MAX_RIGHT = BOX_X - 6
CHIP_SPAN = BOX_X - 4 - TEXT_X
TEXT_SPAN = MAX_RIGHT - 16 - TEXT_X
ITEM_SPAN = RIGHT - LEFT - 34

HEAD = plain(8, 14, DARK)
GOES_ON = strong(8.2, 14)
SECTION = strong(9.6, 17)
OFFICE = plain(8, 17, DARK)
ITEM = strong(9, 14)
FAINT = plain(8, 9.4, DARK)
CODE = plain(7.8, 10.4, DARK)
TEXT = plain(8.4, 10.4)
RULE = plain(8, 10.4, DARK)
FIGURE = plain(8.2, 10.4, DARK)
LINE_LABEL = plain(8, 11, DARK)
HEADING = strong(9.6, 16)
SMALL = plain(7, 10)
LOOK = ChipLook(gap=2.6)

PAD = 0.8
STAR_BOX = 44.0
OBJECTION_LINES = (2, 10)
"""Least to write on, and most: as many as make no page more."""
LINE = 18.0
LAST_ROWS = 4
"""Rows of the table that stay with the signatures: nobody signs a page that says nothing."""

MATCHING = "表号"
UNNAMED = tuple(Signer(name="", role=role) for role in ("组长", "记录员", "考评员", "考评员"))


def blank_leaf(sheet: BlankSheet, *, stem: str) -> Leaf:
    """Return a blank sheet as a document of its own."""
    return Leaf(
        stem=stem,
        title=f"{sheet.rubric.title} 空白表",
        author=sheet.county,
        at=UNDATED,
        draw=lambda paper: _put(paper, sheet),
    )


def _put(paper: Paper, sheet: BlankSheet) -> None:
    furniture = _furniture(paper, sheet)
    pages = paginate(_rows(sheet), paper.page, top=BODY_TOP, bottom=BODY_BOTTOM)
    furniture.around(pages)
    for page in pages:
        paper.put(page)


def _furniture(paper: Paper, sheet: BlankSheet) -> Furniture:
    line = qr.blank_line(uid=sheet.visit or "", rubric=sheet.rubric.digest)
    return Furniture(
        left=f"{sheet.county}　{sheet.place}",
        right="　".join(part for part in (sheet.round, sheet.team) if part),
        notice=sheet.rubric.notice,
        code=record_code(sheet.rubric.digest),
        code_label=MATCHING,
        qr_form=paper.form(qr.drawing(line), key=line),
    )


def _rows(sheet: BlankSheet) -> list[Row]:
    table = [_head(), *_table(sheet)]
    before = [*head_rows(sheet), *bound(table, last=LAST_ROWS)]
    after = list(signature_rows(sheet if sheet.people else replace(sheet, people=UNNAMED)))

    def whole(lines: int) -> list[Row]:
        return [*before, *_objections(sheet, lines), *after]

    least, most = OBJECTION_LINES
    room = room_left(whole(least), top=BODY_TOP, bottom=BODY_BOTTOM)
    return whole(min(most, least + int(room / LINE)))


def _table(sheet: BlankSheet) -> Iterator[Row]:
    orders = {step.id: order for order, step in enumerate(sheet.rubric.steps)}
    steps = {step.id: step for step in sheet.rubric.steps}
    for star in sheet.rubric.stars:
        yield _section(star)
        again = (_head(star),)
        for item in star.items:
            yield _item(item, again)
            for point in item.checkpoints:
                step = steps[point.step]
                yield _point(
                    point, (step, orders[step.id]), again, last=point is item.checkpoints[-1]
                )
    yield space(6)


def _head(star: Star | None = None) -> Row:
    """Return the head of the table; on a page that goes on, it names the star."""

    def draw(page: Page, y: float) -> None:
        page.rule(LEFT, y, (RIGHT, y), width=1, paint=BLACK)
        baseline = y + HEAD.rise
        if star is None:
            page.text(LEFT + 3, baseline, "要点", HEAD)
            page.text(TEXT_X, baseline, "看什么、怎么扣；原因按字母，几次写几", HEAD)
        else:
            page.text(LEFT + 3, baseline, f"{star.name}（续）", GOES_ON)
        page.text_right(MAX_RIGHT, baseline, "满分", HEAD)
        page.text(BOX_X, baseline, "记录", HEAD)
        page.rule(LEFT, y + HEAD.leading, (RIGHT, y + HEAD.leading), width=0.6, paint=BLACK)

    return Row(height=HEAD.leading + 1, draw=draw, keep=True)


def _section(star: Star) -> Row:
    def draw(page: Page, y: float) -> None:
        page.box((LEFT, y), (RIGHT - LEFT, SECTION.leading), fill=PALE)
        baseline = y + SECTION.rise
        page.text(LEFT + 3, baseline, star.name, SECTION)
        page.text(LEFT + 11 + SECTION.width(star.name), baseline, star.lead_office, OFFICE)
        full = f"/ {show(star.max)}"
        end = RIGHT - 3 - FIGURE.width(full)
        page.text(end, baseline, full, FIGURE)
        page.box((end - STAR_BOX - 4, y + 1.8), (STAR_BOX, 13.4), fill=WHITE, stroke=DARK)
        page.text_right(end - STAR_BOX - 8, baseline, "本星得分", FIGURE)

    return Row(height=SECTION.leading + 1, draw=draw, keep=True, again=(_head(),))


def _item(item: Item, again: tuple[Row, ...]) -> Row:
    """Return the item's line: its name, 其余无问题 to tick, its points, what to photograph."""
    full = f"/ {show(item.max)}"
    right = RIGHT - 3 - FIGURE.width(full)
    ticks = BOX_X - (104 if item.allow_na else 54)
    titles, told = ITEM.lines(item.title, ticks - 4 - TEXT_X), _facts(item)
    aside = TEXT_X + ITEM.width(titles[-1]) + 7
    beside = aside + FAINT.width(told) <= ticks - 4
    facts = FAINT.lines(told, ITEM_SPAN) if told and not beside else []
    zeros = [FAINT.lines(f"零分：{case}　依据", ITEM_SPAN - 90) for case in item.zero_if]

    def draw(page: Page, y: float) -> None:
        page.rule(LEFT, y, (RIGHT, y), width=0.6, paint=DARK)
        baseline = y + ITEM.rise
        page.text(LEFT + 3, baseline, item.code, ITEM)
        below = page.lines(TEXT_X, y, titles, ITEM)
        if beside:
            page.text(aside, below - ITEM.leading + ITEM.rise, told, FAINT)
        page.text(right, baseline, full, FIGURE)
        page.box((right - 36, y + 2), (32, 11.5), stroke=DARK, width=0.6)
        page.text_right(right - 39, baseline, "得分", FIGURE)
        for x, words in (
            (BOX_X - 52, "其余无问题"),
            *([(ticks, "不适用")] if item.allow_na else []),
        ):
            marks.checkbox(page, (x, y + 3.6), 8)
            page.text(x + 11, baseline, words, LINE_LABEL)
        below = page.lines(TEXT_X, below - 1, facts, FAINT)
        for lines in zeros:
            _zero_case(page, below, lines)
            below += len(lines) * FAINT.leading + 3

    height = len(titles) * ITEM.leading + len(facts) * FAINT.leading
    height += sum(len(lines) * FAINT.leading + 3 for lines in zeros) + 0.6
    return Row(height=height, draw=draw, keep=True, again=again)


def _zero_case(page: Page, y: float, lines: list[str]) -> None:
    """Draw a zero case to tick, and a line for its ground."""
    marks.checkbox(page, (TEXT_X, y + 1.8), 8)
    page.lines(TEXT_X + 12, y + 1, lines, FAINT)
    end = TEXT_X + 12 + FAINT.width(lines[-1])
    level = y + len(lines) * FAINT.leading + 0.6
    page.rule(end + 3, level, (RIGHT - 3, level), paint=GREY)


def _facts(item: Item) -> str:
    hints, papers = "、".join(item.photo_hints), "、".join(item.documents)
    wanted = f"{item.photos_min} 张：" if item.photos_min else ""
    parts = (f"要拍 {wanted}{hints}" if hints else "", f"要查 {papers}" if papers else "")
    return "　".join(part for part in parts if part)


def _point(point: Checkpoint, step: tuple[Step, int], again: tuple[Row, ...], *, last: bool) -> Row:
    texts = TEXT.lines(point.text, TEXT_SPAN)
    rule = rule_sentence(point)
    beside = TEXT.width(texts[-1]) + 7 + RULE.width(rule) <= TEXT_SPAN
    rules = [] if beside else RULE.lines(rule, TEXT_SPAN)
    reasons, answer = chips(point, CHIP_SPAN, LOOK), answer_of(point)
    written = len(texts) * TEXT.leading + len(rules) * 9.6
    grid = entry_boxes.grid_height(point.grid) if point.grid else 0.0
    block = max(written + reasons.height, answer.height)
    height = PAD + block + grid + 1

    def draw(page: Page, y: float) -> None:
        top, baseline = y + PAD, y + PAD + TEXT.rise
        marks.tag(page, (LEFT + 8, top + 5.8), step[0].name, step[1])
        page.text(CODE_X, baseline, point.code, CODE)
        below = page.lines(TEXT_X, top, texts, TEXT)
        if beside:
            start = TEXT_X + TEXT.width(texts[-1]) + 7
            page.text(start, below - TEXT.leading + TEXT.rise, rule, RULE)
        for line in rules:
            page.text(TEXT_X, below + 7, line, RULE)
            below += 9.6
        page.text_right(MAX_RIGHT, baseline, show(point.max), FIGURE)
        reasons.draw(page, TEXT_X, below)
        answer.draw(page, (BOX_X, top + 0.6), BOX_SPAN)
        if point.no_photo:
            page.text(LEFT + 13, baseline + 10.4, NO_PHOTO, SMALL)
        if point.grid:
            corner = (TEXT_X, top + block + 1)
            entry_boxes.draw_grid(page, corner, RIGHT - TEXT_X, point.grid)
        if not last:
            page.rule(LEFT + 17, y + height, (RIGHT, y + height), width=0.3)

    return Row(height=height, draw=draw, again=again)


def _objections(sheet: BlankSheet, lines: int) -> Iterator[Row]:
    inside = place_words(sheet.site).inside
    yield _label(f"{inside}的不同意见（写明哪一项、谁提的；没有写“无”）")
    for _ in range(lines):
        yield _writing_line()
    yield replace(space(6), keep=True)


def _label(text: str) -> Row:
    def draw(page: Page, y: float) -> None:
        page.text(LEFT, y + HEADING.rise, text, HEADING)

    return Row(height=HEADING.leading, draw=draw, keep=True)


def _writing_line() -> Row:
    def draw(page: Page, y: float) -> None:
        page.rule(LEFT, y + LINE, (RIGHT, y + LINE), paint=GREY)

    return Row(height=LINE, draw=draw, keep=True)
