"""The layout of the sheets that people sign, as it was looked at and kept."""

from __future__ import annotations

from collections.abc import Callable

from golden import assert_golden

from inspector.domain.ids import StarId
from inspector.domain.rubric import Rubric
from inspector.domain.site import Site
from inspector.sheets.blank_facts import BlankSheet, Walker
from inspector.sheets.blank_sheet import blank_leaf
from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.score_sheet import ScoreSheet, score_leaf
from inspector.sheets.walk_strip import strip_leaf

MakeSheet = Callable[..., ScoreSheet]


def test_a_score_sheet_looks_as_it_was_signed_off(make_sheet: MakeSheet) -> None:
    assert_golden(leaf_pdf(score_leaf(make_sheet(15), stem="")), "score_sheet")


def test_the_papers_to_write_on_look_as_they_were_signed_off(rural: Rubric, site: Site) -> None:
    blank = BlankSheet(
        county="黍垣县", rubric=rural, township="古塬镇", site=site, team="T07 组（石垴镇）"
    )
    walker = Walker(name="傅长顺", role="考评员", stars=frozenset({StarId("PA")}))
    assert_golden(leaf_pdf(blank_leaf(blank, stem="")), "blank")
    assert_golden(leaf_pdf(strip_leaf(blank, (walker,), stem="")), "strip")
