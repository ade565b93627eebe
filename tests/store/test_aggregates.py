"""What is put into the store comes out of it, and lists are one query."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Protocol

import pytest
from sqlalchemy import event

from inspector.domain.canonical import canonical, digest
from inspector.domain.ids import (
    CheckpointCode,
    Digest,
    ItemCode,
    PersonId,
    RoundId,
    SiteCode,
    StepId,
    TeamId,
    VisitUid,
)
from inspector.domain.points import Points
from inspector.domain.site import Site, Township
from inspector.domain.team import Assignment, Member, Round, Team
from inspector.domain.visit import (
    Entry,
    Evidence,
    ItemEntry,
    Objection,
    Reason,
    Sealing,
    VisitKey,
    VisitState,
    ZeroCase,
)
from inspector.store.documents import Document
from inspector.store.engine import VisitSealed
from inspector.store.store import Store
from inspector.store.unit import UnitOfWork
from inspector.store.visits import Totals, Visit


class County(Protocol):
    """See conftest."""

    noon: datetime
    townships: tuple[Township, ...]
    sites: tuple[Site, ...]
    team: Team
    round: Round
    assignments: tuple[Assignment, ...]
    visit: VisitKey


ITEM = ItemCode("ST-2")
ENTRY = ItemEntry(
    entries={
        CheckpointCode("ST-2.1"): Entry(
            defects=3, reasons=(Reason(text="路面有垃圾", count=2),), note="村口"
        ),
        CheckpointCode("ST-2.2"): Entry(measure=Decimal("13.5"), filled=True),
    },
    zero=ZeroCase(condition="弄虚作假", basis="台账"),
    confirmed=frozenset({StepId("look")}),
    photos=(Digest("cd" * 32),),
)
PHOTO = Evidence(
    digest=Digest("cd" * 32),
    media="image/jpeg",
    size=550_000,
    width=2000,
    height=1500,
    source_digest=Digest("ef" * 32),
    source_name="IMG_0001.JPG",
    taken_at="2026-11-05T09:31:07",
    lon="112.123456",
    lat="32.5",
    camera="HUAWEI",
)
TOTALS = Totals(points=Points(45_000), max=Points(50_000), level=4, items_done=29, items_all=29)


def sealing(county: County) -> Sealing:
    return Sealing(at=county.noon, by=PersonId("T07-1"), digest=Digest("12" * 32))


# meta and documents


def test_texts_are_kept_by_key(empty: Store) -> None:
    with empty.unit() as unit:
        unit.meta.put("county", "黍垣县")
        unit.meta.put("county", "黍垣")
        unit.meta.put("invitation/1/T07", "a")
        unit.meta.put("invitation/1/T08", "b")
        unit.meta.put("Invitation/1/T09", "c")
        unit.meta.put("gone", "x")
        unit.meta.remove("gone")
        unit.commit()
    with empty.reading() as reading:
        assert reading.meta.get("county") == "黍垣"
        assert reading.meta.get("gone") is None
        assert reading.meta.under("invitation/1/") == {"T07": "a", "T08": "b"}


def rubric(version: str, id_: str = "rural") -> Document:
    text = canonical({"v": version, "id": id_}).decode()
    return Document(
        kind="rubric",
        id=id_,
        version=version,
        digest=digest({"v": version, "id": id_}),
        text=text,
    )


def test_every_version_of_a_document_stays_and_the_last_put_is_current(empty: Store) -> None:
    old, new, other = rubric("1"), rubric("2"), rubric("1", "community")
    with empty.unit() as unit:
        for document in (old, new, other):
            unit.documents.put(document)
        unit.commit()
    with empty.reading() as reading:
        assert reading.documents.current("rubric", "rural") == new
        assert reading.documents.current("rubric") == other
        assert reading.documents.current("policy") is None
        assert reading.documents.by_digest("rubric", old.digest) == old
        assert reading.documents.by_digest("policy", old.digest) is None
        assert reading.documents.all("rubric") == (old, new, other)
        assert set(reading.documents.all_current("rubric")) == {new, other}
        assert reading.documents.current_digests("rubric") == {new.digest, other.digest}
        assert new.tree() == {"v": "2", "id": "rural"}


def test_a_version_put_again_becomes_current_again(empty: Store) -> None:
    with empty.unit() as unit:
        for version in ("1", "2", "1"):
            unit.documents.put(rubric(version))
        unit.commit()
    with empty.reading() as reading:
        assert reading.documents.current("rubric", "rural") == rubric("1")
        assert len(reading.documents.all("rubric")) == 2


# sites and teams


def test_sites_come_back_in_the_order_of_the_list(store: Store, county: County) -> None:
    with store.reading() as reading:
        assert reading.sites.townships() == county.townships
        assert reading.sites.all() == county.sites
        assert reading.sites.count() == 4
        line = reading.sites.one(county.sites[1].code)
        assert line is not None
        assert line.township == "王集镇"
        assert reading.sites.one(SiteCode("0")) is None


def test_a_list_read_again_replaces_by_code(store: Store, county: County) -> None:
    with store.unit() as unit:
        unit.sites.put([], [replace(county.sites[0], name="东关第一社区", remark="更名")])
        unit.commit()
    with store.reading() as reading:
        assert reading.sites.count() == 4
        line = reading.sites.one(county.sites[0].code)
        assert line is not None
        assert line.site.name == "东关第一社区"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("薛庄", ["西薛庄村", "大薛庄村"]),
        ("大薛", ["大薛庄村"]),
        ("xx", ["西薛庄村"]),
        ("XXZ", ["西薛庄村"]),
        ("xz", ["西薛庄村", "大薛庄村"]),
        ("d", ["东关社区", "大薛庄村"]),
        ("202", ["大薛庄村"]),
        ("419924100201", ["西薛庄村"]),
        ("王集", ["西薛庄村", "大薛庄村", "50%_村"]),
        ("王集 dx", ["大薛庄村"]),
        ("东关 王集", []),
        ("%", ["50%_村"]),
        ("_", ["50%_村"]),
        ("50", ["50%_村"]),
        ("zc", ["西薛庄村", "大薛庄村"]),
        ("c", ["50%_村", "西薛庄村", "大薛庄村"]),
        ("'", []),
        ("不存在", []),
        ("  ", ["东关社区", "西薛庄村", "大薛庄村", "50%_村"]),
    ],
)
def test_sites_are_found_by_what_people_type(store: Store, typed: str, names: list[str]) -> None:
    with store.reading() as reading:
        assert [line.site.name for line in reading.sites.search(typed)] == names


def test_a_search_stops_at_its_limit(store: Store) -> None:
    with store.reading() as reading:
        assert len(reading.sites.search("", limit=2)) == 2


def test_teams_come_back_whole(store: Store, county: County) -> None:
    with store.reading() as reading:
        assert reading.teams.all() == (county.team,)
        assert reading.teams.one(county.team.id) == county.team
        assert reading.teams.one(TeamId("T99")) is None


def test_who_leaves_a_team_is_still_known_by_name(store: Store, county: County) -> None:
    new = Member(id=PersonId("T07-3"), name="赵敏", role="组员")
    with store.unit() as unit:
        unit.teams.put([replace(county.team, members=(county.team.members[0], new))])
        unit.commit()
    with store.reading() as reading:
        team = reading.teams.one(county.team.id)
        assert team is not None
        assert [member.name for member in team.members] == ["王桂兰", "赵敏"]
        assert reading.teams.people()[PersonId("T07-2")].name == "李强"


# rounds


def test_a_round_comes_back_with_its_assignments(store: Store, county: County) -> None:
    with store.reading() as reading:
        assert reading.rounds.one(county.round.id) == county.round
        assert reading.rounds.one(RoundId("x")) is None
        assert reading.rounds.latest() == county.round
        assert reading.rounds.assignments(county.round.id) == county.assignments
        assert reading.rounds.assignments(county.round.id, TeamId("T01")) == ()
        assert reading.rounds.assignments(county.round.id, TeamId("T07")) == county.assignments


def test_a_new_plan_replaces_the_old_one_of_the_round(store: Store, county: County) -> None:
    with store.unit() as unit:
        unit.rounds.put(replace(county.round, seed=7), county.assignments[:1])
        unit.commit()
    with store.reading() as reading:
        assert reading.rounds.assignments(county.round.id) == county.assignments[:1]
        assert reading.rounds.all() == (replace(county.round, seed=7),)


def test_an_assignment_of_another_round_is_refused(store: Store, county: County) -> None:
    other = replace(county.round, id=RoundId("2026-12"))
    with store.unit() as unit, pytest.raises(ValueError, match="another round"):
        unit.rounds.put(other, county.assignments)


def test_there_is_no_latest_round_before_the_first(empty: Store) -> None:
    with empty.reading() as reading:
        assert reading.rounds.latest() is None


# visits


def test_an_entry_comes_back_exactly(store: Store, county: County) -> None:
    with store.unit() as unit:
        unit.visits.put_item(county.visit.uid, ITEM, ItemEntry())
        unit.visits.put_item(county.visit.uid, ITEM, ENTRY)
        unit.commit()
    with store.reading() as reading:
        assert reading.visits.items(county.visit.uid) == {ITEM: ENTRY}
        assert reading.visits.items_of_round(county.round.id) == {county.visit.uid: {ITEM: ENTRY}}
        assert reading.visits.items_of_round(RoundId("x")) == {}
        uid, strange = county.visit.uid, VisitUid("a/b/c/d/1")
        assert reading.visits.items_of([uid, strange]) == {uid: {ITEM: ENTRY}}
        assert reading.visits.several([uid, strange]) == {uid: reading.visits.one(uid)}
        assert reading.visits.items_of([]) == {}
        assert reading.visits.several([]) == {}


def test_beginning_a_visit_twice_changes_nothing(store: Store, county: County) -> None:
    again = Visit(key=county.visit, rubric=Digest("00" * 32), started_at=county.noon)
    with store.unit() as unit:
        assert not unit.visits.open(again)
        unit.commit()
    with store.reading() as reading:
        visit = reading.visits.one(county.visit.uid)
        assert visit is not None
        assert visit.rubric == "ab" * 32
        assert visit.state is VisitState.OPEN
        assert reading.visits.one(VisitUid("a/b/c/d/1")) is None


def test_a_sealed_visit_is_frozen(store: Store, county: County) -> None:
    uid = county.visit.uid
    objection = Objection(item=ITEM, text="路面次日已清理", by="村支书")
    with store.unit() as unit:
        unit.visits.put_item(uid, ITEM, ENTRY)
        unit.visits.put_objections(uid, [objection, replace(objection, item=None)])
        assert unit.evidence.add(uid, [PHOTO]) == 1
        unit.visits.keep_totals(uid, TOTALS)
        assert unit.visits.seal(uid, sealing(county))
        assert not unit.visits.seal(uid, sealing(county))
        unit.commit()
    changes: tuple[Callable[[UnitOfWork], object], ...] = (
        lambda unit: unit.visits.put_item(uid, ITEM, ItemEntry()),
        lambda unit: unit.visits.put_item(uid, ItemCode("ST-3"), ItemEntry()),
        lambda unit: unit.visits.put_objections(uid, []),
        lambda unit: unit.evidence.add(uid, [replace(PHOTO, digest=Digest("00" * 32))]),
        lambda unit: unit.evidence.remove(uid, PHOTO.digest),
    )
    for change in changes:
        with store.unit() as unit, pytest.raises(VisitSealed, match="D106"):
            change(unit)
    with store.reading() as reading:
        visit = reading.visits.one(uid)
        assert visit is not None
        assert visit.sealing == sealing(county)
        assert visit.totals == TOTALS
        assert reading.visits.items(uid) == {ITEM: ENTRY}
        assert reading.visits.objections(uid) == (objection, replace(objection, item=None))
        assert reading.evidence.of_visit(uid) == (PHOTO,)


def test_a_sealed_visit_can_be_projected_anew_from_its_records(
    store: Store, county: County
) -> None:
    uid = county.visit.uid
    sealed = Visit(
        key=county.visit,
        rubric=Digest("ab" * 32),
        started_at=county.noon,
        people=(PersonId("T07-1"),),
        state=VisitState.SEALED,
        totals=TOTALS,
        sealing=sealing(county),
    )
    with store.unit() as unit:
        unit.visits.put_item(uid, ItemCode("ST-9"), ENTRY)
        unit.evidence.add(uid, [PHOTO])
        unit.visits.seal(uid, sealing(county))
        unit.visits.flag(uid, ["recount", "conflict", "conflict"])
        unit.visits.project(sealed, {ITEM: ENTRY}, [], [PHOTO])
        unit.visits.project(sealed, {ITEM: ENTRY}, [], [PHOTO])
        unit.commit()
    with store.reading() as reading:
        assert reading.visits.one(uid) == replace(sealed, flags=frozenset({"recount", "conflict"}))
        assert reading.visits.items(uid) == {ITEM: ENTRY}
        assert reading.evidence.of_visit(uid) == (PHOTO,)


def test_a_projected_visit_may_still_be_open(store: Store, county: County) -> None:
    other = Visit(key=county.assignments[1].visit, rubric=Digest("a"), started_at=county.noon)
    with store.unit() as unit:
        unit.visits.project(other, {}, [], [])
        unit.commit()
    with store.reading() as reading:
        assert reading.visits.one(other.key.uid) == other


def test_lines_show_planned_and_begun_visits(store: Store, county: County) -> None:
    unplanned = replace(county.visit, kind="recheck", ordinal=2)
    with store.unit() as unit:
        unit.visits.open(Visit(key=unplanned, rubric=Digest("a"), started_at=county.noon))
        unit.visits.keep_totals(county.visit.uid, TOTALS)
        unit.evidence.add(county.visit.uid, [PHOTO])
        unit.visits.put_objections(county.visit.uid, [Objection(item=None, text="a", by="b")])
        unit.visits.flag(county.visit.uid, ["recount"])
        unit.visits.seal(county.visit.uid, sealing(county))
        unit.commit()
    with store.reading() as reading:
        first, second, extra = reading.visits.lines(county.round.id)
        assert reading.visits.lines() == (first, second, extra), "what nobody planned comes last"
        assert reading.visits.lines(team=TeamId("T01")) == ()
        assert reading.visits.line(first.uid) == first
        assert reading.visits.line(VisitUid("a/b/c/d/1")) is None
    assert (extra.key, extra.road, extra.state) == (unplanned, 0, VisitState.OPEN)
    assert (first.key, first.road, first.site, first.township) == (
        county.visit,
        1,
        "西薛庄村",
        "王集镇",
    )
    assert (first.state, first.totals, first.photos, first.objections) == (
        VisitState.SEALED,
        TOTALS,
        1,
        1,
    )
    assert first.sealed_at == county.noon
    assert first.flags == {"recount"}
    assert (second.state, second.totals, second.photos) == (VisitState.PLANNED, None, 0)
    assert second.initials == "dxzc"


def test_lists_are_one_query_each(store: Store) -> None:
    asked: list[str] = []
    event.listen(store._reader, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with store.reading() as reading:
        asked.clear()
        reading.visits.lines()
        reading.sites.lines()
        reading.sites.search("xz")
    assert len(asked) == 3


# evidence


def test_a_photo_is_noted_once_a_visit_and_can_be_taken_back(store: Store, county: County) -> None:
    uid = county.visit.uid
    second = replace(PHOTO, digest=Digest("00" * 32))
    with store.unit() as unit:
        assert unit.evidence.add(uid, [PHOTO, second]) == 2
        assert unit.evidence.add(uid, [PHOTO]) == 0
        assert unit.evidence.add(uid, []) == 0
        unit.commit()
    with store.reading() as reading:
        assert reading.evidence.of_visit(uid) == (PHOTO, second)
        assert reading.evidence.digests() == {PHOTO.digest, second.digest}
        assert reading.evidence.counts() == {uid: 2}
        both = (PHOTO.digest, second.digest)
        assert reading.evidence.digests_of_round(county.round.id) == {uid: both}
        assert reading.evidence.digests_of_round(RoundId("x")) == {}
    with store.unit() as unit:
        unit.evidence.remove(uid, PHOTO.digest)
        unit.commit()
    with store.reading() as reading:
        assert reading.evidence.of_visit(uid) == (second,)
