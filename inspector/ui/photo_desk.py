"""Sorting photos on the visit page, made of actions on an open field folder."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC
from pathlib import Path

from inspector.actions import annotating, collecting, inbox, phones, scoring, slating
from inspector.actions.desk import Desk
from inspector.domain.ids import Digest, PersonId
from inspector.domain.marks import Marks, Shape
from inspector.domain.progress import Ticket
from inspector.domain.roll import Roll, Still
from inspector.media.sources import in_places, of_day, on_mounts
from inspector.platform.removable import mounts
from inspector.ui.pages.visit.photo_desk import Found, Imported
from inspector.ui.pages.visit.slate_desk import Person


class PhotoWork:
    """The photos of one visit."""

    def __init__(self, desk: Desk, visit: scoring.OpenVisit, people: Sequence[Person]) -> None:
        self._desk, self._visit = desk, visit
        self.people = people
        self.quality = visit.policy.evidence.quality

    def roll(self) -> Roll:
        """Return every photo of the visit."""
        return collecting.roll_of(self._desk, self._visit)

    def picture(self, photo: Digest) -> bytes:
        """Return a photo as it travels; this laptop's decode process encoded it."""
        return self._desk.vault.get(photo)

    def put_aside(self, photos: Collection[Digest], *, aside: bool) -> None:
        """Put photos aside, or take them back."""
        collecting.put_aside(self._desk, self._visit, photos, aside=aside)

    def name_owner(self, camera: str, owner: PersonId | None) -> None:
        """Say whose phone it is."""
        collecting.name_owner(self._desk, self._visit, camera, owner)

    def name_phone(self, photos: Collection[Digest], camera: str) -> None:
        """Say which of several phones of one model took photos."""
        phones.name_phone(self._desk, self._visit, photos, camera)

    def type_time(self, photo: Digest, typed: str) -> None:
        """Set a phone's clock by the time that its photo of the slate shows."""
        slating.type_time(self._desk, self._visit, photo, typed)

    def marks(self) -> Mapping[Digest, Marks]:
        """Return what stands on the photos of the visit."""
        return annotating.marks_of_visit(self._desk, self._visit)

    def mark(self, photo: Digest, shapes: Sequence[Shape], turn: int = 0) -> Digest:
        """Keep shapes and turn of a photo; return the picture that stands for it now."""
        return annotating.mark(self._desk, self._visit, photo, shapes, turn)

    def drop(self, photo: Digest) -> None:
        """Forget a covered picture that another one stands for now."""
        annotating.drop(self._desk, self._visit, photo)

    def ready_inbox(self, folder: Path, *, make: bool) -> None:
        """Make sure that 收图 is there; ``make`` says that it may be made."""
        inbox.ready_inbox(folder, make=make)

    def check_inbox(self, folder: Path) -> None:
        """Make sure that pictures can be put into 收图."""
        inbox.check_inbox(folder)

    def find(self, place: Path, ticket: Ticket) -> Found:
        """Look at cards, phones and the folder 收图."""
        ticket.step(0, 1)
        sources = list(on_mounts(mounts()))
        if place.is_dir():
            sources.append(in_places([place], place.name))
        now = self._desk.clock()
        zone = now.tzinfo or UTC
        chosen = [(source, of_day(source, now.date(), zone)) for source in sources]
        return Found(
            names=tuple(source.name for source, files in chosen if files),
            files=tuple(file.path for _source, files in chosen for file in files),
            older=sum(len(source.files) - len(files) for source, files in chosen),
        )

    def export(self, folder: Path, ticket: Ticket) -> int:
        """Write the photos of all items with a caption below; return how many."""
        return len(annotating.export_photos(self._desk, self._visit, folder, ticket))

    def still(self, jpeg: bytes) -> Still:
        """Return what the laptop's camera took at this moment, to be collected."""
        return collecting.still_of(self._desk, jpeg)

    def collect(self, files: Sequence[Path | Still], *, anyway: bool, ticket: Ticket) -> Imported:
        """Take files, or all photo files of folders, into the visit's roll."""
        named = [file for file in files if isinstance(file, Path)]
        paths: Sequence[Path | Still] = files
        if any(file.is_dir() for file in named):
            paths = [file.path for file in in_places(named, "").files]
        told = collecting.collect(self._desk, self._visit, paths, anyway=anyway, ticket=ticket)
        return Imported(
            new=len(told.taken),
            doubles=tuple(
                ("" if place == self._visit.place else place, count)
                for place, count in told.doubles.items()
            ),
            outside=told.outside,
            refused=tuple(f"{name}：{why}" for name, why in told.refused),
            slates=len(told.slates),
            strange=told.strange,
            unclear=tuple(told.unclear.items()),
        )
