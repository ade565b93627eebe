"""整改台账: every problem on one line, by village, with what became of it; and the sums.

What no record knows has room to be written: what was done about a problem, and who signed for the
first check and for closing it. Source: policy.yaml, "rectification.close_needs".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
HAND_HIGH = 25.0
"""Points of a row that people write in by hand: some nine millimetres."""

COLUMNS = (
    Column(title="乡镇（街道）", share=60, key="township"),
    Column(title="村（社区）", share=100, strong=True, key="site"),
    Column(title="尾号", share=27, kind=Kind.CODE, key="tail"),
    Column(title="编号", share=106),
    Column(title="考评项", share=99),
    Column(title="查出的问题", share=124),
    Column(title="查出日期", share=54, kind=Kind.DAY),
    Column(title="期限", share=54, kind=Kind.DAY),
    Column(title="期限类别", share=44),
    Column(title="牵头单位", share=87),
    Column(title="状态", share=37, strong=True, key="state"),
    Column(title="整改、\n回访情况", share=62, hand=True),
    Column(title="初核签字、\n日期", share=50, hand=True),
    Column(title="销号签字、\n日期", share=50, hand=True),
)
"""A problem's line; on paper its village stands in the head of the group."""


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
    needs: str = ""
    """What closing a problem asks for, as the county says it."""
    by_hand: bool = False
    """Its rows are high enough to be written in."""
    signers: tuple[str, ...] = ("填表人", "审核人", "乡镇（街道）签收")


def ledger_listing(sheet: LedgerSheet) -> Listing:
    """Return the ledger: the lines by township, then how many there are of each state."""
    open_ = sum(line.state is not RepairState.CLOSED for line in sheet.lines)
    state = f"共 {len(sheet.lines):,} 件，未销号 {open_:,} 件　截至{full_day_words(sheet.at)}"
    tables = [ledger_table(sheet.lines, by_hand=sheet.by_hand)]
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
        notes=tuple(filter(None, (sheet.needs,))),
        notice=sheet.notice,
        small=True,
        signers=sheet.signers,
    )


def ledger_table(
    lines: Sequence[LedgerLine],
    *,
    name: str = "逐件清单",
    key: str = "ledger",
    empty: str = NONE_FOUND,
    by_hand: bool = True,
) -> Table:
    """Return one line for each problem, villages under heads of their own."""
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            one.township,
            one.site,
            one.tail,
            one.number,
            one.item,
            one.fact,
            one.found,
            one.due if one.due is not None else "—",
            one.deadline,
            one.office,
            REPAIR_WORDS[one.state],
            one.result,
            None,
            None,
        )
        for one in lines
    )
    table = Table(
        columns=COLUMNS,
        rows=rows,
        name=name,
        key=key,
        group="township",
        beside=("site", "tail"),
        empty=empty,
        least=HAND_HIGH if by_hand else 0,
    )
    states: dict[str, list[RepairState]] = {}
    for line, row in zip(lines, rows, strict=True):
        states.setdefault(table.head_of(row), []).append(line.state)
    notes = {head: state_words(found) for head, found in states.items()}
    return replace(table, group_notes=notes)


def state_words(states: Iterable[RepairState]) -> str:
    """Say how many there are of each state: ``12 件：待整改 8，超期 3，已销号 1``."""
    listed = list(states)
    said = [
        f"{REPAIR_WORDS[state]} {listed.count(state):,}" for state in RepairState if state in listed
    ]
    return f"{len(listed):,} 件：{'，'.join(said)}" if said else "0 件"


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
        Column(
            title="销号率",
            share=12,
            kind=Kind.PERCENT,
            total=Total.MEAN,
            by="all",
            formula=CLOSED_SHARE,
        ),
    )
    found: dict[str, list[RepairState]] = {township: [] for township in townships}
    for line in lines:
        found[line.township].append(line.state)
    rows: list[tuple[Value, ...]] = []
    for township, own in found.items():
        closed = own.count(RepairState.CLOSED)
        counts = tuple(own.count(state) for state in states)
        rows.append((township, len(own), *counts, Fraction(closed, len(own))))
    return Table(columns=columns, rows=tuple(rows), name="按乡镇（街道）统计")
