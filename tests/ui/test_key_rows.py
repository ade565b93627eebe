"""The key card has what the pages of the field window show, and loads no Qt for it."""

from __future__ import annotations

import subprocess
import sys

from inspector.ui import texts
from inspector.ui.key_rows import key_rows
from inspector.ui.pages.visit import texts as visit


def test_the_keys_of_scoring_are_all_there() -> None:
    rows = key_rows()
    assert rows[texts.VISIT] == visit.SCORING_KEYS
    assert list(rows)[-1] not in (texts.SITES, texts.VISIT), "what holds everywhere comes last"
    assert all(keys and words for group in rows.values() for keys, words in group)


def test_gathering_them_loads_no_window() -> None:
    code = (
        "import sys; from inspector.ui.key_rows import key_rows; key_rows();"
        "print([name for name in sys.modules if name.startswith('PySide6')])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
