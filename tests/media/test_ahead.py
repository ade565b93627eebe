"""Working ahead keeps the order, holds little, and ends when nobody wants more."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from threading import Lock, current_thread, main_thread

import pytest

from inspector.media.ahead import ahead
from inspector.media.gate import AT_ONCE
from inspector.media.intake import TakenPhoto, take_in_all
from inspector.media.photo_errors import NotAPhoto


class Work:
    """Doubles numbers and counts how many were begun."""

    def __init__(self) -> None:
        self.begun = 0
        self._lock = Lock()

    def __call__(self, number: int) -> int:
        with self._lock:
            self.begun += 1
        if number < 0:
            raise ValueError(number)
        return 2 * number


def test_results_come_in_the_order_of_the_things() -> None:
    assert list(ahead(Work(), range(50))) == list(range(0, 100, 2))
    assert list(ahead(Work(), [])) == []


def test_only_a_few_are_worked_on_before_they_are_wanted() -> None:
    work = Work()
    with closing(ahead(work, range(50))) as results:
        assert [next(results) for _ in range(3)] == [0, 2, 4]
        assert work.begun <= 3 + AT_ONCE
    assert work.begun <= 3 + AT_ONCE


def test_an_error_comes_out_in_its_turn() -> None:
    results = ahead(Work(), [1, -1, 3])
    assert next(results) == 2
    with pytest.raises(ValueError, match="-1"):
        next(results)


def test_a_single_thing_needs_no_thread() -> None:
    (thread,) = ahead(lambda _thing: current_thread(), [1])
    assert thread is main_thread()


def test_many_photos_come_in_each_or_its_error(tmp_path: Path, street: bytes) -> None:
    files = [tmp_path / name for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg")]
    for file in files:
        file.write_bytes(b"GIF89a" if file.name == "c.jpg" else street)
    one, two, three, four = take_in_all(files, keep_original=True)
    for photo, name in ((one, "a.jpg"), (two, "b.jpg"), (four, "d.jpg")):
        assert isinstance(photo, TakenPhoto)
        assert photo.evidence.source_name == name
        assert photo.original == street
    assert isinstance(three, NotAPhoto)
