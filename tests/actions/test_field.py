"""A team's laptop: nothing is lost, nothing sealed is changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from played_county import ROUND, County, count_site, draw_photo, in_field, sites_of

from inspector.actions import entering, gathering, scoring, sealing, sending
from inspector.actions.finding import ManySites, NoSuchSite, find_site
from inspector.domain.ids import ItemCode
from inspector.domain.visit import EMPTY, Objection
from inspector.exchange.entries_file import EntriesFaulty
from inspector.store.engine import VisitSealed


def test_every_change_is_there_after_closing(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        item = next(iter(visit.rubric.items()))
        scoring.put_item(desk, visit, item.code, replace(EMPTY, na="", photos=()))
        counted = count_site(desk, sites_of(desk)[0]).counted
    with in_field(county.laptop) as desk:
        assert scoring.open_visit(desk, sites_of(desk)[0]).counted == counted


def test_confirming_an_item_writes_a_record_and_changing_it_another(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        code, entry = next(iter(visit.counted.items()))
        with desk.store.reading() as reading:
            before = reading.records.count()
        scoring.put_item(desk, visit, code, entry)
        with desk.store.reading() as reading:
            assert reading.records.count() == before, "the same content is no new revision"
        point = next(iter(entry.entries))
        other = replace(entry.entries[point], note="改")
        scoring.put_item(desk, visit, code, replace(entry, entries={**entry.entries, point: other}))
        with desk.store.reading() as reading:
            assert reading.records.count() == before + 1
            assert len(reading.records.heads_of(f"{visit.uid}/{code}")) == 1


def test_an_open_visit_is_not_sealed(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        with pytest.raises(sealing.NotComplete) as caught:
            sealing.seal(desk, visit)
        assert int(str(caught.value.facts["count"])) > 100
        with pytest.raises(sending.NothingToSend):
            sending.export(desk, county.root / "back")


def test_what_is_sealed_stays(county: County) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        visit = count_site(desk, site)
        sealed = sealing.seal_site(desk, str(site))
        code, entry = next(iter(visit.counted.items()))
        with pytest.raises(VisitSealed):
            scoring.put_item(desk, visit, code, replace(entry, na="x"))
        with pytest.raises(VisitSealed):
            scoring.put_objections(desk, visit, [Objection(item=None, text="迟", by="书记")])
        with pytest.raises(scoring.Sealed):
            sealing.seal(desk, visit)
        with desk.store.reading() as reading:
            held = reading.visits.one(visit.uid)
            assert held is not None
            assert held.sealing is not None
            assert held.sealing.digest == sealed.digest
            assert reading.visits.items(visit.uid) == visit.counted


def test_photos_hang_on_an_item_once(county: County, tmp_path: Path) -> None:
    files = [draw_photo(tmp_path / "a.jpg"), tmp_path / "b.jpg"]
    files[1].write_text("no picture")
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        item = next(
            item.code
            for item in visit.rubric.items()
            if not any(point.no_photo for point in item.checkpoints)
        )
        gathering.attach(desk, visit, item, files)
        gathered = gathering.attach(desk, visit, item, files)
        assert len(gathered.refused) == 1
        assert "b.jpg" in gathered.refused[0]
        again = scoring.open_visit(desk, sites_of(desk)[0])
        (photo,) = again.counted[item].photos
        assert desk.vault.has(photo)
        gathering.unhang(desk, again, item, photo)
        assert scoring.open_visit(desk, sites_of(desk)[0]).counted[item].photos == ()


def test_look_do_not_photograph_is_kept(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        first = next(iter(visit.rubric.items()))
        secret = replace(
            first, checkpoints=tuple(replace(one, no_photo=True) for one in first.checkpoints)
        )
        rubric = replace(
            visit.rubric,
            stars=(replace(visit.rubric.stars[0], items=(secret,)), *visit.rubric.stars[1:]),
        )
        with pytest.raises(gathering.LookOnly):
            gathering.attach(
                desk, replace(visit, rubric=rubric), first.code, [draw_photo(tmp_path / "a.jpg")]
            )


def test_a_recused_member_keeps_the_team_away(county: County) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        with desk.store.unit() as unit:
            (team,) = unit.teams.all()
            first = replace(team.members[0], recused_sites=frozenset([site]))
            unit.teams.put([replace(team, members=(first, *team.members[1:]))])
            unit.commit()
        with pytest.raises(scoring.Recused, match="人11"):
            scoring.open_visit(desk, site)


def test_sites_are_found_by_code_tail_name_and_initials(county: County) -> None:
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        lines = [line.site for line in reading.sites.lines()]
        for site in lines:
            for text in (site.code, site.tail, site.name):
                assert find_site(reading, text).site.code == site.code
        with pytest.raises(NoSuchSite):
            find_site(reading, "没有的村")
        with pytest.raises(ManySites):
            find_site(reading, "镇")


YAML = """rest: clear
entries:
  ST-2.1: {defects: 3, reasons: [柴草乱堆, 柴草乱堆, 线缆乱拉]}
  CY-3.1: {measure: 20}
  CY-2.4: {measure: "２５。５"}
items:
  ST-2: {photos: [a.jpg]}
objections:
  - {item: ST-2, text: 刚下过雨, by: 村书记}
"""


def test_paper_first_type_later(county: County, tmp_path: Path) -> None:
    draw_photo(tmp_path / "a.jpg")
    (tmp_path / "e.yaml").write_text(YAML, "utf-8")
    with in_field(county.laptop) as desk:
        site = str(sites_of(desk)[0])
        done = entering.enter(desk, site, tmp_path / "e.yaml", photos=tmp_path)
        assert done.photos == 1
        assert any("ZB-1.1" in gap for gap in done.gaps), "levels are never filled by one key"
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        entry = visit.counted[ItemCode("ST-2")].entries
        counts = {reason.text: reason.count for one in entry.values() for reason in one.reasons}
        assert counts == {"柴草乱堆": 2, "线缆乱拉": 1}
        assert visit.objections[0].by == "村书记"


def test_a_faulty_entry_file_writes_nothing(county: County, tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text(YAML.replace("defects", "defect"), "utf-8")
    (tmp_path / "f.yaml").write_text(YAML, "utf-8")
    with in_field(county.laptop) as desk:
        site = str(sites_of(desk)[0])
        with pytest.raises(EntriesFaulty):
            entering.enter(desk, site, tmp_path / "e.yaml")
        with pytest.raises(entering.PhotoMissing):
            entering.enter(desk, site, tmp_path / "f.yaml", photos=tmp_path)
        assert not scoring.open_visit(desk, sites_of(desk)[0]).counted


def test_a_sealed_site_takes_no_entries(county: County, tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text("rest: clear\n", "utf-8")
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        count_site(desk, site)
        sealing.seal_site(desk, str(site))
        with pytest.raises(scoring.Sealed):
            entering.enter(desk, str(site), tmp_path / "e.yaml")


def test_a_site_that_nobody_opened_is_named(county: County) -> None:
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        uid = reading.visits.lines(ROUND)[0].uid
        with pytest.raises(scoring.NotOpened):
            scoring.load_visit(reading, uid)
