"""May this data folder be written to? Once the disk refused, only after it proved itself again.

A program that goes on after a refused write fills what it can and loses the rest. So the first
refusal that a write meets in the folder shuts the latch; every later write is refused at once
with one sentence, until a trial of the disk succeeds. Reading goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from threading import Lock, RLock
from typing import ClassVar

from inspector.domain.errors import InspectorError
from inspector.platform.durable import DiskFull, FileUnreadable, FolderReadOnly

SAFE = "已存的分数和照片都在。"


class Cause(Enum):
    """Why nothing is written, from the lightest to the gravest."""

    FULL = ("磁盘满了", SAFE, "请清出空间，再点“再试”。")
    CLOSED = ("数据文件夹不让写入", SAFE, "请取消写保护，或查文件夹的权限，再点“再试”。")
    FAULTY = ("磁盘读写出错", SAFE, "请先把数据备份到另一块盘，查过磁盘和接线再点“再试”。")
    LOST = (
        "磁盘出错后读不回最近存的内容",
        "更早存的都在。",
        "请不要再录入，复制整个数据文件夹，再找县办。",
    )

    def __init__(self, sentence: str, safe: str, advice: str) -> None:
        self.sentence, self.safe, self.advice = sentence, safe, advice


class OnlyReading(InspectorError):
    """The disk refused a write before; until it proves itself nothing more is written."""

    code: ClassVar[str] = "F130"
    what: ClassVar[str] = "{cause}，现在只能看不能改，这一步没有写入。{safe}"
    next_step: ClassVar[str] = "{advice}"


class SavedLost(InspectorError):
    """After a fault of the disk, something that it had confirmed is gone."""

    code: ClassVar[str] = "F131"
    what: ClassVar[str] = "磁盘出错后，最近 {lost} 次保存读不回来了。"
    next_step: ClassVar[str] = "请不要再录入，复制整个数据文件夹，再找县办。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """Nothing is written now: why, and the words of the first refusal."""

    cause: Cause
    first: str

    def error(self) -> OnlyReading:
        """Return what a write is refused with."""
        cause = self.cause
        return OnlyReading(cause=cause.sentence, safe=cause.safe, advice=cause.advice)


Listener = Callable[[], None]
Revival = Callable[[], None]


class Latch:
    """The state of one open data folder. May be used by several threads.

    Without a ``root`` it never shuts: for a store or a vault that stands alone.
    ``revive`` tries the disk and raises InspectorError if it still refuses; whoever opens the
    folder sets it. ``roomy`` says whether a disk that was full has room again. ``relieve`` is
    called when the disk is found full, to free what was kept back for that.
    """

    def __init__(self, root: Path | None = None) -> None:
        self._root = root
        self._shut: Shut | None = None
        self._state, self._trial = Lock(), RLock()
        self._listeners: list[Listener] = []
        self.revive: Revival = lambda: None
        self.roomy: Callable[[], bool] = lambda: False
        self.relieve: Callable[[], None] = lambda: None

    @property
    def shut(self) -> Shut | None:
        """Why nothing is written, or None while all is well."""
        return self._shut

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` after every change, in the thread that met it."""
        self._listeners.append(listener)

    def require(self) -> None:
        """Refuse a write while the latch is shut.

        A disk that was full and has room again is tried first, so that work goes on by itself.

        Raises:
            OnlyReading: The disk refused before, and has not proved itself since.
        """
        shut = self._shut
        if shut is None:
            return
        if shut.cause is Cause.FULL and self.roomy() and self.try_again() is None:
            return
        raise shut.error()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write inside this block: refused while shut, and what the disk refuses shuts it.

        Raises:
            OnlyReading: As :meth:`require`.
        """
        self.require()
        try:
            yield
        except InspectorError as error:
            self.meet(error)
            raise

    def meet(self, error: InspectorError) -> None:
        """Shut, if ``error`` is a refusal of the disk that lies in this folder."""
        cause = _cause_of(error)
        place = error.facts.get("path")
        if cause is not None and self._root is not None and _lies_in(place, self._root):
            self._turn(Shut(cause=cause, first=error.sentence()))

    def try_again(self) -> Shut | None:
        """Try the disk; return None if writing may go on, or why not.

        Raises:
            InspectorError: Something else is wrong, such as other work that holds the store.
        """
        with self._trial:  # another thread may just have done it
            if self._shut is None:
                return None
            try:
                self.revive()
            except SavedLost as error:
                self._turn(Shut(cause=Cause.LOST, first=error.sentence()))
            except (DiskFull, FolderReadOnly, FileUnreadable) as error:
                self.meet(error)
            else:
                self._turn(None)
            return self._shut

    def _turn(self, state: Shut | None) -> None:
        with self._state:
            if not _graver(state, self._shut):
                return
            self._shut = state
        if state is not None and state.cause is Cause.FULL:
            self.relieve()
        for listener in self._listeners:
            listener()


def _graver(state: Shut | None, known: Shut | None) -> bool:
    """Tell whether ``state`` comes in place of ``known``: a full disk does not hide a fault."""
    if state is None or known is None:
        return state is not known
    order = list(Cause)
    return order.index(state.cause) > order.index(known.cause)


def _cause_of(error: InspectorError) -> Cause | None:
    match error:
        case DiskFull():
            return Cause.FULL
        case FolderReadOnly():
            return Cause.CLOSED
        case FileUnreadable():
            return Cause.FAULTY
        case _:
            return None


def _lies_in(path: object, root: Path) -> bool:
    return isinstance(path, Path) and path.absolute().is_relative_to(root)
