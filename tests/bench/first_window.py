"""When programs map their first window, heard from the X server itself.

A display of its own without a window manager, so that a program's windows are children of the
root and the server's MapNotify says when one is there; asking again and again would cost the
very cores that the program needs.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

SCREEN = "1920x1080x24"
SMALLEST = (200, 80)
"""Px; what is smaller is a window by which programs talk, not one that people see."""

PATIENCE = 60.0
"""Seconds until a program that shows nothing is given up."""

SUBSTRUCTURE = 1 << 19
CREATED, MAPPED, CONFIGURED = 16, 19, 22


class Head(ctypes.Structure):
    """What every event begins with, and the window that it is about."""

    _fields_ = [
        ("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("sent", ctypes.c_int),
        ("display", ctypes.c_void_p), ("parent", ctypes.c_ulong), ("window", ctypes.c_ulong),
        ("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int), ("height", ctypes.c_int),
    ]  # fmt: skip


class Event(ctypes.Union):
    """Any event; Xlib writes 24 longs."""

    _fields_ = [("head", Head), ("room", ctypes.c_long * 24)]


@dataclass(slots=True)
class Watch:
    """A connection that hears of every window that is made, sized or mapped."""

    x11: ctypes.CDLL
    display: ctypes.c_void_p

    def until_mapped(self, start: float) -> float:
        """Return the seconds from ``start`` until a window people see is mapped.

        Raises:
            TimeoutError: None came.
        """
        sizes: dict[int, tuple[int, int]] = {}
        while time.perf_counter() - start < PATIENCE:
            head = self._next()
            if head is None:
                continue
            if head.type in (CREATED, CONFIGURED):
                sizes[head.window] = (head.width, head.height)
            elif head.type == MAPPED:
                wide, high = sizes.get(head.window, (0, 0))
                if wide >= SMALLEST[0] and high >= SMALLEST[1]:
                    return time.perf_counter() - start
        raise TimeoutError

    def forget(self) -> None:
        """Let pass what the last program still said."""
        while self._next() is not None:
            pass

    def _next(self) -> Head | None:
        if not self.x11.XPending(self.display):
            into = self.x11.XConnectionNumber(self.display)
            if not select.select([into], [], [], 0.3)[0] or not self.x11.XPending(self.display):
                return None
        event = Event()
        self.x11.XNextEvent(self.display, ctypes.byref(event))
        head: Head = event.head
        return head


@contextmanager
def watched_display() -> Iterator[tuple[str, Watch]]:
    """Start a display of its own and listen to its root window; yield its name and the watch."""
    into, out = os.pipe()
    command = ["Xvfb", "-displayfd", str(out), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with subprocess.Popen(
        [*command, "-noreset"], pass_fds=[out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        os.close(out)
        with os.fdopen(into, encoding="ascii") as answer:
            name = f":{answer.readline().strip()}"
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XDefaultRootWindow.restype = ctypes.c_ulong
        display = ctypes.c_void_p(x11.XOpenDisplay(name.encode()))
        root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
        x11.XSelectInput(display, root, ctypes.c_long(SUBSTRUCTURE))
        x11.XSync(display, 0)
        try:
            yield name, Watch(x11, display)
        finally:
            x11.XCloseDisplay(display)
            server.terminate()


@contextmanager
def started(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[float]:
    """Start a program in a group of its own and yield when; end the group afterwards."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, env=dict(environment), start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            yield start
        finally:
            os.killpg(process.pid, signal.SIGKILL)
