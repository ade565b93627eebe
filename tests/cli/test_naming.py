"""Initials of a site by command line."""

from __future__ import annotations

import pytest
from played_county import PIN, County

from inspector.cli import options
from inspector.cli.main import run

Output = pytest.CaptureFixture[str]


def test_initials_are_changed(
    county: County, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)
    where = ["--data", str(county.office)]
    assert run(["office", "site", *where, "西坡村", "--initials", "XPZ"]) == 0
    assert "西镇 西坡村（202）的拼音首字母改成 xpz" in capsys.readouterr().out
    assert run(["office", "site", *where, "西坡村", "--initials", "西坡"]) == 1
    assert "写法不对" in capsys.readouterr().err
