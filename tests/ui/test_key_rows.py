"""The key card has what the pages of the field window show, and loads no Qt for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pypdfium2 import PdfDocument

from inspector.actions.blank_paper import print_key_card
from inspector.ui import texts
from inspector.ui.key_rows import key_rows
from inspector.ui.pages.visit import texts as visit


def test_the_keys_of_scoring_are_all_there() -> None:
    rows = key_rows()
    assert rows[texts.VISIT] == visit.SCORING_KEYS
    assert list(rows)[-1] not in (texts.TODAY, texts.VISIT), "what holds everywhere comes last"
    assert all(keys and words for group in rows.values() for keys, words in group)


def test_gathering_them_loads_no_window() -> None:
    code = (
        "import sys; from inspector.ui.key_rows import key_rows; key_rows();"
        "print([name for name in sys.modules if name.startswith('PySide6')])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_the_card_of_a_whole_day_fits_on_its_page(tmp_path: Path) -> None:
    path = print_key_card(tmp_path, key_rows(), version="0.4")
    with PdfDocument(path) as document:
        assert len(document) == 1
        text = document[0].get_textpage().get_text_bounded()
    for group in key_rows().values():
        assert all(words.split(" ")[0] in text for _keys, words in group)
