"""覆盖情况: what came in of a round, and the name of every gap."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from inspector.actions import keys
from inspector.actions.covering import coverage
from inspector.actions.desk import Desk
from inspector.actions.papers.document import OFFICE, Document, Group, Per, Planned, Wish
from inspector.actions.rounds import round_meant
from inspector.domain.ids import RoundId
from inspector.sheets.coverage_list import (
    CoverageSheet,
    MissingSite,
    TownshipCoverage,
    coverage_listing,
)
from inspector.sheets.leaf import Leaf
from inspector.sheets.listing_pdf import listing_leaf


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return the round's coverage.

    Raises:
        NoRound, NoSuchRound: There is no such round.
    """
    with desk.store.reading() as reading:
        round_id = round_meant(reading, wish.round).id
    make = partial(_leaf, desk, round_id)
    return [Planned(key=round_id, words=f"{round_id} 轮覆盖情况", make=make)]


def _leaf(desk: Desk, round_id: RoundId) -> Leaf:
    board = coverage(desk, round_id)
    with desk.store.reading() as reading:
        county = reading.meta.get(keys.COUNTY_NAME) or ""
    sheet = CoverageSheet(
        county=county,
        round=round_id,
        at=desk.clock(),
        townships=tuple(
            TownshipCoverage(name=one.name, planned=one.planned, received=one.received)
            for one in board.townships
        ),
        missing=tuple(
            MissingSite(township=gap.township, name=gap.name, tail=gap.code[-3:], team=gap.team)
            for gap in board.gaps
        ),
        remarks=tuple(f"{clash.place}：{clash.sentence}" for clash in board.conflicts),
    )
    return listing_leaf(coverage_listing(sheet), stem=f"覆盖情况_{round_id}")


COVERAGE = Document(
    name="coverage",
    title="覆盖情况",
    about="这一轮收到多少、还缺哪些站点，逐个点名",
    group=Group.RANKING,
    roles=OFFICE,
    per=Per.ONE,
    plan=plan,
    table=True,
)
