"""Long work reports now and then, and stops when it is told to."""

from __future__ import annotations

import pytest

from inspector.domain import progress
from inspector.domain.errors import Cancelled
from inspector.domain.progress import Ticket


def test_reports_are_thinned_out_but_the_last_one_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 0.05, 0.11, 0.12, 0.13])
    monkeypatch.setattr(progress, "monotonic", lambda: next(times))
    seen: list[tuple[int, int, str]] = []
    ticket = Ticket(lambda done, total, label: seen.append((done, total, label)))
    for done in range(1, 6):
        ticket.step(done, 5, "村")
    assert seen == [(1, 5, "村"), (3, 5, "村"), (5, 5, "村")]


def test_cancelled_work_stops_at_its_next_step() -> None:
    ticket = Ticket()
    ticket.step(1, 2)
    ticket.cancel()
    with pytest.raises(Cancelled):
        ticket.step(2, 2)


def test_parts_make_one_bar_that_never_goes_back() -> None:
    seen: list[tuple[int, int, str]] = []

    class Counting(Ticket):
        def step(self, done: int, total: int, label: str = "") -> None:
            seen.append((done, total, label))

    ticket = Counting()
    for number, name in enumerate(("一", "二")):
        part = ticket.part(50 * number, 50 * (number + 1), 100, name)
        part.part(0, 300, 1000).step(1, 2, "拷贝")
        part.part(300, 1000, 1000).step(3, 3, "读取")
    ticket.part(0, 1, 1).step(0, 0, "空")
    assert seen == [
        (7, 100, "一"),
        (50, 100, "一"),
        (57, 100, "二"),
        (100, 100, "二"),
        (0, 1, "空"),
    ]


def test_a_part_that_is_cancelled_stops_the_whole() -> None:
    ticket = Ticket()
    part = ticket.part(0, 1, 2)
    part.cancel()
    for each in (ticket, part):
        with pytest.raises(Cancelled):
            each.step(1, 2)
