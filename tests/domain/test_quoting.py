"""Quotes within quotes."""

from __future__ import annotations

from inspector.domain.quoting import quoted


def test_what_was_quoted_inside_gets_single_marks() -> None:
    assert quoted("村容村貌") == "“村容村貌”"
    assert quoted("“三零”创建与治安防控") == "“‘三零’创建与治安防控”"
