"""可带原因离开: why gaps are left open, one by one or all of a kind at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InspectorError
from inspector.domain.scorecard import Gap
from inspector.domain.visit_paper import LeftGap
from inspector.ui.pages.visit import sign_texts as texts
from inspector.ui.pages.visit.gap_list import GapLine
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.widgets.ask import Ask, Question


class Leaving(QObject):
    """Asks for a reason and keeps it for each gap.

    Signals: ``changed`` after every change; ``kept`` carries what was done and what takes it back;
    ``said`` and ``failed`` as those of a part.
    """

    changed = Signal()
    kept = Signal(str, object)
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, session: VisitSession, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def explain(self, line: GapLine) -> None:
        """Ask why a gap is left open; at a head, why all under it are."""
        if self._session.sealing is not None:
            return
        if line.gap is None:
            self._explain_all(line)
        elif line.gap.must:
            self.said.emit(texts.LEAVE_MUST)
        else:
            asked = Question(word=texts.LEAVE_REASON, value=line.why)
            self._ask(texts.LEAVE, asked, [line.gap], line.gap.sentence)

    def leave(self, gaps: Sequence[Gap], reason: str) -> None:
        """Keep one reason for each of these gaps, in place of those that were there."""
        before = self._session.desk.paper.left()
        others = [one for one in before if not any(one.explains(gap) for gap in gaps)]
        own = [
            LeftGap(item=gap.item, checkpoint=gap.checkpoint, kind=gap.kind, reason=reason)
            for gap in gaps
        ]
        if self._put([*others, *own]):
            told = texts.LEFT_ALL_KEPT if len(gaps) > 1 else texts.LEFT_KEPT
            back: Callable[[], bool] = partial(self._put, before)
            self.kept.emit(told.format(count=len(gaps)), back)

    def _explain_all(self, head: GapLine) -> None:
        """Ask for one reason; gaps that have their own keep it, unless all have one."""
        left = self._session.desk.paper.left()
        bare = [gap for gap in head.group if not any(one.explains(gap) for one in left)]
        kept = len(head.group) - len(bare)
        told = texts.LEAVE_AGAIN_TOLD
        if bare:
            told = texts.LEAVE_REST_TOLD if kept else texts.LEAVE_ALL_TOLD
        gaps = bare or head.group
        asked = Question(word=texts.LEAVE_ALL_REASON, value=head.why)
        act = texts.LEAVE_ALL.format(count=len(gaps))
        self._ask(act, asked, gaps, told.format(head=head.code, count=kept))

    def _ask(self, act: str, asked: Question, gaps: Sequence[Gap], told: str) -> None:
        Ask(
            act, [asked], lambda said: self.leave(gaps, said[0]), self._page,
            told=[told], word=texts.LEAVE_NOTE if act == texts.LEAVE else "",
        ).open()  # fmt: skip

    def _put(self, left: Sequence[LeftGap]) -> bool:
        try:
            self._session.desk.paper.put_left(left)
        except InspectorError as error:
            self.failed.emit(error)
            return False
        self.changed.emit()
        return True
