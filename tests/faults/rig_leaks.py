"""Play a day in the field and an import with 200 planted strings, and look for every one of them.

A process of its own, so that its temporary folder is its own too. Files that are removed are read
before they go: a plain copy that lies on a disk for a second can be brought back from it.

Every string begins with one of two rare marks, so that one pass finds all of them in any of the
three encodings that a Chinese system writes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image
from played_county import COST, PIN, ROUND, SITES, Clock, at_office, in_field, sites_of, write_lists
from sqlcipher3 import dbapi2

from inspector.actions import (
    creating,
    dispatching,
    gathering,
    opening,
    planning,
    receiving,
    scoring,
    sealing,
    sending,
)
from inspector.actions.inventing import invent
from inspector.domain.ids import ItemCode
from inspector.domain.team import Pattern
from inspector.domain.visit import Counted, Entry, ItemEntry, Objection
from inspector.platform import keys
from inspector.store import engine, store

SIGNS, LETTERS = "驫龘", "QzXj"
MARK = {True: SIGNS, False: LETTERS}
ENCODINGS = ("utf-8", "utf-16-le", "gb18030")
PLANTED = re.compile(
    b"|".join(
        re.escape(mark.encode(encoding))
        + b"(?:" + b"|".join(re.escape(str(d).encode(encoding)) for d in range(10)) + b"){3}"
        for mark in MARK.values()
        for encoding in ENCODINGS
    )
)  # fmt: skip
JPEG = re.compile(rb"\xff\xd8\xff[\xe0\xe1]..(JFIF|Exif)\0", re.DOTALL)
PHOTOS = 4


class Planted:
    """Hands out strings, and knows how many there were."""

    def __init__(self) -> None:
        self._next = count(100)
        self.made: list[str] = []

    def __call__(self, *, signs: bool = True) -> str:
        self.made.append(f"{MARK[signs]}{next(self._next)}")
        return self.made[-1]


class Scanner:
    """Reads every byte of files and remembers what of the planted it saw, and where."""

    def __init__(self, secrets: dict[str, bytes]) -> None:
        self.secrets = secrets
        self.seen: dict[str, set[str]] = {}

    def look(self, path: Path) -> None:
        content = os.fsencode(path.name) + b"\n" + path.read_bytes()
        found = {match.group().decode("latin-1") for match in PLANTED.finditer(content)}
        found |= {name for name, secret in self.secrets.items() if secret in content}
        for planted in found:
            self.seen.setdefault(planted, set()).add(path.name)

    def look_below(self, *folders: Path) -> int:
        """Return how many bytes were read."""
        files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        for path in files:
            self.look(path)
        return sum(path.stat().st_size for path in files)

    def watch_removals(self, *folders: Path) -> None:
        """Look at every file below these folders before it goes."""

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            if event not in ("os.remove", "os.truncate") or not isinstance(
                arguments[0], str | os.PathLike
            ):
                return
            path = Path(arguments[0]).absolute()
            if any(folder in path.parents for folder in folders) and path.is_file():
                self.look(path)

        sys.addaudithook(hook)


def lists(root: Path, planted: Planted) -> creating.OfficeFiles:
    """Name the county's places and people by planted strings."""
    files = write_lists(root / "lists")
    told = SITES
    for name in ("㟃头村", "西坡村", "北村", "西村", "东一社区", "东二社区", "西镇", "北乡"):
        told = told.replace(f",{name},{name},", ",{0},{0},".format(planted() + name[-1]))
    files.sites.write_text(told, "utf-8")
    people = files.teams.read_text("utf-8")
    people = re.sub(r"人\d\d", lambda _match: planted(), people)
    files.teams.write_text(people, "utf-8")
    return files


def picture(path: Path, planted: Planted) -> None:
    """Draw a photo with planted words in every place that a camera has for words."""
    image = Image.effect_noise((640, 480), 90).convert("RGB")
    exif = image.getexif()
    exif[0x010E], exif[0x013B] = planted(signs=False), planted(signs=False)
    details = exif.get_ifd(0x8769)
    details[0x9286] = b"UNICODE\0" + planted().encode("utf-16-le")
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (34.0, 12.0, 34.5678)
    place[3], place[4] = "E", (113.0, 5.0, 6.789)
    place[0x1C] = b"ASCII\0\0\0" + planted(signs=False).encode()
    image.save(path, "JPEG", exif=exif, comment=planted(signs=False).encode())


def worded(counted: Counted, planted: Planted) -> Counted:
    """Write planted remarks, reasons and grounds into what was counted."""
    out: dict[ItemCode, ItemEntry] = {}
    for code, item in counted.items():
        entries: dict[Any, Entry] = {}
        for checkpoint, entry in item.entries.items():
            reasons = tuple(replace(one, text=planted()) for one in entry.reasons)
            entries[checkpoint] = replace(entry, note=planted(), reasons=reasons)
        out[code] = replace(item, entries=entries)
    return out


def play(root: Path, planted: Planted, scanner: Scanner, twin: str) -> None:
    """Play a round of one team, from the lists to the import."""
    made = creating.create_office(
        root / "office", PIN, lists(root, planted), clock=Clock(), cost=COST
    )
    scanner.secrets |= {"recovery key": made.recovery.encode(), "pin": PIN.encode()}
    with at_office(root / "office") as desk:
        scanner.secrets["office key"] = desk.folder.key
        planning.plan_round(desk, ROUND, Pattern.ROTATE, shift=1)
        one = dispatching.dispatch(desk, ROUND, root / "stick")[0]
    scanner.secrets["code"] = one.code.encode()
    handed = opening.HandedOut(package=one.path, code=one.code)
    opening.open_dispatch(root / "laptop", handed, PIN, clock=Clock(), cost=COST)
    (root / "camera").mkdir()
    with in_field(root / "laptop") as desk:
        scanner.secrets["laptop key"] = desk.folder.key
        for seed, site in enumerate(sites_of(desk)):
            score(desk, site, seed, root, planted)
        exported = sending.export(desk, root / "packages").path
        if twin == "open":
            left = desk.folder.staging_path / "copy.txt"
            left.write_text(planted.made[0], "gb18030")
            left.unlink()
    shutil.copy(one.path, root / "packages")
    with at_office(root / "office") as desk:
        (taken,) = receiving.take_in(desk, [exported])
        if taken.refused or taken.missing_photos:
            raise AssertionError(taken.sentence)


def score(desk: Any, site: Any, seed: int, root: Path, planted: Planted) -> None:  # noqa: ANN401 - as the actions take them
    visit = scoring.open_visit(desk, site)
    counted = worded(invent(visit.rubric, Random(seed), care=0.5), planted)
    scoring.put_items(desk, visit, counted)
    visit = scoring.open_visit(desk, site)
    item = next(code for code in counted if gathering_allowed(visit, code))
    photos = [root / "camera" / f"{planted()}.jpg" for _ in range(PHOTOS)]
    for path in photos:
        picture(path, planted)
    gathered = gathering.attach(desk, visit, item, photos)
    if gathered.refused:
        raise AssertionError(gathered.refused)
    visit = scoring.open_visit(desk, site)
    scoring.put_objections(desk, visit, [Objection(item=item, text=planted(), by=planted())])
    sealing.seal(desk, scoring.open_visit(desk, site))


def gathering_allowed(visit: scoring.OpenVisit, item: Any) -> bool:  # noqa: ANN401 - as above
    try:
        gathering.check_photos_allowed(visit, item)
    except gathering.LookOnly:
        return False
    return True


class NoCipher:
    """The broken twin of the cipher: everything stays readable."""

    def __init__(self, key: bytes) -> None:
        del key

    def encrypt(self, nonce: bytes, plaintext: bytes, context: bytes) -> bytes:
        del nonce, context
        return plaintext + bytes(keys.TAG_BYTES)

    def decrypt(self, nonce: bytes, sealed: bytes, context: bytes) -> bytes:
        del nonce, context
        return sealed[: -keys.TAG_BYTES]


def plain(path: Path, key: bytes) -> Any:  # noqa: ANN401 - the driver ships no types
    """Open a store as any program would."""
    del key
    return dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)


def spoil(twin: str) -> None:
    """Break the defences: a store without key, photos without cipher; see also the plain copy."""
    if twin == "open":
        for module in (engine, store):
            vars(module)["keyed"] = plain
        vars(keys)["ChaCha20Poly1305"] = NoCipher


def jpegs_below(*folders: Path) -> Iterator[str]:
    """Name files in which a JPEG begins, anywhere in them."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and JPEG.search(path.read_bytes()):
                yield path.name


def main(root: Path, twin: str) -> dict[str, object]:
    spoil(twin)
    planted, scanner = Planted(), Scanner({})
    held = [root / "office", root / "laptop", root / "packages", Path(tempfile.gettempdir())]
    scanner.watch_removals(*held)
    play(root, planted, scanner, twin)
    size = scanner.look_below(*held)
    camera = Scanner({})
    camera.look_below(root / "camera")  # what the telephone holds: here the scanner must see them
    return {
        "planted": len(planted.made),
        "bytes": size,
        "leaked": {what: sorted(where) for what, where in scanner.seen.items()},
        "in_camera": len(camera.seen),
        "jpegs": sorted(set(jpegs_below(*held))),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), sys.argv[2])))
