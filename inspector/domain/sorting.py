"""Sorting photos: groups by phone and pause, and what each group probably shows.

The program proposes, a person decides: a suggestion is one key away and never made by itself.

Source: ui.md §3.4.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from inspector.domain.ids import Digest, ItemCode, StarId
from inspector.domain.roll import Roll
from inspector.domain.rubric import Item, Rubric
from inspector.domain.visit import EMPTY, Counted

PAUSE = timedelta(seconds=90)
"""Whoever takes longer has walked on to something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture as sorting sees it: ``at`` is the corrected time without zone, if any is known."""

    digest: Digest
    camera: str
    at: datetime | None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Pictures of one phone without a pause between them, in the order they were taken."""

    camera: str
    shots: tuple[Shot, ...]

    @property
    def begin(self) -> datetime | None:
        """When the first was taken."""
        return self.shots[0].at

    @property
    def end(self) -> datetime | None:
        """When the last was taken."""
        return self.shots[-1].at


def grouped(shots: Iterable[Shot], pause: timedelta = PAUSE) -> tuple[Group, ...]:
    """Group pictures, in the order of the walk; those without a time stand last, by name."""
    by_camera: dict[str, list[Shot]] = {}
    for shot in shots:
        by_camera.setdefault(shot.camera, []).append(shot)
    groups: list[Group] = []
    for camera, own in by_camera.items():
        own.sort(key=_order)
        run = own[:1]
        for before, shot in pairwise(own):
            if not _near(before, shot, pause):
                groups.append(Group(camera=camera, shots=tuple(run)))
                run = []
            run.append(shot)
        groups.append(Group(camera=camera, shots=tuple(run)))
    return tuple(sorted(groups, key=lambda group: (*_order(group.shots[0]), group.camera)))


def _order(shot: Shot) -> tuple[bool, datetime, str]:
    return (shot.at is None, shot.at or datetime.min, shot.name)  # noqa: DTZ901 - cameras know no zone


def _near(before: Shot, shot: Shot, pause: timedelta) -> bool:
    if before.at is None or shot.at is None:
        return before.at is shot.at
    return shot.at - before.at <= pause


def may_show(item: Item) -> bool:
    """Tell whether the item may be photographed at all (只看不拍)."""
    return not all(checkpoint.no_photo for checkpoint in item.checkpoints)


def lacking(item: Item, counted: Counted) -> int:
    """Return how many pictures the form still wants of an item."""
    return max(0, item.photos_min - len(counted.get(item.code, EMPTY).photos))


def suggestion(
    rubric: Rubric, counted: Counted, stars: Collection[StarId], walked: Iterable[Digest] = ()
) -> ItemCode | None:
    """Return the item that a group probably shows, or None if none lacks a picture.

    Args:
        rubric: The form.
        counted: What hangs on which item already.
        stars: What the phone's owner looks after; empty if nobody knows whose it is.
        walked: The phone's pictures before this group; people follow the order of the form.
    """
    seen = set(walked)
    here = -1
    open_items: list[tuple[int, StarId, Item]] = []
    walk = [(star.id, item) for star in rubric.stars for item in star.items]
    for place, (star, item) in enumerate(walk):
        if seen.intersection(counted.get(item.code, EMPTY).photos):
            here = place
        if may_show(item) and lacking(item, counted):
            open_items.append((place, star, item))
    if not open_items:
        return None
    best = min(open_items, key=lambda one: (one[1] not in stars, one[0] < here, one[0]))
    return best[2].code


def item_at(rubric: Rubric, star: int, item: int) -> Item | None:
    """Return what two digits mean: the third star's second item is ``3 2``, both from 1."""
    if not 1 <= star <= len(rubric.stars) or not 1 <= item <= len(rubric.stars[star - 1].items):
        return None
    return rubric.stars[star - 1].items[item - 1]


def digits_of(rubric: Rubric, code: ItemCode) -> tuple[int, int]:
    """Return the two numbers that mean an item, from 1.

    Raises:
        KeyError: The form has no such item.
    """
    for at, star in enumerate(rubric.stars, 1):
        for place, item in enumerate(star.items, 1):
            if item.code == code:
                return at, place
    raise KeyError(code)


def loose(roll: Roll, counted: Counted) -> int:
    """Return how many photos nothing shows and nobody put aside: they are not handed in."""
    shown = hung(counted)
    return sum(not one.aside and one.digest not in shown for one in roll.photos)


def hung(counted: Counted) -> Mapping[Digest, tuple[ItemCode, ...]]:
    """Return the items that each picture hangs on."""
    found: dict[Digest, tuple[ItemCode, ...]] = {}
    for code, entry in counted.items():
        for photo in entry.photos:
            found[photo] = (*found.get(photo, ()), code)
    return found
