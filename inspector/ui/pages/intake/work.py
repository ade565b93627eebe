"""Reading and taking in, package by package; the results wait until the page fetches them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from inspector.actions.previewing import PackageCard
from inspector.actions.receiving import TakenIn, parts_of
from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.ui.job import Work
from inspector.ui.pages.intake.desk import IntakeDesk
from inspector.ui.pages.intake.parcels import Parcel, with_result

Result = PackageCard | TakenIn | InspectorError


class TableWork:
    """Makes the work for a job; a package that fails does not stop the others."""

    def __init__(self, desk: IntakeDesk) -> None:
        self._desk = desk
        self._results: dict[Path, Result] = {}

    def read(self, files: Sequence[Path]) -> Work:
        """Return work that reads packages, in megabytes; stopped, what was read stays known."""
        self._results = results = {}

        def work(ticket: Ticket) -> None:
            for file, part in parts_of(files, ticket):
                results[file] = _caught(partial(self._desk.read, file, part))
                part.step(1, 1)

        return work

    def take(self, files: Sequence[Path], refused: Sequence[tuple[Path, str]]) -> Work:
        """Return work that takes packages in and notes those refused, with their codes."""
        results: dict[Path, Result] = {}
        self._results = results

        def work(ticket: Ticket) -> None:
            for file, code in refused:
                apart = self._desk.refuse(file, code)
                if apart is not None:
                    results[file] = apart
            for at, file in enumerate(files, start=1):
                results[file] = _caught(partial(self._desk.accept, file))
                ticket.step(at, len(files), file.name)

        return work

    def applied(self, parcels: Sequence[Parcel]) -> list[Parcel]:
        """Return the packages with what has become of them so far."""
        results = dict(self._results)
        return [
            with_result(one, results[one.file]) if one.file in results else one for one in parcels
        ]


def _caught(work: Callable[[], Result]) -> Result:
    """Return what work came to, or the error that a person can solve."""
    try:
        return work()
    except InspectorError as error:
        return error
