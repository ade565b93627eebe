"""The office's list of rechecks: the sample, who goes, both marks, and what is over the limit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from played_county import COST, PIN, ROUND, Clock, County, at_office, in_field, write_lists
from rechecked import AGAIN, look_again, plan
from signed_visit import sealed_visit, sign_all, text_of

from inspector.actions import creating, receiving, recheck_board, sending
from inspector.actions.recheck_board import over_word
from inspector.actions.results import NothingToRank
from inspector.actions.rounds import NoSuchRound
from inspector.actions.signing import Signing
from inspector.domain.coverage import CoverageState
from inspector.domain.ids import RoundId, TeamId
from inspector.domain.ranking import Counts, Exclusion, percent_text
from inspector.domain.signing import SignWay


@pytest.fixture
def office(county: County) -> Path:
    """An office that holds two sealed sites of T01."""
    file = county.hand_in(county.laptop, seed=1)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [file])
    return county.office


def test_before_a_draw_the_rules_and_a_name_are_there(office: Path) -> None:
    with at_office(office) as desk:
        start = recheck_board.recheck_start(desk)
        assert start is not None
        assert (start.of, start.sealed, start.name) == (ROUND, 2, "2026-11-F")
        assert start.rules.least == 2
        assert recheck_board.recheck_board(desk, start.name) is None
        plan(desk, RoundId("2026-11-G"))
        named = recheck_board.recheck_start(desk, ROUND)
        assert named is not None
        assert named.name == "2026-11-G", "the one that was planned last"
        with pytest.raises(NoSuchRound):
            recheck_board.recheck_board(desk, ROUND)
        with pytest.raises(NoSuchRound):
            recheck_board.recheck_start(desk, RoundId("1999-01"))


def test_what_has_not_come_is_named_and_compares_with_nothing(office: Path) -> None:
    with at_office(office) as desk:
        plan(desk)
        board = recheck_board.recheck_board(desk, AGAIN)
    assert board is not None
    assert (board.of, board.seed, board.went_out, board.limit) == (ROUND, 7, False, "5")
    assert [one.state for one in board.sites] == [CoverageState.MISSING] * 2
    assert {one.first_team for one in board.sites} == {TeamId("T01")}
    assert all(one.first is not None and one.gap == "" for one in board.sites)
    assert (board.came, board.over, board.leaning) == (0, 0, ())


def test_a_difference_over_the_limit_is_said(county: County, office: Path) -> None:
    site = look_again(county, care=0.1)
    with at_office(office) as desk:
        board = recheck_board.recheck_board(desk, AGAIN)
        assert board is not None
        (one,) = [line for line in board.sites if line.site == site]
        assert one.over
        assert one.gap.startswith("−")
        assert one.tail == site[-3:]
        assert over_word(one, board.limit) == "超 5 分"
        assert one.state in (Counts.AGAIN, Counts.OPEN)
        assert (board.came, board.over, board.went_out) == (1, 1, True)
        (other,) = [line for line in board.sites if line.site != site]
        assert over_word(other, board.limit) == ""


def test_equal_marks_differ_by_nothing(county: County, office: Path) -> None:
    site = look_again(county, care=0.7, seed=1)
    with at_office(office) as desk:
        board = recheck_board.recheck_board(desk, AGAIN)
        assert board is not None
        (one,) = [line for line in board.sites if line.site == site]
        assert (one.gap, one.over, one.state) == ("0.00", False, Counts.FIRST)


def test_a_recheck_that_does_not_count_says_why(county: County, office: Path) -> None:
    with at_office(office) as desk:
        plan(desk)
    second = county.open_laptop("t01b", "T01")
    file = county.hand_in(second, seed=9, sites=1)
    site = look_again(county, care=0.7)
    with at_office(office) as desk:
        county.accept(desk, [file])
        board = recheck_board.recheck_board(desk, AGAIN)
        assert board is not None
        states = {one.site: one for one in board.sites}
        clashing = [one for one in board.sites if one.first is None]
        assert len(clashing) == 1, "marks in conflict are no marks"
        if clashing[0].site == site:
            assert states[site].state is Exclusion.CONFLICT


def test_a_village_that_refused_is_marked(county: County) -> None:
    refused = Signing(
        part="secretary", way=SignWay.REFUSED, name="韩建业", reason="不认可",
        witnesses=("人11", "人12"),
    )  # fmt: skip
    with in_field(county.laptop) as desk:
        sign_all(desk, sealed_visit(desk), refused)
        file = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [file])
        plan(desk)
        board = recheck_board.recheck_board(desk, AGAIN)
        assert board is not None
        assert sum(one.refused for one in board.sites) == 1
        path = recheck_board.print_rechecks(desk, board, county.root / "paper")
        assert "拒签" in text_of(path.read_bytes())


def test_the_printed_list_leads_nobody(county: County, office: Path, tmp_path: Path) -> None:
    with at_office(office) as desk:
        plan(desk)
        board = recheck_board.recheck_board(desk, AGAIN)
        assert board is not None
        path = recheck_board.print_rechecks(desk, board, tmp_path)
        assert path.name == "复核清单_2026-11-F.pdf"
        told = text_of(path.read_bytes())
        assert "抽签种子7" in told.replace(" ", "")
        assert "未交" in told
        for one in board.sites:
            assert one.first is not None
            assert percent_text(one.first) not in told
    look_again(county, care=0.1, planned=True)
    with at_office(office) as desk:
        board = recheck_board.recheck_board(desk, AGAIN)
        assert board is not None
        path = recheck_board.print_rechecks(desk, board, tmp_path / "one.pdf")
        told = text_of(path.read_bytes())
        assert path.name == "one.pdf"
        assert told.count("超5分") == 1
        (one,) = [line for line in board.sites if line.over]
        assert one.again is not None
        assert percent_text(one.again) in told


def test_without_a_round_there_is_nothing_to_recheck(county: County) -> None:
    files = write_lists(county.root / "lists2")
    creating.create_office(county.root / "new", PIN, files, clock=Clock(), cost=COST)
    with at_office(county.root / "new") as desk:
        assert recheck_board.recheck_start(desk) is None


def test_where_nothing_ranks_nothing_compares(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_given: object) -> None:
        raise NothingToRank(round=ROUND)

    monkeypatch.setattr(recheck_board, "fresh_ranking", nothing)
    with at_office(office) as desk:
        plan(desk)
        board = recheck_board.recheck_board(desk, AGAIN)
        assert board is not None
        assert {one.gap for one in board.sites} == {""}
        leaning = replace(board, leaning=("T01 组有 2 个村的分比复核偏高",))
        path = recheck_board.print_rechecks(desk, leaning, tmp_path)
        assert "偏高" in text_of(path.read_bytes())
