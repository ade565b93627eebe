"""Making and opening a store; what is not ours, not whole or too new is refused by name."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from random import Random

import pytest

import inspector
from inspector.domain.errors import InspectorError
from inspector.platform.durable import DiskFull, FileUnreadable, FolderReadOnly
from inspector.store import backup as backups
from inspector.store import store as stores
from inspector.store.backup import back_up
from inspector.store.engine import (
    LEAST_SQLITE,
    EngineUnsafe,
    StoreDamaged,
    StoreMissing,
    StoreTooNew,
    check_engine,
    connect,
)
from inspector.store.store import HEAD, Store

KEY = bytes(range(32))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def set_revision(path: Path, revision: str) -> None:
    raw = connect(path, KEY)
    raw.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    raw.close()


def test_a_new_store_is_one_file_that_opens_again(path: Path) -> None:
    Store.create(path, KEY).close()
    assert names(path.parent) == ["store.db"]
    with Store.open(path, KEY) as store, store.reading() as reading:
        assert reading.meta.get("program") == inspector.__version__


def test_nothing_can_be_read_in_the_file_or_beside_it(path: Path) -> None:
    with Store.create(path, KEY) as store:
        with store.unit() as unit:
            unit.meta.put("planted", "西薛庄村 planted secret")
            unit.commit()
        for file in path.parent.iterdir():
            content = file.read_bytes()
            for clear in (b"SQLite format 3", b"planted", "西薛庄村".encode(), b"CREATE TABLE"):
                assert clear not in content, file.name


def test_a_store_is_never_made_over_another(path: Path) -> None:
    path.write_bytes(b"letters")
    with pytest.raises(FileExistsError):
        Store.create(path, KEY)
    assert path.read_bytes() == b"letters"


def test_an_interrupted_creation_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(stores, "replace", full)
        with pytest.raises(DiskFull):
            Store.create(path, KEY)
    with monkeypatch.context() as patch:
        patch.setattr(stores, "create_tables", full)
        with pytest.raises(OSError, match="full"):
            Store.create(path, KEY)
    assert names(path.parent) == []


def test_a_place_that_is_not_there_is_explained(path: Path) -> None:
    with pytest.raises(FolderReadOnly, match=r"none/store\.db"):
        Store.create(path / "none" / "store.db", KEY)


def test_a_missing_store_is_not_made_by_opening(path: Path) -> None:
    with pytest.raises(StoreMissing, match="D104"):
        Store.open(path, KEY)
    assert names(path.parent) == []


def test_another_key_does_not_open_it(path: Path) -> None:
    Store.create(path, KEY).close()
    with pytest.raises(StoreDamaged, match="D103"):
        Store.open(path, bytes(32))


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + bytes(5_000), b"x" * 9_000])
def test_a_foreign_file_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreDamaged):
        Store.open(path, KEY)
    assert path.read_bytes() == content


@pytest.mark.parametrize("revision", ["x", "", "12345"])
def test_a_store_that_does_not_say_its_version_is_refused(path: Path, revision: str) -> None:
    Store.create(path, KEY).close()
    set_revision(path, revision)
    with pytest.raises(StoreDamaged):
        Store.open(path, KEY)


def test_a_newer_store_is_refused_by_name_and_left_alone(path: Path) -> None:
    with Store.create(path, KEY) as store, store.unit() as unit:
        unit.meta.put("program", "9.8.7")
        unit.commit()
    set_revision(path, "9999")
    before = path.read_bytes()
    with pytest.raises(StoreTooNew, match=r"D102.*9\.8\.7"):
        Store.open(path, KEY)
    assert path.read_bytes() == before


def test_a_newer_store_without_a_name_is_refused_too(path: Path) -> None:
    Store.create(path, KEY).close()
    raw = connect(path, KEY)
    raw.execute("DROP TABLE meta")
    raw.close()
    set_revision(path, "9999")
    with pytest.raises(StoreTooNew):
        Store.open(path, KEY)


def test_an_engine_that_loses_data_is_refused() -> None:
    check_engine()
    check_engine(LEAST_SQLITE)
    with pytest.raises(EngineUnsafe, match=r"D101.*3\.51\.2"):
        check_engine((3, 51, 2))


def test_an_engine_that_does_not_encrypt_is_refused() -> None:
    with pytest.raises(EngineUnsafe, match="SQLCipher -"):
        check_engine(cipher="")


def test_every_flipped_bit_is_found(path: Path) -> None:
    with Store.create(path, KEY) as store, store.unit() as unit:
        for n in range(200):
            unit.meta.put(str(n), "一" * 50)
        unit.commit()
    sound = path.read_bytes()
    random = Random(5)
    for _ in range(60):
        bit = random.randrange(len(sound) * 8)
        damaged = bytearray(sound)
        damaged[bit // 8] ^= 1 << bit % 8
        path.write_bytes(damaged)
        with pytest.raises(Damage):
            look(path)
    path.write_bytes(sound)
    look(path)


class Damage(Exception):
    """Found, one way or the other."""


def look(path: Path) -> None:
    try:
        with Store.open(path, KEY) as store:
            faults = store.faults()
    except StoreDamaged as error:
        raise Damage from error
    if faults:
        raise Damage


# backups


def test_a_backup_opens_with_the_same_key_while_the_store_is_open(path: Path) -> None:
    target = path.with_name("copy.db")
    with Store.create(path, KEY) as store:
        with store.unit() as unit:
            unit.meta.put("a", "1")
            unit.commit()
        store.backup(target)
        with store.unit() as unit:
            unit.meta.put("a", "2")
            unit.commit()
        store.backup(target)
    with Store.open(target, KEY) as copy, copy.reading() as reading:
        assert reading.meta.get("a") == "2"
    assert names(path.parent) == ["copy.db", "store.db"]
    assert b"SQLite format 3" not in target.read_bytes()


def test_a_backup_that_does_not_read_back_does_not_count(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = path.with_name("copy.db")
    target.write_bytes(b"the last good one")
    Store.create(path, KEY).close()
    monkeypatch.setattr(backups, "check_file", lambda _raw, **_how: ("page 3",))
    with pytest.raises(StoreDamaged):
        back_up(path, KEY, target)
    assert target.read_bytes() == b"the last good one"
    assert names(path.parent) == ["copy.db", "store.db"]


def test_a_store_of_another_key_gives_no_backup(path: Path) -> None:
    Store.create(path, KEY).close()
    with pytest.raises(StoreDamaged):
        back_up(path, bytes(32), path.with_name("copy.db"))
    assert names(path.parent) == ["store.db"]


def test_a_backup_that_cannot_be_written_names_its_place(path: Path) -> None:
    with Store.create(path, KEY) as store, pytest.raises(FolderReadOnly, match=r"none/copy\.db"):
        store.backup(path.with_name("none") / "copy.db")


def test_a_full_disk_spoils_no_backup(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = path.with_name("copy.db")
    target.write_bytes(b"the last good one")
    Store.create(path, KEY).close()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InspectorError, match="F101"):
        back_up(path, KEY, target)
    assert target.read_bytes() == b"the last good one"
    assert names(path.parent) == ["copy.db", "store.db"]


def test_the_newest_migration_is_the_one_new_stores_stand_at() -> None:
    scripts = sorted((Path(stores.__file__).parent / "migrations" / "versions").glob("m[0-9]*.py"))
    assert scripts[-1].name.startswith(f"m{HEAD}_")
    assert len(scripts) == int(HEAD)


def test_a_folder_whose_names_do_not_last_is_not_opened(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.create(path, KEY).close()

    def refuse(_folder: Path) -> None:
        raise OSError(errno.EIO, "planted")

    monkeypatch.setattr(stores, "sync_folder", refuse)
    with pytest.raises(FileUnreadable):
        Store.open(path, KEY)
    monkeypatch.undo()
    Store.open(path, KEY).close()
