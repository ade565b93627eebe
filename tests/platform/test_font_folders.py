"""Where typefaces are looked for."""

from __future__ import annotations

from pathlib import Path

from inspector.platform.font_folders import font_folders


def test_the_usual_folders_of_windows_and_of_the_user_are_looked_into(tmp_path: Path) -> None:
    folders = [
        tmp_path / "Windows" / "Fonts",
        tmp_path / "local" / "Microsoft" / "Windows" / "Fonts",
        tmp_path / "home" / ".fonts",
        tmp_path / "home" / ".local" / "share" / "fonts",
    ]
    for folder in folders:
        folder.mkdir(parents=True)
    told = {
        "WINDIR": str(tmp_path / "Windows"),
        "LOCALAPPDATA": str(tmp_path / "local"),
        "HOME": str(tmp_path / "home"),
    }
    assert [one for one in font_folders(told) if one.is_relative_to(tmp_path)] == folders


def test_folders_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    found = font_folders({"WINDIR": str(tmp_path / "none"), "HOME": str(tmp_path)})
    assert not [one for one in found if one.is_relative_to(tmp_path)]
    assert all(one.is_dir() for one in font_folders())
