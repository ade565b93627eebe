"""Two entries of one paper: what differs, and what holds once it is settled."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from scored_form import counted_form

from inspector.domain.double_entry import (
    NOTHING,
    Choice,
    DoubleEntry,
    Settled,
    compared,
    counted_digest,
    differences,
    double_fields,
    double_of,
    taken,
)
from inspector.domain.ids import CheckpointCode, Digest, ItemCode, StepId
from inspector.domain.rubric import Rubric
from inspector.domain.visit import Counted, Entry, ItemEntry, Reason, ZeroCase
from inspector.exchange.rubric_file import read_rubric
from inspector.platform.resources import form

ST2, ZB1 = ItemCode("ST-2"), ItemCode("ZB-1")
POINT = CheckpointCode("ST-2.1")
PHOTO = Digest("a" * 64)


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return read_rubric(form("rural.yaml")).rubric


def at(point: str, entry: Entry) -> dict[ItemCode, ItemEntry]:
    return {
        ItemCode(point.split(".", maxsplit=1)[0]): ItemEntry(entries={CheckpointCode(point): entry})
    }


def test_equal_entries_differ_in_nothing(rubric: Rubric) -> None:
    first = counted_form(rubric, {POINT: Entry(defects=2, reasons=(Reason(text="a", count=2),))})
    assert list(differences(rubric, first, first)) == []
    assert list(differences(rubric, {}, {})) == []


def test_remarks_photos_order_and_who_filled_it_are_no_difference(rubric: Rubric) -> None:
    reasons = (Reason(text="甲", count=2), Reason(text="乙"))
    one = at("ST-2.1", Entry(defects=3, reasons=reasons, note="村口", filled=True))
    other = at(
        "ST-2.1",
        Entry(defects=3, reasons=(reasons[1], Reason(text="甲"), Reason(text="甲")), later=True),
    )
    other[ST2] = replace(other[ST2], photos=(PHOTO,), confirmed=frozenset({StepId("look")}))
    assert list(differences(rubric, one, other)) == []


@pytest.mark.parametrize(
    ("code", "one", "other", "first", "second"),
    [
        ("ST-2.1", Entry(defects=3), Entry(defects=1), "3 处", "1 处"),
        ("ST-2.1", Entry(defects=3), None, "3 处", NOTHING),
        ("ST-2.1", Entry(defects=0), None, "无问题", NOTHING),
        ("ZB-1.6", Entry(defects=1, seen=4), Entry(defects=1), "抽 4 人", "没填全（不合格 1）"),
        ("ZB-1.6", Entry(seen=3), Entry(seen=4), "没填全（实看 3）", "没填全（实看 4）"),
        ("ZB-1.1", Entry(level="好"), Entry(level="差"), "无问题", "评为“差”"),
        ("ZB-1.4", Entry(met=True), Entry(met=False), "无问题", "不符合"),
        ("CY-3.1", Entry(measure=Decimal(12)), Entry(measure=Decimal(1)), "12", "为 1"),
        (
            "ST-2.1",
            Entry(defects=1, reasons=(Reason(text="甲"),)),
            Entry(defects=1, reasons=(Reason(text="乙"),)),
            "（甲）",
            "（乙）",
        ),
        ("ZB-1.1", Entry(reasons=(Reason(text="甲"),)), None, "没填全（甲）", NOTHING),
    ],
)
def test_a_difference_says_in_words_what_each_typed(
    rubric: Rubric, code: str, one: Entry, other: Entry | None, first: str, second: str
) -> None:
    there = at(code, other) if other is not None else {}
    (found,) = differences(rubric, at(code, one), there)
    assert (found.code, found.item, found.checkpoint) == (
        code,
        code.split(".", maxsplit=1)[0],
        code,
    )
    assert first in found.first
    assert second in found.second


def test_zero_cases_and_na_differ_at_the_item(rubric: Rubric) -> None:
    case = ZeroCase(condition=rubric.item(ST2).zero_if[0], basis="照片")
    (found,) = differences(rubric, {ST2: ItemEntry(zero=case)}, {})
    assert (found.code, found.checkpoint) == ("ST-2", None)
    assert "照片" in found.first
    assert "没有认定零分" in found.second
    rows = {ST2: ItemEntry(entries={POINT: Entry(defects=1)})}
    (found,) = differences(rubric, rows, {ST2: ItemEntry(na="没有")})
    assert found.checkpoint is None, "the rows under it count on one side only"
    assert "不适用：没有" in found.second


def test_differences_come_in_the_order_of_the_form(rubric: Rubric) -> None:
    first = {**at("ST-2.1", Entry(defects=1)), **at("ZB-1.2", Entry(defects=1))}
    assert [one.code for one in differences(rubric, first, {})] == ["ZB-1.2", "ST-2.1"]


def test_taking_one_place_leaves_the_rest_and_the_photos() -> None:
    mine = ItemEntry(
        entries={POINT: Entry(defects=3, note="村口"), CheckpointCode("ST-2.2"): Entry(defects=1)},
        photos=(PHOTO,),
    )
    other = ItemEntry(entries={POINT: Entry(defects=1)}, na="没有")
    got = taken(mine, other, POINT)
    assert got.entries[POINT] == Entry(defects=1, note="村口")
    assert got.entries[CheckpointCode("ST-2.2")].defects == 1
    assert (got.photos, got.na) == ((PHOTO,), "")
    assert taken(mine, replace(other, entries={POINT: Entry(note="桥头")}), POINT).entries[
        POINT
    ] == Entry(note="桥头")
    assert POINT not in taken(mine, ItemEntry(), POINT).entries
    assert taken(mine, other, None).na == "没有"
    assert taken(mine, other, None).entries == other.entries
    assert taken(mine, other, None).photos == mine.photos


def test_what_was_answered_is_counted(rubric: Rubric) -> None:
    assert compared(rubric, counted_form(rubric, {})) == 112
    assert compared(rubric, at("ST-2.1", Entry(note="只有备注"))) == 0


def test_the_digest_is_of_what_counts_and_of_nothing_else() -> None:
    one: Counted = at("ST-2.1", Entry(defects=1))
    same = {
        ST2: ItemEntry(
            entries={
                POINT: Entry(defects=1, note="村口", filled=True),
                CheckpointCode("ST-2.2"): Entry(note="没看"),
            },
            photos=(PHOTO,),
        ),
        ZB1: ItemEntry(),
    }
    assert counted_digest(one) == counted_digest(same)
    assert counted_digest(one) != counted_digest(at("ST-2.1", Entry(defects=2)))
    assert counted_digest(one) != counted_digest({ST2: replace(one[ST2], na="没有")})
    double = DoubleEntry(second="甲", compared=1, counted=counted_digest(one), settled=())
    assert double.holds(same)
    assert not double.holds({})


def test_a_record_says_the_same_read_back() -> None:
    settled = Settled(code="ST-2.1", choice=Choice.SECOND, by="田文博", first="甲", second="乙")
    double = DoubleEntry(
        second="侯䢺𬇙", compared=112, counted=counted_digest({}), settled=(settled,)
    )
    assert double_of(double_fields(double)) == double


@pytest.mark.parametrize(
    "change",
    [
        {"second": " "},
        {"second": 1},
        {"compared": -1},
        {"compared": "1"},
        {"counted": "abc"},
        {"counted": None},
        {"settled": [{"code": "ST-2.1"}]},
        {"settled": ["x"]},
        {"settled": [{"code": "a", "choice": "third", "person": "", "first": "", "second": ""}]},
    ],
)
def test_a_malformed_record_is_refused(change: dict[str, object]) -> None:
    fields = double_fields(
        DoubleEntry(second="甲", compared=0, counted=counted_digest({}), settled=())
    )
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong, and BadTree is one
        double_of({**fields, **change})  # type: ignore[dict-item]  # malformed on purpose
