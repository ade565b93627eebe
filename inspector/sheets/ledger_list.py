"""整改台账: every problem on one line, by township, with what became of it; and the sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from inspector.domain.rectifying import REPAIR_WORDS, RepairState
from inspector.domain.wording import full_day_words
from inspector.sheets.listing import Column, Kind, Listing, Table, Total, Value
from inspector.sheets.page import A4_ACROSS

NONE_FOUND = "没有查出问题。"
COUNT = "SUMPRODUCT(--({ledger.township:}={name}))"
STATE_COUNT = 'SUMPRODUCT(({{ledger.township:}}={{name}})*({{ledger.state:}}="{word}"))'
"""COUNTIF would take a name that begins with ``=`` or ``>`` for a condition."""

CLOSED_SHARE = "{closed}/{all}"

COLUMNS = (
    Column(title="乡镇（街道）", share=70, key="township"),
    Column(title="编号", share=104),
    Column(title="村（社区）", share=80, strong=True),
    Column(title="尾号", share=27, kind=Kind.CODE),
    Column(title="考评项", share=100),
    Column(title="查出的问题", share=124),
    Column(title="查出日期", share=56, kind=Kind.DAY),
    Column(title="期限", share=56, kind=Kind.DAY),
    Column(title="期限类别", share=45),
    Column(title="牵头单位", share=84),
    Column(title="状态", share=38, strong=True, key="state"),
    Column(title="回访结果", share=77),
)
"""A problem's line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One problem. ``due`` is None where the county gave its class no days."""

    number: str
    township: str
    site: str
    tail: str
    item: str
    """Code and short title of the item."""
    fact: str
    found: date
    deadline: str
    due: date | None
    office: str
    state: RepairState
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSheet:
    """Everything a ledger prints; ``about`` says of what it is a part, such as one township."""

    county: str
    round: str
    at: datetime
    lines: tuple[LedgerLine, ...]
    about: str = ""
    notice: str = ""
    signers: tuple[str, ...] = ("填表人", "审核人", "乡镇（街道）签收")


def ledger_listing(sheet: LedgerSheet) -> Listing:
    """Return the ledger: the lines by township, then how many there are of each state."""
    open_ = sum(line.state is not RepairState.CLOSED for line in sheet.lines)
    state = f"共 {len(sheet.lines)} 件，未销号 {open_} 件　截至{full_day_words(sheet.at)}"
    tables = [ledger_table(sheet.lines)]
    townships = tuple(dict.fromkeys(line.township for line in sheet.lines))
    if len(townships) > 1:
        tables.append(_sums(townships, sheet.lines))
    return Listing(
        title=f"{sheet.county}问题整改台账",
        at=sheet.at,
        tables=tuple(tables),
        subtitles=tuple(filter(None, (sheet.about, f"{sheet.round} 轮", state))),
        size=A4_ACROSS,
        left="　".join(filter(None, (sheet.county, sheet.about))),
        right=f"{sheet.round} 轮",
        notice=sheet.notice,
        small=True,
        signers=sheet.signers,
    )


def ledger_table(
    lines: Sequence[LedgerLine],
    *,
    name: str = "整改台账",
    key: str = "ledger",
    empty: str = NONE_FOUND,
) -> Table:
    """Return one line for each problem, townships under heads of their own."""
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            one.township,
            one.number,
            one.site,
            one.tail,
            one.item,
            one.fact,
            one.found,
            one.due if one.due is not None else "—",
            one.deadline,
            one.office,
            REPAIR_WORDS[one.state],
            one.result,
        )
        for one in lines
    )
    notes = {
        township: state_words(line.state for line in lines if line.township == township)
        for township in {line.township for line in lines}
    }
    return Table(
        columns=COLUMNS,
        rows=rows,
        name=name,
        key=key,
        group="township",
        group_notes=notes,
        empty=empty,
    )


def state_words(states: Iterable[RepairState]) -> str:
    """Say how many there are of each state: ``12 件：待整改 8，超期 3，已销号 1``."""
    listed = list(states)
    said = [
        f"{REPAIR_WORDS[state]} {listed.count(state)}" for state in RepairState if state in listed
    ]
    return f"{len(listed)} 件：{'，'.join(said)}" if said else "0 件"


def _sums(townships: Sequence[str], lines: Sequence[LedgerLine]) -> Table:
    states = tuple(RepairState)
    columns = (
        Column(title="乡镇（街道）", share=24, strong=True, key="name"),
        Column(
            title="件数",
            share=10,
            kind=Kind.COUNT,
            total=Total.SUM,
            key="all",
            formula=COUNT,
        ),
        *(
            Column(
                title=REPAIR_WORDS[state],
                share=10,
                kind=Kind.COUNT,
                total=Total.SUM,
                key=state.value,
                formula=STATE_COUNT.format(word=REPAIR_WORDS[state]),
            )
            for state in states
        ),
        Column(title="销号率", share=12, kind=Kind.PERCENT, formula=CLOSED_SHARE),
    )
    rows: list[tuple[Value, ...]] = []
    for township in townships:
        own = [line.state for line in lines if line.township == township]
        closed = own.count(RepairState.CLOSED)
        counts = tuple(own.count(state) for state in states)
        rows.append((township, len(own), *counts, Fraction(closed, len(own))))
    return Table(columns=columns, rows=tuple(rows), name="按乡镇（街道）统计")
