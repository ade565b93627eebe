"""Packages of one laptop are a chain, and each holds everything that is sealed."""

from __future__ import annotations

from played_county import County, count_site, in_field, sites_of

from inspector.actions import looking, sealing, sending
from inspector.actions.outstanding import outstanding
from inspector.exchange import open_package
from inspector.store.packages import Direction


def test_the_second_package_names_the_first(county: County) -> None:
    out = county.root / "back"
    with in_field(county.laptop) as desk:
        first_site, second_site = sites_of(desk)
        sealing.seal(desk, count_site(desk, first_site))
        first = sending.export(desk, out)
        sealing.seal(desk, count_site(desk, second_site))
        second = sending.export(desk, out)
        with desk.store.reading() as reading:
            noted = reading.packages.all(Direction.OUT)
    one, two = (open_package.describe(sent.path).header.facts for sent in (first, second))
    assert (one.seq, one.prev) == (1, "")
    assert (two.seq, two.prev) == (2, first.package_id)
    assert (first.visits, second.visits) == (1, 2)
    assert one.chain is not None
    assert two.chain is not None
    assert two.chain.n > one.chain.n
    assert [line.id for line in noted] == [first.package_id, second.package_id]
    shown = looking.describe(second.path)
    assert (shown["序号"], shown["包号"]) == ("2", second.package_id)


def test_a_visit_that_is_not_sealed_stays_at_home(county: County) -> None:
    with in_field(county.laptop) as desk:
        first_site, second_site = sites_of(desk)
        sealing.seal(desk, count_site(desk, first_site))
        count_site(desk, second_site)
        with desk.store.reading() as reading:
            load = outstanding(reading, desk.vault)
    assert {record.uid.split("/")[2] for record in load.records} == {first_site}
