"""The intake page: choose packages, read them, look, take them in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from inspector.domain.progress import Ticket
from inspector.ui.job import Jobs
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.intake import texts
from inspector.ui.pages.intake.apart import ApartDesk, ApartPanel
from inspector.ui.pages.intake.counts import PlanCounts
from inspector.ui.pages.intake.desk import IntakeDesk
from inspector.ui.pages.intake.inside import InsidePanel
from inspector.ui.pages.intake.parcel_list import ParcelList
from inspector.ui.pages.intake.parcels import Parcel, Stage, done_words, found, told_of
from inspector.ui.pages.intake.receipts import ReceiptButton
from inspector.ui.pages.intake.work import TableWork
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.page_head import PageHead
from inspector.ui.widgets.panel import Hairline, Panel, column, row
from inspector.ui.widgets.side import WithSide


class IntakePage(Page):
    """``coverage_wanted`` leads to the coverage; ``ask_files`` and ``ask_folder`` ask people.

    ``taken_in`` says that packages came in, and maybe photos with them.
    """

    about = texts.HELP

    coverage_wanted = Signal()
    taken_in = Signal()

    ground = "surface"

    def __init__(self, desk: IntakeDesk, jobs: Jobs, apart: ApartDesk) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.ask_files: Callable[[], Sequence[str]] = partial(_ask_files, self)
        self.ask_folder: Callable[[], str] = partial(_ask_folder, self)
        self._work = TableWork(desk)
        self._busy = ""
        self.list, self.inside, self.counts = ParcelList(), InsidePanel(), PlanCounts()
        self.told = Label("", 15, "text2", wrap=True)
        self._empty = Empty(texts.EMPTY, texts.FILES, self.choose_files)
        self._stack = QStackedWidget()
        self._side = WithSide(self._build_main(), self.inside, texts.SIDE, 380)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._side)
        self.apart = ApartPanel(apart, jobs)
        self._stack.addWidget(self.apart)
        self._deciding, self._waiting = False, 0
        self._files = Button(
            texts.FILES, self.choose_files, key="Ctrl+I", icon="tray-arrow-down", height=38
        )
        self._folder = Button(
            texts.FOLDER, self.choose_folder, key="Ctrl+O", icon="folder-open", height=38
        )
        self.receipts = ReceiptButton(desk, jobs, self.parcels, self.toast.emit)
        self.act = Button(texts.READ, self.go_on, key="Enter", kind=Kind.PRIMARY, height=40)
        self.to_apart = Button(texts.APART, self.turn_apart, height=38)
        self._head = PageHead(
            texts.TITLE,
            self._side.button,
            self.to_apart,
            self._folder,
            self._files,
            self.receipts,
            self.act,
        )
        box = column(self._head, Hairline())
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        self.setAcceptDrops(True)
        self._connect()
        self._show()

    def opened(self) -> None:
        """Take the focus; what lies on the table stays."""
        self._load_apart()
        if self._deciding:
            self.apart.take_focus()
        elif self.parcels():
            self.list.setFocus()
        else:
            self._empty.take_focus()

    def hints(self) -> Sequence[Hint]:
        if self._deciding:
            return texts.KEYS_APART
        return {
            None: texts.KEYS_EMPTY,
            Stage.FOUND: texts.KEYS_FOUND,
            Stage.READ: texts.KEYS_READ,
            Stage.TAKEN: texts.KEYS_DONE,
        }[self.stage()]

    def parcels(self) -> tuple[Parcel, ...]:
        """Return the packages on the table."""
        return self.list.parcels.all

    def stage(self) -> Stage | None:
        """Return what Enter would go on from; None while nothing lies on the table."""
        stages = {one.stage for one in self.parcels() if one.chosen or one.refusal or one.taken}
        if any(one.waits for one in self.parcels()):
            stages.add(Stage.READ)
        if not self.parcels():
            return None
        if Stage.FOUND in stages or not stages:
            return Stage.FOUND
        return Stage.READ if Stage.READ in stages else Stage.TAKEN

    def choose_files(self) -> None:
        """Ask for package files."""
        self.add_files(Path(name) for name in self.ask_files())

    def choose_folder(self) -> None:
        """Ask for a stick or folder and put every package in it on the table."""
        name = self.ask_folder()
        if name:
            self.add_folder(Path(name))

    def add_folder(self, folder: Path) -> None:
        """Put the packages of a folder, and of the folders in it, on the table."""
        listed = [*folder.glob(f"*{texts.ENDING}"), *folder.glob(f"*/*{texts.ENDING}")]
        came = [file for file in listed if not file.name.startswith(texts.DISPATCHED)]
        if not came:
            self.toast.emit(texts.NONE_IN_FOLDER.format(folder=folder.name or str(folder)))
            return
        self.add_files(sorted(came))

    def add_files(self, files: Iterable[Path]) -> None:
        """Put packages on the table; those taken in before are cleared away."""
        if self._busy:
            return
        kept = [one for one in self.parcels() if one.taken is None]
        known = {one.file for one in kept}
        new = [found(file) for file in files if file not in known]
        if new:
            self._put([*kept, *new])
            self.list.choose(len(kept))
            self.list.setFocus()

    def go_on(self) -> None:
        """Read what was found; then take in what was read; then go to the coverage."""
        if self._busy:
            return
        stage = self.stage()
        if stage is None:
            self.choose_files()
        elif stage is Stage.TAKEN:
            self.coverage_wanted.emit()
        else:
            ready = [one.file for one in self.parcels() if one.chosen and one.stage is stage]
            if ready and stage is Stage.FOUND:
                self._start((texts.READING, texts.READING_SHORT, ""), self._work.read(ready))
            elif ready or any(one.waits for one in self.parcels()):
                refused = [(one.file, one.refusal.code) for one in self.parcels() if one.refusal]
                work = self._work.take(ready, refused)
                self._start((texts.TAKING, texts.TAKING_SHORT, texts.UNIT), work)

    def turn_apart(self) -> None:
        """Go to the packages that wait for a decision, or back to the table."""
        self._deciding = not self._deciding and self._waiting > 0
        self._show()
        self.opened()

    def drop_all(self) -> None:
        """Clear the table; nothing was written of what was not taken in."""
        if self._busy or not self.parcels():
            return
        read = any(one.card is not None and one.taken is None for one in self.parcels())
        self._put(())
        self.opened()
        if read:
            self._jobs.start(texts.FORGETTING, lambda _ticket: self._desk.forget(), _nothing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if not self._side.close_drawer():
                self.drop_all()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        for folder in (path for path in paths if path.is_dir()):
            self.add_folder(folder)
        self.add_files(path for path in paths if path.is_file())

    def _build_main(self) -> QWidget:
        line = row(self.told, self.counts, gap=12)
        line.setStretch(0, 1)
        line.setContentsMargins(u(20), u(10), u(16), u(8))
        box = column()
        box.addLayout(line)
        box.addWidget(Hairline())
        box.addWidget(self.list, 1)
        main = Panel("surface")
        main.setLayout(box)
        return main

    def _connect(self) -> None:
        self.list.moved.connect(self._show_inside)
        self.list.turned.connect(self._turn)
        self.list.going_on.connect(self.go_on)
        self.list.next.connect(self.list.go_to_strange)
        self.counts.picked.connect(self.list.go_to_kind)
        self.apart.decided.connect(self.toast)
        self.apart.decided.connect(self._load_apart)
        self.apart.decided.connect(self.taken_in)
        self.apart.left.connect(self.turn_apart)
        bind_keys(self, [("Ctrl+I", self.choose_files), ("Ctrl+O", self.choose_folder)])

    def _start(self, words: tuple[str, str, str], work: Callable[[Ticket], object]) -> None:
        title, self._busy, unit = words
        job = self._jobs.start(title, work, _nothing, unit=unit, ended=self._finish)
        job.stepped.connect(self._take_results)
        self._show()

    def _load_apart(self, *_said: object) -> None:
        self._waiting = self.apart.load()
        self._deciding = self._deciding and self._waiting > 0
        self._show()

    def _take_results(self, *_step: object) -> None:
        self._put(self._work.applied(self.parcels()))

    def _finish(self) -> None:
        self._busy = ""
        self._load_apart()
        self._take_results()
        taken = [one for one in self.parcels() if one.stage is Stage.TAKEN]
        if taken and self.stage() is Stage.TAKEN:
            self.toast.emit(done_words(self.parcels()))
            self.taken_in.emit()
        if self.stage() is Stage.READ and any(one.strange for one in self.parcels()):
            self.list.go_to_strange()

    def _put(self, parcels: Sequence[Parcel]) -> None:
        self.list.parcels.show_parcels(parcels)
        self.list.scheduleDelayedItemsLayout()
        self._show()

    def _show(self) -> None:
        parcels, stage = self.parcels(), self.stage()
        table = self._side if parcels else self._empty
        self._stack.setCurrentWidget(self.apart if self._deciding else table)
        ready = sum((one.chosen and one.stage is stage) or one.waits for one in parcels)
        words = {
            Stage.FOUND: texts.READ.format(count=ready),
            Stage.READ: texts.ACCEPT.format(count=ready),
            Stage.TAKEN: texts.COVERAGE,
        }
        self.to_apart.setVisible(self._waiting > 0 or self._deciding)
        for button in (self._files, self._folder):
            button.setVisible(not self._deciding)
        back = (
            texts.APART_BACK if self._deciding else texts.APART_BUTTON.format(count=self._waiting)
        )
        self.to_apart.say(back)
        self.act.setVisible(stage is not None and not self._deciding)
        self.receipts.setVisible(stage is Stage.TAKEN and not self._deciding)
        if stage is not None:
            self.act.say(words[stage])
        told = told_of(parcels, stage, self._busy)
        able = not self._busy and (ready > 0 or stage is Stage.TAKEN)
        self.act.allow("" if able else told)
        self.told.setText(told)
        self.counts.setVisible(any(one.card or one.refusal for one in parcels))
        self.counts.show_counts(parcels)
        for button in (self._files, self._folder):
            button.allow(told if self._busy else "")
        self._show_inside()
        self.hints_changed.emit()

    def _show_inside(self) -> None:
        index = self.list.currentIndex()
        at = index.row() if index.isValid() else 0
        self.inside.show_parcel(self.parcels()[at] if self.parcels() else None)

    def _turn(self, at: int) -> None:
        parcel = self.parcels()[at]
        if self._busy or parcel.stage not in (Stage.FOUND, Stage.READ):
            return
        parcels = list(self.parcels())
        parcels[at] = replace(parcel, chosen=not parcel.chosen)
        self._put(parcels)


def _ask_files(page: QWidget) -> Sequence[str]:
    names, _filter = QFileDialog.getOpenFileNames(page, texts.FILES_TITLE, "", texts.FILTER)
    return names


def _ask_folder(page: QWidget) -> str:
    return QFileDialog.getExistingDirectory(page, texts.FOLDER_TITLE)


def _nothing(_result: object) -> None:
    """Take no result: the page has it already."""
