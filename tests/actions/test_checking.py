"""The doctor's looks one by one: each kind of harm has its own sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from played_county import PIN, START, Clock, County, at_office, in_field, sites_of

from inspector.actions import (
    checking_tables,
    cluing,
    examining,
    receiving,
    sealing,
    sending,
    starting,
    surveying,
)
from inspector.actions.desk import Desk, open_desk
from inspector.actions.diagnosis import State
from inspector.domain.clue import Clue
from inspector.domain.finding import Finding
from inspector.platform.durable import FileUnreadable
from inspector.store import engines
from inspector.store.engine import connect
from inspector.store.engines import engine_words, other_engines


def edit(desk: Desk, sql: str) -> None:
    raw = connect(desk.folder.store_path, desk.folder.key)
    try:
        assert raw.execute(sql).rowcount
    finally:
        raw.close()


def said(desk: Desk, name: str) -> str:
    return next(one.sentence for one in examining.examine(desk) if one.name == name)


@pytest.fixture(scope="module")
def taken(stage: County, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an office that took a package in; nobody changes it."""
    root = shutil.copytree(stage.root, tmp_path_factory.mktemp("taken") / "county")
    county = County(root=root, handed=stage.handed)
    file = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [file])
    return county.office


@pytest.fixture
def office(taken: Path, tmp_path: Path) -> Path:
    return shutil.copytree(taken, tmp_path / "office")


EDITS = [
    ("UPDATE package SET frame = 'wxp/1' WHERE direction = 'in'", "包的存底", "读不出"),
    ("UPDATE package SET id = 'x' || id WHERE direction = 'in'", "包的存底", "别的包的"),
    ("UPDATE package SET rids = 'x' WHERE direction = 'in'", "包的存底", "清单被改过"),
    ("UPDATE package SET objects = 9 WHERE direction = 'in'", "包的存底", "件数"),
    ("UPDATE package SET team = 'T03' WHERE direction = 'in'", "包的存底", "签名的包面不符"),
    ("UPDATE package SET frame = 'wxq' || substr(frame, 4)", "包的存底", "存底读不出"),
    ("UPDATE package SET rids = substr(rids, 65)", "包的存底", "1 号记录不是它的包带来的"),
    ("DELETE FROM package WHERE direction = 'in'", "包的存底", "没有登记"),
    ("DELETE FROM device", "信任册", "没有登记行"),
    ("UPDATE device SET sign_key = '00'", "信任册", "密钥与信任册不符"),
    ("UPDATE device SET team = 'T03'", "信任册", "登记与信任册不符"),
    ("UPDATE device SET state = 'revoked'", "信任册", "停用状态与信任册不符"),
    ("UPDATE device SET id = 'x'", "信任册", "不在信任册里"),
    ("UPDATE meta SET value = 'x' WHERE key = 'trust/signature'", "信任册", "签名不对"),
    ("UPDATE document SET text = '{' WHERE kind = 'policy'", "表册与排名", "被改过"),
]


@pytest.mark.parametrize(("sql", "name", "words"), EDITS)
def test_each_harm_has_its_sentence(office: Path, sql: str, name: str, words: str) -> None:
    with at_office(office) as desk:
        edit(desk, sql)
        assert words in said(desk, name)


BEHIND_THE_TRIGGERS = [
    ("UPDATE record SET text = '{' WHERE n = 1", "记录链", "第 1 号内容被改过"),
    ("UPDATE record SET type = 'x' WHERE n = 2", "记录链", "第 2 号登记与内容不符"),
    ("UPDATE record SET visit = 'x' WHERE n = 2", "记录链", "第 2 号登记到了别的考评"),
    ("UPDATE record SET prev = '00' WHERE n = 2", "记录链", "第 2 号与前一号接不上"),
    ("UPDATE record SET prev = '00' WHERE n = 1", "记录链", "第 1 号与前一号接不上"),
    ("DELETE FROM record WHERE n = 2", "定稿", "所列记录缺 1 条"),
    ("DELETE FROM record WHERE n = 2", "包的存底", "带来的记录缺 1 条"),
    ("UPDATE record SET package = '' WHERE n = 1", "包的存底", "第 1 号记录没有来历"),
    ("UPDATE record SET package = '00' WHERE n = 1", "包的存底", "没有登记"),
    ("UPDATE event SET detail = 'x' WHERE kind = 'take'", "包的存底", "（x）没有登记了"),
]


@pytest.mark.parametrize(("sql", "name", "words"), BEHIND_THE_TRIGGERS)
def test_who_takes_the_triggers_away_is_found_all_the_same(
    office: Path, sql: str, name: str, words: str
) -> None:
    with at_office(office) as desk:
        assert words not in said(desk, name)
        raw = connect(desk.folder.store_path, desk.folder.key)
        triggers = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (trigger,) in triggers:
            raw.execute(f"DROP TRIGGER {trigger}")
        raw.close()
        edit(desk, sql)
        assert words in said(desk, name)
        assert "防改触发器不在了" in said(desk, "记录链")


def test_a_visit_that_no_record_tells_of_is_named(office: Path) -> None:
    with at_office(office) as desk:
        edit(
            desk,
            "INSERT INTO visit (uid, round, kind, site, team, ordinal, state, rubric, started_at, "
            "people, flags) SELECT replace(uid, '/1', '/7'), round, kind, site, team, 7, 'open', "
            "rubric, started_at, people, flags FROM visit WHERE state = 'sealed'",
        )
        assert "1 个考评的记录不全" in said(desk, "重算")


def test_a_missing_package_between_others_is_information(county: County) -> None:
    county.hand_in(county.laptop, sites=1)
    with in_field(county.laptop) as desk:
        later = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [later])
        found = {one.name: one for one in examining.examine(desk)}
    assert found["包号"].well
    assert "缺 1 号包" in found["包号"].sentence


def test_rows_that_cannot_be_read_are_a_finding(office: Path) -> None:
    with at_office(office) as desk:
        edit(desk, "UPDATE meta SET value = '[]' WHERE key = 'trust'")
        found = [one for one in examining.examine(desk) if not one.well]
    assert any("读不出" in one.sentence for one in found)


def test_a_clock_that_jumped_is_information(county: County) -> None:
    county.hand_in(county.laptop, sites=1)
    late = Clock(START + timedelta(days=40))
    with open_desk(county.laptop, PIN, clock=late) as desk:
        with desk.store.unit() as unit:
            unit.meta.put("x", "y")
            unit.commit()
        found = {one.name: one for one in examining.examine(desk)}
    assert found["时钟"].well
    assert "往前跳过" in found["时钟"].sentence


def test_the_engine_is_named_and_a_second_one_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, county: County
) -> None:
    assert engine_words().startswith("SQLite 3.")
    maps = tmp_path / "maps"
    maps.write_text("7f 00 r 0 1 /usr/lib/libsqlite3.so.0\n7f 00 r 0 1 /x/sqlcipher3.so\n7f 0\n")
    assert other_engines(maps, system="linux") == ("libsqlite3.so.0",)
    assert other_engines(maps, system="win32") == ()
    assert other_engines(tmp_path / "none", system="linux") == ()
    say: Callable[[], tuple[str, ...]]
    for say, words in ((lambda: ("libsqlite3.so",), "libsqlite3.so"), (tuple, "SQLCipher")):
        monkeypatch.setattr(examining, "other_engines", say)
        with in_field(county.laptop) as desk:
            assert words in said(desk, "引擎")
    assert engines.MAPS.name == "maps"


@pytest.fixture
def two_visits(county: County) -> Path:
    file = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [file])
    return county.office


def test_others_write_while_the_tables_are_made_anew(
    county: County, two_visits: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [county.hand_in(county.open_laptop("t02", "T02"))]
    turns: list[int] = []

    def write() -> None:
        turns.append(len(receiving.take_in(desk, files)))

    monkeypatch.setattr(checking_tables, "TOGETHER", 1)
    monkeypatch.setattr(checking_tables, "give_way", write)
    with at_office(two_visits) as desk:
        with desk.store.reading() as reading:
            before = checking_tables.projection_digest(reading)
        found = checking_tables.check_projection(desk, mend=False)
        assert found.state is State.WELL, found.sentence
        assert turns == [1, 1], "once for each visit that was there at the start"
        with desk.store.reading() as reading:
            assert len(reading.records.visits()) == 4
            assert checking_tables.projection_digest(reading) != before


def test_harm_in_any_group_of_visits_is_found_and_mended_together(
    two_visits: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking_tables, "TOGETHER", 1)
    with at_office(two_visits) as desk:
        with desk.store.reading() as reading:
            whole = checking_tables.projection_digest(reading)
            *_first, last = sorted(reading.records.visits())
        edit(desk, f"UPDATE visit SET flags = '[\"late\"]' WHERE uid = '{last}'")  # noqa: S608 - ours
        assert not checking_tables.check_projection(desk, mend=False).well
        with desk.store.reading() as reading:
            assert checking_tables.projection_digest(reading) != whole, "only looked at"
        assert "已按记录改正" in checking_tables.check_projection(desk, mend=True).sentence
        assert checking_tables.check_projection(desk, mend=False).well
        with desk.store.reading() as reading:
            assert checking_tables.projection_digest(reading) == whole


def test_a_folder_that_may_not_be_written_to_is_examined_all_the_same(two_visits: Path) -> None:
    with at_office(two_visits) as desk:
        desk.latch.meet(FileUnreadable(path=desk.folder.store_path, reason="磁盘读写错误"))
        found = examining.examine(desk)
        (made_anew,) = [one for one in found if one.name == "重算"]
        assert made_anew.state is State.NOTE
        assert made_anew.sentence.startswith("没有重算：磁盘读写出错")
        assert {"数据库", "记录链", "照片"} <= {one.name for one in found}


def test_a_clue_or_finding_that_was_altered_is_found(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = starting.start(desk, sites_of(desk)[0], "spot")
        surveying.put_finding(desk, visit, Finding(n=0, fact="路灯不亮"))
        cluing.put_clue(desk, visit, Clue(entry="N07", what="占地建房"))
        sealing.seal(desk, visit)
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        assert "结果相同" in said(desk, "重算")
        raw = connect(desk.folder.store_path, desk.folder.key)
        for table in ("clue", "finding"):
            raw.execute(f"DROP TRIGGER {table}_sealed_DELETE")
            raw.execute(f"DELETE FROM {table}")  # noqa: S608 - own names
            assert "各表与记录不符" in said(desk, "重算"), table
            found = examining.examine(desk, rebuild=True)
            assert any("已按记录改正" in one.sentence for one in found)
        raw.close()
