"""The wall clock, read only at the edge: command line, window, and what calls actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

Clock = Callable[[], datetime]
"""Tells the time as an aware datetime; actions take one, tests pass a fixed one."""

CHINA = timezone(timedelta(hours=8))
"""The one time zone of the country (no summer time); a laptop's own zone may be set wrong."""


def now() -> datetime:
    """Return the current time in China's zone; the laptop's clock may be wrong: a claim only."""
    return datetime.now(CHINA)  # noqa: TID251 - this is the edge that callers take it from
