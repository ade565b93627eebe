"""A receipt acknowledges exactly the records that both sides have, and never those of a clone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.canonical import Tree
from inspector.domain.ids import Digest, Rid, RoundId, TeamId, VisitUid
from inspector.domain.ranges import spell
from inspector.domain.reading import BadTree
from inspector.domain.receipt import (
    BLOCK,
    CHUNK,
    Link,
    Receipt,
    Turned,
    covered,
    ends_of,
    from_lines,
    hold,
    to_lines,
)

NOON = datetime(2026, 11, 5, 12, 0, tzinfo=timezone(timedelta(hours=8)))
EMPTY = Receipt(number=3, at=NOON, team=TeamId("T07"), rounds=(RoundId("2026-11"),))
A, B = "stream-a", "stream-b"


def link(n: int, stream: str = A, other: str = "") -> Link:
    return Link(stream=stream, n=n, rid=Rid(sha256(f"{stream}{n}{other}".encode()).hexdigest()))


def receipt(*links: Link) -> Receipt:
    return replace(EMPTY, streams=tuple(hold(links).values()))


PLACES = st.sets(st.tuples(st.sampled_from([A, B]), st.integers(1, 3 * BLOCK)), max_size=80)


@given(PLACES, PLACES)
def test_only_what_both_sides_have_is_acknowledged(
    office: set[tuple[str, int]], laptop: set[tuple[str, int]]
) -> None:
    said = receipt(*(link(n, stream) for stream, n in office))
    known = covered(said, [link(n, stream) for stream, n in laptop])
    assert known.differing == ()
    assert known.rids <= {link(n, stream).rid for stream, n in office & laptop}
    whole = covered(said, [link(n, stream) for stream, n in laptop | office])
    assert whole.rids == {link(n, stream).rid for stream, n in office}


@given(PLACES.filter(bool), st.data())
def test_one_other_record_in_a_stream_and_nothing_of_it_counts(
    places: set[tuple[str, int]], data: st.DataObject
) -> None:
    stream, n = data.draw(st.sampled_from(sorted(places)))
    mine = [link(k, one) for one, k in places]
    theirs = [one for one in mine if (one.stream, one.n) != (stream, n)]
    for forked in (link(n, stream, "clone"), link(n, stream)):
        said = receipt(*theirs, forked, link(n, stream, "clone"))
        known = covered(said, mine)
        assert known.differing == (stream,)
        assert known.rids == {one.rid for one in mine if one.stream != stream}


def test_a_restored_laptop_checks_the_blocks_that_it_has_whole() -> None:
    said = receipt(*(link(n) for n in range(1, 2 * BLOCK + 40)))
    known = covered(said, [link(n) for n in range(1, 2 * BLOCK - 10)])
    assert known.rids == {link(n).rid for n in range(1, BLOCK + 1)}
    assert known.differing == ()


def test_a_block_ends_where_a_restored_laptop_left_its_stream() -> None:
    office = [link(n) for n in range(1, 2 * BLOCK + 100)]
    kept = office[: BLOCK + 40]
    again = [one.rid for one in office[BLOCK : BLOCK + 40]]
    ends = ends_of(office, [(B, again[::-1]), (A, [one.rid for one in office]), (B, [Rid("?")])])
    assert ends == {A: [BLOCK + 40]}
    (held,) = hold(office, ends).values()
    assert [spell(block.n) for block in held.blocks] == [
        f"1-{BLOCK}",
        f"{BLOCK + 1}-{BLOCK + 40}",
        f"{BLOCK + 41}-{2 * BLOCK}",
        f"{2 * BLOCK + 1}-{2 * BLOCK + 99}",
    ]
    said = replace(EMPTY, streams=(held,))
    assert covered(said, kept).rids == {one.rid for one in kept}
    assert covered(said, office).rids == {one.rid for one in office}
    bent = [*kept[:-1], replace(kept[-1], rid=Rid("f" * 64))]
    assert covered(said, bent).differing == (A,)


@given(PLACES, PLACES, st.sets(st.integers(1, 3 * BLOCK), max_size=4))
def test_wherever_blocks_end_only_what_both_have_is_acknowledged(
    office: set[tuple[str, int]], laptop: set[tuple[str, int]], ends: set[int]
) -> None:
    held = hold((link(n, stream) for stream, n in office), {A: sorted(ends)})
    said = replace(EMPTY, streams=tuple(held.values()))
    known = covered(said, [link(n, stream) for stream, n in laptop])
    assert known.differing == ()
    assert known.rids <= {link(n, stream).rid for stream, n in office & laptop}
    whole = covered(said, [link(n, stream) for stream, n in laptop | office])
    assert whole.rids == {link(n, stream).rid for stream, n in office}
    assert from_lines(to_lines(said)) == said


def test_the_head_of_a_fork_is_the_smaller_record() -> None:
    twins = [link(2), link(2, other="clone")]
    (held,) = hold([link(1), *twins]).values()
    assert (held.n, held.rid) == (2, min(one.rid for one in twins))


def full() -> Receipt:
    digests = [Digest(sha256(str(n).encode()).hexdigest()) for n in range(CHUNK + 5)]
    (stream,) = hold(link(n) for n in (1, 2, 5, BLOCK + 1)).values()
    return replace(
        EMPTY,
        streams=(replace(stream, seqs=((1, 3), (5, 5)), last="ab" * 32),),
        packages=tuple(str(one) for one in digests),
        held=tuple(digests),
        missing=(digests[0],),
        turned=(
            Turned(package="cd" * 32, name="坏.wxp", code="P114", sentence="改过", apart=False),
            Turned(package="ef" * 32, name="旧.wxp", code="P109", sentence="停用", apart=True),
        ),
        conflicts=(VisitUid("2026-11/regular/411329100001/T07/1"),),
    )


def test_what_was_said_is_understood() -> None:
    said = full()
    lines = to_lines(said)
    assert from_lines(lines) == said
    assert from_lines([*lines, {"t": "later", "x": 1}]) == said, "new kinds of lines are no harm"
    assert max(len(str(line)) for line in lines) < 256 * 2**10
    assert from_lines(to_lines(EMPTY)) == EMPTY


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": -1},
        {"number": "3"},
        {"at": "gestern"},
        {"team": None},
        {"rounds": "2026-11"},
    ],
)
def test_a_head_that_says_something_else_is_refused(wrong: Mapping[str, Tree]) -> None:
    head, *rest = to_lines(full())
    with pytest.raises(BadTree):
        from_lines([{**head, **wrong}, *rest])


def test_a_receipt_has_one_head_and_blocks_of_bounded_size() -> None:
    lines = to_lines(full())
    for wrong in (lines[1:], [lines[0], *lines]):
        with pytest.raises(BadTree):
            from_lines(wrong)
    huge = {"t": "held", "stream": A, "n": "1-9000000", "sha256": "ab" * 32}
    with pytest.raises(BadTree, match="block"):
        from_lines([*lines, huge])
