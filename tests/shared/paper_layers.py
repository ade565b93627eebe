"""What a reader's program finds on a PDF: its text in order, and characters that lie wrong."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

KANGXI = re.compile("[\u2e80-\u2fdf\uf900-\ufad9\U0002f800-\U0002fa1d]")
"""Radicals and compatibility forms, which look like characters and are not found by a search."""

UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]")
MOST_SHARED = 0.2
"""Part of the smaller character's box that another may cover: kerned marks touch."""

WATERMARK = 50
"""Points: larger characters lie across the page, below all else."""

SLACK = 0.5


@dataclass(frozen=True, slots=True)
class Sign:
    """A character on a page, its ink's box in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float

    def covers(self, other: Sign) -> float:
        """Return which part of the smaller box lies in both."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        least = min(self.area, other.area)
        return wide * high / least if wide > 0 and high > 0 and least > 0 else 0

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.top - self.bottom)


def layer_of(pdf: bytes, tmp_path: Path) -> str:
    """Return the text that pdftotext finds, in the order of drawing, without white space."""
    path = tmp_path / "layer.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True
    )
    assert done.stderr == b""
    return "".join(done.stdout.decode().split())


def signs_of(page: pypdfium2.PdfPage) -> list[Sign]:
    """Return the characters of a page that leave ink, but for what lies across it."""
    layer = page.get_textpage()
    found = []
    for at in range(layer.count_chars()):
        text = chr(raw.FPDFText_GetUnicode(layer.raw, at))
        size = raw.FPDFText_GetFontSize(layer.raw, at)
        if (
            text.isspace()
            or "\udc00" <= text <= "\udfff"
            or raw.FPDFText_IsGenerated(layer.raw, at) == 1
        ):
            continue
        left, bottom, right, top = layer.get_charbox(at)
        if size < WATERMARK and top - bottom < WATERMARK:
            found.append(Sign(text, left, bottom, right, top, size))
    return found


def faults_of(pdf: bytes) -> Iterator[str]:
    """Yield what lies outside a page, or over other text."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            width, height = page.get_size()
            signs = signs_of(page)
            yield from (f"page {number}: {one}" for one in _outside(signs, width, height))
            yield from (f"page {number}: {one}" for one in _overlaid(signs))


def _outside(signs: list[Sign], width: float, height: float) -> Iterator[str]:
    for one in signs:
        if (
            one.left < -SLACK
            or one.bottom < -SLACK
            or one.right > width + SLACK
            or one.top > height + SLACK
        ):
            yield f"{one.text} lies outside at {one.left:.0f}, {one.bottom:.0f}"


def _overlaid(signs: list[Sign]) -> Iterator[str]:
    """Yield pairs that lie over one another; sorted from the left, only neighbours can."""
    near: list[Sign] = []
    for one in sorted(signs, key=lambda sign: sign.left):
        near = [other for other in near if other.right > one.left]
        for other in near:
            if one.covers(other) > MOST_SHARED:
                yield f"{one.text} over {other.text} at {one.left:.0f}, {one.bottom:.0f}"
        near.append(one)
