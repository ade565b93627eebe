"""A county for practice says so in its name, and so does whoever issues something in it."""

from __future__ import annotations

from inspector.domain.practice import is_practice_name, practice_name


def test_a_county_for_practice_is_known_by_its_name() -> None:
    assert practice_name("黍垣县") == "黍垣县（练习）"
    assert is_practice_name(practice_name("黍垣县"))
    assert is_practice_name(f"{practice_name('黍垣县')}考评办公室")
    assert not is_practice_name("黍垣县")
    assert not is_practice_name("")
