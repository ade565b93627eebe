"""Where laptops disagree, somebody named decides, and everything that was said stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from played_county import (
    ROUND,
    Clock,
    County,
    at_office,
    count_site,
    draw_photo,
    in_field,
    print_papers,
    sites_of,
)

from inspector.actions import (
    adjudicating,
    covering,
    examining,
    gathering,
    printing,
    ranking,
    receiving,
    scoring,
    sealing,
    sending,
    verifying,
)
from inspector.actions.adjudicating import Disputed, NoRuler, NoSuchSide, NothingToRule
from inspector.actions.desk import Desk
from inspector.actions.projecting import Flag, project
from inspector.actions.reopenings import reopenings
from inspector.actions.rounds import NoSuchRound
from inspector.domain.canonical import Tree
from inspector.domain.ids import RoundId, VisitUid
from inspector.domain.merging import heads
from inspector.domain.reading import mapping
from inspector.domain.record import Record, rid_of
from inspector.domain.ruling import ruling_of
from inspector.domain.visit import ZeroCase
from inspector.domain.visit_record import check_record
from inspector.domain.wording import record_code

WHY = "现场复看，以组长机为准"


def seal_first(laptop: Path, seed: int, pictures: list[Path]) -> Path:
    """Seal the first site of a laptop, with the photo under a name of its own."""
    with in_field(laptop) as desk:
        site = sites_of(desk)[0]
        visit = count_site(desk, site, seed)
        item = next(iter(visit.rubric.items())).code
        gathering.attach(desk, visit, item, pictures)
        sealing.seal(desk, scoring.open_visit(desk, site))
        return sending.export(desk, laptop.parent / f"back{seed}").path


@pytest.fixture
def office(county: County) -> Iterator[Desk]:
    """Take in what two laptops of one team say of one site."""
    photo = draw_photo(county.root / "a.jpg")
    same = county.root / "b.jpg"
    same.write_bytes(photo.read_bytes())
    files = [
        seal_first(county.laptop, 1, [photo]),
        seal_first(county.open_laptop("t01b", "T01"), 2, [same]),
    ]
    with at_office(county.office) as desk:
        county.accept(desk, files)
        yield desk


def disputed(desk: Desk) -> Disputed:
    (found,) = adjudicating.disputed_visits(desk, ROUND)
    return found


def flags(desk: Desk, uid: VisitUid) -> frozenset[str]:
    with desk.store.reading() as reading:
        line = reading.visits.line(uid)
    assert line is not None
    return line.flags


def test_both_sides_are_shown_with_names_points_and_photos(office: Desk) -> None:
    found = disputed(office)
    assert found.open == len(found.disputes) > 3
    assert "（" in found.place
    photo = next(one for one in found.disputes if one.part.startswith("photo/"))
    assert photo.title.startswith("照片 ")
    items = [one for one in found.disputes if one is not photo]
    for one in items:
        assert [side.mark for side in one.sides] == ["甲", "乙"]
        assert all(side.by.startswith("人1") and side.points is not None for side in one.sides)
        assert one.title.startswith(one.part)
    assert any(side.rows for one in items for side in one.sides)
    assert any(side.photos for one in items for side in one.sides)
    assert adjudicating.disputed_visit(office, found.uid) == found


def test_a_ruling_replaces_every_head_and_seals_what_it_comes_to(office: Desk) -> None:
    found = disputed(office)
    assert Flag.CONFLICT in flags(office, found.uid)
    choices = {one.part: "乙" for one in found.disputes}
    ruled = adjudicating.adjudicate(office, found.uid, choices, by="王审定", why=WHY)
    assert ruled.left == 0
    assert ruled.level_name
    assert flags(office, found.uid) == frozenset()
    with office.store.reading() as reading:
        records = reading.records.of_visit(found.uid)
        current = heads(records)
        assert len(current[f"{found.uid}/seal"]) == 1
        for one in found.disputes:
            (head,) = current[f"{found.uid}/{one.part}"]
            ruling = ruling_of(head)
            assert ruling is not None
            assert (ruling.by, ruling.why) == ("王审定", WHY)
            chosen = next(side for side in one.sides if side.mark == "乙")
            assert ruling.chosen == chosen.rid
            assert set(head.parents) == {side.rid for side in one.sides}
        kept = {record.rid for record in records}
        event = reading.events.latest(1)[0]
        line = reading.visits.line(found.uid)
    assert {side.rid for one in found.disputes for side in one.sides} <= kept
    assert (event.kind, event.actor, event.subject) == ("rule", "王审定", found.uid)
    assert line is not None
    assert line.totals is not None
    assert line.totals.points == ruled.points
    checked = verifying.verify_sheet(office, record_code(ruled.digest))
    assert checked.matches
    assert all(one.well for one in examining.examine(office) if one.name != "磁盘")


def test_a_visit_ranks_once_somebody_ruled(office: Desk) -> None:
    found = disputed(office)
    (excluded,) = ranking.provisional(office, ROUND).ranking.excluded
    assert excluded.why == "conflict"
    adjudicating.adjudicate(
        office, found.uid, {one.part: "甲" for one in found.disputes}, by="王", why=WHY
    )
    board = ranking.provisional(office, ROUND)
    assert (len(board.sites), board.ranking.excluded) == (1, ())


def test_the_signed_sheet_prints_bit_for_bit_after_a_ruling(
    office: Desk, county: County, tmp_path: Path
) -> None:
    found = disputed(office)
    with in_field(county.laptop) as laptop, laptop.store.reading() as reading:
        signed = reading.visits.one(found.uid)
    assert signed is not None
    assert signed.sealing is not None
    code = record_code(signed.sealing.digest)
    before = printing.earlier_sheet(office, code, tmp_path / "before.pdf").read_bytes()
    with in_field(county.laptop) as laptop:
        (paper,) = print_papers(
            laptop, "score-sheet", tmp_path / "signed.pdf", found.uid.split("/")[2]
        )
    choices = {one.part: "乙" for one in found.disputes}
    ruled = adjudicating.adjudicate(office, found.uid, choices, by="王审定", why=WHY)
    after = printing.earlier_sheet(office, code, tmp_path)
    assert after.name.startswith("打分表_")
    assert after.read_bytes() == before == paper.read_bytes()
    now = printing.earlier_sheet(office, record_code(ruled.digest), tmp_path / "now.pdf")
    assert now.read_bytes() != before


def test_what_is_not_ruled_on_yet_keeps_the_visit_open(office: Desk) -> None:
    found = disputed(office)
    first, *rest = found.disputes
    ruled = adjudicating.adjudicate(office, found.uid, {first.part: "甲"}, by="王", why=WHY)
    assert (ruled.left, ruled.digest) == (len(rest), "")
    assert Flag.CONFLICT in flags(office, found.uid)
    again = disputed(office)
    assert again.open == len(rest)
    assert [one.ruling is not None for one in again.disputes].count(True) == 1


def test_a_ruling_can_be_replaced_by_another(office: Desk) -> None:
    found = disputed(office)
    every = {one.part: "甲" for one in found.disputes}
    first = adjudicating.adjudicate(office, found.uid, every, by="王", why=WHY)
    part = next(one.part for one in found.disputes if len({side.points for side in one.sides}) == 2)
    second = adjudicating.adjudicate(office, found.uid, {part: "乙"}, by="李", why="复核后改正")
    assert second.points != first.points
    assert flags(office, found.uid) == frozenset()
    rulings = {one.part: one.ruling for one in disputed(office).disputes}
    ruling = rulings[part]
    assert ruling is not None
    assert ruling.by == "李"
    stale = verifying.verify_sheet(office, record_code(first.digest))
    assert not stale.matches
    assert "重新定稿" in stale.changes[0]


@pytest.mark.parametrize(("by", "why"), [("", WHY), ("王", " "), ("　", WHY)])
def test_a_ruling_bears_a_name_and_a_reason(office: Desk, by: str, why: str) -> None:
    found = disputed(office)
    before = flags(office, found.uid)
    with pytest.raises(NoRuler):
        adjudicating.adjudicate(office, found.uid, {found.disputes[0].part: "甲"}, by=by, why=why)
    assert flags(office, found.uid) == before


def test_a_side_or_a_part_that_is_none_changes_nothing(office: Desk) -> None:
    found = disputed(office)
    with office.store.reading() as reading:
        before = reading.records.digest()
    parts = [one.part for one in found.disputes]
    with pytest.raises(NoSuchSide, match="丙"):
        adjudicating.adjudicate(
            office, found.uid, {parts[0]: "甲", parts[1]: "丙"}, by="王", why=WHY
        )
    with pytest.raises(NothingToRule, match="XX-1"):
        adjudicating.adjudicate(office, found.uid, {"XX-1": "甲"}, by="王", why=WHY)
    with office.store.reading() as reading:
        assert reading.records.digest() == before


def test_where_laptops_agree_there_is_nothing_to_rule(county: County) -> None:
    package = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        assert adjudicating.disputed_visits(desk, ROUND) == ()
        with desk.store.reading() as reading:
            done, planned = (
                next(line.uid for line in reading.visits.lines(ROUND) if line.state == state)
                for state in ("sealed", "planned")
            )
        for uid in (done, planned):
            with pytest.raises(NothingToRule):
                adjudicating.adjudicate(desk, uid, {}, by="王", why=WHY)
        unknown = VisitUid("2026-11/cross/419901001001/T09/1")
        assert adjudicating.disputed_visit(desk, unknown).place == unknown
        with pytest.raises(NoSuchRound):
            adjudicating.disputed_visits(desk, RoundId("2030-01"))


def test_a_package_that_comes_again_does_not_undo_a_ruling(office: Desk, county: County) -> None:
    found = disputed(office)
    adjudicating.adjudicate(
        office, found.uid, {one.part: "甲" for one in found.disputes}, by="王", why=WHY
    )
    with office.store.reading() as reading:
        before = reading.records.digest()
    receiving.take_in(office, sorted(county.root.glob("back*/*.wxp")))
    with office.store.reading() as reading:
        assert reading.records.digest() == before
    assert flags(office, found.uid) == frozenset()


def test_a_zero_case_stands_beside_what_the_other_counted(county: County) -> None:
    second = county.open_laptop("t01b", "T01")
    files = []
    for seed, laptop in enumerate((county.laptop, second)):
        with in_field(laptop, Clock()) as desk:
            site = sites_of(desk)[0]
            visit = count_site(desk, site)
            zero = next(item for item in visit.rubric.items() if item.zero_if)
            if seed:
                photo = draw_photo(county.root / "z.jpg")
                gathering.attach(desk, visit, zero.code, [photo])
                counted = scoring.open_visit(desk, site).counted
                case = ZeroCase(condition=zero.zero_if[0], basis="村委会记录")
                changed = {zero.code: replace(counted[zero.code], zero=case)}
                scoring.put_items(desk, visit, changed)
            sealing.seal(desk, scoring.open_visit(desk, site))
            files.append(sending.export(desk, county.root / f"back{seed}").path)
    with at_office(county.office) as desk:
        county.accept(desk, files)
        said = [row for one in disputed(desk).disputes for side in one.sides for row in side.rows]
    assert any("零分情形" in row and "村委会记录" in row for row in said)


def add_head(desk: Desk, uid: VisitUid, part: str, **changes: Tree) -> None:
    """Let a strange stream say something else about one part, as a union of records may bring."""
    with desk.store.unit() as unit:
        (head,) = heads(unit.records.of_visit(uid))[part]
        tree = {**head.tree, **changes, "dev": "zz", "n": 1, "prev": "", "rev_of": []}
        unit.records.add([Record(rid=rid_of(tree), tree=tree)])
        project(unit, [uid])
        unit.commit()


@pytest.fixture
def alone(county: County) -> Iterator[tuple[Desk, VisitUid]]:
    package = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            uid = next(line.uid for line in reading.visits.lines(ROUND) if line.state == "sealed")
        yield desk, uid


def test_seals_that_differ_alone_are_replaced_by_what_is_computed(
    alone: tuple[Desk, VisitUid],
) -> None:
    desk, uid = alone
    add_head(desk, uid, f"{uid}/seal", points=1)
    assert Flag.CONFLICT in flags(desk, uid)
    (dispute,) = disputed(desk).disputes
    assert (dispute.part, dispute.title) == ("seal", "定稿")
    adjudicating.adjudicate(desk, uid, {"seal": "甲"}, by="王", why=WHY)
    assert flags(desk, uid) == frozenset()


def test_visits_about_which_nobody_disagrees_are_not_even_read(
    alone: tuple[Desk, VisitUid], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _uid = alone
    monkeypatch.setattr(adjudicating, "_disputed", lambda *_: pytest.fail("read"))
    assert adjudicating.disputed_visits(desk, ROUND) == ()


def test_a_visit_begun_with_two_forms_is_shown_without_points(
    alone: tuple[Desk, VisitUid],
) -> None:
    desk, uid = alone
    form: dict[str, Tree] = {"id": "rural", "version": "9", "sha256": "00" * 32}
    add_head(desk, uid, uid, rubric=form)
    with desk.store.reading() as reading:
        item = next(one for one in reading.records.of_visit(uid) if one.type == "item")
    add_head(desk, uid, item.uid, na="没有")
    found = disputed(desk)
    head, counted = (one.title for one in found.disputes)
    assert head == "评分标准"
    assert counted.startswith(
        str(item.tree["item"])
    )  # the title too, if the known form's rid is less
    known = next(side for side in found.disputes[0].sides if side.mark == "甲")
    assert known.points is None
    assert {side.points for side in found.disputes[1].sides} <= {None, *range(100_00)}


def test_counts_that_fit_no_rule_are_shown_and_not_computed(alone: tuple[Desk, VisitUid]) -> None:
    desk, uid = alone
    with desk.store.reading() as reading:
        items = [one for one in reading.records.of_visit(uid) if one.type == "item"]
    item = next(one for one in items if mapping(one.tree, "entries"))
    code = next(iter(mapping(item.tree, "entries")))
    add_head(desk, uid, item.uid, entries={code: {"lv": "好", "d": 1, "met": True}})
    (dispute,) = disputed(desk).disputes
    strange = next(side for side in dispute.sides if side.rows[0].endswith("与评分标准不符"))
    assert strange.points is None


def test_laptops_may_not_rule(county: County) -> None:
    package = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            uid = next(line.uid for line in reading.visits.lines(ROUND) if line.state == "sealed")
            item = next(one for one in reading.records.of_visit(uid) if one.type == "item")
    assert check_record(item) == uid
    ruling: dict[str, Tree] = {"by": "王", "why": "x", "chosen": str(item.rid)}
    tree: dict[str, Tree] = {**item.tree, "ruling": ruling}
    with pytest.raises(ValueError, match="item"):
        check_record(Record(rid=rid_of(tree), tree=tree))


def test_a_laptop_that_took_its_seal_back_is_named_with_time_and_reason(county: County) -> None:
    first = county.hand_in(county.laptop, seed=1, sites=1)
    with in_field(county.open_laptop("t01b", "T01")) as desk:
        visit = count_site(desk, sites_of(desk)[0], 1)
        sealing.seal(desk, visit)
        sealing.reopen(desk, scoring.open_visit(desk, visit.line.site.code), "漏记一处")
        with desk.store.reading() as reading:
            records = reading.records.of_visit(visit.uid)
        (undone,) = reopenings(records, {})
        sealings = [one for one in records if one.uid.endswith("/seal")]
        rows = [row for one in sealings for row in adjudicating._sealed_rows(one)]
        assert rows[0].startswith("定稿 ")
        assert rows[0].endswith(" 分")
        assert rows[1:] == ["定稿后重开，没有再定稿：漏记一处"]
        assert undone.sentence.startswith("T01-")
        assert undone.sentence.endswith("定稿后重开，原因：漏记一处；没有再定稿")
        sealing.seal(desk, count_site(desk, sites_of(desk)[0], 2))
        second = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        county.accept(desk, [first, second])
        (disputed,) = adjudicating.disputed_visits(desk, ROUND)
        (said,) = disputed.reopened
        assert "机 人1" in said
        assert "11月3日 08:3" in said
        assert said.endswith("定稿后重开，原因：漏记一处；后来又定稿")
        (clash,) = covering.coverage(desk, ROUND).conflicts
        assert clash.sentence.startswith("一台电脑由 人1")
        assert "原因：漏记一处；后来又定稿。T01 的两台电脑记得不一样" in clash.sentence


def test_laptops_that_only_counted_apart_say_nothing_of_it(county: County) -> None:
    other = county.open_laptop("t01b", "T01")
    files = [
        county.hand_in(laptop, seed=seed, sites=1)
        for seed, laptop in enumerate((county.laptop, other), start=1)
    ]
    with at_office(county.office) as desk:
        county.accept(desk, files)
        (disputed,) = adjudicating.disputed_visits(desk, ROUND)
        assert disputed.reopened == ()
        assert covering.coverage(desk, ROUND).conflicts[0].sentence.startswith("T01 的两台电脑")
