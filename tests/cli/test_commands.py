"""The command line: the loop by hand, exit codes, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from played_county import PIN, ROUND, County, draw_photo, write_lists

from inspector.cli import options
from inspector.cli.main import run
from inspector.domain.errors import Cancelled

Output = pytest.CaptureFixture[str]

ENTRIES = """rest: clear
entries:
  ST-2.1: {defects: 3, reasons: [柴草乱堆]}
items:
  ST-2: {photos: [a.jpg]}
"""


@pytest.fixture(autouse=True)
def _pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)


def facts(output: Output) -> dict[str, object]:
    found: dict[str, object] = json.loads(output.readouterr().out)
    return found


def test_the_office_commands_make_plan_and_hand_out(tmp_path: Path, capsys: Output) -> None:
    files = write_lists(tmp_path / "lists")
    office = ["--data", str(tmp_path / "office")]
    lists = ["--sites", str(files.sites), "--teams", str(files.teams)]
    assert run(["office", "create", *office, *lists]) == 0
    assert "8 个站点" in capsys.readouterr().out
    round_ = ["--round", ROUND]
    assert run(["office", "plan", *office, *round_, "--pattern", "rotate", "--shift", "1"]) == 0
    assert "推磨" in capsys.readouterr().out
    out = ["--out", str(tmp_path / "stick"), "--json"]
    assert run(["office", "dispatch", *office, *round_, *out]) == 0
    packages = facts(capsys)["packages"]
    assert isinstance(packages, list)
    assert len(packages) == 4
    first = packages[0]
    field = ["--data", str(tmp_path / "t01")]
    assert run(["field", "open", *field, first["path"], "--code", first["code"]]) == 0
    assert "2 个站点" in capsys.readouterr().out
    assert run(["office", "rank", *office, *round_]) == 1
    assert "T210" in capsys.readouterr().err


def test_the_loop_by_hand(county: County, tmp_path: Path, capsys: Output) -> None:
    draw_photo(tmp_path / "a.jpg")
    (tmp_path / "e.yaml").write_text(ENTRIES, "utf-8")
    field, office = ["--data", str(county.laptop)], ["--data", str(county.office)]
    enter = ["field", "enter", *field, "201", str(tmp_path / "e.yaml")]
    assert run([*enter, "--photos", str(tmp_path)]) == 0
    assert "缺：" in capsys.readouterr().out
    assert run(["field", "seal", *field, "201"]) == 1
    assert "S210" in capsys.readouterr().err
    package = county.hand_in(county.laptop)
    assert run(["field", "export", *field, "--out", str(tmp_path / "out")]) == 0
    capsys.readouterr()
    assert run(["office", "import", *office, str(package), "--json"]) == 0
    assert facts(capsys)["packages"]
    assert run(["office", "import", *office, str(package), str(tmp_path / "e.yaml")]) == 1
    assert "拒收 1 个" in capsys.readouterr().out
    assert run(["office", "coverage", *office, "--round", ROUND]) == 0
    assert "已交 2/8" in capsys.readouterr().out
    assert run(["office", "rank", *office, "--round", ROUND, "--freeze"]) == 0
    assert "第 1 版" in capsys.readouterr().out
    for document in ("score-sheet", "ranking", "coverage"):
        out = ["--out", str(tmp_path / "paper")]
        assert run(["print", document, *office, *out]) == 0
    assert len(list((tmp_path / "paper").glob("*.pdf"))) == 4
    one = ["--site", "南镇 南村", "--out", str(tmp_path / "one.pdf")]
    assert run(["print", "score-sheet", *office, *one, "--round", ROUND]) == 0
    assert (tmp_path / "one.pdf").exists()


def test_seal_shows_what_the_paper_carries(county: County, capsys: Output) -> None:
    county.hand_in(county.laptop, sites=1)
    assert run(["field", "seal", "--data", str(county.laptop), "201"]) == 1
    assert run(["print", "score-sheet", "--data", str(county.laptop), "--out", "x"]) in (0, 1)
    capsys.readouterr()


def test_packages_are_shown_verified_opened(county: County, tmp_path: Path, capsys: Output) -> None:
    one = county.handed["T01"]
    sent = str(county.stick / one.path.name)
    assert run(["package", "show", sent]) == 0
    assert "未验证" in capsys.readouterr().out
    assert run(["package", "verify", sent, "--code", one.code]) == 0
    assert run(["package", "verify", sent, "--data", str(county.office)]) == 0
    assert run(["package", "verify", sent]) == 1
    assert "K112" in capsys.readouterr().err
    out = ["--out", str(tmp_path / "plain")]
    assert run(["package", "open", sent, "--code", one.code, *out]) == 0
    assert list((tmp_path / "plain").glob("*.zip"))
    assert run(["package", "key", sent, "--code", one.code]) == 0
    assert "AGE-SECRET-KEY" in capsys.readouterr().out


def test_doctor_backup_restore(county: County, tmp_path: Path, capsys: Output) -> None:
    office = ["--data", str(county.office)]
    assert run(["doctor", *office, "--rebuild"]) == 0
    assert run(["backup", *office, "--out", str(tmp_path / "disk")]) == 0
    (kept,) = (tmp_path / "disk").iterdir()
    assert run(["restore", str(kept), "--data", str(tmp_path / "again")]) == 0
    assert "已恢复" in capsys.readouterr().out


def test_a_form_s_problems_are_listed_and_end_with_1(tmp_path: Path, capsys: Output) -> None:
    assert run(["rubric", "check", "forms/rural.yaml"]) == 0
    broken = tmp_path / "broken.yaml"
    broken.write_text(Path("forms/rural.yaml").read_text("utf-8").replace("max: 25", "max: 24", 1))
    assert run(["rubric", "check", str(broken)]) == 1
    assert "改法" in capsys.readouterr().out


def test_verify_sheet_refuses_what_is_no_code(county: County, capsys: Output) -> None:
    assert run(["verify-sheet", "你好", "--data", str(county.office)]) == 1
    assert run(["verify-sheet", "0" * 12, "--data", str(county.office), "--json"]) == 1
    assert '"W202"' in capsys.readouterr().out


def test_wrong_usage_ends_with_2() -> None:
    with pytest.raises(SystemExit) as caught:
        run(["office", "fly"])
    assert caught.value.code == 2


def test_the_pin_comes_from_a_file_or_the_environment(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.delenv(options.PIN_VARIABLE)
    doctor = ["doctor", "--data", str(county.office)]
    assert run(doctor) == 1
    assert "K110" in capsys.readouterr().err
    (tmp_path / "pin").write_text(PIN + "\n")
    assert run([*doctor, "--pin-file", str(tmp_path / "pin")]) == 0
    assert run([*doctor, "--pin-file", str(tmp_path / "nothing")]) == 1
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(options, "getpass", lambda _prompt: PIN)
    assert run(doctor) == 0


def test_stopping_says_that_nothing_half_was_written(
    county: County, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    def stop(*_args: object, **_options: object) -> None:
        raise Cancelled

    monkeypatch.setattr("inspector.actions.examining.examine", stop)
    assert run(["doctor", "--data", str(county.office)]) == 1
    assert "已停止" in capsys.readouterr().err
