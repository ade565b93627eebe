"""What the office acknowledged is not handed in again; what it did not, is."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from exchanged import T01, office_on, receive, seal_all, seal_with_photos
from played_county import (
    PIN,
    ROUND,
    START,
    Clock,
    County,
    at_office,
    count_site,
    in_field,
    sites_of,
)

from inspector.actions import (
    acknowledging,
    custody,
    dispatching,
    examining,
    homing,
    keeping,
    keys,
    opening,
    overseeing,
    purging,
    receipting,
    receiving,
    sealing,
    sending,
    trusting,
)
from inspector.actions.checking_tables import projection_digest
from inspector.actions.diagnosis import State
from inspector.actions.dispatch_form import PackedReceipt
from inspector.actions.spoken import check_codes
from inspector.domain.ids import CountyCode, Digest, TeamId
from inspector.domain.progress import Ticket
from inspector.domain.receipt import Receipt, to_lines
from inspector.exchange import open_package
from inspector.exchange.check_code import CheckMistyped
from inspector.exchange.header import HeaderFacts, Kind
from inspector.exchange.identity import CountyRoot
from inspector.exchange.reject import NotForUs, OtherCounty, UnknownKey, WrongSigner
from inspector.exchange.write_package import Payload, write_package
from inspector.store.packages import Direction
from inspector.store.unit import Reading


def digests(reading: Reading) -> tuple[Digest, Digest]:
    return reading.records.digest(), projection_digest(reading)


def facts_of(path: Path) -> HeaderFacts:
    return open_package.describe(path).header.facts


def rids(joined: str) -> list[str]:
    return [joined[at : at + 64] for at in range(0, len(joined), 64)]


@pytest.fixture
def out(county: County) -> Path:
    return county.root / "back"


def test_the_next_export_is_what_no_receipt_covers(
    county: County, out: Path, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        one, two = sites_of(desk)
        seal_with_photos(desk, one, tmp_path)
        first = sending.export(desk, out)
    receipt = receive(county, first.path)
    with in_field(county.laptop) as desk:
        taken = acknowledging.take_receipt(desk, receipt)
        assert (taken.older, taken.photos, taken.missing, taken.differing) == (False, 2, (), ())
        assert taken.records == first.volumes[0].records
        assert "县办已收 1 个包" in taken.sentence
        with pytest.raises(sending.AllAcknowledged):
            sending.export(desk, out)
        seal_with_photos(desk, two, tmp_path)
        second = sending.export(desk, out)
        with desk.store.reading() as reading:
            sent = reading.packages.all(Direction.OUT)
            mine = reading.records.digest()
    assert (second.visits, second.photos) == (1, 2)
    assert facts_of(second.path).base == second.base == open_package.describe(receipt).package_id
    assert not set(rids(sent[0].rids)) & set(rids(sent[1].rids))
    receive(county, second.path)
    with at_office(county.office) as desk, desk.store.reading() as reading:
        assert reading.records.digest() == mine


def test_all_can_be_handed_in_again(county: County, out: Path, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        seal_all(desk, tmp_path)
        first = sending.export(desk, out)
    receipt = receive(county, first.path)
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, receipt)
        again = sending.export(desk, out, sending.Wish(everything=True))
    assert (again.visits, again.photos, again.base) == (2, 4, "")
    assert open_package.describe(first.path).enrolment is not None
    assert open_package.describe(again.path).enrolment is not None, "the office may have lost us"


def test_an_acknowledged_laptop_introduces_itself_no_more(
    county: County, out: Path, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        one, two = sites_of(desk)
        seal_with_photos(desk, one, tmp_path)
        first = sending.export(desk, out)
    receipt = receive(county, first.path)
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, receipt)
        seal_with_photos(desk, two, tmp_path)
        second = sending.export(desk, out)
    assert open_package.describe(second.path).enrolment is None
    receive(county, second.path)


def test_a_lost_stick_heals_itself(county: County, out: Path, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        one, two = sites_of(desk)
        seal_with_photos(desk, one, tmp_path)
        sending.export(desk, out).path.unlink()
        seal_with_photos(desk, two, tmp_path)
        second = sending.export(desk, out)
        with desk.store.reading() as reading:
            mine = reading.records.digest()
    assert (second.visits, second.photos) == (2, 4)
    receive(county, second.path)
    with at_office(county.office) as desk:
        with desk.store.reading() as reading:
            assert reading.records.digest() == mine
        (team,) = (one for one in custody.custody(desk, ROUND).teams if one.team == T01)
    assert custody.gap_words(team) == ["T01 缺 1 号"], "named, and nothing waits for it"
    assert (team.handed_in, team.assigned) == (2, 2)


def test_thirty_exports_of_which_any_were_lost(county: County, out: Path) -> None:
    """The last one brings all, whichever of the others came and whichever receipts did."""
    dice = Random(7)
    with in_field(county.laptop) as desk:
        site, other = sites_of(desk)
        sealing.seal(desk, count_site(desk, site))
        sent = sending.export(desk, out)
    for number in range(30):
        with in_field(county.laptop) as desk:
            if number == 15:
                sealing.seal(desk, count_site(desk, other))
            try:
                sent = sending.export(desk, out)
            except sending.AllAcknowledged:
                sent = sending.export(desk, out, sending.Wish(everything=True))
        if dice.random() < 0.2:
            receipt = receive(county, sent.path)
            if dice.random() < 0.6:
                with in_field(county.laptop) as desk:
                    acknowledging.take_receipt(desk, receipt)
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        mine = reading.records.digest()
    receive(county, sent.path)
    with at_office(county.office) as desk, desk.store.reading() as reading:
        assert reading.records.digest() == mine


def test_any_order_and_repetition_ends_in_one_digest(
    county: County, out: Path, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        one, two = sites_of(desk)
        seal_with_photos(desk, one, tmp_path)
        files = [sending.export(desk, out).path]
    receipt = receive(county, *files)
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, receipt)
        seal_with_photos(desk, two, tmp_path)
        files.append(sending.export(desk, out).path)
    other = county.open_laptop("t02", "T02")
    files.append(county.hand_in(other))
    found = set()
    for seed in range(3):
        order = files * 3
        Random(seed).shuffle(order)
        office = tmp_path / f"office{seed}"
        shutil.copytree(county.office, office)
        with at_office(office) as desk:
            receiving.take_in(desk, order)
            with desk.store.reading() as reading:
                found.add(digests(reading))
                assert len(reading.packages.all(Direction.IN)) == 3
    assert len(found) == 1


def test_receipts_in_any_order_leave_the_highest(county: County, out: Path, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        one, two = sites_of(desk)
        seal_with_photos(desk, one, tmp_path)
        first = sending.export(desk, out)
    early = receive(county, first.path)
    with in_field(county.laptop) as desk:
        seal_with_photos(desk, two, tmp_path)
        second = sending.export(desk, out)
    late = receive(county, second.path, day=4)  # the office's clock went back; numbers do not
    with in_field(county.laptop) as desk:
        assert not acknowledging.take_receipt(desk, late).older
        older = acknowledging.take_receipt(desk, early)
        assert older.older
        assert "旧回执" in older.sentence
        assert not acknowledging.take_receipt(desk, late).older, "the same one again"
        with pytest.raises(sending.AllAcknowledged) as told:
            sending.export(desk, out)
        assert told.value.facts["number"] == 2


def test_a_receipt_inside_the_next_dispatch_counts(
    county: County, out: Path, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        seal_all(desk, tmp_path)
        sent = sending.export(desk, out)
    receive(county, sent.path).unlink()
    with at_office(county.office) as desk:
        handed = {one.team: one for one in dispatching.dispatch(desk, ROUND, county.stick)}[T01]
    opening.open_dispatch(
        county.laptop,
        opening.HandedOut(package=handed.path, code=handed.code),
        PIN,
        clock=Clock(),
    )
    with in_field(county.laptop) as desk, pytest.raises(sending.AllAcknowledged):
        sending.export(desk, out)


def test_a_dispatch_with_a_strange_receipt_opens_all_the_same(county: County) -> None:
    with in_field(county.laptop) as desk, desk.store.unit() as unit:
        for lines in (({"t": "receipt"},), tuple(to_lines(receipt_for("T02")))):
            acknowledging.keep_packed(unit, PackedReceipt(id="ab", lines=lines))
        assert acknowledging.latest_of(unit) is None


def receipt_for(team: str, number: int = 1) -> Receipt:
    return Receipt(number=number, at=Clock()(), team=TeamId(team), rounds=(ROUND,))


@dataclass(frozen=True, kw_only=True)
class Forged:
    """A receipt as somebody might write it."""

    receipt: Receipt
    error: type[Exception]
    root: CountyRoot | None = None
    county: str = ""
    team: str = ""
    kind: Kind = Kind.RECEIPT

    def write(self, county: County, path: Path) -> Path:
        with at_office(county.office) as desk, desk.store.reading() as reading:
            root = trusting.root_of(reading)
            code = reading.meta.get(keys.COUNTY_CODE) or ""
        with in_field(county.laptop) as desk, desk.store.reading() as reading:
            laptop = trusting.device_of(reading)
        facts = HeaderFacts(
            kind=self.kind,
            county=CountyCode(self.county or code),
            device="county",
            stream="x",
            seq=1,
            claimed_at="2026-11-05T12:00:00+08:00",
            label="回执",
            team=TeamId(self.team) if self.team else self.receipt.team,
        )
        recipients = (laptop.sealing.recipient, *root.recipients)
        payload = Payload(records=to_lines(self.receipt))
        write_package(path, facts, payload, (self.root or root).signer(), recipients, Ticket())
        return path


def test_forged_and_foreign_receipts_change_nothing(county: County, tmp_path: Path) -> None:
    mine, theirs = receipt_for("T01"), receipt_for("T02")
    others = acknowledging.OthersReceipt
    forged = [
        Forged(receipt=mine, error=UnknownKey, root=CountyRoot.make()),
        Forged(receipt=mine, error=OtherCounty, county="419902"),
        Forged(receipt=theirs, error=others),
        Forged(receipt=theirs, error=others, team="T01"),
        Forged(receipt=mine, error=others, team="T02"),
        Forged(receipt=mine, error=acknowledging.NotAReceipt, kind=Kind.ARCHIVE),
        Forged(receipt=mine, error=WrongSigner, kind=Kind.VISIT),
        Forged(receipt=replace(mine, number=-1), error=acknowledging.ReceiptUnreadable),
    ]
    files = [one.write(county, tmp_path / f"{at}.wxp") for at, one in enumerate(forged)]
    with in_field(county.laptop) as desk:
        for one, file in zip(forged, files, strict=True):
            with pytest.raises(one.error):
                acknowledging.take_receipt(desk, file)
        with desk.store.reading() as reading:
            assert acknowledging.latest_of(reading) is None
            assert [one.kind for one in reading.packages.all(Direction.IN)] == ["dispatch"]
    honest = Forged(receipt=mine, error=Exception).write(county, tmp_path / "honest.wxp")
    with in_field(county.laptop) as desk:
        assert acknowledging.take_receipt(desk, honest).number == 1


def test_a_receipt_is_for_the_laptops_that_were_enrolled_when_it_was_written(
    county: County, out: Path
) -> None:
    with at_office(county.office) as desk, pytest.raises(receipting.NoLaptopYet):
        receipting.write_receipts(desk, out, T01)
    receipt = receive(county, county.hand_in(county.laptop))
    second = county.open_laptop("t01b", "T01")
    with in_field(second) as desk, pytest.raises(NotForUs):
        acknowledging.take_receipt(desk, receipt)


def test_one_receipt_a_team_with_a_laptop(county: County, out: Path) -> None:
    file = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [file])
        (written,) = receipting.write_receipts(desk, out)
    assert (written.team, written.laptops, written.receipt.number) == (T01, 1, 1)
    assert written.receipt.packages == (open_package.describe(file).package_id,)
    assert written.receipt.rounds == (ROUND,)


def test_a_receipt_is_no_dispatch(county: County) -> None:
    with at_office(county.office) as desk:
        before = overseeing.round_lines(desk), overseeing.handed_out(desk, ROUND)
    receive(county, county.hand_in(county.laptop))
    with at_office(county.office) as desk:
        (line,) = overseeing.round_lines(desk)
        assert (line.went_out, line.came_in) == (4, 1)
        assert overseeing.handed_out(desk, ROUND) == before[1]


def test_what_was_refused_stands_in_the_receipt(county: County, out: Path, tmp_path: Path) -> None:
    file = county.hand_in(county.laptop)
    bent = tmp_path / "改过.wxp"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    bent.write_bytes(content)
    noise = tmp_path / "x.wxp"
    noise.write_bytes(b"no package")
    with at_office(county.office) as desk:
        receiving.take_in(desk, [bent, noise, bent])
        receiving.take_in(desk, [county.hand_in(county.open_laptop("t02", "T02"))])
        with desk.store.reading() as reading:
            said = receipting.receipt_of(reading, desk, T01, 1)
        (turned,) = said.turned
        assert (turned.name, turned.code, turned.apart) == ("改过.wxp", "P114", False)
        assert turned.sentence
        receiving.take_in(desk, [file])
        (written,) = receipting.write_receipts(desk, out, T01)
    assert written.receipt.turned == (), "the whole package came since"


def test_a_restored_office_never_goes_back(county: County, out: Path, tmp_path: Path) -> None:
    with at_office(county.office) as desk:
        kept = keeping.backup(desk, tmp_path / "backup")
    with in_field(county.laptop) as desk:
        one, two = sites_of(desk)
        seal_with_photos(desk, one, tmp_path)
        first = sending.export(desk, out)
    receipt = receive(county, first.path)
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, receipt)
    shutil.rmtree(county.office)
    keeping.restore(kept.path, county.office, PIN, clock=Clock())
    with in_field(county.laptop) as desk:
        seal_with_photos(desk, two, tmp_path)
        again = sending.export(desk, out, sending.Wish(everything=True))
        mine = again.photos
    receipt = receive(county, again.path)
    with in_field(county.laptop) as desk:
        taken = acknowledging.take_receipt(desk, receipt)
        assert (taken.older, taken.number > 1000, taken.photos) == (False, True, mine)
        with pytest.raises(sending.AllAcknowledged):
            sending.export(desk, out)


def test_an_office_restored_twice_from_one_backup_goes_on_counting(
    county: County, out: Path, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        seal_with_photos(desk, sites_of(desk)[0], tmp_path)
        first = sending.export(desk, out)
    receive(county, first.path)
    with at_office(county.office) as desk:
        kept = keeping.backup(desk, tmp_path / "backup")
    numbers, versions = [], []
    for day in (6, 7):
        shutil.rmtree(county.office)
        clock = Clock(START + timedelta(days=day))
        keeping.restore(kept.path, county.office, PIN, clock=clock)
        with office_on(county.office, day) as desk, desk.store.reading() as reading:
            versions.append(trusting.trust_of(reading).version)
        receive(county)
        with in_field(county.laptop) as desk:
            taken = acknowledging.take_receipt(desk, receive(county))
            assert not taken.older
            numbers.append(taken.number)
    assert numbers[1] > numbers[0] + 1000
    assert versions[1] > versions[0] + 1000


def test_an_office_that_lost_what_it_had_asks_for_it_again(
    county: County, out: Path, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        one, two = sites_of(desk)
        seal_with_photos(desk, one, tmp_path)
        first = sending.export(desk, out)
    receipt = receive(county, first.path)
    with at_office(county.office) as desk:
        kept = keeping.backup(desk, tmp_path / "backup")
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, receipt)
        seal_with_photos(desk, two, tmp_path)
        second = sending.export(desk, out)
    late = receive(county, second.path)
    shutil.rmtree(county.office)
    keeping.restore(kept.path, county.office, PIN, clock=Clock())
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, late)
        with pytest.raises(sending.AllAcknowledged):
            sending.export(desk, out)
    anew = receive(county)
    with in_field(county.laptop) as desk:
        assert not acknowledging.take_receipt(desk, anew).older
        third = sending.export(desk, out)
    assert (third.visits, third.photos) == (1, 2)
    assert facts_of(third.path).base == open_package.describe(anew).package_id


def test_a_restored_laptop_hands_in_what_it_cannot_prove(
    county: County, out: Path, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        one, two = sites_of(desk)
        seal_with_photos(desk, one, tmp_path)
        kept = keeping.backup(desk, tmp_path / "backup")
        seal_with_photos(desk, two, tmp_path)
        sent = sending.export(desk, out)
    receipt = receive(county, sent.path)
    shutil.rmtree(county.laptop)
    keeping.restore(kept.path, county.laptop, PIN, clock=Clock())
    with in_field(county.laptop) as desk:
        taken = acknowledging.take_receipt(desk, receipt)
        assert taken.differing == (), "it was restored, not cloned"
        (found,) = [one for one in examining.examine(desk) if one.name == "回执"]
        assert found.state is State.WELL, found.sentence
        again = sending.export(desk, out)
    assert (again.visits, again.photos) == (1, 0), "records are cheap, photos are known by digest"
    receipt = receive(county, again.path)
    with in_field(county.laptop) as desk:
        taken = acknowledging.take_receipt(desk, receipt)
        assert (taken.records, taken.differing) == (again.volumes[0].records, ())
        with pytest.raises(sending.AllAcknowledged):
            sending.export(desk, out)
        assert len(purging.purgeable(desk).photos) == 2
        seal_with_photos(desk, two, tmp_path)
        third = sending.export(desk, out)
        assert third.visits == 1
    receipt = receive(county, third.path)
    with in_field(county.laptop) as desk:
        acknowledging.take_receipt(desk, receipt)
        with pytest.raises(sending.AllAcknowledged):
            sending.export(desk, out)


def test_a_cloned_laptop_hears_that_the_office_holds_other_records(
    county: County, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(homing, "place_mark", lambda _path: "one place for both")
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[0], seed=1))
    clone = tmp_path / "clone"
    shutil.copytree(county.laptop, clone)
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[1], seed=2))
        receipt = sending.export(desk, out)
    receipt_file = receive(county, receipt.path)
    with in_field(clone) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[1], seed=3))
        taken = acknowledging.take_receipt(desk, receipt_file)
        assert len(taken.differing) == 1
        assert taken.records == 0
        again = sending.export(desk, out)
    assert again.visits == 2, "nothing of that stream counts as acknowledged"


def test_check_characters_read_out_on_the_telephone(
    county: County, out: Path, tmp_path: Path
) -> None:
    with in_field(county.laptop) as desk:
        seal_all(desk, tmp_path)
        sent = sending.export(desk, out)
    receive(county, sent.path)
    with at_office(county.office) as desk:
        codes = check_codes(desk, [sent.package_id, "00" * 32])
    assert list(codes) == [sent.package_id]
    code = codes[sent.package_id]
    with in_field(county.laptop) as desk:
        typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
        assert acknowledging.hear_code(desk, typed) == sent.package_id
        wrong = ("0" if code[0] != "0" else "1") + code[1:]
        with pytest.raises(acknowledging.NoSuchPackage):
            acknowledging.hear_code(desk, wrong)
        for mistyped in ("ABCD", "ABCD-EFGU"):
            with pytest.raises(CheckMistyped):
                acknowledging.hear_code(desk, mistyped)
        again = sending.export(desk, out)
        assert again.photos == sent.photos, "only a signed receipt shortens what is handed in"


def test_receipts_say_when_the_office_has_conflicts(county: County) -> None:
    second = county.open_laptop("t01b", "T01")
    files = [
        county.hand_in(county.laptop, seed=1, sites=1),
        county.hand_in(second, seed=2, sites=1),
    ]
    with office_on(county.office, 5) as desk:
        receiving.take_in(desk, files)
        with desk.store.reading() as reading:
            apart = {one.id: one.code for one in reading.apart.all()}
            said = receipting.receipt_of(reading, desk, T01, 1)
    assert {one.package for one in said.turned if one.apart} == set(apart)
    assert bool(said.conflicts) is not bool(apart), "either it waits, or it clashes"
