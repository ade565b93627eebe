"""``office apart``, ``office devices`` and ``doctor`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from played_county import PIN, County, at_office

from inspector.actions.revoking import device_lines
from inspector.cli.main import run

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_PIN", PIN)


@pytest.fixture
def files(county: County) -> list[Path]:
    """Two laptops of one team."""
    second = county.hand_in(county.open_laptop("t01b", "T01"), seed=2, sites=1)
    return [county.hand_in(county.laptop), second]


def office(county: County, *words: str) -> list[str]:
    return ["office", words[0], "--data", str(county.office), *words[1:]]


def test_what_waits_is_listed_and_decided_about(
    county: County, files: list[Path], capsys: Output
) -> None:
    assert run(office(county, "apart")) == 0
    assert capsys.readouterr().out == "没有隔离的包。\n"
    assert run(office(county, "import", *map(str, files))) == 1
    assert "收下 1 个，拒收 0 个，隔离 1 个" in capsys.readouterr().out
    assert run(office(county, "apart")) == 0
    listed = capsys.readouterr().out
    assert "等决定" in listed
    assert "已登记过电脑" in listed
    assert run([*office(county, "apart"), "--json"]) == 0
    (package,) = json.loads(capsys.readouterr().out)["packages"]
    verdict = ["--by", "王审定", "--why", "核对过指纹"]
    assert run(office(county, "apart", "admit", package["id"][:12])) == 1
    assert "决定要有决定人和理由" in capsys.readouterr().err
    assert run(office(county, "apart", "admit", package["id"][:12], *verdict)) == 0
    assert "已采用" in capsys.readouterr().out
    assert run(office(county, "apart", "dismiss", package["id"][:12], *verdict)) == 1
    assert "已由 王审定 决定采用" in capsys.readouterr().err


def test_a_package_can_be_dismissed(county: County, files: list[Path], capsys: Output) -> None:
    run(office(county, "import", *map(str, files)))
    capsys.readouterr()
    run([*office(county, "apart"), "--json"])
    package = json.loads(capsys.readouterr().out)["packages"][0]["id"]
    verdict = ["--by", "王审定", "--why", "不认识"]
    assert run(office(county, "apart", "dismiss", package, *verdict)) == 0
    assert "原包留着" in capsys.readouterr().out


def test_laptops_are_listed_and_revoked(county: County, files: list[Path], capsys: Output) -> None:
    assert run(office(county, "devices")) == 0
    assert "还没有登记的电脑" in capsys.readouterr().out
    run(office(county, "import", str(files[0])))
    with at_office(county.office) as desk:
        mark = device_lines(desk)[0].fingerprint
    capsys.readouterr()
    assert run(office(county, "devices")) == 0
    assert mark in capsys.readouterr().out
    verdict = ["--by", "王审定", "--why", "丢失"]
    assert run(office(county, "devices", "revoke", mark, *verdict)) == 0
    assert "已停用 T01 组的电脑" in capsys.readouterr().out
    assert run(office(county, "devices", "revoke", mark, *verdict)) == 1
    assert "已经停用" in capsys.readouterr().err
    assert run(office(county, "devices")) == 0
    assert "已停用" in capsys.readouterr().out


def test_the_doctor_tells_well_from_note_and_fault(
    county: County, files: list[Path], capsys: Output
) -> None:
    run(office(county, "import", *map(str, files)))
    capsys.readouterr()
    assert run(["doctor", "--data", str(county.office)]) == 0
    said = capsys.readouterr().out
    assert "注意　隔离：1 个包等决定（T01）" in said
    assert "好　记录链" in said
    for kept in (county.office / "apart").iterdir():
        kept.write_bytes(kept.read_bytes()[:-1])
    assert run(["doctor", "--data", str(county.office)]) == 1
    assert "不好　隔离" in capsys.readouterr().out
