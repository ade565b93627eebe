"""A hostile or faulty laptop, and honest people's wrong turns: nothing forged, nothing lost.

What a laptop signs is taken only if it can be read, and is its own.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from played_county import (
    COST,
    PIN,
    ROUND,
    Clock,
    County,
    at_office,
    count_site,
    draw_photo,
    in_field,
    print_papers,
    sites_of,
)

from inspector.actions import (
    covering,
    dispatching,
    examining,
    finding,
    gathering,
    keeping,
    opening,
    planning,
    printing,
    ranking,
    receiving,
    scoring,
    sealing,
    sending,
    verifying,
    visit_sheets,
)
from inspector.actions.backup_home import COMPLETE
from inspector.actions.noting import reserve
from inspector.actions.papers.document import Wish
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.writing import Target, write_papers
from inspector.actions.pen import TooMuchText
from inspector.actions.trusting import device_of, invitation_of, trust_of
from inspector.actions.vetting import WAITING
from inspector.domain.canonical import Tree, digest
from inspector.domain.ids import ItemCode, Rid, RoundId, TeamId, VisitUid
from inspector.domain.points import Points
from inspector.domain.progress import Ticket
from inspector.domain.record import rid_of
from inspector.domain.team import Pattern
from inspector.domain.visit import Objection
from inspector.domain.visit_record import objection_fields, seal_fields
from inspector.exchange.header import HeaderFacts, Kind, rids_digest
from inspector.exchange.reject import SecondLaptop
from inspector.exchange.write_package import Payload, write_package
from inspector.media.intake import take_in
from inspector.media.vault import PhotoDamaged, Shape
from inspector.platform.durable import DiskFull
from inspector.platform.folder import FolderOccupied
from inspector.sheets.qr import sheet_line

Trees = Sequence[dict[str, Tree]]
Change = Callable[[Trees], Trees]


def forge(laptop: Path, out: Path, change: Change) -> Path:
    """Write a package as the laptop would, under its own true key, with other records."""
    out.mkdir(exist_ok=True)
    with in_field(laptop) as desk:
        with desk.store.reading() as reading:
            trust, device = trust_of(reading), device_of(reading)
            line = invitation_of(reading).enrol(device, county=trust.county)
            team = TeamId(reading.meta.get("team") or "")
            sealed = [one.uid for one in reading.visits.lines(team=team) if one.sealed_at]
            records = [record for uid in sealed for record in reading.records.of_visit(uid)]
        trees = change([dict(record.tree) for record in records])
        place = reserve(desk)
        head = HeaderFacts(
            kind=Kind.VISIT,
            county=trust.county,
            device="forged",
            team=team,
            round=ROUND,
            stream=place.stream,
            seq=place.seq,
            prev=place.prev,
            claimed_at=desk.clock().isoformat(timespec="seconds"),
            label="forged",
            rids=rids_digest(rid_of(tree) for tree in trees),
        )
        path = out / f"forged{len(list(out.iterdir()))}.wxp"
        signer = device.signer(line)
        write_package(path, head, Payload(records=trees), signer, trust.recipients, Ticket())
    return path


def seal_sites(county: County, sites: int = 1) -> Path:
    with in_field(county.laptop) as desk:
        for site in sites_of(desk)[:sites]:
            sealing.seal(desk, count_site(desk, site))
    return county.laptop


def take(county: County, *files: Path) -> list[receiving.TakenIn]:
    with at_office(county.office) as desk:
        return receiving.take_in(desk, list(files))


def first(trees: Trees, kind: str) -> dict[str, Tree]:
    return next(tree for tree in trees if tree["t"] == kind)


def photographed(visit: scoring.OpenVisit) -> ItemCode:
    """Return an item of which pictures may be taken."""
    return next(
        item.code
        for item in visit.rubric.items()
        if not all(checkpoint.no_photo for checkpoint in item.checkpoints)
    )


def honest(trees: Trees) -> Trees:
    return trees


def edit(kind: str, **fields: Tree) -> Change:
    def change(trees: Trees) -> Trees:
        wanted = first(trees, kind)
        return [{**tree, **fields} if tree is wanted else tree for tree in trees]

    return change


def drop(kind: str, *names: str) -> Change:
    def change(trees: Trees) -> Trees:
        wanted = first(trees, kind)
        less = {name: part for name, part in wanted.items() if name not in names}
        return [less if tree is wanted else tree for tree in trees]

    return change


def hang(kind: str, tail: str) -> Change:
    def change(trees: Trees) -> Trees:
        uid = first(trees, "visit")["uid"]
        return edit(kind, uid=f"{uid}{tail}")(trees)

    return change


def ordinal(text: str) -> Change:
    def change(trees: Trees) -> Trees:
        parts = [str(tree["uid"]).split("/") for tree in trees]
        uids = ["/".join([*part[:4], text, *part[5:]]) for part in parts]
        return [{**tree, "uid": uid} for tree, uid in zip(trees, uids, strict=True)]

    return change


def add(kind: str, tail: str, **fields: Tree) -> Change:
    def change(trees: Trees) -> Trees:
        head = first(trees, "visit")
        bare = {name: head[name] for name in ("prev", "dev", "by", "at", "rev_of")}
        return [*trees, {**bare, "t": kind, "uid": f"{head['uid']}{tail}", "n": 999, **fields}]

    return change


PHOTO: dict[str, Tree] = {
    "sha256": "a" * 64,
    "media": "image/jpeg",
    "size": 1,
    "width": 1,
    "height": 1,
    "source_sha256": "a" * 64,
}

FORGERIES: dict[str, Change] = {
    "no head record": lambda trees: [tree for tree in trees if tree["t"] != "visit"],
    "an unknown type": add("rumour", "/rumour"),
    "an item without its code": drop("item", "item"),
    "an item without points": drop("item", "points"),
    "an item with strange entries": edit("item", entries={"x": {"boo": 1}}),
    "an item whose photos are paths": edit("item", photos=["../../etc/passwd"]),
    "an item under the uid of another": hang("item", "/ZZ-9"),
    "an item in the place of the head": hang("item", ""),
    "an item in the place of the seal": add("item", "/seal", item="seal", points=0, entries={}),
    "an item in the place of the pick": add("item", "/pick", item="pick", points=0, entries={}),
    "a head that began yesterday": edit("visit", started="yesterday"),
    "a head that began nowhere": edit("visit", started="2026-11-03T08:30:00"),
    "a head before all clocks": edit("visit", started="0001-01-01T00:00:00+08:00"),
    "a head without a form": edit("visit", rubric={"sha256": "rural"}),
    "a head without people": edit("visit", people="T01-1"),
    "a second head below the first": hang("visit", "/SJ-1"),
    "a seal at no time": edit("seal", at="never"),
    "a seal that covers nothing it can name": edit("seal", covers=None),
    "a seal with points as text": edit("seal", points="100"),
    "a seal with other points": edit("seal", points=1),
    "a seal with the digest of another": edit("seal", digest="0" * 64),
    "a seal without a digest": drop("seal", "digest"),
    "a seal without a reason": drop("seal", "reason"),
    "a seal elsewhere": hang("seal", "/seals"),
    "a second seal without points": add("seal", "/seal", level=1, covers=[], digest="0" * 64),
    "a photo that is a path": add("photo", "/photo/../x", **{**PHOTO, "sha256": "../x"}),
    "a photo without a size": add("photo", f"/photo/{'a' * 64}", **{**PHOTO, "size": "1"}),
    "a photo under another uid": add("photo", f"/photo/{'b' * 64}", **PHOTO),
    "an objection under another uid": add("objection", "/objection/1", item="", text="", person=""),
    "the visit under another name": ordinal("01"),
    "the visit in wide digits": ordinal("１"),
    "no visit at all": ordinal(""),
}


@pytest.mark.parametrize("name", list(FORGERIES))
def test_a_forgery_is_refused_and_does_not_stop_the_others(county: County, name: str) -> None:
    laptop = seal_sites(county)
    forged = forge(laptop, county.root / "forged", FORGERIES[name])
    good = forge(laptop, county.root / "forged", honest)
    bad, well = take(county, forged, good)
    assert (bad.refused, bad.code) == (True, "P121"), bad.sentence
    assert not well.refused
    with at_office(county.office) as desk:
        assert covering.coverage(desk, ROUND).received == 1


def test_a_laptop_cannot_write_in_the_name_of_another(county: County) -> None:
    other = county.hand_in(county.open_laptop("t02", "T02"), sites=1)
    take(county, other)
    with in_field(county.root / "t02") as desk, desk.store.reading() as reading:
        stream = reading.meta.get("stream") or ""
    laptop = seal_sites(county)
    (bad,) = take(county, forge(laptop, county.root / "forged", edit("item", dev=stream)))
    assert bad.code == "P121"


def test_a_laptop_cannot_write_in_the_name_of_the_office(county: County) -> None:
    with at_office(county.office) as desk, desk.store.reading() as reading:
        stream = reading.meta.get("stream") or ""
    laptop = seal_sites(county)
    (bad,) = take(county, forge(laptop, county.root / "forged", edit("item", dev=stream)))
    assert bad.code == "P121"
    with at_office(county.office) as desk, desk.store.unit() as unit:
        unit.meta.put("stream", "00000000-0000-4000-8000-000000000000")
        unit.commit()  # nor in that of the office before it was restored
    (bad,) = take(county, forge(laptop, county.root / "forged", edit("item", dev=stream)))
    assert bad.code == "P121"


def test_the_office_s_own_dispatch_is_told_from_a_package(county: County) -> None:
    (bad,) = take(county, county.stick / county.handed["T01"].path.name)
    assert bad.code == "P122"
    assert "县办" in bad.sentence


def sealed_over(trees: Trees, head: dict[str, Tree]) -> Trees:
    """Seal a visit of which nothing but the head was counted, for no points at all."""
    seal = first(trees, "seal")
    covers: list[Rid] = [rid_of(head)]
    return [head, {**seal, **seal_fields(VisitUid(str(head["uid"])), covers, Points(0), 0)}]


def test_a_seal_over_open_items_is_flagged_and_not_ranked(county: County) -> None:
    forged = forge(
        seal_sites(county),
        county.root / "forged",
        lambda trees: sealed_over(trees, first(trees, "visit")),
    )
    (taken,) = take(county, forged)
    assert not taken.refused
    with at_office(county.office) as desk:
        assert ranking.rank(desk, ROUND).sites == ()


def test_a_village_scored_by_another_form_is_flagged_and_not_ranked(county: County) -> None:
    with in_field(seal_sites(county)) as desk:
        uid = scoring.open_visit(desk, sites_of(desk)[0]).uid
        with desk.store.reading() as reading:
            other = reading.documents.current("rubric", "community")
    assert other is not None
    stamp: dict[str, Tree] = {"id": "rural", "version": "1", "sha256": str(other.digest)}
    forged = forge(
        county.laptop,
        county.root / "forged",
        lambda trees: sealed_over(trees, {**first(trees, "visit"), "rubric": stamp}),
    )
    take(county, forged)
    with at_office(county.office) as desk:
        assert ranking.rank(desk, ROUND).sites == ()
        with desk.store.reading() as reading:
            visit = reading.visits.one(uid)
    assert visit is not None
    assert "recount" in visit.flags


def test_two_laptops_with_two_forms_clash(county: County) -> None:
    laptop = seal_sites(county)

    def newer(trees: Trees) -> Trees:
        stamp: dict[str, Tree] = {"id": "rural", "version": "2", "sha256": "c" * 64}
        return edit("visit", rubric=stamp)(trees)

    out = county.root / "forged"
    with at_office(county.office) as desk:
        county.accept(desk, [forge(laptop, out, honest), forge(laptop, out, newer)])
        assert len(covering.coverage(desk, ROUND).conflicts) == 1


def test_a_restored_laptop_hands_in_what_was_counted_before(county: County) -> None:
    with in_field(seal_sites(county, 2)) as desk:
        kept = keeping.backup(desk, county.root / "backup")
    keeping.restore(kept.path, county.root / "anew", PIN, clock=Clock())
    with in_field(county.root / "anew") as desk:
        sent = sending.export(desk, county.root / "back")
    (taken,) = take(county, sent.path)
    assert (taken.visits, taken.new) == (sent.visits, kept.records)


def test_a_folder_with_two_rounds_hands_in_both(county: County) -> None:
    later = RoundId("2026-12")
    seal_sites(county)
    with at_office(county.office) as desk:
        planning.plan_round(desk, later, Pattern.ROTATE)
        handed = dispatching.dispatch(desk, later, county.stick)
    one = next(one for one in handed if one.team == "T01")
    opening.open_dispatch(
        county.laptop,
        opening.HandedOut(package=one.path, code=one.code),
        PIN,
        clock=Clock(),
        cost=COST,
    )
    with in_field(county.laptop) as desk:
        with desk.store.reading() as reading:
            site = reading.rounds.assignments(later)[0].visit.site
        sealing.seal(desk, count_site(desk, site))
        sent = sending.export(desk, county.root / "back")
    (taken,) = take(county, sent.path)
    assert not taken.refused, taken.sentence
    with at_office(county.office) as desk:
        assert [covering.coverage(desk, round_id).received for round_id in (ROUND, later)] == [1, 1]


def test_cloned_laptops_do_not_replace_each_other_s_file(county: County) -> None:
    shutil.copytree(seal_sites(county), county.root / "clone")
    paths = []
    for laptop in (county.laptop, county.root / "clone"):
        with in_field(laptop) as desk:
            paths.append(sending.export(desk, county.root / "back").path)
    assert len(set(paths)) == 2
    assert all(path.exists() for path in paths)


@pytest.mark.parametrize("harm", ["lost", "damaged"])
def test_a_photo_that_is_gone_does_not_keep_the_marks_back(county: County, harm: str) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        item = photographed(visit)
        files = [draw_photo(county.root / f"{number}.jpg") for number in range(2)]
        gone, kept = gathering.attach(desk, visit, item, files).evidence
        sealing.seal(desk, visit)
        (path,) = desk.folder.vault_path.rglob(gone.digest)
        if harm == "lost":
            path.unlink()
        else:
            path.write_bytes(b"?" * 100)
        sent = sending.export(desk, county.root / "back")
    assert sent.lost == (gone.digest,)
    assert sent.photos == 1
    (taken,) = take(county, sent.path)
    assert (taken.refused, taken.photos, taken.missing_photos) == (False, 1, 1)
    with at_office(county.office) as desk:
        assert desk.vault.has(kept.digest)
        assert len(covering.coverage(desk, ROUND).photos) == 1


def test_what_is_accepted_is_compared_with_what_came_meanwhile(county: County) -> None:
    one = county.hand_in(county.laptop, seed=1, sites=1)
    two = county.hand_in(county.open_laptop("second", "T01"), seed=2, sites=1)
    with at_office(county.office) as desk:
        before, after = receiving.prepare(desk, one), receiving.prepare(desk, two)
        assert not receiving.accept(desk, before).conflicts
        with pytest.raises(SecondLaptop):
            receiving.accept(desk, after)
        assert receiving.accept(desk, replace(after, passes=WAITING)).conflicts
        assert "没有变化" in receiving.accept(desk, before).sentence


def test_a_file_that_is_not_there_does_not_stop_the_others(county: County) -> None:
    good = county.hand_in(county.laptop, sites=1)
    taken = take(county, county.root / "none.wxp", county.root, good)
    assert [one.refused for one in taken] == [True, True, False]
    assert "none.wxp" in taken[0].sentence


def test_a_full_disk_at_the_office_stops_the_import(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = county.hand_in(county.laptop, sites=1)

    def full(*_anything: object) -> None:
        raise DiskFull(path=county.office)

    monkeypatch.setattr(receiving, "stage", full)
    with pytest.raises(DiskFull):
        take(county, good, good)


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_a_blank_means_no_site(county: County, text: str) -> None:
    with (
        in_field(county.laptop) as desk,
        desk.store.reading() as reading,
        pytest.raises(finding.NoSuchSite),
    ):
        finding.find_site(reading, text)


def test_a_photo_hung_on_an_old_look_keeps_the_totals(county: County) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        old = scoring.open_visit(desk, site)
        points = count_site(desk, site).card().points
        item = photographed(old)
        gathering.attach(desk, old, item, [draw_photo(county.root / "a.jpg")])
        with desk.store.reading() as reading:
            line = reading.visits.line(old.uid)
    assert line is not None
    assert line.totals is not None
    assert line.totals.points == points


def test_words_in_other_forms_of_unicode_can_be_sealed(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        said = Objection(item=None, text="\uf979亭没有漏水", by="Zo\u0065\u0301")
        scoring.put_objections(desk, visit, [said])
        sealing.seal(desk, scoring.open_visit(desk, visit.line.site.code))
        sent = sending.export(desk, county.root / "back")
    (taken,) = take(county, sent.path)
    assert not taken.refused


def test_what_no_package_could_carry_is_not_saved(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        code, item = next(iter(visit.counted.items()))
        row, entry = next(iter(item.entries.items()))
        long = replace(item, entries={**item.entries, row: replace(entry, note="好" * 30_000)})
        with pytest.raises(TooMuchText):
            scoring.put_item(desk, visit, code, long)
        sealing.seal(desk, scoring.open_visit(desk, visit.line.site.code))
        sent = sending.export(desk, county.root / "back")
    assert sent.visits == 1


def test_a_qr_line_is_compared_whole_or_refused(county: County) -> None:
    take(county, county.hand_in(county.laptop, sites=1))
    with at_office(county.office) as desk:
        with desk.store.reading() as reading:
            line = next(line for line in reading.visits.lines(ROUND) if line.sealed_at)
            visit = reading.visits.one(line.uid)
        assert visit is not None
        assert visit.sealing is not None
        assert line.totals is not None
        at, code = visit.sealing.at, visit.sealing.digest
        points = line.totals.points
        true = sheet_line(site=line.key.site, at=at, points=points, digest=code)
        assert verifying.verify_sheet(desk, true).matches
        for forged in (
            true.replace("|2026-", "|2025-"),
            sheet_line(site=line.key.site, at=at, points=Points(points + 1), digest=code),
        ):
            assert not verifying.verify_sheet(desk, forged).matches
        with pytest.raises(verifying.CodeUnreadable):
            verifying.verify_sheet(desk, f"WXKP1|{line.key.site}|{points + 1}||x|{code[:16]}")


@pytest.mark.parametrize("facts", ["[]", "null", '{"records": null, "photos": 1}'])
def test_a_backup_whose_facts_are_nonsense_is_not_whole(tmp_path: Path, facts: str) -> None:
    (tmp_path / "complete.json").write_text(facts)
    with pytest.raises(keeping.BackupIncomplete):
        keeping.restore(tmp_path, tmp_path / "anew", PIN)


def test_nothing_is_restored_over_a_file(county: County) -> None:
    with in_field(county.laptop) as desk:
        kept = keeping.backup(desk, county.root / "backup")
    file = county.root / "notes.txt"
    file.write_text("mine")
    with pytest.raises(FolderOccupied):
        keeping.restore(kept.path, file, PIN)
    assert file.read_text() == "mine"


def test_one_site_that_cannot_be_printed_does_not_keep_the_others_back(county: County) -> None:
    county.hand_in(county.laptop)
    strange = edit("item", entries={"NOPE": {"d": 1}})
    take(county, forge(county.laptop, county.root / "forged", strange))
    with at_office(county.office) as desk:
        document = DOCUMENTS["score-sheet"]
        written = write_papers(desk, document, Wish(), Target(out=county.root / "paper"))
    assert (len(written.files), len(written.failed)) == (1, 1)
    assert len(list((county.root / "paper").iterdir())) == 1


def test_a_sheet_is_printed_without_a_photo_that_is_gone(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        item = photographed(visit)
        file = draw_photo(county.root / "a.jpg")
        (one,) = gathering.attach(desk, visit, item, [file]).evidence
        whole = printing.sheet_pdf(desk, visit.uid)
        desk.vault.discard(one.digest)
        assert len(printing.sheet_pdf(desk, visit.uid)) < len(whole)


def test_sheets_of_all_visits_have_names_of_their_own(county: County) -> None:
    with at_office(county.office) as desk, desk.store.reading() as reading:
        line = reading.visits.lines(ROUND)[0]
    key = line.key
    others = [
        replace(line, key=replace(key, round=RoundId("2026-12"))),
        replace(line, key=replace(key, team=TeamId("T09"))),
    ]
    assert len({visit_sheets.file_stem(one) for one in [line, *others]}) == 3
    long = visit_sheets.file_stem(replace(line, township="镇" * 60, site="村" * 60))
    assert len(f"打分表_{long}.pdf".encode()) <= 255
    assert "/" not in visit_sheets.file_stem(replace(line, site="../a:b"))


def test_freezing_twice_at_once_makes_one_edition(county: County) -> None:
    take(county, county.hand_in(county.laptop))

    def freeze(_turn: int) -> int:
        try:
            return ranking.rank(desk, ROUND, freeze=True, reason="不再等").edition
        except ranking.FrozenAlready:
            return 0

    with at_office(county.office) as desk, ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(freeze, range(4))) == [0, 0, 0, 1]


def test_originals_of_photos_are_no_orphans(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        photo = take_in(draw_photo(county.root / "a.jpg"), keep_original=True)
        gathering.keep(desk, photo)
        gathering.hang(desk, visit, photographed(visit), [photo.evidence])
        gathering.keep(desk, take_in(draw_photo(county.root / "b.jpg")))
        assert receiving.discard(desk) == 1
        assert desk.vault.has(photo.evidence.digest)
        assert desk.vault.has(photo.evidence.source_digest, Shape.ORIGINAL)


@pytest.mark.parametrize("seed", [10**15, -(10**15), 10**30])
def test_a_seed_that_no_package_can_hold_is_refused(county: County, seed: int) -> None:
    with at_office(county.office) as desk, pytest.raises(planning.SeedTooLarge):
        planning.plan_round(desk, RoundId("2026-12"), Pattern.DRAW, seed=seed)


def test_a_backup_of_which_something_is_gone_says_so(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        file = draw_photo(county.root / "a.jpg")
        (one,) = gathering.attach(desk, visit, photographed(visit), [file]).evidence
        kept = keeping.backup(desk, county.root / "backup")
    next((kept.path.parent / "photos").rglob(one.digest)).unlink()
    assert keeping.restore(kept.path, county.root / "fewer", PIN).lost == 1
    facts = {"records": kept.records + 1, "photos": kept.photos}
    (kept.path / COMPLETE).write_text(json.dumps(facts))
    with pytest.raises(keeping.BackupDamaged):
        keeping.restore(kept.path, county.root / "anew", PIN)
    assert not (county.root / "anew").exists()


def test_a_photo_lost_on_the_laptop_is_a_fault_there(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        file = draw_photo(county.root / "a.jpg")
        (one,) = gathering.attach(desk, visit, photographed(visit), [file]).evidence
        desk.vault.discard(one.digest)
        photos = next(each for each in examining.examine(desk) if each.name == "照片")
    assert not photos.well
    assert "不见" in photos.sentence


def test_an_objection_to_an_item_that_the_form_lacks_is_printed(county: County) -> None:
    said = objection_fields(Objection(item=ItemCode("NO-1"), text="不同意", by="书记"))
    strange = add("objection", f"/objection/{digest(said)}", **said)
    forged = forge(seal_sites(county), county.root / "forged", strange)
    (taken,) = take(county, forged)
    assert not taken.refused
    with at_office(county.office) as desk:
        assert print_papers(desk, "score-sheet", county.root / "paper")


def test_importing_again_heals_a_photo_damaged_at_the_office(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        file = draw_photo(county.root / "a.jpg")
        (one,) = gathering.attach(desk, visit, photographed(visit), [file]).evidence
        sealing.seal(desk, visit)
        sent = sending.export(desk, county.root / "back")
    take(county, sent.path)
    with at_office(county.office) as desk:
        (path,) = desk.folder.vault_path.rglob("*.pack")
        content = bytearray(path.read_bytes())
        content[1000] ^= 1
        path.write_bytes(content)
        with pytest.raises(PhotoDamaged):
            desk.vault.get(one.digest)
    take(county, sent.path)
    with at_office(county.office) as desk:
        assert len(desk.vault.get(one.digest)) == one.size


def test_a_seal_that_covers_nothing_is_flagged_and_not_ranked(county: County) -> None:
    def uncovered(trees: Trees) -> Trees:
        seal, uid = first(trees, "seal"), VisitUid(str(first(trees, "visit")["uid"]))
        points, level = seal["points"], seal["level"]
        assert isinstance(points, int)
        assert isinstance(level, int)
        bare = {**seal, **seal_fields(uid, [], Points(points), level)}
        return [bare if tree is seal else tree for tree in trees]

    (taken,) = take(county, forge(seal_sites(county), county.root / "forged", uncovered))
    assert not taken.refused
    with at_office(county.office) as desk:
        assert ranking.rank(desk, ROUND).sites == ()
