"""A visit is read back from its records as it was, and says what they do not agree about."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from inspector.domain.canonical import digest
from inspector.domain.ids import (
    CheckpointCode,
    Digest,
    ItemCode,
    PersonId,
    RoundId,
    SiteCode,
    TeamId,
)
from inspector.domain.points import Points
from inspector.domain.record import Record, Stamp, mint
from inspector.domain.visit import Entry, Evidence, ItemEntry, Objection, VisitKey
from inspector.domain.visit_record import (
    VisitHeadMissing,
    check_record,
    item_fields,
    item_uid,
    objection_fields,
    photo_fields,
    recorded_visit,
    seal_fields,
    visit_fields,
)

if TYPE_CHECKING:
    from inspector.domain.canonical import Tree
    from inspector.domain.rubric import Rubric

AT = datetime(2026, 11, 5, 9, 31, tzinfo=UTC)
KEY = VisitKey(
    round=RoundId("2026-11"), kind="cross", site=SiteCode("419924100001"), team=TeamId("T07")
)
ITEM = ItemCode("ST-2")
PHOTO = Evidence(
    digest=Digest("a" * 64),
    media="image/jpeg",
    size=350_000,
    width=2000,
    height=1500,
    source_digest=Digest("b" * 64),
    source_name="IMG_1.jpg",
    taken_at="2026-11-05T09:12:00",
    lon="114.82",
    lat="33.67",
    camera="P30",
)
OBJECTION = Objection(item=ITEM, text="当天正在清运", by="王某")


def written(
    kind: str, uid: str, fields: dict[str, Tree], *parents: Record, device: str = "d1"
) -> Record:
    stamp = Stamp(device=device, n=1, prev=None, by=PersonId("T07-2"), at=AT)
    return mint(kind, uid, fields, stamp=stamp, parents=tuple(one.rid for one in parents))


def counted(defects: int) -> ItemEntry:
    return ItemEntry(entries={CheckpointCode("ST-2.1"): Entry(defects=defects)})


def item(defects: int, *parents: Record, device: str = "d1") -> Record:
    fields = item_fields(ITEM, counted(defects), Points(1450))
    return written("item", item_uid(KEY.uid, ITEM), fields, *parents, device=device)


@pytest.fixture
def head(rural: Rubric) -> Record:
    return written("visit", KEY.uid, visit_fields(rural, [PersonId("T07-1")], AT))


def test_a_sealed_visit_comes_back_as_it_was(head: Record, rural: Rubric) -> None:
    entry = item(2)
    photo = written("photo", f"{KEY.uid}/photo/{PHOTO.digest}", photo_fields(PHOTO))
    said = written("objection", f"{KEY.uid}/objection/1", objection_fields(OBJECTION))
    general = written(
        "objection",
        f"{KEY.uid}/objection/2",
        objection_fields(Objection(item=None, text="无", by="李某")),
    )
    covers = [record.rid for record in (head, entry, photo, said, general)]
    seal = written("seal", f"{KEY.uid}/seal", seal_fields(KEY.uid, covers, Points(1450), 4))
    visit = recorded_visit(KEY.uid, [seal, general, said, photo, entry, head, head])
    assert visit.key == KEY
    assert visit.rubric == rural.digest
    assert (visit.people, visit.started) == (("T07-1",), AT)
    assert visit.counted == {ITEM: counted(2)}
    assert visit.evidence == (PHOTO,)
    assert OBJECTION in visit.objections
    assert len(visit.objections) == 2
    assert visit.seal is not None
    assert (visit.seal.points, visit.seal.level, visit.seal.rid) == (1450, 4, seal.rid)
    assert visit.seal.covers == set(covers)
    assert (visit.clashes, visit.late) == ((), ())


def test_an_item_changed_after_the_seal_is_named(head: Record) -> None:
    before = item(2)
    fields = seal_fields(KEY.uid, [head.rid, before.rid], Points(1450), 4, "重签")
    seal = written("seal", f"{KEY.uid}/seal", fields)
    visit = recorded_visit(KEY.uid, [head, before, seal, item(3, before)])
    assert visit.late == (ITEM,)
    assert visit.counted[ITEM] == counted(3)
    assert visit.seal is not None
    assert visit.seal.reason == "重签"


def test_two_laptops_that_differ_are_named_with_both_heads(head: Record) -> None:
    here, there = item(2), item(3, device="d2")
    (clash,) = recorded_visit(KEY.uid, [head, here, there]).clashes
    assert (clash.uid, clash.item) == (item_uid(KEY.uid, ITEM), ITEM)
    assert {record.rid for record in clash.heads} == {here.rid, there.rid}
    assert recorded_visit(KEY.uid, [head, here, item(2, device="d2")]).clashes == ()


def test_two_beginnings_of_one_visit_are_no_conflict(head: Record, rural: Rubric) -> None:
    fields = visit_fields(rural, [PersonId("T07-3")], AT)
    other = written("visit", KEY.uid, fields, device="d2")
    assert recorded_visit(KEY.uid, [head, other]).clashes == ()


def test_a_visit_without_its_head_is_not_read() -> None:
    with pytest.raises(VisitHeadMissing):
        recorded_visit(KEY.uid, [item(2)])


def test_the_digest_of_a_seal_covers_what_it_states() -> None:
    first = seal_fields(KEY.uid, [], Points(1), 0)
    assert first["digest"] != seal_fields(KEY.uid, [], Points(2), 0)["digest"]
    assert first["digest"] == seal_fields(KEY.uid, [], Points(1), 0)["digest"]


def forms(rural: Rubric) -> dict[str, tuple[str, dict[str, Tree]]]:
    """Return a record of each type as a laptop writes it: how its uid ends, and its fields."""
    said = objection_fields(OBJECTION)
    return {
        "visit": ("", visit_fields(rural, [PersonId("T07-1")], AT)),
        "item": (f"/{ITEM}", item_fields(ITEM, counted(2), Points(1450))),
        "photo": (f"/photo/{PHOTO.digest}", photo_fields(PHOTO)),
        "objection": (f"/objection/{digest(said)}", said),
        "seal": ("/seal", seal_fields(KEY.uid, [], Points(1450), 4)),
    }


KINDS = ("visit", "item", "photo", "objection", "seal")


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_laptop_writes_belongs_to_its_visit(rural: Rubric, kind: str) -> None:
    tail, fields = forms(rural)[kind]
    assert check_record(written(kind, f"{KEY.uid}{tail}", fields)) == KEY.uid


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_hangs_where_its_content_says(rural: Rubric, kind: str) -> None:
    _, fields = forms(rural)[kind]
    for tail in ("/x", "/photo/" + "c" * 64, "/objection/" + "c" * 64, "/ST-3"):
        with pytest.raises(ValueError, match=f"{kind} uid"):
            check_record(written(kind, f"{KEY.uid}{tail}", fields))


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("visit", {"rubric": {"id": "rural", "version": "1", "sha256": "A" * 64}}),
        ("visit", {"rubric": "rural"}),
        ("visit", {"people": "T07-1"}),
        ("visit", {"people": [7]}),
        ("visit", {"started": "2026-11-05T09:31:00"}),
        ("visit", {"started": "0001-11-05T09:31:00+08:00"}),
        ("visit", {"started": "at noon"}),
        ("item", {"points": "14.5"}),
        ("item", {"item": ""}),
        ("item", {"item": "a/b"}),
        ("item", {"item": "seal"}),
        ("item", {"entries": []}),
        ("photo", {"sha256": "../../etc"}),
        ("photo", {"size": None}),
        ("objection", {"person": None}),
        ("objection", {"text": "another"}),
        ("seal", {"digest": "f" * 64}),
        ("seal", {"points": 2}),
        ("seal", {"covers": "all"}),
        ("seal", {"level": None}),
    ],
)
def test_a_field_of_another_kind_is_refused(
    rural: Rubric, kind: str, change: dict[str, Tree]
) -> None:
    tail, fields = forms(rural)[kind]
    with pytest.raises(ValueError, match=r"\w"):
        check_record(written(kind, f"{KEY.uid}{tail}", {**fields, **change}))


@pytest.mark.parametrize("uid", ["", "2026-11/cross", str(KEY.uid)[:-1] + "01"])
def test_a_record_of_no_visit_or_of_one_under_another_name_is_refused(
    rural: Rubric, uid: str
) -> None:
    _, fields = forms(rural)["visit"]
    with pytest.raises(ValueError, match=r"\w"):
        check_record(written("visit", uid, fields))


def test_a_type_that_no_laptop_writes_is_refused(rural: Rubric) -> None:
    _, fields = forms(rural)["visit"]
    with pytest.raises(ValueError, match="rumour"):
        check_record(written("rumour", KEY.uid, fields))


def test_the_same_seal_of_two_laptops_is_no_conflict_and_another_is(head: Record) -> None:
    here = written("seal", f"{KEY.uid}/seal", seal_fields(KEY.uid, [head.rid], Points(1), 0))
    there = written("seal", f"{KEY.uid}/seal", seal_fields(KEY.uid, [], Points(1), 0), device="d2")
    other = written("seal", f"{KEY.uid}/seal", seal_fields(KEY.uid, [], Points(2), 0), device="d3")
    assert recorded_visit(KEY.uid, [head, here, there]).clashes == ()
    (clash,) = recorded_visit(KEY.uid, [head, here, other]).clashes
    assert (clash.uid, clash.item) == (f"{KEY.uid}/seal", None)
