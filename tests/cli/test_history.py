"""``office history``, and the papers of the year by command."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import PIN, County

from inspector.cli import options
from inspector.cli.main import run

Output = pytest.CaptureFixture[str]


def test_levels_of_earlier_years_are_brought_in_by_command(
    county: County, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)
    path, office = tmp_path / "历年.csv", ["--data", str(county.office)]
    path.write_text("站点代码,年度,星级\n419901100201,2024,5\n", "utf-8")
    assert run(["office", "history", str(path), *office]) == 0
    assert capsys.readouterr().out.strip() == "2024 年：1 个站点的星级"
    path.write_text("站点代码,年度,星级\n419901100201,2024,4\n", "utf-8")
    assert run(["office", "history", str(path), *office]) == 0
    assert "改了以前导入的 1 条。" in capsys.readouterr().out
    path.write_text("站点代码,年度,星级\n419901100299,2024,7\n", "utf-8")
    assert run(["office", "history", str(path), *office]) != 0
    said = capsys.readouterr().err
    assert "本县没有站点“419901100299”" in said
    assert "星级“7”认不出来" in said
    assert run(["print", "annual", *office, "--out", str(tmp_path / "out")]) != 0
    assert "2026 年没有冻结的排名" in capsys.readouterr().err
