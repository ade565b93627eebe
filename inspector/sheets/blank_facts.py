"""What a blank sheet and a walker's strip print: the form, and as far as known whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from inspector.domain.ids import StarId, VisitUid
from inspector.domain.rubric import Rubric
from inspector.domain.signing import SignRole
from inspector.domain.site import Site
from inspector.sheets.sheet_facts import Signer

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Nothing has happened yet: the same form gives the same bytes on any day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankSheet:
    """One form to fill in by pen; without a site the names are left to be written.

    The form is what the visit asks: narrowed where it asks a part (``domain.narrowing``).
    """

    county: str
    rubric: Rubric
    township: str = ""
    site: Site | None = None
    visit: VisitUid | None = None
    """The visit that it belongs to; None if it may be used for any."""
    round: str = ""
    kind: str = ""
    """The visit kind in words, such as 交叉考评."""
    team: str = ""
    """As people say it: ``T07 组（古塬镇）``."""
    people: tuple[Signer, ...] = ()
    secretary: str = ""
    escort: str = ""
    signers: tuple[SignRole, ...] = tuple(SignRole)
    """Who signs a visit of this kind, so who has a box."""

    @property
    def place(self) -> str:
        """Township, village and tail, or what stands there without a site."""
        if self.site is None:
            return "通用空白表"
        return f"{self.township} {self.site.name}（尾号 {self.site.tail}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Walker:
    """One member of a team and the stars that are his or hers."""

    name: str
    role: str
    stars: frozenset[StarId]
