"""What was changed after a receipt is named, at the office and on the laptop."""

from __future__ import annotations

from played_county import County, at_office

from inspector.actions import examining, receipting, receiving
from inspector.actions.amending import amended
from inspector.domain.canonical import Tree
from inspector.domain.record import Record, rid_of
from inspector.store.unit import UnitOfWork


def amend(unit: UnitOfWork) -> Record:
    """Write a revision of an item as a ruling or a later hand-in would."""
    uid = next(uid for uid in unit.records.visits())
    head = next(one for one in unit.records.of_visit(uid) if one.type == "item")
    stream = str(head.tree["dev"])
    last = unit.records.stream_head(stream)
    assert last is not None
    parents: list[Tree] = [str(head.rid)]
    tree = {**head.tree, "n": last[0] + 1, "prev": str(last[1]), "rev_of": parents}
    record = Record(rid=rid_of(tree), tree=tree)
    unit.records.add([record])
    return record


def test_nothing_is_amended_before_a_receipt(county: County) -> None:
    file = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [file])
        with desk.store.unit() as unit:
            amend(unit)
            assert amended(unit) == ()


def test_a_change_after_a_receipt_is_named_and_one_before_is_not(county: County) -> None:
    file = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [file])
        receipting.write_receipts(desk, county.root / "receipts")
        with desk.store.unit() as unit:
            assert amended(unit) == ()
            record = amend(unit)
            (found,) = amended(unit)
            unit.commit()
        assert (found.parts, found.people) == ((record.tree["item"],), (record.tree["by"],))
        note = next(one for one in examining.examine(desk) if one.name == "回执后改过")
        assert note.well
        assert found.place in note.sentence
        receipting.write_receipts(desk, county.root / "receipts")
        with desk.store.reading() as reading:
            assert amended(reading) == (found,), "a later receipt does not hide it"
