"""Phrases 常用原因 that learn: what teams used most stands on the first letters next time.

Letters never move during a visit, so the county learns when it hands a round out, and what it
learned travels as a document of that round.

Source: UI design, section 3.3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from inspector.domain import reading
from inspector.domain.canonical import Tree
from inspector.domain.ids import CheckpointCode, RoundId, RubricId, TeamId
from inspector.domain.questions import WRONG_ANSWER
from inspector.domain.rubric import Checkpoint, Item, Rubric
from inspector.domain.visit import Counted

MOST = 12
"""Phrases of a checkpoint (rubric schema, ``phrases``); the first six have letters."""

LONGEST = 12
"""Characters: longer own words are a description, not a phrase."""

TEAMS = 2
"""So many teams must have written the same words before they become a phrase."""

Phrases = Mapping[CheckpointCode, tuple[str, ...]]
"""The phrases of checkpoints, the first six for the letters."""

Learned = Mapping[RubricId, Phrases]
"""For each form, the phrases of its checkpoints where use has changed them."""


def learn(rubric: Rubric, used: Iterable[tuple[TeamId, Counted]]) -> Phrases:
    """Order a form's phrases by how often they were used, and add words that teams share.

    The order of the form breaks ties; checkpoints whose phrases stay as they are are left out.
    """
    times: dict[CheckpointCode, Counter[str]] = {}
    teams: dict[tuple[CheckpointCode, str], set[TeamId]] = {}
    for team, counted in used:
        for item in counted.values():
            for code, entry in item.entries.items():
                for reason in entry.reasons:
                    times.setdefault(code, Counter())[reason.text] += 1
                    teams.setdefault((code, reason.text), set()).add(team)
    known = {row.code: row for item in rubric.items() for row in item.checkpoints}
    found: dict[CheckpointCode, tuple[str, ...]] = {}
    for code, count in times.items():
        row = known.get(code)
        if row is None:
            continue
        phrases = _ordered(row, count, teams)
        if phrases != row.phrases:
            found[code] = phrases
    return found


def with_phrases(rubric: Rubric, learned: Phrases) -> Rubric:
    """Return a form with learned phrases; it is the same form, and keeps its digest."""
    if not learned:
        return rubric
    stars = tuple(
        replace(star, items=tuple(_item(item, learned) for item in star.items))
        for star in rubric.stars
    )
    return replace(rubric, stars=stars)


def phrases_to_tree(round_id: RoundId, learned: Learned) -> dict[str, Tree]:
    """Write what was learned as the document of a round."""
    return {
        "schema": "inspector.phrases/1",
        "id": "phrases",
        "version": str(round_id),
        "phrases": {
            str(form): {str(code): list(phrases) for code, phrases in sorted(rows.items())}
            for form, rows in sorted(learned.items())
        },
    }


def phrases_from_tree(
    tree: Mapping[str, Tree],
) -> Learned:
    """Read what was learned.

    Raises:
        BadTree: A key is missing, or a value is of another kind.
    """
    return {
        RubricId(form): {
            CheckpointCode(code): reading.texts(phrases)[:MOST]
            for code, phrases in reading.as_mapping(rows).items()
        }
        for form, rows in reading.mapping(tree, "phrases").items()
    }


def _ordered(
    row: Checkpoint, count: Counter[str], teams: Mapping[tuple[CheckpointCode, str], set[TeamId]]
) -> tuple[str, ...]:
    own = [
        text
        for text in sorted(count)
        if text not in row.phrases
        and len(text) <= LONGEST
        and not text.startswith(WRONG_ANSWER)
        and len(teams[row.code, text]) >= TEAMS
    ]
    places = {text: place for place, text in enumerate((*row.phrases, *own))}
    return tuple(sorted(places, key=lambda text: (-count[text], places[text])))[:MOST]


def _item(item: Item, learned: Phrases) -> Item:
    rows = tuple(
        replace(row, phrases=learned[row.code]) if row.code in learned else row
        for row in item.checkpoints
    )
    return replace(item, checkpoints=rows)
