"""Pictures for the tests of this folder, drawn and never photographed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from inspector.media import decode_child, wire
from inspector.media import gate as gates
from inspector.media.drawn import DRAWN_AT, scene
from inspector.media.stamping import exif_block
from inspector.media.wire import Answer, Question


def _pattern(width: int, height: int, mode: str = "RGB") -> Image.Image:
    grain = random.Random(7).randbytes(256 * 256 * 3)
    image = Image.frombytes("RGB", (256, 256), grain).resize((width, height))
    wide, high = max(1, width // 4), max(1, height // 4)
    for colour, left, top in (
        ("red", 0, 0),
        ("lime", width - wide, 0),
        ("blue", 0, height - high),
        ("yellow", width - wide, height - high),
    ):
        image.paste(colour, (left, top, left + wide, top + high))
    return image.convert(mode)


@pytest.fixture
def pattern() -> Callable[..., Image.Image]:
    """Draw grain with red, green, blue and yellow corners (from the left top, row by row)."""
    return _pattern


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Write such a picture; ``orientation`` goes into an EXIF block."""

    def write(
        width: int = 1700,
        height: int = 1200,
        *,
        name: str = "IMG_0001.jpg",
        mode: str = "RGB",
        orientation: int | None = None,
    ) -> Path:
        block = exif_block(taken_at=DRAWN_AT, orientation=orientation) if orientation else b""
        path = tmp_path / name
        _pattern(width, height, mode).save(path, exif=block)
        return path

    return write


class Here:
    """A decode process that is none: the same answers, and coverage sees how they come about."""

    lives = True

    def __init__(self, *_start: object) -> None:
        self.served = 0

    def exchange(self, question: Question, meanwhile: Callable[[], None]) -> Answer:
        pipe = BytesIO()
        wire.ask(pipe, question)
        meanwhile()
        pipe.seek(0)
        asked = wire.read_question(pipe)
        assert asked == question
        back = BytesIO()
        wire.answer(back, decode_child.answer(asked))
        back.seek(0)
        return wire.read_answer(back)

    def end(self) -> None:
        """Nothing was begun."""


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Decode in this process."""
    monkeypatch.setattr(gates, "_Child", Here)
    gates.GATE.close()
    yield
    gates.GATE.close()


@pytest.fixture(scope="session")
def street() -> bytes:
    """The street scene: 4000 × 3000 px, 3 MB."""
    return scene(0)
