"""What a laptop handed in, and what of it the office acknowledged. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from inspector.actions import keys
from inspector.actions.acknowledging import SPOKEN, Acknowledged, latest_of
from inspector.actions.desk import Desk
from inspector.actions.outstanding import lack_facts, outstanding
from inspector.domain.custody import Answered, Handed, days_between
from inspector.domain.ids import Rid, TeamId, VisitUid
from inspector.domain.signing import SignState
from inspector.domain.visit import VisitState
from inspector.domain.wording import moment_words, word
from inspector.exchange.header import Kind
from inspector.store.packages import Direction, PackageLine
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHanded:
    """One site of the team's road. ``days`` counts since it first went out, by this clock."""

    uid: VisitUid
    site: str
    township: str
    state: Handed
    days: int = 0
    photos_owed: int = 0
    """Photos that the office does not have, though everything else is acknowledged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageHanded:
    """One package that went out. ``days`` counts since then, by this laptop's clock."""

    id: str
    seq: int
    name: str
    at: datetime
    records: int
    photos: int
    state: Answered
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """Where the work of a laptop lies."""

    sites: tuple[SiteHanded, ...]
    packages: tuple[PackageHanded, ...]
    """The newest first."""
    number: int = 0
    """Of the receipt that holds; 0 if none has come."""
    at: datetime | None = None
    """When the office wrote it."""
    records: int = 0
    """Records that the next export would carry."""
    photos: int = 0
    """Photos that the next export would carry."""
    lacks: str = ""
    """Names photos that ought to go out and cannot, and what may bring them back."""
    differing: bool = False
    """The office holds other records of this laptop's stream than the laptop."""

    def count(self, *states: Handed) -> int:
        """Return how many sites are in one of the states."""
        return sum(one.state in states for one in self.sites)


def handed(desk: Desk) -> HandedOver:
    """Say of every site and package how far it has come."""
    now = desk.clock()
    with desk.store.reading() as reading:
        held = latest_of(reading)
        sent = [
            one
            for one in reading.packages.all(Direction.OUT)
            if one.kind in (Kind.VISIT, Kind.OBJECTS)
        ]
        owed = outstanding(reading, desk.vault)
        team = TeamId(reading.meta.get(keys.TEAM) or "")
        first = _first_sent(sent)
        sites = tuple(
            _site(reading, line, held, first, now) for line in reading.visits.lines(team=team)
        )
        packages = tuple(_package(reading, one, held, now) for one in reversed(sent))
    return HandedOver(
        sites=sites,
        packages=packages,
        number=held.receipt.number if held else 0,
        at=held.receipt.at if held else None,
        records=len(owed.records),
        photos=len(owed.photos),
        lacks="".join(lack_facts(owed).values()),
        differing=bool(held and held.covered.differing),
    )


def site_words(site: SiteHanded) -> str:
    """Say what the state of a site leaves open: ``2 天``, ``县办缺照片 3 张``."""
    if site.state is Handed.SENT:
        return f"{site.days} 天"
    return f"县办缺照片 {site.photos_owed} 张" if site.photos_owed else ""


def package_words(package: PackageHanded) -> str:
    """Say whether the office answered for a package: ``未回执 2 天``."""
    said = word(package.state)
    return f"{said} {package.days} 天" if package.state is Answered.WAITING else said


def receipt_words(over: HandedOver) -> str:
    """Say which receipt holds; days count by this laptop's clock."""
    if over.at is None:
        return "还没有收到过回执（天数按本机时钟算）。"
    return f"最近的回执：第 {over.number} 号，{moment_words(over.at)}（天数按本机时钟算）。"


def _first_sent(sent: Iterable[PackageLine]) -> dict[Rid, datetime]:
    """Return when each record first went out."""
    first: dict[Rid, datetime] = {}
    for package in sent:
        for rid in package.carried:
            first.setdefault(rid, package.at)
    return first


def _site(
    reading: Reading,
    line: VisitLine,
    held: Acknowledged | None,
    first: dict[Rid, datetime],
    now: datetime,
) -> SiteHanded:
    state, days, owed = Handed.OPEN, 0, 0
    if line.state is VisitState.SEALED:
        rids = [record.rid for record in reading.records.of_visit(line.uid)]
        gone = [first[rid] for rid in rids if rid in first]
        if held is not None and held.covered.rids.issuperset(rids):
            state = Handed.ACKNOWLEDGED
            there = set(held.receipt.held)
            named = reading.evidence.of_visit(line.uid)
            owed = sum(one.digest not in there for one in named)
        elif len(gone) == len(rids):
            state, days = Handed.SENT, days_between(max(gone), now)
        else:
            signed = line.signed is SignState.SIGNED
            state = Handed.SIGNED if signed else Handed.SEALED
    return SiteHanded(
        uid=line.uid,
        site=line.site,
        township=line.township,
        state=state,
        days=days,
        photos_owed=owed,
    )


def _package(
    reading: Reading, one: PackageLine, held: Acknowledged | None, now: datetime
) -> PackageHanded:
    state = Answered.WAITING
    if held is not None and one.id in held.receipt.packages:
        state = Answered.ACKNOWLEDGED
    elif reading.meta.get(f"{SPOKEN}{one.id}") is not None:
        state = Answered.SPOKEN
    return PackageHanded(
        id=one.id,
        seq=one.seq,
        name=one.name,
        at=one.at,
        records=one.records,
        photos=one.objects,
        state=state,
        days=days_between(one.at, now),
    )
