"""Draws the pages in sight and searches all others, one at a time, in a thread of its own.

The queue of the window's jobs is not for this: a page turned must not wait for an import.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from inspector.domain.progress import Ticket
from inspector.ui.job import Jobs
from inspector.ui.paper_pages import Hit, PaperPages

KEPT = 96 * 1024 * 1024
"""Bytes of pictures that are kept; those that are wanted are kept whatever they take."""
SEARCHED = 8
"""Pages that are searched between two that are drawn."""


class PaperLane(QObject):
    """``drawn`` follows a page, ``found`` every part of a search.

    ``failed`` carries what keeps pages from being drawn. ``hits`` are in the order of the pages.
    """

    drawn = Signal()
    found = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._busy = Jobs(self), False
        self._jobs.failed.connect(lambda _job, error: self.failed.emit(error))
        self.pages: PaperPages | None = None
        self._pictures: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._places: Sequence[int] = ()
        self._scale = 1.0
        self.words, self._searched = "", 0
        self.hits: list[Hit] = []

    def show_pages(self, pages: PaperPages | None, first: QImage | None = None) -> None:
        """Turn to other pages; ``first`` is the first one, drawn before."""
        old, self.pages = self.pages, pages
        if old is not None and old is not pages:
            old.close()
        self._pictures.clear()
        self._places = ()
        if pages is not None and first is not None:
            self._pictures[0] = (first.width() / pages.sizes[0][0], first)
        words, self.words = self.words, ""
        self.search(words)

    def want(self, places: Sequence[int], scale: float) -> None:
        """Say which pages are wanted, most urgent first, at ``scale`` px a point."""
        self._places, self._scale = places, scale
        self._go_on()

    def picture(self, place: int) -> QImage | None:
        """Return what is drawn of a page, perhaps in another size."""
        kept = self._pictures.get(place)
        return kept[1] if kept is not None else None

    @property
    def sharp(self) -> bool:
        """True if everything that is wanted is drawn in its size."""
        return all(self._is_sharp(place) for place in self._places)

    def search(self, words: str) -> None:
        """Look for words on all pages, from the first one on; no words end it."""
        if words != self.words:
            self.words, self.hits, self._searched = words, [], 0
            self.found.emit()
            self._go_on()

    @property
    def searching(self) -> bool:
        """True while pages are left to search."""
        return bool(self.words) and self.pages is not None and self._searched < len(self.pages)

    def _go_on(self) -> None:
        """Give the thread what is wanted most now."""
        if self._busy or self.pages is None:
            return
        pages, scale = self.pages, self._scale
        lacking = [place for place in self._places if not self._is_sharp(place)]
        if lacking:
            place = lacking[0]
            self._start(
                lambda _ticket: pages.draw(place, scale), partial(self._keep, pages, place, scale)
            )
        elif self.searching:
            words, begin = self.words, self._searched
            end = min(begin + SEARCHED, len(pages))

            def look_for(ticket: Ticket) -> list[Hit]:
                places = ticket.each(range(begin, end))
                return [hit for place in places for hit in pages.find(place, words)]

            self._start(look_for, partial(self._keep_hits, pages, words, end))

    def _start(self, work: Callable[[Ticket], object], done: Callable[[Any], None]) -> None:
        self._busy = True
        self._jobs.start_quietly("", work, done, self._ended)

    def _ended(self) -> None:
        self._busy = False
        self._go_on()

    def _keep(self, pages: PaperPages, place: int, scale: float, image: QImage) -> None:
        if pages is not self.pages:
            return
        self._pictures[place] = (scale, image)
        self._pictures.move_to_end(place)
        held = sum(image.sizeInBytes() for _scale, image in self._pictures.values())
        for old in [one for one in self._pictures if one not in self._places]:
            if held <= KEPT:
                break
            held -= self._pictures.pop(old)[1].sizeInBytes()
        self.drawn.emit()

    def _keep_hits(self, pages: PaperPages, words: str, end: int, hits: list[Hit]) -> None:
        if pages is self.pages and words == self.words:
            self.hits.extend(hits)
            self._searched = end
            self.found.emit()

    def _is_sharp(self, place: int) -> bool:
        kept = self._pictures.get(place)
        return kept is not None and abs(kept[0] - self._scale) < self._scale / 250
