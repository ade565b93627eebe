"""What a run reached of a package, beside what coverage.py says of the same run."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

import watching

BUILD = Path(watching.__file__).parent

SAMPLE = '''\
"""Each kind of statement, some of it reached."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Protocol, overload

if TYPE_CHECKING:
    from collections.abc import Iterable


class Colour(Enum):
    """Two of them."""

    RED = 1
    BLUE = 2


class Shape(Protocol):
    def area(self) -> float:
        """Say how large it is."""
        ...


@overload
def double(value: int) -> int: ...
@overload
def double(value: str) -> str: ...
def double(value: int | str) -> int | str:
    return value * 2


def first(found: Iterable[int]) -> int:
    """Return the first above 3."""
    for one in found:
        if one > 3:
            return one
    else:
        below = -1
    return below


def count(until: int) -> int:
    n = 0
    while n < until:
        n += 1
        if n == 100:
            break
    while True:
        n -= 1
        if n < 0:
            return (
                n +
                1
            )


def named(colour: object) -> str:
    match colour:
        case Colour.RED:
            return "red"
        case Colour.BLUE:
            return "blue"
    return "?"


def careful(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        return 0
    else:
        number += 1
    finally:
        del text
    if number < 0:
        number = 0
    elif number > 9:
        number = 9
    else:
        raise AssertionError(number)
    global last
    last = number
    return number


def never() -> None:
    with open("nothing") as nothing:
        print(nothing)


double(2), first([1, 2, 4]), count(3), named(Colour.RED), careful("x"), careful("12")
'''


@pytest.fixture
def package(tmp_path: Path) -> Path:
    made = tmp_path / "pack"
    made.mkdir()
    (made / "__init__.py").write_text("", "utf-8")
    (made / "sample.py").write_text(SAMPLE, "utf-8")
    return made


def ran(package: Path, program: str) -> str:
    """Run a program that watches ``pack``, in a process of its own; its words are returned."""
    begin = f"""
        import sys
        from pathlib import Path
        sys.path[:0] = {[str(BUILD), str(package.parent)]!r}
        import watching
        watch = watching.Watch(Path("pack"))
    """
    end = "watch.write(Path('reached'))"
    whole = f"{dedent(begin)}\n{dedent(program)}\n{end}"
    done = subprocess.run(
        [sys.executable, "-c", whole],
        cwd=package.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def measured(package: Path, name: str = "sample") -> dict[str, object]:
    files = watching.report(package, package.parent / "reached")["files"]
    assert isinstance(files, dict)
    found: dict[str, object] = files[f"pack/{name}.py"]
    return found


def line(text: str) -> int:
    (found,) = (n for n, one in enumerate(SAMPLE.splitlines(), 1) if one.strip() == text)
    return found


def test_what_was_not_reached_is_named_by_line_and_way(package: Path) -> None:
    ran(package, "import pack.sample")
    found = measured(package)
    assert found["missing_lines"] == [
        line("below = -1"),
        line("return below"),
        line("break"),
        line('return "blue"'),
        line('return "?"'),
        line("number = 0"),
        line('with open("nothing") as nothing:'),
        line("print(nothing)"),
    ]
    match = line("match colour:")
    assert found["missing_branches"] == [
        [line("for one in found:"), watching.PASSED],
        [line("if n == 100:"), watching.TAKEN],
        [match, watching.PASSED],
        [match, line("case Colour.BLUE:")],
        [line("if number < 0:"), watching.TAKEN],
    ]


def test_the_lines_are_those_of_coverage_py(package: Path) -> None:
    # coverage.py also counts a line that only leads to others: decorators, from __future__,
    # except and case.
    leading = ("@overload", "from __future__", "except ", "case ")
    ran(package, "import pack.sample")
    tool = [sys.executable, "-m", "coverage"]
    (package.parent / "setup.cfg").write_text(
        "[coverage:report]\nexclude_also =\n    @overload\n    raise AssertionError\n", "utf-8"
    )
    watch = ["run", "--branch", "--include=pack/*", "-m", "pack.sample"]
    for command in (watch, ["json", "-q", "-o", "told.json"]):
        subprocess.run([*tool, *command], cwd=package.parent, check=True, capture_output=True)
    told = json.loads((package.parent / "told.json").read_text("utf-8"))["files"]
    source = SAMPLE.splitlines()
    (theirs,) = (of for path, of in told.items() if path.endswith("sample.py"))

    def plain(lines: list[int]) -> list[int]:
        return [n for n in lines if not source[n - 1].strip().startswith(leading)]

    found = measured(package)
    places = {one.line for one in watching.marked(SAMPLE.encode()).places if one.way is None}
    assert found["missing_lines"] == plain(theirs["missing_lines"])
    assert sorted(places) == plain(sorted(theirs["missing_lines"] + theirs["executed_lines"]))


def test_what_several_processes_reached_is_added_up(package: Path) -> None:
    ran(package, "import pack.sample")
    ran(package, "from pack.sample import *; named(Colour.BLUE); named(3); first([])")
    found = measured(package)
    assert found["missing_lines"] == [
        line("break"),
        line("number = 0"),
        line('with open("nothing") as nothing:'),
        line("print(nothing)"),
    ]
    assert found["summary"] == {
        "num_statements": 46,
        "covered_lines": 42,
        "missing_lines": 4,
        "num_branches": 16,
        "covered_branches": 14,
        "missing_branches": 2,
    }


def test_a_module_that_nobody_imported_was_reached_nowhere(package: Path) -> None:
    (package / "alone.py").write_text("A = 1\nB = 2\n", "utf-8")
    ran(package, "import pack.sample")
    assert measured(package, "alone")["missing_lines"] == [1, 2]
    assert measured(package, "__init__")["missing_lines"] == []


def test_a_module_read_by_its_path_is_seen_too(package: Path) -> None:
    ran(
        package,
        """
        import importlib.util
        spec = importlib.util.spec_from_file_location("otherwise", "pack/sample.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        """,
    )
    assert line("below = -1") in measured(package)["missing_lines"]  # type: ignore[operator]  # a list


def test_a_watched_module_keeps_its_names_its_lines_and_its_words(package: Path) -> None:
    said = ran(
        package,
        """
        import traceback
        from pack import sample
        print(sample.__doc__, sample.first.__doc__, "__reached__" in vars(sample))
        try:
            sample.never()
        except FileNotFoundError as error:
            print(traceback.extract_tb(error.__traceback__)[-1].lineno)
        """,
    )
    assert said.splitlines() == [
        "Each kind of statement, some of it reached. Return the first above 3. False",
        str(line('with open("nothing") as nothing:')),
    ]


def test_what_is_not_of_the_package_stays_without_marks(package: Path) -> None:
    (package.parent / "beside.py").write_text("A = 1\n", "utf-8")
    ran(package, "import beside")
    (written,) = (package.parent / "reached").glob("*.json")
    assert json.loads(written.read_text("utf-8")) == {}


def test_marks_are_numbered_on_from_the_modules_before() -> None:
    module = watching.marked(b"a = 1\nb = 2\n", 40)
    assert ast.unparse(module.tree).splitlines()[0::2] == [
        "__reached__[40] = 1",
        "__reached__[41] = 1",
    ]
