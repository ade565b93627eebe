"""Rows come out of CSV and xlsx alike; a file that is no table, or too much of one, is refused."""

from __future__ import annotations

import datetime as dt
import os
import random
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.exchange import sheet_rows
from inspector.exchange.sheet_rows import Row, SheetUnreadable, read_rows
from inspector.exchange.site_list import ListFaulty, read_sites
from inspector.platform.durable import FileMissing
from inspector.platform.resources import resource

SHEET = "xl/worksheets/sheet1.xml"


def saved(path: Path, *lines: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in lines:
        sheet.append(line)
    book.save(path)
    return path


def altered(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """Pack an xlsx again with one member changed."""
    out = BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            body = source.read(member)
            if member.filename == name:
                assert old in body
                body = body.replace(old, new, 1)
            target.writestr(member.filename, body)
    path.write_bytes(out.getvalue())
    return path


def refused(path: Path) -> str:
    with pytest.raises(SheetUnreadable) as caught:
        read_rows(path)
    assert caught.value.fix.startswith("请")
    return caught.value.what


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return saved(tmp_path / "list.xlsx", ("code", "name"), (990101100200.0, " 张坡村\u3000"))


def test_cells_of_a_workbook_become_text_as_people_see_them(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "a.xlsx",
        ("代码", "数", "日", None, "真"),
        (419924001001, 114.82508, dt.date(2026, 11, 5), None, True),
        (None, None, None),
        ("419924001002", "=1+1", "", "", ""),
    )
    rows = read_rows(path)
    assert [row.number for row in rows] == [1, 2, 4]
    assert rows[1].cells == ("419924001001", "114.82508", "2026-11-05", "", "True")
    assert rows[2].cells[:2] == ("419924001002", "")


def test_rows_keep_their_number_below_empty_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n\ncode,name\n,\n1,二\n", "utf-8")
    assert read_rows(path) == (Row(3, ("code", "name")), Row(5, ("1", "二")))


def test_the_sample_county_reads_the_same_from_xlsx_as_from_csv(tmp_path: Path) -> None:
    source = resource("sample_county", "regions.csv")
    path = saved(tmp_path / "regions.xlsx", *(row.cells for row in read_rows(source)))
    assert read_sites(path) == read_sites(source)


def test_a_decomposed_name_is_composed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\ufeffcafe\u0301", "utf-8")
    assert read_rows(path)[0].cells == ("caf\u00e9",)


@pytest.mark.parametrize("content", [b"", b"\n\r\n", b"\xef\xbb\xbf", b",,,\n,,"])
def test_an_empty_file_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert "空文件" in refused(path)


@pytest.mark.parametrize(
    "content",
    [
        "代码,名称".encode("utf-16-le"),
        b"\xef\xbb\xbf\xc4\xe3",
        b"code\xff\xff\xff\xff",
        b"\x7fELF\x02\x01\x01\x00",
        b"\x89PNG\r\n\x1a\n\0\0",
        random.Random(3).randbytes(5_000),
    ],
)
def test_a_wrong_encoding_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert "编码" in refused(path)


def test_an_old_or_locked_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "旧版 Excel" in refused(path)


def test_an_open_quote_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('code,name\n1,"张坡\n2,李楼\n', "utf-8")
    assert "引号" in refused(path)


def test_a_folder_and_a_missing_file_say_so(tmp_path: Path) -> None:
    assert "文件夹" in refused(tmp_path)
    with pytest.raises(FileMissing):
        read_rows(tmp_path / "none.xlsx")


def test_a_file_of_too_many_bytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.touch()
    os.truncate(path, sheet_rows.MAX_BYTES + 1)
    assert "10 MB" in refused(path)


def test_a_list_of_too_many_rows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("1,2\n" * (sheet_rows.MAX_ROWS + 1), "utf-8")
    assert "20000 行" in refused(path)


def test_a_workbook_cut_off_anywhere_is_refused(book: Path) -> None:
    whole = book.read_bytes()
    for kept in range(4, len(whole), 97):
        book.write_bytes(whole[:kept])
        assert "损坏" in refused(book)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 255)), min_size=1, max_size=5))
def test_a_workbook_with_altered_bytes_reads_or_is_refused(
    book: Path, changes: list[tuple[int, int]]
) -> None:
    path = book.with_name("altered.xlsx")
    content = bytearray(book.read_bytes())
    for at, byte in changes:
        content[at] = byte
    path.write_bytes(content)
    with suppress(SheetUnreadable):
        read_rows(path)


@pytest.mark.parametrize(
    "place",
    [b'r="XFD1048576"', b"r='XFD1048576'", b'r = "a1048576"', b'x=">" r="ZZ3"', b'r="A99999"'],
)
def test_a_sheet_with_a_far_away_cell_is_refused_before_a_grid_is_made(
    book: Path, place: bytes
) -> None:
    assert "太大" in refused(altered(book, SHEET, b'r="B2"', place))


def test_a_far_away_cell_is_seen_in_utf_16_too(book: Path) -> None:
    with zipfile.ZipFile(book) as packed:
        sheet = packed.read(SHEET)
    wide = sheet.replace(b'r="B2"', b'r="XFD1048576"').decode().encode("utf-16-le")
    assert "太大" in refused(altered(book, SHEET, sheet, wide))


def test_a_row_far_away_is_refused(book: Path) -> None:
    assert "太大" in refused(altered(book, SHEET, b'<row r="2"', b'<row r="1048576"'))


def test_cells_without_end_are_refused(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_rows, "MAX_CELLS", 500)
    assert "太大" in refused(altered(book, SHEET, b"</sheetData>", b"<row>" + b"<c/>" * 600))


def test_a_zip_bomb_is_refused_before_it_is_parsed(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_rows, "MAX_UNPACKED", 1_000_000)
    altered(book, SHEET, b"</sheetData>", b" " * 3_000_000 + b"</sheetData>")
    assert book.stat().st_size < 20_000
    assert "太大" in refused(book)


def test_a_zip_of_too_many_members_is_refused(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_rows, "MAX_MEMBERS", 3)
    assert "太大" in refused(book)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_that_names_a_member_twice_is_refused(book: Path) -> None:
    with zipfile.ZipFile(book, "a") as packed:
        packed.writestr(SHEET, b"<worksheet/>")
    assert "损坏" in refused(book)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("readme.txt", "hello")
    assert "xlsx" in refused(path)


def test_a_workbook_without_a_sheet_is_empty(book: Path) -> None:
    with zipfile.ZipFile(book) as packed:
        whole = packed.read("xl/workbook.xml")
    start, end = whole.index(b"<sheets>"), whole.index(b"</sheets>")
    assert "空文件" in refused(altered(book, "xl/workbook.xml", whole[start : end + 9], b""))


def test_entities_that_grow_are_not_grown(book: Path) -> None:
    bomb = b'<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
    altered(book, SHEET, b"<worksheet", bomb)
    altered(book, SHEET, b"</sheetData>", b'<row><c t="str"><v>&b;</v></c></row></sheetData>')
    try:
        cells = [cell for row in read_rows(book) for cell in row.cells]
    except SheetUnreadable:
        cells = []
    assert all(len(cell) < 40 for cell in cells)


def test_what_cannot_be_read_is_one_problem_of_the_list(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(ListFaulty) as caught:
        read_sites(path)
    assert caught.value.problems[0].row is None
    assert caught.value.sentence().startswith("名单.xlsx 有 1 处问题。不是完整的 xlsx")
