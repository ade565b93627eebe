"""Learn from what teams wrote: the phrases that the next round's letters stand for."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.actions.forms import PHRASES, RUBRIC, document_of, plain_rubric
from inspector.domain.ids import Digest, RoundId, TeamId
from inspector.domain.phrases import learn, phrases_to_tree
from inspector.domain.visit import Counted
from inspector.store.unit import UnitOfWork

ROUNDS = 3
"""So many rounds before are learned from: what was common last year may be mended."""


def learn_phrases(unit: UnitOfWork, round_id: RoundId) -> None:
    """Keep the phrases of a round, once: a package written again has the same letters.

    Raises:
        FormMissing: A visit was scored with a form that the county does not hold.
    """
    known = [document for document in unit.documents.all(PHRASES) if document.version == round_id]
    if known:
        unit.documents.put(known[0])
        return
    earlier = [one.id for one in unit.rounds.all() if one.id != round_id][-ROUNDS:]
    learned = {
        rubric.id: found
        for rubric in map(plain_rubric, unit.documents.all_current(RUBRIC))
        if (found := learn(rubric, _used(unit, earlier, rubric.digest)))
    }
    if learned:
        unit.documents.put(document_of(PHRASES, phrases_to_tree(round_id, learned)))


def _used(
    unit: UnitOfWork, rounds: list[RoundId], form: Digest
) -> Iterator[tuple[TeamId, Counted]]:
    """Yield what was counted with a form, visit by visit."""
    for round_id in rounds:
        counted = unit.visits.items_of_round(round_id)
        for line in unit.visits.lines(round_id):
            visit = unit.visits.one(line.uid) if line.uid in counted else None
            if visit is not None and visit.rubric == form:
                yield line.key.team, counted[line.uid]
