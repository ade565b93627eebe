"""The desk: one open data folder with its store, its vault and the clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from inspector.media.vault import Vault
from inspector.platform.clock import Clock
from inspector.platform.durable import explaining
from inspector.platform.folder import DataFolder, Role
from inspector.platform.keys import DEFAULT_COST, Cost, random_key
from inspector.store.store import Store

VAULT_KEY = "vault_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What an action works on; made by :func:`open_desk` and closed by it."""

    folder: DataFolder
    store: Store
    vault: Vault
    clock: Clock

    def close(self) -> None:
        """Close the store and let other programs open the folder; safe to call twice."""
        self.store.close()
        self.folder.close()

    def undo(self) -> None:
        """Leave nothing of a folder that :func:`make_desk` made, because what followed failed."""
        self.store.close()
        self.folder.undo_creation()


@contextmanager
def open_desk(path: Path, pin: str, *, clock: Clock, role: Role | None = None) -> Iterator[Desk]:
    """Open a data folder for one piece of work.

    Raises:
        InspectorError: As ``DataFolder.open`` and ``Store.open``.
    """
    desk = sit_down(path, pin, clock=clock, role=role)
    try:
        yield desk
    finally:
        desk.close()


def sit_down(path: Path, pin: str, *, clock: Clock, role: Role | None = None) -> Desk:
    """Open a data folder until somebody closes the desk, as the window does.

    Raises:
        InspectorError: As ``DataFolder.open`` and ``Store.open``.
    """
    folder = DataFolder.open(path, pin, role=role)
    try:
        store = Store.open(folder.store_path, folder.key)
        with store.reading() as reading:
            vault_key = bytes.fromhex(reading.meta.get(VAULT_KEY) or "")
        vault = Vault(folder.vault_path, vault_key)
        _clear(folder.staging_path)
    except BaseException:
        folder.close()
        raise
    return Desk(folder=folder, store=store, vault=vault, clock=clock)


def _clear(staging: Path) -> None:
    """Remove copies that a killed import left; the folder is ours, so nobody works there."""
    with explaining(staging):
        for left in staging.iterdir():
            if left.is_file():
                left.unlink()


def make_desk(path: Path, role: Role, pin: str, *, clock: Clock, cost: Cost = DEFAULT_COST) -> Desk:
    """Make an empty data folder with its store and vault, and open it.

    Raises:
        InspectorError: As ``DataFolder.create`` and ``Store.create``.
    """
    folder = DataFolder.create(path, role, pin, cost=cost)
    vault_key = random_key()
    try:
        store = Store.create(folder.store_path, folder.key)
    except BaseException:
        folder.undo_creation()
        raise
    try:
        with store.unit() as unit:
            unit.meta.put(VAULT_KEY, vault_key.hex())
            unit.commit()
    except BaseException:
        store.close()
        folder.undo_creation()
        raise
    vault = Vault(folder.vault_path, vault_key)
    return Desk(folder=folder, store=store, vault=vault, clock=clock)
