"""Custody 交接: where each piece of work lies, and for how long nobody has answered for it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class Handed(StrEnum):
    """How far a site has come on a laptop; the words are in ``domain.wording``."""

    OPEN = "open"
    SEALED = "sealed"
    """Sealed, and in no package yet."""
    SIGNED = "signed"
    """The same, and signed."""
    SENT = "sent"
    """In a package that no receipt acknowledges."""
    ACKNOWLEDGED = "acknowledged"


class Answered(StrEnum):
    """Whether the office answered for a package; the words are in ``domain.wording``."""

    WAITING = "waiting"
    SPOKEN = "spoken"
    """Its check characters were read out on the telephone: known to be there, not what is in it."""
    ACKNOWLEDGED = "acknowledged"


def days_between(then: datetime, now: datetime) -> int:
    """Return how many midnights lie between two moments, in the zone of the later; at least 0.

    Clocks lie: a moment that seems to lie ahead counts as today.
    """
    return max(0, (now.date() - then.astimezone(now.tzinfo).date()).days)
