"""Every star is somebody's, whatever the team list says."""

from __future__ import annotations

import pytest

from inspector.domain.ids import PersonId
from inspector.domain.rubric import Rubric
from inspector.domain.star_duties import duties
from inspector.domain.team import Member
from inspector.exchange.rubric_file import read_rubric
from inspector.platform.resources import form


def team(*stars: str) -> list[Member]:
    return [
        Member(id=PersonId(f"T01-{seat}"), name=f"人{seat}", role="考评员", stars=own)
        for seat, own in enumerate(stars, start=1)
    ]


@pytest.fixture(scope="module")
def rural() -> Rubric:
    return read_rubric(form("rural.yaml")).rubric


def test_a_list_names_the_stars_of_each(rural: Rubric) -> None:
    shares = duties(rural, team("ZB", "CY+ST", "pa", "WM、ZB"))
    assert [set(one) for one in shares] == [{"ZB"}, {"CY", "ST"}, {"PA"}, {"WM", "ZB"}]


def test_a_list_may_call_stars_by_name(rural: Rubric) -> None:
    shares = duties(rural, team("支部过硬", "产业、生态", "平安法治星", "文明幸福"))
    assert [set(one) for one in shares] == [{"ZB"}, {"CY", "ST"}, {"PA"}, {"WM"}]
    assert duties(rural, team("星", "ZB+CY+ST+PA+WM"))[0] == frozenset(), "星 names none"


def test_stars_of_another_form_are_dealt_to_those_who_have_least() -> None:
    community = read_rubric(form("community.yaml")).rubric
    shares = duties(community, team("ZB", "CY+ST", "PA", "WM"))
    assert set().union(*shares) == {"ZB", "YY", "PA", "XF", "GJ"}
    assert [set(one) for one in shares] == [{"ZB", "GJ"}, {"YY"}, {"PA"}, {"XF"}]


def test_a_list_without_stars_spreads_them_evenly(rural: Rubric) -> None:
    shares = duties(rural, team("", "", ""))
    assert sorted(map(len, shares)) == [1, 2, 2]
    assert set().union(*shares) == {star.id for star in rural.stars}
    assert duties(rural, team("")) == (frozenset(star.id for star in rural.stars),)


def test_somebody_without_a_star_has_none_where_all_are_given(rural: Rubric) -> None:
    assert duties(rural, team("ZB+CY+ST+PA+WM", ""))[1] == frozenset()


def test_nobody_is_no_team(rural: Rubric) -> None:
    with pytest.raises(ValueError, match="without members"):
        duties(rural, [])
