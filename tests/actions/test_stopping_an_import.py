"""An import may be stopped at any moment: whole packages are there, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from played_county import County, at_office, count_site, draw_photo, in_field, sites_of

from inspector.actions import gathering, receiving, sealing, sending
from inspector.domain.courtesy import Courtesy
from inspector.domain.errors import Cancelled
from inspector.domain.ids import Digest
from inspector.domain.progress import Ticket


class Stopped(Ticket):
    """Stops at its n-th step, and notes them all."""

    def __init__(self, at: int = 0) -> None:
        super().__init__()
        self.at = at
        self.steps: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int, label: str = "") -> None:
        self.steps.append((done, total, label))
        if len(self.steps) == self.at:
            raise Cancelled
        super().step(done, total, label)


def hand_in(county: County, laptop: Path) -> Path:
    """Seal one site with two photos and return the package."""
    with in_field(laptop) as desk:
        site = sites_of(desk)[0]
        visit = count_site(desk, site)
        item = next(
            item.code
            for item in visit.rubric.items()
            if not all(checkpoint.no_photo for checkpoint in item.checkpoints)
        )
        pictures = [draw_photo(county.root / f"{laptop.name}{n}.jpg") for n in range(2)]
        gathering.attach(desk, visit, item, pictures)
        sealing.seal(desk, count_site(desk, site))
        return sending.export(desk, county.root / "back").path


def state_of(office: Path) -> tuple[str, tuple[str, ...]]:
    """Return what the office holds of records and packages; its photos must be whole."""
    with at_office(office) as desk, desk.store.reading() as reading:
        named = sorted(reading.evidence.digests())
        assert not desk.vault.missing(named)
        for digest in named:
            desk.vault.get(Digest(digest))
        packages = tuple(sorted(one.name for one in reading.packages.all() if "回传" in one.name))
        return reading.records.digest(), packages


@pytest.fixture
def packages(county: County) -> list[Path]:
    return [hand_in(county, laptop) for laptop in (county.laptop, county.open_laptop("t02", "T02"))]


def test_stopped_at_any_step_it_keeps_whole_packages_only(
    county: County, packages: list[Path]
) -> None:
    allowed, straight = [], Stopped()
    for count in range(len(packages) + 1):
        office = county.root / f"first{count}"
        shutil.copytree(county.office, office)
        with at_office(office) as desk:
            straight = Stopped()
            receiving.take_in(desk, packages[:count], ticket=straight)
        allowed.append(state_of(office))
    seen = set()
    for stop in range(1, len(straight.steps) + 1):
        office = county.root / f"stopped{stop}"
        shutil.copytree(county.office, office)
        with at_office(office) as desk:
            with pytest.raises(Cancelled):
                receiving.take_in(desk, packages, ticket=Stopped(stop))
            assert not list(desk.folder.staging_path.iterdir())
            assert not list(desk.folder.vault_path.rglob(".*"))
        seen.add(allowed.index(state_of(office)))
        with at_office(office) as desk:
            receiving.take_in(desk, packages)
        assert state_of(office) == allowed[-1]
        shutil.rmtree(office)
    assert seen == {0, 1, 2}


def test_the_bar_runs_over_all_files_and_never_back(county: County, packages: list[Path]) -> None:
    gone = county.root / "gone.wxp"
    ticket = Stopped()
    with at_office(county.office) as desk:
        receiving.take_in(desk, [*packages, gone], ticket=ticket)
    done = [step[0] for step in ticket.steps]
    assert done == sorted(done)
    megabytes = -(-sum(file.stat().st_size for file in packages) // 10**6)
    assert ticket.steps[-1] == (megabytes, megabytes, "MB gone.wxp")
    assert {label for _, _, label in ticket.steps} == {
        f"MB {file.name}" for file in [*packages, gone]
    }


def test_nothing_to_take_in_is_no_work(county: County) -> None:
    ticket = Stopped()
    with at_office(county.office) as desk:
        assert receiving.take_in(desk, [], ticket=ticket) == []
    assert ticket.steps == []


class Checked(Ticket):
    """Counts how often work lets the window answer; stops at the n-th time."""

    def __init__(self, at: int = 0) -> None:
        super().__init__()
        self.at, self.checks = at, 0

    def check(self) -> None:
        self.checks += 1
        if self.checks == self.at:
            self.cancel()
        super().check()


def test_it_can_be_stopped_between_two_records_or_photos(
    county: County, packages: list[Path]
) -> None:
    before = state_of(county.office)
    with at_office(county.office) as desk:
        whole = Checked()
        contents = receiving.prepare(desk, packages[0], whole).contents
        assert whole.checks >= 2 * len(contents.records) + 2 * len(contents.objects)
        for at in range(1, whole.checks + 1, whole.checks // 8):
            with pytest.raises(Cancelled):
                receiving.take_in(desk, packages, ticket=Checked(at))
    assert state_of(county.office) == before


def test_while_it_is_taken_in_the_window_may_answer_between_any_two_statements(
    county: County, packages: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    courtesy = Courtesy()
    monkeypatch.setattr(courtesy, "give_way", lambda: asked.append(True))
    with at_office(county.office) as desk:
        prepared = receiving.prepare(desk, packages[0])
        monkeypatch.setattr("inspector.store.rows.COURTESY", courtesy)
        receiving.accept(desk, prepared)
    assert len(asked) > 20


def test_packing_for_the_stick_checks_at_each_record(county: County) -> None:
    hand_in(county, county.laptop)
    ticket = Checked()
    with in_field(county.laptop) as desk:
        sending.export(desk, county.root / "again", sending.Wish(everything=True), ticket=ticket)
        with desk.store.reading() as reading:
            records = reading.records.streams()[0].records
    assert ticket.checks >= records
