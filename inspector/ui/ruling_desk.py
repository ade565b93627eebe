"""The desk of the page 冲突裁定, made of actions on an open office folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspector.actions import adjudicating, annotating, picking, showing
from inspector.actions.adjudicating import Disputed
from inspector.actions.desk import Desk
from inspector.actions.rounds import current_round
from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, RoundId, TeamId
from inspector.domain.marks import Marks
from inspector.domain.points import show
from inspector.domain.visit import VisitKey
from inspector.ui.pages.rulings import texts


class OfficeRulings:
    """What the page asks for; both laptops of one team and two teams on one site."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def round(self) -> RoundId | None:
        """Return the round in hand, or None while there is none."""
        with self._desk.store.reading() as reading:
            found = current_round(reading)
        return found.id if found is not None else None

    def disputes(self) -> Sequence[Disputed]:
        """Return what is disputed in the round in hand, or was."""
        round_id = self.round()
        if round_id is None:
            return ()
        laptops = adjudicating.disputed_visits(self._desk, round_id)
        return (*laptops, *picking.doubled_sites(self._desk, round_id))

    def rule(self, disputed: Disputed, choices: Mapping[str, str], by: str, why: str) -> str:
        """Rule, and say what it came to."""
        if picking.TEAM in choices:
            key, team = VisitKey.parse(disputed.uid), TeamId(choices[picking.TEAM])
            picking.pick_team(self._desk, key.round, key.site, team, by=by, why=why)
            return texts.PICKED.format(place=disputed.place, team=team)
        ruled = adjudicating.adjudicate(self._desk, disputed.uid, choices, by=by, why=why)
        if ruled.left:
            return texts.LEFT.format(place=ruled.place, left=ruled.left)
        return texts.SETTLED.format(
            place=ruled.place, points=show(ruled.points), level=ruled.level_name
        )

    def thumbnail(self, photo: Digest) -> bytes | None:
        """Return the small picture that the decode process left, or None: no waiting here."""
        try:
            return showing.thumbnail_of(self._desk, photo)
        except InspectorError:
            return None  # 未检, 不合格 or lost: the box stays empty, the marks count

    def marks(self, photo: Digest) -> Marks:
        """Return what the team drew on a photo."""
        return annotating.marks_on(self._desk, photo)
