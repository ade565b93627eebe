"""F19: after a whole day's work and with the window loaded, the process holds one SQLite."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp

from tests.faults.works import WORKS

MAGIC = b"SQLite format 3"


def engines() -> list[str]:
    """Return the libraries in this process that can read an SQLite file."""
    columns = [line.split(maxsplit=5) for line in Path("/proc/self/maps").read_text().splitlines()]
    names = {parts[5].strip() for parts in columns if len(parts) == 6 and ".so" in parts[5]}
    return [Path(name).name for name in sorted(names) if MAGIC in Path(name).read_bytes()]


def main() -> None:
    stage, second = sys.argv[1:]
    folder = Path(mkdtemp(prefix="rig-"))
    try:
        for work in WORKS.values():
            work.prepare(Path(stage), folder / work.name)
            work.do(folder / work.name, Path(stage), lambda _text: None)
        for name in ("inspector.ui.main", second):
            exec(f"import {name}")  # noqa: S102 - the second one is banned, and is the fault
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(json.dumps({"runs": len(WORKS), "engines": engines()}))


if __name__ == "__main__":
    main()
