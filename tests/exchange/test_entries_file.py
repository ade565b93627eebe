"""What stands on paper is typed once, and a slip of the pen is named before anything counts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from inspector.domain.ids import CheckpointCode, ItemCode
from inspector.domain.rubric import Rubric
from inspector.domain.visit import Entry, Objection, Reason, ZeroCase
from inspector.exchange.entries_file import COLUMNS, EnteredVisit, EntriesFaulty, read_entries
from inspector.exchange.rubric_file import read_rubric
from inspector.platform.durable import FileMissing
from inspector.platform.resources import form

BURNING = "现场正在露天焚烧垃圾或秸秆"


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return read_rubric(form("rural.yaml")).rubric


def typed(tmp_path: Path, rubric: Rubric, text: str) -> EnteredVisit:
    path = tmp_path / "e.yaml"
    path.write_text(text, "utf-8")
    return read_entries(path, rubric)


def faults(tmp_path: Path, rubric: Rubric, text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(EntriesFaulty) as caught:
        typed(tmp_path, rubric, text)
    assert all(problem.what and problem.fix for problem in caught.value.problems)
    assert caught.value.code == "E101"
    return [(one.line, one.where, one.what + one.fix) for one in caught.value.problems]


def table(tmp_path: Path, *rows: tuple[object, ...]) -> Path:
    path = tmp_path / "e.xlsx"
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([None if cell == "" else cell for cell in row])
    book.save(path)
    return path


def entry_of(entered: EnteredVisit, item: str, point: str) -> Entry:
    return entered.items[ItemCode(item)].entries[CheckpointCode(point)]


WHOLE = f"""schema: inspector.entries/1
rest: clear
entries:
  ST-2.1: {{defects: 3, reasons: [柴草乱堆, 线缆乱拉, 柴草乱堆, ""], note: " 村口 "}}
  ST-2.2: {{defects: 0, filled: true}}
  ST-3.1: {{defects: 1, seen: 3, reasons: 粪污外溢}}
  CY-3.1: {{measure: 12.5}}
  ZB-1.1: {{level: 较好}}
  ZB-1.2: {{met: false}}
items:
  ST-2: {{zero: {BURNING}, basis: 照片, photos: [a.jpg, b.jpg]}}
  ZB-2: {{}}
objections:
  - {{item: ST-2, text: 当天刚下过雨, by: 村书记}}
  - {{text: 7}}
"""


def test_everything_that_paper_says_is_read(tmp_path: Path, rubric: Rubric) -> None:
    entered = typed(tmp_path, rubric, WHOLE)
    assert entered.rest_clear
    heaps = entry_of(entered, "ST-2", "ST-2.1")
    assert heaps == Entry(
        defects=3,
        reasons=(Reason(text="柴草乱堆", count=2), Reason(text="线缆乱拉", count=1)),
        note="村口",
    )
    assert entry_of(entered, "ST-2", "ST-2.2") == Entry(defects=0, filled=True)
    toilets = entry_of(entered, "ST-3", "ST-3.1")
    assert (toilets.defects, toilets.seen) == (1, 3)
    assert toilets.reasons == (Reason(text="粪污外溢", count=1),)
    assert entry_of(entered, "CY-3", "CY-3.1") == Entry(measure=Decimal("12.5"))
    assert entry_of(entered, "ZB-1", "ZB-1.1") == Entry(level="较好")
    assert entry_of(entered, "ZB-1", "ZB-1.2") == Entry(met=False)
    assert entered.items[ItemCode("ST-2")].zero == ZeroCase(condition=BURNING, basis="照片")
    assert ItemCode("ZB-2") not in entered.items, "nothing was counted there"
    assert entered.photos == {ItemCode("ST-2"): ("a.jpg", "b.jpg"), ItemCode("ZB-2"): ()}
    assert entered.objections == (
        Objection(item=ItemCode("ST-2"), text="当天刚下过雨", by="村书记"),
        Objection(item=None, text="7", by=""),
    )


def test_nothing_but_rest_is_a_visit_without_problems(tmp_path: Path, rubric: Rubric) -> None:
    entered = typed(tmp_path, rubric, "rest: clear\n")
    assert (entered.items, entered.photos, entered.objections) == ({}, {}, None)
    assert not typed(tmp_path, rubric, "entries:\n").rest_clear


def test_an_item_that_may_be_left_out_is_left_out(tmp_path: Path, rubric: Rubric) -> None:
    star = rubric.stars[0]
    lenient = replace(star, items=(replace(star.items[0], allow_na=True), *star.items[1:]))
    rubric = replace(rubric, stars=(lenient, *rubric.stars[1:]))
    entered = typed(tmp_path, rubric, "items:\n  ZB-1: {na: 无此类设施}\n")
    assert entered.items[ItemCode("ZB-1")].na == "无此类设施"


@pytest.mark.parametrize(
    ("text", "line", "where", "said"),
    [
        ("entry: {}\n", 1, "", "是不是想写“entries”"),
        ("zzz: 1\nrest: clear\n", 1, "", "可用的有"),
        ("rest: all\n", 1, "", "rest 不认识“all”"),
        ("- 1\n", 1, "", "键: 值"),
        ("entries: [1]\n", 1, "", "键: 值"),
        ("entries:\n  ST-2.1: 3\n", 2, "ST-2.1", "键: 值"),
        ("entries:\n  ST-2.l: {defects: 1}\n", 2, "ST-2.l", "是不是想写“ST-2."),
        ("entries:\n  高: {defects: 1}\n", 2, "高", "请对照《"),
        ("entries:\n  ST-2.1: {defect: 1}\n", 2, "ST-2.1", "是不是想写“defects”"),
        ("entries:\n  ST-2.1: {defects: -1}\n", 2, "ST-2.1", "0 到 9999"),
        ("entries:\n  ST-2.1: {defects: 10000}\n", 2, "ST-2.1", "0 到 9999"),
        ("entries:\n  ST-2.1: {seen: true}\n", 2, "ST-2.1", "0 到 9999"),
        ("entries:\n  ZB-1.2: {met: 是}\n", 2, "ZB-1.2", "true 或 false"),
        ("entries:\n  CY-3.1: {measure: 很多}\n", 2, "CY-3.1", "不是数"),
        ("entries:\n  CY-3.1: {measure: true}\n", 2, "CY-3.1", "不是数"),
        ("entries:\n  CY-3.1: {measure: nan}\n", 2, "CY-3.1", "不是数"),
        ("entries:\n  ZB-1.1: {level: [好]}\n", 2, "ZB-1.1", "要写文字"),
        ("entries:\n  ZB-1.1: {level: true}\n", 2, "ZB-1.1", "要写文字"),
        ("items:\n  ST-99: {}\n", 2, "ST-99", "没有考评项"),
        ("items:\n  ST-2: {zero: 下雨}\n", 2, "ST-2", "零分情形"),
        ("items:\n  ST-2: {na: 没有}\n", 2, "ST-2", "不适用"),
        ("objections: {text: 雨}\n", 1, "", "列表"),
        ("objections:\n  - {item: XX-1, text: 雨}\n", 2, "0", "没有考评项"),
    ],
)
def test_a_slip_is_named_with_its_line_and_the_way_out(
    tmp_path: Path, rubric: Rubric, text: str, line: int, where: str, said: str
) -> None:
    found = faults(tmp_path, rubric, text)
    assert len(found) == 1
    assert (found[0][0], found[0][1]) == (line, where)
    assert said in found[0][2]


def test_all_slips_are_named_at_once_in_order(tmp_path: Path, rubric: Rubric) -> None:
    text = "rest: al\nentries:\n  ST-2.1: {defects: x, seen: y}\nitems:\n  XX: {}\n"
    assert [line for line, _, _ in faults(tmp_path, rubric, text)] == [1, 3, 3, 5]


def test_what_is_no_yaml_or_no_text_is_said(tmp_path: Path, rubric: Rubric) -> None:
    assert faults(tmp_path, rubric, "a: [1\n")
    assert "空" in faults(tmp_path, rubric, "")[0][2]
    path = tmp_path / "gbk.yaml"
    path.write_bytes("rest: clear\nentries: {ST-2.1: {note: 柴草}}\n".encode("gb18030"))
    with pytest.raises(EntriesFaulty, match="UTF-8"):
        read_entries(path, rubric)
    with pytest.raises(FileMissing):
        read_entries(tmp_path / "none.yaml", rubric)


def test_a_table_says_the_same_as_yaml(tmp_path: Path, rubric: Rubric) -> None:
    path = table(
        tmp_path,
        COLUMNS,
        ("ST-2.1", 3, "", "", "", "", "柴草乱堆；柴草乱堆; 线缆乱拉", "村口"),
        ("ST-3.1", "1.0", 3.0),
        ("ZB-1.1", "", "", "较好"),
        ("ZB-1.2", "", "", "", "×"),
        (),
        ("CY-3.1", "", "", "", "", 12.5),
        ("ZB-2.1", "", "", "", "是"),
    )
    entered = read_entries(path, rubric)
    assert entered.rest_clear
    assert entry_of(entered, "ST-2", "ST-2.1") == Entry(
        defects=3,
        reasons=(Reason(text="柴草乱堆", count=2), Reason(text="线缆乱拉", count=1)),
        note="村口",
    )
    toilets = entry_of(entered, "ST-3", "ST-3.1")
    assert (toilets.defects, toilets.seen) == (1, 3)
    assert entry_of(entered, "ZB-1", "ZB-1.1").level == "较好"
    assert entry_of(entered, "ZB-1", "ZB-1.2").met is False
    assert entry_of(entered, "ZB-2", "ZB-2.1").met is True
    assert entry_of(entered, "CY-3", "CY-3.1").measure == Decimal("12.5")


def test_a_table_may_leave_columns_out_but_the_code(tmp_path: Path, rubric: Rubric) -> None:
    entered = read_entries(table(tmp_path, ("问题数", "要点"), (2, "ST-2.1")), rubric)
    assert entry_of(entered, "ST-2", "ST-2.1").defects == 2


@pytest.mark.parametrize(
    ("rows", "line", "said"),
    [
        ([("检查点", "问题数"), ("ST-2.1", 1)], 1, "没有“要点”一列"),
        ([("要点", "问题个数"), ("ST-2.1", 1)], 1, "“问题个数”不认识"),
        ([("要点", "备注", "备注"), ("ST-2.1", 1)], 1, "“备注”写了两列"),
        ([("要点", "问题数"), ("ST-2.1", 1), ("ST-2.1", 2)], 3, "“ST-2.1”写了两行"),
        ([("要点", "问题数"), ("ST-2.1", 1), ("", 2)], 3, "没有写要点"),
        ([("要点", "问题数"), (), ("ST-2.1", "三")], 3, "0 到 9999"),
        ([("要点", "问题数"), ("ST-2.1", "9" * 5000)], 2, "0 到 9999"),
        ([("要点", "符合"), ("ZB-1.2", "也许")], 2, "true 或 false"),
        ([("要点",), ("XX-1.1",)], 2, "没有要点"),
    ],
)
def test_a_row_that_would_be_lost_is_named(
    tmp_path: Path, rubric: Rubric, rows: list[tuple[object, ...]], line: int, said: str
) -> None:
    with pytest.raises(EntriesFaulty) as caught:
        read_entries(table(tmp_path, *rows), rubric)
    problem = caught.value.problems[0]
    assert problem.line == line
    assert said in problem.what


def test_a_table_that_is_empty_or_cut_off_is_refused(tmp_path: Path, rubric: Rubric) -> None:
    with pytest.raises(EntriesFaulty, match="空"):
        read_entries(table(tmp_path), rubric)
    path = table(tmp_path, COLUMNS)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(EntriesFaulty, match="xlsx"):
        read_entries(path, rubric)
