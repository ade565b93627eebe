"""Write a 录入表: a workbook to fill in what stands on paper, a sheet for each site.

Cells to fill in are open and know what they may hold; all others are protected. What people
wrote is always text, so that nothing that begins with = + - @ is ever a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from inspector.domain.explaining import rule_sentence
from inspector.domain.ids import VisitUid
from inspector.domain.ledger import NOT_DUE, STEPS, full_cells
from inspector.domain.rubric import Checkpoint, Item, Rubric, Sample
from inspector.domain.site import Site
from inspector.domain.wording import NO_PHOTO
from inspector.exchange import entry_book_form as form
from inspector.exchange.entry_book_form import FormLine, Line
from inspector.platform.durable import write_durably

MAX_SHEET_NAME = 31
MAX_PROMPT_TITLE, MAX_PROMPT = 32, 255
"""Excel's own limits, in characters."""

WIDTHS = (8, 34, 26, 6, 9, 7, *(5,) * 6, 24, 20, *(8,) * form.CELLS)
FONT, SIZE = "微软雅黑", 10
HINT = (
    "只填白格。记录一列填问题数、等次、符合或数值；A 到 F 填每个原因的次数；"
    "没填的算没评，查过没问题的项在“其余无问题”选“是”。"
    "勾选格一行没有缺的选“齐”，有缺的只在缺的格写“缺”；环节写月日，如 0312。不要改灰格。"
)
CELL_WORDS = ("缺", "有", "不该有")
"""What a month's cell offers; the reader takes the signs of the paper as well."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSheet:
    """One visit to fill in; ``about`` is a line under the place, such as round and team."""

    uid: VisitUid
    site: Site
    township: str
    rubric: Rubric
    about: str = ""

    @property
    def place(self) -> str:
        """Township, village and tail."""
        return f"{self.township} {self.site.name}（尾号 {self.site.tail}）"


def write_entry_book(out: Path, sheets: Sequence[BookSheet], *, at: datetime) -> None:
    """Write a workbook, whole or not at all; ``at`` is what it says it was made.

    Raises:
        ValueError: There is no sheet.
        InspectorError: The disk refused, see ``platform.durable``.
    """
    if not sheets:
        raise ValueError("no sheet to write")
    content = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(content, options) as book:
        book.set_properties(
            {"title": "录入表", "author": "五星考评", "created": at.replace(tzinfo=None)}
        )
        looks = _Looks(book)
        names: set[str] = set()
        for sheet in sheets:
            _fill(book.add_worksheet(_sheet_name(sheet.site, names)), sheet, looks)
    write_durably(out, content.getvalue())


class _Looks:
    """The formats of a workbook; Excel wants them made once."""

    def __init__(self, book: Workbook) -> None:
        base = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter"}
        grey = {**base, "bg_color": "#EDEDED", "border": 1, "border_color": "#BFBFBF"}
        asked = {**base, "border": 1, "border_color": "#7F7F7F", "locked": False}
        self.title: Format = book.add_format({**base, "bold": True, "font_size": 14})
        self.place: Format = book.add_format({**base, "bold": True, "font_size": 12})
        self.small: Format = book.add_format({**base, "font_color": "#595959"})
        self.head: Format = book.add_format(
            {**grey, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#D9D9D9"}
        )
        self.star: Format = book.add_format({**grey, "bold": True, "bg_color": "#BFBFBF"})
        self.item: Format = book.add_format({**grey, "bold": True, "text_wrap": True})
        self.fixed: Format = book.add_format({**grey, "text_wrap": True})
        self.number: Format = book.add_format({**grey, "align": "center"})
        self.entry: Format = book.add_format({**asked, "align": "center"})
        self.words: Format = book.add_format({**asked, "text_wrap": True, "num_format": "@"})
        self.day: Format = book.add_format({**asked, "align": "center", "num_format": "@"})
        self.shut: Format = book.add_format(grey)


def _sheet_name(site: Site, taken: set[str]) -> str:
    """Return a name that Excel takes, another one for each sheet."""
    plain = _NOT_IN_NAMES.sub("_", f"{site.tail} {site.name}")
    name, count = _cut(plain, MAX_SHEET_NAME), 2
    while name.casefold() in taken:  # to Excel, a and A are one name
        mark = f"（{count}）"
        name, count = _cut(plain, MAX_SHEET_NAME - len(mark)) + mark, count + 1
    taken.add(name.casefold())
    return name


def _cut(text: str, units: int) -> str:
    """Return the beginning of a text in at most ``units`` UTF-16 units, which Excel counts."""
    while len(text.encode("utf-16-le")) > 2 * units:
        text = text[:-1]
    return text


def _fill(page: Worksheet, sheet: BookSheet, looks: _Looks) -> None:
    lines = list(form.form_lines(sheet.rubric))
    page.write_string(0, 0, f"{sheet.rubric.title}　录入表", looks.title)
    page.write_string(1, 0, f"{sheet.place}　{sheet.about}".strip(), looks.place)
    page.write_string(2, 0, HINT, looks.small)
    page.write_string(form.KEY_ROW, 0, "表码", looks.small)
    key = form.key_of(sheet.uid, sheet.rubric.digest)
    page.write_string(form.KEY_ROW, form.KEY_COLUMN, key, looks.small)
    for column, (head, width) in enumerate(zip(form.HEADS, WIDTHS, strict=True)):
        page.write_string(form.HEAD_ROW, column, head, looks.head)
        page.set_column(column, column, width)
    codes = [str(item.code) for item in sheet.rubric.items()]
    for row, line in enumerate(lines, start=form.HEAD_ROW + 1):
        _write_line(page, row, line, looks)
        if line.kind is Line.OBJECTION:
            _objection(page, row, codes, looks)
    last = form.HEAD_ROW + len(lines)
    page.freeze_panes(form.HEAD_ROW + 1, 2)
    page.protect("", {"format_columns": True, "format_rows": True, "objects": True})
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(form.HEAD_ROW)
    page.print_area(0, 0, last, len(form.HEADS) - 1)
    page.set_selection(form.HEAD_ROW + 1, form.ANSWER, form.HEAD_ROW + 1, form.ANSWER)


def _write_line(page: Worksheet, row: int, line: FormLine, looks: _Looks) -> None:
    """Write what stands in a row, and open what is to be filled in."""
    look = {Line.STAR: looks.star, Line.REST: looks.item}.get(line.kind, looks.fixed)
    for column in range(len(form.HEADS)):
        page.write_blank(row, column, None, look if line.kind is Line.STAR else looks.shut)
    page.write_string(row, form.CODE, line.code, look)
    page.write_string(row, form.TEXT, line.text, look)
    if line.kind in (Line.GRID, Line.GRID_HEAD):
        _open_grid(page, row, line, looks)
    elif line.point is not None:
        _open_point(page, row, line.point, looks)
    elif line.item is not None:
        _open_item(page, row, line, line.item, looks)


def _open_item(page: Worksheet, row: int, line: FormLine, item: Item, looks: _Looks) -> None:
    """Open the cell for 是, and beside it the ground of a zero case or the reason of 不适用."""
    page.write_blank(row, form.ANSWER, None, looks.entry)
    _list(page, row, form.ANSWER, (form.YES,))
    if line.kind is Line.REST:
        told = "、".join(item.photo_hints)
        page.write_string(row, form.RULE, f"要拍：{told}" if told else "", looks.fixed)
        _points(page, row, item.max, looks)
    else:
        page.write_blank(row, form.OWN, None, looks.words)


def _open_point(page: Worksheet, row: int, point: Checkpoint, looks: _Looks) -> None:
    rule = rule_sentence(point) + (f"（{NO_PHOTO}）" if point.no_photo else "")
    page.write_string(row, form.RULE, rule, looks.fixed)
    _points(page, row, point.max, looks)
    page.write_blank(row, form.ANSWER, None, looks.entry)
    words = form.choices(point)
    if words:
        _list(page, row, form.ANSWER, words)
    elif form.counts(point):
        _whole(page, row, form.ANSWER, form.most(point))
    else:
        _decimal(page, row)
    if isinstance(point.rule, Sample):
        page.write_blank(row, form.SEEN, None, looks.entry)
        _whole(page, row, form.SEEN, point.rule.n)
    for place, (letter, phrase) in enumerate(zip(form.LETTERS, point.phrases, strict=False)):
        column = form.FIRST_LETTER + place
        page.write_blank(row, column, None, looks.entry)
        _whole(page, row, column, form.MAX_COUNT, (letter, phrase))
    for column in (form.OWN, form.NOTE):
        page.write_blank(row, column, None, looks.words)


def _open_grid(page: Worksheet, row: int, line: FormLine, looks: _Looks) -> None:
    """Write the names of a ledger's columns, or open the cells of one of its rows that are due."""
    grid = line.point.grid if line.point is not None else None
    if grid is None:
        raise AssertionError("a ledger's line has a ledger")
    places = range(form.FIRST_CELL, form.FIRST_CELL + len(grid.columns))
    if line.kind is Line.GRID_HEAD:
        for column, name in zip(places, grid.columns, strict=True):
            page.write_string(row, column, name, looks.head)
        return
    page.write_blank(row, form.ANSWER, None, looks.entry)
    _list(page, row, form.ANSWER, (form.WHOLE,))
    due = full_cells(grid)[line.row]
    for column, name, letter in zip(places, grid.columns, due, strict=True):
        if letter == NOT_DUE:
            continue
        if grid.kind == STEPS:  # as text, or Excel makes a date of 3-12
            page.write_blank(row, column, None, looks.day)
            _told(page, row, column, (name, "写月日，如 0312；没有这一步写“缺”"))
        else:
            page.write_blank(row, column, None, looks.entry)
            _list(page, row, column, CELL_WORDS)


def _told(page: Worksheet, row: int, column: int, prompt: tuple[str, str]) -> None:
    """Say at a cell what it is for; it takes anything."""
    title, words = prompt[0][:MAX_PROMPT_TITLE], prompt[1][:MAX_PROMPT]
    page.data_validation(
        row, column, row, column, {"validate": "any", "input_title": title, "input_message": words}
    )


def _objection(page: Worksheet, row: int, codes: Sequence[str], looks: _Looks) -> None:
    """Open the cells of one different view: the item, what was said, and by whom."""
    page.write_string(row, form.RULE, "记录一列选项，后面写意见，备注写谁提的", looks.fixed)
    page.write_blank(row, form.ANSWER, None, looks.entry)
    _list(page, row, form.ANSWER, tuple(codes))
    for column in (form.OWN, form.NOTE):
        page.write_blank(row, column, None, looks.words)


def _points(page: Worksheet, row: int, points: int, looks: _Looks) -> None:
    page.write_number(row, form.MAX, points / 100, looks.number)


def _list(page: Worksheet, row: int, column: int, words: Sequence[str]) -> None:
    """Offer words to choose from, unless Excel cannot hold them; the reader checks either way."""
    if len(",".join(words)) > MAX_PROMPT or any("," in word for word in words):
        return
    page.data_validation(
        row,
        column,
        row,
        column,
        {
            "validate": "list",
            "source": list(words),
            "error_title": "填不了",
            "error_message": f"只能选：{'、'.join(words)}"[:MAX_PROMPT],
        },
    )


def _whole(
    page: Worksheet, row: int, column: int, largest: int, prompt: tuple[str, str] | None = None
) -> None:
    told = {
        "validate": "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": largest,
        "error_title": "填不了",
        "error_message": f"请填 0 到 {largest} 的整数。",
    }
    if prompt is not None:
        told["input_title"] = prompt[0][:MAX_PROMPT_TITLE]
        told["input_message"] = prompt[1][:MAX_PROMPT]
    page.data_validation(row, column, row, column, told)


def _decimal(page: Worksheet, row: int) -> None:
    page.data_validation(
        row,
        form.ANSWER,
        row,
        form.ANSWER,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -999_999,
            "maximum": 999_999_999,
            "error_title": "填不了",
            "error_message": "请填数，如 12.5，不带单位。",
        },
    )
