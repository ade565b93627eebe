"""收图: the folder into which people drag pictures from phones; looked at when photos come in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from inspector.actions.placing import make_room
from inspector.domain.errors import InspectorError
from inspector.platform.durable import DiskFull, FileUnreadable, FolderReadOnly


class InboxGone(InspectorError):
    """The folder that somebody chose is not there: removed, or on a stick that was pulled out."""

    code: ClassVar[str] = "M122"
    what: ClassVar[str] = "收图文件夹不见了：{folder}。"
    next_step: ClassVar[str] = "点“换一个文件夹”另选一个；在 U 盘上的，把盘插好再试。"


class InboxShut(InspectorError):
    """The folder cannot be made, or nothing can be put into it."""

    code: ClassVar[str] = "M123"
    what: ClassVar[str] = "收图文件夹放不进照片，没有权限或是只读的：{folder}。"
    next_step: ClassVar[str] = "点“换一个文件夹”，另选一个能写的地方。"


def ready_inbox(folder: Path, *, make: bool) -> None:
    """Make sure that the folder is there, to be read from.

    Args:
        folder: Where pictures are dragged to.
        make: Whether it is ours to make: the one among the user's pictures is, a chosen one not.

    Raises:
        InboxGone: It is not there, and not ours to make.
        InboxShut: It could not be made.
    """
    if folder.is_dir():
        return
    if not make:
        raise InboxGone(folder=folder)
    try:
        make_room(folder)
    except (FolderReadOnly, FileUnreadable, DiskFull) as error:
        raise InboxShut(folder=folder) from error


def check_inbox(folder: Path) -> None:
    """Make sure that pictures can be put into the folder.

    Raises:
        InboxShut: It may only be read.
    """
    if not os.access(folder, os.W_OK | os.X_OK):
        raise InboxShut(folder=folder)
