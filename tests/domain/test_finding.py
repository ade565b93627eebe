"""A finding comes back from its record as it was written, and says what it still lacks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.canonical import Tree
from inspector.domain.finding import (
    LONGEST_SECTION,
    Finding,
    Outcome,
    finding_digest,
    finding_fields,
    finding_of,
    finding_uid,
    lacks,
    told,
)
from inspector.domain.ids import Digest, ItemCode, VisitUid
from inspector.domain.policy import VisitKind

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
PHOTO = Digest("a" * 64)
FINDING = Finding(n=2, item=ItemCode("ST-2"), fact="路灯不亮", photos=(PHOTO,))
SURVEY = VisitKind(id="survey", name="遍访调研")
RETURN = VisitKind(id="revisit", name="整改回访", returns=True)
SHOW = VisitKind(id="observation", name="观摩", sections=("版面展示", "资料查阅"))


@given(st.builds(
    Finding,
    n=st.integers(1, 99),
    outcome=st.sampled_from(Outcome),
    item=st.sampled_from([None, ItemCode("ST-2")]),
    section=WORDS, problem=WORDS, fact=WORDS, cause=WORDS, proposal=WORDS,
    photos=st.sampled_from([(), (PHOTO,)]),
))  # fmt: skip
def test_a_finding_comes_back(finding: Finding) -> None:
    fields = finding_fields(finding)
    again = finding_of(fields)
    assert finding_fields(again) == fields
    assert finding_digest(again) == finding_digest(finding)
    assert (again.n, again.outcome, again.item) == (finding.n, finding.outcome, finding.item)


@pytest.mark.parametrize(
    "change",
    [
        {"number": 0},
        {"number": "1"},
        {"outcome": "well"},
        {"fact": None},
        {"photos": ["x"]},
        {"section": "长" * (LONGEST_SECTION + 1)},
    ],
)
def test_a_finding_of_another_form_is_refused(change: dict[str, Tree]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        finding_of(finding_fields(FINDING) | change)


def test_what_a_finding_says_is_its_name() -> None:
    uid = VisitUid("2026-12/survey/419901100201/T01/1")
    assert finding_uid(uid, FINDING) == f"{uid}/finding/{finding_digest(FINDING)}"


def sentences(kind: VisitKind, *findings: Finding, must: bool = True) -> list[str]:
    found = lacks(kind, findings, {ItemCode("PA-9")})
    assert [one.must for one in found] == sorted((one.must for one in found), reverse=True)
    return [one.sentence for one in found if one.must is must]


def test_something_must_be_said() -> None:
    assert sentences(SURVEY) == ["还没有写发现；确实没有的，请记“没有发现问题”"]
    nothing = Finding(n=1, outcome=Outcome.NOTHING)
    assert sentences(SURVEY, nothing) == []
    assert sentences(SURVEY, nothing, FINDING) == [
        "写了 1 条发现，又记了“没有发现问题”，请去掉一样"
    ]
    assert sentences(SURVEY, FINDING) == []
    assert sentences(SURVEY, Finding(n=3, cause="x", fact=" ")) == ["第 3 条还没有写实情"]


def test_a_return_visit_wants_more() -> None:
    assert len(sentences(RETURN, FINDING)) == 2
    well = Finding(n=1, outcome=Outcome.NOT_FIXED, problem="后街", fact="还在", photos=(PHOTO,))
    assert sentences(RETURN, well) == []
    hidden = Finding(n=1, outcome=Outcome.FIXED, problem="x", fact="x", item=ItemCode("PA-9"))
    assert sentences(RETURN, hidden) == []


def test_an_observation_names_its_sections() -> None:
    assert sentences(SHOW, FINDING) == ["第 2 条还没有选环节"]
    spoken = Finding(n=1, section="版面展示", fact="新")
    assert sentences(SHOW, spoken) == []
    assert sentences(SHOW, spoken, must=False) == ["还没有写 资料查阅"]


def test_a_finding_is_told_in_one_line() -> None:
    assert told(FINDING) == "路灯不亮"
    fixed = Finding(n=1, outcome=Outcome.FIXED, problem="后街垃圾", fact="都清\n了")
    assert told(fixed) == "已改　后街垃圾：都清 了"
    assert told(Finding(n=1, outcome=Outcome.NOTHING)) == "没有发现问题"
