"""The photos of a visit without widgets: piles, groups, phones, and the picture in front."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from PySide6.QtCore import QObject, Signal

from inspector.domain.ids import Digest, ItemCode
from inspector.domain.phones import is_unclear
from inspector.domain.roll import Roll, RollPhoto
from inspector.domain.rubric import Item
from inspector.domain.slate import LAPTOP
from inspector.domain.sorting import Group, Shot, grouped, hung, suggestion
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.photo_desk import PhotoDesk
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


class Gallery(QObject):
    """The photos of a visit by pile and group, and the one in front.

    ``changed`` follows every change of what is shown.
    """

    changed = Signal()

    def __init__(self, session: VisitSession, desk: PhotoDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._desk = session, desk
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
        if is_unclear(camera):
            return Phone(
                camera=camera, count=count, owner=None, clock=texts.UNCLEAR_CLOCK, known=False
            )
        own = camera == LAPTOP
        known = own or (clock is not None and clock.key in self.roll.clocks and bool(clock.shown))
        return Phone(
            camera=camera,
            count=count,
            owner=people.get(clock.owner) if clock is not None and clock.owner else None,
            clock=texts.OWN_CLOCK if own else texts.clock_words(clock, known=known),
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
