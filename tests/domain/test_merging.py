"""Records join to the same state, in whatever order and however often they arrive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.ids import PersonId
from inspector.domain.merging import Arrival, Conflict, Joined, Settled, arrivals, heads, resolve
from inspector.domain.record import Record, Stamp, mint
from inspector.domain.revision import content

if TYPE_CHECKING:
    from inspector.domain.canonical import Tree

AT = datetime(2026, 11, 5, 9, 31, tzinfo=UTC)


def revision(
    defects: int, *parents: Record, device: str = "one", uid: str = "u", points: int = 100
) -> Record:
    fields: dict[str, Tree] = {"entries": {"ST-2.1": {"d": defects}}, "points": points}
    stamp = Stamp(device=device, n=1, prev=None, by=PersonId("T07-2"), at=AT)
    return mint("item", uid, fields, stamp=stamp, parents=tuple(one.rid for one in parents))


def test_one_head_is_the_value() -> None:
    first = revision(1)
    second = revision(2, first)
    assert heads([second, first]) == {"u": (second,)}
    assert resolve([second]) == Settled(value=second)


def test_equal_heads_are_joined_whoever_wrote_them() -> None:
    here, there = revision(1), revision(1, device="two", points=200)
    assert content(here) == content(there)
    outcome = resolve(heads([here, there])["u"])
    assert isinstance(outcome, Joined)
    assert outcome.value.rid == min(here.rid, there.rid)
    assert {record.rid for record in outcome.heads} == {here.rid, there.rid}


def test_different_heads_are_a_conflict_until_someone_replaces_all_of_them() -> None:
    here, there = revision(1), revision(2, device="two")
    assert isinstance(resolve(heads([here, there])["u"]), Conflict)
    decided = revision(1, here, there, device="office")
    assert resolve(heads([here, there, decided])["u"]) == Settled(value=decided)
    half = revision(1, here, device="office")
    assert isinstance(resolve(heads([here, there, half])["u"]), Conflict)


def test_a_record_does_not_replace_one_of_another_uid() -> None:
    victim = revision(1, uid="a")
    intruder = revision(9, victim, uid="b")
    assert heads([victim, intruder])["a"] == (victim,)


def test_a_uid_without_heads_is_a_bug() -> None:
    with pytest.raises(ValueError, match="without heads"):
        resolve(())


@pytest.mark.parametrize(
    ("known", "incoming", "expected"),
    [
        ("", "a", Arrival.NEW),
        ("a", "a", Arrival.SAME),
        ("a", "b", Arrival.NEWER),
        ("b", "a", Arrival.SAME),
        ("a", "c", Arrival.CONFLICT),
        ("", "ac", Arrival.CONFLICT),
        ("ac", "ac", Arrival.SAME),
        ("ac", "e", Arrival.NEWER),
        ("a", "d", Arrival.NEWER),
    ],
)
def test_an_arrival_says_what_it_would_change(known: str, incoming: str, expected: Arrival) -> None:
    first = revision(1)
    cast = {"a": first, "b": revision(2, first), "c": revision(5, device="two")}
    cast["d"] = revision(1, device="two")
    cast["e"] = revision(6, cast["a"], cast["c"])
    found = arrivals([cast[name] for name in known], [cast[name] for name in incoming])
    assert found == {"u": expected}


@st.composite
def a_history(draw: st.DrawFn) -> list[Record]:
    """A few uids, each with revisions that build on some of the earlier ones."""
    made: list[Record] = []
    for index in range(draw(st.integers(1, 8))):
        uid = draw(st.sampled_from(["u", "v"]))
        earlier = [record for record in made if record.uid == uid]
        parents = [record for record in earlier if draw(st.booleans())]
        defects = draw(st.integers(0, 2))
        made.append(revision(defects, *parents, device=f"d{index}", uid=uid))
    return made


def state(records: list[Record]) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {
        uid: (type(resolve(found)).__name__, tuple(record.rid for record in found))
        for uid, found in heads(records).items()
    }


@given(made=a_history(), choice=st.data())
def test_order_repetition_and_partition_change_nothing(
    made: list[Record], choice: st.DataObject
) -> None:
    expected = state(made)
    again = [*made, *choice.draw(st.lists(st.sampled_from(made), max_size=6))]
    assert state(choice.draw(st.permutations(again))) == expected
    cut = choice.draw(st.integers(0, len(made)))
    office: dict[str, Record] = {}
    for package in (made[cut:], made[:cut], made[cut:]):
        office |= {record.rid: record for record in package}
    assert state(list(office.values())) == expected


@given(made=a_history(), choice=st.data())
def test_what_arrives_twice_is_the_same_the_second_time(
    made: list[Record], choice: st.DataObject
) -> None:
    known = choice.draw(st.lists(st.sampled_from(made), unique_by=lambda record: record.rid))
    arrivals(known, made)
    assert set(arrivals([*known, *made], made).values()) == {Arrival.SAME}
