"""实地考评打分表 of sealed visits, and the record of those without points."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.papers.document import BOTH, Document, Group, Per, Planned, Wish
from inspector.actions.papers.sealed_visits import sealed_lines, visit_words
from inspector.actions.visit_sheets import file_stem, visit_leaf
from inspector.domain.errors import InspectorError
from inspector.sheets.leaf import Leaf
from inspector.store.visits import VisitLine


class NothingToPrint(InspectorError):
    """No visit was sealed, so there is no sheet."""

    code: ClassVar[str] = "W211"
    what: ClassVar[str] = "{round} 轮没有定稿的站点，没有打分表可印。"
    next_step: ClassVar[str] = "请先定稿；没有定稿的可在窗口里看预览稿。"


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return a sheet for each sealed visit of the round.

    Raises:
        NoRound, NoSuchRound, NothingToPrint: There is none.
    """
    round_id, lines = sealed_lines(desk, wish)
    if not lines:
        raise NothingToPrint(round=round_id)
    return [
        Planned(
            key=str(line.uid),
            words=visit_words(line),
            make=partial(_leaf, desk, line),
            site=line.key.site,
        )
        for line in lines
    ]


def _leaf(desk: Desk, line: VisitLine) -> Leaf:
    with desk.store.reading() as reading:
        return visit_leaf(reading, desk, line.uid, stem=f"打分表_{file_stem(line)}")


SCORE_SHEETS = Document(
    name="score-sheet",
    title="实地考评打分表",
    about="村里签字的那张表：每项得分、扣在哪里、照片；走访记录也在这里",
    group=Group.VISIT,
    roles=BOTH,
    per=Per.VISIT,
    plan=plan,
)
