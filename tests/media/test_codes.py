"""A photographed slate is read in the decode process; a hostile code says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from inspector.domain.ids import SiteCode, TeamId, VisitUid
from inspector.domain.slate import Slate, slate_line
from inspector.media import claims
from inspector.media.claims import MAX_CODE, MAX_CODES, Unbelievable
from inspector.media.intake import take_in
from inspector.media.wire import Answer, Status
from inspector.sheets.slate_code import QUIET, modules

LINE = slate_line(
    Slate(
        visit=VisitUid("2026-11/cross/419901100201/T07/1"),
        site=SiteCode("419901100201"),
        team=TeamId("T07"),
        shown=datetime(2026, 11, 3, 8, 31, 20),  # noqa: DTZ001 - as cameras: no zone
        seat=1,
    )
)


def code_of(line: str, side: int) -> Image.Image:
    rows = modules(line)
    image = Image.new("L", (len(rows) + 2 * QUIET,) * 2, 255)
    for y, row in enumerate(rows):
        for x, black in enumerate(row):
            if black:
                image.putpixel((x + QUIET, y + QUIET), 0)
    return image.resize((side, side), Image.Resampling.BILINEAR)


def photographed(street: bytes, path: Path, *codes: Image.Image) -> Path:
    photo = Image.open(BytesIO(street)).convert("RGB")
    for place, code in enumerate(codes):
        turned = code.rotate(5, expand=True, fillcolor=255)
        blurred = turned.filter(ImageFilter.GaussianBlur(1))
        photo.paste(blurred.convert("RGB"), (300 + 600 * place, 1_000))
    photo.save(path, "JPEG", quality=90)
    return path


@pytest.mark.usefixtures("here")
def test_a_slate_from_a_metre_away_is_read(street: bytes, tmp_path: Path) -> None:
    """On a 14 inch screen the code is 8 cm wide: 250 of a phone's 4000 px at one metre."""
    path = photographed(street, tmp_path / "a.jpg", code_of(LINE, 250))
    assert take_in(path).codes == (LINE,)


def test_it_is_read_in_the_limited_process_too(street: bytes, tmp_path: Path) -> None:
    path = photographed(street, tmp_path / "a.jpg", code_of(LINE, 400))
    assert take_in(path).codes == (LINE,)


@pytest.mark.usefixtures("here")
def test_long_and_unprintable_codes_are_passed_over(street: bytes, tmp_path: Path) -> None:
    hostile = [
        code_of("A" * (MAX_CODE + 1), 500),
        code_of("WXS1\x1b[2J\nX", 500),
        code_of(LINE, 500),
    ]
    path = photographed(street, tmp_path / "a.jpg", *hostile)
    assert take_in(path).codes == (LINE,)


@pytest.mark.usefixtures("here")
def test_no_more_codes_come_than_are_believed(street: bytes, tmp_path: Path) -> None:
    many = [code_of(f"{at}", 400) for at in range(MAX_CODES + 2)]
    path = photographed(street, tmp_path / "a.jpg", *many)
    assert len(take_in(path).codes) == MAX_CODES


@pytest.mark.usefixtures("here")
def test_a_picture_of_one_row_has_no_code(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (900, 1), "white").save(path)
    assert take_in(path).codes == ()


@pytest.mark.parametrize(
    "codes", ["WXS1", [1], ["A" * (MAX_CODE + 1)], ["a\nb"], ["a"] * (MAX_CODES + 1), None]
)
@pytest.mark.usefixtures("here")
def test_codes_that_no_process_of_ours_tells_are_not_believed(
    street: bytes, tmp_path: Path, codes: object
) -> None:
    path = photographed(street, tmp_path / "a.jpg")
    taken = take_in(path)
    facts: dict[str, object] = dict(claims.claim(claims.NOTHING))
    answer = Answer(
        status=Status.DONE, facts=facts, picture=taken.picture, thumbnail=taken.thumbnail
    )
    assert claims.derived(answer).codes == ()
    with pytest.raises(Unbelievable):
        claims.derived(replace(answer, facts={**facts, "codes": codes}))
