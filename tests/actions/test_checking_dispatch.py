"""A laptop's lists are held against the dispatch that the office signed."""

from __future__ import annotations

import json

import pytest
from exchanged import receive
from played_county import PIN, ROUND, Clock, County, at_office, in_field

from inspector.actions import acknowledging, dispatching, examining, opening, planning
from inspector.actions.checking_dispatch import KEPT, check_dispatches, keep_lines
from inspector.actions.desk import Desk
from inspector.actions.diagnosis import Finding, State
from inspector.domain.ids import RoundId
from inspector.domain.team import Pattern
from inspector.exchange.open_package import describe
from inspector.store.engine import connect
from inspector.store.packages import Direction


def edit(desk: Desk, sql: str) -> None:
    raw = connect(desk.folder.store_path, desk.folder.key)
    try:
        raw.execute("PRAGMA foreign_keys = OFF")
        assert raw.execute(sql).rowcount
    finally:
        raw.close()


def said(desk: Desk) -> Finding:
    (found,) = [one for one in examining.examine(desk) if one.name == "下发"]
    return found


def hand_out(county: County, round_id: RoundId, name: str) -> opening.HandedOut:
    with at_office(county.office) as desk:
        out = county.root / name
        handed = {one.team: one for one in dispatching.dispatch(desk, round_id, out)}
    one = next(handed[team] for team in handed if team == "T01")
    return opening.HandedOut(package=one.path, code=one.code)


def test_what_the_office_handed_out_is_what_stands_here(county: County) -> None:
    with in_field(county.laptop) as desk:
        found = said(desk)
        assert found.state is State.WELL
        assert found.sentence == "1 轮的组员、站点、分派与签名的下发包相同"
    with at_office(county.office) as desk:
        assert "下发" not in [one.name for one in examining.examine(desk)]


EDITS = [
    ("UPDATE member SET name = '张三' WHERE role = '组长'", "T01 组的组员被改过"),
    ("UPDATE member SET role = '组长'", "T01 组的组员被改过"),
    ("DELETE FROM assignment WHERE site LIKE '%201'", "（多出 0 个，少了 1 个）"),
    ("UPDATE assignment SET road = road + 1", "轮的分派被改过"),
    ("UPDATE site SET rubric = 'community'", "在名册里被改过"),
    ("UPDATE township SET name = '别处'", "乡镇"),
    ("UPDATE document SET text = '{}' WHERE kind = 'dispatch'", "存底被改过"),
    ("UPDATE document SET text = replace(text, '人11', '人99') WHERE kind = 'dispatch'", "存底"),
    ("""UPDATE document SET text = '{"lines":[]}' WHERE kind = 'dispatch'""", "存底被改过"),
]


@pytest.mark.parametrize(("sql", "words"), EDITS)
def test_what_was_changed_since_is_named(county: County, sql: str, words: str) -> None:
    with in_field(county.laptop) as desk:
        edit(desk, sql)
        found = said(desk)
        assert found.state is State.FAULT
        assert words in found.sentence
        assert "再打开一次最近的下发包" in found.sentence


def test_opening_the_same_dispatch_again_mends_it(county: County) -> None:
    with in_field(county.laptop) as desk:
        for sql, _words in EDITS[:4]:
            edit(desk, sql)
        assert not said(desk).well
    one = county.handed["T01"]
    handed = opening.HandedOut(package=county.stick / one.path.name, code=one.code)
    opening.open_dispatch(county.laptop, handed, PIN, clock=Clock())
    with in_field(county.laptop) as desk:
        assert said(desk).state is State.WELL


def test_lines_and_tables_changed_together_do_not_fit_the_signed_header(county: County) -> None:
    with in_field(county.laptop) as desk:
        edit(desk, "UPDATE member SET name = '张三' WHERE name = '人11'")
        with desk.store.reading() as reading:
            (kept,) = reading.documents.all(KEPT)
        changed = kept.text.replace("人11", "张三")
        assert changed != kept.text
        edit(desk, f"UPDATE document SET text = '{changed}' WHERE kind = 'dispatch'")  # noqa: S608 - ours
        assert "2026-11 轮下发包的存底被改过" in said(desk).sentence


def test_each_round_is_held_against_its_own_newest_dispatch(county: County) -> None:
    second = RoundId("2026-12")
    with at_office(county.office) as desk:
        planning.plan_round(desk, second, Pattern.ROTATE, shift=3)
    for number, round_id in enumerate((ROUND, second, second)):
        if number == 2:  # a new leader: what the earlier dispatches said of the team is history
            with at_office(county.office) as desk:
                edit(desk, "UPDATE member SET name = '李四' WHERE name = '人11'")
        handed = hand_out(county, round_id, f"stick{number}")
        opening.open_dispatch(county.laptop, handed, PIN, clock=Clock())
    with in_field(county.laptop) as desk:
        assert said(desk).sentence.startswith("2 轮的组员")
        edit(desk, "DELETE FROM assignment WHERE round = '2026-11'")
        assert "2026-11 轮的分派被改过（多出 0 个，少了 2 个）" in said(desk).sentence


def test_a_dispatch_without_kept_lines_is_said_and_is_no_fault(county: County) -> None:
    with in_field(county.laptop) as desk:
        edit(desk, "DELETE FROM document WHERE kind = 'dispatch'")
        found = said(desk)
        assert (found.state, "再打开一次就有" in found.sentence) == (State.NOTE, True)
        with desk.store.unit() as unit:
            keep_lines(unit, (), "")
            assert unit.documents.all(KEPT) == (), "an older office states no digest"
            unit.commit()
        edit(desk, "UPDATE package SET frame = 'x' WHERE kind = 'dispatch'")
        with desk.store.reading() as reading:
            (found,) = check_dispatches(reading)
        assert found.state is State.NOTE, "the anchors name a header that cannot be read"


def test_the_header_of_a_dispatch_states_its_lines(county: County) -> None:
    one = county.handed["T01"]
    stated = describe(county.stick / one.path.name).header.facts.rids
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        (kept,) = reading.documents.all(KEPT)
        (row,) = reading.packages.all(Direction.IN)
    assert kept.digest == stated
    assert len(json.loads(kept.text)["lines"]) == row.records


def test_a_receipt_among_the_packages_changes_nothing(county: County) -> None:
    receipt = receive(county, county.hand_in(county.laptop, sites=1))
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, receipt)
        with desk.store.reading() as reading:
            assert {one.kind for one in reading.packages.all(Direction.IN)} > {"dispatch"}
        assert said(desk).state is State.WELL
