"""A county office, one laptop of team T07, and packages between them; the same in every run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from pathlib import Path

import pyrage
import pytest

from inspector.domain.canonical import Tree
from inspector.domain.ids import CountyCode, Digest, RoundId, TeamId
from inspector.domain.progress import Ticket
from inspector.exchange.frame import EnrolmentLine, Frame
from inspector.exchange.header import Counts, Header, HeaderFacts, Kind, Sealed
from inspector.exchange.identity import CountyRoot, DeviceIdentity, Random, Signer, key_id
from inspector.exchange.read_package import PackageContents, read
from inspector.exchange.staging import Source
from inspector.exchange.trust_book import Invitation, KeyRole, KnownKey, TrustBook
from inspector.exchange.write_package import PackedObject, Payload, write_package

ROUND = RoundId("2026-11")
TEAM = TeamId("T07")
COUNTY = CountyCode("419924")


def seeded(seed: str) -> Random:
    """Return bytes that look random and are the same in every run."""
    numbers = count()

    def draw(size: int) -> bytes:
        return sha256(f"{seed} {next(numbers)}".encode()).digest()[:size]

    return draw


def jpeg(number: int, *, width: int = 2000, height: int = 1500) -> bytes:
    """Return the start of a JPEG: all that is looked at without decoding."""
    edges = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return b"\xff\xd8\xff\xc0\0\x11\x08" + edges + b"\3\1\x22\0\2\x11\1\3\x11\1" + bytes([number])


def png(*, width: int = 2000, height: int = 1500) -> bytes:
    """Return the start of a PNG."""
    edges = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + edges + b"\x08\2\0\0\0" + bytes(4)


def packed(content: bytes, media: str = "image/jpeg") -> PackedObject:
    """Return a photo ready to be packed."""
    digest = Digest(sha256(content).hexdigest())
    return PackedObject(digest=digest, media=media, size=len(content), open=lambda: content)


def item(n: int, **fields: Tree) -> dict[str, Tree]:
    """Return a record of an item."""
    return {
        "t": "item",
        "uid": f"{ROUND}/regular/411329100001/T07/1/ST-{n}",
        "rev_of": [],
        "prev": "" if n == 1 else "ab" * 32,
        "dev": "11111111-2222-3333-4444-555555555555",
        "n": n,
        "by": "T07-1",
        "at": "2026-11-05T09:31:07+08:00",
        "points": 1450,
        "note": "村务公开栏缺第三季度",
        **fields,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """Both sides of the exchange."""

    root: CountyRoot
    device: DeviceIdentity
    invitation: Invitation
    book: TrustBook
    """The office's; it knows the laptop."""

    def facts(self, kind: Kind = Kind.VISIT) -> HeaderFacts:
        """Return what a header says."""
        return HeaderFacts(
            kind=kind,
            county=COUNTY,
            device="T07-A",
            stream="11111111-2222-3333-4444-555555555555",
            seq=1,
            claimed_at="2026-11-05T18:02:00+08:00",
            label="第7考评组 2026-11-05 西薛庄村等4村",
            round=ROUND,
            team=TEAM,
            trust_version=self.book.version,
        )

    def write(
        self,
        path: Path,
        *,
        facts: HeaderFacts | None = None,
        records: Sequence[Mapping[str, Tree]] = (),
        objects: Sequence[PackedObject] = (),
        signer: Signer | None = None,
        recipients: Sequence[str] | None = None,
    ) -> Path:
        """Write a package as the laptop does, but for what is given."""
        sealed_for = self.book.recipients if recipients is None else recipients
        payload = Payload(records=records, objects=objects)
        by = signer or self.device.signer()
        write_package(path, facts or self.facts(), payload, by, sealed_for, Ticket())
        return path

    def read(self, path: Source, taken: dict[Digest, bytes] | None = None) -> PackageContents:
        """Read a package as the office does."""
        kept: dict[Digest, bytes] = {} if taken is None else taken
        return read(
            path, self.book, [self.root.sealing], keep_object=kept.__setitem__, ticket=Ticket()
        )

    def forge(self, path: Path, plain: bytes, *, counts: Counts, manifest: bytes) -> Path:
        """Write a package whose signature and seal are right, whatever is inside."""
        keys = [pyrage.x25519.Recipient.from_str(each) for each in self.book.recipients]
        payload = pyrage.encrypt(plain, keys)
        return self.sign(path, payload, counts=counts, manifest=manifest)

    def sign(self, path: Path, payload: bytes, *, counts: Counts, manifest: bytes) -> Path:
        """Write a package whose signature is right, whatever the payload is."""
        header = Header(
            facts=self.facts(),
            counts=counts,
            manifest_sha256=sha256(manifest).hexdigest(),
            recipients=(),
            sealed=Sealed.AGE,
        ).with_payload(len(payload), sha256(payload).hexdigest())
        return self.frame(path, header.to_bytes(), payload)

    def frame(
        self,
        path: Path,
        header: bytes,
        payload: bytes = b"",
        *,
        signer: Signer | None = None,
        enrolment: EnrolmentLine | None = None,
    ) -> Path:
        """Write a package with these header bytes, rightly signed."""
        by = signer or self.device.signer()
        frame = Frame(
            key=key_id(by.public),
            public=by.public if by.introduces else None,
            enrolment=enrolment,
            signature=bytes(64),
            header=header,
        )
        path.write_bytes(replace(frame, signature=by.sign(frame.signed)).to_bytes() + payload)
        return path

    def without_device(self) -> Played:
        """Return the office before the laptop enrolled."""
        book = replace(self.book, keys=self.book.keys[:1])
        return replace(self, book=book)


@pytest.fixture(scope="session")
def played() -> Played:
    """Give a county that sent an invitation and a laptop that is enrolled."""
    random = seeded("county")
    root = CountyRoot.make(random)
    device = DeviceIdentity.make(random)
    invitation = Invitation.issue(team=TEAM, round_id=ROUND, random=random)
    key = KnownKey(
        public=device.public,
        role=KeyRole.DEVICE,
        team=TEAM,
        recipient=device.sealing.recipient,
        streams=("11111111-2222-3333-4444-555555555555",),
    )
    book = TrustBook.found(COUNTY, root).with_invitations(invitation).with_key(key)
    return Played(root=root, device=device, invitation=invitation, book=book)


@pytest.fixture(scope="session")
def make_jpeg() -> Callable[..., bytes]:
    """Give :func:`jpeg`."""
    return jpeg


@pytest.fixture(scope="session")
def make_png() -> Callable[..., bytes]:
    """Give :func:`png`."""
    return png


@pytest.fixture(scope="session")
def make_item() -> Callable[..., dict[str, Tree]]:
    """Give :func:`item`."""
    return item


@pytest.fixture(scope="session")
def pack_photo() -> Callable[..., PackedObject]:
    """Give :func:`packed`."""
    return packed


@pytest.fixture(scope="session")
def make_random() -> Callable[[str], Random]:
    """Give :func:`seeded`."""
    return seeded
