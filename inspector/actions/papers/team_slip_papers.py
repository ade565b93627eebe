"""组码条 again: a team's code stays the same in a round, and the office may read it out again.

So a slip that was lost can be printed once more: it is the paper of the first time. Where the
paper got into strange hands, another round's name gives other codes (docs: 安全与可靠).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.overseeing import handed_out
from inspector.actions.papers.document import OFFICE, Document, Group, Per, Planned, Wish
from inspector.actions.rounds import round_meant
from inspector.actions.team_slips import team_slip
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId
from inspector.domain.team import Team
from inspector.sheets.leaf import Leaf
from inspector.sheets.team_slip import team_slip_leaf


class NothingHandedOut(InspectorError):
    """The round has no codes before its packages are written."""

    code: ClassVar[str] = "W285"
    what: ClassVar[str] = "{round} 轮还没有下发，没有组码条可印。"
    next_step: ClassVar[str] = "请先写下发包；组码条随下发包一起写出，以后可以在这里重印。"


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return the slip of each team that the round was handed out to.

    Raises:
        NoRound, NoSuchRound, NothingHandedOut: There is none.
    """
    with desk.store.reading() as reading:
        round_id = round_meant(reading, wish.round).id
        teams = {team.id: team for team in reading.teams.all()}
    given = [one for one in handed_out(desk, round_id) if one.code and one.team in teams]
    if not given:
        raise NothingHandedOut(round=round_id)
    return [
        Planned(
            key=one.team,
            words=f"{one.team} 组，去{'、'.join(one.townships)}",
            make=partial(_leaf, desk, round_id, teams[one.team], one.code, one.at),
        )
        for one in given
    ]


def _leaf(desk: Desk, round_id: RoundId, team: Team, code: str, at: datetime) -> Leaf:
    with desk.store.reading() as reading:
        slip = team_slip(reading, round_id, team, code=code, at=at)
    return team_slip_leaf(slip, stem=f"组码条_{round_id}_{team.id}")


TEAM_SLIP = Document(
    name="team-slip",
    title="组码条",
    about="打开下发包用的组码，和 U 盘分开带；同一轮组码不变，丢了可以重印",
    group=Group.CUSTODY,
    roles=OFFICE,
    per=Per.TEAM,
    plan=plan,
)
