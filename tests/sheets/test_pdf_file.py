"""The file structure: every object stands where the table says, texts in any script."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdfium2 import PdfDocument

from inspector.domain.courtesy import COURTESY
from inspector.sheets.page import plain
from inspector.sheets.paper import Paper
from inspector.sheets.pdf_file import HEAD, PdfFile, text_string


def table(content: bytes) -> list[tuple[int, bytes]]:
    """Return the place and kind of each object from the table at the end."""
    start = int(re.findall(rb"startxref\n(\d+)", content)[-1])
    rows = re.findall(rb"(\d{10}) \d{5} ([nf]) \n", content[start:])
    return [(int(place), kind) for place, kind in rows]


def test_every_object_stands_where_the_table_says() -> None:
    paper = Paper(title="表", author="县")
    page = paper.page()
    page.text(100, 100, "后𬇙沟村", plain(10))
    paper.put(page)
    content = paper.finish()
    rows = table(content)
    assert rows[0] == (0, b"f")
    for number, (place, kind) in enumerate(rows[1:], start=1):
        assert kind == b"n"
        assert content[place:].startswith(b"%d 0 obj\n" % number)
    assert content.startswith(HEAD)


def test_what_was_reserved_and_never_put_is_free() -> None:
    out = BytesIO()
    file = PdfFile(out)
    file.reserve()
    root = file.put(b"<</Type /Catalog>>")
    assert root == "2 0 R"
    file.finish(root=root, info=root, name="0" * 32)
    assert [kind for _, kind in table(out.getvalue())] == [b"f", b"f", b"n"]


def test_an_object_may_be_put_under_a_reference_given_before() -> None:
    out = BytesIO()
    file = PdfFile(out)
    first, second = file.reserve(), file.put(b"2")
    assert file.put(b"1", first) == first == "1 0 R"
    assert second == "2 0 R"
    assert out.getvalue().endswith(b"2 0 obj\n2\nendobj\n1 0 obj\n1\nendobj\n")


def test_texts_outside_the_first_plane_and_brackets_are_kept() -> None:
    assert text_string("(𬇙") == "<feff0028d870ddd9>"
    paper = Paper(title="(后𬇙沟村\\)", author="县")
    paper.put(paper.page())
    with PdfDocument(paper.finish()) as document:
        assert document.get_metadata_value("Title") == "(后𬇙沟村\\)"


def test_the_window_may_answer_between_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(COURTESY, "give_way", lambda: asked.append(1))
    drawing = Paper(title="表", author="县")
    for _ in range(3):
        drawing.put(drawing.page())
    assert len(asked) == 3


def test_a_paper_may_go_elsewhere_piece_by_piece() -> None:
    def draw(paper: Paper) -> bytes:
        paper.put(paper.page())
        return paper.finish()

    out = BytesIO()
    assert draw(Paper(title="表", author="县", out=out)) == b""
    assert out.getvalue() == draw(Paper(title="表", author="县"))
