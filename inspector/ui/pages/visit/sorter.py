"""Sorting photos, without widgets: what keys decide, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, ItemCode
from inspector.domain.marks import TURNS, Marks, Shape
from inspector.domain.rubric import Item
from inspector.domain.sorting import item_at, may_show
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.gallery import Gallery, Pile
from inspector.ui.pages.visit.photo_desk import PhotoDesk
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.session import VisitSession


class Sorter(Gallery):
    """A gallery whose pictures are decided about; ``said`` tells one sentence."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(
        self, session: VisitSession, desk: PhotoDesk, by_star: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(session, desk, parent)
        self._by_star = by_star
        self._ways_back: list[Callable[[], object]] = []

    def accept(self) -> None:
        """Hang what is meant on the item that is suggested."""
        group = self.group
        item = self.suggested(group) if group is not None and self.pile is Pile.LOOSE else None
        if group is not None and item is not None:
            self.hang(item)
        else:
            self.said.emit(texts.NO_SUGGESTION if group is not None else texts.NOTHING_HERE)

    def digit(self, number: int) -> None:
        """Take one of two digits: the star, then the item of it."""
        if self.group is None:
            self.said.emit(texts.NOTHING_HERE)
        elif not self.star:
            if 1 <= number <= len(self._session.rubric.stars):
                self.star = number
                self.changed.emit()
        else:
            item = item_at(self._session.rubric, self.star, number)
            self.star = 0
            if item is not None:
                self.hang(item)
            else:
                self.said.emit(texts.NO_ITEM.format(number=number))
                self.changed.emit()

    def forget_digit(self) -> bool:
        """Drop the first digit; False if there is none."""
        had, self.star = bool(self.star), 0
        if had:
            self.changed.emit()
        return had

    def hang(self, item: Item, photos: Sequence[Digest] = ()) -> None:
        """Hang pictures on an item, those meant if none are named; they leave other items."""
        photos = tuple(photos) or self.meant()
        if self._session.stopped() or not photos:
            return
        if not may_show(item):
            self.said.emit(texts.LOOK_ONLY.format(item=item.short))
            return
        steps = self._leave(photos, but=item.code)
        entry = self._session.entry(item.code)
        wanted = (*entry.photos, *(photo for photo in photos if photo not in entry.photos))
        steps += self._put(item.code, wanted)
        aside = [photo for photo in photos if self._photos[photo].aside]
        if aside:
            self._desk.put_aside(aside, aside=False)
        self._done(lambda: self._undo(steps, aside, was=True))
        self.said.emit(texts.HUNG_ON.format(count=len(photos), item=item.short))

    def put_aside(self) -> None:
        """Put what is meant aside: it stays on this laptop and is not handed in."""
        current = self.current
        photos = (current,) if current is not None and not self.chosen else self.meant()
        if self._session.stopped() or not photos:
            return
        back = self.pile is Pile.ASIDE
        steps = 0 if back else self._leave(photos)
        try:
            self._desk.put_aside(photos, aside=not back)
        except InspectorError as error:
            self.failed.emit(error)
            return
        self._done(lambda: self._undo(steps, photos, was=back))
        told = texts.BACK_FROM_ASIDE if back else texts.PUT_ASIDE
        self.said.emit(told.format(count=len(photos)))

    def turn(self) -> None:
        """Turn the picture in front by a quarter clockwise."""
        if self.current is not None:
            marks = self.roll.marked(self.current)
            self.mark(self.current, marks.shapes, (marks.turn + 1) % TURNS)

    def mark(self, photo: Digest, shapes: Sequence[Shape], turn: int) -> None:
        """Keep marks on a picture; a covered one takes its place on the items."""
        before, after = self.roll.marked(photo), Marks(photo=photo, shapes=tuple(shapes), turn=turn)
        if self._session.stopped() or after == before:
            return
        try:
            stands = self._stand_in(photo, after)
        except InspectorError as error:
            self.failed.emit(error)
            return
        chosen = set(self.chosen)
        self._done(lambda: self._stand_in(stands, before))
        self.chosen |= chosen & set(self._photos)
        self.said.emit(texts.MARKED if after.shapes != before.shapes else texts.TURNED)

    def _stand_in(self, photo: Digest, marks: Marks) -> Digest:
        """Mark a picture, and hang the one that stands for it now where it hung.

        Raises:
            InspectorError: Nothing was changed.
        """
        stands = self._desk.mark(photo, marks.shapes, marks.turn)
        if stands != photo:
            for code in self.items_of.get(photo, ()):
                photos = self._session.entry(code).photos
                self._put(code, [stands if one == photo else one for one in photos])
            self._desk.drop(photo)
        return stands

    def undo(self) -> bool:
        """Take the last decision back; False if there is none."""
        if not self._ways_back:
            return False
        self._ways_back.pop()()
        self.load()
        self.said.emit(texts.UNDONE)
        return True

    def _undo(self, steps: int, photos: Sequence[Digest], *, was: bool) -> None:
        for _ in range(steps):
            self._session.undo()
        if photos:
            self._desk.put_aside(photos, aside=was)

    def _done(self, way_back: Callable[[], object]) -> None:
        self._ways_back.append(way_back)
        self.chosen.clear()
        self.star = 0
        self.load()

    def _leave(self, photos: Sequence[Digest], but: ItemCode | None = None) -> int:
        """Take pictures off the items that show them; return how many changes that were."""
        codes = {code for photo in photos for code in self.items_of.get(photo, ()) if code != but}
        steps = 0
        for code in sorted(codes):
            rest = [one for one in self._session.entry(code).photos if one not in photos]
            steps += self._put(code, rest)
        return steps

    def _put(self, code: ItemCode, photos: Sequence[Digest]) -> int:
        item = self._session.rubric.item(code)
        spot = Spot(step=None if self._by_star() else item.steps()[0], item=code)
        entry = replace(self._session.entry(code), photos=tuple(photos))
        return int(self._session.put(spot, entry))
