"""Paper before anybody has counted: of one site, of all, of a form without a site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from played_county import COST, PIN, ROUND, Clock, County, at_office, in_field, write_lists
from pypdfium2 import PdfDocument

from inspector.actions import creating
from inspector.actions.blank_paper import NoBlankToPrint, Wanted, planned_lines
from inspector.actions.desk import Desk
from inspector.actions.finding import NoSuchSite
from inspector.actions.papers.blanks import BLANK, FORMS, OF, STRIP
from inspector.actions.papers.document import Document, Wish
from inspector.actions.papers.writing import (
    NothingChosen,
    NothingWritten,
    Target,
    pick,
    write_papers,
)
from inspector.actions.rounds import NoRound, NoSuchRound
from inspector.domain.errors import Cancelled
from inspector.domain.ids import RoundId, TeamId, TownshipCode
from inspector.domain.progress import Ticket
from inspector.domain.team import Team


def printed(
    desk: Desk, document: Document, out: Path, *sites: str, wish: Wish | None = None
) -> Sequence[Path]:
    wish = pick(desk, document, wish or Wish(), sites=sites, words=())
    written = write_papers(desk, document, wish, Target(out=out))
    assert written.failed == ()
    return written.files


def text_of(path: Path) -> str:
    with PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_laptop_prints_its_own_sites_before_the_visit(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        both = printed(desk, BLANK, tmp_path / "paper")
        assert [path.name[:6] for path in both] == ["空白打分表_"] * 2
        with desk.store.reading() as reading:
            assert not any(reading.visits.one(line.uid) for line in reading.visits.lines(ROUND))
        again = printed(desk, BLANK, tmp_path / "again")
        assert BLANK.plan(desk, Wish())[0].words == "南镇 南村（尾号 201）"
    assert [one.read_bytes() for one in both] == [one.read_bytes() for one in again]
    text = text_of(both[0])
    for words in ("南村", "尾号", "T01 组（东街道）", "人11", "交叉考评"):
        assert words in text, words


def test_all_sites_of_a_day_come_in_one_file(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        (one,) = printed(desk, BLANK, tmp_path / "deep" / "day.pdf", "202", "201")
        text = text_of(one)
        assert text.index("南镇 南村") < text.index("㟃头村"), "along the road"
        (strips,) = printed(desk, STRIP, tmp_path / "strips.pdf", "202", "201")
    assert all(name in text_of(strips) for name in ("人11", "人12", "人13"))


def test_the_office_prints_for_any_team(county: County, tmp_path: Path) -> None:
    with at_office(county.office) as desk:
        assert len(printed(desk, STRIP, tmp_path, wish=Wish(round=ROUND))) == 8
        with pytest.raises(NoSuchRound):
            printed(desk, STRIP, tmp_path, wish=Wish(round=RoundId("2030")))


def test_a_form_without_a_site_is_for_anybody(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        wish = Wish(options={OF.name: FORMS})
        names = {one.key: one.words for one in BLANK.plan(desk, wish)}
        assert set(names) == {"community", "rural"}
        assert names["rural"].endswith("（rural）")
        one = replace(wish, picked=frozenset({"rural"}))
        (sheet,) = printed(desk, BLANK, tmp_path, wish=one)
        assert sheet.name == "空白打分表_通用_rural.pdf"
        assert "站点代码" in text_of(sheet)
        (strip,) = printed(desk, STRIP, tmp_path / "one.pdf", wish=one)
        assert "姓名" in text_of(strip)
        with pytest.raises(NothingChosen):
            printed(desk, BLANK, tmp_path, wish=replace(wish, picked=frozenset({"none"})))


def test_what_is_not_planned_is_said(county: County, tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    with in_field(county.laptop) as desk, pytest.raises(NoSuchSite):
        printed(desk, BLANK, paper, "北村")
    with at_office(county.office) as desk:
        with desk.store.unit() as unit:
            round_ = unit.rounds.one(ROUND)
            assert round_ is not None
            kept = unit.rounds.assignments(ROUND)[1:]
            lost = unit.rounds.assignments(ROUND)[0].visit.site
            unit.rounds.put(round_, kept)
            unit.commit()
        with pytest.raises(NothingChosen):
            printed(desk, BLANK, paper, lost)
        with desk.store.reading() as reading, pytest.raises(NoBlankToPrint):
            planned_lines(reading, Wanted(sites=(lost,)))
        stray = replace(kept[0], visit=replace(kept[0].visit, team=TeamId("T99")))
        with desk.store.unit() as unit:
            unit.rounds.put(round_, (stray,))
            unit.commit()
        with pytest.raises(NothingWritten, match="没有分派"):
            printed(desk, BLANK, paper)
        with desk.store.unit() as unit:
            unit.rounds.put(round_, ())
            unit.commit()
        with pytest.raises(NoBlankToPrint, match="没有分派站点"):
            printed(desk, BLANK, paper)
    assert not list(paper.glob("*"))


def test_a_county_without_a_round_has_no_sites_to_print_for(tmp_path: Path) -> None:
    files = write_lists(tmp_path / "lists")
    creating.create_office(tmp_path / "office", PIN, files, clock=Clock(), cost=COST)
    with at_office(tmp_path / "office") as desk, pytest.raises(NoRound):
        printed(desk, BLANK, tmp_path / "paper")


def test_a_team_that_left_or_has_nobody_is_said(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        with desk.store.unit() as unit:
            home = TownshipCode("419999999000")  # one that this laptop does not hold
            unit.teams.put([Team(id=TeamId("T01"), home=home, members=())])
            unit.commit()
        with pytest.raises(NothingWritten, match="T01 组的名册里没有成员"):
            printed(desk, STRIP, tmp_path / "a.pdf")
        (sheet,) = printed(desk, BLANK, tmp_path / "b.pdf", "201")
    text = text_of(sheet)
    assert "T01 组（" not in text
    assert "考评员" in text, "boxes to sign all the same"


def test_printing_stops_between_two_files(county: County, tmp_path: Path) -> None:
    def stop(_done: int, _total: int, _label: str) -> None:
        ticket.cancel()

    ticket = Ticket(stop)
    with in_field(county.laptop) as desk, pytest.raises(Cancelled):
        write_papers(desk, BLANK, Wish(), Target(out=tmp_path), ticket)
    assert len(list(tmp_path.glob("*.pdf"))) == 1
