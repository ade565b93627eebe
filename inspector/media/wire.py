"""What program and decode process say to each other: frames of known lengths, never objects.

Both directions are a fixed head and then bytes whose lengths the head names. The program reads
no more than :data:`MAX_FACTS`, :data:`MAX_PICTURE` and :data:`MAX_THUMBNAIL` bytes, whatever a
head says.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

from inspector.media.kinds import Kind
from inspector.media.limits import MEGABYTE

_QUESTION = struct.Struct(">4sBBIIIIQ")
_ANSWER = struct.Struct(">4sBIII")
_ASK, _SAY = b"wxq2", b"wxa1"
READY = b"wxr1"
"""What a decode process says once, when its limits stand."""

MAX_FACTS = 4096
MAX_PICTURE = 25 * MEGABYTE
MAX_THUMBNAIL = MEGABYTE
_KINDS = tuple(Kind)


class BadFrame(ValueError):
    """What came is not of this language."""


class Pipe(Protocol):
    """An unbuffered stream: a call may move fewer bytes than asked for."""

    def read(self, size: int, /) -> bytes | None:
        """Return at most ``size`` bytes; none at the end."""
        ...

    def write(self, content: memoryview, /) -> int | None:
        """Take some of ``content`` and return how many bytes."""
        ...


class Job(IntEnum):
    """What is wanted.

    Evidence with its thumbnail, a JPEG of at most ``long_edge`` px, or a derived picture with a
    ``drawing`` on it.
    """

    DERIVE = 1
    REDUCE = 2
    DRAW = 3


class Status(IntEnum):
    """How it went."""

    DONE = 0
    NOT_A_PHOTO = 1
    TOO_LARGE = 2
    CUT_OFF = 3
    OUT_OF_MEMORY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One photo and what to do with it."""

    job: Job
    content: bytes = field(repr=False)
    kinds: frozenset[Kind]
    max_pixels: int
    max_edge: int
    long_edge: int = 0
    drawing: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a decode process says of a photo; to the program nothing but a claim."""

    status: Status
    facts: Mapping[str, object] = field(default_factory=dict)
    picture: bytes = field(default=b"", repr=False)
    thumbnail: bytes = field(default=b"", repr=False)


def ask(pipe: Pipe, question: Question) -> None:
    """Send a question."""
    kinds = sum(1 << at for at, kind in enumerate(_KINDS) if kind in question.kinds)
    head = _QUESTION.pack(
        _ASK,
        question.job,
        kinds,
        question.long_edge,
        question.max_pixels,
        question.max_edge,
        len(question.drawing),
        len(question.content),
    )
    _write(pipe, head)
    _write(pipe, question.drawing)
    _write(pipe, question.content)


def read_question(pipe: Pipe) -> Question | None:
    """Return the next question, or None when there is none any more.

    Raises:
        BadFrame: It is none, or cut off.
    """
    head = _read(pipe, _QUESTION.size, may_end=True)
    if not head:
        return None
    mark, job, kinds, long_edge, max_pixels, max_edge, drawn, length = _QUESTION.unpack(head)
    if mark != _ASK:
        raise BadFrame("no question")
    return Question(
        job=Job(job),
        drawing=_read(pipe, drawn),
        content=_read(pipe, length),
        kinds=frozenset(kind for at, kind in enumerate(_KINDS) if kinds >> at & 1),
        max_pixels=max_pixels,
        max_edge=max_edge,
        long_edge=long_edge,
    )


def answer(pipe: Pipe, said: Answer) -> None:
    """Send an answer."""
    facts = json.dumps(dict(said.facts)).encode("ascii")
    _write(
        pipe,
        _ANSWER.pack(_SAY, said.status, len(facts), len(said.picture), len(said.thumbnail)),
    )
    for part in (facts, said.picture, said.thumbnail):
        _write(pipe, part)


def read_answer(pipe: Pipe) -> Answer:
    """Return the answer, cut to what memory a hostile one may take.

    Raises:
        BadFrame: It is none, too long, or cut off.
    """
    mark, status, facts, picture, thumbnail = _ANSWER.unpack(_read(pipe, _ANSWER.size))
    if mark != _SAY or facts > MAX_FACTS or picture > MAX_PICTURE or thumbnail > MAX_THUMBNAIL:
        raise BadFrame("no answer")
    try:
        return Answer(
            status=Status(status),
            facts=_facts(_read(pipe, facts)),
            picture=_read(pipe, picture),
            thumbnail=_read(pipe, thumbnail),
        )
    except (ValueError, RecursionError) as error:
        raise BadFrame("no answer") from error


def greet(pipe: Pipe) -> None:
    """Say that the limits stand."""
    _write(pipe, READY)


def read_greeting(pipe: Pipe) -> None:
    """Wait for a decode process to say that its limits stand.

    Raises:
        BadFrame: It says something else, or ended.
    """
    if _read(pipe, len(READY)) != READY:
        raise BadFrame("no greeting")


def _facts(text: bytes) -> Mapping[str, object]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise BadFrame("no facts")
    return found


def _write(pipe: Pipe, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[pipe.write(rest) or 0 :]


def _read(pipe: Pipe, size: int, *, may_end: bool = False) -> bytes:
    parts, left = [], size
    while left:
        part = pipe.read(min(left, MEGABYTE))
        if not part:
            break
        parts.append(part)
        left -= len(part)
    if left and not (may_end and left == size):
        raise BadFrame("it ended in the middle")
    return b"".join(parts)
