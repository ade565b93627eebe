"""Wrong PINs and codes: counted in the folder, and answered more and more slowly.

The count is no lock against somebody who copies the folder; the cost of scrypt is. It keeps a
visitor at an unattended desk from trying birthdays. Nobody is ever shut out: the delay is capped.
"""

from __future__ import annotations

import json
from contextlib import suppress
from math import ceil
from pathlib import Path
from typing import Any

from inspector.domain.errors import InspectorError
from inspector.platform.clock import Clock
from inspector.platform.durable import write_durably

TRIES = "tries.json"
"""How many wrong tries of each kind there were in a row, and when the last one was."""

FREE = 2
"""So many wrong tries cost nothing."""

CAP = 30
"""Seconds; the longest delay."""


class TooManyTries(InspectorError):
    """Several wrong tries in a row: the next one has to wait."""

    code = "K105"
    what = "{name}连错 {times} 次，请等 {seconds} 秒再试。"
    next_step = "到时再输一次，不必重开程序，数据不会丢。"


def delay_after(wrong: int) -> int:
    """Return how many seconds pass between the last of ``wrong`` tries and the next."""
    return 0 if wrong <= FREE else min(CAP, 2 ** min(wrong - FREE, CAP))


class Tries:
    """The tries of one kind (``name`` is what people call it) in one folder."""

    def __init__(self, folder: Path, kind: str, name: str, clock: Clock) -> None:
        self._file = folder / TRIES
        self._kind, self._name, self._clock = kind, name, clock

    def admit(self) -> None:
        """Let the next try through, or say how long it has to wait.

        A clock that was set back begins the same delay anew, and one that was set forward saves
        a single delay: the next wrong try is counted from where the clock is then.

        Raises:
            TooManyTries: It is too early.
        """
        wrong, last = self._read().get(self._kind, (0, 0))
        wait = delay_after(wrong) * 1000
        now = self._now()
        if wait and now < last:
            if not self._write(wrong, now):
                return  # nobody could ever end this delay
            last = now
        left = last + wait - now
        if wait and left > 0:
            raise TooManyTries(name=self._name, times=wrong, seconds=ceil(left / 1000))

    def failed(self) -> None:
        """Count a wrong try; a disk that cannot be written to hides no other error."""
        wrong, _last = self._read().get(self._kind, (0, 0))
        self._write(wrong + 1, self._now())

    def succeeded(self) -> None:
        """Forget all wrong tries of all kinds: the folder is open."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _now(self) -> int:
        return int(self._clock().timestamp() * 1000)

    def _read(self) -> dict[str, tuple[int, int]]:
        try:
            tree: Any = json.loads(self._file.read_bytes())
            return {
                str(kind): (max(0, int(wrong)), int(last)) for kind, (wrong, last) in tree.items()
            }
        except (OSError, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
            return {}  # none yet, or not ours: begin anew

    def _write(self, wrong: int, at: int) -> bool:
        tries = self._read() | {self._kind: (wrong, at)}
        try:
            write_durably(self._file, json.dumps(tries).encode())
        except InspectorError:
            return False
        return True
