"""F15: flip single bits of a folder at rest, in its database and its photos; ask the doctor.

The twin is a plain SQLite file, as it would be without encryption: there flips go unnoticed.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from played_county import PIN, Clock
from sqlcipher3 import dbapi2

from inspector.actions.desk import open_desk
from inspector.domain.errors import InspectorError
from inspector.platform.folder import STORE, VAULT
from tests.faults import works

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
MADE_AGAIN = {".thumb", ".orig"}
"""What is not evidence: thumbnails, and originals that stay on the laptop."""


def flipped(content: bytes, bit: int) -> bytes:
    damaged = bytearray(content)
    damaged[bit // 8] ^= 1 << bit % 8
    return bytes(damaged)


def found(folder: Path) -> bool:
    """Tell whether opening or examining a folder says that something is wrong."""
    try:
        with open_desk(folder, PIN, clock=Clock()) as desk:
            return bool(works.unwell(desk))
    except InspectorError:
        return True


def rot(stage: Path, root: Path, flips: int, rng: Random) -> dict[str, object]:
    """Flip bits of a laptop's and an office's folder, half of them in photos."""
    lost: list[str] = []
    runs = 0
    for name in (works.SEALED, works.RECEIVED):
        folder = shutil.copytree(stage / name, root / name)
        assert not found(folder), "not well before"
        photos = [path for path in sorted((folder / VAULT).rglob("*")) if path.is_file()]
        photos = [path for path in photos if path.suffix not in MADE_AGAIN]
        for number in range(flips // 2):
            path = folder / STORE if number % 2 else rng.choice(photos)
            sound = path.read_bytes()
            bit = rng.randrange(8 * len(sound))
            path.write_bytes(flipped(sound, bit))
            runs += 1
            if not found(folder):
                lost.append(f"bit {bit} of {path.relative_to(root)} went unnoticed")
            for rest in ("-wal", "-shm"):
                path.with_name(path.name + rest).unlink(missing_ok=True)
            path.write_bytes(sound)
    return {"runs": runs, "lost": lost}


def plain(root: Path, flips: int, rng: Random) -> dict[str, object]:
    """Flip bits of a plain SQLite file; ``lost`` are wrong contents that its checks let pass."""
    path = root / "plain.db"
    raw = dbapi2.connect(str(path))
    raw.execute("CREATE TABLE record (rid TEXT PRIMARY KEY, text TEXT)")
    rows = [(f"{n:064x}", f"村务公开栏缺第 {n} 季度，扣 {n % 7} 分" * 4) for n in range(400)]
    raw.executemany("INSERT INTO record VALUES (?, ?)", rows)
    raw.commit()
    raw.close()
    sound = path.read_bytes()
    silent = 0
    for _ in range(flips):
        path.write_bytes(flipped(sound, rng.randrange(8 * len(sound))))
        raw = dbapi2.connect(str(path))
        try:
            check = raw.execute("PRAGMA integrity_check").fetchall()
            kept = raw.execute("SELECT rid, text FROM record ORDER BY rid").fetchall()
            silent += check == [("ok",)] and kept != rows
        except (dbapi2.Error, UnicodeDecodeError):
            pass
        finally:
            raw.close()
    return {"runs": flips, "lost": [silent] if silent else []}


def main() -> None:
    what, stage, flips, seed = sys.argv[1:]
    rng = Random(int(seed))
    folder = Path(mkdtemp(prefix="rig-", dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None))
    try:
        done = (
            rot(Path(stage), folder, int(flips), rng)
            if what == "rot"
            else plain(folder, int(flips), rng)
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(json.dumps(done))


if __name__ == "__main__":
    main()
