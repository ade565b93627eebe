"""Disputes and rulings by command line."""

from __future__ import annotations

import json

import pytest
from played_county import PIN, ROUND, County, at_office, sites_of

from inspector.cli import options
from inspector.cli.main import run

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)


@pytest.fixture
def disputed(county: County) -> County:
    laptops = (county.laptop, county.open_laptop("t01b", "T01"))
    files = [county.hand_in(one, seed=seed, sites=1) for seed, one in enumerate(laptops)]
    with at_office(county.office) as desk:
        county.accept(desk, files)
    return county


def test_disputes_are_listed_ruled_on_and_count(disputed: County, capsys: Output) -> None:
    where = ["--data", str(disputed.office), "--round", ROUND]
    assert run(["office", "disputes", *where]) == 0
    told = capsys.readouterr().out
    assert "1 个站点等裁定" in told
    assert "甲机 人1" in told
    assert "乙机 人1" in told
    assert run(["office", "disputes", *where, "--json"]) == 0
    (visit,) = json.loads(capsys.readouterr().out)["disputes"]
    site = visit["uid"].split("/")[2]
    part = visit["disputes"][0]["part"]
    name = ["--by", "王审定", "--why", "现场复看"]
    assert run(["office", "rule", *where, site, "--item", f"{part}=乙", *name]) == 0
    assert f"还有 {len(visit['disputes']) - 1} 处待裁定" in capsys.readouterr().out
    assert run(["office", "rule", *where, site, "--laptop", "甲", *name]) == 0
    assert "按这个结果计入排名" in capsys.readouterr().out
    assert run(["office", "disputes", *where]) == 0
    told = capsys.readouterr().out
    assert "0 个站点等裁定，已裁定 1 个" in told
    assert "王审定 已裁定：现场复看" in told


def test_a_choice_that_says_nothing_is_refused(disputed: County, capsys: Output) -> None:
    where = ["--data", str(disputed.office), "--round", ROUND]
    name = ["--by", "王", "--why", "理由"]
    with at_office(disputed.office) as desk:
        (site, *_rest) = sites_of(desk)
    for choice in ([], ["--item", "ZB-1"], ["--item", "=甲"]):
        assert run(["office", "rule", *where, site, *choice, *name]) == 1
        assert "S233" in capsys.readouterr().err
    assert run(["office", "rule", *where, site, "--team", "T02", *name]) == 1
    assert "S231" in capsys.readouterr().err
    assert run(["office", "rule", *where, "419901200202", "--laptop", "甲", *name]) == 1
    assert "S231" in capsys.readouterr().err
