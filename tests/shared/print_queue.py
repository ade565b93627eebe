"""A print server of the test's own: CUPS on loopback, its settings and queues in a scratch folder.

Its printers are cups-pdf, which writes a PDF of what a printer would have put on paper, and one
that waits, for jobs that are not over yet. The machine's own server and settings stay as they are.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from tempfile import mkdtemp

from PIL import ImageChops, ImageStat
from PIL.Image import Image, Resampling, Transpose

from inspector.ui.spooler import Spooler, Stage

CUPSD = Path("/usr/sbin/cupsd")
BACKENDS = Path("/usr/lib/cups/backend")
PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
PRINTED = Path("~/PDF").expanduser()
"""Where cups-pdf puts its files, by the machine's setting."""

SETTINGS = """
Listen {root}/run/cups.sock
LogLevel info
Browsing No
WebInterface No
DefaultAuthType None
ErrorPolicy stop-printer
JobRetryInterval 1
<Location />
Order allow,deny
Allow all
</Location>
<Location /admin>
Order allow,deny
Allow all
</Location>
<Policy default>
JobPrivateAccess all
JobPrivateValues none
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
FILES = """
ServerRoot {root}/settings
ServerBin {root}/bin
RequestRoot {root}/spool
TempDir {root}/spool/tmp
StateDir {root}/run
CacheDir {root}/cache
ErrorLog {root}/log/error_log
AccessLog {root}/log/access_log
PageLog {root}/log/page_log
SystemGroup root
"""
WAITING = """#!/bin/sh
[ $# -eq 0 ] && exit 0
while [ ! -e "{root}/go" ]; do sleep 0.02; done
exec "{cups_pdf}" "$@"
"""

MOVED = 3
"""Px of 36 dpi: 2 mm."""
NEARER = 1.15
"""Another page must be so many times as far off as the page itself."""

Wait = Callable[[Callable[[], bool]], None]


def why_not() -> str:
    """Return why there can be no print server here; nothing if there can."""
    if os.name != "posix" or not CUPSD.exists():
        return "没有装 CUPS"
    if os.geteuid() != 0:
        return "只有 root 能起 CUPS 的打印后端"
    if not PPD.exists() or not (BACKENDS / "cups-pdf").exists():
        return "没有装 cups-pdf"
    return "" if find_library("cups") else "没有 libcups"


@dataclass(frozen=True, slots=True)
class PrintServer:
    """``root`` is its scratch folder; ``tag`` marks its jobs among the machine's."""

    root: Path
    tag: str

    def queue(self, name: str, *, waits: bool = False) -> str:
        """Make a printer and return its name; one that ``waits`` does so until :meth:`go`."""
        uri = "waiting:/" if waits else "cups-pdf:/"
        self.run("lpadmin", "-p", name, "-v", uri, "-P", str(PPD), "-E")
        return name

    def go(self) -> None:
        """Let waiting printers print."""
        (self.root / "go").touch()

    def run(self, *command: str) -> None:
        """Run one of CUPS's commands against this server."""
        env = {**os.environ, "CUPS_SERVER": str(self.root / "run/cups.sock"), "LC_ALL": "C"}
        subprocess.run(command, env=env, check=True, capture_output=True, timeout=30)

    def papers(self, queue: str, wait: Wait) -> list[bytes]:
        """Wait until a printer has nothing to do, and return the PDFs that it put out, in order."""
        jobs = Spooler(queue).jobs
        over = {Stage.CANCELED, Stage.ABORTED, Stage.COMPLETED}
        wait(lambda: all(job.stage in over for job in jobs().values()))
        done = [job.number for job in jobs().values() if job.stage is Stage.COMPLETED]
        return [self._paper(number).read_bytes() for number in sorted(done)]

    def _paper(self, number: int) -> Path:
        (found,) = PRINTED.glob(f"{self.tag}*-job_{number}.pdf")
        return found


@contextmanager
def print_server() -> Iterator[PrintServer]:
    """Run a print server, and let this thread speak to it alone."""
    root, tag = Path(mkdtemp(prefix="queue")), f"rig{token_hex(4)}"
    ours = not PRINTED.exists()
    root.chmod(0o755)  # CUPS prints as somebody else
    for folder in ("settings", "spool/tmp", "run", "cache", "log", "bin/backend"):
        (root / folder).mkdir(parents=True)
    for part in ("filter", "daemon", "notifier", "driver", "monitor"):
        (root / "bin" / part).symlink_to(BACKENDS.parent / part)
    _fill_backends(root)
    (root / "settings/cupsd.conf").write_text(SETTINGS.format(root=root))
    (root / "settings/cups-files.conf").write_text(FILES.format(root=root))
    conf = (str(root / "settings/cupsd.conf"), str(root / "settings/cups-files.conf"))
    server = subprocess.Popen(
        [CUPSD, "-f", "-c", conf[0], "-s", conf[1]], stderr=subprocess.DEVNULL
    )
    cups = ctypes.CDLL(find_library("cups"))
    try:
        _await(server, root / "run/cups.sock")
        cups.cupsSetServer(str(root / "run/cups.sock").encode())
        yield PrintServer(root, tag)
    finally:
        cups.cupsSetServer(None)
        server.terminate()
        server.wait(10)
        for file in PRINTED.glob(f"{tag}*"):
            file.unlink()
        if ours and PRINTED.exists() and not any(PRINTED.iterdir()):
            PRINTED.rmdir()
        shutil.rmtree(root, ignore_errors=True)


def _fill_backends(root: Path) -> None:
    own = root / "bin/backend"
    for name in ("cups-pdf", "ipp"):
        shutil.copy2(BACKENDS / name, own / name)
    waiting = own / "waiting"
    waiting.write_text(WAITING.format(root=root, cups_pdf=own / "cups-pdf"))
    waiting.chmod(0o700)  # by this CUPS knows that it must run as root


def _await(server: subprocess.Popen[bytes], socket: Path) -> None:
    """Wait until a server answers; one that ended cannot."""
    env = {**os.environ, "CUPS_SERVER": str(socket), "LC_ALL": "C"}
    for _time in range(200):
        if server.poll() is not None:
            raise RuntimeError((socket.parent.parent / "log/error_log").read_text())
        asked = subprocess.run(
            ["lpstat", "-r"], env=env, capture_output=True, text=True, check=False, timeout=10
        )
        if "is running" in asked.stdout:
            return
    raise RuntimeError("the print server does not answer")


def pictures(papers: Sequence[bytes], scale: float = 0.5) -> list[Image]:
    """Draw all pages of some PDFs, upright, in grey: 36 dpi, so that hinting is averaged."""
    import pypdfium2  # noqa: PLC0415 - as the program does

    found = []
    for paper in papers:
        document = pypdfium2.PdfDocument(paper)
        for page in document:
            image: Image = page.render(scale=4 * scale).to_pil().convert("L")
            if image.width > image.height:
                image = image.transpose(Transpose.ROTATE_90)
            found.append(image.resize((round(595 * scale), round(842 * scale)), Resampling.BOX))
        document.close()
    return found


def differences(ours: Sequence[bytes], theirs: Sequence[bytes]) -> list[float]:
    """Return how much pages differ, page by page, in grey values of 255 on the mean.

    A page that only one of them has differs by 255.
    """
    left, right = pictures(ours), pictures(theirs)
    found = [_apart(page, beside) for page, beside in zip(left, right, strict=False)]
    return [*found, *(255.0 for _page in range(abs(len(left) - len(right))))]


def strangers(shown: Sequence[Image], printed: Sequence[Image]) -> list[int]:
    """Return the numbers of pages that another page, or the same one moved, is nearer to.

    Two pages of one list differ less than a coarse printer blurs them: what counts is that none
    is as near as the page itself, nor the page itself :data:`MOVED` px further off. Those that are
    the same on the screen are not told apart.
    """
    found = [
        at
        for at, (page, paper) in enumerate(zip(shown, printed, strict=False))
        if any(_apart(other, paper) < NEARER * _apart(page, paper) for other in _others(shown, at))
    ]
    return [*found, *range(min(len(shown), len(printed)), max(len(shown), len(printed)))]


def _others(shown: Sequence[Image], at: int) -> Iterator[Image]:
    """Yield pages that are not the page ``at``, and that page moved in four ways."""
    page = shown[at]
    yield from (other for other in shown if _apart(other, page) > 0)
    for across, down in ((MOVED, 0), (-MOVED, 0), (0, MOVED), (0, -MOVED)):
        moved = ImageChops.offset(page, across, down)
        if _apart(moved, page) > 0:  # an empty back
            yield moved


def _apart(one: Image, other: Image) -> float:
    return float(ImageStat.Stat(ImageChops.difference(one, other)).mean[0])
