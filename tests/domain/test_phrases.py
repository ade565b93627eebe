"""Phrases learn from use; letters never lose what the form has, and the form stays itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.domain.ids import CheckpointCode, ItemCode, RoundId, TeamId
from inspector.domain.phrases import (
    MOST,
    learn,
    phrases_from_tree,
    phrases_to_tree,
    with_phrases,
)
from inspector.domain.reading import BadTree
from inspector.domain.rubric import Rubric
from inspector.domain.visit import Counted, Entry, ItemEntry, Reason

ROW = CheckpointCode("ST-2.1")
FORM = (
    "柴草乱堆",
    "线缆乱拉",
    "广告乱贴",
    "杂物乱放",
    "建筑垃圾",
    "占道经营",
    "粪堆乱堆",
    "车辆乱停",
)


def said(*texts: str) -> Counted:
    entry = Entry(defects=len(texts), reasons=tuple(Reason(text=text) for text in texts))
    return {ItemCode("ST-2"): ItemEntry(entries={ROW: entry})}


def teams(*visits: Counted) -> list[tuple[TeamId, Counted]]:
    return [(TeamId(f"T{at:02d}"), counted) for at, counted in enumerate(visits)]


def test_what_is_used_most_comes_first_and_the_form_breaks_ties(rural: Rubric) -> None:
    used = teams(said("车辆乱停"), said("车辆乱停", "线缆乱拉"), said("柴草乱堆"))
    learned = learn(rural, used)[ROW]
    assert learned[:3] == ("车辆乱停", "柴草乱堆", "线缆乱拉")
    assert sorted(learned) == sorted(FORM)


def test_words_become_a_phrase_once_two_teams_wrote_them(rural: Rubric) -> None:
    one = learn(rural, [(TeamId("T01"), said("沟边倒灰")), (TeamId("T01"), said("沟边倒灰"))])
    assert ROW not in one
    two = learn(rural, teams(said("沟边倒灰"), said("沟边倒灰")))
    assert two[ROW] == ("沟边倒灰", *FORM)


@pytest.mark.parametrize("text", ["一" * 13, "答错：哪年开的"])
def test_descriptions_and_wrong_answers_are_no_phrases(rural: Rubric, text: str) -> None:
    assert learn(rural, teams(said(text), said(text))) == {}


def test_no_more_phrases_than_a_form_may_have(rural: Rubric) -> None:
    new = [f"新原因{number:02d}" for number in range(9)]
    learned = learn(rural, teams(said(*new), said(*new)))[ROW]
    assert len(learned) == MOST
    assert learned[:9] == tuple(new)


def test_unused_and_unknown_rows_stay_as_they_are(rural: Rubric) -> None:
    strange = {ItemCode("XX-1"): ItemEntry(entries={CheckpointCode("XX-1.1"): Entry(defects=1)})}
    assert learn(rural, [(TeamId("T01"), strange)]) == {}
    assert learn(rural, teams(said("柴草乱堆"))) == {}, "it stands first already"


def test_a_form_with_other_phrases_is_the_same_form(rural: Rubric) -> None:
    changed = with_phrases(rural, {ROW: ("车辆乱停",)})
    assert changed.checkpoint(ROW).phrases == ("车辆乱停",)
    assert changed.digest == rural.digest
    back = with_phrases(changed, {ROW: rural.checkpoint(ROW).phrases})
    assert replace(back) == rural
    assert with_phrases(rural, {}) is rural


def test_what_was_learned_survives_its_document(rural: Rubric) -> None:
    learned = {rural.id: learn(rural, teams(said("车辆乱停")))}
    tree = phrases_to_tree(RoundId("2026-12"), learned)
    assert (tree["id"], tree["version"]) == ("phrases", "2026-12")
    assert phrases_from_tree(tree) == learned


def test_a_document_of_another_kind_is_refused() -> None:
    with pytest.raises(BadTree):
        phrases_from_tree({"phrases": {"rural": {"ST-2.1": "车辆乱停"}}})
