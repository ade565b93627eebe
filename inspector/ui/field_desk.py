"""The visit page's desk, made of actions on an open field folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from inspector.actions import gathering, pausing, scoring, sealing, showing
from inspector.actions.desk import Desk
from inspector.domain.ids import Digest, ItemCode, PersonId, SiteCode
from inspector.domain.progress import Ticket
from inspector.domain.scorecard import Scorecard
from inspector.domain.visit import EMPTY, Counted, Evidence, ItemEntry, Sealing, VisitKey
from inspector.ui.beside_desk import BesideWork
from inspector.ui.ending_desk import EndingWork
from inspector.ui.pages.visit.desk import Place, Taken
from inspector.ui.photo_desk import PhotoWork
from inspector.ui.slate_desk import SlateWork


class FieldDesk:
    """One visit of the team: the ``opened`` one, else that of the site that was dispatched.

    It is begun by ``people`` if nobody has.

    Raises:
        InspectorError: As ``scoring.open_visit``.
    """

    def __init__(
        self,
        desk: Desk,
        site: SiteCode,
        people: Sequence[PersonId] | None = None,
        *,
        opened: scoring.OpenVisit | None = None,
    ) -> None:
        self._desk = desk
        self._visit = opened or scoring.open_visit(desk, site, people=people)
        pausing.resume(desk, self._visit.uid)
        self._sealing = showing.sealing_of(desk, self._visit)
        self.beside = BesideWork(desk, self._visit)
        self.paper = EndingWork(desk, self._visit)
        line = self._visit.line
        self.slates = SlateWork(desk, self._visit)
        self.roll = PhotoWork(desk, self._visit, self.slates.people)
        self.rubric = self._visit.rubric
        self.place = Place(
            township=line.township,
            name=line.site.name,
            tail=line.site.tail,
            kind=scoring.kind_told(self._visit.policy, VisitKey.parse(self._visit.uid)),
        )

    def counted(self) -> Counted:
        """Return everything counted so far; an item that says nothing counts as untouched."""
        return {code: entry for code, entry in self._visit.counted.items() if entry != EMPTY}

    def score(self, counted: Counted) -> Scorecard:
        """Return what ``counted`` comes to."""
        return self._visit.card(counted)

    def put_item(self, item: ItemCode, entry: ItemEntry) -> datetime:
        """Save one item for good and return when."""
        gathering.put_item(self._desk, self._visit, item, entry)
        counted = {**self._visit.counted, item: entry}
        self._visit = replace(self._visit, counted=counted)
        return self._desk.clock()

    def photos(self) -> Sequence[Evidence]:
        """Return every photo of the visit, oldest first."""
        roll = self.roll.roll()
        return tuple(one.evidence for one in roll.photos if not one.aside)

    def thumbnail(self, digest: Digest) -> bytes:
        """Return a photo's small picture."""
        return showing.thumbnail_of(self._desk, digest)

    def take_in(self, item: ItemCode, paths: Sequence[Path], ticket: Ticket) -> Taken:
        """Copy photos into the vault and hang them on an item; runs in a job."""
        gathered = gathering.attach(self._desk, self._visit, item, paths, ticket)
        refused = tuple(f"{name}：{why}" for name, why in gathered.refused)
        return Taken(photos=gathered.evidence, refused=refused)

    def sealed(self) -> Sealing | None:
        """Return how the visit was frozen, or None while it is open."""
        return self._sealing

    def seal(self, left: str = "") -> Sealing:
        """Freeze the content (定稿); ``left`` says why unexplained gaps are left open."""
        sealing.seal(self._desk, self._visit, left=left)
        self._sealing = showing.sealing_of(self._desk, self._visit)
        if self._sealing is None:
            raise AssertionError("a visit was sealed and is not")
        return self._sealing

    def reload(self) -> None:
        """Read anew what was counted and how it is sealed."""
        with self._desk.store.reading() as reading:
            self._visit = scoring.load_visit(reading, self._visit.uid)
        self._sealing = showing.sealing_of(self._desk, self._visit)

    def sheet(self, ticket: Ticket) -> bytes:
        """Return the score sheet as PDF; runs in a job."""
        from inspector.actions import printing  # noqa: PLC0415 - a visit begins without paper

        ticket.step(0, 1)
        return printing.sheet_pdf(self._desk, self._visit.uid)

    def to_sign(self, ticket: Ticket) -> bytes:
        """Return all that is signed as one PDF; runs in a job."""
        from inspector.actions.papers.signing_book import signing_book  # noqa: PLC0415 - as above

        return signing_book(self._desk, self._visit.uid, ticket)
