"""Receipt 回执: what the office says that it holds of one team's work.

A receipt is a list of canonical trees, told apart by ``t``::

    {"t": "receipt", "v": 1, "number": 12, "at": …, "team": "T07", "rounds": [round…]}
    {"t": "stream", "stream": uuid, "n": 812, "rid": rid, "seqs": "1-11,13", "last": package id}
    {"t": "held", "stream": uuid, "n": "1-40,52-90", "sha256": …}
    {"t": "packages", "ids": [package id…]}
    {"t": "photos", "state": "held" | "missing", "sha256": [digest…]}
    {"t": "turned", "package": id, "name": …, "code": "P109", "sentence": …, "apart": bool}
    {"t": "conflicts", "uids": [visit uid…]}

Counters alone prove nothing: a cloned laptop counts the same numbers for other records. So each
``held`` line names up to 256 counters and the SHA-256 over the raw ids of their records, in the
order of the counters (of two records with one counter, the smaller id first). The blocks end at
multiples of 256, so a laptop that was restored from a backup can check those that it has whole. The
block in which its backup ended it hands in once more; from then on a block ends there too.

Source: package format, section 9.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from inspector.domain.canonical import Tree
from inspector.domain.ids import Digest, Rid, RoundId, TeamId, VisitUid
from inspector.domain.ranges import Ranges, numbers, ranges_of, read_ranges, size, spell
from inspector.domain.reading import BadTree, listed, text, texts, whole

VERSION = 1
BLOCK = 256
"""Counters whose records share one digest."""

CHUNK = 2_000
"""Digests or package ids in one line: a line holds 256 KiB at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One record's place in its stream; ``n`` counts from 1."""

    stream: str
    n: int
    rid: Rid


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Records of one stream that the office holds, by counter, and the digest of their ids."""

    n: Ranges
    digest: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamHeld:
    """What the office holds of one stream."""

    stream: str
    n: int
    """The highest counter, 0 if it holds packages and no record."""
    rid: str
    """The record that bears it, or empty."""
    blocks: tuple[Block, ...]
    seqs: Ranges = ()
    """The numbers of the packages that it took in."""
    last: str = ""
    """The id of the package with the highest number, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A package that was refused, or set apart for a decision."""

    package: str
    """Its id; empty where the file did not say."""
    name: str
    code: str
    sentence: str
    apart: bool
    """隔离: kept, and waiting for a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the office holds of one team's work at a moment; the highest number holds."""

    number: int
    """Counts the receipts of one office, over all teams, and never goes back."""
    at: datetime
    team: TeamId
    rounds: tuple[RoundId, ...]
    streams: tuple[StreamHeld, ...] = ()
    packages: tuple[str, ...] = ()
    held: tuple[Digest, ...] = ()
    """Photos in the office's vault."""
    missing: tuple[Digest, ...] = ()
    """Photos that records name and the office does not have."""
    turned: tuple[Turned, ...] = ()
    conflicts: tuple[VisitUid, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """What a receipt acknowledges of a laptop's own records."""

    rids: frozenset[Rid]
    differing: tuple[str, ...]
    """Streams of which the office holds other records than this laptop: nothing of them counts."""


Ends = Mapping[str, Sequence[int]]
"""By stream, counters at which a block ends though it is not full, in ascending order."""


def covered(receipt: Receipt, links: Iterable[Link]) -> Covered:
    """Say which of a laptop's records a receipt acknowledges, comparing every digest.

    A block that the laptop does not have whole proves nothing, and is no fault: it was restored.
    """
    own: defaultdict[str, defaultdict[int, list[Rid]]] = defaultdict(lambda: defaultdict(list))
    for link in links:
        own[link.stream][link.n].append(link.rid)
    rids: set[Rid] = set()
    differing: list[str] = []
    for stream in receipt.streams:
        found = _covered(stream, own[stream.stream])
        if found is None:
            differing.append(stream.stream)
        else:
            rids |= found
    return Covered(rids=frozenset(rids), differing=tuple(differing))


def _covered(stream: StreamHeld, own: Mapping[int, list[Rid]]) -> set[Rid] | None:
    """Return what is acknowledged of one stream, or None where one digest differs."""
    rids: set[Rid] = set()
    for block in stream.blocks:
        counted = numbers(block.n)
        if any(n not in own for n in counted):
            continue
        here = [rid for n in counted for rid in sorted(own[n])]
        if _digest(here) != block.digest:
            return None
        rids.update(here)
    return rids


def ends_of(links: Iterable[Link], brought: Iterable[tuple[str, Iterable[Rid]]]) -> Ends:
    """Say where laptops that were restored left their old streams, by stream.

    Args:
        links: The office's records.
        brought: Of each package its own stream, and the ids of the records in it. A restored
            laptop begins a new stream, and hands in what it has of the old one under the new.
    """
    known = {link.rid: link for link in links}
    ends: defaultdict[str, set[int]] = defaultdict(set)
    for stream, rids in brought:
        last: dict[str, int] = {}
        for rid in rids:
            link = known.get(rid)
            if link is not None and link.stream != stream:
                last[link.stream] = max(link.n, last.get(link.stream, 0))
        for old, n in last.items():
            ends[old].add(n)
    return {stream: sorted(found) for stream, found in ends.items()}


def hold(links: Iterable[Link], ends: Ends | None = None) -> dict[str, StreamHeld]:
    """Say what the office holds, by stream, out of its records in any order.

    ``ends`` are counters at which a block ends early, in ascending order; see :func:`ends_of`.
    """
    streams: defaultdict[str, list[tuple[int, Rid]]] = defaultdict(list)
    for link in links:
        streams[link.stream].append((link.n, link.rid))
    return {
        stream: _held(stream, sorted(pairs), (ends or {}).get(stream, ()))
        for stream, pairs in sorted(streams.items())
    }


def _held(stream: str, pairs: Sequence[tuple[int, Rid]], ends: Sequence[int]) -> StreamHeld:
    grouped: defaultdict[tuple[int, int], list[tuple[int, Rid]]] = defaultdict(list)
    for n, rid in pairs:
        grouped[(n - 1) // BLOCK, bisect_left(ends, n)].append((n, rid))
    blocks = tuple(
        Block(n=ranges_of(n for n, _rid in group), digest=_digest(rid for _n, rid in group))
        for group in grouped.values()
    )
    top = pairs[-1][0]
    rid = next(rid for n, rid in pairs if n == top)  # of a fork the smallest, as the store says
    return StreamHeld(stream=stream, n=top, rid=rid, blocks=blocks)


def _digest(rids: Iterable[Rid]) -> Digest:
    return Digest(sha256(b"".join(map(bytes.fromhex, rids))).hexdigest())


def to_lines(receipt: Receipt) -> list[dict[str, Tree]]:
    """Return the trees of a receipt, in a fixed order."""
    head: dict[str, Tree] = {
        "t": "receipt",
        "v": VERSION,
        "number": receipt.number,
        "at": receipt.at.isoformat(timespec="seconds"),
        "team": str(receipt.team),
        "rounds": list(map(str, receipt.rounds)),
    }
    lines = [head]
    for stream in receipt.streams:
        lines.extend(_stream_lines(stream))
    lines.extend({"t": "packages", "ids": chunk} for chunk in _chunks(receipt.packages))
    for state, digests in (("held", receipt.held), ("missing", receipt.missing)):
        lines.extend({"t": "photos", "state": state, "sha256": one} for one in _chunks(digests))
    lines.extend(_turned_line(one) for one in receipt.turned)
    lines.extend({"t": "conflicts", "uids": chunk} for chunk in _chunks(receipt.conflicts))
    return lines


def _stream_lines(stream: StreamHeld) -> Iterator[dict[str, Tree]]:
    yield {
        "t": "stream",
        "stream": stream.stream,
        "n": stream.n,
        "rid": stream.rid,
        "seqs": spell(stream.seqs),
        "last": stream.last,
    }
    for block in stream.blocks:
        yield {
            "t": "held",
            "stream": stream.stream,
            "n": spell(block.n),
            "sha256": str(block.digest),
        }


def _turned_line(one: Turned) -> dict[str, Tree]:
    return {
        "t": "turned",
        "package": one.package,
        "name": one.name,
        "code": one.code,
        "sentence": one.sentence,
        "apart": one.apart,
    }


def _chunks(listed_texts: Sequence[str]) -> Iterator[list[Tree]]:
    for at in range(0, len(listed_texts), CHUNK):
        yield [str(one) for one in listed_texts[at : at + CHUNK]]


def from_lines(lines: Iterable[Mapping[str, Tree]]) -> Receipt:
    """Read the trees of a receipt; kinds of lines that are not known are passed over.

    Raises:
        BadTree: A line is missing or malformed.
    """
    by_type: defaultdict[str, list[Mapping[str, Tree]]] = defaultdict(list)
    for line in lines:
        by_type[text(line, "t")].append(line)
    if len(by_type["receipt"]) != 1:
        raise BadTree("not one receipt")
    head = by_type["receipt"][0]
    photos: defaultdict[str, list[Digest]] = defaultdict(list)
    for line in by_type["photos"]:
        photos[text(line, "state")].extend(map(Digest, texts(listed(line, "sha256"))))
    return Receipt(
        number=_whole(head, "number"),
        at=_moment(text(head, "at")),
        team=TeamId(text(head, "team")),
        rounds=tuple(map(RoundId, texts(listed(head, "rounds")))),
        streams=_streams(by_type["stream"], by_type["held"]),
        packages=tuple(one for line in by_type["packages"] for one in texts(listed(line, "ids"))),
        held=tuple(photos["held"]),
        missing=tuple(photos["missing"]),
        turned=tuple(_turned(line) for line in by_type["turned"]),
        conflicts=tuple(
            VisitUid(one) for line in by_type["conflicts"] for one in texts(listed(line, "uids"))
        ),
    )


def _streams(
    heads: Iterable[Mapping[str, Tree]], held: Iterable[Mapping[str, Tree]]
) -> tuple[StreamHeld, ...]:
    blocks: defaultdict[str, list[Block]] = defaultdict(list)
    for line in held:
        counted = read_ranges(text(line, "n"))
        if size(counted) > BLOCK:
            raise BadTree("a block of more records than fit")
        digest = Digest(text(line, "sha256"))
        blocks[text(line, "stream")].append(Block(n=counted, digest=digest))
    return tuple(
        StreamHeld(
            stream=text(line, "stream"),
            n=_whole(line, "n"),
            rid=text(line, "rid"),
            blocks=tuple(blocks[text(line, "stream")]),
            seqs=read_ranges(text(line, "seqs")),
            last=text(line, "last"),
        )
        for line in heads
    )


def _turned(line: Mapping[str, Tree]) -> Turned:
    return Turned(
        package=text(line, "package"),
        name=text(line, "name"),
        code=text(line, "code"),
        sentence=text(line, "sentence"),
        apart=line.get("apart") is True,
    )


def _whole(line: Mapping[str, Tree], key: str) -> int:
    number = whole(line.get(key))
    if number < 0:
        raise BadTree(f"{key} is {number}")
    return number


def _moment(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError as error:
        raise BadTree(f"not a moment: {written[:40]!r}") from error
