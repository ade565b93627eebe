"""The table says what was tried; nothing is rounded to a good end."""

from __future__ import annotations

from rig_table import PROPERTY, Table, ran, tried


def test_what_tests_note_becomes_one_line_a_rig() -> None:
    table = Table()
    table.add([(PROPERTY, ran("F3", runs=1600, lost=0)), ("other", 1)], 20.4)
    table.add([[PROPERTY, ran("F3", runs=400, lost=2)]], 10)
    table.add([(PROPERTY, tried("F3", "normal", found=7))], 1)
    table.add([(PROPERTY, tried("F3", "no_fsync", found=0))], 1)
    table.add([(PROPERTY, ran("F1", runs=24, lost=0)), (PROPERTY, tried("F1", "a", found=1))], 5)
    table.add([("other", 1)], 99)
    assert [row[:1] + row[2:] for row in table.rows()] == [
        ("F1", "24", "0", "1/1", "5"),
        ("F3", "2,000", "2", "1/2", "32"),
    ]
    assert "| F3 | 断电后磁盘可能留下的各种状态 | 2,000 | 2 | 1/2 | 32 |\n" in table.markdown()
    first, *rest = table.text().splitlines()
    assert first.startswith("编号  试什么")
    assert [line.split()[0] for line in rest] == ["F1", "F3"]
