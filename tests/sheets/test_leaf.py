"""Many documents in one file: numbers, labels and bookmarks of their own, held one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from inspector.domain.errors import Cancelled
from inspector.domain.progress import Ticket
from inspector.platform.durable import FolderReadOnly
from inspector.sheets.leaf import Leaf, book_pdf, draw_leaf, leaf_pdf, write_book
from inspector.sheets.page import A4_ACROSS
from inspector.sheets.paper import Paper
from inspector.sheets.pictures import Picture
from inspector.sheets.score_sheet import ScoreSheet, score_leaf

MakeSheet = Callable[..., ScoreSheet]
Texts = Callable[[bytes], list[str]]


def leaf(sheet: ScoreSheet) -> Leaf:
    return score_leaf(sheet, stem="打分表")


def test_a_book_numbers_each_leaf_by_itself(
    make_sheet: MakeSheet, texts: Texts, tmp_path: Path
) -> None:
    out = tmp_path / "all.pdf"
    sheets = [make_sheet(3), make_sheet(40), make_sheet(5, digest=None)]
    steps: list[int] = []
    ticket = Ticket(lambda done, _total, _label: steps.append(done))
    write_book(out, map(leaf, sheets), ticket, title="全县打分表", total=3)
    read = texts(out.read_bytes())
    assert len(read) == 2 + 4 + 2
    assert sum("第 1 页　共" in text for text in read) == 3
    assert ["预览稿" in text for text in read] == [False] * 6 + [True] * 2
    assert steps[-1] == 3


def test_what_no_typeface_has_is_known_of_each_leaf_wherever_it_stands(
    make_sheet: MakeSheet, tmp_path: Path
) -> None:
    shared = make_sheet(3)
    rare = replace(shared, site=replace(shared.site, name="王\U0001f409村"))
    noted = replace(shared, county="\U0001f600县")
    assert draw_leaf(leaf(shared)).replaced == ()
    assert draw_leaf(leaf(rare)).replaced == ("\U0001f409",)

    def broken(paper: Paper) -> None:
        leaf(rare).draw(paper)
        raise FolderReadOnly(path=tmp_path)

    leaves = [leaf(shared), leaf(rare), replace(leaf(rare), draw=broken), leaf(noted)]
    told = write_book(
        tmp_path / "all.pdf", leaves, Ticket(), title="县", total=4, refused=lambda _: None
    )
    assert told == {1: ("\U0001f409",), 3: ("\U0001f600",)}


def test_a_book_has_a_bookmark_and_page_labels_for_each_leaf(make_sheet: MakeSheet) -> None:
    sheets = [make_sheet(3), make_sheet(40)]
    book = PdfDocument(book_pdf(map(leaf, sheets), Ticket(), title="全县打分表", total=2))
    marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in book.get_toc()]
    assert marks == [(leaf(sheets[0]).title, 0), (leaf(sheets[1]).title, 2)]
    assert [book.get_page_label(page) for page in range(6)] == ["1", "2", "1", "2", "3", "4"]
    assert book.get_metadata_value("Title") == "全县打分表"


def test_a_two_sided_leaf_begins_on_a_front_and_the_back_before_it_is_empty(
    make_sheet: MakeSheet, texts: Texts
) -> None:
    wide = replace(leaf(make_sheet(0)), draw=lambda paper: paper.put(paper.page(A4_ACROSS)))
    for kinds, ends in (((True, True), 3), ((False, False), 2), ((True, False), 2)):
        leaves = [replace(wide, two_sided=two) for two in kinds]
        book = PdfDocument(book_pdf(leaves, Ticket(), title="全县", total=2))
        assert len(book) == ends
        assert {page.get_size() for page in book} == {book[0].get_size()}
    both = [wide, leaf(make_sheet(3))]
    content = book_pdf(both, Ticket(), title="全县", total=2)
    book = PdfDocument(content)
    assert [mark.get_dest().get_index() for mark in book.get_toc()] == [0, 2]
    assert [book.get_page_label(page) for page in range(4)] == ["1", "2", "1", "2"]
    assert texts(content)[1].strip() == ""


def test_a_book_bears_the_latest_time_of_its_leaves(make_sheet: MakeSheet) -> None:
    east = timezone(timedelta(hours=8))
    days = [datetime(2026, 11, day, 9, 0, tzinfo=east) for day in (5, 7, 6)]
    leaves = [replace(leaf(make_sheet(0)), at=day) for day in days]
    book = PdfDocument(book_pdf(leaves, Ticket(), title="全县打分表", total=3))
    assert book.get_metadata_value("ModDate") == "D:20261107090000+08'00'"


def test_a_book_holds_one_leaf_at_a_time(make_sheet: MakeSheet) -> None:
    events: list[str] = []

    def made() -> Iterator[Leaf]:
        for number in (1, 2):
            events.append(f"made {number}")
            drawn = leaf(make_sheet(0))

            def draw(paper: Paper, drawn: Leaf = drawn, number: int = number) -> None:
                events.append(f"drawn {number}")
                drawn.draw(paper)

            yield replace(drawn, draw=draw)

    book_pdf(made(), Ticket(), title="全县打分表", total=2)
    assert events == ["made 1", "drawn 1", "made 2", "drawn 2"]


def test_a_book_goes_to_the_disk_leaf_by_leaf(tmp_path: Path) -> None:
    sizes: list[int] = []
    picture = Picture(content=bytes(300_000), width=600, height=500, colours="/DeviceGray")

    def draw(paper: Paper) -> None:
        (part,) = tmp_path.iterdir()
        sizes.append(part.stat().st_size)
        page = paper.page()
        shown = replace(picture, content=bytes([len(sizes)]) * 300_000)
        page.place(paper.picture(shown), (0, 0), (10, 10))
        paper.put(page)

    at = datetime(2026, 11, 5, tzinfo=UTC)
    one = Leaf(stem="", title="", author="", at=at, draw=draw)
    write_book(tmp_path / "all.pdf", [one] * 3, Ticket(), title="", total=3)
    assert [size // 300_000 for size in sizes] == [0, 1, 2]


def test_a_book_of_one_shows_what_the_leaf_alone_shows(make_sheet: MakeSheet, texts: Texts) -> None:
    one = leaf(make_sheet(12))
    assert texts(book_pdf([one], Ticket(), title=one.title, total=1)) == texts(leaf_pdf(one))


def test_a_cancelled_book_leaves_no_file(make_sheet: MakeSheet, tmp_path: Path) -> None:
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        write_book(tmp_path / "all.pdf", [leaf(make_sheet())], ticket, title="", total=1)
    assert list(tmp_path.iterdir()) == []


def test_a_book_of_nothing_is_a_mistake_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no leaves"):
        write_book(tmp_path / "all.pdf", [], Ticket(), title="", total=0)
    assert list(tmp_path.iterdir()) == []
