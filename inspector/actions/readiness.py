"""Whether a laptop is fit for the day: battery, disk, clock, backup, and what is still owed.

Each check says what is, and what to do if it is not well; none ever stands in the way of scoring.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from inspector.actions import clocks, keys
from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.safekeeping import places_of
from inspector.domain.custody import days_between
from inspector.domain.ids import TeamId
from inspector.domain.reading import as_mapping
from inspector.domain.receipt import from_lines
from inspector.domain.visit import VisitState
from inspector.domain.wording import day_words
from inspector.exchange.header import Kind
from inspector.platform.battery import Battery
from inspector.platform.clock import CHINA
from inspector.platform.space import free_bytes
from inspector.store.packages import Direction
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

LOW_PERCENT, LOW_MINUTES = 30, 90
"""Below these an unplugged laptop does not last for another village: a visit takes 60 to 80
minutes (policy.yaml, ``per_visit_minutes``)."""

LOW_DISK = 2_000_000_000
"""Bytes. A village brings about 25 MB of photos, and a day's package as much as they all."""

LATE_BACKUP = timedelta(hours=24)
FIRST_BACKUP = timedelta(hours=6)
"""After so much of the first day its five villages stand on one disk only, and in the evening
there is time for a backup. A warning in the first minute teaches people to pass over warnings."""
RECENT = timedelta(days=3)
"""How long a jump of the clock is worth a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One look: what was looked at, what is, and what to do; well if there is nothing to do."""

    name: str
    words: str
    advice: str = ""

    @property
    def well(self) -> bool:
        """True if nothing has to be done."""
        return not self.advice


def look_around(desk: Desk, battery: Battery | None) -> tuple[Check, ...]:
    """Return the checks of the day, in the order in which they are shown.

    ``battery`` is that of the machine; a desktop computer has none, and nothing is said of it.
    """
    now = desk.clock()
    power = [_power(battery)] if battery is not None else []
    with desk.store.reading() as reading:
        clock, owed, since = _clock(reading, now), _owed(reading, now), _worked_since(reading)
    return (*power, _disk(desk), clock, _backup(desk, now, since), owed)


def _power(battery: Battery) -> Check:
    words = f"{battery.percent}%"
    if battery.plugged:
        return Check(name="电量", words=f"{words}，接着电源")
    if battery.minutes is not None:
        words += f"，约 {spell_minutes(battery.minutes)}"
    short = battery.minutes is not None and battery.minutes < LOW_MINUTES
    low = battery.percent < LOW_PERCENT or short
    return Check(name="电量", words=words, advice="请接电源或换电池再进村。" if low else "")


def spell_minutes(minutes: int) -> str:
    """Write a stretch of time: ``3 小时 10 分``."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} 小时 {rest} 分" if hours else f"{rest} 分"


def _disk(desk: Desk) -> Check:
    free = free_bytes(desk.folder.path)
    words = f"剩 {free / 1e9:.0f} GB" if free >= 10e9 else f"剩 {free / 1e9:.1f} GB"
    low = free < LOW_DISK
    return Check(
        name="磁盘", words=words, advice="请收工交包，再清理照片和别的文件。" if low else ""
    )


def _clock(reading: Reading, now: datetime) -> Check:
    doubt = clocks.doubt(now, clocks.last_seen(reading))
    if doubt:
        return Check(name="时钟", words=doubt, advice="请校准电脑时钟；打分照常。")
    found = clocks.jumps(reading)
    if found and now - found[0].after < RECENT:
        return Check(name="时钟", words=found[0].sentence, advice="请对一下电脑时钟。")
    return Check(name="时钟", words=f"{now.astimezone(CHINA):%H:%M}，没有跳过")


def _worked_since(reading: Reading) -> datetime | None:
    """Return when the first visit was begun that has something to lose, or None."""
    begun = [
        reading.visits.one(line.uid)
        for line in reading.visits.lines()
        if line.state is not VisitState.PLANNED and _holds_work(reading, line)
    ]
    return min((visit.started_at for visit in begun if visit is not None), default=None)


def _holds_work(reading: Reading, line: VisitLine) -> bool:
    """Tell whether a visit that was begun has a confirmed item, a photo, or is sealed."""
    done = line.totals is not None and line.totals.items_done > 0
    sealed = line.state is VisitState.SEALED
    return done or sealed or bool(line.photos) or bool(reading.rolls.of_visit(line.uid))


def _backup(desk: Desk, now: datetime, since: datetime | None) -> Check:
    places = places_of(desk)
    made = [place.done.when for place in places if place.done is not None]
    if not made and since is None:
        return Check(name="备份", words="还没有要备份的")
    if not made:
        late = since is not None and not timedelta() <= now - since < FIRST_BACKUP
        return Check(
            name="备份", words="还没有备份过", advice="请到“备份”页备份一次。" if late else ""
        )
    last, owed = max(made), all(place.owed for place in places)
    words = moment_ago(last, now)
    late = owed and not timedelta() <= now - last < LATE_BACKUP
    return Check(
        name="备份", words=words, advice="请插上备份盘，到“备份”页备份一次。" if late else ""
    )


def _owed(reading: Reading, now: datetime) -> Check:
    """Say when the last package went out, and which are not acknowledged yet."""
    sent = [
        one for one in reading.packages.all(Direction.OUT) if one.kind in (Kind.VISIT, Kind.OBJECTS)
    ]
    if not sent:
        return _never_sent(reading, now)
    words = moment_ago(sent[-1].at, now)
    known = _acknowledged(reading)
    waiting = [one for one in sent if one.id not in known]
    if not waiting:
        return Check(name="交包", words=f"{words}，都有回执")
    days = days_between(waiting[0].at, now)
    late = days >= policy_of(reading).custody.overdue_days
    words = f"{words}，未回执 {days} 天" if days else f"{words}，等回执"
    return Check(
        name="交包", words=words, advice="请向县办要回执，到“收工”页导入。" if late else ""
    )


def _acknowledged(reading: Reading) -> frozenset[str]:
    """Return the packages that the receipt names which holds; what it covers is not counted."""
    line = reading.receipts.latest(TeamId(reading.meta.get(keys.TEAM) or ""))
    if line is None:
        return frozenset()
    return frozenset(from_lines(map(as_mapping, json.loads(line.text))).packages)


def _never_sent(reading: Reading, now: datetime) -> Check:
    team = TeamId(reading.meta.get(keys.TEAM) or "")
    sealed = [
        line.sealed_at
        for line in reading.visits.lines(team=team)
        if line.state is VisitState.SEALED and line.sealed_at is not None
    ]
    if not sealed:
        return Check(name="交包", words="还没有要交的")
    days = days_between(min(sealed), now)
    late = days >= 1
    words = f"{len(sealed)} 个村没有交过"
    return Check(name="交包", words=words, advice="请收工交包，F10。" if late else "")


def moment_ago(at: datetime, now: datetime) -> str:
    """Write a moment as people say it: ``今天 18:47``, ``昨天 18:47``, ``10月21日 18:47``."""
    then = at.astimezone(CHINA)
    return f"{_day_ago(then.date(), now.astimezone(CHINA).date())} {then:%H:%M}"


def _day_ago(then: date, today: date) -> str:
    names = {0: "今天", 1: "昨天", 2: "前天"}
    return names.get((today - then).days, day_words(then))
