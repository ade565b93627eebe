"""Open a laptop's folder for one command, and say what its people should know."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspector.actions import desk as desks
from inspector.actions.desk import Desk
from inspector.actions.homing import take_notice
from inspector.platform.clock import Clock
from inspector.platform.folder import Role


@contextmanager
def open_desk(path: Path, pin: str, *, clock: Clock, role: Role | None = None) -> Iterator[Desk]:
    """Open a folder as ``actions.desk.open_desk``; a notice goes to the error output once.

    Raises:
        InspectorError: As there.
    """
    with desks.open_desk(path, pin, clock=clock, role=role) as desk:
        if notice := take_notice(desk.store):
            print(notice, file=sys.stderr)
        yield desk
