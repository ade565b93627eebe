"""Wrong PINs: counted over restarts, answered more slowly, and never for good."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from inspector.platform.durable import FolderReadOnly
from inspector.platform.folder import DataFolder, Role
from inspector.platform.keys import Cost, WrongPin
from inspector.platform.tries import CAP, TRIES, TooManyTries, delay_after

CHEAP = Cost(n=2)
PIN = "202611"
WRONG = "000000"
BEGIN = datetime(2026, 11, 5, 8, 30, tzinfo=timezone(timedelta(hours=8)))


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = BEGIN

    def __call__(self) -> datetime:
        return self.at

    def turn(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    DataFolder.create(tmp_path / "a", Role.FIELD, PIN, cost=CHEAP).close()
    return tmp_path / "a"


@pytest.fixture
def watch() -> Watch:
    return Watch()


def guess(path: Path, watch: Watch) -> None:
    with pytest.raises(WrongPin):
        DataFolder.open(path, WRONG, clock=watch)


def wrong(path: Path, watch: Watch, times: int) -> None:
    """Guess patiently."""
    for _ in range(times):
        watch.turn(CAP)
        guess(path, watch)


def must_wait(path: Path, watch: Watch, pin: str = WRONG) -> int:
    with pytest.raises(TooManyTries, match="K105") as told:
        DataFolder.open(path, pin, clock=watch)
    return int(str(told.value.facts["seconds"]))


def test_the_delay_begins_with_the_third_wrong_try_grows_and_is_capped() -> None:
    assert [delay_after(wrong) for wrong in range(9)] == [0, 0, 0, 2, 4, 8, 16, 30, 30]
    assert delay_after(10**9) == CAP


def test_the_right_pin_waits_too_and_is_let_in_after_it(made: Path, watch: Watch) -> None:
    wrong(made, watch, 3)
    assert must_wait(made, watch, PIN) == 2
    watch.turn(1.5)
    assert must_wait(made, watch, PIN) == 1
    watch.turn(0.5)
    DataFolder.open(made, PIN, clock=watch).close()
    assert not (made / TRIES).exists()
    wrong(made, watch, 3)


def test_asking_too_early_is_no_try(made: Path, watch: Watch) -> None:
    wrong(made, watch, 3)
    for _ in range(10):
        assert must_wait(made, watch) == 2
    watch.turn(2)
    guess(made, watch)
    assert must_wait(made, watch) == 4


def test_nobody_waits_longer_than_the_cap(made: Path, watch: Watch) -> None:
    wrong(made, watch, 12)
    assert must_wait(made, watch) == CAP
    watch.turn(CAP)
    DataFolder.open(made, PIN, clock=watch).close()


def test_a_clock_set_back_costs_one_delay_and_no_more(made: Path, watch: Watch) -> None:
    wrong(made, watch, 4)
    watch.turn(-365 * 86_400)
    assert must_wait(made, watch, PIN) == 4
    watch.turn(4)
    DataFolder.open(made, PIN, clock=watch).close()


def test_a_clock_set_forward_buys_one_try(made: Path, watch: Watch) -> None:
    wrong(made, watch, 7)
    watch.turn(365 * 86_400)
    guess(made, watch)
    assert must_wait(made, watch) == CAP
    watch.turn(-365 * 86_400 + 1)
    assert must_wait(made, watch) == CAP
    watch.turn(CAP)
    DataFolder.open(made, PIN, clock=watch).close()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"5", b'{"pin": 3}', b'{"pin": [1]}', b'{"pin": [1e999, 1]}', b"\xff"]
)
def test_a_damaged_count_shuts_nobody_out(made: Path, watch: Watch, content: bytes) -> None:
    (made / TRIES).write_bytes(content)
    DataFolder.open(made, PIN, clock=watch).close()


def test_an_absurd_count_is_capped(made: Path, watch: Watch) -> None:
    (made / TRIES).write_text(f'{{"pin": [{10**9}, {10**15}]}}')
    assert must_wait(made, watch, PIN) == CAP
    watch.turn(CAP)
    DataFolder.open(made, PIN, clock=watch).close()


def test_a_folder_that_cannot_be_written_to_still_tells_a_wrong_pin(
    made: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise FolderReadOnly(path="planted")

    wrong(made, watch, 3)
    monkeypatch.setattr("inspector.platform.tries.write_durably", refuse)
    watch.turn(2)
    wrong(made, watch, 5)
    watch.turn(-3600)  # a delay that nobody could end is none
    DataFolder.open(made, PIN, clock=watch).close()


def test_the_pin_of_an_open_folder_is_counted_likewise(made: Path, watch: Watch) -> None:
    with DataFolder.open(made, PIN, clock=watch) as folder:
        for _ in range(3):
            with pytest.raises(WrongPin):
                folder.prove(WRONG, clock=watch)
        with pytest.raises(TooManyTries):
            folder.prove(PIN, clock=watch)
        watch.turn(2)
        folder.prove(PIN, clock=watch)
    assert not (made / TRIES).exists()
