"""Files of documents: one each or all in one, whole or not at all, failures named."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from played_county import County, count_site, in_field, sites_of
from pypdfium2 import PdfDocument

from inspector.actions import sealing
from inspector.actions.finding import NoSuchSite
from inspector.actions.papers import writing
from inspector.actions.papers.document import Document, Option, Planned, Wish
from inspector.actions.papers.registry import DOCUMENTS, documents_of
from inspector.actions.papers.score_sheets import SCORE_SHEETS
from inspector.actions.papers.writing import (
    Ending,
    NoTable,
    NothingChosen,
    NothingWritten,
    Target,
    write_papers,
)
from inspector.actions.placing import WithinFolder
from inspector.actions.printing import earlier_sheet
from inspector.domain.errors import Cancelled
from inspector.domain.progress import Ticket
from inspector.platform.durable import WrongName
from inspector.platform.folder import Role
from inspector.sheets.leaf import Leaf, leaf_pdf
from inspector.sheets.paper import Paper
from inspector.sheets.pictures import PhotoUnprintable

SHEETS = DOCUMENTS["score-sheet"]


def failing(document: Document, *which: int) -> Document:
    """Return the document with some leaves that cannot be made."""

    def refuse() -> Leaf:
        raise NoSuchSite(text="无")

    def plan(*args: object) -> list[Planned]:
        planned = document.plan(*args)  # type: ignore[arg-type] # passed through
        return [replace(one, make=refuse) if at in which else one for at, one in enumerate(planned)]

    return replace(document, plan=plan)


def test_each_sealed_visit_gets_a_file_named_after_its_place(
    county: County, tmp_path: Path
) -> None:
    county.hand_in(county.laptop)
    steps: list[str] = []
    ticket = Ticket(lambda _done, _total, words: steps.append(words))
    with in_field(county.laptop) as desk:
        written = write_papers(desk, SHEETS, Wish(), Target(out=tmp_path / "deep" / "all"), ticket)
    assert len(written.files) == 2
    assert written.failed == ()
    assert all(file.name.startswith("打分表_") and file.suffix == ".pdf" for file in written.files)
    assert "尾号" in steps[-1]


def test_all_in_one_file_have_bookmarks(county: County, tmp_path: Path) -> None:
    county.hand_in(county.laptop)
    with in_field(county.laptop) as desk:
        planned = SHEETS.plan(desk, Wish())
        written = write_papers(desk, SHEETS, Wish(), Target(out=tmp_path, one_file=True))
        named = write_papers(desk, SHEETS, Wish(), Target(out=tmp_path / "two.pdf"))
    (book,) = written.files
    assert book.name == "实地考评打分表.pdf"
    assert [file.name for file in named.files] == ["two.pdf"], "two leaves, one file name"
    with PdfDocument(book) as document:
        assert len(list(document.get_toc())) == len(planned) == 2


def test_only_what_is_picked_is_written(county: County, tmp_path: Path) -> None:
    county.hand_in(county.laptop)
    with in_field(county.laptop) as desk:
        wish = writing.pick(desk, SHEETS, Wish(), sites=["201"], words=[])
        one = write_papers(desk, SHEETS, wish, Target(out=tmp_path / "one.PDF"))
        first, second = SHEETS.plan(desk, Wish())
        words = writing.pick(desk, SHEETS, Wish(), sites=[], words=[second.words])
        assert words.picked == frozenset({second.key})
        both = writing.pick(desk, SHEETS, Wish(), sites=[], words=[first.words[:2]]).picked
        assert both == frozenset({first.key, second.key}), "a township holds both"
        with pytest.raises(NothingChosen, match="没有选中要印的实地考评打分表"):
            writing.pick(desk, SHEETS, Wish(), sites=[], words=["天上"])
        with pytest.raises(NoSuchSite):
            writing.pick(desk, SHEETS, Wish(), sites=["天上"], words=[])
        with pytest.raises(NothingChosen):
            write_papers(desk, SHEETS, Wish(picked=frozenset()), Target(out=tmp_path))
    assert one.files == (tmp_path / "one.PDF",)


def test_a_leaf_that_fails_is_named_and_the_others_are_written(
    county: County, tmp_path: Path
) -> None:
    county.hand_in(county.laptop)
    with in_field(county.laptop) as desk:
        broken = failing(SHEETS, 0)
        each = write_papers(desk, broken, Wish(), Target(out=tmp_path / "each"))
        bound = write_papers(desk, broken, Wish(), Target(out=tmp_path, one_file=True))
        words = SHEETS.plan(desk, Wish())[0].words
        for target in (
            Target(out=tmp_path / "none"),
            Target(out=tmp_path / "n.pdf", one_file=True),
        ):
            with pytest.raises(NothingWritten, match=r"一份也没有印成（共 2 份）"):
                write_papers(desk, failing(SHEETS, 0, 1), Wish(), target)
    for written in (each, bound):
        assert len(written.files) == 1
        assert [one.words for one in written.failed] == [words]
    assert not (tmp_path / "n.pdf").exists()


def renamed(planned: Planned, stem: str) -> Leaf:
    return replace(planned.make(), stem=stem)


def test_a_name_never_leads_out_of_the_folder_nor_over_another(
    county: County, tmp_path: Path
) -> None:
    county.hand_in(county.laptop)
    with in_field(county.laptop) as desk:
        first, second = SHEETS.plan(desk, Wish())

        def plan(*_args: object) -> list[Planned]:
            called = (first, "../北乡"), (second, "..:北乡")
            return [replace(one, make=partial(renamed, one, stem)) for one, stem in called]

        written = write_papers(
            desk, replace(SHEETS, plan=plan), Wish(), Target(out=tmp_path / "out")
        )
    assert [file.name for file in written.files] == ["_北乡.pdf", "_北乡_2.pdf"]
    assert {file.parent for file in written.files} == {tmp_path / "out"}
    assert list(tmp_path.glob("*.pdf")) == []


def half_drawn(planned: Planned) -> Leaf:
    """Make a leaf that fails once its first page is put down."""
    leaf = planned.make()

    def draw(paper: Paper) -> None:
        leaf.draw(paper)
        raise PhotoUnprintable(caption="第 1 张")

    return replace(leaf, draw=draw)


def test_a_leaf_that_cannot_be_drawn_is_left_out_of_the_book_whole(
    county: County, tmp_path: Path
) -> None:
    county.hand_in(county.laptop)
    with in_field(county.laptop) as desk:
        planned = SHEETS.plan(desk, Wish())

        def broken(*which: int) -> Document:
            return replace(
                SHEETS,
                plan=lambda *_args: [
                    replace(one, make=partial(half_drawn, one)) if at in which else one
                    for at, one in enumerate(planned)
                ],
            )

        for which in (0, 1):
            target = Target(out=tmp_path / f"{which}.pdf", one_file=True)
            written = write_papers(desk, broken(which), Wish(), target)
            assert [one.words for one in written.failed] == [planned[which].words]
            alone = planned[1 - which].make()
            with PdfDocument(target.out) as book, PdfDocument(leaf_pdf(alone)) as other:
                assert len(book) == len(other)
                assert [mark.get_title() for mark in book.get_toc()] == [alone.title]
                assert book.get_page_label(0) == "1"
        target = Target(out=tmp_path / "none.pdf", one_file=True)
        with pytest.raises(NothingWritten, match="一份也没有印成"):
            write_papers(desk, broken(0, 1), Wish(), target)
    assert not target.out.exists()


def test_a_document_without_a_table_says_so(county: County, tmp_path: Path) -> None:
    county.hand_in(county.laptop)
    with in_field(county.laptop) as desk, pytest.raises(NoTable, match="只能存成 PDF"):
        write_papers(desk, SHEETS, Wish(), Target(out=tmp_path, ending=Ending.XLSX))


def test_what_was_finished_before_a_cancel_stays(county: County, tmp_path: Path) -> None:
    county.hand_in(county.laptop)
    ticket = Ticket()
    with in_field(county.laptop) as desk:
        planned = SHEETS.plan(desk, Wish())

        def plan(*_args: object) -> list[Planned]:
            def make() -> Leaf:
                ticket.cancel()
                return planned[0].make()

            return [replace(planned[0], make=make), planned[1]]

        with pytest.raises(Cancelled):
            write_papers(desk, replace(SHEETS, plan=plan), Wish(), Target(out=tmp_path), ticket)
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_a_preview_is_the_file_that_is_written(county: County, tmp_path: Path) -> None:
    county.hand_in(county.laptop)
    with in_field(county.laptop) as desk:
        written = write_papers(desk, SHEETS, Wish(), Target(out=tmp_path))
        shown = [writing.paper_pdf(one) for one in writing.planned_leaves(desk, SHEETS, Wish())]
    assert [file.read_bytes() for file in written.files] == shown


def test_an_option_that_was_not_chosen_is_its_first_choice() -> None:
    mode = Option(name="mode", title="式样", choices=(("red", "红头"), ("white", "白头")))
    assert Wish().option(mode) == "red"
    assert Wish(options={"mode": "white"}).option(mode) == "white"


def test_names_and_options_can_be_typed() -> None:
    for document in DOCUMENTS.values():
        assert document.name.replace("-", "").isalpha()
        assert document.about
        assert all(option.choices for option in document.options)
    assert {role for role in Role if documents_of(role)} == set(Role)


def test_paper_is_not_put_among_what_the_program_keeps(county: County, tmp_path: Path) -> None:
    beside = tmp_path / "beside"
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[0]))
        beside.symlink_to(county.laptop, target_is_directory=True)
        kept = sorted(county.laptop.rglob("*"))
        for out in (county.laptop, county.laptop / "vault/x.pdf", beside, beside / "x.pdf"):
            with pytest.raises(WithinFolder, match="数据文件夹里面"):
                write_papers(desk, SCORE_SHEETS, Wish(), Target(out=out))
            with pytest.raises(WithinFolder):
                earlier_sheet(desk, "0" * 12, out)
        assert sorted(county.laptop.rglob("*")) == kept
        (file,) = write_papers(desk, SCORE_SHEETS, Wish(), Target(out=tmp_path / "out")).files
        assert file.parent == tmp_path / "out"


def test_a_folder_that_is_called_like_a_file_is_a_folder(county: County, tmp_path: Path) -> None:
    out = tmp_path / "十一月.pdf"
    out.mkdir()
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[0]))
        (file,) = write_papers(desk, SCORE_SHEETS, Wish(), Target(out=out)).files
        assert file.parent == out


def test_a_file_where_a_folder_is_meant_is_said_and_kept(county: County, tmp_path: Path) -> None:
    out = tmp_path / "名单"
    out.write_bytes(b"mine")
    with in_field(county.laptop) as desk:
        sealing.seal(desk, count_site(desk, sites_of(desk)[0]))
        for place in (out, out / "下面"):
            with pytest.raises(WrongName) as caught:
                write_papers(desk, SCORE_SHEETS, Wish(), Target(out=place))
            assert "U 盘" not in caught.value.advice(), "no disk is to blame"
    assert out.read_bytes() == b"mine"
