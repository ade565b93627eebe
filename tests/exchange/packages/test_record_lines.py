"""Records as lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.canonical import Tree, canonical
from inspector.domain.record import rid_of
from inspector.exchange.record_lines import MAX_LINE, RecordTooLong, read_lines, write_lines
from inspector.exchange.reject import RecordsRefused

MakeItem = Callable[..., dict[str, Tree]]


@given(
    st.lists(
        st.dictionaries(st.text("abz", max_size=3), st.integers(-9, 9) | st.just("村\n")),
        max_size=4,
    )
)
def test_what_was_written_is_read_with_its_id(fields: list[dict[str, Tree]]) -> None:
    trees: list[dict[str, Tree]] = [{**each, "t": "any"} for each in fields]
    lines, number = write_lines(trees)
    records = read_lines(lines, enveloped=False)
    assert [dict(record.tree) for record in records] == trees
    assert [record.rid for record in records] == [rid_of(tree) for tree in trees]
    assert number == len(trees)


def test_the_envelope_of_a_revision_is_demanded(make_item: MakeItem) -> None:
    lines, _ = write_lines([make_item(1), make_item(2, rev_of=["cd" * 32])])
    assert [record.n for record in read_lines(lines, enveloped=True)] == [1, 2]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("uid", ""), ("uid", 1), ("rev_of", "x"), ("rev_of", ["x"]), ("rev_of", [1]),
        ("prev", "x"), ("prev", None), ("dev", ""), ("n", 0), ("n", True), ("n", "1"),
        ("by", 7), ("at", ""),
    ],
)  # fmt: skip
def test_a_wrong_field_of_the_envelope_is_named(
    make_item: MakeItem, field: str, wrong: Tree
) -> None:
    lines, _ = write_lines([make_item(1), {**make_item(2), field: wrong}])
    with pytest.raises(RecordsRefused) as caught:
        read_lines(lines, enveloped=True)
    assert caught.value.facts == {"line": 2, "why": field}
    assert len(read_lines(lines, enveloped=False)) == 2


@pytest.mark.parametrize(
    "line", [b"[]", b"{}", b'{"t":1}', b"", b'{"t":"a","t":"a"}', b'{"t":"a"} ']
)
def test_a_line_that_is_no_record_is_refused_with_its_number(line: bytes) -> None:
    with pytest.raises(RecordsRefused) as caught:
        read_lines(b'{"t":"a"}\n' + line + b"\n", enveloped=False)
    assert caught.value.facts["line"] == 2


def test_a_file_without_its_last_line_end_is_refused() -> None:
    with pytest.raises(RecordsRefused) as caught:
        read_lines(b'{"t":"a"}\n{"t":"b"}', enveloped=False)
    assert caught.value.facts["line"] == 2
    assert read_lines(b"", enveloped=False) == ()


def test_limits_of_a_line_hold_for_writing_and_reading() -> None:
    fits: dict[str, Tree] = {"t": "a", "x": ["y" * 19_000] * 13}
    lines, _ = write_lines([fits])
    assert len(read_lines(lines, enveloped=False)) == 1
    deep: Tree = "x"
    for _ in range(9):
        deep = [deep]
    long: Tree = ["y" * 19_000] * 14
    bads: list[dict[str, Tree]] = [
        {"t": "a", "x": long},
        {"t": "a", "x": "y" * 20_001},
        {"t": deep},
    ]
    for bad in bads:
        with pytest.raises(RecordTooLong):
            write_lines([fits, bad])
        with pytest.raises(RecordsRefused):
            read_lines(canonical(bad) + b"\n", enveloped=False)


def test_all_records_together_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspector.exchange.record_lines.MAX_RECORDS", 20)
    with pytest.raises(RecordTooLong) as caught:
        write_lines([{"t": "a"}, {"t": "b"}, {"t": "c"}])
    assert caught.value.facts == {"line": 3, "size": 9}
    assert MAX_LINE == 262_144
