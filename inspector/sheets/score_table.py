"""The table of a score sheet: every item, and under it what cost points, how and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspector.domain.explaining import ground_words, loss_facts
from inspector.domain.ids import ItemCode
from inspector.domain.ledger import free_words
from inspector.domain.points import show, show_fixed
from inspector.domain.rubric import Item, Star
from inspector.domain.scorecard import ItemResult, ItemState, Loss
from inspector.domain.visit import EMPTY, ItemEntry
from inspector.domain.wording import FILLED, word
from inspector.sheets import marks
from inspector.sheets.flow import Row, space
from inspector.sheets.page import BLACK, DARK, LEFT, PALE, RIGHT, Page, plain, strong
from inspector.sheets.sheet_facts import ScoreSheet

CODE_X = LEFT + 3
TITLE_X = LEFT + 40
DETAIL_X = LEFT + 94
"""Where the words of a deduction begin, right of tag and checkpoint code."""
MAX_RIGHT, LOST_RIGHT, GOT_RIGHT = RIGHT - 94, RIGHT - 46, RIGHT - 4
TITLE_SPAN = MAX_RIGHT - 30 - TITLE_X
DETAIL_SPAN = LOST_RIGHT - 34 - DETAIL_X
FACT_BEYOND = GOT_RIGHT - LOST_RIGHT + 34
"""Facts go on below the figures, which stand beside the line above them."""

HEAD = plain(8, 14, DARK)
SECTION = strong(9.4, 17)
OFFICE = plain(8, 17, DARK)
TITLE = plain(9, 12.4)
LOST_TITLE = strong(9, 12.4)
FIGURE = plain(8.8, 12.4)
LOST_FIGURE = strong(8.8, 12.4)
FAINT = plain(8, 12.4, DARK)
CODE = plain(8.2, 11.4, DARK)
TEXT = plain(8.5, 11.4)
FACT = plain(8.2, 10.8, DARK)

LEGEND = f"“填”及数字：该项有几个要点是用“其余无问题”{FILLED}的。"


@dataclass(frozen=True, slots=True)
class _Line:
    """A row under an item: its mark, what it concerns, texts in their styles, points lost."""

    mark: str
    order: int
    code: str
    text: str
    facts: str
    points: int | None


def table_rows(sheet: ScoreSheet) -> Iterator[Row]:
    """Yield the whole table, star by star."""
    head = _head()
    yield head
    results = {result.code: result for result in sheet.scorecard.items}
    losses: dict[ItemCode, list[Loss]] = defaultdict(list)
    for loss in sheet.scorecard.losses:
        losses[loss.item].append(loss)
    stars = {star.id: star.points for star in sheet.scorecard.stars}
    for star in sheet.rubric.stars:
        yield _section(star, stars[star.id], (head,))
        again = (head, _section(star, stars[star.id], (), continued=True))
        for item in star.items:
            entry = sheet.counted.get(item.code, EMPTY)
            lines = list(_lines(sheet, entry, losses[item.code]))
            yield _item(item, results[item.code], entry, again=again, keep=bool(lines))
            for line in lines:
                yield _detail(line, again)
            yield _end_of_item(again)
    if any(entry.filled for part in sheet.counted.values() for entry in part.entries.values()):
        yield _legend()
    yield space(6)


def _head() -> Row:
    def draw(page: Page, y: float) -> None:
        page.rule(LEFT, y, (RIGHT, y), width=1, paint=BLACK)
        baseline = y + HEAD.rise
        page.text(CODE_X, baseline, "编号", HEAD)
        page.text(TITLE_X, baseline, "考评项；扣分的要点、查到的事实和算法", HEAD)
        for right, title in ((MAX_RIGHT, "满分"), (LOST_RIGHT, "扣分"), (GOT_RIGHT, "得分")):
            page.text_right(right, baseline, title, HEAD)
        page.rule(LEFT, y + HEAD.leading, (RIGHT, y + HEAD.leading), width=0.6, paint=BLACK)

    return Row(height=HEAD.leading + 1, draw=draw, keep=True)


def _section(star: Star, points: int, again: Sequence[Row], *, continued: bool = False) -> Row:
    name = f"{star.name}（续）" if continued else star.name

    def draw(page: Page, y: float) -> None:
        page.box((LEFT, y), (RIGHT - LEFT, SECTION.leading), fill=PALE)
        baseline = y + SECTION.rise
        page.text(CODE_X, baseline, name, SECTION)
        if continued:
            return
        page.text(CODE_X + SECTION.width(name) + 8, baseline, star.lead_office, OFFICE)
        page.text_right(MAX_RIGHT, baseline, show(star.max), FIGURE)
        if points < star.max:
            page.text_right(LOST_RIGHT, baseline, f"−{show(star.max - points)}", LOST_FIGURE)
        page.text_right(GOT_RIGHT, baseline, show_fixed(points), SECTION)

    return Row(height=SECTION.leading + 1, draw=draw, keep=True, again=tuple(again))


def _item(
    item: Item, result: ItemResult, entry: ItemEntry, *, again: tuple[Row, ...], keep: bool
) -> Row:
    lost = result.max - result.points
    deducted = result.state in (ItemState.DEDUCTED, ItemState.ZEROED)
    title, figure = (LOST_TITLE, LOST_FIGURE) if deducted else (TITLE, FIGURE)
    lines = title.lines(item.title, TITLE_SPAN)
    filled = sum(one.filled for one in entry.entries.values())

    def draw(page: Page, y: float) -> None:
        baseline = y + 1.2 + title.rise
        page.text(CODE_X, baseline, item.code, title)
        page.lines(TITLE_X, y + 1.2, lines, title)
        if filled:
            x = TITLE_X + title.width(lines[-1]) + 6
            page.text(x, baseline + (len(lines) - 1) * title.leading, f"填{filled}", FAINT)
        page.text_right(MAX_RIGHT, baseline, show(item.max), FIGURE)
        if deducted:
            page.text_right(LOST_RIGHT, baseline, f"−{show(lost)}", figure)
        else:
            page.text_right(LOST_RIGHT, baseline, word(result.state), FAINT)
        page.text_right(GOT_RIGHT, baseline, show_fixed(result.points), figure)

    return Row(
        height=len(lines) * title.leading + (4.5 if keep else 2.6),
        draw=draw,
        keep=keep,
        again=again,
    )


def _end_of_item(again: tuple[Row, ...]) -> Row:
    def draw(page: Page, y: float) -> None:
        page.rule(LEFT, y, (RIGHT, y), width=0.35)

    return Row(height=0.5, draw=draw, again=again)


def _lines(sheet: ScoreSheet, entry: ItemEntry, losses: Sequence[Loss]) -> Iterator[_Line]:
    """Yield what stands under an item: zero case, deductions, remarks, why it does not apply."""
    if entry.na and not losses:
        yield _Line("", 0, "", f"不适用，按同星其余项折算未少分。理由：{entry.na}", "", None)
    words = {step.id: (step.name, order) for order, step in enumerate(sheet.rubric.steps)}
    for loss in losses:
        if loss.checkpoint is None:
            yield _whole_item(loss, zeroed=entry.zero is not None and not entry.na)
            continue
        checkpoint = sheet.rubric.checkpoint(loss.checkpoint)
        step, order = words[checkpoint.step]
        facts = loss_facts(loss.reasons, loss.sentence)
        yield _Line(step, order, checkpoint.code, checkpoint.text, facts, loss.points)
    for code, counted in entry.entries.items():
        grid = sheet.rubric.checkpoint(code).grid if counted.cells else None
        for told in free_words(grid, counted.cells, counted.dates) if grid is not None else ():
            yield _Line("", 0, code, f"{told}，本身不扣分", "", None)
        if counted.note:
            yield _Line("", 0, code, f"备注：{counted.note}", "", None)


def _whole_item(loss: Loss, *, zeroed: bool) -> _Line:
    facts = ground_words(loss.reasons, zeroed=zeroed)
    return _Line("零" if zeroed else "", 0, "", loss.sentence, facts, loss.points or None)


def _detail(line: _Line, again: tuple[Row, ...]) -> Row:
    x = DETAIL_X if line.code else TITLE_X + 18
    span = DETAIL_SPAN + DETAIL_X - x
    text = TEXT.lines(line.text, span)
    facts = FACT.lines(line.facts, span + FACT_BEYOND) if line.facts else []
    height = len(text) * TEXT.leading + len(facts) * FACT.leading + 3

    def draw(page: Page, y: float) -> None:
        baseline = y + TEXT.rise
        centre = (TITLE_X + 7, y + TEXT.leading / 2 + 0.4)
        if line.mark == "零":
            marks.zero(page, centre)
        elif line.mark:
            marks.tag(page, centre, line.mark, line.order)
        if line.code:
            page.text(TITLE_X + 18, baseline, line.code, CODE)
        below = page.lines(x, y, text, TEXT)
        page.lines(x, below, facts, FACT)
        if line.points is not None:
            page.text_right(LOST_RIGHT, baseline, f"−{show(line.points)}", FIGURE)

    return Row(height=height, draw=draw, again=again)


def _legend() -> Row:
    def draw(page: Page, y: float) -> None:
        page.lines(CODE_X, y + 2, [LEGEND], FAINT)

    return Row(height=FAINT.leading + 2, draw=draw)
