"""The command line: the loop by hand, exit codes, JSON."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from played_county import (
    PIN,
    ROUND,
    County,
    count_site,
    draw_photo,
    in_field,
    write_lists,
)

from inspector.actions import gathering, sealing
from inspector.cli import options
from inspector.cli.main import run
from inspector.domain.errors import Cancelled
from inspector.domain.ids import SiteCode
from inspector.domain.points import show

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
    packages = facts(capsys)["packages"]
    assert isinstance(packages, list)
    assert [(one["team"], one["refused"], one["visits"]) for one in packages] == [("T01", False, 2)]
    assert run(["office", "import", *office, str(package), str(tmp_path / "e.yaml")]) == 1
    assert "拒收 1 个" in capsys.readouterr().out
    assert run(["office", "coverage", *office, "--round", ROUND]) == 0
    assert "已交 2/8" in capsys.readouterr().out
    assert run(["office", "rank", *office, "--round", ROUND, "--freeze", "--reason", "雨"]) == 0
    assert "第 1 版" in capsys.readouterr().out
    for document in ("score-sheet", "ranking", "coverage"):
        out = ["--out", str(tmp_path / "paper")]
        assert run(["print", document, *office, *out]) == 0
    assert len(list((tmp_path / "paper").glob("*.pdf"))) == 4
    one = ["--site", "南镇 南村", "--out", str(tmp_path / "one.pdf")]
    assert run(["print", "score-sheet", *office, *one, "--round", ROUND]) == 0
    assert (tmp_path / "one.pdf").exists()


def test_freezing_what_is_not_whole_needs_a_reason(county: County, capsys: Output) -> None:
    office = ["--data", str(county.office)]
    package = county.hand_in(county.laptop)
    assert run(["office", "import", *office, str(package)]) == 0
    capsys.readouterr()
    freeze = ["office", "rank", *office, "--round", ROUND, "--freeze"]
    assert run(freeze) == 1
    told = capsys.readouterr().err
    assert "[T212] 2026-11 轮 6 村未交；要冻结须写明原因。有 " in told
    assert len([line for line in told.splitlines() if line.startswith("未交：")]) == 6
    assert run([*freeze, "--reason", "  "]) == 1
    capsys.readouterr()
    assert run([*freeze, "--reason", "暴雨封路"]) == 0
    told = capsys.readouterr().out
    assert "第 1 版" in told
    assert "冻结说明：冻结时 6 村未交；原因：暴雨封路" in told


def test_what_seal_shows_is_what_the_paper_s_code_finds(
    county: County, tmp_path: Path, capsys: Output
) -> None:
    field = ["--data", str(county.laptop)]
    with in_field(county.laptop) as desk:
        visit = count_site(desk, SiteCode("419901100201"))
    assert run(["field", "seal", *field, "201"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("南镇 南村（201） 已定稿：")
    points = show(visit.card().points)
    assert f"：{points} 分，" in said
    code = said.strip().rpartition("记录码 ")[2]
    assert re.fullmatch(r"[0-9A-F]{4}(-[0-9A-F]{4}){2}", code)
    assert run(["verify-sheet", code, *field]) == 0
    told = capsys.readouterr().out
    assert f"记录是 {points} 分" in told
    assert "记录码是现在这份定稿的；纸上印的请照这里对。" in told
    assert run(["field", "seal", *field, "201"]) == 1
    assert "[S204]" in capsys.readouterr().err
    assert run(["field", "export", *field, "--out", str(tmp_path / "out"), "--json"]) == 0
    package = facts(capsys)["package"]
    assert isinstance(package, dict)
    assert (package["visits"], package["photos"]) == (1, 0)
    assert Path(str(package["path"])).stat().st_size == package["size"]


def test_entering_says_what_is_left_over(county: County, tmp_path: Path, capsys: Output) -> None:
    field = ["--data", str(county.laptop)]
    with in_field(county.laptop) as desk:
        count_site(desk, SiteCode("419901100201"))
    (tmp_path / "e.yaml").write_text("objections:\n  - {text: 雨天, by: 村书记}\n", "utf-8")
    assert run(["field", "enter", *field, "201", str(tmp_path / "e.yaml")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert not [line for line in said if line.startswith("缺：")]
    assert "照片不够数，可以说明后留着" in said[-1]
    assert run(["field", "enter", *field, "201", str(tmp_path / "e.yaml"), "--json"]) == 0
    entered = facts(capsys)["visit"]
    assert isinstance(entered, dict)
    assert entered["gaps"] == []


def test_a_photo_that_stays_out_of_the_package_is_named(
    county: County, tmp_path: Path, capsys: Output
) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, SiteCode("419901100201"))
        item = next(iter(visit.rubric.items())).code
        (photo,) = gathering.attach(desk, visit, item, [draw_photo(tmp_path / "a.jpg")]).evidence
        sealing.seal(desk, visit)
        desk.vault.discard(photo.digest)
    out = ["--out", str(tmp_path / "out")]
    assert run(["field", "export", "--data", str(county.laptop), *out]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert "1 个站点、0 张照片" in first
    assert photo.digest[:12] in second
    assert "分数都在" in second


def test_an_error_is_json_too(county: County, capsys: Output) -> None:
    assert run(["field", "seal", "--data", str(county.laptop), "没有的村", "--json"]) == 1
    shown = capsys.readouterr()
    said = json.loads(shown.out)
    assert said["error"] == "L201"
    assert "没有的村" in said["what"]
    assert said["next"] in shown.err


def test_every_fault_of_a_list_is_shown(tmp_path: Path, capsys: Output) -> None:
    files = write_lists(tmp_path / "lists")
    text = files.sites.read_text("utf-8").replace("西村,西村", ",西村").replace("北村,北村", ",")
    files.sites.write_text(text, "utf-8")
    lists = ["--sites", str(files.sites), "--teams", str(files.teams)]
    assert run(["office", "create", "--data", str(tmp_path / "office"), *lists]) == 1
    first, second, *_ = capsys.readouterr().err.splitlines()
    assert first == "第 11 行“name”列：名称是空的。请填单位名称。"
    assert second == "第 13 行“name”列：名称是空的。请填单位名称。"


def test_the_demo_says_what_it_did(tmp_path: Path, capsys: Output) -> None:
    out = ["--out", str(tmp_path / "demo"), "--sites", "1", "--photos", "0", "--seed", "3"]
    assert run(["demo", *out]) == 0
    said = capsys.readouterr().out
    assert "1 个组考评 1/1 个站点，照片 0 张。" in said
    assert "已冻结第 1 版" in said


def test_a_reader_that_has_seen_enough_is_no_error(county: County) -> None:
    sent = county.stick / county.handed["T01"].path.name
    script = f"{sys.executable} -m inspector package show {sent} | true; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert (ended.stdout, ended.stderr) == ("0\n", "")


def test_packages_are_shown_verified_opened(county: County, tmp_path: Path, capsys: Output) -> None:
    one = county.handed["T01"]
    sent = str(county.stick / one.path.name)
    assert run(["package", "show", sent]) == 0
    said = capsys.readouterr().out
    assert "未验证" in said
    assert "种类：下发包" in said
    assert re.search(r"公钥：[0-9a-f]{64}$", said, re.MULTILINE)
    assert run(["package", "show", sent, "--data", str(county.office)]) == 0
    assert capsys.readouterr().out == said
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
