"""Who signs a sealed visit, on paper or not at all, and what the office sees of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import County, at_office, count_site, in_field, sites_of

from inspector.actions import receiving, scoring, sealing, sending, signing
from inspector.actions.desk import Desk
from inspector.actions.signing import Signing
from inspector.domain.signing import SignState, SignWay

ESCORT = Signing(part="escort", name="邵丽")


def sealed_visit(desk: Desk) -> scoring.OpenVisit:
    visit = count_site(desk, sites_of(desk)[0])
    sealing.seal(desk, visit)
    return scoring.open_visit(desk, visit.line.site.code)


def sign_all(desk: Desk, visit: scoring.OpenVisit, *instead: Signing) -> SignState:
    """Let everybody sign on paper, but for those of ``instead``, and lock."""
    given = {"secretary": Signing(part="secretary", name="韩建业"), "escort": ESCORT}
    given |= {one.part: one for one in instead}
    for line in signing.sign_lines(desk, visit):
        signing.sign(desk, visit, given.get(line.due.part, Signing(part=line.due.part)))
    return signing.lock(desk, visit)


def test_a_visit_signed_on_paper_is_signed_at_the_office_too(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = sealed_visit(desk)
        titles = [line.title for line in signing.sign_lines(desk, visit)]
        assert titles == ["组长", "记录员", "考评员", "村党组织书记", "陪同乡镇干部"]
        assert sign_all(desk, visit) is SignState.SIGNED
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            line = reading.visits.line(visit.uid)
            signed = reading.papers.signatures(visit.uid)
    assert line is not None
    assert line.signed is SignState.SIGNED
    assert not line.flags
    assert {one.way for one in signed} == {SignWay.PAPER}
    assert len(signed) == 5
