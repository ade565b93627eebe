"""What the page 文书 asks of an open folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from inspector.actions.papers.document import Document, Planned
from inspector.actions.papers.writing import Target, Written
from inspector.domain.progress import Ticket
from inspector.domain.site_search import Findable
from inspector.sheets.leaf import DrawnLeaf


def _nowhere() -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """One leaf that can be made."""

    planned: Planned
    find_site: Callable[[], Findable | None] = _nowhere
    """Tells the site that it is about, if it is about one; asked only by a search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a code on paper belongs to, in words."""

    matches: bool
    sentence: str
    changes: tuple[str, ...] = ()
    edition: str = ""
    """The code, if it is that of a frozen ranking: such a list can be had again as it was."""


class PapersDesk(Protocol):
    """Documents of a folder: what there is, drawn, written, verified."""

    def documents(self) -> Sequence[Document]:
        """Return what can be printed here, in order."""
        ...

    def plan(self, document: Document, options: Mapping[str, str]) -> Sequence[Leaflet]:
        """Return the leaves of a document; runs in a job.

        Raises:
            InspectorError: There can be none, and why.
        """
        ...

    def draw(self, planned: Planned, ticket: Ticket | None = None) -> DrawnLeaf:
        """Return a leaf as it is printed; runs in a job.

        Raises:
            InspectorError: It cannot be drawn up.
            Cancelled: By the ticket, also between the photos of one leaf.
        """
        ...

    def write(
        self,
        document: Document,
        options: Mapping[str, str],
        picked: frozenset[str],
        target: Target,
        ticket: Ticket,
    ) -> Written:
        """Write files; runs in a job.

        Raises:
            InspectorError: Nothing could be written, or the disk refused.
        """
        ...

    def verify(self, text: str) -> Checked:
        """Find what a code or QR line belongs to.

        Raises:
            InspectorError: It is none, or nothing here bears it.
        """
        ...
