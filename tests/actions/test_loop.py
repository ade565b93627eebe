"""The loop, by actions only: what a team counted is what the office ranks and prints."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from played_county import ROUND, County, at_office, count_site, in_field, print_papers, sites_of

from inspector.actions import covering, printing, ranking, receiving, scoring
from inspector.actions.projecting import Flag
from inspector.domain.ids import SiteCode
from inspector.domain.scoring import score
from inspector.domain.visit import VisitState


def test_what_was_counted_arrives_with_the_same_points(county: County) -> None:
    package = county.hand_in(county.laptop)
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        sent = {line.uid: line.totals for line in reading.visits.lines(ROUND)}
    with at_office(county.office) as desk:
        taken = receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            here = {
                line.uid: line.totals
                for line in reading.visits.lines(ROUND)
                if line.state is VisitState.SEALED
            }
    assert not taken[0].refused
    assert here == sent
    assert len(here) == 2


def test_importing_twice_changes_nothing(county: County) -> None:
    package = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            before = reading.records.digest(), reading.visits.lines(ROUND)
        again = receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            assert (reading.records.digest(), reading.visits.lines(ROUND)) == before
    assert again[0].sentence.startswith("以前收过")
    assert (again[0].new, again[0].conflicts) == (0, 0)


def test_two_laptops_that_differ_are_a_conflict_and_both_stay(county: County) -> None:
    second = county.open_laptop("t01b", "T01")
    files = [
        county.hand_in(county.laptop, seed=1),
        county.hand_in(second, seed=2, sites=1),
    ]
    with at_office(county.office) as desk:
        county.accept(desk, files)
        cover = covering.coverage(desk, ROUND)
        board = ranking.rank(desk, ROUND)
        with desk.store.reading() as reading:
            flags = {line.key.site: line.flags for line in reading.visits.lines(ROUND)}
    assert len(cover.conflicts) == 1
    assert Flag.CONFLICT in flags[cover.conflicts[0].code]
    assert cover.conflicts[0].code not in [line.code for line in board.sites]
    assert any("冲突" in note for note in board.notes)


def test_the_order_in_which_packages_come_does_not_matter(county: County, tmp_path: Path) -> None:
    second = county.open_laptop("t01b", "T01")
    third = county.open_laptop("t02", "T02")
    files = [
        county.hand_in(county.laptop, seed=1),
        county.hand_in(second, seed=2, sites=1),
        county.hand_in(third, seed=3),
    ]
    seen = []
    for at, order in enumerate((files, files[::-1], [files[1], files[0], files[2], files[1]])):
        office = tmp_path / f"office{at}"
        shutil.copytree(county.office, office)
        with at_office(office) as desk:
            county.accept(desk, order)
            with desk.store.reading() as reading:
                lines = reading.visits.lines(ROUND)
                seen.append((reading.records.digest(), [(x.uid, x.totals, x.flags) for x in lines]))
    assert seen[0] == seen[1] == seen[2]


def test_coverage_names_every_gap(county: County) -> None:
    package = county.hand_in(county.laptop, sites=1)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        cover = covering.coverage(desk, ROUND)
    assert (cover.planned, cover.received) == (8, 1)
    assert len(cover.gaps) == 7
    assert all(gap.place and gap.team for gap in cover.gaps)
    assert sum(len(township.cells) for township in cover.townships) == 8


def test_a_frozen_edition_stays_as_it_was(county: County) -> None:
    first = county.hand_in(county.laptop)
    later = county.hand_in(county.open_laptop("t02", "T02"))
    with at_office(county.office) as desk:
        receiving.take_in(desk, [first])
        frozen = ranking.rank(desk, ROUND, freeze=True, reason="不再等")
        receiving.take_in(desk, [later])
        shown = ranking.rank(desk, ROUND)
        corrected = ranking.rank(desk, ROUND, freeze=True, reason="补交")
        with pytest.raises(ranking.FrozenAlready):
            ranking.rank(desk, ROUND, freeze=True)
    assert frozen.reason == shown.reason == "冻结时 6 村未交；原因：不再等"
    assert (frozen.edition, shown.edition, corrected.edition) == (1, 1, 2)
    assert shown.ranking == frozen.ranking
    assert shown.digest == frozen.digest != corrected.digest
    assert len(corrected.sites) == 4


def test_township_score_is_the_exact_mean_of_its_sites(county: County) -> None:
    package = county.hand_in(county.laptop)
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        board = ranking.rank(desk, ROUND)
    mean = sum((Fraction(line.points * 100, line.max) for line in board.sites), Fraction(0)) / 2
    assert Fraction(board.townships[0].score) == mean
    assert board.townships[0].mark == "样本少"


def test_sheets_are_the_same_bytes_at_both_ends(county: County, tmp_path: Path) -> None:
    package = county.hand_in(county.laptop)
    with in_field(county.laptop) as desk:
        field = print_papers(desk, "score-sheet", tmp_path / "field")
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        office = print_papers(desk, "score-sheet", tmp_path / "office")
    assert [path.name for path in field] == [path.name for path in office]
    assert [path.read_bytes() for path in field] == [path.read_bytes() for path in office]


def test_a_preview_says_so_and_a_sealed_sheet_does_not(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        preview = printing.sheet_pdf(desk, visit.uid)
        assert preview.startswith(b"%PDF")
        assert score(visit.rubric, visit.counted).complete
        with pytest.raises(scoring.NotAssigned):
            scoring.open_visit(desk, SiteCode("419901001001"))
