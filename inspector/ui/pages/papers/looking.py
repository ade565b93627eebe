"""Plans the document that somebody chose, and draws the leaf one stands on, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from inspector.actions.papers.document import CODE, Document, Option
from inspector.ui.pages.papers import texts
from inspector.ui.pages.papers.desk import Leaflet
from inspector.ui.pages.papers.picks import Picks
from inspector.ui.pages.papers.press import Drawn, Order, Press
from inspector.ui.widgets.paper_view import PaperView


class Looking(QObject):
    """``told`` follows when something else is shown, or is known about the document."""

    told = Signal()

    def __init__(self, press: Press, picks: Picks, view: PaperView) -> None:
        super().__init__(press)
        self._press, self._picks, self._view = press, picks, view
        self.document: Document | None = None
        self._options: dict[str, str] = {}
        self.planned = False
        """True once it is known which leaves there are."""
        self._plans = 0
        self._busy, self._again = False, False
        self._shown: Leaflet | None = None
        picks.stood.connect(self._stand)

    def show(self, document: Document) -> None:
        """Turn to another document, all its leaves picked."""
        self.document = document
        self._options = {one.name: one.default for one in document.options}
        self._picks.show_leaflets((), keep=False)
        self.plan()

    def choose(self, option: Option, at: int) -> None:
        """Choose something about the document."""
        self._options[option.name] = option.choices[at][0]
        self.plan()

    def show_edition(self, code: str) -> None:
        """Show the document as it was when the ranking of a 记录码 was frozen."""
        self._options[CODE] = code
        self._picks.show_leaflets((), keep=False)
        self.plan()

    def plan(self) -> None:
        """Ask anew which leaves there are; what was picked stays picked."""
        self.planned = False
        self._plans += 1
        self._look()

    def order(self, leaflets: Sequence[Leaflet]) -> Order | None:
        """Return leaves of the document as it is wished for; None without any."""
        if self.document is None or not leaflets:
            return None
        options = dict(self._options)
        return Order(document=self.document, options=options, leaflets=tuple(leaflets))

    def _stand(self) -> None:
        current = self._picks.current()
        if self.planned and current is not None and current is not self._shown:
            self._look()

    def _look(self) -> None:
        """Draw the leaf one stands on, once what is being drawn is done."""
        document = self.document
        if document is None:
            return
        if self._busy:
            self._again = True
            return
        number, leaflet = self._plans, self._picks.current() if self.planned else None
        self._shown, self._busy = leaflet, True
        if self._view.pages is None:
            self._view.say(texts.DRAWING)
        order = Order(document=document, options=dict(self._options))
        self._press.draw(
            order, leaflet, self._view.area.first_scale(),
            lambda drawn: self._take(number, drawn), self._drawn,
        )  # fmt: skip

    def _take(self, number: int, drawn: Drawn) -> None:
        """Show what was drawn, unless something else is wanted by now."""
        if number != self._plans:
            if drawn.pages is not None:
                drawn.pages.close()
            return
        if not self.planned:
            self._take_leaflets(drawn.leaflets or ())
        if drawn.pages is not None:
            self._view.show_paper(drawn.pages, drawn.first)
            self._view.warn("；".join(drawn.remarks))
        elif drawn.refusal is not None:
            refusal = drawn.refusal
            told = texts.REFUSED.format(what=refusal.sentence(), advice=refusal.advice())
            self._view.say(told)
            self._view.warn("")
        self.told.emit()

    def _take_leaflets(self, leaflets: Sequence[Leaflet]) -> None:
        """Show a plan; its first leaf was drawn with it."""
        kept = bool(self._picks.list.rows.rowCount())
        self._picks.show_leaflets(leaflets, keep=kept)
        self.planned, self._shown = True, self._picks.current()
        shown = self._shown
        self._again = shown is not None and shown.planned.key != leaflets[0].planned.key

    def _drawn(self) -> None:
        self._busy = False
        again, self._again = self._again, False
        if again:
            self._look()
