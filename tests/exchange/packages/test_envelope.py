"""Damage of every kind to a whole package: refused, and nothing of it handed on.

Every truncation, a sample of the single-bit flips that spares no part of the file, splices,
zeroed sectors and appended bytes. The control at the end shows that the rig would notice.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from inspector.domain.canonical import Tree
from inspector.domain.ids import CountyCode, Digest
from inspector.domain.progress import Ticket
from inspector.exchange.header import Kind
from inspector.exchange.read_package import read
from inspector.exchange.reject import Reject

if TYPE_CHECKING:
    from inspector.exchange.write_package import PackedObject
    from tests.exchange.packages.conftest import Played

FLIPS = 5_000
SPLICES = 1_000


class Rig:
    """One sound package with every optional line, and a place to put damaged copies."""

    def __init__(self, played: Played, folder: Path, sound: bytes, other: bytes) -> None:
        self.played = played
        self.path = folder / "damaged.wxp"
        self.sound = sound
        self.other = other

    def accepted(self, damaged: bytes) -> bool:
        """Tell whether anything of a damaged copy was taken; anything but a Reject is a bug."""
        taken: dict[Digest, bytes] = {}
        self.path.unlink(missing_ok=True)  # writing over a file makes ext4 wait for the disk
        self.path.write_bytes(damaged)
        try:
            read(
                self.path,
                self.played.book,
                [self.played.root.sealing],
                keep_object=taken.__setitem__,
                ticket=Ticket(),
            )
        except Reject:
            return bool(taken)
        return True


@pytest.fixture(scope="module")
def rig(
    played: Played,
    tmp_path_factory: pytest.TempPathFactory,
    make_item: Callable[..., dict[str, Tree]],
    make_jpeg: Callable[..., bytes],
    pack_photo: Callable[..., PackedObject],
) -> Rig:
    folder = tmp_path_factory.mktemp("envelope")
    office = played.without_device()
    line = played.invitation.enrol(played.device, county=CountyCode("419924"))
    made = []
    for number in (1, 2):
        path = played.write(
            folder / "sound.wxp",
            records=[make_item(n) for n in range(1, 5)],
            objects=[pack_photo(make_jpeg(number * 10 + n) + bytes(300)) for n in range(3)],
            signer=played.device.signer(line),
        )
        made.append(path.read_bytes())
    return Rig(office, folder, *made)


def test_the_sample_is_a_sound_package_of_about_ten_kilobytes(rig: Rig) -> None:
    assert rig.accepted(rig.sound)
    assert rig.accepted(rig.other)
    assert 8_000 < len(rig.sound) < 12_000


def test_every_truncation_is_refused(rig: Rig) -> None:
    assert [size for size in range(len(rig.sound)) if rig.accepted(rig.sound[:size])] == []


def flipped(sound: bytes, bits: range) -> Iterator[tuple[int, bytes]]:
    """Yield copies with one bit changed."""
    for bit in bits:
        copy = bytearray(sound)
        copy[bit // 8] ^= 1 << bit % 8
        yield bit, bytes(copy)


def test_flipped_bits_are_refused(rig: Rig) -> None:
    every = 8 * len(rig.sound) // FLIPS  # a step that is odd meets all bits of a byte in turn
    bits = range(0, 8 * len(rig.sound), every - 1 + every % 2)
    assert len(bits) >= FLIPS
    assert [bit for bit, copy in flipped(rig.sound, bits) if rig.accepted(copy)] == []


def test_flipped_bits_before_the_payload_of_a_dispatch_are_refused(
    rig: Rig, played: Played, tmp_path: Path
) -> None:
    path = played.write(
        tmp_path / "dispatch.wxp", facts=played.facts(Kind.DISPATCH), signer=played.root.signer()
    )
    sound = path.read_bytes()
    assert rig.accepted(sound)
    lines = sound.index(b'"pad"')
    assert [bit for bit, copy in flipped(sound, range(8 * lines)) if rig.accepted(copy)] == []


def test_splices_zeroed_sectors_and_appended_bytes_are_refused(rig: Rig) -> None:
    draw = random.Random(20261105)
    sound, other = rig.sound, rig.other
    kinds: list[Callable[[int, int], bytes]] = [
        lambda at, _to: sound[:at] + other[at:],
        lambda at, to: sound[:at] + other[at:to] + sound[to:],
        lambda at, to: sound[:at] + bytes(to - at) + sound[to:],
        lambda at, to: sound[:at] + sound[to:],
        lambda at, to: sound[:at] + sound[at:to] * 2 + sound[to:],
        lambda at, to: sound + sound[at:to],
    ]
    missed = []
    for number in range(SPLICES):
        at, to = sorted(draw.sample(range(len(sound) + 1), 2))
        damaged = kinds[number % len(kinds)](at, to)
        if damaged not in (sound, other) and rig.accepted(damaged):
            missed.append((number, at, to))
    assert missed == []


def test_the_rig_catches_a_reader_that_looks_away(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = rig.sound.replace(b'"seq":1', b'"seq":2')
    assert not rig.accepted(damaged)
    monkeypatch.setattr("inspector.exchange.read_package.signature_holds", lambda *_: True)
    assert rig.accepted(damaged)
