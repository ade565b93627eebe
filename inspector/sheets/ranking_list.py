"""排名表: townships or sites in order, 暂定 across each page until the ranking is frozen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from inspector.domain.ids import Digest
from inspector.domain.points import half_up, show_fixed
from inspector.domain.wording import (
    FEW_SITES,
    PROVISIONAL,
    edition_word,
    full_day_words,
    record_code,
)
from inspector.sheets.document import paragraph, title_rows, write_document
from inspector.sheets.flow import Row, space
from inspector.sheets.furniture import Furniture
from inspector.sheets.page import DARK, plain
from inspector.sheets.table import Column, table

SMALL = plain(8, 12, DARK)


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipPlace:
    """A township's line. ``percent`` is the mean of its sites, 0 to 100, exact."""

    place: int
    name: str
    percent: Fraction
    seen: int
    planned: int
    five_star: int
    """Sites that hold all five stars."""
    few: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlace:
    """A site's line. ``points`` in words as the sheet shows them, ``percent`` 0 to 100, exact."""

    place: int
    township: str
    name: str
    tail: str
    percent: Fraction
    points: str
    level: int
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What makes a ranking final: its digest, the number of the edition, when."""

    digest: Digest
    edition: int
    at: datetime
    reason: str = ""
    """Why it was corrected, or frozen with something open."""


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
    notice: str = ""
    frozen: Frozen | None = None
    title: str = "“五星”支部创建考评排名表"


def write_ranking_list(out: Path, sheet: RankingSheet) -> None:
    """Write the list as PDF, whole or not at all; the same bytes for the same ranking.

    Raises:
        InspectorError: The disk refused, see ``platform.durable``.
    """
    at = sheet.frozen.at if sheet.frozen else sheet.at
    furniture = Furniture(
        left=sheet.county,
        right=sheet.round,
        notice=sheet.notice,
        state="" if sheet.frozen else PROVISIONAL,
        hint="还没冻结，不作依据",
        code=record_code(sheet.frozen.digest) if sheet.frozen else "",
    )
    write_document(
        out, _rows(sheet), furniture, title=f"{sheet.county}{sheet.title} {sheet.round}", at=at
    )


def _rows(sheet: RankingSheet) -> Iterator[Row]:
    state = (
        f"{edition_word(sheet.frozen.edition)}　{full_day_words(sheet.frozen.at)}"
        if sheet.frozen
        else f"{PROVISIONAL}　{full_day_words(sheet.at)} {sheet.at:%H:%M} 的数字，冻结前可能变化"
    )
    yield from title_rows(f"{sheet.county}{sheet.title}", (sheet.round, state))
    if sheet.townships:
        yield from _townships(sheet.townships)
        yield space(10)
    if sheet.sites:
        yield from _sites(sheet.sites)
        yield space(10)
    if sheet.frozen and sheet.frozen.reason:
        yield paragraph(f"冻结说明：{sheet.frozen.reason}", SMALL)
    yield paragraph(f"排名规则：{sheet.rule}", SMALL)
    if any(place.few for place in sheet.townships):
        yield paragraph(f"“{FEW_SITES}”：已考评的站点太少，名次仅供参考。", SMALL)


def _townships(places: Sequence[TownshipPlace]) -> Iterator[Row]:
    columns = (
        Column(title="名次", share=8, figures=True, strong=True),
        Column(title="乡镇（街道）", share=26, strong=True),
        Column(title="平均得分（百分制）", share=19, figures=True, strong=True),
        Column(title="已评 / 应评", share=14, figures=True),
        Column(title="五星站点", share=12, figures=True),
        Column(title="五星占比", share=12, figures=True),
        Column(title="备注", share=17),
    )
    rows = (
        (
            str(one.place),
            one.name,
            _two(one.percent),
            f"{one.seen} / {one.planned}",
            str(one.five_star),
            f"{_two(Fraction(100 * one.five_star, one.seen))}%" if one.seen else "—",
            "　".join(filter(None, (FEW_SITES if one.few else "", one.remark))),
        )
        for one in places
    )
    yield from table(columns, rows)


def _sites(places: Sequence[SitePlace]) -> Iterator[Row]:
    columns = (
        Column(title="名次", share=8, figures=True, strong=True),
        Column(title="乡镇（街道）", share=18),
        Column(title="村（社区）", share=34, strong=True),
        Column(title="尾号", share=8, figures=True),
        Column(title="百分制", share=11, figures=True, strong=True),
        Column(title="总分", share=11, figures=True),
        Column(title="星级", share=9, figures=True),
        Column(title="备注", share=14),
    )
    rows = (
        (
            str(one.place),
            one.township,
            one.name,
            one.tail,
            _two(one.percent),
            one.points,
            f"{one.level} 星",
            one.remark,
        )
        for one in places
    )
    yield from table(columns, rows)


def _two(value: Fraction) -> str:
    """Write a number with two decimals, rounded once, half up."""
    return show_fixed(half_up(100 * value.numerator, value.denominator))
