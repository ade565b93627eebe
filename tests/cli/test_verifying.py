"""双人核对 by command: a second file, a list of what differs, one decision after another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from played_county import PIN, County

from inspector.cli import options
from inspector.cli.main import run

Output = pytest.CaptureFixture[str]

FIRST = "rest: clear\nentries:\n  ST-2.1: {defects: 3, reasons: [柴草乱堆]}\n"


@pytest.fixture(autouse=True)
def _pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)


def test_a_paper_is_verified_by_command(county: County, tmp_path: Path, capsys: Output) -> None:
    data = ["--data", str(county.laptop)]
    (tmp_path / "a.yaml").write_text(FIRST, "utf-8")
    (tmp_path / "b.yaml").write_text(FIRST.replace("3", "4"), "utf-8")
    assert run(["field", "differences", *data, "201"]) == 1
    assert "E114" in capsys.readouterr().err
    assert run(["field", "enter", *data, "201", str(tmp_path / "a.yaml")]) == 0
    second = ["field", "verify", *data, "201", str(tmp_path / "b.yaml")]
    assert run([*second, "--by", "人12"]) == 1
    assert "E112" in capsys.readouterr().err
    assert run([*second, "--by", "人13"]) == 1, "something is left to settle"
    out = capsys.readouterr().out
    assert "核对有出入" in out
    assert "ST-2.1  第一遍 3 处" in out
    assert run(["field", "differences", *data, "201", "--json"]) == 1
    visit = json.loads(capsys.readouterr().out)["visit"]
    assert [one["checkpoint"] for one in visit["open"]] == ["ST-2.1"]
    assert run(["field", "settle", *data, "201", "ST-2.1", "second", "--by", "人11"]) == 0
    assert "已双人核对" in capsys.readouterr().out
    assert run(["field", "differences", *data, "201"]) == 0
    assert "已定 1 处" in capsys.readouterr().out


def test_the_command_that_enters_takes_the_second_entry_too(
    county: County, tmp_path: Path, capsys: Output
) -> None:
    data = ["--data", str(county.laptop)]
    (tmp_path / "a.yaml").write_text(FIRST, "utf-8")
    (tmp_path / "b.yaml").write_text(FIRST.replace("3", "4"), "utf-8")
    enter = ["field", "enter", *data, "201"]
    assert run([*enter, str(tmp_path / "b.yaml"), "--verify", "人13"]) == 1
    assert "E113" in capsys.readouterr().err, "there is no first entry"
    assert run([*enter, str(tmp_path / "a.yaml")]) == 0
    assert run([*enter, str(tmp_path / "b.yaml"), "--verify", "人12"]) == 1
    assert "E112" in capsys.readouterr().err, "nobody verifies himself"
    assert run([*enter, str(tmp_path / "b.yaml"), "--verify", "人13"]) == 1
    assert "ST-2.1  第一遍 3 处" in capsys.readouterr().out
    assert run([*enter, str(tmp_path / "a.yaml"), "--verify", "人13"]) == 0
    assert "已双人核对" in capsys.readouterr().out, "nothing of the first entry was changed"
