"""Sorting photos, without widgets: groups, the place in front, what keys do, the way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from PySide6.QtCore import QObject, Signal

from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest, ItemCode
from inspector.domain.marks import Shape
from inspector.domain.roll import Roll, RollPhoto
from inspector.domain.rubric import Item
from inspector.domain.sorting import Group, Shot, grouped, hung, item_at, may_show, suggestion
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.photo_desk import PhotoDesk
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.slate_desk import Person


class Pile(Enum):
    """Which photos are shown; the value is its word."""

    ALL = texts.PILE_ALL
    LOOSE = texts.PILE_LOOSE
    HUNG = texts.PILE_HUNG
    ASIDE = texts.PILE_ASIDE


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One phone of the visit: what is known of it, and how many pictures it has."""

    camera: str
    count: int
    owner: Person | None
    clock: str
    """How its clock stands, in words."""
    known: bool


def _in_order(cameras: Counter[str]) -> list[tuple[str, int]]:
    """Return phones by name; those without one last."""
    return sorted(cameras.items(), key=lambda one: (not one[0], one[0]))


class Sorter(QObject):
    """``changed`` follows every change of what is shown; ``said`` tells one sentence."""

    changed = Signal()
    said = Signal(str)
    failed = Signal(object)

    def __init__(
        self, session: VisitSession, desk: PhotoDesk, by_star: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._desk, self._by_star = session, desk, by_star
        self._ways_back: list[Callable[[], object]] = []
        self._photos: dict[Digest, RollPhoto] = {}
        self._phones: dict[str, Phone] = {}
        self._times: dict[Digest, datetime | None] = {}
        self._suggested: dict[Digest, Item | None] = {}
        self.roll = Roll()
        self.items_of: Mapping[Digest, tuple[ItemCode, ...]] = {}
        self.groups: tuple[Group, ...] = ()
        self.pile = Pile.LOOSE
        self.at, self.place = 0, 0
        self.chosen: set[Digest] = set()
        self.star = 0
        """The first of two digits, or 0."""

    def load(self) -> None:
        """Read the photos anew."""
        self.roll = self._desk.roll()
        self._photos = {one.digest: one for one in self.roll.photos}
        self._times = {one.digest: self.roll.at(one.evidence) for one in self.roll.photos}
        cameras = Counter(one.evidence.camera for one in self.roll.photos)
        self._phones = {one: self._phone(one, count) for one, count in _in_order(cameras)}
        self.refresh()

    def refresh(self) -> None:
        """Group what the pile shows; stay as near as may be."""
        self._suggested.clear()
        self.items_of = hung(self._session.counted)
        held = self.current
        self.groups = self._shown()
        self._stay(held)
        self.chosen &= {shot.digest for group in self.groups for shot in group.shots}
        self.changed.emit()

    def _shown(self) -> tuple[Group, ...]:
        aside = self.pile is Pile.ASIDE
        shots = [self._shot(one) for one in self.roll.photos if one.aside == aside or self._all()]
        found = []
        for group in grouped(shots):
            kept = tuple(shot for shot in group.shots if self._in_pile(shot.digest))
            if kept:
                found.append(replace(group, shots=kept))
        return tuple(found)

    def _all(self) -> bool:
        return self.pile is Pile.ALL

    def _in_pile(self, photo: Digest) -> bool:
        if self.pile is Pile.LOOSE:
            return photo not in self.items_of
        return photo in self.items_of or self.pile is not Pile.HUNG

    def _shot(self, photo: RollPhoto) -> Shot:
        one = photo.evidence
        return Shot(
            digest=one.digest,
            camera=one.camera,
            at=self._times[one.digest],
            name=one.source_name,
        )

    def _stay(self, held: Digest | None) -> None:
        for at, group in enumerate(self.groups):
            for place, shot in enumerate(group.shots):
                if shot.digest == held:
                    self.at, self.place = at, place
                    return
        self.at = max(0, min(self.at, len(self.groups) - 1))
        self.place = 0

    @property
    def group(self) -> Group | None:
        """The group in front."""
        return self.groups[self.at] if self.at < len(self.groups) else None

    @property
    def current(self) -> Digest | None:
        """The picture in front."""
        group = self.group
        if group is None:
            return None
        return group.shots[min(self.place, len(group.shots) - 1)].digest

    def photo(self, digest: Digest) -> RollPhoto:
        """Return one photo."""
        return self._photos[digest]

    def count(self, pile: Pile) -> int:
        """Return how many pictures a pile has."""
        photos = self.roll.photos
        if pile is Pile.ALL:
            return len(photos)
        if pile is Pile.ASIDE:
            return sum(one.aside for one in photos)
        on = sum(one.digest in self.items_of for one in photos if not one.aside)
        return on if pile is Pile.HUNG else sum(not one.aside for one in photos) - on

    def phones(self) -> list[Phone]:
        """Return the phones that took pictures here, by their names."""
        return list(self._phones.values())

    def phone(self, camera: str) -> Phone:
        """Return one of them."""
        return self._phones[camera]

    def _phone(self, camera: str, count: int) -> Phone:
        clock = self.roll.clock(camera)
        people = {person.id: person for person in self._desk.people}
        known = clock is not None and clock.key in self.roll.clocks and bool(clock.shown)
        return Phone(
            camera=camera,
            count=count,
            owner=people.get(clock.owner) if clock is not None and clock.owner else None,
            clock=texts.clock_words(clock, known=known),
            known=known,
        )

    def suggested(self, group: Group) -> Item | None:
        """Return the item that a group probably shows."""
        first = group.shots[0].digest
        if first not in self._suggested:  # asked at every painting
            self._suggested[first] = self._suggest(group)
        return self._suggested[first]

    def _suggest(self, group: Group) -> Item | None:
        rubric = self._session.rubric
        owner = self._phones[group.camera].owner
        walked = [
            one.digest
            for one in self.roll.photos
            if one.evidence.camera == group.camera and self._before(one, group)
        ]
        stars = owner.stars if owner is not None else frozenset()
        code = suggestion(rubric, self._session.counted, stars, walked)
        return None if code is None else rubric.item(code)

    def _before(self, photo: RollPhoto, group: Group) -> bool:
        at, begin = self._times[photo.digest], group.begin
        return at is not None and begin is not None and at < begin

    def show_pile(self, pile: Pile) -> None:
        """Show another pile."""
        self.pile, self.at, self.place = pile, 0, 0
        self.chosen.clear()
        self.refresh()

    def go(self, at: int, place: int = 0) -> None:
        """Go to a group and a picture in it; beyond an end is the end."""
        if not self.groups:
            return
        at = max(0, min(at, len(self.groups) - 1))
        if at != self.at:
            self.chosen.clear()
        self.at, self.star = at, 0
        self.place = max(0, min(place, len(self.groups[at].shots) - 1))
        self.changed.emit()

    def choose(self) -> None:
        """Add the picture in front to the selection, or take it out."""
        if self.current is not None:
            self.chosen ^= {self.current}
            self.changed.emit()

    def meant(self) -> tuple[Digest, ...]:
        """Return the selected pictures, or the whole group where nothing is selected."""
        group = self.group
        if group is None:
            return ()
        return tuple(shot.digest for shot in group.shots if shot.digest in self.chosen) or tuple(
            shot.digest for shot in group.shots
        )

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

    def mark(self, photo: Digest, shapes: Sequence[Shape]) -> None:
        """Keep shapes on a picture; a covered one takes its place on the items."""
        before = self.roll.marks.get(photo, ())
        if self._session.stopped() or tuple(shapes) == before:
            return
        try:
            stands = self._stand_in(photo, shapes)
        except InspectorError as error:
            self.failed.emit(error)
            return
        self._done(lambda: self._stand_in(stands, before))
        self.said.emit(texts.MARKED)

    def _stand_in(self, photo: Digest, shapes: Sequence[Shape]) -> Digest:
        """Mark a picture, and hang the one that stands for it now where it hung.

        Raises:
            InspectorError: Nothing was changed.
        """
        stands = self._desk.mark(photo, shapes)
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
