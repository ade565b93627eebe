"""Asks which of several phones of one model took pictures, where nothing else tells."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.domain.phones import is_unclear, model_of, signs_of
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.photo_desk import PhotoDesk
from inspector.ui.pages.visit.sorter import Sorter
from inspector.ui.widgets.ask import Ask, Question


class WhichPhone(QObject):
    """``said`` tells what was decided, ``failed`` carries why it was not."""

    said = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: PhotoDesk, sorter: Sorter, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._sorter, self._over = desk, sorter, over

    def ask(self, camera: str, photos: Sequence[Digest]) -> bool:
        """Ask about pictures of a camera; False where it is clear which phone that is."""
        if not is_unclear(camera):
            return False
        phones = self._phones(camera)
        told = [texts.WHICH_TOLD.format(model=model_of(camera), count=len(photos))]
        for number, phone in enumerate(phones, 1):
            told.append(texts.WHICH_LINE.format(number=number, phone=self._named(phone)))
        question = Question(word=texts.WHICH_WORD)
        Ask(
            texts.WHICH_ACT,
            [question],
            lambda said: self._take(said[0], phones, photos),
            self._over,
            told=told,
        ).open()
        return True

    def of_camera(self, camera: str) -> list[Digest]:
        """Return every picture of a camera."""
        photos = self._sorter.roll.photos
        return [one.digest for one in photos if one.evidence.camera == camera]

    def _phones(self, camera: str) -> list[str]:
        roll = self._sorter.roll
        clocks = [*roll.clocks.values(), *roll.earlier.values()]
        return signs_of({clock.camera for clock in clocks}, model_of(camera))

    def _named(self, camera: str) -> str:
        clock = self._sorter.roll.clock(camera)
        people = {person.id: person.name for person in self._desk.people}
        owner = people.get(clock.owner, "") if clock is not None and clock.owner else ""
        return f"{camera}　{owner}".strip()

    def _take(self, said: str, phones: Sequence[str], photos: Sequence[Digest]) -> None:
        number = int(said) if said.strip().isdecimal() else 0
        if not 1 <= number <= len(phones):
            self.said.emit(texts.WHICH_NONE.format(number=said.strip()))
            return
        try:
            self._desk.name_phone(photos, phones[number - 1])
        except InspectorError as error:
            self.failed.emit(error)
            return
        self._sorter.load()
        phone = self._named(phones[number - 1])
        self.said.emit(texts.WHICH_SET.format(count=len(photos), phone=phone))
