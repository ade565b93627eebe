"""Prints a line for each document's files: its name and their SHA-256; run by itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from nasty_county import ROUNDS
from played_county import at_office

from inspector.actions.desk import Desk
from inspector.actions.papers.document import Document, Wish
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.writing import planned_leaves
from inspector.domain.errors import InspectorError
from inspector.platform import font_folders
from inspector.sheets.comma_file import listing_csv
from inspector.sheets.leaf import Leaf, leaf_pdf
from inspector.sheets.workbook import listing_xlsx

LEAVES = 2


def first_leaves(desk: Desk, document: Document) -> Iterator[Leaf]:
    for round_id in ROUNDS:
        try:
            planned = planned_leaves(desk, document, Wish(round=round_id))
        except InspectorError:
            continue
        yield from (one.make() for one in planned[:LEAVES])
        return


def contents(leaf: Leaf) -> Iterator[bytes]:
    yield leaf_pdf(leaf)
    if leaf.listing is not None:
        yield listing_xlsx(leaf.listing)
        yield listing_csv(leaf.listing)


def nowhere(told: Mapping[str, str]) -> tuple[Path, ...]:
    """Return no folder: typefaces that are installed would show."""
    del told
    return ()


def main(office: Path) -> None:
    font_folders._usual = nowhere
    with at_office(office) as desk:
        for document in DOCUMENTS.values():
            for leaf in first_leaves(desk, document):
                found = " ".join(sha256(one).hexdigest()[:16] for one in contents(leaf))
                sys.stdout.write(f"{document.name} {found}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
