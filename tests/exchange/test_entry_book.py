"""A workbook to fill in: what it offers, and everything that can be wrong when it comes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from inspector.domain.ids import (
    CheckpointCode,
    Digest,
    ItemCode,
    RubricId,
    SiteCode,
    TownshipCode,
    VisitUid,
)
from inspector.domain.rubric import Level, Rubric
from inspector.domain.rules import checkpoint_points
from inspector.domain.site import Site
from inspector.domain.visit import Entry, Objection, Reason, ZeroCase
from inspector.exchange import entry_book_reader
from inspector.exchange.entries_file import EnteredVisit
from inspector.exchange.entry_book import BookSheet, write_entry_book
from inspector.exchange.entry_book_form import cell_name, form_lines, read_key
from inspector.exchange.entry_book_reader import (
    BookFaulty,
    BookVisit,
    is_entry_book,
    read_entry_book,
)
from inspector.exchange.rubric_file import read_rubric
from inspector.exchange.sheet_rows import Sheet, read_sheets
from inspector.platform.resources import form

AT = dt.datetime(2026, 11, 3, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
UID = VisitUid("2026-11/cross/419924100217/T07/1")
LONG_NAME = "黍垣县国营清渠农场三分场与古塬林场护林队合并安置移民新村村民委员会"
ANSWER, SEEN, A, OWN, NOTE = 5, 6, 7, 13, 14
HEAD = 5

Cells = dict[tuple[str, int], object]
Rows = list[list[object]]
Fill = Callable[..., Path]


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    """The rural form, with one item that may not apply and one with two zero cases."""
    rural = read_rubric(form("rural.yaml")).rubric
    changed = {
        "CY-4": {"allow_na": True},
        "ST-2": {"zero_if": ("现场正在露天焚烧垃圾或秸秆", "主街堆满垃圾")},
    }
    stars = tuple(
        replace(
            star,
            items=tuple(replace(item, **changed.get(item.code, {})) for item in star.items),  # type: ignore[arg-type]  # fields of Item, named above
        )
        for star in rural.stars
    )
    return replace(rural, stars=stars)


def sheet_of(rubric: Rubric, *, uid: VisitUid = UID, name: str = "后𬇙沟村") -> BookSheet:
    site = Site(
        code=SiteCode(uid.split("/")[2]),
        name=name,
        township=TownshipCode("419924100000"),
        rubric=RubricId("rural"),
    )
    return BookSheet(uid=uid, site=site, township="古塬镇", rubric=rubric, about="2026-11 轮")


@pytest.fixture(scope="module")
def blank(rubric: Rubric, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "录入表.xlsx"
    write_entry_book(path, [sheet_of(rubric)], at=AT)
    return path


@pytest.fixture(scope="module")
def written(blank: Path) -> Sheet:
    (sheet,) = read_sheets(blank)
    return sheet


@pytest.fixture
def fill(written: Sheet, monkeypatch: pytest.MonkeyPatch) -> Fill:
    """Return a typist: values by code and column; codes with a # name the n-th row of that code.

    The sheet is what a saved book holds; files themselves are read in the tests further down.
    """

    def typed(cells: Cells, change: Callable[[Rows], object] | None = None) -> Path:
        rows = [list(line) for line in written.rows]
        for (code, column), value in cells.items():
            rows[row(rows, code)][column - 1] = float(value) if type(value) is int else value
        if change is not None:
            change(rows)
        sheet = Sheet(written.name, tuple(map(tuple, rows)))
        monkeypatch.setattr(entry_book_reader, "read_sheets", lambda _path: (sheet,))
        return Path("录入表.xlsx")

    return typed


def row(rows: Rows, code: str) -> int:
    name, _, nth = code.partition("#")
    return [at for at, line in enumerate(rows) if line[0] == name][int(nth or 0)]


def page_row(page: Worksheet, code: str) -> int:
    return row([[cell.value for cell in line] for line in page.iter_rows()], code) + 1


@pytest.fixture
def read(rubric: Rubric, fill: Fill) -> Callable[[Cells], EnteredVisit]:
    def entered(cells: Cells) -> EnteredVisit:
        (visit,) = read_entry_book(fill(cells), {UID: rubric})
        return visit.entered

    return entered


@pytest.fixture
def blame(rubric: Rubric, fill: Fill) -> Callable[..., list[str]]:
    def faults(cells: Cells, change: Callable[[Rows], object] | None = None) -> list[str]:
        with pytest.raises(BookFaulty) as caught:
            read_entry_book(fill(cells, change), {UID: rubric})
        assert f"{len(caught.value.problems)} 处" in caught.value.sentence()
        return [str(problem) for problem in caught.value.problems]

    return faults


Read = Callable[[Cells], EnteredVisit]
Blame = Callable[..., list[str]]


def only(entered: EnteredVisit) -> Entry:
    """Return the single entry of a visit."""
    ((_, item),) = entered.items.items()
    ((_, entry),) = item.entries.items()
    return entry


# ---------------------------------------------------------------- what goes out


def test_every_row_of_the_form_stands_in_the_book(blank: Path, rubric: Rubric) -> None:
    page = load_workbook(blank).worksheets[0]
    assert page.title == "217 后𬇙沟村"
    lines = list(form_lines(rubric))
    told = [page.cell(HEAD + at, 1).value for at in range(1, len(lines) + 1)]
    assert told == [line.code for line in lines]
    assert page.freeze_panes == f"C{HEAD + 1}"
    assert page.print_title_rows == f"${HEAD}:${HEAD}"
    assert page.page_setup.orientation == "landscape"


def test_only_cells_to_fill_in_are_open(blank: Path) -> None:
    page = load_workbook(blank).worksheets[0]
    assert page.protection.sheet
    for code, column, open_ in (
        ("ST-2.1", ANSWER, True),
        ("ST-2.1", A, True),
        ("ST-2.1", NOTE, True),
        ("ST-2.1", SEEN, False),
        ("ST-2.1", 2, False),
        ("ST-3.1", SEEN, True),
        ("ST-2#0", ANSWER, True),
        ("ST-2#0", OWN, False),
        ("ST-2#1", OWN, True),
        ("ZB", ANSWER, False),
        ("异议1", OWN, True),
    ):
        assert page.cell(page_row(page, code), column).protection.locked is not open_, (
            code,
            column,
        )


def test_each_kind_of_rule_says_what_may_be_typed(blank: Path) -> None:
    page = load_workbook(blank).worksheets[0]
    rules = {str(one.sqref): one for one in page.data_validations.dataValidation}

    def rule(code: str, column: int) -> tuple[str, str, str]:
        one = rules[f"{page.cell(page_row(page, code), column).coordinate}"]
        return one.type, one.formula1, one.formula2 or ""

    assert rule("ST-2.1", ANSWER) == ("whole", "0", "9999")
    assert rule("ZB-1.6", ANSWER) == ("whole", "0", "4")
    assert rule("ZB-1.6", SEEN) == ("whole", "0", "4")
    assert rule("ZB-1.4", ANSWER) == ("list", '"符合,不符合"', "")
    assert rule("ZB-1.1", ANSWER) == ("list", '"好,较好,一般,差"', "")
    assert rule("CY-3.1", ANSWER)[0] == "decimal"
    assert rule("ST-2#0", ANSWER) == ("list", '"是"', "")
    prompt = rules[page.cell(page_row(page, "ST-2.1"), A).coordinate]
    assert (prompt.promptTitle, bool(prompt.prompt)) == ("A", True)


def test_what_people_wrote_is_never_a_formula(rubric: Rubric, tmp_path: Path) -> None:
    names = ("=1+1", "+村", "-村", "@SUM(A1)", "=cmd|'/c calc'!A0")
    sheets = [
        sheet_of(rubric, uid=VisitUid(f"2026-11/cross/41992410021{at}/T07/1"), name=name)
        for at, name in enumerate(names)
    ]
    sheets = [replace(one, about="=HYPERLINK(1)", township="=镇") for one in sheets]
    write_entry_book(tmp_path / "b.xlsx", sheets, at=AT)
    with ZipFile(tmp_path / "b.xlsx") as packed:
        for name in packed.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in packed.read(name)
                assert b"<hyperlink" not in packed.read(name)
    book = load_workbook(tmp_path / "b.xlsx")
    assert all(page.cell(2, 1).data_type == "s" for page in book.worksheets)


def test_sheets_have_names_that_excel_takes(rubric: Rubric, tmp_path: Path) -> None:
    uids = [VisitUid(f"2026-11/cross/4199241{at}0217/T07/1") for at in range(3)]
    sheets = [sheet_of(rubric, uid=uid, name=f"[甲]/乙:丙𬇙{LONG_NAME}") for uid in uids]
    write_entry_book(tmp_path / "b.xlsx", sheets, at=AT)
    names = load_workbook(tmp_path / "b.xlsx").sheetnames
    assert len(set(names)) == 3
    assert all(len(name.encode("utf-16-le")) <= 62 for name in names)
    assert not any(set(name) & set("[]:*?/\\") for name in names)
    assert len(read_entry_book(tmp_path / "b.xlsx", dict.fromkeys(uids, rubric))) == 3


def test_names_that_differ_in_case_only_get_a_number(rubric: Rubric, tmp_path: Path) -> None:
    uids = [VisitUid(f"2026-11/cross/4199241{at}0217/T07/1") for at in range(2)]
    sheets = [sheet_of(rubric, uid=uid, name=name) for uid, name in zip(uids, "aA", strict=True)]
    write_entry_book(tmp_path / "b.xlsx", sheets, at=AT)
    assert load_workbook(tmp_path / "b.xlsx").sheetnames == ["217 a", "217 A（2）"]


def test_a_word_that_a_list_cannot_hold_is_left_to_the_reader(
    rubric: Rubric, tmp_path: Path
) -> None:
    star = rubric.stars[0]
    item = star.items[0]
    named = replace(
        item.checkpoints[0], rule=Level(levels=(("好,很好", item.max), ("差", item.max)))
    )
    many = replace(item, checkpoints=(named,))
    changed = replace(rubric, stars=(replace(star, items=(many,)),))
    write_entry_book(tmp_path / "b.xlsx", [sheet_of(changed)], at=AT)
    page = load_workbook(tmp_path / "b.xlsx").worksheets[0]
    held = {str(one.sqref) for one in page.data_validations.dataValidation}
    assert page.cell(page_row(page, str(named.code)), ANSWER).coordinate not in held


def test_the_same_visits_give_the_same_bytes(blank: Path, rubric: Rubric, tmp_path: Path) -> None:
    write_entry_book(tmp_path / "b.xlsx", [sheet_of(rubric)], at=AT)
    assert (tmp_path / "b.xlsx").read_bytes() == blank.read_bytes()
    with pytest.raises(ValueError, match="no sheet"):
        write_entry_book(tmp_path / "none.xlsx", [], at=AT)


# ---------------------------------------------------------------- what comes back


def test_a_blank_book_holds_nothing(blank: Path, rubric: Rubric) -> None:
    (visit,) = read_entry_book(blank, {UID: rubric})
    assert visit == BookVisit(uid=UID, sheet="217 后𬇙沟村", entered=EnteredVisit(items={}))
    assert visit.blank
    assert is_entry_book(blank)


@pytest.mark.parametrize(
    ("code", "cells", "entry"),
    [
        ("ST-2.1", {ANSWER: 3}, Entry(defects=3)),
        ("ST-2.1", {ANSWER: 0}, Entry(defects=0)),
        ("ST-2.1", {ANSWER: "１２"}, Entry(defects=12)),
        ("ST-2.1", {ANSWER: 3.0}, Entry(defects=3)),
        ("ST-2.1", {NOTE: "村口"}, Entry(note="村口")),
        ("ZB-1.6", {ANSWER: 1, SEEN: 3}, Entry(defects=1, seen=3)),
        ("ZB-1.6", {SEEN: 3}, Entry(seen=3)),
        ("ZB-1.4", {ANSWER: "符合"}, Entry(met=True)),
        ("ZB-1.4", {ANSWER: "否"}, Entry(met=False)),
        ("ZB-1.4", {ANSWER: True}, Entry(met=True)),
        ("ZB-1.1", {ANSWER: "一般"}, Entry(level="一般")),
        ("ZB-1.1", {NOTE: "x"}, Entry(note="x")),
        ("CY-3.1", {ANSWER: 12.5}, Entry(measure=Decimal("12.5"))),
        ("CY-3.1", {ANSWER: 0.1 + 0.2}, Entry(measure=Decimal("0.3"))),
        ("CY-3.1", {ANSWER: "１２。５"}, Entry(measure=Decimal("12.5"))),
        ("CY-3.1", {ANSWER: 0}, Entry(measure=Decimal(0))),
        ("CY-3.1", {ANSWER: -3}, Entry(measure=Decimal(-3))),
        ("CY-3.1", {NOTE: "没有账"}, Entry(note="没有账")),
    ],
)
def test_what_is_typed_becomes_an_entry(
    read: Read, code: str, cells: dict[int, object], entry: Entry
) -> None:
    assert only(read({(code, column): value for column, value in cells.items()})) == entry


def test_reasons_count_by_letter_and_in_own_words(read: Read, rubric: Rubric) -> None:
    first, second, *_ = rubric.checkpoint(CheckpointCode("ST-2.1")).phrases
    entry = only(
        read({("ST-2.1", A): 2, ("ST-2.1", A + 1): 1, ("ST-2.1", OWN): f"粪堆；{first}; 粪堆"})
    )
    assert entry.reasons == (
        Reason(text=first, count=3),
        Reason(text=second),
        Reason(text="粪堆", count=2),
    )
    assert entry.defects == 3, "letters count, words explain"
    assert only(read({("ZB-1.4", A): 1})).met is False
    assert only(read({("ZB-1.6", A): 1, ("ZB-1.6", SEEN): 4})).defects == 1
    assert only(read({("ZB-1.1", OWN): "讲不清", ("ZB-1.1", ANSWER): "差"})).reasons


def test_items_have_their_rest_zero_cases_and_na(read: Read) -> None:
    entered = read(
        {
            ("ST-1#0", ANSWER): "是",
            ("ST-2#2", ANSWER): "是",
            ("ST-2#2", OWN): "照片 3 张",
            ("CY-4#1", ANSWER): "是",
            ("CY-4#1", OWN): "没有合作社",
        }
    )
    assert entered.clear == {"ST-1"}
    assert set(entered.items) == {"ST-1", "ST-2", "CY-4"}
    assert entered.items[ItemCode("ST-2")].zero == ZeroCase(
        condition="主街堆满垃圾", basis="照片 3 张"
    )
    assert entered.items[ItemCode("CY-4")].na == "没有合作社"
    assert not entered.rest_clear


def test_objections_may_name_an_item(read: Read) -> None:
    entered = read(
        {
            ("异议1", ANSWER): "st-2",
            ("异议1", OWN): "下雨",
            ("异议2", OWN): "整体偏低",
            ("异议2", NOTE): "书记",
        }
    )
    assert entered.objections == (
        Objection(item=ItemCode("ST-2"), text="下雨", by=""),
        Objection(item=None, text="整体偏低", by="书记"),
    )
    assert entered.items == {}


def test_of_a_formula_the_saved_value_counts(blank: Path, rubric: Rubric, tmp_path: Path) -> None:
    """As Excel and WPS save it: ``<f>`` with its last ``<v>``."""
    book = load_workbook(blank)
    page = book.worksheets[0]
    place = page.cell(page_row(page, "ST-2.1"), ANSWER).coordinate
    page[place].value = 77777
    book.save(tmp_path / "a.xlsx")
    with ZipFile(tmp_path / "a.xlsx") as packed, ZipFile(tmp_path / "b.xlsx", "w") as changed:
        for name in packed.namelist():
            body = packed.read(name).replace(b"<v>77777</v>", b"<f>1+1</f><v>2</v>")
            changed.writestr(name, body)
    (visit,) = read_entry_book(tmp_path / "b.xlsx", {UID: rubric})
    assert only(visit.entered).defects == 2


def test_rows_and_lines_above_may_move(rubric: Rubric, fill: Fill) -> None:
    path = fill({("ST-2.1", ANSWER): 2}, lambda rows: rows.insert(0, ["第三组填", ""]))
    (visit,) = read_entry_book(path, {UID: rubric})
    assert only(visit.entered).defects == 2


def test_somebodys_notes_are_passed_over(rubric: Rubric, blank: Path, tmp_path: Path) -> None:
    book = load_workbook(blank)
    book.create_sheet("草稿").cell(3, 3).value = "随手记"
    book.save(tmp_path / "b.xlsx")
    assert len(read_entry_book(tmp_path / "b.xlsx", {UID: rubric})) == 1


# ---------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    ("code", "cells", "words"),
    [
        ("ST-2.1", {ANSWER: "三处"}, "“三处”不是 0 到 9999 的整数"),
        ("ST-2.1", {ANSWER: -1}, "“-1”不是 0 到 9999 的整数"),
        ("ST-2.1", {ANSWER: 2.5}, "“2.5”不是 0 到 9999 的整数"),
        ("ST-2.1", {ANSWER: 10_000}, "“10000”不是"),
        ("ST-2.1", {ANSWER: "9" * 40}, "不是 0 到 9999 的整数"),
        ("ST-2.1", {ANSWER: "三"}, "“三”不是"),
        ("ST-2.1", {ANSWER: True}, "“True”不是"),
        ("ST-2.1", {ANSWER: dt.datetime(2026, 1, 2, tzinfo=None)}, "变成了日期或时间"),  # noqa: DTZ001 - a cell has no zone
        ("ST-2.1", {ANSWER: dt.time(1, 2)}, "变成了日期或时间"),
        ("ST-2.1", {A: "两"}, "“两”不是"),
        ("ST-2.1", {SEEN: 3}, "“实看数”不用填"),
        ("ST-2.1", {ANSWER: 1, A: 2}, "原因共 2 次，记录却是 1"),
        ("ZB-1.6", {ANSWER: 5}, "不是 0 到 4 的整数"),
        ("ZB-1.6", {SEEN: 9}, "不是 0 到 4 的整数"),
        ("ZB-1.6", {ANSWER: 3, SEEN: 2}, "不合格 3，多于实看数 2"),
        ("ZB-1.6", {A: 3, SEEN: 2}, "不合格 3，多于实看数 2"),
        ("ZB-1.4", {ANSWER: "大概"}, "“大概”认不得"),
        ("ZB-1.4", {ANSWER: "符合", A: 1}, "选了“符合”，又写了原因"),
        ("ZB-1.1", {ANSWER: "交好"}, "没有“交好”这一等次。是不是“好”"),
        ("ZB-1.1", {ANSWER: "优"}, "请选：好、较好、一般、差"),
        ("CY-3.1", {ANSWER: "12万"}, "“12万”不是数"),
        ("CY-3.1", {ANSWER: "12%"}, "“12%”不是数"),
        ("CY-3.1", {ANSWER: "NaN"}, "不是数"),
        ("CY-3.1", {ANSWER: False}, "不是数"),
        ("CY-3.1", {ANSWER: 10**13}, "位数过多"),
        ("CY-3.1", {ANSWER: "1.1234567"}, "位数过多"),
        ("CY-3.1", {ANSWER: dt.datetime(2026, 1, 2, tzinfo=None)}, "变成了日期"),  # noqa: DTZ001 - a cell has no zone
        ("ST-2#0", {ANSWER: "有"}, "“有”认不得"),
        ("ST-2#0", {OWN: "照片"}, "不用填"),
        ("ST-2#1", {OWN: "照片"}, "写了依据，没有选“是”"),
        ("CY-4#1", {ANSWER: "是"}, "没有写不适用的理由"),
        ("ZB", {ANSWER: 1}, "“记录”不用填"),
        ("异议1", {ANSWER: "ST-2"}, "没有写意见"),
        ("异议1", {ANSWER: "XX-9", OWN: "不服"}, "没有考评项“XX-9”"),
    ],
)
def test_a_cell_that_cannot_be_is_named_with_what_to_do(
    blame: Blame, written: Sheet, code: str, cells: dict[int, object], words: str
) -> None:
    (fault,) = blame({(code, column): value for column, value in cells.items()})
    assert words in fault
    place = row([list(line) for line in written.rows], code) + 1
    assert any(f"“217 后𬇙沟村”表 {letter}{place}：" in fault for letter in "EFGM")
    assert fault.endswith(("。", "？"))


def test_two_zero_cases_of_one_item_are_one_too_many(blame: Blame) -> None:
    (fault,) = blame({("ST-2#1", ANSWER): "是", ("ST-2#2", ANSWER): "是"})
    assert "两条零分情形" in fault


def test_all_faults_come_at_once(blame: Blame) -> None:
    faults = blame(
        {
            ("ST-2.1", ANSWER): "三",
            ("ST-2.1", A): "四",
            ("ZB-1.1", ANSWER): "优",
            ("异议2", NOTE): "甲",
        }
    )
    assert len(faults) == 4


def test_rows_that_are_not_of_the_form_or_stand_twice(blame: Blame) -> None:
    def change(rows: Rows) -> None:
        rows[row(rows, "ST-2.2")][0] = "ST-2.1"
        rows[row(rows, "ST-2.3")][0] = "ST-2.33"
        rows[row(rows, "ZB-1.2")][0] = "随便"
        rows[row(rows, "ZB-1.3")][ANSWER - 1] = 1
        rows[row(rows, "ZB-1.3")][0] = ""

    faults = blame({}, change)
    assert any("“ST-2.1”写了两行" in one for one in faults)
    assert any("没有编号“ST-2.33”" in one and "是不是想写“ST-2.3”" in one for one in faults)
    assert any("没有编号“随便”" in one and "请对照" in one for one in faults)
    assert any("这一行没有编号" in one for one in faults)
    assert len(faults) == 4


def test_another_site_another_form_a_changed_key(rubric: Rubric, blank: Path, blame: Blame) -> None:
    with pytest.raises(BookFaulty, match="别的站点或别的组"):
        read_entry_book(blank, {})
    other = replace(rubric, digest=Digest("0" * 64))
    with pytest.raises(BookFaulty, match="另一版评分标准"):
        read_entry_book(blank, {UID: other})

    def spoil(rows: Rows) -> None:
        rows[3][1] = "WXKE1|"

    assert "表码被改过" in blame({}, spoil)[0]


def test_two_sheets_of_one_site(rubric: Rubric, tmp_path: Path) -> None:
    write_entry_book(tmp_path / "b.xlsx", [sheet_of(rubric), sheet_of(rubric)], at=AT)
    with pytest.raises(BookFaulty, match="同一个站点"):
        read_entry_book(tmp_path / "b.xlsx", {UID: rubric})


def test_a_sheet_without_key_or_head_is_named(blame: Blame) -> None:
    def no_key(rows: Rows) -> None:
        rows[3][1] = ""

    def no_head(rows: Rows) -> None:
        rows[4][0] = "序号"

    assert "没有表码" in blame({}, no_key)[0]
    assert "没有“编号”和“记录”两列" in blame({}, no_head)[0]


def test_a_file_that_is_no_book(rubric: Rubric, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("rest: clear\n", "utf-8")
    assert not is_entry_book(tmp_path / "a.yaml")
    with pytest.raises(BookFaulty, match="不是 xlsx"):
        read_entry_book(tmp_path / "a.yaml", {UID: rubric})
    empty = Workbook()
    empty.save(tmp_path / "b.xlsx")
    assert not is_entry_book(tmp_path / "b.xlsx")
    with pytest.raises(BookFaulty, match="没有录入表"):
        read_entry_book(tmp_path / "b.xlsx", {UID: rubric})
    (tmp_path / "c.xlsx").write_bytes((tmp_path / "b.xlsx").read_bytes()[:900])
    with pytest.raises(BookFaulty, match="不是完整的"):
        read_entry_book(tmp_path / "c.xlsx", {UID: rubric})


def test_a_cut_row_is_only_empty(rubric: Rubric, fill: Fill) -> None:
    path = fill({}, lambda rows: [line.pop() for line in rows])
    (visit,) = read_entry_book(path, {UID: rubric})
    assert visit.blank


def test_cells_have_the_names_that_excel_shows() -> None:
    assert [cell_name(0, 0), cell_name(11, 25), cell_name(4, 26), cell_name(0, 701)] == [
        "A1",
        "Z12",
        "AA5",
        "ZZ1",
    ]
    assert read_key("WXKE2|a|b") is None


# ---------------------------------------------------------------- ledgers

CELL = 15
MEETINGS, STEPS_OF = "ZB-4.1", "ZB-2.3"
"""四会 by months, due each month or each quarter; two matters by six steps."""


def grid(code: str, line: int, *said: object, whole: object = "") -> Cells:
    """Return what is typed into a line of a ledger, counted from 1."""
    name = f"{code}#{line + 1}"
    cells: Cells = {(name, CELL + at): value for at, value in enumerate(said) if value != ""}
    return {**cells, (name, ANSWER): whole} if whole else cells


def whole(code: str, *lines: int) -> Cells:
    return {key: value for line in lines for key, value in grid(code, line, whole="齐").items()}


def test_a_ledger_has_a_line_for_each_row_and_only_due_cells_are_open(blank: Path) -> None:
    page = load_workbook(blank).worksheets[0]
    head, first = page_row(page, f"{MEETINGS}#1"), page_row(page, f"{MEETINGS}#2")
    assert [page.cell(head, CELL + at).value for at in range(12)] == [
        f"{month}月" for month in range(1, 13)
    ]
    assert page.cell(first, 2).value == "勾选格：党员大会"
    open_ = [not page.cell(first, CELL + at).protection.locked for at in range(12)]
    assert [at + 1 for at in range(12) if open_[at]] == [3, 6, 9, 12]
    steps = page_row(page, f"{STEPS_OF}#2")
    assert page.cell(steps, CELL).number_format == "@"
    assert page.cell(steps, CELL + 6).protection.locked, "six steps, no seventh"
    rules = {str(one.sqref): one for one in page.data_validations.dataValidation}
    prompt = rules[page.cell(steps, CELL + 2).coordinate]
    assert (prompt.promptTitle, "0312" in str(prompt.prompt)) == ("审议", True)
    assert rules[page.cell(first, CELL + 2).coordinate].formula1 == '"缺,有,不该有"'


def test_only_what_a_ledger_lacks_is_typed(read: Read) -> None:
    entry = only(
        read(
            {
                **whole(MEETINGS, 1, 3),
                **grid(MEETINGS, 2, "", "缺", "×", "", "不该有"),
                **grid(MEETINGS, 4, "", "", "√"),
                (MEETINGS, NOTE): "村部",
            }
        )
    )
    assert entry.cells == ("--y--y--y--y", "ynny-yyyyyyy", "y" * 12, "--y--y--y--y")
    assert (entry.defects, entry.note, entry.dates) == (2, "村部", ())
    full = only(read(whole(MEETINGS, 1, 2, 3, 4)))
    assert full.defects == 0
    assert full.cells[1] == "y" * 12
    assert only(read({(MEETINGS, ANSWER): 3})) == Entry(defects=3), "a count alone will do"


def test_steps_take_their_days_and_the_wrong_order_is_found(read: Read, rubric: Rubric) -> None:
    date = dt.datetime(2026, 3, 20, tzinfo=None)  # noqa: DTZ001 - a cell has no zone
    entry = only(
        read(
            {
                **grid(STEPS_OF, 1, "0301", "3月5日", "2026-3-12", 310.0, "缺", date),
                **grid(STEPS_OF, 2, "有", "乱", whole=""),
                (STEPS_OF, ANSWER): 3,
                (STEPS_OF, A): 1,
            }
        )
    )
    assert entry.cells == ("yyyxny", "yxyyyy")
    assert entry.dates == ("03-01,03-05,03-12,03-10,,03-20", ",,,,,")
    assert entry.defects == 3
    assert checkpoint_points(rubric.checkpoint(CheckpointCode(STEPS_OF)), entry) == 450
    assert only(read(whole(STEPS_OF, 1, 2))).dates == ()


@pytest.mark.parametrize(
    ("cells", "words", "place"),
    [
        (grid(MEETINGS, 2, "没有"), "“没有”认不得。请填 有、缺 或 不该有，空着算有。", "O"),
        (grid(MEETINGS, 2, "0312"), "“0312”认不得", "O"),
        (grid(MEETINGS, 2, whole="全"), "“全”认不得。这一行没有缺的选“齐”", "E"),
        (grid(MEETINGS, 2, "缺", whole="齐"), "选了“齐”，后面又有缺的", "E"),
        (grid(STEPS_OF, 1, "0230"), "“0230”不是日期。请写月和日", "O"),
        (grid(STEPS_OF, 1, 3.1), "“3.1”不是日期", "O"),
        (grid(STEPS_OF, 1, "三月"), "“三月”不是日期", "O"),
        (grid(STEPS_OF, 1, *[""] * 6, "缺"), "“格7”不用填", "U"),
        ({(f"{STEPS_OF}#2", NOTE): "x"}, "“备注”不用填", "N"),
        ({("ST-2.1", CELL): "缺"}, "“格1”不用填", "O"),
        (whole(STEPS_OF, 1), "“事项二”一行没有填，没有缺的选“齐”", "E"),
        ({**whole(STEPS_OF, 1, 2), (STEPS_OF, ANSWER): 1}, "勾选格缺 0，记录却是 1", "E"),
        ({**whole(STEPS_OF, 1, 2), (STEPS_OF, A): 1}, "勾选格缺 0，原因却有 1 次", "E"),
        (
            {
                **whole(STEPS_OF, 1),
                **grid(STEPS_OF, 2, "缺"),
                (STEPS_OF, ANSWER): 2,
                (STEPS_OF, A): 2,
            },
            "勾选格缺 1，记录却是 2",
            "E",
        ),
        ({**whole(STEPS_OF, 1), (STEPS_OF, ANSWER): "三"}, "“三”不是", "E"),
    ],
)
def test_a_ledger_that_cannot_be_is_named_with_what_to_do(
    blame: Blame, cells: Cells, words: str, place: str
) -> None:
    (fault,) = blame(cells)
    assert words in fault
    assert f"”表 {place}" in fault
    assert fault.endswith("。")


def test_a_book_filled_in_a_real_file_gives_its_ledger(
    blank: Path, rubric: Rubric, tmp_path: Path
) -> None:
    book = load_workbook(blank)
    page = book.worksheets[0]
    first = page_row(page, f"{STEPS_OF}#2")
    page.cell(first, CELL).value = dt.date(2026, 3, 12)
    page.cell(first, CELL + 1).value = "0311"
    page.cell(first + 1, ANSWER).value = "齐"
    book.save(tmp_path / "b.xlsx")
    (visit,) = read_entry_book(tmp_path / "b.xlsx", {UID: rubric})
    entry = only(visit.entered)
    assert entry.cells == ("yxyyyy", "yyyyyy")
    assert entry.dates == ("03-12,03-11,,,,", ",,,,,")
