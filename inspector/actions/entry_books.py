"""录入表: write a workbook to fill in, and enter what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from inspector.actions.blank_paper import Wanted, form_of, planned_lines, site_of
from inspector.actions.desk import Desk
from inspector.actions.entering import Entered, enter_all
from inspector.actions.finding import find_site, place_of
from inspector.actions.forms import policy_of
from inspector.actions.placing import make_room
from inspector.actions.scoring import kind_of, load_visit, open_key
from inspector.domain.errors import InspectorError
from inspector.domain.ids import VisitUid
from inspector.domain.progress import Ticket
from inspector.domain.rubric import Rubric
from inspector.domain.visit import VisitKey, VisitState
from inspector.exchange import entry_book
from inspector.exchange.entry_book import BookSheet
from inspector.exchange.entry_book_reader import BookVisit, is_entry_book, read_entry_book
from inspector.store.unit import Reading

XLSX = ".xlsx"
ALREADY_SEALED = "已经定稿，没动"


class NothingFilled(InspectorError):
    """A workbook came back as empty as it was written, or has nothing of the site asked for."""

    code: ClassVar[str] = "E103"
    what: ClassVar[str] = "{name} 里{place}一格都没有填。"
    next_step: ClassVar[str] = "请核对是不是拿错了文件；填好并保存后再录入。"


class NoScoredVisit(InspectorError):
    """Only visits without points were asked for."""

    code: ClassVar[str] = "E104"
    what: ClassVar[str] = "选中的考评都不打分，没有录入表。"
    next_step: ClassVar[str] = "不打分的考评请在窗口里直接记。"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookEntered:
    """What a workbook came to: sites entered, and those passed over, each with why."""

    entered: tuple[Entered, ...]
    skipped: tuple[tuple[str, str], ...]


def is_book(path: Path) -> bool:
    """Tell whether a file is a workbook that :func:`write_book` wrote, filled in or not.

    Raises:
        FileMissing, FolderReadOnly, FileUnreadable: The file cannot be read.
    """
    return is_entry_book(path)


def write_book(desk: Desk, out: Path, wanted: Wanted) -> tuple[Path, tuple[str, ...]]:
    """Write a workbook with a sheet for each visit that is meant; return it and the places.

    Raises:
        NoRound, NoSuchRound, NoSuchSite, ManySites, NoBlankToPrint: No visit is meant.
        NoScoredVisit: None of them gives points.
        FormMissing: The folder does not hold a form.
        DiskFull, FolderReadOnly: The disk refused.
    """
    with desk.store.reading() as reading:
        policy = policy_of(reading)
        sheets = [
            BookSheet(
                uid=line.uid,
                site=site_of(reading, line).site,
                township=line.township,
                rubric=form_of(reading, line),
                about=f"{line.key.round} 轮　{line.key.team} 组",
            )
            for line in planned_lines(reading, wanted)
            if kind_of(policy, line.key).scored
        ]
    if not sheets:
        raise NoScoredVisit
    one = f"_{sheets[0].site.name}" if len(sheets) == 1 else ""
    key = VisitKey.parse(sheets[0].uid)
    path = out if out.suffix.lower() == XLSX else out / f"录入表_{key.round}_{key.team}{one}{XLSX}"
    make_room(path.parent)
    entry_book.write_entry_book(path, sheets, at=desk.clock())
    return path, tuple(sheet.place for sheet in sheets)


def enter_book(
    desk: Desk, path: Path, *, site: str | None = None, ticket: Ticket | None = None
) -> BookEntered:
    """Enter every sheet that was filled in, or that of one site; all come in or none does.

    Sheets of visits that are sealed stay out, so one book serves a whole day.

    Raises:
        BookFaulty: The workbook has faults, all of them listed.
        NothingFilled: Nothing was filled in.
        NoSuchSite, ManySites: ``site`` means no single one.
        EntryMismatch: An entry does not fit its rule.
        Recused, TooFewPresent: A visit cannot be begun.
    """
    filled, skipped = [], []
    for sheet in filled_sheets(desk, path, site):
        with desk.store.reading() as reading:
            begun = reading.visits.one(sheet.uid)
            if begun is not None and begun.state is VisitState.SEALED:
                skipped.append((load_visit(reading, sheet.uid).place, ALREADY_SEALED))
                continue
        filled.append(sheet)
    pairs = [(open_key(desk, VisitKey.parse(sheet.uid)), sheet.entered) for sheet in filled]
    return BookEntered(entered=enter_all(desk, pairs, ticket=ticket), skipped=tuple(skipped))


def filled_sheets(desk: Desk, path: Path, site: str | None = None) -> tuple[BookVisit, ...]:
    """Read a workbook and return the sheets with something in them, of one site or of all.

    Raises:
        BookFaulty: The workbook has faults, all of them listed.
        NothingFilled: Nothing was filled in.
        NoSuchSite, ManySites: ``site`` means no single one.
    """
    with desk.store.reading() as reading:
        sheets = read_entry_book(path, _forms(reading))
        place = ""
        if site is not None:
            line = find_site(reading, site)
            place = f" {place_of(line)} "
            sheets = tuple(one for one in sheets if VisitKey.parse(one.uid).site == line.site.code)
    filled = tuple(sheet for sheet in sheets if not sheet.blank)
    if not filled:
        raise NothingFilled(name=path.name, place=place)
    return filled


def _forms(reading: Reading) -> Mapping[VisitUid, Rubric]:
    """Return what each visit of this laptop's round asks; those without points are not entered."""
    policy = policy_of(reading)
    return {
        line.uid: form_of(reading, line)
        for line in planned_lines(reading, Wanted())
        if kind_of(policy, line.key).scored
    }
