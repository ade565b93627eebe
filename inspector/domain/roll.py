"""Roll 收进来的照片: every photo of a visit, on items or not, with what sorts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from inspector.domain.ids import Digest
from inspector.domain.marks import Marks
from inspector.domain.slate import LAPTOP, How, PhoneClock, corrected, phone_key
from inspector.domain.visit import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class RollPhoto:
    """One photo of a roll.

    ``aside`` keeps it out of sorting (放一边). ``bare`` names the picture that this one was made
    of by covering parts of it.
    """

    evidence: Evidence
    aside: bool = False
    bare: Digest | None = None

    @property
    def digest(self) -> Digest:
        """The picture's name."""
        return self.evidence.digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """A picture that this laptop's camera took: it never lay open on the disk.

    ``taken_at`` is the laptop's own time, ISO 8601 without zone; ``content`` a JPEG.
    """

    name: str
    content: bytes
    taken_at: str
    camera: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Every photo of a visit; a picture that a covered one stands for is left out."""

    photos: tuple[RollPhoto, ...] = ()
    clocks: Mapping[str, PhoneClock] = field(default_factory=dict)
    """This visit's, by phone."""
    earlier: Mapping[str, PhoneClock] = field(default_factory=dict)
    """Of phones whose slate is missing here: what an earlier visit knew."""
    marks: Mapping[Digest, Marks] = field(default_factory=dict)
    """Shapes on photos, and which of them are turned."""

    def marked(self, photo: Digest) -> Marks:
        """Return what stands on a photo."""
        return self.marks.get(photo, Marks(photo=photo))

    def clock(self, camera: str) -> PhoneClock | None:
        """Return what is known of a phone's clock; the laptop's own camera is never off."""
        if camera == LAPTOP:
            return PhoneClock(camera=LAPTOP, how=How.NAMED)
        key = phone_key(camera)
        return self.clocks.get(key) or self.earlier.get(key)

    def at(self, photo: Evidence) -> datetime | None:
        """Return when a photo was taken, by the laptop's clock, without zone."""
        return corrected(photo.taken_at, self.clock(photo.camera))
