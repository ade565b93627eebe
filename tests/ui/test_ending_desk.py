"""What the end of a visit asks, answered by a real folder."""

from __future__ import annotations

from random import Random

import pytest
from played_county import County, in_field, sites_of

from inspector.actions.inventing import invent
from inspector.actions.sealing import NotSealed
from inspector.actions.signing import NothingPrinted, Signing
from inspector.domain.signing import SignState
from inspector.domain.visit import Objection
from inspector.domain.visit_paper import LeftGap
from inspector.ui.field_desk import FieldDesk


def test_a_visit_goes_from_gaps_to_a_correction(county: County) -> None:
    with in_field(county.laptop) as folder:
        desk = FieldDesk(folder, sites_of(folder)[0])
        paper = desk.paper
        for code, entry in invent(desk.rubric, Random(1), care=0.9).items():
            desk.put_item(code, entry)
        gap = desk.score(desk.counted()).gaps[0]
        left = LeftGap(item=gap.item, checkpoint=None, kind=gap.kind, reason="雨天")
        paper.put_left([left])
        paper.put_objections([Objection(item=None, text="不该扣", by="书记")])
        assert list(paper.left()) == [left]
        assert paper.objections()[0].text == "不该扣"
        assert paper.signing() is None
        with pytest.raises(NotSealed):
            paper.reopen("早了")
        desk.seal("其余也因下雨")
        assert paper.signing() is SignState.WAITING
        assert paper.printed() == ""
        paper.note_printed(2)
        assert "打印了 2 份" in paper.printed()
        paper.reopen("漏记")
        desk.reload()
        assert desk.sealed() is None
        desk.seal()
        for line in paper.lines():
            paper.sign(Signing(part=line.due.part, name=line.due.name or "某某"))
        paper.unsign("escort")
        paper.sign(Signing(part="escort", name="邵丽"))
        assert paper.lock(elsewhere=True) is SignState.SIGNED
        changed = next(
            (one, entry)
            for one, entry in invent(desk.rubric, Random(2), care=0.5).items()
            if entry.entries != desk.counted()[one].entries
        )
        paper.correct(dict([changed]), "核实", "田文博")
        desk.reload()
        assert desk.counted()[changed[0]].entries == changed[1].entries
        assert [one.by for one in paper.corrections()] == ["田文博"]
        paper.pause("先走")
        assert len(paper.inspectors) == 3
        assert paper.secretary == ""


def test_what_was_saved_may_be_printed_elsewhere(county: County) -> None:
    with in_field(county.laptop) as folder:
        desk = FieldDesk(folder, sites_of(folder)[0])
        for code, entry in invent(desk.rubric, Random(1), care=0.9).items():
            desk.put_item(code, entry)
        desk.seal("雨天")
        for line in desk.paper.lines():
            desk.paper.sign(Signing(part=line.due.part, name=line.due.name or "某某"))
        with pytest.raises(NothingPrinted):
            desk.paper.lock(elsewhere=False)
        desk.paper.note_saved()
        assert desk.paper.printed().endswith("存了 PDF")
        assert desk.paper.lock(elsewhere=False) is SignState.SIGNED


def test_coming_back_to_a_visit_ends_its_pause(county: County) -> None:
    with in_field(county.laptop) as folder:
        site = sites_of(folder)[0]
        desk = FieldDesk(folder, site)
        desk.paper.pause("书记开会")
        with folder.store.reading() as reading:
            assert next(iter(reading.visits.lines())).paused == "书记开会"
        FieldDesk(folder, site)
        with folder.store.reading() as reading:
            assert next(iter(reading.visits.lines())).paused is None
