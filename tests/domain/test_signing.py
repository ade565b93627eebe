"""Who must sign, where a visit stands with it, and that a record of it is read strictly."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from inspector.domain.canonical import Tree
from inspector.domain.ids import CheckpointCode, Digest, ItemCode, PersonId, VisitUid
from inspector.domain.points import Points
from inspector.domain.reading import BadTree
from inspector.domain.scorecard import Gap, GapKind
from inspector.domain.signing import (
    BOX,
    MOST_POINTS,
    WAYS,
    Due,
    Signature,
    SignRole,
    SignState,
    SignWay,
    due_parts,
    lacks,
    roles_asked,
    sign_state,
    signature_fields,
    signature_of,
    signature_uid,
)
from inspector.domain.visit_paper import (
    Correction,
    LeftGap,
    correction_fields,
    correction_of,
    correction_uid,
    left_fields,
    left_of,
    left_uid,
    reopen_fields,
    reopen_reason,
)

UID = VisitUid("2026-11/cross/419901100201/T01/1")
AT = datetime(2026, 11, 5, 9, 39, tzinfo=UTC)
SEAL = Digest("ab" * 32)
PEOPLE = (PersonId("T01-1"), PersonId("T01-2"))


def signature(part: str = "T01-1", way: SignWay = SignWay.PAPER, **facts: object) -> Signature:
    role = {"secretary": SignRole.SECRETARY, "escort": SignRole.ESCORT}.get(
        part, SignRole.INSPECTOR
    )
    person = PersonId(part) if role is SignRole.INSPECTOR else None
    given: dict[str, object] = {"name": "田文博", **facts}
    return Signature(role=role, person=person, way=way, seal=SEAL, at=AT, **given)  # type: ignore[arg-type]  # any facts


REFUSED = signature("secretary", SignWay.REFUSED, reason="不认可", witnesses=("田文博", "芦玉兰"))
DRAWN = signature(way=SignWay.DRAWN, strokes=(((0, 0), BOX), ((5, 6),)))


def test_a_policy_names_who_must_sign() -> None:
    assert roles_asked({}) == tuple(SignRole)
    asked: dict[str, Tree] = {"must_sign": ["陪同乡镇干部", "全体考评员"]}
    assert roles_asked(asked) == (SignRole.ESCORT, SignRole.INSPECTOR)
    with pytest.raises(BadTree, match="村民代表"):
        roles_asked({"must_sign": ["村民代表"]})


def test_everybody_of_the_team_signs_for_himself() -> None:
    assert due_parts(tuple(SignRole), PEOPLE) == ("T01-1", "T01-2", "secretary", "escort")
    assert Due(role=SignRole.ESCORT).part == "escort"
    assert Due(role=SignRole.INSPECTOR, person=PEOPLE[0]).part == "T01-1"


def test_a_visit_waits_until_the_last_and_a_refusal_marks_it() -> None:
    due = ("T01-1", "secretary")
    assert sign_state(due, [signature()]) is SignState.WAITING
    assert sign_state(due, [REFUSED]) is SignState.WAITING
    assert sign_state(due, [signature(), signature("secretary")]) is SignState.SIGNED
    assert sign_state(due, [signature(), REFUSED]) is SignState.REFUSED


@pytest.mark.parametrize(
    "one",
    [
        signature(),
        DRAWN,
        REFUSED,
        signature("secretary", SignWay.DEPUTY, relation="副主任"),
        signature("escort", SignWay.ABSENT, reason="县里开会"),
    ],
)
def test_a_signature_comes_back_from_its_record(one: Signature) -> None:
    assert not lacks(one)
    assert signature_of(signature_fields(one)) == one
    assert signature_uid(UID, one) == f"{UID}/sign/{one.part}"


@pytest.mark.parametrize(
    "changed",
    [
        {"way": "waved"},
        {"role": "guest"},
        {"name": " "},
        {"person": ""},
        {"person": "T01/1"},
        {"person": "secretary"},
        {"role": "secretary"},
        {"when": "2026-11-05T09:39:00"},
        {"strokes": [[1, 2, 3]]},
        {"strokes": [[1, BOX[1] + 1]]},
        {"strokes": [[-1, 0]]},
        {"strokes": ["0 0"]},
        {"strokes": [[1, 1] * (MOST_POINTS + 1)]},
        {"strokes": []},
        {"witnesses": [1]},
    ],
)
def test_a_record_that_says_something_else_is_refused(changed: dict[str, Tree]) -> None:
    with pytest.raises(ValueError, match=r"."):
        signature_of({**signature_fields(DRAWN), **changed})


def test_only_the_secretary_refuses_or_sends_a_deputy() -> None:
    for role, ways in WAYS.items():
        assert (SignWay.REFUSED in ways) is (role is SignRole.SECRETARY)
        assert (SignWay.DEPUTY in ways) is (role is SignRole.SECRETARY)
        assert (SignWay.ABSENT in ways) is (role is not SignRole.SECRETARY)
    assert lacks(signature("escort", SignWay.REFUSED, reason="不")) == "这个人不能这样签"


def test_a_gap_that_was_left_explains_that_gap_and_no_other() -> None:
    left = LeftGap(item=ItemCode("ST-2"), checkpoint=None, kind=GapKind.PHOTOS, reason="雨天")
    gap = Gap(
        kind=GapKind.PHOTOS, item=ItemCode("ST-2"), checkpoint=None, must=False, sentence="缺"
    )
    assert left.explains(gap)
    other = Gap(
        kind=GapKind.PHOTOS, item=ItemCode("ST-3"), checkpoint=None, must=False, sentence="缺"
    )
    assert not left.explains(other)
    assert left_of(left_fields(left)) == left
    at_row = LeftGap(
        item=ItemCode("ST-2"),
        checkpoint=CheckpointCode("ST-2.1"),
        kind=GapKind.LATER,
        reason="人不在",
    )
    assert left_of(left_fields(at_row)) == at_row
    assert left_uid(UID, left) != left_uid(UID, at_row)
    with pytest.raises(BadTree):
        left_of({**left_fields(left), "reason": " "})


def test_a_correction_and_a_reopening_bear_their_reason() -> None:
    one = Correction(
        item=ItemCode("ST-2"), reason="核实", by="田文博", before=Points(100), after=Points(50)
    )
    assert correction_of(correction_fields(one)) == one
    assert correction_uid(UID, one).startswith(f"{UID}/correction/")
    for key in ("item", "reason", "person"):
        with pytest.raises(BadTree):
            correction_of({**correction_fields(one), key: ""})
    assert reopen_reason(reopen_fields(" 漏记 ")) == "漏记"
    with pytest.raises(BadTree):
        reopen_reason({"reason": ""})
