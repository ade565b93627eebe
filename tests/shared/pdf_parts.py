"""A PDF taken apart: objects, dictionaries, streams, operators. Reads what our own writer writes.

Not a library's reader, which would forgive what an archive's examiner does not: here everything
must stand where ISO 32000-1 wants it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from struct import unpack_from
from typing import Any

Value = Any
"""What a file holds: a number, a text as bytes, a name, a list, a dictionary, a Ref, a Stream."""

TOKEN = re.compile(
    rb"[\0\t\n\f\r ]*(?:"
    rb"(?P<open><<|\[)|(?P<close>>>|\])"
    rb"|<(?P<hexed>[0-9A-Fa-f\s]*)>"
    rb"|\((?P<text>(?:[^()\\]|\\.)*)\)"
    rb"|/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*)"
    rb"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))(?![^\0\t\n\f\r ()<>\[\]{}/%])"
    rb"|(?P<word>[^\0\t\n\f\r ()<>\[\]{}/%]+)"
    rb")",
    re.DOTALL,
)
TABLE = re.compile(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [nf] \n)+)trailer\n")
OBJECT = re.compile(rb"(\d+) 0 obj\n")


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


class Word(str):
    """An operator or keyword."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to an object."""

    number: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream's dictionary, its bytes as they stand in the file, and where they begin."""

    entries: Mapping[str, Value]
    raw: bytes
    start: int

    @property
    def plain(self) -> bytes:
        """The bytes behind the filter, if it is one of compression."""
        return (
            zlib.decompress(self.raw) if self.entries.get("Filter") == "FlateDecode" else self.raw
        )


class Malformed(ValueError):
    """Something does not stand where it must."""


def tokens(content: bytes, at: int = 0) -> Iterator[tuple[Value, int]]:
    """Yield values one by one, and where each ends; brackets come as words."""
    while (found := TOKEN.match(content, at)) is not None:
        at = found.end()
        kind, told = str(found.lastgroup), found[str(found.lastgroup)]
        if kind == "hexed":
            digits = b"".join(told.split())
            if len(digits) % 2:
                raise Malformed(f"hexadecimal string of odd length at {at}")
            yield bytes.fromhex(digits.decode("ascii")), at
        elif kind == "text":
            yield bytes(told), at
        elif kind == "name":
            yield Name(told.decode("utf-8")), at
        elif kind == "number":
            yield (float(told) if b"." in told else int(told)), at
        else:
            yield Word(told.decode("latin-1")), at
    if content[at:].strip(b"\0\t\n\f\r "):
        raise Malformed(f"nothing known at {at}: {content[at : at + 20]!r}")


def value_at(content: bytes, at: int) -> tuple[Value, int]:
    """Return the value that begins at a place, and where it ends."""
    stack: list[list[Value]] = [[]]
    for one, end in tokens(content, at):
        if one in ("<<", "[") and isinstance(one, Word):
            stack.append([one])
        elif one in (">>", "]") and isinstance(one, Word):
            opened, *inside = stack.pop()
            stack[-1].append(_entries(inside) if opened == "<<" else inside)
        elif one == "R" and isinstance(one, Word):
            stack[-1][-2:] = [Ref(stack[-1][-2])]
        else:
            stack[-1].append(_plain(one))
        if len(stack) == 1 and not _goes_on(content, end, stack[0][0]):
            return stack[0][0], end
    raise Malformed(f"no value at {at}")


def _plain(token: Value) -> Value:
    return (
        {"true": True, "false": False, "null": None}.get(token, token)
        if isinstance(token, Word)
        else token
    )


def _goes_on(content: bytes, end: int, value: Value) -> bool:
    """True for the first two numbers of a reference."""
    return isinstance(value, int) and re.match(rb" 0 R| R", content[end : end + 4]) is not None


def _entries(inside: Sequence[Value]) -> dict[str, Value]:
    keys = inside[::2]
    if len(inside) % 2 or not all(isinstance(key, Name) for key in keys):
        raise Malformed(f"a dictionary of {inside!r}")
    if len(set(keys)) < len(keys):
        raise Malformed(f"a key stands twice in {keys}")
    return dict(zip(map(str, keys), inside[1::2], strict=True))


class Parts:
    """The objects of a file by their numbers; ``trailer`` is its last dictionary.

    Raises:
        Malformed: The table, an object or a stream does not stand where it must.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        start = re.search(rb"startxref\n(\d+)\n%%EOF\n?\Z", content)
        table = TABLE.match(content, int(start[1])) if start else None
        if table is None:
            raise Malformed("no table of objects where startxref points to")
        rows = table[2].split(b" \n")[:-1]
        if len(rows) != int(table[1]):
            raise Malformed("the table has another length than it says")
        self.trailer, _end = value_at(content, table.end())
        places = {at: int(row[:10]) for at, row in enumerate(rows) if row[-1:] == b"n"}
        self.objects = {at: self._object(at, place) for at, place in places.items()}

    def get(self, value: Value) -> Value:
        """Follow a reference; other values are what they are."""
        return self.objects.get(value.number) if isinstance(value, Ref) else value

    @property
    def catalogue(self) -> Mapping[str, Value]:
        found: Mapping[str, Value] = self.get(self.trailer["Root"])
        return found

    def streams(self) -> Iterator[tuple[int, Stream]]:
        """Yield all streams and their numbers."""
        yield from ((at, one) for at, one in self.objects.items() if isinstance(one, Stream))

    def dictionaries(self) -> Iterator[Mapping[str, Value]]:
        """Yield all dictionaries at any depth, those of streams too."""
        waiting = [*self.objects.values(), self.trailer]
        while waiting:
            value = waiting.pop()
            entries = value.entries if isinstance(value, Stream) else value
            if isinstance(entries, Mapping):
                yield entries
                waiting += entries.values()
            elif isinstance(entries, list):
                waiting += entries

    def pages(self) -> Iterator[Mapping[str, Value]]:
        """Yield the pages, in order."""
        waiting = [self.catalogue["Pages"]]
        while waiting:
            page = self.get(waiting.pop(0))
            kids = page.get("Kids")
            if kids is None:
                yield page
            waiting[:0] = kids or []

    def _object(self, number: int, place: int) -> Value:
        head = OBJECT.match(self.content, place)
        if head is None or int(head[1]) != number:
            raise Malformed(f"object {number} does not stand at {place}")
        value, end = value_at(self.content, head.end())
        if self.content.startswith(b"\nstream\n", end):
            start = end + 8
            stop = start + value["Length"]
            value = Stream(value, self.content[start:stop], start)
            if not self.content.startswith(b"\nendstream", stop):
                raise Malformed(f"stream {number} has another length than it says")
            end = stop + 10
        if not self.content.startswith(b"\nendobj\n", end):
            raise Malformed(f"object {number} does not end on a line of its own")
        return value


def operations(content: bytes) -> Iterator[tuple[str, list[Value]]]:
    """Yield the operators of a drawing, each with its operands."""
    operands: list[Value] = []
    for token, _end in tokens(content):
        if isinstance(token, Word) and token not in ("[", "]"):
            yield token, operands
            operands = []
        else:
            operands.append(token)


def font_tables(program: bytes) -> dict[str, bytes]:
    """Return the tables of a TrueType file.

    Raises:
        Malformed: One lies outside of the file.
    """
    (count,) = unpack_from(">H", program, 4)
    rows = [unpack_from(">4s3I", program, 12 + 16 * row) for row in range(count)]
    if any(start + length > len(program) for _tag, _check, start, length in rows):
        raise Malformed("a font file is cut off")
    return {
        tag.decode("ascii"): program[start : start + length] for tag, _check, start, length in rows
    }
