"""交接单: packages that went to a team and came from it, with digests; 交接台账 of all teams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inspector.domain.wording import full_day_words
from inspector.sheets.listing import Column, Kind, Listing, Table, Total, Value
from inspector.sheets.page import A4_ACROSS

NOTE = (
    "包号是包的签名摘要，全文六十四位，四位一组；屏幕上显示前三组。校验字用来电话核对。"
    "外业电脑导入回执文件以后，收下的才不用再交，照片才能清理。"
)
NONE_GONE, NONE_CAME = "还没有下发。", "还没有收到。"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedPackage:
    """One package; ``check`` is what is read out on the telephone, empty where there is none."""

    at: datetime
    what: str
    device: str
    seq: int
    package: str
    check: str
    records: int
    photos: int
    answered: str = ""
    """The receipt that names it, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamStanding:
    """How one team stands in a round."""

    team: str
    assigned: int
    handed_in: int
    packages: int
    photos_missing: int
    apart: int
    receipt: str
    owed: str
    """What is owed and for how long, in words."""
    lacking: str = ""
    """Packages that did not come, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodySheet:
    """Everything that one team's page says."""

    county: str
    round: str
    at: datetime
    standing: TeamStanding
    gone: tuple[HandedPackage, ...]
    came: tuple[HandedPackage, ...]
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyBook:
    """How all teams stand."""

    county: str
    round: str
    at: datetime
    teams: tuple[TeamStanding, ...]
    notice: str = ""


def custody_listing(sheet: CustodySheet) -> Listing:
    """Return one team's page: what went out, what came in."""
    one = sheet.standing
    state = (
        f"应交站点 {one.assigned} 个，已交 {one.handed_in} 个；"
        f"照片{f'还缺 {one.photos_missing} 张' if one.photos_missing else '不缺'}"
        f"　截至{full_day_words(sheet.at)} {sheet.at:%H:%M}"
    )
    lacking = (f"没有到的包：{one.lacking}（后面的包会补上）。",) if one.lacking else ()
    return Listing(
        title=f"{one.team} 组交接单",
        at=sheet.at,
        tables=(
            _packages("县办发出", sheet.gone, NONE_GONE, answered=False),
            _packages("县办收到", sheet.came, NONE_CAME, answered=True),
        ),
        subtitles=(f"{sheet.round} 轮", state),
        notes=(NOTE, *lacking),
        size=A4_ACROSS,
        left=f"{sheet.county}　{one.team} 组",
        right=f"{sheet.round} 轮",
        notice=sheet.notice,
        small=True,
        signers=("县考评办", "考评组", "日期"),
    )


def custody_book(book: CustodyBook) -> Listing:
    """Return the list of all teams."""
    columns = (
        Column(title="考评组", share=10, strong=True),
        Column(title="应交", share=8, kind=Kind.COUNT, total=Total.SUM),
        Column(title="已交", share=8, kind=Kind.COUNT, total=Total.SUM),
        Column(title="收到的包", share=10, kind=Kind.COUNT, total=Total.SUM),
        Column(title="照片缺", share=9, kind=Kind.COUNT, total=Total.SUM),
        Column(title="隔离", share=8, kind=Kind.COUNT, total=Total.SUM),
        Column(title="最近回执", share=22),
        Column(title="未交、未回执", share=22, strong=True),
        Column(title="没有到的包", share=26),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            one.team,
            one.assigned,
            one.handed_in,
            one.packages,
            one.photos_missing,
            one.apart,
            one.receipt or "—",
            one.owed or "—",
            one.lacking or "—",
        )
        for one in book.teams
    )
    return Listing(
        title=f"{book.county}交接台账",
        at=book.at,
        tables=(Table(columns=columns, rows=rows, name="交接台账", empty="还没有分派。"),),
        subtitles=(f"{book.round} 轮", f"截至{full_day_words(book.at)} {book.at:%H:%M}"),
        size=A4_ACROSS,
        left=book.county,
        right=f"{book.round} 轮",
        notice=book.notice,
        small=True,
    )


def _packages(
    name: str, packages: tuple[HandedPackage, ...], empty: str, *, answered: bool
) -> Table:
    total = Total.SUM if answered else Total.NONE
    came = (
        Column(title="包号", share=371, kind=Kind.DIGEST),
        Column(title="校验字", share=60, strong=True),
        Column(title="回执", share=40),
    )
    gone = (Column(title="包号", share=371 + 60 + 40, kind=Kind.DIGEST),)
    columns = (
        Column(title="时间", share=80, kind=Kind.MOMENT),
        Column(title="内容", share=42),
        Column(title="电脑", share=48),
        Column(title="序号", share=30, kind=Kind.COUNT),
        Column(title="记录", share=44, kind=Kind.COUNT, total=total),
        Column(title="照片", share=42, kind=Kind.COUNT, total=total),
        *(came if answered else gone),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            one.at,
            one.what,
            one.device,
            one.seq,
            one.records,
            one.photos,
            one.package,
            *((one.check or "—", one.answered) if answered else ()),
        )
        for one in packages
    )
    return Table(columns=columns, rows=rows, name=name, empty=empty)
