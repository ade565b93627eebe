"""Work waits while the window answers, not longer than is bearable, and never for itself."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import pytest

from inspector.domain import progress
from inspector.domain.courtesy import Courtesy
from inspector.domain.errors import Cancelled
from inspector.domain.progress import Ticket

AGES = 60.0
"""Seconds; no test waits so long."""


class Waits:
    """An event that tells when somebody begins to wait for it."""

    def __init__(self, over: Event) -> None:
        self._over = over
        self.begun = Event()
        self.limits: list[float] = []

    def wait(self, seconds: float) -> bool:
        self.limits.append(seconds)
        self.begun.set()
        return self._over.wait(seconds)

    def __getattr__(self, name: str) -> object:
        return getattr(self._over, name)


def watched(courtesy: Courtesy, monkeypatch: pytest.MonkeyPatch) -> Waits:
    waits = Waits(courtesy._over)
    monkeypatch.setattr(courtesy, "_over", waits)
    return waits


class Worker:
    """Does something in a thread of its own; the block waits for its end."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.done = Event()
        self._work = work
        self._thread = Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        self._work()
        self.done.set()

    def join(self) -> None:
        self._thread.join(AGES)
        assert self.done.is_set()


def test_work_waits_while_the_window_answers_and_goes_on_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    courtesy = Courtesy(AGES)
    waits = watched(courtesy, monkeypatch)
    with courtesy.first():
        worker = Worker(courtesy.give_way)
        assert waits.begun.wait(AGES)
        assert not worker.done.is_set()
    worker.join()


def test_work_does_not_wait_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    courtesy = Courtesy(AGES)
    waits = watched(courtesy, monkeypatch)
    with courtesy.first():
        pass
    Worker(courtesy.give_way).join()
    assert waits.limits == []


def test_an_answer_within_an_answer_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    courtesy = Courtesy(AGES)
    waits = watched(courtesy, monkeypatch)
    with courtesy.first():
        with courtesy.first():
            pass
        worker = Worker(courtesy.give_way)
        assert waits.begun.wait(AGES)
        assert not worker.done.is_set()
    worker.join()


def test_nobody_waits_longer_than_the_bound_and_once_for_one_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    courtesy = Courtesy(0.001)
    waits = watched(courtesy, monkeypatch)

    def work() -> None:
        for _ in range(3):
            courtesy.give_way()

    with courtesy.first():
        Worker(work).join()
        assert waits.limits == [0.001]
    with courtesy.first():
        Worker(work).join()
    assert waits.limits == [0.001, 0.001]


def test_who_answers_does_not_wait_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    courtesy = Courtesy(AGES)
    waits = watched(courtesy, monkeypatch)
    with courtesy.first():
        courtesy.give_way()
    assert waits.limits == []


def test_work_goes_on_while_the_window_waits_for_what_it_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    courtesy = Courtesy(AGES)
    waits = watched(courtesy, monkeypatch)
    with courtesy.first():
        worker = Worker(courtesy.give_way)
        assert waits.begun.wait(AGES)
        with courtesy.waiting():
            worker.join()
        waits.begun.clear()
        later = Worker(courtesy.give_way)
        assert waits.begun.wait(AGES)
        assert not later.done.is_set()
    later.join()


def test_work_that_waits_for_other_work_takes_nobody_s_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    courtesy = Courtesy(AGES)
    waits = watched(courtesy, monkeypatch)

    def work() -> None:
        with courtesy.waiting():
            courtesy.give_way()

    with courtesy.first():
        worker = Worker(work)
        assert waits.begun.wait(AGES)
        assert not worker.done.is_set()
    worker.join()


def test_work_that_is_cancelled_while_it_waits_ends_with_the_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    courtesy = Courtesy(AGES)
    waits = watched(courtesy, monkeypatch)
    monkeypatch.setattr(progress, "COURTESY", courtesy)
    ticket = Ticket()

    def work() -> None:
        with pytest.raises(Cancelled):
            list(ticket.part(0, 1, 2).each([1, 2]))

    with courtesy.first():
        worker = Worker(work)
        assert waits.begun.wait(AGES)
        ticket.cancel()
    worker.join()
