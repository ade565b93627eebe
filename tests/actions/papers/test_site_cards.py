"""站点卡: facts, results of frozen rounds and what is open, on one page, at the office only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lain_visits import SECOND, Seen, lying_at
from later_rounds import LATER, freeze_scores, plan_later
from played_county import ROUND, START, County, at_office, in_field
from pypdfium2 import PdfDocument

from inspector.actions.denying import Decision, decide
from inspector.actions.desk import Desk
from inspector.actions.forms import negative_list_of
from inspector.actions.papers import site_cards
from inspector.actions.papers.document import Planned, Wish
from inspector.actions.papers.registry import documents_of
from inspector.actions.papers.site_cards import NOT_FROZEN, SITE_CARD, UNKNOWN
from inspector.actions.papers.writing import paper_pdf
from inspector.actions.ranking import latest_edition
from inspector.actions.repairing import repair_lines
from inspector.domain.canonical import canonical
from inspector.domain.denial import Verdict
from inspector.domain.edition_tree import edition_to_tree
from inspector.domain.ids import ItemCode, RoundId, SiteCode, TeamId, TownshipCode
from inspector.domain.ranking import (
    Counts,
    Denied,
    Edition,
    Excluded,
    Exclusion,
    Ranking,
    Rechecked,
    percent_text,
)
from inspector.domain.visit import Objection
from inspector.platform.folder import Role
from inspector.sheets.site_card import CardSection, clipped, fitted
from inspector.sheets.table import Column
from inspector.store.editions import EditionLine

SITE = SiteCode("419901100201")


def cards(desk: Desk, round_id: RoundId = ROUND) -> dict[str, Planned]:
    return {one.key: one for one in SITE_CARD.plan(desk, Wish(round=round_id))}


def text_of(one: Planned) -> str:
    with PdfDocument(paper_pdf(one)) as document:
        (page,) = document
        return "".join(page.get_textpage().get_text_bounded().split())


def freeze_again(desk: Desk, change: Ranking) -> None:
    """Put a newer edition down that says ``change``."""
    with desk.store.unit() as unit:
        before = latest_edition(unit, ROUND)
        assert before is not None
        edition: Edition = replace(before, number=before.number + 1, ranking=change)
        unit.editions.add(
            EditionLine(
                id=f"{ROUND}/{edition.number}", round=ROUND, digest=edition.digest,
                text=canonical(edition_to_tree(edition)).decode(),
                at=START + timedelta(days=9), by="",
            )
        )  # fmt: skip
        unit.commit()


def ranking_of(desk: Desk) -> Ranking:
    with desk.store.reading() as reading:
        edition = latest_edition(reading, ROUND)
    assert edition is not None
    return edition.ranking


def test_each_site_has_a_page_with_its_place_and_what_is_open(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        made = cards(desk)
        text = text_of(made[SITE])
        ranking = ranking_of(desk)
        own = [
            line.repair
            for line in repair_lines(desk, ROUND)
            if line.repair.site == SITE and line.repair.open
        ]
        with desk.store.reading() as reading:
            assert list(made) == [str(one.site.code) for one in reading.sites.lines()]
    row = next(one for one in ranking.sites if one.site == SITE)
    near = sorted(one.percent for one in ranking.sites if one.township == row.township)[::-1]
    assert "南镇南村（尾号201）" in text
    assert percent_text(row.percent) in text
    assert f"{row.place}/8{near.index(row.percent) + 1}/2已冻结第1版" in text
    assert f"未销号问题{len(own)}件" in text
    assert own[0].number in text
    assert "件没有列出，见整改台账。" in text
    for none in ("没有联审结论。", "没有提出过。", "冻结的排名里没有复核。"):
        assert none in text
    assert "只供县办使用" in text


def test_what_is_due_first_stands_first_and_what_has_no_day_last(
    frozen_county: County,
) -> None:
    with at_office(frozen_county.office) as desk:
        known = site_cards._gathered(desk, ROUND)
    first, second, third = known.repairs[SITE][:3]
    soon = replace(second, repair=replace(second.repair, due=date(2026, 11, 5)))
    never = replace(third, repair=replace(third.repair, due=None))
    mixed = replace(known, repairs={SITE: [never, first, soon]})
    rows = site_cards._problems(mixed, SITE).rows
    assert [row[0] for row in rows] == [one.repair.number for one in (soon, first, never)]


def test_no_laptop_prints_what_earlier_rounds_marked(county: County) -> None:
    assert SITE_CARD not in documents_of(Role.FIELD)
    assert SITE_CARD in documents_of(Role.OFFICE)
    with in_field(county.laptop):
        assert SITE_CARD.roles == {Role.OFFICE}


def test_a_county_before_its_first_result_says_so(county: County) -> None:
    with at_office(county.office) as desk:
        text = text_of(cards(desk)[SITE])
        assert "还没有考评过。" in text
        assert "没有未销号的问题。" in text
        county.accept(desk, [county.hand_in(county.laptop)])
        assert NOT_FROZEN in text_of(cards(desk)[SITE])


def test_rounds_stand_newest_first_and_one_without_the_site_says_why(
    frozen_county: County,
) -> None:
    with at_office(frozen_county.office) as desk:
        plan_later(desk)
        freeze_scores(desk, LATER, {TownshipCode("419901100000"): 88})
        text = text_of(cards(desk, LATER)[SITE])
        _, _, results = text.partition("各轮结果")
        assert results.index(LATER) < results.index(ROUND)
        assert f"到{LATER}轮" in text
        assert "88.00" in text
        other = text_of(cards(desk, LATER)[SiteCode("419901200201")])
        assert f"{LATER}{UNKNOWN * 4}已冻结第1版没有成绩" in other
        ranking = ranking_of(desk)
        rows = tuple(one for one in ranking.sites if one.site != SITE)
        out = Excluded(site=SITE, township=TownshipCode("419901100000"), why=Exclusion.CONFLICT)
        freeze_again(desk, replace(ranking, sites=rows, excluded=(out,)))
        assert "未计入：冲突" in text_of(cards(desk)[SITE])
        assert LATER not in text_of(cards(desk)[SITE])


def test_what_was_put_right_is_no_longer_on_it(county: County) -> None:
    with lying_at(county) as office:
        office.took(Seen(), office.faults(0, 1))
        office.took(Seen(round=SECOND, day=40), office.faults(1))
        text = text_of(cards(office.desk, SECOND)[SITE])
        gone, stands = office.points[:2]
    assert "未销号问题1件" in text
    assert f"{ROUND}-100201-{stands}" in text
    assert f"{ROUND}-100201-{gone}" not in text


def test_decisions_rechecks_and_objections_stand_on_it(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        ranking = ranking_of(desk)
        own = next(one for one in ranking.sites if one.site == SITE)
        denied = Denied(
            site=SITE, township=own.township, entries=("N1",), before=5, after=own.level
        )
        again = Rechecked(
            site=SITE, township=own.township, first_team=TeamId("T01"),
            again_team=TeamId("T03"), first=own.percent, again=own.percent + 2,
            counts=Counts.FIRST,
        )  # fmt: skip
        freeze_again(desk, replace(ranking, denied=(denied,), rechecked=(again,)))
        with desk.store.reading() as reading:
            entry = negative_list_of(reading).of_form(reading.sites.lines()[0].site.rubric)[0]
            line = next(one for one in reading.visits.lines(ROUND) if one.key.site == SITE)
        decision = Decision(
            entry=entry.id, verdict=Verdict.UPHELD, document="禾纪〔2026〕3 号", office="县纪委",
            decided=date(2026, 11, 1), by="王审定",
        )  # fmt: skip
        decide(desk, SITE, decision)
        decide(desk, "419901200201", replace(decision, verdict=Verdict.DISMISSED))
        said = [
            Objection(item=None, text="牌子当天就补了", by="韩建业"),
            Objection(item=ItemCode("ST-2"), text="㟃头那处不是我们村的", by="韩建业"),
        ]
        with desk.store.unit() as unit:
            visit = unit.visits.one(line.uid)
            assert visit is not None
            unit.visits.project(visit, unit.visits.items(line.uid), said, ())
            unit.commit()
        text = text_of(cards(desk)[SITE])
        other = text_of(cards(desk)[SiteCode("419901200201")])
    assert "（原" in text
    assert "按原分" in text
    assert f"T03组{percent_text(again.again)}" in text
    assert "禾纪〔2026〕3号，县纪委" in text
    assert "联审通过，生效中" in text
    assert "2026-11-01至2027-11-01" in text
    assert "整次考评牌子当天就补了韩建业" in text
    assert "ST-2㟃头那处不是我们村的" in text
    assert "联审不成立" in other
    assert "生效中" not in other


def test_much_to_say_gives_way_evenly_and_stays_on_the_page() -> None:
    def section(name: str, count: int) -> CardSection:
        return CardSection(
            heading=name,
            columns=(Column(title="字", share=1), Column(title="话", share=2)),
            rows=tuple((f"{name}{n}", "很长的话" * 60) for n in range(count)),
            none="没有。",
            where="台账",
        )

    wide = [section("甲", 40), section("乙", 2), section("丙", 0)]
    rows = fitted(wide, 400)
    assert sum(row.height for part in rows for row in part) <= 400
    assert len(rows[1]) == 3 + 2, "the short one is not cut"
    assert len(rows[2]) == 2, "what has nothing to say takes one line"
    assert len(rows[0]) > 5
    assert len(fitted(wide, 10)[0]) == 5, "one line and the rest named: never nothing"
    assert clipped("很长的话" * 60, wide[0].columns[0].style, 60).endswith("…")
    assert clipped("短", wide[0].columns[0].style, 60) == "短"
