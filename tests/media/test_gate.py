"""A photo may end the decode process; it never ends, blocks or fools the program."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from inspector import __main__
from inspector.media import decode_child
from inspector.media import gate as gates
from inspector.media.gate import CRASHED, LARGE, ODD, SLOW, Gate, command
from inspector.media.limits import RECEIVED, Bounds
from inspector.media.photo_errors import DecoderShut, NotAPhoto, PhotoCutOff, PhotoTooHard

ROGUE = (sys.executable, "-I", str(Path(__file__).with_name("rogue_child.py")))
FOR_EVER = 10.0**6
"""A wall clock that does not help: the test would hang."""


def rogue(**bounds: float) -> Gate:
    return Gate(Bounds(**({"wall_seconds": FOR_EVER} | bounds)), ROGUE)  # type: ignore[arg-type]  # by name


@pytest.fixture
def gate() -> Iterator[Gate]:
    with rogue() as one:
        yield one


def does(gate: Gate, what: str) -> None:
    gate.reduce(b"\xff\xd8\xff" + what.encode(), 256, name="坏.jpg", limits=RECEIVED)


def pids(gate: Gate) -> list[int]:
    return [child._process.pid for child in gate._idle]


def refused(gate: Gate, what: str) -> str:
    """Return why a photo was refused; its file must be named."""
    with pytest.raises(PhotoTooHard) as caught:
        does(gate, what)
    assert "坏.jpg" in caught.value.sentence()
    return str(caught.value.facts["why"])


@pytest.mark.parametrize("end", ["abort", "leave", "touch_nothing", "fail"])
def test_a_process_that_ends_costs_one_photo(gate: Gate, end: str, street: bytes) -> None:
    assert refused(gate, end) == CRASHED
    assert gate.reduce(street, 256, name="好.jpg", limits=RECEIVED).startswith(b"\xff\xd8")


def test_the_system_ends_a_process_that_computes_too_long() -> None:
    with rogue(cpu_seconds=1) as gate:
        assert refused(gate, "spin") == SLOW


def test_without_that_limit_the_clock_of_the_program_ends_it() -> None:
    with rogue(cpu_seconds=10_000, wall_seconds=0.5) as gate:
        assert refused(gate, "spin") == SLOW


def test_a_process_that_only_waits_is_ended_by_the_clock() -> None:
    with rogue(wall_seconds=0.5) as gate:
        assert refused(gate, "sleep") == SLOW
        with pytest.raises(NotAPhoto):
            does(gate, "talk")


def test_processor_time_counts_for_each_photo_anew(
    street: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gates, "PHOTOS_A_PROCESS", 51)
    with rogue(cpu_seconds=1) as gate:
        for _ in range(50):  # more than a second together
            gate.derive(street, name="好.jpg", limits=RECEIVED)
        assert len(pids(gate)) == 1


def test_memory_beyond_the_limit_is_not_to_be_had() -> None:
    with rogue(memory=1_500_000_000) as gate:
        assert refused(gate, "grow 1600000000") == LARGE


def test_without_the_limit_the_same_memory_is_given() -> None:
    """The broken twin: what the test above sees comes from the limit and from nothing else."""
    with rogue(memory=8_000_000_000) as gate:
        assert refused(gate, "grow 1600000000") == ODD


@pytest.mark.parametrize("what", ["babble", "promise"])
def test_nonsense_on_the_pipe_is_no_answer(gate: Gate, what: str) -> None:
    assert refused(gate, what) == ODD
    with pytest.raises(PhotoCutOff):
        does(gate, "fine")


def test_what_a_library_prints_disturbs_no_answer(gate: Gate) -> None:
    for _ in range(3):
        with pytest.raises(NotAPhoto):
            does(gate, "talk")


def test_it_writes_no_file(gate: Gate, tmp_path: Path) -> None:
    assert refused(gate, f"write {tmp_path / 'out'}") == CRASHED
    assert (tmp_path / "out").stat().st_size == 0


def test_it_opens_few_files(gate: Gate) -> None:
    assert refused(gate, "open_many") == CRASHED


def test_it_inherits_neither_environment_nor_session(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_PIN", "135790")
    with pytest.raises(NotAPhoto):
        does(gate, "look_round INSPECTOR_PIN")


def test_one_process_serves_many_photos_and_then_a_fresh_one_does(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gates, "PHOTOS_A_PROCESS", 3)
    seen = []
    for _ in range(5):
        with pytest.raises(NotAPhoto):
            does(gate, "talk")
        seen.append(pids(gate))
    assert seen[0] == seen[1]
    assert seen[2] == []
    assert seen[3] == seen[4] != seen[0]


def test_a_photo_that_fails_in_the_middle_costs_the_process_its_life(street: bytes) -> None:
    with Gate(at_once=1) as real:
        real.reduce(street, 256, name="好.jpg", limits=RECEIVED)
        assert len(pids(real)) == 1
        with pytest.raises(PhotoCutOff):
            real.reduce(street[: len(street) // 2], 256, name="残.jpg", limits=RECEIVED)
        assert pids(real) == []
        real.reduce(street, 256, name="好.jpg", limits=RECEIVED)
        kept = pids(real)
        with pytest.raises(NotAPhoto):
            real.reduce(b"no photo", 256, name="表.txt", limits=RECEIVED)
        assert pids(real) == kept, "nothing of it was decoded"


def test_a_process_that_died_while_it_waited_costs_no_photo(gate: Gate) -> None:
    with pytest.raises(NotAPhoto):
        does(gate, "talk")
    (child,) = gate._idle
    child._process.kill()
    child._process.wait()
    with pytest.raises(NotAPhoto):
        does(gate, "talk")


def test_no_more_processes_than_cores(gate: Gate, street: bytes) -> None:
    def small(_number: int) -> bytes:
        return gate.reduce(street, 256, name="好.jpg", limits=RECEIVED)

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(small, range(12)))) == 1
    assert 1 <= len(pids(gate)) <= gates.AT_ONCE


def test_a_process_that_does_not_start_is_no_fault_of_the_photo() -> None:
    for start in (("/no/such/program",), (sys.executable, "-c", "pass")):
        gate = Gate(start=start)
        with pytest.raises(DecoderShut):
            does(gate, "fine")


def test_a_process_that_never_says_a_word_is_ended() -> None:
    silent = (sys.executable, "-c", "import time; time.sleep(99)")
    gate = Gate(Bounds(start_seconds=0.5), silent)
    with pytest.raises(DecoderShut) as caught:
        does(gate, "fine")
    assert SLOW in caught.value.sentence()


def test_an_error_of_the_caller_ends_the_process_in_use(gate: Gate) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gate.derive(b"\xff\xd8\xfffine", name="a", limits=RECEIVED, meanwhile=stop)
    assert pids(gate) == []


def test_a_fork_starts_processes_of_its_own(gate: Gate) -> None:
    with pytest.raises(NotAPhoto):
        does(gate, "talk")
    before = gate._idle
    gate.forget()
    assert pids(gate) == []
    for child in before:
        child.end()


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert command() == [sys.executable, "-I", "-m", "inspector.media.decode_child"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command() == [sys.executable, gates.FLAG]


def test_the_program_hands_the_flag_s_arguments_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode_child, "main", lambda arguments: sum(map(int, arguments)))
    monkeypatch.setattr(sys, "argv", ["inspector", gates.FLAG, "1500", "10"])
    assert __main__.main() == 1510


def test_the_flag_of_a_frozen_program_decodes(street: bytes) -> None:
    with Gate(start=(sys.executable, "-I", "-m", "inspector", gates.FLAG)) as gate:
        assert gate.reduce(street, 256, name="好.jpg", limits=RECEIVED)


def test_without_a_share_of_pipes_the_usual_ones_do(
    monkeypatch: pytest.MonkeyPatch, street: bytes
) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(1, os.strerror(1))

    monkeypatch.setattr("fcntl.fcntl", refuse)
    with Gate() as gate:
        assert gate.reduce(street, 256, name="好.jpg", limits=RECEIVED)
