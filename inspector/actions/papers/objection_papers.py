"""异议处理表 of each visit that a village objected to, and 异议清单 of the round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.papers.document import OFFICE, Document, Group, Option, Per, Planned, Wish
from inspector.actions.rounds import round_meant
from inspector.actions.scoring import OpenVisit, load_visit
from inspector.actions.visit_sheets import file_stem
from inspector.domain.errors import InspectorError
from inspector.domain.explaining import aside_sentences, loss_facts
from inspector.domain.ids import RoundId
from inspector.domain.objecting import objection_rules, workdays_after
from inspector.domain.place_words import place_words
from inspector.domain.scorecard import Loss, Scorecard
from inspector.domain.visit import EMPTY, Objection, VisitState
from inspector.domain.visit_paper import Correction
from inspector.domain.wording import record_code
from inspector.sheets import qr
from inspector.sheets.leaf import Leaf
from inspector.sheets.listing_pdf import listing_leaf
from inspector.sheets.objection_form import (
    Corrected,
    Objected,
    ObjectionList,
    ObjectionSheet,
    objection_leaf,
    objection_listing,
)
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

BY = Option(
    name="by",
    title="分开",
    choices=(("site", "每次考评一份处理表"), ("list", "全部一张清单")),
)
LIST = "list"


class NoObjections(InspectorError):
    """No village objected to anything in the round."""

    code: ClassVar[str] = "W283"
    what: ClassVar[str] = "{round} 轮收到的定稿里没有村（社区）的不同意见，没有异议处理表可印。"
    next_step: ClassVar[str] = "签字时提的意见随记录交来；还没交的，收到以后再印。"


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return a form for each visit with objections, or one list of them all.

    Raises:
        NoRound, NoSuchRound, NoObjections: There is none.
    """
    with desk.store.reading() as reading:
        round_id = round_meant(reading, wish.round).id
        lines = [
            line
            for line in reading.visits.lines(round_id)
            if line.objections and line.state is VisitState.SEALED
        ]
    if not lines:
        raise NoObjections(round=round_id)
    if wish.option(BY) == LIST:
        make = partial(_list, desk, round_id, lines)
        return [Planned(key=LIST, words=f"{round_id} 轮异议清单", make=make)]
    return [
        Planned(
            key=str(line.uid),
            words=f"{line.township} {line.site}（尾号 {line.key.site[-3:]}），{line.objections} 条",
            make=partial(_leaf, desk, line),
            site=line.key.site,
        )
        for line in lines
    ]


def _leaf(desk: Desk, line: VisitLine) -> Leaf:
    with desk.store.reading() as reading:
        sheet = _sheet(reading, line)
    return objection_leaf(sheet, stem=f"异议处理表_{file_stem(line)}")


def _list(desk: Desk, round_id: RoundId, lines: Sequence[VisitLine]) -> Leaf:
    with desk.store.reading() as reading:
        sheets = tuple(_sheet(reading, line) for line in lines)
    made = ObjectionList(
        county=sheets[0].county,
        round=round_id,
        at=max(one.at for one in sheets),
        sheets=sheets,
        notice=sheets[0].notice,
    )
    return listing_leaf(objection_listing(made), stem=f"异议清单_{round_id}")


def _sheet(reading: Reading, line: VisitLine) -> ObjectionSheet:
    head, visit = reading.visits.one(line.uid), load_visit(reading, line.uid)
    if head is None or head.sealing is None:
        raise AssertionError("a sealed visit has its seal")
    sealing, card, rules = head.sealing, visit.card(), objection_rules(visit.policy)
    day, words = sealing.at.date(), place_words(visit.line.site)
    return ObjectionSheet(
        county=reading.meta.get(keys.COUNTY_NAME) or "",
        round=line.key.round,
        township=line.township,
        name=line.site,
        tail=line.key.site[-3:],
        code=line.key.site,
        team=f"{line.key.team} 组",
        at=sealing.at,
        record_code=record_code(sealing.digest),
        objections=tuple(_objected(visit, card, reading.papers.corrections(line.uid))),
        window=rules.window,
        window_until=workdays_after(day, rules.window),
        decide=rules.decide,
        decide_until=workdays_after(day, rules.decide),
        who=words.fit(rules.who),
        words=words,
        notice=visit.policy.notice,
        qr=qr.sheet_line(
            site=line.key.site, at=sealing.at, points=card.points, digest=sealing.digest
        ),
    )


def _objected(
    visit: OpenVisit, card: Scorecard, corrections: Sequence[Correction]
) -> Iterator[Objected]:
    """Yield the objections by item; those about none of the form's come last."""
    places = {item.code: at for at, item in enumerate(visit.rubric.items())}
    last = len(places)
    for one in sorted(
        visit.objections,
        key=lambda each: last if each.item is None else places.get(each.item, last),
    ):
        corrected = tuple(
            Corrected(before=each.before, after=each.after, reason=each.reason, by=each.by)
            for each in corrections
            if each.item == one.item
        )
        yield _one(visit, card, one, corrected)


def _one(
    visit: OpenVisit, card: Scorecard, objection: Objection, corrected: tuple[Corrected, ...]
) -> Objected:
    result = next((item for item in card.items if item.code == objection.item), None)
    if result is None:
        return Objected(item="", text=objection.text, by=objection.by)
    entry = visit.counted.get(result.code, EMPTY)
    losses = [_told(visit, loss) for loss in card.losses if loss.item == result.code]
    return Objected(
        item=f"{result.code} {visit.rubric.item(result.code).title}",
        text=objection.text,
        by=objection.by,
        points=result.points,
        max=result.max,
        reasons=(*aside_sentences(entry), *losses),
        photos=len(entry.photos),
        corrected=corrected,
    )


def _told(visit: OpenVisit, loss: Loss) -> str:
    """Say at which checkpoint points were lost, and why: who decides has only this paper."""
    facts = loss_facts(loss.reasons, loss.sentence)
    if loss.checkpoint is None:
        return facts
    return f"{loss.checkpoint} {visit.rubric.checkpoint(loss.checkpoint).text}。{facts}"


OBJECTION = Document(
    name="objection",
    title="异议处理表",
    about="村（社区）说什么、记录怎么写、乡镇意见和县办裁定的空栏，期限已算好；也可印全部清单",
    group=Group.VISIT,
    roles=OFFICE,
    per=Per.VISIT,
    plan=plan,
    table=True,
    options=(BY,),
)
