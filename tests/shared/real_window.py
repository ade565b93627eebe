"""The program on a screen of its own: a virtual display, a window manager, keys from outside.

The display has a number that nobody uses, the program a home of its own; both end with the test.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from PIL import Image

ROOT = Path(__file__).parents[2]
NEEDED = ("Xvfb", "openbox", "xdotool")
SCREEN = "1366x768x24"

PATIENCE = 120.0
"""Seconds until something that has to come is given up; a machine under load is slow."""

LOOKS = 0.05
"""Seconds between two looks at what is awaited."""

BETWEEN_KEYS = 20
"""Milliseconds between two keys, ten times as fast as anybody types."""

UNICODE = 0x1000000
"""What X adds to a character for its keysym."""


class NoScreen(Exception):
    """There is no virtual display here; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class RealWindow:
    """A running program, seen by the title of the active window and reached by keys alone."""

    program: subprocess.Popen[bytes]
    environment: dict[str, str]
    shot: Path
    said: Path

    def press(self, *keys: str) -> None:
        """Press keys by their X names, such as ``Return`` or ``ctrl+Return``."""
        self._xdotool("key", "--delay", str(BETWEEN_KEYS), *keys)

    def type(self, words: str) -> None:
        """Type characters, Chinese ones too if the display was given them."""
        self._xdotool("type", "--delay", str(BETWEEN_KEYS), words)

    def title(self) -> str:
        """Return the title of the active window, or nothing while there is none."""
        return self._xdotool("getactivewindow", "getwindowname", check=False).strip()

    def wait_for(self, words: str) -> None:
        """Wait until the active window's title contains words."""
        self.wait_until(lambda: words in self.title(), words)

    def wait_until(self, there: Callable[[], bool], what: str) -> None:
        """Wait until something is there; whoever waits in vain is told what was seen instead."""
        until = monotonic() + PATIENCE
        while not there():
            if monotonic() > until or self.program.poll() is not None:
                self.picture(self.said.with_suffix(".png"))
                seen = f"{self.title()!r}, ended {self.program.poll()}"
                raise AssertionError(f"never came: {what}; seen: {seen}\n{self.words()}")
            sleep(LOOKS)

    def wait_for_end(self) -> int:
        """Wait until the program has ended; return its exit code."""
        return self.program.wait(PATIENCE)

    def words(self) -> str:
        """Return what the program wrote to the terminal."""
        return self.said.read_text("utf-8", errors="replace")

    def picture(self, path: Path) -> None:
        """Keep what the screen shows as PNG."""
        raw = self.shot.read_bytes()
        words = [int.from_bytes(raw[at : at + 4], "big") for at in range(0, 100, 4)]
        start, wide, high, stride, colours = words[0], words[4], words[5], words[12], words[19]
        pixels = raw[start + 12 * colours :]
        Image.frombuffer("RGB", (wide, high), pixels, "raw", "BGRX", stride, 1).save(path)

    def _xdotool(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, timeout=PATIENCE,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert not check or (done.returncode, done.stderr) == (0, ""), done.stderr
        return done.stdout


@contextmanager
def real_window(home: Path, characters: str = "") -> Iterator[RealWindow]:
    """Start the program on a display whose keyboard has some characters more.

    Raises:
        NoScreen: The display cannot be started here.
    """
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing or not sys.platform.startswith("linux"):
        raise NoScreen(" ".join(missing) or sys.platform)
    home.mkdir(parents=True, exist_ok=True)
    with ExitStack() as ending:
        display = _start_display(home, ending)
        _give_keys(display, characters)
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "DISPLAY": display,
            "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(home / "cache"), "XDG_RUNTIME_DIR": str(home),
            "QT_QPA_PLATFORM": "xcb", "QT_IM_MODULE": "compose",
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        }  # fmt: skip
        home.chmod(0o700)  # Qt warns of a runtime folder that others can read
        said = home / "said.txt"
        _start(["openbox", "--sm-disable"], environment, home / "openbox.txt", ending)
        program = _start([sys.executable, "-m", "inspector"], environment, said, ending)
        yield RealWindow(program, environment, home / "Xvfb_screen0", said)


def _start_display(home: Path, ending: ExitStack) -> str:
    """Start a display whose number the server itself finds free; return its name."""
    into, out = os.pipe()
    command = ["Xvfb", "-displayfd", str(out), "-screen", "0", SCREEN, "-fbdir", str(home)]
    command += ["-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(
        command, pass_fds=[out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    ending.callback(_end, process)
    os.close(out)
    with os.fdopen(into, encoding="ascii") as answer:
        number = answer.readline().strip()
    if not number:
        raise NoScreen(f"Xvfb ended with {process.wait(PATIENCE)}")
    return f":{number}"


def _start(
    command: list[str], environment: dict[str, str], said: Path, ending: ExitStack
) -> subprocess.Popen[bytes]:
    with said.open("wb") as out:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=out, stderr=out)
    ending.callback(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait(PATIENCE)


def _give_keys(display: str, characters: str) -> None:
    """Give each character a key that has none.

    Left alone, xdotool turns one spare key into the next character again and again, and a
    program that is slow to hear of it reads the wrong one.
    """
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XGetKeyboardMapping.restype = ctypes.POINTER(ctypes.c_ulong)
    screen = ctypes.c_void_p(x11.XOpenDisplay(display.encode()))
    first, last, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_int()
    x11.XDisplayKeycodes(screen, ctypes.byref(first), ctypes.byref(last))
    count = last.value - first.value + 1
    keys = x11.XGetKeyboardMapping(screen, first.value, count, ctypes.byref(width))
    wide = width.value
    free = [at for at in range(count) if not any(keys[at * wide : (at + 1) * wide])]
    for at, character in zip(free[1:], sorted(set(characters)), strict=False):
        symbols = (ctypes.c_ulong * 2)(*[UNICODE + ord(character)] * 2)
        x11.XChangeKeyboardMapping(screen, first.value + at, 2, symbols, 1)
    x11.XSync(screen, 0)
    x11.XCloseDisplay(screen)
