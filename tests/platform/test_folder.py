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

from inspector.domain.errors import InspectorError
from inspector.platform.durable import DiskFull, FolderReadOnly
from inspector.platform.folder import (
    DataFolder,
    FolderBusy,
    FolderOccupied,
    FolderTooNew,
    NotADataFolder,
    Role,
    Way,
    WayMissing,
    WrongCode,
    WrongRecovery,
    WrongRole,
    describe,
)
from inspector.platform.keychain import KeychainMissing
from inspector.platform.keys import Cost, KeyFileDamaged, PinTooShort, WrongPin

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


def secret_of(way: Way) -> str:
    return f"secret of {way}"


@pytest.fixture
def open_to_all(made: Path) -> Path:
    with DataFolder.open(made, PIN) as folder:
        for way in (Way.CODE, Way.RECOVERY, Way.KEYRING):
            folder.add_way(way, secret_of(way), cost=CHEAP)
        assert folder.ways == set(Way)
    return made


WRONGS: dict[Way, type[InspectorError]] = {
    Way.PIN: WrongPin,
    Way.CODE: WrongCode,
    Way.RECOVERY: WrongRecovery,
    Way.KEYRING: KeychainMissing,
}


def test_every_way_opens_with_its_own_secret_and_no_other(open_to_all: Path) -> None:
    with DataFolder.open(open_to_all, PIN) as folder:
        key = folder.key
    text = (open_to_all / "folder.json").read_text("utf-8")
    for way in (Way.CODE, Way.RECOVERY, Way.KEYRING):
        with DataFolder.open(open_to_all, secret_of(way), way=way) as folder:
            assert folder.key == key
        assert secret_of(way) not in text
        for other in set(Way) - {way}:
            with pytest.raises(WRONGS[other]):
                DataFolder.open(open_to_all, secret_of(way), way=other)


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("target", Way)
def test_a_copy_of_the_key_moved_to_another_way_does_not_open(
    open_to_all: Path, way: Way, target: Way
) -> None:
    wraps = json.loads((open_to_all / "folder.json").read_text("utf-8"))["wraps"]
    edit(open_to_all, wraps=wraps | {str(target): wraps[str(way)]})
    secret = PIN if way is Way.PIN else secret_of(way)
    if way is target:
        DataFolder.open(open_to_all, secret, way=target).close()
        return
    with pytest.raises(WRONGS[target]):
        DataFolder.open(open_to_all, secret, way=target)


@pytest.mark.parametrize("changes", [{"role": "field"}, {"id": "0" * 36}])
@pytest.mark.parametrize("way", [Way.CODE, Way.RECOVERY, Way.KEYRING])
def test_an_edited_description_opens_by_no_way(
    open_to_all: Path, way: Way, changes: dict[str, Any]
) -> None:
    edit(open_to_all, **changes)
    with pytest.raises(WRONGS[way]):
        DataFolder.open(open_to_all, secret_of(way), way=way)


def test_a_damaged_copy_of_the_key_leaves_the_other_ways(open_to_all: Path) -> None:
    wraps = json.loads((open_to_all / "folder.json").read_text("utf-8"))["wraps"]
    edit(open_to_all, wraps=wraps | {"pin": {"kdf": "rot13"}, "new way": {"kdf": "later"}})
    with pytest.raises(KeyFileDamaged):
        DataFolder.open(open_to_all, PIN)
    with DataFolder.open(open_to_all, secret_of(Way.CODE), way=Way.CODE) as folder:
        folder.add_way(Way.PIN, PIN, cost=CHEAP)
        assert "new way" in folder.ways, "what a newer program added stays"
    DataFolder.open(open_to_all, PIN).close()


def test_a_way_can_be_taken_back_and_the_pin_cannot(open_to_all: Path) -> None:
    with DataFolder.open(open_to_all, PIN) as folder:
        folder.drop_way(Way.CODE)
        with pytest.raises(ValueError, match="locked for ever"):
            folder.drop_way(Way.PIN)
    with pytest.raises(WayMissing, match="组码"):
        DataFolder.open(open_to_all, secret_of(Way.CODE), way=Way.CODE)


def test_a_folder_of_version_1_opens_and_becomes_version_2(made: Path) -> None:
    tree = json.loads((made / "folder.json").read_text("utf-8"))
    old = {**tree, "version": 1, "wrapped": tree["wraps"]["pin"]}
    del old["wraps"]
    (made / "folder.json").write_text(json.dumps(old), "utf-8")
    with DataFolder.open(made, PIN) as folder:
        key = folder.key
        assert json.loads((made / "folder.json").read_text("utf-8")) == old
        folder.add_way(Way.CODE, secret_of(Way.CODE), cost=CHEAP)
    assert json.loads((made / "folder.json").read_text("utf-8"))["version"] == 2
    for secret, way in ((PIN, Way.PIN), (secret_of(Way.CODE), Way.CODE)):
        with DataFolder.open(made, secret, way=way) as folder:
            assert folder.key == key


def test_the_advice_after_a_wrong_pin_is_for_the_role(made: Path, tmp_path: Path) -> None:
    DataFolder.create(tmp_path / "b", Role.FIELD, PIN, cost=CHEAP).close()
    for path, word in ((made, "恢复密钥"), (tmp_path / "b", "组码")):
        with pytest.raises(WrongPin) as told:
            DataFolder.open(path, "000000")
        assert word in told.value.advice()


def test_an_open_folder_shows_no_key(made: Path) -> None:
    with DataFolder.open(made, PIN) as folder:
        assert repr(folder.key) not in repr(folder)
        assert folder.key
    assert folder.key == b""
