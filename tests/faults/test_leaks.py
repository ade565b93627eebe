"""F20: a lost laptop tells nothing: no planted string lies readable on a disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from played_county import County
from rig_table import PROPERTY, ran, tried
from sqlcipher3 import dbapi2

from tests.faults.recording import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = Path(__file__).with_name("rig_leaks.py")


def played(root: Path, twin: str) -> dict[str, Any]:
    """Play the day in a process whose temporary folder is its own."""
    (root / "tmp").mkdir()
    path = os.pathsep.join(map(str, (REPOSITORY, REPOSITORY / "tests" / "shared")))
    ended = subprocess.run(
        [sys.executable, SCRIPT, root, twin],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"TMPDIR": str(root / "tmp"), "PYTHONPATH": path},
    )
    assert ended.returncode == 0, ended.stderr[-4000:]
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def test_none_of_200_planted_strings_lies_readable_on_a_disk(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    found = played(tmp_path, "sound")
    lost = len(found["leaked"]) + len(found["jpegs"])
    record_property(PROPERTY, ran("F20", runs=found["planted"], lost=lost))
    assert found["planted"] >= 200
    assert found["bytes"] > 1_000_000
    assert found["leaked"] == {}
    assert found["jpegs"] == [], "photos lie encrypted"
    assert found["in_camera"] == 48, "six strings a photo, in EXIF and name: the scanner sees them"


def test_every_defence_that_is_gone_is_found(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    found = played(tmp_path, "open")
    places = [place for places in found["leaked"].values() for place in places]
    hits = {
        "plain copy, removed again": places.count("copy.txt"),
        "store without key": places.count("store.db"),
        "photos without cipher": len(found["jpegs"]),
    }
    for twin, count in hits.items():
        record_property(PROPERTY, tried("F20", twin, found=count))
    assert hits["plain copy, removed again"] == 1
    assert hits["store without key"] >= 200
    assert hits["photos without cipher"] >= 8


def test_a_store_opens_with_no_other_program(stage: County) -> None:
    for folder in (stage.office, stage.laptop):
        plain = dbapi2.connect(f"file:{folder / 'store.db'}?mode=ro", uri=True)
        with pytest.raises(dbapi2.DatabaseError, match="not a database"):
            plain.execute("SELECT count(*) FROM sqlite_master")
        plain.close()


def test_the_engine_sorts_in_memory_and_leaves_no_plain_files() -> None:
    probe = dbapi2.connect(":memory:")
    options = {row[0] for row in probe.execute("PRAGMA compile_options")}
    probe.close()
    assert options & {"TEMP_STORE=2", "TEMP_STORE=3"}


def test_what_stands_in_clear_in_a_data_folder_is_known(stage: County) -> None:
    tree = json.loads((stage.laptop / "folder.json").read_text("utf-8"))
    assert set(tree) == {"format", "version", "role", "id", "wraps"}
    assert set(tree["wraps"]) == {"pin", "code"}
    wrap = {"kdf", "n", "p", "salt", "sealed"}
    assert [set(one) for one in tree["wraps"].values()] == [wrap, wrap]
