"""Where a data folder lies: the same place, or another one."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from inspector.platform import place
from inspector.platform.place import file_system, folder_number, machine_id, place_mark

MOUNTS = """/dev/vda / ext4 rw 0 0
/dev/sdb1 /media/U\\040盘 exfat rw 0 0
broken
tmpfs /media/U tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a", "ext4"),
        ("/media/U 盘", "exfat"),
        ("/media/U 盘/t01", "exfat"),
        ("/media/Unten", "ext4"),
    ],
)
def test_the_innermost_mount_counts(path: str, kind: str) -> None:
    assert file_system(Path(path), MOUNTS) == kind


def test_a_folder_on_a_stick_has_no_steady_number(tmp_path: Path) -> None:
    assert folder_number(tmp_path, mounts="/dev/sdb1 / exfat rw 0 0") == ""
    assert folder_number(tmp_path, mounts="/dev/vda / ext4 rw 0 0") == str(tmp_path.stat().st_ino)
    assert folder_number(tmp_path, mounts="") == ""


def test_every_system_names_its_machine_or_nothing(tmp_path: Path) -> None:
    found = {place.LINUX_IDS[1]: "abc\n"}
    assert machine_id(system="linux", read=lambda path: found.get(path, "")) == "abc"
    assert machine_id(system="linux", read=lambda _path: "") == ""
    assert machine_id(system="darwin") == ""
    if sys.platform != "win32":
        assert machine_id(system="win32") == "", "there is no registry here"
    assert place.read_text(tmp_path / "none") == ""


def test_another_path_or_another_machine_is_another_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = tmp_path / "one"
    one.mkdir()
    here = place_mark(one)
    assert place_mark(one) == here
    assert place_mark(Path(shutil.copytree(one, tmp_path / "two"))) != here
    monkeypatch.setattr(place, "machine_id", lambda: "another")
    assert place_mark(one) != here
