"""What a score sheet prints: plain values, and how to get at the photos."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from inspector.domain.ids import Digest
from inspector.domain.rubric import Rubric
from inspector.domain.scorecard import Scorecard
from inspector.domain.signing import SignRole
from inspector.domain.site import Site
from inspector.domain.visit import Counted, Objection
from inspector.sheets.score_after import Afterword


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Someone who signs: name and what he or she is there for, such as 组长."""

    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPhoto:
    """A photo of the annex: caption (item and time, never a place), how to get its JPEG or PNG.

    One that cannot be shown has no ``open`` but words that stand in its place.
    """

    caption: str
    open: Callable[[], bytes] | None = None
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """Everything that is printed of one visit.

    ``digest`` is the sealed record's; without it the sheet is a 预览稿 and says so on each page.
    """

    county: str
    township: str
    site: Site
    rubric: Rubric
    scorecard: Scorecard
    counted: Counted
    team: str
    """As people say it: ``T07 组（古塬镇）``."""
    round: str
    kind: str
    """The visit kind in words, such as 交叉考评."""
    at: datetime
    """When it was sealed; for a preview, when it was asked for."""
    started: datetime | None = None
    people: tuple[Signer, ...] = ()
    """The team, all of whom sign."""
    secretary: str = ""
    escort: str = ""
    signers: tuple[SignRole, ...] = tuple(SignRole)
    """Who signs a visit of this kind, so who has a box."""
    digest: Digest | None = None
    objections: tuple[Objection, ...] = ()
    afterword: Afterword = field(default_factory=Afterword)
    """What was said beside the marks when it was sealed, and on later prints after."""
    photos: tuple[SheetPhoto, ...] = ()
    """At most four are printed."""
    photos_told: str = ""
    """How many there are in all, where these are not."""

    @property
    def place(self) -> str:
        """Township, village and tail, as a site is always named."""
        return f"{self.township} {self.site.name}（尾号 {self.site.tail}）"
