"""A document as it will be on paper: what every printed kind gives, alone or many in a file.

``draw`` is called once, when the bytes are wanted: until then a leaf costs nothing, so a batch of
499 holds one at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

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


def leaf_pdf(leaf: Leaf, ticket: Ticket | None = None) -> bytes:
    """Return the document as a PDF; the same bytes for the same leaf.

    Raises:
        PhotoUnprintable: A photo is not a whole JPEG or PNG.
        Cancelled: By the ticket, to which photos are reported one by one.
    """
    paper = Paper(title=leaf.title, author=leaf.author, at=leaf.at, common=leaf.common)
    paper.ticket = ticket or paper.ticket
    leaf.draw(paper)
    return paper.finish()


def share_of(ticket: Ticket, done: int, total: int) -> Ticket:
    """Return what a leaf reports to after ``done`` others; alone it has the whole bar."""
    return ticket if total == 1 else ticket.part(done, done + 1, total)


def book_pdf(leaves: Iterable[Leaf], ticket: Ticket, *, title: str, total: int) -> bytes:
    """Return ``total`` documents in one PDF, each with a bookmark and page numbers of its own.

    An empty page comes before a two-sided one that would begin on a back.
    ``leaves`` is read one by one. The file bears the first one's author and the latest time.

    Raises:
        ValueError: There is no leaf.
        PhotoUnprintable: A photo is not a whole JPEG or PNG.
        Cancelled: By the ticket.
    """
    return _bind(leaves, ticket, title, total)


def _bind(
    leaves: Iterable[Leaf], ticket: Ticket, title: str, total: int, out: BinaryIO | None = None
) -> bytes:
    paper: Paper | None = None
    for done, leaf in enumerate(leaves):
        ticket.step(done, total, leaf.title)
        if paper is None:
            paper = Paper(title=title, author=leaf.author, at=leaf.at, common=leaf.common, out=out)
        if leaf.two_sided:
            paper.turn_over()
        paper.bookmark(leaf.title)
        paper.start_over()
        paper.dated(leaf.at)
        paper.ticket = share_of(ticket, done, total)
        leaf.draw(paper)
    if paper is None:
        raise ValueError("a book of no leaves")
    ticket.step(total, total, title)
    return paper.finish()


def write_book(
    out: Path, leaves: Iterable[Leaf], ticket: Ticket, *, title: str, total: int
) -> None:
    """Write a book, whole or not at all; its photos are never all in memory.

    Raises:
        ValueError, PhotoUnprintable, Cancelled: As :func:`book_pdf`.
        InspectorError: The disk refused, see ``platform.durable``.
    """
    with durable(out) as file:
        _bind(leaves, ticket, title, total, file)
