"""Work that is cut short, and the look at what is left of it.

Each kind of work says what it has acknowledged, through ``tell``; afterwards ``lost`` names all
of it that is not there, and everything that is there and not whole. The work is done on a folder
of its own, so that a rig may copy it, watch it or lay another state of it somewhere else.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

from heard import county_of
from played_county import (
    COST,
    PIN,
    ROUND,
    START,
    Clock,
    at_office,
    in_field,
    print_papers,
    sites_of,
)

from inspector.actions import (
    acknowledging,
    examining,
    gathering,
    keeping,
    opening,
    receipting,
    receiving,
    scoring,
    sending,
    unlocking,
)
from inspector.actions.backup_home import COMPLETE
from inspector.actions.desk import Desk, open_desk
from inspector.actions.trusting import identities_of, trust_of
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, ItemCode, Rid, TeamId
from inspector.domain.progress import Ticket
from inspector.domain.visit import EMPTY, Entry
from inspector.exchange.read_package import look, verify
from inspector.platform.folder import DESCRIPTION
from inspector.platform.keys import WrongPin
from inspector.store.packages import Direction

Tell = Callable[[str], None]

TIMES = 2
"""How often works repeat what they do; a rig that goes through every operation takes one."""

PHOTO_EVERY = 4
DISK = "磁盘"
"""The doctor's word on free space is no fault of what was written."""

LAPTOP, SEALED, OFFICE, RECEIVED, OUT = "t01", "sealed", "office", "received", "out"
BACK, FOURTH, PICTURES, STICK = "back", "fourth", "pictures", "stick"
OTHER_PIN = "246802"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One workflow.

    ``folders`` of the stage are copied to where it works; ``outside`` stays readable in the
    stage, as a stick or a camera would.
    """

    name: str
    folders: tuple[str, ...]
    do: Callable[[Path, Path, Tell], None]
    lost: Callable[[Path, Path, list[str]], list[str]]
    again: Callable[[Path, Path], list[str]] = lambda _root, _stage: []
    """Does the work once more on what is left, and looks; slower, so not after every cut."""

    def prepare(self, stage: Path, root: Path) -> None:
        """Copy what is worked on; a folder that is not in the stage is made empty."""
        root.mkdir(parents=True)
        for name in self.folders:
            if (stage / name).is_dir():
                shutil.copytree(stage / name, root / name)
            else:
                (root / name).mkdir()


# Scoring and photos on a laptop


def scored(first: int = 0, count: int = 12) -> Callable[[Path, Path, Tell], None]:
    """Return work that notes a number on one item after another, and hangs a photo at times."""

    def work(root: Path, stage: Path, tell: Tell) -> None:
        pictures = sorted((stage / PICTURES).iterdir())
        with in_field(root / LAPTOP) as desk:
            visit = scoring.open_visit(desk, sites_of(desk)[0])
            items = list(visit.rubric.items())
            for number in range(first, first + count * TIMES):
                item = items[1 + number % (len(items) - 1)]
                if number % PHOTO_EVERY == 0:
                    path = pictures[number // PHOTO_EVERY % len(pictures)]
                    (photo,) = gathering.attach(desk, visit, items[0].code, [path]).evidence
                    tell(f"photo {photo.digest} {items[0].code}")
                    continue
                entry = replace(
                    EMPTY,
                    entries={item.checkpoints[0].code: Entry(note=str(number))},
                    confirmed=frozenset(item.steps()),
                )
                put(
                    partial(scoring.put_item, desk, visit, item.code, entry),
                    partial(tell, f"item {item.code} {number}"),
                )

    return work


def put(save: Callable[[], None], acknowledge: Callable[[], None]) -> None:
    """Save first, acknowledge then."""
    save()
    acknowledge()


def lost_on_laptop(root: Path, _stage: Path, told: list[str]) -> list[str]:
    """Return what was acknowledged and is not there, or not as it was."""
    with in_field(root / LAPTOP) as desk:
        return lost_on(desk, told)


def lost_on(desk: Desk, told: list[str]) -> list[str]:
    """Look at an open laptop; what was told twice is looked at once."""
    told = list(dict.fromkeys(told))
    visit = scoring.open_visit(desk, sites_of(desk)[0])
    numbers: dict[str, int] = {}
    missing: list[str] = []
    for kind, name, rest in (line.split() for line in told):
        if kind == "item":
            numbers[name] = int(rest)
            continue
        desk.vault.get(Digest(name))
        desk.vault.get_thumbnail(Digest(name))
        if name not in visit.counted[ItemCode(rest)].photos:
            missing.append(f"photo {name}")
    for code, number in numbers.items():
        held = visit.counted.get(ItemCode(code), EMPTY).entries.values()
        if not any(int(entry.note) >= number for entry in held):
            missing.append(f"item {code} {number}")
    return missing + unwell(desk)


def unwell(desk: Desk, *, rebuild: bool = False) -> list[str]:
    """Return what the doctor finds, but for the space on this machine's disk."""
    found = examining.examine(desk, rebuild=rebuild)
    return [one.sentence for one in found if not (one.well or one.name == DISK)]


# A laptop's first day


def opened(root: Path, stage: Path, tell: Tell) -> None:
    """Open a dispatch in two new places."""
    package, code = (stage / STICK / "t01.txt").read_text("utf-8").split("\n")
    handed = opening.HandedOut(package=stage / STICK / package, code=code)
    for name in ("new/one", "new/two")[:TIMES]:
        if (root / OUT / name / DESCRIPTION).exists():  # by an earlier attempt
            continue
        opening.open_dispatch(root / OUT / name, handed, PIN, clock=Clock(), cost=COST)
        tell(f"open {name}")


def lost_opened(root: Path, _stage: Path, told: list[str]) -> list[str]:
    return [
        name for name in (line.split()[1] for line in told) if not opens(root / OUT / name, PIN)
    ]


def opens(path: Path, pin: str) -> bool:
    """Tell whether a PIN opens a folder, and everything in it is well."""
    try:
        with open_desk(path, pin, clock=Clock()) as desk:
            return not unwell(desk) and bool(sites_of(desk))
    except WrongPin:
        return False


# Settings


def set_pin(root: Path, _stage: Path, tell: Tell) -> None:
    """Choose another PIN, and then the old one again."""
    laptop = root / SEALED
    pins = (PIN, OTHER_PIN, PIN) if opens(laptop, PIN) else (OTHER_PIN, PIN)
    for old, new in pairwise(pins):
        unlocking.change_pin(laptop, old, new, clock=Clock(), cost=COST)
        tell(f"pin {new}")


def lost_pin(root: Path, _stage: Path, told: list[str]) -> list[str]:
    """Look whether the PIN that was chosen last opens; a change in flight may be done or not."""
    last = told[-1].split()[1] if told else PIN
    other = {PIN: OTHER_PIN, OTHER_PIN: PIN}[last]
    return [] if opens(root / SEALED, last) or opens(root / SEALED, other) else [f"pin {last}"]


# Taking packages in at the office


def taken_in(root: Path, stage: Path, tell: Tell) -> None:
    with at_office(root / OFFICE) as desk:
        for file in sorted((stage / BACK).iterdir()):
            receiving.accept(desk, receiving.prepare(desk, file))
            tell(file.name)


def lost_at_office(root: Path, _stage: Path, told: list[str]) -> list[str]:
    """Look whether every package is in whole or not at all."""
    missing: list[str] = []
    with at_office(root / OFFICE) as desk:
        with desk.store.reading() as reading:
            came = {one.name: one for one in reading.packages.all(Direction.IN)}
            missing += [f"package {name}" for name in told if name not in came]
            for one in came.values():
                rids = [Rid(one.rids[at : at + 64]) for at in range(0, len(one.rids), 64)]
                held = len(reading.records.known(rids))
                if not one.records == len(rids) == held:
                    missing.append(f"{one.name}: {held} of {one.records} records")
            named = sorted(reading.evidence.digests())
        missing += [f"photo {one}" for one in desk.vault.missing(named)]
        missing += unwell(desk)
    return missing


def taken_in_again(root: Path, stage: Path) -> list[str]:
    """Take all packages in once more: the county is the one that nothing interrupted."""
    with at_office(root / OFFICE) as desk:
        receiving.take_in(desk, sorted((stage / BACK).iterdir()))
    return [] if county_at(root) == whole_county(stage) else ["repeated, it is another county"]


def county_at(root: Path) -> str:
    """Return what an office holds, but for the times at which packages came."""
    digest, packages, lines, trust, _vault, staging, faults = county_of(root / OFFICE)
    came = sorted(one.id for one in packages)  # type: ignore[attr-defined]  # package lines
    with at_office(root / OFFICE) as desk, desk.store.reading() as reading:
        visits = [
            (reading.visits.items(line.uid), sorted(reading.evidence.of_visit(line.uid), key=repr))
            for line in reading.visits.lines(ROUND)
        ]
    return repr((digest, came, lines, trust, staging, faults, visits))


_WHOLE: dict[Path, str] = {}


def whole_county(stage: Path) -> str:
    """Return what the office holds if nothing interrupts it."""
    if stage not in _WHOLE:
        straight = stage / "straight"
        if not straight.exists():
            TAKE_IN.prepare(stage, straight)
            taken_in(straight, stage, lambda _text: None)
        _WHOLE[stage] = county_at(straight)
    return _WHOLE[stage]


# Writing a package


def exported(root: Path, _stage: Path, tell: Tell) -> None:
    with in_field(root / SEALED) as desk:
        for folder in (root / OUT / "new" / "folder", root / OUT)[:TIMES]:
            sent = sending.export(desk, folder)
            tell(str(sent.path.relative_to(root / OUT)))


def lost_export(root: Path, stage: Path, told: list[str]) -> list[str]:
    """Look whether what was acknowledged is there, and whatever has a package's name is whole."""
    missing = [f"package {name}" for name in told if not (root / OUT / name).is_file()]
    with at_office(stage / OFFICE) as office, office.store.reading() as reading:
        trust, identities = trust_of(reading), identities_of(reading)
    for path in sorted((root / OUT).rglob("*.wxp")):
        try:
            verify(path, trust, identities, Ticket())
        except InspectorError as error:
            missing.append(f"{path.name}: {error.sentence()}")
    with in_field(root / SEALED) as desk:
        missing += unwell(desk)
    return missing


def exported_again(root: Path, stage: Path) -> list[str]:
    """Write another package: no number is given twice, not even to one that was never seen."""
    with in_field(root / SEALED) as desk:
        sending.export(desk, root / OUT)
    with at_office(stage / OFFICE) as office, office.store.reading() as reading:
        trust = trust_of(reading)
    heads = [look(path, trust).facts for path in (root / OUT).rglob("*.wxp")]
    numbers = sorted((facts.stream, facts.seq) for facts in heads)  # a moved folder counts anew
    return [] if len(set(numbers)) == len(numbers) else [f"numbers {numbers}"]


# Receipts, written at the office and taken in by the laptop


def acknowledged(root: Path, _stage: Path, tell: Tell) -> None:
    for _ in range(TIMES):
        with at_office(root / RECEIVED) as desk:
            written = receipting.write_receipts(desk, root / OUT, TeamId("T01"))
            tell(f"written {written[0].path.name}")
        with in_field(root / SEALED) as desk:
            taken = acknowledging.take_receipt(desk, written[0].path)
            tell(f"taken {taken.number}")


def lost_receipt(root: Path, _stage: Path, told: list[str]) -> list[str]:
    missing: list[str] = []
    with at_office(root / RECEIVED) as office:
        missing += unwell(office)
        with office.store.reading() as reading:
            trust = trust_of(reading)
    with in_field(root / SEALED) as desk:
        missing += unwell(desk)
        with desk.store.reading() as reading:
            held = acknowledging.latest_of(reading)
    for kind, name in (line.split() for line in told):
        if kind == "written" and not (root / OUT / name).is_file():
            missing.append(name)
        if kind == "taken" and (held is None or held.receipt.number < int(name)):
            missing.append(f"receipt {name}")
    for path in (root / OUT).glob("*.wxp"):
        try:
            verify(path, trust, (), Ticket())
        except InspectorError as error:
            missing.append(f"{path.name}: {error.sentence()}")
    return missing


# Printing


def printed(root: Path, _stage: Path, tell: Tell) -> None:
    with in_field(root / SEALED) as desk:
        for folder in (root / OUT / "new", root / OUT)[:TIMES]:
            for path in print_papers(desk, "score-sheet", folder):
                tell(str(path.relative_to(root / OUT)))


def lost_print(root: Path, _stage: Path, told: list[str]) -> list[str]:
    """Look whether what has a document's name is a whole one."""
    missing = [name for name in told if not (root / OUT / name).is_file()]
    for path in (root / OUT).rglob("*.pdf"):
        content = path.read_bytes()
        if not (content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF")):
            missing.append(f"{path.name} is cut off")
    return missing


# Backing up


def backed_up(root: Path, _stage: Path, tell: Tell) -> None:
    earlier = sum(1 for _ in (root / OUT).rglob("备份*"))
    with in_field(root / SEALED, Clock(START + timedelta(hours=earlier))) as desk:
        for folder in (root / OUT / "new", root / OUT)[:TIMES]:
            kept = keeping.backup(desk, folder)
            tell(str(kept.path.relative_to(root / OUT)))


def lost_backup(root: Path, stage: Path, told: list[str]) -> list[str]:
    """Look whether what was acknowledged comes back, and whatever calls itself complete."""
    complete = [path.parent for path in (root / OUT).rglob(COMPLETE)]
    missing = [f"backup {name}" for name in told if root / OUT / name not in complete]
    for path in complete:
        try:
            keeping.restore(path, root / "again", PIN, clock=Clock())
        except InspectorError as error:
            missing.append(f"{path.name}: {error.sentence()}")
            continue
        with in_field(root / "again") as desk:
            missing += unwell(desk)
            if marks_of(desk) != marks_at(stage / SEALED):
                missing.append(f"{path.name}: other marks came back")
        shutil.rmtree(root / "again")
    with in_field(root / SEALED) as desk:
        missing += unwell(desk)
    return missing


def marks_of(desk: Desk) -> str:
    with desk.store.reading() as reading:
        lines = reading.visits.lines(ROUND)
        return repr([(one.uid, one.totals, reading.visits.items(one.uid)) for one in lines])


def marks_at(laptop: Path) -> str:
    with in_field(laptop) as desk:
        return marks_of(desk)


SCORE = Work(name="score", folders=(LAPTOP,), do=scored(), lost=lost_on_laptop)
OPEN = Work(name="open", folders=(OUT,), do=opened, lost=lost_opened)
SET = Work(name="settings", folders=(SEALED,), do=set_pin, lost=lost_pin)
PRINT = Work(name="print", folders=(SEALED, OUT), do=printed, lost=lost_print)
TAKE_IN = Work(
    name="import", folders=(OFFICE,), do=taken_in, lost=lost_at_office, again=taken_in_again
)
EXPORT = Work(
    name="export", folders=(SEALED, OUT), do=exported, lost=lost_export, again=exported_again
)
RECEIPT = Work(name="receipt", folders=(SEALED, RECEIVED, OUT), do=acknowledged, lost=lost_receipt)
BACKUP = Work(name="backup", folders=(SEALED, OUT), do=backed_up, lost=lost_backup)
WORKS = {work.name: work for work in (SCORE, OPEN, SET, PRINT, TAKE_IN, EXPORT, RECEIPT, BACKUP)}
