"""What the page 线索联审 asks of the office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from inspector.actions.denying import Decision
from inspector.actions.joint_review import Case
from inspector.domain.denial import Denial
from inspector.domain.ids import Digest, SiteCode
from inspector.domain.marks import Marks


class ClueDesk(Protocol):
    """The office, as far as the joint review needs it."""

    def cases(self) -> Sequence[Case]:
        """Return every case, by site and entry.

        Raises:
            InspectorError: The store does not answer.
        """
        ...

    def case(self, site: str, entry: str) -> Case:
        """Return the case of an entry at a site of which no team needs to have said anything.

        Raises:
            InspectorError: No single site is meant, or the list has no such entry for it.
        """
        ...

    def decide(self, site: SiteCode, decision: Decision) -> Denial:
        """Enter what the joint review decided.

        Raises:
            InspectorError: Nothing was entered.
        """
        ...

    def today(self) -> date:
        """Return the day."""
        ...

    def thumbnail(self, photo: Digest) -> bytes | None:
        """Return a photo's small picture, or None where there is none to show."""
        ...

    def marks(self, photo: Digest) -> Marks:
        """Return what the team drew on a photo."""
        ...
