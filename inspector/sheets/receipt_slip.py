"""回执单: what the office took in of one team, on one page to be signed and taken away."""

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

LISTED, NAMED = 16, 5
"""Packages and sentences on the page, the newest; more do not fit on one."""

NOTE = (
    "校验字用来电话核对：考评组在“收工”页输入，相符就说明县办确实收下了这个包。"
    "只有导入回执文件，电脑才会少交、才能清理照片。"
)
COLUMNS = (
    Column(title="包号", share=24, strong=True),
    Column(title="校验字", share=18, strong=True),
    Column(title="电脑、序号", share=22),
    Column(title="记录", share=10, figures=True),
    Column(title="照片", share=10, figures=True),
    Column(title="收到时间", share=22),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPackage:
    """One package that was taken in; ``check`` is what is read out on the telephone."""

    package: str
    check: str
    device: str
    seq: int
    records: int
    photos: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSlip:
    """Everything that the page says."""

    county: str
    round: str
    team: str
    number: int
    at: datetime
    assigned: int
    handed_in: int
    photos: int
    missing: int
    """Photos that records name and the office does not have."""
    packages: tuple[TakenPackage, ...]
    """The newest first."""
    lacking: tuple[str, ...] = ()
    """Packages whose numbers did not come, a sentence for each laptop."""
    turned: tuple[str, ...] = ()
    """Packages refused or set apart, a sentence each."""


def write_receipt_slip(out: Path, slip: ReceiptSlip) -> None:
    """Write the page as PDF, whole or not at all.

    Raises:
        InspectorError: The disk refused, see ``platform.durable``.
    """
    furniture = Furniture(left=slip.county, right=slip.round, notice="")
    title = f"{slip.team} 回执单 第 {slip.number} 号"
    write_document(out, _rows(slip), furniture, title=title, at=slip.at)


def _rows(slip: ReceiptSlip) -> Iterator[Row]:
    state = f"第 {slip.number} 号　{full_day_words(slip.at)} {slip.at:%H:%M}"
    yield from title_rows(f"{slip.team}　回执单", (slip.round, state))
    yield paragraph(
        f"站点已交 {slip.handed_in} / {slip.assigned}；照片收到 {slip.photos} 张，"
        + (f"还缺 {slip.missing} 张。" if slip.missing else "不缺。")
    )
    yield heading(f"收下的 {len(slip.packages)} 个包")
    yield from table(COLUMNS, (_cells(one) for one in slip.packages[:LISTED]))
    if len(slip.packages) > LISTED:
        yield paragraph(f"只列最近 {LISTED} 个，其余的在回执文件里。")
    for title, sentences in (
        ("没有到的包（后面的包会补上）", slip.lacking),
        ("没有收下的包", slip.turned),
    ):
        if sentences:
            yield heading(title)
            for sentence in sentences[:NAMED]:
                yield paragraph(sentence)
    yield space(10)
    yield paragraph(NOTE)
    yield space(16)
    yield paragraph("县考评办（签字）：　　　　　　　　　考评组（签字）：")


def _cells(one: TakenPackage) -> tuple[str, ...]:
    at = f"{one.at.month}月{one.at.day}日 {one.at:%H:%M}"
    place = f"{one.device}　{one.seq} 号"
    return one.package[:12], one.check, place, str(one.records), str(one.photos), at
