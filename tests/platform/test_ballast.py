"""Room that is kept back for the day when the disk is full."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.platform import ballast as ballasts
from inspector.platform.ballast import LARGE, SMALL, Ballast, no_ballast, size_for


@pytest.mark.parametrize(
    ("free", "size"),
    [(0, 0), (2**28 - 1, 0), (2**28, SMALL), (2**30 - 1, SMALL), (2**30, LARGE), (2**40, LARGE)],
)
def test_a_disk_that_is_nearly_full_is_spared(free: int, size: int) -> None:
    assert size_for(free) == size


def test_the_room_is_really_taken_and_given_back(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path)
    assert (ballast.held, ballast.make(lambda _free: 3_000_000)) == (0, 3_000_000)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_size == 3_000_000
    assert file.stat().st_blocks * 512 >= 3_000_000
    assert ballast.make() == ballast.held == 3_000_000, "one is enough"
    assert ballast.release() == 3_000_000
    assert not list(tmp_path.iterdir())
    assert ballast.release() == 0


def test_commands_and_tests_keep_nothing_back(tmp_path: Path) -> None:
    assert Ballast(tmp_path).make(no_ballast) == 0
    assert not list(tmp_path.iterdir())


def test_the_free_room_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballasts, "free_bytes", lambda _path: 2_000)
    assert Ballast(tmp_path).make(lambda free: free // 2) == 1_000
