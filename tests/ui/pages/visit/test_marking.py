"""What a key on a row does to its entry."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from inspector.domain.ids import CheckpointCode, StepId
from inspector.domain.points import Points
from inspector.domain.rubric import (
    Bands,
    Checkpoint,
    Deduct,
    Grid,
    Level,
    Ratio,
    Rule,
    Sample,
    YesNo,
)
from inspector.domain.visit import UNSET, Entry, Reason
from inspector.ui.pages.visit import marking
from inspector.ui.pages.visit.marking import IDLE, Target, Typing


def row(rule: Rule, grid: Grid | None = None) -> Checkpoint:
    return Checkpoint(
        code=CheckpointCode("ST-2.1"),
        text="主街乱堆乱放",
        step=StepId("look"),
        max=Points(600),
        rule=rule,
        phrases=("柴草乱堆", "线缆乱拉"),
        grid=grid,
    )


DEDUCT = row(Deduct(unit="处", per=Points(50)))
STEPS = Grid(kind="steps", rows=("一", "二"), columns=tuple("甲乙丙丁"), disorder="counts")
SAMPLE = row(Sample(n=10, unit="户", per=Points(40)))
YES_NO = row(YesNo())
LEVEL = row(Level(levels=(("好", Points(600)), ("较好", Points(450)), ("差", Points(0)))))
BANDS = row(Bands(measure="收入", bands=((Decimal(10), Points(600)), (Decimal(5), Points(400)))))
RATIO = row(Ratio(measure="占比", target=Decimal(20), per_point=Decimal("0.2")))


def typed(checkpoint: Checkpoint, keys: str, entry: Entry = UNSET) -> Entry:
    """Type digits and points one after the other."""
    typing = IDLE
    for key in keys:
        marked = marking.digit(checkpoint, entry, key, typing)
        assert marked is not None, f"{key} means nothing here"
        entry, typing = marked.entry, marked.typing
    return entry


def told(entry: Entry | None) -> list[tuple[str, int]]:
    assert entry is not None
    return [(reason.text, reason.count) for reason in entry.reasons]


def test_a_letter_counts_one_fault_and_its_reason() -> None:
    entry = UNSET
    for phrase in ("柴草乱堆", "柴草乱堆", "线缆乱拉"):
        after = marking.letter(DEDUCT, entry, phrase)
        assert after is not None
        entry = after
    assert entry.defects == 3
    assert told(entry) == [("柴草乱堆", 2), ("线缆乱拉", 1)]


def test_digits_append_and_the_next_letter_only_says_why() -> None:
    entry = typed(DEDUCT, "12")
    assert entry.defects == 12
    after = marking.letter(DEDUCT, entry, "柴草乱堆")
    assert after is not None
    assert (after.defects, told(after)) == (12, [("柴草乱堆", 12)])


def test_leading_zeros_say_nothing_is_wrong() -> None:
    assert typed(DEDUCT, "00").defects == 0
    assert typed(DEDUCT, "07").defects == 7


def test_one_less_drops_the_last_reason() -> None:
    entry = Entry(defects=2, reasons=(Reason(text="柴草乱堆"), Reason(text="线缆乱拉")))
    after = marking.fewer(DEDUCT, entry)
    assert after is not None
    assert (after.defects, told(after)) == (1, [("柴草乱堆", 1)])
    assert marking.fewer(DEDUCT, UNSET) is None


def test_plus_counts_a_fault_whose_reason_is_still_untold() -> None:
    entry = marking.more(DEDUCT, UNSET)
    assert entry is not None
    assert (entry.defects, entry.reasons) == (1, ())
    after = marking.letter(DEDUCT, entry, "线缆乱拉")
    assert after is not None
    assert after.defects == 1


def test_a_count_that_only_a_slip_can_give_is_refused() -> None:
    assert marking.digit(DEDUCT, Entry(defects=9999), "9", Typing(text="9999")) is None


def test_a_sample_takes_all_as_seen_until_told_otherwise() -> None:
    entry = typed(SAMPLE, "1")
    assert (entry.defects, entry.seen) == (1, 10)
    marked = marking.slash(SAMPLE, entry)
    assert marked is not None
    assert marked.typing.target is Target.SEEN
    after = marking.digit(SAMPLE, marked.entry, "3", marked.typing)
    assert after is not None
    assert (after.entry.defects, after.entry.seen) == (1, 3)


def test_a_sample_alone_seen_stays_without_a_count() -> None:
    marked = marking.slash(SAMPLE, UNSET)
    assert marked is not None
    assert (marked.entry.seen, marked.entry.defects) == (10, None)


def test_no_more_samples_fail_than_were_seen() -> None:
    assert (
        marking.letter(
            SAMPLE, Entry(defects=3, seen=3, reasons=(Reason(text="甲", count=3),)), "乙"
        )
        is None
    )
    assert marking.digit(SAMPLE, Entry(defects=1, seen=10), "2", Typing(text="1")) is None
    assert marking.digit(SAMPLE, UNSET, "9", Typing(text="1", target=Target.SEEN)) is None


def test_a_digit_behind_the_number_seen_says_how_many_of_them_fail() -> None:
    """Of 10 chosen: / 2 1 is 2 seen and 1 of them failing, / 1 0 all ten."""
    seen = Typing(text="2", target=Target.SEEN)
    marked = marking.digit(SAMPLE, Entry(seen=2), "1", seen)
    assert marked is not None
    assert (marked.entry.seen, marked.entry.defects) == (2, 1)
    assert marked.typing == Typing(text="1", target=Target.DEFECTS)
    assert marking.digit(SAMPLE, Entry(seen=2), "3", seen) is None
    whole = marking.digit(SAMPLE, Entry(seen=1), "0", Typing(text="1", target=Target.SEEN))
    assert whole is not None
    assert (whole.entry.seen, whole.entry.defects) == (10, None)


def test_fewer_seen_than_failing_takes_the_failing_down() -> None:
    entry = Entry(defects=5, seen=10, reasons=(Reason(text="甲", count=5),))
    marked = marking.digit(SAMPLE, entry, "3", Typing(target=Target.SEEN))
    assert marked is not None
    assert (marked.entry.defects, told(marked.entry)) == (3, [("甲", 3)])


def test_yes_no_is_no_by_a_reason_and_open_again_without_it() -> None:
    entry = marking.letter(YES_NO, UNSET, "没有批复")
    assert entry is not None
    assert (entry.met, told(entry)) == (False, [("没有批复", 1)])
    after = marking.fewer(YES_NO, entry)
    assert after == UNSET
    assert marking.digit(YES_NO, UNSET, "1", IDLE) is None
    by_hand = marking.met(YES_NO, entry)
    assert by_hand is not None
    assert (by_hand.met, by_hand.reasons) == (True, ())
    assert marking.unmet(YES_NO, UNSET) == Entry(met=False)
    assert marking.met(DEDUCT, UNSET) is None
    assert marking.unmet(DEDUCT, UNSET) is None


def test_levels_are_chosen_by_their_place() -> None:
    assert typed(LEVEL, "2").level == "较好"
    assert marking.digit(LEVEL, UNSET, "4", IDLE) is None
    assert marking.digit(LEVEL, UNSET, ".", IDLE) is None
    assert marking.level_at(LEVEL, UNSET, 2) == Entry(level="差")
    assert marking.level_at(DEDUCT, UNSET, 0) is None


def test_the_best_level_needs_no_reason() -> None:
    below = marking.letter(LEVEL, Entry(level="差"), "停产")
    assert below is not None
    assert told(below) == [("停产", 1)]
    assert typed(LEVEL, "1", below).reasons == ()
    assert marking.letter(LEVEL, below, "停产") == Entry(level="差")


@pytest.mark.parametrize("checkpoint", [BANDS, RATIO])
def test_a_measure_is_typed_with_its_point_and_corrected(checkpoint: Checkpoint) -> None:
    assert typed(checkpoint, "12.5").measure == Decimal("12.5")
    assert marking.digit(checkpoint, UNSET, ".", Typing(text="1.5")) is None
    assert typed(checkpoint, ".").measure is None
    marked = marking.backspace(checkpoint, Entry(measure=Decimal("12.5")), IDLE)
    assert marked is not None
    assert marked.entry.measure == Decimal("12.")


def test_a_measure_too_long_to_be_one_is_refused() -> None:
    assert marking.digit(BANDS, UNSET, "9", Typing(text="9" * 12)) is None
    assert marking.digit(BANDS, UNSET, "9", Typing(text="0.999999")) is None


def test_backspace_takes_digits_back_to_nothing() -> None:
    marked = marking.backspace(DEDUCT, Entry(defects=12), Typing(text="12"))
    assert marked is not None
    assert marked.entry.defects == 1
    marked = marking.backspace(DEDUCT, marked.entry, marked.typing)
    assert marked is not None
    assert marked.entry == UNSET
    assert marking.backspace(DEDUCT, UNSET, IDLE) is None
    seen = marking.backspace(SAMPLE, Entry(seen=3), Typing(text="3", target=Target.SEEN))
    assert seen is not None
    assert seen.entry == UNSET


def test_misses_of_a_ticked_grid_are_the_count() -> None:
    entry = marking.ticked(STEPS, UNSET, ("yynx", "y-yy"))
    assert entry.defects == 2
    flagged = marking.ticked(replace(STEPS, disorder="flags"), UNSET, ("yynx", "y-yy"))
    assert flagged.defects == 1
    assert marking.more(DEDUCT, entry) is None
    assert marking.fewer(DEDUCT, entry) is None
    assert told(marking.letter(DEDUCT, entry, "缺支委会")) == [("缺支委会", 1)]
    assert marking.letter(DEDUCT, marking.ticked(STEPS, UNSET, ("yy",)), "缺支委会") is None


def test_typing_over_a_grid_forgets_its_cells() -> None:
    assert typed(DEDUCT, "3", marking.ticked(STEPS, UNSET, ("yynx",))).cells == ()


def test_a_mark_by_hand_is_no_longer_filled_nor_put_off() -> None:
    entry = marking.put_off(Entry(defects=0, filled=True))
    assert entry.later
    assert marking.put_off(entry).later is False
    after = marking.letter(DEDUCT, entry, "柴草乱堆")
    assert after is not None
    assert (after.filled, after.later) == (False, False)


def test_a_remark_costs_nothing_and_changes_no_count() -> None:
    assert marking.remarked(Entry(defects=1), " 雨后 ") == Entry(defects=1, note="雨后")


def test_a_slash_means_nothing_outside_a_sample() -> None:
    assert marking.slash(DEDUCT, UNSET) is None
    assert marking.more(LEVEL, UNSET) is None
