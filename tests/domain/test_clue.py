"""A clue comes back from its record as it was written, and says what it must."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.canonical import Tree
from inspector.domain.clue import Clue, clue_digest, clue_fields, clue_of, clue_uid
from inspector.domain.ids import Digest, VisitUid
from inspector.domain.reading import BadTree

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
PHOTO = Digest("a" * 64)
CLUE = Clue(entry="N07", what="村西头占用耕地建房一处，正在施工", photos=(PHOTO,))


@given(WORDS, WORDS)
def test_a_clue_comes_back(entry: str, what: str) -> None:
    fields = clue_fields(Clue(entry=entry, what=what, photos=(PHOTO,)))
    assert clue_fields(clue_of(fields)) == fields
    assert clue_of(fields).photos == (PHOTO,)


def test_what_a_clue_says_is_its_name() -> None:
    uid = VisitUid("2026-11/cross/419901100201/T01/1")
    assert clue_uid(uid, CLUE) == f"{uid}/clue/{clue_digest(CLUE)}"
    assert clue_digest(CLUE) != clue_digest(Clue(entry="N08", what=CLUE.what, photos=(PHOTO,)))


@pytest.mark.parametrize(
    "change",
    [{"entry": " "}, {"what": ""}, {"what": None}, {"photos": ["x"]}, {"photos": "a" * 64}],
)
def test_a_clue_of_another_form_is_refused(change: dict[str, Tree]) -> None:
    with pytest.raises(BadTree):
        clue_of(clue_fields(CLUE) | change)
