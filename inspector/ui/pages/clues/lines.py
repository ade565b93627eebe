"""The list of cases: what waits first, then what was put off, then what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspector.actions.joint_review import Case
from inspector.domain.denial import Verdict
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.clues import texts
from inspector.ui.widgets.told_list import Told

GLYPHS = {
    None: Glyph.UNSET,
    Verdict.DEFERRED: Glyph.LATER,
    Verdict.UPHELD: Glyph.STAR_DENIED,
    Verdict.DISMISSED: Glyph.CLEAR,
    Verdict.WITHDRAWN: Glyph.RETURNED,
}


def ordered(cases: Sequence[Case]) -> tuple[list[Case], list[Case], list[Case]]:
    """Return the cases that wait, that were put off, that were decided."""
    waiting = [one for one in cases if one.verdict is None]
    put_off = [one for one in cases if one.verdict is Verdict.DEFERRED]
    done = [one for one in cases if one.verdict not in (None, Verdict.DEFERRED)]
    return waiting, put_off, done


def case_lines(cases: Sequence[Case]) -> Iterator[Told]:
    """Yield the lines, each group under its head."""
    heads = (texts.WAITING, texts.PUT_OFF, texts.DONE)
    for head, group in zip(heads, ordered(cases), strict=True):
        if group:
            yield Told(title=head, aside=texts.COUNT.format(count=len(group)))
            yield from map(_line, group)


def _line(case: Case) -> Told:
    return Told(
        title=case.place,
        text=texts.STATE_LINE.format(state=case.state, entry=case.entry, condition=case.condition),
        glyph=GLYPHS[case.verdict],
        key=case.key,
    )
