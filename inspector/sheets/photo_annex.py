"""附：现场照片, two beside one another: below the signatures if there is room, else on a page.

A photo keeps its shape, upright or wide; words stand in the place of one that cannot be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from inspector.sheets.flow import Row, room_left, space
from inspector.sheets.furniture import BODY_BOTTOM, BODY_TOP
from inspector.sheets.page import BLACK, DARK, LEFT, RIGHT, Page, plain, strong
from inspector.sheets.paper import Paper
from inspector.sheets.pictures import Picture, picture_of
from inspector.sheets.sheet_facts import SheetPhoto

SPAN = RIGHT - LEFT
HEADING = strong(9.6, 16)
CAPTION = plain(8, 12, DARK)

PHOTOS = 4
GAP = 8
WIDE = (SPAN - GAP) / 2
LOW, HIGH = 150.0, 250.0
"""Most points that a photo is high: below the signatures, and where the page is all its own."""
EMPTY = (200.0, 150.0)
"""Of the box of a photo that is not shown: as of one taken across."""

Place = Callable[[Page, Picture, tuple[float, float], tuple[float, float]], None]


@dataclass(frozen=True, slots=True)
class _Shot:
    """A photo or the words in its place, and its size on paper in points."""

    caption: str
    picture: Picture | str
    wide: float
    high: float


def annex_rows(
    paper: Paper, photos: Sequence[SheetPhoto], before: Sequence[Row], *, told: str = ""
) -> Iterator[Row]:
    """Yield up to four photos after the rows ``before``; ``told`` follows their heading.

    Raises:
        PhotoUnprintable: One of them is no photo.
    """
    shown = [
        (
            photo.caption,
            picture_of(photo.open(), caption=photo.caption) if photo.open else photo.instead,
        )
        for photo in photos[:PHOTOS]
    ]
    if not shown and not told:
        return

    def place(
        page: Page, picture: Picture, corner: tuple[float, float], size: tuple[float, float]
    ) -> None:
        page.place(paper.picture(picture), corner, size)

    below = list(_rows(shown, LOW, told, place))
    room = room_left(before, top=BODY_TOP, bottom=BODY_BOTTOM)
    if sum(row.height for row in below) > room:  # a page of their own: let them fill it
        below = list(_rows(shown, HIGH, told, place))
    yield from below


def _rows(
    shown: Sequence[tuple[str, Picture | str]], most: float, told: str, place: Place
) -> Iterator[Row]:
    yield space(10)
    yield _heading(told)
    shots = [_sized(caption, picture, most) for caption, picture in shown]
    for start in range(0, len(shots), 2):
        yield _pair(shots[start : start + 2], place, keep=start + 2 < len(shots))


def _sized(caption: str, picture: Picture | str, most: float) -> _Shot:
    if isinstance(picture, str):
        return _Shot(caption, picture, *EMPTY)
    wide, high = picture.width, picture.height
    scale = min(WIDE / wide, most / high)
    return _Shot(caption, picture, wide * scale, high * scale)


def _heading(told: str) -> Row:
    words = "附：现场照片"

    def draw(page: Page, y: float) -> None:
        page.text(LEFT, y + HEADING.rise, words, HEADING)
        if told:
            page.text(LEFT + HEADING.width(words) + 10, y + HEADING.rise, told, CAPTION)

    return Row(height=HEADING.leading + 2, draw=draw, keep=True)


def _pair(shots: Sequence[_Shot], place: Place, *, keep: bool) -> Row:
    highest = max(shot.high for shot in shots)

    def draw(page: Page, y: float) -> None:
        for column, shot in enumerate(shots):
            x = LEFT + column * (WIDE + GAP)
            if isinstance(shot.picture, str):
                middle = x + (shot.wide - CAPTION.width(shot.picture)) / 2
                page.text(middle, y + shot.high / 2, shot.picture, CAPTION)
            else:
                place(page, shot.picture, (x, y), (shot.wide, shot.high))
            page.box((x, y), (shot.wide, shot.high), stroke=BLACK, width=0.3)
            first, *more = CAPTION.lines(shot.caption, WIDE - CAPTION.size)
            below = y + shot.high + CAPTION.rise
            page.text(x, below, f"{first}…" if more else first, CAPTION)

    return Row(height=highest + CAPTION.leading + 6, draw=draw, keep=keep)
