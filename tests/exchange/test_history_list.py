"""历年星级名册: read as offices save it, or refused whole with every fault named."""

from __future__ import annotations

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from inspector.exchange.history_list import read_history
from inspector.exchange.list_table import ListFaulty

SITES = ("419901100201", "419901100202")
LEVELS = {"0": 0, "1": 1, "5": 5, "五星": 5, "未获星": 0}
HEAD = "站点代码,年度,星级"


def written(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "历年.csv"
    path.write_text("\n".join((head, *rows)), "utf-8")
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(ListFaulty) as caught:
        read_history(path, SITES, LEVELS)
    return [str(one) for one in caught.value.problems]


def test_levels_are_figures_or_names_and_years_may_end_in_the_word(tmp_path: Path) -> None:
    rows = ("419901100201,2024,五星", "419901100202,2024年度,0", "419901100201,2025年, 1 ")
    assert read_history(written(tmp_path, *rows), SITES, LEVELS) == {
        2024: {"419901100201": 5, "419901100202": 0},
        2025: {"419901100201": 1},
    }


def test_a_workbook_whose_codes_and_years_are_numbers_is_read(tmp_path: Path) -> None:
    path = tmp_path / "历年.xlsx"
    with Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("代码", "年份", "获评星级"))
        page.write_row(1, 0, (419901100201, 2024, 5))
    assert read_history(path, SITES, LEVELS) == {2024: {"419901100201": 5}}


def test_every_fault_is_named_by_its_line(tmp_path: Path) -> None:
    rows = (
        "419901100299,2024,5",
        "419901100201,24,5",
        "419901100201,2024,6",
        "419901100202,2024,5",
        "419901100202,2024,1",
        ",,",
    )
    said = faults(written(tmp_path, *rows))
    assert [one.split("：")[0] for one in said] == [
        "第 2 行“站点代码”列", "第 3 行“年度”列", "第 4 行“星级”列", "第 6 行“年度”列",
    ]  # fmt: skip
    assert "本县没有站点“419901100299”" in said[0]
    assert "年度“24”认不出来" in said[1]
    assert "星级“6”认不出来。请写成其中之一：0、1、5、五星、未获星。" in said[2]
    assert "419901100202 的 2024 年和第 5 行重复" in said[3]


def test_a_wrong_level_is_the_only_fault_of_its_line(tmp_path: Path) -> None:
    assert len(faults(written(tmp_path, "419901100201,2024,六星"))) == 1


def test_a_list_without_lines_or_columns_is_refused(tmp_path: Path) -> None:
    assert faults(written(tmp_path)) == ["名册里没有一行星级。请一个站点一年填一行。"]
    assert "历年星级名册缺这一列" in faults(written(tmp_path, "1,2", head="站点代码,年度"))[0]
