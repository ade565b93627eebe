"""整改台账, 红榜, 交接单, 周清单 of a county: who gets which leaf, and what stands on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from openpyxl import load_workbook
from played_county import PIN, ROUND, START, Clock, County, at_office
from pypdfium2 import PdfDocument

from inspector.actions import receipting
from inspector.actions.desk import Desk, open_desk
from inspector.actions.forms import FormMissing
from inspector.actions.papers import boards, ledgers
from inspector.actions.papers.boards import BOARDS, Ends, _apart, at_the_rear, ends_of, in_front
from inspector.actions.papers.custody_paper import CUSTODY
from inspector.actions.papers.document import Document, Planned, Wish
from inspector.actions.papers.ledgers import LEDGER, NO_OFFICE, parts_of
from inspector.actions.papers.packs import MONTHLY, WEEKLY, WEEKLY_SPAN
from inspector.actions.papers.writing import (
    Ending,
    NothingWritten,
    Target,
    paper_pdf,
    write_papers,
)
from inspector.actions.ranking import rank
from inspector.actions.repairing import RepairLine, repair_lines
from inspector.actions.results import NothingToRank
from inspector.domain.errors import Cancelled
from inspector.domain.ids import RoundId
from inspector.domain.policy import Policy
from inspector.domain.progress import Ticket
from inspector.domain.rectifying import RepairState
from inspector.platform.folder import Role
from inspector.sheets import workbook
from inspector.store.packages import Direction, Packages


@pytest.fixture
def office(frozen: County) -> Iterator[Desk]:
    """The office of six sites, forty days later."""
    clock = Clock(START + timedelta(days=40))
    with open_desk(frozen.office, PIN, clock=clock, role=Role.OFFICE) as desk:
        yield desk


def planned(desk: Desk, document: Document, **options: str) -> dict[str, Planned]:
    return {one.key: one for one in document.plan(desk, Wish(options=options))}


def text_of(one: Planned) -> str:
    with PdfDocument(paper_pdf(one)) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_ledger_has_every_problem_once_and_says_what_is_overdue(office: Desk) -> None:
    lines = repair_lines(office, ROUND)
    (one,) = planned(office, LEDGER).values()
    text = text_of(one)
    assert f"共 {len(lines)} 件，未销号 {len(lines)} 件" in text
    assert len({line.repair.number for line in lines}) == len(lines) > 20
    assert all(line.repair.number in text.replace("\r\n", "") for line in lines[:5])
    assert "超期" in text
    assert "按乡镇（街道）统计" in text
    assert "填表人：" in text
    assert "签收：" not in text, "no township signs for the county"


@pytest.mark.parametrize("which", ["current", "open", "all"])
def test_each_township_and_each_lead_office_gets_its_own_problems(office: Desk, which: str) -> None:
    lines = repair_lines(office, ROUND)
    by_township = planned(office, LEDGER, by="township", which=which)
    assert list(by_township) == list(dict.fromkeys(line.township for line in lines))
    offices = planned(office, LEDGER, by="office", which=which)
    assert "组织部" in offices
    assert all("、" not in name for name in offices), "offices that lead together get one each"
    text = text_of(offices["组织部"])
    own = [line for line in lines if "组织部" in line.office]
    assert f"共 {len(own)} 件" in text
    assert "组织部牵头" in text
    assert "牵头单位签收：" in text
    township = next(iter(by_township.values()))
    text = text_of(township)
    assert township.words in text
    assert "乡镇（街道）签收：" in text
    assert "按乡镇（街道）统计" not in text
    for asked in ("初核签字", "销号签字", "销号需要：", "另一考评组回访"):
        assert asked in text


def test_townships_of_one_name_get_a_ledger_and_a_pack_each(county: County) -> None:
    with at_office(county.office) as desk:
        county.accept(desk, [county.hand_in(county.laptop)])
        with desk.store.unit() as unit:
            unit.sites.put([replace(one, name="同名镇") for one in unit.sites.townships()], ())
            unit.commit()
        lines = repair_lines(desk, ROUND)
        codes = {line.township for line in lines}
        ledgers_ = planned(desk, LEDGER, by="township")
        packs = planned(desk, MONTHLY)
        texts = {key: text_of(one) for key, one in {**packs, **ledgers_}.items()}
        (whole,) = planned(desk, LEDGER).values()
        everything = text_of(whole)
    assert set(ledgers_) == codes
    assert len(packs) == len({one.words for one in packs.values()}) == 4
    for code in codes:
        own = [line for line in lines if line.township == code]
        assert f"同名镇（{code[6:9]}）" in texts[code]
        assert f"共 {len(own)} 件" in texts[code]
    assert all(f"同名镇（{code[6:9]}）" in everything for code in codes)


def test_a_form_that_is_gone_names_no_office(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise FormMissing(rubric="x")

    monkeypatch.setattr(ledgers, "rubric_of_digest", gone)
    assert planned(office, LEDGER, by="office") == {}


def test_a_county_that_asks_nothing_for_closing_has_no_note() -> None:
    def needs(tree: dict[str, object]) -> str:
        return ledgers._needs(cast("Policy", SimpleNamespace(tree=tree)))

    assert needs({}) == needs({"rectification": {}}) == ""
    assert needs({"rectification": {"close_needs": ["照片", "签字"]}}) == "销号需要：照片；签字。"


def test_reading_problems_tells_how_far_it_is_and_stops(office: Desk) -> None:
    told: list[tuple[int, int]] = []
    ticket = Ticket(lambda done, total, _: told.append((done, total)))
    (one,) = planned(office, LEDGER).values()
    assert paper_pdf(one, ticket)
    assert told[-1][0] == told[-1][1]
    assert told == sorted(told, key=lambda each: each[0] / each[1])
    ticket.cancel()
    with pytest.raises(Cancelled):
        paper_pdf(one, ticket)
    (fresh,) = planned(office, LEDGER).values()
    with pytest.raises(Cancelled):
        fresh.leaf(ticket)


def test_a_problem_that_nobody_leads_is_not_lost() -> None:
    line = cast("RepairLine", SimpleNamespace(office="", township="419901100"))
    assert parts_of(line, "office") == (NO_OFFICE,)
    assert parts_of(line, "township") == ("419901100",)


def test_what_was_put_right_in_an_earlier_round_is_only_in_the_whole_ledger() -> None:
    def line(*, open_: bool, round_id: str) -> RepairLine:
        repair = SimpleNamespace(open=open_, round=round_id)
        return cast("RepairLine", SimpleNamespace(repair=repair))

    def wanted(one: RepairLine) -> list[bool]:
        return [ledgers._wanted(one, ROUND, which) for which in ("current", "open", "all")]

    assert wanted(line(open_=False, round_id="2026-10")) == [False, False, True]
    assert wanted(line(open_=True, round_id="2026-10")) == [True, True, True]
    assert wanted(line(open_=False, round_id=ROUND)) == [True, False, True]


def test_the_boards_name_front_and_rear_with_reasons_and_the_editions_code(office: Desk) -> None:
    both = planned(office, BOARDS)
    red, reminder = text_of(both["red"]), text_of(both["reminder"])
    assert "红榜" in red
    assert "提醒榜" in reminder
    assert "比全县平均" in red
    assert "查出问题" in reminder
    assert "记录码" in red
    assert "暂定" not in red
    names = {line.township_name for line in repair_lines(office, ROUND)}
    assert any(name in red for name in names)


def test_a_public_board_never_tells_what_may_only_be_looked_at(office: Desk) -> None:
    lines = repair_lines(office, ROUND)
    board = rank(office, ROUND)
    site = board.ranking.sites[0].site
    own = [line for line in lines if line.repair.site == site]
    shown = replace(own[-1], private=False)
    hidden = [replace(line, private=True) for line in own[:-1]]
    facts = boards._Facts((shown, *hidden), ROUND)
    count, named = boards._site(board, 0, facts, praise=False).reasons
    assert count.endswith(f"查出问题 {len(own)} 处")
    assert named == f"{shown.item_title}：{shown.repair.fact}"


def test_a_site_without_problems_is_praised_for_it(office: Desk) -> None:
    board = rank(office, ROUND)
    none = boards._Facts((), ROUND)
    assert "没有查出问题" in boards._site(board, 0, none, praise=True).reasons[0]
    assert boards._site(board, 0, none, praise=False).reasons == (
        f"得 {board.sites[0].level} 星，查出问题 0 处",
    )
    assert len(boards._township(board, 0, none, praise=False).reasons) == 1
    starred = replace(board.townships[0], five_star=2, mark="样本少")
    praised = replace(board, townships=(starred, *board.townships[1:]))
    (apart, stars) = boards._township(praised, 0, none, praise=True).reasons
    assert "（样本少）" in apart
    assert stars == "五星站点 2 个"
    facts = boards._Facts(repair_lines(office, ROUND), ROUND)
    assert boards._township(board, 0, facts, praise=False).reasons[1].startswith("问题多在：")


def test_what_was_put_right_long_ago_is_no_reason(office: Desk) -> None:
    line = repair_lines(office, ROUND)[0]
    closed = replace(line.repair, state=RepairState.CLOSED, round=RoundId("2026-09"))
    facts = boards._Facts((replace(line, repair=closed),), ROUND)
    assert facts.of_site(line.repair.site) == []


def test_boards_need_a_ranking(county: County) -> None:
    with at_office(county.office) as desk, pytest.raises(NothingToRank):
        planned(desk, BOARDS)


def test_a_provisional_board_says_so(county: County) -> None:
    with at_office(county.office) as desk:
        county.accept(desk, [county.hand_in(county.laptop)])
        assert "暂定" in text_of(planned(desk, BOARDS)["red"])


def rows(*places: int) -> list[tuple[int, Fraction]]:
    return [(place, Fraction(100 - place)) for place in places]


def test_nobody_stands_in_front_and_at_the_rear_and_equals_stand_together() -> None:
    ends = Ends(front=3, rear=3, red="红榜", reminder="提醒榜")
    tied = rows(1, 2, 2, 4, 5, 6, 7, 7, 9)
    assert in_front(tied, 3) == {0, 1, 2}
    assert at_the_rear(tied, ends) == {6, 7, 8}
    assert at_the_rear(rows(1, 1, 1, 1, 5, 6), ends) == {4, 5}
    assert at_the_rear(rows(1, 2, 3, 4, 4, 4, 4), ends) == {3, 4, 5, 6}
    assert at_the_rear(rows(1, 2), ends) == {1}
    assert in_front(rows(1, 2), 3) == {0}
    assert in_front(rows(1), 3) == at_the_rear(rows(1), ends) == frozenset(), "no race of one"
    assert in_front(rows(1, 2, 3, 4, 5), 3) == {0, 1}, "never more than half"
    assert at_the_rear([], ends) == frozenset()
    assert at_the_rear(tied, Ends(front=3, rear=0, red="", reminder="")) == frozenset()


@pytest.mark.parametrize(
    ("publish", "ends"),
    [(["排名表", "前三后三"], (3, 3)), (["前5后两"], (5, 2)), (["前甲后乙"], (3, 3)), ([], (3, 3))],
)
def test_how_many_are_named_is_what_the_policy_says(
    publish: list[str], ends: tuple[int, int]
) -> None:
    tree = {"ranking": {"publish": publish}}
    found = ends_of(cast("Policy", SimpleNamespace(tree=tree)))
    assert (found.front, found.rear, found.red, found.reminder) == (*ends, "红榜", "提醒榜")


def test_a_team_signs_for_whole_digests(office: Desk) -> None:
    pages = planned(office, CUSTODY)
    assert list(pages) == ["T01", "T02", "T03", "T04"]
    text = text_of(pages["T01"]).replace("\r\n", "").replace(" ", "")
    with office.store.reading() as reading:
        ids = [one.id for one in reading.packages.all() if one.team == "T01"]
    assert len(ids) == 2
    assert all(one in text for one in ids)
    assert "下发包" in text
    assert "回传包" in text
    assert "未回执" in text
    assert "考评组：" in text
    assert "还没有收到。" in text_of(pages["T04"])


def test_a_receipt_is_named_beside_its_package(county: County) -> None:
    with at_office(county.office) as desk:
        county.accept(desk, [county.hand_in(county.laptop)])
        receipting.write_receipts(desk, county.root / "receipts")
        text = text_of(planned(desk, CUSTODY)["T01"])
    assert "第 1 号" in text
    assert "未回执" not in text.replace("回执文件", "")


def test_the_book_has_every_team_on_one_line(office: Desk) -> None:
    (one,) = planned(office, CUSTODY, by="county").values()
    text = text_of(one)
    assert all(team in text for team in ("T01", "T02", "T03", "T04"))
    assert "未交" in text
    assert "合计" in text


def test_the_book_counts_only_what_came_for_its_own_round(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Packages.all

    def with_a_later_round(one: Packages, direction: Direction | None = None) -> object:
        lines = read(one, direction)
        return (*lines, *(replace(line, round=RoundId("2026-12")) for line in lines))

    monkeypatch.setattr(Packages, "all", with_a_later_round)
    (book,) = planned(office, CUSTODY, by="county").values()
    listing = book.make().listing
    assert listing is not None
    assert [row[3] for row in listing.tables[0].rows] == [1, 1, 1, 0]


@pytest.mark.parametrize("document", [WEEKLY, MONTHLY], ids=["weekly", "monthly"])
def test_a_pack_has_cover_place_and_what_is_due(office: Desk, document: Document) -> None:
    packs = planned(office, document)
    assert [one.words for one in packs.values()] == ["东街道", "南镇", "西镇", "北乡"]
    texts = {one.words: text_of(one) for one in packs.values()}
    assert all(f"{name}{document.title}" in text for name, text in texts.items())
    assert any("收到 2 个" in text and "全县第 1 名" in text for text in texts.values())
    assert any("收到 0 个" in text and "还没有名次" in text for text in texts.values())
    found = Counter(line.township_name for line in repair_lines(office, ROUND))
    assert all(f"问题 {found[name]} 件" in text for name, text in texts.items())
    assert len(set(found.values())) > 1
    whole = ["各村（社区）成绩和问题" in text for text in texts.values()]
    assert set(whole) == {document is MONTHLY}


@pytest.mark.parametrize("document", [WEEKLY, MONTHLY], ids=["weekly", "monthly"])
def test_a_task_force_gets_its_own_pack(office: Desk, document: Document) -> None:
    packs = planned(office, document, by="office")
    text = text_of(packs["组织部"])
    assert f"组织部牵头专班{document.title}" in text
    assert "按乡镇（街道）" in text
    assert "全县第" not in text


def test_a_pack_before_anything_came_in_says_so(county: County) -> None:
    with at_office(county.office) as desk:
        packs = {one.words: one for one in planned(desk, WEEKLY).values()}
        text = text_of(packs["南镇"])
    assert "还没有名次" in text
    assert "问题 0 件" in text
    assert "到期和已经超期：没有。" in text


def test_a_week_is_seven_days_with_today_and_says_what_comes_after(frozen: County) -> None:
    def text_on(day: int) -> str:
        clock = Clock(START + timedelta(days=day))
        with open_desk(frozen.office, PIN, clock=clock, role=Role.OFFICE) as desk:
            return text_of(planned(desk, WEEKLY)[code])

    with at_office(frozen.office) as desk:
        line = repair_lines(desk, ROUND)[0]
    code, due = line.township, line.repair.due
    assert due is not None
    days = (due - START.date()).days
    seven, six = text_on(days - 7), text_on(days - 6)
    assert " 0 件　以后最近的期限是" in seven
    assert f"{due.month}月{due.day}日" in seven
    assert "到期和已经超期：没有。" in seven
    assert line.repair.number in six.replace("\r\n", "")
    assert f"至{due.day}日到期和已经超期" in six
    assert WEEKLY_SPAN.due_words(date(2026, 12, 28)).startswith("12月28日至1月3日")


def test_a_pack_of_a_provisional_ranking_says_so(county: County) -> None:
    with at_office(county.office) as desk:
        county.accept(desk, [county.hand_in(county.laptop)])
        texts = [text_of(one) for one in planned(desk, MONTHLY).values()]
    assert all("暂定" in text for text in texts)
    assert any("未评" in text for text in texts)


@pytest.mark.parametrize(
    "document", [LEDGER, BOARDS, CUSTODY, WEEKLY, MONTHLY], ids=lambda one: str(one.name)
)
@pytest.mark.parametrize("ending", [Ending.XLSX, Ending.CSV], ids=lambda one: str(one.value))
def test_every_list_is_also_a_table(
    office: Desk, tmp_path: Path, document: Document, ending: Ending
) -> None:
    written = write_papers(office, document, Wish(), Target(out=tmp_path, ending=ending))
    assert written.files
    assert written.failed == ()
    assert len({file.name for file in written.files}) == len(written.files)


def test_several_tables_go_into_one_file_where_one_is_wanted(office: Desk, tmp_path: Path) -> None:
    target = Target(out=tmp_path / "all.xlsx", ending=Ending.XLSX)
    assert write_papers(office, WEEKLY, Wish(), target).files == (target.out,)
    names = [one.words for one in WEEKLY.plan(office, Wish())]
    book = load_workbook(target.out)
    assert len(names) == 4
    assert book.sheetnames == names, "a sheet for each, called as the list on screen calls it"
    again = Target(out=tmp_path / "again", ending=Ending.XLSX, one_file=True)
    (file,) = write_papers(office, WEEKLY, Wish(), again).files
    assert file == again.out / "周清单.xlsx"
    assert load_workbook(file).sheetnames == names
    both = Target(out=tmp_path / "榜", ending=Ending.CSV, one_file=True)
    (file,) = write_papers(office, BOARDS, Wish(), both).files
    lines = file.read_text("utf-8-sig").splitlines()
    assert lines[0] == "2026-11 轮红榜"
    assert lines[lines.index("2026-11 轮提醒榜") - 1] == ""
    several = Target(out=tmp_path / "custody.xlsx", ending=Ending.XLSX)
    write_papers(office, CUSTODY, Wish(), several)
    assert load_workbook(several.out).sheetnames[:2] == ["T01 组 县办发出", "T01 组 县办收到"]


def test_a_table_that_cannot_be_made_keeps_the_others_in_the_book(
    office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 100)
    some = [row for row in CUSTODY.plan(office, Wish()) if row.make().listing is not None]
    bare = replace(
        some[0], key="x", words="没有表的", make=lambda: replace(some[0].make(), listing=None)
    )
    document = replace(CUSTODY, plan=lambda _desk, _wish: [bare, *some])
    target = Target(out=tmp_path / "all.csv", ending=Ending.CSV)
    written = write_papers(office, document, Wish(), target)
    assert [one.words for one in written.failed] == ["没有表的"]
    assert written.files == (target.out,)
    with pytest.raises(NothingWritten):
        write_papers(
            office,
            document,
            Wish(),
            replace(target, out=tmp_path / "none.xlsx", ending=Ending.XLSX),
        )
    assert not (tmp_path / "none.xlsx").exists()


def test_one_table_in_a_file_of_its_own(office: Desk, tmp_path: Path) -> None:
    target = Target(out=tmp_path / "all.xlsx", ending=Ending.XLSX)
    assert write_papers(office, LEDGER, Wish(), target).files == (target.out,)


@pytest.mark.parametrize(
    ("score", "mean", "praise", "said"),
    [
        ("88.484", "86.945", True, "比全县平均高 1.53 分，"),  # 88.48 and 86.95 are printed
        ("84.584", "86.946", False, "比全县平均低 2.37 分，"),
        ("86.94", "86.95", True, ""),
    ],
)
def test_how_far_from_the_mean_is_what_readers_subtract(
    score: str, mean: str, *, praise: bool, said: str
) -> None:
    assert _apart(Fraction(score), Fraction(mean), praise=praise) == said
