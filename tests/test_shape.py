"""No module, class or function grows past what one reader can hold, and names say something."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import inspector

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LINES: dict[type[ast.AST], int] = {
    ast.Module: 500,
    ast.ClassDef: 300,
    ast.FunctionDef: 50,
    ast.AsyncFunctionDef: 50,
}
MAX_METHODS = 25

PACKAGE = Path(inspector.__file__).parent
BUILD = PACKAGE.parent / "build"
SOURCES = sorted([*PACKAGE.rglob("*.py"), *BUILD.glob("*.py")])

# Words that fit everything name nothing.
EMPTY_WORDS = {
    *("manager", "managers", "helper", "helpers", "util", "utils"),
    *("data", "handler", "handlers"),
}
# What Qt calls on a model; a data folder (数据文件夹) is the field's own term.
QT_NAMES = {"data", "setData", "headerData", "mimeData", "itemData", "dropMimeData"}


def lines(node: ast.AST) -> int:
    """Count the lines from the head of a definition, decorators apart, to its end."""
    body = getattr(node, "body", [])
    first = getattr(node, "lineno", 1)
    return (body[-1].end_lineno - first + 1) if body else 0


def too_big(source: str, name: str) -> list[str]:
    """Name every definition of a source text that is over its limit."""
    found = []
    for node in ast.walk(ast.parse(source)):
        limit = MAX_LINES.get(type(node))
        label = getattr(node, "name", name)
        if limit is not None and lines(node) > limit:
            found.append(f"{label} has {lines(node)} lines, at most {limit}")
        if isinstance(node, ast.ClassDef):
            methods = sum(isinstance(part, ast.FunctionDef) for part in node.body)
            if methods > MAX_METHODS:
                found.append(f"{label} has {methods} methods, at most {MAX_METHODS}")
    return found


def words(name: str) -> set[str]:
    """Split a name at underscores and capitals: ``SiteListReader`` → site, list, reader."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)
    return set(" ".join(parts).lower().replace("data folder", "folder").split())


def empty_names(source: str, module: str) -> list[str]:
    """Return the names of a module and its definitions that say nothing."""
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    names = [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]
    said = [name for name in (module, *names) if name not in QT_NAMES]
    return [name for name in said if words(name) & EMPTY_WORDS]


def everywhere(check: Callable[[str, str], list[str]]) -> dict[str, list[str]]:
    """Return what a check finds, by file, for all files in which it finds something."""
    found = {path: check(path.read_text("utf-8"), path.stem) for path in SOURCES}
    return {
        str(path.relative_to(PACKAGE.parent)): faults for path, faults in found.items() if faults
    }


def test_nothing_is_too_big() -> None:
    assert everywhere(too_big) == {}


def test_names_say_what_a_thing_is() -> None:
    assert everywhere(empty_names) == {}


def test_a_long_function_a_long_class_and_too_many_methods_are_seen() -> None:
    long_function = "async def wait():\n" + "    pass\n" * 50
    many = "class Wide:\n" + "".join(f"    def do_{n}(self): pass\n" for n in range(26))
    tall = "class Tall:\n" + "    x = 1\n" * 300
    assert [text.split(" has ")[0] for text in too_big(long_function, "m")] == ["wait"]
    assert too_big(many, "m") == ["Wide has 26 methods, at most 25"]
    assert too_big(tall, "m") == ["Tall has 301 lines, at most 300"]
    assert too_big("x = 1\n" * 501, "m.py") == ["m.py has 501 lines, at most 500"]


def test_empty_names_are_seen_and_fitting_ones_left_alone() -> None:
    source = "class SiteManager:\n    def read_data(self): pass\nclass Metadata: pass\n"
    assert empty_names(source, "site_helpers") == ["site_helpers", "SiteManager", "read_data"]
    assert empty_names("class NotADataFolder: pass\ndef headerData(): pass\n", "folder") == []
