"""The slate's code as black and white modules, for a screen instead of paper."""

from __future__ import annotations

import segno

MASK = 2
"""One mask for all codes, see ``sheets.qr``: the slate draws one every second."""

QUIET = 4
"""Modules left white around it, as the standard asks: there is no paper's white here."""


def modules(line: str) -> tuple[bytes, ...]:
    """Return the rows of the code, a byte a module, 1 for black; no white around it."""
    return tuple(bytes(row) for row in segno.make_qr(line, error="m", mask=MASK).matrix)
