"""年度星级汇总与奖补测算表: each site's year, what it earns, and the county against its targets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import zip_longest

from inspector.domain.points import show_fixed
from inspector.domain.rewards import RewardRule
from inspector.domain.scorecard import StarState
from inspector.sheets.listing import Column, Kind, Listing, Table, Total, Value, shown
from inspector.sheets.page import A3_ACROSS
from inspector.sheets.year_facts import (
    NONE,
    OPEN,
    TO_FILL,
    UNKNOWN,
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
from inspector.sheets.year_sums import (
    LEVELLESS,
    fund_table,
    level_table,
    rule_table,
    township_table,
)

TITLE = "年度星级汇总与奖补测算表"
VERDICTS: Mapping[StarState, str] = {
    StarState.WON: "得",
    StarState.LOST: "失",
    StarState.DENIED: "否决",
}

Cell = tuple[Column, Callable[[YearLine], Value]]


def year_listing(sheet: YearSheet) -> Listing:
    """Return the table: sites, townships, levels against targets, rules, funds.

    On A4 stars and rewards of the sites are two tables, on A3 one.
    """
    return Listing(
        title=f"{sheet.county}{sheet.year}{TITLE}",
        at=sheet.at,
        tables=tuple(_tables(sheet)),
        subtitles=sheet.about,
        notes=(*_rule_notes(sheet), *sheet.notes),
        size=sheet.size,
        left=sheet.county,
        right=f"{sheet.year} 年度",
        notice=sheet.notice,
        code=sheet.code,
        qr=sheet.qr,
        small=True,
        signers=("填表人", "审核人", "领导小组办公室负责人"),
    )


def _tables(sheet: YearSheet) -> Iterator[Table]:
    head, stars, level = _place(sheet), _stars(sheet), _level(sheet)
    money, remark = _money(sheet), _remark()
    notes = _township_notes(sheet)
    if sheet.size is A3_ACROSS:
        cells = (*head, *_year(), *stars, *level, *money, remark)
        yield _sites(sheet, cells, f"{sheet.year} 年星级和奖补", "sites", notes)
        paid = "sites"
    else:
        cells = (*head, *_year(), *stars, level[0], remark)
        yield _sites(sheet, cells, f"{sheet.year} 年星级", "sites", notes)
        yield _sites(sheet, (*head, *level, *money), "奖补测算", "paid", {})
        paid = "paid"
    yield township_table(sheet, paid)
    yield level_table(sheet)
    if sheet.rules:
        yield rule_table(sheet)
    if sheet.funds:
        yield fund_table(sheet)


def _sites(
    sheet: YearSheet, cells: Sequence[Cell], name: str, key: str, notes: Mapping[str, str]
) -> Table:
    return Table(
        columns=tuple(column for column, _ in cells),
        rows=tuple(tuple(value(line) for _, value in cells) for line in sheet.lines),
        name=name,
        key=key,
        group="township",
        group_notes=notes,
        total_title="全县平均、合计",
    )


def _place(sheet: YearSheet) -> tuple[Cell, ...]:
    cells: list[Cell] = [
        (Column(title="乡镇（街道）", share=24, key="township"), lambda line: line.township),
        (Column(title="村（社区）", share=50, strong=True), lambda line: line.name),
        (Column(title="尾号", share=13, kind=Kind.CODE), lambda line: line.tail),
    ]
    if len(sheet.forms) > 1:
        cells.append((Column(title="用表", share=14), lambda line: line.form or NONE))
    return tuple(cells)


def _year() -> tuple[Cell, ...]:
    return (
        (Column(title="轮数", share=13.5, kind=Kind.COUNT), lambda line: line.rounds),
        (
            Column(
                title="年均\n百分制",
                share=18,
                kind=Kind.SCORE,
                strong=True,
                total=Total.MEAN,
                key="percent",
            ),
            lambda line: NONE if line.percent is None else line.percent,
        ),
    )


def _stars(sheet: YearSheet) -> Iterator[Cell]:
    """Yield a column for each place of a star; forms that differ there are named in its head."""
    names = list(zip_longest(*(form.stars for form in sheet.forms), fillvalue=""))
    for at, several in enumerate(names):
        heads = [
            f"{form.label} {name}" for form, name in zip(sheet.forms, several, strict=True) if name
        ]
        same = len(set(several)) == 1
        title = several[0] if same else "\n".join(heads)
        yield Column(title=title, share=31.6, kind=Kind.CODE), _star(at)


def _star(at: int) -> Callable[[YearLine], Value]:
    def value(line: YearLine) -> Value:
        if at >= len(line.stars):
            return NONE
        one = line.stars[at]
        return f"{VERDICTS.get(one.state, NONE)} {show_fixed(one.points)}"

    return value


def _level(sheet: YearSheet) -> tuple[Cell, ...]:
    def past(at: int) -> Callable[[YearLine], Value]:
        def value(line: YearLine) -> Value:
            level = line.before[at]
            return UNKNOWN if level is None else level

        return value

    count = len(sheet.lines[0].before) if sheet.lines else 0
    return (
        (
            Column(title="星级", share=13.5, kind=Kind.COUNT, strong=True, key="level"),
            lambda line: NONE if line.level is None else line.level,
        ),
        *(
            (
                Column(title=f"{sheet.year - count + at}\n星级", share=14, kind=Kind.COUNT),
                past(at),
            )
            for at in range(count)
        ),
    )


def _money(sheet: YearSheet) -> tuple[Cell, ...]:
    """Return a column for each rule that pays, their sum, and what is raised."""
    keys = [f"money{at}" for at in range(len(sheet.paying))]
    columns = [
        (
            Column(
                title=f"{rule.id}\n{rule.give}\n（万元）",
                share=27,
                kind=Kind.MONEY,
                total=summed(rule),
                key=key,
            ),
            _paid(rule),
        )
        for key, rule in zip(keys, sheet.paying, strict=True)
    ]
    formula = f"SUM({','.join(f'{{{key}}}' for key in keys)})"
    total = Column(
        title="合计\n（万元）",
        share=20,
        kind=Kind.MONEY,
        strong=True,
        total=Total.SUM,
        key="money",
        formula=formula,
    )
    raised = (Column(title="报酬上浮\n（编号见规则表）", share=58), _raised)
    return (*columns, (total, _all_money), raised) if keys else (raised,)


def _paid(rule: RewardRule) -> Callable[[YearLine], Value]:
    def value(line: YearLine) -> Value:
        if rule not in line.reward.rules:
            return None
        return OPEN if rule.amount is None else rule.amount

    return value


def _all_money(line: YearLine) -> Value:
    known = any(rule.amount is not None for rule in line.reward.rules)
    if known:
        return line.reward.money
    return OPEN if line.reward.open else None


def _raised(line: YearLine) -> Value:
    return "；".join(
        f"{rule.id} {'离任 ' if rule.leaving else ''}{percent_of(rule)}"
        for rule in line.reward.raises
    )


def _remark() -> Cell:
    return Column(title="备注", share=56), lambda line: line.remark


def _township_notes(sheet: YearSheet) -> dict[str, str]:
    """Say beside each township's head what its sites come to."""
    return {name: _subtotal(sheet, lines) for name, lines in by_township(sheet).items()}


def _subtotal(sheet: YearSheet, lines: Sequence[YearLine]) -> str:
    levels = [
        f"{name} {count} 个"
        for level, name in (*from_top(sheet), (None, LEVELLESS))
        if (count := sum(line.level == level for line in lines))
    ]
    said = [f"小计：{len(lines)} 个站点", "、".join(levels)]
    if known(lines):
        said.append(f"奖补 {shown(Kind.MONEY, money_of(lines))} 万元")
    if open_ := waiting(lines):
        said.append(f"{open_} 个站点的金额{TO_FILL}")
    return "，".join(filter(None, said))


def _rule_notes(sheet: YearSheet) -> Iterator[str]:
    yield (
        "年均百分制是各轮冻结排名百分制的平均；各星的分是各项各轮平均后相加，"
        "按评分标准判得（得星）、失（未得星）、否决（负面清单联审通过）。"
    )
    if any(rule.years > 1 for rule in sheet.rules):
        yield "连续几年的按其中最低的星级；缺一年就不算，把历年星级导入后再印。"
    if sheet.paying:
        money, count = money_of(sheet.lines), waiting(sheet.lines)
        said = f"已定金额的奖补合计 {shown(Kind.MONEY, money)} 万元"
        if sheet.funds:
            funds = sum((amount for _, amount in sheet.funds), Fraction(0))
            said += f"，资金来源合计 {shown(Kind.MONEY, funds)} 万元"
        open_ = f"；另有 {count} 个站点的金额{TO_FILL}，没有按零算进去" if count else ""
        yield f"{said}{open_}。"
