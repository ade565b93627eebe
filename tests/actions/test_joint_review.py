"""联审: one case an entry and a site, however many teams noted it, and what was decided."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from played_county import ROUND, County, at_office, count_site, in_field, sites_of

from inspector.actions import cluing, denying, joint_review, receiving, sealing, sending
from inspector.actions.denying import Decision, EntryNotForSite
from inspector.actions.finding import NoSuchSite
from inspector.domain.clue import Clue
from inspector.domain.denial import Verdict

UPHELD = Decision(
    entry="N06",
    verdict=Verdict.UPHELD,
    document="县联审〔2026〕3号",
    office="农业农村局",
    decided=date(2026, 11, 6),
    by="王审定",
)


@pytest.fixture
def office(county: County) -> Path:
    """An office to which T01 reported two clues on one entry of one site."""
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        for what in ("走访记录三个月没有", "户主说没有人上门"):
            cluing.put_clue(desk, visit, Clue(entry="N06", what=what))
        sealing.seal(desk, visit)
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
    return county.office


def test_all_that_was_noted_of_an_entry_at_a_site_is_one_case(office: Path) -> None:
    with at_office(office) as desk:
        (case,) = joint_review.cases(desk)
        assert {one.clue.what for one in case.reports} == {"走访记录三个月没有", "户主说没有人上门"}
        assert {(one.team, one.round) for one in case.reports} == {("T01", ROUND)}
        assert (case.state, case.verdict, case.entry) == ("待联审", None, "N06")
        assert case.office
        denying.decide(desk, case.site, UPHELD)
        (case,) = joint_review.cases(desk)
        assert (case.state, case.verdict) == ("联审通过", Verdict.UPHELD)
        assert [one.document for one in case.decisions] == ["县联审〔2026〕3号"]


def test_a_department_may_bring_what_no_team_saw(office: Path) -> None:
    with at_office(office) as desk:
        case = joint_review.case_of(desk, "西村", "n05 ")
        assert (case.entry, case.reports, case.decisions) == ("N05", (), ())
        assert case.key not in {one.key for one in joint_review.cases(desk)}
        denying.decide(desk, case.site, Decision(
            entry="N05", verdict=Verdict.DISMISSED, document="县联审〔2026〕4号",
            office="公安局", decided=date(2026, 11, 6), by="王审定",
        ))  # fmt: skip
        assert case.key in {one.key for one in joint_review.cases(desk)}
        with pytest.raises(EntryNotForSite, match="N99"):
            joint_review.case_of(desk, "西村", "N99")
        with pytest.raises(NoSuchSite):
            joint_review.case_of(desk, "没有的村", "N05")
