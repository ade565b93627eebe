"""F1, at the keys: kill a visit before an operation on the disk, open it again, look at the row."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from hashlib import sha256
from pathlib import Path
from random import Random

from key_robot import draw, keys_by_star
from played_county import in_field, sites_of
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspector.domain.canonical import Tree, canonical
from inspector.domain.entry_tree import item_to_tree
from inspector.domain.ids import ItemCode
from inspector.domain.visit import EMPTY, Counted, ItemEntry
from inspector.ui.field_desk import FieldDesk
from inspector.ui.job import Jobs
from inspector.ui.pages.visit.last_row import LastRow
from inspector.ui.pages.visit.page import BY_STAR_KEY, VisitPage
from tests.faults.children import Tell, in_child
from tests.faults.recording import Recorder
from tests.faults.twins import spoil

NAMED = {
    "Up": Qt.Key.Key_Up, "Down": Qt.Key.Key_Down,
    "Enter": Qt.Key.Key_Return, "Space": Qt.Key.Key_Space,
}  # fmt: skip
SCRIPT = 11
EARLIER = 1_700_000_000


def late() -> None:
    """Save each change only with the next one."""
    right = FieldDesk.put_item
    waiting: list[tuple[ItemCode, ItemEntry]] = []

    def put_item(desk: FieldDesk, item: ItemCode, entry: ItemEntry) -> object:
        waiting.append((item, entry))
        return right(desk, *waiting[max(len(waiting) - 2, 0)])

    spoil(FieldDesk, "put_item", put_item)


def forgetful() -> None:
    """Remember no row."""
    spoil(LastRow, "keep", lambda _self, _spot: None)


TWINS = {"sound": lambda: None, "late": late, "forgetful": forgetful}


def page_on(root: Path, act: object, tell: Tell) -> None:
    """Open the visit of a laptop on the page, and hand it to ``act``."""
    app = QApplication.instance() or QApplication([])
    settings = QSettings(str(root / "inspector.ini"), QSettings.Format.IniFormat)
    settings.setValue(BY_STAR_KEY, "true")
    with in_field(root / "t01") as desk:
        jobs, ticks = Jobs(app), iter(range(10**6))
        page = VisitPage(FieldDesk(desk, sites_of(desk)[0]), jobs, settings, lambda: next(ticks))
        page.resize(1366, 768)
        page.show()
        page.opened()
        settle()
        act(page, tell)  # type: ignore[operator]  # one of the two below
        jobs.wait()


def type_all(page: VisitPage, tell: Tell) -> None:
    """Type the script; after each key tell what stands there."""
    tell(shown(page))
    for key in keys_by_star(draw(page.session.rubric, SCRIPT)):
        if key in NAMED:
            QTest.keyClick(page.zone.rows, NAMED[key])
        else:
            QTest.keyClicks(page.zone.rows, key)
        settle()
        tell(shown(page))


def settle() -> None:
    """Let the window do what follows a key: paint, note the row, write that down."""
    for _ in range(3):
        QApplication.processEvents()  # noqa: TID251 - the rig is the loop; no job is at work


def look(page: VisitPage, tell: Tell) -> None:
    """Tell what a visit that was opened again shows, and whether its rows have the focus."""
    tell(shown(page) if page.zone.rows.hasFocus() else "no focus")


def shown(page: VisitPage) -> str:
    """Return marks and row of a page, short."""
    spot = page.zone.spot
    return f"{fingerprint(page.session.counted)} {spot.item} {spot.checkpoint}"


def fingerprint(counted: Counted) -> str:
    """Return one word for everything counted."""
    trees: dict[str, Tree] = {
        code: item_to_tree(entry) for code, entry in counted.items() if entry != EMPTY
    }
    return sha256(canonical(trees)).hexdigest()[:16]


def type_and_die(ready: Path, root: Path, kills: int, seed: int, twin: str) -> dict[str, object]:
    """Type the script as often as asked, killed each time; compare with one that lived."""
    rng = Random(seed)

    def typed(at: int, name: str) -> tuple[list[str], int]:
        place = root / name
        shutil.copytree(ready / "t01", place / "t01")

        def do(tell: Tell) -> None:
            TWINS[twin]()
            recorder = Recorder()
            recorder.watch(place)

            def act(page: VisitPage, tell: Tell) -> None:
                if at:
                    recorder.kill(at)
                type_all(page, tell)
                tell(str(recorder.count()))

            page_on(place, act, tell)

        ended = in_child(do)
        assert ended.status in (0, -signal.SIGKILL), ended
        return ended.told, ended.status

    (*whole, operations), _status = typed(0, "whole")
    lost: list[str] = []
    dead = 0
    for kill in range(1, kills + 1):
        at = rng.randrange(1, int(operations))
        told, status = typed(at, f"kill{kill}")
        # As if later: for an empty lock that is new, Qt waits half a minute.
        for lock in (root / f"kill{kill}").glob("*.lock"):
            os.utime(lock, (EARLIER, EARLIER))
        dead += status != 0
        keys = len(told)
        again = in_child(lambda tell: page_on(root / f"kill{kill}", look, tell)).told  # noqa: B023 - done at once
        if not again or again[0] not in possible(whole[max(keys - 1, 0) : keys + 1]):
            lost.append(f"kill {kill} at {at}, after {keys - 1} keys: {again}")
        shutil.rmtree(root / f"kill{kill}")
    return {"runs": dead, "keys": len(whole) - 1, "lost": lost}


def possible(around: list[str]) -> set[str]:
    """Return what may stand there between two keys: the second may be half done, mark or row."""
    marks, rows = zip(*(one.split(" ", 1) for one in around), strict=True)
    return {*around, f"{marks[-1]} {rows[0]}"}


def main() -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    ready, root, kills, seed, twin = sys.argv[1:]
    done = type_and_die(Path(ready), Path(root), int(kills), int(seed), twin)
    sys.stdout.write(json.dumps(done))


if __name__ == "__main__":
    main()
