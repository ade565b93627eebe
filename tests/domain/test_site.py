"""What lists call townships."""

from __future__ import annotations

from inspector.domain.ids import TownshipCode
from inspector.domain.site import Township, township_names


def test_namesakes_are_told_apart_by_their_codes() -> None:
    codes = [TownshipCode(f"419924{part}000") for part in ("001", "100", "101")]
    names = ("丰禾街道", "古塬镇", "古塬镇")
    townships = [Township(code=code, name=name) for code, name in zip(codes, names, strict=True)]
    assert township_names(townships) == {
        codes[0]: "丰禾街道",
        codes[1]: "古塬镇（100）",
        codes[2]: "古塬镇（101）",
    }
