"""复核清单: which sites are scored again, by whom, and how the marks compare once both are in."""

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

COLUMNS = (
    Column(title="乡镇（街道）", share=16),
    Column(title="村（社区）", share=28, strong=True),
    Column(title="尾号", share=8, figures=True),
    Column(title="原考评组", share=10),
    Column(title="复核组", share=9),
    Column(title="原分", share=10, figures=True),
    Column(title="复核分", share=10, figures=True),
    Column(title="差", share=10, figures=True),
    Column(title="结果", share=19),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckRow:
    """One site; marks are texts of the hundred scale, empty until both are in."""

    township: str
    name: str
    tail: str
    first_team: str
    again_team: str
    first: str = ""
    again: str = ""
    gap: str = ""
    over: bool = False
    state: str = ""
    refused: bool = False


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


def write_recheck_list(out: Path, sheet: RecheckSheet) -> None:
    """Write the list as PDF, whole or not at all.

    Raises:
        InspectorError: The disk refused, see ``platform.durable``.
    """
    furniture = Furniture(left=sheet.county, right=sheet.round, notice="")
    title = f"{sheet.county}复核清单 {sheet.round}"
    write_document(out, _rows(sheet), furniture, title=title, at=sheet.at)


def _rows(sheet: RecheckSheet) -> Iterator[Row]:
    over = sum(one.over for one in sheet.rows)
    came = sum(bool(one.gap) for one in sheet.rows)
    drawn = f"　抽签种子 {sheet.seed}" if sheet.seed is not None else ""
    yield from title_rows(
        f"{sheet.county}复核清单",
        (
            f"{sheet.round}　复核 {sheet.of} 轮　{len(sheet.rows)} 个站点{drawn}",
            f"截至{full_day_words(sheet.at)} {sheet.at:%H:%M}",
        ),
    )
    yield heading(f"已比对 {came} 个，相差超过 {sheet.limit} 分的 {over} 个")
    yield from table(COLUMNS, map(_cells, sheet.rows))
    yield space(8)
    yield paragraph("分数按百分制。两边都收齐才印分数，去复核的人不看原分。")
    if any(one.refused for one in sheet.rows):
        yield paragraph("“拒签”的站点不经抽签，都要复核。")
    for remark in sheet.remarks:
        yield paragraph(remark)


def _cells(one: RecheckRow) -> tuple[str, ...]:
    parts = ("超限" if one.over else "", one.state, "拒签" if one.refused else "")
    said = "，".join(part for part in parts if part)
    return (
        one.township, one.name, one.tail, one.first_team, one.again_team,
        one.first, one.again, one.gap, said,
    )  # fmt: skip
