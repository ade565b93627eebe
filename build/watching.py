"""Which lines and branches of the package a run reached, at a cost every run can bear.

A tracer is called at each step of all Python there is, pytest and libraries included, and takes
twice the time on Python 3.11. Here the package's own modules are compiled with a mark at each
statement instead: ``reached[n] = 1`` on a list among the builtins, four quick instructions. The
file on disk stays as it is, and so do line numbers.

Counted like coverage.py: the first line of each statement, and both ways of each ``if``, ``for``
and ``while``; of ``match`` each case, and no case. Not counted: docstrings, a bare ``...``,
``if TYPE_CHECKING:``, ``@overload`` and ``raise AssertionError``. What a child process runs is
not seen.

Standard library only.
"""

from __future__ import annotations

import ast
import builtins
import json
import os
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType

REACHED = "__reached__"  # among the builtins: no module gets a name it did not write
BODIES = ("body", "orelse", "finalbody")
TAKEN, PASSED = 1, 0


class Place(NamedTuple):
    """What one mark stands for: a statement's line, or one way out of a branching line."""

    line: int
    way: int | None = None  # a branch: TAKEN, PASSED, or the line of a case


@dataclass(frozen=True)
class Marked:
    """A module with marks, and what its marks stand for, in order."""

    tree: ast.Module
    places: tuple[Place, ...]


def marked(source: bytes, first: int = 0) -> Marked:
    """Return a module with a mark at each place; the marks are numbered from ``first``."""
    marker = _Marker(first)
    tree = ast.parse(source)
    marker.visit(tree)
    return Marked(ast.fix_missing_locations(tree), tuple(marker.places))


class Watch:
    """What of one package was reached in this process.

    From now on its modules are compiled with marks when they are imported, however they are
    found; those imported before are not seen.
    """

    def __init__(self, package: Path) -> None:
        self._package = package.resolve()
        self._reached: list[int] = []
        self._places: dict[str, tuple[int, tuple[Place, ...]]] = {}
        setattr(builtins, REACHED, self._reached)
        unmarked = SourceFileLoader.get_code

        def get_code(loader: SourceFileLoader, fullname: str) -> CodeType | None:
            path = Path(loader.get_filename(fullname)).resolve()
            return self._code(path) if self._holds(path) else unmarked(loader, fullname)

        setattr(SourceFileLoader, "get_code", get_code)  # noqa: B010 - mypy: a method stays as it is

    def _holds(self, path: Path) -> bool:
        return path.is_relative_to(self._package)

    def _code(self, path: Path) -> CodeType:
        first = len(self._reached)
        module = marked(path.read_bytes(), first)
        self._reached.extend([0] * len(module.places))
        self._places[str(path)] = first, module.places
        return compile(module.tree, str(path), "exec", dont_inherit=True)

    def write(self, folder: Path) -> None:
        """Write what was reached into a file of its own, named for this process."""
        found = {
            path: [place for n, place in enumerate(places, first) if self._reached[n]]
            for path, (first, places) in self._places.items()
        }
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{os.getpid()}.json").write_text(json.dumps(found), "utf-8")


def report(package: Path, folder: Path) -> dict[str, object]:
    """Add up what all processes wrote; a module none of them imported was reached nowhere.

    The form is that of coverage.py's JSON report.
    """
    reached: dict[str, set[Place]] = {}
    for part in sorted(folder.glob("*.json")):
        for path, places in json.loads(part.read_text("utf-8")).items():
            reached.setdefault(path, set()).update(Place(*place) for place in places)
    root = package.resolve()
    modules = {path: marked(path.read_bytes()).places for path in sorted(root.rglob("*.py"))}
    return {
        "files": {
            path.relative_to(root.parent).as_posix(): _summed(
                set(places), reached.get(str(path), set())
            )
            for path, places in modules.items()
        }
    }


def _summed(places: set[Place], reached: set[Place]) -> dict[str, object]:
    lines = {place for place in places if place.way is None}
    branches = places - lines
    missed = places - reached
    summary = {
        "num_statements": len(lines),
        "covered_lines": len(lines - missed),
        "missing_lines": len(lines & missed),
        "num_branches": len(branches),
        "covered_branches": len(branches - missed),
        "missing_branches": len(branches & missed),
    }
    return {
        "summary": summary,
        "missing_lines": sorted(place.line for place in lines & missed),
        "missing_branches": sorted([place.line, place.way] for place in branches & missed),
    }


class _Marker(ast.NodeTransformer):
    """Puts a mark before each statement and at the start of each way of a branch."""

    def __init__(self, first: int) -> None:
        self._first = first
        self.places: list[Place] = []

    def generic_visit(self, node: ast.AST) -> ast.AST:
        for name in BODIES:
            if isinstance(body := getattr(node, name, None), list):
                setattr(node, name, self._marked(body))
        for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
            part.body = self._marked(part.body)
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        return node if _only_for_types(node) else self._two_ways(node)

    def visit_For(self, node: ast.For) -> ast.AST:
        return self._two_ways(node)

    def visit_While(self, node: ast.While) -> ast.AST:
        endless = isinstance(node.test, ast.Constant)
        return self.generic_visit(node) if endless else self._two_ways(node)

    def visit_Match(self, node: ast.Match) -> ast.AST:
        whole = _takes_everything(node.cases[-1])
        ways = [(case, case.pattern.lineno) for case in node.cases]
        if not whole:
            other = ast.match_case(ast.MatchAs(), body=[])
            ways.append((other, PASSED))
        for case, way in ways:
            case.body = [*self._way(node, way, case.body), *self._marked(case.body)]
        node.cases = [case for case, _ in ways]
        return node

    def _two_ways(self, node: ast.If | ast.For | ast.While) -> ast.AST:
        taken, passed = self._way(node, TAKEN, node.body), self._way(node, PASSED, node.orelse)
        self.generic_visit(node)
        node.body[:0], node.orelse[:0] = taken, passed
        return node

    def _way(self, node: ast.stmt, way: int, body: list[ast.stmt]) -> list[ast.stmt]:
        """Return the mark of one way; none for a way that is not counted."""
        if body and _uncounted(body[0]):
            return []
        return [self._mark(Place(node.lineno, way), node)]

    def _marked(self, body: list[ast.stmt]) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        for statement in body:
            if not _uncounted(statement):
                found.append(self._mark(Place(statement.lineno), statement))
            found.append(self.visit(statement))
        return found

    def _mark(self, place: Place, at: ast.stmt) -> ast.stmt:
        number = self._first + len(self.places)
        self.places.append(place)
        mark = ast.parse(f"{REACHED}[{number}] = 1").body[0]
        for node in ast.walk(mark):
            ast.copy_location(node, at)
        return mark


def _uncounted(node: ast.stmt) -> bool:
    """Say whether a statement does nothing, or is there for the type checker alone."""
    match node:
        case ast.Global() | ast.Nonlocal() | ast.ImportFrom(module="__future__"):
            return True
        case ast.Expr(value=ast.Constant()):  # a docstring, or ...
            return True
        case ast.If():
            return _only_for_types(node)
        case ast.FunctionDef(decorator_list=decorators):
            return "overload" in _names(decorators)
        case ast.Raise(exc=ast.expr() as error):
            return "AssertionError" in _names([error])
        case _:
            return False


def _names(nodes: Iterable[ast.expr]) -> set[str]:
    plain = (node.func if isinstance(node, ast.Call) else node for node in nodes)
    return {node.id for node in plain if isinstance(node, ast.Name)}


def _only_for_types(node: ast.If) -> bool:
    return "TYPE_CHECKING" in _names([node.test])


def _takes_everything(case: ast.match_case) -> bool:
    pattern = case.pattern
    return case.guard is None and isinstance(pattern, ast.MatchAs) and pattern.pattern is None
