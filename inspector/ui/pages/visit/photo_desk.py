"""What sorting photos asks of the layers below; ``ui.photo_desk`` makes it of actions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from inspector.domain.ids import Digest, PersonId
from inspector.domain.marks import Marks, Shape
from inspector.domain.progress import Ticket
from inspector.domain.roll import Roll, Still
from inspector.ui.pages.visit.slate_desk import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is plugged in: names of cards and phones, and the files of the day."""

    names: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    older: int = 0
    """Files of other days, left where they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of an import."""

    new: int = 0
    doubles: tuple[tuple[str, int], ...] = ()
    """A place, and how many files it had already."""
    outside: tuple[Path, ...] = ()
    refused: tuple[str, ...] = ()
    slates: int = 0
    strange: tuple[str, ...] = ()
    unclear: tuple[tuple[str, int], ...] = ()
    """A model of which the team has several phones, and how many photos may be of any of them."""


class PhotoDesk(Protocol):
    """The photos of one open visit. :meth:`find`, :meth:`collect`, :meth:`export` run in jobs."""

    people: Sequence[Person]
    quality: int
    """JPEG quality of the laptop's own pictures, 1 to 95."""

    def roll(self) -> Roll:
        """Return every photo of the visit."""
        ...

    def picture(self, photo: Digest) -> bytes:
        """Return a photo as it travels.

        Raises:
            InspectorError: It is missing or damaged.
        """
        ...

    def put_aside(self, photos: Collection[Digest], *, aside: bool) -> None:
        """Put photos aside, or take them back.

        Raises:
            InspectorError: The disk refused.
        """
        ...

    def name_owner(self, camera: str, owner: PersonId | None) -> None:
        """Say whose phone it is.

        Raises:
            InspectorError: The visit is frozen, or the disk refused.
        """
        ...

    def name_phone(self, photos: Collection[Digest], camera: str) -> None:
        """Say which of several phones of one model took photos.

        Raises:
            InspectorError: The visit is frozen, or the disk refused.
        """
        ...

    def type_time(self, photo: Digest, typed: str) -> None:
        """Set a phone's clock by the time that its photo of the slate shows.

        Raises:
            InspectorError: It is no time, or the photo bears none.
        """
        ...

    def marks(self) -> Mapping[Digest, Marks]:
        """Return what stands on the photos of the visit; for small pictures, at once."""
        ...

    def mark(self, photo: Digest, shapes: Sequence[Shape], turn: int = 0) -> Digest:
        """Keep shapes and turn of a photo; return the picture that stands for it now.

        Raises:
            InspectorError: The visit is frozen, or the disk refused.
        """
        ...

    def drop(self, photo: Digest) -> None:
        """Forget a covered picture that another one stands for now.

        Raises:
            InspectorError: The disk refused.
        """
        ...

    def ready_inbox(self, folder: Path, *, make: bool) -> None:
        """Make sure that 收图 is there; ``make`` says that it may be made.

        Raises:
            InspectorError: It is gone, or could not be made.
        """
        ...

    def check_inbox(self, folder: Path) -> None:
        """Make sure that pictures can be put into 收图.

        Raises:
            InspectorError: It may only be read.
        """
        ...

    def find(self, place: Path, ticket: Ticket) -> Found:
        """Look at cards, phones and the folder 收图, which is ``place``."""
        ...

    def export(self, folder: Path, ticket: Ticket) -> int:
        """Write the photos of all items with a caption below; return how many. Runs in a job.

        Raises:
            InspectorError: A photo is missing, or the disk refused.
        """
        ...

    def still(self, jpeg: bytes) -> Still:
        """Return what the laptop's camera took at this moment, to be collected."""
        ...

    def collect(self, files: Sequence[Path | Still], *, anyway: bool, ticket: Ticket) -> Imported:
        """Take files, or all photo files of folders, into the visit's roll.

        Raises:
            InspectorError: The visit is frozen, or the disk refused.
        """
        ...
