"""Rounds after the played one, frozen with invented scores: one site a township."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from played_county import ROUND

from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.domain.canonical import canonical
from inspector.domain.edition_tree import edition_from_tree, edition_to_tree
from inspector.domain.ids import RoundId, SiteCode, TownshipCode
from inspector.domain.points import Points
from inspector.domain.ranking import SiteResult, freeze, rank
from inspector.domain.team import Pattern, Round
from inspector.store.editions import EditionLine

LATER = RoundId("2026-12")
THIRD = RoundId("2027-01")
AT = datetime(2026, 12, 17, 9, 0, tzinfo=timezone(timedelta(hours=8)))


def plan_later(desk: Desk, round_id: RoundId = LATER) -> None:
    """Put a round down without assignments: four townships have no third way to rotate."""
    with desk.store.unit() as unit:
        unit.rounds.put(Round(id=round_id, pattern=Pattern.DRAW, kind="cross", seed=7), ())
        unit.commit()


def freeze_scores(desk: Desk, round_id: RoundId, scores: Mapping[TownshipCode, int]) -> None:
    """Freeze a ranking in which each township's first site has the given percent."""
    with desk.store.unit() as unit:
        policy = policy_of(unit)
        sites = {line.site.township: line.site.code for line in reversed(unit.sites.lines())}
        results = [
            SiteResult(
                site=SiteCode(sites[township]),
                township=township,
                points=Points(score * 100),
                max=Points(10000),
                level=3,
            )
            for township, score in scores.items()
        ]
        number = len(unit.editions.all(round_id)) + 1
        latest = unit.editions.latest(round_id)
        edition = freeze(
            rank(results, unit.sites.townships(), policy.ranking),
            round_id=round_id,
            policy=policy.digest,
            at=AT.isoformat(timespec="seconds"),
            by="",
            before=edition_from_tree(json.loads(latest.text)) if latest else None,
            reason="更正" if latest else "",
        )
        unit.editions.add(
            EditionLine(
                id=f"{round_id}/{number}",
                round=round_id,
                digest=edition.digest,
                text=canonical(edition_to_tree(edition)).decode(),
                at=AT,
                by="",
            )
        )
        unit.commit()


__all__ = ["AT", "LATER", "ROUND", "THIRD", "freeze_scores", "plan_later"]
