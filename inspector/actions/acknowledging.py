"""Take receipts on a laptop: what the office holds, and so what still has to be handed in."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.dispatch_form import PackedReceipt
from inspector.actions.noting import Passage, note_package
from inspector.actions.receipting import kept
from inspector.actions.trusting import identities_of, invitations_of, keep_trust, trust_of
from inspector.domain.canonical import Tree
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, TeamId
from inspector.domain.progress import Ticket
from inspector.domain.reading import BadTree, as_mapping, mapping
from inspector.domain.receipt import Covered, Receipt, covered, from_lines
from inspector.exchange.check_code import check_of, read_check
from inspector.exchange.header import Kind
from inspector.exchange.read_package import PackageContents, read
from inspector.exchange.staging import stage
from inspector.exchange.trust_book import TrustBook
from inspector.store.events import Event
from inspector.store.packages import Direction
from inspector.store.unit import Reading, UnitOfWork

SPOKEN = "spoken/"
"""Prefix of where a laptop notes which packages were checked on the telephone, by package id."""


class NotAReceipt(InspectorError):
    """A package of the county, but of another kind."""

    code: ClassVar[str] = "P231"
    what: ClassVar[str] = "这不是回执（{label}）。"
    next_step: ClassVar[str] = "请改选县办写出的回执，文件名以“回执”开头。"


class OthersReceipt(InspectorError):
    """The receipt is for another team."""

    code: ClassVar[str] = "P232"
    what: ClassVar[str] = "这是 {theirs} 组的回执，本机是 {ours} 组的。"
    next_step: ClassVar[str] = "没有改动任何内容。请改选本组的回执。"


class ReceiptUnreadable(InspectorError):
    """It is authentic, and says something that this version does not understand."""

    code: ClassVar[str] = "P233"
    what: ClassVar[str] = "回执读不懂（{why}）。"
    next_step: ClassVar[str] = "没有改动任何内容。请县办用同一版本的程序重写回执。"


class NoSuchPackage(InspectorError):
    """No package of this laptop has these check characters."""

    code: ClassVar[str] = "P234"
    what: ClassVar[str] = "校验字 {typed} 对不上本机交过的任何一个包。"
    next_step: ClassVar[str] = "请再听一遍，逐字核对；还对不上，说明县办收到的不是本机的包。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """The receipt that holds on this laptop, and what of its records it acknowledges."""

    id: str
    """The id of the package that carried it."""
    receipt: Receipt
    covered: Covered


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptTaken:
    """What a receipt brought."""

    number: int
    at: datetime
    older: bool
    """旧回执: another with a higher number holds; this one changed nothing."""
    records: int
    """How many of this laptop's records it acknowledges."""
    photos: int
    missing: tuple[Digest, ...]
    packages: int
    turned: tuple[str, ...]
    """A sentence for each package that was refused or set apart."""
    differing: tuple[str, ...]
    """Streams of which the office holds other records than this laptop."""
    conflicts: int

    @property
    def sentence(self) -> str:
        """Say it for people."""
        head = f"第 {self.number} 号回执（{self.at:%Y-%m-%d %H:%M}）"
        if self.older:
            return f"{head}是旧回执，本机已有更新的，没有改动。"
        lacks = f"，还缺照片 {len(self.missing)} 张" if self.missing else ""
        return (
            f"{head}：县办已收 {self.packages} 个包、{self.records} 条记录、"
            f"{self.photos} 张照片{lacks}。"
        )


def take_receipt(desk: Desk, file: Path, *, ticket: Ticket | None = None) -> ReceiptTaken:
    """Take a receipt in; only the one with the highest number counts, in whatever order they come.

    Raises:
        NotAReceipt, OthersReceipt, ReceiptUnreadable: Nothing was changed.
        Reject: It is not this county's, not for this laptop, or damaged; nothing was changed.
        DiskFull, FolderReadOnly, FileMissing, FileUnreadable: The disk refused.
    """
    contents = _read(desk, file, ticket or Ticket())
    facts = contents.head.facts
    if facts.kind is not Kind.RECEIPT:
        raise NotAReceipt(label=facts.label)
    lines: list[Tree] = [dict(record.tree) for record in contents.records]
    with desk.store.unit() as unit:
        receipt, book = _understood(lines)
        ours = TeamId(unit.meta.get(keys.TEAM) or "")
        if (receipt.team, facts.team) != (ours, ours):
            raise OthersReceipt(theirs=facts.team, ours=ours)
        taken = keep_receipt(unit, receipt, contents.head.package_id)
        if book is not None and book.version > trust_of(unit).version:
            keep_trust(unit, book)
        note_package(unit, _passage(contents, file.name), at=desk.clock())
        unit.commit()
    return taken


def _read(desk: Desk, file: Path, ticket: Ticket) -> PackageContents:
    with desk.store.reading() as reading:
        trust, identities = trust_of(reading), identities_of(reading)
    staged = stage(file, desk.folder.staging_path, ticket)
    try:
        return read(staged, trust, identities, keep_object=_nothing, ticket=ticket)
    finally:
        with suppress(OSError):
            staged.path.unlink(missing_ok=True)


def _nothing(_digest: Digest, _content: bytes) -> None:
    """Receipts carry no photos."""


def _understood(lines: list[Tree]) -> tuple[Receipt, TrustBook | None]:
    try:
        receipt = from_lines(map(as_mapping, lines))
        books = [tree for tree in map(as_mapping, lines) if tree.get("t") == "trust"]
        book = TrustBook.from_tree(mapping(books[0], "book")) if books else None
    except ValueError as error:
        raise ReceiptUnreadable(why=str(error)[:60]) from error
    return receipt, book


def _passage(contents: PackageContents, name: str) -> Passage:
    head = contents.head
    return Passage(
        facts=head.facts,
        direction=Direction.IN,
        package_id=head.package_id,
        name=name,
        size=head.size,
        records=len(contents.records),
        objects=0,
        frame=head.frame,
    )


def keep_receipt(unit: UnitOfWork, receipt: Receipt, package_id: str) -> ReceiptTaken:
    """Keep a verified receipt, inside a unit that the caller commits, and say what it brought."""
    held = unit.receipts.latest(receipt.team)
    unit.receipts.add(kept(receipt, package_id))
    known = covered(receipt, unit.records.links())
    return ReceiptTaken(
        number=receipt.number,
        at=receipt.at,
        older=held is not None and (held.number, held.id) > (receipt.number, package_id),
        records=len(known.rids),
        photos=len(receipt.held),
        missing=receipt.missing,
        packages=len(receipt.packages),
        turned=tuple(
            f"{one.name}（{'隔离' if one.apart else '拒收'}，{one.code}）：{one.sentence}"
            for one in receipt.turned
        ),
        differing=known.differing,
        conflicts=len(receipt.conflicts),
    )


def keep_packed(unit: UnitOfWork, packed: PackedReceipt | None) -> None:
    """Keep the receipt that came inside a dispatch, if there is one that can be read.

    A dispatch is worth opening whatever its receipt says, so a strange one is passed over.
    """
    if packed is None:
        return
    with suppress(BadTree):
        receipt = from_lines(packed.lines)
        if receipt.team == unit.meta.get(keys.TEAM):
            keep_receipt(unit, receipt, packed.id)


def latest_of(reading: Reading) -> Acknowledged | None:
    """Return the receipt that holds on this laptop, or None if none has come."""
    line = reading.receipts.latest(TeamId(reading.meta.get(keys.TEAM) or ""))
    if line is None:
        return None
    receipt = from_lines(map(as_mapping, json.loads(line.text)))
    return Acknowledged(
        id=line.id, receipt=receipt, covered=covered(receipt, reading.records.links())
    )


def hear_code(desk: Desk, typed: str) -> str:
    """Note that the office read out the check characters of a package; return the package's id.

    It is shown as 电话核对过 from now on. It neither shortens what is handed in next nor lets
    photos be given up: only a signed receipt says what the office really holds.

    Raises:
        CheckMistyped: They cannot be check characters.
        NoSuchPackage: They belong to no package of this laptop.
    """
    check = read_check(typed)
    with desk.store.unit() as unit:
        sent = unit.packages.all(Direction.OUT)
        invitations = invitations_of(unit)
        found = next(
            (
                package.id
                for package in reversed(sent)
                if any(check == check_of(one.secret, package.id) for one in invitations)
            ),
            None,
        )
        if found is None:
            raise NoSuchPackage(typed=typed)
        now = desk.clock()
        unit.meta.put(f"{SPOKEN}{found}", now.isoformat())
        unit.events.add(Event(at=now, actor="", kind="spoken", subject=found))
        unit.commit()
    return found
