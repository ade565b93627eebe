"""The QR code on each sheet: what paper and record must agree on, as one line of text."""

from __future__ import annotations

import re
from datetime import datetime

import segno

from inspector.domain.ids import Digest, SiteCode
from inspector.domain.points import Points

PREFIX = "WXKP1"
"""The product's initials and the version of this line."""

BLANK_PREFIX = "WXKB1"
"""The same of a sheet that nobody has filled in yet."""

MASK = 2
"""One mask for all codes: trying all eight costs five times as much, and readers undo any."""

EDITION_PREFIX = "WXKR1"
"""The same of a frozen ranking."""

DIGEST_SHOWN = 16

_DARK = re.compile(rb"\x01+")

QUIET = 2
"""Modules left white around the code; the sheet's own white does the rest."""


def sheet_line(*, site: SiteCode, at: datetime, points: Points, digest: Digest) -> str:
    """Return the text of the code: ``WXKP1|site|time|points|digest``.

    ``time`` is local, to the minute; ``points`` hundredths; ``digest`` the first sixteen
    hexadecimal digits of the record's SHA-256.
    """
    return f"{PREFIX}|{site}|{at:%Y-%m-%dT%H:%M}|{points}|{digest[:DIGEST_SHOWN]}"


def blank_line(*, uid: str, rubric: Digest) -> str:
    """Return the text on a blank sheet: ``WXKB1|visit|form``, without a site ``WXKB1||form``.

    ``form`` is the first sixteen hexadecimal digits of the rubric's digest.
    """
    return f"{BLANK_PREFIX}|{uid}|{rubric[:DIGEST_SHOWN]}"


def edition_line(round_id: str, number: int, *, at: datetime, digest: Digest) -> str:
    """Return the text on a frozen ranking: ``WXKR1|round|edition|time|digest``."""
    return f"{EDITION_PREFIX}|{round_id}|{number}|{at:%Y-%m-%dT%H:%M}|{digest[:DIGEST_SHOWN]}"


def drawing(line: str) -> str:
    """Return PDF operators that draw the code in the unit square, runs of modules as boxes."""
    rows = [bytes(row) for row in segno.make_qr(line, error="m", mask=MASK).matrix]
    side = len(rows) + 2 * QUIET
    marks = [f"q {1 / side:.6f} 0 0 {1 / side:.6f} 0 0 cm 0 g"]
    for number, row in enumerate(rows):
        bottom = side - QUIET - number - 1
        marks += [
            f"{run.start() + QUIET} {bottom} {len(run[0])} 1 re" for run in _DARK.finditer(row)
        ]
    return " ".join([*marks, "f Q"])
