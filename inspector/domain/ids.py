"""Names for the keys that travel between laptops."""

from __future__ import annotations

from typing import NewType

CountyCode = NewType("CountyCode", str)
"""Six digits, GB/T 2260, such as ``"419924"``."""

TownshipCode = NewType("TownshipCode", str)
"""A township's code as its site list writes it (9 or 12 digits)."""

SiteCode = NewType("SiteCode", str)
"""A village's or community's twelve-digit code (统计用区划代码)."""

TeamId = NewType("TeamId", str)
"""A team (考评组), such as ``"T07"``."""

PersonId = NewType("PersonId", str)
"""A team member, such as ``"T07-2"``; a new person gets a new id."""

RoundId = NewType("RoundId", str)
"""A round (轮次): any short key, such as ``"2026-11"``."""

RubricId = NewType("RubricId", str)
"""A rubric (评分标准), such as ``"rural"``."""

StepId = NewType("StepId", str)
"""A step of the visit: ``"listen"``, ``"look"``, ``"check"`` in the county's own forms."""

StarId = NewType("StarId", str)
"""A star (星) of one rubric, such as ``"ZB"``."""

ItemCode = NewType("ItemCode", str)
"""An item (考评项) of one rubric, such as ``"ST-2"``."""

CheckpointCode = NewType("CheckpointCode", str)
"""A checkpoint (要点) of one rubric, such as ``"ST-2.1"``."""

Digest = NewType("Digest", str)
"""A SHA-256 in 64 lower-case hex digits."""

Rid = NewType("Rid", str)
"""A record's id: the SHA-256 of its canonical bytes, see ``domain.record``."""

VisitUid = NewType("VisitUid", str)
"""``<round>/<kind>/<site>/<team>/<ordinal>``: the same on every laptop of a team."""
