"""A decode process of the tests: what a photo says after its first bytes, it does.

It has the limits of the real one, so a test sees them act. ``fine`` is answered by the real one.
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from inspector.media import decode_child
from inspector.media.wire import READY, Answer, Question, Status

START = b"\xff\xd8\xff"
DONE = Answer(status=Status.DONE, picture=b"not a picture")


def spin(_rest: str) -> Answer:
    while True:
        pass


def sleep(_rest: str) -> Answer:
    time.sleep(10_000)
    return DONE


def grow(rest: str) -> Answer:
    """Take so many bytes of address space, and say whether that went."""
    try:
        bytearray(int(rest))
    except MemoryError:
        return Answer(status=Status.OUT_OF_MEMORY)
    return DONE


def abort(_rest: str) -> Answer:
    os.abort()


def leave(_rest: str) -> Answer:
    os._exit(0)


def touch_nothing(_rest: str) -> Answer:
    ctypes.string_at(0)
    return DONE


def fail(_rest: str) -> Answer:
    raise KeyError("a fault of ours")


def babble(_rest: str) -> Answer:
    for pipe in range(3, decode_child.OPEN_FILES):
        with suppress(OSError):
            os.write(pipe, READY * 1000)
    return DONE


def promise(_rest: str) -> Answer:
    """Announce a picture of 4 GiB."""
    for pipe in range(3, decode_child.OPEN_FILES):
        with suppress(OSError):
            os.write(pipe, b"wxa1\0\0\0\0\x02\xff\xff\xff\xff\0\0\0\0{}")
    return DONE


def talk(_rest: str) -> Answer:
    """Print, as a library might, and answer properly."""
    print("a warning of a library", flush=True)  # noqa: T201 - that is the point
    return Answer(status=Status.NOT_A_PHOTO)


def write(rest: str) -> Answer:
    Path(rest).write_bytes(b"from the decode process")
    return Answer(status=Status.NOT_A_PHOTO)


def open_many(_rest: str) -> Answer:
    opened = [Path(os.devnull).open("rb") for _ in range(decode_child.OPEN_FILES)]  # noqa: SIM115 - to have them at once
    return Answer(status=Status.NOT_A_PHOTO) if opened else DONE


def look_round(rest: str) -> Answer:
    """Tell whether anything of the environment, or the session, came along."""
    inherited = set(os.environ) - {"MALLOC_ARENA_MAX", "LC_CTYPE"}
    ours = os.getsid(0) != os.getpid()
    return DONE if inherited or ours or rest in os.environ else Answer(status=Status.NOT_A_PHOTO)


ACTS: dict[str, Callable[[str], Answer]] = {
    act.__name__: act
    for act in (
        *(spin, sleep, grow, abort, leave, touch_nothing, fail, babble, promise, talk, write),
        *(open_many, look_round),
    )
}


def work(question: Question) -> Answer:
    name, _, rest = question.content[len(START) :].decode("utf-8", "replace").partition(" ")
    act = ACTS.get(name)
    return act(rest) if act is not None else decode_child.answer(question)


if __name__ == "__main__":
    sys.exit(decode_child.main(sys.argv[1:], work))
