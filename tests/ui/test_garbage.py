"""Garbage is looked for in the GUI thread, and not among what stays."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from threading import Thread, get_ident

import pytest
from PySide6.QtCore import QObject, Qt

from inspector.domain.courtesy import Courtesy
from inspector.ui import main
from inspector.ui.garbage import Sweep, for_good

MANY = 20_000
"""Things, far more than Python makes before it looks for garbage."""


@pytest.fixture(autouse=True)
def usual_garbage() -> Iterator[None]:
    """Begin and end as Python does."""
    gc.enable()
    yield
    gc.enable()


class Circle(QObject):
    """Something of Qt that only a look for garbage frees."""

    def __init__(self, freed_in: list[int]) -> None:
        super().__init__()
        self.me = self
        self.destroyed.connect(
            lambda: freed_in.append(get_ident()), Qt.ConnectionType.DirectConnection
        )


def work() -> int:
    """Make many things in a thread, as a job does; return which thread that was."""
    thread = Thread(target=make_things)
    thread.start()
    thread.join()
    assert thread.ident is not None
    return thread.ident


def make_things() -> list[list[int]]:
    """Make things that stay for a while: garbage is looked for when there are more of them."""
    return [[n] for n in range(MANY)]


def test_what_is_garbage_is_freed_in_the_gui_thread(qapp: QObject) -> None:
    sweep = Sweep(QObject(qapp))
    freed: list[int] = []
    Circle(freed)
    work()
    assert freed == []
    things = make_things()
    sweep.look()
    assert freed == [get_ident()]
    del things


def test_without_it_a_job_frees_it(qapp: QObject) -> None:
    del qapp
    gc.collect()
    freed: list[int] = []
    Circle(freed)
    assert freed == []
    thread = work()
    assert freed == [thread], "then there is no need of a sweep any more"


def test_nobody_who_is_answered_waits_for_a_sweep(qapp: QObject) -> None:
    courtesy = Courtesy()
    sweep = Sweep(QObject(qapp), courtesy)
    things = make_things()
    with courtesy.first():
        sweep.look()
        assert gc.get_count()[0] > MANY
    sweep.look()
    assert gc.get_count()[0] < MANY
    del things


def test_where_nothing_is_due_nothing_is_looked_for(
    qapp: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep = Sweep(QObject(qapp))
    looked: list[int] = []
    monkeypatch.setattr(gc, "collect", looked.append)
    for counts in ((0, 0, 0), (700, 10, 10), (701, 0, 0), (701, 11, 0), (3, 0, 11)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
        sweep.look()
    assert looked == [0, 1, 2]


def test_what_is_loaded_for_good_is_not_looked_through_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frozen: list[bool] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    main._warm_up()
    assert frozen == [True]
    assert gc.isenabled()


def test_after_modules_that_failed_to_load_it_is_as_before() -> None:
    def load() -> None:
        with for_good():
            looked.append(gc.isenabled())
            raise ImportError

    looked: list[bool] = []
    for before in (gc.enable, gc.disable):
        before()
        was = gc.isenabled()
        with pytest.raises(ImportError):
            load()
        assert gc.isenabled() == was
    assert looked == [False, False]
