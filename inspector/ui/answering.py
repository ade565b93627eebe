"""While work is going on, the window says when it answers somebody, so that the work waits."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

from inspector.domain.courtesy import COURTESY, Courtesy
from inspector.ui.job import Jobs

ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchEnd,
    }
)

PAINTING_MS = 20
"""After what somebody did was done, until it is painted."""


class Answering(QObject):
    """An answer begins with a key or a click and ends when what it changed is painted.

    So every page is answered for, and none has to know. The signals of Qt's event loop would
    say it more exactly, but with glib they enclose the waiting, not the answer.
    """

    def __init__(self, jobs: Jobs, courtesy: Courtesy = COURTESY) -> None:
        super().__init__(jobs)
        self._courtesy = courtesy
        self._busy = self._claimed = False
        self._done, self._painted = QTimer(self), QTimer(self)
        for timer, wait in ((self._done, 0), (self._painted, PAINTING_MS)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
        self._done.timeout.connect(self._painted.start)
        self._painted.timeout.connect(self.end)
        jobs.began.connect(self._work)
        jobs.idle.connect(self._rest)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)

    def begin(self) -> None:
        """Answer from now on; the loop comes back to the timers when it is done."""
        if not self._claimed:
            self._claimed = True
            self._courtesy.begin()
        self._painted.stop()
        self._done.start()

    def end(self) -> None:
        """Let work go on."""
        if self._claimed:
            self._claimed = False
            self._courtesy.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() in ACTS:
            self.begin()
        return False

    def _work(self) -> None:
        self._busy = True
        self._watch(QGuiApplication.focusWindow())

    def _rest(self) -> None:
        self._busy = False
        self.end()
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)

    def _watch(self, window: QWindow | None) -> None:
        """Hear what is typed and clicked in a window, as long as there is work."""
        if window is not None and self._busy:
            window.installEventFilter(self)
