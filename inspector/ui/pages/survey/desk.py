"""What the survey page asks of the layers below; the real one is made of actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from inspector.domain.finding import Finding, Lack
from inspector.domain.ids import Digest, ItemCode
from inspector.domain.policy import VisitKind
from inspector.domain.progress import Ticket
from inspector.domain.signing import SignState
from inspector.domain.visit import Sealing


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where the visit is: what the head of the page says."""

    township: str
    name: str
    tail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hung:
    """What came of some files: how many photos, and a sentence for each file that was refused."""

    photos: int
    refused: tuple[str, ...] = ()


class SurveyDesk(Protocol):
    """One visit without points. Everything but :meth:`take_in` answers at once."""

    where: Where
    kind: VisitKind

    def findings(self) -> Sequence[Finding]:
        """Return what was written so far, by number."""
        ...

    def lacks(self) -> Sequence[Lack]:
        """Return what is missing before 定稿, musts first."""
        ...

    def items(self) -> Mapping[ItemCode, str]:
        """Return the titles of the items of the site's whole form, in its order."""
        ...

    def look_only(self, finding: Finding) -> bool:
        """Tell whether what a finding speaks of may not be photographed."""
        ...

    def put(self, finding: Finding) -> tuple[Finding, datetime]:
        """Save a finding; number 0 takes the next free one. Return it, and when.

        Raises:
            InspectorError: It was not saved.
        """
        ...

    def drop(self, number: int) -> None:
        """Take a finding back.

        Raises:
            InspectorError: It stays.
        """
        ...

    def bring_problems(self) -> int:
        """Write a finding for each problem that earlier rounds left here; return how many.

        Raises:
            InspectorError: Nothing was written.
        """
        ...

    def thumbnail(self, digest: Digest) -> bytes:
        """Return a photo's small picture.

        Raises:
            InspectorError: The picture is missing or damaged.
        """
        ...

    def take_in(self, number: int, paths: Sequence[Path], ticket: Ticket) -> Hung:
        """Copy photos into the vault and hang them on a finding; runs in a job.

        Raises:
            InspectorError: The form forbids pictures here, or the disk is full.
        """
        ...

    def unhang(self, number: int, photo: Digest) -> None:
        """Take a photo off a finding.

        Raises:
            InspectorError: It stays.
        """
        ...

    def save_sheet(self, path: Path, ticket: Ticket) -> None:
        """Write the paper of the visit as PDF, whole or not at all; runs in a job.

        Raises:
            InspectorError: The disk refused.
        """
        ...

    def sheet(self, ticket: Ticket) -> bytes:
        """Return the paper of the visit as PDF; runs in a job.

        Raises:
            InspectorError: It cannot be typeset.
        """
        ...

    def signed(self) -> SignState | None:
        """Return where the visit stands with its signatures; None while it is not sealed."""
        ...

    def reload(self) -> None:
        """Read anew how the visit is sealed."""
        ...

    def sealed(self) -> Sealing | None:
        """Return how the visit was frozen, or None while it is open."""
        ...

    def seal(self) -> Sealing:
        """Freeze the content (定稿).

        Raises:
            InspectorError: Something that is a must is missing.
        """
        ...
