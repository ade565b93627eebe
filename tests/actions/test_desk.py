"""A desk that cannot be set up leaves the place as it was, and free for the next attempt."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import COST, PIN, Clock, County, in_field

from inspector.actions.desk import VAULT_KEY, make_desk, sit_down
from inspector.media.vault import Vault
from inspector.platform.durable import FolderReadOnly
from inspector.platform.folder import Role
from inspector.store.meta import Meta
from inspector.store.store import Store


def refuse(*_arguments: object, **_options: object) -> None:
    raise FolderReadOnly(path="planted")


def test_a_store_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "office"
    for where, name in ((Store, "create"), (Meta, "put")):
        with monkeypatch.context() as patch:
            patch.setattr(where, name, refuse)
            with pytest.raises(FolderReadOnly):
                make_desk(place, Role.OFFICE, PIN, clock=Clock(), cost=COST)
        assert not place.exists()
    desk = make_desk(place, Role.OFFICE, PIN, clock=Clock(), cost=COST)
    with desk.store.reading() as reading:
        assert len(bytes.fromhex(reading.meta.get(VAULT_KEY) or "")) == 32
    desk.close()
    desk.close()


def test_a_desk_that_cannot_be_opened_lets_the_folder_go(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where, name in ((Store, "open"), (Vault, "__init__")):
        with monkeypatch.context() as patch:
            patch.setattr(where, name, refuse)
            with pytest.raises(FolderReadOnly):
                sit_down(county.laptop, PIN, clock=Clock())
        sit_down(county.laptop, PIN, clock=Clock()).close()


def test_what_a_killed_import_left_is_removed(county: County) -> None:
    left = county.laptop / "staging" / "0123456789abcdef.wxp"
    left.write_bytes(b"half a package")
    strange = left.with_name("a folder that is not ours")
    strange.mkdir()
    with in_field(county.laptop) as desk:
        assert list(desk.folder.staging_path.iterdir()) == [strange]
