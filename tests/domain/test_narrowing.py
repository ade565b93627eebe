"""A form narrowed to some steps gives points out of what was asked, and awards nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_form import clear_entry, counted_form

from inspector.domain.finding import Outcome
from inspector.domain.ids import CheckpointCode, ItemCode, StepId
from inspector.domain.narrowing import narrow
from inspector.domain.policy import VisitKind
from inspector.domain.rubric import Rubric
from inspector.domain.scorecard import GapKind, StarState
from inspector.domain.scoring import NotAsked, fill_rest, score
from inspector.domain.visit import EMPTY, Entry, ItemEntry, ZeroCase
from inspector.domain.wording import word

LISTEN, LOOK, CHECK = map(StepId, ("listen", "look", "check"))
ALL = (LISTEN, LOOK, CHECK)
STEPS = st.sets(st.sampled_from(ALL))


def test_a_form_of_which_all_is_asked_is_the_form_itself(rural: Rubric) -> None:
    assert narrow(rural, None) is rural
    assert narrow(rural, ALL) is rural
    assert narrow(rural, {*ALL, StepId("other")}) is rural


@given(STEPS)
def test_what_is_asked_and_what_is_not_make_the_whole(rural: Rubric, steps: set[StepId]) -> None:
    asked, rest = narrow(rural, steps), narrow(rural, set(ALL) - steps)
    assert asked.total_max + rest.total_max == rural.total_max
    codes = [one.code for part in (asked, rest) for i in part.items() for one in i.checkpoints]
    assert sorted(codes) == sorted(one.code for i in rural.items() for one in i.checkpoints)
    assert asked.digest == rural.digest
    assert all(set(item.steps()) <= steps and set(item.prompts) <= steps for item in asked.items())


@given(STEPS)
def test_without_fault_a_visit_gives_all_that_it_asks(rural: Rubric, steps: set[StepId]) -> None:
    asked = narrow(rural, steps)
    card = score(asked, counted_form(asked, {}))
    assert (card.points, card.max) == (asked.total_max, asked.total_max)
    assert card.complete
    assert card.losses == ()
    assert card.rated == (steps == set(ALL))
    assert card.level == (5 if card.rated else 0)


@given(STEPS, st.integers(0, 2**32))
def test_points_of_the_steps_add_up_to_the_points_of_the_whole(
    rural: Rubric, steps: set[StepId], seed: int
) -> None:
    """Two visits that share the steps lose together what one visit of all steps loses."""
    counted = counted_form(rural, _faults(rural, seed))
    parts = [narrow(rural, steps), narrow(rural, set(ALL) - steps)]
    cards = [score(part, _part(part, counted)) for part in parts]
    whole = score(rural, counted)
    assert sum(card.points for card in cards) == whole.points
    lost = [loss.points for card in cards for loss in card.losses]
    assert sorted(lost) == sorted(loss.points for loss in whole.losses)


def _faults(rubric: Rubric, seed: int) -> dict[CheckpointCode, Entry]:
    found: dict[CheckpointCode, Entry] = {}
    for at, point in enumerate(one for item in rubric.items() for one in item.checkpoints):
        entry = clear_entry(point)
        if (seed >> at % 32) & 1 and entry.defects is not None:
            found[point.code] = replace(entry, defects=1, filled=False)
    return found


def _part(part: Rubric, counted: dict[ItemCode, ItemEntry]) -> dict[ItemCode, ItemEntry]:
    return {
        item.code: ItemEntry(
            entries={one.code: counted[item.code].entries[one.code] for one in item.checkpoints},
            confirmed=frozenset(item.steps()),
        )
        for item in part.items()
    }


def test_no_star_is_awarded_and_the_card_says_why(rural: Rubric) -> None:
    asked = narrow(rural, (LOOK, CHECK))
    card = score(asked, counted_form(asked, {}))
    assert {star.state for star in card.stars} == {StarState.NOT_RATED}
    assert word(StarState.NOT_RATED) == "不评星"
    assert card.level_reason == "本次考评只有看、查两步，不评星级"
    assert card.next_star == ""
    assert score(asked, {}).next_star.startswith("还有 ")
    assert score(narrow(rural, (CHECK,)), {}).level_reason == "本次考评只有查一步，不评星级"


def test_what_is_not_asked_is_no_gap_and_cannot_be_counted(rural: Rubric) -> None:
    asked = narrow(rural, (CHECK,))
    codes = {one.code for item in asked.items() for one in item.checkpoints}
    gaps = score(asked, {}).gaps
    assert {gap.checkpoint for gap in gaps if gap.kind is GapKind.UNSET} == codes
    other = next(
        (item, one) for item in rural.items() for one in item.checkpoints if one.step == LISTEN
    )
    entry = ItemEntry(entries={other[1].code: Entry(met=True)})
    with pytest.raises(NotAsked, match="不属于本次考评，本次只有查一步"):
        score(asked, {other[0].code: entry})


def test_one_key_fills_what_is_asked_and_no_more(rural: Rubric) -> None:
    asked = narrow(rural, (CHECK,))
    item = next(asked.items())
    filled = fill_rest(asked, item.code, EMPTY, None)
    assert filled.confirmed == {CHECK}
    assert set(filled.entries) <= {one.code for one in item.checkpoints}


def test_a_zero_case_takes_what_the_visit_can_give(rural: Rubric) -> None:
    asked = narrow(rural, (CHECK,))
    item = next(one for one in asked.items() if one.zero_if)
    assert item.max < rural.item(item.code).max
    zero = ItemEntry(zero=ZeroCase(condition=item.zero_if[0], basis="文书"))
    card = score(asked, {item.code: zero})
    (loss,) = card.losses
    assert loss.points == item.max


def test_a_visit_without_points_asks_nothing(rural: Rubric) -> None:
    kind = VisitKind(id="survey", name="遍访调研", steps=ALL)
    asked = narrow(rural, kind.asked(rural))
    card = score(asked, {})
    assert (card.points, card.max, card.items, card.gaps) == (0, 0, (), ())
    assert card.level_reason == "本次考评不打分，不评星级"


def test_a_kind_asks_its_own_steps_in_the_order_of_the_form(rural: Rubric) -> None:
    def asked(*steps: StepId) -> tuple[StepId, ...] | None:
        return VisitKind(id="x", name="x", steps=steps, scored=True).asked(rural)

    assert asked(CHECK, LOOK) == (LOOK, CHECK)
    assert asked() is None
    assert asked(*ALL) is None
    assert asked(CHECK, StepId("feel")) == (CHECK,)


def test_states_have_words() -> None:
    assert [word(one) for one in Outcome] == ["有发现", "没有发现问题", "已改", "部分整改", "未改"]
