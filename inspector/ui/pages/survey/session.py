"""One open visit without points in the window: what was written, saved, taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from inspector.domain.errors import InspectorError
from inspector.domain.finding import Finding, Lack, Outcome
from inspector.domain.ids import Digest
from inspector.ui.pages.survey import texts
from inspector.ui.pages.survey.desk import SurveyDesk

PAUSE = 80
"""Milliseconds without a key after which words are saved; durable within 100 ms."""

T = TypeVar("T")


class SurveySession(QObject):
    """Saves at every pause, and brings back what was dropped.

    Signals: ``changed`` carries the number of the finding to show, 0 for the one in front;
    ``saved`` when; ``unsaved`` says that what is on the screen is not; ``sealed`` follows 定稿;
    ``refused`` carries the error; ``told`` one sentence.
    """

    changed = Signal(int)
    saved = Signal(object)
    unsaved = Signal()
    sealed = Signal()
    refused = Signal(object)
    told = Signal(str)

    def __init__(self, desk: SurveyDesk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.findings: Sequence[Finding] = ()
        self.lacks: Sequence[Lack] = ()
        self._waiting: Finding | None = None
        self._dropped: list[Finding] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.save_rest)

    @property
    def frozen(self) -> bool:
        """True once the visit is sealed."""
        return self.desk.sealed() is not None

    @property
    def musts(self) -> Sequence[Lack]:
        """What keeps the visit from being sealed."""
        return [one for one in self.lacks if one.must]

    @property
    def says_nothing(self) -> bool:
        """True if 没有发现问题 was said."""
        return any(one.outcome is Outcome.NOTHING for one in self.findings)

    def reload(self) -> None:
        """Read anew what was written."""
        self.findings, self.lacks = self.desk.findings(), self.desk.lacks()

    def stopped(self) -> bool:
        """Return True if the visit is frozen, and say so."""
        if self.frozen:
            self.told.emit(texts.FROZEN)
        return self.frozen

    def keep(self, finding: Finding) -> None:
        """Save a finding at the next pause."""
        self._waiting = finding
        self._timer.start()

    def save_rest(self) -> bool:
        """Save what was written since the last pause; False if it cannot be saved."""
        self._timer.stop()
        if self._waiting is None:
            return True
        if not self._put(self._waiting, 0):
            self.unsaved.emit()
            return False
        self._waiting = None
        return True

    def put(self, finding: Finding) -> bool:
        """Save a finding and bring it to the front; number 0 takes the next free one."""
        return not self.stopped() and self.save_rest() and self._put(finding, finding.n or -1)

    def find_nothing(self) -> None:
        """Say 没有发现问题 in so many words."""
        if not self.stopped() and not self.says_nothing:
            self.put(Finding(n=0, outcome=Outcome.NOTHING))

    def bring(self) -> None:
        """Write a finding for each problem of earlier rounds."""
        if self.stopped():
            return
        count = self._try(self.desk.bring_problems)
        if count is not None:
            self.changed.emit(0)
            self.told.emit(texts.BROUGHT.format(count=count) if count else texts.NONE_TO_BRING)

    def drop(self, finding: Finding) -> None:
        """Take a finding back; :meth:`bring_back` brings it again."""
        if self.stopped() or not self._done(lambda: self.desk.drop(finding.n)):
            return
        self._dropped.append(finding)
        self.changed.emit(0)
        self.told.emit(texts.DROPPED.format(number=finding.n))

    def bring_back(self) -> None:
        """Put the finding back that was taken away last."""
        if self._dropped and self.put(self._dropped[-1]):
            self.told.emit(texts.RESTORED.format(number=self._dropped.pop().n))

    def unhang(self, finding: Finding, photo: Digest) -> None:
        """Take a photo off a finding."""
        if self.stopped() or not self.save_rest():
            return
        if self._done(lambda: self.desk.unhang(finding.n, photo)):
            self.changed.emit(0)

    def seal(self) -> None:
        """Freeze the visit."""
        if self._try(self.desk.seal) is not None:
            self.changed.emit(0)
            self.told.emit(texts.FROZEN)
            self.sealed.emit()

    def _put(self, finding: Finding, show: int) -> bool:
        kept = self._try(lambda: self.desk.put(finding))
        if kept is None:
            return False
        saved, at = kept
        self.saved.emit(at)
        self.changed.emit(saved.n if show else 0)
        return True

    def _done(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except InspectorError as error:
            self.refused.emit(error)
            return False
        return True

    def _try(self, act: Callable[[], T]) -> T | None:
        try:
            return act()
        except InspectorError as error:
            self.refused.emit(error)
            return None
