"""Visits without points: findings are saved at once, and 定稿 asks for what each must say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from played_county import County, draw_photo, in_field, sites_of

from inspector.actions import sealing, starting, surveying
from inspector.actions.desk import Desk
from inspector.actions.gathering import LookOnly
from inspector.actions.scoring import OpenVisit
from inspector.domain.finding import Finding, Outcome
from inspector.domain.ids import CheckpointCode, ItemCode, RoundId
from inspector.domain.problem import Problem
from inspector.store.engine import VisitSealed


def begun(desk: Desk, kind: str = "revisit") -> OpenVisit:
    return starting.start(desk, sites_of(desk)[0], kind)


def test_findings_are_numbered_and_replaced_by_number(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = begun(desk, "spot")
        one = surveying.put_finding(desk, visit, Finding(n=0, fact="垃圾清运不及时"))
        two = surveying.put_finding(desk, visit, Finding(n=0, fact="路灯不亮"))
        assert (one.n, two.n) == (1, 2)
        surveying.put_finding(desk, visit, replace(two, cause="没有人管"))
        assert surveying.findings_of(desk, visit) == (one, replace(two, cause="没有人管"))
        surveying.drop_finding(desk, visit, 1)
        assert [each.n for each in surveying.findings_of(desk, visit)] == [2]
        assert surveying.put_finding(desk, visit, Finding(n=0, fact="x")).n == 3


def test_nothing_found_must_be_said_and_stands_alone(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = begun(desk, "spot")
        with pytest.raises(sealing.NotComplete, match="没有发现问题"):
            sealing.seal(desk, visit)
        nothing = surveying.find_nothing(desk, visit)
        assert surveying.find_nothing(desk, visit) == nothing
        surveying.put_finding(desk, visit, Finding(n=0, fact="路灯不亮"))
        with pytest.raises(sealing.NotComplete, match="请去掉一样"):
            sealing.seal(desk, visit)
        surveying.drop_finding(desk, visit, nothing.n)
        sealed = sealing.seal(desk, visit)
        assert (sealed.points, sealed.max, sealed.level_name) == (0, 0, "不评星级")
        with pytest.raises(VisitSealed):
            surveying.put_finding(desk, visit, Finding(n=0, fact="x"))


def test_a_return_visit_wants_outcome_remark_and_photo(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = begun(desk)
        kept = surveying.put_finding(desk, visit, Finding(n=0, problem="垃圾清运不及时"))
        musts = [one.sentence for one in surveying.lacks_of(desk, visit)]
        assert [said.removeprefix("第 1 条还没有") for said in musts] == [
            "选已改、部分整改还是未改",
            "写备注",
            "拍照片",
        ]
        told = replace(kept, outcome=Outcome.PARTLY, fact="村西还有一处")
        surveying.put_finding(desk, visit, told)
        photo = draw_photo(county.root / "a.jpg")
        other = county.root / "b.txt"
        other.write_text("x")
        taken = surveying.attach(desk, visit, kept.n, [photo, photo, other])
        assert [name for name, _why in taken.refused] == ["b.txt"]
        (finding,) = surveying.findings_of(desk, visit)
        (digest,) = finding.photos
        assert surveying.lacks_of(desk, visit) == ()
        surveying.detach(desk, visit, kept.n, digest)
        assert len(surveying.lacks_of(desk, visit)) == 1
        with pytest.raises(surveying.NoSuchFinding, match="第 9 条"):
            surveying.detach(desk, visit, 9, digest)


def test_what_is_only_looked_at_needs_no_photo_and_takes_none(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = begun(desk)
        hidden = sorted(surveying.look_only(visit))
        if not hidden:  # the county's own forms have none: say so in a form of the test
            pytest.fail("no item of the form is only looked at")
        finding = Finding(
            n=0,
            item=ItemCode(hidden[0]),
            problem="走访记录不全",
            fact="已补",
            outcome=Outcome.FIXED,
        )
        kept = surveying.put_finding(desk, visit, finding)
        assert surveying.lacks_of(desk, visit) == ()
        with pytest.raises(LookOnly):
            surveying.attach(desk, visit, kept.n, [draw_photo(county.root / "a.jpg")])


def test_a_scored_visit_has_no_findings(county: County) -> None:
    with in_field(county.laptop) as desk, pytest.raises(surveying.ScoredVisit, match="交叉考评"):
        surveying.find_nothing(desk, starting.start(desk, sites_of(desk)[0]))


def test_a_return_visit_brings_what_earlier_rounds_left(county: County) -> None:
    with in_field(county.laptop) as desk:
        site, other = sites_of(desk)
        problem = Problem(
            site=site,
            item=ItemCode("ST-2"),
            checkpoint=CheckpointCode("ST-2.1"),
            fact="后街垃圾 2 处",
            round=RoundId("2026-10"),
        )
        whole = replace(problem, checkpoint=None, item=ItemCode("ZB-1"), fact="弄虚作假")
        with desk.store.unit() as unit:
            unit.problems.put([problem, whole, replace(problem, site=other)])
            unit.commit()
        visit = begun(desk)
        surveying.put_finding(desk, visit, Finding(n=4, problem="自己看到的"))
        assert surveying.bring_problems(desk, visit) == 2
        assert surveying.bring_problems(desk, visit) == 0
        found = surveying.findings_of(desk, visit)
        assert [(one.n, one.item, one.problem) for one in found] == [
            (4, None, "自己看到的"),
            (5, "ST-2", "ST-2.1 后街垃圾 2 处"),
            (6, "ZB-1", "ZB-1 弄虚作假"),
        ]
        with pytest.raises(surveying.ScoredVisit):
            surveying.bring_problems(desk, starting.start(desk, site))
