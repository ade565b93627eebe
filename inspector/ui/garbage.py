"""When and where Python looks for garbage: never in a job's thread.

It looks in whatever thread happens to make objects, and frees there what it finds. A page that is
part of a circle of references is then destroyed outside of the GUI thread, and Qt crashes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

from inspector.domain.courtesy import COURTESY, Courtesy

EVERY_MS = 500


class Sweep(QObject):
    """Looks for garbage in the GUI thread, from now on the only one that does.

    Not while somebody is answered: beside an import that took 80 ms, in the middle of pages.
    """

    def __init__(self, parent: QObject, courtesy: Courtesy = COURTESY) -> None:
        super().__init__(parent)
        self._courtesy = courtesy
        gc.disable()
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY_MS)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Look through the oldest generation that is due by Python's own thresholds."""
        if self._courtesy.claimed:
            return
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [age for age, (count, limit) in enumerate(counts) if count > limit]
        if due:
            gc.collect(due[-1])


@contextmanager
def for_good() -> Iterator[None]:
    """Load modules inside: no garbage is looked for meanwhile, nor among them afterwards.

    Looking for garbage among what only grows took a fifth of the start; and looking through it
    again took 0.3 s in the middle of an import.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if before:
            gc.enable()
