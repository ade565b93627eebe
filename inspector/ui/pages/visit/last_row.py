"""The row where somebody stopped: a visit that is opened again stands there."""

from __future__ import annotations

from PySide6.QtCore import QSettings, QTimer

from inspector.domain.rubric import Rubric
from inspector.ui.pages.visit.desk import Place
from inspector.ui.pages.visit.route import Spot


class LastRow:
    """Remembers the row of one visit in the window's settings: a 复核 has another one.

    Qt writes and syncs the whole file anew, 5 to 25 ms: that waits until the row was painted.
    """

    def __init__(self, settings: QSettings, place: Place) -> None:
        self._settings = settings
        self._key = f"visit/row/{place.township}{place.tail}{place.kind}".replace(" ", "")
        self._waiting = ""
        self._painted = QTimer(singleShot=True, interval=0)
        self._painted.timeout.connect(self._write)

    def keep(self, spot: Spot) -> None:
        """Remember where the work is, as soon as nothing else is to be done."""
        if spot.checkpoint is not None:
            self._waiting = f"{spot.item}|{spot.checkpoint}"
            self._painted.start()

    def _write(self) -> None:
        if self._settings.value(self._key, "") != self._waiting:
            self._settings.setValue(self._key, self._waiting)

    def spot(self, rubric: Rubric, *, by_star: bool) -> Spot | None:
        """Return the row that is remembered, in the view that is chosen, if the form has it."""
        item, _, checkpoint = str(self._settings.value(self._key, "")).partition("|")
        codes = {str(one.code): one for one in rubric.items()}
        rows = {str(row.code): row for row in codes[item].checkpoints} if item in codes else {}
        row = rows.get(checkpoint)
        if row is None:
            return None
        return Spot(step=None if by_star else row.step, item=codes[item].code, checkpoint=row.code)
