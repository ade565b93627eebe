"""What is told of a print: characters that no typeface has, wherever on a leaf they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from later_rounds import ROUND
from played_county import County, at_office

from inspector.actions.papers.document import Wish
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.remarking import remarks_on, shapeless_words
from inspector.actions.papers.writing import Ending, Shapeless, Target, draw_paper, write_papers

DRAGON, SMILE = "\U0001f409", "\U0001f600"


def test_each_sign_is_told_once_with_its_code_and_its_leaves() -> None:
    leaves = [
        Shapeless(words="南村", signs=(DRAGON,)),
        Shapeless(words="北村", signs=(SMILE, DRAGON)),
    ]
    assert shapeless_words(leaves) == (
        f"纸上印成“〓”的字：{DRAGON}（U+1F409，南村等 2 份）、{SMILE}（U+1F600，北村）。"
        "字库里没有，请手写补上。"
    )


def test_a_leaf_that_is_looked_at_needs_no_name() -> None:
    told = shapeless_words([Shapeless(words="", signs=(DRAGON,))])
    assert f"{DRAGON}（U+1F409）。" in told


def test_many_signs_are_counted() -> None:
    signs = tuple(chr(0x1F600 + place) for place in range(7))
    told = shapeless_words([Shapeless(words="南村", signs=signs)])
    assert "（U+1F604，南村）等 7 个字。" in told
    assert "U+1F605" not in told


def test_where_every_sign_has_a_shape_nothing_is_told(county: County) -> None:
    assert shapeless_words(()) == ""
    with at_office(county.office) as desk:
        (one, *_others) = DOCUMENTS["blank"].plan(desk, Wish())
        drawn = draw_paper(one)
    assert drawn.replaced == ()
    assert remarks_on(DOCUMENTS["blank"], [Shapeless(words="", signs=drawn.replaced)]) == ()


@pytest.mark.parametrize("one_file", [False, True], ids=["each", "book"])
def test_an_objection_s_sign_is_told_as_a_name_s_is(
    nasty: County, tmp_path: Path, *, one_file: bool
) -> None:
    with at_office(nasty.office) as desk:
        target = Target(out=tmp_path, one_file=one_file)
        written = write_papers(desk, DOCUMENTS["objection"], Wish(round=ROUND), target)
        told = remarks_on(DOCUMENTS["objection"], written.shapeless)
    assert len(written.shapeless) == 4
    assert all(one.signs == (DRAGON,) for one in written.shapeless)
    assert len(told) == 1
    assert f"{DRAGON}（U+1F409，㟃头镇 南村（尾号 201），1 条等 4 份）" in told[0]


def test_a_table_keeps_every_sign_and_needs_no_remark(nasty: County, tmp_path: Path) -> None:
    with at_office(nasty.office) as desk:
        wish = Wish(round=ROUND, options={"by": "list"})
        target = Target(out=tmp_path, ending=Ending.CSV)
        written = write_papers(desk, DOCUMENTS["objection"], wish, target)
    assert written.shapeless == ()
    assert DRAGON in written.files[0].read_text("utf-8-sig")
