"""What comes out of a real print queue is what was on the screen; a printer that fails loses none.

Needs CUPS, cups-pdf and root: the print server is the test's own, on a socket in a scratch folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pytest
from paper_samples import list_pdf, mixed_pdf
from print_queue import PrintServer, Wait, differences, print_server, why_not
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from pytestqt.qtbot import QtBot

from inspector.domain.errors import Cancelled
from inspector.domain.progress import Ticket
from inspector.sheets.page import A4_ACROSS
from inspector.ui import paper_printer
from inspector.ui.paper_pages import PaperPages
from inspector.ui.paper_printer import Printed, PrinterFailed, PrinterGone, PrintRun, Spot
from inspector.ui.spooler import Spooler, Stage

pytestmark = pytest.mark.skipif(bool(why_not()), reason=f"真打印队列没有试：{why_not()}")

ALIKE = 3.0
"""Grey values of 255 by which a page of paper may differ: its edges are drawn twice."""
NOBODY: Callable[[int], object] = lambda _page: None  # noqa: E731 - nothing happens in between


@pytest.fixture(scope="module")
def server() -> Iterator[PrintServer]:
    with print_server() as server:
        yield server


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    return partial(qtbot.waitUntil, timeout=60_000)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small bundles of coarse pages: what is tried is the queue."""
    monkeypatch.setattr(paper_printer, "BUNDLE", 2)
    monkeypatch.setattr(paper_printer, "DPI", 75)


class Attempt:
    """Prints documents on a queue, again and again from where it stopped."""

    def __init__(self, server: PrintServer, queue: str, leaves: Sequence[bytes]) -> None:
        self.server, self.queue, self.leaves = server, queue, leaves
        self.spot = Spot()
        self._times = 0

    def print(
        self, meanwhile: Callable[[int], object] = NOBODY, *, ticket: Ticket | None = None
    ) -> int:
        """Print; ``meanwhile`` is told before each document how many went before it."""
        printer = QPrinter(
            QPrinterInfo.printerInfo(self.queue), QPrinter.PrinterMode.HighResolution
        )
        self._times += 1
        title = f"{self.server.tag}{self._times}打分表"
        run = PrintRun(printer, title, Spooler(self.queue), self.spot)

        def source(begin: int) -> Iterator[Printed]:
            for number in range(begin, len(self.leaves)):
                meanwhile(number)
                pages = PaperPages(self.leaves[number])
                yield Printed(leaf=number, words="㟃头镇 䢺村", pages=pages, span=range(len(pages)))

        try:
            return run.print_all(source, ticket or Ticket(), total=len(self.leaves))
        finally:
            self.spot = run.spot


def three_leaves() -> list[bytes]:
    """Three documents that differ, of one, two and one pages."""
    return [mixed_pdf(*["A4"] * (1 + number % 2), begin=number * 10) for number in range(3)]


def test_what_is_printed_is_what_is_shown(server: PrintServer, wait: Wait) -> None:
    leaves = [list_pdf(30), list_pdf(30, A4_ACROSS)]
    attempt = Attempt(server, server.queue("alike"), leaves)
    sent = attempt.print()
    theirs = server.papers("alike", wait)
    assert sent == sum(len(PaperPages(leaf)) for leaf in leaves)
    found = differences(leaves, theirs)
    assert len(found) == sent
    assert max(found) < ALIKE, found
    # Faults: another document, and a page that is missing.
    assert max(differences([mixed_pdf("A4"), leaves[1]], theirs)) > ALIKE
    assert max(differences([leaves[1], leaves[0]], theirs)) > ALIKE
    assert differences([leaves[0]], theirs)[-1] == 255.0


def test_a_page_of_another_size_lies_on_paper_of_its_own(server: PrintServer, wait: Wait) -> None:
    ours = mixed_pdf("A4", "across", "A3", "A4")
    Attempt(server, server.queue("sizes"), [ours]).print()
    theirs = server.papers("sizes", wait)
    sizes = [
        tuple(round(edge / 10) for edge in sorted(size))
        for paper in theirs
        for size in PaperPages(paper).sizes
    ]
    assert sizes == [(60, 84), (60, 84), (84, 119), (60, 84)]
    assert max(differences([ours], theirs)) < ALIKE


def test_a_printer_that_is_off_is_named_and_nothing_is_sent(
    server: PrintServer, wait: Wait
) -> None:
    attempt = Attempt(server, server.queue("off"), [mixed_pdf("A4")])
    server.run("cupsdisable", "off")
    with pytest.raises(PrinterGone, match="off"):
        attempt.print()
    assert (attempt.spot, dict(Spooler("off").jobs())) == (Spot(), {})
    server.run("cupsenable", "off")
    attempt.print()
    theirs = server.papers("off", wait)
    assert max(differences(attempt.leaves, theirs)) < ALIKE


@pytest.mark.usefixtures("small")
def test_a_printer_that_stops_in_the_middle_goes_on_where_it_stopped(
    server: PrintServer, wait: Wait
) -> None:
    attempt = Attempt(server, server.queue("dies"), three_leaves())
    with pytest.raises(PrinterFailed) as refused:
        attempt.print(lambda leaf: server.run("cupsdisable", "dies") if leaf == 1 else None)
    assert refused.value.spot == attempt.spot == Spot(leaf=1, page=1, sent=2)
    assert "第 2 页" in refused.value.sentence()
    server.run("cupsenable", "dies")
    attempt.print()
    theirs = server.papers("dies", wait)
    assert max(differences(attempt.leaves, theirs)) < ALIKE


def test_a_queue_that_refuses_is_noticed_although_qt_says_nothing(
    server: PrintServer, wait: Wait
) -> None:
    attempt = Attempt(server, server.queue("shut"), [mixed_pdf("A4")])
    server.run("cupsreject", "shut")
    with pytest.raises(PrinterGone):
        attempt.print()
    server.run("cupsaccept", "shut")
    attempt.print()
    theirs = server.papers("shut", wait)
    assert max(differences(attempt.leaves, theirs)) < ALIKE


@pytest.mark.usefixtures("small")
def test_a_queue_that_vanishes_in_the_middle_loses_nothing(server: PrintServer, wait: Wait) -> None:
    attempt = Attempt(server, server.queue("gone", waits=True), three_leaves())
    with pytest.raises(PrinterFailed):
        attempt.print(lambda leaf: server.run("lpadmin", "-x", "gone") if leaf == 2 else None)
    assert attempt.spot == Spot()  # what waited in the queue went with it
    attempt.queue = server.queue("instead")
    attempt.print()
    theirs = server.papers("instead", wait)
    assert max(differences(attempt.leaves, theirs)) < ALIKE


@pytest.mark.usefixtures("small")
def test_a_job_that_somebody_threw_away_is_noticed(server: PrintServer) -> None:
    attempt = Attempt(server, server.queue("thrown", waits=True), three_leaves())
    with pytest.raises(PrinterFailed) as refused:
        attempt.print(lambda leaf: server.run("cancel", "-a", "thrown") if leaf == 2 else None)
    assert refused.value.spot == Spot()


@pytest.mark.usefixtures("small")
def test_printing_that_is_stopped_prints_whole_bundles_and_goes_on_after_them(
    server: PrintServer, wait: Wait
) -> None:
    attempt = Attempt(server, server.queue("stopped", waits=True), three_leaves())
    ticket = Ticket()
    with pytest.raises(Cancelled):
        attempt.print(lambda leaf: ticket.cancel() if leaf == 2 else None, ticket=ticket)
    stages = [job.stage for job in Spooler("stopped").jobs().values()]
    assert Stage.CANCELED in stages
    server.go()
    attempt.print()
    theirs = server.papers("stopped", wait)
    assert max(differences(attempt.leaves, theirs)) < ALIKE
