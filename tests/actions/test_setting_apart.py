"""隔离: packages that wait for a person are kept as they came, and nothing is lost."""

from __future__ import annotations

import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from played_county import PIN, ROUND, Clock, County, at_office, count_site, in_field, sites_of

from inspector.actions import (
    admitting,
    covering,
    homing,
    keeping,
    ranking,
    receiving,
    revoking,
    sealing,
    sending,
)
from inspector.actions.admitting import Verdict, apart_lines
from inspector.actions.projecting import Flag
from inspector.actions.setting_apart import APART, take_out
from inspector.actions.trusting import keep_trust, trust_of
from inspector.actions.vetting import WasSetApart
from inspector.exchange.reject import Forked
from inspector.store.apart import Decision
from inspector.store.devices import DeviceState
from inspector.store.packages import Direction

VERDICT = Verdict(by="王审定", why="电话核对过指纹")


def second(county: County) -> Path:
    return county.hand_in(county.open_laptop("t01b", "T01"), seed=2, sites=1)


@pytest.fixture
def unnoticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no laptop notice that its folder was copied, as in the same place of another disk."""
    monkeypatch.setattr(homing, "place_mark", lambda _path: "here")


def cloned(county: County) -> tuple[Path, Path]:
    """Copy a laptop's folder behind its back, score on both, hand in from both."""
    with in_field(county.laptop) as desk:
        first, other = sites_of(desk)[:2]
        sealing.seal(desk, count_site(desk, first))
    shutil.copytree(county.laptop, county.root / "twin")
    files = []
    for laptop, seed in ((county.laptop, 3), (county.root / "twin", 4)):
        with in_field(laptop) as desk:
            sealing.seal(desk, count_site(desk, other, seed))
            files.append(sending.export(desk, county.root / "back" / laptop.name).path)
    return files[0], files[1]


def flags(county: County) -> dict[str, frozenset[str]]:
    with at_office(county.office) as desk, desk.store.reading() as reading:
        return {one.key.site: one.flags for one in reading.visits.lines(ROUND) if one.totals}


def test_a_second_laptop_of_a_team_waits_and_the_rest_goes_on(county: County) -> None:
    one, two = county.hand_in(county.laptop), second(county)
    three = county.hand_in(county.open_laptop("t02", "T02"))
    with at_office(county.office) as desk:
        taken = receiving.take_in(desk, [one, two, three])
        assert [(t.refused, t.apart) for t in taken] == [
            (False, False), (False, True), (False, False),
        ]  # fmt: skip
        assert taken[1].code == "P123"
        assert taken[1].sentence.startswith("隔离：T01 组已登记过电脑")
        (line,) = apart_lines(desk, Decision.OPEN)
        assert (line.team, line.state) == ("T01", "等决定")
        assert line.fingerprint in line.package.reason
        assert covering.coverage(desk, ROUND).received == 4
        assert not list(desk.folder.staging_path.iterdir())


def test_what_is_set_apart_is_kept_as_it_came_and_sealed(county: County, tmp_path: Path) -> None:
    one, two = county.hand_in(county.laptop), second(county)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [one, two])
        (line,) = apart_lines(desk)
        kept = (desk.folder.path / APART / line.package.file).read_bytes()
        assert kept.startswith(b"age-encryption.org/v1")
        assert b'"team":"T01"' in two.read_bytes()
        assert b'"team":"T01"' not in kept
        take_out(desk, line.package, tmp_path / "out.wxp")
    assert (tmp_path / "out.wxp").read_bytes() == two.read_bytes()


def test_the_same_package_is_set_apart_once(county: County) -> None:
    one, two = county.hand_in(county.laptop), second(county)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [one, two, two])
        assert len(apart_lines(desk)) == 1
        with desk.store.reading() as reading:
            kinds = [event.kind for event in reading.events.latest()]
    assert kinds.count("apart") == 1


def test_an_admitted_laptop_is_enrolled_and_its_other_packages_come_in(county: County) -> None:
    one, two = county.hand_in(county.laptop), second(county)
    with in_field(county.root / "t01b") as desk:
        three = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [one, two, three])
        assert len(apart_lines(desk, Decision.OPEN)) == 2
        taken = admitting.admit(desk, apart_lines(desk)[0].id, VERDICT)
        assert [t.refused for t in taken] == [False, False]
        assert taken[0].conflicts > 0
        assert {line.state for line in apart_lines(desk)} == {"王审定 决定采用：电话核对过指纹"}
        lines = revoking.device_lines(desk)
        assert [(d.team, d.word, d.packages) for d in lines] == [
            ("T01", "在用", 1), ("T01", "在用", 2),
        ]  # fmt: skip
        (again,) = receiving.take_in(desk, [two])
        assert again.sentence.startswith("以前收过")
        with desk.store.reading() as reading:
            admitted = [event for event in reading.events.latest() if event.kind == "admitted"]
    assert {(event.actor, event.detail) for event in admitted} == {("王审定", "电话核对过指纹")}


def test_a_dismissed_package_stays_and_changes_nothing(county: County) -> None:
    one, two = county.hand_in(county.laptop), second(county)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [one, two])
        with desk.store.reading() as reading:
            before = reading.records.digest()
        apart = admitting.dismiss(desk, apart_lines(desk)[0].package.id, VERDICT)
        assert (desk.folder.path / APART / apart.file).exists()
        (again,) = receiving.take_in(desk, [two])
        assert again.apart
        assert "王审定 已决定不采用" in again.sentence
        with desk.store.reading() as reading:
            assert reading.records.digest() == before
        with pytest.raises(admitting.DecidedAlready):
            admitting.admit(desk, apart.id, VERDICT)


@pytest.mark.parametrize("package", ["", "f" * 64, "不是包号"])
def test_a_package_that_nobody_set_apart_is_not_decided_about(county: County, package: str) -> None:
    with at_office(county.office) as desk, pytest.raises(admitting.NotApart):
        admitting.dismiss(desk, package, VERDICT)


@pytest.mark.parametrize(("by", "why"), [("", "x"), ("x", " "), ("\u3000", "x")])
def test_a_decision_bears_a_name_and_a_reason(by: str, why: str) -> None:
    with pytest.raises(admitting.NobodyDecides):
        Verdict(by=by, why=why)


def test_a_harmed_copy_does_not_take_the_place_of_the_package(county: County) -> None:
    one, two = county.hand_in(county.laptop), second(county)
    cut = county.root / "cut.wxp"
    cut.write_bytes(two.read_bytes()[:-10])
    with at_office(county.office) as desk:
        receiving.take_in(desk, [one])
        bad, good = receiving.take_in(desk, [cut, two])
        assert (bad.refused, bad.apart, good.apart) == (True, False, True)
        assert not admitting.admit(desk, apart_lines(desk)[0].id, VERDICT)[0].refused


def test_a_revoked_laptop_keeps_what_was_taken_and_waits_after_it(county: County) -> None:
    one = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [one])
        mark = revoking.device_lines(desk)[0].fingerprint
        gone = revoking.revoke(desk, mark[:6].lower(), VERDICT)
        assert (gone.word, gone.state) == ("已停用", DeviceState.REVOKED)
        with pytest.raises(revoking.RevokedAlready):
            revoking.revoke(desk, mark, VERDICT)
        with pytest.raises(revoking.NoSuchLaptop):
            revoking.revoke(desk, "0O", VERDICT)
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[1]))
        later = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        again, new = receiving.take_in(desk, [one, later])
        assert again.sentence.startswith("以前收过")
        assert (new.apart, new.code) == (True, "P109")
        assert mark in new.sentence
        (taken,) = admitting.admit(desk, apart_lines(desk)[0].id, VERDICT)
        assert taken.visits == 2
        assert revoking.device_lines(desk)[0].state is DeviceState.REVOKED
        (seen,) = receiving.take_in(desk, [later])
        assert seen.sentence.startswith("以前收过")


def test_a_package_from_before_the_revocation_is_taken_late(county: County) -> None:
    one = county.hand_in(county.laptop, sites=1)
    with in_field(county.laptop) as desk:
        two = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [two])
        revoking.revoke(desk, revoking.device_lines(desk)[0].fingerprint, VERDICT)
        (late,) = receiving.take_in(desk, [one])
    assert not late.apart


def test_after_a_revocation_a_new_laptop_of_the_team_waits_too(county: County) -> None:
    one, two = county.hand_in(county.laptop), second(county)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [one])
        revoking.revoke(desk, revoking.device_lines(desk)[0].fingerprint, VERDICT)
        (taken,) = receiving.take_in(desk, [two])  # the thief's, or the team's own new one
        assert (taken.apart, taken.code) == (True, "P123")
        (admitted,) = admitting.admit(desk, apart_lines(desk)[0].id, VERDICT)
    assert admitted.visits == 1


@pytest.mark.parametrize("dismissed", [False, True])
def test_what_waits_or_was_dismissed_does_not_come_in_by_importing_it_again(
    county: County, *, dismissed: bool
) -> None:
    one, two = county.hand_in(county.laptop), second(county)
    with in_field(county.root / "t01b") as desk:
        three = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [one, two])
        package = apart_lines(desk)[0].package.id
        if dismissed:
            admitting.dismiss(desk, package, VERDICT)
        receiving.take_in(desk, [three])
        with desk.store.unit() as unit:  # the laptop becomes known for another reason
            signer = receiving.prepare(desk, three, passes={"P123"}).contents.head.signer
            keep_trust(unit, trust_of(unit).with_key(signer))
            unit.commit()
        (again,) = receiving.take_in(desk, [two])
        assert (again.apart, again.refused, again.code) == (True, False, "P123")
        assert ("已决定不采用" in again.sentence) is dismissed
        with pytest.raises(WasSetApart, match="不采用" if dismissed else "还没有人决定"):
            receiving.prepare(desk, two)
        with desk.store.reading() as reading:
            assert len(reading.packages.all(Direction.IN)) == 1


def test_a_file_that_a_restored_office_lacks_is_kept_anew(county: County) -> None:
    one, two = county.hand_in(county.laptop), second(county)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [one, two])
        shutil.rmtree(desk.folder.path / APART)
        receiving.take_in(desk, [two])
        (taken,) = admitting.admit(desk, apart_lines(desk)[0].id, VERDICT)
    assert taken.visits == 1


def test_what_waits_is_in_the_backup_and_can_be_admitted_after_it(
    county: County, tmp_path: Path
) -> None:
    one, two = county.hand_in(county.laptop), second(county)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [one, two])
        kept = keeping.backup(desk, tmp_path / "disk")
        assert keeping.backup(desk, tmp_path / "disk").photos == kept.photos
    keeping.restore(kept.path, tmp_path / "again", PIN, clock=Clock())
    with at_office(tmp_path / "again") as desk:
        (taken,) = admitting.admit(desk, apart_lines(desk)[0].id, VERDICT)
    assert taken.visits == 1


def test_an_unknown_invitation_is_set_apart_and_admitted(county: County) -> None:
    file = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        with desk.store.unit() as unit:  # as an office that was restored from before the dispatch
            keep_trust(unit, replace(trust_of(unit), invitations=()))
            unit.commit()
        (apart,) = receiving.take_in(desk, [file])
        assert (apart.apart, apart.code) == (True, "P107")
        (line,) = apart_lines(desk)
        assert line.package.reason.count("-") >= 3, "the fingerprint to compare"
        (taken,) = admitting.admit(desk, line.id, VERDICT)
        assert taken.visits == 2
        assert [d.team for d in revoking.device_lines(desk)] == ["T01"]


@pytest.mark.usefixtures("unnoticed")
def test_a_cloned_laptop_raises_the_alarm_and_nothing_is_lost(county: County) -> None:
    one, two = cloned(county)
    with at_office(county.office) as desk:
        first, later = receiving.take_in(desk, [one, two])
        assert not first.refused
        assert (later.apart, later.code) == (True, "P124")
        assert "分叉警报" in later.sentence
        (line,) = apart_lines(desk, Decision.OPEN)
    assert all(Flag.FORK in found for found in flags(county).values())
    with at_office(county.office) as desk:
        assert ranking.rank(desk, ROUND).sites == ()
        admitting.admit(desk, line.id, VERDICT)
        cover = covering.coverage(desk, ROUND)
    assert not any(Flag.FORK in found for found in flags(county).values())
    assert len(cover.conflicts) == 1, "both are here: somebody has to rule"


@pytest.mark.usefixtures("unnoticed")
def test_a_dismissed_clone_leaves_the_first_in_the_ranking(county: County) -> None:
    one, two = cloned(county)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [one, two])
        admitting.dismiss(desk, apart_lines(desk)[0].id, VERDICT)
        assert len(ranking.rank(desk, ROUND).sites) == 2


@pytest.mark.usefixtures("unnoticed")
def test_two_records_of_one_number_are_a_fork_too(county: County) -> None:
    one, two = cloned(county)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [one])
    with in_field(
        county.root / "twin"
    ) as desk:  # the clone hands in again: its package has a new number
        with desk.store.reading() as reading:
            stream = reading.meta.get("stream")
        later = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        (apart,) = receiving.take_in(desk, [later])
        assert (apart.apart, apart.code) == (True, "P124")
        assert "记录" in apart.sentence
        assert stream == apart_lines(desk)[0].package.stream
    assert sha256(two.read_bytes()).digest() != sha256(later.read_bytes()).digest()


@pytest.mark.usefixtures("unnoticed")
def test_a_fork_behind_another_reason_is_asked_about_once_more(county: County) -> None:
    one, two = cloned(county)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [one])
        key = revoking.device_lines(desk)[0].fingerprint
        with desk.store.unit() as unit:
            trust = trust_of(unit)
            (device,) = trust.of_team(unit.teams.all()[0].id)
            keep_trust(unit, trust.revoking(device.public, {}))
            unit.commit()
        (apart,) = receiving.take_in(desk, [two])
        assert apart.code == "P109"
        assert key in apart.sentence
        package = apart_lines(desk)[0].id
        with pytest.raises(Forked):
            admitting.admit(desk, package, VERDICT)
        assert apart_lines(desk)[0].package.code == "P124"
        admitting.admit(desk, package, VERDICT)
        assert apart_lines(desk, Decision.OPEN) == ()
