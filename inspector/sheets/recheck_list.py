"""复核清单: which sites are scored again, by whom, and how the marks compare once both are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from inspector.domain.wording import full_day_words
from inspector.sheets.listing import Column, Kind, Listing, Table, Value

COLUMNS = (
    Column(title="乡镇（街道）", share=17),
    Column(title="村（社区）", share=27, strong=True),
    Column(title="尾号", share=8, kind=Kind.CODE),
    Column(title="原考评组", share=11),
    Column(title="复核组", share=9),
    Column(title="原分", share=10, kind=Kind.SCORE, key="first"),
    Column(title="复核分", share=10, kind=Kind.SCORE, key="again"),
    Column(title="差", share=12, kind=Kind.SCORE, strong=True),
    Column(title="结果", share=23),
)
NOTE = "分数按百分制，差是复核分减原分，按取整前的分算。两边都收齐才印分数，去复核的人不看原分。"
REFUSED_NOTE = "“拒签”的站点不经抽签，都要复核。"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckRow:
    """One site; marks on the hundred scale, None until both are in."""

    township: str
    name: str
    tail: str
    first_team: str
    again_team: str
    first: Fraction | None = None
    again: Fraction | None = None
    over: str = ""
    """The word for a difference over the limit, such as ``"超 5 分"``."""
    state: str = ""
    refused: bool = False

    @property
    def compared(self) -> bool:
        """True once both are in."""
        return self.first is not None and self.again is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckSheet:
    """Everything a list of rechecks prints."""

    county: str
    round: str
    of: str
    seed: int | None
    limit: str
    at: datetime
    rows: tuple[RecheckRow, ...]
    remarks: tuple[str, ...] = ()
    notice: str = ""


def recheck_listing(sheet: RecheckSheet) -> Listing:
    """Return the list with a line for each site of the sample."""
    over = sum(bool(one.over) for one in sheet.rows)
    came = sum(one.compared for one in sheet.rows)
    drawn = f"　抽签种子 {sheet.seed}" if sheet.seed is not None else ""
    refused = (REFUSED_NOTE,) if any(one.refused for one in sheet.rows) else ()
    told = f"已比对 {came} 个，相差超过 {sheet.limit} 分的 {over} 个"
    return Listing(
        title=f"{sheet.county}复核清单",
        at=sheet.at,
        tables=(
            Table(
                columns=COLUMNS,
                rows=tuple(map(_cells, sheet.rows)),
                name="复核清单",
                empty="没有要复核的站点。",
            ),
        ),
        subtitles=(
            f"{sheet.round}　复核 {sheet.of} 轮　{len(sheet.rows)} 个站点{drawn}",
            f"{told}　截至{full_day_words(sheet.at)} {sheet.at:%H:%M}",
        ),
        notes=(NOTE, *refused, *(f"{one}。" for one in sheet.remarks)),
        left=sheet.county,
        right=f"{sheet.round} 轮",
        notice=sheet.notice,
    )


def _cells(one: RecheckRow) -> tuple[Value, ...]:
    said = "，".join(part for part in (one.over, one.state, "拒签" if one.refused else "") if part)
    first, again = (one.first, one.again) if one.compared else (None, None)
    gap = None if first is None or again is None else again - first
    return (
        one.township, one.name, one.tail, one.first_team, one.again_team, first, again, gap, said,
    )  # fmt: skip
