"""The decode process from inside: what it gives up, and what it answers."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from inspector.media import decode_child, wire
from inspector.media.kinds import Kind
from inspector.media.wire import Answer, BadFrame, Job, Question, Status

Save = Callable[..., Path]


def question(content: bytes, job: Job = Job.DERIVE, long_edge: int = 0) -> Question:
    return Question(
        job=job,
        content=content,
        kinds=frozenset({Kind.JPEG, Kind.PNG}),
        max_pixels=1_000_000,
        max_edge=1_200,
        long_edge=long_edge,
    )


class Limits:
    """Stands for the system's limits, so that a test keeps its own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, hard: int = resource.RLIM_INFINITY) -> None:
        self.set: dict[int, tuple[int, int]] = {}
        self.nice = 0
        monkeypatch.setattr(resource, "getrlimit", lambda _which: (hard, hard))
        monkeypatch.setattr(resource, "setrlimit", self.set.__setitem__)
        monkeypatch.setattr(os, "nice", self._count)

    def _count(self, by: int) -> None:
        self.nice += by


def test_it_gives_up_what_decoding_does_not_need(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(monkeypatch)
    decode_child.confine(1_500)
    assert limits.set == {
        resource.RLIMIT_AS: (1_500, 1_500),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_NOFILE: (32, 32),
        resource.RLIMIT_CORE: (0, 0),
    }
    assert limits.nice > 0


def test_a_lower_limit_of_the_system_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(monkeypatch, hard=20)
    decode_child.confine(1_500)
    decode_child.rearm(1_000_000)
    assert {hard for _soft, hard in limits.set.values()} == {20, 0}
    assert limits.set[resource.RLIMIT_CPU] == (20, 20)


def test_processor_time_counts_from_now(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(monkeypatch)
    used = resource.getrusage(resource.RUSAGE_SELF)
    decode_child.rearm(10)
    soft, hard = limits.set[resource.RLIMIT_CPU]
    assert soft >= used.ru_utime + used.ru_stime + 10
    assert hard == resource.RLIM_INFINITY


def test_what_it_answers(save: Save) -> None:
    small = save(400, 300).read_bytes()
    large = save(1_300, 300).read_bytes()
    done = decode_child.answer(question(small))
    assert (done.status, bool(done.picture), bool(done.thumbnail)) == (Status.DONE, True, True)
    assert decode_child.answer(question(small, Job.REDUCE, 100)).picture[:2] == b"\xff\xd8"
    beyond = decode_child.answer(question(large))
    assert beyond == Answer(status=Status.TOO_LARGE, facts={"width": 1_300, "height": 300})
    for content, status in (
        (b"GIF89a", Status.NOT_A_PHOTO),
        (b"\0\0\0\x10ftypheic", Status.NOT_A_PHOTO),
        (small[:3000], Status.CUT_OFF),
    ):
        assert decode_child.answer(question(content)) == Answer(status=status)


def test_memory_that_is_not_to_be_had_is_an_answer(
    save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspector.media import decoding  # noqa: PLC0415 - Pillow is loaded by then

    def full(_opened: object) -> None:
        raise MemoryError

    monkeypatch.setattr(decoding, "derive", full)
    said = decode_child.answer(question(save(64, 64).read_bytes()))
    assert said == Answer(status=Status.OUT_OF_MEMORY)


def test_it_greets_answers_and_ends_with_its_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    Limits(monkeypatch)
    asked, said = BytesIO(), BytesIO()
    wire.ask(asked, question(b"one"))
    wire.ask(asked, question(b"two"))
    asked.seek(0)
    monkeypatch.setattr(decode_child, "_pipes", lambda: (asked, said))
    seen = []

    def work(one: Question) -> Answer:
        seen.append(one.content)
        return Answer(status=Status.CUT_OFF)

    assert decode_child.main(["1500", "10"], work) == 0
    assert seen == [b"", b"one", b"two"]
    said.seek(0)
    wire.read_greeting(said)
    assert [wire.read_answer(said).status for _ in range(2)] == [Status.CUT_OFF] * 2


def test_it_ends_quietly_when_the_program_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    Limits(monkeypatch)
    into, out = os.pipe()
    os.close(into)
    with os.fdopen(out, "wb", buffering=0) as said:
        monkeypatch.setattr(decode_child, "_pipes", lambda: (BytesIO(), said))
        assert decode_child.main(["1500", "10"]) == 0


def test_what_libraries_print_goes_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    turned: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "dup2", lambda old, new: turned.append((old, new)))
    asked, said = decode_child._pipes()
    assert turned == [(2, 1)]
    for pipe in (asked, said):
        pipe.close()  # type: ignore[attr-defined]  # they are files


def test_a_frame_of_another_kind_is_refused() -> None:
    with pytest.raises(BadFrame):
        wire.read_question(BytesIO(b"x" * 100))
    with pytest.raises(BadFrame):
        wire.read_question(BytesIO(b"wxq1"))
    for text in (b"[]", b"{", b"[" * 4000):
        out = BytesIO()
        wire.answer(out, Answer(status=Status.DONE))
        head = bytearray(out.getvalue()[:-2])
        head[5:9] = len(text).to_bytes(4, "big")
        with pytest.raises(BadFrame):
            wire.read_answer(BytesIO(bytes(head) + text))
    with pytest.raises(BadFrame):
        wire.read_greeting(BytesIO(b"hello"))
    assert wire.read_question(BytesIO()) is None
