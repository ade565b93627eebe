"""复核记录: one site scored twice, where the two differ, which one counts and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from inspector.domain.points import Points
from inspector.domain.ranking import percent_text
from inspector.domain.wording import full_day_words
from inspector.sheets.listing import Column, Kind, Listing, Table, Total, Value
from inspector.sheets.page import A4_ACROSS

SIGNERS = ("原考评组", "复核组", "县考评办", "日期")
NOT_COMPARED = "暂不比较。"
NO_DIFFERENCE = "各项得分都相同。"
NOTE = "差是复核分减原分。只列得分不同的项；两次的全表见各自的打分表，凭记录码核对。"
ROUNDED = "百分制的分取两位小数，差按取整前的分算。"

STARS = (
    Column(title="星", share=34, strong=True),
    Column(title="满分", share=14, kind=Kind.POINTS, total=Total.SUM),
    Column(title="原分", share=14, kind=Kind.POINTS, key="first", total=Total.SUM),
    Column(title="复核分", share=14, kind=Kind.POINTS, key="again", total=Total.SUM),
    Column(
        title="差",
        share=14,
        kind=Kind.POINTS,
        strong=True,
        formula="{again}-{first}",
        total=Total.SUM,
    ),
)
ITEMS = (
    Column(title="项目", share=34, strong=True),
    Column(title="满分", share=9, kind=Kind.POINTS),
    Column(title="原分", share=9, kind=Kind.POINTS, key="first"),
    Column(title="复核分", share=10, kind=Kind.POINTS, key="again"),
    Column(title="差", share=10, kind=Kind.POINTS, strong=True, formula="{again}-{first}"),
    Column(title="原考评组记的", share=54),
    Column(title="复核组记的", share=54),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenBy:
    """One of the two visits: who, when, under which code; ``percent`` on the hundred scale."""

    team: str
    at: datetime
    code: str
    percent: Fraction | None
    """None where its marks do not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Points of one star or item in both visits; hundredths."""

    name: str
    max: Points
    first: Points
    again: Points


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBeside:
    """One item whose points differ, and what either team wrote down; 无问题 where nothing."""

    points: Beside
    first_said: str
    again_said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckRecord:
    """Everything the record of one recheck prints."""

    county: str
    round: str
    of: str
    township: str
    name: str
    tail: str
    first: SeenBy
    again: SeenBy
    stars: tuple[Beside, ...]
    """None where nothing compares."""
    items: tuple[ItemBeside, ...]
    verdict: str
    """Which marks count, and by which rule."""
    notice: str = ""
    qr: str = ""


def recheck_record(record: RecheckRecord) -> Listing:
    """Return the record as tables: the stars with their sum, then the items that differ."""
    compared = bool(record.stars)
    return Listing(
        title=f"{record.name}复核记录",
        at=record.again.at,
        tables=(
            Table(
                columns=STARS,
                rows=tuple(map(_cells, record.stars)),
                name="各星得分",
                empty=NOT_COMPARED,
            ),
            Table(
                columns=ITEMS,
                rows=tuple(
                    (*_cells(one.points), one.first_said, one.again_said) for one in record.items
                ),
                name=f"得分不同的 {len(record.items)} 项",
                empty=NO_DIFFERENCE if compared else NOT_COMPARED,
            ),
        ),
        subtitles=(
            f"{record.township}　尾号 {record.tail}　{record.round} 复核 {record.of} 轮",
            _seen("原考评", record.first),
            _seen("复　核", record.again),
            f"结论　{record.verdict}",
        ),
        notes=(f"{NOTE}{ROUNDED}" if compared else NOTE,),
        size=A4_ACROSS,
        small=True,
        left=f"{record.county}　{record.township} {record.name}（尾号 {record.tail}）",
        right=f"{record.round} 轮",
        notice=record.notice,
        code=record.again.code,
        qr=record.qr,
        signers=SIGNERS,
    )


def _seen(what: str, one: SeenBy) -> str:
    percent = "" if one.percent is None else f"　百分制 {percent_text(one.percent)}"
    return f"{what}　{one.team} 组　{full_day_words(one.at)}定稿{percent}　记录码 {one.code}"


def _cells(one: Beside) -> tuple[Value, ...]:
    return one.name, one.max, one.first, one.again, one.again - one.first
