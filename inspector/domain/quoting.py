"""Quotation marks within quotation marks: “‘三零’创建”, as GB/T 15834—2011, 4.8.3.3 asks."""

from __future__ import annotations

_INNER = str.maketrans("“”", "‘’")


def quoted(text: str) -> str:
    """Return ``text`` in double marks, what was quoted inside it in single ones."""
    return f"“{text.translate(_INNER)}”"
