"""The sums of a year's table: by township, levels against targets, by rule, funds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from inspector.domain.rewards import RewardRule
from inspector.sheets.listing import Column, Kind, Table, Total, Value
from inspector.sheets.year_facts import (
    NONE,
    OPEN,
    TO_FILL,
    YearLine,
    YearSheet,
    by_township,
    from_top,
    known,
    money_of,
    percent_of,
    summed,
    waiting,
)

LEVELLESS = "未定级"
OURS = "({sites.township:}={name})"
"""Sites of a township. COUNTIF would take a name that begins with ``=`` for a condition."""

MEAN = f"SUMPRODUCT(--{OURS},{{sites.percent:}})/SUMPRODUCT({OURS}*ISNUMBER({{sites.percent:}}))"
"""Of the sites that have a figure: a word counts as nought above and not at all below."""


def township_table(sheet: YearSheet, paid: str) -> Table:
    """Return what the sites of each township come to; ``paid`` is the table of rewards."""

    def counted(level: str) -> str:
        return f"SUMPRODUCT({OURS}*({{sites.level:}}={level}))"

    levels = from_top(sheet)
    columns = [
        Column(title="乡镇（街道）", share=30, strong=True, key="name"),
        Column(
            title="站点",
            share=12,
            kind=Kind.COUNT,
            total=Total.SUM,
            formula=f"SUMPRODUCT(--{OURS})",
        ),
        Column(
            title="年均\n百分制",
            share=16,
            kind=Kind.SCORE,
            formula=MEAN,
        ),
        *(
            Column(
                title=name,
                share=13,
                kind=Kind.COUNT,
                total=Total.SUM,
                formula=counted(str(level)),
            )
            for level, name in levels
        ),
        Column(
            title=LEVELLESS,
            share=13,
            kind=Kind.COUNT,
            total=Total.SUM,
            formula=counted(f'"{NONE}"'),
        ),
        *_amounts(sheet, paid),
    ]
    rows = tuple(_township(sheet, name, lines) for name, lines in by_township(sheet).items())
    return Table(columns=tuple(columns), rows=rows, name="按乡镇（街道）小计")


def _amounts(sheet: YearSheet, paid: str) -> Iterator[Column]:
    """Yield a column for each rule that pays, their sum, and how many sites still wait."""
    head = f"SUMPRODUCT(--({{{paid}.township:}}={{name}}),"
    for at, rule in enumerate(sheet.paying):
        yield Column(
            title=f"{rule.id}\n{rule.give}\n（万元）",
            share=26,
            kind=Kind.MONEY,
            total=summed(rule),
            formula=f"{head}{{{paid}.money{at}:}})",
        )
    if sheet.paying:
        yield Column(
            title="合计\n（万元）",
            share=22,
            kind=Kind.MONEY,
            strong=True,
            total=Total.SUM,
            formula=f"{head}{{{paid}.money:}})",
        )
        yield Column(title="待填写\n站点", share=13, kind=Kind.COUNT, total=Total.SUM)


def _township(sheet: YearSheet, name: str, lines: Sequence[YearLine]) -> tuple[Value, ...]:
    percents = [line.percent for line in lines if line.percent is not None]
    fitting = [[line for line in lines if rule in line.reward.rules] for rule in sheet.paying]
    amounts: list[Value] = []
    for rule, found in zip(sheet.paying, fitting, strict=True):
        if rule.amount is None:
            amounts.append(OPEN if found else None)
        else:
            amounts.append(rule.amount * len(found))
    open_ = waiting(lines)
    money: Value = OPEN if open_ and not known(lines) else money_of(lines)
    return (
        name,
        len(lines),
        sum(percents, Fraction(0)) / len(percents) if percents else NONE,
        *(sum(line.level == level for line in lines) for level, _ in from_top(sheet)),
        sum(line.level is None for line in lines),
        *amounts,
        *((money, open_) if sheet.paying else ()),
    )


def level_table(sheet: YearSheet) -> Table:
    """Return how many sites have each level, beside the targets of the year."""
    columns = [
        Column(title="星级", share=20, strong=True),
        Column(title="星数", share=10, kind=Kind.COUNT, key="level"),
        Column(
            title="站点",
            share=14,
            kind=Kind.COUNT,
            strong=True,
            total=Total.SUM,
            key="now",
            formula="COUNTIF({sites.level:},{level})",
        ),
        Column(title="占比", share=14, kind=Kind.PERCENT, formula="{now}/SUM({now:})"),
    ]
    if sheet.targets:
        columns += [
            Column(title="目标", share=14, kind=Kind.COUNT, total=Total.SUM, key="target"),
            Column(title="比目标多（少为负）", share=24, kind=Kind.COUNT, formula="{now}-{target}"),
        ]
    columns.append(Column(title="备注", share=60))
    rows: list[tuple[Value, ...]] = []
    for level, name in from_top(sheet):
        now, target = sum(line.level == level for line in sheet.lines), sheet.targets.get(level)
        apart = (NONE, NONE) if target is None else (target, now - target)
        rows.append(_level_row(sheet, (name, level, now), apart))
    without = sum(line.level is None for line in sheet.lines)
    if without:
        rows.append(_level_row(sheet, (LEVELLESS, NONE, without), (NONE, NONE)))
    name = "星级分布和目标" if sheet.targets else "星级分布"
    return Table(columns=tuple(columns), rows=tuple(rows), name=name, key="levels")


def _level_row(
    sheet: YearSheet, level: tuple[str, Value, int], apart: tuple[Value, Value]
) -> tuple[Value, ...]:
    share = Fraction(level[2], len(sheet.lines)) if sheet.lines else NONE
    return (*level, share, *(apart if sheet.targets else ()), "")


def rule_table(sheet: YearSheet) -> Table:
    """Return what each rule comes to: sites by amount."""
    columns = (
        Column(title="编号", share=9, strong=True),
        Column(title="条件", share=34),
        Column(title="给什么", share=44),
        Column(title="标准（万元/站点）", share=20, kind=Kind.MONEY, key="amount"),
        Column(title="站点", share=12, kind=Kind.COUNT, key="count"),
        Column(
            title="金额（万元）",
            share=18,
            kind=Kind.MONEY,
            strong=True,
            total=Total.SUM,
            formula="{amount}*{count}",
        ),
        Column(title="备注", share=30),
    )
    rows: list[tuple[Value, ...]] = []
    for rule in sheet.rules:
        count = sum(rule in line.reward.rules for line in sheet.lines)
        rows.append((rule.id, rule.when, rule.give, *_rate(rule, count), _rule_remark(rule, count)))
    return Table(columns=columns, rows=tuple(rows), name="按奖补规则测算", key="rules")


def _rate(rule: RewardRule, count: int) -> tuple[Value, Value, Value]:
    if rule.amount is not None:
        return rule.amount, count, rule.amount * count
    if rule.percent is not None:
        return f"上浮 {percent_of(rule)}", count, NONE
    return TO_FILL, count, TO_FILL if count else NONE


def _rule_remark(rule: RewardRule, count: int) -> str:
    if rule.leaving:
        return "限正常离任，人数由县里核"
    return "没有算进合计" if rule.open and count else ""


def fund_table(sheet: YearSheet) -> Table:
    """Return the money that the policy names."""
    columns = (
        Column(title="资金", share=60, strong=True),
        Column(title="金额（万元）", share=24, kind=Kind.MONEY, total=Total.SUM),
        Column(title="备注", share=60),
    )
    rows = tuple((name, amount, "") for name, amount in sheet.funds)
    return Table(columns=columns, rows=rows, name="资金来源", key="funds")
