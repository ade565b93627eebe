"""Marks on a page, and pages in a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest
from pypdfium2 import PdfDocument

from inspector.sheets import marks
from inspector.sheets.furniture import Furniture
from inspector.sheets.page import BLACK, RED, Page, plain, strong
from inspector.sheets.paper import Paper

Texts = Callable[[bytes], list[str]]
Drawing = Callable[[Page], object]


def drawn(*drawings: Drawing, **options: object) -> bytes:
    paper = Paper(title="后𬇙沟村", author="黍垣县", **options)  # type: ignore[arg-type] # the test's choice
    page = paper.page()
    for drawing in drawings:
        drawing(page)
    paper.put(page)
    return paper.finish()


def ink(content: bytes, centre: tuple[float, float]) -> bytes:
    """Return the grey values of 48 by 48 px around a point, at 4 px a point."""
    with PdfDocument(content) as document:
        picture = document[0].render(scale=4).to_pil().convert("L")
    x, y = (round(4 * number) for number in centre)
    return bytes(picture.crop((x - 24, y - 24, x + 24, y + 24)).tobytes())


def difference(first: bytes, second: bytes) -> float:
    one, other = (ink(part, (100, 100)) for part in (first, second))
    dark = sum(value < 250 for value in one) + sum(value < 250 for value in other)
    return sum(abs(a - b) > 60 for a, b in zip(one, other, strict=True)) / max(1, dark / 2)


def test_a_star_that_is_won_differs_from_one_that_is_not_without_colour() -> None:
    won = drawn(lambda page: marks.star(page, (100, 100), 5, won=True))
    lost = drawn(lambda page: marks.star(page, (100, 100), 5, won=False))
    assert difference(won, lost) > 0.3


@pytest.mark.parametrize("first", range(4))
@pytest.mark.parametrize("second", range(4))
def test_step_tags_differ_by_shape_alone(first: int, second: int) -> None:
    one, other = (
        drawn(lambda page, order=order: marks.tag(page, (100, 100), "", order))  # type: ignore[misc] # binds the loop's value
        for order in (first, second)
    )
    assert (difference(one, other) > 0.12) is (first != second)


def test_text_stands_where_it_was_put(texts: Texts) -> None:
    content = drawn(
        lambda page: page.text_right(300, 100, "右", plain(20)),
        lambda page: page.text_centred(300, 140, "中", strong(20, paint=RED)),
        lambda page: page.box((90, 90), (20, 20), fill=BLACK),
    )
    assert texts(content) == ["右中"]
    with PdfDocument(content) as document:
        letters = document[0].get_textpage()
        right, middle = letters.get_charbox(0), letters.get_charbox(1)
    assert 280 < right[0] < right[2] <= 300
    assert middle[0] < 300 < middle[2]
    assert right[1] < 841.89 - 100 < right[3]
    assert ink(content, (100, 100))[24 * 48 + 24] == 0


def test_a_line_that_opens_with_a_quotation_mark_is_flush_with_the_others() -> None:
    content = drawn(lambda page: page.lines(100, 100, ["“支", "支部"], plain(20)))
    with PdfDocument(content) as document:
        letters = document[0].get_textpage()
        boxes = [
            letters.get_charbox(index)
            for index in range(letters.count_chars())
            if letters.get_text_range(index, 1).strip()
        ]
    assert abs(boxes[0][0] - boxes[2][0]) < 5


def test_title_language_author_and_time_are_the_document_s_own() -> None:
    at = datetime(2026, 11, 5, 9, 40, tzinfo=timezone(timedelta(hours=8)))
    content = drawn(lambda page: page.text(100, 100, "村", plain(9)), at=at)
    with PdfDocument(content) as document:
        facts = document.get_metadata_dict()
    assert facts["Title"] == "后𬇙沟村"
    assert facts["Author"] == "黍垣县"
    assert facts["CreationDate"] == "D:20261105094000+08'00'"
    assert b"/Lang (zh-CN)" in content


def test_without_a_time_the_file_has_a_fixed_one() -> None:
    assert b"D:20000101000000" in drawn()
    assert b"D:20261105094000+00'00'" in drawn(at=datetime(2026, 11, 5, 9, 40))  # noqa: DTZ001 - a time without zone is the case


def test_pages_are_a4() -> None:
    with PdfDocument(drawn()) as document:
        assert document[0].get_size() == pytest.approx((595.28, 841.89), abs=0.01)


def test_a_form_is_stored_once_however_often_it_is_used() -> None:
    paper = Paper(title="", author="")
    names = {paper.form("0 0 1 1 re f", key="same") for _ in range(3)}
    assert len(names) == 1
    page = paper.page()
    page.place(names.pop(), (100, 100), (20, 20))
    paper.put(page)
    assert paper.finish().count(b"/Subtype /Form") == 1


def test_a_state_stands_across_each_page_and_upright_in_its_head(texts: Texts) -> None:
    paper = Paper(title="", author="")
    furniture = Furniture(left="县", right="轮", notice="", state="暂定", hint="不作依据")
    pages = [furniture.under(paper.page()) for _ in range(2)]
    furniture.around(pages)
    for page in pages:
        paper.put(page)
    for text in texts(paper.finish()):
        assert text.count("暂") >= 3
        assert "暂定　不作依据" in text


def test_a_folded_page_is_the_same_page() -> None:
    def two(page: Page, *, fold: bool) -> bytes:
        page.text(50, 50, "前", plain(10))
        if fold:
            page.fold()
            page.fold()
        page.text(50, 80, "后", plain(10))
        return page.content

    paper = Paper(title="页", author="县")
    open_, folded = two(paper.page(), fold=False), two(paper.page(), fold=True)
    assert open_ == folded
    sheet, other = paper.page(), paper.page()
    two(other, fold=True)
    sheet.lay(other, 10)
    assert open_ in sheet.content
