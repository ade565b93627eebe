"""Make room for what is written out."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.domain.errors import InspectorError
from inspector.platform.durable import explaining, make_folders


class WithinFolder(InspectorError):
    """Papers were to be put among what the program keeps."""

    code: ClassVar[str] = "W248"
    what: ClassVar[str] = "{path} 在数据文件夹里面，没有生成文件。"
    next_step: ClassVar[str] = "请换一个文件夹；数据文件夹里只放程序自己的东西。"


def keep_out(desk: Desk, path: Path) -> None:
    """See that what is written for people lies outside the data folder.

    Raises:
        WithinFolder: It would not.
    """
    if path.resolve().is_relative_to(desk.folder.path.resolve()):
        raise WithinFolder(path=path)


def make_room(folder: Path) -> None:
    """Make a folder and those above it, if they are not there.

    Raises:
        FolderReadOnly, DiskFull, FileUnreadable: The disk refused, or a file has that name.
    """
    with explaining(folder):
        make_folders(folder)


def free_path(folder: Path, stem: str) -> Path:
    """Return a package's name in ``folder`` that no file has, by counting on from ``stem``.

    A file of that name is never replaced: it may be the package of a cloned laptop.

    Raises:
        FolderReadOnly, FileUnreadable: The disk refused.
    """
    path = folder / f"{stem}.wxp"
    another = 2
    with explaining(folder):
        while path.exists():
            path = folder / f"{stem}_{another}.wxp"
            another += 1
    return path
