"""The document of the format says what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.exchange.frame import MAX_HEADER, MAX_PACKAGE
from inspector.exchange.picture_caps import MAX_EDGE, MAX_PIXELS
from inspector.exchange.record_lines import MAX_LINE
from inspector.exchange.reject import Reject
from inspector.exchange.seal import MAX_OBJECTS
from inspector.exchange.strict_json import DEEPEST, LONGEST_TEXT
from inspector.exchange.strict_zip import MAX_ENTRIES, MAX_OBJECT, MAX_RECORDS

DOCUMENT = Path(__file__).parents[3] / "docs" / "数据包格式.md"


@pytest.mark.parametrize("reject", Reject.__subclasses__(), ids=lambda reject: reject.code)
def test_every_refusal_stands_in_the_table_with_its_step(reject: type[Reject]) -> None:
    rows = [row.split("|") for row in DOCUMENT.read_text("utf-8").splitlines() if "| P" in row]
    steps = {row[2].strip(): row[1].split("、") for row in rows}
    assert str(reject.step) in [step.strip() for step in steps[reject.code]]


def test_the_limits_are_those_of_the_code() -> None:
    assert (MAX_HEADER, MAX_PACKAGE) == (64 * 2**10, 4 * 2**30 - 1)
    assert (MAX_ENTRIES, MAX_OBJECTS) == (5_002, 5_000)
    assert (MAX_OBJECT, MAX_PIXELS, MAX_EDGE) == (25 * 2**20, 50_000_000, 12_000)
    assert (MAX_RECORDS, MAX_LINE) == (64 * 2**20, 256 * 2**10)
    assert (DEEPEST, LONGEST_TEXT) == (8, 20_000)
    text = DOCUMENT.read_text("utf-8")
    for words in ("5,002", "5,000 万像素", "12,000", "64 MiB", "256 KiB", "8 层", "20,000 字"):
        assert words in text
