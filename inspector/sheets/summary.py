"""这一轮做了什么: what a played loop did, on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inspector.sheets.document import heading, title_rows, write_document
from inspector.sheets.flow import Row, space
from inspector.sheets.furniture import Furniture
from inspector.sheets.page import DARK, LEFT, RIGHT, Page, plain, strong

LABEL = plain(9.4, 14, DARK)
VALUE = strong(9.4, 14)
VALUE_X = LEFT + 150


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySection:
    """A heading and its lines of label and value."""

    heading: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySheet:
    """Everything a summary prints."""

    county: str
    round: str
    at: datetime
    sections: tuple[SummarySection, ...]
    notice: str = ""
    title: str = "这一轮做了什么"


def write_summary(out: Path, sheet: SummarySheet) -> None:
    """Write the summary as PDF, whole or not at all.

    Raises:
        InspectorError: The disk refused, see ``platform.durable``.
    """
    furniture = Furniture(left=sheet.county, right=sheet.round, notice=sheet.notice)
    write_document(out, _rows(sheet), furniture, title=f"{sheet.title} {sheet.round}", at=sheet.at)


def _rows(sheet: SummarySheet) -> Iterator[Row]:
    yield from title_rows(sheet.title, (f"{sheet.county}　{sheet.round}",))
    for section in sheet.sections:
        yield heading(section.heading)
        for label, value in section.lines:
            yield _line(label, value)
        yield space(8)


def _line(label: str, value: str) -> Row:
    labels = LABEL.lines(label, VALUE_X - LEFT - 10)
    values = VALUE.lines(value, RIGHT - VALUE_X)
    height = max(len(labels), len(values)) * LABEL.leading + 3

    def draw(page: Page, y: float) -> None:
        page.lines(LEFT, y, labels, LABEL)
        page.lines(VALUE_X, y, values, VALUE)
        page.rule(LEFT, y + height - 1, (RIGHT, y + height - 1), width=0.3)

    return Row(height=height, draw=draw)
