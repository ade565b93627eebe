"""The frozen rankings of earlier rounds, as bulletins and talk lists look back at them."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.actions.ranking import latest_edition
from inspector.domain.ids import RoundId
from inspector.domain.ranking import Edition
from inspector.store.unit import Reading


def editions_back(reading: Reading, round_id: RoundId) -> Iterator[Edition]:
    """Yield the newest edition of a round and of each ranked round before it, newest first."""
    order = [one.id for one in reading.rounds.all()]
    for one in reversed(order[: order.index(round_id) + 1]):
        edition = latest_edition(reading, one)
        if edition is not None:
            yield edition


def edition_before(reading: Reading, round_id: RoundId) -> Edition | None:
    """Return the newest edition of the latest ranked round before ``round_id``, or None."""
    found = (one for one in editions_back(reading, round_id) if one.round != round_id)
    return next(found, None)
