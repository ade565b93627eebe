"""约谈提醒函 and 约谈记录: for townships that lag in several frozen rounds in a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar

from inspector.actions.desk import Desk
from inspector.actions.forms import policy_of
from inspector.actions.papers.document import OFFICE, Document, Group, Per, Planned, Wish
from inspector.actions.papers.official_paper import (
    MODE,
    Said,
    Shape,
    addressed,
    common_facts,
    drawn_up,
    edition_stamp,
    font_remarks,
)
from inspector.actions.round_history import editions_back
from inspector.actions.rounds import round_meant
from inspector.actions.templates import template_of
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RoundId
from inspector.domain.lagging import Lagging, TalkRules, lagging, talk_rules
from inspector.domain.ranking import Edition, percent_text
from inspector.domain.wording import round_words
from inspector.sheets.leaf import Leaf
from inspector.sheets.official_facts import Block, Form, FormField, Grid, GridColumn
from inspector.store.unit import Reading

LETTER, RECORD = "talk-letter", "talk-record"


class NotFrozen(InspectorError):
    """A letter can only rest on a frozen ranking."""

    code: ClassVar[str] = "T215"
    what: ClassVar[str] = "{round}的排名还没有冻结，不能据此约谈。"
    next_step: ClassVar[str] = "请先在“排名”里冻结，再印约谈提醒函。"


class NobodyLags(InspectorError):
    """No township lags for as many rounds as the policy asks."""

    code: ClassVar[str] = "T216"
    what: ClassVar[str] = (
        "到{round}为止，没有连续{rounds}轮落后、或没有解除又落后的乡镇，不用约谈。"
    )
    next_step: ClassVar[str] = "落后的标准写在考评规则的 talk 里；只看已冻结的轮次。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One township that is talked to, and the ranking that it rests on."""

    edition: Edition
    lag: Lagging
    name: str
    rules: TalkRules

    @property
    def again(self) -> bool:
        """Whether it lags anew before it was released from an earlier talk."""
        return self.lag.in_a_row < self.rules.rounds

    @property
    def why(self) -> str:
        """Why it is talked to, in a few words."""
        return "没有解除又落后" if self.again else f"连续{self.lag.in_a_row}轮落后"


def plan_letters(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return a letter for each township that lags.

    Raises:
        NoRound, NoSuchRound, NotFrozen, NobodyLags: There is none.
    """
    return _plan(desk, wish, LETTER, wish.option(MODE))


def plan_records(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return a form for each township that lags.

    Raises:
        NoRound, NoSuchRound, NotFrozen, NobodyLags: There is none.
    """
    return _plan(desk, wish, RECORD, MODE.default)


def _plan(desk: Desk, wish: Wish, kind: str, mode: str) -> Sequence[Planned]:
    with desk.store.reading() as reading:
        talks = talks_of(reading, round_meant(reading, wish.round).id)
    return [
        Planned(
            key=talk.lag.township,
            words=f"{talk.name}，{talk.why}",
            make=partial(_leaf, desk, talk, kind, mode),
        )
        for talk in talks
    ]


def talks_of(reading: Reading, round_id: RoundId) -> tuple[Talk, ...]:
    """Return who is talked to after a round.

    Raises:
        NotFrozen, NobodyLags: There is no one.
    """
    editions = tuple(editions_back(reading, round_id))
    if not editions or editions[0].round != round_id:
        raise NotFrozen(round=round_words(round_id))
    rules = talk_rules(policy_of(reading))
    names = {one.code: one.name for one in reading.sites.townships()}
    found = lagging(editions, rules)
    if not found:
        raise NobodyLags(round=round_words(round_id), rounds=rules.rounds)
    return tuple(
        Talk(edition=editions[0], lag=lag, name=names[lag.township], rules=rules) for lag in found
    )


def _leaf(desk: Desk, talk: Talk, kind: str, mode: str) -> Leaf:
    at = datetime.fromisoformat(talk.edition.at)
    latest = talk.lag.rounds[0]
    with desk.store.reading() as reading:
        template = template_of(reading, kind)
        facts = common_facts(reading, talk.edition.round, at.date())
        whom = addressed(reading, talk.lag.township)
    said = Said(
        facts={
            **facts,
            "单位": f"{whom.name}{whom.party}",
            "你单位": whom.you,
            "党委": whom.party,
            "乡镇": talk.name,
            "连续": str(talk.lag.in_a_row),
            "几轮": str(talk.rules.rounds),
            "解除": str(talk.rules.release),
            "名次": str(latest.place),
            "得分": percent_text(latest.score),
            "全县平均": percent_text(latest.mean),
            "低多少": percent_text(latest.gap),
            "所在组": latest.among,
        },
        parts={"历轮成绩": (_scores(talk.lag),), "记录表": (_form(talk.name),)},
        holds={"连续落后": not talk.again, "再次落后": talk.again},
    )
    title = TITLES[kind]
    shape = Shape(
        mode=mode,
        stem=f"{title}_{talk.name}_{talk.edition.round}",
        at=at,
        stamp=edition_stamp(talk.edition),
        signed=kind == LETTER,
    )
    return drawn_up(template, said, shape)


def _scores(lag: Lagging) -> Block:
    columns = tuple(
        GridColumn(title=title, share=share)
        for title, share in (
            ("轮次", 20), ("平均得分", 16), ("全县名次", 16), ("全县平均", 16), ("低于平均", 16),
        )
    )  # fmt: skip
    rows = tuple(
        (
            round_words(one.round),
            percent_text(one.score),
            str(one.place),
            percent_text(one.mean),
            percent_text(one.gap),
        )
        for one in reversed(lag.rounds)
    )
    return Grid(columns=columns, rows=rows)


def _form(township: str) -> Block:
    """Return the record of a talk, to be filled in by hand."""

    def row(*titles: str, lines: float = 1.4) -> tuple[FormField, ...]:
        return tuple(FormField(title=title, lines=lines) for title in titles)

    return Form(
        rows=(
            row("时间", "地点"),
            row("约谈人", "职务"),
            (
                FormField(title="被约谈单位", words=township, lines=1.4),
                FormField(title="被约谈人", lines=1.4),
            ),
            row("参加人员", "记录人"),
            row("约谈内容", lines=4.2),
            row("被约谈人\n表态", lines=3),
            row("整改承诺\n及时限", lines=3),
            row("约谈人\n签字", "被约谈人\n签字", lines=1.8),
        )
    )


TITLES = {LETTER: "约谈提醒函", RECORD: "约谈记录"}

TALK_LETTER = Document(
    name=LETTER,
    title=TITLES[LETTER],
    about="给连续落后的乡镇：历轮成绩、约谈时要准备什么；只看已冻结的轮次",
    group=Group.RANKING,
    roles=OFFICE,
    per=Per.TOWNSHIP,
    plan=plan_letters,
    options=(MODE,),
    remarks=font_remarks,
)
TALK_RECORD = Document(
    name=RECORD,
    title=TITLES[RECORD],
    about="约谈时手填的记录表，乡镇和事由已印好",
    group=Group.RANKING,
    roles=OFFICE,
    per=Per.TOWNSHIP,
    plan=plan_records,
    remarks=font_remarks,
)
