"""What a plan of teams was made from, as one digest, and whether it comes out the same again.

Pattern, seed or shift and this digest are all that a plan depends on: where they agree, any
computer plans the same.
"""

from __future__ import annotations

from inspector.domain import rota
from inspector.domain.canonical import Tree, digest
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.domain.rota_rules import Lineup
from inspector.domain.team import Pattern, Round, Team

PREFIX = b"wxp draw\0"


def lineup_digest(lineup: Lineup, pattern: Pattern) -> Digest:
    """Return the SHA-256 of teams, townships, recusals, earlier rounds and rules."""
    span = lineup.rules.apart_rounds
    recent = lineup.history[-span:] if span else ()
    teams: list[Tree] = [_team(team) for team in lineup.teams]
    townships: list[Tree] = [one.code for one in lineup.townships]
    history: list[Tree] = [[[team, to] for team, to in sorted(pairs)] for pairs in recent]
    rules: list[Tree] = [str(rule) for rule in sorted(lineup.active(pattern))]
    rules += sorted(lineup.rules.forbidden_shifts(len(lineup.townships)))
    return digest(
        {"teams": teams, "townships": townships, "history": history, "rules": rules}, PREFIX
    )


def _team(team: Team) -> list[Tree]:
    recused = {one for member in team.members for one in member.recused_townships}
    return [team.id, team.home, [*sorted(recused)]]


def comes_out_again(lineup: Lineup, planned: Round) -> bool:
    """Tell whether the same pattern with the same seed or shift gives the same plan today."""
    try:
        again = rota.plan_round(
            planned.pattern,
            lineup,
            round_id=planned.id,
            kind=planned.kind,
            shift=planned.shift,
            seed=planned.seed,
        )
    except InspectorError:
        return False
    return sorted(again.pairs) == sorted(planned.pairs)
