"""Every page of a played county can be pictured without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from played_county import PIN, County
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from inspector.domain.errors import InspectorError
from inspector.platform.folder import DataFolder
from inspector.ui import picturing, touring
from inspector.ui.doors import OFFICE_FOLDER
from inspector.ui.shell import Shell

SMALL = picturing.View(width=1093, height=546, theme="dark")


@pytest.fixture
def played(county: County) -> Path:
    """The county with the folder names that the demo gives."""
    (county.root / "office").rename(county.root / OFFICE_FOLDER)
    (county.root / "t01").rename(county.root / f"{touring.FIELD}_T01")
    return county.root


def test_each_page_becomes_a_picture_in_each_view(
    played: Path, tmp_path: Path, qapp: QApplication
) -> None:
    views = [picturing.USUAL[0], SMALL]
    pictures = picturing.picture_pages(qapp, played, tmp_path / "pages", views)
    for view in views:
        ours = [path for path in pictures if path.parent.name == view.name]
        names = [path.stem.partition("_")[2] for path in ours]
        assert names[0] == touring.WELCOME
        assert f"{touring.OFFICE}_站点" in names
        assert f"{touring.FIELD}_{touring.VISIT}_{touring.HALF}_{touring.SCORING}" in names
        assert names[-1] == f"{touring.FIELD}_{touring.ASKED}"
        assert sorted(tmp_path.joinpath("pages", view.name).iterdir()) == ours
        for path in ours:
            image = QImage(str(path))
            assert (image.width(), image.height()) == (view.width, view.height), path.name
            seen = {image.pixel(x, y) for x in range(0, 1093, 40) for y in range(0, 546, 20)}
            assert len(seen) > 3, path.name


def test_views_of_two_sizes_have_a_folder_each(tmp_path: Path, qapp: QApplication) -> None:
    with pytest.raises(InspectorError):
        picturing.picture_pages(qapp, tmp_path / "none", tmp_path / "pages", picturing.USUAL)
    assert (tmp_path / "pages" / picturing.USUAL[0].name).is_dir()


def test_a_folder_that_is_no_county_is_explained(
    tmp_path: Path,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(picturing, "QApplication", lambda _argv: qapp)
    assert picturing.main([str(tmp_path / "none"), str(tmp_path / "pages")]) == 1
    assert capsys.readouterr().err.startswith("[")


def test_a_folder_that_is_open_elsewhere_ends_the_tour(
    played: Path, tmp_path: Path, qapp: QApplication
) -> None:
    with (
        DataFolder.open(played / OFFICE_FOLDER, PIN),
        pytest.raises(InspectorError, match="F1"),
    ):
        picturing.picture_pages(qapp, played, tmp_path / "pages")


def test_a_folder_that_cannot_hold_pictures_is_an_error(
    played: Path, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(touring, "WELCOME", "no/such/folder")
    with pytest.raises(OSError, match="not written"):
        picturing.picture_pages(qapp, played, tmp_path / "pages")


def test_a_tour_leaves_the_laptop_as_it_was(
    played: Path, tmp_path: Path, qapp: QApplication
) -> None:
    folder = played / f"{touring.FIELD}_T01"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    picturing.picture_pages(qapp, played, tmp_path / "pages")
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()} == before


def test_the_team_with_a_site_left_open_is_pictured_first() -> None:
    folders = [Path(f"{touring.FIELD}_{team}") for team in ("T01", "T09", "T12")]
    assert min(folders, key=touring.prefers_open).name == f"{touring.FIELD}_T09"


def test_a_tour_ends_at_a_bug_instead_of_picturing_it(shell: Shell, tmp_path: Path) -> None:
    def stops() -> Iterator[str]:
        shell.explain(ZeroDivisionError("one by none"))
        yield "页"

    with pytest.raises(AssertionError, match="one by none"):
        picturing.Tour(shell, stops(), tmp_path, [SMALL]).run()
    assert not list(tmp_path.iterdir())
