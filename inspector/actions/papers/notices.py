"""整改通知书: what a township, or a village, has to put right, by when, and how it is closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from itertools import count, groupby
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.papers.document import OFFICE, Document, Group, Option, Per, Planned, Wish
from inspector.actions.papers.official_paper import (
    MODE,
    Said,
    Shape,
    addressed,
    common_facts,
    drawn_up,
    font_remarks,
    you,
)
from inspector.actions.ranking import latest_edition
from inspector.actions.repairing import RepairLine, repair_lines
from inspector.actions.rounds import round_meant
from inspector.actions.templates import template_of
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId
from inspector.domain.rectifying import repair_rules
from inspector.domain.wording import day_words, full_day_words, round_words
from inspector.sheets.leaf import Leaf
from inspector.sheets.official_facts import Block, Grid, GridColumn, Text

BY_TOWNSHIP, BY_SITE = "township", "site"
BY = Option(
    name="by",
    title="发给",
    choices=((BY_TOWNSHIP, "每个乡镇一份"), (BY_SITE, "每个村（社区）一份")),
)
PAST = "*"
PAST_NOTE = f"{PAST} 到本通知印发时已经到期，请立即整改。"


class NothingToPutRight(InspectorError):
    """No problem stands open."""

    code: ClassVar[str] = "W250"
    what: ClassVar[str] = "到{round}为止，没有未销号的问题，不用发整改通知书。"
    next_step: ClassVar[str] = "请核对轮次，或看整改台账。"


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return a notice for each township, or site, that has an open problem.

    Raises:
        NoRound, NoSuchRound, NothingToPutRight: There is none.
    """
    with desk.store.reading() as reading:
        round_id = round_meant(reading, wish.round).id
    lines = _open(desk, round_id)
    if not lines:
        raise NothingToPutRight(round=round_words(round_id))
    by, mode = wish.option(BY), wish.option(MODE)
    parts: dict[str, list[RepairLine]] = {}
    for line in lines:
        parts.setdefault(_key(line, by), []).append(line)
    return [
        Planned(
            key=key,
            words=_words(part[0], by),
            site=part[0].repair.site if by == BY_SITE else None,
            make=partial(_leaf, desk, round_id, part, by, mode),
        )
        for key, part in parts.items()
    ]


def _open(desk: Desk, round_id: RoundId) -> list[RepairLine]:
    return [line for line in repair_lines(desk, round_id) if line.repair.open]


def _key(line: RepairLine, by: str) -> str:
    return str(line.repair.site if by == BY_SITE else line.township)


def _words(line: RepairLine, by: str) -> str:
    if by == BY_SITE:
        return f"{line.township_name} {line.site_name}（尾号 {line.repair.site[-3:]}）"
    return line.township_name


def _leaf(desk: Desk, round_id: RoundId, lines: Sequence[RepairLine], by: str, mode: str) -> Leaf:
    first, single = lines[0], by == BY_SITE
    with desk.store.reading() as reading:
        edition = latest_edition(reading, round_id)
        at = datetime.fromisoformat(edition.at) if edition else desk.clock()
        template = template_of(reading, "notice")
        days = repair_rules(policy_of(reading)).days
        facts = common_facts(reading, round_id, at.date())
        whom = addressed(reading, first.township)
    due = [line.repair.due for line in lines if line.repair.due is not None]
    name = f"{first.township_name}{first.site_name}" if single else first.township_name
    said = Said(
        facts={
            **facts,
            "单位": name if single else f"{name}{whom.party}",
            "你单位": you(first.site_name) if single else whom.you,
            "乡镇": first.township_name,
            "村数": str(len({line.repair.site for line in lines})),
            "问题数": str(len(lines)),
            "最迟": full_day_words(max(due)) if due else "",
        },
        parts={
            "问题清单": (problem_grid(lines, at.date(), single=single),),
            "期限": tuple(deadline_blocks(lines, days)),
        },
        holds={"发乡镇": not single, "发站点": single},
    )
    stem = f"整改通知书_{name}_{round_id}" + (f"_{first.repair.site[-3:]}" if single else "")
    return drawn_up(template, said, Shape(mode=mode, stem=stem, at=at))


def problem_grid(lines: Sequence[RepairLine], day: date, *, single: bool) -> Block:
    """Return the list of problems, numbered, under the name of each village.

    ``lines`` are sorted by village. A single one is not named again.
    """
    columns = tuple(
        GridColumn(title=title, share=share, left=left)
        for title, share, left in (
            ("序号", 7, False), ("考评项", 26, True), ("问题", 52, True), ("整改期限", 15, False),
        )
    )  # fmt: skip
    rows: list[tuple[str, ...]] = []
    numbers = count(1)
    for _, part in groupby(lines, key=lambda line: line.repair.site):
        listed = list(part)
        if not single:
            rows.append((f"{listed[0].site_name}，{len(listed)}个问题",))
        rows += [
            (str(next(numbers)), line.item_title, line.repair.fact, due_words(line, day))
            for line in listed
        ]
    note = PAST_NOTE if any(row[-1].endswith(PAST) for row in rows) else ""
    return Grid(columns=columns, rows=tuple(rows), note=note)


def due_words(line: RepairLine, day: date) -> str:
    """Say by when a problem is to be put right, seen from the notice's day."""
    due = line.repair.due
    if due is None:
        return line.repair.deadline
    return f"{day_words(due)}{PAST if due < day else ''}"


def deadline_blocks(lines: Sequence[RepairLine], days: Mapping[str, int]) -> Sequence[Block]:
    """Say how many problems each class of deadlines has, and how many days."""
    counts = Counter(line.repair.deadline for line in lines)
    said = [
        f"{name}的{number}个，自查出之日起{days[name]}日内改到位"
        for name, number in counts.items()
        if name in days
    ]
    return (Text(f"{'；'.join(said)}。每个问题的整改期限见问题清单。"),) if said else ()


NOTICE = Document(
    name="notice",
    title="整改通知书",
    about="给乡镇或村：未销号的问题、期限、怎样销号",
    group=Group.REPAIR,
    roles=OFFICE,
    per=Per.TOWNSHIP,
    plan=plan,
    options=(BY, MODE),
    remarks=font_remarks,
)
