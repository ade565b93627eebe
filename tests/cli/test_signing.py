"""Sign, refuse, reopen, correct and pause by hand, after the paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from played_county import PIN, County, count_site, in_field

from inspector.actions import sealing
from inspector.cli import options
from inspector.cli.main import run
from inspector.domain.ids import SiteCode
from inspector.domain.signing import SignWay

Output = pytest.CaptureFixture[str]
SITE = SiteCode("419901100201")


@pytest.fixture(autouse=True)
def _pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)


@pytest.fixture
def field(county: County) -> list[str]:
    """A laptop with one sealed visit, as the commands name it."""
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, SITE))
    return ["--data", str(county.laptop), "201"]


def test_a_visit_is_signed_and_then_corrected(
    county: County, field: list[str], tmp_path: Path, capsys: Output
) -> None:
    assert run(["field", "reopen", *field, "--reason", "漏了照片"]) == 0
    assert "重开" in capsys.readouterr().out
    assert run(["field", "seal", *field, "--left", "雨天"]) == 0
    capsys.readouterr()
    names = ["--escort", "邵丽", "--deputy", "韩小军", "--relation", "副主任"]
    assert run(["field", "sign", *field, *names, "--absent", "T01-3=病假", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "signed"
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        (uid,) = reading.records.visits()
        ways = {one.part: one.way for one in reading.papers.signatures(uid)}
        assert ways["T01-3"] is SignWay.ABSENT
        assert ways["secretary"] is SignWay.DEPUTY
        assert {one.reason for one in reading.papers.left(uid)} <= {"雨天"}
    file = tmp_path / "更正.yaml"
    file.write_text("entries:\n  ST-2.1: {defects: 3, reasons: [粪堆乱堆]}\n")
    said = ["--reason", "县办核实", "--by", "田文博"]
    assert run(["field", "correct", *field, str(file), *said]) == 0
    assert "新记录码" in capsys.readouterr().out
    assert run(["field", "reopen", *field, "--reason", "再改"]) == 1
    assert "S213" in capsys.readouterr().err


def test_a_refusal_needs_two_who_attest_it(field: list[str], capsys: Output) -> None:
    refused = ["--escort", "邵丽", "--secretary", "韩建业", "--refused", "不认可"]
    assert run(["field", "sign", *field, *refused, "--witness", "人11"]) == 1
    assert "2 名考评员" in capsys.readouterr().err
    both = ["--witness", "人11", "--witness", "人12"]
    assert run(["field", "sign", *field, *refused, *both]) == 0
    assert "拒签，已锁定" in capsys.readouterr().out


def test_a_village_is_left_for_another(county: County, field: list[str], capsys: Output) -> None:
    assert run(["field", "pause", *field, "--reason", "书记开会"]) == 0
    assert "已暂停" in capsys.readouterr().out
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        (line,) = [one for one in reading.visits.lines() if one.key.site == SITE]
        assert line.paused == "书记开会"
