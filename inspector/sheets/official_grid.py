"""The grid of official documents, GB/T 9704—2012, 5: 22 lines of 28 characters.

Points from the upper left corner of A4; the standard gives millimetres and type sizes by number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from inspector.sheets.flow import Row
from inspector.sheets.fonts import Typeface
from inspector.sheets.official_faces import OfficialFaces
from inspector.sheets.page import BLACK, MM, Page, Paint, Style

LEFT, TOP = 28 * MM, 37 * MM
SPAN, HIGH = 156 * MM, 225 * MM
RIGHT, BOTTOM = LEFT + SPAN, TOP + HIGH
LINES, COLUMNS = 22, 28
PITCH = HIGH / LINES
"""From line to line: 28.99 points."""

CELL = SPAN / COLUMNS
"""From character to character: 15.79 points."""

NO_2, NO_3, NO_4, SMALL_4 = 22, 16, 14, 12
"""二号, 三号, 四号, 小四, in points."""

ROOM = CELL / NO_3
"""What a character of the body takes, in ems."""

TITLE_LEADING = 36
RED_INK = ".87 .09 .09"
"""Y80 M80 of the standard, as a screen and an office printer show it."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The types of one document on one machine."""

    body: Style
    title: Style
    heading: Style
    subheading: Style
    colophon: Style
    cell: Style
    cell_head: Style
    hint: Style
    label: Style
    faces: OfficialFaces

    def mark(self, size: float) -> Style:
        """Return the type of the issuing mark."""
        return Style(self.faces.title, size, size * 1.3, RED_INK)


def styles_of(faces: OfficialFaces) -> Styles:
    """Return the types for a machine's typefaces; nothing is read yet."""
    return Styles(
        body=_style(faces.body, NO_3),
        title=_style(faces.title, NO_2, TITLE_LEADING),
        heading=_style(faces.heading, NO_3),
        subheading=_style(faces.subheading, NO_3),
        colophon=_style(faces.body, NO_4, 26),
        cell=_style(faces.body, SMALL_4, 16),
        cell_head=_style(faces.heading, SMALL_4, 16),
        hint=_style(faces.subheading, NO_4),
        label=_style(faces.body, 7.5, 10, ".3"),
        faces=faces,
    )


def _style(
    face: Callable[[], Typeface], size: float, leading: float = PITCH, paint: Paint = BLACK
) -> Style:
    return Style(face, size, leading, paint)


def blank(lines: float = 1, *, keep: bool = False) -> Row:
    """Return empty lines of the grid."""
    return Row(height=lines * PITCH, draw=lambda _page, _y: None, keep=keep)


def to_grid(height: float) -> float:
    """Return what is missing from ``height`` to whole lines of the grid, in points."""
    return max(0.0, ceil(height / PITCH - 0.01) * PITCH - height)


def centred(page: Page, y: float, text: str, style: Style) -> None:
    """Write one line in the middle of the type area; ``y`` is its upper edge."""
    page.text_centred((LEFT + RIGHT) / 2, y + style.rise, text, style)
