"""A covered face never travels; arrows stay beside the picture; both can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from phone_photos import Phone
from PIL import Image, ImageChops, ImageStat
from played_county import START, Clock, County, at_office, count_site, in_field, sites_of

from inspector.actions import annotating, collecting, gathering, scoring, sealing, sending
from inspector.actions.annotating import TooManyShapes
from inspector.actions.desk import Desk
from inspector.actions.scoring import OpenVisit
from inspector.domain.canonical import Tree
from inspector.domain.ids import Digest
from inspector.domain.marks import MOST, Marks, Shape, ShapeKind
from inspector.domain.progress import Ticket
from inspector.domain.slate import How, PhoneClock
from inspector.domain.visit import ItemEntry
from inspector.media.claims import Drawn
from inspector.media.intake import drawn_on
from inspector.store.engine import VisitSealed

NOON = START.replace(hour=9, minute=0)
ARROW = Shape(kind=ShapeKind.ARROW, x1=100, y1=100, x2=400, y2=300)
CIRCLE = Shape(kind=ShapeKind.CIRCLE, x1=600, y1=600, x2=800, y2=900)
FACE = Shape(kind=ShapeKind.COVER, x1=200, y1=200, x2=600, y2=700)


@pytest.fixture
def desk(county: County) -> Iterator[Desk]:
    with in_field(county.laptop, Clock(NOON)) as desk:
        yield desk


@pytest.fixture
def visit(desk: Desk) -> OpenVisit:
    return scoring.open_visit(desk, sites_of(desk)[0])


@pytest.fixture
def photo(desk: Desk, visit: OpenVisit, tmp_path: Path) -> Digest:
    return collecting.collect(desk, visit, [Phone(tmp_path / "a", "A1").shoot(NOON)]).taken[0]


def picture(desk: Desk, photo: Digest) -> Image.Image:
    return Image.open(BytesIO(desk.vault.get(photo))).convert("RGB")


def colours(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    return len(image.crop(box).getcolors(1_000_000) or ())


def test_arrows_and_circles_leave_the_picture_as_it_is(
    desk: Desk, visit: OpenVisit, photo: Digest
) -> None:
    assert annotating.mark(desk, visit, photo, [ARROW, CIRCLE]) == photo
    assert collecting.roll_of(desk, visit).marked(photo).shapes == (ARROW, CIRCLE)
    annotating.mark(desk, visit, photo, [])
    assert collecting.roll_of(desk, visit).marks == {}


def test_a_cover_is_another_picture_without_the_pixels(
    desk: Desk, visit: OpenVisit, photo: Digest
) -> None:
    stands = annotating.mark(desk, visit, photo, [ARROW, FACE])
    assert stands != photo
    bare, covered = picture(desk, photo), picture(desk, stands)
    assert bare.size == covered.size
    width, height = bare.size
    inside = (width // 4, height // 4, width // 2, height * 3 // 5)
    outside = (0, 0, width // 6, height // 6)
    assert colours(covered, inside) < colours(bare, inside) / 20
    assert colours(covered, outside) > 100
    roll = collecting.roll_of(desk, visit)
    assert [one.digest for one in roll.photos] == [stands]
    assert list(roll.marks) == [stands]
    assert roll.marked(stands).shapes == (ARROW, FACE)
    assert len(desk.vault.get_thumbnail(stands)) > 100


def test_a_cover_is_drawn_anew_from_the_bare_picture_and_taken_back(
    desk: Desk, visit: OpenVisit, photo: Digest
) -> None:
    first = annotating.mark(desk, visit, photo, [FACE])
    second = annotating.mark(desk, visit, first, [replace(FACE, x1=10)])
    annotating.drop(desk, visit, first)
    assert len({photo, first, second}) == 3
    assert [one.digest for one in collecting.roll_of(desk, visit).photos] == [second]
    assert annotating.mark(desk, visit, second, []) == photo
    annotating.drop(desk, visit, second)
    annotating.drop(desk, visit, photo)  # the bare one is never forgotten
    assert [one.digest for one in collecting.roll_of(desk, visit).photos] == [photo]
    assert annotating.mark(desk, visit, photo, [FACE]) == first  # same shapes, same bytes


def test_a_photo_of_an_item_may_be_covered_too(
    desk: Desk, visit: OpenVisit, tmp_path: Path
) -> None:
    item = next(iter(visit.rubric.items())).code
    file = Phone(tmp_path / "a", "A1").shoot(NOON)
    (evidence,) = gathering.attach(desk, visit, item, [file]).evidence
    stands = annotating.mark(desk, visit, evidence.digest, [FACE])
    assert [one.digest for one in collecting.roll_of(desk, visit).photos] == [stands]


def test_too_many_shapes_change_nothing(desk: Desk, visit: OpenVisit, photo: Digest) -> None:
    with pytest.raises(TooManyShapes):
        annotating.mark(desk, visit, photo, [ARROW] * (MOST + 1))
    assert collecting.roll_of(desk, visit).marks == {}


def test_only_the_covered_picture_reaches_the_office(
    county: County, desk: Desk, tmp_path: Path
) -> None:
    visit = count_site(desk, sites_of(desk)[0])
    file = Phone(tmp_path / "a", "A1").shoot(NOON)
    (photo,) = collecting.collect(desk, visit, [file]).taken
    item = next(iter(visit.rubric.items())).code
    entry = replace(visit.counted[item], photos=(photo,))
    gathering.put_item(desk, visit, item, entry)
    stands = annotating.mark(desk, visit, photo, [FACE, CIRCLE])
    shown = scoring.open_visit(desk, visit.line.site.code)
    gathering.put_item(desk, shown, item, replace(entry, photos=(stands,)))
    sealing.seal(desk, shown, left="没有")
    with pytest.raises(VisitSealed):
        annotating.mark(desk, shown, stands, [])
    package = sending.export(desk, tmp_path / "stick").path
    with at_office(county.office) as office:
        county.accept(office, [package])
        assert office.vault.has(stands)
        assert not office.vault.has(photo)
        with office.store.reading() as reading:
            (marks,) = reading.photo_marks.of_visit(visit.uid)
            assert marks.shapes == (FACE, CIRCLE)
            (evidence,) = reading.evidence.of_visit(visit.uid)
        assert evidence.digest == stands
    assert desk.vault.has(photo)


def test_captioned_copies_say_place_item_and_corrected_time(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = scoring.open_visit(desk, sites_of(desk)[0])
    phone = Phone(tmp_path / "a", "A1")
    files = [phone.shoot(NOON), phone.shoot(NOON, timeless=True)]
    one, two = collecting.collect(desk, visit, files, anyway=True).taken
    item = next(iter(visit.rubric.items())).code
    gathering.put_item(desk, visit, item, ItemEntry(photos=(one, two)))
    annotating.mark(desk, visit, one, [ARROW])
    with desk.store.unit() as unit:
        clock = PhoneClock(camera="Maker A1", how=How.TYPED, offset=65, shown=f"{NOON:%FT%T}")
        unit.phone_clocks.put(visit.uid, [clock])
        unit.commit()
    captions: list[Sequence[str]] = []

    def noting(
        picture: bytes,
        shapes: Sequence[dict[str, Tree]],
        caption: Sequence[str],
        *,
        turn: int,
        name: str,
    ) -> Drawn:
        captions.append(caption)
        return drawn_on(picture, shapes, caption, turn=turn, name=name)

    monkeypatch.setattr(annotating, "drawn_on", noting)
    before = desk.vault.get(one)
    written = annotating.export_photos(desk, visit, tmp_path / "out", Ticket())
    assert [path.suffix for path in written] == [".jpg", ".jpg"]
    with Image.open(written[0]) as copy:
        assert copy.height > picture(desk, one).height
    assert desk.vault.get(one) == before
    assert captions[0][0].startswith(visit.place)
    assert captions[0][1] == "2026-11-03 09:01:05　T01 组"
    assert captions[1][1].startswith("没有拍摄时间")


def test_paper_shows_arrows_and_not_what_they_hide(
    desk: Desk, visit: OpenVisit, photo: Digest
) -> None:
    def printed() -> bytes:
        with desk.store.reading() as reading:
            return annotating.shown_picture(reading, desk, visit.uid, photo, 800)

    bare = printed()
    annotating.mark(desk, visit, photo, [ARROW, CIRCLE])
    assert printed() != bare
    annotating.mark(desk, visit, photo, [])
    assert printed() == bare


def test_a_turned_photo_is_upright_on_paper_and_in_copies_and_travels(
    county: County, desk: Desk, tmp_path: Path
) -> None:
    visit = count_site(desk, sites_of(desk)[0])
    file = Phone(tmp_path / "a", "A1").shoot(NOON)
    (photo,) = collecting.collect(desk, visit, [file]).taken
    item = next(iter(visit.rubric.items())).code
    entry = replace(visit.counted[item], photos=(photo,))
    gathering.put_item(desk, visit, item, entry)
    before = desk.vault.get(photo)
    assert annotating.mark(desk, visit, photo, [], 1) == photo
    assert desk.vault.get(photo) == before
    lying = picture(desk, photo)
    with desk.store.reading() as reading:
        shown = Image.open(BytesIO(annotating.shown_picture(reading, desk, visit.uid, photo, 960)))
    assert shown.size == lying.size[::-1]
    clockwise, back = (
        ImageStat.Stat(ImageChops.difference(shown.convert("RGB"), lying.transpose(way))).sum[0]
        for way in (Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_90)
    )
    assert clockwise < back / 4
    (copy,) = annotating.export_photos(desk, visit, tmp_path / "out")
    with Image.open(copy) as image:
        assert image.width == lying.height
    shown_visit = scoring.open_visit(desk, visit.line.site.code)
    sealing.seal(desk, shown_visit, left="没有")
    package = sending.export(desk, tmp_path / "stick").path
    with at_office(county.office) as office:
        county.accept(office, [package])
        assert annotating.marks_on(office, photo) == Marks(photo=photo, turn=1)
        assert annotating.marks_on(office, Digest("0" * 64)) == Marks(photo=Digest("0" * 64))


def test_a_covered_photo_is_turned_as_a_whole_and_back(
    desk: Desk, visit: OpenVisit, photo: Digest
) -> None:
    stands = annotating.mark(desk, visit, photo, [FACE], 3)
    assert annotating.marks_of_visit(desk, visit) == {
        stands: Marks(photo=stands, shapes=(FACE,), turn=3)
    }
    assert annotating.mark(desk, visit, stands, [FACE]) == stands
    assert annotating.marks_of_visit(desk, visit)[stands].turn == 0
