"""Sites 站点 and townships 乡镇: the places of a county."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from inspector.domain.ids import CountyCode, RubricId, SiteCode, TownshipCode


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """The county that a data folder belongs to."""

    code: CountyCode
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Township:
    """A township or street office; ``kind`` is 街道, 镇 or 乡 as the list gives it."""

    code: TownshipCode
    name: str
    kind: str = ""


def township_names(townships: Iterable[Township]) -> dict[TownshipCode, str]:
    """Return what lists call townships: their names; namesakes with digits of their codes."""
    listed = list(townships)
    count = Counter(one.name for one in listed)
    return {
        one.code: one.name if count[one.name] == 1 else f"{one.name}（{one.code[6:9]}）"
        for one in listed
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A village or community 村(社区). ``lon`` and ``lat`` are decimal degrees as text."""

    code: SiteCode
    name: str
    township: TownshipCode
    rubric: RubricId
    """The form that scores it: an attribute of the site, never guessed from its name."""
    kind: str = ""
    initials: str = ""
    """Pinyin initials of the name, lower case, for searching."""
    lon: str = ""
    lat: str = ""
    secretary: str = ""
    remark: str = ""
    phone: str = ""
    """The secretary's telephone number, as the list writes it."""

    @property
    def tail(self) -> str:
        """The last three digits of the code (尾号), which people know by heart."""
        return self.code[-3:]
