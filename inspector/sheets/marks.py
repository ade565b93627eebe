"""Small shapes that say by form what colour cannot: stars, step tags, zero cases, checks."""

from __future__ import annotations

from math import cos, pi, sin

from inspector.sheets.page import BLACK, DARK, PALE, RED, WHITE, Page, strong

TAG = strong(6.6)
TAG_RADIUS = 5.6


def star(page: Page, centre: tuple[float, float], radius: float, *, won: bool) -> None:
    """Draw a five-pointed star: filled if it is won, hollow if not."""
    x, y = centre
    corners = [
        (x + reach * sin(turn), y - reach * cos(turn))
        for turn, reach in (
            (index * pi / 5, radius if index % 2 == 0 else radius * 0.4) for index in range(10)
        )
    ]
    if won:
        page.polygon(corners, fill=RED)
    else:
        page.polygon(corners, fill=WHITE, stroke=DARK, width=0.7)


def tag(page: Page, centre: tuple[float, float], word: str, order: int) -> None:
    """Draw a step's tag: its one word in a shape of its own (circle, square, hexagon, diamond)."""
    x, y = centre
    shape = order % 4
    if shape == 0:
        page.circle(centre, TAG_RADIUS, fill=WHITE, stroke=BLACK)
    elif shape == 1:
        side = 2 * TAG_RADIUS - 0.8
        page.box((x - side / 2, y - side / 2), (side, side), fill=WHITE, stroke=BLACK, width=0.6)
    else:
        count = 6 if shape == 2 else 4
        _regular(page, centre, (TAG_RADIUS + (0.9 if count == 6 else 2.2), count), fill=PALE)
    page.text_centred(x, y + TAG.size * 0.36, word[:1], TAG)


def zero(page: Page, centre: tuple[float, float]) -> None:
    """Draw the octagon of a zero case, with 零 in it."""
    _regular(page, centre, (TAG_RADIUS + 0.6, 8), fill=BLACK)
    page.text_centred(centre[0], centre[1] + TAG.size * 0.36, "零", strong(6.6, paint=WHITE))


def checkbox(page: Page, corner: tuple[float, float], side: float = 7) -> None:
    """Draw an empty box to tick by pen."""
    page.box(corner, (side, side), stroke=BLACK, width=0.6)


def _regular(
    page: Page, centre: tuple[float, float], size: tuple[float, int], *, fill: str
) -> None:
    radius, count = size
    start = pi / count if count == 8 else 0.0
    turns = (start + index * 2 * pi / count for index in range(count))
    page.polygon(
        [(centre[0] + radius * sin(turn), centre[1] - radius * cos(turn)) for turn in turns],
        fill=fill,
        stroke=BLACK,
    )
