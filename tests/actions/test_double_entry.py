"""双人核对: nothing differs silently, nobody checks himself, every choice has a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from played_county import County, at_office, count_site, in_field, sites_of

from inspector.actions import (
    double_entry,
    entering,
    entry_books,
    scoring,
    sealing,
    sending,
)
from inspector.actions.blank_paper import Wanted
from inspector.actions.desk import Desk
from inspector.actions.double_entry import Comparison
from inspector.actions.scoring import Sealed
from inspector.actions.verifying import verify_sheet
from inspector.domain.double_entry import Choice, DoubleState, double_state
from inspector.domain.ids import CheckpointCode, ItemCode, SiteCode, VisitUid
from inspector.domain.visit import Entry
from inspector.domain.visit_record import recorded_visit
from inspector.store.second_entries import SecondEntry
from inspector.store.unit import Reading

ST2 = ItemCode("ST-2")
FIRST = """rest: clear
entries:
  ST-2.1: {defects: 3, reasons: [柴草乱堆, 柴草乱堆, 线缆乱拉]}
  ZB-1.1: {level: 好}
"""
OTHER = FIRST.replace("defects: 3", "defects: 4").replace("level: 好", "level: 较好")


def recorded_state(reading: Reading, uid: VisitUid) -> DoubleState:
    """Return what the records say, without any table of a laptop."""
    recorded = recorded_visit(uid, reading.records.of_visit(uid))
    return double_state(recorded.double, recorded.counted)


def yaml(tmp_path: Path, text: str, name: str = "e.yaml") -> Path:
    (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / name


def typed(desk: Desk, tmp_path: Path) -> SiteCode:
    """Type the first entry of the first site."""
    site = sites_of(desk)[0]
    entering.enter(desk, site, yaml(tmp_path, FIRST))
    return site


def second(desk: Desk, tmp_path: Path, text: str = OTHER, by: str = "人13") -> Comparison:
    site = sites_of(desk)[0]
    (found,) = double_entry.enter_second(desk, yaml(tmp_path, text, "s.yaml"), by=by, site=site)
    return found


def defects(desk: Desk, site: SiteCode) -> int | None:
    return scoring.open_visit(desk, site).counted[ST2].entries[CheckpointCode("ST-2.1")].defects


def test_two_equal_entries_are_verified_at_once(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        site = typed(desk, tmp_path)
        uid = scoring.open_visit(desk, site).uid
        with desk.store.reading() as reading:
            assert recorded_state(reading, uid) is DoubleState.NONE
            assert double_entry.double_states(reading) == {}
        found = second(desk, tmp_path, FIRST)
        assert (found.state, found.open) == (DoubleState.DONE, ())
        assert (found.first, found.second) == ("人12", "人13")
        assert found.compared > 60
        with desk.store.reading() as reading:
            assert double_entry.double_states(reading) == {uid: DoubleState.DONE}
            (record,) = [one for one in reading.records.of_visit(uid) if one.type == "double"]
        assert record.uid == f"{uid}/double"


def test_differences_are_listed_and_nothing_changes(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        site = typed(desk, tmp_path)
        before = scoring.open_visit(desk, site).counted
        found = second(desk, tmp_path)
        assert [one.code for one in found.open] == ["ZB-1.1", "ST-2.1"]
        assert found.state is DoubleState.OPEN
        assert scoring.open_visit(desk, site).counted == before
        assert double_entry.compare(desk, site) == found
        with desk.store.reading() as reading:
            assert recorded_state(reading, found.uid) is DoubleState.NONE


def test_each_choice_is_kept_by_name_and_the_counts_follow(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        site = typed(desk, tmp_path)
        uid = second(desk, tmp_path).uid
        found = double_entry.settle(desk, uid, "st-2.1", Choice.SECOND, by=" 人11 ")
        assert defects(desk, site) == 4
        assert [one.code for one in found.open] == ["ZB-1.1"]
        (told,) = found.settled
        assert (told.code, told.choice, told.by) == ("ST-2.1", Choice.SECOND, "人11")
        done = double_entry.settle(desk, uid, "ZB-1.1", Choice.FIRST, by="人11")
        assert done.state is DoubleState.DONE
        counted = scoring.open_visit(desk, site).counted
        assert counted[ItemCode("ZB-1")].entries[CheckpointCode("ZB-1.1")].level == "好"
        with desk.store.reading() as reading:
            events = reading.events.of_kind("double")
            assert [event.actor for event in events] == ["人11", "人11"]
            assert events[1].detail.startswith("ST-2.1 second：3 处")
            assert recorded_state(reading, uid) is DoubleState.DONE


def test_counting_it_anew_is_a_choice_too(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        site = typed(desk, tmp_path)
        uid = second(desk, tmp_path).uid
        entering.enter(desk, site, yaml(tmp_path, FIRST.replace("defects: 3", "defects: 5")))
        found = double_entry.compare(desk, site)
        assert "5 处" in next(one.first for one in found.open if one.code == "ST-2.1")
        double_entry.settle(desk, uid, "ST-2.1", Choice.ANEW, by="人11")
        done = double_entry.settle(desk, uid, "ZB-1.1", Choice.ANEW, by="人11")
        assert done.state is DoubleState.DONE
        assert defects(desk, site) == 5


def test_who_changes_the_first_entry_settles_nothing(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        site = typed(desk, tmp_path)
        found = second(desk, tmp_path)
        entering.enter(desk, site, yaml(tmp_path, OTHER))
        assert [one.code for one in double_entry.compare(desk, site).open] == ["ZB-1.1", "ST-2.1"]
        for code in ("ZB-1.1", "ST-2.1"):
            found = double_entry.settle(desk, found.uid, code, Choice.FIRST, by="人11")
        assert defects(desk, site) == 3, "the first entry, as it was typed first"


def test_what_is_counted_anew_after_it_is_open_again(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        site = typed(desk, tmp_path)
        uid = second(desk, tmp_path, FIRST).uid
        visit = scoring.open_visit(desk, site)
        rows = {**visit.counted[ST2].entries, CheckpointCode("ST-2.2"): Entry(defects=1)}
        scoring.put_item(desk, visit, ST2, type(visit.counted[ST2])(entries=rows))
        assert [one.code for one in double_entry.compare(desk, site).open] == ["ST-2.2"]
        with desk.store.reading() as reading:
            assert double_entry.double_states(reading) == {uid: DoubleState.OPEN}
        done = double_entry.settle(desk, uid, "ST-2.2", Choice.ANEW, by="人11")
        assert done.state is DoubleState.DONE


def test_a_later_second_entry_takes_the_place_of_an_earlier(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        typed(desk, tmp_path)
        assert len(second(desk, tmp_path).open) == 2
        assert second(desk, tmp_path, FIRST, by="人11").second == "人11"
        assert double_entry.compare(desk, "201").state is DoubleState.DONE


def test_a_zero_case_is_settled_for_the_whole_item(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        site = typed(desk, tmp_path)
        visit = scoring.open_visit(desk, site)
        case = visit.rubric.item(ST2).zero_if[0]
        zero = FIRST + f"items: {{ST-2: {{zero: {case}, basis: 照片}}}}\n"
        found = second(desk, tmp_path, zero)
        assert [one.code for one in found.open] == ["ST-2"]
        double_entry.settle(desk, found.uid, "ST-2", Choice.SECOND, by="人11")
        assert scoring.open_visit(desk, site).counted[ST2].zero is not None


def test_books_verify_all_their_sites(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        path, _ = entry_books.write_book(desk, tmp_path, Wanted())
        book = load_workbook(path)
        for page in book.worksheets:
            page["E8"] = "较好"
        book.save(path)
        entry_books.enter_book(desk, path)
        book.worksheets[1]["E8"] = "差"
        book.save(tmp_path / "second.xlsx")
        found = double_entry.enter_second(desk, tmp_path / "second.xlsx", by="人13")
        assert [one.state for one in found] == [DoubleState.DONE, DoubleState.OPEN]
        (one,) = double_entry.enter_second(desk, path, by="人13", site="202")
        assert one.state is DoubleState.DONE


def test_what_cannot_be_verified_is_said(county: County, tmp_path: Path) -> None:
    file = yaml(tmp_path, FIRST, "s.yaml")
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        with pytest.raises(double_entry.NotEnteredYet, match="201"):
            double_entry.enter_second(desk, file, by="人13", site=site)
        typed(desk, tmp_path)
        with pytest.raises(double_entry.SamePerson, match="人12"):
            double_entry.enter_second(desk, file, by="人12", site=site)
        with pytest.raises(double_entry.NameMissing):
            double_entry.enter_second(desk, file, by=" ", site=site)
        with pytest.raises(double_entry.SiteUnsaid):
            double_entry.enter_second(desk, file, by="人13")
        with pytest.raises(double_entry.NoSecondEntry, match="201"):
            double_entry.compare(desk, site)
        uid = scoring.open_visit(desk, site).uid
        with pytest.raises(double_entry.NoSecondEntry):
            double_entry.settle(desk, uid, "ST-2.1", Choice.FIRST, by="人11")
        second(desk, tmp_path)
        with pytest.raises(double_entry.NothingDiffers, match=r"ST-2\.2") as caught:
            double_entry.settle(desk, uid, "ST-2.2", Choice.FIRST, by="人11")
        assert "ZB-1.1、ST-2.1" in caught.value.advice()
        with pytest.raises(double_entry.NameMissing):
            double_entry.settle(desk, uid, "ST-2.1", Choice.FIRST, by="")
        sealing.seal(desk, count_site(desk, site))
        with pytest.raises(Sealed):
            double_entry.settle(desk, uid, "ST-2.1", Choice.FIRST, by="人11")
        with pytest.raises(Sealed):
            double_entry.enter_second(desk, file, by="人13", site=site)


def verified(desk: Desk) -> scoring.OpenVisit:
    """Count the first site whole, typed twice alike, and seal it."""
    visit = count_site(desk, sites_of(desk)[0])
    counted = visit.counted
    same = SecondEntry(by="人13", at=desk.clock(), first=counted, counted=counted)
    with desk.store.unit() as unit:
        unit.papers.second.put(visit.uid, same)
        double_entry._concluded(unit, desk, visit, same)
        unit.commit()
    return scoring.open_visit(desk, visit.line.site.code)


def test_the_office_sees_that_it_was_verified(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = verified(desk)
        sealed = sealing.seal(desk, visit)
        assert verify_sheet(desk, sealed.digest).sentence.endswith("已双人核对。")
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        county.accept(desk, [package])
        with desk.store.reading() as reading:
            assert recorded_state(reading, visit.uid) is DoubleState.DONE
        assert verify_sheet(desk, sealed.digest).sentence.endswith("已双人核对。")


def test_what_was_counted_anew_before_the_seal_is_no_longer_verified(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = verified(desk)
        count_site(desk, visit.line.site.code, seed=2)
        sealed = sealing.seal(desk, scoring.open_visit(desk, visit.line.site.code))
        assert verify_sheet(desk, sealed.digest).sentence.endswith("核对后又改过。")
