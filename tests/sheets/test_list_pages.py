"""Golden pages of the lists: what was looked at stays as it was."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

import pypdfium2
import pytest
from golden import assert_golden

from inspector.domain.ids import Digest
from inspector.domain.points import Points
from inspector.domain.rectifying import RepairState
from inspector.sheets.coverage_list import (
    CoverageSheet,
    MissingSite,
    TownshipCoverage,
    coverage_listing,
)
from inspector.sheets.custody_list import (
    CustodyBook,
    CustodySheet,
    HandedPackage,
    TeamStanding,
    custody_book,
    custody_listing,
)
from inspector.sheets.honour_board import BoardEntry, BoardSection, BoardSheet, board_leaf
from inspector.sheets.leaf import Leaf, leaf_pdf
from inspector.sheets.ledger_list import LedgerLine, LedgerSheet, ledger_listing
from inspector.sheets.listing import Listing
from inspector.sheets.listing_pdf import listing_leaf
from inspector.sheets.pack_sheet import (
    OFFICE_SIGNS,
    PackSheet,
    PackSite,
    PackTownship,
    pack_listing,
)
from inspector.sheets.ranking_list import (
    Compared,
    Corrected,
    Frozen,
    RankingSheet,
    SitePlace,
    TownshipPlace,
    ranking_listing,
)

AT = datetime(2026, 11, 14, 16, 30, tzinfo=timezone(timedelta(hours=8)))
DIGEST = Digest("0f1e2d3c4b5a" + "0" * 52)
LONG = "黍垣县古塬镇后辛沟村民委员会易地扶贫搬迁集中安置区联合党支部社区居委会"[:33]
FACTS = ("后街垃圾外溢×2、柴草乱堆", "沟渠有黑臭水体，群众多次反映没有处理，垃圾清运不及时")
NAMES = ("后𬇙沟村", LONG, "王店村", "䢺水村")
TOWNSHIPS = ("古塬镇", "㟃山乡", "石垴街道")


def ranking() -> Listing:
    townships = tuple(
        TownshipPlace(
            place=place,
            name=name,
            percent=Fraction(281 - place, 3),
            seen=2 * place,
            planned=7,
            five_star=place - 1,
            few=place == 1,
            before=(2, 1, None)[place - 1],
        )
        for place, name in enumerate(TOWNSHIPS, 1)
    )
    sites = tuple(
        SitePlace(
            place=place,
            township=TOWNSHIPS[place % 3],
            name=NAMES[place % 4],
            tail=f"{200 + place}",
            percent=Fraction(48000 - 100 * place, 500),
            points=Points(48000 - 100 * place),
            most=Points(50000),
            level=5 - place % 3,
            before=None if place % 5 == 0 else place + place % 3 - 1,
            remark="按复核分" if place == 2 else "",
        )
        for place in range(1, 40)
    )
    corrected = Corrected(
        township="古塬镇",
        name=LONG,
        tail="217",
        before=None,
        now=Fraction(91),
        place_before=None,
        place_now=4,
    )
    return ranking_listing(
        RankingSheet(
            county="黍垣县",
            round="2026-11",
            at=AT,
            rule="按平均得分从高到低，相同的名次并列，其后顺延。",
            townships=townships,
            sites=sites,
            corrected=(corrected,),
            remarks=("未计入：古塬镇 王店村（待核算）",),
            notice="示范数据，不是官方标准。",
            frozen=Frozen(digest=DIGEST, edition=2, at=AT, reason="两村补交"),
            before=Compared(round="2026-10", edition=1, sites=37),
        )
    )


def coverage() -> Listing:
    return coverage_listing(
        CoverageSheet(
            county="黍垣县",
            round="2026-11",
            at=AT,
            townships=tuple(
                TownshipCoverage(name=name, planned=20, received=20 - at)
                for at, name in enumerate(TOWNSHIPS)
            ),
            missing=(
                MissingSite(township="㟃山乡", name=LONG, tail="217", team="T07"),
                MissingSite(
                    township="石垴街道", name="王店村", tail="203", team="T08", reason="路断"
                ),
            ),
            remarks=("古塬镇 李店村（204）：T01、T02 都交了，都留着，等县办裁定",),
        )
    )


def problems() -> tuple[LedgerLine, ...]:
    return tuple(
        LedgerLine(
            number=f"2026-11-{100201 + number}-ST-{number % 5 + 1}.1",
            township=TOWNSHIPS[number // 8],
            site=NAMES[number // 3 % 4],
            tail=f"{201 + number // 3}",
            item="ST-2 村容村貌",
            fact="后街垃圾外溢×2、柴草乱堆"
            if number % 3
            else "沟渠有黑臭水体，群众多次反映没有处理，垃圾清运不及时",
            found=date(2026, 11, 3),
            deadline="限期整改" if number % 4 else "长期坚持",
            due=date(2026, 11, 18) if number % 4 else None,
            office="住建局、农业农村局",
            state=tuple(RepairState)[number % 5],
            result="已改：三处都清了（11-12）" if number % 5 == 4 else "",
        )
        for number in range(24)
    )


def ledger() -> Listing:
    return ledger_listing(
        LedgerSheet(
            county="黍垣县",
            round="2026-11",
            at=AT,
            lines=problems(),
            notice="示范数据。",
            needs="销号需要：整改前照片；乡镇初核意见；另一考评组回访并拍整改后照片。",
            by_hand=True,
        )
    )


def empty_ledger() -> Listing:
    return ledger_listing(LedgerSheet(county="黍垣县", round="2026-11", at=AT, lines=()))


def standing(team: str, **changed: str) -> TeamStanding:
    return TeamStanding(
        team=team,
        assigned=23,
        handed_in=21,
        packages=2,
        photos_missing=3,
        apart=0,
        receipt=changed.get("receipt", ""),
        owed=changed.get("owed", ""),
        lacking=changed.get("lacking", ""),
    )


def custody() -> Listing:
    packages = tuple(
        HandedPackage(
            at=AT,
            what="回传包",
            device="T07-3f2a",
            seq=seq,
            package=f"{seq}f" * 32,
            check="7K2M-QX4P",
            records=612,
            photos=140,
            answered="第 3 号" if seq == 1 else "未回执",
        )
        for seq in (1, 3)
    )
    return custody_listing(
        CustodySheet(
            county="黍垣县",
            round="2026-11",
            at=AT,
            standing=standing("T07", lacking="T07 缺 2 号"),
            gone=(),
            came=packages,
        )
    )


def book() -> Listing:
    teams = (
        standing("T01", receipt="第 3 号　11月14日 16:30"),
        standing("T02", owed="未交 2 天，未回执 4 天", lacking="T02 缺 2–4 号"),
    )
    return custody_book(CustodyBook(county="黍垣县", round="2026-11", at=AT, teams=teams))


def pack() -> Listing:
    sites = (
        PackSite(
            name=LONG, tail="217", place=3, percent=Fraction(91), level=4, problems=8, standing=6
        ),
        PackSite(
            name="王店村", tail="203", place=None, percent=None, level=None, problems=0, standing=0
        ),
    )
    return pack_listing(
        PackSheet(
            county="黍垣县",
            round="2026-11",
            unit="古塬镇",
            name="月度材料",
            at=AT,
            about=("应评 2 个站点，收到 1 个　全县第 3 名，平均 91.00 分", "问题 8 件：待整改 8"),
            sites=sites,
            lines=problems()[:8],
            state="暂定",
        )
    )


def week() -> Listing:
    return pack_listing(
        PackSheet(
            county="黍垣县",
            round="2026-11",
            unit="住建局牵头专班",
            name="周清单",
            at=AT,
            about=("问题 24 件：待整改 24",),
            due=problems()[:5],
            due_name="11月8日至14日到期和已经超期",
            townships=(PackTownship(name="古塬镇", problems=8, standing=6, due=3, overdue=2),),
            signers=OFFICE_SIGNS,
        )
    )


def board() -> Leaf:
    entry = BoardEntry(
        place=1, name=f"古塬镇 {LONG}", percent=Fraction(280, 3), reasons=("5 星，没有查出问题",)
    )
    sheet = BoardSheet(
        county="黍垣县",
        round="2026-11",
        name="红榜",
        praise=True,
        at=AT,
        sections=(BoardSection(title="村（社区）", entries=(entry,)),),
        edition=1,
        digest=DIGEST,
        notice="示范数据。",
    )
    return board_leaf(sheet, stem="红榜")


LISTINGS = {
    "ranking": ranking,
    "coverage": coverage,
    "ledger": ledger,
    "ledger-empty": empty_ledger,
    "custody": custody,
    "custody-book": book,
    "monthly-pack": pack,
    "weekly": week,
}


@pytest.mark.parametrize("name", LISTINGS)
def test_a_list_stands_as_it_was_looked_at(name: str) -> None:
    assert_golden(leaf_pdf(listing_leaf(LISTINGS[name](), stem=name)), name)


def test_a_board_stands_as_it_was_looked_at() -> None:
    assert_golden(leaf_pdf(board()), "board")


@pytest.mark.parametrize(("teams", "pages"), [(21, 1), (22, 1), (30, 2)])
def test_a_last_page_with_next_to_nothing_is_saved(teams: int, pages: int) -> None:
    sheet = CustodyBook(county="黍垣县", round="2026-11", at=AT, teams=(standing("T01"),) * teams)
    with pypdfium2.PdfDocument(leaf_pdf(listing_leaf(custody_book(sheet), stem=""))) as document:
        assert len(document) == pages
