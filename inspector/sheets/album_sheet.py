"""照片册: a visit's photos, six to a page, each with what it shows, when, and who took it.

Photos are opened one by one while the book is drawn, so that sixty of them need the memory of one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate

from inspector.sheets.document import lay_out, paragraph
from inspector.sheets.flow import Row, space
from inspector.sheets.furniture import Furniture
from inspector.sheets.leaf import Leaf
from inspector.sheets.line_breaking import pieces
from inspector.sheets.page import BLACK, DARK, LEFT, LIGHT, RIGHT, Page, Style, plain, strong
from inspector.sheets.paper import Paper
from inspector.sheets.pictures import picture_of

TITLE = strong(16, 24)
PLACE = strong(10.5, 16)
SUMMARY = plain(8.6, 12.6, DARK)
PART = strong(10, 16)
PART_FACTS = plain(8, 12, DARK)
ABOUT = strong(8.4, 12)
TEXT = plain(8, 11)
TIME = plain(8, 11, DARK)
INSTEAD = plain(9, 14, DARK)

ACROSS = 2
GAP = 10
SPAN = RIGHT - LEFT
PHOTO_WIDE = (SPAN - GAP) / ACROSS
PHOTO_HIGH = 160
PHOTO_EMPTY = (PHOTO_HIGH * 4 / 3, float(PHOTO_HIGH))
"""Size in points of the box of a photo that is not shown: that of one taken across."""
CELL_TOP = 5
BELOW_PHOTO = 3 + ABOUT.leading + TIME.leading + 6
"""Points of a caption without its text; three of two lines each fill a page under its head."""
MOST_LINES = 2
"""Lines of what the form asks, or of what was found."""
LARGEST = 1.0
"""Points a pixel at most: a tiny picture is not blown up to a blur."""

CLAUSE_ENDS = "，、；。：（"
"""Before these a text may be cut, so that no word is torn."""
NO_PHOTOS = "没有可印的照片。"
NOT_PRINTED = "，未印"
"""What the words in an empty box end with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumPhoto:
    """One photo. ``open`` returns its JPEG or PNG, or the words that stand in its place."""

    about: str
    """Code and short title of the items that it hangs on."""
    text: str
    """What the form asks there, or what was found; shortened to two lines."""
    when: str
    """Its time by the laptop's clock, what the phone said, and who took it."""
    open: Callable[[], bytes | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumPart:
    """The photos of one visit; ``absent`` counts those that are left out, by reason."""

    heading: str
    """Empty where the book has only this part."""
    facts: str
    photos: tuple[AlbumPhoto, ...]
    absent: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumSheet:
    """Everything that a book of photos prints."""

    county: str
    title: str
    place: str
    facts: str
    at: datetime
    parts: tuple[AlbumPart, ...]
    right: str = ""
    notice: str = ""
    code: str = ""
    """Of the visit's seal; empty where the book is of several."""
    qr_drawing: tuple[str, str] = ("", "")
    """Its QR code as PDF operators, and what names it."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A photo as it goes on the page: a picture's name and size in px, or words."""

    photo: AlbumPhoto
    name: str = ""
    width: int = 0
    height: int = 0
    instead: str = ""

    @property
    def size(self) -> tuple[float, float]:
        """How wide and high it is on paper, in points; or the box that stands for it."""
        if self.instead:
            return PHOTO_EMPTY
        scale = min(PHOTO_WIDE / self.width, PHOTO_HIGH / self.height, LARGEST)
        return self.width * scale, self.height * scale


def album_leaf(sheet: AlbumSheet, *, stem: str) -> Leaf:
    """Return the book. Drawing it raises ``PhotoUnprintable`` for what is no photo."""
    return Leaf(
        stem=stem,
        title=f"{sheet.title} {sheet.place}",
        author=sheet.county,
        at=sheet.at,
        draw=lambda paper: _draw(paper, sheet),
    )


def _draw(paper: Paper, sheet: AlbumSheet) -> None:
    """Put the photos into the file first: only then is it known how many are printed."""
    total = sum(len(part.photos) for part in sheet.parts)
    shown: list[list[_Shown]] = []
    done = 0
    for part in sheet.parts:
        shown.append([])
        for photo in part.photos:
            paper.ticket.step(done, total, f"照片 {done + 1} / {total}")
            shown[-1].append(_shown(paper, photo))
            done += 1
    drawing, key = sheet.qr_drawing
    furniture = Furniture(
        left=f"{sheet.county}　{sheet.place}",
        right=sheet.right,
        notice=sheet.notice,
        code=sheet.code,
        qr_form=paper.form(drawing, key=key) if drawing else "",
    )
    lay_out(paper, _rows(sheet, shown), furniture)


def _shown(paper: Paper, photo: AlbumPhoto) -> _Shown:
    found = photo.open()
    if isinstance(found, str):
        return _Shown(photo, instead=found)
    picture = picture_of(found, caption=photo.about)
    return _Shown(photo, paper.picture(picture), picture.width, picture.height)


def _rows(sheet: AlbumSheet, shown: Sequence[Sequence[_Shown]]) -> Iterator[Row]:
    yield _head(sheet, summary(sheet.parts, [one.instead for part in shown for one in part]))
    for part, photos in zip(sheet.parts, shown, strict=True):
        if part.heading:
            yield _part(part)
            if not photos:
                yield paragraph(NO_PHOTOS, INSTEAD)
        for start in range(0, len(photos), ACROSS):
            yield _pair(photos[start : start + ACROSS])
        if part.heading:
            yield space(4)


def summary(parts: Sequence[AlbumPart], instead: Sequence[str]) -> str:
    """Say how many photos there are, how many are not printed, and why."""
    absent = Counter(one.removesuffix(NOT_PRINTED) for one in instead if one)
    for part in parts:
        absent.update(part.absent)
    printed = sum(not one for one in instead)
    total, missing = printed + absent.total(), absent.total()
    if not missing:
        return f"共 {total} 张照片，全部印出。"
    why = "，".join(f"{reason} {count} 张" for reason, count in absent.items())
    return f"共 {total} 张照片，印出 {printed} 张；未印 {missing} 张：{why}。"


def caption_lines(text: str) -> list[str]:
    """Return a photo's text in the lines that it has, the last one ended at a clause or word."""
    lines = TEXT.lines(text, PHOTO_WIDE)
    if len(lines) <= MOST_LINES:
        return lines
    whole, rest = lines[: MOST_LINES - 1], lines[MOST_LINES - 1 :]
    return [*whole, shortened("".join(rest), TEXT, PHOTO_WIDE)]


def shortened(text: str, style: Style, width: float) -> str:
    """Return as much of ``text`` as one line holds, ended where a clause or a word ends."""
    if style.width(text) <= width:
        return text
    fitting = (one for one in accumulate(pieces(text)) if style.width(f"{one}…") <= width)
    kept = max(fitting, key=len, default="")
    clause = max(map(kept.rfind, CLAUSE_ENDS))
    return f"{kept[:clause] if 2 * clause > len(kept) else kept}…"


def _head(sheet: AlbumSheet, said: str) -> Row:
    lines = SUMMARY.lines("　".join(filter(None, (sheet.facts, said))), SPAN)
    places = _place_lines(sheet.place, SPAN - TITLE.width(sheet.title) - 16)
    beside = max(TITLE.leading, 4 + len(places) * PLACE.leading)
    height = beside + len(lines) * SUMMARY.leading + 14

    def draw(page: Page, y: float) -> None:
        page.text(LEFT, y + TITLE.rise, sheet.title, TITLE)
        top = y + 4
        for line in places:
            page.text(LEFT + TITLE.width(sheet.title) + 16, top + PLACE.rise, line, PLACE)
            top += PLACE.leading
        page.lines(LEFT, y + beside, lines, SUMMARY)
        under = y + beside + len(lines) * SUMMARY.leading + 4
        page.rule(LEFT, under, (RIGHT, under), width=1.2, paint=BLACK)

    return Row(height=height, draw=draw, keep=True)


def _place_lines(place: str, width: float) -> list[str]:
    """Return a place in as few lines as it needs, the tail in brackets in one piece."""
    name, bracket, tail = place.rpartition("（")
    *lines, last = PLACE.lines(name or place, width)
    if not name:
        return [*lines, last]
    tail = bracket + tail
    return [*lines, last + tail] if PLACE.width(last + tail) <= width else [*lines, last, tail]


def _part(part: AlbumPart) -> Row:
    facts = PART_FACTS.lines(part.facts, SPAN)

    def draw(page: Page, y: float) -> None:
        page.text(LEFT, y + PART.rise, part.heading, PART)
        page.lines(LEFT, y + PART.leading, facts, PART_FACTS)
        under = y + PART.leading + len(facts) * PART_FACTS.leading + 1
        page.rule(LEFT, under, (RIGHT, under), width=0.5, paint=LIGHT)

    return Row(
        height=PART.leading + len(facts) * PART_FACTS.leading + 6,
        draw=draw,
        keep=True,
    )


def _pair(photos: Sequence[_Shown]) -> Row:
    texts = [caption_lines(one.photo.text) for one in photos]
    foot = CELL_TOP + max(one.size[1] for one in photos)

    def draw(page: Page, y: float) -> None:
        for column, (one, text) in enumerate(zip(photos, texts, strict=True)):
            _cell(page, (LEFT + column * (PHOTO_WIDE + GAP), y + foot), one, text)

    return Row(height=foot + BELOW_PHOTO + max(map(len, texts)) * TEXT.leading, draw=draw)


def _cell(page: Page, corner: tuple[float, float], one: _Shown, text: Sequence[str]) -> None:
    """Draw a photo above its caption; ``corner`` is the lower left one of the photo."""
    (x, foot), (wide, high) = corner, one.size
    if one.instead:
        page.text_centred(x + wide / 2, foot - high / 2, one.instead, INSTEAD)
    else:
        page.place(one.name, (x, foot - high), (wide, high))
    page.box((x, foot - high), (wide, high), stroke=BLACK, width=0.3)
    about, when = one.photo.about, one.photo.when
    top = page.lines(x, foot + 3, [shortened(about, ABOUT, PHOTO_WIDE)], ABOUT)
    top = page.lines(x, top, text, TEXT)
    page.lines(x, top, [shortened(when, TIME, PHOTO_WIDE)], TIME)
