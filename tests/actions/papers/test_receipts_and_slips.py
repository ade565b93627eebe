"""回执单 and 组码条 printed again: what they say is what was written, not what came later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from played_county import ROUND, County, at_office, count_site, in_field, sites_of
from pypdfium2 import PdfDocument

from inspector.actions import dispatching, planning, receipting, sealing, sending
from inspector.actions.papers.document import Wish
from inspector.actions.papers.receipts import RECEIPT, NoReceipts, print_receipt
from inspector.actions.papers.team_slip_papers import TEAM_SLIP, NothingHandedOut
from inspector.actions.papers.writing import paper_pdf
from inspector.domain.ids import RoundId
from inspector.domain.team import Pattern
from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.listing import in_fours

NEXT = RoundId("2026-12")


def text_of(content: bytes) -> str:
    with PdfDocument(content) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return text.replace("\r\n", "")


def test_a_receipt_is_printed_again_by_its_number(county: County) -> None:
    first = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        county.accept(desk, [first])
        (written,) = receipting.write_receipts(desk, county.root / "one")
        beside = print_receipt(desk, written)
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[1]))
        second = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        county.accept(desk, [second])
        receipting.write_receipts(desk, county.root / "two")
        (last,) = RECEIPT.plan(desk, Wish())
        both = RECEIPT.plan(desk, Wish(round=ROUND, options={"which": "all"}))
        with desk.store.reading() as reading:
            lines = reading.receipts.of_team(county.handed["T01"].team)
            ids = [one.id for one in reading.packages.all() if one.direction == "in"]
        old, new = (text_of(paper_pdf(one)) for one in both)
        assert text_of(paper_pdf(last)) == new
        assert RECEIPT.plan(desk, Wish(round=ROUND))[0].key == last.key
        with pytest.raises(NoReceipts):
            RECEIPT.plan(desk, Wish(round=NEXT))
    assert [one.key for one in both] == ["T01-1", "T01-2"]
    assert both[0].words.startswith("T01 组第 1 号，11月8日")
    assert "应交站点 2 个，已交 1 个" in text_of(beside.read_bytes()), "as it stood then"
    assert "以最新一张为准" in old
    assert "应交站点 2 个，已交 2 个" in new
    assert in_fours(ids[0][:12]) in old
    assert in_fours(ids[1][:12]) not in old, "it came after the receipt"
    assert in_fours(ids[1][:12]) in new
    assert in_fours(lines[1].id[:12]) in new, "the receipt's own file"


def test_before_the_first_receipt_there_is_none_to_print(county: County) -> None:
    with at_office(county.office) as desk, pytest.raises(NoReceipts, match="还没有写过回执"):
        RECEIPT.plan(desk, Wish())


def test_a_receipt_of_a_round_that_is_not_here_says_no_standing(county: County) -> None:
    with at_office(county.office) as desk:
        county.accept(desk, [county.hand_in(county.laptop)])
        receipting.write_receipts(desk, county.root / "one")
        with desk.store.unit() as unit:
            held = receipting.last_receipt(unit, county.handed["T01"].team)
            assert held is not None
            for number, rounds in ((8, ()), (9, (RoundId("2031-01"),))):
                strange = replace(held, number=number, rounds=rounds)
                unit.receipts.add(receipting.kept(strange, f"{number}" * 64))
            unit.commit()
        leaves = RECEIPT.plan(desk, Wish(options={"which": "all"}))
        texts = [text_of(leaf_pdf(one.make())) for one in leaves[1:]]
    assert all("已交" not in text for text in texts)


def test_a_slip_is_the_paper_of_the_first_time(county: County) -> None:
    with at_office(county.office) as desk:
        slips = {one.key: one for one in TEAM_SLIP.plan(desk, Wish())}
        assert list(slips) == ["T01", "T02", "T03", "T04"]
        again = text_of(paper_pdf(slips["T01"]))
        handed = county.handed["T01"]
        assert handed.code in again
        assert again == text_of(
            (county.stick / handed.slip.parent.name / handed.slip.name).read_bytes()
        )
        assert slips["T01"].words == "T01 组，去南镇"


def test_codes_come_with_the_packages(county: County) -> None:
    with at_office(county.office) as desk:
        planning.plan_round(desk, NEXT, Pattern.ROTATE, shift=3)
        with pytest.raises(NothingHandedOut, match="2026-12 轮还没有下发"):
            TEAM_SLIP.plan(desk, Wish(round=NEXT))
        handed = dispatching.dispatch(desk, NEXT, county.root / "next")
        slips = TEAM_SLIP.plan(desk, Wish(round=NEXT))
        assert handed[0].code in text_of(paper_pdf(slips[0]))
