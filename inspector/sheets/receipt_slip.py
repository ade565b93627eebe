"""回执单: what the office took in of one team, on one page to be signed and taken away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from inspector.domain.wording import full_day_words
from inspector.sheets.document import heading, lay_out, paragraph, signing, title_rows
from inspector.sheets.flow import Row, space
from inspector.sheets.furniture import Furniture
from inspector.sheets.leaf import Leaf
from inspector.sheets.listing import in_fours
from inspector.sheets.paper import Paper
from inspector.sheets.table import Column, table

LISTED, NAMED = 12, 3
"""Packages and sentences on the page, the newest; more do not fit on one."""

NAMED_DIGITS = 12
"""Digits of a package id that people compare with the screen."""

SIGNERS = ("县考评办", "考评组", "日期")
NOTE = (
    "校验字用来电话核对：考评组在“收工”页输入，相符就说明县办确实收下了这个包。"
    "导入回执文件以后，收下的才不用再交，照片才能清理。"
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
    standing: tuple[int, int] | None
    """Sites handed in and assigned; None on a receipt that another has followed."""
    file: str
    """The 包号 of the receipt's own file."""
    photos: int
    missing: int
    """Photos that records name and the office does not have."""
    packages: tuple[TakenPackage, ...]
    """The newest first."""
    lacking: tuple[str, ...] = ()
    """Packages whose numbers did not come, a sentence for each laptop."""
    turned: tuple[str, ...] = ()
    """Packages refused or set apart, a sentence each."""


def receipt_leaf(slip: ReceiptSlip, *, stem: str) -> Leaf:
    """Return the page as a document of its own."""

    def draw(paper: Paper) -> None:
        lay_out(paper, _rows(slip), Furniture(left=slip.county, right=_round(slip), notice=""))

    title = f"{slip.team} 组回执单 第 {slip.number} 号"
    return Leaf(stem=stem, title=title, author=slip.county, at=slip.at, draw=draw)


def _rows(slip: ReceiptSlip) -> Iterator[Row]:
    state = f"第 {slip.number} 号　{full_day_words(slip.at)} {slip.at:%H:%M}"
    file = f"回执文件包号 {in_fours(slip.file)}"
    yield from title_rows(f"{slip.team} 组回执单", filter(None, (_round(slip), state, file)))
    yield space(4)
    photos = f"还缺 {slip.missing} 张。" if slip.missing else "不缺。"
    yield paragraph(f"{_standing(slip)}照片累计收到 {slip.photos} 张，{photos}")
    yield heading(f"累计收下 {len(slip.packages)} 个包")
    yield from table(COLUMNS, (_cells(one) for one in slip.packages[:LISTED]))
    if len(slip.packages) > LISTED:
        yield paragraph(f"只列最近 {LISTED} 个，其余的在回执文件里。")
    for title, sentences, place in (
        ("没有到的包（后面的包会补上）", slip.lacking, "见本组交接单"),
        ("没有收下的包", slip.turned, "在回执文件里"),
    ):
        if sentences:
            yield space(6)
            yield heading(title)
            for sentence in sentences[:NAMED]:
                yield paragraph(sentence)
            if len(sentences) > NAMED:
                yield paragraph(f"还有 {len(sentences) - NAMED} 条，{place}。")
    yield space(10)
    yield paragraph(NOTE)
    yield space(6)
    yield signing(SIGNERS)


def _round(slip: ReceiptSlip) -> str:
    return f"{slip.round} 轮" if slip.round else ""


def _standing(slip: ReceiptSlip) -> str:
    if slip.standing is None:
        return "这张回执之后还有新的，以最新一张为准。"
    handed_in, assigned = slip.standing
    return f"{_round(slip)}应交站点 {assigned} 个，已交 {handed_in} 个；"


def _cells(one: TakenPackage) -> tuple[str, ...]:
    at = f"{one.at.month}月{one.at.day}日 {one.at:%H:%M}"
    place = f"{one.device}　{one.seq} 号"
    package = in_fours(one.package[:NAMED_DIGITS])
    return package, one.check, place, str(one.records), str(one.photos), at
