"""核对 and 签字 of the visit page, made of actions on an open field folder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from inspector.actions import correcting, pausing, scoring, sealing, signing
from inspector.actions.desk import Desk
from inspector.actions.signing import Signing, SignLine
from inspector.domain.signing import SignState
from inspector.domain.visit import Counted, Objection
from inspector.domain.visit_paper import Correction, LeftGap


class EndingWork:
    """What is said about one visit when it ends."""

    def __init__(self, desk: Desk, visit: scoring.OpenVisit) -> None:
        self._desk, self._visit = desk, visit
        self.secretary = visit.line.site.secretary
        self.inspectors = tuple(member.name for member in visit.people)

    def objections(self) -> Sequence[Objection]:
        """Return the village's different views."""
        with self._desk.store.reading() as reading:
            return reading.visits.objections(self._visit.uid)

    def put_objections(self, objections: Sequence[Objection]) -> None:
        """Save the village's different views, replacing those that were there."""
        scoring.put_objections(self._desk, self._visit, objections)

    def left(self) -> Sequence[LeftGap]:
        """Return why gaps are left open."""
        return sealing.left_gaps(self._desk, self._visit)

    def put_left(self, left: Sequence[LeftGap]) -> None:
        """Save why gaps are left open, replacing what was there."""
        sealing.leave_gaps(self._desk, self._visit, left)

    def signing(self) -> SignState | None:
        """Return where the visit stands with its signatures; None while it is not sealed."""
        with self._desk.store.reading() as reading:
            head = reading.visits.one(self._visit.uid)
        if head is None or head.sealing is None:
            return None
        return head.signed or SignState.WAITING

    def lines(self) -> Sequence[SignLine]:
        """Return everybody who must sign, with what is noted."""
        return signing.sign_lines(self._desk, self._visit)

    def sign(self, given: Signing) -> None:
        """Note one person's signature, or what stands in its place."""
        signing.sign(self._desk, self._visit, given)

    def unsign(self, part: str) -> None:
        """Take back what was noted for one person."""
        signing.unsign(self._desk, self._visit, part)

    def lock(self, *, elsewhere: bool) -> SignState:
        """Put all signatures on record."""
        return signing.lock(self._desk, self._visit, elsewhere=elsewhere)

    def reopen(self, reason: str) -> None:
        """Take 定稿 back, which nobody has signed."""
        sealing.reopen(self._desk, self._visit, reason)

    def correct(self, items: Counted, reason: str, by: str) -> None:
        """Count items anew after the signatures, and seal again."""
        correcting.correct(self._desk, self._visit, items, reason=reason, by=by)

    def draft(self) -> Counted:
        """Return what a correction in hand counts; empty if there is none."""
        return correcting.draft_of(self._desk, self._visit.uid)

    def put_draft(self, items: Counted) -> datetime:
        """Save what a correction in hand counts, and return when; nothing drops it."""
        correcting.keep_draft(self._desk, self._visit.uid, items)
        return self._desk.clock()

    def corrections(self) -> Sequence[Correction]:
        """Return what was corrected after the signatures."""
        with self._desk.store.reading() as reading:
            return reading.papers.corrections(self._visit.uid)

    def note_printed(self, copies: int) -> None:
        """Note that the sheet went to a printer."""
        signing.note_printed(self._desk, self._visit, copies)

    def note_saved(self) -> None:
        """Note that the sheet was saved as a file."""
        signing.note_saved(self._desk, self._visit)

    def printed(self) -> str:
        """Return when the sheet of this seal was last printed or saved, and which, or nothing."""
        found = signing.printed(self._desk, self._visit)
        return f"{found[0]:%H:%M} {found[1]}" if found else ""

    def pause(self, reason: str) -> None:
        """Note that the team leaves for another place."""
        pausing.pause(self._desk, self._visit.uid, reason)
