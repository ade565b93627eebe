"""收工: one button hands the day's work in, one sentence says whether it is safe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from inspector.actions.acknowledging import ReceiptTaken
from inspector.actions.handed import HandedOver
from inspector.actions.purging import Purgeable
from inspector.actions.sending import Sent, Wish
from inspector.domain.custody import Handed
from inspector.domain.errors import InspectorError
from inspector.domain.wording import thousands
from inspector.exchange.volumes import Profile
from inspector.ui.job import Jobs
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.handing import texts
from inspector.ui.pages.handing.desk import HandingDesk
from inspector.ui.pages.handing.lists import Lists
from inspector.ui.pages.handing.told import Told
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import ENTER_KEYS
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, Panel, column, row
from inspector.ui.widgets.segments import Segments

FOLDER_KEY, COPY_KEY = "handing/folder", "handing/copy"
PROFILES = (Profile.STICK, Profile.CHAT)


class HandingPage(Page):
    """Says what waits, writes it, takes receipts, and gives photos up against them.

    ``ask_folder`` and ``ask_file`` ask people.
    """

    about = texts.HELP

    def __init__(self, desk: HandingDesk, jobs: Jobs, settings: QSettings) -> None:
        super().__init__()
        self._desk, self._jobs, self._settings = desk, jobs, settings
        self.ask_folder: Callable[[str], str] = self._ask_folder
        self.ask_file: Callable[[], str] = self._ask_file
        self.over: HandedOver | None = None
        self.state = Label("", 17, bold=True, wrap=True)
        self.lacks = Label("", 15, "warn", wrap=True)
        self.told = Told()
        self.field = Field(texts.TARGET, texts.TARGET_HINT)
        self.copy = Field(texts.COPY, texts.COPY_HINT)
        self.field.setText(str(settings.value(FOLDER_KEY, "")))
        self.copy.setText(str(settings.value(COPY_KEY, "")))
        self.way = Segments(texts.WAY, texts.WAYS)
        self.check = Field(texts.CHECK, texts.CHECK_HINT)
        self.again = Button(texts.AGAIN, self.hand_in_again, key=texts.AGAIN_KEY, kind=Kind.QUIET)
        self.again.setToolTip(texts.AGAIN_WHY)
        self.again.setAccessibleDescription(texts.AGAIN_WHY)
        self.lists = Lists(self.again, self.check)
        self.button = Button(
            texts.HAND_IN, self.start, key="F10", icon="export", kind=Kind.PRIMARY, height=44
        )
        self.receipt = Button(texts.RECEIPT, self.choose_receipt, key="Ctrl+I", icon="seal-check")
        self.clean = Button(texts.PURGE, self.purge, icon="images")
        box = column(_head(), Hairline())
        box.addLayout(self._build_upper())
        box.addWidget(Hairline())
        box.addWidget(self.lists, 1)
        self.setLayout(box)
        self.setAcceptDrops(True)
        self.check.returnPressed.connect(self.hear)
        bind_keys(
            self,
            [
                ("F10", self.start),
                ("Ctrl+I", self.choose_receipt),
                (texts.AGAIN_KEY, self.hand_in_again),
                ("Ctrl+Tab", self.lists.turn),
            ],
        )

    def opened(self) -> None:
        """Say what waits, and take the focus."""
        self.reload()
        (self.button if self.field.text() and self.button.isEnabled() else self.field).setFocus()

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS

    def reload(self) -> None:
        """Load anew how far everything has come."""
        try:
            over = self.over = self._desk.handed()
        except InspectorError as error:
            self.explain_refusal(error)
            return
        told = _state_words(over)
        self.state.setText(told)
        self.lacks.setText(over.lacks)
        self.lacks.setVisible(bool(over.lacks))
        self.lists.show_over(over)
        self.button.allow("" if over.records or over.photos else told)
        self.again.setVisible(over.number > 0)  # before the first receipt all goes out anyway

    def start(self) -> None:
        """Write what no receipt covers."""
        if self.button.isEnabled():
            self._write(everything=False)
        else:
            self.told.clear()

    def hand_in_again(self) -> None:
        """Ask whether everything shall be handed in once more, and do it."""
        over = self.over
        if over is None or self.again.isHidden():
            return
        if not self.field.text().strip():
            self.told.clear()
            self.told.warn(texts.WHERE_FIRST)
            self.field.setFocus()
            return
        asked = [one.format(sealed=_sealed(over)) for one in texts.AGAIN_ASK]
        Confirm(asked, texts.AGAIN, lambda: self._write(everything=True), self).open()

    def _write(self, *, everything: bool) -> None:
        target = self.field.text().strip()
        self.told.clear()
        if not target:
            self.told.warn(texts.WHERE_FIRST)
            return
        copy = self.copy.text().strip()
        self._settings.setValue(FOLDER_KEY, target)
        self._settings.setValue(COPY_KEY, copy)
        wish = Wish(
            profile=PROFILES[self.way.at],
            everything=everything,
            copy=Path(copy) if copy else None,
        )
        self._jobs.start(
            texts.JOB,
            lambda ticket: self._desk.hand_in(Path(target), wish, ticket),
            self._tell_sent,
            failed=self._explain,
            ended=self.reload,
        )

    def choose_receipt(self) -> None:
        """Ask for a receipt and take it in."""
        name = self.ask_file()
        if name:
            self.take_receipt(Path(name))

    def take_receipt(self, file: Path) -> None:
        """Take a receipt in."""
        self.told.clear()
        self._jobs.start(
            texts.RECEIVING,
            lambda ticket: self._desk.take_receipt(file, ticket),
            self._tell_receipt,
            failed=self._explain,
            ended=self.reload,
        )

    def hear(self) -> None:
        """Check what was read out on the telephone."""
        typed = self.check.text().strip()
        if not typed:
            return
        self.told.clear()

        def tell(package: str) -> None:
            self.check.clear()
            self.told.say(texts.HEARD.format(package=package[:12]))

        self._jobs.start(
            texts.CHECK,
            lambda _ticket: self._desk.hear(typed),
            tell,
            failed=self._explain,
            ended=self.reload,
        )

    def purge(self) -> None:
        """Say which photos may go and ask; the button of the question repeats the act."""
        self._jobs.start(
            texts.PURGE, lambda _ticket: self._desk.purgeable(), self._ask_purge,
            failed=self._explain,
        )  # fmt: skip

    def purge_now(self) -> None:
        """Give up the photos without asking."""

        def tell(gone: Purgeable) -> None:
            self.told.say(texts.PURGED.format(count=len(gone.photos), size=gone.size / 1e6))

        self._jobs.start(
            texts.PURGING, self._desk.purge, tell, failed=self._explain, ended=self.reload
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and self.button.hasFocus():
            self.start()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.take_receipt(Path(url.toLocalFile()))

    def _build_upper(self) -> QVBoxLayout:
        upper = column(self.state, self.lacks, gap=10)
        places = row(gap=10)
        for text, field in ((texts.TARGET, self.field), (texts.COPY, self.copy)):
            places.addWidget(Label(text, 15, "text2"))
            places.addWidget(field, 1)
            places.addWidget(_chooser(field, self))
        upper.addLayout(places)
        self.check.setFixedWidth(u(250))
        acts = row(self.button, self.way, None, self.receipt, self.clean, gap=12)
        upper.addLayout(acts)
        upper.addWidget(self.told)
        upper.setContentsMargins(u(20), u(12), u(20), u(10))
        return upper

    def _ask_purge(self, found: Purgeable) -> None:
        if not found.photos:
            self.told.warn(texts.PURGE_NONE)
            return
        facts = {"count": thousands(len(found.photos)), "size": found.size / 1e6}
        asked = [sentence.format(**facts) for sentence in texts.PURGE_ASK]
        if found.kept:
            asked.append(texts.PURGE_KEPT.format(count=thousands(found.kept)))
        Confirm(asked, texts.PURGE, self.purge_now, self).open()

    def _tell_sent(self, sent: Sent) -> None:
        form = texts.DONE if sent.planned == 1 else texts.VOLUMES
        self.told.say(
            form.format(
                name=sent.path.name,
                count=len(sent.volumes),
                visits=sent.visits,
                photos=sent.photos,
                size=sent.size / 1e6,
            ),
            *(texts.COPIED.format(folder=one.copy.parent) for one in sent.volumes[:1] if one.copy),
            texts.KEEP,
        )
        self.told.warn(*_warnings(sent))

    def _tell_receipt(self, taken: ReceiptTaken) -> None:
        self.told.say(taken.sentence)
        self.told.warn(
            *taken.turned,
            *([texts.DIFFERING] if taken.differing else []),
            *([texts.CLASHES.format(count=taken.conflicts)] if taken.conflicts else []),
        )

    def _explain(self, error: Exception) -> None:
        if isinstance(error, InspectorError):
            self.told.warn(f"{error.sentence()} {error.advice()}")
        else:
            self.failed.emit(error)

    def _ask_folder(self, now: str) -> str:
        return QFileDialog.getExistingDirectory(self, texts.TARGET, now)

    def _ask_file(self) -> str:
        name, _filter = QFileDialog.getOpenFileName(
            self, texts.FILES_TITLE, self.field.text(), texts.FILTER
        )
        return name


def _chooser(field: Field, page: HandingPage) -> Button:
    def choose() -> None:
        if name := page.ask_folder(field.text()):
            field.setText(name)

    button = Button(texts.CHOOSE, choose)
    button.setAccessibleName(f"{texts.CHOOSE} {field.accessibleName()}")
    return button


def _state_words(over: HandedOver) -> str:
    sealed = _sealed(over)
    left = over.count(Handed.OPEN)
    if not sealed:
        return texts.NOTHING
    if not over.records and not over.photos:
        return texts.ACKNOWLEDGED.format(sealed=sealed, number=over.number)
    said = (texts.WAITING if left else texts.ALL_WAIT).format(sealed=sealed, open=left)
    owed = texts.OWED.format(records=thousands(over.records), photos=thousands(over.photos))
    return f"{said}；{owed}。"


def _sealed(over: HandedOver) -> int:
    return len(over.sites) - over.count(Handed.OPEN)


def _warnings(sent: Sent) -> list[str]:
    said: list[str] = []
    if sent.stopped:
        said.append(texts.STOPPED.format(planned=sent.planned, done=len(sent.volumes)))
    if sent.fault is not None:
        said.append(texts.NO_COPY.format(why=f"{sent.fault.sentence()}{sent.fault.advice()}"))
    if sent.lost:
        said.append(texts.LOST.format(count=len(sent.lost)))
    if sent.given_up:
        said.append(texts.GIVEN_UP.format(count=len(sent.given_up)))
    return said


def _head() -> Panel:
    head = Panel("surface")
    top = row(
        Label(texts.TITLE, 20, bold=True), Label(texts.SUBTITLE, 15, "text2", wrap=True), gap=12
    )
    top.setStretch(1, 1)
    top.setContentsMargins(u(20), u(10), u(20), u(10))
    head.setLayout(top)
    return head
