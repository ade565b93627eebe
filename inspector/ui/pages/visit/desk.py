"""What the visit page asks of the layers below; the real one is made of actions, see ``main``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Protocol

from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, ItemCode
from inspector.domain.progress import Ticket
from inspector.domain.rubric import Rubric
from inspector.domain.scorecard import Scorecard
from inspector.domain.visit import Counted, Evidence, ItemEntry, Sealing
from inspector.ui.pages.visit.beside_desk import BesideDesk
from inspector.ui.pages.visit.paper_desk import PaperDesk
from inspector.ui.pages.visit.photo_desk import PhotoDesk
from inspector.ui.pages.visit.slate_desk import SlateDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the visit is: what the head of the page says."""

    township: str
    name: str
    tail: str
    kind: str = ""
    """What sort of visit, where it is not the ordinary one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of some files: photos, and a sentence for each file that was refused."""

    photos: tuple[Evidence, ...]
    refused: tuple[str, ...] = ()


class PhotosRefused(InspectorError):
    """Some files were no photos; the others were taken."""

    code: ClassVar[str] = "M130"
    what: ClassVar[str] = "{count} 个文件没有收下：{first}"
    next_step: ClassVar[str] = "其余照片都收下了。请换好的照片文件再加一次。"


class VisitDesk(Protocol):
    """One open visit. Everything but :meth:`take_in` and :meth:`sheet` answers at once."""

    place: Place
    rubric: Rubric

    @property
    def beside(self) -> BesideDesk:
        """What costs no points: questions, earlier problems, clues."""
        ...

    @property
    def paper(self) -> PaperDesk:
        """What is asked at the end of the visit."""
        ...

    @property
    def slates(self) -> SlateDesk:
        """The slate."""
        ...

    @property
    def roll(self) -> PhotoDesk:
        """Photos that came from cards and phones."""
        ...

    def counted(self) -> Counted:
        """Return everything counted so far."""
        ...

    def score(self, counted: Counted) -> Scorecard:
        """Return what ``counted`` comes to under the policy in force."""
        ...

    def put_item(self, item: ItemCode, entry: ItemEntry) -> datetime:
        """Save one item for good and return when.

        Raises:
            InspectorError: It was not saved; nothing has changed.
        """
        ...

    def photos(self) -> Sequence[Evidence]:
        """Return every photo of the visit, oldest first."""
        ...

    def thumbnail(self, digest: Digest) -> bytes:
        """Return a photo's small picture.

        Raises:
            InspectorError: The picture is missing or damaged.
        """
        ...

    def take_in(self, item: ItemCode, paths: Sequence[Path], ticket: Ticket) -> Taken:
        """Copy photos into the vault and hang them on an item; runs in a job.

        Raises:
            InspectorError: The form forbids pictures here, or the disk is full.
        """
        ...

    def sealed(self) -> Sealing | None:
        """Return how the visit was frozen, or None while it is open."""
        ...

    def seal(self, left: str = "") -> Sealing:
        """Freeze the content (定稿); ``left`` says why unexplained gaps are left open.

        Raises:
            InspectorError: Something that is a must is missing.
        """
        ...

    def reload(self) -> None:
        """Read anew what was counted and how it is sealed, after :attr:`paper` changed it."""
        ...

    def sheet(self, ticket: Ticket) -> bytes:
        """Return the score sheet as PDF; runs in a job."""
        ...

    def to_sign(self, ticket: Ticket) -> bytes:
        """Return all that is signed as one PDF: score sheet and problem list; runs in a job."""
        ...
