"""Every bad input gets one clear sentence and the way out; nothing is lost or half-written."""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from heard import Output, county_of, held, refused, taken_in
from played_county import PIN, ROUND, County, draw_photo, in_field, write_lists

from inspector.actions import keys, scoring
from inspector.cli import options
from inspector.cli.main import run
from inspector.domain.canonical import canonical
from inspector.domain.ids import SiteCode, TeamId
from inspector.exchange.trust_book import Invitation
from inspector.store.packages import Direction

Harm = Callable[[bytes], bytes]


@pytest.fixture(autouse=True)
def _pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(options.PIN_VARIABLE, PIN)


# Lists and forms


def shuffled(old: str, new: str) -> Harm:
    def harm(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode())

    return harm


LISTS: dict[str, tuple[str, Harm]] = {
    "sites in a wrong encoding": ("sites", lambda content: content[:80] + b"\xff\x81\x00"),
    "sites without a column": ("sites", shuffled("code,name", "代号,name")),
    "a site's code twice": ("sites", shuffled("419901100202", "419901100201")),
    "a site of an unknown township": ("sites", shuffled(",419901101000,村", ",419901909000,村")),
    "an empty list of sites": ("sites", lambda _content: b""),
    "teams in a wrong encoding": ("teams", lambda content: content[:80] + b"\xff\x81\x00"),
    "teams without a column": ("teams", shuffled("team,member", "组,member")),
    "a member twice": ("teams", shuffled("T02-1", "T01-1")),
    "a team of an unknown township": ("teams", shuffled("419901200000", "419901909000")),
    "an empty list of teams": ("teams", lambda _content: b""),
}


@pytest.mark.parametrize("fault", LISTS)
def test_a_faulty_list_makes_no_office(tmp_path: Path, capsys: Output, fault: str) -> None:
    which, harm = LISTS[fault]
    files = write_lists(tmp_path / "lists")
    path = getattr(files, which)
    path.write_bytes(harm(path.read_bytes()))
    place = tmp_path / "office"
    lists = ["--sites", str(files.sites), "--teams", str(files.teams)]
    code = refused(capsys, ["office", "create", "--data", str(place), *lists])
    assert code.startswith("L1")
    assert not place.exists()


@pytest.mark.parametrize(
    "content",
    [b"", "id: 一\n".encode("gb18030"), b"stars: [", b"id: x\n", b"\x89PNG\r\n\x1a\n"],
    ids=["empty", "GBK", "broken", "nothing in it", "a picture"],
)
def test_a_faulty_form_makes_no_office(tmp_path: Path, capsys: Output, content: bytes) -> None:
    files = write_lists(tmp_path / "lists")
    (tmp_path / "form.yaml").write_bytes(content)
    lists = ["--sites", str(files.sites), "--teams", str(files.teams)]
    lists += ["--rubric", str(tmp_path / "form.yaml")]
    place = tmp_path / "office"
    assert refused(capsys, ["office", "create", "--data", str(place), *lists]) == "R101"
    assert not place.exists()


def test_a_list_that_is_not_there_is_named(tmp_path: Path, capsys: Output) -> None:
    files = write_lists(tmp_path / "lists")
    lists = ["--sites", str(tmp_path / "none.csv"), "--teams", str(files.teams)]
    place = tmp_path / "office"
    assert refused(capsys, ["office", "create", "--data", str(place), *lists]) == "F107"
    assert not place.exists()


# Packages


PACKAGES: dict[str, tuple[Harm, str]] = {
    "empty": (lambda _content: b"", "P103"),
    "another file": (lambda _content: "一份别的文件".encode(), "P102"),
    "cut in its frame": (lambda content: content[:300], "P103"),
    "cut in the middle": (lambda content: content[: len(content) // 2], "P103"),
    "cut by one byte": (lambda content: content[:-1], "P103"),
    "longer by one byte": (lambda content: content + b"x", "P1"),
    "altered in its frame": (
        lambda content: content[:200] + bytes([content[200] ^ 1]) + content[201:],
        "P1",
    ),
    "altered in the middle": (
        lambda content: (
            content[: len(content) // 2]
            + bytes([content[len(content) // 2] ^ 1])
            + content[len(content) // 2 + 1 :]
        ),
        "P114",
    ),
}


@pytest.fixture(scope="module")
def handed_in(stage: County, tmp_path_factory: pytest.TempPathFactory) -> County:
    """Make a county whose laptop T01 has sealed one site with a photo and handed it in."""
    root = tmp_path_factory.mktemp("handed")
    shutil.copytree(stage.root, root, dirs_exist_ok=True)
    county = County(root=root, handed=stage.handed)
    (root / "e.yaml").write_text("items:\n  ST-2: {photos: [a.jpg]}\n", "utf-8")
    draw_photo(root / "a.jpg")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(options.PIN_VARIABLE, PIN)
        enter = ["field", "enter", "--data", str(county.laptop), "201", str(root / "e.yaml")]
        assert run([*enter, "--photos", str(root)]) == 0
    county.hand_in(county.laptop, sites=1)
    with in_field(county.laptop) as desk, desk.store.reading() as reading:
        assert [one.objects for one in reading.packages.all(Direction.OUT)] == [1]
    return county


@pytest.fixture
def package(handed_in: County, tmp_path: Path) -> Path:
    """Return a copy of the package that the test may harm."""
    (made,) = (handed_in.root / "back").iterdir()
    return Path(shutil.copy(made, tmp_path / made.name))


@pytest.mark.parametrize("fault", PACKAGES)
def test_a_harmed_package_changes_nothing(
    handed_in: County, package: Path, capsys: Output, fault: str
) -> None:
    harm, expected = PACKAGES[fault]
    package.write_bytes(harm(package.read_bytes()))
    before = county_of(handed_in.office)
    assert taken_in(capsys, handed_in.office, package).startswith(expected)
    assert county_of(handed_in.office) == before


def test_a_package_of_a_laptop_that_nobody_invited(county: County, capsys: Output) -> None:
    with in_field(county.laptop) as desk, desk.store.unit() as unit:
        forged = Invitation.issue(team=TeamId("T01"), round_id=ROUND)
        unit.meta.put(keys.INVITATION, canonical(forged.to_tree()).decode())
        unit.commit()
    package = county.hand_in(county.laptop, sites=1)
    before = county_of(county.office)
    for _again in range(2):
        assert run(["office", "import", "--data", str(county.office), str(package)]) == 1
        said = capsys.readouterr().out
        assert "隔离" in said
        assert "指纹" in said, "somebody may ring up and compare"
    assert county_of(county.office) == before


def test_a_package_for_another_county(
    tmp_path: Path, handed_in: County, package: Path, capsys: Output
) -> None:
    files = write_lists(tmp_path / "lists")
    for path in (files.sites, files.teams):
        path.write_text(path.read_text("utf-8").replace("419901", "419902"), "utf-8")
    lists = ["--sites", str(files.sites), "--teams", str(files.teams)]
    office = tmp_path / "office"
    assert run(["office", "create", "--data", str(office), *lists]) == 0
    before = county_of(office)
    assert taken_in(capsys, office, package) in ("P106", "P107", "P111")
    assert county_of(office) == before
    dispatch = handed_in.handed["T01"]
    assert taken_in(capsys, office, handed_in.stick / dispatch.path.name).startswith("P1")
    assert county_of(office) == before


def test_a_dispatch_that_is_cut_off_makes_no_folder(
    county: County, tmp_path: Path, capsys: Output
) -> None:
    one = county.handed["T01"]
    package = county.stick / one.path.name
    package.write_bytes(package.read_bytes()[:-5])
    place = tmp_path / "t01"
    opening = ["field", "open", "--data", str(place), str(package), "--code", one.code]
    assert refused(capsys, opening) == "P103"
    assert not place.exists()
    other = ["field", "open", "--data", str(place), str(package), "--code", "ABCD"]
    assert refused(capsys, other)[0] in "KP"
    assert not place.exists()


# Photos and entries


def huge_png(path: Path) -> Path:
    """Write a true PNG of 300 megapixels: 20,000 by 15,000, one bit each, all black."""
    packer = zlib.compressobj(9)
    rows = packer.compress(b"\0" * (2501 * 15_000)) + packer.flush()

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", 20_000, 15_000, 1, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + parts)
    return path


def text_photo(path: Path) -> Path:
    path.write_text("这不是照片", "utf-8")
    return path


def cut_photo(path: Path) -> Path:
    content = draw_photo(path).read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def empty_photo(path: Path) -> Path:
    path.touch()
    return path


ENTRIES = """rest: clear
entries:
  ST-2.1: {defects: 3, reasons: [柴草乱堆]}
items:
  ST-2: {photos: [good.jpg, bad.jpg]}
"""


@pytest.mark.parametrize(
    ("draw", "expected"),
    [(text_photo, "M101"), (huge_png, "M102"), (cut_photo, "M104"), (empty_photo, "M105")],
)
def test_a_file_that_is_no_photo_enters_nothing(
    county: County,
    tmp_path: Path,
    capsys: Output,
    draw: Callable[[Path], Path],
    expected: str,
) -> None:
    draw_photo(tmp_path / "good.jpg")
    draw(tmp_path / "bad.jpg")
    (tmp_path / "e.yaml").write_text(ENTRIES, "utf-8")
    with in_field(county.laptop) as desk:
        scoring.open_visit(desk, SiteCode("419901100201"))
    before = held(county.laptop)
    enter = ["field", "enter", "--data", str(county.laptop), "201", str(tmp_path / "e.yaml")]
    assert refused(capsys, [*enter, "--photos", str(tmp_path)]) == expected
    assert held(county.laptop) == before
    draw_photo(tmp_path / "bad.jpg")
    assert run([*enter, "--photos", str(tmp_path)]) == 0
    assert "加照片 2 张" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "E101"),
        ("entries: {ST-2.1: {note: 柴}}".encode("gb18030"), "E101"),
        (b"entries: {ST-2.9: {defects: 1}}", "E101"),
        (b"PK\x03\x04 cut off", "E101"),
        (b"entries: {ZB-1.1: {defects: 1}}", "S1"),
        (b"items: {ST-2: {photos: [none.jpg]}}", "E110"),
    ],
)
def test_a_faulty_entry_file_enters_nothing(
    county: County, tmp_path: Path, capsys: Output, content: bytes, expected: str
) -> None:
    (tmp_path / "e.yaml").write_bytes(content)
    with in_field(county.laptop) as desk:
        scoring.open_visit(desk, SiteCode("419901100201"))
    before = held(county.laptop)
    enter = ["field", "enter", "--data", str(county.laptop), "201", str(tmp_path / "e.yaml")]
    assert refused(capsys, enter).startswith(expected)
    assert held(county.laptop) == before
