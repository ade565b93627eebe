"""Teams 考评组, rounds 轮次 and who inspects which site."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inspector.domain.ids import PersonId, RoundId, SiteCode, TeamId, TownshipCode
from inspector.domain.visit import VisitKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A team member; he or she keeps away from the places in the two ``recused_`` fields."""

    id: PersonId
    name: str
    role: str
    stars: str = ""
    recused_townships: frozenset[TownshipCode] = frozenset()
    """Works or worked there (member_recusal in the policy)."""
    recused_sites: frozenset[SiteCode] = frozenset()
    """Guides the site, or a relative is a cadre there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team with its home township, which it never inspects."""

    id: TeamId
    home: TownshipCode
    members: tuple[Member, ...]


class Pattern(StrEnum):
    """How teams are spread over townships (policy.yaml, ``cross_inspection.modes``)."""

    ROTATE = "rotate"
    CROSS = "cross"
    SWAP = "swap"
    DRAW = "draw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One planned visit: this team, this site, in this order of the team's road, from 1."""

    visit: VisitKey
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One planned round; ``shift`` counts for ROTATE, ``seed`` for DRAW."""

    id: RoundId
    pattern: Pattern
    kind: str
    """The visit kind of the policy, such as ``"cross"``."""
    shift: int | None = None
    seed: int | None = None
    pairs: tuple[tuple[TeamId, TownshipCode], ...] = ()
    """Which team inspects which township; two teams a township in CROSS."""
    of: RoundId | None = None
    """The round that a round of rechecks looks at again."""
