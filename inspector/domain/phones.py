"""Two phones of one model: what tells them apart, and nothing is guessed where nothing does.

A camera writes make and model into its pictures, seldom a number of its own. So phones of one
model would share a clock and an owner. They are known to be several when slates were photographed
by different members, or at offsets that one clock cannot have; then each gets a sign (甲, 乙 …),
and a picture goes to the phone of which it surely is, or bears ``？`` until somebody says whose.

Source: ui.md §3.2, "Decided after a review" 6.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from inspector.domain.slate import SLACK

SIGNS = "甲乙丙丁戊己庚辛壬癸"
"""One for each seat of a team, as the slate counts them; more phones share the last."""

UNCLEAR = "？"
"""Behind a model: one of its phones, and nobody has said which."""

NUMBERED = "#"
"""Before a camera's own number, which only this phone has."""

ADJACENT = 3
"""Numbers apart that two pictures of the slate by one phone are: the first one was blurred."""

NEAR, FAR = 300, 1_000
"""Numbers that pictures of one day lie apart on one phone; and surely on two."""

CARD = "DCIM"
"""The folder that every camera writes into: what lies beside it is of one phone."""

_SERIES = re.compile(r"(\D*)(\d{3,5})")
_TOLD = re.compile(rf"(.+) ([{SIGNS}{UNCLEAR}])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What a picture tells of its phone.

    ``seat`` and ``offset`` are those of the slate in it; without a slate ``offset`` is None.
    ``folder`` are the names above the file, from the root.
    """

    camera: str
    name: str
    folder: tuple[str, ...] = ()
    taken_at: str = ""
    seat: int = 0
    offset: int | None = None

    @property
    def source(self) -> tuple[str, ...]:
        """Where it came from: the card or phone, else its folder."""
        return self.folder[: self.folder.index(CARD)] if CARD in self.folder else self.folder

    @property
    def on_card(self) -> bool:
        """Whether it lies where a camera wrote it."""
        return CARD in self.folder

    @property
    def series(self) -> tuple[str, int] | None:
        """How its file is numbered: ``IMG_0417`` counts, ``IMG_20261103_083112`` does not."""
        found = _SERIES.fullmatch(self.name.rpartition(".")[0])
        return None if found is None else (found[1], int(found[2]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Phone:
    """One phone of a model: its seat (0 for nobody's), its offset, and pictures surely of it."""

    seat: int
    offset: int
    sure: tuple[Trace, ...] = ()
    sign: str = ""


def model_of(camera: str) -> str:
    """Return the make and model of a camera, without the sign that tells phones apart."""
    found = _TOLD.fullmatch(camera)
    return camera if found is None else found[1]


def signed(model: str, sign: str) -> str:
    """Return a camera's text with its sign."""
    return f"{model} {sign}"


def is_unclear(camera: str) -> bool:
    """Tell whether nobody knows which phone of its model it is."""
    return camera.endswith(f" {UNCLEAR}")


def signs_of(cameras: Collection[str], model: str) -> list[str]:
    """Return the phones of a model that are told apart, in the order of their signs."""
    found = {one for one in cameras if one != model and model_of(one) == model}
    return sorted((one for one in found if not is_unclear(one)), key=lambda one: _place(one[-1]))


def _place(sign: str) -> int:
    return SIGNS.index(sign)


def told_apart(
    coming: Sequence[Trace],
    there: Sequence[Trace],
    known: Mapping[str, tuple[int, int]],
    shared: Collection[str] = (),
) -> tuple[list[str], dict[str, str]]:
    """Say of which phone pictures are.

    Args:
        coming: Pictures that come in, each with its camera as the file says it.
        there: Those that the visit has, with their cameras as they are told now.
        known: Cameras of this visit whose slate was read, with seat (0 for nobody's) and offset.
        shared: Models of which the team has several, as earlier visits say.

    Returns:
        The camera of each that comes; and, where a model turned out to be two phones, the camera
        that was known without a sign with the one it has now.
    """
    told = [one.camera for one in coming]
    renamed: dict[str, str] = {}
    for model in dict.fromkeys(told):
        if not model or NUMBERED in model:
            continue
        phones = _phones(model, coming, known)
        if len(phones) < 2 and model not in shared and not any(phone.sign for phone in phones):
            continue
        phones = _with_signs(phones)
        if model in known:
            renamed[model] = signed(model, phones[0].sign)
        anchors = [
            (one.camera, one) for one in there if one.camera in signs_of([one.camera], model)
        ]
        anchors += [(signed(model, phone.sign), one) for phone in phones for one in phone.sure]
        for at, one in enumerate(coming):
            if one.camera == model:
                told[at] = _camera_of(one, model, phones, anchors)
    return told, renamed


def _phones(
    model: str, coming: Sequence[Trace], known: Mapping[str, tuple[int, int]]
) -> list[_Phone]:
    """Return the phones of a model by their slates, the one that is known already first."""
    phones: list[_Phone] = []
    for camera in [*([model] if model in known else ()), *signs_of(known, model)]:
        seat, offset = known[camera]
        sign = "" if camera == model else camera[-1]
        phones.append(_Phone(seat=seat, offset=offset, sign=sign))
    slates = [one for one in coming if one.camera == model and one.offset is not None]
    for one in sorted(slates, key=lambda one: one.taken_at):
        same = next((at for at, phone in enumerate(phones) if _is_of(one, phone)), None)
        if same is None:
            phones.append(_Phone(seat=one.seat, offset=one.offset or 0, sure=(one,)))
        else:
            phone = phones[same]
            phones[same] = replace(
                phone, seat=one.seat or phone.seat, offset=one.offset or 0, sure=(*phone.sure, one)
            )
    return phones


def _is_of(slate: Trace, phone: _Phone) -> bool:
    """Tell whether a slate was photographed by a phone, and surely by no other."""
    if any(one.on_card and one.source == slate.source for one in phone.sure):
        return True
    if abs((slate.offset or 0) - phone.offset) > 2 * SLACK:
        return False
    if slate.seat == phone.seat or not (slate.seat and phone.seat):
        return True
    return any(
        one.source == slate.source and _apart(one, slate, ADJACENT) <= ADJACENT
        for one in phone.sure
    )


def _apart(one: Trace, other: Trace, otherwise: int) -> int:
    """Return how far two files of one series lie apart, else one more than ``otherwise``."""
    first, second = one.series, other.series
    if first is None or second is None or first[0] != second[0]:
        return otherwise + 1
    return abs(first[1] - second[1])


def _with_signs(phones: Sequence[_Phone]) -> list[_Phone]:
    """Give each its sign: that of its seat, else the first that is free."""
    taken = {phone.sign for phone in phones}
    found: list[_Phone] = []
    for phone in phones:
        own = SIGNS[phone.seat - 1 : phone.seat] if phone.seat else ""
        free = [sign for sign in (own, *SIGNS) if sign and sign not in taken]
        sign = phone.sign or next(iter(free), SIGNS[-1])
        taken.add(sign)
        found.append(replace(phone, sign=sign))
    return found


def _camera_of(
    one: Trace, model: str, phones: Sequence[_Phone], anchors: Sequence[tuple[str, Trace]]
) -> str:
    """Return the camera of a picture: by the slate in it, its card or folder, or its number."""
    for phone in phones:
        if one in phone.sure:
            return signed(model, phone.sign)
    of_source = {
        phone.sign for phone in phones if any(sure.source == one.source for sure in phone.sure)
    }
    seen = len(phones) > 1 and all(phone.sure for phone in phones)
    if len(of_source) == 1 and (one.on_card or seen):
        return signed(model, of_source.pop())
    return _by_number(one, anchors) or signed(model, UNCLEAR)


def _by_number(one: Trace, anchors: Sequence[tuple[str, Trace]]) -> str:
    """Return the phone whose numbers run on into this picture's, or nothing."""
    nearest: dict[str, int] = {}
    for camera, anchor in anchors:
        apart = _apart(one, anchor, NEAR + FAR)
        nearest[camera] = min(apart, nearest.get(camera, apart))
    best = sorted(nearest, key=lambda camera: nearest[camera])
    if len(best) < 2 or nearest[best[0]] > NEAR or nearest[best[1]] < nearest[best[0]] + FAR:
        return ""
    return best[0]
