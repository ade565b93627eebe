"""Durable files: whole or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.domain.errors import InspectorError
from inspector.platform import durable as module
from inspector.platform.durable import (
    PAUSES,
    DiskFull,
    FileMissing,
    FileUnreadable,
    FolderReadOnly,
    WrongName,
    durable,
    explaining,
    part_of,
    patiently,
    sweep_parts,
    sync_folder,
    write_durably,
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(number: int) -> Callable[..., None]:
    def fail(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_a_written_file_is_there_and_nothing_else(tmp_path: Path) -> None:
    write_durably(tmp_path / "甲.bin", b"one")
    write_durably(tmp_path / "甲.bin", b"two")
    assert (tmp_path / "甲.bin").read_bytes() == b"two"
    assert names(tmp_path) == ["甲.bin"]


def test_a_name_of_eighty_five_characters_can_be_written(tmp_path: Path) -> None:
    write_durably(tmp_path / ("村" * 85), b"one")
    assert names(tmp_path) == ["村" * 85]


def test_a_block_that_raises_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a"
    write_durably(target, b"old")

    def stop_half_way() -> None:
        with durable(target) as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        stop_half_way()
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EROFS, FolderReadOnly),
        (errno.EACCES, FolderReadOnly),
        (errno.ENOENT, FileMissing),
        (errno.EIO, FileUnreadable),
        (errno.EBADF, FileUnreadable),
        (errno.EEXIST, WrongName),
        (errno.ENOTDIR, WrongName),
        (errno.EISDIR, WrongName),
        (errno.ENAMETOOLONG, WrongName),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "_rename"])
def test_a_refusing_disk_is_explained_and_leaves_the_old_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    error: type[InspectorError],
    call: str,
) -> None:
    target = tmp_path / "a"
    write_durably(target, b"old")
    with monkeypatch.context() as patch:
        owner = os if call == "fsync" else module
        patch.setattr(owner, call, failing(number))
        with pytest.raises(error) as caught:
            write_durably(target, b"new")
    assert str(target) in caught.value.sentence()
    assert caught.value.advice()
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_a_failed_sync_is_never_taken_for_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "sync_folder", failing(errno.EIO))
    with pytest.raises(FileUnreadable, match="磁盘读写错误"):
        write_durably(tmp_path / "a", b"new")


FAT32_WALL = """
import resource, signal, sys
from pathlib import Path
from inspector.platform.durable import DiskFull, write_durably
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
target = Path(sys.argv[1])
write_durably(target, b"old")
try:
    write_durably(target, b"x" * 200_000)
except DiskFull as error:
    print(error.code, target.read_bytes().decode(), len(list(target.parent.iterdir())))
"""


def test_a_file_larger_than_the_file_system_allows_leaves_the_old_one(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAT32_WALL, tmp_path / "a"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["F101", "old", "1"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match="F107"):
        write_durably(tmp_path / "none" / "a", b"")


def test_other_errors_pass_through_unchanged(tmp_path: Path) -> None:
    with pytest.raises(KeyError), explaining(tmp_path):
        raise KeyError


def windows_error(number: int) -> OSError:
    error = OSError(errno.EACCES, "held")
    error.winerror = number  # type: ignore[attr-defined,unused-ignore] # exists on Windows only
    return error


def test_a_file_held_by_another_program_is_tried_again_for_two_and_a_half_seconds() -> None:
    waits: list[float] = []
    tries: list[int] = []

    def action() -> None:
        tries.append(1)
        if len(tries) < 4:
            raise windows_error(32)

    patiently(action, pause=waits.append)
    assert len(tries) == 4
    assert tuple(waits) == PAUSES[:3]
    assert 2.4 <= sum(PAUSES) <= 2.6


def test_a_file_held_to_the_end_fails() -> None:
    waits: list[float] = []

    def action() -> None:
        raise windows_error(5)

    with pytest.raises(OSError, match="held"):
        patiently(action, pause=waits.append)
    assert tuple(waits) == PAUSES


def test_any_other_refusal_is_not_tried_again() -> None:
    waits: list[float] = []
    with pytest.raises(OSError, match="No space"):
        patiently(failing(errno.ENOSPC), pause=waits.append)
    assert waits == []


def test_windows_syncs_no_folder(tmp_path: Path) -> None:
    sync_folder(tmp_path / "not there", system="win32")
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "not there", system="linux")


def test_the_folder_is_synced_after_the_rename(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(module, "sync_folder", lambda folder: seen.append(names(folder)))
    write_durably(tmp_path / "a", b"")
    assert seen == [["a"]]


def test_only_unfinished_files_are_swept(tmp_path: Path) -> None:
    unfinished = [f".{'0' * 16}.part{rest}" for rest in ("", "-wal", "-shm")]
    others = [".0123.part", "b.part", "c", f".{'0' * 16}.partition"]
    for name in (*unfinished, *others):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / f".{'1' * 16}.part").mkdir()
    assert sweep_parts(tmp_path) == 3
    assert names(tmp_path) == sorted([*others, f".{'1' * 16}.part"])


def test_a_part_is_swept_by_the_name_it_gets(tmp_path: Path) -> None:
    part_of(tmp_path / ("村" * 85)).touch()
    assert sweep_parts(tmp_path) == 1


def test_every_new_folder_is_synced_into_the_one_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(module, "sync_folder", synced.append)
    module.make_folders(tmp_path / "a" / "b" / "c")
    assert synced == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    module.make_folders(tmp_path / "a" / "b" / "c")
    assert len(synced) == 3


def test_a_new_name_whose_sync_failed_is_taken_back_and_an_old_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> None:
        raise OSError(errno.EIO, "refused")

    write_durably(tmp_path / "old", b"one")
    monkeypatch.setattr(module, "sync_folder", refuse)
    for name in ("old", "new"):
        with pytest.raises(FileUnreadable):
            write_durably(tmp_path / name, b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
