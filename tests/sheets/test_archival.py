"""What an archive and a reader with a screen reader ask of our files (PDF/A-2b, ISO 19005-2)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from pypdfium2 import PdfDocument

from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.page import A3_ACROSS, A4_ACROSS, plain
from inspector.sheets.paper import Paper
from inspector.sheets.score_sheet import ScoreSheet, score_leaf

MakeSheet = Callable[..., ScoreSheet]


def told_by(packet: bytes) -> list[str]:
    tree = ET.fromstring(packet)  # noqa: S314 - our own file
    return [text.strip() for text in tree.itertext() if text.strip()]


@pytest.fixture(scope="module")
def content(make_sheet: MakeSheet) -> bytes:
    return leaf_pdf(score_leaf(make_sheet(3), stem=""))


def test_the_packet_and_the_dictionary_say_the_same(content: bytes) -> None:
    packet = content[content.index(b"<?xpacket begin") : content.index(b"<?xpacket end")]
    words = " ".join(told_by(packet))
    with PdfDocument(content) as document:
        told = {key: document.get_metadata_value(key) for key in ("Title", "Author", "Producer")}
        assert document.get_metadata_value("CreationDate") == "D:20261105094000+08'00'"
    for value in told.values():
        assert value
        assert value in words
    assert "2026-11-05T09:40:00+08:00" in words
    assert "zh-CN" in words
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>U<", packet)


def test_a_title_cannot_break_out_of_the_packet() -> None:
    paper = Paper(title="<甲>&\x07乙", author='"丙"')
    paper.put(paper.page())
    content = paper.finish()
    packet = content[content.index(b"<?xpacket begin") : content.index(b"<?xpacket end")]
    assert "<甲>&乙" in told_by(packet)


def test_greys_and_reds_have_a_meaning(content: bytes) -> None:
    assert b"/GTS_PDFA1" in content
    assert b"/OutputIntents" in content
    number = re.search(rb"/DestOutputProfile (\d+) 0 R", content)
    assert number
    body = content[content.index(b"\n" + number[1] + b" 0 obj") :]
    profile = zlib.decompress(body[body.index(b"stream\n") + 7 : body.index(b"\nendstream")])
    assert profile[16:20] == b"RGB "
    assert profile[36:40] == b"acsp"


def test_every_stream_is_as_long_as_it_says_and_ends_on_a_line_of_its_own(content: bytes) -> None:
    streams = list(re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\n", content))
    assert len(streams) > 5
    for found in streams:
        end = found.end() + int(found[1])
        assert content[end : end + 10] == b"\nendstream"


def test_nothing_is_drawn_with_a_face_that_does_not_travel(content: bytes) -> None:
    names = set(re.findall(rb"/BaseFont /(\S+)", content))
    assert names
    assert all(re.match(rb"[A-Z]{6}\+", name) for name in names)
    assert content.count(b"/FontFile2") == content.count(b"/Type /FontDescriptor ")
    assert b"/Encrypt" not in content
    assert b"/JavaScript" not in content
    assert b"/SMask" not in content, "no transparency"


def test_the_reader_is_told_language_and_title(content: bytes) -> None:
    assert b"/Lang (zh-CN)" in content
    assert b"/DisplayDocTitle true" in content


def test_the_file_is_named_by_what_is_on_its_pages() -> None:
    def identity(text: str) -> bytes:
        paper = Paper(title="表", author="县")
        page = paper.page()
        page.text(100, 100, text, plain(10))
        paper.put(page)
        found = re.search(rb"/ID\s*\[(.*?)\]", paper.finish(), re.DOTALL)
        assert found
        return found[1]

    assert identity("甲") == identity("甲")
    assert identity("甲") != identity("乙")


def test_pages_may_lie_across_and_be_large() -> None:
    paper = Paper(title="表", author="县")
    for size in (A4_ACROSS, A3_ACROSS):
        page = paper.page(size)
        page.text(size.left, size.height - 20, "脚", plain(10))
        paper.put(page)
    with PdfDocument(paper.finish()) as document:
        sizes = [tuple(round(edge) for edge in page.get_size()) for page in document]
        assert sizes == [(842, 595), (1191, 842)]
        text = document[1].get_textpage()
        assert text.count_rects() == 1
        assert text.get_rect(0)[1] < 25, "the foot is at the foot of this page"


def test_bookmarks_may_stand_under_others() -> None:
    paper = Paper(title="表", author="县")
    for title, level in (("一", 0), ("（一）", 1), ("（二）", 1), ("二", 0)):
        paper.bookmark(title, level)
        paper.put(paper.page())
    with PdfDocument(paper.finish()) as document:
        marks = [
            (one.level, one.get_title(), one.get_dest().get_index()) for one in document.get_toc()
        ]
    assert marks == [(0, "一", 0), (1, "（一）", 1), (1, "（二）", 2), (0, "二", 3)]
