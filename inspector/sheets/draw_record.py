"""抽签记录: which team goes where, by which lot, under which rules, and how to draw it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inspector.domain.wording import full_day_words
from inspector.sheets.listing import Column, Kind, Listing, Table, Total, Value

KEPT, BROKEN = "符合", "不符合"
NO_EXCEPTION = "没有例外：没有人因回避换组，没有站点空着。"
SIGNED_BY_HAND = "（签字）"
NONE_BEFORE = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One team and the township it goes to."""

    team: str
    home: str
    township: str
    sites: int
    before: tuple[str, ...] = ()
    """Where it went in the earlier rounds, in the order of ``DrawRecord.earlier``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChecked:
    """One rule: what was checked, and the first case against it, if there is one."""

    name: str
    checked: str
    against: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRecord:
    """Everything the record of one planned round prints."""

    county: str
    round: str
    at: datetime
    """When it was planned."""
    drawn: bool
    """By lot; else by turn."""
    method: str
    earlier: tuple[str, ...]
    """Rounds before this one, the latest first."""
    teams: tuple[Drawn, ...]
    rules: tuple[RuleChecked, ...]
    exceptions: tuple[str, ...]
    proof: tuple[str, ...]
    """How to do it again, a paragraph each."""
    notice: str = ""


def draw_record(record: DrawRecord) -> Listing:
    """Return the record: result, rules, exceptions, proof, signatures."""
    name = "抽签" if record.drawn else "排组"
    return Listing(
        title=f"{record.county}考评组{name}记录",
        at=record.at,
        tables=(_teams(record, name), _rules(record), _exceptions(record)),
        subtitles=(
            f"{record.round} 轮　{full_day_words(record.at)} {record.at:%H:%M} 排定",
            record.method,
        ),
        notes=record.proof,
        left=record.county,
        right=f"{record.round} 轮",
        notice=record.notice,
        small=True,
        signers=(f"{name}人", "监督人", "主持人", "日期"),
    )


def _teams(record: DrawRecord, name: str) -> Table:
    columns = (
        Column(title="考评组", share=12, strong=True),
        Column(title="本组所属乡镇", share=22),
        Column(title="这一轮去", share=24, strong=True),
        Column(title="站点", share=10, kind=Kind.COUNT, total=Total.SUM),
        *(Column(title=f"{one} 轮去", share=22) for one in record.earlier),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (one.team, one.home, one.township, one.sites, *(was or NONE_BEFORE for was in one.before))
        for one in record.teams
    )
    return Table(columns=columns, rows=rows, name=f"{name}结果")


def _rules(record: DrawRecord) -> Table:
    columns = (
        Column(title="规则", share=34, strong=True),
        Column(title="核对情况", share=18),
        Column(title="结果", share=48),
    )
    rows = tuple(
        (one.name, one.checked, f"{BROKEN}：{one.against}" if one.against else KEPT)
        for one in record.rules
    )
    kept = sum(not one.against for one in record.rules)
    return Table(columns=columns, rows=rows, name=f"规则核对：{len(rows)} 条，符合 {kept} 条")


def _exceptions(record: DrawRecord) -> Table:
    columns = (Column(title="情况", share=70, strong=True), Column(title="批准人", share=30))
    rows = tuple((one, SIGNED_BY_HAND) for one in record.exceptions)
    name = f"例外 {len(rows)} 件" if rows else "例外"
    return Table(columns=columns, rows=rows, name=name, empty=NO_EXCEPTION)
