"""Notice that a laptop's folder was copied or moved, and give it a stream of its own.

Two copies that write into one stream give one number to two records. So a folder that is opened
elsewhere than before begins a new stream, whose parent is the old one. A copy that is used in the
same place cannot be told here: the office's fork alarm finds it.

Source: package format, section 8.
"""

from __future__ import annotations

from uuid import uuid4

from inspector.actions import keys
from inspector.platform.clock import Clock
from inspector.platform.folder import DataFolder, Role
from inspector.platform.place import place_mark
from inspector.store.events import Event
from inspector.store.store import Store
from inspector.store.unit import UnitOfWork

MOVED = "数据文件夹换了电脑或位置，从现在起单独编号；原来的记录都在，照常使用。"
TWO_COPIES = "如果原来的那份还在用，请只留一份。"


def settle(folder: DataFolder, store: Store, clock: Clock) -> None:
    """Begin a new stream if a laptop's folder lies elsewhere than before.

    Raises:
        DiskFull, FolderReadOnly, StoreBusy: It could not be noted, so nobody may write here.
    """
    if folder.role is not Role.FIELD:
        return
    here = place_mark(folder.path)
    with store.reading() as reading:
        before, stream = reading.meta.get(keys.PLACE), reading.meta.get(keys.STREAM)
    if stream is None or before == here:
        return
    with store.unit() as unit:
        unit.meta.put(keys.PLACE, here)
        if before is not None:
            _begin(unit, stream, clock)
        unit.commit()


def note_place(unit: UnitOfWork, folder: DataFolder) -> None:
    """Remember where a new folder lies."""
    unit.meta.put(keys.PLACE, place_mark(folder.path))


def take_notice(store: Store) -> str:
    """Return what the people at the keyboard should know, once; empty if nothing."""
    with store.reading() as reading:
        if reading.meta.get(keys.MOVED) is None:
            return ""
    with store.unit() as unit:
        unit.meta.remove(keys.MOVED)
        unit.commit()
    return MOVED + TWO_COPIES


def _begin(unit: UnitOfWork, parent: str, clock: Clock) -> None:
    stream = str(uuid4())
    unit.meta.put(keys.STREAM, stream)
    unit.meta.put(keys.PARENT, parent)
    unit.meta.put(keys.MOVED, stream)
    unit.events.add(Event(at=clock(), actor="", kind="moved", subject=parent, detail=stream))
