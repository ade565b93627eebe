"""The band rule: shrink while decoding, resample only outside the band, never enlarge."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.media.decoding import BAND, TARGET, draft_step
from inspector.media.intake import take_in

pytestmark = pytest.mark.usefixtures("here")

Save = Callable[..., Path]


@pytest.mark.parametrize(
    ("long_edge", "step"),
    [
        (4000, 2), (4032, 2), (4096, 2), (4160, 2), (4608, 2), (3199, 2), (6500, 4), (9000, 4),
        (12_000, 4), (6000, 2), (2448, 1), (3198, 1), (2400, 1), (1600, 1), (800, 1), (1, 1),
    ],
)  # fmt: skip
def test_the_decoder_divides_by(long_edge: int, step: int) -> None:
    assert draft_step(long_edge) == step


@given(st.integers(1, 12_000))
def test_no_step_falls_below_the_band_or_takes_too_little(long_edge: int) -> None:
    step = draft_step(long_edge)
    shrunk = -(-long_edge // step)
    if long_edge >= BAND.start:
        assert shrunk >= BAND.start
        assert shrunk in BAND or -(-shrunk // 2) < BAND.start
    else:
        assert step == 1


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
@pytest.mark.parametrize(
    ("size", "derived"),
    [
        ((2448, 612), (TARGET, 512)),
        ((6000, 40), (TARGET, 14)),
        ((4000, 30), (2000, 15)),
        ((2400, 300), (2400, 300)),
        ((1599, 20), (1599, 20)),
        ((200, 100), (200, 100)),
        ((1, 1), (1, 1)),
        ((1, 5000), (1, TARGET)),
        ((3401, 501), (1701, 251)),
    ],
)
def test_a_picture_becomes(
    save: Save, name: str, size: tuple[int, int], derived: tuple[int, int]
) -> None:
    evidence = take_in(save(*size, name=name)).evidence
    assert (evidence.width, evidence.height) == derived
