"""What holds on every page: room for texts, names for screen readers, no single-key commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from memory_photos import MemoryPhotos, MemorySlates
from memory_survey import RETURN, SHOW, SURVEY, MemorySurvey, survey_page
from models import every_model, loaded_models, name_of
from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from room import faults
from still_blanks import UID, StillBlanks
from still_day import StillDay, StillProblems

from inspector.actions.acknowledging import ReceiptTaken
from inspector.actions.backup_home import Facts, Snapshot
from inspector.actions.handed import HandedOver, SiteHanded
from inspector.actions.keeping import Entry as Opening
from inspector.actions.keeping import Kept
from inspector.actions.purging import Purgeable
from inspector.actions.safekeeping import Done, Round
from inspector.actions.safekeeping import Place as BackupPlace
from inspector.actions.sending import Sent, Wish
from inspector.actions.signing import Signing
from inspector.actions.starting import Choice
from inspector.domain.custody import Handed
from inspector.domain.finding import Finding
from inspector.domain.ids import Digest, ItemCode, RoundId, SiteCode, TeamId, VisitUid
from inspector.domain.policy import VisitKind
from inspector.domain.progress import Ticket
from inspector.domain.visit import Objection, VisitKey, VisitState
from inspector.platform.clock import CHINA
from inspector.ui.glyphs import Glyph
from inspector.ui.job import Jobs
from inspector.ui.look import look
from inspector.ui.navigation import Workspace
from inspector.ui.page import Entry, Page
from inspector.ui.pages.backup.page import BackupPage
from inspector.ui.pages.blanks.page import BlanksPage
from inspector.ui.pages.handing.page import HandingPage
from inspector.ui.pages.kinds.page import KindsPage
from inspector.ui.pages.problems.page import ProblemsPage
from inspector.ui.pages.restoring.page import RestorePage
from inspector.ui.pages.settings.page import SettingsPage
from inspector.ui.pages.sites.lines import SiteLine
from inspector.ui.pages.sites.page import SitesPage
from inspector.ui.pages.survey.desk import Where as SurveyPlace
from inspector.ui.pages.survey.page import SurveyPage
from inspector.ui.pages.today.page import TodayPage
from inspector.ui.pages.visit.desk import Place, VisitDesk
from inspector.ui.pages.visit.page import VisitPage
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.welcome.asked import Asked
from inspector.ui.pages.welcome.choices import Recent
from inspector.ui.pages.welcome.locked import LockPage
from inspector.ui.pages.welcome.page import WelcomePage
from inspector.ui.shell import Shell
from inspector.ui.theme import THEMES

LONG = "黄泛区农场第三分场与清渠镇共同管理的东西大街及南北环路联合社区村"
SIZES = [(1366, 768), (1366, 697), (1093, 546)]
SITES = [
    SiteLine(
        code=SiteCode(f"4199011002{number:02d}"), name=name, township="㟃头镇", initials=initials,
        form="29 项", secretary="韩建业", state=state, told="3 星 410.05 分　照片 12 张",
    )
    for number, (name, initials, state) in enumerate(
        [
            (LONG, "hfqnc", VisitState.OPEN),
            ("垌垴村", "dnc", VisitState.PLANNED),
            ("八〇五村", "blwc", VisitState.SEALED),
        ],
        start=1,
    )
]  # fmt: skip


@pytest.fixture
def shell(qtbot: QtBot) -> Iterator[Shell]:
    shell = Shell()
    qtbot.addWidget(shell)
    yield shell
    assert shell.jobs.wait()
    look().switch("light")
    look().rescale(1.0)


class StillLaptop:
    """A laptop from which nobody hands in."""

    def handed(self) -> HandedOver:
        sites = [
            SiteHanded(
                uid=VisitUid(f"r/k/{number}/T01/1"),
                site=LONG,
                township="柳垌镇",
                state=state,
                days=12,
            )
            for number, state in enumerate(Handed)
        ]
        return HandedOver(sites=tuple(sites), packages=(), records=99, photos=45)

    def hand_in(self, out: Path, wish: Wish, ticket: Ticket) -> Sent:
        raise NotImplementedError

    def take_receipt(self, file: Path, ticket: Ticket) -> ReceiptTaken:
        raise NotImplementedError

    def hear(self, code: str) -> str:
        raise NotImplementedError

    def purgeable(self) -> Purgeable:
        raise NotImplementedError

    def purge(self, ticket: Ticket) -> Purgeable:
        raise NotImplementedError


class StillLocks:
    """Locks of a folder that nobody turns."""

    def minutes(self) -> int:
        return 15

    def choose(self, minutes: int) -> None:
        del minutes

    def lock(self) -> None:
        pass

    def remembered(self) -> bool:
        return False

    def remember(self, tell: Callable[[str], None], *, on: bool) -> None:
        del on
        tell("")

    def change_pin(self, old: str, new: str, tell: Callable[[str], None]) -> None:
        del old, new
        tell("")


class StillBackups:
    """Backups of a folder that nobody makes, and a place that nobody restores from."""

    def places(self) -> Sequence[BackupPlace]:
        done = Done(
            at="2026-11-03T14:20:00+08:00",
            snapshot="20261103_142000",
            records=49_900,
            photos=50_000,
            saves=1,
            damaged=3,
        )
        first = BackupPlace(
            path=Path("/数据/五星考评备份"),
            second=False,
            there=True,
            same_disk=True,
            usual=False,
            done=done,
            owed=True,
        )
        return [first, replace(first, path=Path(f"/媒体/{LONG}"), second=True, there=False)]

    def choose_place(self, place: Path | None, *, second: bool) -> None:
        raise NotImplementedError

    def minutes(self) -> int:
        return 60

    def choose_minutes(self, minutes: int) -> None:
        raise NotImplementedError

    def back_up(self, ticket: Ticket) -> Round:
        raise NotImplementedError

    def snapshots(self, source: Path) -> Sequence[Snapshot]:
        at = datetime(2026, 11, 3, 14, 20, tzinfo=CHINA)
        facts = Facts(records=49_900, photos=50_000, name=f"五星考评备份_{LONG}_0123abcd")
        one = Snapshot(path=source, at=at, facts=facts, photos=source)
        return [one, replace(one, facts=None)]

    def restore(self, source: Path, path: Path, entry: Opening, ticket: Ticket) -> Kept:
        raise NotImplementedError


def restoring(jobs: Jobs) -> RestorePage:
    page = RestorePage(StillBackups(), jobs)
    page.source.setText("/")
    page.look()
    page.opener.way.chosen.emit(2)
    return page


def looked(page: TodayPage) -> TodayPage:
    """Let the page show how the laptop is, which else follows its first paint."""
    page.look_around()
    return page


def comparing(page: BlanksPage) -> BlanksPage:
    """Show what two people typed differently."""
    page.show_differences(UID)
    return page


def sealed_day() -> StillDay:
    day = StillDay()
    day.seal_all()
    return day


def forgotten(page: LockPage) -> LockPage:
    page.forms[Asked.PIN].aside.emit()
    return page


def surveying(jobs: Jobs, kind: VisitKind) -> SurveyPage:
    survey = MemorySurvey(kind, SurveyPlace(township="㟃头镇", name=LONG, tail="201"))
    photos = tuple(Digest(f"{at:02x}" * 32) for at in range(16))
    survey.put(Finding(n=0, problem=LONG, fact=LONG * 2, cause=LONG, photos=photos))
    survey.put(Finding(n=0))
    return survey_page(survey, jobs)


def survey_signing(jobs: Jobs) -> SurveyPage:
    page = surveying(jobs, SURVEY)
    page.session.seal()
    return page


def pictured(desk: VisitDesk, build: Callable[[], Page]) -> Page:
    """Hang photos beside the rows."""
    desk.take_in(ItemCode("ZB-2"), [Path("a.jpg"), Path(f"{LONG}.jpg")], Ticket())
    return build()


def asked(page: VisitPage, key: str) -> VisitPage:
    """Open what stands beside the rows: questions or clues."""
    page.zone.go(Spot(step=None, item=ItemCode("ZB-1")))
    page.zone.command(key)
    return page


def typed(page: VisitPage, keys: str) -> VisitPage:
    """Type on a row that counts faults."""
    page.zone.go(Spot(step=None, item=ItemCode("ST-2")))
    for key in keys:
        page.zone.marker.press(key)
    return page


CHOICES = [
    Choice(
        key=VisitKey(
            round=RoundId("2026-11"), kind=kind, site=SITES[0].code, team=TeamId("T01"), ordinal=2
        ),
        place=f"㟃头镇 {LONG}（201）",
        kind=VisitKind(id=kind, name=name),
        state=VisitState.OPEN,
        planned=planned,
        asks="只有看、查两步，满分 312.5 分，不评星级",
    )
    for kind, name, planned in (("cross", "交叉考评", True), ("unannounced", "四不两直", False))
]


@pytest.fixture
def pages(
    desk: VisitDesk, shell: Shell, settings: QSettings, tmp_path: Path
) -> dict[str, Callable[[], Page]]:
    """Every page of the field, by name."""
    desk.place = Place(township="㟃头镇", name=LONG, tail="201")

    def reviewing() -> Page:
        page = VisitPage(desk, shell.jobs, settings)
        page.show_review()
        return page

    def signing(*, locked: bool = False) -> Page:
        page = VisitPage(desk, shell.jobs, settings)
        paper = desk.paper
        for line in paper.lines() if locked else ():
            paper.sign(Signing(part=line.due.part, name="欧阳㟃䢺𬇙"))
        paper.put_objections([Objection(item=ItemCode("ST-2"), text=LONG * 3, by=LONG)])
        page.ending.seal("雨天")
        if locked:
            paper.lock(elsewhere=True)
        page.parts.show_part(page.sign)
        return page

    def shooting(what: str) -> Page:
        slates, roll = desk.slates, desk.roll
        assert isinstance(slates, MemorySlates)
        assert isinstance(roll, MemoryPhotos)
        slates.site, slates.township = LONG, "㟃头镇"
        for minute in (1, 2, 20, 21) if what != "how" else ():
            roll.shoot("HUAWEI Mate 60 Pro 典藏版" if minute < 10 else "", minute)
        roll.set_clock("HUAWEI Mate 60 Pro 典藏版", 124, 1)
        page = VisitPage(desk, shell.jobs, settings)
        page.parts.show_part(page.shooting.slate if what == "slate" else page.shooting.photos)
        if what == "marks":
            page.shooting.photos.ask_marks()
        return page

    def at(item: str) -> Callable[[], Page]:
        def build() -> Page:
            page = VisitPage(desk, shell.jobs, settings)
            page.zone.go(Spot(step=None, item=ItemCode(item)))
            return page

        return build

    recents = [Recent(path=tmp_path, title=LONG, role="field")]
    return {
        "welcome": lambda: WelcomePage(recents),
        "first": lambda: WelcomePage([]),
        "today": lambda: looked(TodayPage(StillDay())),
        "today done": lambda: looked(TodayPage(sealed_day())),
        "no day": lambda: looked(TodayPage(StillDay(rows=()))),
        "problems": lambda: ProblemsPage(StillProblems()),
        "blanks": lambda: BlanksPage(StillBlanks(), shell.jobs),
        "differences": lambda: comparing(BlanksPage(StillBlanks(), shell.jobs)),
        "no blanks": lambda: BlanksPage(StillBlanks(rows=()), shell.jobs),
        "sites": lambda: SitesPage(lambda: SITES, "禾县　2026-11 轮"),
        "scoring": at("ST-2"),
        "grid": at("ZB-4"),
        "steps": lambda: pictured(desk, at("ZB-2")),
        "asking": lambda: asked(VisitPage(desk, shell.jobs, settings), "Q"),
        "clues": lambda: asked(VisitPage(desk, shell.jobs, settings), "V"),
        "doubted": lambda: typed(VisitPage(desk, shell.jobs, settings), "1120"),
        "typed": lambda: typed(VisitPage(desk, shell.jobs, settings, lambda: 0.0), "BAD"),
        "slate": partial(shooting, "slate"),
        "photos": partial(shooting, "photos"),
        "no photos": partial(shooting, "how"),
        "marks": partial(shooting, "marks"),
        "settings": lambda: SettingsPage(lambda: None, StillLocks()),
        "locked": lambda: LockPage(LONG, tmp_path, office=False),
        "forgotten": lambda: forgotten(LockPage(LONG, tmp_path, office=True)),
        "handing": lambda: HandingPage(StillLaptop(), shell.jobs, settings),
        "review": reviewing,
        "signing": signing,
        "signed": lambda: signing(locked=True),
        "backup": lambda: BackupPage(StillBackups(), shell.jobs),
        "restoring": lambda: restoring(shell.jobs),
        "survey": lambda: surveying(shell.jobs, SURVEY),
        "revisit": lambda: surveying(shell.jobs, RETURN),
        "observation": lambda: surveying(shell.jobs, SHOW),
        "nothing yet": lambda: survey_page(MemorySurvey(RETURN), shell.jobs),
        "survey signing": lambda: survey_signing(shell.jobs),
        "kinds": lambda: KindsPage(CHOICES),
    }


PAGES = [
    "welcome", "first", "sites", "scoring", "grid", "review", "settings", "handing", "locked",
    "forgotten", "backup", "restoring", "today", "today done", "no day", "problems", "survey",
    "revisit", "observation", "nothing yet", "survey signing", "kinds", "signing", "signed",
    "slate", "photos", "no photos", "marks", "steps", "asking", "clues", "doubted", "typed",
]  # fmt: skip


def show(shell: Shell, build: Callable[[], Page], size: tuple[int, int], qtbot: QtBot) -> Page:
    entries = [
        Entry(key="sites", word="站点", icon="map-trifold", build=Page),
        Entry(key="it", word="考评", icon="clipboard-text", build=build),
    ]
    shell.resize(*size)
    shell.show()
    qtbot.waitExposed(shell)
    shell.open_workspace(Workspace.FIELD, entries, "禾县 T07 组", "it")
    for _ in range(5):  # what is high because it wraps is laid out after what it stands in
        QApplication.sendPostedEvents()
    page = shell.page()
    assert page is not None
    return page


@pytest.mark.parametrize("scale", [1.0, 1.15, 1.3])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_every_text_has_room(
    shell: Shell, pages: dict[str, Callable[[], Page]], name: str, size: tuple[int, int],
    scale: float, qtbot: QtBot,
) -> None:  # fmt: skip
    look().rescale(scale)
    show(shell, pages[name], size, qtbot)
    assert list(faults(shell)) == []
    assert (shell.width(), shell.height()) == size, "a page must not push the window open"


@pytest.mark.parametrize("name", PAGES)
def test_whoever_takes_the_focus_has_a_name(
    shell: Shell, pages: dict[str, Callable[[], Page]], name: str, qtbot: QtBot
) -> None:
    show(shell, pages[name], (1366, 768), qtbot)
    for widget in shell.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(
            widget, QAbstractScrollArea
        ):
            assert widget.accessibleName(), f"{type(widget).__name__} has no name"
    for view in shell.findChildren(QAbstractItemView):
        assert view.accessibleName()
        assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@pytest.mark.parametrize("name", PAGES)
def test_no_single_key_is_a_shortcut(
    shell: Shell, pages: dict[str, Callable[[], Page]], name: str, qtbot: QtBot
) -> None:
    show(shell, pages[name], (1366, 768), qtbot)
    for action in shell.findChildren(QAction):
        for shortcut in action.shortcuts():
            keys = shortcut.toString()
            lone = "+" not in keys.removesuffix("+")
            assert not lone or (keys.startswith("F") and keys[1:].isdecimal()), keys
            assert not keys.startswith("Alt+") or keys[-1].isdecimal(), keys
            assert keys not in {"Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+5", "Alt+F4"}


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_changes_by_tokens_and_paints(
    shell: Shell, pages: dict[str, Callable[[], Page]], theme: str, qtbot: QtBot
) -> None:
    page = show(shell, pages["scoring"], (1366, 768), qtbot)
    look().switch(theme)
    picture = page.grab().toImage()
    assert picture.pixelColor(picture.width() - 4, 30) == look().colour("surface")


def test_every_model_keeps_qt_s_rules(
    shell: Shell, pages: dict[str, Callable[[], Page]], qtmodeltester: ModelTester, qtbot: QtBot
) -> None:
    seen: set[str] = set()
    for name in (*PAGES, "blanks", "differences"):
        show(shell, pages[name], (1366, 768), qtbot)
        if name == "today":
            shell.frame.show_palette()
        for model in loaded_models(shell):
            qtmodeltester.check(model)
            assert model.rowCount(model.index(0, 0)) == 0, "rows of a list have no rows"
            seen.add(name_of(model))
    assert every_model(office=False) - seen == set()


def test_every_row_says_what_it_is(
    shell: Shell, pages: dict[str, Callable[[], Page]], qtbot: QtBot
) -> None:
    role = int(Qt.ItemDataRole.AccessibleTextRole)
    for name in PAGES:
        page = show(shell, pages[name], (1366, 768), qtbot)
        for view in page.findChildren(QAbstractItemView):
            model = view.model()
            for row in range(model.rowCount()):
                assert model.data(model.index(row, 0), role), f"{name} {type(model).__name__}"


def test_every_state_has_a_shape_of_its_own(qapp: QObject) -> None:
    from PySide6.QtCore import QRectF  # noqa: PLC0415 - this test alone paints
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415 - this test alone paints

    from inspector.ui.glyphs import paint_glyph  # noqa: PLC0415 - this test alone paints

    del qapp
    drawn: dict[Glyph, list[int]] = {}
    for glyph in Glyph:
        image = QImage(18, 18, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint_glyph(painter, QRectF(0, 0, 18, 18), glyph)
        painter.end()
        drawn[glyph] = [image.pixelColor(n % 18, n // 18).value() for n in range(18 * 18)]
    for one in Glyph:
        for other in Glyph:
            if one is not other:
                differ = sum(abs(a - b) > 40 for a, b in zip(drawn[one], drawn[other], strict=True))
                ink = max(sum(255 - value > 40 for value in drawn[glyph]) for glyph in (one, other))
                assert differ >= 0.12 * ink, f"{one} looks like {other}"
