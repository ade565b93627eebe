"""现场问题清单: the village's list agrees with the score sheet and with the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from lain_visits import SECOND, SITE, THIRD, Seen, lying_at
from played_county import ROUND, County, at_office, count_site, in_field, sites_of
from pypdfium2 import PdfDocument

from inspector.actions import scoring, sealing, starting, surveying, visit_sheets
from inspector.actions.desk import Desk
from inspector.actions.papers import problem_lists
from inspector.actions.papers.document import Planned, Wish
from inspector.actions.papers.problem_lists import (
    BY_LEDGER,
    EARLIER,
    NUMBER_BY_LEDGER,
    PROBLEM_LIST,
    ZEROED,
    NoProblemLists,
    copies_of,
)
from inspector.actions.papers.score_sheets import SCORE_SHEETS
from inspector.actions.papers.sealed_visits import sealed_lines
from inspector.actions.papers.writing import Target, paper_pdf, write_papers
from inspector.actions.repairing import repair_lines
from inspector.actions.verifying import verify_paper
from inspector.domain.canonical import Tree
from inspector.domain.finding import Finding, Outcome
from inspector.domain.ids import ItemCode
from inspector.domain.policy import Policy
from inspector.domain.problem import Problem, facts_of
from inspector.domain.rectifying import repair_rules
from inspector.domain.visit import EMPTY, ZeroCase
from inspector.domain.wording import day_words, record_code
from inspector.sheets.problem_sheet import ProblemSheet


def text_of(one: Planned) -> str:
    with PdfDocument(paper_pdf(one)) as document:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)


def planned(desk: Desk, **options: str) -> list[Planned]:
    return list(PROBLEM_LIST.plan(desk, Wish(options=options)))


def sheet_of(desk: Desk, place: int = 0) -> ProblemSheet:
    """Return what is printed of a sealed visit."""
    line = sealed_lines(desk, Wish())[1][place]
    with desk.store.reading() as reading:
        shown = visit_sheets.standing(reading, desk, line.uid)
        earlier = problem_lists._before(desk, line.key.round)
        numbers = problem_lists._numbers(earlier(reading, line.key.site))
        return problem_lists._sheet(reading, shown, line, numbers, problem_lists.MARKED)


def test_every_loss_stands_on_both_sheets_in_the_same_words(county: County) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        visit = count_site(desk, site)
        sealing.seal(desk, visit)
        (one,) = planned(desk)
        (score,) = SCORE_SHEETS.plan(desk, Wish())
        said, scored = text_of(one), text_of(score)
        lines = sheet_of(desk).lines
        losses = [loss for loss in visit.card().losses if not visit.counted[loss.item].na]
    assert len(lines) == len(losses) > 10
    for line, loss in zip(lines, losses, strict=True):
        assert line.facts[-1] == f"算法：{loss.sentence}" or loss.sentence == line.text
        facts, due = "".join("。".join(line.facts).split()), line.due
        assert facts in scored
        assert all(said.count("".join(fact.split())) >= 2 for fact in line.facts), "both copies"
        assert due is not None
        assert day_words(due) in said
    assert f"查出问题{len(losses)}件" in said
    assert "考评组存档" in said
    assert "村对照整改" in said
    assert "整改责任人" in said


def test_the_code_leads_back_to_the_visit_and_one_copy_is_unmarked(county: County) -> None:
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[0]))
        both, (one,) = planned(desk), planned(desk, copies="plain")
        sheet = sheet_of(desk)
        assert verify_paper(desk, record_code(sheet.digest)).matches
        first, alone = text_of(both[0]), text_of(one)
        assert paper_pdf(one) == paper_pdf(one)
    assert record_code(sheet.digest) in first
    assert len(first) > 1.9 * len(alone)
    assert "考评组存档一份" in alone, "the note stays beside the signatures"
    assert alone.count("考评组存档") == 1


def test_the_office_numbers_problems_as_the_ledger_does(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        lines = repair_lines(desk, ROUND)
        for one in planned(desk)[:2]:
            text = text_of(one)
            own = [line.repair for line in lines if line.repair.site == one.site]
            assert own
            assert all(repair.number in text for repair in own)
            assert f"查出问题{len(own)}件" in text


def test_what_an_earlier_round_found_keeps_its_number_and_its_deadline(county: County) -> None:
    with lying_at(county) as office:
        office.took(Seen(), office.faults(0))
        office.took(Seen(round=SECOND, day=40), office.faults(0, 1))
        (one,) = PROBLEM_LIST.plan(office.desk, Wish(round=SECOND))
        text = text_of(one)
        old, new = office.points[:2]
    assert f"{ROUND}-100201-{old}" in text
    assert f"{SECOND}-100201-{new}" in text
    assert text.count(EARLIER) == 2, "once a copy"


def test_found_in_three_rounds_it_bears_the_first_one_s_number_at_the_office_and_the_laptop(
    county: County,
) -> None:
    with lying_at(county) as office:
        office.took(Seen(), office.faults(0))
        office.took(Seen(round=SECOND, day=30), office.faults(0))
        handed = office.problems(before=THIRD)
        office.took(Seen(round=THIRD, day=60), office.faults(0, 1))
        (one,) = PROBLEM_LIST.plan(office.desk, Wish(round=THIRD))
        text = text_of(one)
        (line, _new) = [one.repair for one in repair_lines(office.desk, THIRD)]
        old = office.points[0]
    with in_field(county.laptop) as desk:
        with desk.store.unit() as unit:
            unit.problems.put(handed)
            unit.commit()
        with desk.store.reading() as reading:
            known = problem_lists._before(desk, THIRD)(reading, SITE)
        numbers = problem_lists._numbers(known)
    assert line.number == f"{ROUND}-100201-{old}"
    assert [*numbers.values()] == [line.number]
    assert text.count(line.number) == text.count(EARLIER) == 2, "once a copy"
    assert f"{SECOND}-100201" not in text


def test_who_looks_again_numbers_nothing_and_names_no_day(county: County) -> None:
    with lying_at(county) as office:
        office.took(Seen(), office.faults(0))
        office.took(Seen(round=SECOND, kind="recheck", day=9, team="T03"), office.faults(0, 1))
        (one,) = PROBLEM_LIST.plan(office.desk, Wish(round=SECOND))
        text = text_of(one)
        first = repair_lines(office.desk, SECOND)[0].repair
        assert first.due is not None
    assert first.number not in text
    assert f"{SECOND}-" not in text
    assert text.count(NUMBER_BY_LEDGER) == 4, "twice a copy"
    assert text.count(BY_LEDGER) == 8
    assert day_words(first.due) not in text


def test_a_laptop_knows_by_what_was_handed_on_that_a_problem_is_old(county: County) -> None:
    with in_field(county.laptop) as desk:
        site = sites_of(desk)[0]
        visit = count_site(desk, site)
        sealing.seal(desk, visit)
        fact = next(facts_of(visit.rubric, visit.counted))
        old = Problem(
            site=site, item=fact.item, checkpoint=fact.checkpoint, fact=fact.words, round=THIRD
        )
        with desk.store.unit() as unit:
            unit.problems.put([old])
            unit.commit()
        first, *others = sheet_of(desk).lines
    assert first.number == f"{THIRD}-{site[6:]}-{fact.checkpoint}"
    assert first.again == EARLIER
    assert not any(line.again for line in others)


def test_a_zero_case_is_due_sooner_and_takes_nothing_twice(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        item = next(
            item
            for item in visit.rubric.items()
            if item.zero_if
            and any(fact.item == item.code for fact in facts_of(visit.rubric, visit.counted))
        )
        zero = ZeroCase(condition=item.zero_if[0], basis="台账第 3 页")
        entry = replace(visit.counted.get(item.code, EMPTY), zero=zero)
        scoring.put_item(desk, visit, item.code, entry)
        visit = scoring.open_visit(desk, visit.line.site.code)
        sealing.seal(desk, visit)
        sheet = sheet_of(desk)
        own = [line for line in sheet.lines if line.item.startswith(f"{item.code} ")]
    assert own[0].deadline == "立行立改"
    assert own[0].due == sheet.at.date() + timedelta(days=3)
    assert own[0].step == "零分"
    assert own[0].facts == ("依据：台账第 3 页",)
    assert all(line.facts[-1] == ZEROED for line in own[1:])
    assert len(own) > 1


def test_a_village_without_problems_signs_that_there_are_none(county: County) -> None:
    with lying_at(county) as office:
        office.took(Seen(), {})
        (one,) = PROBLEM_LIST.plan(office.desk, Wish(round=ROUND))
        text = text_of(one)
    assert text.count("本次交叉考评没有查出问题。") == 2
    assert "村党组织书记" in text
    assert "情况属实" not in text


def test_what_may_not_be_photographed_says_so(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        sealing.seal(desk, visit)
        hidden = {
            f"{point.code} {point.text}"
            for item in visit.rubric.items()
            for point in item.checkpoints
            if point.no_photo
        }
        photos = {line.text: line.photos for line in sheet_of(desk).lines}
    assert {photos[text] for text in photos.keys() & hidden} <= {"只看不拍"}
    assert {photos[text] for text in photos.keys() - hidden} == {"0 张"}


def test_a_visit_without_points_lists_what_it_found(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = scoring.open_visit(desk, sites_of(desk)[0])
        sealing.seal(desk, count_site(desk, visit.line.site.code))
        line = sealed_lines(desk, Wish())[1][0]
        with desk.store.reading() as reading:
            shown = visit_sheets.standing(reading, desk, line.uid)
        findings = (
            Finding(n=1, section="版面展示", fact="没有更新", cause="没人管", proposal="定人"),
            Finding(n=2, item=ItemCode("ST-2"), problem="ST-2.1 垃圾", outcome=Outcome.PARTLY,
                    fact="还有一堆"),
            Finding(n=3, outcome=Outcome.FIXED, fact="改好了"),
        )  # fmt: skip
        rules = repair_rules(visit.policy)
        bench = problem_lists._Bench(replace(shown, findings=findings), line, {}, rules)
        first, second = bench.found()
    assert first.item == "版面展示"
    assert first.facts == ("没有更新", "症结：没人管", "办法：定人")
    assert second.text == "部分整改：ST-2.1 垃圾"
    assert second.item == "ST-2 村容村貌"
    assert (second.number, second.photos, second.due) == ("第 2 条", "0 张", None)


def test_a_spot_check_gets_a_list_without_points(county: County) -> None:
    with in_field(county.laptop) as desk:
        first, second = sites_of(desk)[:2]
        found = starting.start(desk, first, "临时抽查")
        surveying.put_finding(desk, found, Finding(n=0, fact="后街垃圾没有清"))
        clear = starting.start(desk, second, "临时抽查")
        surveying.find_nothing(desk, clear)
        for one in (found, clear):
            sealing.seal(desk, one)
        with_one, without = (text_of(one) for one in planned(desk))
    assert "本次临时抽查查出问题1件" in with_one
    assert "后街垃圾没有清" in with_one
    assert "第1条" in with_one
    assert without.count("本次临时抽查没有查出问题。") == 2


def test_nothing_sealed_is_said_in_one_sentence(county: County) -> None:
    with in_field(county.laptop) as desk, pytest.raises(NoProblemLists, match="没有问题清单"):
        planned(desk)


def test_a_visit_that_does_not_fit_its_form_keeps_no_other_back(
    frozen_county: County,
) -> None:
    with at_office(frozen_county.office) as desk:
        line = sealed_lines(desk, Wish())[1][0]
        with desk.store.unit() as unit:
            visit = unit.visits.one(line.uid)
            assert visit is not None
            counted = {**unit.visits.items(line.uid), ItemCode("XX-9"): EMPTY}
            unit.visits.project(visit, counted, (), ())
            unit.commit()
        out = frozen_county.root / "paper"
        written = write_papers(desk, PROBLEM_LIST, Wish(), Target(out=out))
        (failed,) = written.failed
        assert "XX-9" in failed.fault.sentence()
        assert len(written.files) == len(sites_written := list(out.iterdir())) == 7
        assert len({path.name for path in sites_written}) == 7


@pytest.mark.parametrize(
    ("document", "labels"),
    [
        ({"copies": 2, "note": "一式两份：甲存档一份，村里一份"}, ("甲存档", "村里")),
        ({"copies": 2}, ("第 1 份", "第 2 份")),
        ({"copies": 1, "note": "存档"}, ("",)),
        ({}, ("",)),
    ],
)
def test_the_policy_says_how_many_copies_and_for_whom(
    document: Mapping[str, Tree], labels: tuple[str, ...]
) -> None:
    others: list[Tree] = [{"id": "notice"}, {"id": "issue_list", **document}]
    policy = cast("Policy", SimpleNamespace(tree={"documents": others}))
    assert copies_of(policy).labels == labels
    assert copies_of(cast("Policy", SimpleNamespace(tree={}))).labels == ("",)
