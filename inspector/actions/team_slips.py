"""What stands on a team's 组码条, when it is handed out and whenever it is printed again."""

from __future__ import annotations

from datetime import datetime

from inspector.actions import keys
from inspector.domain.ids import RoundId
from inspector.domain.team import Team
from inspector.sheets.team_slip import TeamSlip
from inspector.store.unit import Reading


def team_slip(
    reading: Reading, round_id: RoundId, team: Team, *, code: str, at: datetime
) -> TeamSlip:
    """Return the slip of a team; ``at`` is when its package was written."""
    assignments = reading.rounds.assignments(round_id, team.id)
    wanted = {assignment.visit.site for assignment in assignments}
    names = {one.code: one.name for one in reading.sites.townships()}
    sites = [site for site in reading.sites.all() if site.code in wanted]
    return TeamSlip(
        county=reading.meta.get(keys.COUNTY_NAME) or "",
        round=round_id,
        team=team.id,
        code=code,
        townships=tuple(dict.fromkeys(names[site.township] for site in sites)),
        site_count=len(sites),
        members=tuple((member.name, member.role) for member in team.members),
        at=at,
    )
