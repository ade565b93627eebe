"""A seal covers everything that was on record, and nothing is sealed with one gap left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from played_county import County, count_site, draw_photo, in_field, sites_of

from inspector.actions import gathering, scoring, sealing
from inspector.domain.points import Points
from inspector.domain.visit import Objection
from inspector.domain.visit_record import seal_fields


def test_one_gap_is_enough_to_refuse(county: County) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        visit = count_site(desk, site)
        code, entry = next(iter(visit.counted.items()))
        (missing, *_), kept = entry.entries, dict(entry.entries)
        del kept[missing]
        scoring.put_item(desk, visit, code, replace(entry, entries=kept))
        with desk.store.reading() as reading:
            before = reading.records.digest()
        with pytest.raises(sealing.NotComplete) as caught:
            sealing.seal(desk, scoring.open_visit(desk, site))
        assert caught.value.facts["count"] == 1
        assert missing in str(caught.value.facts["first"])
        with desk.store.reading() as reading:
            assert reading.records.digest() == before
        scoring.put_item(desk, visit, code, entry)
        assert sealing.seal(desk, visit).points == visit.card().points


def test_the_seal_covers_every_record_and_its_digest_says_so(
    county: County, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        first = next(iter(visit.rubric.items())).code
        gathering.attach(desk, visit, first, [draw_photo(tmp_path / "a.jpg")])
        said = [Objection(item=first, text="有异议", by="书记")]
        scoring.put_objections(desk, visit, said)
        sealed = sealing.seal(desk, visit)
        with desk.store.reading() as reading:
            (seal,) = reading.records.heads_of(f"{visit.uid}/seal")
            heads = {
                record.rid
                for uid in {one.uid for one in reading.records.of_visit(visit.uid)}
                for record in reading.records.heads_of(uid)
                if record.type != "seal"
            }
            kinds = {one.type for one in reading.records.of_visit(visit.uid)}
            shown = reading.visits.one(visit.uid)
    assert kinds == {"visit", "item", "photo", "objection", "seal"}
    assert set(map(str, heads)) == set(seal.tree["covers"])  # type: ignore[arg-type]  # a list
    fields = seal_fields(visit.uid, heads, Points(sealed.points), sealed.level)
    assert sealed.digest == fields["digest"] == seal.tree["digest"]
    assert shown is not None
    assert shown.sealing is not None
    assert shown.sealing.at.isoformat() == seal.tree["at"]
    assert sealed.level_name
