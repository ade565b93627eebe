"""``office check-photos``: what it says, and its exit code."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from played_county import PIN, County, at_office, draw_photo

from inspector.cli import options
from inspector.cli.main import run
from inspector.domain.ids import Digest
from inspector.store.carried import Carried


def test_received_photos_are_checked_by_hand(
    county: County,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)
    good = draw_photo(tmp_path / "a.jpg").read_bytes()
    digests = []
    with at_office(county.office) as desk, desk.store.unit() as unit:
        for content in (good, good[:4000]):
            digest = Digest(sha256(content).hexdigest())
            desk.vault.put(content, digest)
            size = len(content)
            unit.carried.add([Carried(digest=digest, package="a", media="image/jpeg", size=size)])
            digests.append(digest)
        unit.commit()
    check = ["office", "check-photos", "--data", str(county.office)]
    assert run(check) == 1, "an unfit photo is a finding"
    said = capsys.readouterr().out
    assert "查了 2 张照片，合格 1 张，不合格 1 张。" in said
    assert digests[1] in said
    assert run(check) == 0
    assert "查了 0 张" in capsys.readouterr().out
    assert run([*check, "--again", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["photos"]
    assert [one["digest"] for one in found["refused"]] == [digests[1]]
