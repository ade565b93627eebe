"""What an official document says, before it is laid out by GB/T 9704—2012."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from inspector.sheets.title_breaking import Title


class Mode(StrEnum):
    """What stands at the head of the first page."""

    WHITE = "white"
    """Nothing: the title begins the type area; for use within the county."""
    RED = "red"
    """The issuing mark in red, the number, a red line."""
    PREPRINTED = "preprinted"
    """Paper that bears a red head already: its room stays empty."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of the body."""

    words: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, numbered as it comes: 一、 （一） 1. （1） for levels 1 to 4.

    ``text`` runs on in the same paragraph, as lower levels often do.
    """

    words: str
    level: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridColumn:
    """A column of a table in the body; ``share`` is its part of the width."""

    title: str
    share: float
    left: bool = False
    """Texts begin at the left edge; all else stands in the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table in the body, ruled all round; a row of one text names the section that follows."""

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    note: str = ""
    """Stands under the table in the type of its cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field that is filled in by hand: ``lines`` high; its title breaks at line ends."""

    title: str
    words: str = ""
    lines: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A ruled form: rows of one or more fields beside one another."""

    rows: tuple[tuple[FormField, ...], ...]


Block = Text | Heading | Grid | Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Something that follows the document on a page of its own."""

    title: Title
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What ties a document to its record: the code and the line of its QR drawing."""

    code: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """One official document. Empty texts are left out with all that belongs to them."""

    title: Title
    """Breaks between its parts before anywhere else."""
    issuer: str
    """Who signs."""
    at: datetime
    """Of what it shows: the file bears it."""
    day: date | None = None
    """成文日期; without it there is no signature."""
    mode: Mode = Mode.WHITE
    mark: str = ""
    """发文机关标志, printed in red."""
    number: str = ""
    """发文字号."""
    addressee: str = ""
    blocks: tuple[Block, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    copies: str = ""
    """抄送."""
    printed_by: str = ""
    """印发机关; without it there is no 版记."""
    state: str = ""
    """Goes across each page (暂定)."""
    hint: str = ""
    """What follows from the state, under the title."""
    stamp: Stamp | None = None
