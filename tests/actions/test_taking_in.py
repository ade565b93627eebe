"""Packages at the office: a bad one changes nothing and says why."""

from __future__ import annotations

import re
from contextlib import nullcontext
from pathlib import Path

import pytest
from played_county import (
    COST,
    PIN,
    ROUND,
    START,
    Clock,
    County,
    at_office,
    count_site,
    draw_photo,
    in_field,
    sites_of,
    write_lists,
)

from inspector.actions import (
    covering,
    creating,
    examining,
    gathering,
    looking,
    receiving,
    sealing,
    sending,
    verifying,
)
from inspector.actions.desk import open_desk
from inspector.actions.projecting import Flag, project
from inspector.actions.ranking import provisional, rank
from inspector.actions.results import NothingToRank
from inspector.actions.vetting import NotItsVisit
from inspector.domain.canonical import Tree
from inspector.domain.ids import PersonId, Rid, TeamId
from inspector.domain.merging import Arrival
from inspector.domain.points import Points
from inspector.domain.reading import texts
from inspector.domain.record import Record, Stamp, mint, rid_of
from inspector.domain.visit_record import seal_fields
from inspector.exchange.reject import NotForUs, Reject
from inspector.store.engine import connect
from inspector.store.unit import UnitOfWork


def state_of(county: County) -> tuple[str, int]:
    with at_office(county.office) as desk, desk.store.reading() as reading:
        return reading.records.digest(), len(reading.packages.all())


@pytest.mark.parametrize("harm", ["cut", "altered", "empty", "text"])
def test_a_harmed_package_is_refused_by_name_and_changes_nothing(county: County, harm: str) -> None:
    package = county.hand_in(county.laptop)
    content = bytearray(package.read_bytes())
    if harm == "cut":
        del content[len(content) // 2 :]
    elif harm == "altered":
        content[-50] ^= 1
    elif harm == "empty":
        content.clear()
    else:
        content[:] = "一份别的文件".encode()
    package.write_bytes(content)
    before = state_of(county)
    with at_office(county.office) as desk:
        (taken,) = receiving.take_in(desk, [package])
        assert not list(desk.folder.staging_path.iterdir()), "the copy is gone at once"
    assert taken.refused
    assert taken.code.startswith("P1")
    assert "拒收" in taken.sentence
    assert state_of(county) == before


def test_a_bad_package_does_not_stop_the_good_ones(county: County) -> None:
    good = county.hand_in(county.laptop)
    bad = county.root / "bad.wxp"
    bad.write_bytes(good.read_bytes()[:-1])
    with at_office(county.office) as desk:
        taken = receiving.take_in(desk, [bad, good])
    assert [one.refused for one in taken] == [True, False]


def test_a_package_of_another_county_is_refused(county: County) -> None:
    other = county.root / "other"
    other.mkdir()
    creating.create_office(
        other / "office", PIN, write_lists(other / "lists"), clock=Clock(), cost=COST
    )
    package = county.hand_in(county.laptop)
    with at_office(other / "office") as desk:
        (taken,) = receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            assert (reading.records.count(), reading.packages.all()) == (0, ())
            assert not reading.devices.all()
    assert (taken.refused, taken.code) == (True, "P107")
    assert "登记凭据不对" in taken.sentence


def test_what_a_package_holds_is_known_before_it_is_taken(county: County) -> None:
    package = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        assert "T01" in receiving.peek(desk, package)
        prepared = receiving.prepare(desk, package)
        assert prepared.counts[Arrival.NEW] > 50
        assert not prepared.seen
        assert prepared.team == "T01"
        assert prepared.label
        with desk.store.reading() as reading:
            assert reading.records.count() == 0, "nothing is written before it is accepted"
        receiving.accept(desk, prepared)
        again = receiving.prepare(desk, package)
        assert again.seen
        assert set(again.counts) == {Arrival.SAME}
        assert receiving.discard(desk) == 0


def smuggle(unit: UnitOfWork, kind: str, uid: str) -> Record:
    stream = unit.meta.get("stream") or ""
    head = unit.records.stream_head(stream)
    assert head is not None
    stamp = Stamp(
        device=stream,
        n=head[0] + 1,
        prev=head[1],
        by=PersonId("T01-1"),
        at=START,
    )
    record = mint(kind, uid, {"text": "x"}, stamp=stamp)
    unit.records.add([record])
    return record


@pytest.mark.parametrize("kind", ["rumour", "photo"])
def test_a_record_that_no_laptop_writes_is_refused(county: County, kind: str) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        sealing.seal(desk, visit)
        with desk.store.unit() as unit:
            smuggle(unit, kind, f"{visit.uid}/{kind}/1")
            unit.commit()
        with pytest.raises(ValueError, match="sha256") if kind == "photo" else nullcontext():
            sending.export(desk, county.root / "back")
    for package in (county.root / "back").glob("*.wxp"):
        with at_office(county.office) as desk:
            (taken,) = receiving.take_in(desk, [package])
        assert taken.code == "P121"


def test_a_visit_that_is_not_the_team_s_is_refused(county: County) -> None:
    package = county.hand_in(county.laptop)
    before = state_of(county)
    with at_office(county.office) as desk:
        with desk.store.unit() as unit:
            round_ = unit.rounds.one(ROUND)
            assert round_ is not None
            own = unit.rounds.assignments(ROUND, TeamId("T01"))
            left = [a for a in unit.rounds.assignments(ROUND) if a != own[-1]]
            unit.rounds.put(round_, left)
            unit.commit()
        with pytest.raises(NotItsVisit):
            receiving.prepare(desk, package)
        (taken,) = receiving.take_in(desk, [package])
    assert taken.code == "P120"
    assert state_of(county) == before


def test_nothing_to_rank_says_so(county: County) -> None:
    with at_office(county.office) as desk:
        with pytest.raises(NothingToRank):
            rank(desk, ROUND)
        package = county.hand_in(county.laptop)
        receiving.take_in(desk, [package])
        rank(desk, ROUND, freeze=True, reason="不再等")
        assert provisional(desk, ROUND).edition == 0


def test_a_claim_that_differs_is_flagged_and_not_ranked(county: County) -> None:
    package = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        with desk.store.unit() as unit:
            uid = unit.records.visits()[0]
            (seal,) = unit.records.heads_of(f"{uid}/seal")
            parents: list[Tree] = [str(seal.rid)]
            tree = {**seal.tree, "points": 1, "rev_of": parents, "n": seal.n + 1}
            unit.records.add([Record(rid=rid_of(tree), tree=tree)])
            flags = project(unit, [uid])
            unit.commit()
        board = rank(desk, ROUND)
    assert flags[uid] == {Flag.RECOUNT}
    assert len(board.sites) == 1
    assert "待核算" in board.notes[0]


def test_the_paper_is_found_again_by_its_code(county: County) -> None:
    package = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            line = next(x for x in reading.visits.lines(ROUND) if x.sealed_at)
            visit = reading.visits.one(line.uid)
        assert visit is not None
        assert visit.sealing is not None
        code = visit.sealing.digest[:12].upper()
        spaced = f"{code[:4]}-{code[4:8]}-{code[8:]}"
        found = verifying.verify_sheet(desk, spaced)
        assert found.matches
        assert found.uid == line.uid
        assert line.totals is not None
        forged = f"WXKP1|{line.key.site}|2026-11-05T09:40|{line.totals.points + 100}|{code}"
        assert not verifying.verify_sheet(desk, forged).matches
        with pytest.raises(verifying.CodeUnreadable):
            verifying.verify_sheet(desk, "你好")
        with pytest.raises(verifying.SheetUnknown):
            verifying.verify_sheet(desk, "0" * 12)


def test_looking_needs_a_key_and_takes_nothing(county: County, tmp_path: Path) -> None:
    package = county.hand_in(county.laptop)
    dispatch = county.handed["T01"]
    sent = county.stick / dispatch.path.name
    shown = looking.describe(package)
    assert (shown["种类"], shown["考评组"]) == ("回传包", "T01")
    assert len(shown["公钥"]) == 64, "the first package of a laptop brings its key along"
    assert looking.describe(sent)["种类"] == "下发包"
    with looking.keys_of_code(sent, dispatch.code) as keys:
        assert "核对通过" in looking.verify(sent, keys).sentence
        assert looking.open_plain(sent, keys, tmp_path / "plain").suffix == ".zip"
    assert looking.team_key(sent, dispatch.code).startswith("AGE-SECRET-KEY-1")
    with pytest.raises(Reject):
        looking.team_key(package, dispatch.code)
    known = tmp_path / "known.wxp"  # a laptop that is enrolled need not bring its key along
    known.write_bytes(re.sub(rb"\nenr [^\n]*", b"", package.read_bytes(), count=1))
    assert "--data" in looking.describe(known)["公钥"]
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
    with looking.keys_of_desk(open_desk(county.office, PIN, clock=Clock())) as keys:
        told = looking.describe(known, keys.trust)
        assert (told["密钥指纹"], told["公钥"]) == (shown["密钥指纹"], shown["公钥"])
        assert looking.verify(package, keys).records > 50


def test_a_laptop_s_own_keys_open_no_dispatch_of_its_team(county: County) -> None:
    sent = county.stick / county.handed["T01"].path.name
    desk = open_desk(county.laptop, PIN, clock=Clock())
    with looking.keys_of_desk(desk) as keys, pytest.raises(NotForUs):
        looking.verify(sent, keys)


def test_a_paper_from_before_a_new_seal_says_so(county: County) -> None:
    county.hand_in(county.laptop, sites=1)
    with in_field(county.laptop) as desk:
        with desk.store.unit() as unit:
            uid = unit.records.visits()[0]
            (seal,) = unit.records.heads_of(f"{uid}/seal")
            covers = [*map(Rid, texts(seal.tree["covers"])), seal.rid]
            tree: dict[str, Tree] = {
                **seal.tree,
                **seal_fields(uid, covers, Points(9000), 3, "更正"),
                "rev_of": [str(seal.rid)],
                "n": seal.n + 1,
                "prev": str(seal.rid),
            }
            unit.records.add([Record(rid=rid_of(tree), tree=tree)])
            unit.commit()
        old = verifying.verify_sheet(desk, str(seal.tree["digest"])[:12])
        new = verifying.verify_sheet(desk, str(tree["digest"])[:12])
    assert not old.matches
    assert "又重新定稿" in old.changes[0]
    assert old.points == new.points == 9000
    assert new.matches
    assert new.level == 3


def test_the_doctor_finds_what_somebody_changed(county: County) -> None:
    package = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        well = examining.examine(desk, rebuild=True)
        assert all(one.well for one in well), [one.sentence for one in well]
        with desk.store.unit() as unit:
            line = next(x for x in unit.visits.lines(ROUND) if x.sealed_at)
            unit.visits.flag(line.uid, ["late"])
            unit.commit()
        for rebuild, words in ((False, "记录为准"), (True, "已按记录改正"), (True, "相同")):
            again = {one.name: one for one in examining.examine(desk, rebuild=rebuild)}
            assert words in again["重算"].sentence
            assert again["重算"].well is (words == "相同")
        assert covering.coverage(desk, ROUND).received == 2


def test_the_doctor_finds_a_record_that_was_rewritten(county: County) -> None:
    county.hand_in(county.laptop)
    with in_field(county.laptop) as desk:
        raw = connect(desk.folder.store_path, desk.folder.key)
        raw.execute("DROP TRIGGER record_no_UPDATE")
        raw.execute(
            "UPDATE record SET text = replace(text, '\"points\":', '\"points\":1') WHERE n = 3"
        )
        raw.execute("UPDATE record SET prev = '' WHERE n = 9")
        raw.close()
        chain = next(one for one in examining.examine(desk) if one.name == "记录链")
    assert not chain.well
    for said in ("内容被改过", "登记与内容不符", "接不上"):
        assert said in chain.sentence


def test_the_doctor_names_damaged_photos(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        item = next(iter(visit.rubric.items())).code
        gathering.attach(desk, visit, item, [draw_photo(tmp_path / "a.jpg")])
        assert all(one.well for one in examining.examine(desk))
        for path in desk.folder.vault_path.rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes()[:-1])
        photos = next(one for one in examining.examine(desk) if one.name == "照片")
    assert not photos.well
