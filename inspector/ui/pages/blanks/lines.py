"""Sites and differences as lines of the page 纸面."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.actions.double_entry import Comparison
from inspector.domain.double_entry import DoubleState
from inspector.domain.visit import VisitState
from inspector.domain.wording import word
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.blanks import texts
from inspector.ui.pages.blanks.desk import BlankLine
from inspector.ui.widgets.told_list import Told

DOUBLE_GLYPHS = {DoubleState.OPEN: Glyph.CONFLICT, DoubleState.DONE: Glyph.CLEAR}
STATE_GLYPHS = {
    VisitState.PLANNED: Glyph.UNSET,
    VisitState.OPEN: Glyph.DOING,
    VisitState.SEALED: Glyph.SEALED,
}


def site_lines(lines: Sequence[BlankLine]) -> list[Told]:
    """Return a line for each visit: where it stands, and how its verification does."""
    return [
        Told(
            title=f"{line.place}　{texts.TAIL.format(tail=line.site[-3:])}",
            text=texts.SITE_WORDS.format(state=word(line.state), double=word(line.double)),
            glyph=DOUBLE_GLYPHS.get(line.double, STATE_GLYPHS[line.state]),
            key=line.uid,
        )
        for line in lines
    ]


def difference_lines(one: Comparison) -> list[Told]:
    """Return a head, what still differs, and below it what was settled and by whom."""
    head = texts.OPEN_COUNT if one.open else texts.ALL_SETTLED
    lines = [
        Told(title=head.format(place=one.place, count=len(one.open), compared=one.compared)),
        Told(
            title="",
            text=texts.OPEN_ASIDE.format(first=one.first, second=one.second, compared=one.compared),
        ),
    ]
    lines += [
        Told(
            title=f"{differs.code}　{differs.text}",
            text=texts.DIFFERS.format(first=differs.first, second=differs.second),
            glyph=Glyph.CONFLICT,
            key=differs.code,
        )
        for differs in one.open
    ]
    if one.settled:
        lines.append(Told(title=texts.SETTLED_HEAD))
    lines += [
        Told(
            title=told.code,
            text=texts.SETTLED_BY.format(
                by=told.by,
                choice=texts.CHOICE_WORDS[told.choice],
                first=told.first,
                second=told.second,
            ),
            glyph=Glyph.CLEAR,
        )
        for told in one.settled
    ]
    return lines
