"""What the import contracts and linters do not see: folders, weight of an import, true papers."""

from __future__ import annotations

import json
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections import Counter
from importlib.metadata import requires
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import inspector
from inspector.domain.errors import InspectorError

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
HEAVY = {"PySide6", "sqlalchemy", "sqlcipher3", "alembic", "segno", "PIL", "cryptography"}


def tops_loaded_by(*modules: str) -> set[str]:
    """Return the top-level packages that a fresh Python has loaded after some imports."""
    code = f"import {', '.join(modules)}, json, sys; print(json.dumps(list(sys.modules)))"
    command = [
        sys.executable,
        "-S",
        "-c",
        code,
    ]  # -S: what an installed package preloads is not ours
    loaded = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    return {name.partition(".")[0] for name in json.loads(loaded)}


def domain_modules() -> list[str]:
    folder = ROOT / "inspector" / "domain"
    return [f"inspector.domain.{path.stem}" for path in folder.glob("[!_]*.py")]


def needed(lines: Iterable[str], seen: set[str]) -> set[str]:
    """Return the distributions that requirements ask for on this system, with all they need."""
    for line in lines:
        one = Requirement(line)
        if one.marker is not None and not one.marker.evaluate({"extra": ""}):
            continue
        name = canonicalize_name(one.name)
        if name not in seen:
            seen.add(name)
            needed(requires(one.name) or (), seen)
    return seen


def errors_of(base: type[InspectorError]) -> list[type[InspectorError]]:
    """Return all kinds of an error, the kinds of its kinds too."""
    return [kind for each in base.__subclasses__() for kind in (each, *errors_of(each))]


@pytest.fixture(scope="module")
def user_errors() -> list[type[InspectorError]]:
    """Every error of the program that a user can solve and that has a code of its own."""
    for module in pkgutil.walk_packages(inspector.__path__, "inspector."):
        if "migrations" not in module.name and module.name != "inspector.__main__":
            pkgutil.resolve_name(module.name)
    ours = [kind for kind in errors_of(InspectorError) if kind.__module__.startswith("inspector.")]
    return [kind for kind in ours if "code" in vars(kind)]


def test_every_error_has_a_code_of_its_own(user_errors: list[type[InspectorError]]) -> None:
    codes = Counter(kind.code for kind in user_errors)
    assert [code for code, times in codes.items() if times > 1] == []
    assert [code for code in codes if not re.fullmatch(r"[A-Z][0-9]{3}", code)] == []


def test_every_error_says_what_happened_and_what_to_do(
    user_errors: list[type[InspectorError]],
) -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]|\{\w+\}")  # a fact may be the sentence
    mute = [
        kind.__name__
        for kind in user_errors
        if not (chinese.search(kind.what) and chinese.search(kind.next_step))
    ]
    assert mute == []


def test_no_text_shouts_or_bows() -> None:
    texts = {path: path.read_text("utf-8") for path in (ROOT / "inspector").rglob("*.py")}
    assert [
        str(path) for path, text in texts.items() if re.search("您|[\u4e00-\u9fff]！", text)
    ] == []


def test_the_rules_load_nothing_but_the_standard_library() -> None:
    assert tops_loaded_by(*domain_modules()) <= {*sys.stdlib_module_names, "inspector", "__main__"}


def test_the_program_starts_without_loading_anything_heavy() -> None:
    assert not tops_loaded_by("inspector.__main__") & HEAVY


def test_every_layer_is_placed_and_no_other_top_level_module_exists() -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    layers = next(each for each in contracts if each["name"] == "layers")
    placed = {name for line in layers["layers"] for name in line.split(" | ")}
    folder = ROOT / "inspector"
    there = {path.stem for path in folder.glob("*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
    assert layers["exhaustive"] is True
    assert there - {"__init__"} == placed


@pytest.mark.parametrize(
    "wall",
    [
        "only ui speaks Qt",
        "only store speaks SQL",
        "only sheets draws codes",
        "only media opens pictures",
        "only exchange reads foreign files",
        "only exchange and sheets write workbooks",
        "only exchange and platform hold keys",
        "only platform asks the system's keyring",
        "the domain is plain Python",
        "pages do not know each other",
        "no package has a circle",
    ],
)
def test_the_walls_between_layers_stand(wall: str) -> None:
    assert wall in {each["name"] for each in PROJECT["tool"]["importlinter"]["contracts"]}


def test_tests_stand_in_the_folder_of_their_layer() -> None:
    layers = {path.parent.name for path in (ROOT / "inspector").glob("*/__init__.py")}
    others = {"flow", "faults", "bench", "golden", "long", "shared"}
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert folders - {"__pycache__"} <= layers | others


def test_third_party_lists_every_package_that_the_program_needs() -> None:
    listed = canonicalize_name((ROOT / "THIRD_PARTY.md").read_text("utf-8"))
    extras = PROJECT["project"]["optional-dependencies"].values()
    names = needed(
        [*PROJECT["project"]["dependencies"], *(one for each in extras for one in each)], set()
    )
    assert {"pyside6-essentials", "shiboken6", "rpds-py"} <= names
    assert [name for name in names if name not in listed] == []


def test_fonts_and_icons_carry_their_licence() -> None:
    assert "SIL Open Font License" in (ROOT / "resources/fonts/OFL.txt").read_text("utf-8")
    assert "MIT License" in (ROOT / "resources/icons/LICENSE").read_text("utf-8")
