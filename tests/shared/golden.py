"""Golden pages: what stands where on paper, as text that a diff shows.

A page is written as its texts with their places in millimetres, and as a coarse map of its ink,
which sees rules, boxes and pictures. Renew with ``INSPECTOR_GOLDEN=write pytest …``, then look at
the diff and at the pages.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

FOLDER = Path(__file__).parents[1] / "golden" / "paper"
WRITE = os.environ.get("INSPECTOR_GOLDEN") == "write"
POINTS_A_MM = 72 / 25.4
DOTS_A_CELL = 6
SCALE = 0.35
"""Pixels a point of the picture that the ink map is taken from."""
SHADES = " .:-=+*#%@"


def assert_golden(pdf: bytes, name: str) -> None:
    """Compare a document with the page that was looked at and kept.

    Raises:
        AssertionError: Something moved; the message names the file to look at.
    """
    path = FOLDER / f"{name}.txt"
    found = "\n".join(_pages(pdf)) + "\n"
    if WRITE:
        FOLDER.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    assert found.splitlines() == kept.splitlines(), f"{path.name}: look at it, then renew it"


def _pages(pdf: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            wide, high = page.get_size()
            size = f"{wide / POINTS_A_MM:.0f} × {high / POINTS_A_MM:.0f} mm"
            yield f"== page {number} of {len(document)}, {size}"
            yield from _texts(page, high)
            yield from _ink(page)


def _texts(page: pypdfium2.PdfPage, high: float) -> Iterator[str]:
    text = page.get_textpage()
    for at in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(at)
        words = text.get_text_bounded(left, bottom, right, top).strip()
        if words:
            yield f"{left / POINTS_A_MM:5.0f} {(high - bottom) / POINTS_A_MM:5.0f}  {words}"


def _ink(page: pypdfium2.PdfPage) -> Iterator[str]:
    """Yield the page as rows of signs, the darker the cell the heavier the sign."""
    drawn = page.render(scale=SCALE, grayscale=True)
    dots, across = bytes(drawn.buffer), drawn.stride
    for top in range(0, drawn.height, 2 * DOTS_A_CELL):
        row = ""
        for left in range(0, drawn.width, DOTS_A_CELL):
            cell = [
                dots[y * across + x]
                for y in range(top, min(top + 2 * DOTS_A_CELL, drawn.height))
                for x in range(left, min(left + DOTS_A_CELL, drawn.width))
            ]
            dark = 255 - sum(cell) / len(cell)
            row += SHADES[min(int(dark / 16), len(SHADES) - 1)]
        yield f"|{row.rstrip()}"
