"""Records are a set: whatever order, however often, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from inspector.domain import merging
from inspector.domain.canonical import canonical
from inspector.domain.ids import PersonId, Rid, VisitUid
from inspector.domain.record import Record, Stamp, mint
from inspector.store.records import StreamLine, visit_of
from inspector.store.store import Store

NOON = datetime(2026, 11, 5, 12, tzinfo=timezone(timedelta(hours=8)))
VISIT = VisitUid("2026-11/cross/419924100201/T07/1")


def record(
    n: int, *parents: Record, uid: str = f"{VISIT}/ST-2", stream: str = "s1", points: int = 0
) -> Record:
    stamp = Stamp(device=stream, n=n, prev=None, by=PersonId("T07-1"), at=NOON)
    return mint(
        "item",
        uid,
        {"item": "ST-2", "note": "路面有垃圾", "points": points},
        stamp=stamp,
        parents=tuple(one.rid for one in parents),
    )


def keep(store: Store, records: Sequence[Record], package: str = "") -> frozenset[Rid]:
    with store.unit() as unit:
        new = unit.records.add(records, package)
        unit.commit()
    return new


def test_a_record_comes_back_as_it_was(empty: Store) -> None:
    one = record(1)
    assert keep(empty, [one], "p1") == {one.rid}
    with empty.reading() as reading:
        assert reading.records.one(one.rid) == one
        assert reading.records.one(Rid("00")) is None
        assert reading.records.of_visit(VISIT) == (one,)
        assert reading.records.of_package("p1") == (one,)
        assert reading.records.visits() == (VISIT,)


def test_the_stored_text_is_the_canonical_one(empty: Store) -> None:
    one = record(1)
    keep(empty, [one])
    with empty.reading() as reading:
        text = reading._connection.exec_driver_sql("SELECT text FROM record").scalar_one()
    assert text.encode() == canonical(dict(one.tree))


def test_the_first_package_that_brings_a_record_is_remembered(empty: Store) -> None:
    one, two = record(1), record(2)
    keep(empty, [one], "p1")
    assert keep(empty, [one, two, two], "p2") == {two.rid}
    assert keep(empty, [one, two], "p3") == frozenset()
    assert keep(empty, [], "p4") == frozenset()
    with empty.reading() as reading:
        assert reading.records.count() == 2
        assert reading.records.of_package("p2") == (two,)
        assert reading.records.known([one.rid, Rid("00")]) == {one.rid}


def test_a_record_whose_rid_is_not_its_own_is_refused(empty: Store) -> None:
    one = record(1)
    forged = replace(one, tree={**one.tree, "points": 9_900})
    with empty.unit() as unit, pytest.raises(ValueError, match="other content"):
        unit.records.add([record(2), forged])
    with empty.reading() as reading:
        assert reading.records.count() == 0


def test_heads_are_the_revisions_that_nobody_replaces(empty: Store) -> None:
    first = record(1)
    left, right = record(2, first, points=1), record(2, first, stream="s2", points=2)
    other = record(3, uid=str(VISIT))
    far = record(1, uid="2026-11/cross/419924100202/T07/1/ST-2", stream="s3")
    keep(empty, [right, other, left, far])  # the first comes last of all
    keep(empty, [first])
    with empty.reading() as reading:
        heads = reading.records.heads(VISIT)
        assert set(heads) == {f"{VISIT}/ST-2", str(VISIT)}
        assert heads[f"{VISIT}/ST-2"] == (right, left)
        assert heads[str(VISIT)] == (other,)
        assert reading.records.heads_of("nothing") == ()
    joined = record(3, left, right, stream="s2")
    keep(empty, [joined])
    with empty.reading() as reading:
        assert reading.records.heads_of(f"{VISIT}/ST-2") == (joined,)


def test_a_revision_of_another_thing_replaces_nothing(empty: Store) -> None:
    ours = record(1)
    foreign = record(2, ours, uid=f"{VISIT}/ST-3", stream="s2")
    keep(empty, [ours, foreign])
    with empty.reading() as reading:
        assert reading.records.heads_of(ours.uid) == (ours,)
        assert reading.records.heads(VISIT) == merging.heads(reading.records.of_visit(VISIT))


def test_a_stream_says_how_far_it_goes_and_where_it_breaks(empty: Store) -> None:
    two, five, six = record(2), record(5), record(6)
    lone = record(3, stream="s2")
    keep(empty, [six, two, record(1), five, lone])
    with empty.reading() as reading:
        assert reading.records.stream_head("s1") == (6, six.rid)
        assert reading.records.stream_head("s9") is None
        assert reading.records.all_after("s1", 2) == (five, six)
        assert len(reading.records.all_after("s1")) == 4
        assert reading.records.streams() == (
            StreamLine(stream="s1", n=6, rid=six.rid, unbroken=2, records=4),
            StreamLine(stream="s2", n=3, rid=lone.rid, unbroken=0, records=1),
        )
        assert reading.records.forks() == ()


def test_a_fork_is_kept_and_seen(empty: Store) -> None:
    one, clone = record(1, points=1), record(1, points=2)
    keep(empty, [one, clone])
    with empty.reading() as reading:
        assert reading.records.forks() == (("s1", 1),)
        assert reading.records.count() == 2
        assert reading.records.streams()[0].records == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record SET text = '{}'",
        "DELETE FROM record",
        "INSERT OR REPLACE INTO record SELECT * FROM record",
        "UPDATE record_parent SET parent = ''",
        "DELETE FROM record_parent",
    ],
)
def test_no_statement_changes_or_removes_a_record(empty: Store, statement: str) -> None:
    first = record(1)
    keep(empty, [first, record(2, first)])
    with empty.reading() as reading:
        before = reading.records.digest()
    with empty.unit() as unit, pytest.raises(IntegrityError, match="kept for ever"):
        unit._connection.exec_driver_sql(statement)
    with empty.reading() as reading:
        assert reading.records.digest() == before
        assert reading.records.one(first.rid) == first


def test_a_crash_report_does_not_hold_what_was_written(empty: Store) -> None:
    keep(empty, [record(1)])
    with empty.unit() as unit, pytest.raises(IntegrityError) as caught:
        unit._connection.exec_driver_sql("UPDATE record SET text = ?", ("机密内容",))
    assert "机密内容" not in str(caught.value)


def test_the_visit_of_a_uid_is_its_first_five_parts() -> None:
    assert visit_of(VISIT) == VISIT
    assert visit_of(f"{VISIT}/photo/ab") == VISIT


ITEMS = st.integers(0, 10_000)


@settings(max_examples=25, deadline=None)
@given(st.lists(ITEMS, min_size=1, max_size=12, unique=True), st.randoms(use_true_random=False))
def test_any_order_repetition_and_partition_ends_in_one_digest(
    points: list[int], random: Random
) -> None:
    records = [record(n, points=each) for n, each in enumerate(points, 1)]
    ends = set()
    for _ in range(2):
        again = records + random.sample(records, len(records) // 2)
        random.shuffle(again)
        cut = random.randint(0, len(again))
        with TemporaryDirectory() as folder, Store.create(Path(folder) / "a", bytes(32)) as store:
            for part in (again[:cut], again[cut:]):
                keep(store, part)
            with store.reading() as reading:
                ends.add((reading.records.digest(), reading.records.count()))
    ((_digest, count),) = ends
    assert count == len(records)
