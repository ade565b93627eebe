"""Scenes are drawn: by seed, at a phone's size, with or without words."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from inspector.media import drawn
from inspector.media.intake import take_in


@pytest.mark.parametrize("seed", range(6))
def test_a_scene_has_the_size_of_a_photo(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "scene.jpg"
    drawn.draw_scene(seed, path)
    content = path.read_bytes()
    assert 3_000_000 <= len(content) <= 5_000_000
    assert Image.open(BytesIO(content)).size == (4000, 3000)
    evidence = take_in(path).evidence
    portrait = drawn.SCENES[seed][1]
    assert (evidence.width, evidence.height) == ((1500, 2000) if portrait else (2000, 1500))


def test_the_same_seed_draws_the_same_bytes_and_another_does_not(street: bytes) -> None:
    assert drawn.scene(0) == street
    assert drawn.scene(len(drawn.SCENES)) != street


def test_a_scene_needs_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    with_words = drawn.scene(1)
    monkeypatch.setattr(drawn, "FONT", ("fonts", "none.ttf"))
    assert drawn.scene(1) != with_words
