"""练习: a county that says so in its name, and with it everything that comes from its folders.

The name stands in the signed dispatch and in every document's facts, so that no setting and no
new document can leave the mark out.
"""

from __future__ import annotations

PRACTICE = "练习"
_END = f"（{PRACTICE}）"


def practice_name(county: str) -> str:
    """Return the name of a county for practice."""
    return f"{county}{_END}"


def is_practice_name(name: str) -> bool:
    """Tell whether a name says that its county is one for practice: an office's holds it too."""
    return _END in name
