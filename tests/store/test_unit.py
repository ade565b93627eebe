"""Units are all or nothing; readings are steady."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlcipher3 import dbapi2

from inspector.domain.courtesy import Courtesy
from inspector.domain.errors import InspectorError
from inspector.domain.ids import ItemCode, VisitUid
from inspector.domain.visit import ItemEntry
from inspector.platform.durable import DiskFull, FolderReadOnly
from inspector.store import engine as engines
from inspector.store.engine import StoreBusy, connect
from inspector.store.rows import UnitFailed
from inspector.store.store import Store
from inspector.store.unit import UnitOfWork


def test_leaving_without_commit_undoes_everything(empty: Store) -> None:
    with empty.unit() as unit:
        unit.meta.put("a", "1")
    with empty.reading() as reading:
        assert reading.meta.get("a") is None


def fill(unit: UnitOfWork) -> None:
    """Write until the disk is full."""
    pages = unit._connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    unit._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")
    for n in range(1_000):
        unit.meta.put(f"filling {n}", "x" * 4_000)


def test_a_full_disk_inside_a_unit_commits_nothing_whoever_goes_on(empty: Store) -> None:
    with empty.unit() as unit:
        unit.meta.put("score", "450")
        with pytest.raises(DiskFull, match="F101"):
            fill(unit)
        with pytest.raises(UnitFailed):
            unit.meta.put("header", "sealed")
        with pytest.raises(UnitFailed):
            unit.meta.get("score")
        with pytest.raises(UnitFailed):
            unit.records.digest()
        with pytest.raises(UnitFailed):
            unit.commit()
    with empty.reading() as reading:
        assert reading.meta.get("score") is None
        assert reading.meta.get("header") is None
        assert reading.meta.under("filling") == {}
    with empty.unit() as unit:
        unit._connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        unit.meta.put("score", "450")
        unit.commit()
    assert empty.faults(thorough=True) == ()


def test_without_our_guard_half_of_that_unit_would_be_committed(empty: Store) -> None:
    # the broken twin: shows that SQLite undoes the unit and that the guard is what saves us
    with empty.unit() as unit:
        unit.meta.put("score", "450")
        with suppress(DiskFull):
            fill(unit)
        unit._rows.failed = False
        unit._connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        unit.meta.put("header", "sealed")
        unit.commit()
    with empty.reading() as reading:
        assert reading.meta.get("score") is None
        assert reading.meta.get("header") == "sealed"


def test_any_error_ends_the_unit(store: Store) -> None:
    with store.unit() as unit:
        unit.meta.put("a", "1")
        with pytest.raises(IntegrityError):
            unit.visits.put_item(VisitUid("no/such/visit/T/1"), ItemCode("x"), ItemEntry())
        with pytest.raises(UnitFailed):
            unit.commit()
    with store.reading() as reading:
        assert reading.meta.get("a") is None


def test_a_failed_query_or_bulk_write_ends_the_unit_too(empty: Store) -> None:
    with empty.unit() as unit:
        with pytest.raises(OperationalError):
            unit._rows.read(select(text("nothing")))
        with pytest.raises(UnitFailed):
            unit.commit()
    with empty.unit() as unit:
        with pytest.raises(OperationalError):
            unit._rows.write_many("INSERT INTO nothing VALUES (?)", [(1,)])
        with pytest.raises(UnitFailed):
            unit._rows.write_many("INSERT INTO nothing VALUES (?)", [])


def test_a_unit_commits_once(empty: Store) -> None:
    with empty.unit() as unit:
        unit.meta.put("a", "1")
        unit.commit()
        with pytest.raises(UnitFailed):
            unit.commit()
        with pytest.raises(UnitFailed):
            unit.meta.put("b", "1")


def test_a_reading_sees_one_moment(empty: Store) -> None:
    with empty.reading() as reading:
        assert reading.meta.get("a") is None
        with empty.unit() as unit:
            unit.meta.put("a", "1")
            unit.commit()
        assert reading.meta.get("a") is None
    with empty.reading() as reading:
        assert reading.meta.get("a") == "1"


def test_a_reading_cannot_write(empty: Store) -> None:
    with empty.reading() as reading, pytest.raises(FolderReadOnly):
        reading.meta.put("a", "1")


def test_a_second_unit_waits_and_then_says_so(
    path: Path, empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 10)
    with Store.open(path, bytes(range(32))) as second:
        with empty.unit() as unit:
            unit.meta.put("a", "1")
            with pytest.raises(StoreBusy, match="D105"):  # another connection holds the lock
                second.unit()
            unit.commit()
        with second.unit() as unit:
            with pytest.raises(StoreBusy):  # our only writing connection is lent out
                second.unit()
            unit.commit()
        with second.unit() as unit:
            unit.commit()


PROMISES = {
    "synchronous": 2,
    "foreign_keys": 1,
    "journal_mode": "wal",
    "recursive_triggers": 1,
    "busy_timeout": engines.BUSY_MILLISECONDS,
    "cipher_log_level": "NONE",
}


def test_every_connection_makes_every_promise(empty: Store) -> None:
    units = [empty.unit()]
    readings = [empty.reading() for _ in range(engines.READERS)]
    for one in (*units, *readings):
        for pragma, value in PROMISES.items():
            got = one._connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
            assert got == value, pragma
        only = one._connection.exec_driver_sql("PRAGMA query_only").scalar_one()
        assert only == (one in readings)
        one.__exit__()


def test_connections_made_anew_make_them_too(empty: Store) -> None:
    empty._writer.dispose()
    with empty.unit() as unit:
        assert unit._connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2


def test_a_reference_to_nothing_is_refused(empty: Store) -> None:
    with empty.unit() as unit, pytest.raises(IntegrityError, match="FOREIGN KEY"):
        unit._connection.exec_driver_sql(
            "INSERT INTO draft_item (visit, item, text) VALUES ('a', 'b', 'c')"
        )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_FULL", "F101"),
        ("SQLITE_READONLY_DIRECTORY", "F102"),
        ("SQLITE_CANTOPEN_ISDIR", "F102"),
        ("SQLITE_PERM", "F102"),
        ("SQLITE_IOERR_FSYNC", "F103"),
        ("SQLITE_IOERR", "F103"),
        ("SQLITE_NOTADB", "D103"),
        ("SQLITE_CORRUPT_INDEX", "D103"),
        ("SQLITE_BUSY_SNAPSHOT", "D105"),
        ("SQLITE_LOCKED", "D105"),
    ],
)
def test_what_the_engine_says_is_explained(path: Path, name: str, code: str) -> None:
    error = RuntimeError("x")
    error.sqlite_errorname = name  # type: ignore[attr-defined] # as the driver's errors have
    meaning = engines.explained(error, path)
    assert isinstance(meaning, InspectorError)
    assert meaning.code == code
    assert meaning.advice()


def test_a_fault_of_ours_is_not_explained_away(path: Path) -> None:
    assert engines.explained(RuntimeError("x"), path) is None
    with pytest.raises(dbapi2.ProgrammingError), engines.explaining_store(path):
        connect(path, bytes(32)).execute("SELECT ?", ())


def test_a_save_of_the_window_does_not_wait_for_work_that_waits_for_the_window(
    empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    courtesy = Courtesy(60.0)  # seconds; the connection is given up after ten
    for module in ("rows", "store"):
        monkeypatch.setattr(f"inspector.store.{module}.COURTESY", courtesy)
    begun, answering = Event(), Event()

    def work() -> None:
        with empty.unit() as unit:
            begun.set()
            answering.wait(60.0)
            unit.meta.put("package", "taken in")
            unit.commit()

    thread = Thread(target=work)
    thread.start()
    assert begun.wait(60.0)
    with courtesy.first():
        answering.set()
        with empty.unit() as unit:
            assert unit.meta.get("package") == "taken in"
            unit.meta.put("ruling", "made")
            unit.commit()
    thread.join()
