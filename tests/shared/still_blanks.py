"""Paper without a store: four villages, one of them typed twice, with two differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from still_day import LONG

from inspector.actions.double_entry import Comparison, NoSecondEntry
from inspector.actions.entry_books import BookEntered
from inspector.domain.double_entry import Choice, Difference, DoubleState, Settled
from inspector.domain.ids import CheckpointCode, ItemCode, SiteCode, VisitUid
from inspector.domain.progress import Ticket
from inspector.domain.visit import VisitState
from inspector.ui.pages.blanks.desk import BlankLine

UID = VisitUid("2026-11/cross/419901100211/T01/1")
ROWS = tuple(
    BlankLine(
        uid=VisitUid(f"2026-11/cross/4199011002{10 + number}/T01/1"),
        site=SiteCode(f"4199011002{10 + number}"),
        township="㟃头镇",
        name=name,
        state=state,
        double=double,
    )
    for number, (name, state, double) in enumerate(
        [
            (LONG, VisitState.OPEN, DoubleState.OPEN),
            ("后𬇙沟䢺村", VisitState.OPEN, DoubleState.DONE),
            ("八〇五村", VisitState.SEALED, DoubleState.NONE),
            ("垌垴村", VisitState.PLANNED, DoubleState.NONE),
        ],
        start=1,
    )
)
DIFFERENCES = (
    Difference(
        item=ItemCode("ZB-1"),
        checkpoint=CheckpointCode("ZB-1.1"),
        text="脱稿汇报目标、短板、措施三项是否讲清",
        first="无问题",
        second="没有填",
    ),
    Difference(
        item=ItemCode("ST-2"),
        checkpoint=CheckpointCode("ST-2.1"),
        text="主街、背街和房前屋后没有柴草乱堆、线缆乱拉",
        first="3 处 × 0.5 分 = 扣 1.5 分（柴草乱堆×2、线缆乱拉）",
        second="4 处 × 0.5 分 = 扣 2 分（柴草乱堆×3、线缆乱拉）",
    ),
)
SETTLED = Settled(
    code="PA-1.2", choice=Choice.SECOND, by="田文博", first="无问题", second="评为“差”，得 0 分"
)


class StillBlanks:
    """Keeps what it was asked for in ``asked``; ``refusal`` is raised by whatever is called."""

    def __init__(self, rows: Sequence[BlankLine] = ROWS) -> None:
        self.rows = tuple(rows)
        self.asked: list[tuple[object, ...]] = []
        self.refusal: Exception | None = None
        self.shown = Comparison(
            uid=UID,
            place=f"㟃头镇 {LONG}（211）",
            first="芦玉兰",
            second="侯䢺𬇙",
            compared=112,
            open=DIFFERENCES,
            settled=(SETTLED,),
        )

    def _note(self, *asked: object) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.asked.append(asked)

    def lines(self) -> Sequence[BlankLine]:
        if self.refusal is not None:
            raise self.refusal
        return self.rows

    def print_blank(
        self, document: str, out: Path, sites: Sequence[SiteCode], ticket: Ticket
    ) -> Sequence[Path]:
        ticket.step(1, 1)
        self._note(document, out, tuple(sites))
        return [out / "a.pdf"]

    def print_card(self, out: Path) -> Path:
        self._note("card", out)
        return out / "按键卡.pdf"

    def write_book(self, out: Path, sites: Sequence[SiteCode]) -> Path:
        self._note("book", out, tuple(sites))
        return out / "录入表.xlsx"

    def enter(self, file: Path, ticket: Ticket) -> BookEntered:
        ticket.step(1, 1)
        self._note("enter", file)
        return BookEntered(entered=(), skipped=(("㟃头镇 八〇五村（213）", "已经定稿，没动"),))

    def enter_second(self, file: Path, by: str) -> tuple[Comparison, ...]:
        self._note("second", file, by)
        return (self.shown,)

    def comparison(self, uid: VisitUid) -> Comparison:
        if self.refusal is not None:
            raise self.refusal
        if uid != UID:
            raise NoSecondEntry(place=uid)
        return self.shown

    def verify(self, text: str) -> Sequence[str]:
        self._note("verify", text)
        return ("记录码对得上", f"{text}：85 分。")

    def settle(self, uid: VisitUid, code: str, choice: Choice, by: str) -> Comparison:
        self._note("settle", uid, code, choice, by)
        told = Settled(code=code, choice=choice, by=by, first="甲", second="乙")
        left = tuple(one for one in self.shown.open if one.code != code)
        self.shown = replace(self.shown, open=left, settled=(*self.shown.settled, told))
        return self.shown
