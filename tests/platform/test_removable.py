"""Cards and phones are where the desktops of both systems mount them."""

from __future__ import annotations

from pathlib import Path

from inspector.platform.removable import mounts, on_linux, on_windows


def test_cards_sticks_and_phones_are_listed(tmp_path: Path) -> None:
    for folder in (
        "media/kaoping/EOS_DIGITAL", "run/media/kaoping/U盘",
        "run/user/1000/gvfs/mtp:host=HUAWEI_P60",
        "run/user/1000/gvfs/gphoto2:host=Canon", "run/user/1000/gvfs/smb-share:server=x",
        "run/user/1001/gvfs/mtp:host=Other", "run/user/1000/gvfs/afc:host=",
    ):  # fmt: skip
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "media/a file").write_text("")
    found = list(on_linux(tmp_path, user_id=1000))
    assert [mount.name for mount in found] == ["EOS_DIGITAL", "U盘", "afc", "Canon", "HUAWEI P60"]
    assert found[0].path == tmp_path / "media/kaoping/EOS_DIGITAL"


def test_where_nothing_is_plugged_in_nothing_is_listed(tmp_path: Path) -> None:
    assert list(on_linux(tmp_path, user_id=1000)) == []


def test_drives_of_windows_that_can_be_taken_out_are_listed() -> None:
    kinds = {"C:\\": 3, "D:\\": 5, "E:\\": 2, "F:\\": 2}
    found = list(on_windows(lambda root: kinds.get(root, 1)))
    assert [mount.name for mount in found] == ["E:", "F:"]


def test_this_computer_can_be_asked() -> None:
    assert isinstance(mounts(), tuple)
