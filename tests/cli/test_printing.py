"""Paper by command: documents are named, several sites may be, the card needs no folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from played_county import PIN, ROUND, County, at_office
from pypdfium2 import PdfDocument

from inspector import __main__
from inspector.actions.editions import editions_of
from inspector.cli import options
from inspector.cli.main import run
from inspector.domain.wording import record_code

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)


def test_blank_sheets_and_strips_are_documents(
    county: County, tmp_path: Path, capsys: Output
) -> None:
    data = ["--data", str(county.laptop)]
    out = ["--out", str(tmp_path / "day.pdf")]
    assert run(["print", "blank", *data, "--site", "201", "--site", "202", *out]) == 0
    assert "写好 1 个 PDF" in capsys.readouterr().out
    with PdfDocument(tmp_path / "day.pdf") as document:
        assert len(document) > 6
    assert run(["print", "strip", *data, "--out", str(tmp_path / "strips")]) == 0
    assert len(list((tmp_path / "strips").glob("走访记录条_*.pdf"))) == 2
    assert run(["print", "blank", *data, "--form", "rural", "--out", str(tmp_path)]) == 0
    assert (tmp_path / "空白打分表_通用_rural.pdf").is_file()


def test_one_site_of_a_filled_document_is_the_last_one_named(
    county: County, tmp_path: Path, capsys: Output
) -> None:
    county.hand_in(county.laptop)
    data = ["--data", str(county.laptop)]
    out = ["--out", str(tmp_path / "one.pdf")]
    assert run(["print", "score-sheet", *data, "--site", "201", *out]) == 0
    assert "写好 1 个 PDF" in capsys.readouterr().out
    assert run(["print", "coverage", *data, "--out", str(tmp_path / "none")]) != 0
    assert "外业考评组的数据文件夹，印不了覆盖情况" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_the_program_prints_the_windows_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    command = ["inspector", "key-card", "--out", str(tmp_path / "keys.pdf")]
    monkeypatch.setattr("sys.argv", command)
    assert __main__.main() == 0
    assert "按键卡" in capsys.readouterr().out
    with PdfDocument(tmp_path / "keys.pdf") as document:
        assert len(document) == 1
        text = document[0].get_textpage().get_text_bounded()
    assert "其余无问题，下一项" in text


def test_a_book_goes_out_and_comes_in_by_command(
    county: County, tmp_path: Path, capsys: Output
) -> None:
    data = ["--data", str(county.laptop)]
    path = tmp_path / "b.xlsx"
    assert run(["field", "entry-book", *data, "--out", str(path)]) == 0
    assert "2 个站点" in capsys.readouterr().out
    assert run(["field", "enter", *data, str(path)]) == 1
    assert "E103" in capsys.readouterr().err
    book = load_workbook(path)
    for page in book.worksheets:
        page["E8"] = "较好"
    book.save(path)
    assert run(["field", "enter", *data, str(path)]) == 0
    assert capsys.readouterr().out.count("新录 1 项（ZB-1）") == 2
    assert run(["field", "enter", *data, "201", str(path)]) == 0
    assert capsys.readouterr().out.count("换掉 1 项（ZB-1）") == 1
    book.worksheets[1]["E8"] = "交好"
    book.save(path)
    assert run(["field", "enter", *data, str(path)]) == 1
    assert "表 E8：没有“交好”这一等次" in capsys.readouterr().err
    (tmp_path / "e.yaml").write_text("rest: clear\n", "utf-8")
    assert run(["field", "enter", *data, str(tmp_path / "e.yaml")]) == 1
    assert "E105" in capsys.readouterr().err


def test_a_frozen_ranking_is_printed_again_by_its_code_in_any_form(
    frozen: County, tmp_path: Path, capsys: Output
) -> None:
    with at_office(frozen.office) as desk, desk.store.reading() as reading:
        first, second = (record_code(one.digest) for one in editions_of(reading, ROUND))
    data = ["--data", str(frozen.office)]
    command = ["print", "ranking", *data, "--code", first, "--set", "rows=townships"]
    assert run([*command, "--as", "csv", "--out", str(tmp_path)]) == 0
    assert "写好 1 个 CSV" in capsys.readouterr().out
    assert (tmp_path / "排名表_2026-11_第1版.csv").is_file()
    assert run(["print", "coverage", *data, "--code", first, "--out", str(tmp_path)]) == 1
    assert "覆盖情况不能按记录码印" in capsys.readouterr().err
    assert run(["print", "score-sheet", *data, "--code", second, "--out", str(tmp_path)]) == 1
    assert "是排名表的，不是打分表的" in capsys.readouterr().err
