"""空白打分表 and 走访记录条: paper that is filled in by pen, before anybody has counted anything.

Each belongs to a planned visit, so a laptop can print tomorrow's in the evening; a form without a
site is for anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from inspector.actions import keys
from inspector.actions.blank_paper import NoBlankToPrint, Wanted, form_of, planned_lines, site_of
from inspector.actions.desk import Desk
from inspector.actions.forms import RUBRIC, policy_of, rubric_of_id
from inspector.actions.papers.document import BOTH, Document, Group, Option, Per, Planned, Wish
from inspector.actions.scoring import kind_of
from inspector.actions.visit_sheets import file_stem
from inspector.domain.errors import InspectorError
from inspector.domain.ids import RubricId
from inspector.domain.star_duties import duties
from inspector.domain.team import Team
from inspector.sheets.blank_facts import BlankSheet, Walker
from inspector.sheets.blank_sheet import blank_leaf
from inspector.sheets.leaf import Leaf
from inspector.sheets.sheet_facts import Signer
from inspector.sheets.walk_strip import strip_leaf
from inspector.store.unit import Reading
from inspector.store.visits import VisitLine

FORMS = "forms"
OF = Option(
    name="of",
    title="印给谁",
    choices=(("visits", "分派的站点"), (FORMS, "通用，不分站点")),
)


class NobodyWalks(InspectorError):
    """The team of a visit has no members in the list."""

    code: ClassVar[str] = "W221"
    what: ClassVar[str] = "{team} 组的名册里没有成员，排不出走访记录条。"
    next_step: ClassVar[str] = "请县办在考评组名册里补上成员，重新下发。"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A sheet to print, the team that goes there, and what its file is called."""

    facts: BlankSheet
    team: Team | None
    stem: str


_Draw = Callable[[_Sheet], Leaf]


def _plan(draw: _Draw, desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return a leaf for each planned visit, on a laptop its team's; or one for each form.

    Raises:
        NoRound, NoSuchRound, NoBlankToPrint: No visit is planned.
    """
    with desk.store.reading() as reading:
        if wish.option(OF) == FORMS:
            titles = {one.id: one.tree()["title"] for one in reading.documents.all_current(RUBRIC)}
            return [
                Planned(key=form, words=f"{title}（{form}）", make=partial(_form, draw, desk, form))
                for form, title in titles.items()
            ]
        lines = planned_lines(reading, Wanted(round=wish.round))
    return [
        Planned(
            key=str(line.uid),
            words=f"{line.township} {line.site}（尾号 {line.key.site[-3:]}）",
            make=partial(_visit, draw, desk, line),
            site=line.key.site,
        )
        for line in lines
    ]


def _form(draw: _Draw, desk: Desk, form: str) -> Leaf:
    with desk.store.reading() as reading:
        county = reading.meta.get(keys.COUNTY_NAME) or ""
        facts = BlankSheet(county=county, rubric=rubric_of_id(reading, RubricId(form)))
    return draw(_Sheet(facts=facts, team=None, stem=f"通用_{form}"))


def _visit(draw: _Draw, desk: Desk, line: VisitLine) -> Leaf:
    with desk.store.reading() as reading:
        sheet = _sheet(reading, line)
    return draw(sheet)


def _sheet(reading: Reading, line: VisitLine) -> _Sheet:
    site, team = site_of(reading, line), reading.teams.one(line.key.team)
    if team is None:
        raise NoBlankToPrint(round=line.key.round, place=f" {line.site}")
    townships = {one.code: one.name for one in reading.sites.townships()}
    home = townships.get(team.home, "")
    policy = policy_of(reading)
    facts = BlankSheet(
        county=reading.meta.get(keys.COUNTY_NAME) or "",
        rubric=form_of(reading, line),
        township=site.township,
        site=site.site,
        visit=line.uid,
        round=f"{line.key.round} 轮",
        kind=kind_of(policy, line.key).name,
        team=f"{team.id} 组（{home}）" if home else f"{team.id} 组",
        people=tuple(Signer(name=one.name, role=one.role) for one in team.members),
        secretary=site.site.secretary,
        signers=policy.signers_of(line.key.kind),
    )
    return _Sheet(facts=facts, team=team, stem=file_stem(line))


def _blank(sheet: _Sheet) -> Leaf:
    return blank_leaf(sheet.facts, stem=f"{BLANK.title}_{sheet.stem}")


def _strip(sheet: _Sheet) -> Leaf:
    return strip_leaf(sheet.facts, _walkers(sheet), stem=f"{STRIP.title}_{sheet.stem}")


def _walkers(sheet: _Sheet) -> tuple[Walker, ...]:
    team, rubric = sheet.team, sheet.facts.rubric
    if team is None:  # a form of no site: one strip with everything, for anybody
        every = frozenset(star.id for star in rubric.stars)
        return (Walker(name="", role="", stars=every),)
    if not team.members:
        raise NobodyWalks(team=team.id)
    shares = duties(rubric, team.members)
    return tuple(
        Walker(name=member.name, role=member.role, stars=stars)
        for member, stars in zip(team.members, shares, strict=True)
        if stars
    )


BLANK = Document(
    name="blank",
    title="空白打分表",
    about="去村里以前印好，用笔填：每个要点的方框、原因的字母，和键盘上一样",
    group=Group.VISIT,
    roles=BOTH,
    per=Per.VISIT,
    plan=partial(_plan, _blank),
    options=(OF,),
)
STRIP = Document(
    name="strip",
    title="走访记录条",
    about="边走边记，每个考评员只有自己那几颗星的要点，折起来握在手里",
    group=Group.VISIT,
    roles=BOTH,
    per=Per.VISIT,
    plan=partial(_plan, _strip),
    options=(OF,),
)
