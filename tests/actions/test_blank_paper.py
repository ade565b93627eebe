"""Paper before anybody has counted: of one site, of all, of a form without a site."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from played_county import COST, PIN, ROUND, Clock, County, at_office, in_field, write_lists
from pypdfium2 import PdfDocument

from inspector.actions import blank_paper, creating
from inspector.actions.blank_paper import BLANK, STRIP, NoBlankToPrint, NobodyWalks, Wanted
from inspector.actions.finding import NoSuchSite
from inspector.actions.forms import FormMissing
from inspector.actions.rounds import NoRound
from inspector.actions.rounds import NoSuchRound
from inspector.domain.errors import Cancelled
from inspector.domain.ids import RoundId, RubricId, TeamId, TownshipCode
from inspector.domain.progress import Ticket
from inspector.domain.team import Team


def text_of(path: Path) -> str:
    with PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_laptop_prints_its_own_sites_before_the_visit(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        both = blank_paper.print_blank(desk, BLANK, tmp_path / "paper", Wanted())
        assert [path.name[:6] for path in both] == ["空白打分表_"] * 2
        with desk.store.reading() as reading:
            assert not any(reading.visits.one(line.uid) for line in reading.visits.lines(ROUND))
        again = blank_paper.print_blank(desk, BLANK, tmp_path / "again", Wanted())
    assert [one.read_bytes() for one in both] == [one.read_bytes() for one in again]
    text = text_of(both[0])
    for words in ("南村", "尾号", "T01 组（东街道）", "人11", "交叉考评"):
        assert words in text, words


def test_all_sites_of_a_day_come_in_one_file(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        wanted = Wanted(sites=("202", "201"))
        (one,) = blank_paper.print_blank(desk, BLANK, tmp_path / "deep" / "day.pdf", wanted)
        text = text_of(one)
        assert text.index("㟃头村") < text.index("南镇 南村"), "in the order asked for"
        (strips,) = blank_paper.print_blank(desk, STRIP, tmp_path / "strips.pdf", wanted)
    assert all(name in text_of(strips) for name in ("人11", "人12", "人13"))


def test_the_office_prints_for_any_team(county: County, tmp_path: Path) -> None:
    with at_office(county.office) as desk:
        paths = blank_paper.print_blank(desk, STRIP, tmp_path, Wanted(round=ROUND))
        assert len(paths) == 8
        with pytest.raises(NoSuchRound):
            blank_paper.print_blank(desk, STRIP, tmp_path, Wanted(round=RoundId("2030")))


def test_a_form_without_a_site_is_for_anybody(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        wanted = Wanted(form=RubricId("rural"))
        (sheet,) = blank_paper.print_blank(desk, BLANK, tmp_path, wanted)
        assert sheet.name == "空白打分表_通用_rural.pdf"
        assert "站点代码" in text_of(sheet)
        (strip,) = blank_paper.print_blank(desk, STRIP, tmp_path / "one.pdf", wanted)
        assert "姓名" in text_of(strip)
        with pytest.raises(FormMissing):
            blank_paper.print_blank(desk, BLANK, tmp_path, Wanted(form=RubricId("none")))


def test_what_is_not_planned_is_said(county: County, tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    with in_field(county.laptop) as desk, pytest.raises(NoSuchSite):
        blank_paper.print_blank(desk, BLANK, paper, Wanted(sites=("北村",)))
    with at_office(county.office) as desk:
        with desk.store.unit() as unit:
            round_ = unit.rounds.one(ROUND)
            assert round_ is not None
            kept = unit.rounds.assignments(ROUND)[1:]
            lost = unit.rounds.assignments(ROUND)[0].visit.site
            unit.rounds.put(round_, kept)
            unit.commit()
        with pytest.raises(NoBlankToPrint):
            blank_paper.print_blank(desk, BLANK, paper, Wanted(sites=(lost,)))
        stray = replace(kept[0], visit=replace(kept[0].visit, team=TeamId("T99")))
        with desk.store.unit() as unit:
            unit.rounds.put(round_, (stray,))
            unit.commit()
        with pytest.raises(NoBlankToPrint):
            blank_paper.print_blank(desk, BLANK, paper, Wanted())
        with desk.store.unit() as unit:
            unit.rounds.put(round_, ())
            unit.commit()
        with pytest.raises(NoBlankToPrint, match="没有分派站点"):
            blank_paper.print_blank(desk, BLANK, paper, Wanted())
    assert not paper.exists()


def test_a_county_without_a_round_has_no_sites_to_print_for(tmp_path: Path) -> None:
    files = write_lists(tmp_path / "lists")
    creating.create_office(tmp_path / "office", PIN, files, clock=Clock(), cost=COST)
    with at_office(tmp_path / "office") as desk, pytest.raises(NoRound):
        blank_paper.print_blank(desk, BLANK, tmp_path / "paper", Wanted())


def test_a_team_that_left_or_has_nobody_is_said(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        with desk.store.unit() as unit:
            home = TownshipCode("419999999000")  # one that this laptop does not hold
            unit.teams.put([Team(id=TeamId("T01"), home=home, members=())])
            unit.commit()
        with pytest.raises(NobodyWalks, match="T01"):
            blank_paper.print_blank(desk, STRIP, tmp_path / "a.pdf", Wanted())
        (sheet,) = blank_paper.print_blank(desk, BLANK, tmp_path / "b.pdf", Wanted(sites=("201",)))
    text = text_of(sheet)
    assert "T01 组（" not in text
    assert "考评员" in text, "boxes to sign all the same"


def test_printing_stops_between_two_files(county: County, tmp_path: Path) -> None:
    stopped: list[str] = []

    def stop(_done: int, _total: int, label: str) -> None:
        stopped.append(label)
        ticket.cancel()

    ticket = Ticket(stop)
    with in_field(county.laptop) as desk, pytest.raises(Cancelled):
        blank_paper.print_blank(desk, BLANK, tmp_path, Wanted(), ticket)
    assert len(stopped) == len(list(tmp_path.glob("*.pdf"))) == 1


def test_the_key_card_takes_its_rows_as_they_are(tmp_path: Path) -> None:
    rows = {"考评": (("A–F", "记一处"),)}
    path = blank_paper.print_key_card(tmp_path, rows, version="1.2")
    assert path.name == "按键卡.pdf"
    assert "记一处" in text_of(path)
    assert blank_paper.print_key_card(tmp_path / "k.pdf", rows, version="").name == "k.pdf"
