"""``backup`` and ``restore``: by hand, to the places that were set, and back by any way."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import PIN, Clock, County, at_office, in_field

from inspector.actions import keeping, safekeeping
from inspector.actions.desk import open_desk
from inspector.actions.trusting import root_of
from inspector.cli.main import run
from inspector.cli.options import NEW_PIN_VARIABLE, PIN_VARIABLE

Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _pins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PIN_VARIABLE, PIN)
    monkeypatch.setenv(NEW_PIN_VARIABLE, "246801")


def test_without_a_place_it_goes_to_those_that_were_set(
    county: County, tmp_path: Path, capsys: Output
) -> None:
    field = ["--data", str(county.laptop)]
    usb = tmp_path / "usb"
    assert run(["backup", *field, "--second", str(usb)]) == 0
    said = capsys.readouterr().out
    assert said.count("读回核对无误：0 条记录、0 张照片") == 2
    usb.rename(tmp_path / "away")
    assert run(["backup", *field]) == 0
    assert f"{usb} 现在没有插上" in capsys.readouterr().out
    with in_field(county.laptop) as desk:
        home = safekeeping.usual_place(desk)
    for one in home.iterdir():
        for path in one.iterdir():
            if path.is_dir():
                path.rename(tmp_path / f"moved-{path.name}")
        (one / "photos").write_text("在路上", "utf-8")
    assert run(["backup", *field]) == 1
    assert "五星考评备份" in capsys.readouterr().out


def test_snapshots_are_listed_and_chosen(county: County, tmp_path: Path, capsys: Output) -> None:
    out = tmp_path / "disk"
    assert run(["restore", str(tmp_path), "--list"]) == 0
    assert "这里没有备份" in capsys.readouterr().out
    for _ in range(2):
        assert run(["backup", "--data", str(county.laptop), "--out", str(out)]) == 0
    (home,) = out.iterdir()
    names = sorted(one.name for one in home.iterdir() if one.name.startswith("2"))
    (home / names[1] / "complete.json").unlink()
    capsys.readouterr()
    assert run(["restore", str(out)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert (first, second.split("　")[0]) == (f"{names[1]}　不完整，不能用", names[0])
    again = ["restore", str(out), "--to", str(tmp_path / "again")]
    assert run([*again, "--at", names[1]]) == 1
    assert "F120" in capsys.readouterr().err
    assert run([*again, "--at", names[0]]) == 0
    said = capsys.readouterr().out
    assert "0 条记录、0 张照片" in said
    assert "那以后的改动不在里面" in said


def test_lost_photos_are_said(
    county: County, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "disk"
    assert run(["backup", "--data", str(county.laptop), "--out", str(out)]) == 0
    monkeypatch.setattr(
        keeping,
        "restore",
        lambda *_a, **_k: keeping.Kept(path=tmp_path, records=1, photos=2, lost=3),
    )
    assert run(["restore", str(out), "--to", str(tmp_path / "again")]) == 0
    assert "有 3 张照片在备份里已坏或缺" in capsys.readouterr().out


def test_code_and_recovery_key_bring_a_new_pin(county: County, tmp_path: Path) -> None:
    with at_office(county.office) as desk, desk.store.reading() as reading:
        (tmp_path / "key.txt").write_text(root_of(reading).recovery_text, "utf-8")
    ways = {
        county.office: ["--recovery", str(tmp_path / "key.txt")],
        county.laptop: ["--code", county.handed["T01"].code],
    }
    for folder, way in ways.items():
        out, again = tmp_path / f"{folder.name}-disk", tmp_path / f"{folder.name}-again"
        assert run(["backup", "--data", str(folder), "--out", str(out)]) == 0
        assert run(["restore", str(out), "--to", str(again), *way]) == 0
        with open_desk(again, "246801", clock=Clock()):
            pass
