"""练习: a team's laptop of the fictional county that is thrown away afterwards.

Nothing in it can be handed in: its county does not exist, and the export refuses in words. What
it prints says 练习 across each page, as its county does by name; see ``domain.practice``.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import ClassVar

from inspector.actions import creating, dispatching, keys, opening, planning
from inspector.actions.desk import Desk, open_desk
from inspector.actions.placing import make_room
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId
from inspector.domain.practice import practice_name
from inspector.domain.progress import Ticket
from inspector.domain.team import Pattern
from inspector.platform.clock import Clock
from inspector.platform.durable import explaining
from inspector.platform.folder import LOCK, FolderBusy, Lock, Role
from inspector.platform.keys import Cost
from inspector.platform.resources import resource

PIN = "135790"
CHEAP = Cost(n=2**12)
"""The marks are invented: a weak PIN cost keeps the wait short."""

PLACE = "练习"
"""Under the program's own folder; what a crash left there goes at the next start."""

TOWNSHIPS, SITES = 3, 5
"""Townships that take part, and villages in each: one team's day."""

RURAL = ("镇", "乡")


class PracticeStays(InspectorError):
    """Practice cannot be handed in."""

    code: ClassVar[str] = "P250"
    what: ClassVar[str] = "这是练习，不写包、不上交。"
    next_step: ClassVar[str] = "练完按“结束练习”，内容就删掉；真的考评，请打开县办的下发包。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A practice at work; while ``lock`` is held, no other program's start takes it away."""

    root: Path
    folder: Path
    lock: Lock

    def end(self) -> None:
        """Remove everything; its desk must be closed. What the disk keeps, the next start takes."""
        self.lock.release()
        rmtree(self.root, ignore_errors=True)


def is_practice(desk: Desk) -> bool:
    """Return True if an open folder is one for practice.

    Raises:
        InspectorError: The store does not answer.
    """
    with desk.store.reading() as reading:
        return bool(reading.meta.get(keys.PRACTICE))


def begin(home: Path, *, clock: Clock, ticket: Ticket | None = None) -> Practice:
    """Make a team's laptop with a round of its own; its PIN is :data:`PIN`.

    Raises:
        DiskFull, FolderReadOnly, FileUnreadable: The disk refused; nothing is left behind.
        Cancelled: By the ticket; nothing is left behind.
    """
    ticket = ticket or Ticket()
    make_room(home / PLACE)
    with explaining(home / PLACE):
        root = Path(mkdtemp(dir=home / PLACE))
        lock = Lock(root / LOCK)
    practice = Practice(root=root, folder=root / "外业", lock=lock)
    try:
        _make(practice, clock, ticket)
    except BaseException:
        practice.end()
        raise
    return practice


def sweep(home: Path) -> None:
    """Remove practices that a crash left behind; one that is at work stays."""
    place = home / PLACE
    for root in sorted(place.iterdir()) if place.is_dir() else ():
        try:
            lock = Lock(root / LOCK)
        except (FolderBusy, OSError):
            continue
        lock.release()
        rmtree(root, ignore_errors=True)


def _make(practice: Practice, clock: Clock, ticket: Ticket) -> None:
    office, stick = practice.root / "县办", practice.root / "U盘"
    files = _lists(practice.root)
    creating.create_office(office, PIN, files, clock=clock, cost=CHEAP)
    ticket.step(1, 4)
    today = clock()
    round_id = RoundId(f"{today:%Y-%m}")
    with open_desk(office, PIN, clock=clock, role=Role.OFFICE) as desk:
        planning.plan_round(desk, round_id, Pattern.ROTATE, shift=1)
        ticket.step(2, 4)
        handed = dispatching.dispatch(desk, round_id, stick, ticket=Ticket())[0]
    ticket.step(3, 4)
    taken = opening.HandedOut(package=handed.path, code=handed.code)
    opening.open_dispatch(practice.folder, taken, PIN, clock=clock, cost=CHEAP)
    with (
        open_desk(practice.folder, PIN, clock=clock, role=Role.FIELD) as desk,
        desk.store.unit() as unit,
    ):
        unit.meta.put(keys.PRACTICE, "1")
        unit.commit()
    for rest in (office, stick):
        rmtree(rest, ignore_errors=True)
    ticket.step(4, 4)


def _lists(root: Path) -> creating.OfficeFiles:
    """Write the lists of a few townships of the sample county, their villages and teams."""
    regions, head = _rows("regions.csv")
    name = next(row["name"] for row in regions if row["level"] == "county")
    names = dict.fromkeys(("name", "short_name"), practice_name(name))
    county = [{**row, **names} for row in regions if row["level"] == "county"]
    towns = [row for row in regions if row["level"] == "township" and row["kind"] in RURAL]
    chosen = towns[:TOWNSHIPS]
    codes = {row["code"] for row in chosen}
    villages = [
        row
        for code in sorted(codes)
        for row in [one for one in regions if one["parent_code"] == code][:SITES]
    ]
    _write(root / "站点名册.csv", head, [*county, *chosen, *villages])
    teams, head = _rows("teams.csv")
    ours = [row for row in teams if row["home_township_code"] in codes]
    _write(root / "考评组名册.csv", head, ours)
    return creating.OfficeFiles(sites=root / "站点名册.csv", teams=root / "考评组名册.csv")


def _rows(name: str) -> tuple[list[dict[str, str]], list[str]]:
    reader = csv.DictReader(resource("sample_county", name).read_text("utf-8-sig").splitlines())
    rows = list(reader)
    return rows, list(reader.fieldnames or ())


def _write(path: Path, head: list[str], rows: list[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, head)
    writer.writeheader()
    writer.writerows(rows)
    with explaining(path):
        path.write_text(text.getvalue(), "utf-8-sig")
