"""What the coverage page asks of the office."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from inspector.actions.covering import CoverageBoard
from inspector.actions.overseeing import ArrivedLine, RoundLine, SiteVisit
from inspector.domain.ids import SiteCode
from inspector.domain.progress import Ticket


class CoverageDesk(Protocol):
    """The office, as far as coverage needs it."""

    def round(self) -> RoundLine | None:
        """Return the round in hand, or None while there is none."""
        ...

    def coverage(self) -> CoverageBoard:
        """Return the coverage of the round in hand."""
        ...

    def arrived(self) -> Sequence[ArrivedLine]:
        """Return the packages that came in, the newest first."""
        ...

    def visits(self, site: SiteCode) -> Sequence[SiteVisit]:
        """Return what the office holds of a site."""
        ...

    def print_coverage(self, out: Path, ticket: Ticket) -> Path:
        """Write the list of what is missing as PDF."""
        ...
