"""A visit without points: findings at the left, what the chosen one says, or who signs, right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from inspector.domain.finding import Finding, Lack, Outcome
from inspector.domain.signing import SignState
from inspector.domain.wording import record_code, word
from inspector.ui.job import Jobs
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.survey import texts
from inspector.ui.pages.survey.desk import SurveyDesk
from inspector.ui.pages.survey.editor import Editor
from inspector.ui.pages.survey.files import SurveyFiles
from inspector.ui.pages.survey.finding_list import FindingList
from inspector.ui.pages.survey.head import SurveyHead
from inspector.ui.pages.survey.lines import told_lines
from inspector.ui.pages.survey.session import SurveySession
from inspector.ui.widgets.action_bar import ActionBar
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.confirm import Confirm
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.guest_panel import GuestPanel
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row


class SurveyPage(Page):
    """One visit without points. ``left`` asks to go back to the list of sites.

    ``sign`` comes to the front once it is sealed: who signs, and the lock.
    """

    about = texts.ABOUT

    left = Signal()

    def __init__(self, desk: SurveyDesk, jobs: Jobs, sign: GuestPanel) -> None:
        super().__init__()
        self._desk, self.sign = desk, sign
        self.session = SurveySession(desk, self)
        self.head = SurveyHead(desk.where, desk.kind.name, self.left.emit)
        self.list = FindingList(texts.LIST, leads=True)
        self.editor = Editor(desk)
        self.returns = desk.kind.returns
        self._count = Label("", 17, bold=True)
        self._note = Label("", 15, "text2", wrap=True)  # whole: in the bar four words were left
        empty = texts.EMPTY_RETURNS if desk.kind.returns else texts.EMPTY
        act, on = (texts.BRING, self.bring) if desk.kind.returns else (texts.ADD, self.add)
        self.empty = Empty(empty, act, on)
        self.files = SurveyFiles(self.session, self.editor, jobs, self)
        self._build()
        self._connect()
        self.reload()

    def opened(self) -> None:
        if self._desk.signed() is SignState.WAITING:
            self.show_sign()
        elif self.session.findings:
            self.list.setFocus()
        else:
            self.empty.take_focus()

    def hints(self) -> Sequence[Hint]:
        if self.right.signing:
            return self.sign.hints()
        return texts.SEALED_KEYS if self.session.frozen else texts.KEYS

    def save_rest(self) -> bool:
        return self.session.save_rest()

    def add(self) -> None:
        """Write one more finding."""
        if self.session.stopped():
            return
        if self.session.says_nothing:
            self.toast.emit(texts.NOTHING_TOLD)
        elif self.session.put(Finding(n=0)):
            self.editor.take_focus()

    def find_nothing(self) -> None:
        """Say 没有发现问题 in so many words."""
        self.session.find_nothing()
        self.list.setFocus()

    def bring(self) -> None:
        """Write a finding for each problem of earlier rounds."""
        self.session.bring()
        self.opened()

    def drop(self) -> None:
        """Take the chosen finding back; Ctrl+Z brings it again."""
        finding = self._chosen()
        if finding is not None:
            self.session.drop(finding)
            self.opened()

    def bring_back(self) -> None:
        """Put the finding back that was taken away last."""
        if not self.session.stopped():
            self.session.bring_back()
            self.opened()

    def show_sign(self) -> None:
        """Bring to the front who signs; only what is sealed is signed."""
        if self.session.frozen:
            self.right.setCurrentWidget(self.sign)
            self.sign.take_focus()
            self._say()

    def print_two(self) -> None:
        """F7: two copies to sign; what is not sealed is not signed."""
        if self.session.frozen:
            self.sign.print_two()
        else:
            self.toast.emit(texts.SHEET_DRAFT)

    def seal(self) -> None:
        """Ask, then freeze the visit; one that is sealed goes on to the signatures."""
        if self.session.frozen:
            self.show_sign()
            return
        if not self.save_rest():
            return
        if musts := self.session.musts:
            self.toast.emit(texts.MISSING.format(count=len(musts), first=musts[0].sentence))
            self.show_finding(musts[0].n)
            self.editor.take_focus()
            return
        act = texts.SEAL_ACT.format(name=self._desk.where.name, kind=self._desk.kind.name)
        Confirm([texts.SEAL_ASK], act, self.session.seal, self).open()

    def reload(self) -> None:
        """Show everything anew, the same finding still chosen."""
        self.show_finding(0)

    def show_finding(self, number: int) -> None:
        """Show everything anew, with this finding in front; 0 for the one that is there."""
        before, place = self._chosen(), max(self.list.currentIndex().row(), 0)
        self.session.reload()
        findings = self.session.findings
        wanted = number or (before.n if before is not None else 0)
        places = [at for at, one in enumerate(findings) if one.n == wanted]
        lines = told_lines(
            findings, self.session.lacks, self._desk.items(), returns=self._desk.kind.returns
        )
        at = places[0] if places else min(place, len(findings) - 1)
        self.list.show_findings(tuple(lines), at)
        self._show_chosen()
        self._say()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.files.take_in([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _turned(self) -> None:
        """Show what a signature, the lock or reopening changed."""
        self._desk.reload()
        self.reload()
        if not self.session.frozen:
            self._show_findings()

    def _show_findings(self) -> None:
        """Bring the chosen finding to the front, and the focus to the list."""
        self.right.setCurrentIndex(0)
        self.list.setFocus()
        self._say()

    def _chosen(self) -> Finding | None:
        return self.list.chosen(self.session.findings)

    def _show_chosen(self) -> None:
        finding = self._chosen()
        self.editor.show_finding(finding, frozen=self.session.frozen)
        self.editor.setVisible(finding is not None)

    def _say(self) -> None:
        session, sealing = self.session, self._desk.sealed()
        some = bool(session.findings)
        self.list.setVisible(some)
        self.empty.setVisible(not some)
        self._count.setText(texts.COUNT.format(count=len(session.findings)))
        self._bar.hold_back(_held(self))
        waits = sealing is None and bool(session.musts)
        self.seal_button.allow(_note(session.musts, session.lacks) if waits else "")
        self.seal_button.say(texts.SEAL if sealing is None else texts.SIGN)
        self._note.tone("warn" if session.musts and sealing is None else "text2")
        if sealing is None:
            self._note.setText(_note(session.musts, session.lacks))
        else:
            self.head.show_sealed(sealing)
            self._note.setText(_sealed(self._desk.signed(), record_code(sealing.digest)))
        self.hints_changed.emit()

    def _move(self) -> None:
        """Go along with the list; what was written is saved first."""
        if self.save_rest():
            self._show_chosen()
            if self.right.signing:
                self.right.setCurrentIndex(0)
                self._say()

    def _build(self) -> None:
        self.add_button = Button(texts.ADD, self.add, key="Ctrl+N", icon="plus", height=46)
        self.nothing_button = Button(texts.NOTHING, self.find_nothing, key="F4", height=46)
        self.bring_button = Button(texts.BRING, self.bring, key="F3", height=46)
        sheet = Button(
            texts.SHEET, self.files.choose_paper, key="Ctrl+S", icon="file-pdf", height=46
        )
        self.print_button = Button(
            texts.PRINT_TWO, self.print_two, key="F7", icon="printer", height=46
        )
        self.seal_button = Button(
            texts.SEAL, self.seal, key=texts.SEAL_KEY,
            icon="lock-simple", kind=Kind.PRIMARY, height=46,
        )  # fmt: skip
        self._bar = ActionBar(
            [self.add_button, self.nothing_button, self.bring_button],
            QWidget(),
            [self.seal_button, self.print_button, sheet],
            self.seal_button,
        )
        self.right = RightHalf(boxed(column(self.editor)), self.sign)
        middle = row(self._build_left(), Hairline(upright=True), self.right)
        middle.setStretch(0, 2)
        middle.setStretch(2, 3)
        whole = column(self.head, Hairline(), boxed(middle), Hairline(), self._bar)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.setAcceptDrops(True)

    def _build_left(self) -> QWidget:
        left = Panel("bg")
        lines = column(self._count, gap=8)
        lines.addWidget(self.list, 1_000)
        lines.addWidget(self.empty, 1_000)
        lines.addWidget(self._note)
        lines.setContentsMargins(u(16), u(12), u(8), u(8))
        left.setLayout(lines)
        self.list.viewport().setAutoFillBackground(False)
        return left

    def _connect(self) -> None:
        session = self.session
        session.changed.connect(self.show_finding)
        session.saved.connect(self.head.show_saved)
        session.unsaved.connect(self.head.show_unsaved)
        session.refused.connect(self.explain_refusal)
        session.told.connect(self.toast)
        session.sealed.connect(self.show_sign)
        self.files.said.connect(self.toast)
        self.files.failed.connect(self.failed)
        self.list.moved.connect(self._move)
        self.list.entered_row.connect(lambda _index: self._move())
        self.list.entered_row.connect(lambda _index: self.editor.take_focus())
        self.list.clicked.connect(lambda _index: self._move())
        self.list.dropping.connect(self.drop)
        self.list.sealing.connect(self.seal)
        self.list.leaving.connect(self.left)
        self.editor.changed.connect(session.keep)
        self.editor.done.connect(self.list.setFocus)
        self.editor.photos_wanted.connect(self.files.choose_photos)
        self.editor.photo_dropped.connect(self.files.unhang)
        self.sign.said.connect(self.toast)
        self.sign.failed.connect(self.failed)
        self.sign.left.connect(self._show_findings)
        self.sign.turned.connect(self._turned)
        bind_keys(
            self,
            [
                ("Ctrl+N", self.add),
                ("Ctrl+O", self.files.choose_photos),
                ("Ctrl+Z", self.bring_back),
                ("Ctrl+S", self.files.choose_paper),
                ("F7", self.print_two),
                ("F4", self.find_nothing),
                *([("F3", self.bring)] if self._desk.kind.returns else []),
            ],
        )


class RightHalf(QStackedWidget):
    """What a finding says, or who signs."""

    def __init__(self, front: QWidget, sign: QWidget) -> None:
        super().__init__()
        self._sign = sign
        self.addWidget(front)
        self.addWidget(sign)

    @property
    def signing(self) -> bool:
        """True while who signs is in front."""
        return self.currentWidget() is self._sign


def _held(page: SurveyPage) -> list[Button]:
    """Return the buttons that make no sense as things stand."""
    session, returns = page.session, page.returns
    if session.frozen:
        doubled = [page.print_button, page.seal_button] if page.right.signing else []
        return [page.add_button, page.nothing_button, page.bring_button, *doubled]
    some = any(one.outcome is not Outcome.NOTHING for one in session.findings)
    held = [page.print_button, *([page.nothing_button] if some else [])]
    return held if returns else [*held, page.bring_button]


def _sealed(state: SignState | None, code: str) -> str:
    locked = state in (SignState.SIGNED, SignState.REFUSED)
    if state is not None and locked:
        return texts.SIGNED.format(state=word(state), code=code)
    return texts.SEALED.format(code=code)


def _note(musts: Sequence[Lack], lacks: Sequence[Lack]) -> str:
    if musts:
        return texts.MISSING.format(count=len(musts), first=musts[0].sentence)
    return texts.HINTED.format(first=lacks[0].sentence) if lacks else texts.READY
