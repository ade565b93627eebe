"""The forms of the start and of the lock."""

from __future__ import annotations

from enum import Enum


class Asked(Enum):
    """What a form asks for."""

    PIN = "pin"
    DISPATCH = "dispatch"
    CODE = "code"
    RECOVERY = "recovery"
