"""How long nobody has touched keyboard or mouse."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from inspector.platform.clock import Clock

MINUTES_KEY = "lock/minutes"
CHOICES = (5, 15, 30, 0)
"""Minutes until the folder is locked; 0 is never."""

USUAL = 15
LOOK_MS = 5_000

ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def minutes_of(settings: QSettings) -> int:
    """Return after how many minutes to lock, 0 for never; what nobody can have chosen is as new."""
    try:
        chosen = int(str(settings.value(MINUTES_KEY, USUAL)))
    except ValueError:
        return USUAL
    return chosen if chosen in CHOICES else USUAL


class Idle(QObject):
    """``due`` follows every few seconds while nobody has been there for long enough.

    Two clocks: one stands still while a laptop sleeps, the other may be set back.
    """

    due = Signal()

    def __init__(
        self,
        settings: QSettings,
        clock: Clock,
        parent: QObject,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(parent)
        self._settings, self._clock, self._seconds = settings, clock, seconds
        self._ticked, self._told = self._seconds(), self._clock()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)

    def touch(self) -> None:
        """Begin to count anew: somebody is there."""
        self._ticked, self._told = self._seconds(), self._clock()

    def look(self) -> None:
        """Say whether it is time."""
        minutes = minutes_of(self._settings)
        passed = max(self._seconds() - self._ticked, (self._clock() - self._told).total_seconds())
        if minutes and passed >= minutes * 60:
            self.due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() in ACTS:
            self.touch()
        return False

    def _watch(self, window: QWindow | None) -> None:
        """Hear what is typed and clicked in a window; a filter on all of Qt would cost time."""
        if window is not None:
            window.installEventFilter(self)
