"""交接台账: which laptop handed in what, what is missing, and what nobody has answered for yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.receipting import last_receipt
from inspector.actions.rounds import current_round, round_of
from inspector.domain.custody import days_between
from inspector.domain.ids import Digest, RoundId, TeamId, VisitUid
from inspector.domain.ranges import Ranges, gaps, ranges_of, spell
from inspector.domain.receipt import Receipt
from inspector.domain.visit import VisitState
from inspector.exchange.header import Kind
from inspector.media.vault import Vault
from inspector.store.apart import Decision
from inspector.store.packages import Direction, PackageLine
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine


@dataclass(frozen=True, slots=True, kw_only=True)
class LaptopCustody:
    """What came from one laptop, which is one stream: a restored one counts as another."""

    stream: str
    device: str
    """How it calls itself, such as ``T07-3f2a``."""
    packages: int
    seq: int
    """The highest number that came."""
    package: str
    """The id of the package that bears it."""
    at: datetime
    """When it was taken in."""
    lacking: Ranges
    """Numbers below it that did not come: lost on the way, or never finished. They block nothing,
    since a later package brings what they held."""

    def sentence(self, team: TeamId) -> str:
        """Name what did not come: ``T07 缺 12–19 号``; nothing, an empty text."""
        said = spell(self.lacking).replace("-", "–").replace(",", "、")
        return f"{team} 缺 {said} 号" if said else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCustody:
    """How one team stands in one round; days by this computer's clock."""

    team: TeamId
    assigned: int
    handed_in: int
    """Sites of the round that are here and sealed."""
    laptops: tuple[LaptopCustody, ...]
    photos_missing: int
    apart: int
    """Packages in quarantine."""
    number: int = 0
    """Of the last receipt; 0 if none was written."""
    receipt_at: datetime | None = None
    owed_days: int | None = None
    """Since the last package, or since the dispatch; None if nothing is owed."""
    unanswered: int = 0
    """Packages taken in that no receipt names."""
    unanswered_days: int | None = None
    """Since the first of those; None if there is none."""

    @property
    def last(self) -> LaptopCustody | None:
        """The laptop whose package came last, or None."""
        return max(self.laptops, key=lambda one: one.at, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyBoard:
    """Every team of a round, by team."""

    round: RoundId
    limit: int
    """Days after which something counts as overdue (policy, ``custody.overdue_days``)."""
    teams: tuple[TeamCustody, ...]
    unnamed: int
    """Photos that came and that no record names: their records are still on the way."""

    def late(self, team: TeamCustody) -> bool:
        """Tell whether something of a team is overdue."""
        return any(
            days is not None and days >= self.limit
            for days in (team.owed_days, team.unanswered_days)
        )


def custody(desk: Desk, round_id: RoundId) -> CustodyBoard:
    """Say how every team of a round stands.

    Raises:
        NoSuchRound: It was not planned.
    """
    now = desk.clock()
    with desk.store.reading() as reading:
        round_of(reading, round_id)
        assigned = Counter(one.visit.team for one in reading.rounds.assignments(round_id))
        visits = reading.visits.lines(round_id)
        sealed = Counter(line.key.team for line in visits if line.state is VisitState.SEALED)
        came = _by_team(reading.packages.all(Direction.IN))
        gone = _dispatched(reading, round_id)
        named = reading.evidence.digests_of_round(round_id)
        missing = _missing(visits, named, reading.rotten.digests(), desk.vault)
        apart = Counter(one.team for one in reading.apart.all(Decision.OPEN))
        teams = tuple(
            _answered(
                TeamCustody(
                    team=team,
                    assigned=assigned[team],
                    handed_in=sealed[team],
                    laptops=_laptops(came[team]),
                    photos_missing=missing[team],
                    apart=apart[team],
                    owed_days=_owed(
                        gone.get(team), came[team], now, owes=assigned[team] > sealed[team]
                    ),
                ),
                last_receipt(reading, team),
                came[team],
                now,
            )
            for team in sorted(assigned)
        )
        unnamed = reading.carried.count_unnamed()
        limit = policy_of(reading).custody.overdue_days
    return CustodyBoard(round=round_id, limit=limit, teams=teams, unnamed=unnamed)


def custody_of(desk: Desk, round_id: RoundId | None = None) -> CustodyBoard:
    """Say how every team of a round stands; of the round at work if none is named.

    Raises:
        NoSuchRound: It was not planned, or no round was.
    """
    if round_id is None:
        with desk.store.reading() as reading:
            latest = current_round(reading)
        round_id = latest.id if latest is not None else RoundId("")
    return custody(desk, round_id)


def owed_words(team: TeamCustody) -> list[str]:
    """Say what is owed: ``未交 2 天``, ``未回执 4 天``; today is no day yet: ``未交（今天起）``."""
    owed = (("未交", team.owed_days), ("未回执", team.unanswered_days))
    return [
        f"{what} {days} 天" if days else f"{what}（今天起）"
        for what, days in owed
        if days is not None
    ]


def gap_words(team: TeamCustody) -> list[str]:
    """Name the packages of a team that did not come: they block nothing."""
    return [said for laptop in team.laptops if (said := laptop.sentence(team.team))]


def _by_team(packages: Iterable[PackageLine]) -> Mapping[TeamId, list[PackageLine]]:
    grouped: defaultdict[TeamId, list[PackageLine]] = defaultdict(list)
    for package in packages:
        grouped[package.team].append(package)
    return grouped


def _dispatched(reading: Reading, round_id: RoundId) -> dict[TeamId, datetime]:
    """Return when each team's last dispatch of a round was written."""
    return {
        one.team: one.at
        for one in reading.packages.all(Direction.OUT)
        if one.kind == Kind.DISPATCH and one.round == round_id
    }


def _missing(
    visits: Iterable[VisitLine],
    named: Mapping[VisitUid, tuple[Digest, ...]],
    rotten: frozenset[Digest],
    vault: Vault,
) -> Counter[TeamId]:
    """Count photos that cannot be shown; what was complete before is not looked up again."""
    counts: Counter[TeamId] = Counter()
    for line in visits:
        photos = named.get(line.uid, ())
        absent = rotten.intersection(photos)
        if not vault.complete(photos):
            absent = absent.union(vault.missing(photos))
        counts[line.key.team] += len(absent)
    return counts


def _laptops(came: Sequence[PackageLine]) -> tuple[LaptopCustody, ...]:
    streams: defaultdict[str, list[PackageLine]] = defaultdict(list)
    for package in came:
        streams[package.stream].append(package)
    return tuple(
        LaptopCustody(
            stream=stream,
            device=lines[-1].device,
            packages=len(lines),
            seq=top.seq,
            package=top.id,
            at=max(one.at for one in lines),
            lacking=gaps(ranges_of(one.seq for one in lines)),
        )
        for stream, lines in sorted(streams.items())
        for top in [max(lines, key=lambda one: (one.seq, one.id))]
    )


def _owed(
    gone: datetime | None, came: Sequence[PackageLine], now: datetime, *, owes: bool
) -> int | None:
    """Return for how many days a team that owes something has said nothing."""
    if not owes or gone is None:
        return None
    return days_between(max([gone, *(one.at for one in came)]), now)


def _answered(
    team: TeamCustody, receipt: Receipt | None, came: Sequence[PackageLine], now: datetime
) -> TeamCustody:
    named = set(receipt.packages) if receipt is not None else set()
    waiting = [one.at for one in came if one.id not in named]
    return replace(
        team,
        number=receipt.number if receipt is not None else 0,
        receipt_at=receipt.at if receipt is not None else None,
        unanswered=len(waiting),
        unanswered_days=days_between(min(waiting), now) if waiting else None,
    )
