"""The shapes of a visit's states, for every list that shows visits."""

from __future__ import annotations

from inspector.domain.signing import SignState
from inspector.domain.visit import VisitState
from inspector.ui.glyphs import Glyph

STATE_GLYPHS = {
    VisitState.PLANNED: Glyph.UNSET,
    VisitState.OPEN: Glyph.DOING,
    VisitState.SEALED: Glyph.SEALED,
}
SIGN_GLYPHS = {
    SignState.WAITING: Glyph.TO_SIGN,
    SignState.SIGNED: Glyph.SEALED,
    SignState.REFUSED: Glyph.REFUSED,
}


def visit_glyph(state: VisitState, signed: SignState | None, paused: str | None) -> Glyph:
    """Return the shape for where a visit stands; its word is ``wording.visit_word``."""
    if paused is not None and signed not in (SignState.SIGNED, SignState.REFUSED):
        return Glyph.PAUSED
    if state is VisitState.SEALED and signed is not None:
        return SIGN_GLYPHS[signed]
    return STATE_GLYPHS[state]
