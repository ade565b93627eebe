"""After the disk refused a write, nothing is written until it proved itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.domain.errors import InspectorError
from inspector.platform.durable import DiskFull, FileMissing, FileUnreadable, FolderReadOnly
from inspector.platform.latch import Cause, Latch, OnlyReading, SavedLost, Shut

REFUSALS = [
    (DiskFull, Cause.FULL),
    (FolderReadOnly, Cause.CLOSED),
    (FileUnreadable, Cause.FAULTY),
    (FileMissing, Cause.FAULTY),
]


def refusal(kind: type[InspectorError], path: object) -> InspectorError:
    return kind(path=path, reason="磁盘读写错误")


@pytest.mark.parametrize(("kind", "cause"), REFUSALS)
def test_the_first_refusal_shuts_and_says_what_to_do(
    tmp_path: Path, kind: type[InspectorError], cause: Cause
) -> None:
    latch = Latch(tmp_path)
    with pytest.raises(kind), latch.writing():
        raise refusal(kind, tmp_path / "vault" / "a")
    assert latch.shut is not None
    assert latch.shut.cause is cause
    with pytest.raises(OnlyReading) as told, latch.writing():
        pytest.fail("nothing is written while shut")
    assert cause.sentence in told.value.sentence()
    assert "已存的分数和照片都在" in told.value.sentence()
    assert told.value.advice() == cause.advice


def test_what_another_disk_refuses_and_other_errors_leave_it_open(tmp_path: Path) -> None:
    latch = Latch(tmp_path / "folder")
    for error in (
        refusal(DiskFull, tmp_path / "stick" / "a.wxp"),
        refusal(DiskFull, "folder"),
        OnlyReading(cause="", safe="", advice=""),
    ):
        with pytest.raises(InspectorError), latch.writing():
            raise error
    with pytest.raises(RuntimeError), latch.writing():
        raise RuntimeError
    latch.require()


def test_a_latch_of_no_folder_never_shuts(tmp_path: Path) -> None:
    latch = Latch()
    latch.meet(refusal(DiskFull, tmp_path))
    latch.require()


def test_it_opens_only_after_a_trial_that_succeeds(tmp_path: Path) -> None:
    latch, told, refused = Latch(tmp_path), [], [True]
    latch.listen(lambda: told.append(latch.shut))

    def revive() -> None:
        if refused:
            raise refusal(FileUnreadable, tmp_path)

    latch.revive = revive
    assert latch.try_again() is None, "there is nothing to try"
    latch.meet(refusal(FileUnreadable, tmp_path))
    shut = latch.try_again()
    assert shut is not None
    assert shut.cause is Cause.FAULTY
    with pytest.raises(OnlyReading):
        latch.require()
    refused.clear()
    assert latch.try_again() is None
    latch.require()
    assert told == [shut, None], "once for each change"


def test_a_full_disk_with_room_again_lets_the_next_write_through(tmp_path: Path) -> None:
    latch, tried, room = Latch(tmp_path), [], [False]
    latch.roomy = lambda: room[0]
    latch.revive = lambda: tried.append(1)
    latch.meet(refusal(DiskFull, tmp_path))
    with pytest.raises(OnlyReading):
        latch.require()
    assert not tried
    room[0] = True
    latch.require()
    assert tried
    latch.meet(refusal(FileUnreadable, tmp_path))
    with pytest.raises(OnlyReading):
        latch.require()
    assert len(tried) == 1, "after a fault only a person or the clock tries again"


def test_a_full_disk_is_relieved_once(tmp_path: Path) -> None:
    latch, relieved = Latch(tmp_path), []
    latch.relieve = lambda: relieved.append(1)
    for _time in range(2):
        latch.meet(refusal(DiskFull, tmp_path / "a"))
    assert relieved == [1]


def test_lost_saves_keep_it_shut_and_say_so(tmp_path: Path) -> None:
    latch = Latch(tmp_path)
    latch.meet(refusal(FileUnreadable, tmp_path))

    def revive() -> None:
        raise SavedLost(lost=2)

    latch.revive = revive
    shut = latch.try_again()
    assert shut == Shut(cause=Cause.LOST, first="磁盘出错后，最近 2 次保存读不回来了。")
    latch.meet(refusal(DiskFull, tmp_path))
    assert latch.shut is shut, "a lighter cause does not hide it"
    assert "都在" not in shut.error().sentence().partition("更早")[0]
