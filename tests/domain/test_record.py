"""A record is named by its canonical bytes, envelope and all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from inspector.domain.canonical import digest
from inspector.domain.ids import PersonId, Rid
from inspector.domain.record import ENVELOPE, RID_PREFIX, Record, Stamp, mint, rid_of

if TYPE_CHECKING:
    from inspector.domain.canonical import Tree

STAMP = Stamp(
    device="d1", n=17, prev=None, by=PersonId("T07-2"), at=datetime(2026, 11, 5, 9, 31, tzinfo=UTC)
)


def test_a_record_carries_its_envelope_and_its_own_fields() -> None:
    parents = (Rid("b" * 64), Rid("a" * 64))
    record = mint("item", "u/ST-2", {"points": 1450}, stamp=STAMP, parents=parents)
    assert set(record.tree) == {*ENVELOPE, "points"}
    assert record.rid == rid_of(record.tree)
    assert str(record.rid) == str(digest(dict(record.tree), RID_PREFIX))
    assert (record.type, record.uid, record.n) == ("item", "u/ST-2", 17)
    assert record.parents == ("a" * 64, "b" * 64)
    assert record.tree["at"] == "2026-11-05T09:31:00+00:00"
    assert record.tree["prev"] == ""


def test_fields_may_not_bear_a_name_of_the_envelope() -> None:
    with pytest.raises(ValueError, match="prev"):
        mint("item", "u", {"prev": "x"}, stamp=STAMP)


@pytest.mark.parametrize(
    "tree", [{"rev_of": "x", "n": "1"}, {"rev_of": None, "n": None}, {"rev_of": [], "n": 0}]
)
def test_a_strange_record_has_no_parents_and_no_counter(tree: dict[str, Tree]) -> None:
    record = Record(rid=Rid("r"), tree=tree)
    assert (record.parents, record.n) == ((), 0)
