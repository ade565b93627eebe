"""Practice: made in a moment, never handed in, gone afterwards."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from played_county import Clock, County, count_site, in_field, sites_of

from inspector.actions import blank_paper, creating, keys, practising, sealing, sending
from inspector.actions.desk import open_desk
from inspector.actions.papers.blanks import BLANK, FORMS, OF, STRIP
from inspector.actions.papers.document import Wish
from inspector.actions.papers.registry import DOCUMENTS
from inspector.actions.papers.score_sheets import SCORE_SHEETS
from inspector.actions.papers.writing import Target, write_papers
from inspector.actions.printing import sheet_pdf
from inspector.domain.errors import Cancelled, InspectorError
from inspector.domain.progress import Ticket
from inspector.platform.durable import FolderReadOnly
from inspector.platform.folder import LOCK, Lock


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> practising.Practice:
    return practising.begin(tmp_path_factory.mktemp("home"), clock=Clock())


def test_a_practice_is_a_team_s_day_and_nothing_else_is_left(
    practice: practising.Practice,
) -> None:
    with open_desk(practice.folder, practising.PIN, clock=Clock()) as desk:
        assert practising.is_practice(desk)
        with desk.store.reading() as reading:
            assert reading.meta.get(keys.TEAM)
            assert len(reading.visits.lines(None)) == practising.SITES
    left = {path.name for path in practice.root.iterdir()}
    assert left == {"lock", "外业", "站点名册.csv", "考评组名册.csv"}


def test_a_practice_refuses_to_be_handed_in(practice: practising.Practice, tmp_path: Path) -> None:
    with open_desk(practice.folder, practising.PIN, clock=Clock()) as desk:
        with desk.store.reading() as reading:
            site = reading.visits.lines(None)[0].key.site
        sealing.seal(desk, count_site(desk, site))
        with pytest.raises(practising.PracticeStays) as refusal:
            sending.export(desk, tmp_path / "stick")
    assert "不上交" in refusal.value.sentence()
    assert not (tmp_path / "stick").exists()


def pages_of(path: Path) -> list[str]:
    text = subprocess.run(
        ["pdftotext", "-raw", path, "-"], capture_output=True, check=True
    ).stdout.decode()
    return [page.replace("\n", "") for page in text.split("\f")[:-1]]  # slanting signs stand apart


def says_practice(path: Path) -> bool:
    """Tell whether each page says so, more than once: not only in the county's name."""
    return all(page.replace("（练习）", "").count("练习") >= 2 for page in pages_of(path))


def test_each_page_of_everything_it_prints_says_practice(
    practice: practising.Practice, tmp_path: Path
) -> None:
    files: list[Path] = []
    with open_desk(practice.folder, practising.PIN, clock=Clock()) as desk:
        with desk.store.reading() as reading:
            lines = reading.visits.lines(None)
        sealing.seal(desk, count_site(desk, lines[1].key.site))
        draft = count_site(desk, lines[2].key.site)
        (tmp_path / "草稿.pdf").write_bytes(sheet_pdf(desk, draft.uid))
        files.append(tmp_path / "草稿.pdf")
        for document in DOCUMENTS.values():
            with suppress(InspectorError):  # the office's, and an album of no photos
                files += write_papers(
                    desk, document, Wish(), Target(out=tmp_path / document.name)
                ).files
        for blank in (BLANK, STRIP):
            wish = Wish(options={OF.name: FORMS})
            files += write_papers(desk, blank, wish, Target(out=tmp_path / "forms")).files
        files.append(
            blank_paper.print_key_card(tmp_path, {"打分": [("A", "记")]}, version="1", desk=desk)
        )
    printed = [path for path in files if path.suffix == ".pdf"]
    folders = {path.parent.name for path in printed}
    assert folders >= {SCORE_SHEETS.name, BLANK.name, STRIP.name, "forms"}
    assert len(printed) > 2 * practising.SITES
    assert [path.name for path in printed if not says_practice(path)] == []


def test_what_a_real_county_prints_says_nothing_of_practice(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        paths = [*write_papers(desk, BLANK, Wish(), Target(out=tmp_path)).files]
        paths.append(blank_paper.print_key_card(tmp_path, {"打分": [("A", "记")]}, version="1"))
    assert not any("练习" in page for path in paths for page in pages_of(path))


def test_a_laptop_of_a_real_county_is_no_practice(county: County, tmp_path: Path) -> None:
    with in_field(county.laptop) as desk:
        assert not practising.is_practice(desk)
        sealing.seal(desk, count_site(desk, sites_of(desk)[0]))
        assert sending.export(desk, tmp_path).volumes


def test_an_end_removes_it_and_a_start_removes_what_a_crash_left(tmp_path: Path) -> None:
    roots = [tmp_path / practising.PLACE / name for name in "abc"]
    for root in roots:
        (root / "外业" / "vault").mkdir(parents=True)
    working = Lock(roots[0] / LOCK)
    practising.Practice(root=roots[1], folder=roots[1] / "外业", lock=Lock(roots[1] / LOCK)).end()
    assert not roots[1].exists()
    practising.sweep(tmp_path)
    assert roots[0].exists(), "another program's practice stays"
    assert not roots[2].exists()
    working.release()
    practising.sweep(tmp_path)
    assert not roots[0].exists()
    practising.sweep(tmp_path / "never")


def test_what_cannot_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = Ticket()
    ticket.cancel()
    with pytest.raises(Cancelled):
        practising.begin(tmp_path, clock=Clock(), ticket=ticket)
    assert list((tmp_path / practising.PLACE).iterdir()) == []

    def refuse(*_args: object, **_more: object) -> None:
        raise FolderReadOnly(path=tmp_path)

    monkeypatch.setattr(creating, "create_office", refuse)
    with pytest.raises(FolderReadOnly):
        practising.begin(tmp_path, clock=Clock())
    assert list((tmp_path / practising.PLACE).iterdir()) == []
