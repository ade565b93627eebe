"""Pictures of the window in few colours: a page of the manual is then a tenth of its size."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PIL.Image import Dither, Quantize

COLOURS = 28
"""Enough to read every word and tell every state; 1366 × 768 px then take 15–60 KB."""


def reduce_colours(path: Path) -> None:
    """Write a PNG again with a palette of its own.

    Raises:
        OSError: The file is no picture, or cannot be written.
    """
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(
            COLOURS, Quantize.MAXCOVERAGE, kmeans=1, dither=Dither.NONE
        )  # a median cut would lose the rare colours, and those are the states
    few.save(path, "PNG", optimize=True)
