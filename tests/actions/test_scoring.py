"""A visit that cannot be shown says so; what is saved is what was counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from played_county import County, count_site, in_field, sites_of

from inspector.actions import keys, scoring
from inspector.actions.scoring import NotAssigned, NotOpened, Recused
from inspector.domain.ids import SiteCode
from inspector.store.rounds import Rounds
from inspector.store.teams import Teams


def test_a_visit_of_a_team_that_is_gone_is_not_opened(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_field(county.laptop) as desk:
        first, second = sites_of(desk)
        begun = scoring.open_visit(desk, first)
        monkeypatch.setattr(Teams, "one", lambda *_: None)
        with desk.store.reading() as reading, pytest.raises(NotOpened):
            scoring.load_visit(reading, begun.uid)
        with pytest.raises(NotAssigned):
            scoring.open_visit(desk, second)
        with desk.store.reading() as reading:
            assert len(reading.records.visits()) == 1


def test_a_folder_without_a_round_has_no_visit(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        monkeypatch.setattr(Rounds, "latest", lambda *_: None)
        with pytest.raises(NotAssigned, match="南村"):
            scoring.open_visit(desk, site)
        with pytest.raises(NotAssigned, match="999"):
            scoring.open_visit(desk, SiteCode("999"))


def test_the_list_shows_what_was_counted_before_the_seal(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        card = visit.card()
        with desk.store.reading() as reading:
            line = next(one for one in reading.visits.lines() if one.uid == visit.uid)
            heads = reading.records.heads_of(f"{visit.uid}/{card.items[0].code}")
            recorder = reading.meta.get(keys.RECORDER)
    assert line.totals == scoring.totals_of(card)
    assert line.totals.items_done == line.totals.items_all == len(visit.counted)
    assert [head.tree["points"] for head in heads] == [int(card.items[0].points)]
    assert [head.tree["by"] for head in heads] == [recorder]


def test_a_member_who_avoids_a_township_keeps_the_team_away(county: County) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        with desk.store.unit() as unit:
            (team,) = unit.teams.all()
            line = unit.sites.one(site)
            assert line is not None
            shy = replace(team.members[2], recused_townships=frozenset([line.site.township]))
            unit.teams.put([replace(team, members=(*team.members[:2], shy))])
            unit.commit()
        with pytest.raises(Recused, match="人13"):
            scoring.open_visit(desk, site)
        with desk.store.reading() as reading:
            assert reading.records.count() == 0
