"""A disk that is full, may not be written or is in use: one sentence, and nothing is half there."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from heard import Output, county_of, files_of, held, refused, told
from played_county import PIN, ROUND, County, draw_photo, in_field, write_lists

from inspector.cli import options
from inspector.cli.main import run

ENTRIES = """rest: clear
items:
  ST-2: {photos: [a.jpg]}
"""


@dataclass(frozen=True)
class Disk:
    """A small disk of its own; ``True`` if this machine lets us mount one."""

    path: Path
    mounted: bool

    def fill(self, *, leave: int) -> bool:
        """Fill the disk but for ``leave`` bytes; False where there is none of our own."""
        if not self.mounted:
            sys.stdout.write("no small disk here: only root may mount one; quotas stand for it\n")
            return False
        with (self.path / "filler").open("wb", buffering=0) as file:
            with suppress(OSError):
                while file.write(b"\0" * 65_536):
                    pass
            with suppress(OSError):
                while file.write(b"\0" * 512):
                    pass
            file.truncate(max(0, file.tell() - leave))
        return True

    def clear(self) -> None:
        (self.path / "filler").unlink()

    def protect(self) -> bool:
        """Forbid writing, as the switch of a stick does; False where nothing can."""
        if self.mounted:
            subprocess.run(["mount", "-o", "remount,ro", self.path], check=True)
        elif os.geteuid() == 0:
            sys.stdout.write("no write protection here: root writes anywhere, and cannot mount\n")
            return False
        else:
            for path in (self.path, *self.path.rglob("*")):
                path.chmod(path.stat().st_mode & ~0o222)
        return True

    def release(self) -> None:
        if self.mounted:
            subprocess.run(["mount", "-o", "remount,rw", self.path], check=True)
        else:
            for path in (self.path, *self.path.rglob("*")):
                path.chmod(path.stat().st_mode | 0o200)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)]
    mounted = shutil.which("mount") is not None and os.geteuid() == 0
    mounted = mounted and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    made = Disk(place, mounted)
    yield made
    made.release()
    if mounted:
        subprocess.run(["umount", "--lazy", place], check=True)


@pytest.fixture(autouse=True)
def _pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)


@pytest.fixture(scope="module")
def played(stage: County, tmp_path_factory: pytest.TempPathFactory) -> County:
    """Make a county with one site of T01 sealed and handed in; nobody changes it."""
    root = tmp_path_factory.mktemp("played")
    shutil.copytree(stage.root, root, dirs_exist_ok=True)
    county = County(root=root, handed=stage.handed)
    county.hand_in(county.laptop, sites=1)
    return county


def writing_out(county: County, out: Path) -> dict[str, list[str]]:
    """Return every command that writes to a stick."""
    office, field = ["--data", str(county.office)], ["--data", str(county.laptop)]
    one = county.handed["T01"]
    sent = str(county.stick / one.path.name)
    return {
        "dispatch": ["office", "dispatch", *office, "--round", ROUND, "--out", str(out)],
        "export": ["field", "export", *field, "--out", str(out)],
        "sheets": ["print", "score-sheet", *field, "--out", str(out)],
        "coverage": ["print", "coverage", *office, "--out", str(out)],
        "backup": ["backup", *field, "--out", str(out)],
        "plain": ["package", "open", sent, "--code", one.code, "--out", str(out)],
    }


OUT = ("dispatch", "export", "sheets", "coverage", "backup", "plain")


@pytest.mark.parametrize("command", OUT)
def test_a_full_stick_is_said_and_holds_nothing_half(
    played: County, disk: Disk, capsys: Output, command: str
) -> None:
    if not disk.fill(leave=4096):
        return
    before = held(played.laptop), county_of(played.office)
    assert refused(capsys, writing_out(played, disk.path / "out")[command]) == "F101"
    left = [path.name for path in (disk.path / "out").rglob("*") if path.is_file()]
    assert "complete.json" not in left
    assert command == "backup" or not left
    assert (held(played.laptop), county_of(played.office)) == before


@pytest.mark.parametrize("command", OUT)
def test_a_protected_stick_is_said(
    played: County, disk: Disk, capsys: Output, command: str
) -> None:
    if not disk.protect():
        return
    before = held(played.laptop), county_of(played.office)
    for out in (disk.path, disk.path / "new" / "folder"):
        assert refused(capsys, writing_out(played, out)[command]) == "F102"
    assert (held(played.laptop), county_of(played.office)) == before
    assert not list(disk.path.iterdir())


@pytest.mark.parametrize("command", OUT)
def test_a_file_in_the_place_of_the_folder_is_said(
    played: County, tmp_path: Path, capsys: Output, command: str
) -> None:
    (tmp_path / "out").write_text("其他", "utf-8")
    assert refused(capsys, writing_out(played, tmp_path / "out")[command]) == "F110"
    assert (tmp_path / "out").read_text("utf-8") == "其他"


@pytest.mark.parametrize("leave", [0, 100_000, 400_000])
def test_a_laptop_whose_disk_is_full_keeps_what_it_has(
    county: County, disk: Disk, tmp_path: Path, capsys: Output, leave: int
) -> None:
    draw_photo(tmp_path / "a.jpg")
    (tmp_path / "e.yaml").write_text(ENTRIES, "utf-8")
    laptop = Path(shutil.copytree(county.laptop, disk.path / "t01"))
    enter = ["field", "enter", "--data", str(laptop), "201", str(tmp_path / "e.yaml")]
    enter += ["--photos", str(tmp_path)]
    with in_field(laptop):  # what opening a folder leaves behind is there before we compare
        before = files_of(laptop)
    if not disk.fill(leave=leave):
        return
    assert refused(capsys, enter) == "F101"
    after = files_of(laptop)
    disk.clear()
    assert {name for name in after if "vault" in name} == {n for n in before if "vault" in n}
    with in_field(laptop) as desk, desk.store.reading() as reading:
        assert not desk.store.faults()
        assert not any(reading.visits.items(line.uid) for line in reading.visits.lines(ROUND))
    assert run(enter) == 0, "with room again, the same command does its work"


@pytest.mark.parametrize("leave", [0, 16_000, 60_000])
def test_an_office_whose_disk_is_full_takes_nothing_in(
    played: County, disk: Disk, capsys: Output, leave: int
) -> None:
    (package,) = (played.root / "back").iterdir()
    office = Path(shutil.copytree(played.office, disk.path / "office"))
    before = county_of(office)
    if not disk.fill(leave=leave):
        return
    take = ["office", "import", "--data", str(office), str(package)]
    assert refused(capsys, take) == "F101"
    disk.clear()
    assert county_of(office) == before
    assert run(take) == 0


def making(county: County, lists: Path, place: Path) -> dict[str, list[str]]:
    """Return every command that makes a data folder."""
    files = write_lists(lists)
    one = county.handed["T01"]
    sent = str(county.stick / one.path.name)
    given = ["--sites", str(files.sites), "--teams", str(files.teams)]
    (kept,) = (county.root / "kept").iterdir()
    return {
        "create": ["office", "create", "--data", str(place), *given],
        "open": ["field", "open", "--data", str(place), sent, "--code", one.code],
        "restore": ["restore", str(kept), "--data", str(place)],
    }


@pytest.fixture(scope="module")
def kept(played: County) -> County:
    """Make a backup of the laptop too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(options.PIN_VARIABLE, PIN)
        out = str(played.root / "kept")
        assert run(["backup", "--data", str(played.laptop), "--out", out]) == 0
    return played


def made_of(place: Path) -> list[str]:
    """Return the files below a place; an empty lock may stay, the next attempt takes it."""
    return [path.name for path in place.rglob("*") if path.is_file() and path.stat().st_size]


@pytest.mark.parametrize("command", ["create", "open", "restore"])
def test_no_folder_is_half_made_on_a_bad_disk(
    kept: County, disk: Disk, tmp_path: Path, capsys: Output, command: str
) -> None:
    place = disk.path / "new"
    arguments = making(kept, tmp_path / "lists", place)[command]
    for leave in (0, 8192, 150_000):
        if not disk.fill(leave=leave):
            break
        assert refused(capsys, arguments) == "F101"
        assert not made_of(place)
        disk.clear()
    if disk.protect():
        assert refused(capsys, arguments) == "F102"
        disk.release()
    assert not made_of(place)
    assert run(arguments) == 0


@pytest.mark.parametrize("which", ["laptop", "office"])
def test_a_folder_that_may_not_be_written_is_said(
    played: County, disk: Disk, capsys: Output, which: str
) -> None:
    place = Path(shutil.copytree(getattr(played, which), disk.path / which))
    before = files_of(place)
    if not disk.protect():
        return
    assert refused(capsys, ["doctor", "--data", str(place)]) == "F102"
    assert files_of(place) == before
    disk.release()
    run(["doctor", "--data", str(place)])
    assert "好　数据库：完整" in capsys.readouterr().out


def test_a_second_program_on_the_same_folder_is_sent_away(
    county: County, tmp_path: Path, capsys: Output
) -> None:
    (tmp_path / "e.yaml").write_text("rest: clear\n", "utf-8")
    field = ["--data", str(county.laptop)]
    one = county.handed["T01"]
    sent = str(county.stick / one.path.name)
    with in_field(county.laptop):
        before = files_of(county.laptop)
        for command in (
            ["doctor", *field],
            ["field", "enter", *field, "201", str(tmp_path / "e.yaml")],
            ["field", "seal", *field, "201"],
            ["field", "export", *field, "--out", str(tmp_path / "out")],
            ["field", "open", *field, sent, "--code", one.code],
            ["backup", *field, "--out", str(tmp_path / "out")],
        ):
            assert refused(capsys, command) == "F104"
        other = [sys.executable, "-m", "inspector", "doctor", *field]
        ended = subprocess.run(other, capture_output=True, encoding="utf-8", check=False)
        assert (ended.returncode, told(ended.stderr)) == (1, "F104")
        assert files_of(county.laptop) == before
        assert not (tmp_path / "out").exists()
    assert run(["doctor", *field]) == 0


Quota = Callable[[], None]


def quota(size: int) -> Quota:
    """Return what lets a process write no file larger than ``size`` bytes."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.parametrize("command", ["dispatch", "sheets", "backup"])
def test_a_file_larger_than_the_disk_takes_is_said(
    played: County, tmp_path: Path, command: str
) -> None:
    arguments = writing_out(played, tmp_path / "out")[command]
    before = held(played.laptop)
    ended = subprocess.run(
        [sys.executable, "-m", "inspector", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=quota(40_000),
    )
    assert (ended.returncode, told(ended.stderr)[0]) == (1, "F")
    left = [path.name for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert "complete.json" not in left
    assert command == "backup" or not left
    assert held(played.laptop) == before
