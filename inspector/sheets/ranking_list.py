"""排名表: townships and sites in order, 暂定 across each page until the ranking is frozen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import partial

from inspector.domain.ids import Digest
from inspector.domain.points import Points
from inspector.domain.policy import OrderBy
from inspector.domain.wording import (
    FEW_SITES,
    PROVISIONAL,
    change_words,
    edition_word,
    full_day_words,
    record_code,
)
from inspector.sheets import qr
from inspector.sheets.listing import Column, Kind, Listing, Table, Total, Value

TITLE = "“五星”支部创建考评排名表"
NOT_FINAL = "还没冻结，不作依据"

FIRST_ROUND = "较上轮：首轮，前面没有冻结的排名可比。"
NONE = "—"

SEEN = "SUMPRODUCT(--({sites.township:}={name}))"
MEAN = "SUMPRODUCT(--({sites.township:}={name}),{sites.percent:})/{seen}"
TOP = "SUMPRODUCT(({{sites.township:}}={{name}})*({{sites.level:}}>={top}))"
"""AVERAGEIF and COUNTIF would take a name that begins with ``=`` or ``>`` for a condition."""

SHARE = "{top}/{seen}"
PERCENT = "{points}/{max}*100"
SITE_PLACE = "RANK({percent},{percent:})"
ORDER_KEYS = {OrderBy.SCORE: "score", OrderBy.FIVE_STAR_SHARE: "share"}
"""Columns by which townships are ordered; rectification has no figures yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipPlace:
    """A township's line. ``percent`` is the mean of its sites, 0 to 100, exact."""

    place: int
    name: str
    percent: Fraction
    seen: int
    planned: int
    five_star: int
    """Sites that hold all the stars."""
    few: bool = False
    before: int | None = None
    """Its place in the round before; None if it had none."""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlace:
    """A site's line: ``points`` of ``most``, ``percent`` 0 to 100, exact."""

    place: int
    township: str
    name: str
    tail: str
    percent: Fraction
    points: Points
    most: Points
    level: int
    before: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A site whose result this edition changed; percents 0 to 100, None where it did not count."""

    township: str
    name: str
    tail: str
    before: Fraction | None
    now: Fraction | None
    place_before: int | None
    place_now: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What makes a ranking final: its digest, the number of the edition, when."""

    digest: Digest
    edition: int
    at: datetime
    reason: str = ""
    """Why it was corrected, or frozen with something open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The frozen ranking of the round before, with which places are compared."""

    round: str
    edition: int
    sites: int
    """How many sites it ranked."""
    by_site: bool = True
    """False where so many more or fewer sites were ranked that their places say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingSheet:
    """Everything a ranking list prints; without ``frozen`` it is provisional and says so."""

    county: str
    round: str
    at: datetime
    """When it was drawn up; of a frozen one, ``frozen.at`` is printed."""
    rule: str
    """By what is ranked and how ties are treated, in one or two sentences."""
    townships: tuple[TownshipPlace, ...] = ()
    sites: tuple[SitePlace, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    remarks: tuple[str, ...] = ()
    """What does not count and why, one sentence each."""
    notice: str = ""
    frozen: Frozen | None = None
    before: Compared | None = None
    """None if no round before has a frozen ranking."""
    top_level: int = 5
    order_by: tuple[OrderBy, ...] = (OrderBy.SCORE, OrderBy.FIVE_STAR_SHARE)


MOVED = (
    Column(title="上轮\n名次", share=8, kind=Kind.COUNT),
    Column(title="较上轮", share=10),
)


def ranking_listing(sheet: RankingSheet) -> Listing:
    """Return the list: townships, sites, and what a correction changed."""
    frozen = sheet.frozen
    at = frozen.at if frozen else sheet.at
    state = (
        f"{edition_word(frozen.edition)}　{full_day_words(frozen.at)}"
        if frozen
        else f"{full_day_words(sheet.at)} {sheet.at:%H:%M} 的数字，冻结前可能变化"
    )
    tables = [_townships(sheet)] if sheet.townships else []
    tables += [_sites(sheet)] if sheet.sites or not tables else []
    tables += [_corrections(sheet.corrected)] if sheet.corrected else []
    return Listing(
        title=f"{sheet.county}{TITLE}" + ("" if frozen else f"（{PROVISIONAL}）"),
        at=at,
        tables=tuple(tables),
        subtitles=(f"{sheet.round} 轮", state),
        notes=tuple(map(_ended, _notes(sheet))),
        left=sheet.county,
        right=f"{sheet.round} 轮",
        notice=sheet.notice,
        state="" if frozen else PROVISIONAL,
        hint="" if frozen else NOT_FINAL,
        code=record_code(frozen.digest) if frozen else "",
        qr=qr.edition_line(sheet.round, frozen.edition, at=at, digest=frozen.digest)
        if frozen
        else "",
    )


def _ended(note: str) -> str:
    return note if note.endswith(("。", "；", "！", "？")) else f"{note}。"


def _notes(sheet: RankingSheet) -> Iterator[str]:
    if sheet.frozen and sheet.frozen.reason:
        yield f"冻结说明：{sheet.frozen.reason}"
    yield f"排名规则：{sheet.rule}"
    yield _compared_words(sheet.before)
    if any(place.few for place in sheet.townships):
        yield f"“{FEW_SITES}”：已考评的站点太少，名次仅供参考。"
    yield from sheet.remarks


def _compared_words(before: Compared | None) -> str:
    if before is None:
        return FIRST_ROUND
    other = "" if before.by_site else "两轮站点数差得多，村（社区）不比。"
    return (
        f"较上轮：与 {before.round} 轮（{edition_word(before.edition)}，"
        f"{before.sites} 个站点有成绩）比名次；“{NONE}”是上轮没有名次。{other}"
    )


def _place_title(sheet: RankingSheet) -> str:
    """Return the head of the places; a comma file has no other spot to say that they may change."""
    return "名次" if sheet.frozen else f"{PROVISIONAL}\n名次"


def _before(place: int, before: int | None) -> tuple[Value, ...]:
    """Return the place in the round before, and how it moved."""
    return (NONE, NONE) if before is None else (before, change_words(before, place))


def _townships(sheet: RankingSheet) -> Table:
    rows = tuple(
        (
            one.place,
            one.name,
            one.percent,
            one.seen,
            one.planned,
            one.five_star,
            Fraction(one.five_star, one.seen) if one.seen else NONE,
            *(_before(one.place, one.before) if sheet.before else ()),
            "　".join(filter(None, (FEW_SITES if one.few else "", one.remark))),
        )
        for one in sheet.townships
    )
    return Table(
        columns=_township_columns(sheet),
        rows=rows,
        name="乡镇（街道）排名",
        key="townships",
        total_title="全县",
    )


def _township_columns(sheet: RankingSheet) -> tuple[Column, ...]:
    """Return the columns; what is counted from the sites is a formula where they are beside."""
    mean, seen, top = (MEAN, SEEN, TOP.format(top=sheet.top_level)) if sheet.sites else [""] * 3
    place = _place_formula(sheet.order_by) if all(one.seen for one in sheet.townships) else ""
    added = partial(Column, share=8, kind=Kind.COUNT, total=Total.SUM)
    weighed = partial(Column, total=Total.MEAN, by="seen")
    return (
        _place(sheet, place),
        Column(title="乡镇（街道）", share=25, strong=True, key="name"),
        weighed(
            title="平均得分\n（百分制）",
            share=13,
            kind=Kind.SCORE,
            strong=True,
            key="score",
            formula=mean,
        ),
        added(title="已评", key="seen", formula=seen),
        added(title="应评", key="planned"),
        added(title="五星\n站点", key="top", formula=top),
        weighed(title="五星\n占比", share=12, kind=Kind.PERCENT, key="share", formula=SHARE),
        *(MOVED if sheet.before else ()),
        Column(title="备注", share=13),
    )


def _place(sheet: RankingSheet, formula: str) -> Column:
    title = _place_title(sheet)
    return Column(title=title, share=7, kind=Kind.COUNT, strong=True, key="place", formula=formula)


def _place_formula(order_by: Sequence[OrderBy]) -> str:
    """Return a formula that counts who is ahead, by one column after the other.

    Means are added up in another order than ours, so a tie must not hang on the last bit.
    """
    ahead, level = ["0"], ""
    for key in (ORDER_KEYS[order] for order in order_by if order in ORDER_KEYS):
        ahead.append(f"{level}(ROUND({{{key}:}},9)>ROUND({{{key}}},9))")
        level += f"(ROUND({{{key}:}},9)=ROUND({{{key}}},9))*"
    return f"1+SUMPRODUCT({'+'.join(ahead)})"


def _sites(sheet: RankingSheet) -> Table:
    moved = sheet.before is not None and sheet.before.by_site
    columns = (
        _place(sheet, SITE_PLACE),
        Column(title="乡镇（街道）", share=17, key="township"),
        Column(title="村（社区）", share=32 if moved else 46, strong=True, key="name"),
        Column(title="尾号", share=7, kind=Kind.CODE),
        Column(
            title="百分制",
            share=10,
            kind=Kind.SCORE,
            strong=True,
            key="percent",
            formula=PERCENT,
        ),
        Column(title="总分", share=10, kind=Kind.POINTS, key="points"),
        Column(title="满分", share=10, kind=Kind.POINTS, key="max"),
        Column(title="星级", share=7, kind=Kind.COUNT, key="level"),
        *(MOVED if moved else ()),
        Column(title="备注", share=13),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            one.place,
            one.township,
            one.name,
            one.tail,
            one.percent,
            one.points,
            one.most,
            one.level,
            *(_before(one.place, one.before) if moved else ()),
            one.remark,
        )
        for one in sheet.sites
    )
    return Table(columns=columns, rows=rows, name="村（社区）排名", key="sites")


def _corrections(changed: Sequence[Corrected]) -> Table:
    columns = (
        Column(title="乡镇（街道）", share=20),
        Column(title="村（社区）", share=34, strong=True),
        Column(title="尾号", share=8, kind=Kind.CODE),
        Column(title="原百分制", share=12, kind=Kind.SCORE),
        Column(title="新百分制", share=12, kind=Kind.SCORE, strong=True),
        Column(title="原名次", share=9, kind=Kind.COUNT),
        Column(title="新名次", share=9, kind=Kind.COUNT, strong=True),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            one.township,
            one.name,
            one.tail,
            "未计入" if one.before is None else one.before,
            "未计入" if one.now is None else one.now,
            "—" if one.place_before is None else one.place_before,
            "—" if one.place_now is None else one.place_now,
        )
        for one in changed
    )
    return Table(columns=columns, rows=rows, name="这一版更正的")
