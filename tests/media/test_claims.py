"""What the decode process claims is believed only in the form that ours gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from inspector.media import claims
from inspector.media.claims import CameraFacts, Unbelievable
from inspector.media.wire import Answer, Status

FACTS = CameraFacts(
    taken_at="2026-11-05T09:00:00", lon="114.825080", lat="-33.668600", camera="Drawn 12"
)


@pytest.fixture
def answer(pattern: Callable[..., Image.Image]) -> Answer:
    def jpeg(width: int, height: int) -> bytes:
        out = BytesIO()
        pattern(width, height).save(out, "JPEG")
        return out.getvalue()

    return Answer(
        status=Status.DONE,
        facts=claims.claim(FACTS),
        picture=jpeg(2000, 1500),
        thumbnail=jpeg(256, 192),
    )


def test_an_answer_of_ours_is_believed(answer: Answer) -> None:
    derived = claims.derived(answer)
    assert (derived.media, derived.width, derived.height) == ("image/jpeg", 2000, 1500)
    assert derived.facts == FACTS
    assert claims.reduced(answer, 2000) == answer.picture


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("taken_at", "yesterday"),
        ("taken_at", None),
        ("lon", "114.8"),
        ("lat", 33.0),
        ("camera", "x" * 81),
        ("camera", "line\nbreak"),
        ("camera", ["Drawn"]),
    ],
)
def test_a_fact_of_another_form_is_not_believed(answer: Answer, name: str, value: object) -> None:
    with pytest.raises(Unbelievable):
        claims.derived(replace(answer, facts={**answer.facts, name: value}))


def test_a_picture_of_another_form_is_not_believed(answer: Answer) -> None:
    for picture in (b"", b"GIF89a", answer.picture[:-1], answer.picture[:2] + answer.picture):
        with pytest.raises(Unbelievable):
            claims.derived(replace(answer, picture=picture))
    with pytest.raises(Unbelievable, match="size"):
        claims.derived(replace(answer, thumbnail=answer.picture))
    with pytest.raises(Unbelievable, match="size"):
        claims.reduced(answer, 256)


def test_a_small_picture_is_a_jpeg(answer: Answer) -> None:
    out = BytesIO()
    Image.new("RGB", (40, 30)).save(out, "PNG")
    with pytest.raises(Unbelievable, match="thumbnail"):
        claims.derived(replace(answer, thumbnail=out.getvalue()))
    with pytest.raises(Unbelievable, match="kind"):
        claims.reduced(replace(answer, picture=out.getvalue()), 256)


@pytest.mark.parametrize("facts", [{}, {"width": 1}, {"width": -1, "height": 5}, {"width": True}])
def test_a_size_that_is_none_is_not_believed(facts: dict[str, object]) -> None:
    with pytest.raises(Unbelievable):
        claims.announced(Answer(status=Status.TOO_LARGE, facts=facts))


def test_an_announced_size_is_read() -> None:
    said = Answer(status=Status.TOO_LARGE, facts={"width": 9, "height": 8})
    assert claims.announced(said) == (9, 8)
