"""Visits of other kinds by hand: begun, written, sealed; clues and what became of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from played_county import PIN, County, draw_photo, in_field, sites_of

from inspector.cli import options
from inspector.cli.main import run
from inspector.domain.ids import SiteCode

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)


@pytest.fixture
def field(county: County) -> list[str]:
    return ["--data", str(county.laptop)]


@pytest.fixture
def site(county: County) -> SiteCode:
    with in_field(county.laptop) as desk:
        return sites_of(desk)[0]


def said(output: Output) -> str:
    return output.readouterr().out


def test_a_return_visit_from_begin_to_seal(
    field: list[str], site: SiteCode, tmp_path: Path, capsys: Output
) -> None:
    assert run(["field", "start", *field, site]) == 0
    told = said(capsys)
    assert "交叉考评（cross）：未开始，满分 500 分" in told
    assert "四不两直（unannounced）：可以开始，只有看、查两步，满分 420 分，不评星级" in told
    assert run(["field", "finding", *field, site, "--kind", "整改回访"]) == 1
    assert run(["field", "start", *field, site, "--kind", "整改回访"]) == 0
    assert "不打分，写发现" in said(capsys)
    finding = ["field", "finding", *field, site, "--kind", "整改回访"]
    assert run(finding) == 0
    assert "缺：还没有写发现" in said(capsys)
    photo, other = draw_photo(tmp_path / "a.jpg"), tmp_path / "b.txt"
    other.write_text("x")
    problem = ["--problem", "后街垃圾", "--outcome", "部分整改", "--item", "ST-2"]
    assert run([*finding, *problem, "--photo", str(photo), "--photo", str(other)]) == 1
    assert "没收下 b.txt" in said(capsys)
    assert run([*finding, "--number", "1", "--fact", "还有一处"]) == 0
    told = said(capsys)
    assert "第 1 条　部分整改　ST-2　后街垃圾　照片 1 张" in told
    assert "缺" not in told
    assert run([*finding, "--nothing"]) == 0
    assert run([*finding, "--drop", "--number", "2"]) == 0
    assert run(["field", "seal", *field, site, "--kind", "整改回访"]) == 0
    assert "已定稿：不打分，记录码" in said(capsys)


def test_a_visit_of_some_steps_says_out_of_what(
    county: County, field: list[str], site: SiteCode, tmp_path: Path, capsys: Output
) -> None:
    assert run(["field", "start", *field, site, "--kind", "unannounced", "--json"]) == 0
    assert json.loads(said(capsys))["asked"] == 42000
    entries = tmp_path / "x.yaml"
    entries.write_text("schema: inspector.entries/1\nrest: clear\nitems: {}\n", "utf-8")
    run(["field", "enter", *field, site, str(entries), "--kind", "unannounced"])
    told = said(capsys)
    assert "暂计" in told
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        lines = reading.visits.lines()
    assert [line.key.kind for line in lines if line.totals] == ["unannounced"]


def test_clues_are_noted_and_decided(
    county: County, field: list[str], site: SiteCode, tmp_path: Path, capsys: Output
) -> None:
    clue = ["field", "clue", *field, site]
    photo, other = draw_photo(tmp_path / "a.jpg"), tmp_path / "b.txt"
    other.write_text("x")
    words = ["--entry", "N07", "--what", "村西头占地建房"]
    assert run([*clue, *words, "--photo", str(photo), "--photo", str(other)]) == 1
    assert run(clue) == 0
    told = said(capsys)
    assert "1 条线索，联审通过后才起作用，考评不扣分。" in told
    assert "N07　村西头占地建房　照片 1 张" in told
    assert run([*clue, "--entry", "N99", "--what", "x"]) == 1
    office = ["--data", str(county.office)]
    decision = ["--entry", "N07", "--document", "县联审〔2026〕3号", "--by", "王审定"]
    deny = ["office", "deny", *office, site, *decision, "--office", "自然资源局"]
    assert run([*deny, "--on", "12月5日"]) == 1
    assert run([*deny, "--on", "2025-12-05"]) == 0
    assert "N07 联审通过，有效到 2026年12月5日。" in said(capsys)
    assert run(["office", "clues", *office]) == 0
    assert "自然资源局 县联审〔2026〕3号，2025年12月5日认定" in said(capsys)


def test_rounds_of_other_kinds_are_planned(county: County, capsys: Output) -> None:
    office = ["--data", str(county.office)]
    plan = ["office", "plan", *office, "--round", "2026-12", "--pattern", "draw", "--seed", "3"]
    assert run([*plan, "--kind", "资料调阅"]) == 0
    assert run([*plan, "--kind", "走走"]) == 1
    assert "没有“走走”这种考评方式" in capsys.readouterr().err
    again = ["office", "recheck", *office, "--round", "2026-11-F", "--of", "2026-11"]
    assert run(again) == 1
    assert "还没有可以复核的成绩" in capsys.readouterr().err
    file = county.hand_in(county.laptop)
    assert run(["office", "import", *office, str(file)]) == 0
    assert run([*again, "--seed", "3"]) == 0
    assert "2026-11-F 轮复核 2026-11 轮：2 个站点，种子 3" in said(capsys)
    assert run(["office", "clues", *office, "--round", "2026-11"]) == 0
    assert "0 条线索" in said(capsys)
