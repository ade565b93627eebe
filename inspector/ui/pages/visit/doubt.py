"""Numbers that only a slip of the hand gives: 1120 faults on one row. Pure.

Digits append, so 11 and 20 typed without a pause are 1120. Such a number is not counted before
Enter says that it is meant.
"""

from __future__ import annotations

from inspector.domain.rubric import Checkpoint, Deduct, Item

MANY = 99
"""Two digits: nobody walks a village and counts a hundred of one fault."""

OVER = 2
"""How many times over a number may take all points of its item before it is asked about. Rows
stop at their own floor, and inspectors go on counting; but not so long."""


def most_likely(item: Item, row: Checkpoint) -> int:
    """Return the largest number of faults on a row that is taken without a question.

    That is what the form gives: the cells of its ledger, or so many faults as would cost the
    whole item twice; never more than :data:`MANY`. Samples have their own limit.
    """
    if row.grid is not None:
        return len(row.grid.rows) * len(row.grid.columns)
    if not isinstance(row.rule, Deduct) or not row.rule.per:
        return MANY
    return min(MANY, OVER * -(-item.max // row.rule.per))
