"""The end of a visit: 核对 → 定稿 → 打印两份 → 签字 → 已签, and the ways back from there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InspectorError
from inspector.domain.points import show
from inspector.domain.signing import SignState
from inspector.ui.job import Jobs
from inspector.ui.pages.visit import sign_texts, texts
from inspector.ui.pages.visit.feedback import FeedbackWindow
from inspector.ui.pages.visit.objecting import Objecting
from inspector.ui.pages.visit.paperwork import Paperwork
from inspector.ui.pages.visit.part import Part
from inspector.ui.pages.visit.review import Review
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.sheet_view import DrawnSheet, SheetView
from inspector.ui.pages.visit.sign import SignPart
from inspector.ui.widgets.ask import Ask, Question


class Ending(QObject):
    """Joins the parts that end a visit.

    Signals: ``said``, ``undoable`` and ``failed`` as those of a part; ``wanted`` carries the part
    to bring to the front; ``rows_wanted`` asks for the rows; ``turned`` when the visit was frozen
    or opened; ``paused`` when the team leaves for another place.
    """

    said = Signal(str)
    undoable = Signal(str, object)
    failed = Signal(object)
    wanted = Signal(object)
    rows_wanted = Signal()
    turned = Signal()
    paused = Signal()

    def __init__(self, session: VisitSession, jobs: Jobs, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self.objecting = Objecting(session, page)
        self.review, self.sign = Review(session, self.objecting), SignPart(session)
        self.sheet = SheetView()
        self.paperwork = Paperwork(session.desk, jobs, page)
        self._connect()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts in the order of their tabs."""
        return (self.review, self.sign, self.sheet)

    def first(self) -> Part | None:
        """Return the part that a visit opens at: None while it is scored."""
        if self._session.correcting:
            return self.sign
        if self._session.sealing is None:
            return None
        waiting = self._session.desk.paper.signing() is SignState.WAITING
        return self.sign if waiting else self.review

    def print_two(self) -> None:
        """F7: two copies to sign; what is not sealed is not signed."""
        if self._session.desk.sealed() is None:
            self.said.emit(sign_texts.PRINT_DRAFT)
        else:
            self.paperwork.print_two()

    def undo(self) -> bool:
        """Take back what was done here since the last mark; False if there is nothing."""
        return self.review.undo()

    def show_feedback(self) -> None:
        """F6: turn the screen to the secretary."""
        FeedbackWindow(self._session, self._page).showFullScreen()

    def ask_pause(self) -> None:
        """Leave for another place; why may be said."""
        Ask(
            sign_texts.PAUSE,
            [Question(word=sign_texts.PAUSE_REASON, must=False)],
            lambda said: self._pause(said[0]),
            self._page,
            told=[sign_texts.PAUSE_TOLD],
        ).open()

    def seal(self, left: str = "") -> None:
        """Freeze the content, then go on to the signatures."""
        try:
            self._session.seal(left)
        except InspectorError as error:
            self.failed.emit(error)
            self.review.reload()
        else:
            self.said.emit(texts.FROZEN)
            self.turned.emit()
            self.wanted.emit(self.sign)

    def change(self) -> None:
        """Open a sealed visit again, begin to correct a signed one, or drop a correction."""
        if self._session.correcting:
            if self._try(partial(self._session.desk.paper.put_draft, {})):
                self._session.reload()
                self.wanted.emit(self.sign)
        elif self._session.desk.paper.signing() is SignState.WAITING:
            Ask(
                sign_texts.REOPEN,
                [Question(word=sign_texts.REOPEN_REASON)],
                lambda said: self._reopen(said[0]),
                self._page,
                told=[sign_texts.REOPEN_TOLD],
            ).open()
        else:
            self._session.begin_correction()
            self.said.emit(sign_texts.CORRECT_BEGIN)
            self.rows_wanted.emit()

    def submit(self) -> None:
        """Ask why and who, then put the correction on record."""
        items = self._session.corrected()
        before = self._session.desk.score(self._session.desk.counted())
        after = self._session.scorecard
        told = sign_texts.CORRECT_TOLD.format(
            items="、".join(items), before=show(before.points), after=show(after.points)
        )
        Ask(
            sign_texts.CORRECT_SUBMIT,
            [
                Question(word=sign_texts.CORRECT_REASON),
                Question(word=sign_texts.CORRECT_BY),
            ],
            lambda said: self._correct(said[0], said[1]),
            self._page,
            told=[told],
        ).open()

    def _reopen(self, reason: str) -> None:
        if self._try(partial(self._session.desk.paper.reopen, reason)):
            self._session.reload()
            self.said.emit(sign_texts.REOPENED)
            self.turned.emit()
            self.wanted.emit(self.review)

    def _correct(self, reason: str, by: str) -> None:
        items = self._session.corrected()
        if self._try(partial(self._session.desk.paper.correct, items, reason, by)):
            self._session.reload()
            self.said.emit(sign_texts.CORRECTED)
            self.turned.emit()
            self.wanted.emit(self.sign)

    def _pause(self, reason: str) -> None:
        if self._try(partial(self._session.desk.paper.pause, reason)):
            self.paused.emit()

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except InspectorError as error:
            self.failed.emit(error)
            return False
        return True

    def _printed(self, copies: int) -> None:
        self._session.desk.paper.note_printed(copies)
        self.sign.reload()
        self.said.emit(sign_texts.PRINT_DONE.format(copies=copies))

    def _saved(self, path: str) -> None:
        del path  # it stands in the toast
        if self._session.desk.sealed() is not None:
            self._session.desk.paper.note_saved()
            self.sign.reload()

    def _show_sheet(self, sheet: DrawnSheet) -> None:
        self.sheet.show_sheet(sheet, draft=self._session.desk.sealed() is None)
        self.wanted.emit(self.sheet)

    def _locked(self, told: str) -> None:
        self.said.emit(told)
        self.turned.emit()

    def _connect(self) -> None:
        review, sign, paperwork = self.review, self.sign, self.paperwork
        self._session.sealed.connect(review.reload)
        for source in (review, sign, self.sheet, self.objecting, paperwork):
            source.said.connect(self.said)
        for source in (review, sign, self.sheet, self.objecting, paperwork):
            source.failed.connect(self.failed)
        review.undoable.connect(self.undoable)
        self.objecting.changed.connect(review.reload)
        self.objecting.changed.connect(sign.reload)
        paperwork.drawn.connect(self._show_sheet)
        paperwork.printed.connect(self._printed)
        paperwork.saved.connect(self._saved)
        review.seal.connect(self.seal)
        review.show_sheet.connect(paperwork.draw)
        review.feedback_wanted.connect(self.show_feedback)
        review.change_wanted.connect(self.change)
        review.sign_wanted.connect(lambda: self.wanted.emit(sign))
        review.pause_wanted.connect(self.ask_pause)
        review.left.connect(self.rows_wanted)
        sign.print_wanted.connect(self.print_two)
        sign.object_wanted.connect(self.objecting.ask)
        sign.change_wanted.connect(self.change)
        sign.submit_wanted.connect(self.submit)
        sign.locked.connect(self._locked)
        sign.left.connect(lambda: self.wanted.emit(review))
        self.sheet.left.connect(lambda: self.wanted.emit(review))
        self.sheet.save.connect(paperwork.save_as)
        self.sheet.print_wanted.connect(self.print_two)
