"""A forgotten PIN has a way out, and nothing is lost on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from memory_keyring import MemoryKeyring
from played_county import (
    COST,
    PIN,
    START,
    Clock,
    County,
    at_office,
    count_site,
    in_field,
    sites_of,
    write_lists,
)

from inspector.actions import creating, dispatching, keeping, opening, planning, unlocking
from inspector.actions.desk import Desk, sit_down
from inspector.domain.ids import RoundId
from inspector.domain.team import Pattern
from inspector.exchange.team_code import CodeMistyped
from inspector.platform.durable import DiskFull
from inspector.platform.folder import (
    DataFolder,
    Way,
    WayMissing,
    WrongCode,
    WrongRecovery,
    WrongRole,
    describe,
)
from inspector.platform.keychain import KeychainMissing
from inspector.platform.keys import PinTooShort, WrongPin
from inspector.platform.tries import TooManyTries

NEW = "新的口令 2026"
LATER = Clock(START + timedelta(days=30))


KEYLESS = NoKeyring()  # type: ignore[no-untyped-call]  # the library leaves it so


@pytest.fixture
def keys_here() -> Iterator[MemoryKeyring]:
    before, ours = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


@pytest.fixture
def counted(county: County) -> object:
    """Count one site and return what the laptop then holds."""
    with in_field(county.laptop) as desk:
        count_site(desk, sites_of(desk)[0])
        return held(desk)


def held(desk: Desk) -> object:
    with desk.store.reading() as reading:
        return reading.visits.lines(RoundId("2026-11")), reading.records.digest()


def opened(path: Path, pin: str) -> object:
    desk = sit_down(path, pin, clock=LATER)
    try:
        return held(desk)
    finally:
        desk.close()


def handed(county: County, team: str = "T01") -> opening.HandedOut:
    one = county.handed[team]
    return opening.HandedOut(package=county.stick / one.path.name, code=one.code)


@pytest.fixture
def recovery(tmp_path: Path) -> tuple[Path, str]:
    """Make an office and return it with its printed key."""
    files = write_lists(tmp_path / "lists")
    made = creating.create_office(tmp_path / "office", PIN, files, clock=Clock(), cost=COST)
    return tmp_path / "office", made.recovery


def test_the_code_of_the_slip_sets_another_pin_and_every_mark_is_there(
    county: County, counted: object
) -> None:
    code = county.handed["T01"].code.lower()
    unlocking.unlock_with_code(county.laptop, f" {code} ", NEW, clock=LATER, cost=COST)
    with pytest.raises(WrongPin, match="K101"):
        sit_down(county.laptop, PIN, clock=LATER)
    assert opened(county.laptop, NEW) == counted


def test_another_teams_code_opens_nothing_and_a_mistyped_one_is_no_try(county: County) -> None:
    for _ in range(5):
        with pytest.raises(CodeMistyped):
            unlocking.unlock_with_code(county.laptop, "7K3M", NEW, clock=LATER, cost=COST)
    other = county.handed["T02"].code
    with pytest.raises(WrongCode, match="K108"):
        unlocking.unlock_with_code(county.laptop, other, NEW, clock=LATER, cost=COST)
    with pytest.raises(PinTooShort):
        unlocking.unlock_with_code(county.laptop, other, "123", clock=LATER, cost=COST)
    opened(county.laptop, PIN)


def test_the_printed_key_sets_another_pin_for_the_office(recovery: tuple[Path, str]) -> None:
    office, key = recovery
    spaced = " ".join(key[at : at + 5] for at in range(0, len(key), 5)).lower()
    unlocking.unlock_with_recovery(office, f"{spaced}\n", NEW, clock=LATER, cost=COST)
    opened(office, NEW)


def test_a_wrong_letter_and_another_countys_key_are_told_apart(
    recovery: tuple[Path, str], county: County
) -> None:
    office, key = recovery
    wrong = key[:-1] + ("Q" if key[-1] != "Q" else "P")
    for typed in (wrong, key[:-3], "", "密钥"):
        with pytest.raises(unlocking.RecoveryMistyped, match="K113"):
            unlocking.unlock_with_recovery(office, typed, NEW, clock=LATER, cost=COST)
    with pytest.raises(WrongRecovery, match="K109"):
        unlocking.unlock_with_recovery(county.office, key, NEW, clock=LATER, cost=COST)
    with pytest.raises(WrongRole):
        unlocking.unlock_with_recovery(county.laptop, key, NEW, clock=LATER, cost=COST)


def test_a_dead_office_comes_back_from_backup_and_printed_key(
    recovery: tuple[Path, str], tmp_path: Path
) -> None:
    office, key = recovery
    with at_office(office) as desk:
        kept = keeping.backup(desk, tmp_path / "usb")
    entry = keeping.Entry(secret=key, way=Way.RECOVERY, new_pin=NEW)
    keeping.restore(kept.path, tmp_path / "new", entry, clock=LATER)
    opened(tmp_path / "new", NEW)


def test_an_office_made_before_gets_its_printed_key_when_its_pin_changes(
    county: County, recovery: tuple[Path, str]
) -> None:
    office, key = recovery
    with at_office(office) as desk:
        desk.folder.drop_way(Way.RECOVERY)
    with pytest.raises(WayMissing, match="K107"):
        unlocking.unlock_with_recovery(office, key, NEW, clock=LATER, cost=COST)
    unlocking.change_pin(office, PIN, NEW, clock=LATER, cost=COST)
    unlocking.unlock_with_recovery(office, key, PIN, clock=LATER, cost=COST)
    unlocking.change_pin(county.laptop, PIN, NEW, clock=LATER, cost=COST)
    assert Way.RECOVERY not in describe(county.laptop).wraps


def test_a_dispatch_opened_again_sets_the_forgotten_pin_and_loses_nothing(
    county: County, counted: object
) -> None:
    made = opening.open_dispatch(county.laptop, handed(county), NEW, clock=LATER, cost=COST)
    assert made.new_pin
    assert not made.new_folder
    assert opened(county.laptop, NEW) == counted
    again = opening.open_dispatch(county.laptop, handed(county), NEW, clock=LATER, cost=COST)
    assert not again.new_pin


def test_a_forgotten_pin_is_set_by_the_dispatch_even_while_tries_are_delayed(
    county: County,
) -> None:
    for _ in range(3):
        with pytest.raises(WrongPin):
            DataFolder.open(county.laptop, "000000", clock=lambda: START)
    with pytest.raises(TooManyTries):
        DataFolder.open(county.laptop, PIN, clock=lambda: START)
    opening.open_dispatch(county.laptop, handed(county), NEW, clock=lambda: START, cost=COST)
    opened(county.laptop, NEW)


def test_another_teams_dispatch_does_not_open_a_folder_whose_pin_is_unknown(
    county: County,
) -> None:
    with pytest.raises(WrongPin):
        opening.open_dispatch(county.laptop, handed(county, "T02"), NEW, clock=LATER, cost=COST)
    with pytest.raises(opening.OtherTeam):
        opening.open_dispatch(county.laptop, handed(county, "T02"), PIN, clock=LATER, cost=COST)
    with pytest.raises(WrongCode):
        unlocking.unlock_with_code(
            county.laptop, county.handed["T02"].code, NEW, clock=LATER, cost=COST
        )
    opened(county.laptop, PIN)


def test_the_next_rounds_code_takes_the_place_of_the_last_ones(county: County) -> None:
    with at_office(county.office) as desk:
        planning.plan_round(desk, RoundId("2026-12"), Pattern.ROTATE, shift=3)
        one = dispatching.dispatch(desk, RoundId("2026-12"), county.root / "december")[0]
    assert one.team == "T01"
    december = opening.HandedOut(package=one.path, code=one.code)
    opening.open_dispatch(county.laptop, december, PIN, clock=LATER, cost=COST)
    with pytest.raises(WrongCode):
        unlocking.unlock_with_code(
            county.laptop, county.handed["T01"].code, NEW, clock=LATER, cost=COST
        )
    unlocking.unlock_with_code(county.laptop, one.code, NEW, clock=LATER, cost=COST)


def test_the_open_folders_pin_changes_only_for_who_knows_the_old_one(county: County) -> None:
    with in_field(county.laptop) as desk:
        with pytest.raises(WrongPin):
            unlocking.change_pin_of(desk, "000000", NEW, cost=COST)
        with pytest.raises(PinTooShort):
            unlocking.change_pin_of(desk, PIN, "12345", cost=COST)
        unlocking.change_pin_of(desk, PIN, NEW, cost=COST)
    opened(county.laptop, NEW)


def test_a_remembered_folder_opens_without_pin_until_it_is_forgotten(
    county: County, keys_here: MemoryKeyring
) -> None:
    assert not unlocking.is_remembered(county.laptop)
    with in_field(county.laptop) as desk:
        key = desk.folder.key
        unlocking.remember(desk, cost=COST)
    assert unlocking.is_remembered(county.laptop)
    (secret,) = keys_here.held.values()
    assert len(secret.encode("utf-16-le")) < 2560
    assert secret not in (key.hex(), key.decode("latin-1"))
    desk = unlocking.sit_down_remembered(county.laptop, clock=LATER)
    assert desk.folder.key == key
    unlocking.forget(desk)
    desk.close()
    assert keys_here.held == {}
    assert not unlocking.is_remembered(county.laptop)
    with pytest.raises(KeychainMissing, match="K106"):
        unlocking.sit_down_remembered(county.laptop, clock=LATER)


def test_a_keyring_with_another_secret_leaves_the_pin(
    county: County, keys_here: MemoryKeyring
) -> None:
    with in_field(county.laptop) as desk:
        unlocking.remember(desk, cost=COST)
    keys_here.held = dict.fromkeys(keys_here.held, "another")
    for _ in range(5):  # a keyring does not guess: no delay for the person
        with pytest.raises(KeychainMissing):
            unlocking.sit_down_remembered(county.laptop, clock=LATER)
    opened(county.laptop, PIN)


@pytest.mark.usefixtures("keys_here")
@pytest.mark.parametrize("broken", [KEYLESS, MemoryKeyring(broken=True)])
def test_a_machine_without_keyring_says_so_and_all_stays(
    county: County, broken: KeyringBackend
) -> None:
    with in_field(county.laptop) as desk:
        unlocking.remember(desk, cost=COST)
    before = (county.laptop / "folder.json").read_bytes()
    keyring.set_keyring(broken)
    with pytest.raises(KeychainMissing):
        unlocking.sit_down_remembered(county.laptop, clock=LATER)
    with in_field(county.laptop) as desk:
        with pytest.raises(KeychainMissing, match="密钥环"):
            unlocking.remember(desk, cost=COST)
        assert (county.laptop / "folder.json").read_bytes() == before
        unlocking.forget(desk)
    assert not unlocking.is_remembered(county.laptop)


def test_a_full_disk_leaves_no_secret_in_the_keyring(
    county: County, keys_here: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise DiskFull(path="planted")

    with in_field(county.laptop) as desk:
        monkeypatch.setattr(DataFolder, "add_way", full)
        with pytest.raises(DiskFull):
            unlocking.remember(desk, cost=COST)
    assert keys_here.held == {}


def test_no_secret_stands_in_a_representation_or_an_error(
    county: County, recovery: tuple[Path, str]
) -> None:
    office, key = recovery
    with at_office(office) as desk:
        shown = [repr(desk), repr(desk.folder), repr(describe(office)), repr(handed(county))]
        secrets = [desk.folder.key.hex(), repr(desk.folder.key), key, county.handed["T01"].code]
        folder = desk.folder
    assert folder.key == b"", "a closed folder has forgotten its key"
    shown.append(repr(county.handed["T01"]))
    errors: list[Exception] = []
    for typed in (key[:-1], county.handed["T01"].code):
        try:
            unlocking.unlock_with_recovery(office, typed, NEW, clock=LATER, cost=COST)
        except unlocking.RecoveryMistyped as error:
            errors.append(error)
    shown += [repr(error) + str(error.__cause__) + repr(vars(error)) for error in errors]
    assert len(errors) == 2
    salts = [json.dumps(wrap["salt"]) for wrap in describe(office).wraps.values()]
    for text in shown:
        assert not [secret for secret in (*secrets, *salts, key[:-1]) if secret in text]
