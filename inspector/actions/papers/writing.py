"""Make files of documents: each whole or not at all; a failed one holds none back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.finding import find_site
from inspector.actions.papers.document import Document, Planned, Wish
from inspector.actions.placing import keep_out, make_room
from inspector.actions.rounds import round_meant
from inspector.domain.errors import InspectorError
from inspector.domain.file_name import told_apart
from inspector.domain.progress import Ticket
from inspector.platform.durable import write_durably
from inspector.platform.folder import ROLE_NAMES
from inspector.sheets.comma_file import listing_csv, listings_csv
from inspector.sheets.leaf import DrawnLeaf, Leaf, NoLeaves, draw_leaf, share_of, write_book
from inspector.sheets.listing import Listing
from inspector.sheets.workbook import check_rows, listing_xlsx, listings_xlsx


class Ending(Enum):
    """What kind of file is wanted."""

    PDF = ".pdf"
    XLSX = ".xlsx"
    CSV = ".csv"


class NothingChosen(InspectorError):
    """Nothing that was picked is there."""

    code: ClassVar[str] = "W240"
    what: ClassVar[str] = "没有选中要印的{title}，没有生成文件。"
    next_step: ClassVar[str] = "请至少选一份，再打印。"


class NothingThere(InspectorError):
    """There is no leaf of the document at all."""

    code: ClassVar[str] = "W244"
    what: ClassVar[str] = "这一轮没有{title}可印，没有生成文件。"
    next_step: ClassVar[str] = "请核对轮次和选项。"


class OtherFolder(InspectorError):
    """The document is drawn from what another folder keeps."""

    code: ClassVar[str] = "W245"
    what: ClassVar[str] = "这是{here}的数据文件夹，印不了{title}。"
    next_step: ClassVar[str] = "请在{there}的数据文件夹里印。"


class OtherEnding(InspectorError):
    """The file was called what it is not going to be."""

    code: ClassVar[str] = "W246"
    what: ClassVar[str] = "文件名是 {name}，要存的却是 {ending}，没有生成文件。"
    next_step: ClassVar[str] = "请改文件名，或改选存成哪一种。"


class NoTable(InspectorError):
    """The document has no table to calculate with."""

    code: ClassVar[str] = "W241"
    what: ClassVar[str] = "{title}没有表格文件，只能存成 PDF。"
    next_step: ClassVar[str] = "请改选 PDF。"


class NothingWritten(InspectorError):
    """Every leaf failed."""

    code: ClassVar[str] = "W242"
    what: ClassVar[str] = "{title}一份也没有印成（共 {count} 份）；{place}：{why}"
    next_step: ClassVar[str] = "请核对交来的数据，更正后再印。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A leaf that could not be made, and why."""

    words: str
    fault: InspectorError


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapeless:
    """A leaf on which characters stand as 〓, since no typeface has them."""

    words: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What came of it. ``failed`` is empty where everything went well."""

    files: tuple[Path, ...]
    failed: tuple[Failure, ...] = ()
    shapeless: tuple[Shapeless, ...] = ()


def plan_of(desk: Desk, document: Document, wish: Wish) -> tuple[Planned, ...]:
    """Return all leaves of a document, at least one, in its order.

    Raises:
        OtherFolder: A folder of this role cannot print it.
        NoSuchRound: There is no round of that name.
        NothingThere: It has no leaf.
        InspectorError: It cannot be drawn up at all.
    """
    role = desk.folder.role
    if role not in document.roles:
        there = "、".join(ROLE_NAMES[one] for one in sorted(document.roles))
        raise OtherFolder(here=ROLE_NAMES[role], title=document.title, there=there)
    if wish.round is not None:
        with desk.store.reading() as reading:
            round_meant(reading, wish.round)
    planned = tuple(document.plan(desk, wish))
    if not planned:
        raise NothingThere(title=document.title)
    return planned


def planned_leaves(desk: Desk, document: Document, wish: Wish) -> tuple[Planned, ...]:
    """Return the leaves that are wished for, in the document's order.

    Raises:
        InspectorError: As :func:`plan_of`.
        NothingChosen: Nothing of it was picked.
    """
    planned = tuple(
        one
        for one in plan_of(desk, document, wish)
        if wish.picked is None or one.key in wish.picked
    )
    if not planned:
        raise NothingChosen(title=document.title)
    return planned


def pick(
    desk: Desk, document: Document, wish: Wish, *, sites: Sequence[str], words: Sequence[str]
) -> Wish:
    """Return ``wish`` narrowed to sites that people name, and to leaves whose words hold a text.

    Raises:
        NoSuchSite, ManySites: A text means no single site.
        NothingChosen: Nothing of the document is about them.
        InspectorError: As :func:`plan_of`.
    """
    if not sites and not words:
        return wish
    with desk.store.reading() as reading:
        codes = {find_site(reading, site).site.code for site in sites}
    picked = frozenset(
        one.key
        for one in plan_of(desk, document, wish)
        if one.site in codes or any(text in one.words or text == one.key for text in words)
    )
    if not picked:
        raise NothingChosen(title=document.title)
    return replace(wish, picked=picked)


def draw_paper(planned: Planned, ticket: Ticket | None = None) -> DrawnLeaf:
    """Return one leaf as it is shown and printed.

    Raises:
        InspectorError: What it is drawn from does not fit together.
        Cancelled: By the ticket.
    """
    ticket = ticket or Ticket()
    return draw_leaf(planned.leaf(ticket), ticket)


def paper_pdf(planned: Planned, ticket: Ticket | None = None) -> bytes:
    """Return the PDF of :func:`draw_paper`."""
    return draw_paper(planned, ticket).pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where files go: into a folder, or all into a single file of that name."""

    out: Path
    ending: Ending = Ending.PDF
    one_file: bool = False
    """All leaves bound into one PDF, or put into one workbook, a sheet or more for each."""

    def single(self) -> bool:
        """Return whether ``out`` is a file of the wanted kind; a folder may be called so too."""
        return self.out.suffix.lower() == self.ending.value and not self.out.is_dir()

    def check(self) -> None:
        """See that ``out`` is not called a kind of file that it is not.

        Raises:
            OtherEnding: It is.
        """
        called = self.out.suffix.lower()
        strange = called in {one.value for one in Ending} and not self.single()
        if strange and not self.out.is_dir():
            raise OtherEnding(name=self.out.name, ending=self.ending.value[1:])


def write_papers(
    desk: Desk, document: Document, wish: Wish, target: Target, ticket: Ticket | None = None
) -> Written:
    """Write a document's leaves. One that fails keeps none of the others back.

    Raises:
        InspectorError: The document cannot be drawn up at all; nothing was written.
        NothingChosen, NoTable, NothingWritten: There is nothing to write.
        OtherEnding: ``out`` is called another kind of file than is wanted.
        WithinFolder: ``out`` lies in the data folder.
        DiskFull, FolderReadOnly: The disk refused; what is written is whole.
        Cancelled: By the ticket; what was finished stays.
    """
    out, ending, single = target.out, target.ending, target.single()
    if ending is not Ending.PDF and not document.table:
        raise NoTable(title=document.title)
    target.check()
    keep_out(desk, out)
    planned = planned_leaves(desk, document, wish)
    press = _Press(document, planned, ticket or Ticket())
    make_room(out.parent if single else out)
    if target.one_file or (single and len(planned) > 1):
        press.bind(out if single else out / f"{document.title}{ending.value}", ending)
    else:
        taken: set[str] = set()
        press.each(
            lambda leaf: out if single else out / told_apart(leaf.stem, ending.value, taken), ending
        )
    return press.result()


class _Press:
    """Makes leaves one by one, and keeps what failed."""

    def __init__(self, document: Document, planned: Sequence[Planned], ticket: Ticket) -> None:
        self._document, self._planned, self._ticket = document, planned, ticket
        self._files: list[Path] = []
        self._failed: list[Failure] = []
        self._shapeless: list[Shapeless] = []
        self._made: list[str] = []
        """The words of the leaves that were read, in order."""

    def each(self, place: Callable[[Leaf], Path], ending: Ending) -> None:
        """Write a file for each leaf."""
        for done, (words, leaf) in enumerate(self._make(), start=1):
            share = share_of(self._ticket, done - 1, len(self._planned))
            try:
                content = self._content(ending, words, leaf, share)
            except InspectorError as fault:
                self._failed.append(Failure(words=words, fault=fault))
            else:
                path = place(leaf)
                write_durably(path, content)
                self._files.append(path)
            self._ticket.step(done, len(self._planned), words)

    def _content(self, ending: Ending, words: str, leaf: Leaf, ticket: Ticket) -> bytes:
        if ending is not Ending.PDF:
            return _TABLES[ending](_listing(leaf))
        drawn = draw_leaf(leaf, ticket)
        if drawn.replaced:
            self._shapeless.append(Shapeless(words=words, signs=drawn.replaced))
        return drawn.pdf

    def bind(self, path: Path, ending: Ending) -> None:
        """Write all leaves into one file."""
        if ending is Ending.PDF:
            self._bind_pages(path)
        else:
            self._bind_tables(path, ending)

    def _bind_tables(self, path: Path, ending: Ending) -> None:
        parts: list[tuple[str, Listing]] = []
        for words, leaf in self._make():
            try:
                listing = _listing(leaf)
                if ending is Ending.XLSX:
                    check_rows(listing)
            except InspectorError as fault:
                self._failed.append(Failure(words=words, fault=fault))
            else:
                parts.append((words, listing))
            self._ticket.step(len(self._made), len(self._planned), words)
        if parts:
            write_durably(path, _BOOKS[ending](self._document.title, parts))
            self._files.append(path)

    def _bind_pages(self, path: Path) -> None:
        sound = (leaf for _, leaf in self._make())
        first = next(sound, None)
        if first is None:
            return
        try:
            replaced = write_book(
                path,
                _and_then(first, sound),
                self._ticket,
                title=self._document.title,
                total=len(self._planned),
                refused=self._refuse,
            )
        except NoLeaves:
            return
        self._files.append(path)
        self._shapeless += [
            Shapeless(words=self._made[at], signs=signs) for at, signs in replaced.items()
        ]

    def _refuse(self, fault: InspectorError) -> None:
        """Keep in mind why the leaf that was made last is left out."""
        self._failed.append(Failure(words=self._made[-1], fault=fault))

    def result(self) -> Written:
        """Say what came of it.

        Raises:
            NothingWritten: Nothing did.
        """
        if not self._files and self._failed:
            first = self._failed[0]
            raise NothingWritten(
                title=self._document.title,
                count=len(self._planned),
                place=first.words,
                why=first.fault.sentence(),
            ) from first.fault
        return Written(
            files=tuple(self._files),
            failed=tuple(self._failed),
            shapeless=tuple(self._shapeless),
        )

    def _make(self) -> Iterator[tuple[str, Leaf]]:
        for at, planned in enumerate(self._planned):
            self._ticket.check()
            try:
                leaf = planned.leaf(share_of(self._ticket, at, len(self._planned)))
            except InspectorError as fault:
                self._failed.append(Failure(words=planned.words, fault=fault))
            else:
                self._made.append(planned.words)
                yield planned.words, leaf


def _and_then(first: Leaf, others: Iterator[Leaf]) -> Iterator[Leaf]:
    yield first
    yield from others


def _listing(leaf: Leaf) -> Listing:
    if leaf.listing is None:
        raise NoTable(title=leaf.title)
    return leaf.listing


_TABLES: Mapping[Ending, Callable[[Listing], bytes]] = {
    Ending.XLSX: listing_xlsx,
    Ending.CSV: listing_csv,
}
_BOOKS: Mapping[Ending, Callable[[str, Sequence[tuple[str, Listing]]], bytes]] = {
    Ending.XLSX: listings_xlsx,
    Ending.CSV: lambda _title, parts: listings_csv(parts),
}
