"""Records of what follows the seal: which signatures count, and where they hang."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inspector.domain.canonical import Tree, digest
from inspector.domain.ids import Digest, ItemCode, PersonId, RoundId, SiteCode, TeamId
from inspector.domain.points import Points
from inspector.domain.record import Record, Stamp, mint
from inspector.domain.rubric import Rubric
from inspector.domain.scorecard import GapKind
from inspector.domain.signing import (
    Signature,
    SignRole,
    SignWay,
    signature_fields,
    signature_uid,
)
from inspector.domain.visit import Objection, VisitKey
from inspector.domain.visit_paper import (
    Correction,
    LeftGap,
    correction_fields,
    correction_uid,
    left_fields,
    left_uid,
    reopen_fields,
)
from inspector.domain.visit_record import (
    check_record,
    objection_fields,
    recorded_visit,
    seal_fields,
    visit_fields,
)

AT = datetime(2026, 11, 5, 9, 31, tzinfo=UTC)
KEY = VisitKey(
    round=RoundId("2026-11"), kind="cross", site=SiteCode("419924100001"), team=TeamId("T07")
)
UID = KEY.uid


def written(
    kind: str, uid: str, fields: dict[str, Tree], *parents: Record, device: str = "d1"
) -> Record:
    stamp = Stamp(device=device, n=1, prev=None, by=PersonId("T07-2"), at=AT)
    return mint(kind, uid, fields, stamp=stamp, parents=tuple(one.rid for one in parents))


def sealed(*covers: Record, after: tuple[Record, ...] = (), device: str = "d1") -> Record:
    reason = "漏记" if after else ""
    fields = seal_fields(UID, [one.rid for one in covers], Points(100), 1, reason)
    return written("seal", f"{UID}/seal", fields, *after, device=device)


def reopened(seal: Record, device: str = "d1") -> Record:
    return written("reopen", f"{UID}/seal", reopen_fields("漏记"), seal, device=device)


def signed(
    seal: Record,
    way: SignWay = SignWay.PAPER,
    *,
    after: tuple[Record, ...] = (),
    device: str = "d1",
) -> Record:
    facts = {"reason": "不认可", "witnesses": ("甲", "乙")} if way is SignWay.REFUSED else {}
    one = Signature(
        role=SignRole.SECRETARY, name="韩建业", way=way, at=AT,
        seal=Digest(str(seal.tree["digest"])), **facts,  # type: ignore[arg-type]  # two kinds of facts
    )  # fmt: skip
    return written("sign", signature_uid(UID, one), signature_fields(one), *after, device=device)


def objection(text: str) -> Record:
    fields = objection_fields(Objection(item=None, text=text, by="韩建业"))
    return written("objection", f"{UID}/objection/{digest(fields)}", fields)


@pytest.fixture
def head(rural: Rubric) -> Record:
    return written("visit", UID, visit_fields(rural, [PersonId("T07-1")], AT))


def test_a_signature_counts_on_the_paper_of_its_seal_only(head: Record) -> None:
    first = sealed(head)
    sign = signed(first)
    assert len(recorded_visit(UID, [head, first, sign]).signatures) == 1
    back = reopened(first)
    open_again = recorded_visit(UID, [head, first, sign, back])
    assert open_again.seal is None
    assert open_again.signatures == ()
    second = sealed(head, after=(back,))
    again = recorded_visit(UID, [head, first, sign, back, second])
    assert again.seal is not None
    assert again.seal.rid == second.rid
    assert again.signatures == ()
    assert again.clashes == ()
    anew = signed(second, after=(sign,))
    assert len(recorded_visit(UID, [head, first, sign, back, second, anew]).signatures) == 1


def test_a_corrected_seal_keeps_the_signatures_of_the_first(head: Record) -> None:
    first = sealed(head)
    sign = signed(first)
    second = sealed(head, sign, after=(first,))
    found = recorded_visit(UID, [head, first, sign, second])
    assert len(found.signatures) == 1
    assert found.seal is not None
    assert found.seal.rid == second.rid


def test_two_laptops_with_two_papers_do_not_clash_and_a_refusal_goes_before(head: Record) -> None:
    mine, other = sealed(head), sealed(head, device="d2")
    for records in (
        [signed(mine), signed(other, SignWay.REFUSED, device="d2")],
        [signed(mine, SignWay.REFUSED), signed(other, device="d2")],
    ):
        found = recorded_visit(UID, [head, mine, other, *records])
        assert found.clashes == ()
        assert [one.way for one in found.signatures] == [SignWay.REFUSED]


def test_a_seal_here_and_its_taking_back_there_is_for_somebody_to_rule(head: Record) -> None:
    mine, other = sealed(head), sealed(head, objection("不该扣"), device="d2")
    found = recorded_visit(UID, [head, mine, other, reopened(other, device="d2")])
    assert [clash.uid for clash in found.clashes] == [f"{UID}/seal"]


def test_what_the_new_seal_omits_was_taken_away(head: Record) -> None:
    wrong, right = objection("错的"), objection("对的")
    first = sealed(head, wrong)
    back = reopened(first)
    second = sealed(head, right, after=(back,))
    found = recorded_visit(UID, [head, wrong, right, first, back, second])
    assert [one.text for one in found.objections] == ["对的"]
    still_open = recorded_visit(UID, [head, wrong, right, first, back])
    assert len(still_open.objections) == 2, "nothing was sealed yet, so nothing is omitted"


def test_left_gaps_and_corrections_are_read_back(head: Record) -> None:
    left = LeftGap(item=ItemCode("ST-2"), checkpoint=None, kind=GapKind.PHOTOS, reason="雨天")
    correction = Correction(
        item=ItemCode("ST-2"), reason="核实", by="田文博", before=Points(100), after=Points(50)
    )
    records = [
        head,
        written("left", left_uid(UID, left), left_fields(left)),
        written("correction", correction_uid(UID, correction), correction_fields(correction)),
    ]
    found = recorded_visit(UID, records)
    assert (found.left, found.corrections) == ((left,), (correction,))
    for record in [*records, reopened(sealed(head)), signed(sealed(head))]:
        assert check_record(record) == UID


def test_records_hang_where_their_content_says(head: Record) -> None:
    sign, back = signed(sealed(head)), reopened(sealed(head))
    left = left_fields(
        LeftGap(item=ItemCode("ST-2"), checkpoint=None, kind=GapKind.PHOTOS, reason="雨天")
    )
    wrong: tuple[tuple[str, str, dict[str, Tree]], ...] = (
        ("sign", f"{UID}/sign/escort", own(sign)),
        ("sign", sign.uid, {**own(sign), "seal": "ab"}),
        ("sign", sign.uid, {**own(sign), "when": "2026-11-05T09:31:00"}),
        ("sign", sign.uid, {**own(sign), "when": "0001-01-01T00:00:00+00:00"}),
        ("reopen", f"{UID}/reopen", own(back)),
        ("reopen", back.uid, {"reason": " "}),
        ("left", f"{UID}/left/{'a' * 64}", left),
        ("left", f"{UID}/left/{'a' * 64}", {**left, "kind": "cold"}),
    )
    for kind, uid, fields in wrong:
        with pytest.raises(ValueError, match=r"."):
            check_record(written(kind, uid, fields))


def own(record: Record) -> dict[str, Tree]:
    envelope = ("t", "uid", "rev_of", "prev", "dev", "n", "by", "at")
    return {key: part for key, part in record.tree.items() if key not in envelope}
