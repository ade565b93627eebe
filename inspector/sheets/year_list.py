"""年度星级汇总与奖补测算表: each site's year, what it earns, and the county against its targets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from itertools import zip_longest

from inspector.domain.points import half_up, show, show_fixed
from inspector.domain.rewards import Reward, RewardRule
from inspector.domain.scorecard import StarResult, StarState
from inspector.sheets.listing import Column, Kind, Listing, Table, Total, Value, shown
from inspector.sheets.page import A3_ACROSS, PaperSize

TITLE = "年度星级汇总与奖补测算表"
VERDICTS: Mapping[StarState, str] = {
    StarState.WON: "得",
    StarState.LOST: "失",
    StarState.DENIED: "否决",
}
NONE = "—"
UNKNOWN = "缺"
OPEN = "待填写"
TO_FILL = "待县里填写"
LEVELLESS = "未定级"

Cell = tuple[Column, Callable[["YearLine"], Value]]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearForm:
    """A form of the county: what its sites are called for short, and its stars in order."""

    label: str
    stars: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLine:
    """One site's year."""

    township: str
    name: str
    tail: str
    form: str
    """The label of its form; empty where it was not seen."""
    rounds: int
    percent: Fraction | None
    stars: tuple[StarResult, ...]
    level: int | None
    before: tuple[int | None, ...]
    """Levels of the years before, the earliest first."""
    reward: Reward
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSheet:
    """Everything that the table prints; sites of a township stand together."""

    county: str
    year: int
    at: datetime
    about: tuple[str, ...]
    """Lines under the title."""
    lines: tuple[YearLine, ...]
    forms: tuple[YearForm, ...]
    rules: tuple[RewardRule, ...]
    level_names: Mapping[int, str]
    targets: Mapping[int, int] = field(default_factory=dict)
    """Sites wanted of each level; empty where the policy has none for the year."""
    funds: tuple[tuple[str, Fraction], ...] = ()
    """Name and 万元."""
    notes: tuple[str, ...] = ()
    notice: str = ""
    code: str = ""
    qr: str = ""
    size: PaperSize = A3_ACROSS

    @property
    def paying(self) -> tuple[RewardRule, ...]:
        """The rules that pay money, known or still open."""
        return tuple(rule for rule in self.rules if rule.percent is None)


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
    yield _townships(sheet, paid)
    yield _levels(sheet)
    if sheet.rules:
        yield _rules(sheet)
    if sheet.funds:
        yield _funds(sheet)


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
                total=_summed(rule),
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


def _summed(rule: RewardRule) -> Total:
    """What is still open has no sum, not even nought."""
    return Total.SUM if rule.amount is not None else Total.NONE


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
        f"{rule.id} {_percent(rule)}" + ("（离任）" if rule.leaving else "")
        for rule in line.reward.raises
    )


def _percent(rule: RewardRule) -> str:
    hundredths = 100 * (rule.percent or Fraction(0))
    return f"{show(half_up(hundredths.numerator, hundredths.denominator))}%"


def _remark() -> Cell:
    return Column(title="备注", share=56), lambda line: line.remark


def _township_notes(sheet: YearSheet) -> dict[str, str]:
    """Say beside each township's head what its sites come to."""
    return {name: _subtotal(sheet, lines) for name, lines in _by_township(sheet).items()}


def _subtotal(sheet: YearSheet, lines: Sequence[YearLine]) -> str:
    levels = [
        f"{name} {count} 个"
        for level, name in _from_top(sheet)
        if (count := sum(line.level == level for line in lines))
    ]
    said = [f"小计：{len(lines)} 个站点", "、".join(levels)]
    if _known(lines):
        said.append(f"奖补 {shown(Kind.MONEY, _money_of(lines))} 万元")
    if waiting := _waiting(lines):
        said.append(f"{waiting} 个站点的金额{TO_FILL}")
    return "，".join(filter(None, said))


def _known(lines: Sequence[YearLine]) -> bool:
    return any(rule.amount is not None for line in lines for rule in line.reward.rules)


def _money_of(lines: Sequence[YearLine]) -> Fraction:
    return sum((line.reward.money for line in lines), Fraction(0))


def _waiting(lines: Sequence[YearLine]) -> int:
    """Return of how many sites an amount is still open."""
    return sum(bool(line.reward.open) for line in lines)


def _by_township(sheet: YearSheet) -> dict[str, list[YearLine]]:
    found: dict[str, list[YearLine]] = {}
    for line in sheet.lines:
        found.setdefault(line.township, []).append(line)
    return found


def _from_top(sheet: YearSheet) -> list[tuple[int, str]]:
    return sorted(sheet.level_names.items(), reverse=True)


def _townships(sheet: YearSheet, paid: str) -> Table:
    def counted(level: str) -> str:
        return f"COUNTIFS({{sites.township:}},{{name}},{{sites.level:}},{level})"

    levels = _from_top(sheet)
    columns = [
        Column(title="乡镇（街道）", share=30, strong=True, key="name"),
        Column(
            title="站点",
            share=12,
            kind=Kind.COUNT,
            total=Total.SUM,
            formula="COUNTIF({sites.township:},{name})",
        ),
        Column(
            title="年均\n百分制",
            share=16,
            kind=Kind.SCORE,
            formula="AVERAGEIF({sites.township:},{name},{sites.percent:})",
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
        *(
            Column(
                title=f"{rule.id}\n{rule.give}\n（万元）",
                share=26,
                kind=Kind.MONEY,
                total=_summed(rule),
                formula=f"SUMIF({{{paid}.township:}},{{name}},{{{paid}.money{at}:}})",
            )
            for at, rule in enumerate(sheet.paying)
        ),
    ]
    if sheet.paying:
        total = f"SUMIF({{{paid}.township:}},{{name}},{{{paid}.money:}})"
        columns += [
            Column(
                title="合计\n（万元）",
                share=22,
                kind=Kind.MONEY,
                strong=True,
                total=Total.SUM,
                formula=total,
            ),
            Column(title="待填写\n站点", share=13, kind=Kind.COUNT, total=Total.SUM),
        ]
    rows = tuple(_township(sheet, name, lines) for name, lines in _by_township(sheet).items())
    return Table(columns=tuple(columns), rows=rows, name="按乡镇（街道）小计")


def _township(sheet: YearSheet, name: str, lines: Sequence[YearLine]) -> tuple[Value, ...]:
    percents = [line.percent for line in lines if line.percent is not None]
    fitting = [[line for line in lines if rule in line.reward.rules] for rule in sheet.paying]
    amounts: list[Value] = []
    for rule, found in zip(sheet.paying, fitting, strict=True):
        if rule.amount is None:
            amounts.append(OPEN if found else None)
        else:
            amounts.append(rule.amount * len(found))
    waiting = _waiting(lines)
    money: Value = OPEN if waiting and not _known(lines) else _money_of(lines)
    return (
        name,
        len(lines),
        sum(percents, Fraction(0)) / len(percents) if percents else NONE,
        *(sum(line.level == level for line in lines) for level, _ in _from_top(sheet)),
        sum(line.level is None for line in lines),
        *amounts,
        *((money, waiting) if sheet.paying else ()),
    )


def _levels(sheet: YearSheet) -> Table:
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
    ]
    if sheet.targets:
        columns += [
            Column(title="目标", share=14, kind=Kind.COUNT, total=Total.SUM, key="target"),
            Column(title="比目标多（少为负）", share=20, kind=Kind.COUNT, formula="{now}-{target}"),
        ]
    rows: list[tuple[Value, ...]] = []
    for level, name in _from_top(sheet):
        now, target = sum(line.level == level for line in sheet.lines), sheet.targets.get(level)
        apart = (NONE, NONE) if target is None else (target, now - target)
        rows.append((name, level, now, *apart)[: len(columns)])
    without = sum(line.level is None for line in sheet.lines)
    if without:
        rows.append((LEVELLESS, NONE, without, NONE, NONE)[: len(columns)])
    name = "星级分布和目标" if sheet.targets else "星级分布"
    return Table(columns=tuple(columns), rows=tuple(rows), name=name, key="levels")


def _rules(sheet: YearSheet) -> Table:
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
        return f"上浮 {_percent(rule)}", count, NONE
    return TO_FILL, count, TO_FILL if count else NONE


def _rule_remark(rule: RewardRule, count: int) -> str:
    if rule.leaving:
        return "限正常离任，人数由县里核"
    return "没有算进合计" if rule.open and count else ""


def _funds(sheet: YearSheet) -> Table:
    columns = (
        Column(title="资金", share=60, strong=True),
        Column(title="金额（万元）", share=24, kind=Kind.MONEY, total=Total.SUM),
    )
    return Table(columns=columns, rows=sheet.funds, name="资金来源", key="funds")


def _rule_notes(sheet: YearSheet) -> Iterator[str]:
    yield (
        "年均百分制是各轮冻结排名百分制的平均；各星的分是各项各轮平均后相加，"
        "按评分标准判得（得星）、失（未得星）、否决（负面清单联审通过）。"
    )
    if any(rule.years > 1 for rule in sheet.rules):
        yield "连续几年的按其中最低的星级；缺一年就不算，把历年星级导入后再印。"
    if sheet.paying:
        money, waiting = _money_of(sheet.lines), _waiting(sheet.lines)
        said = f"已定金额的奖补合计 {shown(Kind.MONEY, money)} 万元"
        if sheet.funds:
            funds = sum((amount for _, amount in sheet.funds), Fraction(0))
            said += f"，资金来源合计 {shown(Kind.MONEY, funds)} 万元"
        open_ = f"；另有 {waiting} 个站点的金额{TO_FILL}，没有按零算进去" if waiting else ""
        yield f"{said}{open_}。"
