"""Two teams scored one site: whose visit counts, by name and reason. Both stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from inspector.actions.adjudicating import (
    OFFICE,
    Dispute,
    Disputed,
    NoRuler,
    NothingToRule,
    Side,
)
from inspector.actions.desk import Desk
from inspector.actions.finding import place_of
from inspector.actions.forms import policy_of
from inspector.actions.pen import Pen
from inspector.actions.rounds import round_of
from inspector.domain.ids import PersonId, Rid, RoundId, SiteCode, TeamId, VisitUid
from inspector.domain.policy import Policy, TwoTeams
from inspector.domain.ruling import RULING, ruling_of
from inspector.domain.visit import VisitKey, VisitState
from inspector.store.events import Event
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

TEAM = "team"
"""The part that a choice between teams names, where the other parts are items."""

PICK = "pick"
"""The type of the record that says whose visit of a site counts; it hangs below the least uid."""


def pick_team(
    desk: Desk, round_id: RoundId, site: SiteCode, team: TeamId, *, by: str, why: str
) -> VisitUid:
    """Say whose visit counts where two teams scored one site; the others stay, uncounted.

    Returns the visit that counts now. A later pick replaces an earlier one.

    Raises:
        NoRuler: Name or reason is blank; nothing was written.
        NothingToRule: The site was not scored by several teams, or not by that one.
    """
    if not by.strip() or not why.strip():
        raise NoRuler
    with desk.store.unit() as unit:
        sealed: dict[TeamId, VisitUid] = {}
        for lines in _rivals(unit, policy_of(unit), round_id):
            teams = {line.key.team: line.uid for line in lines}
            if lines[0].key.site == site and team in teams:
                sealed = teams
        if not sealed:
            raise NothingToRule(place=site, part=f"{team} 组")
        said = {"by": by.strip(), "why": why.strip(), "chosen": ""}
        pen = Pen(unit, by=PersonId(f"{OFFICE}:{by.strip()}"), clock=desk.clock)
        least = min(sealed.values())
        pen.write(PICK, f"{least}/{PICK}", {"visit": str(sealed[team]), RULING: dict(said)})
        unit.events.add(
            Event(at=desk.clock(), actor=by.strip(), kind="rule", subject=least, detail=str(team))
        )
        unit.commit()
    return sealed[team]


def doubled_sites(desk: Desk, round_id: RoundId) -> tuple[Disputed, ...]:
    """Return the sites that several teams scored, each team as a side; none if they are averaged.

    Raises:
        NoSuchRound: It was not planned.
    """
    with desk.store.reading() as reading:
        round_of(reading, round_id)
        policy = policy_of(reading)
        if policy.ranking.two_teams is TwoTeams.AVERAGE:
            return ()
        return tuple(
            _doubled(reading, policy, lines) for lines in _rivals(reading, policy, round_id)
        )


def _rivals(reading: Reading, policy: Policy, round_id: RoundId) -> list[list[VisitLine]]:
    """Return the sealed visits of each site that several teams scored by one kind that ranks.

    A 复核 is no rival of what it looks at again: the policy says which counts.
    """
    ranking = {kind.id for kind in policy.visit_kinds if kind.ranks}
    sites: dict[tuple[str, SiteCode], list[VisitLine]] = {}
    for line in reading.visits.lines(round_id):
        if line.state is VisitState.SEALED and line.key.kind in ranking:
            sites.setdefault((line.key.kind, line.key.site), []).append(line)
    return [lines for lines in sites.values() if len({line.key.team for line in lines}) > 1]


def _doubled(reading: Reading, policy: Policy, lines: Sequence[VisitLine]) -> Disputed:
    least = min(line.uid for line in lines)
    picks = reading.records.heads_of(f"{least}/{PICK}")
    said = ruling_of(picks[0]) if len(picks) == 1 else None
    chosen = VisitKey.parse(str(picks[0].tree["visit"])).team if said is not None else ""
    dispute = Dispute(
        part=TEAM,
        title=f"两个组都打了分，现用 {chosen} 组的" if chosen else "两个组都打了分，用哪一组的",
        sides=tuple(_side(policy, line) for line in lines),
        ruling=said,
    )
    site = reading.sites.one(lines[0].key.site)
    place = place_of(site) if site is not None else lines[0].site
    return Disputed(uid=least, place=place, disputes=(dispute,))


def _side(policy: Policy, line: VisitLine) -> Side:
    totals = line.totals
    return Side(
        mark=str(line.key.team),
        rid=Rid(""),
        by=f"{line.key.team} 组",
        at=line.sealed_at or datetime.min.replace(tzinfo=UTC),
        points=totals.points if totals is not None else None,
        rows=(policy.level_name(totals.level),) if totals is not None else (),
        photos=(),
    )


def passed_over(reading: Reading, lines: Sequence[VisitLine]) -> frozenset[VisitUid]:
    """Return those of ``lines`` that do not count because another team's visit was picked."""
    by_site: dict[tuple[str, SiteCode], list[VisitUid]] = {}
    for line in lines:
        if line.state is not VisitState.SEALED:
            continue
        by_site.setdefault((line.key.kind, line.key.site), []).append(line.uid)
    over: set[VisitUid] = set()
    for uids in by_site.values():
        picks = reading.records.heads_of(f"{min(uids)}/{PICK}") if len(uids) > 1 else ()
        picked = {str(one.tree.get("visit")) for one in picks}
        if len(picked) == 1 and picked <= set(uids):
            over.update(uid for uid in uids if uid not in picked)
    return frozenset(over)
