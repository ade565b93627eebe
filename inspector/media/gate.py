"""The gate: photos go out to the decode process, and what comes back is believed only so far.

Processes start with the first photo and serve some. One that crashes, spins, grows, talks nonsense
or failed in the middle of a picture is ended; its photo gets an error by name, and the next photo
a fresh process.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import BoundedSemaphore, Lock, Timer
from typing import IO

from inspector.media import claims, wire
from inspector.media.claims import Derived, Drawn, Unbelievable
from inspector.media.limits import BOUNDS, MEGABYTE, Bounds, Limits
from inspector.media.photo_errors import (
    DecoderShut,
    NotAPhoto,
    PhotoCutOff,
    PhotoTooHard,
    PhotoTooLarge,
)
from inspector.media.wire import Answer, BadFrame, Job, Question, Status

if sys.platform == "linux":
    import fcntl

FLAG = "--decode-photos"
"""What a frozen program, which has no interpreter to hand out, is started with instead."""

AT_ONCE = 2
"""Processes; the field's laptops have two cores."""

PHOTOS_A_PROCESS = 50
"""Then a fresh one: what a decoder leaks must not refuse a photo that is well, and a photo that
took a process over answers for so few later ones. Measured against 500: 60 photos from a card
took 0 to 5 % longer, 300 out of a package a quarter; with 10 it was 15 % and more than twice."""

SLOW = "用时超过上限"
LARGE = "占用内存超过上限"
CRASHED = "解码出错退出"
ODD = "解出的结果不可信"


def command() -> list[str]:
    """Return how this program starts its decode process."""
    if getattr(sys, "frozen", False):
        return [sys.executable, FLAG]
    return [sys.executable, "-I", "-m", "inspector.media.decode_child"]


class Gate:
    """Decodes photos in other processes; may be used by several threads. ``with`` closes it."""

    def __init__(
        self, bounds: Bounds = BOUNDS, start: Sequence[str] = (), *, at_once: int = AT_ONCE
    ) -> None:
        self._bounds = bounds
        self._command = [*(start or command()), str(bounds.memory), str(bounds.cpu_seconds)]
        self._at_once = at_once
        self.forget()

    def forget(self) -> None:
        """Begin anew without a word to the processes: in a fork they belong to another."""
        self._lock = Lock()
        self._free = BoundedSemaphore(self._at_once)
        self._idle: list[_Child] = []

    def derive(
        self,
        content: bytes,
        *,
        name: str,
        limits: Limits,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Derived:
        """Return what travels of a camera's file; ``meanwhile`` runs while it is decoded.

        Raises:
            NotAPhoto, PhotoTooLarge, PhotoCutOff, PhotoTooHard: It is not to be had.
            DecoderShut: The process does not start.
        """
        question = _question(Job.DERIVE, content, limits)
        with self._asked(question, name, meanwhile) as answer:
            return claims.derived(answer)

    def reduce(self, content: bytes, long_edge: int, *, name: str, limits: Limits) -> bytes:
        """Return a fresh JPEG of at most ``long_edge`` px; raises as :meth:`derive`."""
        question = _question(Job.REDUCE, content, limits, long_edge)
        with self._asked(question, name) as answer:
            return claims.reduced(answer, long_edge)

    def draw(self, content: bytes, drawing: bytes, *, name: str, limits: Limits) -> Drawn:
        """Return a derived picture with a drawing burned in; raises as :meth:`derive`."""
        question = replace(_question(Job.DRAW, content, limits), drawing=drawing)
        with self._asked(question, name) as answer:
            return claims.drawn(answer)

    def close(self) -> None:
        """End the processes that wait; the next photo starts another."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.end()

    def __enter__(self) -> Gate:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @contextmanager
    def _asked(
        self, question: Question, name: str, meanwhile: Callable[[], None] = lambda: None
    ) -> Iterator[Answer]:
        """Yield an answer that says 做好了; what cannot be believed costs the process its life."""
        with self._free:
            child = self._take()
            try:
                answer = child.exchange(question, meanwhile)
                if answer.status is Status.DONE:
                    yield answer
                else:
                    _refuse(answer, name, question)
            except (NotAPhoto, PhotoTooLarge):  # no pixel was decoded
                self._give_back(child)
                raise
            except Unbelievable as error:
                child.end()
                raise PhotoTooHard(name=name, why=ODD) from error
            except (BadFrame, OSError) as error:
                raise PhotoTooHard(name=name, why=child.fate()) from error
            except BaseException:
                child.end()
                raise
            self._give_back(child)

    def _take(self) -> _Child:
        while True:
            with self._lock:
                child = self._idle.pop() if self._idle else None
            if child is None:
                return _Child(self._command, self._bounds)
            if child.lives:
                return child
            child.end()

    def _give_back(self, child: _Child) -> None:
        if child.served >= PHOTOS_A_PROCESS:
            child.end()
            return
        with self._lock:
            self._idle.append(child)


class _Child:
    """One decode process and the pipes to it; used by one thread at a time."""

    def __init__(self, start: Sequence[str], bounds: Bounds) -> None:
        self._bounds = bounds
        self._late = False
        self.served = 0
        try:
            self._process = _started(start)
        except OSError as error:
            raise DecoderShut(why=error.strerror or type(error).__name__) from error
        asked, said = self._process.stdin, self._process.stdout
        if asked is None or said is None:
            raise AssertionError("both were asked for")
        self._asked, self._said = asked, said
        try:
            with self._within(bounds.start_seconds):
                wire.read_greeting(self._said)
        except (BadFrame, OSError) as error:
            raise DecoderShut(why=self.fate()) from error

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def exchange(self, question: Question, meanwhile: Callable[[], None]) -> Answer:
        """Return the answer; raises BadFrame or OSError if the process fails."""
        self.served += 1
        with self._within(self._bounds.wall_seconds):
            wire.ask(self._asked, question)
            meanwhile()
            return wire.read_answer(self._said)

    def fate(self) -> str:
        """End a process that failed, and say what became of it."""
        code = None
        if not self._late:
            with suppress(subprocess.TimeoutExpired):
                code = self._process.wait(0.5)
        self.end()
        spent = getattr(signal, "SIGXCPU", None)
        if self._late or (spent is not None and code == -spent):
            return SLOW
        return ODD if code is None else CRASHED

    def end(self) -> None:
        """End it at once and close the pipes; safe to call twice."""
        self._process.kill()
        self._process.wait()
        self._asked.close()
        self._said.close()

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """End the process after a while, which ends every wait for it as well."""
        timer = Timer(seconds, self._too_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _too_late(self) -> None:
        self._late = True
        self._process.kill()


def _started(start: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a decode process: no shell, no environment, no open file of ours, own session."""
    windows = os.name == "nt"
    kept = ("SYSTEMROOT", "TEMP") if windows else ()
    process = subprocess.Popen(  # noqa: S603 - our own program, no shell
        list(start),
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"MALLOC_ARENA_MAX": "1"} | {key: os.environ.get(key, "") for key in kept},
        cwd=Path(sys.executable).parent,  # or a stick could not be pulled out
        start_new_session=not windows,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0)
        | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )
    _widen(process.stdin)
    return process


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a photo through in few strokes, where the system can: 3 MB are 50 of a usual pipe."""
    if sys.platform == "linux" and pipe is not None:
        with suppress(OSError):  # the user's share of pipes is used up
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, MEGABYTE)


def _question(job: Job, content: bytes, limits: Limits, long_edge: int = 0) -> Question:
    return Question(
        job=job,
        content=content,
        kinds=limits.kinds,
        max_pixels=limits.max_pixels,
        max_edge=limits.max_edge,
        long_edge=long_edge,
    )


def _refuse(answer: Answer, name: str, question: Question) -> None:
    if answer.status is Status.NOT_A_PHOTO:
        raise NotAPhoto(name=name)
    if answer.status is Status.TOO_LARGE:
        width, height = claims.announced(answer)
        limit = f" {question.max_pixels // 10_000} 万像素、边长 {question.max_edge} 像素"
        raise PhotoTooLarge(name=name, width=width, height=height, limit=limit)
    if answer.status is Status.OUT_OF_MEMORY:
        raise PhotoTooHard(name=name, why=LARGE)
    raise PhotoCutOff(name=name)


GATE = Gate()
"""The gate of this program."""

atexit.register(GATE.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=GATE.forget)
