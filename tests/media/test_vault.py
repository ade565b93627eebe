"""The vault keeps what it was given, encrypted, and survives a crash at any step."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.ids import Digest
from inspector.media import batch as batch_module
from inspector.media import pack_file
from inspector.media.pack import Shape
from inspector.media.vault import PhotoDamaged, PhotoMissing, Swept, Vault
from inspector.platform.durable import DiskFull, FileUnreadable, FolderReadOnly

KEY = bytes(range(32))


def named(content: bytes) -> Digest:
    return Digest(sha256(content).hexdigest())


PHOTOS = {named(content): content for content in (b"street", b"pond", b"board" * 999)}
STREET = named(b"street")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path, KEY)


def files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def test_what_was_put_is_what_one_gets(vault: Vault) -> None:
    for digest, content in PHOTOS.items():
        vault.put(content, digest)
        vault.put_thumbnail(b"small " + content, digest)
    for digest, content in PHOTOS.items():
        assert vault.get(digest) == content
        assert vault.get_thumbnail(digest) == b"small " + content


def test_an_original_is_kept_under_its_own_digest(vault: Vault) -> None:
    vault.put(b"street", STREET, Shape.ORIGINAL)
    assert vault.get(STREET, Shape.ORIGINAL) == b"street"
    assert not vault.has(STREET)


def test_nothing_lies_there_in_plain(vault: Vault, tmp_path: Path) -> None:
    secret = b"GPS 114.82508 33.6686 " * 40
    vault.put(secret, named(secret))
    vault.put_thumbnail(secret, named(secret))
    assert len(files(tmp_path)) == 2
    for path in files(tmp_path):
        assert b"114.82508" not in path.read_bytes()


def test_putting_again_changes_nothing(vault: Vault, tmp_path: Path) -> None:
    vault.put(b"street", STREET)
    before = [(path, path.read_bytes(), path.stat().st_mtime_ns) for path in files(tmp_path)]
    vault.put(b"street", STREET)
    with vault.batch() as batch:
        batch.put(b"street", STREET)
    after = [(path, path.read_bytes(), path.stat().st_mtime_ns) for path in files(tmp_path)]
    assert after == before


def test_content_of_another_digest_is_refused(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="content is not"):
        vault.put(b"pond", STREET)
    with pytest.raises(ValueError, match="content is not"), vault.batch() as batch:
        batch.put(b"pond", STREET)
    assert not files(tmp_path)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "g" * 64, "0" * 63, "0" * 65])
def test_what_is_no_digest_never_becomes_a_path(vault: Vault, name: str) -> None:
    with pytest.raises(ValueError, match="not a digest"):
        vault.has(Digest(name))


def test_a_photo_that_was_never_put_is_missing(vault: Vault) -> None:
    with pytest.raises(PhotoMissing) as caught:
        vault.get(STREET)
    assert STREET in caught.value.sentence()


def test_the_missing_ones_are_named_once_and_in_order(vault: Vault) -> None:
    vault.put(b"street", STREET)
    pond, board = named(b"pond"), named(b"board" * 999)
    assert vault.missing([pond, STREET, board, pond]) == (pond, board)


def test_every_flipped_bit_and_every_cut_is_found(vault: Vault, tmp_path: Path) -> None:
    vault.put(b"street", STREET)
    (path,) = files(tmp_path)
    whole = path.read_bytes()
    damaged = [whole[:kept] for kept in range(len(whole))]
    damaged += [
        whole[: bit // 8] + bytes([whole[bit // 8] ^ 1 << bit % 8]) + whole[bit // 8 + 1 :]
        for bit in range(8 * len(whole))
    ]
    for content in damaged:
        path.write_bytes(content)
        with pytest.raises(PhotoDamaged) as caught:
            vault.get(STREET)
        assert STREET in caught.value.sentence()


def test_a_photo_swapped_for_another_is_found(vault: Vault, tmp_path: Path) -> None:
    pond = named(b"pond")
    vault.put(b"street", STREET)
    vault.put(b"pond", pond)
    vault.put_thumbnail(b"pond", pond)
    place = tmp_path / STREET[:1] / STREET
    for other in (tmp_path / pond[:1] / pond, tmp_path / pond[:1] / f"{pond}.thumb"):
        place.write_bytes(other.read_bytes())
        with pytest.raises(PhotoDamaged):
            vault.get(STREET)


def test_a_picture_in_the_place_of_its_thumbnail_is_found(vault: Vault, tmp_path: Path) -> None:
    vault.put(b"street", STREET)
    folder = tmp_path / STREET[:1]
    (folder / f"{STREET}.thumb").write_bytes((folder / STREET).read_bytes())
    with pytest.raises(PhotoDamaged):
        vault.get_thumbnail(STREET)


def test_another_key_opens_nothing(vault: Vault, tmp_path: Path) -> None:
    vault.put(b"street", STREET)
    with pytest.raises(PhotoDamaged):
        Vault(tmp_path, bytes(32)).get(STREET)


def test_a_damaged_photo_can_be_discarded_and_put_again(vault: Vault, tmp_path: Path) -> None:
    vault.put(b"street", STREET)
    files(tmp_path)[0].write_bytes(b"rot")
    vault.discard(STREET)
    vault.put(b"street", STREET)
    assert vault.get(STREET) == b"street"


def test_a_damaged_photo_that_is_put_again_is_whole(vault: Vault, tmp_path: Path) -> None:
    vault.put(b"street", STREET)
    vault.put_thumbnail(b"small", STREET)
    for path in files(tmp_path):
        path.write_bytes(b"rot")
    vault.put(b"street", STREET)
    vault.put_thumbnail(b"small", STREET)
    assert (vault.get(STREET), vault.get_thumbnail(STREET)) == (b"street", b"small")


def test_a_sweep_takes_orphans_and_leaves_the_rest(vault: Vault, tmp_path: Path) -> None:
    pond, ledger = named(b"pond"), named(b"ledger")
    for content in (b"street", b"pond", b"ledger"):
        vault.put(content, named(content))
        vault.put_thumbnail(content, named(content))
    vault.put(b"ledger", ledger, Shape.ORIGINAL)
    strange = tmp_path / STREET[:1] / "readme.txt"
    strange.touch()
    (tmp_path / "note.txt").touch()
    unfinished = tmp_path / STREET[:1] / ".0123456789abcdef.part"
    unfinished.touch()
    swept = vault.sweep({pond})
    assert swept.unfinished == 1
    assert set(swept.orphans) == {STREET, ledger}
    assert len(swept.orphans) == 2
    assert vault.get(pond) == b"pond"
    assert vault.get_thumbnail(pond) == b"pond"
    assert not vault.has(STREET)
    assert strange.exists()
    assert vault.sweep({pond}) == Swept(orphans=(), unfinished=0)


def test_a_batch_that_waits_and_syncs_on_the_way_is_all_there(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_module, "WAITING", 3)
    monkeypatch.setattr(pack_file, "STRETCH", 50)
    many = [f"photo {number}".encode() for number in range(10)]
    with vault.batch() as batch:
        for content in many:
            batch.put(content, named(content))
            batch.put(content, named(content))
            batch.put_thumbnail(content, named(content))
    assert [vault.get(named(content)) for content in many] == many


def test_a_batch_that_fails_leaves_no_unfinished_file(vault: Vault, tmp_path: Path) -> None:
    def fail_midway() -> None:
        with vault.batch() as batch:
            batch.put(b"street", STREET)
            raise KeyError

    with pytest.raises(KeyError):
        fail_midway()
    assert not files(tmp_path)


def test_an_empty_batch_does_nothing(vault: Vault, tmp_path: Path) -> None:
    with vault.batch():
        pass
    assert not list(tmp_path.iterdir())


class Crash(BaseException):
    """The process is gone: no step after this one happens."""


STEPS = ("fsync", "replace", "unlink", "mkdir", "open")


class Machine:
    """Counts the steps that reach the disk, and refuses from one of them on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.log: list[tuple[str, str]] = []
        self.refuse_at: int | None = None
        self.refusal: BaseException = Crash()
        self.once = False
        for name in STEPS:
            monkeypatch.setattr(os, name, self._watched(name, getattr(os, name)))
        opening = Path.open

        def open_file(path: Path, mode: str = "r", *args: object) -> object:
            if mode == "xb":
                self._step("create", str(path))
            return opening(path, mode, *args)  # type: ignore[call-overload]  # passes on what it got

        monkeypatch.setattr(Path, "open", open_file)

    def _watched(self, name: str, real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **options: object) -> object:
            what = args[0]
            shown = str(Path(f"/proc/self/fd/{what}").readlink()) if name == "fsync" else str(what)
            if name == "replace":
                shown = str(args[1])
            if name != "open":
                self._step(name, shown)
            # what is logged need not wait for the disk
            return None if name == "fsync" else real(*args, **options)

        return step

    def _step(self, name: str, path: str) -> None:
        at, now = self.refuse_at, len(self.log)
        if at is not None and (now == at or (now > at and not self.once)):
            self.log.append(("refused", path))
            raise self.refusal
        self.log.append((name, path))


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


def put_singly(vault: Vault) -> None:
    for digest, content in PHOTOS.items():
        vault.put(content, digest)
        vault.put_thumbnail(content, digest)


def put_together(vault: Vault) -> None:
    with vault.batch() as batch:
        for digest, content in PHOTOS.items():
            batch.put(content, digest)
            batch.put_thumbnail(content, digest)


WAYS = pytest.mark.parametrize("put", [put_singly, put_together])


def acknowledged_too_early(log: list[tuple[str, str]], root: Path) -> list[str]:
    """Name the files that a power cut after the last step of ``log`` may lose or damage."""
    at: dict[tuple[str, str], int] = {step: number for number, step in enumerate(log)}
    lost = []
    for number, (name, path) in enumerate(log):
        if name != "replace":
            continue
        folder = str(Path(path).parent)
        synced_before = any(
            step == "fsync" and where.endswith(".part") and where.startswith(folder)
            for step, where in log[:number]
        )
        folder_after = at.get(("fsync", folder), -1) > number
        made = at.get(("mkdir", folder), -1)
        if not (synced_before and folder_after and at.get(("fsync", str(root)), -1) > made):
            lost.append(path)
    return lost


@WAYS
def test_all_is_synced_in_order_before_the_put_returns(
    vault: Vault, tmp_path: Path, machine: Machine, put: Callable[[Vault], None]
) -> None:
    put(vault)
    files_made = 1 if put is put_together else 2 * len(PHOTOS)
    assert sum(name == "replace" for name, _ in machine.log) == files_made
    parts = [path for name, path in machine.log if name == "create"]
    synced = [path for name, path in machine.log if name == "fsync"]
    assert set(parts) <= set(synced)
    assert acknowledged_too_early(machine.log, tmp_path) == []


@pytest.mark.parametrize("fault", ["no folder sync", "no file sync"])
def test_the_check_of_the_order_finds_a_broken_twin(
    vault: Vault, tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    if fault == "no folder sync":
        monkeypatch.setattr(pack_file, "sync_folder", lambda _folder: None)
    else:
        monkeypatch.setattr(pack_file, "os", SimpleNamespace(fsync=lambda _file: None))
    put_together(vault)
    assert len(acknowledged_too_early(machine.log, tmp_path)) == 1


def test_a_file_of_a_run_that_died_before_its_last_sync_is_synced_again(
    tmp_path: Path, machine: Machine
) -> None:
    for first, folder in ((put_singly, STREET[:1]), (put_together, "packs")):
        for again in (put_singly, put_together):
            root = tmp_path / f"{first.__name__} {again.__name__}"
            root.mkdir()
            first(Vault(root, KEY))
            machine.log.clear()
            again(Vault(root, KEY))
            assert ("fsync", str(root / folder)) in machine.log
            assert ("fsync", str(root)) in machine.log
            assert not any(name in ("replace", "create") for name, _ in machine.log)


@WAYS
def test_a_crash_at_any_step_leaves_only_what_a_sweep_collects(
    tmp_path: Path, machine: Machine, put: Callable[[Vault], None]
) -> None:
    put(Vault(tmp_path, KEY))
    steps = len(machine.log)
    assert steps >= (6 if put is put_together else 20)
    for refuse_at in range(steps):
        root = tmp_path / f"crash {refuse_at}"
        root.mkdir()
        machine.log.clear()
        machine.refuse_at = refuse_at
        with pytest.raises(Crash):
            put(Vault(root, KEY))
        machine.refuse_at = None
        vault = Vault(root, KEY)
        for digest in set(PHOTOS) - set(vault.missing(PHOTOS)):  # what has its name is whole
            assert vault.get(digest) == PHOTOS[digest]
        vault.sweep(set())
        assert files(root) == []
        put(vault)
        assert vault.missing(PHOTOS) == ()


@WAYS
@pytest.mark.parametrize("once", [True, False])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_refuses_any_step_is_a_clear_error_and_loses_nothing(
    tmp_path: Path, machine: Machine, put: Callable[[Vault], None], number: int, *, once: bool
) -> None:
    machine.refusal = OSError(number, os.strerror(number))
    machine.once = once
    expected = DiskFull if number == errno.ENOSPC else FileUnreadable
    put(Vault(tmp_path, KEY))
    steps, refusals = len(machine.log), 0
    for refuse_at in range(steps):
        root = tmp_path / f"refused {refuse_at}"
        root.mkdir()
        machine.log.clear()
        machine.refuse_at = refuse_at
        vault = Vault(root, KEY)
        try:
            put(vault)
        except expected:
            refusals += 1
        else:  # a refused mkdir of a folder that is there anyway
            assert vault.missing(PHOTOS) == ()
        machine.refuse_at = None
        vault = Vault(root, KEY)  # the one that met the refusal only reads
        put(vault)
        assert [vault.get(digest) for digest in PHOTOS] == list(PHOTOS.values())
        assert vault.sweep(PHOTOS).orphans == ()
    assert refusals >= steps - 2 * len(PHOTOS)


def test_a_read_only_vault_says_so(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(FolderReadOnly):
        vault.put(b"street", STREET)


@settings(max_examples=30, deadline=None)  # it waits for the disk
@given(st.lists(st.binary(min_size=1, max_size=50), max_size=12), st.data())
def test_any_mix_of_puts_ends_with_all_of_them(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes], draw: st.DataObject
) -> None:
    vault = Vault(tmp_path_factory.mktemp("vault"), KEY)
    for content in contents:
        if draw.draw(st.booleans()):
            vault.put(content, named(content))
        else:
            with vault.batch() as batch:
                batch.put(content, named(content))
    assert all(vault.get(named(content)) == content for content in contents)
    assert vault.sweep({named(content) for content in contents}).orphans == ()
