"""The data folder: its role, its PIN, and one program at a time."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from inspector.platform.durable import DiskFull, FolderReadOnly
from inspector.platform.folder import (
    DataFolder,
    FolderBusy,
    FolderOccupied,
    FolderTooNew,
    NotADataFolder,
    Role,
    Way,
    WrongRole,
    describe,
)
from inspector.platform.keys import Cost, PinTooShort, WrongPin

CHEAP = Cost(n=2)
PART_NAME = f".{'0' * 16}.part"
PIN = "202611"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "县办 数据"
    DataFolder.create(path, Role.OFFICE, PIN, cost=CHEAP).close()
    return path


def edit(path: Path, **changes: object) -> None:
    file = path / "folder.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | changes), "utf-8")


def test_an_opened_folder_has_the_key_it_was_made_with(tmp_path: Path) -> None:
    with DataFolder.create(tmp_path / "a", Role.FIELD, PIN, cost=CHEAP) as folder:
        key = folder.key
        assert folder.vault_path.is_dir()
        assert folder.staging_path.is_dir()
        assert not folder.store_path.exists()
    with DataFolder.open(tmp_path / "a", PIN, role=Role.FIELD) as folder:
        assert folder.key == key
        assert folder.role is Role.FIELD
        assert folder.id
    assert key.hex() not in (tmp_path / "a" / "folder.json").read_text("utf-8")


def test_a_second_opening_in_the_same_program_is_refused(made: Path) -> None:
    with DataFolder.open(made, PIN):
        with pytest.raises(FolderBusy, match="F104"):
            DataFolder.open(made, PIN)
        with pytest.raises(FolderBusy):
            DataFolder.open(made, "wrong pin")  # told before the PIN is tried
    DataFolder.open(made, PIN).close()


HOLD = """
import sys
from pathlib import Path
from inspector.platform.folder import DataFolder
folder = DataFolder.open(Path(sys.argv[1]), sys.argv[2])
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_program_is_refused_until_the_first_dies(made: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(made), PIN]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(FolderBusy):
            DataFolder.open(made, PIN)
        holder.kill()
        holder.wait()
    DataFolder.open(made, PIN).close()


def test_a_wrong_pin_opens_nothing_and_holds_nothing(made: Path) -> None:
    with pytest.raises(WrongPin, match="K101"):
        DataFolder.open(made, "000000")
    DataFolder.open(made, PIN).close()


def test_an_edited_role_does_not_open(made: Path) -> None:
    edit(made, role="field")
    with pytest.raises(WrongPin):
        DataFolder.open(made, PIN)


def test_the_wrong_role_is_named(made: Path) -> None:
    with pytest.raises(WrongRole, match="外业考评组"):
        DataFolder.open(made, PIN, role=Role.FIELD)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "zip"},
        {"role": "village"},
        {"version": "x"},
        {"wraps": 5},
        {"wraps": [1]},
        {"wraps": {"pin": 5}},
        {"id": "x"},
        {"id": 5},
    ],
)
def test_a_foreign_description_is_refused(made: Path, changes: dict[str, Any]) -> None:
    edit(made, **changes)
    with pytest.raises(NotADataFolder, match="F105"):
        DataFolder.open(made, PIN)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{}", b"[" * 70_000])
def test_a_damaged_description_is_refused(made: Path, content: bytes) -> None:
    (made / "folder.json").write_bytes(content)
    with pytest.raises(NotADataFolder):
        describe(made)


def test_a_newer_folder_is_refused_by_name(made: Path) -> None:
    edit(made, version=3)
    with pytest.raises(FolderTooNew, match="F109"):
        DataFolder.open(made, PIN)


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_place_without_description_is_no_data_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotADataFolder):
        DataFolder.open(tmp_path / name, PIN)
    assert list(tmp_path.iterdir()) == []


def test_a_new_folder_needs_an_empty_place(made: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.doc").write_text("")
    for path in (made, tmp_path / "file", tmp_path / "full"):
        with pytest.raises(FolderOccupied, match="F108"):
            DataFolder.create(path, Role.FIELD, PIN, cost=CHEAP)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.doc"]


def test_an_interrupted_creation_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr("inspector.platform.folder.sync_folder", lambda _folder: None)
        patch.setattr(os, "fsync", full)
        with pytest.raises(DiskFull):
            DataFolder.create(tmp_path / "a", Role.FIELD, PIN, cost=CHEAP)
    (tmp_path / "a" / PART_NAME).write_bytes(b"")
    DataFolder.create(tmp_path / "a", Role.FIELD, PIN, cost=CHEAP).close()


def test_a_folder_made_by_another_program_meanwhile_is_left_alone(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (made / "folder.json").read_bytes()
    monkeypatch.setattr("inspector.platform.folder._occupied", lambda _path: False)
    with pytest.raises(FolderOccupied):
        DataFolder.create(made, Role.FIELD, PIN, cost=CHEAP)
    assert (made / "folder.json").read_bytes() == before
    DataFolder.open(made, PIN).close()


def test_a_short_pin_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(PinTooShort):
        DataFolder.create(tmp_path / "a", Role.FIELD, "12345", cost=CHEAP)
    assert not (tmp_path / "a").exists()


def test_a_read_only_place_is_explained(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # permissions do not bind root, so the system's answer is played
    def refuse(*_arguments: object) -> int:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(FolderReadOnly, match="F102"):
        DataFolder.open(made, PIN)


def test_unfinished_files_are_swept_when_opened(made: Path) -> None:
    for place in (made, made / "staging"):
        (place / PART_NAME).write_bytes(b"")
    with DataFolder.open(made, PIN):
        assert not (made / PART_NAME).exists()
        assert not (made / "staging" / PART_NAME).exists()


def test_another_pin_takes_the_old_ones_place_and_the_key_stays(made: Path) -> None:
    with DataFolder.open(made, PIN) as folder:
        key = folder.key
        folder.add_way(Way.PIN, "第三考评组组长", cost=CHEAP)
    with pytest.raises(WrongPin):
        DataFolder.open(made, PIN)
    with DataFolder.open(made, "第三考评组组长") as folder:
        assert folder.key == key


def test_a_creation_whose_next_step_failed_can_be_undone(tmp_path: Path) -> None:
    folder = DataFolder.create(tmp_path / "a", Role.FIELD, PIN, cost=CHEAP)
    folder.store_path.write_bytes(b"half")
    (folder.vault_path / "aa").mkdir()
    folder.undo_creation()
    assert list(tmp_path.iterdir()) == []
    DataFolder.create(tmp_path / "a", Role.FIELD, PIN, cost=CHEAP).close()


def test_an_opened_folder_is_never_removed(made: Path) -> None:
    with DataFolder.open(made, PIN) as folder, pytest.raises(RuntimeError, match="made by"):
        folder.undo_creation()
    assert (made / "folder.json").exists()


def test_closing_twice_is_safe(made: Path) -> None:
    folder = DataFolder.open(made, PIN)
    folder.close()
    folder.close()


def test_others_cannot_look_into_the_folder(made: Path) -> None:
    assert made.stat().st_mode & 0o077 == 0
