"""The shapes of a visit's states, for every list that shows visits."""

from __future__ import annotations

from inspector.domain.visit import VisitState
from inspector.ui.glyphs import Glyph

STATE_GLYPHS = {
    VisitState.PLANNED: Glyph.UNSET,
    VisitState.OPEN: Glyph.DOING,
    VisitState.SEALED: Glyph.SEALED,
}
