"""A correction names the sites whose result it changed, and only those."""

from __future__ import annotations

from fractions import Fraction

from inspector.domain.edition_changes import changed_sites
from inspector.domain.ids import SiteCode, TownshipCode
from inspector.domain.points import Points
from inspector.domain.ranking import Ranking, SitePlace


def place(number: int, points: int, at: int, level: int = 3) -> SitePlace:
    return SitePlace(
        place=at,
        site=SiteCode(f"41990110020{number}"),
        township=TownshipCode("419901100000"),
        percent=Fraction(points, 500),
        points=Points(points),
        max=Points(50000),
        level=level,
    )


def ranking(*sites: SitePlace) -> Ranking:
    return Ranking(townships=(), sites=sites, excluded=(), without_result=())


def test_other_points_or_another_level_are_a_change_and_a_moved_place_is_none() -> None:
    before = ranking(place(1, 45000, 1), place(2, 44000, 2), place(3, 43000, 3))
    now = ranking(place(2, 44000, 1), place(1, 43500, 2), place(3, 43000, 3, level=2))
    first, second = changed_sites(before, now)
    assert (first.before, first.now) == (before.sites[0], now.sites[1])
    assert second.site == before.sites[2].site


def test_a_site_that_came_or_went_is_a_change() -> None:
    one = ranking(place(1, 45000, 1))
    (gone,) = changed_sites(one, ranking())
    (came,) = changed_sites(ranking(), one)
    assert (gone.now, came.before) == (None, None)
    assert gone.township == came.township == one.sites[0].township


def test_the_same_ranking_changed_nothing() -> None:
    one = ranking(place(1, 45000, 1))
    assert changed_sites(one, one) == ()
