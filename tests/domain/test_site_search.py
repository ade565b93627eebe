"""A site is found by three keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from inspector.domain.ids import SiteCode
from inspector.domain.site_search import find_sites
from inspector.exchange.site_list import read_sites
from inspector.platform.resources import resource


@dataclass(frozen=True)
class Place:
    code: SiteCode
    name: str
    township: str
    initials: str


@pytest.fixture(scope="module")
def county() -> list[Place]:
    """Return the 499 sites of the sample county, 46 of whose names are no one's alone."""
    known = read_sites(resource("sample_county", "regions.csv"))
    names = {township.code: township.name for township in known.townships}
    return [
        Place(site.code, site.name, names[site.township], site.initials) for site in known.sites
    ]


def keys(place: Place) -> Iterator[str]:
    """Yield what somebody may type for a place with three keys."""
    initials, tail = place.initials, place.code[-3:]
    yield from (initials[:3], tail, initials[:1] + tail[-2:], initials[:2] + tail[-1:])
    yield from (initials[at : at + 3] for at in range(1, len(initials) - 2))


def reached(places: Sequence[Place]) -> int:
    """Count the places that Enter opens after three keys."""
    return sum(any(find_sites(places, typed)[:1] == [one] for typed in keys(one)) for one in places)


def test_three_keys_and_enter_reach_every_site_of_a_township(county: list[Place]) -> None:
    townships: dict[str, list[Place]] = defaultdict(list)
    for place in county:
        townships[place.township].append(place)
    assert sum(map(reached, townships.values())) == len(county) == 499
    assert all(
        find_sites(places, one.code[-3:]) == [one]
        for places in townships.values()
        for one in places
    ), "the tail alone does"


def test_three_keys_and_enter_reach_nearly_every_site_of_the_county(county: list[Place]) -> None:
    found = reached(county)
    print(f"{found} of {len(county)} sites by three letters or digits")  # noqa: T201 - a figure
    assert found == 467


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("席岗", ["席岗村"]),
        ("xgc", ["席岗村", "小关村"]),
        ("XGC", ["席岗村", "小关村"]),
        ("ｘｇｃ", ["席岗村", "小关村"]),
        ("x18", ["席岗村"]),
        ("218", ["席岗村", "北寨218村"]),
        ("18", ["席岗村", "北寨218村"]),
        ("2", ["北寨218村"]),
        ("gc", ["席岗村", "小关村"]),
        ("古塬", ["席岗村", "小关村"]),
        ("古塬 小", ["小关村"]),
        ("沙窝 xgc", []),
        ("x99", []),
        ("无此村", []),
        ("", ["席岗村", "小关村", "北寨218村"]),
    ],
)
def test_words_find_by_name_initials_tail_or_township(typed: str, names: list[str]) -> None:
    places = [
        Place(SiteCode("419901101218"), "席岗村", "古塬镇", "xgc"),
        Place(SiteCode("419901101221"), "小关村", "古塬镇", "xgc"),
        Place(SiteCode("419901102203"), "北寨218村", "沙窝乡", "bz218c"),
    ]
    assert [place.name for place in find_sites(places, typed)] == names


def test_a_tail_comes_before_a_name_that_holds_the_same_digits() -> None:
    places = [
        Place(SiteCode("419901102203"), "北寨218村", "沙窝乡", "bz218c"),
        Place(SiteCode("419901101218"), "席岗村", "古塬镇", "xgc"),
    ]
    assert [place.name for place in find_sites(places, "218")] == ["席岗村", "北寨218村"]


def test_what_is_called_so_comes_before_what_begins_or_holds_it() -> None:
    names = [("后席岗村", "hxgc"), ("席岗社区", "xgsq"), ("席岗", "xg")]
    places = [
        Place(SiteCode(f"41990110120{number}"), name, "镇", initials)
        for number, (name, initials) in enumerate(names)
    ]
    assert [one.name for one in find_sites(places, "xg")] == ["席岗", "席岗社区", "后席岗村"]
