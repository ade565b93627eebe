"""现场问题清单 of sealed visits: what a village has to put right, numbered as in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, partial
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.handing_on import EarlierVisits
from inspector.actions.papers.document import (
    BOTH,
    Document,
    Group,
    Option,
    Per,
    Planned,
    Wish,
)
from inspector.actions.papers.sealed_visits import sealed_lines, visit_words
from inspector.actions.recalling import Recalled
from inspector.actions.visit_sheets import file_stem, objections_of, standing, team_words
from inspector.domain import reading as trees
from inspector.domain.errors import InspectorError
from inspector.domain.explaining import found_facts, ground_words, loss_facts
from inspector.domain.finding import OUTCOME_WORDS, Outcome
from inspector.domain.ids import RoundId, SiteCode
from inspector.domain.place_words import place_words
from inspector.domain.points import ZERO
from inspector.domain.policy import Policy
from inspector.domain.problem import Fact, Problem, facts_of
from inspector.domain.rectifying import (
    RepairRules,
    Spot,
    problem_number,
    repair_rules,
)
from inspector.domain.scorecard import Loss
from inspector.domain.visit import EMPTY
from inspector.domain.wording import NO_PHOTO
from inspector.platform.folder import Role
from inspector.sheets.leaf import Leaf
from inspector.sheets.problem_sheet import ProblemLine, ProblemSheet, problem_leaf
from inspector.sheets.sheet_facts import Signer
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

ISSUE_LIST = "issue_list"
"""What the policy calls this document."""
TITLE = "现场问题清单"
TOGETHER = "一份"
MARKED, PLAIN = "marked", "plain"
COPIES = Option(
    name="copies",
    title="份数",
    choices=((MARKED, "每份都印，注明给谁"), (PLAIN, "只印一份，不注明")),
)
ZEROED = "该项已记零分，不再另扣"
ZERO_STEP = "零分"
EARLIER = "以前查出，照原期限"

NUMBER_BY_LEDGER, BY_LEDGER = "编号照整改台账", "照整改台账"
"""Who looks again must not be told what was found before, so knows neither number nor day."""

Numbers = Mapping[Spot, str]
Earlier = Callable[[Reading, SiteCode], Iterable[Problem]]


class NoProblemLists(InspectorError):
    """No visit was sealed, so nothing that was found is certain."""

    code: ClassVar[str] = "W280"
    what: ClassVar[str] = "{round} 轮没有定稿的站点，没有问题清单可印。"
    next_step: ClassVar[str] = "请先定稿；正在评的站点，问题见“今日”页和核对步骤。"


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return a list for each sealed visit of the round.

    Raises:
        NoRound, NoSuchRound, NoProblemLists: There is none.
    """
    round_id, lines = sealed_lines(desk, wish)
    if not lines:
        raise NoProblemLists(round=round_id)
    before = cache(partial(_before, desk, round_id))
    copies = wish.option(COPIES)
    return [
        Planned(
            key=str(line.uid),
            words=visit_words(line),
            make=partial(_leaf, desk, line, before, copies),
            site=line.key.site,
        )
        for line in lines
    ]


def _before(desk: Desk, round_id: RoundId) -> Earlier:
    """Return what tells the problems that stood at a site before the round.

    A laptop has them by its dispatch, an office finds them as for a dispatch: so both print what
    the village holds.
    """
    if desk.folder.role is not Role.OFFICE:
        return lambda reading, site: reading.problems.of_site(site)
    with desk.store.reading() as reading:
        return EarlierVisits(reading, round_id).problems


def _numbers(problems: Iterable[Problem]) -> Numbers:
    spots = {(one.item, one.checkpoint): one for one in problems}
    return {spot: problem_number(one.round, one.site, spot) for spot, one in spots.items()}


def _leaf(desk: Desk, line: VisitLine, before: Callable[[], Earlier], copies: str) -> Leaf:
    earlier = before()
    with desk.store.reading() as reading:
        numbers = _numbers(earlier(reading, line.key.site))
        sheet = _sheet(reading, standing(reading, desk, line.uid), line, numbers, copies)
    return problem_leaf(sheet, stem=f"问题清单_{file_stem(line)}")


def _sheet(
    reading: Reading, shown: Recalled, line: VisitLine, numbers: Numbers, wanted: str
) -> ProblemSheet:
    visit, key = shown.visit, line.key
    copies, words = copies_of(visit.policy), place_words(visit.line.site)
    card = visit.card() if visit.scored else None
    bench = _Bench(shown, line, numbers, repair_rules(visit.policy))
    return ProblemSheet(
        county=reading.meta.get(keys.COUNTY_NAME) or "",
        title=visit.policy.documents.get(ISSUE_LIST, TITLE),
        township=visit.line.township,
        site=visit.line.site,
        team=team_words(reading, visit),
        round=key.round,
        kind=visit.kind.name,
        at=shown.at,
        started=shown.started,
        form=visit.form,
        digest=shown.digest,
        points=card.points if card is not None else ZERO,
        lines=tuple(bench.scored(card.losses) if card is not None else bench.found()),
        people=tuple(Signer(name=one.name, role=one.role) for one in visit.people),
        secretary=visit.line.site.secretary,
        signers=visit.policy.signers_of(visit.kind.id),
        objections=tuple(sorted(objections_of(visit), key=lambda one: (one.item or "", one.text))),
        note=words.fit(copies.note),
        copies=tuple(map(words.fit, copies.labels)) if wanted == MARKED else ("",),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """What the policy says of copies: in its own words, and for whom each is."""

    note: str
    labels: tuple[str, ...]


def copies_of(policy: Policy) -> Copies:
    """Read how many copies there are, and for whom: ``一式两份：甲存档一份，乙对照整改一份``."""
    for one in map(trees.as_mapping, trees.listed({"documents": [], **policy.tree}, "documents")):
        if trees.text(one, "id") == ISSUE_LIST:
            note, count = trees.text(one, "note", ""), one.get("copies")
            several = count if isinstance(count, int) and count > 1 else 1
            named = note.partition("：")[2].split("，")
            if len(named) == several > 1:
                labels = tuple(name.strip().removesuffix(TOGETHER) for name in named)
            else:
                labels = tuple(f"第 {n} 份" if several > 1 else "" for n in range(1, several + 1))
            return Copies(note=note, labels=labels)
    return Copies(note="", labels=("",))


class _Bench:
    """What each problem of a visit is told by."""

    def __init__(
        self, shown: Recalled, line: VisitLine, numbers: Numbers, rules: RepairRules
    ) -> None:
        self._visit, self._line, self._numbers, self._rules = shown.visit, line, numbers, rules
        self._day, self._findings = shown.at.date(), shown.findings

    def scored(self, losses: Sequence[Loss]) -> Iterator[ProblemLine]:
        """Yield what cost points, as the ledger has it, in the words of the score sheet.

        Raises:
            EntryMismatch: An entry does not fit its form.
        """
        told = {(loss.item, loss.checkpoint): loss for loss in losses}
        for fact in facts_of(self._visit.rubric, self._visit.counted):
            line = self._of_fact(fact, told.get((fact.item, fact.checkpoint)))
            blind = self._visit.kind.rechecks
            yield replace(line, number=NUMBER_BY_LEDGER, again=BY_LEDGER) if blind else line

    def found(self) -> Iterator[ProblemLine]:
        """Yield what a visit without points found; who puts it right by when is left to the pen."""
        for one in self._findings:
            if one.outcome in (Outcome.NOTHING, Outcome.FIXED):
                continue
            said = (one.fact, one.cause, one.proposal)
            named = zip(("", "症结：", "办法："), said, strict=True)
            back = OUTCOME_WORDS[one.outcome] if one.outcome is not Outcome.FOUND else ""
            yield ProblemLine(
                number=f"第 {one.n} 条",
                item=self._item(one.item) if one.item is not None else one.section,
                text="：".join(filter(None, (back, one.problem))),
                facts=tuple(f"{label}{text}" for label, text in named if text),
                photos=f"{len(one.photos)} 张",
            )

    def _of_fact(self, fact: Fact, loss: Loss | None) -> ProblemLine:
        rubric, spot = self._visit.rubric, (fact.item, fact.checkpoint)
        own = problem_number(self._line.key.round, self._line.key.site, spot)
        number = self._numbers.get(spot, own)
        deadline = self._rules.class_of(fact)
        days = self._rules.days.get(deadline)
        text, step = fact.words, ZERO_STEP
        facts: tuple[str, ...] = (ZEROED,)
        if fact.checkpoint is not None:
            point = rubric.checkpoint(fact.checkpoint)
            step = next(one.name for one in rubric.steps if one.id == point.step)
            text = f"{fact.checkpoint} {point.text}"
            facts = (f"查到：{fact.words}", ZEROED)
        if loss is not None and fact.checkpoint is not None:
            facts = (*found_facts(loss.reasons), loss_facts((), loss.sentence))
        elif loss is not None:
            text, facts = loss.sentence, (ground_words(loss.reasons, zeroed=True),)
        return ProblemLine(
            number=number,
            item=self._item(fact.item),
            text=text,
            facts=facts,
            step=step,
            photos=self._photos(fact),
            deadline=deadline,
            due=self._day + timedelta(days=days) if days is not None else None,
            again="" if number == own else EARLIER,
        )

    def _item(self, code: str) -> str:
        titles = {str(item.code): item.short for item in self._visit.form.items()}
        return f"{code} {titles.get(code, '')}".strip()

    def _photos(self, fact: Fact) -> str:
        points = self._visit.rubric.item(fact.item).checkpoints
        if any(one.no_photo and one.code == fact.checkpoint for one in points):
            return NO_PHOTO
        return f"{len(self._visit.counted.get(fact.item, EMPTY).photos)} 张"


PROBLEM_LIST = Document(
    name="problem-list",
    title=TITLE,
    about="一件一行：查到什么、期限到哪天，责任人手填，村里签字；一式两份",
    group=Group.VISIT,
    roles=BOTH,
    per=Per.VISIT,
    plan=plan,
    options=(COPIES,),
)
