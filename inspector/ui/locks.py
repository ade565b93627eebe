"""What the page 设置 can do about PIN, keyring and auto-lock of the open folder."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSettings

from inspector.actions import unlocking
from inspector.actions.desk import Desk
from inspector.domain.errors import InspectorError
from inspector.platform.folder import Way
from inspector.ui import texts
from inspector.ui.idle import MINUTES_KEY, minutes_of
from inspector.ui.job import Jobs

Tell = Callable[[str], None]
"""Gets the sentence of a refusal, or nothing if all went well."""


class FolderLocks:
    """Joins the page to the actions; ``lock`` locks the window now."""

    def __init__(
        self, desk: Desk, jobs: Jobs, settings: QSettings, lock: Callable[[], None]
    ) -> None:
        self._desk, self._jobs, self._settings, self._lock = desk, jobs, settings, lock

    def minutes(self) -> int:
        """Return after how many minutes the window is locked; 0 for never."""
        return minutes_of(self._settings)

    def choose(self, minutes: int) -> None:
        """Keep after how many minutes the window is locked."""
        self._settings.setValue(MINUTES_KEY, minutes)

    def lock(self) -> None:
        """Lock the window now."""
        self._lock()

    def remembered(self) -> bool:
        """Return True if this machine may open the folder without its PIN."""
        return Way.KEYRING in self._desk.folder.ways

    def remember(self, tell: Tell, *, on: bool) -> None:
        """Let this machine remember, or forget; a keyring may take its time."""
        act = unlocking.remember if on else unlocking.forget
        self._start(texts.REMEMBERING, lambda: act(self._desk), tell)

    def change_pin(self, old: str, new: str, tell: Tell) -> None:
        """Give the folder another PIN."""
        self._start(texts.CHANGING_PIN, lambda: unlocking.change_pin_of(self._desk, old, new), tell)

    def _start(self, title: str, act: Callable[[], None], tell: Tell) -> None:
        def refuse(error: Exception) -> None:
            if not isinstance(error, InspectorError):
                raise error
            tell(f"{error.sentence()} {error.advice()}")

        self._jobs.start(title, lambda _ticket: act(), lambda _done: tell(""), failed=refuse)
