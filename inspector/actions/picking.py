"""Two teams scored one site: whose visit counts, by name and reason. Both stay."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.actions.adjudicating import OFFICE, NoRuler, NothingToRule
from inspector.actions.desk import Desk
from inspector.actions.pen import Pen
from inspector.domain.ids import PersonId, RoundId, SiteCode, TeamId, VisitUid
from inspector.domain.ruling import RULING
from inspector.domain.visit import VisitState
from inspector.store.events import Event
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

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
        sealed = {
            line.key.team: line.uid
            for line in unit.visits.lines(round_id)
            if line.key.site == site and line.state is VisitState.SEALED
        }
        if len(sealed) < 2 or team not in sealed:
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
