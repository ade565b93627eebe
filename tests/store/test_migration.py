"""Older stores are copied, checked, and brought up to date, or stay as they were."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

import inspector
from inspector.platform.durable import DiskFull
from inspector.store import migration, store
from inspector.store.engine import StoreDamaged, connect
from inspector.store.migration import SCRIPTS, migrate
from inspector.store.store import HEAD, Store

KEY = bytes(range(32))
Schema = dict[tuple[str, str], str]


def schema(path: Path) -> Schema:
    """Return every table, index and trigger, without the layout of its text."""
    raw = connect(path, KEY, read_only=True)
    found = raw.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    raw.close()
    return {(kind, name): normal(sql or "") for kind, name, sql in found}


def normal(sql: str) -> str:
    """Sort the parts of a statement: the order of constraints means nothing, columns show apart."""
    flat = re.sub(r"\s+", " ", sql)
    head, _, body = flat.partition("(")
    return head + "(" + ",".join(sorted(part.strip() for part in body.split(", ")))


def columns(path: Path) -> dict[str, list[str]]:
    raw = connect(path, KEY, read_only=True)
    tables = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    found = {
        table: [row[1] for row in raw.execute(f"PRAGMA table_info({table})")] for (table,) in tables
    }
    raw.close()
    return found


def make_by_migrations(path: Path) -> None:
    raw = connect(path, KEY)
    raw.execute(store._VERSION_TABLE)
    raw.execute("CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR)")
    raw.execute("DROP TABLE meta")
    raw.close()


def test_a_new_store_is_what_the_migrations_make(path: Path) -> None:
    Store.create(path, KEY).close()
    grown = path.with_name("grown.db")
    make_by_migrations(grown)
    migrate(grown, KEY, "0000")
    assert schema(grown) == schema(path)
    assert columns(grown) == columns(path)
    with Store.open(grown, KEY) as opened:
        assert opened.faults(thorough=True) == ()


NEXT = f"{int(HEAD) + 1:04}"

SECOND = '''
"""A step of the test."""

import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{head}"


def upgrade() -> None:
    """Rebuild a table that others refer to."""
    with op.batch_alter_table("visit") as batch:
        batch.add_column(sa.Column("mood", sa.String(), nullable=True))
    op.execute("INSERT INTO meta VALUES ('moved', 'yes')")
    {more}
'''


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    folder = tmp_path / "100% scripts"
    shutil.copytree(SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def add_second(scripts: Path, more: str = "pass") -> None:
    script = SECOND.replace("{more}", more).replace("{next}", NEXT).replace("{head}", HEAD)
    (scripts / "versions" / f"m{NEXT}_mood.py").write_text(script, "utf-8")


def put_visit(path: Path) -> None:
    raw = connect(path, KEY)
    raw.execute("INSERT INTO township VALUES ('t', 'T', '', 1)")
    raw.execute("INSERT INTO site VALUES ('s', 't', 'S', 'rural', '', '', '', '', '', '', 1, '')")
    raw.execute(
        "INSERT INTO visit (uid, round, kind, site, team, ordinal, state, rubric, started_at, "
        "people, flags) VALUES ('v', 'r', 'cross', 's', 'T07', 1, 'open', '', '', '[]', '[]')"
    )
    raw.execute("INSERT INTO draft_item VALUES ('v', 'ST-1', '{}')")
    raw.execute("UPDATE meta SET value = '0.0.1'")
    raw.close()


def all_rows(path: Path) -> dict[str, list[Any]]:
    raw = connect(path, KEY, read_only=True)
    found = {
        table: raw.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - our own names
        for table in columns(path)
    }
    raw.close()
    return found


def test_an_older_store_is_copied_and_brought_up_to_date(path: Path, scripts: Path) -> None:
    Store.create(path, KEY).close()
    put_visit(path)
    before = all_rows(path)
    add_second(scripts)
    copy = migrate(path, KEY, HEAD, scripts)
    assert copy.name == f"store-{HEAD}.bak"
    assert all_rows(copy) == before
    after = all_rows(path)
    assert after["alembic_version"] == [(NEXT,)]
    assert after["draft_item"] == before["draft_item"]
    assert after["visit"] == [(*before["visit"][0], None)]
    assert dict(after["meta"]) == {"program": inspector.__version__, "moved": "yes"}


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ("raise RuntimeError('planted')", RuntimeError),
        ("op.execute('DELETE FROM site')", StoreDamaged),  # leaves a visit of no site
    ],
)
def test_a_migration_that_fails_leaves_the_store_as_it_was(
    path: Path, scripts: Path, more: str, error: type[Exception]
) -> None:
    Store.create(path, KEY).close()
    put_visit(path)
    before = (schema(path), all_rows(path))
    add_second(scripts, more)
    with pytest.raises(error):
        migrate(path, KEY, HEAD, scripts)
    assert (schema(path), all_rows(path)) == before
    with Store.open(path, KEY) as opened:
        assert opened.faults(thorough=True) == ()


def test_without_a_sound_copy_nothing_is_migrated(
    path: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.create(path, KEY).close()
    before = all_rows(path)
    add_second(scripts)

    def full(*_arguments: object) -> None:
        raise DiskFull(path=path)

    monkeypatch.setattr(migration, "back_up", full)
    with pytest.raises(DiskFull):
        migrate(path, KEY, HEAD, scripts)
    assert all_rows(path) == before


def test_opening_an_older_store_migrates_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.create(path, KEY).close()
    seen: list[tuple[Path, bytes, str]] = []
    monkeypatch.setattr(migration, "migrate", lambda *given: seen.append(given))
    monkeypatch.setattr(store, "HEAD", NEXT)
    Store.open(path, KEY).close()
    assert seen == [(path, KEY, HEAD)]
