"""整改通知书: open problems of a township, or of a village, with their deadlines."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from played_county import ROUND, County, at_office
from pypdfium2 import PdfDocument

from inspector.actions.desk import Desk
from inspector.actions.papers import notices
from inspector.actions.papers.document import Wish
from inspector.actions.papers.notices import NothingToPutRight
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.writing import paper_pdf, pick, planned_leaves
from inspector.actions.repairing import RepairLine, repair_lines
from inspector.domain.wording import day_words
from inspector.sheets.official_facts import Grid

NOTICE = DOCUMENTS["notice"]


def text_of(pdf: bytes) -> str:
    with PdfDocument(pdf) as document:
        return "".join("".join(page.get_textpage().get_text_bounded().split()) for page in document)


def lines_of(desk: Desk) -> list[RepairLine]:
    return [line for line in repair_lines(desk, ROUND) if line.repair.open]


def test_each_township_gets_one_with_all_its_open_problems(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        planned = planned_leaves(desk, NOTICE, Wish(round=ROUND))
        lines = lines_of(desk)
        texts = {one.words: text_of(paper_pdf(one)) for one in planned}
    assert sorted(texts) == sorted({line.township_name for line in lines})
    for line in lines:
        text = texts[line.township_name]
        assert line.site_name in text
        assert "".join(line.repair.fact.split()) in text
        assert line.repair.due is not None
        assert f"{day_words(line.repair.due)}" in text
    mine = [line for line in lines if line.township_name == "南镇"]
    assert f"在你镇2个村（社区）发现需要整改的问题{len(mine)}个。" in texts["南镇"]
    assert "南镇党委：" in texts["南镇"]
    assert "东街道党工委：" in texts["东街道"]
    assert "自查出之日起15日内改到位" in texts["南镇"]
    assert "由另一考评组到现场回访" in texts["南镇"]


def test_each_village_gets_one_if_that_is_wished(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        wish = Wish(round=ROUND, options={"by": "site", "mode": "red"})
        planned = planned_leaves(desk, NOTICE, wish)
        sites = {line.repair.site for line in lines_of(desk)}
        assert {one.key for one in planned} == {one.site for one in planned} == sites
        one = pick(desk, NOTICE, wish, sites=["㟃头村"], words=())
        (leaf,) = (two.make() for two in planned_leaves(desk, NOTICE, one))
        (chosen,) = planned_leaves(desk, NOTICE, one)
        text = text_of(paper_pdf(chosen))
    assert leaf.stem == "整改通知书_南镇㟃头村_2026-11_202"
    assert chosen.words == "南镇 㟃头村（尾号 202）"
    assert "南镇㟃头村：" in text
    assert "在你村发现需要整改的问题" in text
    assert "中共禾县委组织部文件" in text


def test_two_villages_of_one_name_get_files_of_their_own(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        wish = Wish(round=ROUND, options={"by": "site"})
        stems = [one.make().stem for one in planned_leaves(desk, NOTICE, wish)]
    assert len(set(stems)) == len(stems) == 8


def test_a_round_that_is_not_frozen_gives_notices_too(county: County) -> None:
    package = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        county.accept(desk, [package])
        (planned,) = planned_leaves(desk, NOTICE, Wish(round=ROUND))
        assert "2026年11月8日" in text_of(paper_pdf(planned))


def test_a_deadline_that_has_passed_is_said_and_one_without_days_names_its_class(
    frozen_county: County,
) -> None:
    with at_office(frozen_county.office) as desk:
        line = lines_of(desk)[0]
    assert line.repair.due is not None
    due = line.repair.due
    assert notices.due_words(line, due) == f"{day_words(due)}"
    assert notices.due_words(line, due.replace(year=2027)) == f"{day_words(due)}*"
    grid = notices.problem_grid([line], due.replace(year=2027), single=False)
    assert isinstance(grid, Grid)
    assert grid.note == "* 到本通知印发时已经到期，请立即整改。"
    free = replace(line, repair=replace(line.repair, due=None, deadline="长期坚持"))
    assert notices.due_words(free, due) == "长期坚持"
    assert notices.deadline_blocks([free], {}) == ()


def test_villages_head_their_problems_and_numbers_run_on(frozen_county: County) -> None:
    with at_office(frozen_county.office) as desk:
        lines = [line for line in lines_of(desk) if line.township_name == "南镇"]
    day = lines[0].repair.due
    assert day is not None
    grid = notices.problem_grid(lines, day, single=False)
    assert isinstance(grid, Grid)
    heads = [row[0] for row in grid.rows if len(row) == 1]
    counts = Counter(line.site_name for line in lines)
    assert heads == [f"{name}，{number}个问题" for name, number in counts.items()]
    numbers = [row[0] for row in grid.rows if len(row) > 1]
    assert numbers == [str(number) for number in range(1, len(lines) + 1)]
    alone = notices.problem_grid(lines, day, single=True)
    assert isinstance(alone, Grid)
    assert len(alone.rows) == len(lines)


def test_nothing_open_is_one_clear_sentence(county: County) -> None:
    with at_office(county.office) as desk, pytest.raises(NothingToPutRight) as fault:
        planned_leaves(desk, NOTICE, Wish(round=ROUND))
    assert "到2026年11月为止，没有未销号的问题" in fault.value.sentence()
