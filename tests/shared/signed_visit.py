"""Sealed, signed and received visits of the played county, for tests of what follows the seal."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from played_county import County, at_office, count_site, sites_of

from inspector.actions import checking_tables, receiving, scoring, sealing, signing
from inspector.actions.desk import Desk
from inspector.actions.diagnosis import State
from inspector.actions.signing import Signing
from inspector.domain.ids import VisitUid
from inspector.domain.signing import SignState
from inspector.domain.wording import record_code

ESCORT = Signing(part="escort", name="邵丽")


def sealed_visit(desk: Desk) -> scoring.OpenVisit:
    visit = count_site(desk, sites_of(desk)[0])
    sealing.seal(desk, visit)
    return scoring.open_visit(desk, visit.line.site.code)


def code_of(desk: Desk, visit: scoring.OpenVisit) -> str:
    """Return the code on the sheet of the seal in force."""
    with desk.store.reading() as reading:
        head = reading.visits.one(visit.uid)
    assert head is not None
    assert head.sealing is not None
    return record_code(head.sealing.digest)


def text_of(pdf: bytes) -> str:
    """Return what stands on a sheet, without blanks and line ends."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def sign_all(desk: Desk, visit: scoring.OpenVisit, *instead: Signing) -> SignState:
    """Print, let everybody sign on paper, but for those of ``instead``, and lock."""
    signing.note_printed(desk, visit, 2)
    given = {"secretary": Signing(part="secretary", name="韩建业"), "escort": ESCORT}
    given |= {one.part: one for one in instead}
    for line in signing.sign_lines(desk, visit):
        signing.sign(desk, visit, given.get(line.due.part, Signing(part=line.due.part)))
    return signing.lock(desk, visit)


def received(county: County, package: Path, uid: str) -> tuple[SignState | None, set[str]]:
    """Take a package in and return where the visit stands, and its flags."""
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            line = reading.visits.line(VisitUid(uid))
        whole = checking_tables.check_projection(desk, mend=False)
    assert whole.state is State.WELL, whole.sentence
    assert line is not None
    return line.signed, set(line.flags)
