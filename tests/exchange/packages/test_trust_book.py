"""Who is believed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from inspector.domain.canonical import Tree, canonical
from inspector.domain.ids import CountyCode, RoundId, TeamId
from inspector.exchange.strict_json import read_tree
from inspector.exchange.trust_book import (
    Invitation,
    KeyRole,
    KnownKey,
    TrustBook,
    enrolled,
)

if TYPE_CHECKING:
    from tests.exchange.packages.conftest import Played


def test_a_book_comes_back_from_its_tree(played: Played) -> None:
    tree = played.book.to_tree(secrets=True)
    assert read_tree(canonical(tree)) == tree
    assert TrustBook.from_tree(tree) == played.book


def test_a_dispatch_carries_no_secret_of_other_teams(played: Played) -> None:
    tree = played.book.to_tree()
    assert played.invitation.secret.hex() not in str(tree)
    assert TrustBook.from_tree(tree) == replace(played.book, invitations=())


def test_every_change_makes_a_later_version(played: Played) -> None:
    book = played.book
    other = replace(book.keys[1], public=b"\1" * 32)
    assert [key.public for key in book.with_key(other).keys][-1] == b"\1" * 32
    assert book.with_key(other).version == book.version + 1
    assert book.revoking(other.public).version == book.version + 1
    assert book.with_invitations(played.invitation).version == book.version + 1


def test_a_key_is_replaced_by_its_next_state(played: Played) -> None:
    moved = replace(played.book.keys[1], streams=("a", "b"))
    assert played.book.with_key(moved).of_team(TeamId("T07")) == (moved,)


def test_a_revoked_key_is_known_and_no_laptop_of_its_team(played: Played) -> None:
    book = played.book.revoking(played.device.public)
    assert book.of_team(TeamId("T07")) == ()
    known = book.key(played.book.keys[1].id)
    assert known is not None
    assert known.revoked


def test_an_invitation_admits_whoever_knows_its_secret(played: Played) -> None:
    line = played.invitation.enrol(played.device, county=CountyCode("419924"))
    assert played.invitation.admits(line, county=CountyCode("419924"))
    assert enrolled(line, TeamId("T07")).recipient == played.device.sealing.recipient
    assert enrolled(line, TeamId("T07")).fingerprint == played.device.fingerprint


def test_the_proof_covers_county_round_team_and_both_keys(played: Played) -> None:
    county = CountyCode("419924")
    line = played.invitation.enrol(played.device, county=county)
    wrong = [
        (played.invitation, replace(line, signing=b"\1" * 32), county),
        (played.invitation, replace(line, sealing=b"\1" * 32), county),
        (played.invitation, replace(line, proof=b"\1" * 32), county),
        (played.invitation, replace(line, invitation="0" * 32), county),
        (played.invitation, line, CountyCode("419925")),
        (replace(played.invitation, round=RoundId("2026-12")), line, county),
        (replace(played.invitation, team=TeamId("T08")), line, county),
        (replace(played.invitation, round=RoundId("2026-1"), team=TeamId("1T07")), line, county),
        (replace(played.invitation, secret=b"\1" * 32), line, county),
    ]
    assert not any(invitation.admits(each, county=at) for invitation, each, at in wrong)


def test_an_invitation_comes_back_from_its_tree(played: Played) -> None:
    assert Invitation.from_tree(played.invitation.to_tree()) == played.invitation
    fresh = Invitation.issue(team=TeamId("T07"), round_id=RoundId("2026-11"))
    assert fresh != Invitation.issue(team=TeamId("T07"), round_id=RoundId("2026-11"))


KEY: dict[str, Tree] = KnownKey(public=b"\1" * 32, role=KeyRole.DEVICE).to_tree()


@pytest.mark.parametrize(
    "tree",
    [
        {**KEY, "public": "00"},
        {**KEY, "public": 1},
        {**KEY, "role": "village"},
        {**KEY, "streams": None},
    ],
)
def test_something_else_is_no_known_key(tree: dict[str, Tree]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        KnownKey.from_tree(tree)


@pytest.mark.parametrize(
    "change",
    [{"v": 2}, {"version": "1"}, {"recipients": ""}, {"keys": None}, {"keys": [1]}, {"county": 4}],
)
def test_something_else_is_no_book(played: Played, change: dict[str, Tree]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        TrustBook.from_tree({**played.book.to_tree(), **change})


@pytest.mark.parametrize("change", [{"secret": "00"}, {"id": "00"}, {"team": None}])
def test_something_else_is_no_invitation(played: Played, change: dict[str, Tree]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Invitation.from_tree({**played.invitation.to_tree(), **change})


def test_a_key_without_a_clear_word_counts_as_revoked() -> None:
    assert KnownKey.from_tree({**KEY, "revoked": None}).revoked
