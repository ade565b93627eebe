"""The row where somebody stopped: a visit that is opened again stands there."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from inspector.domain.rubric import Rubric
from inspector.ui.pages.visit.desk import Place
from inspector.ui.pages.visit.route import Spot


class LastRow:
    """Remembers the row of one place in the window's settings."""

    def __init__(self, settings: QSettings, place: Place) -> None:
        self._settings = settings
        self._key = f"visit/row/{place.township}{place.tail}".replace(" ", "")

    def keep(self, spot: Spot) -> None:
        """Remember where the work is."""
        if spot.checkpoint is not None:
            self._settings.setValue(self._key, f"{spot.item}|{spot.checkpoint}")

    def spot(self, rubric: Rubric, *, by_star: bool) -> Spot | None:
        """Return the row that is remembered, in the view that is chosen, if the form has it."""
        item, _, checkpoint = str(self._settings.value(self._key, "")).partition("|")
        codes = {str(one.code): one for one in rubric.items()}
        rows = {str(row.code): row for row in codes[item].checkpoints} if item in codes else {}
        row = rows.get(checkpoint)
        if row is None:
            return None
        return Spot(step=None if by_star else row.step, item=codes[item].code, checkpoint=row.code)
