"""The survey page's desk, made of actions on an open field folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from inspector.actions import printing, scoring, sealing, showing, surveying
from inspector.actions.desk import Desk
from inspector.actions.scoring import OpenVisit
from inspector.domain.finding import Finding, Lack
from inspector.domain.ids import Digest, ItemCode
from inspector.domain.progress import Ticket
from inspector.domain.signing import SignState
from inspector.domain.visit import Sealing
from inspector.platform.durable import write_durably
from inspector.ui.ending_desk import EndingWork
from inspector.ui.pages.survey.desk import Hung, Where


class SurveyWork:
    """One visit without points."""

    def __init__(self, desk: Desk, visit: OpenVisit) -> None:
        self._desk, self._visit = desk, visit
        self._look_only = surveying.look_only(visit)
        self._sealing = showing.sealing_of(desk, visit)
        self._items = {item.code: item.title for item in visit.form.items()}
        self.kind = visit.kind
        site = visit.line.site
        self.paper = EndingWork(desk, visit)
        self.where = Where(township=visit.line.township, name=site.name, tail=site.tail)

    def findings(self) -> Sequence[Finding]:
        """Return what was written so far, by number."""
        return surveying.findings_of(self._desk, self._visit)

    def lacks(self) -> Sequence[Lack]:
        """Return what is missing before 定稿, musts first."""
        return surveying.lacks_of(self._desk, self._visit)

    def items(self) -> Mapping[ItemCode, str]:
        """Return the titles of the items of the site's whole form, in its order."""
        return self._items

    def look_only(self, finding: Finding) -> bool:
        """Tell whether what a finding speaks of may not be photographed."""
        return finding.item in self._look_only

    def put(self, finding: Finding) -> tuple[Finding, datetime]:
        """Save a finding; number 0 takes the next free one. Return it, and when."""
        return surveying.put_finding(self._desk, self._visit, finding), self._desk.clock()

    def drop(self, number: int) -> None:
        """Take a finding back."""
        surveying.drop_finding(self._desk, self._visit, number)

    def bring_problems(self) -> int:
        """Write a finding for each problem that earlier rounds left here; return how many."""
        return surveying.bring_problems(self._desk, self._visit)

    def thumbnail(self, digest: Digest) -> bytes:
        """Return a photo's small picture."""
        return showing.thumbnail_of(self._desk, digest)

    def take_in(self, number: int, paths: Sequence[Path], ticket: Ticket) -> Hung:
        """Copy photos into the vault and hang them on a finding; runs in a job."""
        gathered = surveying.attach(self._desk, self._visit, number, paths, ticket)
        refused = tuple(f"{name}：{why}" for name, why in gathered.refused)
        return Hung(photos=len(gathered.evidence), refused=refused)

    def unhang(self, number: int, photo: Digest) -> None:
        """Take a photo off a finding."""
        surveying.detach(self._desk, self._visit, number, photo)

    def sheet(self, ticket: Ticket) -> bytes:
        """Return the paper of the visit as PDF; runs in a job."""
        ticket.step(0, 1)
        return printing.sheet_pdf(self._desk, self._visit.uid)

    def signed(self) -> SignState | None:
        """Return where the visit stands with its signatures; None while it is not sealed."""
        return self.paper.signing()

    def reload(self) -> None:
        """Read anew how the visit is sealed."""
        with self._desk.store.reading() as reading:
            self._visit = scoring.load_visit(reading, self._visit.uid)
        self._sealing = showing.sealing_of(self._desk, self._visit)

    def save_sheet(self, path: Path, ticket: Ticket) -> None:
        """Write the paper of the visit as PDF, whole or not at all; runs in a job."""
        write_durably(path, self.sheet(ticket))
        if self._sealing is not None:
            self.paper.note_saved()

    def sealed(self) -> Sealing | None:
        """Return how the visit was frozen, or None while it is open."""
        return self._sealing

    def seal(self) -> Sealing:
        """Freeze the content (定稿)."""
        sealing.seal(self._desk, self._visit)
        self._sealing = showing.sealing_of(self._desk, self._visit)
        if self._sealing is None:
            raise AssertionError("a visit was sealed and is not")
        return self._sealing
