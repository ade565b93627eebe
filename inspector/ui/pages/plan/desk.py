"""What the plan page asks of the office."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from inspector.actions.dispatching import Dispatched
from inspector.actions.overseeing import HandedLine, RoundLine
from inspector.actions.planning import Plan
from inspector.actions.reviewing import PlanReview
from inspector.domain.ids import RoundId
from inspector.domain.progress import Ticket
from inspector.domain.team import Pattern


class PlanDesk(Protocol):
    """The office, as far as planning needs it."""

    def newest_round(self) -> RoundLine | None:
        """Return the round that was planned last, or None while there is none."""
        ...

    def next_round(self) -> RoundId:
        """Propose a name for another round."""
        ...

    def plan(
        self,
        round_id: RoundId,
        pattern: Pattern,
        shift: int | None,
        seed: int | None,
        kind: str = "",
    ) -> Plan:
        """Plan a round and keep it; ``kind`` by name, empty for the usual one."""
        ...

    def review(self, round_id: RoundId) -> PlanReview | None:
        """Return a kept plan with its checks."""
        ...

    def dispatch(self, round_id: RoundId, out: Path, ticket: Ticket) -> Sequence[Dispatched]:
        """Write the packages of a round."""
        ...

    def handed_out(self, round_id: RoundId) -> Sequence[HandedLine]:
        """Return what was handed out of a round."""
        ...
