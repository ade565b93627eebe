"""A desk whose disk refuses: nothing goes on, all that was said to be saved stays, and back."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from played_county import PIN, Clock, County, count_site, in_field, sites_of

from inspector.actions import keeping, sealing, sending
from inspector.actions.desk import Desk, sit_down
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.platform.ballast import Ballast
from inspector.platform.durable import DiskFull, FileUnreadable, FolderReadOnly
from inspector.platform.latch import Cause, OnlyReading
from inspector.store.saves import SAVES
from inspector.store.store import Store

PICTURE = b"picture " * 400
NAME = Digest(sha256(PICTURE).hexdigest())


def put(desk: Desk, value: str) -> None:
    with desk.store.unit() as unit:
        unit.meta.put("test/value", value)
        unit.commit()


def value_of(desk: Desk) -> str | None:
    with desk.store.reading() as reading:
        return reading.meta.get("test/value")


class Disk:
    """Refuses the n-th sync of a file from now on, once or for ever."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.error: int | None = None
        self._sync = os.fsync
        patch.setattr(os, "fsync", self.fsync)

    def fsync(self, handle: int) -> None:
        if self.error is not None:
            raise OSError(self.error, os.strerror(self.error))
        self._sync(handle)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


@pytest.mark.parametrize(
    ("code", "kind", "cause"),
    [
        (errno.EIO, FileUnreadable, Cause.FAULTY),
        (errno.EROFS, FolderReadOnly, Cause.CLOSED),
        (errno.EACCES, FolderReadOnly, Cause.CLOSED),
        (errno.ENOSPC, DiskFull, Cause.FULL),
    ],
)
def test_a_photo_that_the_disk_refuses_stops_every_write_until_it_proves_itself(
    county: County, disk: Disk, code: int, kind: type[InspectorError], cause: Cause
) -> None:
    with in_field(county.laptop) as desk:
        put(desk, "before")
        desk.latch.roomy = lambda: False
        disk.error = code
        with pytest.raises(kind):
            desk.vault.put(PICTURE, NAME)
        assert desk.latch.shut is not None
        assert desk.latch.shut.cause is cause
        for _time in range(2):
            with pytest.raises(OnlyReading):
                put(desk, "after")
            with pytest.raises(OnlyReading):
                desk.vault.put(PICTURE, NAME)
            with pytest.raises(OnlyReading), desk.vault.batch():
                pytest.fail("a batch began on a disk that refuses")
        assert value_of(desk) == "before", "reading goes on"
        still = desk.latch.try_again()
        assert still is not None
        assert still.cause is cause
        disk.error = None
        assert desk.latch.try_again() is None
        put(desk, "after")
        desk.vault.put(PICTURE, NAME)
        assert desk.vault.get(NAME) == PICTURE
        assert value_of(desk) == "after"
        assert not desk.store.faults()


def test_a_sync_that_failed_once_is_never_taken_for_success(county: County, disk: Disk) -> None:
    with in_field(county.laptop) as desk:
        disk.error = errno.EIO
        with pytest.raises(FileUnreadable):
            desk.vault.put(PICTURE, NAME)
        disk.error = None
        assert not desk.vault.has(NAME)
        with pytest.raises(OnlyReading):
            desk.vault.put(PICTURE, NAME)


def test_after_a_fault_every_connection_is_new(county: County) -> None:
    with in_field(county.laptop) as desk:
        put(desk, "before")
        with desk.store.unit() as unit:
            old = unit._connection.connection.dbapi_connection
        desk.latch.meet(FileUnreadable(path=desk.folder.store_path, reason="磁盘读写错误"))
        with desk.store.reading(), pytest.raises(InspectorError):
            desk.latch.try_again()
        assert desk.latch.shut is not None, "somebody still looks through an old connection"
        assert desk.latch.try_again() is None
        assert value_of(desk) == "before"
        with desk.store.unit() as unit:
            assert unit._connection.connection.dbapi_connection is not old


def test_saves_that_the_disk_forgot_keep_the_folder_shut(county: County) -> None:
    with in_field(county.laptop) as desk:
        put(desk, "one")
        desk.store.saves.acknowledged += 2
        desk.latch.meet(FileUnreadable(path=desk.folder.store_path, reason="磁盘读写错误"))
        shut = desk.latch.try_again()
        assert shut is not None
        assert shut.cause is Cause.LOST
        assert "2 次" in shut.first
        with pytest.raises(OnlyReading):
            put(desk, "two")
        assert value_of(desk) == "one"


def test_every_commit_has_its_number(county: County) -> None:
    with in_field(county.laptop) as desk:
        with desk.store.reading() as reading:
            start = int(reading.meta.get(SAVES) or 0)
        for step in range(1, 4):
            put(desk, str(step))
            assert desk.store.saves.acknowledged == start + step
        with desk.store.unit() as unit:
            unit.meta.put("test/value", "left without commit")
        assert desk.store.saves.acknowledged == start + 3


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 24 MB, where this machine lets us."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)]
    mounted = shutil.which("mount") is not None and os.geteuid() == 0
    if not mounted or subprocess.run(mount, check=False, capture_output=True).returncode:
        sys.stdout.write("no small disk here: only root may mount one\n")
        pytest.skip("no small disk here: only root may mount one")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def fill(place: Path) -> Path:
    filler = place / "filler"
    with filler.open("ab", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 4096):
            pass
    return filler


def put_until_refused(desk: Desk) -> int:
    """Save long texts until the disk refuses; return how many were acknowledged."""
    for number in range(10_000):
        try:
            with desk.store.unit() as unit:
                unit.meta.put(f"test/{number}", f"{number:06d}" * 700)
                unit.commit()
        except InspectorError:
            return number
    raise AssertionError("the disk took everything")


def still_shut(desk: Desk) -> bool:
    return desk.latch.shut is not None


def held(desk: Desk) -> int:
    with desk.store.reading() as reading:
        return len(reading.meta.under("test/"))


def test_a_full_disk_stops_writing_and_room_lets_it_go_on(county: County, small: Path) -> None:
    laptop = Path(shutil.copytree(county.laptop, small / "t01"))
    with in_field(laptop) as desk:
        filler = fill(small)
        saved = put_until_refused(desk)
        assert desk.latch.shut is not None
        assert desk.latch.shut.cause is Cause.FULL
        with pytest.raises(OnlyReading):
            put(desk, "after")
        assert held(desk) == saved
        assert desk.latch.try_again() is not None
        filler.unlink()
        put(desk, "after")
        assert held(desk) == saved + 1
        assert not still_shut(desk)
        assert not desk.store.faults(thorough=True)


def test_the_ballast_lets_the_line_be_finished_and_the_work_be_handed_in(
    county: County, small: Path
) -> None:
    laptop = Path(shutil.copytree(county.laptop, small / "t01"))
    with in_field(laptop) as desk:
        site = sites_of(desk)[0]
        visit = count_site(desk, site)
        ballast = desk.ballast
        ballast.make(lambda _free: 6 * 2**20)
        fill(small)
        put_until_refused(desk)
        assert ballast.held == 0
        sealing.seal(desk, visit)
        sent = sending.export(desk, county.root / "elsewhere")
        assert sent.path.is_file()
        assert desk.latch.shut is None


def test_a_folder_on_a_disk_without_any_room_opens_by_its_ballast(
    county: County, small: Path
) -> None:
    laptop = Path(shutil.copytree(county.laptop, small / "t01"))
    Ballast(laptop).make(lambda _free: 6 * 2**20)
    fill(small)
    desk = sit_down(laptop, PIN, clock=Clock())
    put(desk, "with room again")
    desk.close()
    fill(small)
    with pytest.raises(DiskFull):
        sit_down(laptop, PIN, clock=Clock())


def test_a_store_that_stands_alone_has_no_latch(tmp_path: Path) -> None:
    with Store.create(tmp_path / "store.db", bytes(32)) as store:
        store.latch.meet(DiskFull(path=store.path))
        store.unit().__exit__()


def test_while_shut_a_backup_is_made_and_a_package_is_refused_before_it_is_written(
    county: County, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[0]))
        desk.latch.meet(FileUnreadable(path=desk.folder.store_path, reason="磁盘读写错误"))
        with pytest.raises(OnlyReading):
            sending.export(desk, tmp_path / "stick")
        assert not any(path.is_file() for path in (tmp_path / "stick").rglob("*"))
        keeping.backup(desk, tmp_path / "elsewhere")
        assert any((tmp_path / "elsewhere").rglob("store.db"))
        assert desk.latch.shut is not None


def test_a_write_that_sqlite_itself_is_refused_is_a_fault_until_connections_are_new(
    county: County,
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with in_field(county.laptop) as desk:
        put(desk, "before")
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, hard))
            saved = put_until_refused(desk)
            assert desk.latch.shut is not None
            with pytest.raises(OnlyReading):
                put(desk, "after")
            assert desk.latch.try_again() is not None
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert desk.latch.try_again() is None
        assert held(desk) == saved + 1, "the first value, and what was acknowledged"
        put(desk, "after")
        assert not desk.store.faults(thorough=True)
