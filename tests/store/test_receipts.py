"""Receipts, packages set apart, and photos from elsewhere come out as they went in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Protocol

import pytest
from sqlalchemy.exc import IntegrityError

from inspector.domain.ids import Digest, TeamId
from inspector.store.apart import Decision, SetApart
from inspector.store.carried import Carried, CheckState, PhotoCheck, Purged
from inspector.store.receipts import ReceiptLine
from inspector.store.schema import ReceiptRow
from inspector.store.store import Store

T07, T08 = TeamId("T07"), TeamId("T08")
ONE, TWO, THREE = (Digest(two * 32) for two in ("aa", "bb", "cc"))


class County(Protocol):
    """See conftest."""

    noon: datetime


def test_the_receipt_with_the_highest_number_holds(empty: Store, county: County) -> None:
    first = ReceiptLine(id="r1", team=T07, number=1, at=county.noon, text="{}")
    other = replace(first, id="r2", team=T08, number=2)
    late = replace(first, id="r3", number=3)
    with empty.unit() as unit:
        assert unit.receipts.last_number() == 0
        assert [unit.receipts.add(one) for one in (late, first, other, first)] == [
            True,
            True,
            True,
            False,
        ]
        unit.commit()
    with empty.reading() as reading:
        assert reading.receipts.of_team(T07) == (first, late)
        assert reading.receipts.latest(T07) == late
        assert reading.receipts.latest(TeamId("T09")) is None
        assert reading.receipts.last_number() == 3


def test_a_receipt_is_kept_for_ever(empty: Store, county: County) -> None:
    with empty.unit() as unit:
        unit.receipts.add(ReceiptLine(id="r", team=T07, number=1, at=county.noon, text="{}"))
        unit.commit()
    with empty.unit() as unit, pytest.raises(IntegrityError, match="kept for ever"):
        unit.receipts._rows.write(ReceiptRow.__table__.delete())


def test_a_package_set_apart_is_decided_once(empty: Store, county: County) -> None:
    package = SetApart(
        id="p1",
        code="P109",
        reason="这台笔记本已停用",
        name="回传.wxp",
        file="p1.wxp",
        team=T07,
        key="ab" * 16,
        stream="s1",
        seq=4,
        size=2_000,
        at=county.noon,
    )
    other = replace(package, id="p2", seq=5)
    with empty.unit() as unit:
        assert unit.apart.add(package)
        assert unit.apart.add(other)
        assert not unit.apart.add(replace(package, name="回传(1).wxp"))
        admit = unit.apart.decide("p1", Decision.ADMITTED, by="王", why="核实", at=county.noon)
        again = unit.apart.decide("p1", Decision.DISMISSED, by="李", why="", at=county.noon)
        unit.commit()
    assert (admit, again) == (True, False)
    with empty.reading() as reading:
        decided = reading.apart.one("p1")
        assert decided == replace(
            package,
            decision=Decision.ADMITTED,
            by="王",
            why="核实",
            decided_at=county.noon.isoformat(),
        )
        assert reading.apart.all() == (decided, other)
        assert reading.apart.all(Decision.OPEN) == (other,)
        assert reading.apart.one("p3") is None


def test_photos_from_elsewhere_are_unchecked_until_somebody_looked(
    empty: Store, county: County
) -> None:
    photos = [
        Carried(digest=digest, package="p1", media="image/jpeg", size=9)
        for digest in (ONE, TWO, THREE)
    ]
    sound = PhotoCheck(digest=ONE, state=CheckState.SOUND, reason="", at=county.noon)
    bad = PhotoCheck(digest=TWO, state=CheckState.REFUSED, reason="截断", at=county.noon)
    with empty.unit() as unit:
        unit.carried.add(photos)
        unit.carried.add([replace(photos[0], package="p2")])
        unit.checks.put([replace(sound, state=CheckState.REFUSED), bad])
        unit.checks.put([sound])
        unit.commit()
    with empty.reading() as reading:
        assert reading.carried.digests() == {ONE, TWO, THREE}
        assert reading.carried.count_unnamed() == 3
        assert reading.checks.waiting(named=True) == (THREE,)
        assert reading.carried.count_unchecked() == 1
        assert reading.checks.one(ONE) == sound
        assert reading.checks.one(THREE) is None
        assert reading.checks.refused() == (bad,)


def test_a_photo_is_given_up_once(empty: Store, county: County) -> None:
    with empty.unit() as unit:
        unit.purged.add([Purged(digest=ONE, receipt="r1", at=county.noon)])
        unit.purged.add([Purged(digest=ONE, receipt="r2", at=county.noon)])
        unit.commit()
    with empty.reading() as reading:
        assert reading.purged.digests() == {ONE}


def test_photos_found_damaged_are_noted_until_they_are_whole(empty: Store, county: County) -> None:
    later = county.noon.replace(hour=20)
    with empty.unit() as unit:
        unit.rotten.add({ONE, TWO}, county.noon)
        unit.rotten.add([TWO, THREE], later)
        unit.rotten.add([], later)
        unit.rotten.remove({ONE})
        unit.rotten.remove([ONE])
        unit.commit()
    with empty.reading() as reading:
        assert reading.rotten.digests() == {TWO, THREE}
