"""A PDF whose pages are drawn and searched, one at a time: for the screen and for the printer.

PDFium knows no threads, so one lock of the program stands before it. It works outside of the
interpreter's lock: the window goes on while a page is drawn.
"""

from __future__ import annotations

import atexit
import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

POINTS_AN_INCH = 72
_PDFIUM = RLock()
_OPEN: WeakSet[PaperPages] = WeakSet()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Where words stand: a page from 0, and a rectangle for each line, in points from its top."""

    page: int
    places: tuple[QRectF, ...]


class PaperPages:
    """The pages of one PDF; may be used by any thread, and closed once.

    ``sizes`` are width and height of each page in points.

    Raises:
        pypdfium2.PdfiumError: The bytes are no PDF; ours always are.
    """

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2  # noqa: PLC0415 - only who looks at paper needs it

        self.pdf = pdf
        with _PDFIUM:
            self._document: PdfDocument | None = pypdfium2.PdfDocument(pdf)
            count = len(self._document)
            self.sizes: Sequence[tuple[float, float]] = tuple(
                self._document.get_page_size(place) for place in range(count)
            )
            if not _OPEN:
                atexit.unregister(_close_all)
                atexit.register(_close_all)  # after PDFium's own: the last goes first
            _OPEN.add(self)

    def __len__(self) -> int:
        return len(self.sizes)

    def close(self) -> None:
        """Let go of the file; what is asked for later is blank."""
        with _PDFIUM:
            document, self._document = self._document, None
            if document is not None:
                document.close()

    def draw(self, place: int, scale: float) -> QImage:
        """Draw a page at ``scale`` px a point."""
        _width, height = self.pixels(place, scale)
        return self.band(place, scale, 0, height)

    def pixels(self, place: int, scale: float) -> tuple[int, int]:
        """Return how large a page is in px at ``scale`` px a point."""
        width, height = self.sizes[place]
        return max(round(width * scale), 1), max(round(height * scale), 1)

    def band(self, place: int, scale: float, top: int, rows: int) -> QImage:
        """Draw ``rows`` rows of px of a page from ``top`` on."""
        import pypdfium2  # noqa: PLC0415 - as above
        import pypdfium2.raw as pdfium  # noqa: PLC0415 - as above

        width, height = self.pixels(place, scale)
        rows = min(rows, height - top)
        with self._page(place) as page:
            if page is None:
                blank = QImage(width, rows, QImage.Format.Format_RGB32)
                blank.fill(0xFFFFFFFF)
                return blank
            sheet = pypdfium2.PdfBitmap.new_native(width, rows, pdfium.FPDFBitmap_BGRx)
            sheet.fill_rect(color=(255, 255, 255, 255), left=0, top=0, width=width, height=rows)
            pdfium.FPDF_RenderPageBitmap(
                sheet, page, 0, -top, width, height, 0, pdfium.FPDF_ANNOT | pdfium.FPDF_PRINTING
            )
            held = bytes(sheet.buffer)
            image = QImage(held, width, rows, sheet.stride, QImage.Format.Format_RGB32).copy()
            sheet.close()
        return image

    def find(self, place: int, words: str) -> list[Hit]:
        """Find words on a page, wherever lines break and whatever case letters have."""
        wanted = _units(words)
        if not wanted:
            return []
        with self._page(place) as page:
            if page is None:
                return []
            text = page.get_textpage()
            try:
                return list(self._hits(place, text, wanted))
            finally:
                text.close()

    def _hits(self, place: int, text: PdfTextPage, wanted: Sequence[int]) -> Iterator[Hit]:
        """PDFium's own search misses every character of four bytes, and names across lines.

        Words may go on in the next line, but not in the next cell, which is a space away.
        """
        import pypdfium2.raw as pdfium  # noqa: PLC0415 - as above

        units = [
            (place_in, _lower(unit))
            for place_in in range(text.count_chars())
            if (unit := pdfium.FPDFText_GetUnicode(text, place_in)) >= ord(" ")
        ]
        codes = [unit for _place, unit in units]
        first, at, length = wanted[0], -1, len(wanted)
        while True:
            try:
                at = codes.index(first, at + 1)
            except ValueError:
                return
            if codes[at : at + length] == wanted:
                begin, end = units[at][0], units[at + length - 1][0]
                yield Hit(page=place, places=self._places(place, text, begin, end - begin + 1))
                at += length - 1

    def _places(self, place: int, text: PdfTextPage, begin: int, count: int) -> tuple[QRectF, ...]:
        import pypdfium2.raw as pdfium  # noqa: PLC0415 - as above

        height, found = self.sizes[place][1], []
        for number in range(pdfium.FPDFText_CountRects(text, begin, count)):
            left, top, right, bottom = (ctypes.c_double() for _edge in range(4))
            pdfium.FPDFText_GetRect(text, number, left, top, right, bottom)
            across, tall = right.value - left.value, top.value - bottom.value
            found.append(QRectF(left.value, height - top.value, across, tall))
        return tuple(found)

    @contextmanager
    def _page(self, place: int) -> Iterator[PdfPage | None]:
        """Load a page, alone in PDFium; None once the file is closed."""
        with _PDFIUM:
            if self._document is None:
                yield None
                return
            page = self._document[place]
            try:
                yield page
            finally:
                page.close()


def _units(words: str) -> list[int]:
    """Return the UTF-16 units of words, as PDFium has them, in one case."""
    sixteen = " ".join(words.split()).encode("utf-16-le")
    units = (int.from_bytes(sixteen[at : at + 2], "little") for at in range(0, len(sixteen), 2))
    return [_lower(unit) for unit in units]


def _lower(unit: int) -> int:
    return unit + 32 if ord("A") <= unit <= ord("Z") else unit


def _close_all() -> None:
    """Close what a window left open: PDFium would complain on the terminal."""
    for pages in list(_OPEN):
        pages.close()
