"""A document as it will be on paper: what every printed kind gives, alone or many in a file.

``draw`` is called once, when the bytes are wanted: until then a leaf costs nothing, so a batch of
499 holds one at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.platform.durable import durable
from inspector.sheets.listing import Listing
from inspector.sheets.paper import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One document. ``at`` is the time of what it shows, not of its printing."""

    stem: str
    """Its file name without ending, as people wrote it; ``domain.file_name`` makes it safe."""
    title: str
    author: str
    """Who issues it, such as the county."""
    at: datetime
    draw: Callable[[Paper], object]
    """Puts its pages on the paper."""
    common: str = ""
    """Characters that most leaves of the kind share."""
    listing: Listing | None = None
    """What people calculate with, for xlsx and csv."""
    two_sided: bool = False
    """It is printed on both sides and handed out: in a book it begins on a sheet of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLeaf:
    """A leaf as a PDF, and the characters that stand in it as 〓: no typeface has them."""

    pdf: bytes
    replaced: tuple[str, ...] = ()


def leaf_pdf(leaf: Leaf, ticket: Ticket | None = None) -> bytes:
    """Return the document as a PDF, see :func:`draw_leaf`."""
    return draw_leaf(leaf, ticket).pdf


def draw_leaf(leaf: Leaf, ticket: Ticket | None = None) -> DrawnLeaf:
    """Return the document as a PDF; the same bytes for the same leaf.

    Raises:
        PhotoUnprintable: A photo is not a whole JPEG or PNG.
        Cancelled: By the ticket, to which photos are reported one by one.
    """
    paper = Paper(title=leaf.title, author=leaf.author, at=leaf.at, common=leaf.common)
    paper.ticket = ticket or paper.ticket
    leaf.draw(paper)
    replaced = paper.take_replaced()
    return DrawnLeaf(pdf=paper.finish(), replaced=replaced)


Replaced = Mapping[int, tuple[str, ...]]
"""What stands as 〓 in a book, by the number of the leaf, from 0, in the order they were read."""


def share_of(ticket: Ticket, done: int, total: int) -> Ticket:
    """Return what a leaf reports to after ``done`` others; alone it has the whole bar."""
    return ticket if total == 1 else ticket.part(done, done + 1, total)


class NoLeaves(ValueError):
    """There is nothing to bind."""


Refused = Callable[[InspectorError], object]
"""Is told why the leaf that was read last is left out."""


def book_pdf(leaves: Iterable[Leaf], ticket: Ticket, *, title: str, total: int) -> bytes:
    """Return ``total`` documents in one PDF, each with a bookmark and page numbers of its own.

    An empty page comes before a two-sided one that would begin on a back.

    ``leaves`` is read one by one. The file bears the first one's author and the latest time.

    Raises:
        NoLeaves: There is no leaf.
        PhotoUnprintable: A photo is not a whole JPEG or PNG.
        Cancelled: By the ticket.
    """
    return _Binder(leaves, ticket, title, total).bind().finish()


def write_book(
    out: Path,
    leaves: Iterable[Leaf],
    ticket: Ticket,
    *,
    title: str,
    total: int,
    refused: Refused | None = None,
) -> Replaced:
    """Write a book, whole or not at all; its photos are never all in memory.

    Return what no typeface has, of the leaves that have such a thing.

    With ``refused`` a leaf that cannot be drawn keeps none of the others back.

    Raises:
        NoLeaves, PhotoUnprintable, Cancelled: As :func:`book_pdf`.
        InspectorError: The disk refused, see ``platform.durable``.
    """
    with durable(out) as file:
        binder = _Binder(leaves, ticket, title, total)
        binder.bind(file, refused).finish()
    return binder.replaced


@dataclass(frozen=True, slots=True)
class _Binder:
    leaves: Iterable[Leaf]
    ticket: Ticket
    title: str
    total: int
    replaced: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def bind(self, out: BinaryIO | None = None, refused: Refused | None = None) -> Paper:
        """Draw all leaves on one paper."""
        paper: Paper | None = None
        bound = 0
        for done, leaf in enumerate(self.leaves):
            self.ticket.step(done, self.total, leaf.title)
            if paper is None:
                paper = self._paper(leaf, out)
            place = paper.here()
            paper.ticket = share_of(self.ticket, done, self.total)
            try:
                _add(paper, leaf)
            except InspectorError as fault:
                if refused is None:
                    raise
                paper.go_back(place)
                paper.take_replaced()
                refused(fault)
            else:
                bound += 1
                if signs := paper.take_replaced():
                    self.replaced[done] = signs
        if paper is None or not bound:
            raise NoLeaves("a book of no leaves")
        self.ticket.step(self.total, self.total, self.title)
        return paper

    def _paper(self, first: Leaf, out: BinaryIO | None) -> Paper:
        return Paper(
            title=self.title, author=first.author, at=first.at, common=first.common, out=out
        )


def _add(paper: Paper, leaf: Leaf) -> None:
    if leaf.two_sided:
        paper.turn_over()
    paper.bookmark(leaf.title)
    paper.start_over()
    leaf.draw(paper)
    paper.dated(leaf.at)
