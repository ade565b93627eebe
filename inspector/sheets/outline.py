"""Bookmarks and page labels: how a reader finds his way through a file of many sheets."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFString


@dataclass(slots=True)
class _Mark:
    """A bookmark: its title, the page it leads to, and those under it."""

    title: str
    page: object
    level: int
    under: list[_Mark] = field(default_factory=list)

    def count(self) -> int:
        """How many bookmarks stand under this one, at any depth."""
        return sum(1 + one.count() for one in self.under)


class Outline:
    """Bookmarks in the order of pages, at most two levels, all unfolded."""

    def __init__(self) -> None:
        self._marks: list[_Mark] = []
        self._starts: list[int] = []

    def add(self, title: str, page: object, level: int) -> None:
        """Add a bookmark; ``level`` 1 stands under the last one of level 0, if there is any."""
        nested = level > 0 and bool(self._marks) and self._marks[-1].level == 0
        row = self._marks[-1].under if nested else self._marks
        row.append(_Mark(title, page, level))

    def start(self, page: int) -> None:
        """Let page labels begin at 1 again from page ``page``, counted from 0."""
        if page not in self._starts:
            self._starts.append(page)

    def entries(self, document: PDFDocument) -> object | None:
        """Return the outline's root, or nothing where there is no bookmark."""
        if not self._marks:
            return None
        root = PDFDictionary({"Type": PDFName("Outlines")})
        at: object = document.Reference(root)
        _link(document, self._marks, root, at)
        root["Count"] = sum(1 + one.count() for one in self._marks)
        return at

    def labels(self) -> PDFDictionary:
        """Return page labels: 1, 2, 3, beginning anew with each sheet."""
        ranges: list[object] = []
        for page in sorted({0, *self._starts}):
            ranges += [page, PDFDictionary({"S": PDFName("D"), "St": 1})]
        return PDFDictionary({"Nums": PDFArray(ranges)})


def _link(document: PDFDocument, marks: list[_Mark], parent: PDFDictionary, above: object) -> None:
    made = [
        PDFDictionary(
            {
                "Title": PDFString(mark.title),
                "Parent": above,
                "Dest": PDFArray([mark.page, PDFName("Fit")]),
            }
        )
        for mark in marks
    ]
    at = [document.Reference(one) for one in made]
    for index, (one, mark) in enumerate(zip(made, marks, strict=True)):
        if index:
            one["Prev"] = at[index - 1]
        if index + 1 < len(at):
            one["Next"] = at[index + 1]
        if mark.under:
            _link(document, mark.under, one, at[index])
            one["Count"] = mark.count()
    parent["First"], parent["Last"] = at[0], at[-1]
