"""What a disk may hold after a power cut, out of the log of the recorder.

The model is the one that POSIX promises, and no more: a sync makes the content of its file
lasting, or the names in its folder; everything else may be there, or not, or in part.

- ``NOTHING``: nothing that was not synced is there.
- ``SUBSET``: names up to some moment, and of the writes a random half; a lost write may have
  made its file longer all the same, with zeros.
- ``TORN``: all names; every write in random sectors of 512 bytes.
- ``NAMES``: each name on its own, in any order; content all or nothing, file by file.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from hashlib import blake2b
from pathlib import Path
from random import Random

HEAD = struct.Struct("<BIQI")
SECTOR = 512
FOLDER = 2


class Op(IntEnum):
    """Operations of the recorder; the numbers stand in ``recorder.c``."""

    OPEN = 1
    WRITE = 2
    RESIZE = 3
    SYNC = 4
    RENAME = 5
    REMOVE = 6
    MKDIR = 7
    MARK = 8
    LINK = 9


class Mode(StrEnum):
    """What of the unsynced survives."""

    NOTHING = "nothing"
    SUBSET = "subset"
    TORN = "torn"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log."""

    op: Op
    id: int
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Change:
    """A write, or a new size if there is no content."""

    offset: int
    content: bytes | None


@dataclass(slots=True, eq=False)
class File:
    """A file's content that lasts, and what was done to it since."""

    lasting: bytearray = field(default_factory=bytearray)
    since: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.since:
            _apply(self.lasting, change)
        self.since.clear()


@dataclass(slots=True, eq=False)
class Folder:
    """The names of a folder as the program sees them, those that last, and changes since."""

    now: dict[str, File | Folder] = field(default_factory=dict)
    lasting: dict[str, File | Folder] = field(default_factory=dict)
    since: list[tuple[int, str, File | Folder | None]] = field(default_factory=list)

    def set(self, moment: int, name: str, node: File | Folder | None) -> None:
        if node is None:
            self.now.pop(name, None)
        else:
            self.now[name] = node
        self.since.append((moment, name, node))

    def sync(self) -> None:
        for _, name, node in self.since:
            _name(self.lasting, name, node)
        self.since.clear()


@dataclass(frozen=True, slots=True)
class State:
    """A disk after a cut: its files, and what had been acknowledged by then."""

    at: int
    mode: Mode
    files: dict[str, bytes]
    folders: tuple[str, ...]
    told: tuple[str, ...]

    def digest(self) -> bytes:
        """Return what tells two states apart."""
        found = blake2b(digest_size=16)
        for name, content in sorted(self.files.items()):
            found.update(f"{name}\0{len(content)}\0".encode())
            found.update(content)
        found.update(repr((self.folders, len(self.told))).encode())
        return found.digest()

    def lay(self, root: Path) -> None:
        """Write the state to an empty place."""
        root.mkdir(parents=True)
        for name in self.folders:
            (root / name).mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            (root / name).write_bytes(content)


def read_log(path: Path) -> list[Event]:
    """Read what the recorder wrote."""
    content = path.read_bytes()
    found: list[Event] = []
    at = 0
    while at < len(content):
        op, file_id, offset, length = HEAD.unpack_from(content, at)
        at += HEAD.size
        found.append(Event(Op(op), file_id, offset, content[at : at + length]))
        at += length
    return found


class Disk:
    """A disk that follows the log, event by event, from what lay there before."""

    def __init__(self, base: Path, root: Path) -> None:
        self._root = str(root)
        self._top = _load(base)
        self._open: dict[int, File | Folder] = {}
        self._moment = 0
        self.told: list[str] = []

    def follow(self, event: Event) -> None:
        """Do what the event says."""
        self._moment += 1
        _FOLLOW[event.op](self, event)

    def state(self, mode: Mode, rng: Random) -> State:
        """Return one of the states in which a cut now may leave the disk."""
        files: dict[str, bytes] = {}
        folders: list[str] = []
        until = rng.randint(self._oldest(self._top), self._moment)
        self._walk(self._top, "", _Fate(mode, rng, until), (files, folders))
        return State(self._moment, mode, files, tuple(folders), tuple(self.told))

    def _oldest(self, folder: Folder) -> int:
        moments = [moment - 1 for moment, _, _ in folder.since]
        moments += [self._oldest(one) for one in folder.now.values() if isinstance(one, Folder)]
        return min(moments, default=self._moment)

    def _walk(
        self, folder: Folder, path: str, fate: _Fate, found: tuple[dict[str, bytes], list[str]]
    ) -> None:
        for name, node in fate.names(folder).items():
            if isinstance(node, Folder):
                found[1].append(path + name)
                self._walk(node, f"{path}{name}/", fate, found)
            else:
                found[0][path + name] = fate.content(node)

    def _find(self, path: str) -> tuple[Folder, str]:
        parts = path[len(self._root) :].strip("/").split("/")
        folder = self._top
        for part in parts[:-1]:
            inner = folder.now[part]
            assert isinstance(inner, Folder), path
            folder = inner
        return folder, parts[-1]

    def _opened(self, event: Event) -> None:
        path = event.content.decode()
        folder, name = self._find(path)
        if not name:
            self._open[event.id] = self._top
            return
        if event.offset & 1:
            folder.set(self._moment, name, File())
        self._open[event.id] = folder.now[name]

    def _written(self, event: Event) -> None:
        self._file(event.id).since.append(Change(event.offset, event.content))

    def _resized(self, event: Event) -> None:
        self._file(event.id).since.append(Change(event.offset, None))

    def _synced(self, event: Event) -> None:
        self._open[event.id].sync()

    def _file(self, file_id: int) -> File:
        node = self._open[file_id]
        assert isinstance(node, File)
        return node

    def _renamed(self, event: Event) -> None:
        source, target = event.content.decode().split("\1")
        folder, name = self._find(source)
        node = folder.now[name]
        if event.op is Op.RENAME:
            folder.set(self._moment, name, None)
        into, name = self._find(target)
        into.set(self._moment, name, node)

    def _removed(self, event: Event) -> None:
        folder, name = self._find(event.content.decode())
        if name in folder.now:  # a file of mapped memory is not in the log
            folder.set(self._moment, name, None)

    def _made(self, event: Event) -> None:
        folder, name = self._find(event.content.decode())
        folder.set(self._moment, name, Folder())

    def _told(self, event: Event) -> None:
        self.told.append(event.content.decode())


_FOLLOW: dict[Op, Callable[[Disk, Event], None]] = {
    Op.OPEN: Disk._opened,
    Op.WRITE: Disk._written,
    Op.RESIZE: Disk._resized,
    Op.SYNC: Disk._synced,
    Op.RENAME: Disk._renamed,
    Op.LINK: Disk._renamed,
    Op.REMOVE: Disk._removed,
    Op.MKDIR: Disk._made,
    Op.MARK: Disk._told,
}


@dataclass(slots=True)
class _Fate:
    """What a cut does to unsynced names and content."""

    mode: Mode
    rng: Random
    until: int
    _done: dict[int, bytes] = field(default_factory=dict)

    def names(self, folder: Folder) -> dict[str, File | Folder]:
        found = dict(folder.lasting)
        for moment, name, node in folder.since:
            if self._lasts(moment):
                _name(found, name, node)
        return found

    def _lasts(self, moment: int) -> bool:
        if self.mode is Mode.NAMES:
            return self.rng.random() < 0.5
        return self.mode is Mode.TORN or (self.mode is Mode.SUBSET and moment <= self.until)

    def content(self, file: File) -> bytes:
        known = self._done.get(id(file))  # under two names it is one file
        if known is None:
            known = self._done[id(file)] = bytes(self._content(file))
        return known

    def _content(self, file: File) -> bytearray:
        found = bytearray(file.lasting)
        if self.mode is Mode.NOTHING or (self.mode is Mode.NAMES and self.rng.random() < 0.5):
            return found
        for change in file.since:
            self._change(found, change)
        return found

    def _change(self, found: bytearray, change: Change) -> None:
        if self.mode is Mode.NAMES or (self.mode is Mode.TORN and change.content is None):
            _apply(found, change)
        elif self.mode is Mode.TORN:
            self._tear(found, change)
        else:
            luck = self.rng.random()
            if luck < 0.5:
                _apply(found, change)
            elif luck < 0.65 and change.content is not None:
                _grow(found, change.offset + len(change.content))

    def _tear(self, found: bytearray, change: Change) -> None:
        assert change.content is not None
        end = change.offset + len(change.content)
        first = change.offset // SECTOR
        for sector in range(first, (end - 1) // SECTOR + 1):
            start, stop = max(change.offset, sector * SECTOR), min(end, (sector + 1) * SECTOR)
            if self.rng.random() < 0.5:
                piece = change.content[start - change.offset : stop - change.offset]
                _apply(found, Change(start, piece))


def _apply(content: bytearray, change: Change) -> None:
    if change.content is None:
        _grow(content, change.offset)
        del content[change.offset :]
        return
    end = change.offset + len(change.content)
    _grow(content, end)
    content[change.offset : end] = change.content


def _grow(content: bytearray, size: int) -> None:
    if size > len(content):
        content.extend(bytes(size - len(content)))


def _name(names: dict[str, File | Folder], name: str, node: File | Folder | None) -> None:
    if node is None:
        names.pop(name, None)
    else:
        names[name] = node


def _load(path: Path) -> Folder:
    folder = Folder()
    for inner in sorted(path.iterdir()):
        node = _load(inner) if inner.is_dir() else File(bytearray(inner.read_bytes()))
        folder.now[inner.name] = folder.lasting[inner.name] = node
    return folder


def crash_states(
    base: Path, root: Path, log: list[Event], *, wanted: int, seed: int
) -> Iterator[State]:
    """Yield up to ``wanted`` different states, drawn evenly from all moments and modes.

    Where that many do not exist, it ends after 60 rounds that brought less and less.
    """
    seen: set[bytes] = set()
    places = [(at, mode) for at in range(1, len(log) + 1) for mode in Mode]
    rng = Random(seed)
    for round_ in range(60):
        chosen = rng.sample(places, min(wanted - len(seen), len(places)))  # the end as well
        for state in _round(base, root, log, sorted(chosen), Random(f"{seed} {round_}")):
            digest = state.digest()
            if digest in seen:
                continue
            seen.add(digest)
            yield state
            if len(seen) >= wanted:
                return


def _round(
    base: Path, root: Path, log: list[Event], chosen: list[tuple[int, Mode]], rng: Random
) -> Iterator[State]:
    modes: dict[int, list[Mode]] = {}
    for at, mode in chosen:
        modes.setdefault(at, []).append(mode)
    disk = Disk(base, root)
    for at, event in enumerate(log, start=1):
        disk.follow(event)
        for mode in modes.get(at, ()):
            yield disk.state(mode, rng)
