"""A second copy is the same file, or there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.domain.errors import Cancelled
from inspector.domain.progress import Ticket
from inspector.exchange import second_copy
from inspector.exchange.second_copy import copy_proved
from inspector.exchange.write_package import ReadBackFailed
from inspector.platform.durable import FileMissing


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "a.wxp"
    file.write_bytes(bytes(range(256)) * 10_000)
    return file


def test_the_copy_is_the_same(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.wxp"
    copy_proved(source, target, Ticket())
    assert target.read_bytes() == source.read_bytes()


def test_a_disk_that_gives_back_other_bytes_leaves_no_copy(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lying(path: Path, *_rest: object) -> None:
        path.write_bytes(bytes(source.stat().st_size))

    real = second_copy._read_back

    def read_back(path: Path, size: int) -> str:
        lying(path)
        return real(path, size)

    monkeypatch.setattr(second_copy, "_read_back", read_back)
    with pytest.raises(ReadBackFailed):
        copy_proved(source, tmp_path / "b.wxp", Ticket())
    assert [one.name for one in tmp_path.iterdir()] == ["a.wxp"]


def test_stopped_or_without_a_source_there_is_no_copy(source: Path, tmp_path: Path) -> None:
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        copy_proved(source, tmp_path / "b.wxp", ticket)
    with pytest.raises(FileMissing):
        copy_proved(tmp_path / "no.wxp", tmp_path / "b.wxp", Ticket())
    assert [one.name for one in tmp_path.iterdir()] == ["a.wxp"]
