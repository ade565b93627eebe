"""The header: what a package says of itself, in canonical JSON of a fixed length.

Size and digest of the payload are known only after it was written, since sealing adds random
bytes. So the writer leaves room: ``pad`` fills the header to 4,096 bytes or the next power of
two, whatever the numbers turn out to be.

Source: package format, sections 2, 10 and 11.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from inspector.domain.canonical import Tree, canonical
from inspector.domain.ids import CountyCode, Rid, RoundId, TeamId
from inspector.exchange.frame import MAX_HEADER, MAX_PACKAGE
from inspector.exchange.reject import HeaderMalformed, TooNew
from inspector.exchange.strict_json import NotStrict, read_tree

VERSION = 1
SUITE = 1
"""Ed25519, age with X25519 and ChaCha20-Poly1305, SHA-256. Other numbers are reserved."""

UNDERSTOOD: frozenset[str] = frozenset()
"""Names in ``crit`` that this reader acts on; any other one makes it refuse."""

SMALLEST = 4_096
NO_ROUND = RoundId("")
NO_TEAM = TeamId("")
_HEX64 = re.compile(r"[0-9a-f]{64}")
_UNKNOWN = "0" * 64


class Kind(StrEnum):
    """What a package is for; the values stand in files."""

    DISPATCH = "dispatch"
    VISIT = "visit"
    OBJECTS = "objects"
    RECEIPT = "receipt"
    ARCHIVE = "archive"


class Sealed(StrEnum):
    """How the payload is kept: for named readers, or in clear for everybody."""

    AGE = "age"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricStamp:
    """The rubric that the records were counted by."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of several packages that belong together; ``index`` counts from 1."""

    set: str
    index: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainHead:
    """The last record of the stream when the package was made: its counter and its rid."""

    n: int
    rid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderFacts:
    """What the maker of a package states; nothing of it is secret."""

    kind: Kind
    county: CountyCode
    device: str
    """A short name of the laptop for people, such as ``"T07-A"``; the key decides, not this."""
    stream: str
    """UUID of the stream; new after a restored backup."""
    seq: int
    """The package's counter in its stream, from 1."""
    claimed_at: str
    """ISO 8601 with zone: a claim."""
    label: str
    """For people: ``第3考评组 2026-11-05 西薛庄村等4村``."""
    round: RoundId = NO_ROUND
    team: TeamId = NO_TEAM
    prev: str = ""
    """Package id of the stream's package before this one, or empty."""
    base: str = ""
    """Package id of the last receipt that this is computed against, or empty."""
    trust_version: int = 0
    rubrics: tuple[RubricStamp, ...] = ()
    part: Part | None = None
    chain: ChainHead | None = None
    rids: str = ""
    """Digest of the records carried, see :func:`rids_digest`; empty if it carries none, and in
    packages made before 2026-11."""
    crit: tuple[str, ...] = ()
    min_reader: int = VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a package holds; ``bytes`` is the sum of its photos."""

    revisions: int = 0
    objects: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header as it stands in a file."""

    facts: HeaderFacts
    counts: Counts
    manifest_sha256: str
    recipients: tuple[str, ...]
    """Key ids of those it is sealed for; empty if it is in clear."""
    sealed: Sealed
    payload_size: int = 0
    payload_sha256: str = _UNKNOWN

    def with_payload(self, size: int, digest: str) -> Header:
        """Return the header for a payload that has been written."""
        return replace(self, payload_size=size, payload_sha256=digest)

    @property
    def room(self) -> int:
        """The length in bytes, the same whatever the payload turns out to be.

        Raises:
            ValueError: It would be longer than a header may be.
        """
        largest = replace(self, payload_size=MAX_PACKAGE, payload_sha256=_UNKNOWN)
        needed = len(canonical(_header_tree(largest, "")))
        room = SMALLEST
        while room < needed:
            room *= 2
        if room > MAX_HEADER:
            raise ValueError(f"a header of {needed} bytes")
        return room

    def to_bytes(self) -> bytes:
        """Return the header in exactly :attr:`room` bytes.

        Raises:
            ValueError: It would be longer than a header may be.
            NotCanonical: A text of it has no canonical form.
        """
        bare = len(canonical(_header_tree(self, "")))
        return canonical(_header_tree(self, " " * (self.room - bare)))


def rids_digest(rids: Iterable[Rid]) -> str:
    """Return the SHA-256 over the raw ids of the records carried, in their order; none, empty."""
    carried = b"".join(bytes.fromhex(rid) for rid in rids)
    return sha256(carried).hexdigest() if carried else ""


def package_id(header: bytes) -> str:
    """Return the package's id: the SHA-256 of its header bytes, never its file name."""
    return sha256(header).hexdigest()


def read_header(source: bytes) -> Header:
    """Read a header. Unknown fields are passed over unless ``crit`` names them.

    Raises:
        TooNew: It says that this reader may not read it.
        HeaderMalformed: It is not canonical JSON, or a field is missing or of another type.
    """
    try:
        tree = read_tree(source, longest=MAX_HEADER)
    except NotStrict as error:
        raise HeaderMalformed(where=str(error)) from error
    if not isinstance(tree, dict):
        raise HeaderMalformed(where="$")
    fields = _Fields(tree)
    _check_age(fields)
    payload = fields.inner("payload")
    return Header(
        facts=_facts(fields),
        counts=_counts(fields.inner("counts")),
        manifest_sha256=fields.hex64("manifest_sha256"),
        recipients=fields.texts("recipients"),
        sealed=_sealed(payload),
        payload_size=payload.number("size"),
        payload_sha256=payload.hex64("sha256"),
    )


def _check_age(fields: _Fields) -> None:
    if fields.number("min_reader") > VERSION:
        raise TooNew(feature=f"格式 {fields.number('min_reader')}")
    if strange := sorted(set(fields.texts("crit")) - UNDERSTOOD):
        raise TooNew(feature=strange[0])
    if fields.number("suite") != SUITE:
        raise TooNew(feature=f"密码套件 {fields.number('suite')}")
    if fields.text("kind") not in set(Kind):
        raise TooNew(feature=fields.text("kind"))
    if fields.number("v") < 1:
        raise HeaderMalformed(where="v")


def _sealed(payload: _Fields) -> Sealed:
    try:
        return Sealed(payload.text("enc"))
    except ValueError as error:
        raise TooNew(feature=payload.text("enc")) from error


def _facts(fields: _Fields) -> HeaderFacts:
    return HeaderFacts(
        kind=Kind(fields.text("kind")),
        county=CountyCode(fields.text("county")),
        round=RoundId(fields.text("round")),
        team=TeamId(fields.text("team")),
        device=fields.text("device"),
        stream=fields.text("stream"),
        seq=fields.number("seq"),
        prev=fields.text("prev"),
        base=fields.text("base"),
        chain=_chain(fields),
        rids=fields.hex64_or_empty("rids"),
        trust_version=fields.number("trust_version"),
        rubrics=tuple(_rubric(each) for each in fields.inners("rubrics")),
        part=_part(fields),
        claimed_at=fields.text("claimed_at"),
        label=fields.text("label"),
        crit=fields.texts("crit"),
        min_reader=fields.number("min_reader"),
    )


def _counts(fields: _Fields) -> Counts:
    return Counts(
        revisions=fields.number("revisions"),
        objects=fields.number("objects"),
        bytes=fields.number("bytes"),
    )


def _rubric(fields: _Fields) -> RubricStamp:
    return RubricStamp(
        id=fields.text("id"), version=fields.text("version"), sha256=fields.hex64("sha256")
    )


def _chain(fields: _Fields) -> ChainHead | None:
    inner = fields.inner_or_none("chain")
    return ChainHead(n=inner.number("n"), rid=inner.hex64("rid")) if inner else None


def _part(fields: _Fields) -> Part | None:
    inner = fields.inner_or_none("part")
    if inner is None:
        return None
    return Part(set=inner.text("set"), index=inner.number("index"), of=inner.number("of"))


def _header_tree(header: Header, pad: str) -> dict[str, Tree]:
    facts = header.facts
    return {
        "v": VERSION,
        "min_reader": facts.min_reader,
        "crit": list(facts.crit),
        "suite": SUITE,
        "kind": facts.kind.value,
        "county": facts.county,
        "round": facts.round,
        "team": facts.team,
        "device": facts.device,
        "stream": facts.stream,
        "seq": facts.seq,
        "prev": facts.prev,
        "base": facts.base,
        "chain": {"n": facts.chain.n, "rid": facts.chain.rid} if facts.chain else None,
        "rids": facts.rids,
        "trust_version": facts.trust_version,
        "rubrics": [
            {"id": each.id, "version": each.version, "sha256": each.sha256}
            for each in facts.rubrics
        ],
        "part": _part_tree(facts.part),
        "recipients": list(header.recipients),
        "claimed_at": facts.claimed_at,
        "label": facts.label,
        "payload": {
            "enc": header.sealed.value,
            "size": header.payload_size,
            "sha256": header.payload_sha256,
        },
        "manifest_sha256": header.manifest_sha256,
        "counts": {
            "revisions": header.counts.revisions,
            "objects": header.counts.objects,
            "bytes": header.counts.bytes,
        },
        "pad": pad,
    }


def _part_tree(part: Part | None) -> Tree:
    return {"set": part.set, "index": part.index, "of": part.of} if part else None


class _Fields:
    """A JSON object whose fields are asked for by name and type."""

    def __init__(self, tree: Mapping[str, Tree], where: str = "") -> None:
        self._tree = tree
        self._where = where

    def text(self, name: str) -> str:
        """Return a text."""
        field = self._tree.get(name)
        if not isinstance(field, str):
            raise self._wrong(name)
        return field

    def hex64(self, name: str) -> str:
        """Return a SHA-256."""
        field = self.text(name)
        if not _HEX64.fullmatch(field):
            raise self._wrong(name)
        return field

    def hex64_or_empty(self, name: str) -> str:
        """Return a SHA-256, or an empty text where there is none."""
        return "" if self._tree.get(name, "") == "" else self.hex64(name)

    def number(self, name: str) -> int:
        """Return a number, zero or greater."""
        field = self._tree.get(name)
        if not isinstance(field, int) or isinstance(field, bool) or field < 0:
            raise self._wrong(name)
        return field

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        listed = self._list(name)
        texts = tuple(each for each in listed if isinstance(each, str))
        if len(texts) != len(listed):
            raise self._wrong(name)
        return texts

    def inner(self, name: str) -> _Fields:
        """Return an object within."""
        inner = self.inner_or_none(name)
        if inner is None:
            raise self._wrong(name)
        return inner

    def inner_or_none(self, name: str) -> _Fields | None:
        """Return an object within, or None where there is none."""
        field = self._tree.get(name)
        if field is None:
            return None
        if not isinstance(field, dict):
            raise self._wrong(name)
        return _Fields(field, f"{self._where}{name}.")

    def inners(self, name: str) -> tuple[_Fields, ...]:
        """Return a list of objects."""
        listed = self._list(name)
        inners = tuple(_Fields(each, f"{name}.") for each in listed if isinstance(each, dict))
        if len(inners) != len(listed):
            raise self._wrong(name)
        return inners

    def _list(self, name: str) -> list[Tree]:
        field = self._tree.get(name)
        if not isinstance(field, list):
            raise self._wrong(name)
        return field

    def _wrong(self, name: str) -> HeaderMalformed:
        return HeaderMalformed(where=f"{self._where}{name}")
