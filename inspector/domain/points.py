"""Points as integer hundredths, so that sums and ties are exact."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NewType

Points = NewType("Points", int)
"""Points in hundredths (0.01 分): 450 is 4.50 分."""

ZERO = Points(0)


def half_up(numerator: int, denominator: int) -> int:
    """Return ``numerator / denominator`` rounded once, halves away from zero.

    Raises:
        ZeroDivisionError: ``denominator`` is 0.

    Source: policy.yaml, "scoring.rounding".
    """
    if (numerator < 0) == (denominator < 0):
        numerator, denominator = abs(numerator), abs(denominator)
        return (2 * numerator + denominator) // (2 * denominator)
    numerator, denominator = abs(numerator), abs(denominator)
    return -((2 * numerator + denominator) // (2 * denominator))


def parse(text: str | int) -> Points:
    """Read a decimal number of points (``"4.5"``, ``6``) into hundredths.

    Raises:
        ValueError: Not a number, or finer than a hundredth.
    """
    try:
        hundredths = Decimal(text) * 100
    except InvalidOperation as error:
        raise ValueError(f"not a number of points: {text!r}") from error
    if not hundredths.is_finite() or hundredths != hundredths.to_integral_value():
        raise ValueError(f"finer than a hundredth of a point: {text!r}")
    return Points(int(hundredths))


@lru_cache(4096)  # a scorecard says the same few numbers over and over
def show(points: int) -> str:
    """Write points for people, with at most two decimals: ``450`` as ``4.5``."""
    sign = "-" if points < 0 else ""
    whole, rest = divmod(abs(points), 100)
    decimals = f".{rest:02d}".rstrip("0") if rest else ""
    return f"{sign}{whole}{decimals}"


def show_fixed(points: int) -> str:
    """Write points for a table column, always with two decimals: ``450`` as ``4.50``."""
    sign = "-" if points < 0 else ""
    whole, rest = divmod(abs(points), 100)
    return f"{sign}{whole}.{rest:02d}"
