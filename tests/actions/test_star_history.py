"""Levels of earlier years: added up over lists, kept at the office, refused whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from played_county import County, at_office

from inspector.actions.star_history import HISTORY, BroughtIn, brought_in, import_history
from inspector.exchange.list_table import ListFaulty

HEAD, TAIL = "419901100201", "419901100202"


def listed(folder: Path, *rows: str) -> Path:
    path = folder / "历年.csv"
    path.write_text("\n".join(("站点代码,年度,星级", *rows)), "utf-8")
    return path


def test_a_second_list_adds_to_the_first_and_replaces_what_it_says_again(
    county: County, tmp_path: Path
) -> None:
    with at_office(county.office) as desk:
        with desk.store.reading() as reading:
            assert brought_in(reading) == {}
        first = import_history(desk, listed(tmp_path, f"{HEAD},2024,5", f"{TAIL},2024,未获星"))
        again = import_history(desk, listed(tmp_path, f"{HEAD},2024,4星", f"{HEAD},2025,三星"))
        with desk.store.reading() as reading:
            assert brought_in(reading) == {2024: {HEAD: 4, TAIL: 0}, 2025: {HEAD: 3}}
            assert len(reading.documents.all(HISTORY)) == 2, "what was brought in first stays"
            told = {one.subject for one in reading.events.of_kind("history")}
            assert told == {"2024", "2024、2025"}
    assert first == BroughtIn(years=((2024, 2),), changed=0)
    assert again == BroughtIn(years=((2024, 1), (2025, 1)), changed=1)


def test_a_faulty_list_changes_nothing(county: County, tmp_path: Path) -> None:
    with at_office(county.office) as desk:
        path = listed(tmp_path, f"{HEAD},2024,5", f"{HEAD},2024,6")
        with pytest.raises(ListFaulty, match="有 2 处问题"):
            import_history(desk, path)
        with desk.store.reading() as reading:
            assert brought_in(reading) == {}
            assert reading.events.of_kind("history") == ()
