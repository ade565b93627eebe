"""A calendar year: which rounds and visits count, what changed since, what years before were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import rechecked
from later_rounds import LATER, plan_later
from played_county import COST, PIN, ROUND, Clock, County, at_office, in_field
from pypdfium2 import PdfDocument
from scored_form import counted_form

from inspector.actions import (
    denying,
    dispatching,
    opening,
    planning,
    ranking,
    receiving,
    results,
    scoring,
    sealing,
    sending,
)
from inspector.actions.denying import Decision
from inspector.actions.desk import Desk
from inspector.actions.forms import POLICY, document_of
from inspector.actions.papers.document import Wish
from inspector.actions.papers.star_forms import STAR_FORM
from inspector.actions.papers.writing import paper_pdf, planned_leaves
from inspector.actions.star_history import import_history
from inspector.actions.year_results import (
    NoFrozenRound,
    RewardsUnreadable,
    SiteRecord,
    site_record,
    site_records,
    year_book,
    year_of_round,
)
from inspector.domain.denial import Verdict
from inspector.domain.errors import Cancelled
from inspector.domain.ids import CheckpointCode, RoundId, SiteCode
from inspector.domain.progress import Ticket
from inspector.domain.reading import mapping
from inspector.domain.scorecard import StarState
from inspector.domain.team import Assignment, Pattern
from inspector.domain.visit import Entry, Reason

HEAD, TAIL = SiteCode("419901100201"), SiteCode("419901100202")
"""The two sites of 南镇, which T01 sees in the round."""

POOR = {CheckpointCode("ZB-1.1"): Entry(level="差", reasons=(Reason(text="没讲清"),))}
"""Costs 5 of 500 points: the best of its levels is 5, the worst 0."""

EARLY = RoundId("2025-12")

Faults = Mapping[SiteCode, Mapping[CheckpointCode, Entry]]


def score_sites(laptop: Path, out: Path, faults: Faults) -> Path:
    """Seal the named sites of a laptop, clear but for their faults; return the package."""
    with in_field(laptop) as desk:
        for site, faulty in faults.items():
            visit = scoring.open_visit(desk, site)
            scoring.put_items(desk, visit, counted_form(visit.rubric, faulty))
            sealing.seal_site(desk, site)
        return sending.export(desk, out).path


def freeze(county: County, round_id: RoundId, *files: Path) -> None:
    """Take packages in and freeze what is there."""
    with at_office(county.office) as desk:
        county.accept(desk, files)
        ranking.rank(desk, round_id, freeze=True, reason="不再等")


def play_round(county: County, round_id: RoundId, faults: Faults) -> None:
    """Plan one more round, let whoever is sent to 南镇 score it, and freeze it."""
    with at_office(county.office) as desk:
        planning.plan_round(desk, round_id, Pattern.ROTATE, shift=3)
        handed = dispatching.dispatch(desk, round_id, county.root / round_id)
        with desk.store.reading() as reading:
            sent = {one.visit.site: one.visit.team for one in reading.rounds.assignments(round_id)}
    one = next(one for one in handed if one.team == sent[HEAD])
    laptop = county.root / f"laptop-{round_id}"
    given = opening.HandedOut(package=one.path, code=one.code)
    opening.open_dispatch(laptop, given, PIN, clock=Clock(), cost=COST)
    freeze(county, round_id, score_sites(laptop, county.root / f"back-{round_id}", faults))


@pytest.fixture
def year(county: County) -> County:
    """One frozen round of two sites: 南村 without a fault, 㟃头村 five points short."""
    faults = {HEAD: {}, TAIL: POOR}
    freeze(county, ROUND, score_sites(county.laptop, county.root / "back", faults))
    return county


def record_of(desk: Desk, site: SiteCode, of: int = 2026) -> SiteRecord:
    with desk.store.reading() as reading:
        line = reading.sites.one(site)
        assert line is not None
        return site_record(reading, year_book(reading, of), line)


def form_text(desk: Desk, site: SiteCode) -> str:
    wish = Wish(round=ROUND, picked=frozenset({site}))
    (one,) = planned_leaves(desk, STAR_FORM, wish)
    with PdfDocument(paper_pdf(one)) as document:
        return str(document[0].get_textpage().get_text_bounded())


def set_policy(desk: Desk, part: str, **changed: object) -> None:
    with desk.store.unit() as unit:
        document = unit.documents.current(POLICY)
        assert document is not None
        tree = document.tree()
        unit.documents.put(document_of(POLICY, {**tree, part: {**mapping(tree, part), **changed}}))  # type: ignore[dict-item] # trees of the test
        unit.commit()


def history(folder: Path, *rows: str) -> Path:
    path = folder / "历年星级.csv"
    path.write_text("\n".join(("站点代码,年度,星级", *rows)), "utf-8")
    return path


def test_a_round_belongs_to_the_year_of_its_name() -> None:
    names = ("2026-11", "2026-Q4", "2026", "春季", "20261", "1999-01")
    assert [year_of_round(RoundId(name)) for name in names] == [2026, 2026, 2026, None, None, None]


def test_the_year_is_what_the_frozen_rounds_come_to(year: County) -> None:
    with at_office(year.office) as desk:
        clean, poor = record_of(desk, HEAD), record_of(desk, TAIL)
        unseen = record_of(desk, SiteCode("419901200201"))
    assert (clean.year.percent, clean.year.level) == (Fraction(100), 5)
    assert (poor.year.percent, poor.year.level) == (Fraction(99), 5)
    assert [int(star.points) for star in poor.year.stars] == [9500, 10000, 10000, 10000, 10000]
    assert clean.remarks == ("缺 2024、2025 年星级",)
    assert (unseen.year.level, unseen.form, unseen.remarks) == (None, None, ("本年没有计入的考评",))


def test_two_rounds_are_averaged_and_a_third_that_is_not_frozen_is_named(year: County) -> None:
    play_round(year, LATER, {HEAD: POOR})
    with at_office(year.office) as desk:
        plan_later(desk, RoundId("2026-13"))
        twice, once = record_of(desk, HEAD), record_of(desk, TAIL)
        with desk.store.reading() as reading:
            book = year_book(reading, 2026)
        texts = [form_text(desk, site) for site in (HEAD, TAIL)]
    assert ["2026年12月" in text for text in texts] == [True, False]
    assert all("2026年11月" in text for text in texts)
    assert "99.50" in texts[0]
    assert twice.year.rounds == ((ROUND, Fraction(100)), (LATER, Fraction(99)))
    assert twice.year.percent == Fraction(199, 2)
    assert int(twice.year.stars[0].points) == 9750
    assert once.year.rounds == ((ROUND, Fraction(99)),)
    assert book.unfrozen == (RoundId("2026-13"),)


def test_a_year_without_a_frozen_round_is_none(county: County) -> None:
    with (
        at_office(county.office) as desk,
        desk.store.reading() as reading,
        pytest.raises(NoFrozenRound, match="2026 年没有冻结的排名"),
    ):
        year_book(reading, 2026)


def test_rewards_that_cannot_be_read_are_refused_with_what_to_do(year: County) -> None:
    with at_office(year.office) as desk:
        set_policy(desk, "rewards", rules=[{"id": "RW1", "level": 3, "amount": "-3"}])
        with desk.store.reading() as reading, pytest.raises(RewardsUnreadable, match="W272"):
            year_book(reading, 2026)
        set_policy(desk, "rewards", rules=[], funds=[])
        assert record_of(desk, HEAD).reward.rules == ()


def test_reading_a_year_tells_how_far_it_is_and_stops(year: County) -> None:
    told: list[tuple[int, int]] = []
    ticket = Ticket(lambda done, total, _: told.append((done, total)))
    with at_office(year.office) as desk, desk.store.reading() as reading:
        book, lines = year_book(reading, 2026), reading.sites.lines()
        assert len(list(site_records(reading, book, lines, ticket))) == len(lines)
        assert told[-1] == (len(lines), len(lines))
        ticket.cancel()
        with pytest.raises(Cancelled):
            list(site_records(reading, book, lines, ticket))


def test_what_changed_after_freezing_waits_for_a_correction(year: County) -> None:
    site = rechecked.look_again(year, care=0.2)
    with at_office(year.office) as desk:
        waiting = record_of(desk, site)
        assert waiting.year.level is None
        assert waiting.year.stars == ()
        assert waiting.reward.rules == ()
        (said,) = waiting.remarks
        assert said.startswith(f"{ROUND} 轮冻结时 {'100.00' if site == HEAD else '99.00'}，现在是 ")
        assert said.endswith("，更正待发")
        ranking.rank(desk, ROUND, freeze=True, reason="复核")
        corrected = record_of(desk, site)
        with desk.store.reading() as reading:
            (place,) = (
                one for one in year_book(reading, 2026).editions[0].ranking.sites
                if one.site == site
            )  # fmt: skip
    assert corrected.year.percent == place.percent < 95
    assert sum(star.points for star in corrected.year.stars) == place.points
    assert "更正待发" not in "".join(corrected.remarks)


def test_a_site_that_counts_no_more_waits_too(year: County) -> None:
    with at_office(year.office) as desk:
        with desk.store.unit() as unit:
            uid = next(line.uid for line in unit.visits.lines(ROUND) if line.key.site == HEAD)
            unit.visits.flag(uid, ["conflict"])
            unit.commit()
        (said,) = record_of(desk, HEAD).remarks
    assert said == f"{ROUND} 轮冻结时 100.00，现在没有成绩，更正待发"


def test_a_result_that_came_after_freezing_is_named_and_not_counted(county: County) -> None:
    freeze(county, ROUND, score_sites(county.laptop, county.root / "a", {HEAD: {}}))
    late = score_sites(county.laptop, county.root / "b", {TAIL: {}})
    with at_office(county.office) as desk:
        county.accept(desk, [late])
        record = record_of(desk, TAIL)
    assert (record.year.level, record.year.percent) == (None, None)
    assert record.remarks == (
        "本年没有计入的考评",
        f"{ROUND} 轮冻结后才有成绩，没有计入，更正待发",
    )


def test_a_decision_that_holds_at_the_end_of_the_year_takes_its_star(year: County) -> None:
    decision = Decision(
        entry="N06", verdict=Verdict.UPHELD, document="县联审〔2026〕3号", office="农业农村局",
        decided=date(2026, 11, 6), by="王审定",
    )  # fmt: skip
    with at_office(year.office) as desk:
        denying.decide(desk, HEAD, decision)
        record = record_of(desk, HEAD)
        again = replace(decision, verdict=Verdict.WITHDRAWN, why="复议")
        assert [one.entry for one in record.denials] == ["N06"]
        assert StarState.DENIED in {star.state for star in record.year.stars}
        assert record.year.level == 4
        denying.decide(desk, HEAD, again)
        assert record_of(desk, HEAD).year.level == 5


def test_earlier_years_come_from_their_rounds_else_from_the_list(
    year: County, tmp_path: Path
) -> None:
    path = history(tmp_path, f"{HEAD},2024,5", f"{HEAD},2025,三星", f"{TAIL},2025,5")
    play_round(year, EARLY, {HEAD: {}})
    with at_office(year.office) as desk:
        import_history(desk, path)
        head, tail = record_of(desk, HEAD), record_of(desk, TAIL)
        past = record_of(desk, HEAD, of=2025)
    assert head.levels == (5, 5, 5), "frozen rounds of 2025 go before the list"
    assert [rule.id for rule in head.reward.rules] == ["RW3", "RW6", "RW9"]
    assert tail.levels == (None, 5, 5)
    assert [rule.id for rule in tail.reward.rules] == ["RW9"]
    assert tail.remarks == ("缺 2024 年星级",)
    assert past.levels == (None, 5, 5)


def test_a_missing_year_that_would_change_nothing_is_not_mentioned(
    year: County, tmp_path: Path
) -> None:
    with at_office(year.office) as desk:
        import_history(desk, history(tmp_path, f"{HEAD},2025,2"))
        assert record_of(desk, HEAD).remarks == ()


def two_teams(county: County) -> None:
    """Send T02 to the first site of T01 as well, and let both score it."""
    with at_office(county.office) as desk:
        with desk.store.unit() as unit:
            round_, planned = unit.rounds.one(ROUND), unit.rounds.assignments(ROUND)
            assert round_ is not None
            first = next(one for one in planned if one.visit.site == HEAD)
            again = Assignment(visit=replace(first.visit, team="T02"), order=9)  # type: ignore[arg-type] # a plain id
            unit.rounds.put(round_, [*planned, again])
            unit.commit()
        handed = {
            str(one.team): one for one in dispatching.dispatch(desk, ROUND, county.root / "o")
        }
    files = []
    for team, faulty in (("T01", {}), ("T02", POOR)):
        laptop, one = county.root / f"new{team}", handed[team]
        given = opening.HandedOut(package=one.path, code=one.code)
        opening.open_dispatch(laptop, given, PIN, clock=Clock(), cost=COST)
        files.append(score_sites(laptop, county.root / f"back{team}", {HEAD: faulty}))
    with at_office(county.office) as desk:
        county.accept(desk, files)


def test_where_two_teams_are_averaged_the_year_is_their_mean(county: County) -> None:
    two_teams(county)
    with at_office(county.office) as desk:
        with desk.store.reading() as reading:
            assert results.counted_visits(reading, ROUND) == {}, "two teams, nobody decided"
        set_policy(desk, "ranking", two_teams="取平均")
        ranking.rank(desk, ROUND, freeze=True, reason="不再等")
        record = record_of(desk, HEAD)
    assert record.year.percent == Fraction(199, 2)
    assert int(record.year.stars[0].points) == 9750


def test_a_package_that_is_taken_in_changes_no_frozen_year(year: County) -> None:
    with at_office(year.office) as desk:
        before = record_of(desk, HEAD)
        receiving.take_in(desk, list((year.root / "back").iterdir()))
        assert record_of(desk, HEAD) == before
