"""Golden pages of the documents that go out under a head, as a whole county draws them."""

from __future__ import annotations

import pytest
from golden import assert_golden
from later_rounds import LATER, freeze_scores, plan_later
from played_county import ROUND, County, at_office

from inspector.actions import ranking
from inspector.actions.papers import bulletin, talks
from inspector.actions.papers.document import Wish
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.writing import paper_pdf, planned_leaves
from inspector.domain.ids import RoundId
from inspector.sheets.official_facts import Stamp

THIRD = RoundId("2027-01")
STAMP = Stamp(code="A1B2-C3D4-E5F6", line="WXKR1|2026-11|1|2026-11-17T09:00|a1b2c3d4e5f6")
"""In place of a record's own, which is another one each time that a county is made."""

SHOWN = {
    "bulletin": (ROUND, {"mode": "red"}),
    "notice": (ROUND, {"mode": "white"}),
    "talk-letter": (THIRD, {"mode": "preprinted"}),
    "talk-record": (THIRD, {}),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_document_of_the_office_stands_as_it_was_looked_at(
    name: str, frozen_county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (bulletin, talks):
        monkeypatch.setattr(module, "edition_stamp", lambda _edition: STAMP)
    round_id, options = SHOWN[name]
    with at_office(frozen_county.office) as desk:
        codes = [line.code for line in ranking.rank(desk, ROUND).townships]
        for later in (LATER, THIRD):
            plan_later(desk, later)
            freeze_scores(desk, later, dict(zip(codes, (95, 90, 85, 60), strict=True)))
        wish = Wish(round=round_id, options=options)
        first, *_ = planned_leaves(desk, DOCUMENTS[name], wish)
        assert_golden(paper_pdf(first), name)
