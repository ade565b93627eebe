"""覆盖情况: how many of the planned sites came in, and the name of every one that did not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from inspector.domain.wording import full_day_words
from inspector.sheets.listing import Column, Kind, Listing, Table, Total, Value

ALL_THERE = "全部收到"
NOT_ONE = "应评的站点一个不缺。"
UNSAID = "未说明"


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipCoverage:
    """One township: how many sites were planned, and how many came in."""

    name: str
    planned: int
    received: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingSite:
    """A site that did not come in, who was to see it, and what is known of the reason."""

    township: str
    name: str
    tail: str
    team: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSheet:
    """Everything a coverage list prints."""

    county: str
    round: str
    at: datetime
    townships: tuple[TownshipCoverage, ...]
    missing: tuple[MissingSite, ...] = ()
    remarks: tuple[str, ...] = ()
    """Doubles and conflicts, one sentence each."""


def coverage_listing(sheet: CoverageSheet) -> Listing:
    """Return the list: first what is missing, then all townships."""
    planned = sum(one.planned for one in sheet.townships)
    received = sum(one.received for one in sheet.townships)
    state = f"收到 {received} / {planned}　截至{full_day_words(sheet.at)} {sheet.at:%H:%M}"
    return Listing(
        title=f"{sheet.county}考评覆盖情况",
        at=sheet.at,
        tables=(_missing(sheet), _townships(sheet)),
        subtitles=(f"{sheet.round} 轮", state),
        notes=sheet.remarks,
        left=sheet.county,
        right=f"{sheet.round} 轮",
    )


def _missing(sheet: CoverageSheet) -> Table:
    columns = (
        Column(title="乡镇（街道）", share=20),
        Column(title="村（社区）", share=38, strong=True),
        Column(title="尾号", share=9, kind=Kind.CODE),
        Column(title="考评组", share=13),
        Column(title="原因", share=26),
    )
    rows = tuple(
        (one.township, one.name, one.tail, one.team, one.reason or UNSAID) for one in sheet.missing
    )
    name = f"没有收到的 {len(rows)} 个站点" if rows else ALL_THERE
    return Table(columns=columns, rows=rows, name=name, empty=NOT_ONE)


def _townships(sheet: CoverageSheet) -> Table:
    columns = (
        Column(title="乡镇（街道）", share=36, strong=True),
        Column(title="应评", share=16, kind=Kind.COUNT, total=Total.SUM, key="planned"),
        Column(title="收到", share=16, kind=Kind.COUNT, total=Total.SUM, key="received"),
        Column(
            title="还缺",
            share=16,
            kind=Kind.COUNT,
            total=Total.SUM,
            formula="{planned}-{received}",
        ),
        Column(
            title="收到率",
            share=16,
            kind=Kind.PERCENT,
            total=Total.MEAN,
            by="planned",
            formula="{received}/{planned}",
        ),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            one.name,
            one.planned,
            one.received,
            one.planned - one.received,
            Fraction(one.received, one.planned) if one.planned else "—",
        )
        for one in sheet.townships
    )
    return Table(columns=columns, rows=rows, name="按乡镇（街道）")
