"""Packs keep what single files keep: damage costs the photos it hits, a crash costs nothing."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.ids import Digest
from inspector.media.pack import PackWriter, Shape, read_pack
from inspector.media.shelf import Lying, Shelf
from inspector.media.vault import PhotoDamaged, PhotoMissing, Vault, finished_files
from inspector.platform.durable import DiskFull
from inspector.platform.latch import Latch, OnlyReading

KEY = bytes(range(32))


def named(content: bytes) -> Digest:
    return Digest(sha256(content).hexdigest())


CONTENTS = (b"street", b"pond", b"board" * 9, b"")
PHOTOS = {named(content): content for content in CONTENTS}
STREET, POND, BOARD, EMPTY = PHOTOS


def put_together(vault: Vault, contents: Iterable[bytes] = CONTENTS) -> None:
    with vault.batch() as batch:
        for content in contents:
            batch.put(content, named(content))


def packed(root: Path, contents: Iterable[bytes] = CONTENTS) -> Path:
    """Put photos in one go and return the pack, which is new."""
    root.mkdir(exist_ok=True)
    before = set(root.rglob("*.pack"))
    put_together(Vault(root, KEY), contents)
    (made,) = set(root.rglob("*.pack")) - before
    return made


def lost(vault: Vault) -> set[Digest]:
    """Return the photos that cannot be had any more; what can be had is what was put."""
    gone = set()
    for digest, content in PHOTOS.items():
        try:
            assert vault.get(digest) == content
        except (PhotoMissing, PhotoDamaged):
            gone.add(digest)
    return gone


def damage(pack: Path, at: int) -> None:
    content = bytearray(pack.read_bytes())
    content[at] ^= 0x10
    pack.write_bytes(content)


def hit(pack: Path, digest: Digest) -> None:
    """Damage one photo in a pack."""
    (place,) = Shelf(pack.parent.parent, KEY).find(digest, Shape.PICTURE)
    damage(pack, place.offset + 12)


def test_what_is_put_in_one_go_is_one_file(tmp_path: Path) -> None:
    pack = packed(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [pack]
    assert read_pack(pack, KEY).sound
    assert not lost(Vault(tmp_path, KEY))


def test_the_same_photos_make_the_same_name_in_any_order(tmp_path: Path) -> None:
    first, second = packed(tmp_path / "a"), packed(tmp_path / "b", reversed(CONTENTS))
    other = packed(tmp_path / "c", CONTENTS[1:])
    assert first.name == second.name != other.name


def test_every_damaged_byte_costs_at_most_one_photo(tmp_path: Path) -> None:
    pack = packed(tmp_path)
    whole = pack.read_bytes()
    costs = []
    for at in range(len(whole)):
        damage(pack, at)
        vault = Vault(tmp_path, KEY)
        gone = lost(vault)
        assert len(gone) <= 1, at
        costs.append(len(gone))
        # nobody is told of the magic and the heads: the index says the same
        assert gone or vault.unsound_packs() == (() if read_pack(pack, KEY).sound else (pack,))
        pack.write_bytes(whole)
    assert sum(costs) == sum(28 + len(content) for content in CONTENTS)
    assert not lost(Vault(tmp_path, KEY))


def test_of_a_torn_pack_all_before_the_cut_is_there(tmp_path: Path) -> None:
    pack = packed(tmp_path)
    whole = pack.read_bytes()
    ends = [
        place.offset + place.size
        for digest in PHOTOS
        for place in Shelf(tmp_path, KEY).find(digest, Shape.PICTURE)
    ]
    for kept in range(len(whole)):
        pack.write_bytes(whole[:kept])
        vault = Vault(tmp_path, KEY)
        assert len(lost(vault)) == sum(end > kept for end in ends), kept
        assert vault.unsound_packs() == (pack,)


def test_what_is_no_pack_of_ours_is_ignored_and_named(tmp_path: Path) -> None:
    pack = packed(tmp_path)
    with Vault(tmp_path / "packs", bytes(32)).batch() as batch:
        batch.put(b"foreign", named(b"foreign"))
    (inner,) = (tmp_path / "packs" / "packs").iterdir()
    foreign = inner.rename(tmp_path / "packs" / "foreign.pack")
    noise = tmp_path / "packs" / "noise.pack"
    noise.write_bytes(os.urandom(500))
    (tmp_path / "packs" / "folder.pack").mkdir()
    vault = Vault(tmp_path, KEY)
    assert not lost(vault)
    assert not vault.has(named(b"foreign"))
    assert set(vault.unsound_packs()) == {foreign, noise, tmp_path / "packs" / "folder.pack"}
    assert vault.sweep(set()).orphans, "ours goes"
    assert not pack.exists()
    assert foreign.exists(), "what cannot be read is nobody's to remove"


def test_a_torn_pack_is_not_swept_away(tmp_path: Path) -> None:
    pack = packed(tmp_path)
    pack.write_bytes(pack.read_bytes()[:-1])
    assert Vault(tmp_path, KEY).sweep(set()).orphans == ()
    assert not lost(Vault(tmp_path, KEY))


def test_a_sweep_takes_packs_of_which_nothing_is_known_and_keeps_the_rest_whole(
    tmp_path: Path,
) -> None:
    vault = Vault(tmp_path, KEY)
    kept = packed(tmp_path, CONTENTS[:2])
    gone = packed(tmp_path, CONTENTS[2:])
    unfinished = tmp_path / "packs" / ".0123456789abcdef.part"
    unfinished.touch()
    swept = vault.sweep({STREET})
    assert set(swept.orphans) == {BOARD, EMPTY}
    assert swept.unfinished == 1
    assert kept.exists()
    assert not gone.exists()
    assert lost(vault) == {BOARD, EMPTY}


@pytest.mark.parametrize("singly", [True, False])
def test_a_damaged_photo_is_healed_by_putting_it_again(tmp_path: Path, *, singly: bool) -> None:
    pack = packed(tmp_path)
    hit(pack, POND)
    vault = Vault(tmp_path, KEY)
    assert lost(vault) == {POND}
    if singly:
        vault.put(b"pond", POND)
    else:
        put_together(vault)
        assert len(list(tmp_path.rglob("*.pack"))) == 2
    for healed in (vault, Vault(tmp_path, KEY)):
        assert not lost(healed)
        assert healed.count() == len(PHOTOS)


def test_a_pack_of_which_all_is_damaged_is_written_anew_in_its_place(tmp_path: Path) -> None:
    pack = packed(tmp_path)
    for digest in PHOTOS:
        hit(pack, digest)
    vault = Vault(tmp_path, KEY)
    assert lost(vault) == set(PHOTOS)
    put_together(vault)
    assert list(tmp_path.rglob("*.pack")) == [pack]
    assert not lost(vault)


def test_a_damaged_single_file_is_healed_by_a_pack(tmp_path: Path) -> None:
    vault = Vault(tmp_path, KEY)
    vault.put(b"pond", POND)
    (single,) = finished_files(tmp_path)
    single.write_bytes(b"rot")
    packed(tmp_path)
    assert not lost(Vault(tmp_path, KEY))
    assert Vault(tmp_path, KEY).count() == len(PHOTOS)


def test_a_photo_discarded_from_a_pack_leaves_the_others(tmp_path: Path) -> None:
    vault = Vault(tmp_path, KEY)
    with vault.batch() as batch:
        for content in CONTENTS:
            batch.put(content, named(content))
            batch.put_thumbnail(b"small", named(content))
    assert vault.complete((STREET, POND))
    vault.discard(POND)
    assert not vault.complete((STREET, POND))
    for after in (vault, Vault(tmp_path, KEY)):
        assert lost(after) == {POND}
        assert not after.has(POND, Shape.THUMBNAIL)
        assert after.get_thumbnail(STREET) == b"small"
    for digest in PHOTOS:
        vault.discard(digest)
    assert not list(finished_files(tmp_path))


class Crash(BaseException):
    """The process is gone."""


def test_a_crash_while_discarding_loses_no_other_photo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps, fatal = 0, -1

    def watched(real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **options: object) -> object:
            nonlocal steps
            steps += 1
            if steps >= fatal >= 0:
                raise Crash
            return real(*args, **options)

        return step

    for name in ("fsync", "replace", "unlink"):
        monkeypatch.setattr(os, name, watched(getattr(os, name)))
    packed(tmp_path / "count")
    steps = 0
    Vault(tmp_path / "count", KEY).discard(POND)
    assert steps >= 5
    for stop in range(1, steps + 1):
        fatal, root = -1, tmp_path / str(stop)
        packed(root)
        steps, fatal = 0, stop
        with pytest.raises(Crash):
            Vault(root, KEY).discard(POND)
        fatal = -1
        vault = Vault(root, KEY)
        assert lost(vault) <= {POND}
        vault.discard(POND)
        vault.sweep({STREET})
        assert lost(vault) == {POND}
        assert len([path for path in root.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("number", range(len(CONTENTS)))
def test_a_disk_that_fills_in_the_middle_of_a_pack_keeps_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    real, left = PackWriter.add, number

    def full(writer: PackWriter, sealed: bytes, mark: bytes) -> None:
        nonlocal left
        if not left:
            raise OSError(errno.ENOSPC, "No space left on device")
        left -= 1
        real(writer, sealed, mark)

    monkeypatch.setattr(PackWriter, "add", full)
    vault = Vault(tmp_path, KEY, Latch(tmp_path))
    with pytest.raises(DiskFull):
        put_together(vault)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert vault.missing(PHOTOS) == tuple(PHOTOS)
    with pytest.raises(OnlyReading), vault.batch():
        pass
    monkeypatch.undo()
    packed(tmp_path)
    assert not lost(Vault(tmp_path, KEY))


def test_a_photo_is_found_in_a_pack_that_was_written_anew_just_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed(tmp_path)
    vault = Vault(tmp_path, KEY)
    real, stale = Shelf.find, [[Lying(path=tmp_path / "packs" / "old.pack", offset=9, size=9)]]

    def late(shelf: Shelf, digest: Digest, shape: Shape) -> list[Lying]:
        return stale.pop() if stale else real(shelf, digest, shape)

    monkeypatch.setattr(Shelf, "find", late)
    assert vault.get(STREET) == b"street"


def test_a_copy_of_the_files_is_a_vault_under_the_same_key(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "here", KEY)
    packed(tmp_path / "here", CONTENTS[1:])
    vault.put(b"street", STREET)
    vault.put_thumbnail(b"small", STREET)
    (tmp_path / "here" / "packs" / ".0123456789abcdef.part").touch()
    files = list(finished_files(tmp_path / "here"))
    assert len(files) == 3
    for file in files:
        copy = tmp_path / "copy" / file.relative_to(tmp_path / "here")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    assert vault.count() == vault.at(tmp_path / "copy").count() == len(PHOTOS)
    assert not lost(vault.at(tmp_path / "copy"))


@settings(max_examples=30, deadline=None)  # it waits for the disk
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["put", "batch", "discard", "open"]),
            st.sets(st.sampled_from(CONTENTS)),
        ),
        max_size=9,
    )
)
def test_any_mix_of_steps_ends_with_what_was_put_and_not_discarded(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, set[bytes]]]
) -> None:
    root = tmp_path_factory.mktemp("vault")
    vault, held = Vault(root, KEY), set[Digest]()
    for step, contents in steps:
        digests = {named(content) for content in contents}
        if step == "put":
            for content in contents:
                vault.put(content, named(content))
            held |= digests
        elif step == "batch":
            put_together(vault, contents)
            held |= digests
        elif step == "discard":
            for digest in digests:
                vault.discard(digest)
            held -= digests
        else:
            vault = Vault(root, KEY)
        assert lost(vault) == set(PHOTOS) - held
        assert vault.missing(PHOTOS) == tuple(one for one in PHOTOS if one not in held)
        assert vault.count() == len(held)
    assert lost(Vault(root, KEY)) == set(PHOTOS) - held
