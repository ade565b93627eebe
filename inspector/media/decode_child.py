"""The decode process: it alone decodes what others made, and it can do little else.

Run as ``python -I -m inspector.media.decode_child MEMORY CPU_SECONDS``, or in a frozen program by
the flag ``--decode-photos`` (see ``inspector.__main__``). It answers questions on its standard
input until that ends. It has no network, key or path to work with, cannot write a file, open more
than a few, or grow past ``MEMORY`` bytes of address space, and the system ends it after
``CPU_SECONDS`` on one photo. On Windows a job object bounds its memory and keeps it from starting
another process; the caps on header and length and the program's own clock do the rest.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from inspector.media import claims, wire
from inspector.media.kinds import kind_of
from inspector.media.wire import Answer, Job, Question, Status

if sys.platform == "win32":
    import ctypes

    from inspector.platform.job_object import confine_self
else:
    import resource

if TYPE_CHECKING:
    from inspector.media.decoding import Opened

OPEN_FILES = 32
GENTLE = 5
"""Priority below the window's, so that a thousand photos do not slow a page."""

Work = Callable[[Question], Answer]
NOTHING = Question(job=Job.DERIVE, content=b"", kinds=frozenset(), max_pixels=0, max_edge=0)


def answer(question: Question) -> Answer:
    """Decode one photo; a fault of the photo is an answer, not an error."""
    from inspector.media import decoding  # noqa: PLC0415 - Pillow loads after the limits stand

    kind = kind_of(question.content)
    if kind is None or kind not in question.kinds:
        return Answer(status=Status.NOT_A_PHOTO)
    try:
        opened = decoding.open_picture(kind, question.content)
        width, height = opened.size
        if width * height > question.max_pixels or max(opened.size) > question.max_edge:
            return Answer(status=Status.TOO_LARGE, facts={"width": width, "height": height})
        return _made(question, opened)
    except decoding.UNDECODABLE:
        return Answer(status=Status.CUT_OFF)
    except MemoryError:
        return Answer(status=Status.OUT_OF_MEMORY)


def _made(question: Question, opened: Opened) -> Answer:
    """Return what was asked for; raises what the picture deserves."""
    from inspector.media import decoding  # noqa: PLC0415 - Pillow loads after the limits stand

    if question.job is Job.REDUCE:
        picture = decoding.reduced(opened, question.long_edge)
        return Answer(status=Status.DONE, picture=picture)
    if question.job is Job.DRAW:
        drawn = decoding.drawn_on(opened, question.drawing)
        return Answer(status=Status.DONE, picture=drawn.picture, thumbnail=drawn.thumbnail)
    derived = decoding.derive(opened)
    return Answer(
        status=Status.DONE,
        facts={**claims.claim(opened.facts), "codes": list(derived.codes)},
        picture=derived.picture,
        thumbnail=derived.thumbnail,
    )


def main(arguments: Sequence[str], work: Work = answer) -> int:
    """Answer questions until there are none any more; return the exit code."""
    memory, cpu_seconds = map(int, arguments)
    asked, said = _pipes()
    confine(memory)
    work(NOTHING)  # what this loads counts for the start, not for the first photo
    with suppress(BrokenPipeError):
        wire.greet(said)
        while (question := wire.read_question(asked)) is not None:
            rearm(cpu_seconds)
            wire.answer(said, work(question))
    return 0


def confine(memory: int) -> None:
    """Give up for good what decoding does not need.

    A Windows that refuses leaves the process as it is: the caps and the clock stay.
    """
    if sys.platform == "win32":
        confine_self(ctypes.WinDLL("kernel32"), memory)
    else:
        limits = (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, OPEN_FILES),
            (resource.RLIMIT_CORE, 0),
        )
        for which, most in limits:
            _, hard = resource.getrlimit(which)
            low = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(which, (low, low))
        os.nice(GENTLE)


def rearm(cpu_seconds: int) -> None:
    """Let the system end this process when it uses ``cpu_seconds`` more, rounded up."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds
        if hard != resource.RLIM_INFINITY:
            soft = min(soft, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _pipes() -> tuple[wire.Pipe, wire.Pipe]:
    """Keep the answers' pipe to ourselves: a library that prints must not speak in our name."""
    asked = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115 - it lives as long as we do
    said = open(os.dup(1), "wb", buffering=0)  # noqa: SIM115, PTH123 - the same
    os.dup2(2, 1)
    return asked, said


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
