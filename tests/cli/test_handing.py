"""Receipts by hand: handed in, acknowledged, cleaned up; at both ends."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from exchanged import seal_all
from played_county import PIN, County, in_field

from inspector.actions import acknowledging, sending
from inspector.cli import options
from inspector.cli.main import run
from inspector.domain.ids import Digest
from inspector.exchange.volumes import LIMITS, Profile

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)


@pytest.fixture
def field(county: County, tmp_path: Path) -> list[str]:
    with in_field(county.laptop) as desk:
        seal_all(desk, tmp_path / "photos")
    return ["--data", str(county.laptop)]


@pytest.fixture
def office(county: County) -> list[str]:
    return ["--data", str(county.office)]


def said(output: Output) -> str:
    return output.readouterr().out


def test_the_whole_way_of_a_receipt(
    field: list[str], office: list[str], tmp_path: Path, capsys: Output
) -> None:
    stick, second = tmp_path / "stick", tmp_path / "second"
    assert run(["field", "handed", *field]) == 0
    assert "已定稿未交" in said(capsys)
    assert run(["field", "export", *field, "--out", str(stick), "--copy", str(second)]) == 0
    told = said(capsys)
    assert "2 个站点、4 张照片" in told
    assert "第二份也核对过" in told
    (file,) = stick.iterdir()
    assert run(["office", "import", *office, str(file)]) == 0
    code = said(capsys).split("校验字 ")[1][:9]
    assert run(["office", "custody", *office]) == 0
    assert "T01" in said(capsys)
    assert run(["field", "receipt", *field, "--code", code]) == 0
    assert "校验字相符" in said(capsys)
    assert run(["field", "purge", *field]) == 0
    assert "还没有回执" in said(capsys)
    slip = ["--out", str(tmp_path / "receipts"), "--team", "T01", "--print"]
    assert run(["office", "receipt", *office, *slip]) == 0
    assert "写好 1 张回执" in said(capsys)
    pdf, receipt = sorted((tmp_path / "receipts").iterdir())
    pages = pypdfium2.PdfDocument(pdf)
    assert len(pages) == 1
    text = pages[0].get_textpage().get_text_range()
    assert code in text
    assert "不缺" in text
    receipt_comes_home(field, receipt, stick, capsys)


def receipt_comes_home(field: list[str], receipt: Path, stick: Path, capsys: Output) -> None:
    assert run(["field", "receipt", *field, str(receipt)]) == 0
    assert "第 1 号回执" in said(capsys)
    assert run(["field", "handed", *field, "--json"]) == 0
    held = json.loads(said(capsys))["handed"]
    assert {one["state"] for one in held["sites"]} == {"acknowledged"}
    assert run(["field", "export", *field, "--out", str(stick)]) == 1
    assert "都已回执" in capsys.readouterr().err
    assert run(["field", "export", *field, "--out", str(stick), "--all", "--json"]) == 0
    assert json.loads(said(capsys))["package"]["visits"] == 2
    assert run(["field", "purge", *field]) == 0
    assert "可以清理 4 张照片" in said(capsys)
    assert run(["field", "purge", *field, "--yes"]) == 0
    assert "已清理 4 张照片" in said(capsys)


def test_volumes_faults_and_losses_are_said(
    field: list[str],
    county: County,
    tmp_path: Path,
    capsys: Output,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(LIMITS, Profile.CHAT, 500_000)
    (tmp_path / "file").write_text("no folder")
    out = ["--out", str(tmp_path / "stick"), "--copy", str(tmp_path / "file"), "--profile", "chat"]
    assert run(["field", "export", *field, *out]) == 1
    told = said(capsys)
    assert "条记录、0 张照片" in told
    assert "第二份没有写成" in told
    volume = sending.SentVolume(
        path=tmp_path / "a.wxp", package_id="ab" * 32, size=1, records=1, photos=0
    )
    sent = sending.Sent(
        volumes=(volume,),
        visits=1,
        lost=(Digest("x"),),
        given_up=(Digest("y"),),
        base="cd" * 32,
        planned=2,
    )
    monkeypatch.setattr(sending, "export", lambda *_args, **_named: sent)
    assert run(["field", "export", *field, *out]) == 1
    told = said(capsys)
    for words in ("依据回执 cdcdcdcdcdcd", "2 个包写好 1 个", "读不出来", "本机已按以前的回执清理"):
        assert words in told
    assert county.laptop.exists()


def test_what_the_receipt_warns_of_is_said(
    field: list[str], tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = acknowledging.ReceiptTaken(
        number=2, at=datetime(2026, 11, 5, 12, 0), older=False, records=1, photos=0, missing=(),  # noqa: DTZ001 - only shown
        packages=1, turned=("坏.wxp（拒收，P114）：改过",), differing=("s",), conflicts=3,
    )  # fmt: skip
    monkeypatch.setattr(acknowledging, "take_receipt", lambda *_args, **_named: taken)
    assert run(["field", "receipt", *field, str(tmp_path / "a.wxp")]) == 0
    told = said(capsys)
    for words in ("坏.wxp（拒收，P114）", "和本机的不一样", "有 3 个站点在县办有冲突"):
        assert words in told
