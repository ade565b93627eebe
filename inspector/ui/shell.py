"""The window: navigation, one page at a time, dock, toast, and the strips over every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from inspector.ui import texts
from inspector.ui.answering import Answering
from inspector.ui.disk_watch import DiskWatch
from inspector.ui.finding import no_sites
from inspector.ui.frame import Frame
from inspector.ui.job import Job, Jobs
from inspector.ui.look import look
from inspector.ui.navigation import Navigation, Workspace
from inspector.ui.page import Entry, Page
from inspector.ui.widgets.keycap import KeyHints
from inspector.ui.widgets.panel import Panel
from inspector.ui.widgets.warning_bar import WarningBar
from inspector.ui.widgets.whole_page import WholePage

if TYPE_CHECKING:
    from inspector.ui.dock import Dock
    from inspector.ui.toast import Toast

SMALLEST = (880, 480)
"""Logical px."""

ROOM_FOR_HINTS = 640
"""From this height on (at 100 %) the keys stand at the foot; F1 has them always."""


class Shell(Panel):
    """Holds the pages and builds none of their content.

    ``jobs`` is the queue of long work; its dock stands at the foot of every page. ``disk`` watches
    the open folder and speaks in the strip over every page. ``painted`` follows once, when the
    window has been drawn for the first time.
    """

    painted = Signal()

    def __init__(self) -> None:
        super().__init__("bg")
        self.setWindowTitle(texts.PRODUCT)
        self.setMinimumSize(*SMALLEST)
        self.jobs = Jobs(self)
        self._answering = Answering(self.jobs)
        self.jobs.failed.connect(lambda _job, error: self.explain(error))
        self._entries: dict[str, Entry] = {}
        self._pages: dict[str, Page] = {}
        self._navigation: Navigation | None = None
        self._workspace, self._place = Workspace.FIELD, ""
        self._stack = QStackedWidget()
        self.whole = WholePage(self._stack)
        self._hints = KeyHints()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.warning = WarningBar(texts.TRY_AGAIN)
        self.disk = DiskWatch(self.warning, self.jobs)
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addWidget(self.warning)
        side.addWidget(self.whole, 1)
        side.addWidget(self._hints)
        self._row.addLayout(side, 1)
        self._side = side
        self._dock: Dock | None = None
        self._toast: Toast | None = None
        self.jobs.began.connect(self._show_dock)
        self._drawn, self._warned = False, False
        self.leaving: Callable[[], None] = lambda: None
        """Called once when the window closes."""
        self.may_close: Callable[[], bool] = lambda: True
        """Asked before; who says no closes the window later."""
        self.frame = Frame(self, self)
        look().changed.connect(self._fit)

    @property
    def toast(self) -> Toast:
        """The one toast of the window; made when there is first something to say."""
        if self._toast is None:
            from inspector.ui.toast import Toast  # noqa: PLC0415 - the first paint must not wait

            self._toast = Toast(self, self.whole, self._hints)
        return self._toast

    def say(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        """Show a sentence in the toast; ``undo`` puts a 撤销 beside it."""
        self.toast.say(sentence, undo)

    def put_strip(self, strip: QWidget) -> None:
        """Let a strip stand over every page, whenever it is not hidden."""
        self._side.insertWidget(0, strip)

    def show_alone(self, page: Page) -> None:
        """Show one page without navigation, such as the welcome page; forget the others."""
        self._forget()
        self._adopt("", page)

    def open_workspace(
        self, workspace: Workspace, entries: Sequence[Entry], place: str, first: str
    ) -> None:
        """Show a workspace's navigation and its page ``first``; forget what was open before."""
        self._forget()
        self._workspace, self._place = workspace, place
        self._entries = {entry.key: entry for entry in entries}
        self._navigate()
        self.go(first)

    def put_entry(self, entry: Entry) -> None:
        """Add a page to the navigation, or another one in place of the page of that key."""
        old = self._pages.pop(entry.key, None)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        self._entries[entry.key] = entry
        self._navigate()

    def go(self, key: str) -> Page:
        """Open a page, building it the first time.

        Raises:
            KeyError: The workspace has no such page.
        """
        if key not in self._pages:
            return self._adopt(key, self._entries[key].build())
        page = self._pages[key]
        self._show(key, page)
        return page

    def page(self) -> Page | None:
        """Return the page that is shown."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    def explain(self, error: BaseException) -> None:
        """Show an error in three parts; a bug can be copied as a report."""
        from inspector.ui.crash import Notice, report_of  # noqa: PLC0415 - as above

        notice = Notice(report_of(error), self)
        notice.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        notice.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._drawn:
            self._drawn = True
            QTimer.singleShot(0, self.painted.emit)

    def may_leave(self) -> bool:
        """Save what pages still hold; False, once, if something cannot be saved.

        Whoever asks a second time gives it up.
        """
        unsaved = [page for page in self._pages.values() if not page.save_rest()]
        given_up, self._warned = self._warned, bool(unsaved)
        if not unsaved or given_up:
            return True
        self.say(texts.NOT_KEPT)
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave() or not self.may_close():
            event.ignore()
            return
        self._answering.end()  # work that waits for us could not stop
        self.jobs.wait()
        self.leaving()
        super().closeEvent(event)

    def entries(self) -> Sequence[Entry]:
        """Return the pages of the open workspace, in the order of the navigation."""
        return tuple(self._entries.values())

    def fold(self) -> None:
        """Fold the office's side list to icons, or unfold it; remembered."""
        look().fold(self.width())

    def _adopt(self, key: str, page: Page) -> Page:
        self._pages[key] = page
        page.key = key
        self._stack.addWidget(page)
        page.toast.connect(self.say)
        page.undoable.connect(self.say)
        page.failed.connect(self.explain)
        page.hints_changed.connect(self._show_hints)
        page.headline_changed.connect(self._show_title)
        self._show(key, page)
        return page

    def _show(self, key: str, page: Page) -> None:
        self._stack.setCurrentWidget(page)
        if self._navigation is not None:
            self._navigation.mark(key)
        page.opened()
        self._show_hints()
        self._show_title()

    def _show_hints(self) -> None:
        page = self.page()
        if page is not None:
            self._hints.set_hints([*page.hints(), ("F1", texts.ALL_KEYS)])

    def _show_title(self) -> None:
        """Name the page and the place in the title: windows are told apart by it when switched.

        What was said of the page that stood there before is over.
        """
        if self._toast is not None:
            self._toast.turn()
        page = self.page()
        entry = self._entries.get(page.key) if page is not None else None
        if page is None or entry is None:
            self.setWindowTitle(texts.PRODUCT)
            return
        words = page.headline() or texts.TITLE_PAGE.format(page=entry.word, place=self._place)
        self.setWindowTitle(texts.TITLE.format(page=words, product=texts.PRODUCT))

    def _show_dock(self, job: Job) -> None:
        if self._dock is None:
            from inspector.ui.dock import Dock  # noqa: PLC0415 - as above

            self._dock = Dock(self.jobs, monotonic)
            self._side.addWidget(self._dock)
            self._dock.show_job(job)

    def _forget(self) -> None:
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages, self._entries = {}, {}
        self.frame.cover_no_more()
        self.frame.find_sites = no_sites
        self._drop_navigation()

    def _navigate(self) -> None:
        self._drop_navigation()
        entries = tuple(self._entries.values())
        self._navigation = Navigation(self._workspace, entries, self._place)
        self._navigation.chosen.connect(self.go)
        self._navigation.turned.connect(self.fold)
        self.frame.folds = self._workspace is Workspace.OFFICE
        self._row.insertWidget(0, self._navigation)
        self._fit()

    def _drop_navigation(self) -> None:
        if self._navigation is not None:
            self._row.removeWidget(self._navigation)
            self._navigation.deleteLater()
            self._navigation = None
        self.frame.folds = False

    def _fit(self) -> None:
        if self._navigation is not None:
            self._navigation.fit(folded=look().folds(self.width()))
        self._hints.setVisible(self.height() / look().scale >= ROOM_FOR_HINTS)
