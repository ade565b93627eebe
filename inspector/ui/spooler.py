"""What the system's print queue says of jobs: taken, stopped, thrown away.

Qt hands pages to CUPS and does not look whether they were taken. Where there is no CUPS, Qt itself
reports what fails, and nothing is asked here.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from ctypes.util import find_library
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

ALL_JOBS = -1
"""libcups: CUPS_WHICHJOBS_ALL."""


class Stage(IntEnum):
    """RFC 8011, 5.3.7: job-state."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Spooled:
    """A job in a queue."""

    number: int
    stage: Stage


class _CupsJob(ctypes.Structure):
    """libcups: cups_job_t."""

    _fields_ = (
        ("id", ctypes.c_int),
        ("dest", ctypes.c_char_p),
        ("title", ctypes.c_char_p),
        ("user", ctypes.c_char_p),
        ("format", ctypes.c_char_p),
        ("state", ctypes.c_int),
        ("size", ctypes.c_int),
        ("priority", ctypes.c_int),
        ("completed_time", ctypes.c_long),
        ("creation_time", ctypes.c_long),
        ("processing_time", ctypes.c_long),
    )


class Spooler:
    """One printer's queue; ``name`` is the printer's."""

    def __init__(self, name: str) -> None:
        self.name = name
        found = find_library("cups")
        self._cups = ctypes.CDLL(found) if found is not None else None

    @property
    def speaks(self) -> bool:
        """True if the queue can be asked for its jobs."""
        return self._cups is not None

    def stands(self) -> bool:
        """Return whether the printer is there and not stopped."""
        info = QPrinterInfo.printerInfo(self.name)
        return not info.isNull() and info.state() != QPrinter.PrinterState.Error

    def jobs(self) -> Mapping[str, Spooled]:
        """Return this queue's jobs by title, finished ones too."""
        if self._cups is None:
            return {}
        found = ctypes.POINTER(_CupsJob)()
        name = self.name.encode()
        count = self._cups.cupsGetJobs(ctypes.byref(found), name, 0, ALL_JOBS)
        try:
            jobs = [found[place] for place in range(max(count, 0))]
            return {
                (job.title or b"").decode(errors="replace"): Spooled(
                    number=job.id, stage=Stage(job.state)
                )
                for job in jobs
            }
        finally:
            if count > 0:
                self._cups.cupsFreeJobs(count, found)

    def cancel(self, number: int) -> None:
        """Take a job out of the queue."""
        if self._cups is not None:
            self._cups.cupsCancelJob(self.name.encode(), number)
