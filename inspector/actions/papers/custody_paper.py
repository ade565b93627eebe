"""交接单 of each team, and 交接台账 of all: what went out, what came in, what is owed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from inspector.actions import keys
from inspector.actions.custody import CustodyBoard, TeamCustody, custody, gap_words, owed_words
from inspector.actions.desk import Desk
from inspector.actions.looking import KINDS
from inspector.actions.papers.document import OFFICE, Document, Group, Option, Per, Planned, Wish
from inspector.actions.receipting import last_receipt
from inspector.actions.rounds import round_meant
from inspector.actions.spoken import check_in
from inspector.domain.ids import RoundId, TeamId
from inspector.domain.receipt import Receipt
from inspector.domain.wording import moment_words
from inspector.exchange.header import Kind
from inspector.sheets.custody_list import (
    CustodyBook,
    CustodySheet,
    HandedPackage,
    TeamStanding,
    custody_book,
    custody_listing,
)
from inspector.sheets.leaf import Leaf
from inspector.sheets.listing_pdf import listing_leaf
from inspector.store.packages import Direction, PackageLine
from inspector.store.unit import Reading

BY = Option(
    name="by",
    title="分开",
    choices=(("team", "每组一份交接单"), ("county", "全县一份台账")),
)
COUNTY = "county"
OFFICE_DEVICE = "县办"
"""What a reader calls the computer that hands out."""


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return a page for each team of the round, or one for all.

    Raises:
        NoRound, NoSuchRound: There is no such round.
    """
    with desk.store.reading() as reading:
        round_id = round_meant(reading, wish.round).id
    if wish.option(BY) == COUNTY:
        make = partial(_book, desk, round_id)
        return [Planned(key=COUNTY, words=f"{round_id} 轮交接台账", make=make)]
    return [
        Planned(key=one.team, words=f"{one.team} 组", make=partial(_sheet, desk, round_id, one))
        for one in custody(desk, round_id).teams
    ]


def _sheet(desk: Desk, round_id: RoundId, team: TeamCustody) -> Leaf:
    with desk.store.reading() as reading:
        receipt = last_receipt(reading, team.team)
        came = _packages(reading, round_id, team.team, Direction.IN, receipt)
        sheet = CustodySheet(
            county=reading.meta.get(keys.COUNTY_NAME) or "",
            round=round_id,
            at=desk.clock(),
            standing=_standing(team, len(came)),
            gone=_packages(reading, round_id, team.team, Direction.OUT, None),
            came=came,
        )
    return listing_leaf(custody_listing(sheet), stem=f"交接单_{team.team}_{round_id}")


def _book(desk: Desk, round_id: RoundId) -> Leaf:
    board: CustodyBoard = custody(desk, round_id)
    with desk.store.reading() as reading:
        county = reading.meta.get(keys.COUNTY_NAME) or ""
        came = Counter(
            one.team for one in reading.packages.all(Direction.IN) if one.round == round_id
        )
    teams = tuple(_standing(one, came[one.team]) for one in board.teams)
    book = CustodyBook(county=county, round=round_id, at=desk.clock(), teams=teams)
    return listing_leaf(custody_book(book), stem=f"交接台账_{round_id}")


def _standing(team: TeamCustody, packages: int) -> TeamStanding:
    """Return what one team's line says; ``packages`` are those of this round alone."""
    when = f"　{moment_words(team.receipt_at)}" if team.receipt_at is not None else ""
    return TeamStanding(
        team=team.team,
        assigned=team.assigned,
        handed_in=team.handed_in,
        packages=packages,
        photos_missing=team.photos_missing,
        apart=team.apart,
        receipt=f"第 {team.number} 号{when}" if team.number else "",
        owed="，".join(owed_words(team)),
        lacking="；".join(gap_words(team)),
    )


def _packages(
    reading: Reading,
    round_id: RoundId,
    team: TeamId,
    direction: Direction,
    receipt: Receipt | None,
) -> tuple[HandedPackage, ...]:
    return tuple(
        _package(reading, one, receipt)
        for one in reading.packages.all(direction)
        if one.team == team and one.round == round_id
    )


def _package(reading: Reading, one: PackageLine, receipt: Receipt | None) -> HandedPackage:
    named = receipt is not None and one.id in receipt.packages
    came = one.direction is Direction.IN
    return HandedPackage(
        at=one.at,
        what=KINDS[Kind(one.kind)],
        device=one.device if came else OFFICE_DEVICE,
        seq=one.seq,
        package=one.id,
        check=check_in(reading, one.id, round_id=one.round, team=one.team) if came else "",
        records=one.records,
        photos=one.objects,
        answered=f"第 {receipt.number} 号" if receipt is not None and named else "未回执",
    )


CUSTODY = Document(
    name="custody",
    title="交接单",
    about="每组发出、收到的包：包号全文、校验字、回执，双方签字；也可印全县交接台账",
    group=Group.CUSTODY,
    roles=OFFICE,
    per=Per.TEAM,
    plan=plan,
    table=True,
    options=(BY,),
)
