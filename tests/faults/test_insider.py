"""An insider with the key edits the office's store by raw SQL; the doctor finds every edit.

The anchors are what finds a tail that was computed anew: the doctor without them, its broken
twin, does not.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
from played_county import (
    PIN,
    ROUND,
    County,
    at_office,
    count_site,
    draw_photo,
    in_field,
    sites_of,
)

from inspector.actions import (
    examining,
    gathering,
    ranking,
    receipting,
    receiving,
    sealing,
    sending,
)
from inspector.actions.diagnosis import Finding
from inspector.domain.canonical import Tree, canonical
from inspector.domain.ids import VisitUid
from inspector.domain.points import Points
from inspector.domain.reading import texts
from inspector.domain.record import RID_PREFIX
from inspector.domain.visit_record import SEALED_FIELDS, seal_fields
from inspector.platform.folder import STORE, DataFolder
from inspector.store.engine import connect

EDITS = 100
"""Edits of a long run; otherwise every kind once."""

LONG = bool(os.environ.get("INSPECTOR_LONG"))
Raw = Any
Row = Any


@pytest.fixture(scope="module")
def held(stage: County, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that holds two teams' packages, wrote receipts and froze a ranking."""
    root = tmp_path_factory.mktemp("held")
    shutil.copytree(stage.root, root, dirs_exist_ok=True)
    county = County(root=root, handed=stage.handed)
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        item = next(iter(visit.rubric.items())).code
        gathering.attach(desk, visit, item, [draw_photo(root / "a.jpg")])
    files = [county.hand_in(county.laptop, sites=1)]
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[1]))
        files.append(sending.export(desk, root / "back").path)
    files.append(county.hand_in(county.open_laptop("t02", "T02")))
    with at_office(county.office) as desk:
        receiving.take_in(desk, files)
        receipting.write_receipts(desk, root / "receipts")
        ranking.rank(desk, ROUND, freeze=True, reason="不再等")
    return county.office


@dataclass(frozen=True)
class Insider:
    """Somebody with the folder's PIN, a keyed connection and SQL."""

    raw: Raw
    dice: Random

    def rows(self, sql: str, *values: object) -> list[Row]:
        return list(self.raw.execute(sql, values).fetchall())

    def some(self, sql: str, *values: object) -> Row:
        return self.dice.choice(self.rows(sql, *values))

    def run(self, sql: str, *values: object) -> None:
        assert self.raw.execute(sql, values).rowcount, sql

    def drop_guards(self) -> None:
        for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            self.raw.execute(f"DROP TRIGGER {name}")

    def put_back_guards(self, wanted: list[str]) -> None:
        for statement in wanted:
            self.raw.execute(statement)


def other_text(insider: Insider) -> None:
    (rid, text) = insider.some("SELECT rid, text FROM record WHERE type = 'item'")
    tree = json.loads(text)
    tree["points"] = int(tree["points"]) + 100
    insider.run("UPDATE record SET text = ? WHERE rid = ?", canonical(tree).decode(), rid)


def other_rid(insider: Insider) -> None:
    (rid, text) = insider.some("SELECT rid, text FROM record WHERE type = 'item'")
    tree = json.loads(text)
    tree["points"] = int(tree["points"]) + 100
    rename(insider, rid, tree)


def rename(insider: Insider, old: str, tree: dict[str, Tree]) -> str:
    """Put a record in the place of another, with its rid and its rows right."""
    text = canonical(tree).decode()
    new = sha256(RID_PREFIX + text.encode()).hexdigest()
    insider.raw.execute("PRAGMA foreign_keys = OFF")
    insider.run(
        "UPDATE record SET rid = ?, text = ?, prev = ? WHERE rid = ?", new, text, tree["prev"], old
    )
    insider.raw.execute("DELETE FROM record_parent WHERE rid = ?", (old,))
    for parent in texts(tree["rev_of"]):
        insider.raw.execute("INSERT INTO record_parent VALUES (?, ?)", (new, parent))
    return new


def whole_tail(insider: Insider) -> None:
    """Change one item's counts and compute everything after it anew, the seal included."""
    rows = insider.rows("SELECT rid, stream, n FROM record WHERE type = 'item' ORDER BY n")
    (_rid, stream, first) = insider.dice.choice(rows)
    names: dict[str, str] = {}
    tail = insider.rows(
        "SELECT rid, text FROM record WHERE stream = ? AND n >= ? ORDER BY n", stream, first
    )
    for at, (rid, text) in enumerate(tail):
        tree = json.loads(text)
        if not at:
            tree["points"] = int(tree["points"]) + 100
        tree["prev"] = names.get(tree["prev"], tree["prev"])
        tree["rev_of"] = sorted(names.get(one, one) for one in tree["rev_of"])
        if tree["t"] == "seal":
            covers = [names.get(one, one) for one in tree["covers"]]
            uid = VisitUid("/".join(tree["uid"].split("/")[:5]))
            more = int(uid in json.dumps(tail[0][1])) * 100
            points = Points(int(tree["points"]) + more)
            fields = seal_fields(uid, covers, points, int(tree["level"]), str(tree["reason"]))
            assert set(SEALED_FIELDS) <= fields.keys()
            tree |= fields
        names[rid] = rename(insider, rid, tree)


def no_record(insider: Insider) -> None:
    (rid,) = insider.some("SELECT rid FROM record")
    insider.raw.execute("DELETE FROM record_parent WHERE rid = ? OR parent = ?", (rid, rid))
    insider.run("DELETE FROM record WHERE rid = ?", rid)


def last_record(insider: Insider) -> None:
    (stream,) = insider.some("SELECT DISTINCT stream FROM record")
    (rid,) = insider.rows(
        "SELECT rid FROM record WHERE stream = ? ORDER BY n DESC LIMIT 1", stream
    )[0]
    insider.raw.execute("DELETE FROM record_parent WHERE rid = ?", (rid,))
    insider.run("DELETE FROM record WHERE rid = ?", rid)


def no_package(insider: Insider) -> None:
    (id_,) = insider.some("SELECT id FROM package WHERE direction = 'in'")
    insider.run("DELETE FROM package WHERE id = ?", id_)


def another_record(insider: Insider) -> None:
    row = list(insider.some("SELECT * FROM record WHERE type = 'item'"))
    tree = json.loads(row[-1])
    tree |= {"points": 1, "n": insider.dice.randint(900, 999)}
    text = canonical(tree).decode()
    row[0] = sha256(RID_PREFIX + text.encode()).hexdigest()
    row[2], row[-1] = tree["n"], text
    if insider.dice.random() < 0.5:
        row[7] = ""
    insider.run("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", *row)
    for parent in texts(tree["rev_of"]):
        insider.raw.execute("INSERT INTO record_parent VALUES (?, ?)", (row[0], parent))


def column(table: str, name: str, value: str, where: str = "1") -> Callable[[Insider], None]:
    def edit(insider: Insider) -> None:
        (row,) = insider.some(f"SELECT rowid FROM {table} WHERE {where}")  # noqa: S608 - our own
        insider.run(f"UPDATE {table} SET {name} = {value} WHERE rowid = ?", row)  # noqa: S608 - our own

    edit.__name__ = f"{table}.{name}"
    return edit


EVERY: dict[str, Callable[[Insider], None]] = {
    "a record's text": other_text,
    "a record with its rid": other_rid,
    "the whole tail": whole_tail,
    "no record": no_record,
    "no last record": last_record,
    "no package": no_package,
    "another record": another_record,
    "a record of another package": column("record", "package", "'" + "0" * 64 + "'"),
    "a seal's points": column(
        "record", "text", "replace(text, 'points', 'paints')", "type = 'seal'"
    ),
    "a package's number": column("package", "seq", "seq + 1", "direction = 'in'"),
    "a package's list": column("package", "rids", "substr(rids, 65)", "direction = 'in'"),
    "a package's frame": column("package", "frame", "''"),
    "an edition": column("edition", "text", "replace(text, '\"place\":1', '\"place\":2')"),
    "an edition's digest": column("edition", "digest", "'" + "0" * 64 + "'"),
    "a receipt": column("receipt", "text", "replace(text, '\"n\":', '\"n\":1')"),
    "a visit's points": column("visit", "points", "points + 50", "points IS NOT NULL"),
    "a visit's level": column("visit", "level", "level + 1", "level IS NOT NULL"),
    "a visit's seal": column(
        "visit", "seal_digest", "'" + "0" * 64 + "'", "seal_digest IS NOT NULL"
    ),
    "a visit's flags": column("visit", "flags", "'[\"late\"]'", "points IS NOT NULL"),
    "a visit's people": column("visit", "people", "'[]'", "points IS NOT NULL"),
    "an item as counted": column(
        "draft_item", "text", 'replace(text, \'"na":""\', \'"na":"没有"\')'
    ),
    "a photo": column("evidence", "size", "size + 1"),
    "a photo's time": column("evidence", "taken_at", "'2020-01-01T00:00:00'"),
    "a laptop's team": column("device", "team", "'T03'"),
    "a laptop's state": column("device", "state", "'revoked'"),
    "a laptop's key": column("device", "sign_key", "'" + "0" * 64 + "'"),
    "a laptop's stream": column("device", "stream", "'x'"),
    "the trust book": column(
        "meta", "value", "replace(value, '\"revoked\":false', '\"revoked\":true')", "key = 'trust'"
    ),
    "the trust book's number": column(
        "meta", "value", "replace(value, '\"version\":', '\"version\":1')", "key = 'trust'"
    ),
    "a form": column("document", "text", "replace(text, '扣', '加')", "kind = 'rubric'"),
}


@contextmanager
def edited(held: Path, path: Path, edit: Callable[[Insider], None], seed: int) -> Iterator[Path]:
    """Let the insider edit a copy; the guards are put back so that they do not tell."""
    if path.exists():
        shutil.copy(held / STORE, path / STORE)
    else:
        shutil.copytree(held, path)
    with DataFolder.open(path, PIN) as folder:
        raw = connect(folder.store_path, folder.key)
        try:
            insider = Insider(raw=raw, dice=Random(seed))
            guards = insider.rows("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
            insider.drop_guards()
            edit(insider)
            insider.put_back_guards([sql for (sql,) in guards])
        finally:
            raw.close()
    yield path


def examined(path: Path) -> list[Finding]:
    with at_office(path) as desk:
        return [one for one in examining.examine(desk) if not one.well]


def test_an_office_that_nobody_edited_is_well(held: Path) -> None:
    assert examined(held) == []


def test_the_doctor_finds_every_edit(held: Path, tmp_path: Path) -> None:
    missed = []
    names = list(EVERY)
    for number in range(EDITS if LONG else len(names)):
        name = names[number % len(names)]
        with edited(held, tmp_path / "edited", EVERY[name], number) as path:
            if not examined(path):
                missed.append(f"{name} (seed {number})")
    assert missed == []


def test_dropped_guards_are_found(held: Path, tmp_path: Path) -> None:
    shutil.copytree(held, tmp_path / "office")
    with DataFolder.open(tmp_path / "office", PIN) as folder:
        raw = connect(folder.store_path, folder.key)
        raw.execute("DROP TRIGGER event_no_DELETE")
        raw.close()
    (found,) = examined(tmp_path / "office")
    assert "event" in found.sentence


def test_without_anchors_a_tail_that_was_computed_anew_looks_sound(
    held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with edited(held, tmp_path / "edited", whole_tail, 7) as path:
        assert "包的存底" in [one.name for one in examined(path)]
        with at_office(path) as desk:
            examining.examine(desk, rebuild=True)  # the insider mends the tables, too
        assert "包的存底" in [one.name for one in examined(path)]
        monkeypatch.setattr(examining, "check_anchors", lambda _reading: [])
        assert examined(path) == [], "the broken twin sees nothing"
