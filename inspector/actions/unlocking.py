"""Ways into a data folder besides its PIN, and another PIN for it; nothing in it is lost.

A team has the code on its slip, the county its printed recovery key, and a machine may remember.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from inspector.actions.desk import Desk, sit_down
from inspector.actions.trusting import root_of
from inspector.domain.errors import InspectorError
from inspector.exchange.identity import SealingKey
from inspector.exchange.team_code import read_code
from inspector.platform import keychain
from inspector.platform.clock import Clock
from inspector.platform.folder import DataFolder, Role, Way, describe
from inspector.platform.keychain import KeychainMissing
from inspector.platform.keys import DEFAULT_COST, Cost, check_pin


class RecoveryMistyped(InspectorError):
    """It cannot be a recovery key: a letter is wrong or missing."""

    code: ClassVar[str] = "K113"
    what: ClassVar[str] = "恢复密钥抄写有误：有一个字不对，或者缺了几个。"
    next_step: ClassVar[str] = "请照抄下的逐组核对；以 AGE-SECRET-KEY-1 开头，空格和大小写不算。"


def unlock_with_code(
    path: Path, code: str, pin: str, *, clock: Clock, cost: Cost = DEFAULT_COST
) -> None:
    """Give a team's folder another PIN, by the code of the dispatch it opened last.

    Raises:
        PinTooShort: The new PIN; nothing was tried.
        CodeMistyped: It cannot be a code; no try is counted.
        WrongRole: It is an office's folder.
        InspectorError: As ``DataFolder.open``; the old PIN stays.
    """
    check_pin(pin)
    with DataFolder.open(
        path, read_code(code), way=Way.CODE, role=Role.FIELD, clock=clock
    ) as folder:
        folder.add_way(Way.PIN, pin, cost=cost)


def unlock_with_recovery(
    path: Path, recovery: str, pin: str, *, clock: Clock, cost: Cost = DEFAULT_COST
) -> None:
    """Give an office's folder, or a backup of it, another PIN by the printed recovery key.

    Raises:
        PinTooShort: The new PIN; nothing was tried.
        RecoveryMistyped: It cannot be a recovery key; no try is counted.
        WrongRole: It is a team's folder.
        InspectorError: As ``DataFolder.open``; the old PIN stays.
    """
    check_pin(pin)
    with DataFolder.open(
        path, read_recovery(recovery), way=Way.RECOVERY, role=Role.OFFICE, clock=clock
    ) as folder:
        folder.add_way(Way.PIN, pin, cost=cost)


def change_pin(path: Path, old: str, new: str, *, clock: Clock, cost: Cost = DEFAULT_COST) -> None:
    """Give a closed folder another PIN.

    Raises:
        PinTooShort: The new PIN; nothing was tried.
        InspectorError: As ``sit_down``; the old PIN stays.
    """
    check_pin(new)
    desk = sit_down(path, old, clock=clock)
    try:
        desk.folder.add_way(Way.PIN, new, cost=cost)
        add_recovery(desk, cost=cost)
    finally:
        desk.close()


def change_pin_of(desk: Desk, old: str, new: str, *, cost: Cost = DEFAULT_COST) -> None:
    """Give the open folder another PIN.

    Raises:
        PinTooShort: The new PIN; nothing was tried.
        WrongPin, TooManyTries: The old one is wrong.
        DiskFull, FolderReadOnly, FileUnreadable: The old PIN stays.
    """
    check_pin(new)
    desk.folder.prove(old, clock=desk.clock)
    desk.folder.add_way(Way.PIN, new, cost=cost)


def add_recovery(desk: Desk, *, cost: Cost = DEFAULT_COST) -> None:
    """Let the printed key open an office made before it could; a full disk may hinder it.

    A laptop, and an office that has it already, stay as they are.
    """
    if desk.folder.role is Role.FIELD or Way.RECOVERY in desk.folder.ways:
        return
    with desk.store.reading() as reading:
        recovery = root_of(reading).recovery_text
    with suppress(InspectorError):
        desk.folder.add_way(Way.RECOVERY, recovery, cost=cost)


def read_recovery(typed: str) -> str:
    """Return a recovery key as it is printed, from what somebody typed or read from a file.

    Raises:
        RecoveryMistyped: A letter is wrong or missing.
    """
    try:
        return SealingKey.from_text("".join(typed.split()).upper()).text
    except ValueError:
        raise RecoveryMistyped from None


def is_remembered(path: Path) -> bool:
    """Return True if this folder may open without its PIN somewhere; perhaps not here.

    Raises:
        NotADataFolder, FolderTooNew, FolderReadOnly, FileUnreadable: As ``describe``.
    """
    return Way.KEYRING in describe(path).wraps


def remember(desk: Desk, *, cost: Cost = DEFAULT_COST) -> None:
    """Let the user of this machine open the folder without its PIN.

    The system's keyring gets a secret of its own, never the folder's key.

    Raises:
        KeychainMissing: There is no keyring, or it does not answer; all is as it was.
        DiskFull, FolderReadOnly, FileUnreadable: All is as it was.
    """
    secret = keychain.new_secret()
    keychain.keep(desk.folder.id, secret)
    try:
        desk.folder.add_way(Way.KEYRING, secret, cost=cost)
    except BaseException:
        keychain.drop(desk.folder.id)
        raise


def forget(desk: Desk) -> None:
    """Ask for the PIN again from now on.

    Raises:
        DiskFull, FolderReadOnly, FileUnreadable: The folder still opens by itself.
    """
    desk.folder.drop_way(Way.KEYRING)
    keychain.drop(desk.folder.id)


def sit_down_remembered(path: Path, *, clock: Clock) -> Desk:
    """Open a folder by what this machine remembers.

    Raises:
        KeychainMissing: It remembers nothing, or something else; ask for the PIN.
        InspectorError: As ``sit_down``.
    """
    secret = keychain.kept(describe(path).id)
    if secret is None:
        raise KeychainMissing
    return sit_down(path, secret, clock=clock, way=Way.KEYRING)
