"""Check a form before it is used."""

from __future__ import annotations

from pathlib import Path

from inspector.exchange.rubric_check import check_file
from inspector.exchange.rubric_problem import Problem


def check_form(path: Path) -> list[Problem]:
    """Return every problem of a rubric, policy, negative list or question bank, by line.

    Raises:
        FileUnreadable: The file cannot be read.
    """
    return check_file(path)
