"""The pictures of the manual can be made: in a cheap form, on a small county's laptop."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from phone_photos import Phone
from played_county import County, draw_photo
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from inspector.media.exif import read_facts
from inspector.ui import manual_day, picturing

MANUAL = Path(__file__).parent.parent.parent / "docs" / "图"


def test_the_day_of_the_manual_is_pictured_from_the_start_to_the_stick(
    county: County, tmp_path: Path, qapp: QApplication
) -> None:
    phones = [Phone(tmp_path / model, model) for model in ("A1", "B2")]
    photos = [phone.shoot(manual_day.MORNING + timedelta(minutes=3)) for phone in phones]
    out = tmp_path / "图"
    pictures = picturing.picture_manual(qapp, county.laptop, photos, out, still=picturing.STILL)
    assert [path.name for path in pictures] == sorted(path.name for path in MANUAL.iterdir())
    assert sorted(out.iterdir()) == pictures, "nothing else is left there"
    for path in pictures:
        image = QImage(str(path))
        assert (image.width(), image.height()) == (1366, 768)
        assert image.colorCount(), "a palette keeps it small"


def test_the_practice_is_what_the_command_pictures(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = [draw_photo(tmp_path / "a.jpg")]
    asked: list[tuple[Path, Path]] = []

    def picture(_app: QApplication, laptop: Path, photos: list[Path], out: Path) -> list[Path]:
        assert photos == drawn
        asked.append((laptop, out))
        assert laptop.is_dir()
        return []

    monkeypatch.setattr(picturing, "QApplication", lambda _argv: qapp)
    monkeypatch.setattr(picturing, "draw_phone_photos", lambda _folder: drawn)
    monkeypatch.setattr(picturing, "picture_manual", picture)
    assert picturing.main(["--manual", str(tmp_path / "图")]) == 0
    ((laptop, out),) = asked
    assert out == tmp_path / "图"
    assert not laptop.exists(), "a practice goes away at the end"


def test_the_photos_of_that_morning_come_from_two_phones(tmp_path: Path) -> None:
    first, second = manual_day.draw_phone_photos(tmp_path, 2)
    facts = [read_facts(_exif(path)) for path in (first, second)]
    assert facts[0].camera != facts[1].camera
    assert [one.taken_at[:16] for one in facts] == ["2026-11-05T08:32", "2026-11-05T08:35"]


def _exif(path: Path) -> bytes:
    content = path.read_bytes()
    at = content.index(b"Exif\0\0")
    return content[at : at + 4_000]
