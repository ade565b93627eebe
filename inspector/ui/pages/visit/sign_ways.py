"""The ways to sign, and what each asks: a name, a reason, witnesses, a pen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector.actions.signing import Signing, SignLine
from inspector.domain.signing import WITNESSES, SignRole, SignWay
from inspector.ui.pages.visit import sign_texts as texts
from inspector.ui.pages.visit.paper_desk import PaperDesk
from inspector.ui.pages.visit.pen_canvas import PenDialog
from inspector.ui.widgets.ask import Ask, Question


class SignWays(QObject):
    """Asks what a way needs, then calls ``note``; ``said`` says what is not open to somebody."""

    said = Signal(str)

    def __init__(
        self,
        paper: PaperDesk,
        note: Callable[[Signing], None],
        page: QWidget,
        *,
        refusal: str = texts.REFUSE_TOLD,
    ) -> None:
        super().__init__(page)
        self._paper, self._note, self._page = paper, note, page
        self._refusal = refusal

    def sign(self, line: SignLine) -> None:
        """Note that somebody signed on paper; asks for a name that nobody knows."""
        if line.due.name:
            self._note(Signing(part=line.due.part))
            return
        self._ask(
            texts.ASK_NAME_ACT,
            self._names(line),
            lambda said: self._note(Signing(part=line.due.part, name=said[0])),
        )

    def refuse(self, line: SignLine) -> None:
        """Note a refusal: reason, and two inspectors who attest it."""
        if line.due.role is not SignRole.SECRETARY:
            self.said.emit(texts.ONLY_SECRETARY)
            return
        team = self._paper.inspectors
        witnesses = [
            Question(word=texts.WITNESS.format(n=n + 1), value=team[n] if n < len(team) else "")
            for n in range(WITNESSES)
        ]
        self._ask(
            texts.REFUSE_ACT,
            [*self._names(line), Question(word=texts.REASON), *witnesses],
            lambda said: self._note(
                Signing(
                    part=line.due.part, way=SignWay.REFUSED, name=line.due.name or said[0],
                    reason=said[-1 - WITNESSES], witnesses=tuple(said[-WITNESSES:]),
                )
            ),
            told=[self._refusal],
        )  # fmt: skip

    def deputise(self, line: SignLine) -> None:
        """Note that a deputy signs for the secretary."""
        if line.due.role is not SignRole.SECRETARY:
            self.said.emit(texts.ONLY_SECRETARY)
            return
        self._ask(
            texts.DEPUTY_ACT,
            [
                Question(word=texts.DEPUTY_NAME),
                Question(word=texts.DEPUTY_RELATION, hint=texts.DEPUTY_HINT),
            ],
            lambda said: self._note(
                Signing(part=line.due.part, way=SignWay.DEPUTY, name=said[0], relation=said[1])
            ),
        )

    def absent(self, line: SignLine) -> None:
        """Note that somebody of the team, or who accompanies it, is not there."""
        if line.due.role is SignRole.SECRETARY:
            self.said.emit(texts.NOT_SECRETARY)
            return
        self._ask(
            texts.ABSENT_ACT,
            [*self._names(line), Question(word=texts.REASON)],
            lambda said: self._note(
                Signing(
                    part=line.due.part, way=SignWay.ABSENT, name=line.due.name or said[0],
                    reason=said[-1],
                )
            ),
        )  # fmt: skip

    def draw(self, line: SignLine) -> None:
        """Let the person sign on the screen."""
        if not line.due.name:
            self._ask(
                texts.DRAW,
                [Question(word=texts.ASK_NAME.format(title=line.title))],
                lambda said: self._open_pen(line, said[0]),
            )
            return
        self._open_pen(line, line.due.name)

    def _open_pen(self, line: SignLine, name: str) -> None:
        PenDialog(
            name,
            lambda strokes: self._note(
                Signing(part=line.due.part, way=SignWay.DRAWN, name=name, strokes=strokes)
            ),
            self._page,
        ).open()

    def _names(self, line: SignLine) -> list[Question]:
        asked = Question(word=texts.ASK_NAME.format(title=line.title))
        return [] if line.due.name else [asked]

    def _ask(
        self,
        act: str,
        questions: Sequence[Question],
        on: Callable[[list[str]], object],
        told: Sequence[str] = (),
    ) -> None:
        Ask(act, questions, on, self._page, told=told).open()
