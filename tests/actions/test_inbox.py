"""The folder 收图 is made where it is ours to make, and said to be gone where it is not."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from inspector.actions import placing
from inspector.actions.inbox import InboxGone, InboxShut, check_inbox, ready_inbox


def test_it_is_made_with_what_is_above_it_once(tmp_path: Path) -> None:
    folder = tmp_path / "图片" / "收图"
    ready_inbox(folder, make=True)
    (folder / "a.jpg").touch()
    ready_inbox(folder, make=True)
    check_inbox(folder)
    assert [one.name for one in folder.iterdir()] == ["a.jpg"]


def test_a_chosen_one_is_never_made_in_secret(tmp_path: Path) -> None:
    with pytest.raises(InboxGone) as gone:
        ready_inbox(tmp_path / "收图", make=False)
    assert "收图" in gone.value.sentence()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("reason", [errno.EROFS, errno.ENOSPC, errno.EIO])
def test_where_it_cannot_be_made_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    def refuse(_folder: Path) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(placing, "make_folders", refuse)
    with pytest.raises(InboxShut):
        ready_inbox(tmp_path / "收图", make=True)


def test_a_file_of_that_name_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "收图").write_bytes(b"x")
    with pytest.raises(InboxShut):
        ready_inbox(tmp_path / "收图", make=True)


def test_a_folder_that_may_only_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_all: False)
    with pytest.raises(InboxShut):
        check_inbox(tmp_path)
