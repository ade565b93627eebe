"""What the page 冲突裁定 asks of the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from inspector.actions.adjudicating import Disputed
from inspector.domain.ids import Digest, RoundId
from inspector.domain.marks import Marks


class RulingDesk(Protocol):
    """The office, as far as rulings need it."""

    def round(self) -> RoundId | None:
        """Return the round in hand, or None while there is none."""
        ...

    def disputes(self) -> Sequence[Disputed]:
        """Return what laptops and teams disagree about in the round in hand, or did."""
        ...

    def rule(self, disputed: Disputed, choices: Mapping[str, str], by: str, why: str) -> str:
        """Rule, and say what it came to."""
        ...

    def thumbnail(self, photo: Digest) -> bytes | None:
        """Return a photo's small picture, or None where there is none to show."""
        ...

    def marks(self, photo: Digest) -> Marks:
        """Return what the team drew on a photo."""
        ...
