"""Forms to break: copies of the shipped ones in a folder of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from inspector.exchange.rubric_check import check_file
from inspector.exchange.rubric_problem import Problem
from inspector.platform.resources import form

SHIPPED = ("rural.yaml", "community.yaml", "negative-list.yaml", "policy.yaml", "questions.yaml")

Break = Callable[..., list[Problem]]


@pytest.fixture
def county_forms(tmp_path: Path) -> Path:
    """A folder with a copy of every shipped form."""
    folder = tmp_path / "forms"
    folder.mkdir()
    for name in SHIPPED:
        shutil.copy(form(name), folder / name)
    return folder


@pytest.fixture
def broken(county_forms: Path) -> Break:
    """Replace texts in one shipped form (old, new, old, new …) and return what is found.

    Every old text must stand there; its first occurrence is replaced. The line of a problem is
    given by the test as the line on which a text stands, see ``line_of``.
    """

    def replace(name: str, *changes: str) -> list[Problem]:
        path = county_forms / name
        text = path.read_text(encoding="utf-8")
        for old, new in zip(changes[::2], changes[1::2], strict=True):
            assert old in text, f"{name} no longer has {old!r}"
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
        return check_file(path)

    return replace


@pytest.fixture
def line_of(county_forms: Path) -> Callable[[str, str], int]:
    """Return the line, from 1, on which a text first stands in a form of the folder."""

    def find(name: str, text: str) -> int:
        before, found, _ = (county_forms / name).read_text(encoding="utf-8").partition(text)
        assert found, f"{name} has no {text!r}"
        return before.count("\n") + 1

    return find


@pytest.fixture
def county() -> Path:
    """The form of another county: 5 aspects, 17 items, 52 tasks, four steps of its own."""
    return Path(__file__).parent / "forms" / "county.yaml"
