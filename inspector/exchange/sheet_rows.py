"""Rows of text out of a table file: CSV as Chinese offices save it, or xlsx."""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from unicodedata import normalize

from python_calamine import CalamineError, CalamineWorkbook

from inspector.platform.durable import explaining

MAX_BYTES = 10 * 2**20
MAX_UNPACKED = 100 * 2**20
MAX_MEMBERS = 1_000
MAX_ROWS = 20_000
"""The largest county has some 1,000 sites."""

MAX_COLUMNS = 200
MAX_CELLS = 1_000_000

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
UTF_8_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ",\t;"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
SHEET = b"sheetData"
PLACE = re.compile(rb"""(?<![:\w])r\s*=\s*["']\s*([A-Za-z]*)([0-9]+)\s*["']""")
"""Where a row or cell stands: ``r="C17"``. Anywhere in the XML, since ``>`` may be quoted."""

CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")

Cell = str | int | float | bool | object


class SheetUnreadable(Exception):
    """No rows came out; ``what`` and ``fix`` say so in Chinese."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty; ``number`` as Excel and WPS show it, from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook with its cells as they are: text, number, truth value or date."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return every sheet of an xlsx; of a formula, the value that was saved with it.

    Raises:
        SheetUnreadable: Not an xlsx, damaged, hostile or empty.
        FileMissing, FolderReadOnly, FileUnreadable: The file cannot be read.
    """
    content = _content(path)
    if not content.startswith(ZIP):
        raise SheetUnreadable("不是 xlsx 文件。", "请用 WPS 或 Excel 打开，另存为 xlsx。")
    with _explaining_damage():
        book = CalamineWorkbook.from_filelike(BytesIO(_repacked(content)))
        return tuple(
            Sheet(
                name,
                tuple(
                    tuple(row)
                    for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                ),
            )
            for name in book.sheet_names
        )


def text_of(cell: Cell) -> str:
    """Return a cell as stripped NFC text; whole numbers lose the decimals that Excel gives them."""
    return _text(cell)


def read_rows(path: Path) -> tuple[Row, ...]:
    """Return the rows of a CSV file, or of the first sheet of an xlsx, as stripped NFC text.

    CSV may be UTF-8 (with or without mark), UTF-16 with mark, or GB18030; fields are separated
    by comma, tab or semicolon. Formulas stay text in CSV and are their last value in xlsx.

    Raises:
        SheetUnreadable: Not a table, damaged, hostile or empty.
        FileMissing, FolderReadOnly, FileUnreadable: The file cannot be read.
    """
    content = _content(path)
    if content.startswith(ZIP):
        lines: Iterable[Iterable[Cell]] = _workbook(content)
    elif content.startswith(OLD_EXCEL):
        raise SheetUnreadable(
            "是旧版 Excel（xls）或加了密码的文件。", "请取消密码，另存为 xlsx 或 CSV。"
        )
    else:
        lines = _separated(_decoded(content))
    rows = tuple(_rows(lines))
    if not rows:
        raise SheetUnreadable("是空文件。", "请检查文件，重新导出名册。")
    return rows


def _content(path: Path) -> bytes:
    with explaining(path):
        if path.is_dir():
            raise SheetUnreadable("是文件夹，不是表格文件。", "请选 CSV 或 xlsx 文件。")
        if path.stat().st_size > MAX_BYTES:
            raise SheetUnreadable(
                f"超过 {MAX_BYTES // 2**20} MB，不像名册。", "请删掉图片和多余的工作表。"
            )
        return path.read_bytes()


def _rows(lines: Iterable[Iterable[Cell]]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        if number > MAX_ROWS:
            raise SheetUnreadable(f"超过 {MAX_ROWS} 行，不像名册。", "请删掉多余的行。")
        cells = tuple(_text(cell) for cell in line)
        if any(cells):
            yield Row(number, cells)


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():  # Excel keeps 419924001001 as a float
        cell = int(cell)
    return normalize("NFC", str(cell)).strip(" \t\r\n\u3000\ufeff\u200b\xa0")


def _decoded(content: bytes) -> str:
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROL.search(text):
            return text
    raise SheetUnreadable(
        "不是 CSV 或 xlsx，或文字编码认不出来。",
        "请用 WPS 或 Excel 打开，另存为“CSV UTF-8”或 xlsx。",
    )


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith(UTF_8_MARK):
        return ("utf-8-sig",)
    if content.startswith(UTF_16_MARKS):
        return ("utf-16",)
    return ("utf-8", "gb18030")


def _separated(text: str) -> list[list[str]]:
    head = text.strip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)  # the first of equals: the comma
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise SheetUnreadable(
            "引号没有成对，分不清各列。", "请用 WPS 或 Excel 打开检查，另存一次。"
        ) from error


def _workbook(content: bytes) -> list[list[Cell]]:
    with _explaining_damage():
        book = CalamineWorkbook.from_filelike(BytesIO(_repacked(content)))
        if not book.sheet_names:
            return []
        sheet = book.get_sheet_by_index(0)
        return [list(row) for row in sheet.to_python(skip_empty_area=False)]


@contextmanager
def _explaining_damage() -> Iterator[None]:
    try:
        yield
    except (
        CalamineError,
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        RuntimeError,  # a member with a password
        NotImplementedError,
        ValueError,
    ) as error:
        raise SheetUnreadable(
            "不是完整的 xlsx，可能没有下载完或已损坏。", "请用 WPS 或 Excel 打开，另存一次。"
        ) from error


def _repacked(content: bytes) -> bytes:
    """Unpack every member under the caps, and pack again what was looked at.

    A zip can be made to look different to two readers; so the parser gets ours.
    """
    out = BytesIO()
    left = MAX_UNPACKED
    seen: set[str] = set()
    with zipfile.ZipFile(BytesIO(content)) as packed, zipfile.ZipFile(out, "w") as plain:
        members = packed.infolist()
        if len(members) > MAX_MEMBERS:
            raise _too_large()
        for member in members:
            if member.filename in seen:
                raise zipfile.BadZipFile("a name twice")
            seen.add(member.filename)
            with packed.open(member) as file:
                body = file.read(left + 1)
            left -= len(body)
            if left < 0:
                raise _too_large()
            _check_places(body)
            plain.writestr(zipfile.ZipInfo(member.filename), body)
    return out.getvalue()


def _check_places(body: bytes) -> None:
    """Refuse a sheet that would need a huge grid: the parser makes one up to its last cell."""
    body = body.replace(b"\0", b"")  # a sheet in UTF-16 is looked at too
    if SHEET not in body:
        return
    for column, row in PLACE.findall(body):
        if len(column) > 2 or len(row) > 5 or int(row) > MAX_ROWS:
            raise _too_large()
        if _column_number(column) > MAX_COLUMNS:
            raise _too_large()
    if sum(1 for _ in CELL.finditer(body)) > MAX_CELLS:
        raise _too_large()


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _too_large() -> SheetUnreadable:
    return SheetUnreadable(
        f"太大：名册不会超过 {MAX_ROWS} 行、{MAX_COLUMNS} 列。",
        "请把名册复制到一个新的工作簿，另存为 xlsx。",
    )
