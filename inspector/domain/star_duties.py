"""Who in a team looks at which stars: the team list says so, and nothing stays without anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inspector.domain.ids import StarId
from inspector.domain.rubric import Rubric, Star
from inspector.domain.team import Member

_BETWEEN = re.compile(r"[+＋,，、;；\s]+")


def duties(rubric: Rubric, members: Sequence[Member]) -> tuple[frozenset[StarId], ...]:
    """Return the stars of each member, in the order of ``members``; every star is somebody's.

    A team list names stars by id (``CY+ST``) or by part of their name (产业、生态), of one form
    only. Stars that nobody has are dealt out in the form's order, each to the one who has fewest
    checkpoints by then; of equals the first.

    Raises:
        ValueError: There is nobody.
    """
    if not members:
        raise ValueError("a team without members")
    known = [star.id for star in rubric.stars]
    held = [{star.id for star in rubric.stars if _named(star, member)} for member in members]
    weights = {star.id: sum(len(item.checkpoints) for item in star.items) for star in rubric.stars}
    for star in known:
        if not any(star in own for own in held):
            lightest = min(held, key=lambda own: sum(weights[one] for one in own))
            lightest.add(star)
    return tuple(frozenset(own) for own in held)


def _named(star: Star, member: Member) -> bool:
    words = [word for word in _BETWEEN.split(member.stars) if word]
    return any(word.upper() == star.id or (len(word) > 1 and word in star.name) for word in words)
