"""The slate of the visit page, made of actions on an open field folder."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inspector.actions import scoring, slating
from inspector.actions.desk import Desk
from inspector.domain.ids import StarId
from inspector.domain.slate import PhoneClock, SlateFace
from inspector.domain.team import Member
from inspector.ui.pages.visit.slate_desk import Person


class SlateWork:
    """The slate of one visit."""

    def __init__(self, desk: Desk, visit: scoring.OpenVisit) -> None:
        self._desk, self._visit = desk, visit
        self.people: Sequence[Person] = tuple(map(_person, visit.people))

    def face(self, seat: int) -> SlateFace:
        """Return the slate at this moment."""
        return slating.face_of(self._desk, self._visit, seat)

    def clocks(self) -> Sequence[PhoneClock]:
        """Return the phones whose clocks are known."""
        return slating.clocks_of(self._desk, self._visit)

    def skip(self, reason: str) -> None:
        """Do without the slate."""
        slating.skip(self._desk, self._visit, reason)


def _person(member: Member) -> Person:
    stars = frozenset(StarId(star) for star in re.split(r"[^0-9A-Za-z]+", member.stars) if star)
    return Person(id=member.id, name=member.name, stars=stars)
