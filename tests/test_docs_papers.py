"""docs/文书.md names every document there is, with its options, and what guards it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from golden import FOLDER

from inspector.actions.papers.document import Document
from inspector.actions.papers.registry import DOCUMENTS
from inspector.domain.template import KINDS
from inspector.platform.folder import Role

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/文书.md").read_text("utf-8")
USED, GUARDED = "有哪些文书", "每一种都有什么"
ROLES = {Role.OFFICE: "县办", Role.FIELD: "外业"}
NONE = "—"


def table(title: str) -> Iterator[list[str]]:
    """Yield the lines of a table below its head, cell by cell."""
    body = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    for line in body.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `") and len(cells) > 1:
            yield cells


def options(document: Document) -> str:
    told = (f"`{one.name}={'｜'.join(value for value, _ in one.choices)}`"
            for one in document.options)  # fmt: skip
    return "；".join(told) or NONE


def test_every_document_is_told_with_its_options_in_the_order_of_the_window() -> None:
    assert [row[:5] for row in table(USED)] == [
        [
            f"`{one.name}`",
            one.title,
            one.per.value,
            "、".join(words for role, words in ROLES.items() if role in one.roles),
            options(one),
        ]
        for one in DOCUMENTS.values()
    ]


def test_what_each_document_comes_as_is_what_the_registry_says() -> None:
    assert [row[:4] for row in table(GUARDED)] == [
        [
            f"`{one.name}`",
            "有",
            "有" if one.table else NONE,
            f"`{one.name}.yaml`" if one.name in KINDS else NONE,
        ]
        for one in DOCUMENTS.values()
    ]


def test_every_document_has_golden_pages_and_no_page_is_forgotten() -> None:
    kept = {path.stem for path in FOLDER.iterdir()}
    told: set[str] = set()
    for name, *_, cell in table(GUARDED):
        pages = set(re.findall(r"`([\w-]+)`", cell))
        assert pages, f"{name} has no golden page"
        assert pages <= kept, f"{name}: {pages - kept} is not there"
        told |= pages
    assert told == kept


def test_text_layers_are_tested_where_the_page_says() -> None:
    (said,) = re.findall(r"`(tests/[\w/]+\.py)`", PAGE)
    assert "DOCUMENTS" in (ROOT / said).read_text("utf-8")
    assert {row[4] for row in table(GUARDED)} == {"查"}
