"""Points are hundredths, and rounded half up."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.points import half_up, parse, show, show_fixed


@given(st.integers(-(10**6), 10**6), st.integers(-(10**4), 10**4).filter(bool))
def test_halves_are_rounded_away_from_zero(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    expected = floor(abs(exact) + Fraction(1, 2)) * (1 if exact >= 0 else -1)
    assert half_up(numerator, denominator) == expected


def test_nothing_can_be_divided_by_zero() -> None:
    with pytest.raises(ZeroDivisionError):
        half_up(1, 0)


@pytest.mark.parametrize(
    ("text", "points"), [("4.5", 450), (6, 600), ("0.05", 5), ("-1.25", -125), ("1E+1", 1000)]
)
def test_decimal_text_is_read_exactly(text: str | int, points: int) -> None:
    assert parse(text) == points


@pytest.mark.parametrize("text", ["0.005", "x", "NaN", "Infinity", ""])
def test_what_is_no_number_of_points_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="point"):
        parse(text)


@pytest.mark.parametrize(
    ("points", "short", "fixed"),
    [(450, "4.5", "4.50"), (600, "6", "6.00"), (5, "0.05", "0.05"), (-125, "-1.25", "-1.25"),
     (0, "0", "0.00"), (50000, "500", "500.00")],
)  # fmt: skip
def test_points_are_written_for_sentences_and_for_columns(
    points: int, short: str, fixed: str
) -> None:
    assert (show(points), show_fixed(points)) == (short, fixed)


@given(st.integers(-(10**6), 10**6))
def test_what_is_written_is_read_back(points: int) -> None:
    assert parse(show(points)) == parse(show_fixed(points)) == points
