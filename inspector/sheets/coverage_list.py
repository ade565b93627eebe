"""覆盖情况: how many of the planned sites came in, and the name of every one that did not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from inspector.domain.wording import full_day_words
from inspector.sheets.document import heading, paragraph, title_rows, write_document
from inspector.sheets.flow import Row, space
from inspector.sheets.furniture import Furniture
from inspector.sheets.table import Column, table


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


def write_coverage_list(out: Path, sheet: CoverageSheet) -> None:
    """Write the list as PDF, whole or not at all.

    Raises:
        InspectorError: The disk refused, see ``platform.durable``.
    """
    furniture = Furniture(left=sheet.county, right=sheet.round, notice="")
    title = f"{sheet.county}考评覆盖情况 {sheet.round}"
    write_document(out, _rows(sheet), furniture, title=title, at=sheet.at)


def _rows(sheet: CoverageSheet) -> Iterator[Row]:
    planned = sum(one.planned for one in sheet.townships)
    received = sum(one.received for one in sheet.townships)
    state = f"收到 {received} / {planned}　截至{full_day_words(sheet.at)} {sheet.at:%H:%M}"
    yield from title_rows(f"{sheet.county}考评覆盖情况", (sheet.round, state))
    yield heading(f"没有收到的 {len(sheet.missing)} 个站点" if sheet.missing else "全部收到")
    if sheet.missing:
        columns = (
            Column(title="乡镇（街道）", share=20),
            Column(title="村（社区）", share=38, strong=True),
            Column(title="尾号", share=9, figures=True),
            Column(title="考评组", share=13),
            Column(title="原因", share=26),
        )
        yield from table(
            columns,
            (
                (one.township, one.name, one.tail, one.team, one.reason or "未说明")
                for one in sheet.missing
            ),
        )
    yield space(8)
    for remark in sheet.remarks:
        yield paragraph(remark)
    yield heading("按乡镇")
    counts = (
        Column(title="乡镇（街道）", share=40, strong=True),
        Column(title="应评", share=20, figures=True),
        Column(title="收到", share=20, figures=True),
        Column(title="还缺", share=20, figures=True),
    )
    yield from table(
        counts,
        (
            (one.name, str(one.planned), str(one.received), str(one.planned - one.received))
            for one in sheet.townships
        ),
    )
