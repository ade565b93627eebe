"""From the welcome page into a workspace: open, create, unpack, play. All of it in jobs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QThreadPool, QTimer
from PySide6.QtWidgets import QDialog

from inspector.domain.errors import InspectorError
from inspector.domain.progress import Ticket
from inspector.platform.clock import Clock
from inspector.ui import texts
from inspector.ui.backup_watch import BackupWatch
from inspector.ui.idle import Idle
from inspector.ui.look import FIELD_SCALE, SCALE_KEY, look
from inspector.ui.office_door import show_new_office
from inspector.ui.page import Page
from inspector.ui.pages.welcome.choices import Recent
from inspector.ui.pages.welcome.page import WelcomePage
from inspector.ui.practice_door import PracticeDoor
from inspector.ui.recent import read_recent, remember
from inspector.ui.restore_door import show_restoring
from inspector.ui.shell import Shell
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.keys import bind_keys

if TYPE_CHECKING:
    from inspector.actions.desk import Desk
    from inspector.ui.pages.welcome.forms import DispatchWish, PinWish
    from inspector.ui.pages.welcome.locked import LockPage
    from inspector.ui.workspaces import Where

DEMO_PIN = "135790"
"""The PIN of the sample county, whose marks are invented (``actions.playing``)."""

AFTER_PAINT = 200
"""Milliseconds after which the first page is painted, and the others' modules are imported."""

OFFICE_FOLDER, GAP_TEAM_FOLDER = "县办", "外业_T09"
"""Folders of a played county; team T09 left one site out."""


class Doors(QObject):
    """Joins the welcome page and the lock to the actions; imports them only when needed."""

    def __init__(self, shell: Shell, settings: QSettings, home: Path, clock: Clock) -> None:
        super().__init__(shell)
        self._shell, self._settings, self._home, self._clock = shell, settings, home, clock
        self._desk: Desk | None = None
        self._title = ""
        self._where: Callable[[], Where] | None = None
        self._welcome: WelcomePage | LockPage | None = None
        self._after: Callable[[], object] | None = None
        shell.leaving = self.close
        shell.may_close = self._may_close
        shell.jobs.idle.connect(self._go_on)
        self.practice = PracticeDoor(shell, home, clock, self.leave)
        self.backups = BackupWatch(shell)
        self.idle = Idle(settings, clock, self)
        self.idle.due.connect(self._lock_unless_busy)
        bind_keys(shell, [("Ctrl+L", self.lock)], Qt.ShortcutContext.WindowShortcut)

    def show_welcome(self) -> None:
        """Close what is open and show the three choices."""
        self.close()
        page = WelcomePage(read_recent(self._settings), DEMO_PIN)
        page.sample.connect(self.open_sample)
        page.practice.connect(self.practise)
        page.chosen.connect(self.open_chosen)
        page.folder.connect(self.open_folder)
        page.forgot.connect(self._ask_other_way)
        page.reset.connect(self.reset_pin)
        page.office.connect(self.new_office)
        page.dispatch.connect(self.open_dispatch)
        page.restore.connect(self.restore)
        self._welcome = page
        self._shell.show_alone(page)

    def leave(self) -> None:
        """Go back to the start once the click that asked for it, and the job at work, are over."""
        if self._shell.may_leave():
            self._once_idle(
                lambda: QTimer.singleShot(0, self._shell, self.show_welcome), texts.LEAVE_LATER
            )

    def close(self) -> None:
        """Close the open folder, so that others can open it, and forget its keys."""
        desk, self._desk = self._desk, None
        self._where = None
        self._shell.disk.watch(None)
        self.backups.watch(None)
        if desk is not None:
            desk.close()
        self.practice.end()

    def practise(self) -> None:
        """Open a laptop of the fictional county that goes away at the end."""
        self.practice.start(lambda desk: self._enter(desk, practice=True), self._fail)

    def lock(self) -> None:
        """Close the folder and cover the window; a job at work ends first."""
        running = self._shell.jobs.running
        if self._desk is None:
            return
        if self.practice.on:
            self._shell.say(texts.PRACTICE_NO_LOCK)
            return
        if running is not None:
            self.backups.stop()
            self._shell.say(texts.LOCK_LATER.format(title=running.title))
            self._after = self.lock
            return
        if not all(page.save_rest() for page in self._shell.findChildren(Page)):
            self._shell.say(texts.NOT_KEPT)
            return
        for dialog in self._shell.findChildren(QDialog):
            dialog.reject()  # what hangs in front of the window would go on showing sites
        QTimer.singleShot(0, self._cover)

    def open_chosen(self, path: Path, title: str) -> None:
        """Open a data folder by what this machine remembers, or ask for its PIN."""
        from inspector.platform.folder import Way, describe  # noqa: PLC0415 - after first paint

        try:
            by_itself = Way.KEYRING in describe(path).wraps
        except InspectorError as error:
            self._fail(error)
            return
        page = self._welcome
        if not isinstance(page, WelcomePage):
            return
        if not by_itself:
            page.ask_pin(path, title)
            return

        def work(_ticket: Ticket) -> Desk:
            from inspector.actions.unlocking import sit_down_remembered  # noqa: PLC0415 - as above

            return sit_down_remembered(path, clock=self._clock)

        def ask(error: Exception) -> None:
            from inspector.platform.keychain import KeychainMissing  # noqa: PLC0415 - as above

            if isinstance(error, KeychainMissing):
                page.ask_pin(path, title, why=texts.NOT_REMEMBERED)
            else:
                self._fail(error)

        self._shell.jobs.start(texts.OPENING, work, self._enter, failed=ask)

    def open_folder(self, path: Path, pin: str) -> None:
        """Open a data folder and show its workspace."""
        self._open(path, pin, None)

    def reset_pin(self, wish: PinWish, where: Where | None = None) -> None:
        """Give a folder another PIN by code or recovery key, and open it."""

        def work(_ticket: Ticket) -> Path:
            from inspector.actions import unlocking  # noqa: PLC0415 - after the first paint

            unlock = unlocking.unlock_with_recovery if wish.office else unlocking.unlock_with_code
            unlock(wish.folder, wish.secret, wish.pin, clock=self._clock)
            return wish.folder

        self._start(texts.UNLOCKING, work, lambda path: self._open(path, wish.pin, where))

    def open_sample(self) -> None:
        """Open the sample county; the first time its round is played."""
        out = self._home / texts.SAMPLE_COUNTY
        office = out / OFFICE_FOLDER
        if (office / "folder.json").is_file():
            self.open_folder(office, DEMO_PIN)
            return

        def work(ticket: Ticket) -> Path:
            from inspector.actions.playing import Script, play  # noqa: PLC0415 - as above

            return play(out, Script(sites=44, photos=1, untidy=True, sheets=False), ticket).office

        self._start(texts.PLAYING, work, self._enter_sample, unit=texts.STEP)

    def new_office(self) -> None:
        """Show the page that makes a county office."""
        self._welcome = None
        show_new_office(self._shell, self._clock, self.leave, self.open_folder)

    def restore(self) -> None:
        """Show the page that brings a backup back."""
        self._welcome = None
        show_restoring(self._shell, self._clock, self.leave, self.open_folder)

    def open_dispatch(self, wish: DispatchWish) -> None:
        """Make a field folder from a dispatch, or bring it up to date, and open it."""

        def work(ticket: Ticket) -> Path:
            from inspector.actions import opening  # noqa: PLC0415 - as above

            handed = opening.HandedOut(package=wish.package, code=wish.code)
            opening.open_dispatch(wish.folder, handed, wish.pin, clock=self._clock, ticket=ticket)
            return wish.folder

        self._start(texts.UNPACKING, work, lambda path: self.open_folder(path, wish.pin))

    def _open(self, path: Path, pin: str, where: Where | None) -> None:
        def work(_ticket: Ticket) -> Desk:
            from inspector.actions.desk import sit_down  # noqa: PLC0415 - after the first paint
            from inspector.actions.unlocking import add_recovery  # noqa: PLC0415 - as above
            from inspector.ui.workspaces import prepare  # noqa: PLC0415 - as above

            desk = sit_down(path, pin, clock=self._clock)
            add_recovery(desk)
            prepare(desk.folder.role)
            return desk

        self._start(texts.OPENING, work, lambda desk: self._enter(desk, where))

    def _enter(self, desk: Desk, where: Where | None = None, *, practice: bool = False) -> None:
        from inspector.actions.homing import take_notice  # noqa: PLC0415 - as above
        from inspector.actions.showing import face_of  # noqa: PLC0415 - as above
        from inspector.ui.workspaces import Ways, open_workspace, warm_up  # noqa: PLC0415 - as above

        self.close()
        self._desk = desk
        self._welcome = None
        self.idle.touch()
        self._shell.disk.watch(desk)
        face = face_of(desk)
        title = texts.TEAM.format(county=face.county, team=face.team) if face.team else face.county
        if not practice:  # of which nothing is kept
            self.backups.watch(desk)
            recent = Recent(path=desk.folder.path, title=title, role=str(face.role))
            remember(self._settings, recent)
        if not self._settings.value(SCALE_KEY):
            look().rescale(FIELD_SCALE if face.team else 1.0)
            self._settings.remove(SCALE_KEY)  # nobody chose it: another role starts with its own
        self._title = title
        ways = Ways(leave=self.leave, lock=self.lock)
        self._where = open_workspace(self._shell, desk, self._settings, ways, where)
        if notice := take_notice(desk.store):
            self._shell.say(notice)
        role, pool = desk.folder.role, QThreadPool.globalInstance()
        QTimer.singleShot(AFTER_PAINT, self, lambda: pool.start(lambda: warm_up(role)))

    def _cover(self) -> None:
        from inspector.ui.pages.welcome.locked import LockPage  # noqa: PLC0415 - as above

        desk = self._desk
        if desk is None or self._where is None or self._shell.jobs.running is not None:
            return
        where, path = self._where(), desk.folder.path
        page = LockPage(self._title, path, office=str(desk.folder.role) == "office")
        del desk
        self.close()
        page.pin.connect(lambda pin: self._open(path, pin, where))
        page.reset.connect(lambda wish: self.reset_pin(wish, where))
        page.left.connect(self.leave)
        self._welcome = page
        self._shell.show_alone(page)

    def _lock_unless_busy(self) -> None:
        saved = all(page.save_rest() for page in self._shell.findChildren(Page))
        if self.practice.on:
            return
        if saved and (self._shell.jobs.running is None or self.backups.busy):
            self.lock()

    def _ask_other_way(self, path: Path) -> None:
        from inspector.platform.folder import Role, describe  # noqa: PLC0415 - as above

        try:
            office = describe(path).role is Role.OFFICE
        except InspectorError as error:
            self._fail(error)
            return
        if isinstance(self._welcome, WelcomePage):
            self._welcome.ask_other_way(office=office)

    def _once_idle(self, act: Callable[[], object], saying: str) -> None:
        """Do something once no job is at work; what runs is asked to stop."""
        running = self._shell.jobs.running
        if running is None:
            act()
            return
        self._after = act
        self._shell.say(saying.format(title=running.title))
        self._shell.jobs.stop()

    def _go_on(self) -> None:
        act, self._after = self._after, None
        if act is not None:
            act()

    def _may_close(self) -> bool:
        """Close at once, or ask first what becomes of the job at work."""
        running = self._shell.jobs.running
        if running is None:
            return not self.backups.before_closing(self._shell.close)
        if self.backups.busy:  # whoever asks again does not wait for it
            self.backups.stop()
            return True
        Confirm(
            [texts.STILL_WORKING.format(title=running.title)],
            texts.STOP_AND_CLOSE,
            lambda: self._once_idle(self._shell.close, texts.LEAVE_LATER),
            self._shell,
        ).open()
        return False

    def _enter_sample(self, office: Path) -> None:
        team = office.parent / GAP_TEAM_FOLDER
        if (team / "folder.json").is_file():
            title = f"{texts.SAMPLE_COUNTY} {GAP_TEAM_FOLDER.rpartition('_')[2]} 组"
            remember(self._settings, Recent(path=team, title=title, role="field"))
        self.open_folder(office, DEMO_PIN)

    def _start(
        self,
        title: str,
        work: Callable[[Ticket], object],
        done: Callable[..., None],
        unit: str = "",
    ) -> None:
        self._shell.jobs.start(title, work, done, unit=unit, failed=self._fail)

    def _fail(self, error: Exception) -> None:
        page = self._welcome
        if isinstance(error, InspectorError) and page is not None and page.asking:
            page.refuse(f"{error.sentence()} {error.advice()}")
        else:
            self._shell.explain(error)
