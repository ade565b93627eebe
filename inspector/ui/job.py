"""Work off the GUI thread: one job, and the queue of all that touch the store."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from inspector.domain.errors import Cancelled
from inspector.domain.progress import Ticket

Work = Callable[[Ticket], object]


class Job(QObject):
    """Long work for a pool thread; made and owned in the GUI thread.

    Signals: ``stepped`` (done, total, label), then ``succeeded`` with the result or ``failed``
    with an InspectorError to explain or a bug to report, and ``ended`` always, also when stopped.
    """

    stepped = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, work: Work, parent: QObject, title: str = "", unit: str = "") -> None:
        super().__init__(parent)
        self._work = work
        self.title = title
        self.unit = unit
        self.quiet = False
        """True if nobody asked for it: the dock shows it only once it takes long."""
        self.over: Callable[[], None] = lambda: None
        """Called in the GUI thread when the job is no longer at work."""
        self.ticket = Ticket(self.stepped.emit)

    def run(self) -> None:
        """Do the work; give this to ``QThreadPool.start``."""
        try:
            self.succeeded.emit(self._work(self.ticket))
        except Cancelled:
            pass
        except Exception as error:  # noqa: BLE001 - nothing may die unseen in a pool thread
            self.failed.emit(error)
        finally:
            self.ended.emit()


class Jobs(QObject):
    """The queue: one job at a time, in the order in which they came.

    ``began`` carries the job that starts, ``waiting`` how many stand behind it, ``failed`` a job
    and its error, unless somebody took it.
    """

    began = Signal(Job)
    waiting = Signal(int)
    failed = Signal(Job, object)
    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._queue: deque[Job] = deque()
        self._running: Job | None = None

    @property
    def running(self) -> Job | None:
        """The job at work, if any."""
        return self._running

    def start(
        self,
        title: str,
        work: Work,
        done: Callable[[Any], None],
        *,
        unit: str = "",
        failed: Callable[[Exception], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> Job:
        """Queue work under a title people read; ``done`` gets the result in the GUI thread.

        ``failed`` takes the error instead of the window, which would explain it. ``ended``
        follows always, also when the work was stopped; connected to the job by the caller it
        would miss work that is quicker.
        """
        job = Job(work, self, title, unit)
        job.succeeded.connect(done)
        job.failed.connect(failed or (lambda error: self.failed.emit(job, error)))
        if ended is not None:
            job.over = ended
        return self._put(job)

    def start_quietly(
        self, title: str, work: Work, done: Callable[[Any], None], ended: Callable[[], None]
    ) -> Job:
        """Queue work that nobody asked for; else as :meth:`start`."""
        job = Job(work, self, title)
        job.quiet = True
        job.succeeded.connect(done)
        job.failed.connect(lambda error: self.failed.emit(job, error))
        job.over = ended
        return self._put(job)

    def _put(self, job: Job) -> Job:
        self._queue.append(job)
        self.waiting.emit(len(self._queue) - (self._running is None))
        if self._running is None:
            self._next()
        return job

    def stop(self) -> None:
        """Drop what is queued and ask the job at work to end; ``idle`` follows."""
        self._queue.clear()
        if self._running is not None:
            self._running.ticket.cancel()

    def wait(self, milliseconds: int = 5_000) -> bool:
        """Wait until the thread is free; for leaving the program."""
        self.stop()
        return self._pool.waitForDone(milliseconds)

    def _next(self) -> None:
        if not self._queue:
            self._running = None
            self.idle.emit()
            return
        job = self._running = self._queue.popleft()
        job.ended.connect(self._finish)
        self.began.emit(job)
        self.waiting.emit(len(self._queue))
        self._pool.start(job.run)

    def _finish(self) -> None:
        job, self._running = self._running, None
        if job is not None:
            job.over()  # nothing is at work now: who asks, or starts more, is told the truth
            job.deleteLater()
        if self._running is None:
            self._next()
