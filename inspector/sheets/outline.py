"""Bookmarks and page labels: how a reader finds his way through a file of many sheets."""

from __future__ import annotations

from dataclasses import dataclass, field

from inspector.sheets.pdf_file import PdfFile, text_string


@dataclass(slots=True)
class _Mark:
    """A bookmark: its title, the page it leads to, and those under it."""

    title: str
    page: str
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

    def add(self, title: str, page: str, level: int) -> None:
        """Add a bookmark; ``level`` 1 stands under the last one of level 0, if there is any."""
        nested = level > 0 and bool(self._marks) and self._marks[-1].level == 0
        row = self._marks[-1].under if nested else self._marks
        row.append(_Mark(title, page, level))

    def start(self, page: int) -> None:
        """Let page labels begin at 1 again from page ``page``, counted from 0."""
        if page not in self._starts:
            self._starts.append(page)

    def length(self) -> tuple[int, int]:
        """Say how far it has come, for :meth:`cut`."""
        return len(self._marks), len(self._starts)

    def cut(self, length: tuple[int, int]) -> None:
        """Forget what was added since."""
        marks, starts = length
        del self._marks[marks:]
        del self._starts[starts:]

    def entries(self, file: PdfFile) -> str:
        """Write the bookmarks; return the reference of their root, nothing where there is none."""
        if not self._marks:
            return ""
        at = file.reserve()
        first, last = _link(file, self._marks, at)
        count = sum(1 + one.count() for one in self._marks)
        root = f"<</Type /Outlines /First {first} /Last {last} /Count {count}>>"
        return file.put(root.encode("ascii"), at)

    def labels(self) -> str:
        """Return page labels: 1, 2, 3, beginning anew with each sheet."""
        ranges = " ".join(f"{page} <</S /D /St 1>>" for page in sorted({0, *self._starts}))
        return f"<</Nums [{ranges}]>>"


def _link(file: PdfFile, marks: list[_Mark], parent: str) -> tuple[str, str]:
    """Write bookmarks of one level and those under them; return the first's and the last's."""
    at = [file.reserve() for _ in marks]
    for index, mark in enumerate(marks):
        parts = [
            f"/Title {text_string(mark.title)} /Parent {parent} /Dest [{mark.page} /Fit]",
        ]
        if index:
            parts.append(f"/Prev {at[index - 1]}")
        if index + 1 < len(at):
            parts.append(f"/Next {at[index + 1]}")
        if mark.under:
            first, last = _link(file, mark.under, at[index])
            parts.append(f"/First {first} /Last {last} /Count {mark.count()}")
        file.put(f"<<{' '.join(parts)}>>".encode("ascii"), at[index])
    return at[0], at[-1]
