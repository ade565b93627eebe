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
