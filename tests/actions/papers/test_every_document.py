"""Every document of the registry, drawn from a county whose names are traps.

The tests ask the registry, so a new document is examined without a line here. Where there is
nothing to draw it from in :mod:`nasty_county`, play it there.
"""

from __future__ import annotations

import csv
import errno
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from unicodedata import category

import paper_hashes
import pytest
from archive_clauses import archive_faults
from later_rounds import THIRD
from nasty_county import ROUNDS
from openpyxl import load_workbook
from paper_layers import KANGXI, UNSEEN, faults_of, layer_of
from played_county import ROUND, START, Clock, County, at_office, in_field
from pypdfium2 import PdfDocument

from inspector.actions.desk import Desk
from inspector.actions.papers.document import Document, Planned, Wish
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.writing import (
    Ending,
    NothingThere,
    OtherEnding,
    OtherFolder,
    Target,
    paper_pdf,
    planned_leaves,
    write_papers,
)
from inspector.actions.rounds import NoSuchRound
from inspector.actions.verifying import verify_paper
from inspector.domain.errors import Cancelled, InspectorError
from inspector.domain.ids import RoundId
from inspector.domain.progress import Ticket
from inspector.platform.durable import DiskFull, FileUnreadable
from inspector.platform.folder import Role
from inspector.sheets.comma_file import DANGEROUS
from inspector.sheets.fonts import regular
from inspector.sheets.leaf import Leaf

OF_NOW = {"coverage", "custody", "ledger", "monthly-pack", "site-card", "weekly"}
"""Documents that say how things stand today, and bear the day; all others bear a record's time."""

CODE = re.compile(r"记录码([0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4})")

every = pytest.mark.parametrize("name", sorted(DOCUMENTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A leaf, and what came of it."""

    options: Mapping[str, str]
    words: str
    leaf: Leaf
    pdf: bytes


@pytest.fixture(scope="module")
def office(nasty: County) -> Iterator[Desk]:
    with at_office(nasty.office) as desk:
        yield desk


def choices_of(document: Document) -> Iterator[dict[str, str]]:
    """Yield the default options, then each other choice by itself."""
    yield {}
    for option in document.options:
        for value, _words in option.choices[1:]:
            yield {option.name: value}


def wish_of(desk: Desk, document: Document, options: Mapping[str, str]) -> Wish | None:
    """Return a wish that something can be drawn for, if there is any."""
    for round_id in ROUNDS:
        wish = Wish(round=round_id, options=options)
        try:
            planned_leaves(desk, document, wish)
        except InspectorError:
            continue
        return wish
    return None


def usual_wish(desk: Desk, document: Document) -> Wish:
    """Return a wish with nothing chosen."""
    wish = wish_of(desk, document, {})
    assert wish is not None, f"{document.title}: play in nasty_county what it is drawn from"
    return wish


def drawn_of(desk: Desk, document: Document) -> Iterator[Drawn]:
    """Yield every leaf of a document under each choice."""
    usual_wish(desk, document)
    for options in choices_of(document):
        wish = wish_of(desk, document, options)
        for one in planned_leaves(desk, document, wish) if wish else ():
            leaf = one.make()
            yield Drawn(options=options, words=one.words, leaf=leaf, pdf=paper_pdf(one))


def as_drawn(text: str) -> str:
    """Return a text as its letters stand on paper."""
    plain = "".join(sign for sign in text if category(sign) not in ("Cc", "Cf", "Zs"))
    return "".join("〓" if regular().missing(sign) else sign for sign in plain)


def texts_of(leaf: Leaf) -> Iterator[str]:
    """Yield what people wrote in a leaf's table."""
    for table in leaf.listing.tables if leaf.listing else ():
        for row in table.rows:
            yield from (value for value in row if isinstance(value, str))


@every
def test_title_and_names_are_found_and_nothing_lies_wrong(
    name: str, office: Desk, tmp_path: Path
) -> None:
    document = DOCUMENTS[name]
    for drawn in drawn_of(office, document):
        layer = layer_of(drawn.pdf, tmp_path)
        where = f"{drawn.words} {drawn.options}"
        titles = (drawn.leaf.title.split()[0], document.title, *document.title.split("、"))
        assert any(as_drawn(title) in layer for title in titles), where
        assert not UNSEEN.search(layer), where
        assert not KANGXI.search(layer), where
        assert [text for text in texts_of(drawn.leaf) if as_drawn(text) not in layer] == [], where
        assert list(faults_of(drawn.pdf)) == [], where


@every
def test_an_archive_takes_it(name: str, office: Desk) -> None:
    document = DOCUMENTS[name]
    leaves = planned_leaves(office, document, usual_wish(office, document))
    for one in {leaves[0].key: leaves[0], leaves[-1].key: leaves[-1]}.values():
        assert archive_faults(paper_pdf(one)) == [], one.words


@every
def test_the_place_that_a_leaf_is_about_stands_on_it(
    name: str, office: Desk, tmp_path: Path
) -> None:
    document = DOCUMENTS[name]
    with office.store.reading() as reading:
        names = {line.site.code: (line.township, line.site.name) for line in reading.sites.lines()}
    for options in choices_of(document):
        wish = wish_of(office, document, options)
        for one in planned_leaves(office, document, wish) if wish else ():
            layer = layer_of(paper_pdf(one), tmp_path) if one.site else ""
            for place in names[one.site] if one.site else ():
                assert as_drawn(place) in layer, f"{one.words} {options}"


@every
def test_a_code_on_paper_is_that_of_a_record_here(name: str, office: Desk, tmp_path: Path) -> None:
    document = DOCUMENTS[name]
    wish = usual_wish(office, document)
    for one in planned_leaves(office, document, wish)[:2]:
        for code in CODE.findall(layer_of(paper_pdf(one), tmp_path)):
            assert verify_paper(office, code).sentence


@every
def test_no_text_of_people_is_a_formula(name: str, office: Desk, tmp_path: Path) -> None:
    document = DOCUMENTS[name]
    wish = usual_wish(office, document)
    if not document.table:
        return
    own = {text for one in planned_leaves(office, document, wish) for text in texts_of(one.make())}
    book = write_papers(office, document, wish, Target(out=tmp_path, ending=Ending.XLSX))
    comma = write_papers(office, document, wish, Target(out=tmp_path, ending=Ending.CSV))
    assert book.failed == comma.failed == ()
    for file in book.files:
        cells = [cell for sheet in load_workbook(file) for row in sheet for cell in row]
        assert [one.value for one in cells if one.data_type == "f" and one.value in own] == []
        assert not any(one.hyperlink for one in cells)
    for file in comma.files:
        rows = csv.reader(StringIO(file.read_bytes().decode("utf-8-sig"), newline=""))
        fields = [field for row in rows for field in row if field]
        assert [one for one in fields if one.startswith(DANGEROUS) and not number(one)] == []


def number(text: str) -> bool:
    """Tell whether a field is one of our own numbers, such as ``-2.50``."""
    return text[1:].replace(".", "").replace("%", "").isdecimal()


@every
def test_a_paper_of_a_record_bears_its_time_and_never_the_clocks(name: str, office: Desk) -> None:
    document = DOCUMENTS[name]
    found = set()
    for days in (5, 400, -4000):
        desk = replace(office, clock=Clock(START + timedelta(days=days)))
        wish = usual_wish(desk, document)
        found.add(tuple(paper_pdf(one) for one in planned_leaves(desk, document, wish)[:2]))
    assert (len(found) > 1) == (name in OF_NOW)


def test_the_same_record_gives_the_same_bytes_on_every_machine(
    nasty: County, tmp_path: Path
) -> None:
    office = shutil.copytree(nasty.office, tmp_path / "office")

    def child(**settings: str) -> str:
        done = subprocess.run(
            [sys.executable, paper_hashes.__file__, str(office)],
            env={**os.environ, **settings, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("ascii")

    here = child(PYTHONHASHSEED="1", TZ="Asia/Shanghai", LANG="zh_CN.UTF-8", LC_ALL="C.UTF-8")
    assert here == child(PYTHONHASHSEED="77", TZ="America/New_York", LANG="C", LC_ALL="C")
    assert {line.split()[0] for line in here.splitlines()} == set(DOCUMENTS)


@every
def test_a_folder_that_cannot_print_it_says_which_can(
    name: str, county: County, tmp_path: Path
) -> None:
    document = DOCUMENTS[name]
    if Role.FIELD in document.roles:
        return
    with in_field(county.laptop) as desk, pytest.raises(OtherFolder) as refused:
        write_papers(desk, document, Wish(), Target(out=tmp_path / "out"))
    assert "县级考评办的数据文件夹" in refused.value.advice()
    assert not (tmp_path / "out").exists()


@every
def test_a_round_that_is_not_there_is_said(name: str, office: Desk, tmp_path: Path) -> None:
    wish = Wish(round=RoundId("1999-01"))
    with pytest.raises(NoSuchRound):
        write_papers(office, DOCUMENTS[name], wish, Target(out=tmp_path / "out"))
    assert not (tmp_path / "out").exists()


@every
def test_a_disk_that_fills_up_leaves_whole_files_only(
    name: str, office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, calls = DOCUMENTS[name], iter(range(1000))
    wish, sync = usual_wish(office, document), os.fsync

    def fill(handle: int) -> None:
        if stat.S_ISREG(os.fstat(handle).st_mode) and next(calls) == room:
            raise OSError(errno.ENOSPC, "full")
        sync(handle)

    count = len(planned_leaves(office, document, wish))
    monkeypatch.setattr(os, "fsync", fill)
    for one_file, room in ((True, 0), (False, count // 2)):
        out, calls = tmp_path / str(one_file), iter(range(1000))
        with pytest.raises(DiskFull):
            write_papers(office, document, wish, Target(out=out, one_file=one_file))
        left = sorted(out.iterdir())
        assert len(left) == room
        for file in left:
            with PdfDocument(file) as whole:
                assert len(whole) > 0


@every
def test_a_cancel_at_any_step_leaves_whole_files_only(
    name: str, office: Desk, tmp_path: Path
) -> None:
    document = DOCUMENTS[name]
    wish = usual_wish(office, document)
    count = len(planned_leaves(office, document, wish))
    for last in {0, count - 1}:
        ticket = Ticket()
        stopped = cancelled_at(document, last, ticket)
        with pytest.raises(Cancelled):
            write_papers(office, stopped, wish, Target(out=tmp_path / str(last)), ticket)
        files = list((tmp_path / str(last)).iterdir())
        assert len(files) in (last, last + 1)  # an album stops between its pages
        for file in files:
            with PdfDocument(file) as whole:
                assert len(whole) > 0
        target, ticket = Target(out=tmp_path / "book", one_file=True), Ticket()
        with pytest.raises(Cancelled):
            write_papers(office, cancelled_at(document, last, ticket), wish, target, ticket)
        assert list((tmp_path / "book").iterdir()) == []


def cancelled_at(document: Document, at: int, ticket: Ticket) -> Document:
    """Return the document; somebody cancels while its leaf number ``at`` is made."""

    def plan(desk: Desk, wish: Wish) -> list[Planned]:
        planned = list(document.plan(desk, wish))
        make = planned[at].make

        def cancel() -> Leaf:
            ticket.cancel()
            return make()

        planned[at] = replace(planned[at], make=cancel)
        return planned

    return replace(document, plan=plan)


@pytest.mark.parametrize("name", ["custody", "monthly-pack", "weekly"])
def test_a_round_with_nobody_in_it_is_said(name: str, office: Desk, tmp_path: Path) -> None:
    with pytest.raises(NothingThere, match=r"这一轮没有.+可印"):
        write_papers(office, DOCUMENTS[name], Wish(round=THIRD), Target(out=tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_place_that_is_no_folder_is_said_and_nothing_is_touched(
    office: Desk, tmp_path: Path
) -> None:
    ranking = DOCUMENTS["ranking"]
    file = tmp_path / "那里"
    file.write_text("别的")
    wish = Wish(round=ROUND)
    for out in (file, file / "里面"):
        with pytest.raises(FileUnreadable):
            write_papers(office, ranking, wish, Target(out=out))
    with pytest.raises(OtherEnding, match=r"文件名是 排名.xlsx，要存的却是 pdf"):
        write_papers(office, ranking, wish, Target(out=tmp_path / "排名.xlsx"))
    assert list(tmp_path.iterdir()) == [file]
    assert file.read_text() == "别的"
    for name in ("2026.csv", "表.pdf"):
        named = tmp_path / name
        named.mkdir()
        assert write_papers(office, ranking, wish, Target(out=named)).files[0].parent == named


def test_leaves_are_called_as_every_system_can(office: Desk, tmp_path: Path) -> None:
    for document in DOCUMENTS.values():
        wish = usual_wish(office, document)
        files = write_papers(office, document, wish, Target(out=tmp_path / document.name)).files
        assert len({file.name.casefold() for file in files}) == len(files)
        assert len(files) == len(planned_leaves(office, document, wish))
        for file in files:
            assert not set(file.name) & set('\\/:*?"<>|\u202e\u200b')
            assert file.parent == tmp_path / document.name
            assert not file.stem.endswith((".", " "))
