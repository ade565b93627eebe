"""What teams wrote in earlier rounds stands on the letters of the next one, and stays there."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from played_county import COST, PIN, ROUND, START, Clock, County, at_office, in_field

from inspector.actions import dispatching, opening, planning, scoring
from inspector.actions.checking_tables import check_documents
from inspector.actions.desk import Desk
from inspector.actions.forms import PHRASES, rubric_of_id
from inspector.domain.ids import CheckpointCode, Digest, ItemCode, PersonId, RoundId, TeamId
from inspector.domain.team import Pattern
from inspector.domain.visit import Entry, ItemEntry, Reason, Sealing, VisitKey
from inspector.store.visits import Visit

NEXT = RoundId("2026-12")
ROW = CheckpointCode("ST-2.1")


def take(desk: Desk, team: str, *texts: str) -> None:
    """Let a sealed visit with these reasons lie at the office."""
    reasons = tuple(Reason(text=text) for text in texts)
    entry = ItemEntry(entries={ROW: Entry(defects=len(texts), reasons=reasons)})
    with desk.store.unit() as unit:
        site = unit.sites.all()[0].code
        visit = Visit(
            key=VisitKey(round=ROUND, kind="cross", site=site, team=TeamId(team)),
            rubric=rubric_of_id(unit, "rural").digest,
            started_at=START,
            sealing=Sealing(at=START, by=PersonId(f"{team}-1"), digest=Digest("ab" * 32)),
        )
        unit.visits.project(visit, {ItemCode("ST-2"): entry}, (), ())
        unit.commit()


def phrases_at(desk: Desk) -> tuple[str, ...]:
    with desk.store.reading() as reading:
        return rubric_of_id(reading, "rural").checkpoint(ROW).phrases


def hand_out(desk: Desk, out: Path) -> opening.HandedOut:
    written = dispatching.dispatch(desk, NEXT, out)
    one = next(one for one in written if one.team == "T01")
    return opening.HandedOut(package=one.path, code=one.code)


def test_the_next_round_has_what_teams_wrote_and_keeps_it(county: County, tmp_path: Path) -> None:
    with at_office(county.office) as desk:
        before = phrases_at(desk)
        take(desk, "T01", "车辆乱停", "沟边倒灰")
        take(desk, "T02", "沟边倒灰")
        planning.plan_round(desk, NEXT, Pattern.ROTATE, shift=3)
        assert phrases_at(desk) == before, "letters stay until the round goes out"
        handed = hand_out(desk, tmp_path / "first")
        learned = phrases_at(desk)
        assert learned[:2] == ("沟边倒灰", "车辆乱停")
        take(desk, "T03", "杂物乱放")
        take(desk, "T04", "杂物乱放", "杂物乱放")
        hand_out(desk, tmp_path / "second")
        assert phrases_at(desk) == learned, "a package written again has the same letters"
        with desk.store.reading() as reading:
            assert len(reading.documents.all(PHRASES)) == 1
            assert check_documents(reading).well
    laptop = tmp_path / "laptop"
    opening.open_dispatch(laptop, handed, PIN, clock=Clock(), cost=COST)
    with in_field(laptop, Clock(START + timedelta(days=30))) as desk:
        assert phrases_at(desk) == learned
        with desk.store.reading() as reading:
            assigned = reading.rounds.assignments(NEXT, TeamId("T01"))
        visit = scoring.open_visit(desk, assigned[0].visit.site)
        assert visit.rubric.checkpoint(ROW).phrases == learned


def test_the_first_round_has_the_letters_of_the_form(county: County) -> None:
    with at_office(county.office) as desk, desk.store.reading() as reading:
        assert reading.documents.all(PHRASES) == ()
