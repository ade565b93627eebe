"""``records.jsonl``: one canonical record a line, within limits.

Source: package format, sections 4 and 10.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

from inspector.domain.canonical import Tree, canonical
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Rid
from inspector.domain.progress import Ticket
from inspector.domain.record import RID_PREFIX, Record
from inspector.exchange.reject import RecordsRefused
from inspector.exchange.strict_json import NotStrict, check_shape, read_tree
from inspector.exchange.strict_zip import MAX_RECORDS

MAX_LINE = 256 * 2**10
"""Longest record in bytes, its line end not counted."""

_RID = re.compile(r"[0-9a-f]{64}")


class RecordTooLong(InspectorError):
    """A record, or all of them, would be refused by every reader: too long, or nested too deep."""

    code = "P202"
    what = "第 {line} 条记录太长（{size:,} 字节），不能导出。"
    next_step = "缩短这一项的备注或原因后再导出。"


def write_lines(records: Iterable[Mapping[str, Tree]]) -> tuple[bytes, int]:
    """Return the file's bytes and the number of records.

    Raises:
        RecordTooLong: A record or all of them exceed what a reader takes.
        NotCanonical: A record has no canonical form.
    """
    lines: list[bytes] = []
    total = 0
    for number, record in enumerate(records, 1):
        line = canonical(dict(record))
        total += len(line) + 1
        if len(line) > MAX_LINE or total > MAX_RECORDS or not _has_good_shape(record, line):
            raise RecordTooLong(line=number, size=len(line))
        lines.append(line + b"\n")
    return b"".join(lines), len(lines)


def _has_good_shape(record: Mapping[str, Tree], line: bytes) -> bool:
    try:
        check_shape(dict(record), line)
    except NotStrict:
        return False
    return True


def read_lines(
    source: bytes, *, enveloped: bool, ticket: Ticket | None = None
) -> tuple[Record, ...]:
    """Read the file; a record's rid is the digest of its line.

    Args:
        source: The file's bytes.
        enveloped: True where every record is a revision and must have the whole envelope, as in
            what laptops send; else any object with a type will do.
        ticket: Checked before each record.

    Raises:
        RecordsRefused: A line is not canonical, too long, or lacks a field.
        Cancelled: By the ticket.
    """
    if source and not source.endswith(b"\n"):
        raise RecordsRefused(line=source.count(b"\n") + 1, why="没有换行")
    return tuple(
        _record(line, number, enveloped=enveloped)
        for number, line in enumerate((ticket or Ticket()).each(source.split(b"\n")[:-1]), 1)
    )


def _record(line: bytes, number: int, *, enveloped: bool) -> Record:
    if len(line) > MAX_LINE:
        raise RecordsRefused(line=number, why="太长")
    try:
        tree = read_tree(line)
    except NotStrict as error:
        raise RecordsRefused(line=number, why=str(error)) from error
    if not isinstance(tree, dict) or not isinstance(tree.get("t"), str):
        raise RecordsRefused(line=number, why="t")
    if enveloped and (wrong := _wrong_field(tree)):
        raise RecordsRefused(line=number, why=wrong)
    return Record(rid=Rid(sha256(RID_PREFIX + line).hexdigest()), tree=tree)


def _wrong_field(tree: Mapping[str, Tree]) -> str:
    """Name the first field of the envelope that is missing or of another type, or nothing."""
    parents, prev, n = tree.get("rev_of"), tree.get("prev"), tree.get("n")
    checks = {
        "uid": _is_text(tree.get("uid")),
        "rev_of": isinstance(parents, list) and all(map(_is_rid, parents)),
        "prev": prev == "" or _is_rid(prev),
        "dev": _is_text(tree.get("dev")),
        "n": isinstance(n, int) and not isinstance(n, bool) and n >= 1,
        "by": isinstance(tree.get("by"), str),
        "at": _is_text(tree.get("at")),
    }
    return next((name for name, right in checks.items() if not right), "")


def _is_text(field: Tree) -> bool:
    return isinstance(field, str) and field != ""


def _is_rid(field: Tree) -> bool:
    return isinstance(field, str) and _RID.fullmatch(field) is not None
