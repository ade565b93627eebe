"""复核记录 and 抽签记录 of a county: what stands on them is what the records and the lot say."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from played_county import HOMES, ROUND, START, County, at_office
from pypdfium2 import PdfDocument
from rechecked import AGAIN, look_again
from rechecked import plan as draw_rechecks

from inspector.actions import planning, reviewing, verifying
from inspector.actions.desk import Desk
from inspector.actions.forms import POLICY, document_of
from inspector.actions.papers import draw_paper
from inspector.actions.papers.document import Document, Planned, Wish
from inspector.actions.papers.draw_paper import DRAW_RECORD, NothingDrawn
from inspector.actions.papers.recheck_papers import RECHECK_RECORD, NoRechecks
from inspector.actions.papers.writing import Ending, NothingWritten, Target, paper_pdf, write_papers
from inspector.actions.scoring import load_visit
from inspector.domain.canonical import Tree
from inspector.domain.draw_proof import lineup_digest
from inspector.domain.ids import RoundId
from inspector.domain.points import show_fixed
from inspector.domain.reading import as_mapping
from inspector.domain.team import Pattern
from inspector.domain.visit import VisitState
from inspector.domain.wording import record_code
from inspector.sheets.draw_record import draw_record
from inspector.sheets.listing import in_fours

NEXT = RoundId("2026-12")


def planned(
    desk: Desk, document: Document, round_id: RoundId | None = None, **options: str
) -> list[Planned]:
    return list(document.plan(desk, Wish(round=round_id, options=options)))


def change_policy(desk: Desk, part: str, **values: Tree) -> None:
    with desk.store.unit() as unit:
        (policy,) = unit.documents.all_current(POLICY)
        tree = policy.tree()
        changed: dict[str, Tree] = {**as_mapping(tree[part]), **values}
        unit.documents.put(document_of(POLICY, {**tree, part: changed}))
        unit.commit()


def text_of(one: Planned) -> str:
    with PdfDocument(paper_pdf(one)) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    return text.replace("\r\n", "")


@pytest.fixture
def handed_in(county: County) -> County:
    file = county.hand_in(county.laptop, seed=1)
    with at_office(county.office) as desk:
        county.accept(desk, [file])
    return county


def test_a_record_sets_both_visits_side_by_side(handed_in: County) -> None:
    site = look_again(handed_in, care=0.1)
    with at_office(handed_in.office) as desk:
        (one,) = planned(desk, RECHECK_RECORD)
        text = text_of(one)
        with desk.store.reading() as reading:
            both = [
                line
                for round_id in (ROUND, AGAIN)
                for line in reading.visits.lines(round_id)
                if line.key.site == site and line.state is VisitState.SEALED
            ]
            first, again = (load_visit(reading, line.uid) for line in both)
            heads = [reading.visits.one(line.uid) for line in both]
        codes = [record_code(head.sealing.digest) for head in heads if head and head.sealing]
        assert verifying.verify_paper(desk, codes[1]).matches
    assert one.site == site
    assert one.words.endswith(f"（尾号 {site[-3:]}）")
    assert all(code in text for code in codes)
    cards = first.card(), again.card()
    for star, other in zip(cards[0].stars, cards[1].stars, strict=True):
        gap = show_fixed(other.points - star.points).replace("-", "−")
        assert f"{star.name} " in text
        for number in (show_fixed(star.points), show_fixed(other.points), gap):
            assert number in text
    differ = [
        item.code
        for item, other in zip(cards[0].items, cards[1].items, strict=True)
        if item.points != other.points
    ]
    assert f"得分不同的 {len(differ)} 项" in text
    assert all(code in text for code in differ)
    assert "超 5 分" in text
    assert "按复核分：考评规则写的是“偏差超过5分（百分制）的以复核分为准" in text
    assert all(f"{who}：" in text for who in ("原考评组", "复核组", "县考评办"))


def test_equal_marks_leave_the_first_visit_in_force(handed_in: County) -> None:
    look_again(handed_in, care=0.7, seed=1)
    with at_office(handed_in.office) as desk:
        (one,) = planned(desk, RECHECK_RECORD, ROUND)
        text = text_of(one)
    assert "相差 0.00 分，没有超过 5 分。按原分" in text
    assert "各项得分都相同。" in text


def test_what_cannot_be_compared_shows_no_marks(handed_in: County) -> None:
    with at_office(handed_in.office) as desk:
        draw_rechecks(desk)
    again = handed_in.hand_in(handed_in.open_laptop("t01b", "T01"), seed=9)
    look_again(handed_in, care=0.7)
    with at_office(handed_in.office) as desk:
        handed_in.accept(desk, [again])
        (one,) = planned(desk, RECHECK_RECORD)
        text = text_of(one)
    assert "冲突，暂不比较" in text
    assert "暂不比较。" in text
    assert "百分制" not in text


def test_before_a_recheck_came_in_there_is_only_the_list(handed_in: County) -> None:
    with at_office(handed_in.office) as desk:
        with pytest.raises(NoRechecks, match="2026-11 轮还没有复核成绩"):
            planned(desk, RECHECK_RECORD)
        draw_rechecks(desk)
        with pytest.raises(NoRechecks):
            planned(desk, RECHECK_RECORD, AGAIN)
        (one,) = planned(desk, RECHECK_RECORD, by="list")
        text = text_of(one)
    assert "抽签种子 7" in text
    assert text.count("未交") == 2


def test_where_neither_counts_it_is_decided_by_the_rule_of_two_teams(handed_in: County) -> None:
    look_again(handed_in, care=0.1)
    with at_office(handed_in.office) as desk:
        change_policy(desk, "recheck", over="超限的再议")
        (one,) = planned(desk, RECHECK_RECORD)
        assert "等裁定：考评规则没有定哪一份算数" in text_of(one)


def test_a_first_visit_that_is_open_again_is_named(handed_in: County, tmp_path: Path) -> None:
    look_again(handed_in, care=0.1)
    with at_office(handed_in.office) as desk:
        with desk.store.unit() as unit:
            for line in unit.visits.lines(ROUND):
                unit.visits.reopen(line.uid)
            unit.commit()
        with pytest.raises(NothingWritten, match="原考评现在没有定稿"):
            write_papers(desk, RECHECK_RECORD, Wish(), Target(out=tmp_path))


def test_the_lot_can_be_drawn_again_by_anybody(county: County) -> None:
    with at_office(county.office) as desk:
        plan = planning.plan_round(desk, NEXT, Pattern.DRAW, seed=20261)
        (one,) = planned(desk, DRAW_RECORD, NEXT)
        text = text_of(one)
        with desk.store.reading() as reading:
            lineup = reviewing.lineup_of(reading, NEXT)
        digest = lineup_digest(lineup, Pattern.DRAW)
    for line in plan.lines:
        assert f"{line.team} {line.home} {line.township} {line.sites}" in text
    assert "由程序按种子 20261 随机抽" in text
    assert "2026-11 轮去" in text
    assert "规则核对：5 条，符合 5 条" in text
    assert "重排了一遍，结果逐项相同" in text
    assert in_fours(digest) in text
    assert "没有例外" in text
    assert all(f"{who}：" in text for who in ("抽签人", "监督人", "主持人"))
    tree = {
        "teams": [[f"T0{n}", home, []] for n, home in enumerate(HOMES, 1)],
        "townships": sorted(HOMES),
        "history": [[[f"T0{n}", HOMES[n % 4]] for n in range(1, 5)]],
        "rules": ["apart", "mutual", "own", "recusal", "shift", 0],
    }
    said = json.dumps(tree, sort_keys=True, separators=(",", ":")).encode()
    assert digest == hashlib.sha256(b"wxp draw\0" + said).hexdigest()


def test_a_list_that_changed_since_is_said(county: County) -> None:
    with at_office(county.office) as desk:
        planning.plan_round(desk, NEXT, Pattern.DRAW, seed=1)
        planning.plan_round(desk, NEXT, Pattern.DRAW, seed=2)
        (one,) = planned(desk, DRAW_RECORD, NEXT)
        before = text_of(one)
        with desk.store.unit() as unit:
            teams = unit.teams.all()
            homes = [team.home for team in teams]
            turned = zip(teams, [*homes[1:], *homes[:1]], strict=True)
            unit.teams.put([replace(team, home=home) for team, home in turned])
            unit.commit()
        (one,) = planned(desk, DRAW_RECORD, NEXT)
        after = text_of(one)
    assert "共排过 2 次" in before
    assert "结果不同" not in before
    assert "结果不同：排定以后名册或规则改过" in after


@pytest.mark.parametrize("pattern", [Pattern.ROTATE, Pattern.CROSS, Pattern.SWAP])
def test_a_round_by_turn_is_recorded_too(county: County, pattern: Pattern) -> None:
    with at_office(county.office) as desk:
        change_policy(
            desk,
            "cross_inspection",
            constraints={"not_own_township": True, "no_mutual_pair_in_same_round": False},
            rotate_k_forbidden={},
        )
        planning.plan_round(desk, NEXT, pattern)
        text = text_of(planned(desk, DRAW_RECORD, NEXT)[0])
    assert "考评组排组记录" in text
    assert "结果逐项相同" in text
    assert "排组人：" in text


def test_a_broken_rule_and_an_exception_stand_on_the_record(county: County) -> None:
    with at_office(county.office) as desk:
        review = reviewing.review_plan(desk, ROUND)
        assert review is not None
        (first, *rest) = review.checks
        bad = replace(first, well=False, told="T01 会查到本乡镇东街道")
        noted = replace(review.plan, notes=("南镇 南村：T01 组 人11 回避，改由 T02 组去",))
        changed = replace(review, plan=noted, checks=(bad, *rest))
        with desk.store.reading() as reading:
            record = draw_paper._record(reading, changed, START)
    listing = draw_record(record)
    result, rules, exceptions = listing.tables
    assert "符合 4 条" in rules.name
    assert rules.rows[0][2] == "不符合：T01 会查到本乡镇东街道"
    assert exceptions.rows == ((noted.notes[0], "（签字）"),)
    assert result.totals is not None
    assert result.totals[3] == 8


def test_a_round_of_rechecks_draws_no_teams(handed_in: County) -> None:
    with at_office(handed_in.office) as desk:
        draw_rechecks(desk)
        with pytest.raises(NothingDrawn, match="2026-11-F 轮是复核"):
            planned(desk, DRAW_RECORD, AGAIN)
        planning.plan_round(desk, NEXT, Pattern.DRAW, seed=1)
        with desk.store.reading() as reading:
            lineup, whole = reviewing.lineup_of(reading, NEXT), reading.rounds.one(ROUND)
        assert whole is not None
        assert lineup.history == (whole.pairs,), "rechecks sent nobody to a township"
        assert "2026-11-F" not in text_of(planned(desk, DRAW_RECORD, NEXT)[0])
    look_again(handed_in, care=0.7, planned=True)
    with at_office(handed_in.office) as desk:
        assert [one.key for one in planned(desk, DRAW_RECORD)] == [ROUND]


@pytest.mark.parametrize("ending", [Ending.XLSX, Ending.CSV], ids=lambda one: str(one.value))
def test_both_are_tables_too(handed_in: County, tmp_path: Path, ending: Ending) -> None:
    look_again(handed_in, care=0.1)
    with at_office(handed_in.office) as desk:
        for document, options in (
            (DRAW_RECORD, {}), (RECHECK_RECORD, {}), (RECHECK_RECORD, {"by": "list"}),
        ):  # fmt: skip
            written = write_papers(
                desk, document, Wish(options=options), Target(out=tmp_path, ending=ending)
            )
            assert written.failed == ()
            assert len(written.files) == 1
