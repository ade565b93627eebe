"""What a ranking would be frozen without: sites that are missing, in conflict or to be recounted.

Freezing it all the same is the county's decision; it needs a reason, which the edition keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from inspector.actions.covering import CoverageBoard
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId, SiteCode
from inspector.domain.ranking import Exclusion, Ranking

NAMED = 5
"""Sites that the sentence itself names; the list below it names all."""


class RoundUnsettled(InspectorError):
    """A round is to be frozen with something open, and nobody said why.

    ``problems`` holds a line for every site.
    """

    code: ClassVar[str] = "T212"
    what: ClassVar[str] = "{round} 轮 {open}有 {names}。"
    next_step: ClassVar[str] = (
        "请先收齐、裁定；不再等的，加 --reason 写明原因，原因记在这一版里，印在排名表上。"
    )

    def __init__(self, round_id: RoundId, unsettled: Unsettled) -> None:
        self.problems = unsettled.lines()
        places = [*unsettled.owing, *unsettled.clashes, *unsettled.recounts]
        more = f"等 {len(places)} 处" if len(places) > NAMED else ""
        names = "、".join(places[:NAMED]) + more
        super().__init__(round=round_id, open=unsettled.sentence(), names=names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """Places, as people say them, that a frozen ranking would lack."""

    owing: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    recounts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return True if anything is open."""
        return bool(self.owing or self.clashes or self.recounts)

    def words(self) -> tuple[str, ...]:
        """Say how many of each kind, the kinds that there are."""
        said = (
            (self.owing, f"{len(self.owing)} 村未交"),
            (self.clashes, f"{len(self.clashes)} 处冲突没裁定"),
            (self.recounts, f"{len(self.recounts)} 村待核算"),
        )
        return tuple(sentence for places, sentence in said if places)

    def sentence(self) -> str:
        """Say what is open and what freezing takes; empty if nothing is open."""
        return f"{'，'.join(self.words())}；要冻结须写明原因。" if self else ""

    def lines(self) -> tuple[str, ...]:
        """Return a line for every place."""
        return (
            *(f"未交：{place}" for place in self.owing),
            *(f"冲突：{place}" for place in self.clashes),
            *(f"待核算：{place}" for place in self.recounts),
        )

    def kept(self, reason: str) -> str:
        """Return what the edition keeps: the reason, and what was open when it was given."""
        return f"冻结时 {'，'.join(self.words())}；原因：{reason}" if self else reason


def unsettled(ranking: Ranking, covered: CoverageBoard) -> Unsettled:
    """Look at what stands in the way of freezing a ranking of ``covered``'s round."""
    places = _places(covered)
    return Unsettled(
        owing=tuple(gap.place for gap in covered.gaps),
        clashes=tuple(clash.place for clash in covered.conflicts),
        recounts=tuple(
            places.get(one.site, str(one.site))
            for one in ranking.excluded
            if one.why is Exclusion.RECOUNT
        ),
    )


def _places(covered: CoverageBoard) -> Mapping[SiteCode, str]:
    return {
        code: f"{township.name} {name}（{code[-3:]}）"
        for township in covered.townships
        for code, name, _state in township.cells
    }
