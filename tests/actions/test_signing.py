"""Who signs a sealed visit, on paper or not at all, and what the office sees of it."""

from __future__ import annotations

from random import Random

import pytest
from played_county import ROUND, County, at_office, count_site, in_field, sites_of
from signed_visit import ESCORT, code_of, received, sealed_visit, sign_all, text_of

from inspector.actions import (
    covering,
    printing,
    receiving,
    rechecks,
    scoring,
    sealing,
    sending,
    signing,
    starting,
)
from inspector.actions.inventing import invent
from inspector.actions.signing import Signing
from inspector.domain.ids import RoundId
from inspector.domain.scorecard import GapKind
from inspector.domain.signing import SignState, SignWay
from inspector.domain.visit import Objection
from inspector.domain.visit_paper import LeftGap
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.coverage.concerns import concerns


def test_a_visit_signed_on_paper_is_signed_at_the_office_too(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = sealed_visit(desk)
        titles = [line.title for line in signing.sign_lines(desk, visit)]
        assert titles == ["组长", "记录员", "考评员", "村党组织书记", "陪同乡镇干部"]
        assert sign_all(desk, visit) is SignState.SIGNED
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        with desk.store.reading() as reading:
            line = reading.visits.line(visit.uid)
            signed = reading.papers.signatures(visit.uid)
    assert line is not None
    assert line.signed is SignState.SIGNED
    assert not line.flags
    assert {one.way for one in signed} == {SignWay.PAPER}
    assert len(signed) == 5


def test_what_nobody_has_signed_waits_at_the_office(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = sealed_visit(desk)
        signing.sign(desk, visit, Signing(part="T01-1"))
        with pytest.raises(signing.SignersMissing) as caught:
            signing.lock(desk, visit)
        assert caught.value.facts["count"] == 4
        package = sending.export(desk, county.root / "back").path
    state, flags = received(county, package, visit.uid)
    assert state is SignState.WAITING, "a tick before the lock is not on record"
    assert flags == set()


def test_nobody_of_the_township_signs_what_was_not_announced(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = starting.start(desk, sites_of(desk)[0], "unannounced")
        scoring.put_items(desk, visit, invent(visit.rubric, Random(1), care=0.9))
        sealing.seal(desk, visit)
        titles = [line.title for line in signing.sign_lines(desk, visit)]
        assert titles == ["组长", "记录员", "考评员", "村党组织书记"]
        words = text_of(printing.sheet_pdf(desk, visit.uid))
        assert words.count("陪同乡镇干部") == 1, "the head has a dash for it, the foot no box"
        assert "村党组织书记（受托人注明）" in words
        with pytest.raises(signing.NotDue, match="陪同乡镇干部"):
            signing.sign(desk, visit, ESCORT)
        assert sign_all(desk, visit) is SignState.SIGNED
        package = sending.export(desk, county.root / "back").path
    assert received(county, package, visit.uid) == (SignState.SIGNED, set())


def test_ink_without_a_sheet_is_not_locked_unless_it_was_printed_elsewhere(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = sealed_visit(desk)
        noted = {"secretary": Signing(part="secretary", name="韩建业"), "escort": ESCORT}
        with pytest.raises(signing.SignersMissing):
            signing.lock(desk, visit)
        for line in signing.sign_lines(desk, visit):
            signing.sign(desk, visit, noted.get(line.due.part, Signing(part=line.due.part)))
        with pytest.raises(signing.NothingPrinted):
            signing.lock(desk, visit)
        assert {line.signature.reason for line in signing.sign_lines(desk, visit)} == {""}  # type: ignore[union-attr]  # all have signed
        assert signing.lock(desk, visit, elsewhere=True) is SignState.SIGNED
        package = sending.export(desk, county.root / "back").path
        assert "已签字" in text_of(printing.sheet_pdf(desk, visit.uid))
        assert signing.ELSEWHERE in text_of(printing.sheet_pdf(desk, visit.uid))
    assert received(county, package, visit.uid) == (SignState.SIGNED, set())
    with at_office(county.office) as desk, desk.store.reading() as reading:
        signed = reading.papers.signatures(visit.uid)
    assert {one.reason for one in signed} == {signing.ELSEWHERE}


def test_a_saved_sheet_may_be_printed_elsewhere_and_drawn_signatures_need_none(
    county: County,
) -> None:
    drawn = [
        Signing(part=part, way=SignWay.DRAWN, name="某", strokes=(((1, 1), (9, 9)),))
        for part in ("T01-1", "T01-2", "T01-3", "secretary", "escort")
    ]
    with in_field(county.laptop) as desk:
        visit = sealed_visit(desk)
        for one in drawn:
            signing.sign(desk, visit, one)
        assert signing.lock(desk, visit) is SignState.SIGNED
        other = count_site(desk, sites_of(desk)[1])
        sealing.seal(desk, other)
        signing.note_saved(desk, other)
        for one in (*drawn[:-1], ESCORT):
            signing.sign(desk, other, one)
        assert signing.lock(desk, other, elsewhere=True) is SignState.SIGNED
        reasons = {line.signature.reason for line in signing.sign_lines(desk, other)}  # type: ignore[union-attr]  # as above
        assert reasons == {""}, "it was here that it was saved"


def test_a_refusal_counts_and_goes_to_a_recheck(county: County) -> None:
    refused = Signing(
        part="secretary", way=SignWay.REFUSED, name="韩建业", reason="对扣分不认可",
        witnesses=("人11", "人12"),
    )  # fmt: skip
    with in_field(county.laptop) as desk:
        visit = sealed_visit(desk)
        assert sign_all(desk, visit, refused) is SignState.REFUSED
        package = sending.export(desk, county.root / "back").path
        later = printing.sheet_pdf(desk, visit.uid)
    assert received(county, package, visit.uid) == (SignState.REFUSED, {"refused"})
    words = text_of(later)
    assert "拒签，原因：对扣分不认可" in words
    assert "证明人人11、人12" in words


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        (Signing(part="escort"), "姓名"),
        (Signing(part="secretary", way=SignWay.REFUSED, name="韩", witnesses=("甲", "乙")), "原因"),
        (
            Signing(
                part="secretary", way=SignWay.REFUSED, name="韩", reason="不认", witnesses=("甲",)
            ),
            "2 名",
        ),
        (Signing(part="secretary", way=SignWay.DEPUTY, name="韩小军"), "身份"),
        (Signing(part="T01-1", way=SignWay.ABSENT), "原因"),
        (Signing(part="T01-1", way=SignWay.DRAWN), "笔迹"),
        (Signing(part="T01-1", way=SignWay.REFUSED, reason="不"), "不能这样签"),
    ],
)
def test_each_way_asks_its_facts(county: County, given: Signing, lacking: str) -> None:
    with in_field(county.laptop) as desk:
        visit = sealed_visit(desk)
        with pytest.raises(signing.SignatureLacks, match=lacking):
            signing.sign(desk, visit, given)
        assert all(line.signature is None for line in signing.sign_lines(desk, visit))


def test_only_who_is_due_signs_a_sealed_visit_that_is_not_locked(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        with pytest.raises(sealing.NotSealed):
            signing.sign(desk, visit, Signing(part="T01-1"))
        sealing.seal(desk, visit)
        with pytest.raises(signing.NotDue):
            signing.sign(desk, visit, Signing(part="T02-1"))
        signing.sign(desk, visit, Signing(part="T01-1"))
        signing.unsign(desk, visit, "T01-1")
        assert all(line.signature is None for line in signing.sign_lines(desk, visit))
        sign_all(desk, visit)
        for act in (
            lambda: signing.sign(desk, visit, Signing(part="T01-1")),
            lambda: signing.unsign(desk, visit, "T01-1"),
            lambda: signing.lock(desk, visit),
            lambda: sealing.reopen(desk, visit, "想改"),
        ):
            with pytest.raises(sealing.AlreadySigned):
                act()


def test_a_reopened_seal_voids_its_signatures_and_the_next_one_says_why(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = sealed_visit(desk)
        first = code_of(desk, visit)
        signing.sign(desk, visit, Signing(part="T01-1"))
        with pytest.raises(sealing.NoReason):
            sealing.reopen(desk, visit, "  ")
        before = printing.sheet_pdf(desk, visit.uid)
        again = sealing.reopen(desk, visit, "漏记一处")
        with pytest.raises(sealing.NotSealed):
            sealing.reopen(desk, visit, "再来")
        assert all(line.signature is None for line in signing.sign_lines(desk, again))
        said = [Objection(item=None, text="不该扣", by="韩建业")]
        scoring.put_objections(desk, again, said)
        sealing.seal(desk, again)
        second = code_of(desk, visit)
        assert second != first
        sign_all(desk, visit)
        package = sending.export(desk, county.root / "back").path
        assert "漏记一处" in text_of(printing.sheet_pdf(desk, visit.uid))
        old = printing.earlier_sheet(desk, first, county.root / "old.pdf")
        assert old.read_bytes() == before, "what was printed first prints again bit for bit"
    state, flags = received(county, package, visit.uid)
    assert (state, flags) == (SignState.SIGNED, set()), "one head, no conflict"


def test_what_was_taken_away_before_the_new_seal_is_gone_at_the_office(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        scoring.put_objections(desk, visit, [Objection(item=None, text="错的", by="韩建业")])
        sealing.seal(desk, scoring.open_visit(desk, visit.line.site.code), left="雨天")
        again = sealing.reopen(desk, visit, "意见写错了")
        scoring.put_objections(desk, again, [Objection(item=None, text="对的", by="韩建业")])
        sealing.seal(desk, scoring.open_visit(desk, visit.line.site.code))
        package = sending.export(desk, county.root / "back").path
    received(county, package, visit.uid)
    with at_office(county.office) as desk, desk.store.reading() as reading:
        assert [one.text for one in reading.visits.objections(visit.uid)] == ["对的"]
        assert {one.reason for one in reading.papers.left(visit.uid)} <= {"雨天"}


def test_an_open_visit_that_was_handed_in_sealed_is_replaced_later(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = sealed_visit(desk)
        first = sending.export(desk, county.root / "back").path
        sealing.seal(desk, sealing.reopen(desk, visit, "漏记一处"))
        second = sending.export(desk, county.root / "back").path
    for order in ((first, second), (second, first)):
        stood = [received(county, package, visit.uid) for package in order]
        assert stood[-1] == (SignState.WAITING, set())


def test_one_reason_for_many_gaps_is_on_record_for_each_and_printed_once(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        gaps = visit.card().gaps
        assert len(gaps) > 5
        left = [
            LeftGap(item=gap.item, checkpoint=gap.checkpoint, kind=gap.kind, reason="下雨没法拍")
            for gap in gaps
        ]
        sealing.leave_gaps(desk, visit, left)
        sealing.seal(desk, visit)
        words = text_of(printing.sheet_pdf(desk, visit.uid))
        package = sending.export(desk, county.root / "back").path
    assert words.count("下雨没法拍") == 1
    assert all(f"{gap.item}缺照片" in words for gap in gaps)
    received(county, package, visit.uid)
    with at_office(county.office) as desk, desk.store.reading() as reading:
        assert set(reading.papers.left(visit.uid)) == set(left)


def test_printing_is_known_until_the_visit_is_sealed_anew(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = sealed_visit(desk)
        other = count_site(desk, sites_of(desk)[1])
        assert signing.printed(desk, visit) is None
        signing.note_printed(desk, visit, 2)
        signing.note_printed(desk, other, 1)
        found = signing.printed(desk, visit)
        assert found is not None
        assert found[1] == "打印了 2 份"
        assert signing.printed(desk, other) is None, "what is printed unsealed is a draft"
        sealing.seal(desk, sealing.reopen(desk, visit, "漏记一处"))
        assert signing.printed(desk, visit) is None


def test_gaps_are_left_with_their_own_reason_or_a_common_one(county: County) -> None:
    with in_field(county.laptop) as desk:
        visit = count_site(desk, sites_of(desk)[0])
        gaps = visit.card().gaps
        assert gaps, "photos are missing"
        assert not any(gap.must for gap in gaps)
        own = LeftGap(
            item=gaps[0].item, checkpoint=gaps[0].checkpoint, kind=gaps[0].kind, reason="没电了"
        )
        gone = LeftGap(item=gaps[0].item, checkpoint=None, kind=GapKind.LATER, reason="早就补好了")
        sealing.leave_gaps(desk, visit, [own, gone])
        assert set(sealing.left_gaps(desk, visit)) == {own, gone}
        sealing.seal(desk, visit, left="雨天")
        kept = sealing.left_gaps(desk, visit)
        assert len(kept) == len(gaps)
        assert own in kept
        assert gone not in kept
        assert {one.reason for one in kept} == {"没电了", "雨天"}
        package = sending.export(desk, county.root / "back").path
    received(county, package, visit.uid)
    with at_office(county.office) as desk, desk.store.reading() as reading:
        assert reading.papers.left(visit.uid) == kept


def test_the_office_names_who_refused_and_sends_another_team_there(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = Signing(
        part="secretary", way=SignWay.REFUSED, name="韩建业", reason="不认可",
        witnesses=("人11", "人12"),
    )  # fmt: skip
    with in_field(county.laptop) as desk:
        for site in sites_of(desk):
            sealing.seal(desk, count_site(desk, site))
        visit = scoring.open_visit(desk, sites_of(desk)[1])
        sign_all(desk, visit, refused)
        package = sending.export(desk, county.root / "back").path
    with at_office(county.office) as desk:
        receiving.take_in(desk, [package])
        board = covering.coverage(desk, ROUND)
        assert [gap.code for gap in board.refused] == [visit.line.site.code]
        assert len(board.unsigned) == 1
        shown = {line.title: line.glyph for line in concerns(board, ())}
        assert Glyph.REFUSED in shown.values()
        assert Glyph.TO_SIGN in shown.values()
        monkeypatch.setattr(rechecks, "draw_sample", lambda *_asked: ())
        plan = rechecks.plan_rechecks(desk, RoundId("again"), ROUND, seed=1)
    assert [line.place for line in plan.lines] == [visit.place], "drawn or not"
