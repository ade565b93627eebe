"""A visit without points: findings at the left, what the chosen one says at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from inspector.domain.errors import InspectorError
from inspector.domain.finding import Finding, Lack, Outcome
from inspector.domain.ids import Digest
from inspector.domain.wording import moment_words, record_code
from inspector.platform.clock import CHINA
from inspector.ui.glyphs import Glyph
from inspector.ui.job import Jobs
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.survey import texts
from inspector.ui.pages.survey.desk import Hung, SurveyDesk
from inspector.ui.pages.survey.editor import Editor
from inspector.ui.pages.survey.lines import told_lines
from inspector.ui.widgets.action_bar import ActionBar
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import COMMANDING, ENTER_KEYS
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.glyph_mark import GlyphMark
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row
from inspector.ui.widgets.told_list import ToldList

PAUSE = 80
"""Milliseconds without a key after which words are saved; durable within 100 ms."""


class SomeRefused(InspectorError):
    """Some files were no photos; the others were taken."""

    code: ClassVar[str] = "M131"
    what: ClassVar[str] = texts.PHOTO_REFUSED
    next_step: ClassVar[str] = "其余照片都收下了。请换好的照片文件再加一次。"


class FindingList(ToldList):
    """``dropping`` follows Delete, ``sealing`` Ctrl+Enter, ``leaving`` Esc."""

    dropping = Signal()
    sealing = Signal()
    leaving = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.leaving.emit()
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers() & COMMANDING:
            self.dropping.emit()
        elif event.key() in ENTER_KEYS and control:
            self.sealing.emit()
        else:
            super().keyPressEvent(event)


class SurveyPage(Page):
    """One open visit without points. ``left`` asks to go back to the list of sites."""

    about = texts.ABOUT

    left = Signal()

    def __init__(self, desk: SurveyDesk, jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._findings: list[Finding] = []
        self._lacks: Sequence[Lack] = ()
        self._waiting: Finding | None = None
        self._dropped: list[Finding] = []
        self.list = FindingList(texts.LIST)
        self.editor = Editor(desk)
        self._saved, self._tick = Label("", 14, "text2"), GlyphMark(Glyph.SEALED)
        self._count, self._note = Label("", 17, bold=True), Elided("", 15, "text2")
        empty = texts.EMPTY_RETURNS if desk.kind.returns else texts.EMPTY
        act, on = (texts.BRING, self.bring) if desk.kind.returns else (texts.ADD, self.add)
        self.empty = Empty(empty, act, on)
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.save_rest)
        self._connect()
        self.reload()

    @property
    def frozen(self) -> bool:
        """True once the visit is sealed."""
        return self._desk.sealed() is not None

    def opened(self) -> None:
        if self._findings:
            self.list.setFocus()
        else:
            self.empty.take_focus()

    def hints(self) -> Sequence[Hint]:
        return texts.SEALED_KEYS if self.frozen else texts.KEYS

    def save_rest(self) -> bool:
        """Save what was written since the last pause; False if it cannot be saved."""
        finding = self._waiting
        self._timer.stop()
        if finding is None:
            return True
        try:
            kept, at = self._desk.put(finding)
        except InspectorError as error:
            self._saved.setText(texts.UNSAVED)
            self._saved.tone("veto")
            self._tick.show_glyph(Glyph.WRONG)
            self.explain_refusal(error)
            return False
        self._waiting = None
        self._show_saved(at)
        chosen = self._chosen()
        self._show_lines(chosen.n if chosen is not None else kept.n)
        return True

    def add(self) -> None:
        """Write one more finding."""
        if self._stopped():
            return
        nothing = any(one.outcome is Outcome.NOTHING for one in self._findings)
        if nothing:
            self.toast.emit(texts.NOTHING_TOLD)
        elif self._put(Finding(n=0)):
            self.editor.take_focus()

    def find_nothing(self) -> None:
        """Say 没有发现问题 in so many words."""
        if self._stopped():
            return
        if not any(one.outcome is Outcome.NOTHING for one in self._findings):
            self._put(Finding(n=0, outcome=Outcome.NOTHING))
        self.list.setFocus()

    def bring(self) -> None:
        """Write a finding for each problem of earlier rounds."""
        if self._stopped():
            return
        try:
            count = self._desk.bring_problems()
        except InspectorError as error:
            self.explain_refusal(error)
            return
        self.reload()
        self.toast.emit(texts.BROUGHT.format(count=count) if count else texts.NONE_TO_BRING)
        if count:
            self.list.setFocus()

    def drop(self) -> None:
        """Take the chosen finding back; Ctrl+Z brings it again."""
        finding = self._chosen()
        if finding is None or self._stopped():
            return
        place = self.list.currentIndex().row()
        try:
            self._desk.drop(finding.n)
        except InspectorError as error:
            self.explain_refusal(error)
            return
        self._dropped.append(finding)
        self.reload()
        self.list.choose(min(place, len(self._findings) - 1))
        self.toast.emit(texts.DROPPED.format(number=finding.n))
        self.opened()

    def bring_back(self) -> None:
        """Put the finding back that was taken away last."""
        if self._dropped and not self._stopped():
            finding = self._dropped.pop()
            if self._put(finding):
                self.toast.emit(texts.RESTORED.format(number=finding.n))
                self.list.setFocus()

    def choose_photos(self) -> None:
        """Ask for photo files for the finding in front."""
        if self.editor.finding is None or self._stopped():
            return
        names, _filter = QFileDialog.getOpenFileNames(self, texts.PHOTO_ADD, "", texts.PHOTO_FILTER)
        self.take_in([Path(name) for name in names])

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take files in, in a job; they hang on the finding in front when they came."""
        finding = self.editor.finding
        if finding is None or not paths or self._stopped() or not self.save_rest():
            return
        self._jobs.start(
            texts.PHOTO_JOB,
            lambda ticket: self._desk.take_in(finding.n, paths, ticket),
            lambda hung: self._hung(finding.n, hung),
            unit=texts.PHOTO_UNIT,
        )

    def seal(self) -> None:
        """Ask, then freeze the visit."""
        if self._stopped() or not self.save_rest():
            return
        musts = [one for one in self._lacks if one.must]
        if musts:
            self.toast.emit(texts.MISSING.format(count=len(musts), first=musts[0].sentence))
            self._go_to(musts[0].n)
            return
        act = texts.SEAL_ACT.format(name=self._desk.where.name, kind=self._desk.kind.name)
        Confirm([texts.SEAL_ASK], act, self._seal, self).open()

    def reload(self) -> None:
        """Show everything anew, the same finding still chosen."""
        chosen = self._chosen()
        self._show_lines(chosen.n if chosen is not None else 0)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.take_in([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _show_lines(self, number: int) -> None:
        self._findings = list(self._desk.findings())
        self._lacks = self._desk.lacks()
        places = [at for at, one in enumerate(self._findings) if one.n == number]
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's own; words being typed keep the focus
        self.list.lines.show_lines(
            tuple(told_lines(self._findings, self._lacks, returns=self._desk.kind.returns))
        )
        self.list.choose(places[0] if places else 0)
        self.list.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._show_chosen()
        self._say()

    def _show_chosen(self) -> None:
        finding = self._chosen()
        self.editor.show_finding(finding, frozen=self.frozen)
        self.editor.setVisible(finding is not None)

    def _say(self) -> None:
        any_there, frozen = bool(self._findings), self.frozen
        self.list.setVisible(any_there)
        self.empty.setVisible(not any_there)
        self._count.setText(texts.COUNT.format(count=len(self._findings)))
        self._bar.hold_back(self._held())
        self.hints_changed.emit()
        sealing = self._desk.sealed()
        if sealing is not None:
            at = moment_words(sealing.at.astimezone(CHINA))
            self._saved.setText(texts.SEALED_AT.format(time=at))
            self._note.setText(texts.SEALED.format(code=record_code(sealing.digest)))
            self._tick.show_glyph(Glyph.SEALED)
        musts = [one for one in self._lacks if one.must]
        self.seal_button.setEnabled(not frozen and not musts)
        if not frozen:
            self._note.setText(_note(musts, self._lacks))
        self._note.tone("warn" if musts and not frozen else "text2")
        self._tick.setVisible(bool(self._saved.text()))

    def _held(self) -> list[Button]:
        if self.frozen:
            return [self.add_button, self.nothing_button, self.bring_button, self.seal_button]
        some = any(one.outcome is not Outcome.NOTHING for one in self._findings)
        held = [self.nothing_button] if some else []
        return held if self._desk.kind.returns else [*held, self.bring_button]

    def _chosen(self) -> Finding | None:
        index = self.list.currentIndex()
        key = self.list.key(index) if index.isValid() else ""
        return next((one for one in self._findings if str(one.n) == key), None)

    def _move(self) -> None:
        """Go along with the list; what was written is saved first."""
        if self.save_rest():
            self._show_chosen()

    def _keep(self, finding: Finding) -> None:
        self._waiting = finding
        self._timer.start()

    def _put(self, finding: Finding) -> bool:
        if not self.save_rest():
            return False
        try:
            kept, at = self._desk.put(finding)
        except InspectorError as error:
            self.explain_refusal(error)
            return False
        self._show_saved(at)
        self._show_lines(kept.n)
        return True

    def _go_to(self, number: int) -> None:
        places = [at for at, one in enumerate(self._findings) if one.n == number]
        if places:
            self.list.choose(places[0])
            self.editor.take_focus()

    def _hung(self, number: int, hung: Hung) -> None:
        self.reload()
        self.toast.emit(texts.PHOTO_TAKEN.format(number=number, count=hung.photos))
        if hung.refused:
            self.failed.emit(SomeRefused(count=len(hung.refused), first=hung.refused[0]))

    def _unhang(self, photo: str) -> None:
        finding = self._chosen()
        if finding is None or self._stopped() or not self.save_rest():
            return
        try:
            self._desk.unhang(finding.n, Digest(photo))
        except InspectorError as error:
            self.explain_refusal(error)
            return
        self.reload()

    def _seal(self) -> None:
        try:
            self._desk.seal()
        except InspectorError as error:
            self.failed.emit(error)
            return
        self.reload()
        self.toast.emit(texts.FROZEN)

    def _stopped(self) -> bool:
        if self.frozen:
            self.toast.emit(texts.FROZEN)
        return self.frozen

    def _show_saved(self, at: datetime) -> None:
        self._saved.setText(texts.SAVED.format(time=f"{at.astimezone(CHINA):%H:%M:%S}"))
        self._saved.tone("text2")
        self._tick.show_glyph(Glyph.CLEAR)

    def _build(self) -> None:
        self.add_button = Button(texts.ADD, self.add, key="Ctrl+N", icon="plus", height=46)
        self.nothing_button = Button(texts.NOTHING, self.find_nothing, key="F4", height=46)
        self.bring_button = Button(texts.BRING, self.bring, key="F3", height=46)
        self.seal_button = Button(
            texts.SEAL, self.seal, key=texts.SEAL_KEY,
            icon="lock-simple", kind=Kind.PRIMARY, height=46,
        )  # fmt: skip
        left = Panel("bg")
        lines = column(self._count, gap=8)
        lines.addWidget(self.list, 1_000)
        lines.addWidget(self.empty, 1_000)
        lines.setContentsMargins(u(16), u(12), u(8), u(8))
        left.setLayout(lines)
        self.list.viewport().setAutoFillBackground(False)
        middle = row(left, Hairline(upright=True), self.editor)
        middle.setStretch(0, 2)
        middle.setStretch(2, 3)
        self._bar = ActionBar(
            [self.add_button, self.nothing_button, self.bring_button],
            self._note,
            [self.seal_button],
            self.seal_button,
        )
        whole = column(self._build_head(), Hairline(), boxed(middle), Hairline(), self._bar)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.setAcceptDrops(True)

    def _build_head(self) -> QWidget:
        head, where = Panel("surface"), self._desk.where
        back = Button("", self.left.emit, icon="arrow-left", kind=Kind.QUIET)
        back.setAccessibleName(texts.BACK)
        back.setToolTip(texts.BACK)
        name = Elided(where.name, 20, bold=True)
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        line = row(
            back,
            Label(where.township, 15, "text2"),
            name,
            Label(texts.TAIL.format(tail=where.tail), 15, "text2"),
            Label(self._desk.kind.name, 15, "accent", bold=True),
            None,
            self._tick,
            self._saved,
            gap=8,
        )
        line.setContentsMargins(u(10), u(6), u(14), u(6))
        head.setLayout(line)
        return head

    def _connect(self) -> None:
        self.list.moved.connect(self._move)
        self.list.entered_row.connect(lambda _index: self.editor.take_focus())
        self.list.clicked.connect(lambda _index: self._move())
        self.list.dropping.connect(self.drop)
        self.list.sealing.connect(self.seal)
        self.list.leaving.connect(self.left)
        self.editor.changed.connect(self._keep)
        self.editor.done.connect(self.list.setFocus)
        self.editor.photos_wanted.connect(self.choose_photos)
        self.editor.photo_dropped.connect(self._unhang)
        bind_keys(
            self,
            [
                ("Ctrl+N", self.add),
                ("Ctrl+O", self.choose_photos),
                ("Ctrl+Z", self.bring_back),
                ("F3", self.bring if self._desk.kind.returns else self.opened),
                ("F4", self.find_nothing),
            ],
        )


def _note(musts: Sequence[Lack], lacks: Sequence[Lack]) -> str:
    if musts:
        return texts.MISSING.format(count=len(musts), first=musts[0].sentence)
    return texts.HINTED.format(first=lacks[0].sentence) if lacks else texts.READY
