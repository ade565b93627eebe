"""A list as a table with a known head, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inspector.domain.errors import InspectorError
from inspector.exchange.sheet_rows import Row, SheetUnreadable, read_rows

HEAD_ROWS = 6
"""A title and remarks may stand above the head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault of a list; ``row`` is None and ``column`` empty where it is the whole file's."""

    row: int | None = None
    column: str = ""
    what: str
    fix: str

    def __str__(self) -> str:
        """Return the problem as one line for a list."""
        return self.sentence()

    def sentence(self) -> str:
        """Return place, fault and cure as one line."""
        return f"{self.fault()}{self.fix}"

    def fault(self) -> str:
        """Return place and fault."""
        place = f"第 {self.row} 行" if self.row else ""
        column = f"“{self.column}”列" if self.column else ""
        return f"{place}{column}{'：' if place or column else ''}{self.what}"


class ListFaulty(InspectorError):
    """A list of sites or teams has faults; ``problems`` holds every one, by row."""

    code = "L101"
    what = "{name} 有 {count} 处问题。{first}"
    next_step = "{fix}改好后重新导入；这次什么都没有导入。"

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems, key=lambda problem: problem.row or 0))
        first = self.problems[0]
        super().__init__(
            name=path.name,
            count=len(self.problems),
            first=first.fault(),
            fix=first.fix,
        )


@dataclass(slots=True)
class Findings:
    """Collects problems while a list is read."""

    path: Path
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: Line | None, column: str, what: str, fix: str) -> None:
        """Note one fault; ``column`` is our name of it, shown as the file writes it."""
        shown = line.table.shown(column) if line else column
        row = line.number if line else None
        self.problems.append(Problem(row=row, column=shown, what=what, fix=fix))

    def settle(self) -> None:
        """End here if anything was found.

        Raises:
            ListFaulty: With all of it.
        """
        if self.problems:
            raise ListFaulty(self.path, self.problems)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under the head, by our names of the columns."""

    columns: Mapping[str, int]
    head: Row
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Line]:
        """Yield every row."""
        return (Line(self, row.number, row.cells) for row in self.rows)

    def shown(self, column: str) -> str:
        """Return the column's name as the file writes it."""
        place = self.columns.get(column)
        return column if place is None else self.head.cells[place]

    def has(self, column: str) -> bool:
        """Say whether the file has the column."""
        return column in self.columns


@dataclass(frozen=True, slots=True)
class Line:
    """One row; a column that is not there reads as empty."""

    table: Table
    number: int
    cells: tuple[str, ...]

    def __getitem__(self, column: str) -> str:
        """Return the text of a cell by our name of its column."""
        place = self.table.columns.get(column, len(self.cells))
        return self.cells[place] if place < len(self.cells) else ""


def read_table(
    path: Path, names: Mapping[str, Sequence[str]], required: Sequence[str], *, what: str
) -> Table:
    """Read a list file and find its head among the first rows.

    Args:
        path: A CSV or xlsx file.
        names: Our name of each column, and how a file may write it, in lower case.
        required: Our names of the columns that must be there.
        what: What the list is called, such as 村(社区)名册.

    Raises:
        ListFaulty: No table, or columns are missing or there twice.
        FileMissing, FolderReadOnly, FileUnreadable: The file cannot be read.
    """
    findings = Findings(path)
    try:
        rows = read_rows(path)
    except SheetUnreadable as error:
        findings.add(None, "", error.what, error.fix)
        findings.settle()
        raise AssertionError from error
    known = {written: ours for ours, ways in names.items() for written in (ours, *ways)}
    start, found = max(
        ((at, _matched(row, known)) for at, row in enumerate(rows[:HEAD_ROWS])),
        key=lambda candidate: len(set(candidate[1].values())),
    )
    columns: dict[str, int] = {}
    for place, ours in found.items():
        if ours in columns:
            fix = "请只留一列。"
            findings.add(None, rows[start].cells[place], f"{what}里这一列出现了两次。", fix)
        columns.setdefault(ours, place)
    for column in required:
        if column not in columns:
            also = "、".join(names[column])
            findings.add(None, column, f"{what}缺这一列。", f"请在表头加上 {column}（或{also}）。")
    findings.settle()
    return Table(columns, rows[start], rows[start + 1 :])


def _matched(row: Row, known: Mapping[str, str]) -> dict[int, str]:
    return {
        place: known[cell.casefold()]
        for place, cell in enumerate(row.cells)
        if cell.casefold() in known
    }
