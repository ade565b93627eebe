"""A place that is read unlike the table says is found by how people read it."""

from __future__ import annotations

import pytest
from played_county import County, at_office

from inspector.actions import respelling
from inspector.actions.finding import NoSuchSite, find_site
from inspector.actions.respelling import InitialsBad


def test_a_site_is_found_by_its_new_initials_and_stays_where_it_is(county: County) -> None:
    with at_office(county.office) as desk:
        with desk.store.reading() as reading:
            before = [site.code for site in reading.sites.all()]
        line = respelling.respell(desk, "西坡村", "ＸＰ Z")
        assert line.site.initials == "xpz"
        with desk.store.reading() as reading:
            assert find_site(reading, "xpz") == line
            assert [site.code for site in reading.sites.all()] == before
            (event,) = reading.events.of_kind("respell")
    assert event.detail == "xpc → xpz"


@pytest.mark.parametrize("initials", ["西坡", "", "x-p", "x" * 61])
def test_initials_that_nobody_can_type_change_nothing(county: County, initials: str) -> None:
    with at_office(county.office) as desk:
        with pytest.raises(InitialsBad):
            respelling.respell(desk, "西坡村", initials)
        with pytest.raises(NoSuchSite):
            respelling.respell(desk, "没有的村", "mydc")
        with desk.store.reading() as reading:
            assert find_site(reading, "xpc").site.name == "西坡村"
