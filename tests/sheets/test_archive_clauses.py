"""A file of ours is fit for an archive, clause by clause; and each clause finds its fault."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from archive_clauses import CLAUSES, archive_faults
from PIL import Image

from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.sheets.leaf import Leaf, leaf_pdf, write_book
from inspector.sheets.page import A3_ACROSS, RED, plain, strong
from inspector.sheets.paper import Paper
from inspector.sheets.pictures import PhotoUnprintable, picture_of
from inspector.sheets.score_sheet import ScoreSheet, score_leaf

MakeSheet = Callable[..., ScoreSheet]


def paper_with(*marks: str) -> bytes:
    """Return a file of everything that we put on paper, and of ``marks`` as they are."""
    paper = Paper(title="表", author="禾县", common="村")
    held = BytesIO()
    Image.new("RGB", (8, 8), "red").save(held, "JPEG")
    page = paper.page()
    page.text(100, 100, "㟃头村", plain(10))
    page.text(100, 120, "𬇙村，①é½", strong(10, paint=RED), extra=1)
    page.place(paper.picture(picture_of(held.getvalue(), caption="")), (100, 200), (40, 40))
    page.place(paper.form("0 0 1 1 re f", key="方"), (200, 200), (40, 40))
    page._marks += marks
    paper.bookmark("表")
    paper.put(page)
    paper.put(paper.page(A3_ACROSS))
    return paper.finish()


def test_a_paper_of_everything_is_fit_for_an_archive() -> None:
    assert archive_faults(paper_with()) == []


def test_a_sheet_with_photos_is_fit_for_an_archive(make_sheet: MakeSheet) -> None:
    assert archive_faults(leaf_pdf(score_leaf(make_sheet(3), stem=""))) == []


def test_a_book_is_fit_for_an_archive_even_if_a_leaf_was_left_out(
    make_sheet: MakeSheet, tmp_path: Path
) -> None:
    def refuse(paper: Paper) -> None:
        paper.bookmark("半张")
        paper.put(paper.page())
        paper.bookmark("另外半张")
        raise PhotoUnprintable(caption="一")

    whole = score_leaf(make_sheet(2), stem="一")
    broken = Leaf(stem="二", title="二", author="禾县", at=whole.at, draw=refuse)
    refused: list[InspectorError] = []
    out = tmp_path / "册.pdf"
    write_book(out, [whole, broken, whole], Ticket(), title="册", total=3, refused=refused.append)
    assert len(refused) == 1
    assert archive_faults(out.read_bytes()) == []


REPLACED = {
    "header": (b"\n%\xe2\xe3\xcf\xd3", b"\n%abcd"),
    "trailer": (b"/ID [<", b"/Id [<"),
    "streams": (b"/Filter /DCTDecode", b"/Filter /LZWDecode"),
    "limits": (b"/CapHeight 1160 /StemV 80 ", b"/StemV 999999999999999999 "),
    "page_boxes": (b"/MediaBox [0 0 595.28", b"/MediaBox [0 0 000.28"),
    "output_intent": (b"/N 3", b"/N 4"),
    "colours": (b"/ColorSpace /DeviceRGB", b"/ColorSpace /DeviceCMY"),
    "graphics_state": (b"/Type /Page ", b"/ca 0.50000 "),
    "images": (b"/Type /XObject /Subtype /Image", b"/Interpolate 1 /Subtype /Image"),
    "composite_fonts": (b"/CIDToGIDMap /Identity", b"/CIDToGIDMap /Identify"),
    "embedded_fonts": (b"/FontFile2", b"/FontFile3"),
    "metrics": (b"/W [1 [1000", b"/W [1 [0500"),
    "text_layer": (b"/ToUnicode", b"/ToUnicorn"),
    "no_actions": (b"/Lang (zh-CN)", b"/AA <</WC 1>>"),
    "packet": (b'<?xpacket end="r"?>', b'<?xpacket end="w"?>'),
    "says_the_same": ("表</rdf:li>".encode(), "裱</rdf:li>".encode()),
    "level": (b"<pdfaid:part>2", b"<pdfaid:part>3"),
    "told_to_readers": (b"/Lang (zh-CN)", b"/Lang (en-US)"),
}
DRAWN = {
    "content_streams": "/Nothing gs",
    "limits": "q " * 29 + "Q " * 29,
    "missing_glyphs": "BT /F1 10 Tf <0000> Tj ET",
    "text_layer": "BT /F1 10 Tf <00ff> Tj ET",
}
BROKEN = {
    "an object that does not stand where the table says": (b"\n3 0 obj\n", b"\n9 0 obj\n"),
    "a stream that is longer than it says": (b"/Length 11", b"/Length 10"),
    "a stream that does not end on its own line": (b"\nendstream", b" endstream"),
    "an object that does not end on its own line": (b"\nendobj", b" endobj"),
    "a hexadecimal text that is cut off": (b"/Title <feff", b"/Title <fef "),
    "a title in no writing": ("<rdf:li>禾".encode(), b"<rdf:li>\xff\xff\xff"),
    "a packet that is no XML": (b"<dc:format>", b"<dc:former>"),
    "something after the end": (b"%%EOF\n", b"%%EOF\n%x"),
}


def replaced(old: bytes, new: bytes) -> bytes:
    content = paper_with()
    assert old in content
    return content.replace(old, new, 1)


@pytest.mark.parametrize("clause", REPLACED)
def test_a_clause_finds_its_fault(clause: str) -> None:
    found = {fault.partition(":")[0] for fault in archive_faults(replaced(*REPLACED[clause]))}
    assert clause in found


@pytest.mark.parametrize("clause", DRAWN)
def test_a_clause_finds_its_fault_in_a_drawing(clause: str) -> None:
    found = {fault.partition(":")[0] for fault in archive_faults(paper_with(DRAWN[clause]))}
    assert clause in found


@pytest.mark.parametrize("fault", BROKEN)
def test_a_file_whose_parts_do_not_stand_where_they_must_is_named(fault: str) -> None:
    (found,) = archive_faults(replaced(*BROKEN[fault]))
    assert found.startswith("file structure: ")


def test_every_clause_was_given_a_fault() -> None:
    assert {clause.__name__ for clause in CLAUSES} == {*REPLACED, *DRAWN}
