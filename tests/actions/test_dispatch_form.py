"""A dispatch comes back as it was handed out; what is missing in one is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from played_county import ROUND, County, at_office

from inspector.actions import dispatch_form, dispatching
from inspector.actions.dispatch_form import DispatchForm, DispatchIncomplete
from inspector.actions.rounds import round_of
from inspector.actions.trusting import trust_of
from inspector.domain.canonical import Tree
from inspector.domain.ids import (
    CheckpointCode,
    ItemCode,
    PersonId,
    Rid,
    RoundId,
    SiteCode,
    TeamId,
    TownshipCode,
)
from inspector.domain.problem import Problem
from inspector.domain.record import Record
from inspector.domain.team import Pattern


@pytest.fixture(scope="module")
def form(stage: County) -> DispatchForm:
    """Return what T01 was handed, with a member who keeps away from places."""
    with at_office(stage.office) as desk, desk.store.reading() as reading:
        trust = trust_of(reading)
        round_ = round_of(reading, ROUND)
        team = next(one for one in reading.teams.all() if one.id == "T01")
        invitation = next(one for one in trust.invitations if one.team == "T01")
        one = dispatching._Ticketed(team=team, code="", invitation=invitation)
        made = dispatching._form(reading, round_, one, trust)
    first = replace(
        team.members[0],
        recused_sites=frozenset([SiteCode("2"), SiteCode("1")]),
        recused_townships=frozenset([TownshipCode("3")]),
    )
    return replace(made, team=replace(team, members=(first, *team.members[1:])))


def sent(form: DispatchForm) -> list[dict[str, Tree]]:
    return dispatch_form.to_records(form)


def read(records: list[dict[str, Tree]]) -> DispatchForm:
    return dispatch_form.from_records(Record(rid=Rid(""), tree=tree) for tree in records)


def test_everything_handed_out_comes_back(form: DispatchForm) -> None:
    back = read(sent(form))
    assert back.trust.keys == form.trust.keys
    planned = replace(form.round, pairs=())  # who goes where stands in the assignments
    assert replace(back, trust=form.trust) == replace(form, round=planned)
    assert len(back.sites) == 2
    assert max(len(one.text) for one in back.documents) > dispatch_form.PIECE


@pytest.mark.parametrize(("shift", "seed"), [(None, None), (3, None), (None, 7)])
def test_how_a_round_was_planned_comes_back(
    form: DispatchForm, shift: int | None, seed: int | None
) -> None:
    planned = replace(form.round, pattern=Pattern.DRAW, shift=shift, seed=seed)
    assert read(sent(replace(form, round=planned))).round == replace(planned, pairs=())


@pytest.mark.parametrize("part", ["county", "trust", "invitation", "document", "team", "round"])
def test_a_missing_part_is_named(form: DispatchForm, part: str) -> None:
    with pytest.raises(DispatchIncomplete, match=f"“{part}”"):
        read([one for one in sent(form) if one["t"] != part])


@pytest.mark.parametrize(
    ("part", "key", "value"),
    [
        ("site", "code", None),
        ("township", "name", 3),
        ("assignment", "uid", "2026-11/T01"),
        ("assignment", "order", "1"),
        ("team", "members", [3]),
        ("round", "pattern", "dance"),
        ("document", "text", ["{}"]),
        ("document", "sha256", "0" * 64),
        ("problem", "fact", 3),
        ("problem", "checkpoint", None),
        ("county", "code", None),
        ("trust", "book", []),
    ],
)
def test_a_malformed_part_is_refused(
    form: DispatchForm, part: str, key: str, value: object
) -> None:
    problem = Problem(
        site=SiteCode("1"), item=ItemCode("2"), checkpoint=None, fact="x", round=RoundId("3")
    )
    records = sent(replace(form, problems=(problem,)))
    broken: dict[str, Any] = next(one for one in records if one["t"] == part)
    broken[key] = value
    with pytest.raises(DispatchIncomplete):
        read(records)


def test_problems_of_earlier_rounds_come_back(form: DispatchForm) -> None:
    one = Problem(
        site=form.sites[0].code,
        item=ItemCode("ST-2"),
        checkpoint=CheckpointCode("ST-2.1"),
        fact="柴草乱堆×2",
        round=RoundId("2026-10"),
        deadline="限期整改",
    )
    problems = (one, replace(one, checkpoint=None, deadline=""))
    records = sent(replace(form, problems=problems))
    assert read(records).problems == problems
    for record in records:
        if record["t"] == "problem":
            record.pop("deadline")
    assert [problem.deadline for problem in read(records).problems] == ["", ""]


def test_what_an_older_office_hands_out_lacks_problems_and_telephones(form: DispatchForm) -> None:
    with_phone = replace(form.sites[0], phone="13800000000")
    records = sent(replace(form, sites=(with_phone,)))
    assert read(records).sites == (with_phone,)
    for record in records:
        record.pop("phone", None)
    back = read(records)
    assert (back.problems, back.sites[0].phone) == ((), "")


def test_the_document_of_the_format_names_every_record(form: DispatchForm) -> None:
    text = (Path(__file__).parents[2] / "docs" / "数据包格式.md").read_text("utf-8")
    section = text[text.index("## 12 ") :]
    problem = Problem(
        site=SiteCode("1"), item=ItemCode("2"), checkpoint=None, fact="", round=RoundId("3")
    )
    records = sent(replace(form, problems=(problem,)))
    for record in records:
        assert f"`{record['t']}`" in section
        if record["t"] in ("problem", "site"):
            assert all(f"`{name}`" in section for name in record if name != "t")


def test_members_are_handed_out_with_whom_they_avoid(form: DispatchForm) -> None:
    (team,) = [one for one in sent(form) if one["t"] == "team"]
    members = cast("list[dict[str, Tree]]", team["members"])
    assert members[0]["not_sites"] == ["1", "2"]
    assert members[0]["not_townships"] == ["3"]
    assert read(sent(form)).team.id == TeamId("T01")
    assert read(sent(form)).team.members[0].id == PersonId("T01-1")
