"""Clues: noted in the field, a record at 定稿, listed at the office; they never cost points."""

from __future__ import annotations

from dataclasses import replace

import pytest
from played_county import County, at_office, count_site, draw_photo, in_field, sites_of

from inspector.actions import cluing, examining, gathering, receiving, scoring, sealing, sending
from inspector.domain.clue import Clue
from inspector.domain.ids import Digest
from inspector.store.engine import VisitSealed

CLUE = Clue(entry="N07", what="村西头占用耕地建房一处，正在施工")


def test_a_clue_travels_to_the_office_and_costs_nothing(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        item = next(iter(visit.rubric.items())).code
        photo = gathering.attach(desk, visit, item, [draw_photo(county.root / "a.jpg")])
        before = scoring.open_visit(desk, visit.line.site.code).card().points
        clue = replace(CLUE, photos=(photo.evidence[0].digest,))
        for one in (clue, clue, CLUE):
            cluing.put_clue(desk, visit, one)
        cluing.drop_clue(desk, visit, CLUE)
        assert cluing.clues_of(desk, visit) == (clue,)
        assert sealing.seal(desk, visit).points == before
        with pytest.raises(VisitSealed):
            cluing.put_clue(desk, visit, CLUE)
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            assert reading.clues.all() == ((visit.uid, clue),)
        assert next(one for one in examining.examine(desk) if one.name == "重算").state == "well"


def test_a_clue_says_what_and_where_from(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        assert CLUE.entry in [entry.id for entry in cluing.entries_for(desk, visit)]
        with pytest.raises(cluing.ClueWithoutWords):
            cluing.put_clue(desk, visit, replace(CLUE, what=" "))
        with pytest.raises(cluing.NoSuchEntry, match="N99"):
            cluing.put_clue(desk, visit, replace(CLUE, entry="N99"))
        with pytest.raises(cluing.PhotoElsewhere):
            cluing.put_clue(desk, visit, replace(CLUE, photos=(Digest("f" * 64),)))
        assert cluing.clues_of(desk, visit) == ()
