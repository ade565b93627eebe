"""A plan can be made again from its seed, or it is said that it cannot."""

from __future__ import annotations

from dataclasses import replace

from inspector.domain import rota
from inspector.domain.draw_proof import comes_out_again, lineup_digest
from inspector.domain.ids import RoundId, TeamId, TownshipCode
from inspector.domain.rota_rules import Lineup
from inspector.domain.site import Township
from inspector.domain.team import Pattern, Team

HOMES = tuple(TownshipCode(f"41990110{number}000") for number in range(5))
LINEUP = Lineup(
    teams=tuple(
        Team(id=TeamId(f"T{number:02d}"), home=home, members=())
        for number, home in enumerate(HOMES)
    ),
    townships=tuple(Township(code=home, name=home) for home in HOMES),
)


def test_the_seed_gives_the_plan_again_and_another_does_not() -> None:
    drawn = rota.plan_draw(LINEUP, round_id=RoundId("2026-11"), kind="cross", seed=7)
    assert comes_out_again(LINEUP, drawn)
    others = [replace(drawn, seed=seed) for seed in range(20)]
    assert not all(comes_out_again(LINEUP, one) for one in others)


def test_what_the_lists_no_longer_allow_does_not_come_out() -> None:
    drawn = rota.plan_draw(LINEUP, round_id=RoundId("2026-11"), kind="cross", seed=7)
    assert not comes_out_again(replace(LINEUP, teams=LINEUP.teams[1:]), drawn)


def test_the_digest_knows_teams_history_and_pattern() -> None:
    told = {
        lineup_digest(LINEUP, Pattern.DRAW),
        lineup_digest(LINEUP, Pattern.SWAP),
        lineup_digest(replace(LINEUP, teams=LINEUP.teams[1:]), Pattern.DRAW),
        lineup_digest(replace(LINEUP, history=(((TeamId("T00"), HOMES[1]),),)), Pattern.DRAW),
    }
    assert len(told) == 4
