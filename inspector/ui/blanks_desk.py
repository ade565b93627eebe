"""The desk of the page 纸面, made of actions on an open field folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inspector import __version__
from inspector.actions import blank_paper, double_entry, entry_books
from inspector.actions.blank_paper import Wanted, planned_lines
from inspector.actions.desk import Desk
from inspector.actions.double_entry import Comparison
from inspector.actions.entry_books import BookEntered
from inspector.actions.forms import policy_of
from inspector.actions.papers.document import Wish
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.writing import Target, pick, write_papers
from inspector.actions.rounds import NoRound
from inspector.actions.scoring import kind_of
from inspector.actions.verifying import verify_paper
from inspector.domain.double_entry import Choice, DoubleState
from inspector.domain.ids import SiteCode, VisitUid
from inspector.domain.progress import Ticket
from inspector.ui.key_rows import key_rows
from inspector.ui.pages.blanks import texts
from inspector.ui.pages.blanks.desk import BlankLine


class BlanksWork:
    """What paper does on one laptop."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def lines(self) -> Sequence[BlankLine]:
        """Return the team's visits along its road; none while there is nothing planned."""
        with self._desk.store.reading() as reading:
            try:
                planned = planned_lines(reading, Wanted())
            except (NoRound, blank_paper.NoBlankToPrint):
                return ()
            policy, states = policy_of(reading), double_entry.double_states(reading)
            return [
                BlankLine(
                    uid=line.uid,
                    site=line.key.site,
                    township=line.township,
                    name=line.site,
                    state=line.state,
                    double=states.get(line.uid, DoubleState.NONE),
                )
                for line in planned
                if kind_of(policy, line.key).scored
            ]

    def print_blank(
        self, document: str, out: Path, sites: Sequence[SiteCode], ticket: Ticket
    ) -> Sequence[Path]:
        """Print blank sheets or strips."""
        kind = DOCUMENTS[document]
        wish = pick(self._desk, kind, Wish(), sites=sites, words=())
        written = write_papers(self._desk, kind, wish, Target(out=out), ticket)
        for failed in written.failed:
            raise failed.fault
        return written.files

    def print_card(self, out: Path) -> Path:
        """Print the key card."""
        return blank_paper.print_key_card(out, key_rows(), version=__version__, desk=self._desk)

    def write_book(self, out: Path, sites: Sequence[SiteCode]) -> Path:
        """Write a book to fill in."""
        path, _places = entry_books.write_book(self._desk, out, Wanted(sites=tuple(sites)))
        return path

    def enter(self, file: Path, ticket: Ticket) -> BookEntered:
        """Enter a filled book."""
        return entry_books.enter_book(self._desk, file, ticket=ticket)

    def enter_second(self, file: Path, by: str) -> tuple[Comparison, ...]:
        """Take a filled book as the second entry."""
        return double_entry.enter_second(self._desk, file, by=by)

    def comparison(self, uid: VisitUid) -> Comparison:
        """Return how two entries compare."""
        with self._desk.store.reading() as reading:
            return double_entry.comparison(reading, uid)

    def verify(self, text: str) -> Sequence[str]:
        """Say whether a paper matches, and what changed since."""
        found = verify_paper(self._desk, text)
        verdict = texts.CODE_FITS if found.matches else texts.CODE_DIFFERS
        return (verdict, found.sentence, *found.changes)

    def settle(self, uid: VisitUid, code: str, choice: Choice, by: str) -> Comparison:
        """Settle one difference by name."""
        return double_entry.settle(self._desk, uid, code, choice, by=by)
