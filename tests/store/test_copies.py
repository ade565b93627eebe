"""A copy is looked into without changing it."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.store.copies import check_copy, held_in
from inspector.store.engine import StoreDamaged, keyed
from inspector.store.store import Store

KEY = bytes(range(32))


def test_looking_changes_no_byte_and_leaves_nothing_beside(empty: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    empty.backup(copy)
    before = copy.read_bytes()
    found = held_in(copy, KEY)
    check_copy(copy, KEY)
    assert found is not None
    assert (found.records, found.photos, found.sources) == (0, frozenset(), frozenset())
    assert copy.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("copy")] == ["copy.db"]


def test_a_copy_by_an_older_program_is_not_asked(empty: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    empty.backup(copy)
    raw = keyed(copy, KEY)
    raw.execute("UPDATE alembic_version SET version_num = '0001'")
    raw.close()
    assert held_in(copy, KEY) is None


def test_damage_in_a_copy_is_found(empty: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    empty.backup(copy)
    content = bytearray(copy.read_bytes())
    content[-2000] ^= 1
    copy.write_bytes(content)
    with pytest.raises(StoreDamaged):
        check_copy(copy, KEY)
