"""PDFs to look at and to print: a long list with long and rare names, sheets across and upright."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.pdfgen.canvas import Canvas

from inspector.sheets.coverage_list import (
    CoverageSheet,
    MissingSite,
    TownshipCoverage,
    write_coverage_list,
)

AT = datetime(2026, 11, 5, 9, 30, tzinfo=timezone(timedelta(hours=8)))
LONG = "黄泛区农场第三分场与清渠镇共同管理的东西大街及南北环路联合社区村"
RARE = "䢺𬇙垌村"


@cache
def list_pdf(sites: int = 499) -> bytes:
    """A list of villages: every seventh has 33 characters, the others rare ones."""
    sheet = CoverageSheet(
        county="禾县",
        round="2026-11",
        at=AT,
        townships=(TownshipCoverage(name="㟃头镇", planned=sites, received=0),),
        missing=tuple(
            MissingSite(
                township="㟃头镇",
                name=LONG if number % 7 == 0 else f"{RARE}{number}",
                tail=f"{number:03}",
                team="T01",
            )
            for number in range(sites)
        ),
        remarks=(),
    )
    with TemporaryDirectory() as folder:
        out = Path(folder) / "list.pdf"
        write_coverage_list(out, sheet)
        return out.read_bytes()


def mixed_pdf(*leaves: str) -> bytes:
    """A page for each word: ``A4``, ``across`` or ``A3``, numbered, framed at the rim."""
    sizes = {"A4": A4, "across": landscape(A4), "A3": landscape(A3)}
    held = BytesIO()
    canvas = Canvas(held, invariant=1)
    for number, leaf in enumerate(leaves, 1):
        width, height = sizes[leaf]
        canvas.setPageSize((width, height))
        canvas.rect(40, 40, width - 80, height - 80)
        canvas.setFont("Helvetica-Bold", 160)
        canvas.drawCentredString(width / 2, height / 2, str(number))
        canvas.showPage()
    canvas.save()
    return held.getvalue()
