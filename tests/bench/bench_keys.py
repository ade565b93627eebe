"""How soon a key is painted and durable, in a folder as full as a year fills it.

Run as ``python tests/bench/bench_keys.py [VILLAGES]``, under ``xvfb-run -a`` for a real window. A
village of 112 checkpoints with 60 photos is scored by star again and again, beside 500 sites and
50,000 photos. Budget of the issue: painted in 16 ms (median) and 50 ms (p99), durable in 100 ms,
250 MB. Beside it stands the same in a fresh folder: what the full one costs is the ratio.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "shared"))

from key_robot import draw, keys_by_star
from played_county import draw_photo, in_field, make_county, sites_of
from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspector.actions import gathering, scoring
from inspector.actions.desk import Desk
from inspector.domain.ids import Digest, RubricId, SiteCode, TownshipCode
from inspector.domain.site import Site
from inspector.domain.visit import Evidence, ItemEntry
from inspector.ui.field_desk import FieldDesk
from inspector.ui.job import Jobs
from inspector.ui.look import Look
from inspector.ui.pages.visit.page import BY_STAR_KEY, VisitPage
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.row_list import RowList
from inspector.ui.pages.visit.star_bar import StarBar
from tests.faults.children import Tell, in_child

VILLAGES, SITES, STORED, PHOTOS = 6, 500, 50_000, 60
KEYS = {
    "Up": Qt.Key.Key_Up, "Down": Qt.Key.Key_Down,
    "Enter": Qt.Key.Key_Return, "Space": Qt.Key.Key_Space,
}  # fmt: skip


@dataclass(slots=True)
class Times:
    """Milliseconds of every key: until the last paint it caused, and until it was durable."""

    painted: list[float] = field(default_factory=list)
    durable: list[float] = field(default_factory=list)

    def line(self) -> str:
        """Return medians, p99 and the longest."""
        return ", ".join(
            f"{name} median {median(taken):.1f} ms, p99 {quantiles(taken, n=100)[98]:.1f}, "
            f"longest {max(taken):.0f}"
            for name, taken in (("painted", self.painted), ("durable", self.durable))
        )


class Painted(QObject):
    """Notes when what a key changes, rows and stars, was last painted."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0.0
        for kind in (RowList, StarBar):
            self._watch(kind)

    def _watch(self, kind: type) -> None:
        right = kind.paintEvent  # type: ignore[attr-defined]  # both are widgets

        def paint(widget: object, event: QEvent) -> None:
            right(widget, event)
            self.at = perf_counter()

        kind.paintEvent = paint  # type: ignore[attr-defined]  # as above


def make(root: Path) -> None:
    """Make a laptop in ``fresh``, and a copy in ``full``; in a child, whose memory is not ours."""

    def work(_tell: Tell) -> None:
        made = make_county(root / "county")
        for name in ("fresh", "full"):
            shutil.copytree(made.laptop, root / name)
        photos = [draw_photo(root / f"{n}.jpg") for n in range(PHOTOS)]
        with in_field(root / "full") as desk:
            fill(desk, photos)

    ended = in_child(work)
    if ended.status:
        raise SystemExit("\n".join(ended.told))


def fill(desk: Desk, photos: Sequence[Path]) -> None:
    """Hang photos on the first village; put a year's sites and photos beside it."""
    first, second = sites_of(desk)[:2]
    visit = scoring.open_visit(desk, first)
    items = [item for item in visit.rubric.items() if item.photos_min]
    share = -(-len(photos) // len(items))
    for at, item in enumerate(items):
        if own := photos[at * share : (at + 1) * share]:
            gathering.attach(desk, visit, item.code, own)
    other = scoring.open_visit(desk, second)
    town = TownshipCode(str(other.line.site.township))
    sites = [
        Site(
            code=SiteCode(f"4199021{n:05}"), name=f"第{n}村", township=town,
            rubric=RubricId("rural"),
        )
        for n in range(SITES)
    ]  # fmt: skip
    with desk.store.unit() as unit:
        unit.sites.put([], sites)
        unit.evidence.add(other.uid, [evidence(n) for n in range(STORED)])
        unit.commit()


def evidence(n: int) -> Evidence:
    """Return what is known of one photo."""
    digest = Digest(sha256(str(n).encode()).hexdigest())
    return Evidence(
        digest=digest, media="image/jpeg", size=400_000, width=2000, height=1500,
        source_digest=digest, source_name=f"IMG_{n:05}.jpg",
    )  # fmt: skip


def typed(app: QApplication, desk: Desk, settings: QSettings, painted: Painted) -> Times:
    """Score villages on the page, each anew."""
    jobs, times = Jobs(app), Times()
    page = VisitPage(FieldDesk(desk, sites_of(desk)[0]), jobs, settings, slow_typist())
    page.resize(1366, 768)
    page.show()
    QTest.qWaitForWindowExposed(page)
    saved = [0.0]
    page.session.saved.connect(lambda _at: saved.__setitem__(0, perf_counter()))
    for seed in range(villages_asked()):
        for item in page.session.rubric.items():
            photos = page.session.entry(item.code).photos
            page.session.put(Spot(step=None, item=item.code), ItemEntry(photos=photos))
        page.zone.go(page.zone.guide.start(by_star=True))
        page.show_scoring()
        QTest.qWait(200)
        for key in keys_by_star(draw(page.session.rubric, seed)):
            start = perf_counter()
            press(page, key)
            while painted.at < start and perf_counter() - start < 1:
                QApplication.processEvents()  # noqa: TID251 - the bench is the loop
            times.painted.append((painted.at - start) * 1000)
            if saved[0] > start:
                times.durable.append((saved[0] - start) * 1000)
            QTest.qWait(30)
    page.close()
    jobs.wait()
    return times


def villages_asked() -> int:
    return int(sys.argv[1]) if len(sys.argv) > 1 else VILLAGES


def press(page: VisitPage, key: str) -> None:
    if key in KEYS:
        QTest.keyClick(page.zone.rows, KEYS[key])
    else:
        QTest.keyClicks(page.zone.rows, key)


def slow_typist() -> Callable[[], float]:
    """Return a clock of somebody who takes a second a key: nothing looks like a word."""
    ticks = iter(range(10**6))
    return lambda: float(next(ticks))


def memory() -> float:
    """Return what this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Measure a fresh folder and a full one, and print."""
    found = {}
    with tempfile.TemporaryDirectory() as name:
        make(Path(name))
        app = QApplication([])
        Look().wear(app)
        painted = Painted()
        settings = QSettings(f"{name}/inspector.ini", QSettings.Format.IniFormat)
        settings.setValue(BY_STAR_KEY, "true")
        for folder in ("fresh", "full"):
            with in_field(Path(name) / folder) as desk:
                found[folder] = typed(app, desk, settings, painted)
    load = os.getloadavg()[0]
    for folder, times in found.items():
        print(f"{folder}: {len(times.painted)} keys, {times.line()}")
    ratio = median(found["full"].painted) / median(found["fresh"].painted)
    print(f"full ÷ fresh {ratio:.2f}; memory {memory():.0f} MB; load {load:.1f}")


if __name__ == "__main__":
    main()
