"""What one export becomes: one package where it fits, else records first and photos after."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.canonical import Tree
from inspector.domain.ids import Digest, Rid
from inspector.domain.record import Record, rid_of
from inspector.domain.visit import Evidence
from inspector.exchange.seal import MAX_OBJECTS
from inspector.exchange.volumes import LIMITS, Profile, Volume, volumes

if TYPE_CHECKING:
    from pathlib import Path

    from inspector.exchange.write_package import PackedObject
    from tests.exchange.packages.conftest import Played

MB = 10**6


def photo(number: int, size: int) -> Evidence:
    return Evidence(
        digest=Digest(f"{number:064x}"),
        media="image/jpeg",
        size=size,
        width=1,
        height=1,
        source_digest=Digest("0" * 64),
    )


def record(visit: int, n: int, note: str = "") -> Record:
    tree: dict[str, Tree] = {"t": "item", "uid": f"r/k/{visit}/T/1/{n}", "n": n, "note": note}
    return Record(rid=rid_of(tree), tree=tree)


def weight(volume: Volume) -> int:
    return sum(one.size for one in volume.photos)


def test_what_fits_is_one_package() -> None:
    (only,) = volumes([record(1, 1)], [photo(1, MB)], LIMITS[Profile.CHAT])
    assert (len(only.records), len(only.photos)) == (1, 1)
    assert volumes([record(1, 1)], [], LIMITS[Profile.STICK])[0].photos == ()


@given(st.lists(st.integers(1, 26 * MB), max_size=60), st.integers(0, 9))
def test_records_go_first_and_every_photo_goes_once(sizes: list[int], count: int) -> None:
    photos = [photo(number, size) for number, size in enumerate(sizes)]
    records = [record(n % 3, n) for n in range(count)]
    parts = volumes(records, photos, LIMITS[Profile.CHAT])
    assert [one for part in parts for one in part.photos] == photos
    assert [one for part in parts for one in part.records] == records
    assert all(weight(part) < LIMITS[Profile.CHAT] for part in parts)
    if len(parts) > 1 and records:
        assert (len(parts[0].records), parts[0].photos) == (count, ())


def test_no_package_holds_more_photos_than_the_format() -> None:
    parts = volumes([], [photo(n, 1) for n in range(MAX_OBJECTS + 1)], LIMITS[Profile.STICK])
    assert [len(part.photos) for part in parts] == [MAX_OBJECTS, 1]


def test_records_of_a_visit_stay_together_where_all_do_not_fit() -> None:
    records = [record(n // 2, n, "x" * 200_000) for n in range(12)]
    parts = volumes(records, [], MB)
    assert [one for part in parts for one in part.records] == records
    assert len(parts) > 1
    for part in parts:
        visits = {one.uid.split("/")[2] for one in part.records}
        assert len(part.records) == 2 * len(visits)


def test_a_package_written_at_the_limit_is_below_it(
    played: Played,
    make_item: Callable[..., dict[str, Tree]],
    make_jpeg: Callable[..., bytes],
    pack_photo: Callable[..., PackedObject],
    tmp_path: Path,
) -> None:
    """The room that is reckoned with covers frame, zip and seal."""
    contents = [make_jpeg(n) + bytes(40_000) for n in range(60)]
    packed = [pack_photo(content) for content in contents]
    photos = [photo(int(one.digest, 16), one.size) for one in packed]
    limit = 1_500_000
    item = make_item(1)
    parts = volumes([Record(rid=Rid(rid_of(item)), tree=item)], photos, limit)
    assert len(parts) > 2
    by_digest = {one.digest: one for one in packed}
    for part in parts:
        objects = [by_digest[one.digest] for one in part.photos]
        trees = [one.tree for one in part.records]
        file = played.write(tmp_path / "a.wxp", records=trees, objects=objects)
        assert file.stat().st_size <= limit
