"""Ranking list, coverage list, team slips, summary: what the office prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path

from golden import assert_golden

from inspector.domain.ids import Digest
from inspector.domain.points import Points
from inspector.sheets.coverage_list import (
    CoverageSheet,
    MissingSite,
    TownshipCoverage,
    coverage_listing,
)
from inspector.sheets.leaf import leaf_pdf
from inspector.sheets.listing_pdf import listing_leaf
from inspector.sheets.page import LEFT, RIGHT
from inspector.sheets.ranking_list import (
    Compared,
    Frozen,
    RankingSheet,
    SitePlace,
    TownshipPlace,
    ranking_listing,
)
from inspector.sheets.summary import SummarySection, SummarySheet, write_summary
from inspector.sheets.team_slip import TeamSlip, grouped, team_slip_leaf

Texts = Callable[[bytes], list[str]]
Edges = Callable[[bytes], tuple[float, float, float, float]]

AT = datetime(2026, 11, 14, 16, 30, tzinfo=timezone(timedelta(hours=8)))
FROZEN = Frozen(digest=Digest("0f1e2d3c4b5a" + "0" * 52), edition=2, at=AT)
LONG_NAME = "黍垣县古塬镇后辛沟村民委员会易地扶贫搬迁集中安置区联合党支部社区居委会"[:33]

TOWNSHIPS = tuple(
    TownshipPlace(
        place=number,
        name=f"{name}镇",
        percent=Fraction(281 - number, 3),
        seen=0 if name == "空" else 3 if name == "㟃山" else 20,
        planned=20,
        five_star=0 if name == "空" else 1,
        few=name == "㟃山",
    )
    for number, name in enumerate(("古塬", "㟃山", "䢺城", "空"), start=1)
)
RANKING = RankingSheet(
    county="黍垣县",
    round="2026-11",
    at=AT,
    rule="按平均得分从高到低，分数相同名次并列。",
    townships=TOWNSHIPS,
    notice="示范数据，不是官方标准。",
)


def ranked(sheet: RankingSheet) -> bytes:
    return leaf_pdf(listing_leaf(ranking_listing(sheet), stem="ranking"))


def covered(sheet: CoverageSheet) -> bytes:
    return leaf_pdf(listing_leaf(coverage_listing(sheet), stem="coverage"))


def sites(count: int) -> tuple[SitePlace, ...]:
    return tuple(
        SitePlace(
            place=number,
            township="古塬镇",
            name=LONG_NAME if number % 7 == 0 else "后𬇙沟村",
            tail=f"{number:03d}",
            percent=Fraction(96),
            points=Points(48000),
            most=Points(50000),
            level=5,
        )
        for number in range(1, count + 1)
    )


def test_the_ranking_shows_place_mean_and_share_rounded_once(texts: Texts) -> None:
    (text,) = texts(ranked(RANKING))
    assert "93.33" in text  # 280/3
    assert "33.33%" in text  # one of three
    assert "5.00%" in text
    assert "样本少" in text
    assert "㟃山镇" in text
    assert "—" in text
    assert RANKING.rule in text
    assert RANKING.notice in text


def test_a_ranking_says_provisional_on_every_page_until_it_is_frozen(texts: Texts) -> None:
    open_ranking = replace(RANKING, sites=sites(90))
    pages = texts(ranked(open_ranking))
    assert len(pages) >= 3
    assert all("暂定" in text for text in pages)
    frozen = texts(ranked(replace(open_ranking, frozen=FROZEN)))
    assert not any("暂定" in text for text in frozen)
    assert "更正版 第2版　2026年11月14日" in frozen[0]
    assert all("0F1E-2D3C-4B5A" in text for text in frozen)
    assert not any("冻结说明" in text for text in frozen)
    told = replace(FROZEN, reason="冻结时 2 村未交；原因：暴雨封路")
    assert any(
        "冻结说明：冻结时 2 村未交" in text
        for text in texts(ranked(replace(open_ranking, frozen=told)))
    )


def test_a_list_of_sites_repeats_its_head_and_wraps_long_names(texts: Texts, edges: Edges) -> None:
    content = ranked(replace(RANKING, townships=(), sites=sites(90), frozen=FROZEN))
    pages = texts(content)
    assert all("尾号" in text for text in pages[:-1])
    assert LONG_NAME in "".join(pages)
    assert "样本少" not in "".join(pages)
    left, _, right, _ = edges(content)
    assert left >= LEFT - 1
    assert right <= RIGHT + 1


def test_places_stand_beside_those_of_the_round_before_which_is_named(texts: Texts) -> None:
    moved = tuple(
        replace(one, before=before) for one, before in zip(TOWNSHIPS, (4, 2, 1, None), strict=True)
    )
    before = Compared(round="2026-10", edition=2, sites=19)
    sheet = replace(RANKING, townships=moved, sites=sites(3), before=before)
    (text,) = texts(ranked(sheet))
    for words in ("较上轮", "4 升 3", "2 持平", "1 降 2"):
        assert words in text, words
    assert "与 2026-10 轮（更正版 第2版，19 个站点有成绩）比名次" in text
    assert text.count("较上轮") == 3, "two heads and the note"
    (text,) = texts(ranked(replace(sheet, before=replace(before, by_site=False))))
    assert text.count("较上轮") == 2, "townships only"
    assert "村（社区）不比" in text
    (text,) = texts(ranked(replace(sheet, before=None)))
    assert "较上轮：首轮，前面没有冻结的排名可比。" in text
    assert "升" not in text


def test_the_county_stands_under_its_townships(texts: Texts) -> None:
    (text,) = texts(ranked(RANKING))
    mean = (Fraction(280, 3) * 20 + Fraction(279, 3) * 3 + Fraction(278, 3) * 20) / 43
    assert f"全县 {float(mean):.2f} 43 80 3 6.98%" in " ".join(text.split())


def test_the_same_ranking_gives_the_same_bytes() -> None:
    assert ranked(RANKING) == ranked(RANKING)


def test_the_coverage_list_names_every_gap(texts: Texts) -> None:
    sheet = CoverageSheet(
        county="黍垣县",
        round="2026-11",
        at=AT,
        townships=(
            TownshipCoverage(name="古塬镇", planned=23, received=21),
            TownshipCoverage(name="㟃山乡", planned=20, received=20),
        ),
        missing=(
            MissingSite(
                township="古塬镇", name="后𬇙沟村", tail="217", team="T07", reason="路断了"
            ),
            MissingSite(township="古塬镇", name="王店村", tail="203", team="T07"),
        ),
        remarks=("古塬镇 李店村（尾号 204）有两个组的打分。",),
    )
    (text,) = texts(covered(sheet))
    for words in ("收到 41 / 43", "后𬇙沟村", "217", "路断了", "未说明", "有两个组的打分", "还缺"):
        assert words in text, words


def test_full_coverage_says_so(texts: Texts) -> None:
    towns = (TownshipCoverage(name="古塬镇", planned=23, received=23),)
    (text,) = texts(
        covered(CoverageSheet(county="黍垣县", round="2026-11", at=AT, townships=towns))
    )
    assert "全部收到" in text
    assert "没有收到" not in text


SLIP = TeamSlip(
    county="黍垣县",
    round="2026-11",
    team="T07",
    code="7k2m qx4p-9trb",
    townships=("古塬镇", "㟃山乡"),
    site_count=23,
    members=(("田文博", "组长"), ("芦玉兰", "记录员")),
    at=AT,
)


def test_a_slip_has_the_code_in_groups_of_four_and_three_steps(texts: Texts) -> None:
    (page,) = texts(leaf_pdf(team_slip_leaf(SLIP, stem="")))
    for words in ("7K2M-QX4P-9TRB", "T07 组", "古塬镇、㟃山乡", "23 个站点", "芦玉兰", "收工"):
        assert words in page, words


def test_a_slip_stands_as_it_was_looked_at() -> None:
    assert_golden(leaf_pdf(team_slip_leaf(SLIP, stem="")), "team-slip")


def test_a_code_is_grouped_however_it_came() -> None:
    assert grouped("7K2MQX4P9TRB") == grouped("7k2m-qx4p-9trb") == "7K2M-QX4P-9TRB"


def test_the_summary_fits_one_page_and_shows_every_line(tmp_path: Path, texts: Texts) -> None:
    out = tmp_path / "summary.pdf"
    sections = tuple(
        SummarySection(
            heading=heading, lines=tuple((f"第 {n} 步", "499 份，" * n) for n in range(1, 6))
        )
        for heading in ("县里", "组里", "核对")
    )
    write_summary(out, SummarySheet(county="黍垣县", round="2026-11 轮", at=AT, sections=sections))
    (text,) = texts(out.read_bytes())
    assert text.count("第 5 步") == 3
    assert "这一轮做了什么" in text
