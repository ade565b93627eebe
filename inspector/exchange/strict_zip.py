"""The strict zip profile: one way to pack, and a reader that takes nothing else.

ZIP with every entry STORED, no extra fields, no data descriptors, flags 0, one fixed date,
``manifest.json`` first and then the entries in its order. Given the manifest, every byte of the
file but the contents and their CRCs is known beforehand. So the reader does not interpret headers:
it writes them again and compares. Bombs, slips, double names, links and hidden bytes have no room.

Source: package format, sections 3 and 10.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from struct import Struct
from zlib import crc32

from inspector.domain.canonical import Tree, canonical
from inspector.exchange.reject import ContainerRefused
from inspector.exchange.strict_json import NotStrict, read_tree

MANIFEST = "manifest.json"
RECORDS = "records.jsonl"
README = "README.txt"
MAX_ENTRIES = 5_002
MAX_MANIFEST = 2 * 2**20
MAX_README = 64 * 2**10
MAX_RECORDS = 64 * 2**20
MAX_OBJECT = 25 * 2**20

MEDIA = {"image/jpeg": "jpg", "image/png": "png"}
"""Kinds of photos that travel, and their ending."""

_NAME = re.compile(r"README\.txt|records\.jsonl|objects/([0-9a-f]{2})/(\1[0-9a-f]{62})\.(jpg|png)")
_HEX64 = re.compile(r"[0-9a-f]{64}")
_LOCAL = Struct("<4s5H3I2H")
_CENTRAL = Struct("<4s6H3I5H2I")
_END = Struct("<4s4H2IH")
_VERSION = 10
_DATE = 0x21  # 1980-01-01, the earliest there is
_CRC_AT = slice(14, 18)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One entry as the manifest lists it."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One entry's bytes, loaded and measured."""

    member: Member
    content: bytes
    crc: int

    @classmethod
    def of(cls, name: str, content: bytes) -> Content:
        """Measure ``content``; the two digests run without Python's lock."""
        digest = sha256(content).hexdigest()
        member = Member(name=name, size=len(content), sha256=digest)
        return cls(member=member, content=content, crc=crc32(content))


def object_name(digest: str, media: str) -> str:
    """Return the entry's name of a photo.

    Raises:
        KeyError: No such photos travel.
    """
    return f"objects/{digest[:2]}/{digest}.{MEDIA[media]}"


def object_of(name: str) -> tuple[str, str] | None:
    """Return digest and media type that an entry's name states, or None if it is no photo."""
    match = _NAME.fullmatch(name)
    if match is None or match[2] is None:
        return None
    return match[2], next(media for media, ending in MEDIA.items() if ending == match[3])


def manifest_bytes(members: Sequence[Member]) -> bytes:
    """Return the manifest, which the header's ``manifest_sha256`` covers."""
    entries: list[Tree] = [
        {"name": member.name, "size": member.size, "sha256": member.sha256} for member in members
    ]
    return canonical({"v": 1, "entries": entries})


def packed_size(members: Sequence[Member], manifest_size: int) -> int:
    """Return the size in bytes of the zip."""
    sizes = [(len(MANIFEST), manifest_size)]
    sizes += [(len(member.name), member.size) for member in members]
    overhead = _LOCAL.size + _CENTRAL.size
    return _END.size + sum(overhead + 2 * name + size for name, size in sizes)


def pack(manifest: bytes, contents: Iterator[Content]) -> Iterator[bytes]:
    """Yield the zip piece by piece; ``contents`` must come in the manifest's order."""
    index: list[tuple[Member, int, int]] = []
    at = 0
    first = Content.of(MANIFEST, manifest)
    for each in _chained(first, contents):
        index.append((each.member, each.crc, at))
        head = _local(each.member, each.crc)
        at += len(head) + each.member.size
        yield head
        yield each.content
    yield _directory(index, at)


def _chained(first: Content, contents: Iterator[Content]) -> Iterator[Content]:
    yield first
    yield from contents


def _local(member: Member, crc: int) -> bytes:
    name = member.name.encode("ascii")
    size = member.size
    head = _LOCAL.pack(b"PK\3\4", _VERSION, 0, 0, 0, _DATE, crc, size, size, len(name), 0)
    return head + name


def _directory(index: Sequence[tuple[Member, int, int]], at: int) -> bytes:
    parts = []
    for member, crc, offset in index:
        name = member.name.encode("ascii")
        sizes = (crc, member.size, member.size, len(name))
        fixed = (b"PK\1\2", _VERSION, _VERSION, 0, 0, 0, _DATE)
        parts += [_CENTRAL.pack(*fixed, *sizes, 0, 0, 0, 0, 0, offset), name]
    listing = b"".join(parts)
    end = _END.pack(b"PK\5\6", 0, 0, len(index), len(index), len(listing), at, 0)
    return listing + end


class StrictReader:
    """Takes a zip in pieces as it is decrypted, and hands out whole checked entries.

    Each entry is handed out once its digest matched; a refusal ends everything.
    """

    def __init__(self, manifest_sha256: str, take: Callable[[Member, bytes], None]) -> None:
        self._manifest_sha256 = manifest_sha256
        self._take = take
        self._pieces: deque[memoryview] = deque()
        self._held = 0
        self._walk = self._reading()
        self._wanted = next(self._walk)
        self._ended = False
        self.members: tuple[Member, ...] = ()

    def feed(self, piece: bytes) -> None:
        """Take the next bytes of the zip.

        Raises:
            ContainerRefused: They are not what the profile demands.
        """
        if not piece:
            return
        self._pieces.append(memoryview(piece))
        self._held += len(piece)
        while self._held >= self._wanted:
            if self._ended:
                raise ContainerRefused(where="多余内容")
            self._hand_on()

    def finish(self) -> None:
        """Say that no more bytes come.

        Raises:
            ContainerRefused: Something is missing.
        """
        if not self._ended:
            raise ContainerRefused(where="提前结束")

    def _hand_on(self) -> None:
        part = self._cut(self._wanted)
        try:
            self._wanted = self._walk.send(part)
        except StopIteration:
            self._ended = True
            self._wanted = 1

    def _cut(self, size: int) -> bytes:
        """Return the next ``size`` bytes that are held, copied once."""
        self._held -= size
        parts = []
        while size:
            piece = self._pieces.popleft()
            parts.append(piece[:size])
            if len(piece) > size:
                self._pieces.appendleft(piece[size:])
            size -= len(parts[-1])
        return b"".join(parts)

    def _reading(self) -> Generator[int, bytes, None]:
        """Walk through the file: each yield asks for so many bytes."""
        manifest, crc = yield from self._manifest()
        index = [(manifest, crc, 0)]
        at = _LOCAL.size + len(MANIFEST) + manifest.size
        for member in self.members:
            crc = yield from self._entry(member)
            index.append((member, crc, at))
            at += _LOCAL.size + len(member.name) + member.size
        expected = _directory(index, at)
        if (yield len(expected)) != expected:
            raise ContainerRefused(where="目录")

    def _manifest(self) -> Generator[int, bytes, tuple[Member, int]]:
        head = yield _LOCAL.size + len(MANIFEST)
        size = int.from_bytes(head[18:22], "little")
        if not 0 < size <= MAX_MANIFEST:
            raise ContainerRefused(where=MANIFEST)
        content = yield size
        each = Content.of(MANIFEST, content)
        if head != _local(each.member, each.crc) or each.member.sha256 != self._manifest_sha256:
            raise ContainerRefused(where=MANIFEST)
        self.members = read_manifest(content)
        return each.member, each.crc

    def _entry(self, member: Member) -> Generator[int, bytes, int]:
        head = yield _LOCAL.size + len(member.name)
        crc = int.from_bytes(head[_CRC_AT], "little")
        if head != _local(member, crc):
            raise ContainerRefused(where=member.name)
        content = (yield member.size) if member.size else b""
        if crc32(content) != crc or sha256(content).hexdigest() != member.sha256:
            raise ContainerRefused(where=member.name)
        self._take(member, content)
        return crc


def read_manifest(source: bytes) -> tuple[Member, ...]:
    """Read and check a manifest.

    Raises:
        ContainerRefused: A name outside the grammar or twice, an entry too large, or no manifest.
    """
    try:
        tree = read_tree(source)
    except NotStrict as error:
        raise ContainerRefused(where=f"{MANIFEST}: {error}") from error
    listed = tree.get("entries") if isinstance(tree, dict) else None
    if not isinstance(tree, dict) or tree.get("v") != 1 or not isinstance(listed, list):
        raise ContainerRefused(where=MANIFEST)
    if len(listed) >= MAX_ENTRIES:
        raise ContainerRefused(where=f"{len(listed)} 个文件")
    members = tuple(_member(entry) for entry in listed)
    if len({member.name for member in members}) != len(members):
        raise ContainerRefused(where="重名")
    return members


def _member(entry: Tree) -> Member:
    if not isinstance(entry, dict) or set(entry) != {"name", "size", "sha256"}:
        raise ContainerRefused(where=MANIFEST)
    name, size, digest = entry["name"], entry["size"], entry["sha256"]
    if not isinstance(name, str) or not isinstance(digest, str) or not _HEX64.fullmatch(digest):
        raise ContainerRefused(where=MANIFEST)
    limit = _limit(name)
    if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size <= limit:
        raise ContainerRefused(where=f"{name}: {size!r} 字节")
    named = object_of(name)
    if named is not None and named[0] != digest:
        raise ContainerRefused(where=name)
    return Member(name=name, size=size, sha256=digest)


def _limit(name: str) -> int:
    if not _NAME.fullmatch(name):
        raise ContainerRefused(where=f"文件名 {name[:80]!r}")
    return {RECORDS: MAX_RECORDS, README: MAX_README}.get(name, MAX_OBJECT)
