"""The layout of the sheets that people sign, as it was looked at and kept."""

from __future__ import annotations

from collections.abc import Callable

from golden import assert_golden

from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.score_sheet import ScoreSheet, score_leaf

MakeSheet = Callable[..., ScoreSheet]


def test_a_score_sheet_looks_as_it_was_signed_off(make_sheet: MakeSheet) -> None:
    assert_golden(leaf_pdf(score_leaf(make_sheet(15), stem="")), "score_sheet")
