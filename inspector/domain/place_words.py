"""What a site is called to its face: a community 社区 is no village 村, on paper or on screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from inspector.domain.site import Site


class Settlement(StrEnum):
    """The two kinds of site; the value is what people call one."""

    VILLAGE = "村"
    COMMUNITY = "社区"


COMMITTEES = {Settlement.VILLAGE: "村民委员会", Settlement.COMMUNITY: "居民委员会"}
"""What the statistics bureau calls them in ``kind_by_code``."""


EITHER = "村（社区）"


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words for one kind of site; both kinds in one where it is not known."""

    name: str
    """村, 社区, or 村（社区）."""
    inside: str
    """Of the people there: 村里."""

    @property
    def secretary(self) -> str:
        """Who signs for it: 村党组织书记."""
        return f"{self.name}党组织书记"

    @property
    def both_sign(self) -> str:
        """Who keeps the two copies that are signed."""
        return f"一式两份，{self.name}和县各存一份"

    def fit(self, text: str) -> str:
        """Return a text that is written for either kind, such as a policy's, in these words."""
        return text.replace(EITHER, self.name)


VILLAGE_WORDS = PlaceWords("村", "村里")
COMMUNITY_WORDS = PlaceWords("社区", "社区")
EITHER_WORDS = PlaceWords(EITHER, EITHER)

_WORDS = {Settlement.VILLAGE: VILLAGE_WORDS, Settlement.COMMUNITY: COMMUNITY_WORDS}


def settlement(site: Site) -> Settlement | None:
    """Return which kind a site is, by what its list says, else by its code; never by its name."""
    community, village = ("社区" in site.kind or "居" in site.kind), "村" in site.kind
    if community is village:
        return coded_settlement(site.code)
    return Settlement.COMMUNITY if community else Settlement.VILLAGE


def coded_settlement(code: str) -> Settlement | None:
    """Return the kind that the last three digits of a code stand for, if they stand for one.

    001 to 199 are 居民委员会, 200 to 399 村民委员会. Source: 统计用区划代码和城乡划分代码编制规则.
    """
    tail = code[-3:]
    number = int(tail) if tail.isdecimal() else 0
    if 1 <= number <= 199:
        return Settlement.COMMUNITY
    return Settlement.VILLAGE if 200 <= number <= 399 else None


def place_words(site: Site | None) -> PlaceWords:
    """Return the words for a site; those that fit either kind where it is not known."""
    kind = settlement(site) if site is not None else None
    return _WORDS[kind] if kind is not None else EITHER_WORDS
