"""Planning a round: 推磨 rotate, 交叉 cross, 对调 swap, 抽签 draw.

All four keep to the rules of ``rota_rules``; what cannot be planned is refused with the name of
the rule in the way. Sites are handed out by ``assigning``.
"""

from __future__ import annotations

from collections.abc import Iterator

from inspector.domain.assigning import Moved, Spread, assign, spread
from inspector.domain.dice import dice
from inspector.domain.ids import RoundId, TeamId
from inspector.domain.rota_rules import (
    PATTERN_WORDS,
    CountsDiffer,
    HomesUneven,
    HomeUnknown,
    Lineup,
    OddTeams,
    Pairs,
    PlanRule,
    RuleBroken,
    Rules,
    broken,
    culprits,
    faults,
)
from inspector.domain.rota_search import draw_pairs, swap_pairs
from inspector.domain.team import Pattern, Round

__all__ = [
    "CountsDiffer",
    "HomeUnknown",
    "HomesUneven",
    "Lineup",
    "Moved",
    "OddTeams",
    "Pairs",
    "PlanRule",
    "RuleBroken",
    "Spread",
    "assign",
    "plan_cross",
    "plan_draw",
    "plan_rotate",
    "plan_round",
    "plan_swap",
    "spread",
]


def plan_round(
    pattern: Pattern,
    lineup: Lineup,
    *,
    round_id: RoundId,
    kind: str,
    shift: int | None = None,
    seed: int | None = None,
) -> Round:
    """Plan one round by any pattern.

    Args:
        pattern: How teams are spread over townships.
        lineup: Who can be sent where.
        round_id: The round's id.
        kind: The visit kind of the policy, such as ``"cross"``.
        shift: For rotate and cross: how many townships further; None takes the first lawful.
        seed: For draw: the seed that is stored; it is needed.

    Raises:
        RuleBroken: No plan keeps to the rules, or not the one asked for.
        HomesUneven: A township is the home of no team, or of several (all but draw).
        CountsDiffer: A draw with another number of teams than of townships.
        OddTeams: A swap with an odd number of teams.
        ValueError: A draw without seed.
    """
    match pattern:
        case Pattern.ROTATE:
            return plan_rotate(lineup, round_id=round_id, kind=kind, shift=shift)
        case Pattern.CROSS:
            return plan_cross(lineup, round_id=round_id, kind=kind, shift=shift)
        case Pattern.SWAP:
            return plan_swap(lineup, round_id=round_id, kind=kind)
        case Pattern.DRAW:
            if seed is None:
                raise ValueError("a draw needs a seed")
            return plan_draw(lineup, round_id=round_id, kind=kind, seed=seed)


def plan_rotate(lineup: Lineup, *, round_id: RoundId, kind: str, shift: int | None = None) -> Round:
    """Send each team ``shift`` townships further than its own, in order of code.

    Raises:
        RuleBroken: The shift breaks a rule, or every shift does.
        HomesUneven: A township is the home of no team, or of several.
    """
    ring = _ring(lineup, Pattern.ROTATE)
    rules = lineup.active(Pattern.ROTATE)
    if shift is None:
        shift = _first_shift(lineup, ring, rules)
    else:
        _refuse(lineup, Pattern.ROTATE, _shift_faults(lineup, ring, shift, rules))
    return Round(
        id=round_id,
        pattern=Pattern.ROTATE,
        kind=kind,
        shift=shift % len(ring),
        pairs=_turned(lineup, ring, shift),
    )


def plan_cross(lineup: Lineup, *, round_id: RoundId, kind: str, shift: int | None = None) -> Round:
    """Give each township two teams: one ``shift`` further, and one by the next lawful shift.

    The first team of a township takes its sites of odd position by code, the second the even.

    Raises:
        RuleBroken: The shift breaks a rule, or every two shifts do.
        HomesUneven: A township is the home of no team, or of several.
    """
    ring = _ring(lineup, Pattern.CROSS)
    rules = lineup.active(Pattern.CROSS)
    if shift is not None:
        _refuse(lineup, Pattern.CROSS, _shift_faults(lineup, ring, shift, rules))
    found = _first_shifts(lineup, ring, shift, rules)
    if found is None:
        blamed = culprits(
            lambda fewer: _first_shifts(lineup, ring, shift, fewer) is not None, rules
        )
        raise broken(lineup, Pattern.CROSS, blamed)
    odd, even = (_turned(lineup, ring, one) for one in found)
    return Round(id=round_id, pattern=Pattern.CROSS, kind=kind, shift=found[0], pairs=(*odd, *even))


def plan_swap(lineup: Lineup, *, round_id: RoundId, kind: str) -> Round:
    """Let teams inspect each other's home, two by two; by nature they are mutual.

    Raises:
        RuleBroken: The teams cannot be paired within the rules.
        OddTeams: One team would be left over.
        HomesUneven: A township is the home of no team, or of several.
    """
    _ring(lineup, Pattern.SWAP)
    if len(lineup.teams) % 2:
        raise OddTeams(teams=len(lineup.teams))
    rules = lineup.active(Pattern.SWAP)
    pairs = swap_pairs(lineup, rules)
    if pairs is None:
        blamed = culprits(lambda fewer: swap_pairs(lineup, fewer) is not None, rules)
        raise broken(lineup, Pattern.SWAP, blamed)
    return Round(id=round_id, pattern=Pattern.SWAP, kind=kind, pairs=pairs)


def plan_draw(lineup: Lineup, *, round_id: RoundId, kind: str, seed: int) -> Round:
    """Draw one team for each township; the seed gives the same plan again.

    Raises:
        RuleBroken: No plan keeps to the rules.
        CountsDiffer: Another number of teams than of townships.
    """
    if len(lineup.teams) != len(lineup.townships):
        raise CountsDiffer(teams=len(lineup.teams), townships=len(lineup.townships))
    rules = lineup.active(Pattern.DRAW)
    pairs = draw_pairs(lineup, rules, dice(seed))
    if pairs is None:
        blamed = culprits(lambda fewer: draw_pairs(lineup, fewer, dice(seed)) is not None, rules)
        raise broken(lineup, Pattern.DRAW, blamed)
    return Round(id=round_id, pattern=Pattern.DRAW, kind=kind, seed=seed, pairs=pairs)


def _ring(lineup: Lineup, pattern: Pattern) -> list[TeamId]:
    """Return each township's own team, in order of township code."""
    ring: list[TeamId] = []
    for township in lineup.townships:
        own = [team.id for team in lineup.teams if team.home == township.code]
        if len(own) != 1:
            raise HomesUneven(
                pattern=PATTERN_WORDS[pattern], township=township.name, count=len(own)
            )
        ring.append(own[0])
    return ring


def _turned(lineup: Lineup, ring: list[TeamId], shift: int) -> Pairs:
    codes = [township.code for township in lineup.townships]
    return tuple((team, codes[(place + shift) % len(codes)]) for place, team in enumerate(ring))


def _shift_faults(
    lineup: Lineup, ring: list[TeamId], shift: int, rules: Rules
) -> Iterator[tuple[PlanRule, str]]:
    yield from faults(lineup, _turned(lineup, ring, shift), rules)
    turn = shift % len(ring)
    forbidden = lineup.rules.forbidden_shifts(len(ring))
    if PlanRule.SHIFT in rules and turn in forbidden:
        yield (PlanRule.SHIFT, f"：k={turn}，{forbidden[turn]}")


def _refuse(lineup: Lineup, pattern: Pattern, found: Iterator[tuple[PlanRule, str]]) -> None:
    for rule, detail in found:
        raise broken(lineup, pattern, [rule], detail)


def _first_shift(lineup: Lineup, ring: list[TeamId], rules: Rules) -> int:
    def first(fewer: Rules) -> int | None:
        # standing still comes last, for a county that has dropped every rule against it
        for turn in range(1, len(ring) + 1):
            if not any(_shift_faults(lineup, ring, turn, fewer)):
                return turn % len(ring)
        return None

    found = first(rules)
    if found is None:
        blamed = culprits(lambda fewer: first(fewer) is not None, rules)
        raise broken(lineup, Pattern.ROTATE, blamed)
    return found


def _first_shifts(
    lineup: Lineup, ring: list[TeamId], wanted: int | None, rules: Rules
) -> tuple[int, int] | None:
    """Return the first two lawful shifts whose plans are lawful together."""
    size = len(ring)
    lawful = [shift for shift in range(size) if not any(_shift_faults(lineup, ring, shift, rules))]
    first = lawful if wanted is None else [wanted % size]
    for odd in first:
        for even in lawful:
            both = (*_turned(lineup, ring, odd), *_turned(lineup, ring, even))
            if even != odd and not any(faults(lineup, both, rules)):
                return odd, even
    return None
