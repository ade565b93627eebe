"""站点卡: a site's facts, its results round by round, and what is still open there.

For the office only: a card tells earlier marks, and a team must not see those before its own
are in (no anchoring). So there is none on a laptop, not even without the marks: half a card
would be handed round as a whole one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from inspector.actions import keys
from inspector.actions.desk import Desk
from inspector.actions.forms import negative_list_of, policy_of, rubric_of_id
from inspector.actions.papers.document import OFFICE, Document, Group, Per, Planned, Wish
from inspector.actions.ranking import latest_edition
from inspector.actions.repairing import RepairLine, repair_lines
from inspector.actions.rounds import round_meant
from inspector.domain.denial import Denial, in_force
from inspector.domain.ids import RoundId, SiteCode
from inspector.domain.place_words import place_words
from inspector.domain.policy import Policy
from inspector.domain.ranking import Edition, percent_text
from inspector.domain.rectifying import REPAIR_WORDS
from inspector.domain.visit import Objection, VisitState
from inspector.domain.wording import edition_word, word
from inspector.sheets.leaf import Leaf
from inspector.sheets.site_card import CardSection, SiteCard, card_leaf
from inspector.sheets.table import Column
from inspector.store.sites import SiteLine
from inspector.store.unit import Reading

NOTICE = "本卡有以前各轮的成绩，只供县办使用；还没有考评这个站点的组，不得看。"
NOT_FROZEN = "还没有冻结排名"
LEFT_OUT = "未计入：{why}"
NO_RESULT = "没有成绩"
IN_FORCE = "生效中"
UNKNOWN = "—"


def plan(desk: Desk, wish: Wish) -> Sequence[Planned]:
    """Return a card for each site of the county, as of a round.

    Raises:
        NoRound, NoSuchRound: There is no such round.
    """
    with desk.store.reading() as reading:
        round_id = round_meant(reading, wish.round).id
        places = reading.sites.lines()
    facts = cache(partial(_gathered, desk, round_id))
    return [
        Planned(
            key=str(place.site.code),
            words=f"{place.township} {place.site.name}（尾号 {place.site.tail}）",
            make=partial(_leaf, desk, place, round_id, facts),
            site=place.site.code,
        )
        for place in places
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What all cards are drawn from; gathered once, when the first is made."""

    county: str
    policy: Policy
    rounds: tuple[RoundId, ...]
    """Those that rank, newest first."""
    editions: dict[RoundId, Edition]
    seen: frozenset[tuple[RoundId, SiteCode]]
    """Where a sealed visit lies."""
    repairs: dict[SiteCode, list[RepairLine]]
    denials: tuple[Denial, ...]
    conditions: dict[str, str]
    objections: dict[SiteCode, list[tuple[RoundId, Objection]]]
    forms: dict[str, str]


def _gathered(desk: Desk, round_id: RoundId) -> _Facts:
    repairs: defaultdict[SiteCode, list[RepairLine]] = defaultdict(list)
    for line in repair_lines(desk, round_id):
        if line.repair.open:
            repairs[line.repair.site].append(line)
    with desk.store.reading() as reading:
        rounds = list(reading.rounds.all())
        upto = rounds[: [one.id for one in rounds].index(round_id) + 1][::-1]
        editions = {one.id: latest_edition(reading, one.id) for one in upto}
        rubrics = {line.site.rubric for line in reading.sites.lines()}
        objections: defaultdict[SiteCode, list[tuple[RoundId, Objection]]] = defaultdict(list)
        seen = set()
        for one in upto:
            for visit in reading.visits.lines(one.id):
                if visit.state is VisitState.SEALED:
                    seen.add((one.id, visit.key.site))
                for objection in reading.visits.objections(visit.uid) if visit.objections else ():
                    objections[visit.key.site].append((one.id, objection))
        return _Facts(
            county=reading.meta.get(keys.COUNTY_NAME) or "",
            policy=policy_of(reading),
            rounds=tuple(one.id for one in upto if one.of is None),
            editions={key: one for key, one in editions.items() if one is not None},
            seen=frozenset(seen),
            repairs=dict(repairs),
            denials=reading.denials.all(),
            conditions=_conditions(reading),
            objections=dict(objections),
            forms={one: rubric_of_id(reading, one).title for one in rubrics},
        )


def _conditions(reading: Reading) -> dict[str, str]:
    return {entry.id: entry.condition for entry in negative_list_of(reading).entries}


def _leaf(desk: Desk, place: SiteLine, round_id: RoundId, facts: Callable[[], _Facts]) -> Leaf:
    known, at, site = facts(), desk.clock(), place.site
    card = SiteCard(
        county=known.county,
        place=f"{place.township} {site.name}（尾号 {site.tail}）",
        right=f"到 {round_id} 轮",
        at=at,
        facts=(
            ("站点代码", str(site.code)),
            ("类别", site.kind or UNKNOWN),
            ("评分标准", known.forms[site.rubric]),
            ("经纬度", "，".join(filter(None, (site.lon, site.lat))) or UNKNOWN),
            (place_words(site).secretary, site.secretary or UNKNOWN),
            ("电话", site.phone or UNKNOWN),
            ("名册备注", site.remark or UNKNOWN),
            ("未销号问题", f"{len(known.repairs.get(site.code, ()))} 件"),
        ),
        sections=(
            _results(known, place),
            _problems(known, site.code),
            _rechecks(known, site.code),
            _denials(known, site.code, in_force(known.denials, site.code, at.date())),
            _objections(known, site.code),
        ),
        notice=NOTICE,
    )
    stem = f"站点卡_{place.township}_{site.name}_{site.code}_{round_id}"
    return card_leaf(card, stem=stem)


def _results(known: _Facts, place: SiteLine) -> CardSection:
    return CardSection(
        heading="各轮结果",
        columns=(
            Column(title="轮次", share=20, strong=True),
            Column(title="百分制得分", share=16, figures=True),
            Column(title="星级", share=24),
            Column(title="全县名次", share=18, figures=True),
            Column(title="乡镇内名次", share=18, figures=True),
            Column(title="排名", share=34),
        ),
        rows=tuple(_result_rows(known, place)),
        none="还没有考评过。",
        where="各轮排名表",
        unit="轮",
    )


def _result_rows(known: _Facts, place: SiteLine) -> Iterator[tuple[str, ...]]:
    site = place.site.code
    for round_id in known.rounds:
        edition = known.editions.get(round_id)
        if edition is None:
            if (round_id, site) in known.seen:
                yield (round_id, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, NOT_FROZEN)
            continue
        ranking, frozen = edition.ranking, edition_word(edition.number)
        why = next((one.why for one in ranking.excluded if one.site == site), None)
        row = next((one for one in ranking.sites if one.site == site), None)
        if row is None:
            state = LEFT_OUT.format(why=word(why)) if why is not None else NO_RESULT
            yield (round_id, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, f"{frozen}　{state}")
            continue
        near = [one.percent for one in ranking.sites if one.township == row.township]
        better = sum(one > row.percent for one in near)
        denied = next((one for one in ranking.denied if one.site == site), None)
        level = known.policy.level_name(row.level)
        if denied is not None:
            level += f"（原{known.policy.level_name(denied.before)}）"
        yield (
            round_id,
            percent_text(row.percent),
            level,
            f"{row.place} / {len(ranking.sites)}",
            f"{better + 1} / {len(near)}",
            frozen,
        )


def _problems(known: _Facts, site: SiteCode) -> CardSection:
    lines = sorted(known.repairs.get(site, []), key=lambda one: one.repair.due or date.max)
    return CardSection(
        heading=f"未销号问题　{len(lines)} 件",
        columns=(
            Column(title="编号", share=36),
            Column(title="考评项", share=36, strong=True),
            Column(title="查出的问题", share=50),
            Column(title="期限", share=22),
            Column(title="状态", share=14),
        ),
        rows=tuple(
            (
                line.repair.number,
                f"{line.repair.item} {line.item_title}".strip(),
                line.repair.fact,
                f"{line.repair.due:%Y-%m-%d}" if line.repair.due else line.repair.deadline,
                REPAIR_WORDS[line.repair.state],
            )
            for line in lines
        ),
        none="没有未销号的问题。",
        where="整改台账",
        unit="件",
    )


def _rechecks(known: _Facts, site: SiteCode) -> CardSection:
    return CardSection(
        heading="复核",
        columns=(
            Column(title="轮次", share=20, strong=True),
            Column(title="原考评组", share=30),
            Column(title="复核组", share=30),
            Column(title="结果", share=30),
        ),
        rows=tuple(
            (
                round_id,
                f"{one.first_team} 组　{percent_text(one.first)}",
                f"{one.again_team} 组　{percent_text(one.again)}",
                word(one.counts),
            )
            for round_id, edition in known.editions.items()
            for one in edition.ranking.rechecked
            if one.site == site
        ),
        none="冻结的排名里没有复核。",
        where="复核清单",
    )


def _denials(known: _Facts, site: SiteCode, holding: Sequence[Denial]) -> CardSection:
    own = [one for one in reversed(known.denials) if one.site == site]
    return CardSection(
        heading="负面清单联审结论",
        columns=(
            Column(title="条目", share=14, strong=True),
            Column(title="内容", share=46),
            Column(title="文书、认定单位", share=42),
            Column(title="认定日期至期满", share=32),
            Column(title="结论", share=24),
        ),
        rows=tuple(
            (
                one.entry,
                known.conditions.get(one.entry, UNKNOWN),
                f"{one.document}，{one.office}",
                f"{one.decided:%Y-%m-%d} 至 {one.until:%Y-%m-%d}",
                f"{word(one.verdict)}{f'，{IN_FORCE}' if one in holding else ''}",
            )
            for one in own
        ),
        none="没有联审结论。",
        where="联审结论登记",
    )


def _objections(known: _Facts, site: SiteCode) -> CardSection:
    return CardSection(
        heading="村（社区）的不同意见",
        columns=(
            Column(title="轮次", share=18, strong=True),
            Column(title="考评项", share=16),
            Column(title="意见", share=76),
            Column(title="提出人", share=24),
        ),
        rows=tuple(
            (round_id, one.item or "整次考评", one.text, one.by)
            for round_id, one in known.objections.get(site, ())
        ),
        none="没有提出过。",
        where="各次打分表",
    )


SITE_CARD = Document(
    name="site-card",
    title="站点卡",
    about="一个站点一页：各轮得分、星级、名次，未销号问题，复核、负面清单、不同意见",
    group=Group.VISIT,
    roles=OFFICE,
    per=Per.SITE,
    plan=plan,
)
