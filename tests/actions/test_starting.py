"""What a team may begin at a site: what it was sent to do, and what the policy lets it."""

from __future__ import annotations

import pytest
from played_county import County, at_office, in_field, sites_of

from inspector.actions import scoring, sealing, starting, surveying
from inspector.actions.desk import Desk
from inspector.domain.ids import SiteCode
from inspector.domain.visit import VisitState


def offered(desk: Desk, site: SiteCode) -> list[tuple[str, int, str, bool]]:
    return [
        (one.kind.id, one.key.ordinal, str(one.state), one.planned)
        for one in starting.choices(desk, site)
    ]


FREE = [
    ("unannounced", 1, "planned", False),
    ("revisit", 1, "planned", False),
    ("spot", 1, "planned", False),
]


def test_the_dispatch_comes_first_then_what_needs_none(county: County) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        assert offered(desk, site) == [("cross", 1, "planned", True), *FREE]
        assert starting.start(desk, site).kind.id == "cross"
        assert starting.start(desk, site, "交叉考评").uid == starting.start(desk, site).uid
        assert offered(desk, site)[0] == ("cross", 1, "open", True)


def test_a_second_one_of_a_kind_begins_only_after_the_first_is_sealed(county: County) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        first = starting.start(desk, site, "spot")
        assert (first.kind.name, first.scored) == ("临时抽查", False)
        assert starting.start(desk, site, "spot").uid == first.uid
        assert [one[:2] for one in offered(desk, site)].count(("spot", 1)) == 1
        surveying.find_nothing(desk, first)
        sealing.seal(desk, first)
        assert ("spot", 2, "planned", False) in offered(desk, site)
        assert starting.opened(desk, site, "spot").uid == first.uid
        second = starting.start(desk, site, "spot")
        assert second.uid == first.uid[:-1] + "2"
        assert second.state is VisitState.OPEN


def test_other_kinds_need_a_dispatch(county: County) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        with pytest.raises(starting.KindNotAllowed, match="资料调阅") as refused:
            starting.start(desk, site, "资料调阅")
        assert "临时抽查" in refused.value.advice()
        with pytest.raises(scoring.NotOpened, match="临时抽查"):
            starting.opened(desk, site, "spot")
        assert starting.opened(desk, site).kind.id == "cross"
        elsewhere = SiteCode("419901200201")
        assert starting.choices(desk, elsewhere) == ()
        with pytest.raises(scoring.NotAssigned):
            starting.start(desk, elsewhere, "spot")


def test_an_office_has_no_visits_of_its_own(county: County) -> None:
    with at_office(county.office) as desk:
        assert starting.choices(desk, SiteCode("419901200201")) == ()
