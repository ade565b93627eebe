"""The button 写回执 of the intake: receipts go back on the stick that brought the packages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from inspector.actions.receipting import WrittenReceipt
from inspector.ui.job import Jobs
from inspector.ui.pages.intake import texts
from inspector.ui.pages.intake.desk import IntakeDesk
from inspector.ui.pages.intake.parcels import Parcel
from inspector.ui.widgets.button import Button


class ReceiptButton(Button):
    """Shown once packages came in; ``parcels`` lie on the table, ``tell`` shows one sentence."""

    def __init__(
        self,
        desk: IntakeDesk,
        jobs: Jobs,
        parcels: Callable[[], Sequence[Parcel]],
        tell: Callable[[str], None],
    ) -> None:
        super().__init__(texts.RECEIPTS, self.write, icon="seal-check", height=38)
        self._desk, self._jobs, self._parcels, self._tell = desk, jobs, parcels, tell

    def write(self) -> None:
        """Write the receipts of the teams whose packages lie here, beside their packages."""
        folders: dict[Path, set[str]] = {}
        for one in self._parcels():
            if one.taken is not None and one.taken.team:
                folders.setdefault(one.file.parent, set()).add(one.taken.team)
        for folder, teams in folders.items():
            self._start(folder, sorted(teams))

    def _start(self, folder: Path, teams: Sequence[str]) -> None:
        def told(written: Sequence[WrittenReceipt]) -> None:
            self._tell(texts.RECEIPTS_WRITTEN.format(count=len(written), folder=folder))

        self._jobs.start(
            texts.RECEIPTS_WRITING,
            lambda ticket: self._desk.write_receipts(folder, ticket, teams),
            told,
        )
