"""回执单 of each team: the receipt that holds, or any that was ever written, by its number."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.custody import TeamCustody, custody, gap_words
from inspector.actions.desk import Desk
from inspector.actions.papers.document import OFFICE, Document, Group, Option, Per, Planned, Wish
from inspector.actions.receipting import WrittenReceipt
from inspector.actions.spoken import check_in
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId
from inspector.domain.reading import as_mapping
from inspector.domain.receipt import Receipt, from_lines
from inspector.domain.wording import moment_words
from inspector.platform.durable import write_durably
from inspector.sheets.leaf import Leaf, leaf_pdf
from inspector.sheets.receipt_slip import ReceiptSlip, TakenPackage, receipt_leaf
from inspector.store.packages import Direction
from inspector.store.receipts import ReceiptLine
from inspector.store.unit import Reading

WHICH = Option(
    name="which",
    title="哪一张",
    choices=(("last", "每组最近一张"), ("all", "写过的全部")),
)
NAMED = 12
"""Digits of a package id that people read: the 包号."""


class NoReceipts(InspectorError):
    """No receipt was written yet."""

    code: ClassVar[str] = "W284"
    what: ClassVar[str] = "还没有写过回执，没有回执单可印。"
    next_step: ClassVar[str] = "请先收包，再在“交接”里写回执。"


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return the newest receipt of each team, or all of them; of one round, if it is named.

    Raises:
        NoReceipts: There is none.
    """
    first = 0 if wish.option(WHICH) == "all" else -1
    with desk.store.reading() as reading:
        teams = [reading.receipts.of_team(team.id) for team in reading.teams.all()]
    lines = [line for own in teams for line in _of_round(own, wish.round)[first:]]
    if not lines:
        raise NoReceipts
    return [
        Planned(
            key=f"{line.team}-{line.number}",
            words=f"{line.team} 组第 {line.number} 号，{moment_words(line.at)}",
            make=partial(_leaf, desk, line),
        )
        for line in lines
    ]


def print_receipt(desk: Desk, written: WrittenReceipt) -> Path:
    """Write the page beside a receipt that was just written, and return its path.

    Raises:
        InspectorError: The disk refused, see ``platform.durable``.
    """
    out = written.path.with_suffix(".pdf")
    with desk.store.reading() as reading:
        line = next(
            one for one in reading.receipts.of_team(written.team) if one.id == written.package_id
        )
    write_durably(out, leaf_pdf(_leaf(desk, line)))
    return out


def _of_round(lines: Sequence[ReceiptLine], round_id: RoundId | None) -> list[ReceiptLine]:
    return [one for one in lines if round_id is None or round_id in _read(one).rounds]


def _read(line: ReceiptLine) -> Receipt:
    return from_lines(tuple(map(as_mapping, json.loads(line.text))))


def _leaf(desk: Desk, line: ReceiptLine) -> Leaf:
    receipt = _read(line)
    round_id = receipt.rounds[-1] if receipt.rounds else RoundId("")
    with desk.store.reading() as reading:
        latest = reading.receipts.latest(line.team)
        known = reading.rounds.one(round_id) is not None
    holds = known and latest is not None and latest.id == line.id
    team = _standing(desk, receipt, round_id) if holds else None
    with desk.store.reading() as reading:
        slip = ReceiptSlip(
            county=reading.meta.get(keys.COUNTY_NAME) or "",
            round=round_id,
            team=receipt.team,
            number=receipt.number,
            at=receipt.at,
            standing=(team.handed_in, team.assigned) if team is not None else None,
            file=line.id[:NAMED],
            photos=len(receipt.held),
            missing=len(receipt.missing),
            packages=_packages(reading, receipt),
            lacking=tuple(gap_words(team)) if team is not None else (),
            turned=tuple(f"{one.name}（{one.code}）{one.sentence}" for one in receipt.turned),
        )
    return receipt_leaf(slip, stem=f"回执单_{receipt.team}_{receipt.number:04d}")


def _standing(desk: Desk, receipt: Receipt, round_id: RoundId) -> TeamCustody | None:
    teams = custody(desk, round_id).teams
    return next((one for one in teams if one.team == receipt.team), None)


def _packages(reading: Reading, receipt: Receipt) -> tuple[TakenPackage, ...]:
    """Return what the receipt names, the newest first."""
    named = frozenset(receipt.packages)
    return tuple(
        TakenPackage(
            package=one.id,
            check=check_in(reading, one.id, round_id=one.round, team=one.team),
            device=one.device,
            seq=one.seq,
            records=one.records,
            photos=one.objects,
            at=one.at,
        )
        for one in reversed(reading.packages.all(Direction.IN))
        if one.id in named
    )


RECEIPT = Document(
    name="receipt",
    title="回执单",
    about="县办收下了这个组的哪些包、校验字、还缺什么，双方签字带走；可按号重印",
    group=Group.CUSTODY,
    roles=OFFICE,
    per=Per.TEAM,
    plan=plan,
    options=(WHICH,),
)
