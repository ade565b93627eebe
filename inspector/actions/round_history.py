"""The frozen rankings of earlier rounds, as bulletins and talk lists look back at them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import takewhile

from inspector.actions.ranking import latest_edition
from inspector.domain.edition_tree import edition_from_tree
from inspector.domain.ids import Digest, RoundId
from inspector.domain.ranking import Edition
from inspector.store.unit import Reading

NEWEST = Digest("")
"""No digest: everything that is frozen."""


def editions_back(reading: Reading, round_id: RoundId) -> Iterator[Edition]:
    """Yield the newest edition of a round and of each ranked round before it, newest first."""
    order = [one.id for one in reading.rounds.all()]
    for one in reversed(order[: order.index(round_id) + 1]):
        edition = latest_edition(reading, one)
        if edition is not None:
            yield edition


def edition_before(reading: Reading, round_id: RoundId, upto: Digest = NEWEST) -> Edition | None:
    """Return the newest edition of the latest ranked round before ``round_id``, or None.

    With the digest of an edition as ``upto``, what was frozen after that one is not looked at: a
    paper printed again compares with what it compared with then.
    """
    lines = takewhile(lambda line: line.digest != upto, reading.editions.all())
    newest = {line.round: line for line in lines}
    earlier = takewhile(lambda one: one.id != round_id, reading.rounds.all())
    found = [newest[one.id] for one in earlier if one.id in newest]
    return edition_from_tree(json.loads(found[-1].text)) if found else None
