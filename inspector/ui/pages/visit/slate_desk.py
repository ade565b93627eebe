"""What the slate asks of the layers below; ``ui.slate_desk`` makes it of actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from inspector.domain.ids import PersonId, StarId
from inspector.domain.slate import PhoneClock, SlateFace


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of the team who is there; ``stars`` are those that he or she looks after."""

    id: PersonId
    name: str
    stars: frozenset[StarId] = frozenset()


class SlateDesk(Protocol):
    """The slate of one open visit; answers at once."""

    people: Sequence[Person]

    def face(self, seat: int) -> SlateFace:
        """Return the slate at this moment; ``seat`` says whose turn it is, from 1, 0 for nobody."""
        ...

    def clocks(self) -> Sequence[PhoneClock]:
        """Return the phones whose clocks are known, and why there is no slate."""
        ...

    def skip(self, reason: str) -> None:
        """Do without the slate.

        Raises:
            InspectorError: There is no reason, or the visit is frozen.
        """
        ...
