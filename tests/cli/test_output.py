"""What commands show."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from inspector.cli.output import Answer, plain, progress_ticket, show, table


@dataclass(frozen=True)
class Fact:
    share: Fraction


def test_facts_become_json_without_losing_exactness() -> None:
    at = datetime(2026, 11, 3, 8, 30, tzinfo=timezone(timedelta(hours=8)))
    facts = {
        "one": Fact(Fraction(1, 3)),
        "many": (Decimal("0.10"), Path("a")),
        "at": at,
        "set": frozenset([1]),
        "kind": Fact,
    }
    assert plain(facts) == {
        "one": {"share": "1/3"},
        "many": ["0.10", "a"],
        "at": "2026-11-03T08:30:00+08:00",
        "set": [1],
        "kind": Fact,
    }


def test_json_and_lines_say_the_same() -> None:
    answer = Answer(lines=["一"], facts={"n": 1})
    for as_json, expected in ((True, {"n": 1}), (False, None)):
        out = io.StringIO()
        show(answer, as_json=as_json, out=out)
        assert (json.loads(out.getvalue()) if expected else out.getvalue()) == (expected or "一\n")


def test_a_name_in_a_package_cannot_steer_the_terminal() -> None:
    out = io.StringIO()
    show(Answer(lines=["说明：\x1b[2J\u202e一\r\x9b\n　二\t三"]), as_json=False, out=out)
    assert out.getvalue() == "说明：?[2J?一??\n　二\t三\n"


def test_columns_count_chinese_as_two() -> None:
    assert table([("名", "x"), ("ab", "y")]) == ["名  x", "ab  y"]
    assert table([]) == []


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_shows_what_is_left_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    ticks = iter([0.0, 10.0, 20.0])
    ticket = progress_ticket(lambda: next(ticks))
    ticket.step(1, 2, "照片")
    ticket.step(2, 2, "照片")
    assert "1/2 照片 约剩 10 秒" in screen.getvalue()


def test_progress_is_silent_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr("sys.stderr", pipe)
    progress_ticket().step(1, 1)
    assert not pipe.getvalue()
