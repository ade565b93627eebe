"""The pages for users say what the program does: their examples are read by it."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from inspector.domain.rubric import Rubric
from inspector.exchange.entries_file import (
    COLUMNS,
    ENTRY_KEYS,
    ITEM_KEYS,
    TOP_KEYS,
    EnteredVisit,
    read_entries,
)
from inspector.exchange.rubric_file import read_rubric
from inspector.platform.resources import form

ROOT = Path(__file__).parent.parent
ENTRIES = (ROOT / "docs/录入文件写法.md").read_text("utf-8")


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return read_rubric(form("rural.yaml")).rubric


def section(title: str) -> str:
    return ENTRIES.split(f"\n## {title}\n")[1].split("\n## ")[0]


def words(text: str) -> set[str]:
    return set(re.findall(r"^\| `?(\w+)(?:: \w+)?`? \|", text, re.MULTILINE))


def test_the_example_of_an_entry_file_is_read(tmp_path: Path, rubric: Rubric) -> None:
    path = tmp_path / "e.yaml"
    (example,) = re.findall(r"```yaml\n(.+?)```", ENTRIES, re.DOTALL)
    path.write_text(example, "utf-8")
    entered = read_entries(path, rubric)
    assert isinstance(entered, EnteredVisit)
    assert entered.rest_clear
    assert len(entered.items) == 4
    assert len(entered.objections or ()) == 1
    assert sum(map(len, entered.photos.values())) == 2


def test_every_key_of_an_entry_file_is_explained_and_no_other() -> None:
    told = words(section("YAML"))
    assert told - {"段", "键"} == {*TOP_KEYS, *ENTRY_KEYS, *ITEM_KEYS} - {"schema"}


def test_every_column_of_an_entry_sheet_is_explained_and_read(
    tmp_path: Path, rubric: Rubric
) -> None:
    told = re.findall(r"^\| (\w+) \|", section("xlsx"), re.MULTILINE)
    assert told[0] == "列"
    assert tuple(told[1:]) == COLUMNS
    path = tmp_path / "e.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(told[1:])
    book.active.append(["ST-2.1", 3, None, None, None, None, "柴草乱堆；线缆乱拉", None])
    book.save(path)
    assert len(read_entries(path, rubric).items) == 1
