"""Backups that nobody has to think of: where they go, when the next is due, which stay."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from inspector.actions import keys
from inspector.actions.backup_home import NAME, PHOTOS, alone_in, remove, snapshots_in
from inspector.actions.backup_photos import check_all, drop_unneeded, held_among
from inspector.actions.desk import Desk
from inspector.actions.diagnosis import Finding, State, noted
from inspector.actions.keeping import Kept, backup, home_of
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.domain.progress import Ticket
from inspector.domain.thinning import Copy, staying
from inspector.media.vault import Vault
from inspector.platform.durable import explaining, make_folders
from inspector.platform.folder import STORE, Role
from inspector.platform.space import same_disk
from inspector.store.copies import held_in
from inspector.store.events import Event
from inspector.store.saves import SAVES

MINUTES = {Role.OFFICE: 30, Role.FIELD: 60}
"""Between two backups while somebody works, unless people chose otherwise."""

SOON = timedelta(minutes=5)
"""After work that brought much, such as an import."""

DAY = timedelta(hours=8)
"""A day's work."""

WEEK = timedelta(days=7)
"""After so long the photos of a place are read through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The last backup to one place."""

    at: str
    snapshot: str
    records: int
    photos: int
    saves: int
    checked: str = ""
    """When its photos were last read through."""
    damaged: int = 0
    """Photos that were damaged then, and could not be copied anew."""

    @property
    def when(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where the folder is backed up, and how often."""

    first: str = ""
    """Empty: beside the data folder."""
    second: str = ""
    minutes: int = 0
    """0: as usual for the folder's role."""
    done: Mapping[str, Done] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place as it stands now."""

    path: Path
    second: bool
    there: bool
    """False while its disk or stick is not plugged in."""
    same_disk: bool
    usual: bool
    """True for the place beside the data folder."""
    done: Done | None
    owed: bool
    """Something changed since the last backup to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round of backups came to."""

    kept: tuple[Kept, ...] = ()
    refused: tuple[InspectorError, ...] = ()
    absent: tuple[Path, ...] = ()


def plan_of(desk: Desk) -> Plan:
    """Return where and how often the folder is backed up."""
    with desk.store.reading() as reading:
        text = reading.meta.get(keys.BACKUPS)
    return _read(text)


def _read(text: str | None) -> Plan:
    tree = json.loads(text or "{}")
    done = {place: Done(**one) for place, one in tree.pop("done", {}).items()}
    return Plan(**tree, done=done)


def minutes_of(desk: Desk) -> int:
    """Return how many minutes lie between two backups."""
    return plan_of(desk).minutes or MINUTES[desk.folder.role]


def choose_minutes(desk: Desk, minutes: int) -> None:
    """Set how many minutes lie between two backups."""
    _keep(desk, replace(plan_of(desk), minutes=minutes))


def choose_place(desk: Desk, place: Path | None, *, second: bool) -> None:
    """Set a place; None for no second one, or for the usual first one.

    Its folder is made at once: another stick under the same letter is so told from it.

    Raises:
        BackupInside: It lies in the data folder.
        DiskFull, FolderReadOnly, FileUnreadable: It cannot be written to.
    """
    if place is not None:
        home = home_of(desk, place)
        with explaining(home):
            make_folders(home)
    chosen = str(place.absolute()) if place is not None else ""
    plan = plan_of(desk)
    _keep(desk, replace(plan, second=chosen) if second else replace(plan, first=chosen))


def usual_place(desk: Desk) -> Path:
    """Return the first place unless people chose another: beside the data folder."""
    return desk.folder.path.parent / NAME


def places_of(desk: Desk) -> tuple[Place, ...]:
    """Return the places, the first one first."""
    with desk.store.reading() as reading:
        plan = _read(reading.meta.get(keys.BACKUPS))
        saves = int(reading.meta.get(SAVES) or 0)
    first = Path(plan.first) if plan.first else usual_place(desk)
    found = [_place(desk, plan, first, saves)]
    if plan.second:
        found.append(replace(_place(desk, plan, Path(plan.second), saves), second=True))
    return tuple(found)


def _place(desk: Desk, plan: Plan, path: Path, saves: int) -> Place:
    usual = there = path == usual_place(desk)
    same = True
    with suppress(OSError, InspectorError):
        there = there or home_of(desk, path).is_dir()
        same = same_disk(path, desk.folder.path)
    done = plan.done.get(str(path))
    owed = done is None or done.saves != saves
    return Place(
        path=path, second=False, there=there, same_disk=same, usual=usual, done=done, owed=owed
    )


def is_due(desk: Desk, *, soon: bool = False) -> bool:
    """Say whether some place that is there waits for a backup; ``soon`` after much work."""
    wait = SOON if soon else timedelta(minutes=minutes_of(desk))
    return any(_older(place, desk.clock(), wait) for place in places_of(desk) if place.there)


def is_late(desk: Desk) -> bool:
    """Say whether a day's work lies in no backup."""
    there = [place for place in places_of(desk) if place.there]
    return bool(there) and all(_older(place, desk.clock(), DAY) for place in there)


def _older(place: Place, now: datetime, wait: timedelta) -> bool:
    """Say whether the last backup is so long ago; a clock that was set back counts as long."""
    if not place.owed:
        return False
    return place.done is None or not timedelta() <= now - place.done.when < wait


def keep(desk: Desk, *, ticket: Ticket | None = None) -> Round:
    """Back up to every place that is there and owes it, and thin what lies there.

    Raises:
        Cancelled: By the ticket; what was finished stays.
    """
    ticket = ticket or Ticket()
    kept: dict[str, Done] = {}
    made: list[Kept] = []
    refused: list[InspectorError] = []
    places = places_of(desk)
    try:
        for place in places:
            if not place.there:
                continue
            try:
                one = backup(desk, place.path, ticket=ticket)
                made.append(one)
                kept[str(place.path)] = _done(desk, one, place.done)
                kept[str(place.path)] = _look_after(desk, one, kept[str(place.path)], ticket)
            except InspectorError as error:
                refused.append(error)
    finally:
        if kept:
            with suppress(InspectorError):  # a folder that is only read is backed up all the same
                _note(desk, kept)
    absent = tuple(place.path for place in places if not place.there)
    return Round(kept=tuple(made), refused=tuple(refused), absent=absent)


def _done(desk: Desk, kept: Kept, before: Done | None) -> Done:
    return Done(
        at=desk.clock().isoformat(),
        snapshot=kept.path.name,
        records=kept.records,
        photos=kept.photos,
        saves=kept.saves,
        checked=before.checked if before else desk.clock().isoformat(),
        damaged=before.damaged if before else 0,
    )


def _look_after(desk: Desk, kept: Kept, done: Done, ticket: Ticket) -> Done:
    """Thin the snapshots, remove photos that none of them needs, read the others once a week."""
    home = kept.path.parent
    copy = desk.vault.at(home / PHOTOS)
    with alone_in(home):
        if thin(home, desk.clock()):
            _drop(desk, home, copy)
        now = desk.clock()
        if timedelta() <= now - datetime.fromisoformat(done.checked) < WEEK:
            return done
        with desk.store.reading() as reading:
            photos = reading.evidence.digests() | reading.carried.digests()
            photos |= reading.rolls.digests()
        bad = check_all(desk.vault, copy, held_among(copy, photos), ticket)
    return replace(done, checked=now.isoformat(), damaged=len(bad))


def thin(home: Path, now: datetime) -> int:
    """Remove the snapshots that need not stay; return how many. Each stream counts for itself.

    Raises:
        FolderReadOnly, FileUnreadable: The disk refuses.
    """
    streams: dict[str, list[Copy]] = {}
    found = snapshots_in(home)
    for one in found:
        copy = Copy(name=one.name, at=one.at, whole=one.whole)
        streams.setdefault(one.facts.stream if one.facts else "", []).append(copy)
    stay: set[str] = set()
    for copies in streams.values():
        stay |= staying(copies, now.date())
    going = [one for one in found if one.name not in stay]
    for one in going:
        remove(one.path)
    return len(going)


def _drop(desk: Desk, home: Path, copy: Vault) -> None:
    """Remove photos that provably no snapshot needs: every store there was asked."""
    if copy.pictures() <= desk.vault.pictures():
        return
    needed: set[Digest] = set()
    for one in snapshots_in(home):
        with suppress(InspectorError):
            held = held_in(one.path / STORE, desk.folder.key)
            if held is not None:
                needed |= held.photos | held.sources
                continue
        return
    drop_unneeded(desk.vault, copy, needed)


def _note(desk: Desk, kept: Mapping[str, Done]) -> None:
    """Note what was done; that note itself is no change that a backup must follow."""
    with desk.store.unit() as unit:
        plan = _read(unit.meta.get(keys.BACKUPS))
        saves = int(unit.meta.get(SAVES) or 0)
        current = {
            place: replace(one, saves=saves + 1) if one.saves == saves else one
            for place, one in (dict(plan.done) | dict(kept)).items()
        }
        plan = replace(plan, done=current)
        unit.meta.put(keys.BACKUPS, json.dumps(asdict(plan), ensure_ascii=False))
        for place, one in kept.items():
            detail = f"{one.records} 条记录、{one.photos} 张照片"
            event = Event(
                at=desk.clock(), actor="", kind="backup", subject=one.snapshot,
                detail=f"{place}：{detail}",
            )  # fmt: skip
            unit.events.add(event)
        unit.commit()


def _keep(desk: Desk, plan: Plan) -> None:
    with desk.store.unit() as unit:
        unit.meta.put(keys.BACKUPS, json.dumps(asdict(plan), ensure_ascii=False))
        unit.commit()


def check_backups(desk: Desk) -> Finding:
    """Say for the doctor how the backups stand; that there is none is no fault of the folder."""
    done = [place for place in places_of(desk) if place.done is not None]
    if not done:
        return noted("备份", "还没有备份过，请设好位置，在“备份”页备份一次")
    newest = max(one.done.when for one in done if one.done is not None)
    days = (desk.clock() - newest).days
    if days >= WEEK.days and all(one.owed for one in done):
        return noted("备份", f"上次是 {days} 天以前，之后有改动，请现在备份一次")
    said = f"上次 {newest:%Y-%m-%d %H:%M}，已读回核对"
    if bad := max(one.done.damaged for one in done if one.done is not None):
        return noted("备份", f"{said}；备份里有 {bad} 张照片已坏，本机也补不了")
    if all(one.same_disk for one in done):
        return noted("备份", f"{said}；都和数据在同一块盘上，请再设第二个位置")
    return Finding(name="备份", state=State.WELL, sentence=said)
