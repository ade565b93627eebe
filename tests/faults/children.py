"""Jobs done in a child of this process, whose end is told whatever it is."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass

Tell = Callable[[str], None]

BUG = "bug "
"""How a line begins that tells of an exception nobody should see."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a child said, and how it ended: its exit status, or minus the signal."""

    told: list[str]
    status: int

    @property
    def bugs(self) -> list[str]:
        """Exceptions that ended it."""
        return [line for line in self.told if line.startswith(BUG)]


def in_child(job: Callable[[Tell], None]) -> Ended:
    """Do a job in a child; each thing it tells is one line, and survives its end."""
    into, out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(into)
        _live(job, out)
    os.close(out)
    with os.fdopen(into, encoding="utf-8") as lines:
        told = lines.read().splitlines()
    _, status = os.waitpid(child, 0)
    return Ended(told, os.waitstatus_to_exitcode(status))


def _live(job: Callable[[Tell], None], out: int) -> None:
    def tell(text: str) -> None:
        os.write(out, f"{text}\n".encode())

    status = 1
    try:
        job(tell)
        status = 0
    except BaseException:  # noqa: BLE001 - the parent hears of it
        tell(BUG + traceback.format_exc()[-1500:].replace("\n", " | "))
    finally:
        os._exit(status)
