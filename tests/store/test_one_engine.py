"""One SQLite per process, and entries that survive the process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from inspector.store.store import Store

KEY = bytes(range(32))

GUARD = """
import sys
from pathlib import Path
from inspector.store.store import Store
with Store.create(Path(sys.argv[1]), bytes(range(32))) as store:
    with store.unit() as unit:
        unit.meta.put("a", "1")
        unit.commit()
    with store.reading() as reading:
        reading.visits.lines()
    libraries = {
        line.split(maxsplit=5)[5].strip()
        for line in Path("/proc/self/maps").read_text().splitlines()
        if len(line.split(maxsplit=5)) == 6 and ".so" in line
    }
    engines = [name for name in libraries if b"SQLite format 3" in Path(name).read_bytes()]
    print(len(engines), "sqlcipher3" in engines[0], "sqlite3" in sys.modules,
          "_sqlite3" in sys.modules, "alembic" in sys.modules)
"""


def run(code: str, *arguments: str) -> str:
    # in a process of its own: a tool of the tests may load the standard sqlite3 into ours
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_the_process_holds_exactly_one_sqlite(path: Path) -> None:
    assert run(GUARD, str(path)) == "1 True False False False"


def test_a_second_sqlite_would_be_seen(path: Path) -> None:
    assert run("import sqlite3\n" + GUARD, str(path)).startswith("2 ")


KILL = """
import os, signal, sys
from pathlib import Path
from inspector.store.store import Store

def write_on(out):
    store = Store.open(Path(sys.argv[1]), bytes(range(32)))
    with store.reading() as reading:
        n = int(reading.meta.get("last") or 0)
        os.write(out, f"{n} {len(reading.meta.under('entry '))}\\n".encode())
    while True:
        n += 1
        with store.unit() as unit:
            unit.meta.put("last", str(n))
            unit.meta.put(f"entry {n}", "x" * 300)
            unit.commit()
        os.write(out, f"{n}\\n".encode())

acknowledged = 0
for kill in range(100):
    into, out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(into)
        try:
            write_on(out)
        finally:
            os._exit(1)
    os.close(out)
    with os.fdopen(into) as lines:
        last, entries = map(int, lines.readline().split())
        assert last == entries and last in (acknowledged, acknowledged + 1), (acknowledged, last)
        for _ in range(1 + kill % 5):
            acknowledged = int(lines.readline())
        os.kill(child, signal.SIGKILL)
        rest = lines.read().split("\\n")[:-1]
        acknowledged = int(rest[-1]) if rest else acknowledged
    os.waitpid(child, 0)
print(acknowledged)
"""


def test_acknowledged_entries_survive_a_hundred_kills(path: Path) -> None:
    # kill -9 cannot tell FULL from NORMAL, for the system still writes what the process gave it:
    # that takes a power cut, see the crash rigs. This one catches "commit" that commits later.
    Store.create(path, KEY).close()
    acknowledged = int(run(KILL, str(path)))
    assert acknowledged >= 100
    with Store.open(path, KEY) as store, store.reading() as reading:
        assert len(reading.meta.under("entry ")) in (acknowledged, acknowledged + 1)
        assert store.faults(thorough=True) == ()


WALL = """
import resource, signal, sys
from pathlib import Path
from inspector.domain.errors import InspectorError
from inspector.store.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
store = Store.open(path, bytes(range(32)))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
kept = 0
try:
    for n in range(10_000):
        with store.unit() as unit:
            unit.meta.put("last", str(n + 1))
            unit.meta.put(f"entry {n}", "x" * 3000)
            unit.commit()
        kept = n + 1
except InspectorError as error:
    print(error.code, kept)
"""


def test_a_disk_that_ends_is_explained_and_keeps_what_was_acknowledged(path: Path) -> None:
    Store.create(path, KEY).close()
    code, kept = run(WALL, str(path)).split()
    assert code in ("F101", "F103")
    with Store.open(path, KEY) as store, store.reading() as reading:
        assert reading.meta.get("last") == kept
        assert len(reading.meta.under("entry ")) == int(kept)
        assert store.faults(thorough=True) == ()
