"""Packages that were refused: noted with what the file says of itself, which nobody vouches for."""

from __future__ import annotations

from pathlib import Path

from inspector.actions.desk import Desk
from inspector.domain.errors import InspectorError
from inspector.domain.ids import TeamId
from inspector.domain.receipt import Turned
from inspector.exchange import open_package
from inspector.store.events import Event
from inspector.store.unit import Reading

REFUSE = "refuse"
_NOBODY = "-"


def note_refusal(desk: Desk, file: Path, code: str, sentence: str = "") -> None:
    """Note for later questions, and for the team's receipt, that a package was refused."""
    try:
        claims = open_package.describe(file)
        claimed = f"{claims.header.facts.team or _NOBODY} {claims.package_id}"
    except InspectorError:  # not even its header can be read
        claimed = f"{_NOBODY} {_NOBODY}"
    detail = f"{code} {claimed} {sentence}"
    with desk.store.unit() as unit:
        unit.events.add(
            Event(at=desk.clock(), actor="", kind=REFUSE, subject=file.name, detail=detail)
        )
        unit.commit()


def refusals_of(reading: Reading, team: TeamId) -> tuple[Turned, ...]:
    """Return the refused packages that claim to be a team's, each once, newest first."""
    found: dict[str, Turned] = {}
    for event in reading.events.of_kind(REFUSE):
        code, claimed, package, sentence = (*event.detail.split(" ", 3), "", "", "")[:4]
        if claimed == team:
            found.setdefault(
                package,
                Turned(
                    package=package,
                    name=event.subject,
                    code=code,
                    sentence=sentence,
                    apart=False,
                ),
            )
    return tuple(found.values())
