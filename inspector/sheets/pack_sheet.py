"""周清单 and 月度材料: what one township, or one star's task force, has to know, on a few pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from inspector.domain.wording import full_day_words
from inspector.sheets.ledger_list import LedgerLine, ledger_table
from inspector.sheets.listing import Column, Kind, Listing, Table, Total, Value
from inspector.sheets.page import A4_ACROSS

NOTHING_DUE, NOTHING = "{due}：没有。", "没有。"
NOT_SEEN = "未评"
TOWNSHIP_SIGNS, OFFICE_SIGNS = ("填表人", "乡镇（街道）签收"), ("填表人", "牵头单位签收")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSite:
    """One site of a township; without ``percent`` it has no result in this round."""

    name: str
    tail: str
    place: int | None
    percent: Fraction | None
    level: int | None
    problems: int
    standing: int
    """Problems that are still open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTownship:
    """One township's problems, for a task force."""

    name: str
    problems: int
    standing: int
    due: int
    """Open ones whose deadline comes in the days that the pack is about."""
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSheet:
    """Everything that a pack prints; ``about`` are its lines under the title, cover line first."""

    county: str
    round: str
    unit: str
    """A township, or the office that leads a task force."""
    name: str
    """周清单 or 月度材料."""
    at: datetime
    about: tuple[str, ...]
    due: tuple[LedgerLine, ...] | None = None
    """Open problems whose deadline has come or is near; None leaves the table out."""
    due_name: str = ""
    """Which days it is about, in words."""
    sites: tuple[PackSite, ...] = ()
    townships: tuple[PackTownship, ...] = ()
    lines: tuple[LedgerLine, ...] | None = None
    """All problems; None leaves the table out."""
    state: str = ""
    notice: str = ""
    signers: tuple[str, ...] = TOWNSHIP_SIGNS


def pack_listing(sheet: PackSheet) -> Listing:
    """Return the pack: what is due, results, all problems, as far as the sheet has them."""
    tables: list[Table] = []
    if sheet.due is not None:
        empty = NOTHING if sheet.townships else NOTHING_DUE.format(due=sheet.due_name)
        tables.append(ledger_table(sheet.due, name=sheet.due_name, key="due", empty=empty))
    if sheet.sites:
        tables.append(_sites(sheet.sites))
    if sheet.townships:
        tables.append(_townships(sheet.townships))
    if sheet.lines is not None:
        tables.append(ledger_table(sheet.lines, name="全部问题", by_hand=False))
    return Listing(
        title=f"{sheet.unit}{sheet.name}",
        at=sheet.at,
        tables=tuple(tables),
        subtitles=(f"{sheet.round} 轮　截至{full_day_words(sheet.at)}", *sheet.about),
        size=A4_ACROSS,
        left=f"{sheet.county}　{sheet.unit}",
        right=f"{sheet.round} 轮",
        notice=sheet.notice,
        state=sheet.state,
        hint="排名还没冻结" if sheet.state else "",
        small=True,
        signers=sheet.signers,
    )


def _sites(sites: Sequence[PackSite]) -> Table:
    columns = (
        Column(title="村（社区）", share=40, strong=True),
        Column(title="尾号", share=9, kind=Kind.CODE),
        Column(title="全县名次", share=12, kind=Kind.COUNT),
        Column(title="百分制", share=12, kind=Kind.SCORE, strong=True, total=Total.MEAN),
        Column(title="星级", share=10, kind=Kind.COUNT),
        Column(title="问题", share=10, kind=Kind.COUNT, total=Total.SUM),
        Column(title="未销号", share=12, kind=Kind.COUNT, total=Total.SUM),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            one.name,
            one.tail,
            "—" if one.place is None else one.place,
            NOT_SEEN if one.percent is None else one.percent,
            "—" if one.level is None else one.level,
            one.problems,
            one.standing,
        )
        for one in sites
    )
    name = "各村（社区）成绩和问题"
    return Table(columns=columns, rows=rows, name=name, total_title="平均、合计")


def _townships(townships: Sequence[PackTownship]) -> Table:
    columns = (
        Column(title="乡镇（街道）", share=40, strong=True),
        Column(title="问题", share=14, kind=Kind.COUNT, total=Total.SUM),
        Column(title="未销号", share=14, kind=Kind.COUNT, total=Total.SUM),
        Column(title="将到期", share=14, kind=Kind.COUNT, total=Total.SUM),
        Column(title="超期", share=14, kind=Kind.COUNT, strong=True, total=Total.SUM),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (one.name, one.problems, one.standing, one.due, one.overdue) for one in townships
    )
    return Table(columns=columns, rows=rows, name="按乡镇（街道）")
