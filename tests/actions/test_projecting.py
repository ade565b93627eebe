"""Tables are made of records alone, whatever the records say."""

from __future__ import annotations

from random import Random

import pytest
from played_county import ROUND, County, at_office, count_site, in_field, sites_of

from inspector.actions import (
    forms,
    projecting,
    ranking,
    receiving,
    scoring,
    sealing,
    sending,
    starting,
    surveying,
)
from inspector.actions.inventing import invent
from inspector.actions.projecting import Flag
from inspector.domain.canonical import Tree
from inspector.domain.finding import Finding
from inspector.domain.ids import StepId
from inspector.domain.policy import VisitKind
from inspector.domain.record import Record, rid_of
from inspector.domain.visit import Sealing, VisitState
from inspector.domain.visit_record import recorded_visit
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


def test_who_asked_less_than_the_kind_asks_is_recounted(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A laptop of another make scores a village by its easiest step, and calls it whole."""
    monkeypatch.setattr(VisitKind, "asked", lambda *_: (StepId("look"),))
    package = county.hand_in(county.laptop, sites=1)
    monkeypatch.undo()
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            (line,) = [one for one in reading.visits.lines(ROUND) if one.sealed_at]
        assert line.steps == ("look",)
        assert line.flags == {Flag.RECOUNT}
        assert ranking.provisional(desk, ROUND).sites == ()


def test_steps_that_an_earlier_policy_asked_stay_right(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = starting.start(desk, sites_of(desk)[0], "unannounced")
        scoring.put_items(desk, visit, invent(visit.rubric, Random(1), care=0.9))
        sealing.seal(desk, visit)
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        with desk.store.unit() as unit:
            document = unit.documents.current(forms.POLICY)
            assert document is not None
            tree = document.tree()
            kinds = tree["visit_kinds"]
            assert isinstance(kinds, list)
            tree["visit_kinds"] = [
                {**kind, "steps": ["look"]}
                if isinstance(kind, dict) and kind["id"] == "unannounced"
                else kind
                for kind in kinds
            ]
            unit.documents.put(forms.document_of(forms.POLICY, tree))
            unit.commit()
        receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            line = reading.visits.line(visit.uid)
        assert line is not None
        assert line.flags == frozenset()


def test_a_seal_over_nothing_found_and_nothing_said_is_recounted(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_field(county.laptop) as desk:
        visit = starting.start(desk, sites_of(desk)[0], "spot")
        monkeypatch.setattr(sealing, "lacks_in", lambda *_: ())
        sealing.seal(desk, visit)
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            line = reading.visits.line(visit.uid)
        assert line is not None
        assert line.flags == {Flag.RECOUNT}


def test_what_another_laptop_found_after_the_seal_is_kept_and_flagged(county: County) -> None:
    """Two laptops of a team at one spot check: one seals, the other hands in what it wrote."""
    second = county.open_laptop("t01b", "T01")
    packages = []
    for laptop, words in ((county.laptop, "路灯不亮"), (second, "井盖缺失")):
        with in_field(laptop) as desk:
            visit = starting.start(desk, sites_of(desk)[0], "spot")
            surveying.put_finding(desk, visit, Finding(n=0, fact=words))
            sealing.seal(desk, visit)
            packages.append(sending.export(desk, county.root / laptop.name / "back").path)
    with at_office(county.office) as desk:
        county.accept(desk, packages)
        with desk.store.unit() as unit:
            (line,) = [one for one in unit.visits.lines(ROUND) if one.sealed_at]
            assert line.flags == frozenset(), "both sealed: nothing of it is loose"
            assert len(unit.findings.of_visit(line.uid)) == 2
            records = unit.records.of_visit(line.uid)
            seal = next(one for one in records if one.type == "seal")
            kept = [one for one in records if one.rid != seal.rid]
        recorded = recorded_visit(line.uid, kept)
        assert recorded.loose == 1
        assert len(recorded.findings) == 2
