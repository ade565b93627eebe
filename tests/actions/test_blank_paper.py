"""The key card: every key on one page, as the pages say them."""

from __future__ import annotations

from pathlib import Path

from pypdfium2 import PdfDocument

from inspector.actions import blank_paper


def text_of(path: Path) -> str:
    with PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_key_card_takes_its_rows_as_they_are(tmp_path: Path) -> None:
    rows = {"考评": (("A–F", "记一处"),)}
    path = blank_paper.print_key_card(tmp_path, rows, version="1.2")
    assert path.name == "按键卡.pdf"
    assert "记一处" in text_of(path)
    assert blank_paper.print_key_card(tmp_path / "k.pdf", rows, version="").name == "k.pdf"
