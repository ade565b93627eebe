"""The desk: one open data folder with its store, its vault and the clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from inspector.actions.clocks import ClockWatch
from inspector.actions.homing import settle
from inspector.domain.errors import InspectorError
from inspector.media.vault import Vault
from inspector.platform.ballast import Ballast
from inspector.platform.clock import Clock
from inspector.platform.durable import DiskFull, explaining
from inspector.platform.folder import DataFolder, Role, Way
from inspector.platform.keys import DEFAULT_COST, Cost, random_key
from inspector.platform.latch import Cause, Latch
from inspector.platform.space import free_bytes, try_disk
from inspector.store.store import Store

VAULT_KEY = "vault_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What an action works on; made by :func:`open_desk` and closed by it.

    ``latch`` says whether the folder may be written to, ``ballast`` is the room kept back in it.
    """

    folder: DataFolder
    store: Store
    vault: Vault
    clock: Clock
    latch: Latch
    ballast: Ballast

    def close(self) -> None:
        """Close the store and let other programs open the folder; safe to call twice."""
        self.store.close()
        self.folder.close()

    def undo(self) -> None:
        """Leave nothing of a folder that :func:`make_desk` made, because what followed failed."""
        self.store.close()
        self.folder.undo_creation()


ROOM_TO_GO_ON = 2**21
"""Bytes free from which a disk that was full is tried again by itself."""


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


def sit_down(
    path: Path, secret: str, *, clock: Clock, role: Role | None = None, way: Way = Way.PIN
) -> Desk:
    """Open a data folder until somebody closes the desk, as the window does.

    ``secret`` is the PIN, or what belongs to another ``way``.

    A disk without any room is given the ballast, if there is one, so that the store opens.

    Raises:
        InspectorError: As ``DataFolder.open`` and ``Store.open``.
    """
    folder = DataFolder.open(path, secret, way=way, role=role, clock=clock)
    kept = Ballast(folder.path)
    try:
        try:
            store = _open_store(folder)
        except DiskFull:
            if not kept.release():
                raise
            store = _open_store(folder)
        with store.reading() as reading:
            vault_key = bytes.fromhex(reading.meta.get(VAULT_KEY) or "")
        _clear(folder.staging_path)
        settle(folder, store, clock)
        return _furnished(folder, store, vault_key, clock, kept)
    except BaseException:
        folder.close()
        raise


def _open_store(folder: DataFolder) -> Store:
    return Store.open(folder.store_path, folder.key, Latch(folder.path))


def _furnished(
    folder: DataFolder, store: Store, vault_key: bytes, clock: Clock, ballast: Ballast
) -> Desk:
    """Join the parts: who frees room when the disk is full, and who tries it again."""
    latch = store.latch

    def relieve() -> None:
        with suppress(InspectorError):  # a disk that refuses even this says so when it is tried
            ballast.release()

    def revive() -> None:
        shut = latch.shut
        try_disk(folder.path)
        store.prove(renew=shut is not None and shut.cause is not Cause.FULL)

    latch.relieve, latch.revive = relieve, revive
    latch.roomy = lambda: free_bytes(folder.path) >= ROOM_TO_GO_ON
    store.noting = ClockWatch(clock).note
    vault = Vault(folder.vault_path, vault_key, latch)
    return Desk(folder=folder, store=store, vault=vault, clock=clock, latch=latch, ballast=ballast)


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
        store = Store.create(folder.store_path, folder.key, Latch(folder.path))
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
    return _furnished(folder, store, vault_key, clock, Ballast(folder.path))
