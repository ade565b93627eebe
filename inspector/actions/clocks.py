"""The laptop's clock: what it says is noted, jumps are named, and nothing ever waits for it.

Order comes from (stream, n) and never from a time; a wrong clock only makes the times on paper
wrong. So it is said early, and every jump is kept with both times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from inspector.platform.clock import CHINA, Clock
from inspector.store.events import Event
from inspector.store.unit import Reading, UnitOfWork

LAST = "clock/last"
"""The key in ``meta`` of the last time that was noted."""

CLOCK = "clock"
"""The kind of event that names a jump; its detail is ``before → after``."""

BACK, AHEAD = timedelta(minutes=2), timedelta(hours=36)
"""Steps that are named: back by more than the first, forward by more than the second."""

PROGRESS = timedelta(minutes=1)
"""Time that passes before a step within these bounds is noted: not every save writes it."""

FIRST_YEAR, YEARS_AHEAD = 2024, 2
"""No clock is right before the first; nor so many years beyond what the folder last saw."""

ARROW = " → "


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """The clock stepped, between two actions or while the program was closed."""

    before: datetime
    after: datetime

    @property
    def sentence(self) -> str:
        """What is said of it."""
        way = "往回" if self.after < self.before else "往前"
        return f"时钟{way}跳过：{_said(self.before)}{ARROW}{_said(self.after)}"


class ClockWatch:
    """Compares the clock at every commit; made with the desk."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def note(self, unit: UnitOfWork) -> None:
        """Note the time inside a unit that is about to be committed, and a jump as an event."""
        now, text = self._clock(), unit.meta.get(LAST)
        last = _read(text)
        if last is not None and not (now < last or now - last >= PROGRESS):
            return
        if last is not None and not _in_step(last, now):
            detail = f"{last.isoformat()}{ARROW}{now.isoformat()}"
            unit.events.add(Event(at=now, actor="", kind=CLOCK, detail=detail))
        elif last is not None and now < last:
            return  # a small step back is no progress
        unit.meta.put(LAST, now.isoformat())


def jumps(reading: Reading, limit: int = 200) -> tuple[Jump, ...]:
    """Return the jumps among the latest ``limit`` events, newest first."""
    found = (_jump(event) for event in reading.events.latest(limit) if event.kind == CLOCK)
    return tuple(jump for jump in found if jump is not None)


def doubt(now: datetime, last: datetime | None = None) -> str:
    """Return what is wrong with the date, or nothing; ``last`` is what the folder last saw."""
    if now.year < FIRST_YEAR:
        return f"电脑日期是 {now:%Y-%m-%d}，早得不对。"
    if last is None or last.year < FIRST_YEAR:
        return ""
    if now.year > last.year + YEARS_AHEAD:
        return f"电脑日期是 {now:%Y-%m-%d}，上次用是 {last:%Y-%m-%d}。"
    if now < last - BACK:
        return f"电脑时钟是 {_said(now)}，比上次用时还早（{_said(last)}）。"
    return ""


def last_seen(reading: Reading) -> datetime | None:
    """Return the last time that the folder noted."""
    return _read(reading.meta.get(LAST))


def _in_step(last: datetime, now: datetime) -> bool:
    return -BACK <= now - last <= AHEAD


def _read(text: str | None) -> datetime | None:
    """Return a time that was noted; what cannot be read counts as none."""
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def _jump(event: Event) -> Jump | None:
    before, arrow, after = event.detail.partition(ARROW)
    first, second = _read(before), _read(after)
    if not arrow or first is None or second is None:
        return None
    return Jump(before=first, after=second)


def _said(at: datetime) -> str:
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"
