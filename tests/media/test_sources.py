"""Photo files are found by their names and told apart by their days; nothing is opened."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from inspector.media import sources
from inspector.media.sources import PhotoFile, Source, in_places, of_day, on_mounts
from inspector.platform.removable import Mount

CHINA = timezone(timedelta(hours=8))
TODAY = datetime(2026, 11, 3, 9, 0, tzinfo=CHINA)


def lay(path: Path, at: datetime = TODAY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def names(files: tuple[PhotoFile, ...]) -> list[str]:
    return [file.path.name for file in files]


def test_a_card_and_a_phone_s_storage_are_found(tmp_path: Path) -> None:
    lay(tmp_path / "card/DCIM/100CANON/IMG_2.JPG", TODAY + timedelta(seconds=1))
    lay(tmp_path / "card/DCIM/100CANON/IMG_1.JPG")
    lay(tmp_path / "card/DCIM/100CANON/._IMG_1.JPG")
    lay(tmp_path / "card/DCIM/.trash/IMG_9.JPG")
    lay(tmp_path / "card/DCIM/100CANON/MOV_1.MP4")
    lay(tmp_path / "phone/内部存储/DCIM/Camera/a.heic")
    lay(tmp_path / "stick/考评/x.jpg")
    found = on_mounts(
        Mount(path=tmp_path / one, name=one) for one in ("card", "phone", "stick", "no")
    )
    assert [(one.name, names(one.files)) for one in found] == [
        ("card", ["IMG_1.JPG", "IMG_2.JPG"]),
        ("phone", ["a.heic"]),
    ]


def test_files_and_folders_that_were_dropped_are_found(tmp_path: Path) -> None:
    one = lay(tmp_path / "one.png")
    lay(tmp_path / "收图/手机一/two.jpeg", TODAY + timedelta(seconds=1))
    deep = tmp_path.joinpath("收图", *"abcdefgh")
    lay(deep / "deep.jpg")
    words = lay(tmp_path / "words.txt")
    found = in_places([one, tmp_path / "收图", words, tmp_path / "gone.jpg"], "收图")
    assert names(found.files) == ["one.png", "two.jpeg"]


def test_no_more_are_looked_at_than_a_day_can_bring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MOST", 2)
    for at in range(4):
        lay(tmp_path / f"{at}.jpg", TODAY + timedelta(seconds=at))
    assert names(in_places([tmp_path], "收图").files) == ["2.jpg", "3.jpg"]


def source(*times: datetime) -> Source:
    files = [PhotoFile(path=Path(f"{at}"), size=1, modified=at.timestamp()) for at in times]
    return Source(name="", files=tuple(files))


@pytest.mark.parametrize(
    ("times", "meant"),
    [
        ([TODAY - timedelta(days=3), TODAY, TODAY + timedelta(hours=3)], 2),
        ([TODAY - timedelta(days=9), TODAY - timedelta(days=1)], 0),
        ([datetime(1970, 1, 1, tzinfo=CHINA), datetime(1970, 1, 5, 1, tzinfo=CHINA),
          datetime(1970, 1, 5, 9, tzinfo=CHINA)], 2),
        ([], 0),
    ],
)  # fmt: skip
def test_files_of_the_day_are_meant(times: list[datetime], meant: int) -> None:
    assert len(of_day(source(*times), date(2026, 11, 3), CHINA)) == meant


def test_a_time_that_no_calendar_has_is_of_no_day() -> None:
    odd = Source(name="", files=(PhotoFile(path=Path("x"), size=1, modified=1e30),))
    assert of_day(odd, TODAY.date(), CHINA) == odd.files
