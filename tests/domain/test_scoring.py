"""Points, stars, losses and gaps of one visit; the worked scores are the county's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.domain.ids import CheckpointCode, Digest, ItemCode, StarId, StepId
from inspector.domain.ledger import full_cells, misses
from inspector.domain.points import show
from inspector.domain.rubric import Deduct, Level, Rubric, Sample, YesNo
from inspector.domain.rubric_tree import rubric_from_tree
from inspector.domain.rules import clear_entry, worst_entry
from inspector.domain.scorecard import GapKind, ItemState, Scorecard, StarState
from inspector.domain.scoring import (
    EntryMismatch,
    NotApplicableRefused,
    NotInForm,
    checkpoint_points,
    fill_rest,
    rule_sentence,
    score,
)
from inspector.domain.visit import Counted, Entry, ItemEntry, Reason, ZeroCase

if TYPE_CHECKING:
    from inspector.domain.canonical import Tree
    from inspector.domain.rubric import Checkpoint

PHOTO = Digest("0" * 64)
BECAUSE = (Reason(text="有缺"),)


def everywhere(
    rubric: Rubric, entry_of: Callable[[Checkpoint], Entry]
) -> dict[ItemCode, ItemEntry]:
    """Fill and confirm the whole form."""
    return {
        item.code: ItemEntry(
            entries={point.code: entry_of(point) for point in item.checkpoints},
            confirmed=frozenset(item.steps()),
            photos=(PHOTO,) * max(1, item.photos_min),
        )
        for item in rubric.items()
    }


def visit(rubric: Rubric, **entries: Entry) -> dict[ItemCode, ItemEntry]:
    """All clear but for ``ST_2_1=Entry(…)``."""
    counted = everywhere(rubric, clear_entry)
    for name, entry in entries.items():
        star, item, point = name.split("_")
        code = ItemCode(f"{star}-{item}")
        before = counted[code]
        entries_now = {**before.entries, CheckpointCode(f"{code}.{point}"): entry}
        counted[code] = replace(before, entries=entries_now)
    return counted


def points(rubric: Rubric, code: str, entry: Entry) -> str:
    result = checkpoint_points(rubric.checkpoint(CheckpointCode(code)), entry)
    return "none" if result is None else show(result)


def star(card: Scorecard, code: str) -> tuple[str, StarState]:
    result = next(result for result in card.stars if result.id == code)
    return show(result.points), result.state


def counts(defects: int) -> Entry:
    return Entry(defects=defects, reasons=BECAUSE)


def measured(value: str) -> Entry:
    return Entry(measure=Decimal(value))


@pytest.mark.parametrize(
    ("code", "entry", "expected"),
    [
        ("ZB-2.3", counts(5), "3.5"),
        ("ST-2.1", counts(3), "4.5"),
        ("ST-2.1", counts(40), "0"),
        ("CY-3.1", measured("9.99"), "4"),
        ("CY-3.1", measured("10"), "6"),
        ("CY-3.1", measured("-3"), "0"),
        ("CY-2.4", measured("13.5"), "2.7"),
        ("CY-2.4", measured("20"), "4"),
        ("CY-2.4", measured("0"), "0"),
        ("ST-3.1", Entry(defects=1, seen=5), "6.4"),
        ("ST-3.1", Entry(defects=1, seen=3), "5.33"),
        ("ST-3.1", Entry(defects=2, seen=3), "2.67"),
        ("ST-3.1", Entry(defects=3, seen=3), "0"),
        ("ST-3.1", Entry(defects=0, seen=1), "8"),
        ("ST-3.1", Entry(defects=0, seen=0), "none"),
        ("ST-3.1", Entry(defects=1), "none"),
        ("ST-3.1", Entry(seen=5), "none"),
        ("ZB-1.4", Entry(met=False), "0"),
        ("ZB-1.4", Entry(met=True), "3"),
        ("ZB-1.5", Entry(level="一般"), "1.5"),
        ("ZB-1.5", Entry(), "none"),
        ("ST-2.1", Entry(note="只是备注"), "none"),
        ("CY-2.4", Entry(), "none"),
        ("CY-3.1", Entry(), "none"),
        ("ZB-1.4", Entry(), "none"),
    ],
)
def test_a_checkpoint_scores_as_the_worked_examples_say(
    rural: Rubric, code: str, entry: Entry, expected: str
) -> None:
    assert points(rural, code, entry) == expected


def test_a_star_with_five_faults_is_still_awarded(rural: Rubric) -> None:
    card = score(
        rural,
        visit(
            rural,
            ST_2_1=counts(6),
            ST_2_2=counts(1),
            ST_3_1=Entry(defects=2, seen=5, reasons=BECAUSE),
            ST_4_2=counts(2),
            ST_6_2=counts(3),
        ),
    )
    assert star(card, "ST") == ("89.3", StarState.WON)
    assert (card.level, card.next_star, card.complete) == (5, "", True)
    assert show(card.points) == "489.3"


def test_a_zeroed_item_costs_the_star_though_its_points_suffice(rural: Rubric) -> None:
    counted = visit(rural)
    burning = ZeroCase(condition="现场正在露天焚烧垃圾或秸秆", basis="现场照片")
    counted[ItemCode("ST-2")] = replace(counted[ItemCode("ST-2")], zero=burning)
    card = score(rural, counted)
    assert star(card, "ST") == ("82", StarState.LOST)
    assert card.level == 4
    lost = next(result for result in card.stars if result.id == "ST")
    assert lost.reasons == ("“村容村貌（六乱六清）”得 0 分，不到本项 18 分的 60%",)
    assert [loss.sentence for loss in card.losses] == [
        "零分情形“现场正在露天焚烧垃圾或秸秆”：本项记 0 分，扣 18 分"
    ]
    assert card.losses[0].reasons == ("现场照片",)
    assert card.next_star.startswith("再得 10.8 分可得生态宜居星，其中“")


def test_an_item_under_sixty_percent_costs_the_star(rural: Rubric) -> None:
    card = score(rural, visit(rural, CY_3_1=measured("0"), CY_3_2=counts(2)))
    assert star(card, "CY") == ("90", StarState.LOST)
    lost = next(result for result in card.stars if result.id == "CY")
    assert lost.reasons == ("“村集体经济”得 10 分，不到本项 20 分的 60%",)
    assert card.next_star == "再得 2 分可得产业兴旺星，其中“村集体经济”至少再得 2 分"


def test_a_threshold_that_is_just_reached_is_reached(
    rural: Rubric, rural_tree: dict[str, Tree]
) -> None:
    assert star(score(rural, visit(rural, CY_3_1=measured("0"))), "CY") == ("92", StarState.WON)
    tree: Any = {**rural_tree}
    tree["stars"] = [{**one, "award": {**one["award"], "min_score": 92}} for one in tree["stars"]]
    strict = rubric_from_tree(tree)
    assert star(score(strict, visit(strict, CY_3_1=measured("0"))), "CY")[1] is StarState.WON
    missed = score(strict, visit(strict, CY_3_1=measured("0"), CY_1_1=counts(1)))
    assert StarState.LOST in {one.state for one in missed.stars}


def test_all_clear_earns_everything_and_leaves_no_gap(rural: Rubric, community: Rubric) -> None:
    for rubric in (rural, community):
        card = score(rubric, everywhere(rubric, clear_entry))
        assert card.points == card.max == 500_00
        assert (card.level, card.losses, card.gaps) == (5, (), ())
        assert {item.state for item in card.items} == {ItemState.CLEAR}


def test_all_worst_is_never_negative_and_every_point_is_explained(
    rural: Rubric, community: Rubric
) -> None:
    for rubric in (rural, community):
        card = score(rubric, everywhere(rubric, worst_entry))
        assert 0 <= card.points < card.max
        assert sum(loss.points for loss in card.losses) == card.max - card.points
        assert card.level == 0


def test_every_item_is_in_exactly_one_total(rural: Rubric) -> None:
    card = score(rural, everywhere(rural, worst_entry))
    assert sorted(item.code for item in card.items) == sorted(item.code for item in rural.items())
    assert card.points == sum(star.points for star in card.stars)
    assert card.points == sum(item.points for item in card.items)


def test_an_untouched_visit_is_open_everywhere(rural: Rubric) -> None:
    card = score(rural, {})
    assert (card.points, card.level, card.complete) == (0, 0, False)
    assert {item.state for item in card.items} == {ItemState.UNSET}
    assert {star.state for star in card.stars} == {StarState.OPEN}
    assert sum(gap.kind is GapKind.UNSET for gap in card.gaps) == 112
    assert card.next_star == "还有 29 项没有评完，星级未定"
    musts = [gap.must for gap in card.gaps]
    assert musts == sorted(musts, reverse=True)


def test_without_the_base_star_two_stars_are_the_most(rural: Rubric) -> None:
    card = score(rural, everywhere(rural, clear_entry), denied=frozenset({StarId("ZB")}))
    assert card.level == 2
    assert card.level_reason == "得了 4 颗星，但未得支部过硬星，星级最高 2 星"
    assert card.stars[0].state is StarState.DENIED
    assert card.stars[0].reasons
    assert card.next_star == "其余的星已被负面清单否决，本年度不能再加星"


def test_the_next_star_is_the_base_star_where_its_lack_holds_the_level_down(rural: Rubric) -> None:
    counted = everywhere(rural, clear_entry)
    for code in ("ZB-1", "ZB-2"):
        item = rural.item(ItemCode(code))
        worst = {point.code: worst_entry(point) for point in item.checkpoints}
        counted[item.code] = replace(counted[item.code], entries=worst)
    short = visit(rural, CY_3_1=measured("0"), CY_3_2=counts(1))[ItemCode("CY-3")]
    card = score(rural, counted | {ItemCode("CY-3"): short})
    assert (card.level, card.level_reason != "") == (2, True)
    assert "可得支部过硬星" in card.next_star


def test_few_stars_are_not_held_down(rural: Rubric) -> None:
    denied = frozenset({StarId("ZB"), StarId("CY"), StarId("ST")})
    card = score(rural, everywhere(rural, clear_entry), denied=denied)
    assert (card.level, card.level_reason) == (2, "")


def test_a_star_may_be_immune_to_the_negative_list(rural_tree: dict[str, Tree]) -> None:
    tree: Any = {**rural_tree}
    tree["stars"] = [
        {**star, "award": {**star["award"], "blocked_by_negative_list": False}}
        for star in tree["stars"]
    ]
    rubric = rubric_from_tree(tree)
    card = score(rubric, everywhere(rubric, clear_entry), denied=frozenset({StarId("ZB")}))
    assert card.level == 5


# --- not applicable ---------------------------------------------------------------------------


@pytest.fixture
def lenient(rural_tree: dict[str, Tree]) -> Rubric:
    """The rural form, with every item of ST allowed to be not applicable."""
    tree: Any = {**rural_tree}
    tree["stars"] = [
        {**star, "items": [{**item, "allow_na": star["id"] == "ST"} for item in star["items"]]}
        for star in tree["stars"]
    ]
    return rubric_from_tree(tree)


def test_an_item_that_does_not_apply_is_scaled_by_the_rest_of_its_star(lenient: Rubric) -> None:
    counted = visit(lenient, ST_2_1=counts(6), ST_4_2=counts(1))
    counted[ItemCode("ST-3")] = ItemEntry(na="全村已接入集镇污水管网")
    card = score(lenient, counted)
    result = next(item for item in card.items if item.code == "ST-3")
    others = [item for item in card.items if item.code.startswith("ST-") and item is not result]
    rest, rest_max = sum(item.points for item in others), sum(item.max for item in others)
    assert result.state is ItemState.NOT_APPLICABLE
    assert (show(rest), show(rest_max), show(result.points)) == ("78", "82", "17.12")
    assert sum(loss.points for loss in card.losses) == card.max - card.points
    scaled = next(loss for loss in card.losses if loss.item == "ST-3")
    assert scaled.sentence.startswith("不适用：")
    assert scaled.reasons == ("全村已接入集镇污水管网",)
    assert card.complete


def test_what_does_not_apply_is_exempt_from_the_item_threshold(lenient: Rubric) -> None:
    counted = everywhere(lenient, clear_entry)
    for item in lenient.stars[2].items[1:]:
        counted[item.code] = ItemEntry(na="无")
    counted[ItemCode("ST-1")] = replace(
        counted[ItemCode("ST-1")],
        entries={
            point.code: worst_entry(point) for point in lenient.item(ItemCode("ST-1")).checkpoints
        },
    )
    result = score(lenient, counted).stars[2]
    assert result.state is StarState.LOST
    assert sum("不到本项" in reason for reason in result.reasons) == 1


def test_a_star_of_which_nothing_applies_is_not_won(lenient: Rubric) -> None:
    counted = everywhere(lenient, clear_entry)
    for item in lenient.stars[2].items:
        counted[item.code] = ItemEntry(na="无")
    card = score(lenient, counted)
    assert star(card, "ST") == ("0", StarState.LOST)
    assert "无从折算" in card.losses[0].sentence
    assert card.next_star.startswith("再得 80 分可得生态宜居星")


def test_not_applicable_is_refused_where_the_form_does_not_allow_it(rural: Rubric) -> None:
    with pytest.raises(NotApplicableRefused) as caught:
        score(rural, {ItemCode("CY-4"): ItemEntry(na="没有合作社")})
    assert "按同等要求评该主体" in caught.value.advice()
    with pytest.raises(NotApplicableRefused, match="S103"):
        score(rural, {ItemCode("ZB-1"): ItemEntry(na="没有")})


# --- gaps -------------------------------------------------------------------------------------


def kinds(card: Scorecard) -> set[tuple[GapKind, str]]:
    return {(gap.kind, gap.checkpoint or gap.item) for gap in card.gaps}


def test_a_deduction_without_reason_is_a_gap(rural: Rubric) -> None:
    counted = visit(rural, ST_2_1=Entry(defects=1))
    assert kinds(score(rural, counted)) == {(GapKind.REASON, "ST-2.1")}
    assert score(rural, counted, require_reason=False).complete


def test_measures_explain_themselves(rural: Rubric) -> None:
    card = score(rural, visit(rural, CY_3_1=measured("5"), CY_2_4=measured("19")))
    assert card.complete


def test_a_third_of_an_item_lost_asks_for_photo_or_document(rural: Rubric) -> None:
    counted = visit(rural, ST_2_1=counts(40))
    bare = replace(counted[ItemCode("ST-2")], photos=())
    counted[ItemCode("ST-2")] = bare
    gaps = kinds(score(rural, counted))
    assert gaps == {(GapKind.PROOF, "ST-2"), (GapKind.PHOTOS, "ST-2")}
    lenient = score(rural, counted, strict_proof=False)
    assert kinds(lenient) == {(GapKind.PHOTOS, "ST-2")}
    assert lenient.complete
    noted = replace(counts(40), note="见村容整治台账第3页")
    counted[ItemCode("ST-2")] = replace(
        bare, entries={**bare.entries, CheckpointCode("ST-2.1"): noted}
    )
    assert kinds(score(rural, counted)) == {(GapKind.PHOTOS, "ST-2")}


def test_a_smaller_loss_needs_no_proof(rural: Rubric) -> None:
    counted = visit(rural, ST_2_1=counts(11))  # 5.5 of 18
    counted[ItemCode("ST-2")] = replace(counted[ItemCode("ST-2")], photos=())
    assert kinds(score(rural, counted)) == {(GapKind.PHOTOS, "ST-2")}


@pytest.mark.parametrize(
    ("basis", "photos", "expected"),
    [
        ("", 0, {GapKind.REASON, GapKind.PROOF, GapKind.PHOTOS}),
        ("", 9, {GapKind.REASON}),
        ("现场笔录", 0, {GapKind.PHOTOS}),
    ],
)
def test_a_zero_case_asks_for_its_ground_and_proof(
    rural: Rubric, basis: str, photos: int, expected: set[GapKind]
) -> None:
    counted = visit(rural)
    counted[ItemCode("ST-2")] = ItemEntry(
        zero=ZeroCase(condition="现场正在露天焚烧垃圾或秸秆", basis=basis), photos=(PHOTO,) * photos
    )
    card = score(rural, counted)
    assert {gap.kind for gap in card.gaps} == expected


def test_what_was_put_off_stays_a_gap_even_with_a_value(rural: Rubric) -> None:
    card = score(rural, visit(rural, ST_2_1=Entry(defects=0, later=True)))
    assert kinds(card) == {(GapKind.LATER, "ST-2.1")}
    assert next(item for item in card.items if item.code == "ST-2").state is ItemState.DOING


@pytest.mark.parametrize(
    ("code", "entry", "kind", "words"),
    [
        ("ST_3_1", Entry(defects=0), GapKind.MEASURE, "实查几"),
        ("ST_3_1", Entry(seen=0), GapKind.MEASURE, "至少要看 1"),
        ("ST_3_1", Entry(seen=4), GapKind.UNSET, "还没有评"),
        ("ZB_1_5", Entry(), GapKind.MEASURE, "选等次"),
        ("CY_3_1", Entry(), GapKind.MEASURE, "集体经营性收入"),
        ("CY_2_4", Entry(), GapKind.MEASURE, "占比"),
        ("ST_2_1", Entry(), GapKind.UNSET, "还没有评"),
    ],
)
def test_a_confirmed_step_without_its_value_names_what_is_missing(
    rural: Rubric, code: str, entry: Entry, kind: GapKind, words: str
) -> None:
    card = score(rural, visit(rural, **{code: entry}))
    assert [(gap.kind, gap.must) for gap in card.gaps] == [(kind, True)]
    assert words in card.gaps[0].sentence


def test_an_answered_step_waits_for_its_confirmation(rural: Rubric) -> None:
    counted = visit(rural)
    counted[ItemCode("ST-2")] = replace(
        counted[ItemCode("ST-2")], confirmed=frozenset({StepId("look")})
    )
    card = score(rural, counted)
    steps = [step for step in rural.item(ItemCode("ST-2")).steps() if step != "look"]
    assert [gap.kind for gap in card.gaps] == [GapKind.UNCONFIRMED] * len(steps)
    assert card.stars[2].state is StarState.OPEN
    assert card.stars[2].points == card.stars[2].max


# --- fill_rest --------------------------------------------------------------------------------


def test_one_key_fills_what_may_be_filled_and_marks_it(rural: Rubric) -> None:
    filled = fill_rest(rural, ItemCode("ZB-1"), ItemEntry(), None)
    kinds_filled = {
        type(rural.checkpoint(code).rule) for code, entry in filled.entries.items() if entry.filled
    }
    assert kinds_filled == {Deduct, YesNo}
    assert filled.confirmed == {"listen", "check"}
    gaps = score(rural, {ItemCode("ZB-1"): filled}).gaps
    assert {gap.kind for gap in gaps if gap.item == "ZB-1"} == {GapKind.MEASURE, GapKind.PHOTOS}


def test_one_key_keeps_to_its_step_and_to_what_was_counted(rural: Rubric) -> None:
    marked = ItemEntry(entries={CheckpointCode("ZB-1.2"): Entry(defects=2, reasons=BECAUSE)})
    filled = fill_rest(rural, ItemCode("ZB-1"), marked, StepId("listen"))
    assert filled.entries == marked.entries
    assert filled.confirmed == {"listen"}


def test_one_key_completes_a_sample_whose_number_is_known(rural: Rubric) -> None:
    seen = ItemEntry(entries={CheckpointCode("ZB-1.6"): Entry(seen=3)})
    filled = fill_rest(rural, ItemCode("ZB-1"), seen, StepId("listen"))
    assert filled.entries[CheckpointCode("ZB-1.6")] == Entry(seen=3, defects=0, filled=True)


def test_the_key_for_samples_says_that_all_were_seen(rural: Rubric) -> None:
    known = ItemEntry(entries={CheckpointCode("WM-6.2"): Entry(seen=2)})
    filled = fill_rest(rural, ItemCode("WM-6"), known, None, sampled=True)
    assert filled.entries[CheckpointCode("WM-6.2")] == Entry(seen=2, defects=0, filled=True)
    assert filled.entries[CheckpointCode("WM-6.4")] == Entry(seen=3, defects=0, filled=True)
    assert CheckpointCode("WM-6.1") not in filled.entries, "a level is no sample"


def test_one_key_confirms_one_step_after_the_other(rural: Rubric) -> None:
    heard = fill_rest(rural, ItemCode("ZB-1"), ItemEntry(), StepId("listen"))
    assert fill_rest(rural, ItemCode("ZB-1"), heard, StepId("check")).confirmed == {
        "listen",
        "check",
    }


def test_one_key_leaves_what_was_put_off(rural: Rubric) -> None:
    later = ItemEntry(entries={CheckpointCode("ZB-1.2"): Entry(later=True)})
    filled = fill_rest(rural, ItemCode("ZB-1"), later, StepId("listen"))
    assert filled.entries == later.entries


# --- refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "entry"),
    [
        ("ST-2.1", Entry(defects=-1)),
        ("ST-2.1", Entry(defects=10_000)),
        ("ST-2.1", Entry(defects=1, seen=3)),
        ("ST-2.1", Entry(met=True)),
        ("ST-2.1", Entry(cells=("yy",))),
        ("ST-3.1", Entry(defects=1, seen=6)),
        ("ST-3.1", Entry(defects=4, seen=3)),
        ("ST-3.1", Entry(defects=6)),
        ("ST-3.1", Entry(seen=-1)),
        ("ST-3.1", Entry(cells=("yy",))),
        ("ZB-1.4", Entry(defects=1)),
        ("ZB-1.5", Entry(level="优")),
        ("ZB-1.5", Entry(measure=Decimal(1))),
        ("CY-3.1", Entry(level="好")),
        ("CY-3.1", Entry(measure=Decimal("NaN"))),
        ("CY-3.1", Entry(measure=Decimal("1E+999999"))),
        ("CY-2.4", Entry(measure=Decimal("1E-999999"))),
        ("CY-2.4", Entry(measure=Decimal("Infinity"))),
    ],
)
def test_an_entry_that_does_not_fit_its_rule_is_refused(
    rural: Rubric, code: str, entry: Entry
) -> None:
    with pytest.raises(EntryMismatch) as caught:
        points(rural, code, entry)
    assert code in caught.value.sentence()


def test_a_grids_misses_are_its_defects(rural: Rubric) -> None:
    point = rural.checkpoint(CheckpointCode("ZB-4.1"))
    assert point.grid is not None
    full = full_cells(point.grid)
    assert full[0] == "--y--y--y--y"
    assert full[1] == "y" * 12
    assert misses(point.grid, full) == 0
    holes = (full[0], "yyynyyyyyyyn", *full[2:])
    assert misses(point.grid, holes) == 2
    assert checkpoint_points(point, Entry(defects=2, cells=holes)) == 500
    assert checkpoint_points(point, Entry(cells=holes)) is None
    assert kinds(score(rural, visit(rural, ZB_4_1=Entry(defects=2, cells=holes)))) == set()


@pytest.mark.parametrize(
    ("cells", "defects"),
    [
        (("y" * 12,), 0),
        (("y" * 11,) * 4, 0),
        (("?" * 12,) * 4, 0),
        (("n" * 12,) * 4, 3),
    ],
)
def test_a_grid_of_another_shape_is_refused(
    rural: Rubric, cells: tuple[str, ...], defects: int
) -> None:
    with pytest.raises(EntryMismatch, match="勾选格"):
        points(rural, "ZB-4.1", Entry(defects=defects, cells=cells))


@pytest.mark.parametrize(
    ("item", "entry", "word"),
    [
        ("XX-1", ItemEntry(), "考评项 XX-1"),
        ("ST-2", ItemEntry(entries={CheckpointCode("ZB-1.1"): Entry()}), "要点 ZB-1.1"),
        ("ST-2", ItemEntry(zero=ZeroCase(condition="别的", basis="b")), "零分情形"),
    ],
)
def test_what_the_form_does_not_have_is_refused(
    rural: Rubric, item: str, entry: ItemEntry, word: str
) -> None:
    with pytest.raises(NotInForm) as caught:
        score(rural, {ItemCode(item): entry})
    assert word in caught.value.sentence()


# --- properties -------------------------------------------------------------------------------


def entries_for(checkpoint: Checkpoint) -> st.SearchStrategy[Entry]:
    answer: st.SearchStrategy[Entry]
    match checkpoint.rule:
        case Deduct():
            answer = st.builds(Entry, defects=st.integers(0, 60))
        case Sample(n=n):
            answer = st.integers(1, n).flatmap(
                lambda seen: st.builds(Entry, seen=st.just(seen), defects=st.integers(0, seen))
            )
        case YesNo():
            answer = st.builds(Entry, met=st.booleans())
        case Level(levels=levels):
            answer = st.builds(Entry, level=st.sampled_from([name for name, _ in levels]))
        case _:
            answer = st.builds(Entry, measure=st.decimals(-50, 150, places=2))
    return st.just(Entry()) | answer


@st.composite
def a_visit(draw: st.DrawFn, rubric: Rubric) -> Counted:
    counted = {}
    codes = [item.code for item in rubric.items()]
    for code in draw(st.lists(st.sampled_from(codes), unique=True, max_size=6)):
        item = rubric.item(code)
        confirmed = draw(st.frozensets(st.sampled_from(item.steps())))
        entries = {point.code: draw(entries_for(point)) for point in item.checkpoints}
        counted[item.code] = ItemEntry(entries=entries, confirmed=confirmed)
    return counted


relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(choice=st.data())
def test_points_stay_between_nothing_and_the_maximum_and_every_loss_is_named(
    rural: Rubric, choice: st.DataObject
) -> None:
    counted = choice.draw(a_visit(rural))
    card = score(rural, counted)
    for item in card.items:
        assert 0 <= item.points <= item.max
        known = [point for point in item.checkpoints if point.points is not None]
        lost = sum(loss.points for loss in card.losses if loss.item == item.code)
        assert lost == sum(point.max for point in known) - item.points
    assert 0 <= card.points <= card.max
    assert all(loss.points > 0 for loss in card.losses)


@relaxed
@given(choice=st.data())
def test_the_order_of_entry_changes_nothing(rural: Rubric, choice: st.DataObject) -> None:
    counted = choice.draw(a_visit(rural))
    shuffled = {
        code: replace(
            entry, entries=dict(choice.draw(st.permutations(list(entry.entries.items()))))
        )
        for code, entry in choice.draw(st.permutations(list(counted.items())))
    }
    assert score(rural, shuffled) == score(rural, counted)


@relaxed
@given(choice=st.data())
def test_more_defects_never_earn_more(rural: Rubric, choice: st.DataObject) -> None:
    counting = [
        point
        for item in rural.items()
        for point in item.checkpoints
        if isinstance(point.rule, Deduct | Sample)
    ]
    point = choice.draw(st.sampled_from(counting))
    if isinstance(point.rule, Sample):
        seen = choice.draw(st.integers(1, point.rule.n))
        low, high = sorted(choice.draw(st.tuples(*[st.integers(0, seen)] * 2)))
        few, many = Entry(defects=low, seen=seen), Entry(defects=high, seen=seen)
    else:
        low, high = sorted(choice.draw(st.tuples(*[st.integers(0, 60)] * 2)))
        few, many = Entry(defects=low), Entry(defects=high)
    assert (checkpoint_points(point, many) or 0) <= (checkpoint_points(point, few) or 0)


@relaxed
@given(low=st.decimals(-20, 120, places=3), high=st.decimals(-20, 120, places=3))
def test_a_better_measure_never_earns_less(rural: Rubric, low: Decimal, high: Decimal) -> None:
    for code in ("CY-2.4", "CY-3.1"):
        point = rural.checkpoint(CheckpointCode(code))
        worse, better = sorted((low, high))
        assert (checkpoint_points(point, Entry(measure=worse)) or 0) <= (
            checkpoint_points(point, Entry(measure=better)) or 0
        )


def test_every_rule_is_said_in_one_sentence(rural: Rubric) -> None:
    said = {
        code: rule_sentence(rural.checkpoint(CheckpointCode(code)))
        for code in ("ST-2.1", "ST-3.1", "ZB-1.4", "ZB-1.5", "CY-3.1", "CY-2.4")
    }
    assert said == {
        "ST-2.1": "每发现 1 处扣 0.5 分，扣完为止",
        "ST-3.1": "抽 5 户，每 1 户不合格扣 1.6 分；不足 5 户按实查数折算",
        "ZB-1.4": "符合得 3 分，不符合 0 分",
        "ZB-1.5": "好 4 分，较好 3 分，一般 1.5 分，差 0 分",
        "CY-3.1": "上年度集体经营性收入（万元）：20 以上 8 分，10 以上 6 分，5 以上 4 分，"
        "1 以上 2 分，0 以上 0 分（含本数）",
        "CY-2.4": "带动农户占比（%）低于 20 的，每低 1 扣 0.2 分，按差额连续计算，扣完为止",
    }


def test_every_loss_shows_its_arithmetic(rural: Rubric) -> None:
    twice = Entry(defects=3, reasons=(Reason(text="柴草乱堆", count=2), Reason(text="线缆乱拉")))
    card = score(
        rural,
        visit(
            rural,
            ST_2_1=twice,
            ST_4_2=counts(90),
            ST_3_1=Entry(defects=1, seen=3),
            ZB_1_6=Entry(defects=1, seen=4),
            ZB_1_4=Entry(met=False),
            ZB_1_5=Entry(level="一般"),
            CY_3_1=measured("9.99"),
            CY_2_4=measured("13.5"),
        ),
    )
    said = {loss.checkpoint: loss.sentence for loss in card.losses}
    assert said[CheckpointCode("ST-2.1")] == "3 处 × 0.5 分 = 扣 1.5 分"
    assert "扣完为止" in said[CheckpointCode("ST-4.2")]
    assert said[CheckpointCode("ST-3.1")] == (
        "应抽 5 户，实查 3 户，1 户不合格 × 1.6 分 × 5 ÷ 3 = 扣 2.67 分"
    )
    assert said[CheckpointCode("ZB-1.6")] == "抽 4 人，1 人不合格 × 1 分 = 扣 1 分"
    assert said[CheckpointCode("ZB-1.4")] == "不符合，扣 3 分"
    assert said[CheckpointCode("ZB-1.5")] == "评为“一般”，得 1.5 分，比满分 4 分少 2.5 分"
    assert said[CheckpointCode("CY-3.1")] == (
        "上年度集体经营性收入（万元）为 9.99，得 4 分，扣 4 分"
    )
    assert said[CheckpointCode("CY-2.4")] == (
        "带动农户占比（%）为 13.5，低于 20：差 6.5 × 0.2 分 = 扣 1.3 分"
    )
    shown = next(loss for loss in card.losses if loss.checkpoint == "ST-2.1")
    assert shown.reasons == ("柴草乱堆×2", "线缆乱拉")
    assert shown.step == "look"


@pytest.mark.parametrize(
    ("code", "entry", "kind", "brief"),
    [
        ("ST_3_1", Entry(defects=0), GapKind.MEASURE, "没填实查数"),
        ("ST_3_1", Entry(seen=0), GapKind.MEASURE, "实查 0 户"),
        ("ZB_1_5", Entry(), GapKind.MEASURE, "没选等次"),
        ("CY_3_1", Entry(), GapKind.MEASURE, "没填上年"),
        ("ST_2_1", Entry(defects=3), GapKind.REASON, "扣 1.5 分"),
        ("ST_2_1", Entry(defects=0, later=True), GapKind.LATER, ""),
    ],
)
def test_under_a_head_of_its_kind_a_gap_is_told_in_few_words(
    rural: Rubric, code: str, entry: Entry, kind: GapKind, brief: str
) -> None:
    (gap,) = score(rural, visit(rural, **{code: entry})).gaps
    assert gap.kind is kind
    assert gap.brief.startswith(brief) if brief else not gap.brief


def test_an_item_that_lacks_proof_or_photos_is_told_by_points_and_number(rural: Rubric) -> None:
    counted = visit(rural, ST_2_1=counts(40))
    counted[ItemCode("ST-2")] = replace(counted[ItemCode("ST-2")], photos=())
    told = {gap.kind: gap.brief for gap in score(rural, counted).gaps}
    assert told[GapKind.PROOF].startswith("扣 ")
    assert told[GapKind.PHOTOS] == f"差 {rural.item(ItemCode('ST-2')).photos_min} 张"
    case = ZeroCase(condition="现场正在露天焚烧垃圾或秸秆", basis="")
    counted[ItemCode("ST-2")] = ItemEntry(zero=case)
    briefs = {gap.brief for gap in score(rural, counted).gaps if gap.must}
    assert briefs == {"零分情形"}
