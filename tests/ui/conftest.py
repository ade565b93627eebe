"""A visit without a store, and the pieces a page needs around it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path

import pytest
from memory_beside import MemoryBeside
from memory_paper import MemoryPaper
from memory_photos import MemoryPhotos, MemorySlates
from paper_samples import mixed_pdf
from played_county import Clock
from PySide6.QtCore import QBuffer, QIODevice, QObject, QSettings
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from inspector.domain.ids import Digest, ItemCode, PersonId
from inspector.domain.progress import Ticket
from inspector.domain.rubric import Rubric
from inspector.domain.scorecard import Scorecard
from inspector.domain.scoring import score
from inspector.domain.signing import SignState
from inspector.domain.visit import Counted, Evidence, ItemEntry, Sealing
from inspector.exchange.rubric_file import read_rubric
from inspector.platform.resources import form
from inspector.ui.doors import Doors
from inspector.ui.garbage import Sweep
from inspector.ui.job import Jobs
from inspector.ui.look import look
from inspector.ui.pages.visit.desk import Place, Taken
from inspector.ui.shell import Shell

CHINA = timezone(timedelta(hours=8))


class MemoryDesk:
    """A visit in memory; it keeps ``saves`` in order, and refuses once sealed."""

    def __init__(self, rubric: Rubric, place: Place) -> None:
        self.rubric, self.place = rubric, place
        self.memory_slates, self.memory_roll = MemorySlates(), MemoryPhotos()
        self.saves: list[tuple[ItemCode, ItemEntry]] = []
        self._counted: dict[ItemCode, ItemEntry] = {}
        self._photos: list[Evidence] = []
        self._sealing: Sealing | None = None
        self.refusal: Exception | None = None
        self.paper = MemoryPaper()
        self.beside = MemoryBeside()

    @property
    def slates(self) -> MemorySlates:
        return self.memory_slates

    @property
    def roll(self) -> MemoryPhotos:
        return self.memory_roll

    def counted(self) -> Counted:
        return self._counted

    def score(self, counted: Counted) -> Scorecard:
        return score(self.rubric, counted)

    def put_item(self, item: ItemCode, entry: ItemEntry) -> datetime:
        if self.refusal is not None:
            raise self.refusal
        self.saves.append((item, entry))
        self._counted[item] = entry
        return datetime(2026, 11, 5, 9, 31, len(self.saves) % 60, tzinfo=CHINA)

    def photos(self) -> Sequence[Evidence]:
        return self._photos

    def thumbnail(self, digest: Digest) -> bytes:
        image = QImage(240, 180, QImage.Format.Format_RGB32)
        image.fill(QColor.fromHsv(int(digest[:4], 16) % 360, 90, 180))
        held = QBuffer()
        held.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(held, "PNG")  # type: ignore[call-overload]  # the stub asks for bytes, Qt for text
        return bytes(held.data().data())

    def take_in(self, item: ItemCode, paths: Sequence[Path], ticket: Ticket) -> Taken:
        taken = []
        for place, path in enumerate(paths, 1):
            digest = Digest(sha256(path.name.encode()).hexdigest())
            photo = Evidence(
                digest=digest, media="image/jpeg", size=1, width=1600, height=1200,
                source_digest=digest, source_name=path.name,
            )  # fmt: skip
            if photo not in self._photos:
                self._photos.append(photo)
            taken.append(photo)
            ticket.step(place, len(paths), f"{item} {path.name}")
        return Taken(photos=tuple(taken))

    def sealed(self) -> Sealing | None:
        return self._sealing

    def seal(self, left: str = "") -> Sealing:
        self.paper.explain(left, self.score(self._counted).gaps)
        at = datetime(2026, 11, 5, 11, 2, 3, tzinfo=CHINA)
        self._sealing = Sealing(at=at, by=PersonId("T01-2"), digest=Digest("ab" * 32))
        self.paper.state = SignState.WAITING
        return self._sealing

    def reload(self) -> None:
        if self.paper.state is None:
            self._sealing = None
        self._counted |= self.paper.corrected

    def sheet(self, ticket: Ticket) -> bytes:
        ticket.step(1, 1)
        return mixed_pdf("A4", "A4")

    def to_sign(self, ticket: Ticket) -> bytes:
        ticket.step(1, 1)
        return mixed_pdf("A4", "A4", "A4")


class Seconds:
    """A clock that goes on by ``pace`` seconds at every look."""

    def __init__(self, pace: float = 1.0) -> None:
        self.pace, self._now = pace, 0.0

    def __call__(self) -> float:
        self._now += self.pace
        return self._now


@pytest.fixture(scope="session")
def rural() -> Rubric:
    """The county's rural form."""
    return read_rubric(form("rural.yaml")).rubric


@pytest.fixture
def desk(rural: Rubric) -> MemoryDesk:
    """An untouched visit of a village with a long name."""
    return MemoryDesk(rural, Place(township="古塬镇", name="后辛沟村", tail="217"))


@pytest.fixture(scope="session")
def new_desk(rural: Rubric) -> Callable[[], MemoryDesk]:
    """Makes an untouched visit; for tests that need many."""
    return lambda: MemoryDesk(rural, Place(township="古塬镇", name="后辛沟村", tail="217"))


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Settings that nobody else reads."""
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def seconds() -> Seconds:
    """A slow typist: one second a key."""
    return Seconds()


@pytest.fixture(autouse=True)
def garbage_as_in_the_program(qapp: QObject) -> Iterator[None]:
    """Let no job's thread free what it did not make."""
    sweep = Sweep(qapp)
    yield
    sweep.deleteLater()
    gc.enable()


@pytest.fixture
def jobs(qapp: QObject) -> Iterator[Jobs]:
    """A queue that is empty again after the test."""
    jobs = Jobs(qapp)
    yield jobs
    assert jobs.wait(), "a job outlived its test"


@pytest.fixture
def shell(qtbot: QtBot) -> Iterator[Shell]:
    """A window, and its look put back."""
    shell = Shell()
    qtbot.addWidget(shell)
    shell.resize(1366, 768)
    shell.show()
    qtbot.waitExposed(shell)
    yield shell
    assert shell.jobs.wait()
    shell.leaving()
    look().rescale(1.0)


@pytest.fixture
def doors(shell: Shell, settings: QSettings, tmp_path: Path) -> Doors:
    """The window's ways in, at the welcome page."""
    doors = Doors(shell, settings, tmp_path / "home", Clock())
    doors.show_welcome()
    return doors


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Qt's screenless plugin warns at every change of a window's least size; it has no screen."""
    for item in items:
        if "/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))
