"""The line in the code, and the code as drawing."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

import segno

from inspector.domain.ids import Digest, SiteCode
from inspector.domain.points import Points
from inspector.sheets import qr

DIGEST = Digest("a1b2c3d4e5f60718" + "9" * 48)
AT = datetime(2026, 11, 5, 9, 40, 31, tzinfo=timezone(timedelta(hours=8)))
LINE = "WXKP1|419924100207|2026-11-05T09:40|44210|a1b2c3d4e5f60718"


def test_the_line_names_site_time_total_and_record() -> None:
    line = qr.sheet_line(site=SiteCode("419924100207"), at=AT, points=Points(44210), digest=DIGEST)
    assert line == LINE


def test_the_drawing_has_every_dark_module_once_and_no_other() -> None:
    drawing = qr.drawing(LINE)
    matrix = [bytes(row) for row in segno.make_qr(LINE, error="m", mask=qr.MASK).matrix]
    side = len(matrix) + 2 * qr.QUIET
    drawn = [[0] * side for _ in range(side)]
    for column, bottom, length in re.findall(r"(\d+) (\d+) (\d+) 1 re", drawing):
        for step in range(int(length)):
            drawn[side - 1 - int(bottom)][int(column) + step] += 1
    inner = [row[qr.QUIET : -qr.QUIET] for row in drawn[qr.QUIET : -qr.QUIET]]
    assert inner == [list(row) for row in matrix]
    assert sum(map(sum, drawn)) == sum(map(sum, matrix))
