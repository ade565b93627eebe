"""What people should know before they print: typefaces not installed, names that have no shape."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.actions.desk import Desk
from inspector.actions.finding import place_of
from inspector.actions.papers.document import Document
from inspector.sheets.fonts import missing_characters
from inspector.store.unit import Reading

SHAPELESS = "纸上印成“〓”的字：{found}。字库里没有，请手写补上。"
NAMED = 5
"""Names that are told; there may be as many as villages."""


def remarks_on(desk: Desk, document: Document) -> tuple[str, ...]:
    """Return a sentence for each typeface that is stood in for, and one for signs drawn as 〓."""
    with desk.store.reading() as reading:
        found = tuple(dict.fromkeys(_shapeless(reading)))
    if not found:
        return tuple(document.remarks())
    more = f"等 {len(found)} 处" if len(found) > NAMED else ""
    return (*document.remarks(), SHAPELESS.format(found=f"{'、'.join(found[:NAMED])}{more}"))


def _shapeless(reading: Reading) -> Iterator[str]:
    """Yield the signs that no face has, each with the name that they stand in."""
    names = [(one.name, one.name) for one in reading.sites.townships()]
    for line in reading.sites.lines():
        names.append((line.site.name, place_of(line)))
        names.append((line.site.secretary, f"{place_of(line)} {line.site.secretary}"))
    names += [(one.name, f"{one.id} {one.name}") for one in reading.teams.people().values()]
    for name, place in names:
        if signs := missing_characters(name):
            yield f"{'、'.join(signs)}（{place}）"
