"""The desk of the page 线索联审, made of actions on an open office folder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inspector.actions import annotating, denying, joint_review, showing
from inspector.actions.denying import Decision
from inspector.actions.desk import Desk
from inspector.actions.joint_review import Case
from inspector.domain.denial import Denial
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, SiteCode
from inspector.domain.marks import Marks
from inspector.platform.clock import CHINA


class OfficeClues:
    """What the page asks for."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def cases(self) -> Sequence[Case]:
        """Return every case, by site and entry."""
        return joint_review.cases(self._desk)

    def case(self, site: str, entry: str) -> Case:
        """Return the case of an entry at a site, noted by a team or not."""
        return joint_review.case_of(self._desk, site, entry)

    def decide(self, site: SiteCode, decision: Decision) -> Denial:
        """Enter what the joint review decided."""
        return denying.decide(self._desk, site, decision)

    def today(self) -> date:
        """Return the day."""
        return self._desk.clock().astimezone(CHINA).date()

    def thumbnail(self, photo: Digest) -> bytes | None:
        """Return the small picture that the decode process left, or None: no waiting here."""
        try:
            return showing.thumbnail_of(self._desk, photo)
        except InspectorError:
            return None  # 未检, 不合格 or lost: the box stays empty, the words count

    def marks(self, photo: Digest) -> Marks:
        """Return what the team drew on a photo."""
        return annotating.marks_on(self._desk, photo)
