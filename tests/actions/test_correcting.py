"""After the signatures one item is counted anew, with reason and name; the old sheet stays."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from played_county import County, at_office, count_site, in_field, sites_of
from signed_visit import code_of, received, sealed_visit, sign_all, text_of

from inspector.actions import correcting, pausing, printing, scoring, sealing, sending
from inspector.actions.desk import Desk
from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.scoring import EntryMismatch
from inspector.domain.signing import SignState
from inspector.domain.visit import Entry, ItemEntry, Reason

ITEM, ROW = ItemCode("ST-2"), CheckpointCode("ST-2.1")


def counted_anew(visit: scoring.OpenVisit, defects: int = 2) -> ItemEntry:
    old = visit.counted[ITEM]
    row = replace(old.entries[ROW], defects=defects, reasons=(Reason(text="柴草乱堆", count=2),))
    rows = {**old.entries, ROW: row}
    noted = {code: replace(entry, note="看过", later=False) for code, entry in rows.items()}
    return replace(old, entries=noted, zero=None)


def locked_visit(desk: Desk) -> scoring.OpenVisit:
    visit = sealed_visit(desk)
    sign_all(desk, visit)
    return visit


def test_a_correction_makes_a_new_seal_and_the_signed_sheet_stays(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = sealed_visit(desk)
        to_sign = printing.sheet_pdf(desk, visit.uid)
        code = code_of(desk, visit)
        sign_all(desk, visit)
        first = sending.export(desk, county.root / "back").path
        items = {ITEM: counted_anew(visit)}
        done = correcting.correct(desk, visit, items, reason="县办核实", by="田文博")
        assert code_of(desk, visit) != code
        assert done.points == scoring.open_visit(desk, visit.line.site.code).card().points
        now = text_of(printing.sheet_pdf(desk, visit.uid))
        assert "更正为" in now
        assert "原因：县办核实（更正人田文博）" in now
        assert "已签字" in now
        old = printing.earlier_sheet(desk, code, county.root / "old.pdf").read_bytes()
        assert old == to_sign
        with desk.store.reading() as reading:
            line = reading.visits.line(visit.uid)
        assert line is not None
        assert line.signed is SignState.SIGNED
        second = sending.export(desk, county.root / "back").path
    for package in (first, second):
        assert received(county, package, visit.uid) == (SignState.SIGNED, set())
    with at_office(county.office) as desk, desk.store.reading() as reading:
        (one,) = reading.papers.corrections(visit.uid)
    assert (one.item, one.reason, one.by) == (ITEM, "县办核实", "田文博")
    assert one.before != one.after


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from played_county import in_field, sites_of
from test_correcting import ITEM, counted_anew
from inspector.actions import correcting, scoring
with in_field(Path(sys.argv[2])) as desk:
    visit = scoring.open_visit(desk, sites_of(desk)[0])
    for defects in (1, 2):
        correcting.keep_draft(desk, visit.uid, {ITEM: counted_anew(visit, defects)})
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_correction_in_hand_outlives_a_kill_and_ends_with_the_correction(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = locked_visit(desk)
        code = code_of(desk, visit)
    here = Path(__file__)
    shared = str(here.parents[1] / "shared")
    died = subprocess.run(
        [sys.executable, "-c", KILLED, shared, str(county.laptop)], cwd=here.parent, check=False
    )
    assert died.returncode == -signal.SIGKILL
    with in_field(county.laptop) as desk:
        assert code_of(desk, visit) == code, "nothing is corrected before it is submitted"
        kept = correcting.draft_of(desk, visit.uid)
        assert kept == {ITEM: counted_anew(visit)}
        correcting.correct(desk, visit, kept, reason="县办核实", by="田文博")
        assert correcting.draft_of(desk, visit.uid) == {}
        correcting.keep_draft(desk, visit.uid, kept)
        correcting.keep_draft(desk, visit.uid, {})
        assert correcting.draft_of(desk, visit.uid) == {}


def test_a_correction_has_a_reason_a_name_and_something_to_correct(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = sealed_visit(desk)
        items = {ITEM: counted_anew(visit)}
        with pytest.raises(correcting.NotCorrectable):
            correcting.correct(desk, visit, items, reason="错了", by="田文博")
        sign_all(desk, visit)
        for reason, by in (("", "田文博"), ("错了", " ")):
            with pytest.raises(correcting.NobodyCorrects):
                correcting.correct(desk, visit, items, reason=reason, by=by)
        same = {ITEM: visit.counted[ITEM]}
        with pytest.raises(correcting.NothingCorrected):
            correcting.correct(desk, visit, same, reason="错了", by="田文博")
        open_row = {ITEM: ItemEntry(entries={ROW: Entry(defects=1)})}
        with pytest.raises(sealing.NotComplete):
            correcting.correct(desk, visit, open_row, reason="错了", by="田文博")
        strange = {ITEM: ItemEntry(entries={ROW: Entry(level="好")})}
        with pytest.raises(EntryMismatch):
            correcting.correct(desk, visit, strange, reason="错了", by="田文博")
        with desk.store.reading() as reading:
            assert reading.papers.corrections(visit.uid) == ()
            assert reading.visits.items(visit.uid) == visit.counted


def test_a_village_left_and_come_back_to_has_lost_nothing(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        assert not pausing.resume(desk, visit.uid)
        pausing.pause(desk, visit.uid, " 书记开会 ")
        with desk.store.reading() as reading:
            line = reading.visits.line(visit.uid)
        assert line is not None
        assert line.paused == "书记开会"
        assert scoring.open_visit(desk, visit.line.site.code).counted == visit.counted
        assert pausing.resume(desk, visit.uid)
        assert not pausing.resume(desk, visit.uid)
