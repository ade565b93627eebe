"""The page 文书 by keys: what is picked, drawn, saved, printed, verified, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pytest
from paper_samples import AT, LONG, RARE, mixed_pdf
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from room import faults

from inspector.actions.papers.document import OFFICE, Document, Group, Option, Per, Planned
from inspector.actions.papers.writing import Ending, Failure, Shapeless, Target, Written
from inspector.actions.verifying import CodeUnreadable
from inspector.domain.errors import InspectorError
from inspector.domain.ids import SiteCode
from inspector.domain.progress import Ticket
from inspector.sheets.leaf import DrawnLeaf, Leaf
from inspector.ui.job import Jobs
from inspector.ui.look import look
from inspector.ui.pages.papers import texts
from inspector.ui.pages.papers.desk import Checked, Leaflet
from inspector.ui.pages.papers.page import PapersPage
from inspector.ui.pages.papers.picks import found
from inspector.ui.pages.sites.lines import SiteLine
from inspector.ui.widgets.field import Field

MODE = Option(name="mode", title="版头", choices=(("white", "白头"), ("red", "红头")))


class TooEarly(InspectorError):
    """For a document that cannot be had yet."""

    code: ClassVar[str] = "W999"
    what: ClassVar[str] = "排名还没有冻结。"
    next_step: ClassVar[str] = "请先冻结。"


def document(name: str, title: str, group: Group, per: Per, *, table: bool = False) -> Document:
    return Document(
        name=name, title=title, about=f"{title}是做什么的", group=group, roles=OFFICE, per=per,
        plan=lambda _desk, _wish: (), table=table, by_code=table,
        options=(MODE,) if per is Per.ONE else (),
        remarks=lambda: ("仿宋 没有装，正文用思源宋体代替",) if per is Per.ONE else (),
    )  # fmt: skip


SHEETS = document("score-sheet", "实地考评打分表", Group.VISIT, Per.VISIT)
BULLETIN = document("bulletin", "月排名通报", Group.RANKING, Per.ONE, table=True)
LETTER = document("letter", "约谈提醒函", Group.RANKING, Per.TOWNSHIP)
NAMES = [LONG, *(f"{RARE}{number}" for number in range(1, 12))]


def make() -> Leaf:
    return Leaf(stem="页", title="页", author="禾县", at=AT, draw=lambda _paper: None)


def leaflet(number: int) -> Leaflet:
    code = SiteCode(f"419901100{number:03}")
    site = SiteLine(
        code=code, name=NAMES[number], township="㟃头镇", initials="hfq" if not number else "pbdc"
    )
    words = f"㟃头镇 {NAMES[number]}（尾号 {code[-3:]}）"
    return Leaflet(planned=Planned(key=code, words=words, make=make), find_site=lambda: site)


@dataclass
class MemoryPapers:
    """Twelve sheets, a bulletin and a letter that cannot be had; what was asked is kept."""

    drawn: list[str] = field(default_factory=list)
    wished: list[Mapping[str, str]] = field(default_factory=list)
    written: list[tuple[frozenset[str], Target]] = field(default_factory=list)
    broken: frozenset[str] = frozenset()
    rare: frozenset[str] = frozenset()
    """Leaves with a character that no typeface has."""
    stoppable: list[bool] = field(default_factory=list)
    """Whether a leaf that was asked for could be stopped in the middle."""

    shown: Sequence[Document] = (SHEETS, BULLETIN, LETTER)

    def documents(self) -> Sequence[Document]:
        return self.shown

    def plan(self, document: Document, options: Mapping[str, str]) -> Sequence[Leaflet]:
        self.wished.append(options)
        if document is LETTER:
            raise TooEarly
        if document is BULLETIN:
            return [Leaflet(planned=Planned(key="2026-11", words="2026年11月", make=make))]
        return [leaflet(number) for number in range(12)]

    def draw(self, planned: Planned, ticket: Ticket | None = None) -> DrawnLeaf:
        self.stoppable.append(ticket is not None)
        self.drawn.append(planned.key)
        if planned.key in self.broken:
            raise TooEarly
        signs = ("\U0001f409",) if planned.key in self.rare else ()
        return DrawnLeaf(pdf=mixed_pdf("A4", "A4"), replaced=signs)

    def write(
        self,
        document: Document,
        options: Mapping[str, str],
        picked: frozenset[str],
        target: Target,
        ticket: Ticket,
    ) -> Written:
        del document, options, ticket
        self.written.append((picked, target))
        failed = tuple(
            Failure(words=leaflet(number).planned.words, fault=TooEarly())
            for number in range(12)
            if f"419901100{number:03}" in self.broken & picked
        )
        shapeless = tuple(
            Shapeless(words=leaflet(number).planned.words, signs=("\U0001f409",))
            for number in range(12)
            if f"419901100{number:03}" in self.rare & picked
        )
        return Written(
            files=(target.out,) * (len(picked) - len(failed)), failed=failed, shapeless=shapeless
        )

    def verify(self, text: str) -> Checked:
        if text == "0000":
            raise CodeUnreadable(text=text)
        edition = text if text == "3333" else ""
        return Checked(
            matches=text == "1111",
            sentence="㟃头镇：85 分。",
            changes=("重新定稿",),
            edition=edition,
        )


@pytest.fixture
def desk() -> MemoryPapers:
    return MemoryPapers()


@pytest.fixture
def page(desk: MemoryPapers, jobs: Jobs, qtbot: QtBot) -> PapersPage:
    page = PapersPage(desk, jobs)
    qtbot.addWidget(page)
    page.resize(1198, 700)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.opened()
    idle(jobs, qtbot)
    return page


@pytest.fixture
def rest(jobs: Jobs, qtbot: QtBot) -> Callable[[], None]:
    return lambda: idle(jobs, qtbot)


def idle(jobs: Jobs, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: jobs.running is None, timeout=20_000)
    for _once in range(3):  # layouts inside layouts come to rest one after the other
        qtbot.wait(1)


def press(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def ctrl(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key, Qt.KeyboardModifier.ControlModifier)


Rest = Callable[[], None]


def test_the_first_document_is_shown_with_all_its_leaves_picked(
    page: PapersPage, desk: MemoryPapers
) -> None:
    assert page.documents.hasFocus()
    assert page.documents.rows.keys() == ["score-sheet", "bulletin", "letter"]
    assert page.picks.count.text() == "已选 12 / 12"
    assert len(page.view.pages or ()) == 2
    assert desk.drawn == ["419901100000"]
    assert page.headline() == "实地考评打分表"


def test_a_leaf_is_drawn_when_one_stands_on_it(
    page: PapersPage, desk: MemoryPapers, rest: Rest
) -> None:
    press(page.documents, Qt.Key.Key_Return)
    assert page.picks.list.hasFocus()
    press(page.picks.list, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    rest()
    assert desk.drawn[-1] == "419901100003"
    assert len(desk.drawn) <= 3  # those that one only passes are not drawn
    assert all(desk.stoppable), "an album of sixty photos stops between two of them"


def test_space_and_ctrl_a_pick(page: PapersPage) -> None:
    leaves = page.picks.list
    leaves.setFocus()
    press(leaves, Qt.Key.Key_Space)
    assert page.picks.count.text() == "已选 11 / 12"
    ctrl(leaves, Qt.Key.Key_A)
    assert page.picks.count.text() == "已选 12 / 12"
    ctrl(leaves, Qt.Key.Key_A)
    assert page.picks.picked == frozenset()
    assert not page.print.isEnabled()
    assert page.note.text() == texts.NOTHING_PICKED == page.print.accessibleDescription()
    press(leaves, Qt.Key.Key_Space)
    assert page.print.isEnabled()


def test_a_search_finds_by_initials_tail_and_characters_and_ctrl_a_takes_what_it_found(
    page: PapersPage,
) -> None:
    ctrl(page.picks.list, Qt.Key.Key_A)
    press(page.picks.list, Qt.Key.Key_Slash)
    assert page.picks.field.hasFocus()
    for words, count in (("hfq", 1), ("011", 1), (RARE, 11), ("㟃头", 12), ("没有", 0)):
        page.picks.field.setText(words)
        assert len(page.picks.list.rows.keys()) == count, words
    page.picks.field.setText("hfq")
    assert page.note.text() == texts.NOTHING_PICKED
    press(page.picks.field, Qt.Key.Key_Return)
    ctrl(page.picks.list, Qt.Key.Key_A)
    assert page.note.text() == ""
    page.picks.field.setText(RARE)
    assert page.note.text() == texts.MORE_PICKED.format(picked=1, hidden=1)
    press(page.picks.field, Qt.Key.Key_Escape)
    assert page.picks.picked == {"419901100000"}
    assert len(page.picks.list.rows.keys()) == 12


def test_leaves_of_townships_are_found_by_initials_too() -> None:
    leaves = [
        Leaflet(planned=Planned(key=str(at), words=words, make=make))
        for at, words in enumerate(("古塬镇", "丰禾街道"))
    ]
    assert [one.planned.words for one in found(leaves, "fh")] == ["丰禾街道"]
    assert [one.planned.words for one in found(leaves, "古")] == ["古塬镇"]
    assert len(found(leaves, " ")) == 2


def test_an_option_draws_the_document_anew(
    page: PapersPage, desk: MemoryPapers, rest: Rest
) -> None:
    press(page.documents, Qt.Key.Key_Down)
    rest()
    assert desk.wished[-1] == {"mode": "white"}
    assert page.view.notice.text() == "仿宋 没有装，正文用思源宋体代替"
    assert not page.picks.isVisible()
    page.looking.choose(MODE, 1)
    rest()
    assert desk.wished[-1] == {"mode": "red"}
    press(page.documents, Qt.Key.Key_Return)
    assert page.view.area.hasFocus()


def test_a_document_that_cannot_be_had_says_why_in_place_of_its_pages(
    page: PapersPage, rest: Rest
) -> None:
    press(page.documents, Qt.Key.Key_End)
    rest()
    assert page.view.empty.sentence.text() == "排名还没有冻结。\n请先冻结。"
    assert page.note.text() == texts.NO_PAPER
    for button in (page.print, page.pdf, page.table):
        assert not button.isEnabled()
    page.print_picked()
    page.save_pdf()
    press(page.documents, Qt.Key.Key_Home)
    rest()
    assert page.print.isEnabled()


def test_a_leaf_that_cannot_be_drawn_says_why_and_the_others_can(
    page: PapersPage, desk: MemoryPapers, rest: Rest
) -> None:
    desk.broken = frozenset({"419901100001"})
    press(page.picks.list, Qt.Key.Key_Down)
    rest()
    assert page.view.pages is None
    assert "排名还没有冻结" in page.view.empty.sentence.text()
    press(page.picks.list, Qt.Key.Key_Down)
    rest()
    assert page.view.pages is not None


def test_many_leaves_are_saved_into_a_folder_and_the_failed_ones_named(
    page: PapersPage, desk: MemoryPapers, rest: Rest, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.broken = frozenset({"419901100003"})
    page.press.ask_folder = lambda: str(tmp_path)
    with qtbot.waitSignal(page.toast) as said:
        ctrl(page.documents, Qt.Key.Key_S)
    rest()
    assert said.args == [texts.SAVED_MANY.format(count=11, path=tmp_path.parent)]
    assert desk.written[0][1] == Target(out=tmp_path)
    told = page.outcome.list.lines
    assert [told.index(at).data() for at in range(2)] == [
        texts.FAILED_HEAD.format(count=1),
        f"㟃头镇 {RARE}3（尾号 003） 排名还没有冻结。",
    ]


def test_what_stands_as_a_mark_on_the_leaf_that_is_shown_is_said_with_its_code(
    page: PapersPage, desk: MemoryPapers, rest: Rest
) -> None:
    desk.rare = frozenset({"419901100001"})
    press(page.picks.list, Qt.Key.Key_Down)
    rest()
    told = "纸上印成“〓”的字：\U0001f409（U+1F409）。字库里没有，请手写补上。"
    assert page.view.notice.text() == told
    press(page.picks.list, Qt.Key.Key_Down)
    rest()
    assert page.view.notice.text() == ""


def test_what_stands_as_a_mark_on_saved_and_printed_leaves_is_said_once(
    page: PapersPage, desk: MemoryPapers, rest: Rest, tmp_path: Path, queue: object
) -> None:
    del queue
    desk.rare = frozenset({"419901100003", "419901100004"})
    desk.broken = frozenset({"419901100005"})
    page.press.ask_folder = lambda: str(tmp_path)
    page.press.ask = lambda _page, _name, _copies, on: on(paper_file(tmp_path / "a.pdf"))
    told = page.outcome.list.lines
    for begin, key in ((ctrl, Qt.Key.Key_S), (press, Qt.Key.Key_F7)):
        begin(page.documents, key)
        rest()
        remark, failed, _one = (str(told.index(at).data()) for at in range(told.rowCount()))
        assert f"\U0001f409（U+1F409，㟃头镇 {RARE}3（尾号 003）等 2 份）" in remark
        assert failed == texts.FAILED_HEAD.format(count=1)
        page.outcome.put_away()
        told.show_lines([])


def test_one_file_is_asked_for_by_name(
    page: PapersPage, desk: MemoryPapers, rest: Rest, tmp_path: Path
) -> None:
    asked = []

    def ask(proposed: str, filters: str) -> str:
        asked.append((proposed, filters))
        return str(tmp_path / "一本.pdf")

    page.press.ask_file = ask
    page.picks.one_file.setChecked(True)
    page.save_pdf()
    rest()
    assert asked == [("实地考评打分表.pdf", texts.PDF_FILTER)]
    assert desk.written == [
        (frozenset(f"419901100{at:03}" for at in range(12)),
         Target(out=tmp_path / "一本.pdf", one_file=True))
    ]  # fmt: skip


def test_a_name_typed_without_its_ending_gets_it_and_is_no_folder(
    page: PapersPage, desk: MemoryPapers, rest: Rest, tmp_path: Path
) -> None:
    page.press.ask_file = lambda _proposed, _filters: str(tmp_path / "十一月.打分表")
    page.picks.one_file.setChecked(True)
    page.save_pdf()
    rest()
    assert desk.written[0][1].out == tmp_path / "十一月.打分表.pdf"


@pytest.mark.parametrize(("name", "ending"), [("表.xlsx", Ending.XLSX), ("表.csv", Ending.CSV)])
def test_a_table_is_saved_as_what_it_is_called(
    page: PapersPage, desk: MemoryPapers, rest: Rest, tmp_path: Path, name: str, ending: Ending
) -> None:
    ctrl(page.documents, Qt.Key.Key_E)
    assert desk.written == []  # sheets have none
    press(page.documents, Qt.Key.Key_Down)
    rest()
    page.press.ask_file = lambda _proposed, _filters: str(tmp_path / name)
    ctrl(page.documents, Qt.Key.Key_E)
    rest()
    assert desk.written[0][1] == Target(out=tmp_path / name, ending=ending)
    page.picks.one_file.setChecked(True)
    page.save_table()
    rest()
    assert desk.written[1][1] == Target(out=tmp_path / name, ending=ending, one_file=True)
    page.press.ask_file = lambda _proposed, _filters: ""
    page.save_table()
    assert len(desk.written) == 2


class OfficePrinter(QPrinter):
    """A printer with a queue, as far as the program sees."""

    def outputFileName(self) -> str:  # noqa: N802 - Qt's name
        return ""

    def printerName(self) -> str:  # noqa: N802 - Qt's name
        return "三楼"


def paper_file(out: Path) -> QPrinter:
    """A printer whose paper is a PDF file."""
    printer = OfficePrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    return printer


@dataclass
class MemorySpooler:
    """A queue that takes all, or stands still."""

    name: str
    on: ClassVar[bool] = True
    speaks: ClassVar[bool] = False

    def stands(self) -> bool:
        return self.on

    def jobs(self) -> Mapping[str, object]:
        return {}


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> type[MemorySpooler]:
    monkeypatch.setattr("inspector.ui.spooler.Spooler", MemorySpooler)
    monkeypatch.setattr(MemorySpooler, "on", True)
    monkeypatch.setattr("inspector.ui.paper_printer.DPI", 30)
    monkeypatch.setattr("inspector.ui.paper_printer.BUNDLE", 4)
    return MemorySpooler


def test_what_is_picked_is_printed_leaf_by_leaf_and_failed_ones_are_named(
    page: PapersPage, desk: MemoryPapers, rest: Rest, tmp_path: Path, queue: object, qtbot: QtBot
) -> None:
    del queue
    desk.broken = frozenset({"419901100002"})
    out = tmp_path / "a.pdf"
    page.press.ask = lambda _page, _name, _copies, on: on(paper_file(out))
    with qtbot.waitSignal(page.toast) as said:
        press(page.documents, Qt.Key.Key_F7)
    rest()
    assert said.args == [texts.PRINTED.format(pages=22)]
    assert page.outcome.isVisible()
    assert page.print.text() == texts.PRINT


def test_printing_that_stopped_goes_on_from_there_and_escape_forgets_it(
    page: PapersPage, desk: MemoryPapers, rest: Rest, tmp_path: Path,
    queue: type[MemorySpooler], qtbot: QtBot,
) -> None:  # fmt: skip
    page.press.ask = lambda _page, _name, _copies, on: on(paper_file(tmp_path / "a.pdf"))
    plain = desk.draw

    def draw(planned: Planned, ticket: Ticket | None = None) -> DrawnLeaf:
        queue.on = planned.key < "419901100005"
        return plain(planned, ticket)

    desk.draw = draw  # type: ignore[method-assign]  # the printer is switched off in the middle
    with qtbot.waitSignal(page.failed) as refused:
        press(page.documents, Qt.Key.Key_F7)
    rest()
    assert "三楼" in refused.args[0].sentence()
    assert page.print.text() == texts.PRINT_ON
    assert f"{RARE}6" in page.note.text()
    desk.draw = plain  # type: ignore[method-assign]  # and on again
    queue.on = True
    desk.drawn.clear()
    with qtbot.waitSignal(page.toast) as said:
        press(page.documents, Qt.Key.Key_F7)
    rest()
    assert desk.drawn[0] == "419901100006"
    assert said.args == [texts.PRINTED.format(pages=12)]
    assert page.print.text() == texts.PRINT


def test_printing_stops_while_a_leaf_is_drawn_and_goes_on_with_that_leaf(
    page: PapersPage, desk: MemoryPapers, jobs: Jobs, tmp_path: Path, queue: object, qtbot: QtBot
) -> None:
    del queue
    page.press.ask = lambda _page, _name, _copies, on: on(paper_file(tmp_path / "a.pdf"))
    plain = desk.draw

    def draw(planned: Planned, ticket: Ticket | None = None) -> DrawnLeaf:
        assert ticket is not None
        for photo in range(60):
            if planned.key == "419901100004" and photo == 30:
                assert jobs.running is not None
                jobs.running.ticket.cancel()
            ticket.step(photo, 60)
        return plain(planned, ticket)

    desk.draw = draw  # type: ignore[method-assign]  # a leaf of sixty photos, stopped in the middle
    with qtbot.waitSignal(page.toast) as said:
        press(page.documents, Qt.Key.Key_F7)
    idle(jobs, qtbot)
    assert said.args == [texts.STOPPED]
    assert "419901100004" not in desk.drawn
    assert page.note.text().startswith("F7 从第 3 份第 1 页"), "what lay ready is thrown away"


def test_the_chosen_document_stays_in_view_when_the_list_gets_lower_and_so_does_its_head(
    page: PapersPage, rest: Rest, qtbot: QtBot
) -> None:
    documents = page.documents
    for name, head in (("letter", False), ("score-sheet", True)):
        page.resize(1198, 700)
        documents.choose(documents.rows.place_of(name))
        rest()
        page.resize(1198, 250)
        qtbot.waitUntil(lambda: not documents._settled.isActive())
        shown = documents.viewport().rect()
        assert shown.contains(documents.visualRect(documents.currentIndex())), name
        assert shown.contains(documents.visualRect(documents.rows.index(0))) is head


def test_a_code_on_paper_is_verified_in_words(page: PapersPage) -> None:
    press(page.documents, Qt.Key.Key_F6)
    code = page.outcome.code
    assert code.hasFocus()
    press(code, Qt.Key.Key_Return)
    for text, title in (("1111", texts.MATCHES), ("2222", texts.DIFFERS)):
        code.setText(text)
        press(code, Qt.Key.Key_Return)
        assert str(page.outcome.list.lines.index(0).data()).startswith(title)
        assert page.outcome.list.lines.rowCount() == 2
    code.setText("0000")
    press(code, Qt.Key.Key_Return)
    assert "不是记录码" in str(page.outcome.list.lines.index(0).data())
    press(code, Qt.Key.Key_Escape)
    assert not page.outcome.isVisible()


def test_a_frozen_list_is_shown_again_as_it_was_by_the_code_on_it(
    page: PapersPage, desk: MemoryPapers, rest: Rest
) -> None:
    press(page.documents, Qt.Key.Key_F6)
    code = page.outcome.code
    for text, there in (("1111", False), ("3333", True), ("0000", False), ("3333", True)):
        code.setText(text)
        press(code, Qt.Key.Key_Return)
        assert page.outcome.show_edition.isVisible() is there
    press(code, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    press(page.outcome.show_edition, Qt.Key.Key_Space)
    rest()
    assert desk.wished[-1] == {"mode": "white", "code": "3333"}
    assert page.headline() == "月排名通报"
    assert page.documents.key() == "bulletin"
    press(page.documents, Qt.Key.Key_Up)
    rest()
    press(page.documents, Qt.Key.Key_Down)
    rest()
    assert desk.wished[-1] == {"mode": "white"}, "chosen anew, it is the newest again"


def test_where_no_document_keeps_its_editions_nothing_is_shown(jobs: Jobs, qtbot: QtBot) -> None:
    papers = MemoryPapers(shown=(SHEETS,))
    page = PapersPage(papers, jobs)
    qtbot.addWidget(page)
    page.opened()
    idle(jobs, qtbot)
    page.show_edition("3333")
    idle(jobs, qtbot)
    assert papers.wished == [{}]


def test_opened_again_it_keeps_what_was_picked(page: PapersPage, rest: Rest) -> None:
    press(page.picks.list, Qt.Key.Key_Down, Qt.Key.Key_Space)
    rest()
    page.opened()
    rest()
    assert page.picks.count.text() == "已选 11 / 12"
    assert page.picks.list.key() == "419901100001"


@pytest.mark.parametrize("scale", [1.0, 1.15, 1.3])
def test_everything_has_room_with_long_names_and_every_panel_open(
    page: PapersPage, rest: Rest, qtbot: QtBot, scale: float
) -> None:
    look().rescale(scale)
    try:
        for width, height in ((1198, 700), (1033, 500), (900, 430)):
            page.resize(width, height)
            page.outcome.ask()
            page.verify("2222")
            page.view.search()
            rest()
            page.outcome.put_away()
            qtbot.waitUntil(lambda: all("outside" in one for one in faults(page)))
            rest()
        for widget in page.findChildren(Field):
            assert widget.accessibleName()
    finally:
        look().rescale(1.0)
