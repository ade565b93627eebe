"""What is signed comes out together: the score sheet, then the list of problems."""

from __future__ import annotations

import pytest
from played_county import County, count_site, in_field, sites_of
from pypdfium2 import PdfDocument

from inspector.actions import scoring, sealing
from inspector.actions.papers.score_sheets import NothingToPrint
from inspector.actions.papers.signing_book import signing_book
from inspector.actions.papers.writing import NothingChosen
from inspector.domain.progress import Ticket


def test_one_file_holds_both_papers_of_this_visit_once(county: County) -> None:
    with in_field(county.laptop) as desk:
        first, second = sites_of(desk)[:2]
        for site in (first, second):
            sealing.seal(desk, count_site(desk, site))
        visit = scoring.open_visit(desk, second)
        pdf = signing_book(desk, visit.uid, Ticket())
        assert pdf == signing_book(desk, visit.uid, Ticket())
    with PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        marks = [mark.get_title() for mark in document.get_toc()]
    place = f"{visit.line.township} {visit.line.site.name}（尾号 {visit.line.site.tail}）"
    assert marks == [f"{visit.rubric.title} {place}", f"现场问题清单 {place}"]
    assert sum("整改责任人" in page for page in pages) in (2, 3)
    assert sum("第 1 页" in page for page in pages) == 2
    assert all("预览稿" not in page for page in pages)


def test_what_is_not_sealed_is_not_signed(county: County) -> None:
    with in_field(county.laptop) as desk:
        first, second = sites_of(desk)[:2]
        visit = count_site(desk, first)
        with pytest.raises(NothingToPrint):
            signing_book(desk, visit.uid, Ticket())
        sealing.seal(desk, count_site(desk, second))
        with pytest.raises(NothingChosen):
            signing_book(desk, visit.uid, Ticket())
