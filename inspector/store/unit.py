"""One all-or-nothing change, and one steady look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Self

from sqlalchemy import Engine

from inspector.store.apart import PackagesApart
from inspector.store.audit import Audit
from inspector.store.carried import CarriedPhotos, PhotoChecks, PurgedPhotos
from inspector.store.clues import Clues
from inspector.store.days import Days
from inspector.store.denials import Denials
from inspector.store.devices import Devices
from inspector.store.documents import Documents
from inspector.store.editions import Editions
from inspector.store.engine import explaining_store
from inspector.store.events import Events
from inspector.store.evidence import VisitEvidence
from inspector.store.findings import Findings
from inspector.store.meta import Meta
from inspector.store.packages import Packages
from inspector.store.papers import Papers
from inspector.store.phone_clocks import PhoneClocks
from inspector.store.photo_marks import PhotoMarks
from inspector.store.problems import Problems
from inspector.store.receipts import Receipts
from inspector.store.records import Records
from inspector.store.rolls import Rolls
from inspector.store.rotten import RottenPhotos
from inspector.store.rounds import Rounds
from inspector.store.rows import Rows, UnitFailed
from inspector.store.saves import Saves
from inspector.store.sites import Sites
from inspector.store.teams import Teams
from inspector.store.visits import Visits


class Reading:
    """A look at the store: one snapshot from its first query on, whatever others write.

    ``with store.reading() as reading: ...``. Writing through it fails. It belongs to one thread.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        with explaining_store(path):
            self._connection = engine.connect()
            try:
                self._transaction = self._connection.begin()
            except BaseException:
                self._connection.close()
                raise
        self._rows = rows = Rows(self._connection)
        self.meta = Meta(rows)
        self.documents = Documents(rows)
        self.sites = Sites(rows)
        self.teams = Teams(rows)
        self.rounds = Rounds(rows)
        self.records = Records(rows)
        self.packages = Packages(rows)
        self.devices = Devices(rows)
        self.editions = Editions(rows)
        self.events = Events(rows)
        self.receipts = Receipts(rows)
        self.apart = PackagesApart(rows)
        self.carried = CarriedPhotos(rows)
        self.checks = PhotoChecks(rows)
        self.purged = PurgedPhotos(rows)
        self.rotten = RottenPhotos(rows)
        self.audit = Audit(rows)
        self._look_at_visits(rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._connection.close()  # undoes what was not committed

    def _look_at_visits(self, rows: Rows) -> None:
        """Open what teams see and say, and what is said of it."""
        self.problems = Problems(rows)
        self.days = Days(rows)
        self.visits = Visits(rows)
        self.evidence = VisitEvidence(rows)
        self.papers = Papers(rows)
        self.clues = Clues(rows)
        self.denials = Denials(rows)
        self.findings = Findings(rows)
        self.phone_clocks = PhoneClocks(rows)
        self.photo_marks = PhotoMarks(rows)
        self.rolls = Rolls(rows)


class UnitOfWork(Reading):
    """One short, all-or-nothing change of the store.

    ``with store.unit() as unit: ...; unit.commit()``. Leaving the block without :meth:`commit`
    undoes everything. Only one unit runs at a time; another waits ten seconds for it. ``noting``
    writes what every commit brings along, such as the time.
    """

    def __init__(self, engine: Engine, path: Path, saves: Saves, noting: Noting = None) -> None:
        super().__init__(engine, path)
        self._saves = saves
        self._noting = noting

    def commit(self) -> None:
        """Make every change of this unit lasting: synced to the disk when this returns.

        Raises:
            DiskFull, FileUnreadable, StoreBusy: The disk refused; nothing was written.
            UnitFailed: A statement of the unit had failed, or it was committed before.
        """
        if self._rows.failed:
            raise UnitFailed("the unit failed before; nothing is committed")
        if self._noting is not None:
            self._noting(self)
        number = self._saves.number(self.meta)
        self._rows.failed = True  # one commit a unit
        self._transaction.commit()
        self._saves.acknowledged = number


Noting = Callable[[UnitOfWork], None] | None
