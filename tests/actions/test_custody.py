"""Where the work lies: on the laptop, at the office, and for how long nobody answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from exchanged import T01, office_on, receive, seal_with_photos
from played_county import (
    COST,
    PIN,
    ROUND,
    START,
    Clock,
    County,
    count_site,
    in_field,
    sites_of,
    write_lists,
)

from inspector.actions import (
    acknowledging,
    creating,
    custody,
    receipting,
    receiving,
    sealing,
    sending,
)
from inspector.actions.handed import handed, package_words, receipt_words, site_words
from inspector.actions.rounds import NoSuchRound
from inspector.actions.spoken import check_codes
from inspector.domain.custody import Answered, Handed
from inspector.domain.ids import RoundId
from inspector.platform.clock import Clock as AnyClock


def on_day(day: int) -> AnyClock:
    return Clock(START + timedelta(days=day))


def test_a_site_goes_from_open_to_acknowledged(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        one, _two = sites_of(desk)
        over = handed(desk)
        assert [site.state for site in over.sites] == [Handed.OPEN, Handed.OPEN]
        assert (over.number, over.packages, over.records) == (0, (), 0)
        assert "还没有收到过回执" in receipt_words(over)
        seal_with_photos(desk, one, tmp_path)
        assert handed(desk).sites[0].state is Handed.SEALED
        sent = sending.export(desk, county.root / "back")
    receipt = receive(county, sent.path)
    with in_field(county.laptop, Clock(START + timedelta(days=2))) as desk:
        over = handed(desk)
        assert over.count(Handed.SENT) == 1
        assert site_words(over.sites[0]) == "2 天"
        assert package_words(over.packages[0]) == "未回执 2 天"
        acknowledging.take_receipt(desk, receipt)
        over = handed(desk)
        assert over.count(Handed.ACKNOWLEDGED) == 1
        assert (over.sites[0].photos_owed, over.records, over.photos) == (0, 0, 0)
        assert package_words(over.packages[0]) == "已回执"
        assert site_words(over.sites[0]) == ""
        assert "第 1 号" in receipt_words(over)
        assert not over.differing


def test_a_package_heard_of_on_the_telephone_is_shown_as_such(
    county: County, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        seal_with_photos(desk, sites_of(desk)[0], tmp_path)
        sent = sending.export(desk, county.root / "back")
    receive(county, sent.path)
    with office_on(county.office, 6) as desk:
        (code,) = check_codes(desk, [sent.package_id]).values()
    with in_field(county.laptop) as desk:
        acknowledging.hear_code(desk, code)
        over = handed(desk)
    assert over.packages[0].state is Answered.SPOKEN
    assert over.count(Handed.SENT) == 1, "only a signed receipt says what the office holds"


def test_photos_that_the_office_lacks_are_named_with_their_site(
    county: County, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        seal_with_photos(desk, sites_of(desk)[0], tmp_path)
        sent = sending.export(desk, county.root / "back")
    receive(county, sent.path)
    with office_on(county.office, 6) as desk:
        with desk.store.reading() as reading:
            digest = min(reading.evidence.digests())
        desk.vault.discard(digest)
        (written,) = receipting.write_receipts(desk, county.root / "receipts", T01)
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, written.path)
        over = handed(desk)
    assert over.sites[0].state is Handed.ACKNOWLEDGED
    assert site_words(over.sites[0]) == "县办缺照片 1 张"
    assert (over.records, over.photos) == (0, 1)


def test_the_office_says_what_every_team_owes(county: County) -> None:
    with office_on(county.office, 0) as desk:
        empty = custody.custody_of(desk)
    assert [one.team for one in empty.teams] == ["T01", "T02", "T03", "T04"]
    assert all((one.laptops, one.last, one.number) == ((), None, 0) for one in empty.teams)
    file = county.hand_in(county.laptop, sites=1)
    with office_on(county.office, 6) as desk:  # the dispatches went out on day 5
        receiving.take_in(desk, [file])
    with office_on(county.office, 8) as desk:
        board = custody.custody(desk, ROUND)
        team = board.teams[0]
        assert (team.handed_in, team.assigned) == (1, 2)
        assert team.last is not None
        assert (team.last.seq, team.last.packages, team.unanswered) == (1, 1, 1)
        assert custody.owed_words(team) == ["未交 2 天", "未回执 2 天"]
        today = replace(team, owed_days=0, unanswered_days=0)
        assert custody.owed_words(today) == ["未交（今天起）", "未回执（今天起）"]
        assert (board.limit, board.late(team)) == (3, False)
        assert board.late(board.teams[1]), "dispatched three days ago, and silent since"
        receipting.write_receipts(desk, county.root / "receipts", T01)
        (team, *_rest) = custody.custody(desk, ROUND).teams
        assert custody.owed_words(team) == ["未交 2 天"]
        assert (team.number, team.receipt_at is not None, team.unanswered) == (1, True, 0)
    with office_on(county.office, 9) as desk:
        board = custody.custody(desk, ROUND)
        assert board.late(board.teams[0])


def test_missing_numbers_are_named_and_block_nothing(county: County) -> None:
    files = []
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[0]))
        files = [sending.export(desk, county.root / "back").path for _ in range(5)]
    with office_on(county.office, 2) as desk:
        receiving.take_in(desk, [files[1], files[4]])
        team = custody.custody(desk, ROUND).teams[0]
    assert custody.gap_words(team) == ["T01 缺 1、3–4 号"]
    assert team.handed_in == 1
    (laptop,) = team.laptops
    assert replace(laptop, lacking=()).sentence(T01) == ""


def test_an_office_without_a_round_has_no_custody(tmp_path: Path) -> None:
    files = write_lists(tmp_path / "lists")
    creating.create_office(tmp_path / "office", PIN, files, clock=Clock(), cost=COST)
    with office_on(tmp_path / "office", 0) as desk, pytest.raises(NoSuchRound):
        custody.custody_of(desk)


def test_a_round_that_nobody_planned_is_said(county: County) -> None:
    with office_on(county.office, 0) as desk, pytest.raises(NoSuchRound):
        custody.custody(desk, RoundId("1999-01"))
