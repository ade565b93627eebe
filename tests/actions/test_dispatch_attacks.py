"""The list of The Update Framework, for dispatches: what a laptop must not fall for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from played_county import (
    COST,
    PIN,
    ROUND,
    Clock,
    County,
    at_office,
    in_field,
    write_lists,
)

from inspector.actions import creating, dispatching, opening, planning, revoking
from inspector.actions.admitting import Verdict
from inspector.actions.dispatching import Dispatched
from inspector.actions.opening import HandedOut, OtherOffice, OtherTeam
from inspector.actions.trusting import device_of, trust_of
from inspector.domain.ids import TeamId
from inspector.domain.progress import Ticket
from inspector.domain.team import Pattern
from inspector.exchange.header import HeaderFacts, Kind
from inspector.exchange.identity import Signer
from inspector.exchange.read_package import WrongTeamCode, read_dispatch
from inspector.exchange.reject import Outdated, Reject
from inspector.exchange.staging import framed
from inspector.exchange.team_code import code_key
from inspector.exchange.write_package import Payload, write_package


def state(laptop: Path) -> tuple[object, ...]:
    """Return what a dispatch would change."""
    with in_field(laptop) as desk, desk.store.reading() as reading:
        forms = [one.digest for one in reading.documents.all("rubric")]
        return trust_of(reading), reading.rounds.all(), forms, len(reading.packages.all())


def take(laptop: Path, package: Path, code: str) -> None:
    opening.open_dispatch(laptop, HandedOut(package=package, code=code), PIN, clock=Clock())


def kept_copy(county: County) -> tuple[Path, Dispatched]:
    """Return a copy of T01's first dispatch, which somebody kept."""
    one = county.handed["T01"]
    return Path(shutil.copy(county.stick / one.path.name, county.root / "old.wxp")), one


def dispatch_again(county: County) -> Dispatched:
    with at_office(county.office) as desk:
        sent = dispatching.dispatch(desk, ROUND, county.root / "again")
    return next(one for one in sent if one.team == "T01")


def refuses(
    county: County, package: Path, code: str, kind: type[Exception] | tuple[type[Exception], ...]
) -> None:
    before = state(county.laptop)
    with pytest.raises(kind):
        take(county.laptop, package, code)
    assert state(county.laptop) == before, "nothing changed"


def test_rollback_an_older_dispatch_under_the_same_keys_is_refused(county: County) -> None:
    old, one = kept_copy(county)
    newer = dispatch_again(county)
    take(county.laptop, newer.path, newer.code)
    refuses(county, old, one.code, Outdated)


def test_rollback_an_older_trust_book_is_refused(county: County) -> None:
    old, one = kept_copy(county)
    file = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        county.accept(desk, [file])
        mark = revoking.device_lines(desk)[0].fingerprint
        revoking.revoke(desk, mark, Verdict(by="王审定", why="丢失"))
    newer = dispatch_again(county)
    take(county.laptop, newer.path, newer.code)
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        (ours,) = [key for key in trust_of(reading).keys if key.team == "T01"]
        assert ours.revoked, "the revocation travelled"
        assert dict(ours.until) == dict.fromkeys(ours.streams, 1)
    refuses(county, old, one.code, Outdated)


def test_freeze_the_same_dispatch_for_ever_changes_nothing_and_never_blocks(
    county: County,
) -> None:
    same, one = kept_copy(county)
    before = state(county.laptop)
    take(county.laptop, same, one.code)
    assert state(county.laptop) == before
    newer = dispatch_again(county)
    take(county.laptop, newer.path, newer.code)
    assert state(county.laptop) != before


def test_mix_and_match_the_head_of_one_and_the_body_of_another_is_refused(county: County) -> None:
    old, one = kept_copy(county)
    newer = dispatch_again(county)
    for head, body in ((old, newer.path), (newer.path, old)):
        cut, whole = framed(head), body.read_bytes()
        mixed = county.root / "mixed.wxp"
        mixed.write_bytes(head.read_bytes()[: cut.payload_at] + whole[framed(body).payload_at :])
        refuses(county, mixed, one.code, Reject)


def test_wrong_county_is_refused(county: County, tmp_path: Path) -> None:
    office = tmp_path / "twin"
    files = write_lists(tmp_path / "lists")
    creating.create_office(office, PIN, files, clock=Clock(), cost=COST)
    with at_office(office) as desk:
        planning.plan_round(desk, ROUND, Pattern.ROTATE, shift=1)
        sent = dispatching.dispatch(desk, ROUND, tmp_path / "stick")
    twin = next(one for one in sent if one.team == "T01")
    refuses(county, twin.path, twin.code, OtherOffice)
    refuses(county, twin.path, county.handed["T01"].code, WrongTeamCode)


def test_wrong_team_is_refused(county: County) -> None:
    other = county.handed["T02"]
    package = county.stick / other.path.name
    refuses(county, package, other.code, OtherTeam)
    refuses(county, package, county.handed["T01"].code, WrongTeamCode)


@pytest.mark.parametrize("part", [0.0, 0.02, 0.5, 1.0])
def test_altered_is_refused(county: County, part: float) -> None:
    old, one = kept_copy(county)
    content = bytearray(old.read_bytes())
    content[round(part * (len(content) - 1))] ^= 1
    old.write_bytes(content)
    refuses(county, old, one.code, Reject)


@pytest.mark.parametrize("revoked", [False, True])
def test_signed_by_a_laptop_s_own_key_is_refused(county: County, *, revoked: bool) -> None:
    """A thief has the team's code and a laptop's key, revoked or not; not the county's key."""
    one = county.handed["T01"]
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        device, trust = device_of(reading), trust_of(reading)
    if revoked:
        file = county.hand_in(county.laptop, sites=1)
        with at_office(county.office) as desk:
            county.accept(desk, [file])
            mark = revoking.device_lines(desk)[0].fingerprint
            revoking.revoke(desk, mark, Verdict(by="王审定", why="丢失"))
    head = HeaderFacts(
        kind=Kind.DISPATCH,
        county=trust.county,
        device="county",
        team=TeamId("T01"),
        round=ROUND,
        stream="1" * 8,
        seq=99,
        trust_version=99,
        claimed_at="2026-11-05T18:02:00+08:00",
        label="下发",
    )
    signer = Signer(seed=device.signing, introduces=True)
    key = code_key(one.code, root=device.public, round_id=ROUND, team=head.team)
    forged = county.root / "forged.wxp"
    true = read_dispatch(
        county.stick / one.path.name,
        one.code,
        keep_object=lambda _digest, _content: None,
        ticket=Ticket(),
    )
    payload = Payload(records=[record.tree for record in true.records])
    write_package(forged, head, payload, signer, (key.recipient,), Ticket())
    refuses(county, forged, one.code, OtherOffice)
