"""Say what a package holds and would change, before it is taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from inspector.actions.desk import Desk
from inspector.actions.forms import RUBRIC
from inspector.actions.receiving import Prepared
from inspector.domain.ids import Digest, RoundId, TeamId
from inspector.domain.merging import Arrival, arrivals
from inspector.domain.visit import VisitKey


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteArrival:
    """What a package brings for one site: ``kind`` is the gravest that its records would do."""

    township: str
    name: str
    tail: str
    kind: Arrival
    changes: int
    """Records that are not known yet."""
    photos: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageCard:
    """A package that passed every check. ``size`` in bytes, ``claimed_at`` as the laptop says."""

    file: str
    team: TeamId
    round: RoundId
    label: str
    device: str
    package_id: str
    claimed_at: str
    size: int
    records: int
    photos: int
    photos_missing: int
    seen: bool
    forms: tuple[str, ...]
    """The forms it was counted by, with their versions."""
    new_laptop: bool
    """Its laptop becomes known with it."""
    counts: tuple[tuple[Arrival, int], ...]
    sites: tuple[SiteArrival, ...]

    def count(self, kind: Arrival) -> int:
        """Return how many records would do this."""
        return dict(self.counts).get(kind, 0)


def card_of(desk: Desk, prepared: Prepared) -> PackageCard:
    """Return what a prepared package holds, with names."""
    head = prepared.contents.head
    facts = head.facts
    return PackageCard(
        file=prepared.file,
        team=prepared.team,
        round=facts.round,
        label=prepared.label,
        device=facts.device,
        package_id=head.package_id,
        claimed_at=facts.claimed_at,
        size=head.size,
        records=len(prepared.contents.records),
        photos=len(prepared.contents.objects),
        photos_missing=len(prepared.missing),
        seen=prepared.seen,
        forms=_forms(desk, prepared),
        new_laptop=head.enrolment is not None,
        counts=tuple(prepared.counts.items()),
        sites=_sites(desk, prepared),
    )


def _forms(desk: Desk, prepared: Prepared) -> tuple[str, ...]:
    """Name the forms by their titles; one that is not here keeps its id."""
    found = []
    with desk.store.reading() as reading:
        for stamp in prepared.contents.head.facts.rubrics:
            document = reading.documents.by_digest(RUBRIC, Digest(stamp.sha256))
            title = str(document.tree().get("title", stamp.id)) if document else stamp.id
            found.append(f"{title} {stamp.version}")
    return tuple(found)


def beside(desk: Desk, prepared: Prepared, others: Iterable[Prepared]) -> Prepared:
    """Return a package as it compares to the store and to others that lie on the table.

    Two laptops of one team that say different things show it before either is taken in.
    """
    near = [
        record
        for other in others
        for record in other.contents.records
        if _visit(record.uid) in prepared.visits
    ]
    if not near:
        return prepared
    with desk.store.reading() as reading:
        known = [record for uid in prepared.visits for record in reading.records.of_visit(uid)]
    return replace(prepared, plan=arrivals([*known, *near], prepared.contents.records))


def _sites(desk: Desk, prepared: Prepared) -> tuple[SiteArrival, ...]:
    kinds: dict[str, Counter[Arrival]] = {uid: Counter() for uid in prepared.visits}
    for uid, kind in prepared.plan.items():
        kinds.setdefault(_visit(uid), Counter())[kind] += 1
    photos = Counter(
        _visit(record.uid) for record in prepared.contents.records if record.type == "photo"
    )
    with desk.store.reading() as reading:
        lines = {line.site.code: line for line in reading.sites.lines()}
    found = []
    for uid, counted in kinds.items():
        line = lines[VisitKey.parse(uid).site]
        found.append(
            SiteArrival(
                township=line.township,
                name=line.site.name,
                tail=line.site.tail,
                kind=_gravest(counted),
                changes=counted.total() - counted[Arrival.SAME],
                photos=photos[uid],
            )
        )
    return tuple(found)


def _visit(uid: str) -> str:
    return "/".join(uid.split("/")[:5])


def _gravest(counted: Counter[Arrival]) -> Arrival:
    for kind in (Arrival.CONFLICT, Arrival.NEWER, Arrival.NEW):
        if counted[kind]:
            return kind
    return Arrival.SAME
