"""Slate 起始牌: what it says to a phone, and how far a phone's clock is from the laptop's.

Every phone photographs the slate once a visit. Its code says which visit, where and when, so the
photo gives the phone's clock offset, its owner, and the moment from which its pictures belong to
this visit. The camera's own times are never changed: an offset stands beside them.

Source: ui.md §3.2 and "Decided after a review" 6; practice.md §D.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from unicodedata import normalize

from inspector.domain.canonical import Tree
from inspector.domain.ids import PersonId, SiteCode, TeamId, VisitUid
from inspector.domain.reading import BadTree, text, whole

PREFIX = "WXS1"
"""The product's initials and the version of this line."""

LONGEST = 80
"""Characters of a code; a longer text is none of ours."""

EARLY = timedelta(minutes=15)
"""Pictures taken so long before the slate still belong to the visit: the sign at the road."""

MOST_OFF = 200 * 366 * 86_400
"""Seconds that a clock may be off: one that begins in 1970 is off by half a century."""

LAPTOP = "本机相机"
"""The laptop's own camera: its clock is the laptop's, and no slate has to say so."""

SLACK = 3
"""Seconds between the shutter and what the screen shows; a clock so near is right."""

_CODE = re.compile(
    r"WXS1:([0-9A-F]{8}):(\d{1,12}):([^:]{1,12}):(\d{12}):(\d):([0-9A-F]{4})", re.ASCII
)
_CLOCK = "%y%m%d%H%M%S"
_TYPED = re.compile(r"(\d{1,2})[:：.](\d{2})(?:[:：.](\d{2}))?")


class How(StrEnum):
    """How an offset was found."""

    QR = "qr"
    TYPED = "typed"
    """A person read the time off the photo of the slate."""
    NAMED = "named"
    """No slate was read; a person only said whose phone it is."""
    SKIPPED = "skipped"
    """No slate was shown, by the team leader, with a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slate:
    """What the screen shows at one moment; ``shown`` is the laptop's time without a zone.

    ``seat`` counts the team's members from 1, whose turn it is; 0 for anybody's.
    """

    visit: VisitUid
    site: SiteCode
    team: TeamId
    shown: datetime
    seat: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateFace:
    """The screen at one moment; ``modules`` are the code's rows, a byte each, 1 for black."""

    township: str
    site: str
    code: str
    round: str
    kind: str
    team: str
    day: str
    clock: str
    modules: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateCode:
    """What a code says that was read from a photo: a claim. ``visit`` is a mark, see below."""

    visit: str
    site: SiteCode
    team: TeamId
    shown: datetime
    seat: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneClock:
    """How far a phone's clock was from the laptop's in one visit.

    ``offset`` in seconds is added to the phone's times; ``shown`` is the slate's time, ISO 8601
    without zone, or empty. A skipped slate has no camera and an offset of 0.
    """

    camera: str
    how: How
    offset: int = 0
    owner: PersonId | None = None
    shown: str = ""
    reason: str = ""

    @property
    def key(self) -> str:
        """What names it within the visit."""
        return "skip" if self.how is How.SKIPPED else phone_key(self.camera)


def visit_mark(uid: VisitUid) -> str:
    """Return eight hex digits that tell visits apart: a uid is too long for a far QR code."""
    return sha256(b"slate\0" + uid.encode()).hexdigest()[:8].upper()


def phone_key(camera: str) -> str:
    """Return twelve hex digits for a camera's make and model; "" is a camera without a name."""
    return sha256(b"phone\0" + normalize("NFC", camera).encode()).hexdigest()[:12]


def slate_line(slate: Slate) -> str:
    """Return the text of the code, 40 to 60 characters that QR packs tightly.

    ``WXS1:visit:site:team:yymmddhhmmss:seat:check``.
    """
    said = (
        f"{PREFIX}:{visit_mark(slate.visit)}:{slate.site}:{slate.team}"
        f":{slate.shown:{_CLOCK}}:{slate.seat}"
    )
    return f"{said}:{_check(said)}"


def read_slate(line: str) -> SlateCode | None:
    """Read what a photo's code says, or None: it is cut, mistyped or none of ours."""
    found = _CODE.fullmatch(line) if len(line) <= LONGEST else None
    if found is None or _check(line.rpartition(":")[0]) != found[6]:
        return None
    try:
        shown = datetime.strptime(found[4], _CLOCK)  # noqa: DTZ007 - as cameras: no zone
    except ValueError:
        return None
    return SlateCode(
        visit=found[1], site=SiteCode(found[2]), team=TeamId(found[3]), shown=shown,
        seat=int(found[5]),
    )  # fmt: skip


def _check(said: str) -> str:
    return sha256(said.encode()).hexdigest()[:4].upper()


def read_time(typed: str, day: datetime) -> datetime | None:
    """Read a time that a person saw on the slate: ``8:31:20``, ``8.31``, full width too."""
    found = _TYPED.fullmatch(normalize("NFKC", typed).replace("。", ".").strip())
    if found is None:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups())
    if hour > 23 or minute > 59 or second > 59:
        return None
    return day.replace(hour=hour, minute=minute, second=second, microsecond=0)


def offset_of(shown: datetime, taken_at: str) -> int | None:
    """Return the seconds to add to a phone's times; None if its photo bears no time."""
    taken = read_taken(taken_at)
    return None if taken is None else round((shown - taken).total_seconds())


def read_taken(taken_at: str) -> datetime | None:
    """Read a camera's time; None for none, or one that no calendar has."""
    try:
        taken = datetime.fromisoformat(taken_at)
    except ValueError:
        return None
    return taken.replace(tzinfo=None)


def corrected(taken_at: str, clock: PhoneClock | None) -> datetime | None:
    """Return when a picture was taken by the laptop's clock; without an offset, as it says."""
    taken = read_taken(taken_at)
    if taken is None or clock is None:
        return taken
    try:
        return taken + timedelta(seconds=clock.offset)
    except OverflowError:
        return taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """From when to when pictures belong to a visit, by the laptop's clock without zone."""

    since: datetime
    until: datetime

    def holds(self, at: datetime | None) -> bool:
        """Tell whether a picture was taken in between; of one without a time nothing is known."""
        return at is not None and self.since <= at < self.until


def boundary_of(
    started: datetime, clocks: Iterable[PhoneClock], later: Iterable[datetime] = ()
) -> Boundary:
    """Return the visit's boundary: from the first slate to that of the next visit, or midnight.

    Args:
        started: When the visit was begun on the laptop, without zone.
        clocks: The phones of this visit.
        later: When other visits began.
    """
    shown = [at for clock in clocks if (at := read_taken(clock.shown)) is not None]
    first = min([started, *shown])
    midnight = datetime.combine(first.date(), datetime.min.time()) + timedelta(days=1)
    behind = [at - EARLY for at in later if at > started]
    return Boundary(since=first - EARLY, until=max(first, min([midnight, *behind])))


def owners(codes: Mapping[str, Sequence[int]], people: Sequence[PersonId]) -> dict[str, PersonId]:
    """Say whose phone each camera is, by the seats that its slates named.

    A seat that two phones name was nobody's turn in particular: both stay unnamed.
    """
    seats = {camera: named[-1] for camera, named in codes.items() if named}
    claims = list(seats.values())
    return {
        camera: people[seat - 1]
        for camera, seat in seats.items()
        if 1 <= seat <= len(people) and claims.count(seat) == 1
    }


def clock_fields(clock: PhoneClock) -> dict[str, Tree]:
    """Return the fields of its record; texts become NFC, as records need."""
    return {
        "camera": normalize("NFC", clock.camera),
        "how": str(clock.how),
        "offset": clock.offset,
        "person": str(clock.owner or ""),
        "shown": clock.shown,
        "reason": normalize("NFC", clock.reason),
    }


def clock_of(tree: Mapping[str, Tree]) -> PhoneClock:
    """Read the fields of its record.

    Raises:
        BadTree: A field is missing, of another kind, or out of range.
    """
    offset, person = whole(tree.get("offset")), text(tree, "person", "")
    shown, how = text(tree, "shown", ""), text(tree, "how")
    if abs(offset) > MOST_OFF or (shown and read_taken(shown) is None) or how not in set(How):
        raise BadTree("slate")
    return PhoneClock(
        camera=text(tree, "camera", ""),
        how=How(how),
        offset=offset,
        owner=PersonId(person) if person else None,
        shown=shown,
        reason=text(tree, "reason", ""),
    )
