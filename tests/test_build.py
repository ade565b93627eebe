"""The two commands: tracked, standard library only, and clear about what they refuse."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NoReturn
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import console
import floors
import gates
import python_floor
import set_up
import starting
import system_packages

ROOT = Path(__file__).resolve().parent.parent
RECIPES = sorted((ROOT / "build").glob("*.py"))
SCRIPTS = ["run.py", "test.py"]


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Ask git about this checkout, whoever owns the folder."""
    command = ["git", "-c", "safe.directory=*", "-c", "core.quotepath=off", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def tracked() -> list[str]:
    """Return what git tracks; a copy without git has everything, so its files count."""
    if not (ROOT / ".git").exists():
        return [str(path.relative_to(ROOT)) for path in RECIPES]
    return git("ls-files").stdout.splitlines()


def imported(source: str) -> set[str]:
    """Return the top-level names that a source text imports, wherever it does."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


# ── the folder ──────────────────────────────────────────────────────────────────────────────


def test_build_is_tracked_and_never_ignored() -> None:
    names = tracked()
    assert {f"build/{script}" for script in SCRIPTS} <= set(names)
    assert {f"build/{path.name}" for path in RECIPES} <= set(names)
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert not {"build", "build/", "/build", "/build/", "build/*"} & set(ignored)
    assert not list((ROOT / "build").rglob("__init__.py"))


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda path: path.name)
def test_set_up_needs_only_the_standard_library(recipe: Path) -> None:
    ours = {path.stem for path in RECIPES}
    assert imported(recipe.read_text("utf-8")) <= {*sys.stdlib_module_names, *ours}


def test_no_recipe_hides_a_module_of_the_standard_library() -> None:
    # `test` is Python's own test suite, which nothing here imports.
    assert {path.stem for path in RECIPES} & set(sys.stdlib_module_names) <= {"test"}


def test_continuous_integration_runs_the_same_command() -> None:
    assert "exec python3 build/test.py" in (ROOT / ".ci/run").read_text("utf-8")


# ── Python and Qt ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 9, 2), (3, 10, 14)])
def test_an_old_python_is_refused_in_chinese_and_english(version: tuple[int, ...]) -> None:
    text = python_floor.refusal(version)
    assert text is not None
    chinese, english = text.splitlines()
    assert "需要 Python 3.11" in chinese
    assert "Python 3.11 or newer is needed" in english
    assert f"{version[0]}.{version[1]}" in chinese


@pytest.mark.parametrize("version", [(3, 11), (3, 11, 2), (3, 13, 1), (4, 0)])
def test_a_new_python_is_accepted(version: tuple[int, ...]) -> None:
    assert python_floor.refusal(version) is None


@pytest.mark.parametrize("script", [*SCRIPTS, "python_floor.py"])
def test_what_refuses_an_old_python_can_be_read_by_it(script: str) -> None:
    source = (ROOT / "build" / script).read_text("utf-8")
    ast.parse(source, feature_version=(3, 7))
    assert "__future__" not in source  # 3.6 does not know annotations from there


@pytest.mark.parametrize("script", SCRIPTS)
def test_python_is_checked_before_anything_else_is_loaded(script: str) -> None:
    body = ast.parse((ROOT / "build" / script).read_text("utf-8")).body
    check = next(n for n, each in enumerate(body) if isinstance(each, ast.Expr) and n > 0)
    before = [ast.unparse(each) for each in body[1:check]]
    assert before == ["import sys", "from python_floor import refuse_old_python"]


def test_an_old_system_library_is_refused_by_name() -> None:
    with pytest.raises(console.SetUpFailed, match=r"glibc 2\.28 .* 2\.34"):
        set_up.refuse_old_glibc("x86_64", ("glibc", "2.28"))
    for machine, libc in [
        ("x86_64", ("glibc", "2.36")),
        ("x86_64", ("", "")),
        ("riscv64", ("glibc", "2.10")),
        ("AMD64", ("", "")),
    ]:
        set_up.refuse_old_glibc(machine, libc)


# ── the lock ────────────────────────────────────────────────────────────────────────────────


def locked() -> dict[str, str]:
    """Return each locked package with its block of the lock file."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    blocks = re.split(r"(?m)^(?=[a-z0-9])", text)[1:]
    return {block.partition("==")[0]: block for block in blocks}


def test_every_locked_package_has_a_version_and_hashes() -> None:
    for name, block in locked().items():
        assert re.match(r"^[a-z0-9-]+==[0-9]", block), name
        assert "--hash=sha256:" in block, name


def test_the_lock_names_no_place() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert not re.search(r"http|//|file:|index|find-links|trusted-host", text)


def test_the_lock_holds_every_declared_package() -> None:
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = tables["dependency-groups"]
    extras = tables["project"]["optional-dependencies"]
    declared = [*tables["project"]["dependencies"], *groups["dev"], *groups["build"]]
    declared += [line for extra in extras.values() for line in extra]
    names = {re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0].lower() for line in declared}
    assert {name.replace("_", "-") for name in names} <= set(locked())


# ── system packages ─────────────────────────────────────────────────────────────────────────

LISTING = (
    "installed\tlibegl1\t\n"
    "config-files\txvfb\t\n"
    "installed\tlibglib2.0-0t64\tlibglib2.0-0 (= 2.80.0-6ubuntu3)\n"
    "not-installed\topenbox\tx-window-manager\n"
    "installed\tmail\tmail-transport-agent, other (= 1)\n"
)


def test_packages_that_are_installed_or_provided_are_not_asked_for() -> None:
    wanted = ("libegl1", "libglib2.0-0", "xvfb", "openbox", "git")
    assert system_packages.missing(wanted, LISTING) == ("xvfb", "openbox", "git")
    assert "other" in system_packages.installed(LISTING)


@given(st.text(max_size=80))
def test_any_listing_can_be_read(listing: str) -> None:
    assert system_packages.missing(("git",), listing) in {(), ("git",)}


def test_a_python_without_venv_asks_for_its_own_package() -> None:
    assert system_packages.venv_package((3, 11), has_venv=False) == ("python3.11-venv",)
    assert system_packages.venv_package((3, 11), has_venv=True) == ()


def test_who_may_not_install_is_told_the_one_line_to_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(system_packages, "is_debian", lambda: True)
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda *_a, **_k: subprocess.CompletedProcess([], 0, LISTING, ""),
    )
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(console.SetUpFailed) as refused:
        system_packages.ensure(("libegl1", "xvfb"))
    line = refused.value.next_step.splitlines()[-1]
    assert line.startswith("sudo apt-get update && sudo apt-get install")
    assert line.endswith("--no-install-recommends xvfb")


def test_a_list_that_is_too_old_is_renewed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def apt(verb: str, *_rest: str) -> subprocess.CompletedProcess[str]:
        asked.append(verb)
        return subprocess.CompletedProcess([], 0 if "update" in asked else 100, "", "")

    monkeypatch.setattr(system_packages, "_apt", apt)
    system_packages._install(["xvfb"])
    assert asked == ["install", "update", "install"]


def test_tests_have_all_that_running_has() -> None:
    assert set(system_packages.FOR_RUNNING) <= set(system_packages.FOR_TESTING)


# ── .venv ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with nothing in it but a lock and a project file."""
    venv = tmp_path / ".venv"
    for name, path in [
        ("ROOT", tmp_path),
        ("VENV", venv),
        ("LOCK", tmp_path / "requirements.lock"),
        ("STAMP", venv / "set-up.json"),
        ("UNFINISHED", venv / "set-up.unfinished"),
    ]:
        monkeypatch.setattr(set_up, name, path)
    (tmp_path / "requirements.lock").write_text("a==1\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", "utf-8")
    monkeypatch.setattr(system_packages, "ensure", lambda _wanted: None)
    monkeypatch.setattr(set_up, "refuse_unsafe_qt", lambda _python: None)
    return tmp_path


@pytest.fixture
def steps(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What set-up did; a .venv that was made answers the probe unless it is unfinished."""
    done: list[str] = []

    def make_venv() -> None:
        done.append("venv")
        (checkout / ".venv").mkdir(exist_ok=True)

    def probe(_python: Path) -> dict[str, object] | None:
        made = (checkout / ".venv").exists() and not set_up.UNFINISHED.exists()
        return {"python": "3.11.2", "absent": []} if made else None

    monkeypatch.setattr(set_up, "make_venv", make_venv)
    monkeypatch.setattr(set_up, "probe", probe)
    monkeypatch.setattr(set_up, "pip", lambda _python, *words: done.append(words[0]))
    return done


EVERYTHING = ["venv", "--require-hashes", "--no-deps"]


def test_the_second_call_installs_nothing(steps: list[str]) -> None:
    set_up.set_up(())
    assert steps == EVERYTHING
    set_up.set_up(())
    assert steps == EVERYTHING


def test_a_new_lock_is_installed_into_the_same_environment(
    checkout: Path, steps: list[str]
) -> None:
    set_up.set_up(())
    (checkout / "requirements.lock").write_text("a==2\n", "utf-8")
    set_up.set_up(())
    assert steps == [*EVERYTHING, "--require-hashes", "--no-deps"]


def test_a_moved_checkout_is_installed_again(steps: list[str], tmp_path: Path) -> None:
    set_up.set_up(())
    stamp = json.loads(set_up.STAMP.read_text("utf-8"))
    assert stamp["root"] == str(tmp_path)
    set_up.STAMP.write_text(json.dumps({**stamp, "root": "/elsewhere"}), "utf-8")
    set_up.set_up(())
    assert steps[3:] == ["--require-hashes", "--no-deps"]


def test_an_interrupted_set_up_is_begun_afresh(
    steps: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_python: Path, *_words: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as once:
        once.setattr(set_up, "pip", killed)
        with pytest.raises(KeyboardInterrupt):
            set_up.set_up(())
    assert set_up.UNFINISHED.exists()
    steps.clear()
    set_up.set_up(())
    assert steps == EVERYTHING


def test_a_failed_pip_leaves_the_environment_for_the_next_call(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (checkout / ".venv").mkdir()
    set_up.UNFINISHED.touch()
    ended = iter([1, -9])
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda *_a, **_k: subprocess.CompletedProcess([], next(ended), "ERROR: no network"),
    )
    with pytest.raises(console.SetUpFailed, match="依赖没有装上"):
        set_up.pip(Path("python"))
    assert not set_up.UNFINISHED.exists()
    set_up.UNFINISHED.touch()
    with pytest.raises(console.SetUpFailed, match="依赖没有装上"):
        set_up.pip(Path("python"))
    assert set_up.UNFINISHED.exists()


def test_an_environment_that_does_not_run_or_has_no_pip_is_no_environment(checkout: Path) -> None:
    python = checkout / ".venv/bin/python"
    assert set_up.probe(python) is None
    python.parent.mkdir(parents=True)
    python.write_text("not a program", "utf-8")
    python.chmod(0o755)
    assert set_up.probe(python) is None
    python.unlink()
    assert set_up.probe(Path(sys.executable)) is not None
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", checkout / ".venv"], check=True)
    assert set_up.probe(python) is None


def test_programs_of_the_environment_are_found_on_windows_too() -> None:
    venv = Path("checkout")
    assert set_up.venv_script("python", venv, "nt") == venv / "Scripts/python.exe"
    assert set_up.venv_script("python", venv, "posix") == venv / "bin/python"


# ── run.py ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("environment", "system", "screen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_screen_is_known_by_its_name(
    environment: dict[str, str],
    system: str,
    screen: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    assert starting.names_screen(environment, system) is screen


def test_a_screen_that_does_not_answer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":987")
    assert not starting.connects(Path(sys.executable))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert starting.connects(Path(sys.executable))


@pytest.mark.parametrize(("codes", "ends"), [([0, 0], 0), ([1], 1), ([0, 3], 3)])
def test_without_a_screen_the_loop_is_played_and_its_folder_named(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    codes: list[int],
    ends: int,
) -> None:
    words: list[str] = []
    left = iter(codes)

    def run(_python: Path, arguments: list[str]) -> int:
        words.append(arguments[0])
        return next(left)

    monkeypatch.setattr(starting, "PLAYED", tmp_path / "dist" / "demo")
    monkeypatch.setattr(starting, "_run_module", run)
    monkeypatch.setattr(starting, "set_up", lambda _packages: Path("python"))
    monkeypatch.setattr(starting, "names_screen", lambda _environment, _system: False)
    assert starting.start([]) == ends
    assert words == ["inspector", "inspector.ui.picturing"][: len(codes)]
    said = capsys.readouterr().out
    assert "没有可用的屏幕" in said
    assert (str(tmp_path / "dist" / "demo") in said) is (ends == 0)


def test_arguments_go_to_the_command_line_whatever_the_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[list[str]] = []

    def execute(_program: Path, command: list[str]) -> NoReturn:
        ran.append(command)
        raise SystemExit(2)

    monkeypatch.setattr(os, "execv", execute)
    monkeypatch.setattr(starting, "set_up", lambda _packages: Path("python"))
    with pytest.raises(SystemExit):
        starting.start(["rubric", "check", "a.yaml"])
    assert ran == [["python", "-m", "inspector", "rubric", "check", "a.yaml"]]


def test_a_failed_set_up_ends_with_what_happened_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_packages: object) -> Path:
        raise console.SetUpFailed("缺少系统软件包。", "请运行一行命令。")

    monkeypatch.setattr(starting, "set_up", fail)
    monkeypatch.setattr(gates, "set_up", fail)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert (starting.start([]), gates.check([])) == (1, 1)
    assert capsys.readouterr().err == "缺少系统软件包。\n请运行一行命令。\n" * 2


# ── test.py ─────────────────────────────────────────────────────────────────────────────────


def summary(covered: int, missed: int) -> dict[str, dict[str, int]]:
    return {
        "summary": {
            "covered_lines": covered,
            "missing_lines": missed,
            "num_statements": covered + missed,
            "covered_branches": 0,
            "missing_branches": 0,
            "num_branches": 0,
        }
    }


def test_coverage_is_added_up_by_layer() -> None:
    files = {
        "inspector/domain/scoring.py": summary(90, 10),
        "inspector/domain/points.py": summary(100, 0),
        "inspector/ui/pages/plan.py": summary(1, 1),
        "inspector\\store\\meta.py": summary(3, 1),
        "inspector/__main__.py": summary(0, 5),
        "inspector/media/__init__.py": summary(0, 0),
    }
    assert floors.shares(files) == {"domain": 95, "ui": 50, "store": 75, "": 0, "media": 0}
    assert floors.layer_of("/home/a/inspector/inspector/ui/main.py") in {"inspector", "ui"}


def test_a_layer_below_its_floor_or_not_measured_is_named() -> None:
    assert floors.too_low({"a": 95.0, "b": 94.9}, {"a": 95, "b": 95, "c": 1}) == ["b", "c"]


@pytest.mark.parametrize("layer", ["domain", "exchange", "store", "actions"])
def test_the_deep_layers_keep_their_floor(layer: str) -> None:
    assert floors.FLOORS[layer] >= 95


def test_a_report_decides_and_no_report_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "coverage.json"
    assert not floors.holds(report)
    full = {f"inspector/{layer}/a.py": summary(10, 0) for layer in floors.FLOORS}
    report.write_text(json.dumps({"files": full}), "utf-8")
    assert floors.holds(report)
    report.write_text(
        json.dumps({"files": {**full, "inspector/store/a.py": summary(9, 1)}}), "utf-8"
    )
    assert not floors.holds(report)
    assert "inspector/store/a.py" in capsys.readouterr().out


def test_every_gate_runs_even_after_one_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ran: list[str] = []

    watched: list[object] = []

    def run(command: list[str], environment: dict[str, str] | None = None) -> int:
        ran.append(" ".join(command))
        watched.extend(() if environment is None else [environment["INSPECTOR_REACHED"]])
        return 1 if "mypy" in command else 0

    old = tmp_path / "dist" / "reached" / "1.json"
    old.parent.mkdir(parents=True)
    old.write_text("{}", "utf-8")
    monkeypatch.setattr(gates, "_run", run)
    monkeypatch.setattr(gates, "COVERAGE", tmp_path / "dist" / "coverage.json")
    monkeypatch.setattr(gates, "REACHED", old.parent)
    monkeypatch.setattr(floors, "holds", lambda _report: True)
    assert gates._everything(Path("python")) == 1
    assert len(ran) == 8
    assert watched == [str(old.parent)], "the tests alone are watched"
    assert not old.exists(), "what an earlier run reached does not count"
    assert "共 9 项，未通过 1 项" in capsys.readouterr().out


def test_the_floors_are_held_to_what_the_tests_reached(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(gates, "COVERAGE", tmp_path / "coverage.json")
    monkeypatch.setattr(gates, "REACHED", tmp_path / "reached")
    assert not gates.floors_hold(), "no test ran"
    (tmp_path / "reached").mkdir()
    (tmp_path / "reached" / "7.json").write_text("{}", "utf-8")
    assert not gates.floors_hold()
    assert "inspector/exchange/" in capsys.readouterr().out, "nothing was reached: it is named"


def test_arguments_go_to_pytest_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], _environment: dict[str, str] | None = None) -> int:
        ran.append(command)
        return 0

    monkeypatch.setattr(gates, "set_up", lambda _packages: Path("python"))
    monkeypatch.setattr(gates, "_run", run)
    monkeypatch.setenv("INSPECTOR_LONG", "")
    assert gates.check(["--long", "tests/domain", "-q"]) == 0
    assert ran == [["python", "-m", "pytest", "tests/domain", "-q"]]
    assert os.environ["INSPECTOR_LONG"] == "1"


def test_the_long_run_is_of_the_rigs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], _environment: dict[str, str] | None = None) -> int:
        ran.append(command)
        return 0

    monkeypatch.setattr(gates, "set_up", lambda _packages: Path("python"))
    monkeypatch.setattr(gates, "_run", run)
    monkeypatch.setenv("INSPECTOR_LONG", "")
    assert gates.check(["--long"]) == 0
    (command,) = ran
    assert command[:4] == ["python", "-m", "pytest", "tests/faults"]
    assert "faulthandler_timeout=0" in command
    assert all((ROOT / rigs).exists() for rigs in gates.RIGS)


# ── what is handed out ──────────────────────────────────────────────────────────────────────


def test_a_wheel_carries_forms_resources_and_licences(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = set(ZipFile(wheel).namelist())
    for name in ["__main__.py", "_forms/rural.yaml", "_resources/fonts/OFL.txt"]:
        assert f"inspector/{name}" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/THIRD_PARTY.md") for name in names)
    assert not [name for name in names if name.startswith(("build/", "tests/"))]
    ZipFile(wheel).extractall(tmp_path / "site")
    code = "from inspector.platform.resources import form, resource; print(form('rural.yaml'))"
    found = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "site",
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    assert Path(found) == tmp_path / "site/inspector/_forms/rural.yaml"


# Written in two pieces, so that this file does not name what it looks for.
PLACES = [
    "/wo" + "rk/",
    "/opt/" + "pypi",
    "../sha" + "red/",
    ".lib" + "rary/",
    "py" + "pi.org",
    "python" + "hosted",
    "deb." + "debian.org",
    "registry." + "npmjs",
]


def test_no_tracked_file_names_the_place_it_was_written_at() -> None:
    found = []
    for name in tracked():
        path = ROOT / name
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            found += [f"{name}: {place}" for place in PLACES if place in text]
    assert found == []
