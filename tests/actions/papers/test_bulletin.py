"""月排名通报 from a frozen ranking, and while it is provisional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from later_rounds import LATER, freeze_scores, plan_later
from played_county import ROUND, County, at_office
from pypdfium2 import PdfDocument

from inspector.actions import ranking
from inspector.actions.desk import Desk
from inspector.actions.papers.bulletin import Month
from inspector.actions.papers.bulletin_words import (
    deadline_words,
    ends_grid,
    ends_words,
    good_blocks,
    moved_words,
    problem_blocks,
    share_words,
    span_words,
    tallies,
    whole_grid,
)
from inspector.actions.papers.document import Wish
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.writing import paper_pdf, planned_leaves
from inspector.actions.ranking import TownshipLine
from inspector.actions.results import NothingToRank
from inspector.actions.round_findings import round_findings
from inspector.domain.ids import RoundId, TownshipCode
from inspector.domain.rectifying import RepairRules
from inspector.domain.wording import record_code
from inspector.sheets.official_facts import Grid, Heading, Text

BULLETIN = DOCUMENTS["bulletin"]


def pages(desk: Desk, round_id: RoundId = ROUND, **options: str) -> list[str]:
    (planned,) = planned_leaves(desk, BULLETIN, Wish(round=round_id, options=options))
    with PdfDocument(paper_pdf(planned)) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_a_frozen_round_gives_a_bulletin_with_everything_a_county_posts(
    frozen_county: County,
) -> None:
    with at_office(frozen_county.office) as desk:
        board = ranking.rank(desk, ROUND)
        text = "".join(pages(desk))
    for said in (
        "关于2026年11月“五星”支部创建考评排名情况的通报",
        "各乡镇党委、街道党工委，县直有关单位：",
        "全县4个考评组对4个乡镇（街道）的村（社区）开展了",
        "应评8个，已评8个",
        "一、总体情况",
        "二、好的方面",
        "三、存在的主要问题",
        "四、下步要求",
        "附件：2026年11月各乡镇（街道）考评排名表",
        "中共禾县委组织部",
        "抄送：县委常委",
        record_code(board.digest),
    ):
        assert said in text, said
    for line in board.townships:
        assert f"{line.place}{line.name}" in text
        assert line.percent in text
    assert "暂定" not in text
    assert "与上轮相比" not in text  # there was none
    assert "{" not in text


def test_the_first_and_the_last_townships_are_named(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        board = ranking.rank(desk, ROUND)
        text = "".join(pages(desk))
    names = [line.name for line in board.townships]
    assert f"排名前二的是{names[0]}、{names[1]}；排名后二的是{names[2]}、{names[3]}。" in text


def test_the_same_frozen_round_gives_the_same_bytes(frozen_county: County) -> None:
    def printed() -> bytes:
        with at_office(frozen_county.office) as desk:
            (planned,) = planned_leaves(desk, BULLETIN, Wish(round=ROUND))
            return paper_pdf(planned)

    assert printed() == printed()


def test_each_head_is_an_option(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        assert "中共禾县委组织部文件" in pages(desk, mode="red")[0]
        assert "文件" not in pages(desk, mode="preprinted")[0]
        assert "文件" not in pages(desk)[0]


def test_a_provisional_bulletin_says_so_on_each_page(county: County) -> None:
    package = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        county.accept(desk, [package])
        (planned,) = planned_leaves(desk, BULLETIN, Wish(round=ROUND))
        assert planned.words == "2026年11月排名通报，暂定"
        assert planned.make().stem == "月排名通报_2026-11_暂定"
        text = pages(desk)
    assert all("暂定" in page for page in text if page.strip())
    assert "（暂定，名次还没冻结，不作依据）" in text[0]
    assert "本轮还没有评完，名次为暂定" in text[0]
    assert "记录码" not in "".join(text)
    assert "—" in text[-1] or "—" in "".join(text)  # townships without a result stand at the end


def test_a_round_without_results_has_no_bulletin(county: County) -> None:
    with at_office(county.office) as desk, pytest.raises(NothingToRank):
        planned_leaves(desk, BULLETIN, Wish(round=ROUND))


def test_a_later_round_is_held_against_the_one_before(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        plan_later(desk)
        before = ranking.rank(desk, ROUND)
        names = [line.name for line in before.townships]
        codes = [line.code for line in before.townships]
        scores = dict(zip(reversed(codes), (95, 90, 85, 60), strict=True))
        freeze_scores(desk, LATER, scores)
        text = "".join(pages(desk, LATER))
    assert "二、与上轮相比" in text
    assert "与2026年11月相比，全县平均得分" in text
    assert f"{names[3]}（由第4位升到第1位）" in text
    assert f"{names[0]}（由第1位降到第4位）" in text
    assert "上轮名次" in text
    assert "升3" in text
    assert "存在的主要问题" not in text  # nobody has brought any


def test_nothing_moved_is_said(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        plan_later(desk)
        board = ranking.rank(desk, ROUND)
        scores = dict(zip((line.code for line in board.townships), (95, 90, 85, 60), strict=True))
        freeze_scores(desk, LATER, scores)
        assert "各乡镇（街道）名次没有变化。" in "".join(pages(desk, LATER))


def test_the_most_frequent_problems_are_counted_and_villages_named(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk, desk.store.reading() as reading:
        findings = round_findings(reading, ROUND)
    assert len(findings) == 8
    blocks = [one for one in problem_blocks(findings) if isinstance(one, Heading)]
    assert 0 < len(blocks) <= 5
    counted = {f"{one.title}方面。": one for one in tallies(findings)}
    shares = [counted[one.words].share for one in blocks]
    assert shares == sorted(shares, reverse=True)
    for block in blocks:
        tally = counted[block.words]
        share = f"{tally.lost}个有问题，占" if tally.lost < tally.asked else "均有问题。"
        assert block.text.startswith(f"查看{tally.asked}个村（社区），{share}")
        assert any(one.name in block.text for one in findings)


def test_an_example_is_short_and_says_how_often_in_words(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk, desk.store.reading() as reading:
        first, *_ = round_findings(reading, ROUND)
    fact = replace(first.facts[0], words="厕所没门×3。")
    long = replace(fact, words="长" * 90)
    parts = replace(fact, words="、".join(["缺入股凭证"] * 9))
    for one, said in (
        (fact, "厕所没门（3处）。"),
        (long, f"{'长' * 39}…。"),
        (parts, f"{'、'.join(['缺入股凭证'] * 6)}等。"),
    ):
        (block,) = problem_blocks([replace(first, facts=(one,))])
        assert isinstance(block, Text)  # a single one is not numbered
        assert block.words.endswith(said)


def test_what_some_villages_lack_is_counted_and_what_all_lack_is_said(
    frozen_county: County,
) -> None:
    with at_office(frozen_county.office) as desk, desk.store.reading() as reading:
        first, second, *_ = round_findings(reading, ROUND)
    fact = replace(first.facts[0], words="厕所没门。")
    asked = frozenset({fact.title})
    found = replace(first, asked=asked, facts=(fact,))
    (some,) = problem_blocks([found, replace(second, asked=asked, facts=())])
    (every,) = problem_blocks([found])
    place = f"{first.township_name}{first.name}"
    assert some == Text(
        f"{fact.title}方面。查看2个村（社区），1个有问题，占50%。如{place}厕所没门。"
    )
    assert every == Text(f"{fact.title}方面。查看1个村（社区），均有问题。如{place}厕所没门。")


def test_shares_and_moves_are_rounded_once() -> None:
    assert share_words(1, 3) == "33.3%"
    assert share_words(2, 3) == "66.7%"
    assert share_words(5, 5) == "100.0%"
    assert share_words(0, 0) == "—"
    assert moved_words(80, 81) == "上升1.00分"  # type: ignore[arg-type] # whole numbers will do
    assert moved_words(81, 80) == "下降1.00分"  # type: ignore[arg-type] # whole numbers will do
    assert moved_words(80, 80) == "持平"  # type: ignore[arg-type] # whole numbers will do


def test_the_days_of_a_round_are_said_as_people_say_them() -> None:
    def said(*days: tuple[int, int, int]) -> str:
        return span_words([datetime(*day, 9, tzinfo=UTC) for day in days])

    assert said((2026, 11, 3)) == "11月3日"
    assert said((2026, 11, 3), (2026, 11, 5), (2026, 11, 9)) == "11月3日至9日"
    assert said((2026, 10, 30), (2026, 11, 2)) == "10月30日至11月2日"
    assert said((2025, 11, 3), (2026, 11, 3)) == "2025年11月3日至2026年11月3日"


def test_townships_without_a_result_close_the_table(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        board = ranking.rank(desk, ROUND)
    (plain,) = whole_grid(board, {}, {"空镇": 3}, Fraction(89))
    assert isinstance(plain, Grid)
    assert plain.rows[-2] == ("—", "空镇", "—", "0/3", "—", "—")
    stars = sum(line.five_star for line in board.townships)
    assert plain.rows[-1] == ("—", "全县", "89.00", "8/11", str(stars), share_words(stars, 8))
    before: Mapping[str, int] = {board.townships[0].code: 3}
    (compared,) = whole_grid(board, before, {}, Fraction(89))  # type: ignore[arg-type] # codes are texts
    assert isinstance(compared, Grid)
    assert compared.rows[0][-2:] == ("3", "升 2")
    assert compared.rows[1][-2:] == ("—", "—")
    assert compared.rows[-1][-2:] == ("—", "—")


def line(place: int, name: str) -> TownshipLine:
    return TownshipLine(
        place=place, code=TownshipCode(name), name=name, group="乡镇", group_place=place,
        percent="90.00", score="90", sites=4, planned=4, five_star=1, mark="",
    )  # fmt: skip


def test_front_and_rear_are_said_where_they_can_be_told_apart() -> None:
    many = [line(place, f"{place}镇") for place in range(1, 7)]
    front, rear = ("前三", many[:3]), ("后三", many[3:])
    said = "排名前三的是1镇、2镇、3镇；排名后三的是4镇、5镇、6镇。"
    assert ends_words(many, front, rear) == said
    assert ends_words(many, front, ("", [])) == ""
    assert ends_grid(many[:3], []) == ends_grid([], many[3:]) == ()
    tied = [line(1, "甲镇"), line(1, "乙镇")]
    assert ends_words(tied, ("", []), ("", [])) == "各乡镇（街道）平均得分相同，名次并列。"
    assert ends_words(tied[:1], ("", []), ("", [])) == ""


def test_a_place_that_too_many_share_names_nobody(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        board = ranking.rank(desk, ROUND)
    tied = [line(1, f"甲{number}") for number in range(8)]
    after = [line(place, f"乙{place}") for place in range(9, 12)]
    crowd = Month(
        board=replace(board, townships=(*tied, *after)), edition=None, before=None, findings=()
    )
    assert crowd.front == ()
    assert [one.name for one in crowd.rear] == ["乙9", "乙10", "乙11"]


def test_sites_that_tie_with_the_last_one_named_are_named_too(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        board = ranking.rank(desk, ROUND)

    def named(*places: int) -> int:
        site = board.sites[0]
        sites = tuple(replace(site, place=place) for place in places)
        (block,) = good_blocks(replace(board, sites=sites), (), ())
        assert isinstance(block, Text)
        return block.words.count("得")

    assert named(1, 2, 3, 4, 5, 6) == 5
    assert named(1, 2, 3, 4, 5, 5) == 6
    assert named(1, 2, 3, *[4] * 20) == 3
    assert named(*[1] * 20) == 5
    assert named(1) == 1
    assert good_blocks(replace(board, sites=()), (), ()) == []


def test_deadlines_come_from_the_policy() -> None:
    rules = RepairRules(days={"立行立改": 3, "限期整改": 15}, zero_class="立行立改",
                        other_class="限期整改")  # fmt: skip
    assert deadline_words(rules) == "立行立改的3日内改到位，限期整改的15日内改到位"
    assert deadline_words(replace(rules, other_class="立行立改")) == "立行立改的3日内改到位"
    assert deadline_words(replace(rules, days={})) == "按规定时限改到位"


def test_a_later_correction_of_the_round_before_changes_no_bulletin(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        codes = [line.code for line in ranking.rank(desk, ROUND).townships]
        plan_later(desk, LATER)
        freeze_scores(desk, LATER, dict(zip(codes, (60, 90, 85, 95), strict=True)))
        posted = pages(desk, LATER)
        assert "与上轮相比" in "".join(posted)
        freeze_scores(desk, ROUND, dict(zip(codes, (60, 90, 85, 95), strict=True)))
        assert pages(desk, LATER) == posted
