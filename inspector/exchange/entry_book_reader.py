"""Read a filled 录入表 back: every fault by sheet and cell, or what was counted at each site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import ClassVar
from unicodedata import normalize

from inspector.domain.errors import InspectorError
from inspector.domain.ids import CheckpointCode, ItemCode, VisitUid
from inspector.domain.rubric import Checkpoint, Item, Rubric
from inspector.domain.visit import Entry, ItemEntry, Objection, ZeroCase
from inspector.exchange import entry_book_form as form
from inspector.exchange.entries_file import EnteredVisit
from inspector.exchange.entry_book_cells import BadCell, Cells, read_point
from inspector.exchange.entry_book_form import FormLine, Line, cell_name
from inspector.exchange.entry_book_grids import GridRow, read_grid_row, with_grid
from inspector.exchange.sheet_rows import Sheet, SheetUnreadable, read_sheets, text_of

KEY_ROWS = 12
"""The key cell and the head are looked for in so many rows: somebody may have put lines above."""

TOLD = 5
"""Problems that stand in the sentence itself; the list has all of them."""

MUST_HAVE = (form.HEADS[form.CODE], form.HEADS[form.ANSWER])


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CellProblem:
    """One fault: the sheet's name, the cell as Excel shows it (or empty), what and how to mend."""

    sheet: str
    row: int
    cell: str
    what: str
    fix: str

    @property
    def place(self) -> str:
        """Where it is, as people say it."""
        return f"“{self.sheet}”表 {self.cell}".strip() if self.sheet else "整个文件"

    def __str__(self) -> str:
        """Return the problem as one line for a list."""
        return f"{self.place}：{self.what}{self.fix}"


class BookFaulty(InspectorError):
    """A filled workbook has faults; ``problems`` holds every one, by sheet and row."""

    code: ClassVar[str] = "E102"
    what: ClassVar[str] = "{name} 有 {count} 处问题。{told}{more}"
    next_step: ClassVar[str] = "{fix}改好后再录入；这次什么都没有写入。"

    def __init__(self, path: Path, problems: Sequence[CellProblem]) -> None:
        self.path = path
        self.problems = tuple(problems)
        told = "".join(f"{one.place}：{one.what}" for one in self.problems[:TOLD])
        super().__init__(
            name=path.name,
            count=len(self.problems),
            told=told,
            more="……" if len(self.problems) > TOLD else "",
            fix=self.problems[0].fix if len(self.problems) == 1 else "请逐格核对纸面，",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BookVisit:
    """One sheet: whose it is, and what was filled in; ``blank`` if nothing was."""

    uid: VisitUid
    sheet: str
    entered: EnteredVisit

    @property
    def blank(self) -> bool:
        """True if nobody filled anything in."""
        return not self.entered.items and self.entered.objections is None


def is_entry_book(path: Path) -> bool:
    """Tell whether a file is a workbook of this kind, filled or not; a damaged one is not.

    Raises:
        FileMissing, FolderReadOnly, FileUnreadable: The file cannot be read.
    """
    try:
        return any(_key_of(sheet) is not None for sheet in read_sheets(path))
    except SheetUnreadable:
        return False


def read_entry_book(path: Path, forms: Mapping[VisitUid, Rubric]) -> tuple[BookVisit, ...]:
    """Read all sheets of a workbook; ``forms`` are the visits that may be entered here.

    Sheets that are neither ours nor look like it are passed over: somebody's notes.

    Raises:
        BookFaulty: It has faults; all of them are listed.
        FileMissing, FolderReadOnly, FileUnreadable: The file cannot be read.
    """
    problems: list[CellProblem] = []
    try:
        sheets = read_sheets(path)
    except SheetUnreadable as error:
        fault = CellProblem(sheet="", row=0, cell="", what=error.what, fix=error.fix)
        raise BookFaulty(path, [fault]) from error
    found: dict[VisitUid, BookVisit] = {}
    for sheet in sheets:
        reading = _SheetReading(sheet, forms, found, problems)
        visit = reading.visit()
        if visit is not None:
            found[visit.uid] = visit
    if not found and not problems:
        what, fix = "里面没有录入表。", "请用“field entry-book”写出的表，不要另建。"
        problems.append(CellProblem(sheet="", row=0, cell="", what=what, fix=fix))
    if problems:
        raise BookFaulty(path, problems)
    return tuple(found.values())


def _key_of(sheet: Sheet) -> tuple[int, int, str] | None:
    """Return row, column and text of the key cell, or None."""
    for number, row in enumerate(sheet.rows[:KEY_ROWS]):
        for column, cell in enumerate(row):
            if isinstance(cell, str) and cell.strip().startswith(f"{form.PREFIX}|"):
                return number, column, cell
    return None


def _heads_of(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Return the row of the column titles and where each stands, or None."""
    for number, row in enumerate(sheet.rows[:KEY_ROWS]):
        heads: dict[str, int] = {}
        for column, cell in enumerate(row):
            heads.setdefault(text_of(cell), column)
        if all(head in heads for head in MUST_HAVE):
            return number, heads
    return None


@dataclass(slots=True)
class _Found:
    """What the rows of a sheet say, put together as they are read."""

    entries: dict[ItemCode, dict[CheckpointCode, Entry]] = field(default_factory=dict)
    zeros: dict[ItemCode, ZeroCase] = field(default_factory=dict)
    na: dict[ItemCode, str] = field(default_factory=dict)
    clear: set[ItemCode] = field(default_factory=set)
    objections: list[Objection] = field(default_factory=list)
    answered: set[CheckpointCode] = field(default_factory=set)
    """Checkpoints whose own line has a count."""
    grids: dict[tuple[ItemCode, CheckpointCode], dict[int, GridRow]] = field(default_factory=dict)
    faulty: set[CheckpointCode] = field(default_factory=set)
    """Checkpoints with a fault of their own already."""


class _SheetReading:
    """One pass over one sheet; faults go to ``problems``."""

    def __init__(
        self,
        sheet: Sheet,
        forms: Mapping[VisitUid, Rubric],
        before: Mapping[VisitUid, BookVisit],
        problems: list[CellProblem],
    ) -> None:
        self._sheet = sheet
        self._forms = forms
        self._before = before
        self._problems = problems
        self._rows: dict[tuple[str, str], int] = {}
        self._found = _Found()

    def visit(self) -> BookVisit | None:
        """Return what the sheet says, or None if it is no sheet of ours or cannot be one."""
        heads, key = _heads_of(self._sheet), _key_of(self._sheet)
        if key is None:
            if heads is not None:
                what = "没有表码，认不出是哪个站点的。"
                self._blame(0, None, what, "请重新写出录入表，把填的抄过去。")
            return None
        rubric = self._form(key)
        if rubric is None:
            return None
        if heads is None:
            self._blame(0, None, "没有“编号”和“记录”两列。", "请重新写出录入表，把填的抄过去。")
            return None
        uid = VisitUid(key[2].split("|")[1])
        lines = {form.line_key(line): line for line in form.form_lines(rubric)}
        for row in range(heads[0] + 1, len(self._sheet.rows)):
            self._line(row, heads[1], lines, rubric)
        self._join_grids(rubric, heads[1])
        return BookVisit(uid=uid, sheet=self._sheet.name, entered=self._entered())

    def _form(self, key: tuple[int, int, str]) -> Rubric | None:
        row, column, text = key
        read = form.read_key(text)
        if read is None:
            self._blame(row, column, "表码被改过。", "请重新写出录入表，把填的抄过去。")
            return None
        uid, digest = read
        rubric = self._forms.get(uid)
        if rubric is None:
            what = "这张表是别的站点或别的组、别的轮次的。"
            self._blame(row, column, what, "请交给它所属的组录入，或删掉这张表。")
        elif rubric.digest != digest:
            what = "这张表是按另一版评分标准写出的。"
            self._blame(row, column, what, "请重新写出录入表，把填的抄过去。")
        elif uid in self._before:
            other = self._before[uid].sheet
            what = f"与“{other}”表是同一个站点。"
            self._blame(row, column, what, "请只留一张，删掉另一张。")
        else:
            return rubric
        return None

    def _line(
        self,
        row: int,
        heads: Mapping[str, int],
        lines: Mapping[tuple[str, str], FormLine],
        rubric: Rubric,
    ) -> None:
        cells = Cells(self._sheet.rows[row], heads)
        code = normalize("NFKC", cells.text(form.CODE)).upper()
        if not code:
            for column in cells.filled():
                self._blame(row, column, "这一行没有编号。", "请补上编号，或清掉这一格。")
            return
        line = lines.get(_known_by(code, cells.text(form.TEXT)))
        if line is None:
            self._unknown(row, heads, code, rubric)
            return
        key = form.line_key(line)
        if key in self._rows:
            what = f"“{code}”写了两行，另一行是第 {self._rows[key] + 1} 行。"
            self._blame(row, heads[form.HEADS[form.CODE]], what, "请只留一行。")
            return
        self._rows[key] = row
        for problem in self._take(line, cells, rubric):
            self._blame(row, problem.column, problem.what, problem.fix)

    def _unknown(self, row: int, heads: Mapping[str, int], code: str, rubric: Rubric) -> None:
        codes = [point.code for item in rubric.items() for point in item.checkpoints]
        close = get_close_matches(code, [*codes, *(item.code for item in rubric.items())], n=1)
        fix = f"是不是想写“{close[0]}”？" if close else f"请对照《{rubric.title}》。"
        column = heads[form.HEADS[form.CODE]]
        self._blame(row, column, f"这次考评没有编号“{code}”的这一行。", fix)

    def _take(self, line: FormLine, cells: Cells, rubric: Rubric) -> Iterator[BadCell]:
        """Read one row into what was found; yield what is wrong with it."""
        if line.kind is Line.GRID:
            yield from self._grid(line, cells)
        elif line.kind is Line.GRID_HEAD:
            return
        elif line.point is not None and line.item is not None:
            yield from self._point(line.item, line.point, cells)
        elif line.item is not None:
            yield from self._whole_item(line, line.item, cells)
        elif line.kind is Line.OBJECTION:
            yield from self._objection(cells, rubric)
        else:
            yield from cells.unasked(())

    def _point(self, item: Item, point: Checkpoint, cells: Cells) -> Iterator[BadCell]:
        entry, faults = read_point(point, cells)
        yield from faults
        if faults:
            self._found.faulty.add(point.code)
        if cells.text(form.ANSWER):
            self._found.answered.add(point.code)
        if entry is not None:
            self._found.entries.setdefault(item.code, {})[point.code] = entry

    def _grid(self, line: FormLine, cells: Cells) -> Iterator[BadCell]:
        item, point = line.item, line.point
        if item is None or point is None or point.grid is None:
            raise AssertionError("a ledger's line has a ledger")
        row, faults = read_grid_row(point.grid, line.row, cells)
        yield from faults
        if faults:
            self._found.faulty.add(point.code)
        if row is not None:
            self._found.grids.setdefault((item.code, point.code), {})[line.row] = row

    def _join_grids(self, rubric: Rubric, heads: Mapping[str, int]) -> None:
        """Put the lines of ledgers into the entries of their checkpoints."""
        found = self._found
        for (item, code), rows in found.grids.items():
            if code in found.faulty:
                continue
            entries = found.entries.setdefault(item, {})
            entries[code], faults = with_grid(
                rubric.checkpoint(code), entries.get(code), rows, answered=code in found.answered
            )
            for what in faults:
                row = self._rows.get((code, ""), min(self._rows.values()))
                self._blame(
                    row, heads[form.HEADS[form.ANSWER]], f"{code} {what}", "请核对纸面，改成一致。"
                )

    def _whole_item(self, line: FormLine, item: Item, cells: Cells) -> Iterator[BadCell]:
        said, own = cells.text(form.ANSWER), cells.text(form.OWN)
        asked = (form.ANSWER,) if line.kind is Line.REST else (form.ANSWER, form.OWN)
        yield from cells.unasked(asked)
        if said not in ("", form.YES):
            yield cells.bad(form.ANSWER, f"“{said}”认不得。", f"这一格只填“{form.YES}”或空着。")
        elif line.kind is Line.REST and said:
            self._found.clear.add(item.code)
        elif said and line.kind is Line.ZERO:
            yield from self._zero(item.code, line, cells, own)
        elif said:
            if not own:
                yield cells.bad(form.OWN, "没有写不适用的理由。", "请在这一格写明。")
            self._found.na[item.code] = own
        elif own and line.kind is not Line.REST:
            yield cells.bad(form.ANSWER, "写了依据，没有选“是”。", "认定的选“是”，没有的清掉依据。")

    def _zero(self, code: ItemCode, line: FormLine, cells: Cells, own: str) -> Iterator[BadCell]:
        if code in self._found.zeros:
            yield cells.bad(form.ANSWER, "同一项认定了两条零分情形。", "请只留一条。")
            return
        case = line.text.removeprefix(form.ZERO)
        self._found.zeros[code] = ZeroCase(condition=case, basis=own)

    def _objection(self, cells: Cells, rubric: Rubric) -> Iterator[BadCell]:
        code, said = normalize("NFKC", cells.text(form.ANSWER)).upper(), cells.text(form.OWN)
        by = cells.text(form.NOTE)
        yield from cells.unasked((form.ANSWER, form.OWN, form.NOTE))
        if not (code or said or by):
            return
        if not said:
            yield cells.bad(form.OWN, "没有写意见。", "请写上，没有意见的清空这一行。")
        elif code and code not in {item.code for item in rubric.items()}:
            yield cells.bad(form.ANSWER, f"没有考评项“{code}”。", "请从格子的列表里选，或空着。")
        else:
            item = ItemCode(code) if code else None
            self._found.objections.append(Objection(item=item, text=said, by=by))

    def _entered(self) -> EnteredVisit:
        found = self._found
        codes = dict.fromkeys((*found.entries, *found.zeros, *found.na, *sorted(found.clear)))
        items = {
            code: ItemEntry(
                entries=dict(found.entries.get(code, {})),
                zero=found.zeros.get(code),
                na=found.na.get(code, ""),
            )
            for code in codes
        }
        return EnteredVisit(
            items=items,
            objections=tuple(found.objections) or None,
            clear=frozenset(found.clear),
        )

    def _blame(self, row: int, column: int | None, what: str, fix: str) -> None:
        cell = "" if column is None else cell_name(row, column)
        self._problems.append(
            CellProblem(sheet=self._sheet.name, row=row, cell=cell, what=what, fix=fix)
        )


def _known_by(code: str, text: str) -> tuple[str, str]:
    """Return what a row is known by, see ``entry_book_form.line_key``."""
    if form.REST in text:
        return code, form.REST
    whole = text.startswith((form.ZERO, form.GRID)) or text == form.NA
    return (code, text) if whole else (code, "")
