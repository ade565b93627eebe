"""Look at an open folder: what lists and heads of the window show. Nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.actions import keys
from inspector.actions.checking_photos import THUMBNAIL_EDGE, picture_of
from inspector.actions.desk import Desk
from inspector.actions.forms import rubric_of_id
from inspector.actions.rounds import current_round
from inspector.actions.scoring import OpenVisit
from inspector.domain.ids import Digest, RoundId, SiteCode, TeamId, VisitUid
from inspector.domain.signing import SignState
from inspector.domain.site import Site
from inspector.domain.visit import Evidence, Sealing, VisitState
from inspector.media.vault import PhotoDamaged, PhotoMissing
from inspector.platform.folder import Role
from inspector.store.visits import Totals, VisitLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What an open folder is: role, county, and in the field team and round."""

    role: Role
    county: str
    team: TeamId | None
    round: RoundId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """One site with its visit in the current round; ``state`` is None where none is planned."""

    site: Site
    township: str
    items: int
    """Items of the form that scores it."""
    state: VisitState | None = None
    signed: SignState | None = None
    paused: str | None = None
    totals: Totals | None = None
    photos: int = 0


def face_of(desk: Desk) -> Face:
    """Return what the folder is."""
    with desk.store.reading() as reading:
        team, latest = reading.meta.get(keys.TEAM), current_round(reading)
        return Face(
            role=desk.folder.role,
            county=reading.meta.get(keys.COUNTY_NAME) or "",
            team=TeamId(team) if team else None,
            round=latest.id if latest is not None else None,
        )


def site_rows(desk: Desk) -> tuple[SiteRow, ...]:
    """Return the sites: of the team's road in the field, of the whole county in the office."""
    face = face_of(desk)
    with desk.store.reading() as reading:
        lines = {line.site.code: line for line in reading.sites.lines()}
        visits: dict[SiteCode, VisitLine] = {}
        if face.round is not None:
            for visit in reading.visits.lines(face.round, face.team):
                visits.setdefault(visit.key.site, visit)
        rubrics = {line.site.rubric for line in lines.values()}
        items = {one: sum(1 for _ in rubric_of_id(reading, one).items()) for one in rubrics}
    order = list(lines) if face.team is None else [code for code in visits if code in lines]
    rows = []
    for code in order:
        line, found = lines[code], visits.get(code)
        rows.append(
            SiteRow(
                site=line.site,
                township=line.township,
                items=items[line.site.rubric],
                state=found.state if found is not None else None,
                signed=found.signed if found is not None else None,
                paused=found.paused if found is not None else None,
                totals=found.totals if found is not None else None,
                photos=found.photos if found is not None else 0,
            )
        )
    return tuple(rows)


def photos_of(desk: Desk, uid: VisitUid) -> tuple[Evidence, ...]:
    """Return the photos of a visit in the order they were added."""
    with desk.store.reading() as reading:
        return reading.evidence.of_visit(uid)


def thumbnail_of(desk: Desk, photo: Digest) -> bytes:
    """Return a photo's small picture, which only the decode process makes.

    Raises:
        PhotoRefused: It came in a package, and cannot be shown.
        PhotoMissing, PhotoDamaged: The vault does not hold it, or not as it was.
        DecoderShut: The decode process does not start.
    """
    try:
        return desk.vault.get_thumbnail(photo)
    except (PhotoMissing, PhotoDamaged):
        with desk.store.reading() as reading:
            return picture_of(reading, desk, photo, THUMBNAIL_EDGE)


def sealing_of(desk: Desk, visit: OpenVisit) -> Sealing | None:
    """Return how a visit was frozen, or None while it is open."""
    with desk.store.reading() as reading:
        head = reading.visits.one(visit.uid)
    return head.sealing if head is not None else None
