"""A team's day: filled along the road, changed by the team, remembered for the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from played_county import ROUND, START, Clock, County, count_site, in_field

from inspector.actions import attending, scoring, sealing, today
from inspector.actions.desk import Desk
from inspector.actions.today import BegunAlready, Today
from inspector.domain.ids import (
    ItemCode,
    PersonId,
    RoundId,
    RubricId,
    SiteCode,
    TeamId,
    VisitUid,
)
from inspector.domain.problem import Problem
from inspector.domain.site import Site
from inspector.domain.team import Assignment
from inspector.domain.visit import VisitKey, VisitState
from inspector.store.rounds import Rounds

SITES = [SiteCode(f"4199011002{number:02d}") for number in range(1, 8)]


@pytest.fixture
def desk(county: County) -> Iterator[Desk]:
    """A team's desk with seven sites on its road; the policy says five a day."""
    with in_field(county.laptop) as desk:
        lengthen(desk)
        yield desk


def lengthen(desk: Desk) -> None:
    with desk.store.unit() as unit:
        round_ = unit.rounds.one(ROUND)
        assert round_ is not None
        known = {line.site.code for line in unit.sites.lines()}
        (township,) = {line.site.township for line in unit.sites.lines()}
        more = [
            Site(code=code, name=f"村{code[-3:]}", township=township, rubric=RubricId("rural"))
            for code in SITES
            if code not in known
        ]
        unit.sites.put([], more)
        visits = [
            VisitKey(round=ROUND, kind="cross", site=site, team=TeamId("T01")) for site in SITES
        ]
        road = [Assignment(visit=key, order=order) for order, key in enumerate(visits, 1)]
        unit.rounds.put(round_, road)
        unit.commit()


def uid(place: int) -> VisitUid:
    key = VisitKey(round=ROUND, kind="cross", site=SITES[place - 1], team=TeamId("T01"))
    return key.uid


def shown(desk: Desk) -> list[int]:
    """Return today's sites by their place on the road."""
    return [SITES.index(row.site.code) + 1 for row in today.today(desk).rows]


def on_day(desk: Desk, day: int) -> Desk:
    return replace(desk, clock=Clock(START + timedelta(days=day)))


def seal(desk: Desk, place: int) -> None:
    sealing.seal(desk, count_site(desk, SITES[place - 1]))


def test_the_day_begins_with_the_next_sites_of_the_road(desk: Desk) -> None:
    day = today.today(desk)
    assert shown(desk) == [1, 2, 3, 4, 5]
    assert (day.day, day.round) == (START.date(), ROUND)
    assert day.team is not None
    assert (day.sealed, len(day.road), day.all_done) == (0, 7, False)
    row = day.rows[0]
    assert (row.township, row.items, row.state) == ("南镇", 29, VisitState.PLANNED)
    assert (row.kind, row.problems, row.totals, row.started) == ("", 0, None, None)


def test_what_was_sealed_today_stays_and_tomorrow_goes_on(desk: Desk) -> None:
    for place in (1, 2):
        seal(desk, place)
    assert shown(desk) == [1, 2, 3, 4, 5]
    row = today.today(desk).rows[0]
    assert row.state is VisitState.SEALED
    assert row.totals is not None
    assert row.started is not None
    assert row.sealed is not None
    assert shown(on_day(desk, 1)) == [3, 4, 5, 6, 7]
    assert today.today(on_day(desk, 1)).sealed == 2


def test_an_interrupted_visit_comes_again_and_shows_no_marks(desk: Desk) -> None:
    count_site(desk, SITES[6])
    assert shown(desk) == [1, 2, 3, 4, 7]
    tomorrow = on_day(desk, 1)
    assert shown(tomorrow) == [1, 2, 3, 4, 7]
    assert today.today(tomorrow).rows[-1].totals is None


def test_the_team_changes_order_and_list_for_one_day(desk: Desk) -> None:
    today.move(desk, uid(1), 1)
    assert shown(desk) == [2, 1, 3, 4, 5]
    today.move(desk, uid(2), -1)
    today.move(desk, uid(7), 1)
    assert shown(desk) == [2, 1, 3, 4, 5]
    today.take_off(desk, uid(3))
    today.take_off(desk, uid(3))
    today.put_on(desk, uid(7))
    today.put_on(desk, uid(7))
    assert shown(desk) == [2, 1, 4, 5, 7]
    assert shown(on_day(desk, 1)) == [1, 2, 3, 4, 5]


def test_a_list_is_put_back_as_it_was(desk: Desk) -> None:
    today.take_off(desk, uid(3))
    today.arrange(desk, [uid(5), uid(3)])
    assert shown(desk) == [5, 3]


def test_a_village_that_was_begun_cannot_be_taken_off(desk: Desk) -> None:
    seal(desk, 1)
    scoring.open_visit(desk, SITES[1])
    for place in (1, 2):
        with pytest.raises(BegunAlready, match=f"（20{place}）"):
            today.take_off(desk, uid(place))
    tomorrow = on_day(desk, 1)
    today.put_on(tomorrow, uid(1))
    today.take_off(tomorrow, uid(1))
    assert 1 not in shown(tomorrow), "sealed yesterday"


def test_the_day_is_done_when_all_of_it_is_sealed(desk: Desk) -> None:
    for place in (3, 4, 5, 2):
        today.take_off(desk, uid(place))
    seal(desk, 1)
    assert today.today(desk).all_done
    today.put_on(desk, uid(2))
    assert not today.today(desk).all_done


def test_open_problems_are_counted_by_site(desk: Desk) -> None:
    problem = Problem(
        site=SITES[1], item=ItemCode("ST-2"), checkpoint=None, fact="柴草", round=RoundId("x")
    )
    with desk.store.unit() as unit:
        unit.problems.put([problem, problem])
        unit.commit()
    assert [row.problems for row in today.today(desk).rows] == [0, 2, 0, 0, 0]


def test_a_visit_of_another_kind_says_so(desk: Desk) -> None:
    with desk.store.unit() as unit:
        round_ = unit.rounds.one(ROUND)
        assert round_ is not None
        keys = [
            VisitKey(round=ROUND, kind=kind, site=SITES[0], team=TeamId("T01"))
            for kind in ("cross", "recheck", "unheard-of")
        ]
        unit.rounds.put(round_, [Assignment(visit=key, order=n) for n, key in enumerate(keys, 1)])
        unit.commit()
    assert [row.kind for row in today.today(desk).rows] == ["", "复核", "unheard-of"]


def test_in_a_round_of_rechecks_every_visit_says_so(desk: Desk) -> None:
    with desk.store.unit() as unit:
        round_ = unit.rounds.one(ROUND)
        assert round_ is not None
        key = VisitKey(round=ROUND, kind="recheck", site=SITES[0], team=TeamId("T01"), ordinal=2)
        again = replace(round_, kind="recheck")
        unit.rounds.put(again, [Assignment(visit=key, order=1)])
        unit.commit()
    assert [row.kind for row in today.today(desk).rows] == ["复核 第 2 次"]


def test_who_must_keep_away_is_named_until_he_is_absent_or_the_visit_begun(desk: Desk) -> None:
    with desk.store.unit() as unit:
        (team,) = unit.teams.all()
        shy = replace(team.members[2], recused_sites=frozenset(SITES[:2]))
        unit.teams.put([replace(team, members=(*team.members[:2], shy))])
        unit.commit()

    def hits(day: Today) -> list[str]:
        return [one.place[-4:-1] for one in day.avoided]

    day = today.today(desk)
    assert hits(day) == ["201", "202"]
    assert day.avoided[0].member.name == "人13"
    assert "包联" in day.avoided[0].rule
    there = attending.attendance(desk, SITES[0]).people
    scoring.open_visit(desk, SITES[0], people=there)
    assert hits(today.today(desk)) == ["202"]
    attending.note_absent(desk, [PersonId("T01-3")])
    day = today.today(desk)
    assert (hits(day), day.absent) == ([], frozenset({"T01-3"}))
    today.move(desk, uid(1), 1)
    assert today.today(desk).absent == {"T01-3"}, "changing the list keeps who is there"


def test_members_look_after_stars_by_name(desk: Desk) -> None:
    with desk.store.unit() as unit:
        (team,) = unit.teams.all()
        stars = ("ZB", "CY+ST、走访", "")
        members = [replace(one, stars=said) for one, said in zip(team.members, stars, strict=True)]
        unit.teams.put([replace(team, members=tuple(members))])
        unit.commit()
    assert list(today.today(desk).duties.values()) == [
        "支部过硬星",
        "产业兴旺星、生态宜居星、走访",
        "",
    ]


def test_a_folder_without_a_round_has_an_empty_day(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Rounds, "latest", lambda *_: None)
    day = today.today(desk)
    assert (day.rows, day.road, day.round, day.all_done) == ((), (), None, False)
