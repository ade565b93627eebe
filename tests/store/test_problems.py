"""Problems come back by site and in their order; a later dispatch replaces them all."""

from __future__ import annotations

from dataclasses import replace

from inspector.domain.ids import CheckpointCode, ItemCode, RoundId, SiteCode
from inspector.domain.problem import Problem
from inspector.store.store import Store

ONE = Problem(
    site=SiteCode("419924100201"),
    item=ItemCode("ST-2"),
    checkpoint=CheckpointCode("ST-2.1"),
    fact="柴草乱堆×2",
    round=RoundId("2026-10"),
    deadline="限期整改",
)
WHOLE = replace(ONE, item=ItemCode("PA-1"), checkpoint=None, fact="群体事件", deadline="")
ELSEWHERE = replace(ONE, site=SiteCode("419924100202"))


def test_problems_are_kept_by_site(empty: Store) -> None:
    with empty.unit() as unit:
        unit.problems.put([ELSEWHERE, WHOLE, ONE])
        unit.commit()
    with empty.reading() as reading:
        assert reading.problems.of_site(ONE.site) == (WHOLE, ONE)
        assert reading.problems.of_site(SiteCode("9")) == ()
        assert reading.problems.counts() == {ONE.site: 2, ELSEWHERE.site: 1}


def test_a_later_dispatch_replaces_them(empty: Store) -> None:
    with empty.unit() as unit:
        unit.problems.put([ONE, WHOLE])
        unit.problems.put([ELSEWHERE])
        assert unit.problems.counts() == {ELSEWHERE.site: 1}
        unit.problems.put([])
        assert unit.problems.counts() == {}
