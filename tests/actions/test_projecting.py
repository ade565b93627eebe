"""Tables are made of records alone, whatever the records say."""

from __future__ import annotations

import pytest
from played_county import ROUND, County, at_office, count_site, in_field, sites_of

from inspector.actions import forms, projecting, ranking, receiving, sealing
from inspector.actions.projecting import Flag
from inspector.domain.canonical import Tree
from inspector.domain.record import Record, rid_of
from inspector.domain.visit import Sealing, VisitState
from inspector.store.documents import Documents


def test_the_tables_of_a_laptop_can_be_made_again_from_its_records(county: County) -> None:
    with in_field(county.laptop) as desk:
        first, second = sites_of(desk)
        sealed = sealing.seal(desk, count_site(desk, first))
        opened = count_site(desk, second, 2)
        with desk.store.reading() as reading:
            before = reading.visits.lines()
        with desk.store.unit() as unit:
            flags = projecting.project(unit, unit.records.visits())
            unit.commit()
        with desk.store.reading() as reading:
            assert reading.visits.lines() == before
            visit = reading.visits.one(sealed.uid)
            assert visit is not None
            assert isinstance(visit.sealing, Sealing)
            assert visit.sealing.digest == sealed.digest
            other = reading.visits.one(opened.uid)
            assert other is not None
            assert other.state is VisitState.OPEN
            assert reading.visits.items(opened.uid) == opened.counted
    assert set(flags.values()) == {frozenset()}


def test_a_visit_whose_form_is_not_here_is_kept_and_not_ranked(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(Documents, "by_digest", lambda *_: None)
            (taken,) = receiving.take_in(desk, [package])
        assert not taken.refused
        with desk.store.reading() as reading:
            lines = [line for line in reading.visits.lines() if line.sealed_at]
            counted = [len(reading.visits.items(line.uid)) for line in lines]
        assert [line.flags for line in lines] == [frozenset([Flag.RECOUNT])] * 2
        assert [line.totals for line in lines] == [None, None]
        assert min(counted) > 20
        board = ranking.provisional(desk, lines[0].key.round)
        assert board.sites == ()
        assert sum("待核算" in note for note in board.notes) == 2
        with desk.store.unit() as unit:
            flags = projecting.project(unit, [line.uid for line in lines])
            unit.commit()
        assert set(flags.values()) == {frozenset()}, "once the form is here, it is counted"


def test_what_was_changed_after_the_seal_is_flagged_late(county: County) -> None:
    package = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        with desk.store.unit() as unit:
            uid = unit.records.visits()[0]
            item = next(one for one in unit.records.of_visit(uid) if one.type == "item")
            tree: dict[str, Tree] = {
                **item.tree,
                "points": 1,
                "rev_of": [str(item.rid)],
                "n": 900,
            }
            unit.records.add([Record(rid=rid_of(tree), tree=tree)])
            flags = projecting.project(unit, [uid])
            unit.commit()
    assert Flag.LATE in flags[uid]


def test_a_visit_by_an_older_form_is_flagged_and_named(county: County) -> None:
    package = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        with desk.store.unit() as unit:
            document = unit.documents.current(forms.RUBRIC, "rural")
            assert document is not None
            newer = {**document.tree(), "version": "2099"}
            unit.documents.put(forms.document_of(forms.RUBRIC, newer))
            unit.commit()
        receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            (line,) = [one for one in reading.visits.lines(ROUND) if one.sealed_at]
        assert line.flags == {Flag.OLD_FORM}
        board = ranking.provisional(desk, ROUND)
        assert board.sites == ()
        assert "评分标准版本不同" in board.notes[0]
