"""``office template``, and the remarks on typefaces that a printed document brings."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import PIN, ROUND, County

from inspector.cli import options
from inspector.cli.main import run
from inspector.platform import font_folders
from inspector.platform.resources import form

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)
    monkeypatch.setattr(font_folders, "_usual", lambda _told: ())


def test_the_county_s_own_wording_is_brought_in(
    county: County, tmp_path: Path, capsys: Output
) -> None:
    path = tmp_path / "own.yaml"
    text = form("documents", "notice.yaml").read_text("utf-8")
    path.write_text(text, "utf-8")
    assert run(["office", "template", "--data", str(county.office), str(path)]) == 0
    assert "整改通知书的文字换好了" in capsys.readouterr().out
    path.write_text(text.replace("{问题数}", "{问题}"), "utf-8")
    assert run(["office", "template", "--data", str(county.office), str(path)]) != 0
    assert "整改通知书里没有“{问题}”可填" in capsys.readouterr().err


def test_what_stands_in_for_a_missing_typeface_is_said(
    county: County, tmp_path: Path, capsys: Output
) -> None:
    package = county.hand_in(county.laptop)
    office = ["--data", str(county.office)]
    run(["office", "import", *office, str(package)])
    capsys.readouterr()
    out = ["--out", str(tmp_path / "paper"), "--round", str(ROUND)]
    assert run(["print", "bulletin", *office, *out, "--set", "mode=red"]) == 0
    said = capsys.readouterr().out
    assert "仿宋_GB2312 没有装，正文用思源宋体代替" in said
    assert [path.name for path in (tmp_path / "paper").iterdir()] == ["月排名通报_2026-11_暂定.pdf"]
    assert run(["print", "coverage", *office, *out]) == 0
    assert "没有装" not in capsys.readouterr().out  # it needs no such typeface


def test_a_character_in_no_typeface_is_said_once_and_not_of_a_table(
    nasty: County, tmp_path: Path, capsys: Output
) -> None:
    wanted = ["print", "objection", "--data", str(nasty.office), "--round", str(ROUND)]
    told = "纸上印成“〓”的字：\U0001f409（U+1F409，"
    assert run([*wanted, "--out", str(tmp_path / "paper")]) == 0
    assert capsys.readouterr().out.count(told) == 1
    assert run([*wanted, "--set", "by=list", "--as", "csv", "--out", str(tmp_path / "t")]) == 0
    assert "〓" not in capsys.readouterr().out
