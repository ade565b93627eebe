"""Check characters that the office reads out on the telephone for packages it took in."""

from __future__ import annotations

from collections.abc import Iterable

from inspector.actions.desk import Desk
from inspector.actions.trusting import invitations_of
from inspector.domain.ids import RoundId, TeamId
from inspector.exchange.check_code import check_of
from inspector.store.packages import Direction
from inspector.store.unit import Reading


def check_in(reading: Reading, package: str, *, round_id: RoundId, team: TeamId) -> str:
    """Return the check characters of a package; empty if the team was not invited to its round."""
    for one in invitations_of(reading):
        if (one.round, one.team) == (round_id, team):
            return check_of(one.secret, package)
    return ""


def check_codes(desk: Desk, packages: Iterable[str]) -> dict[str, str]:
    """Return the check characters of packages that were taken in, by their id."""
    with desk.store.reading() as reading:
        lines = {one.id: one for one in reading.packages.all(Direction.IN)}
        found = {
            package: check_in(
                reading, package, round_id=lines[package].round, team=lines[package].team
            )
            for package in packages
            if package in lines
        }
    return {package: code for package, code in found.items() if code}
