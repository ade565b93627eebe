"""CSV: read by other programs, dangerous to none."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from fractions import Fraction
from io import StringIO

import pytest

from inspector.domain.points import Points
from inspector.sheets.comma_file import listing_csv
from inspector.sheets.listing import Column, Kind, Listing, Table, Value

AT = datetime(2026, 11, 14, tzinfo=UTC)


def written(*tables: Table) -> list[list[str]]:
    content = listing_csv(Listing(title="表", at=AT, tables=tables))
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.endswith("\r\n")
    return list(csv.reader(StringIO(text, newline="")))


def one(value: Value, kind: Kind = Kind.TEXT) -> str:
    ((_,), (cell,)) = written(
        Table(columns=(Column(title="列", share=1, kind=kind),), rows=((value,),))
    )
    return cell


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1", " =1", "\u3000@x"],
)
def test_a_text_that_looks_like_a_formula_is_guarded(text: str) -> None:
    assert one(text) == f"'{text}"


@pytest.mark.parametrize("text", ["后𬇙沟村", "一、=1", "", "a,b", '"引"', "两行\n文字", "007"])
def test_any_other_text_comes_through_as_it_is(text: str) -> None:
    assert one(text) == text


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.COUNT, 12345, "12345"),
        (Kind.SCORE, Fraction(-1, 4), "-0.25"),
        (Kind.POINTS, Points(48000), "480.00"),
        (Kind.PERCENT, Fraction(1, 3), "33.33%"),
        (Kind.MONEY, Fraction(1234567), "1234567.00"),
        (Kind.DAY, date(2026, 11, 5), "2026-11-05"),
        (Kind.COUNT, None, ""),
        (Kind.COUNT, "-", "'-"),
    ],
)
def test_numbers_are_plain_and_never_guarded(kind: Kind, value: Value, text: str) -> None:
    assert one(value, kind) == text


def test_several_tables_stand_under_one_another_with_their_names() -> None:
    columns = (Column(title="甲\n乙", share=1),)
    found = written(
        Table(columns=columns, rows=(("1",),), name="=第一"), Table(columns=columns, rows=())
    )
    assert found == [["'=第一"], ["甲乙"], ["1"], [], ["甲乙"]]


def test_a_broken_character_spoils_no_file() -> None:
    assert one("村\ud800名") == "村?名"
