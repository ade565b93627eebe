"""Findings as lines of a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from inspector.domain.finding import Finding, Lack, Outcome
from inspector.domain.ids import ItemCode
from inspector.domain.wording import word
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.survey import texts
from inspector.ui.widgets.told_list import Told

GLYPHS = {
    Outcome.FOUND: Glyph.NOTED,
    Outcome.NOTHING: Glyph.CLEAR,
    Outcome.FIXED: Glyph.CLEAR,
    Outcome.PARTLY: Glyph.PARTIAL,
    Outcome.NOT_FIXED: Glyph.MISSING,
}
LONGEST = 60
"""Characters of a text in the list; the rest stands beside it."""


def told_lines(
    findings: Sequence[Finding],
    lacks: Sequence[Lack],
    items: Mapping[ItemCode, str],
    *,
    returns: bool,
) -> Iterator[Told]:
    """Yield a line for each finding, with what it lacks.

    ``items`` are the titles of the form's items; ``returns`` for a return visit.
    """
    for one in findings:
        missing = [lack.sentence for lack in lacks if lack.must and lack.n == one.n]
        yield Told(
            title=_title(one, items, returns=returns),
            text="　".join((*(_short(text) for text in _texts(one)), *map(_bare, missing))),
            glyph=Glyph.GAP if missing else GLYPHS[one.outcome],
            key=str(one.n),
        )


def _title(finding: Finding, items: Mapping[ItemCode, str], *, returns: bool) -> str:
    said = texts.UNSAID if returns and finding.outcome is Outcome.FOUND else word(finding.outcome)
    item = "" if finding.item is None else f"{finding.item} {items.get(finding.item, '')}".strip()
    about = (finding.section, _short(finding.problem) or item)
    return "　".join(part for part in (str(finding.n), said, *about) if part)


def _texts(finding: Finding) -> Iterator[str]:
    if finding.fact:
        yield finding.fact.replace("\n", " ")
    if finding.photos:
        yield texts.PHOTOS.format(count=len(finding.photos))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _bare(sentence: str) -> str:
    """Leave out the number, which stands before it already."""
    _number, _space, rest = sentence.partition("条")
    return rest or sentence
