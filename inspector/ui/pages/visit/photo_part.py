"""照片: everything that came from cards and phones, sorted to items by one or two keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QShowEvent

from inspector.domain.errors import InspectorError
from inspector.domain.ids import Digest
from inspector.domain.phones import is_unclear, model_of
from inspector.domain.slate import LAPTOP
from inspector.ui.glyphs import Glyph
from inspector.ui.look import look, u
from inspector.ui.pages.visit import photo_texts as texts
from inspector.ui.pages.visit.gallery import Phone, Pile
from inspector.ui.pages.visit.part import Part
from inspector.ui.pages.visit.photo_desk import PhotoDesk
from inspector.ui.pages.visit.photo_groups import GroupLines, GroupList
from inspector.ui.pages.visit.photo_how import How
from inspector.ui.pages.visit.photo_import import PhotoImport
from inspector.ui.pages.visit.photo_lists import SideLine, SideList
from inspector.ui.pages.visit.photo_side import PhotoSide
from inspector.ui.pages.visit.photo_view import scaled_picture
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.sorter import Sorter
from inspector.ui.pages.visit.which_phone import WhichPhone
from inspector.ui.widgets.ask import Ask, Question
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import Hairline, boxed, column, row, scrolling

NEAR = QSize(1_800, 1_400)
"""Px of a picture that somebody looks at closely or draws on."""

PILES = (Pile.LOOSE, Pile.HUNG, Pile.ASIDE, Pile.ALL)


class PhotoPart(Part):
    """Sorting. ``marking`` asks to draw on a picture, with its digest and pixels.

    ``looking`` asks to see the one in front near, ``shooting`` for the camera; ``opened`` when it
    came to sight.
    """

    about = texts.HELP

    marking = Signal(str, QPixmap)
    looking = Signal()
    shooting = Signal()
    opened = Signal()
    of_rows = True

    def __init__(
        self,
        session: VisitSession,
        desk: PhotoDesk,
        importing: PhotoImport,
        by_star: Callable[[], bool],
    ) -> None:
        super().__init__("bg")
        self._session, self._desk, self.importing = session, desk, importing
        self.sorter = Sorter(session, desk, by_star, self)
        self.which = WhichPhone(desk, self.sorter, self)
        self.lines = GroupLines(self.sorter, session, self)
        self.groups = GroupList(self.lines, self.sorter)
        self.phones = SideList(texts.PHONES)
        self.piles = SideList(texts.PILES)
        self.side = PhotoSide(session, desk, self.sorter, self.lines)
        self.items = self.side.items
        self._told = Elided("", 15, "text2")
        self._sorted = Label("", 15, bold=True)
        self._how = How()
        self._none = Label("", 16, "text2", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setContentsMargins(u(12), u(24), u(12), u(12))
        self.also_button = Button(texts.ALSO, importing.take_left, key="I", height=40)
        self.import_button = Button(
            texts.IMPORT, importing.look, key="Ctrl+O", icon="usb", kind=Kind.PRIMARY, height=44
        )
        self.camera_button = Button(
            texts.TAKE_PHOTO, self.shooting.emit, key="F2", icon="camera", height=40
        )
        self.camera_button.hide()  # until one is found
        self.file_button = Button(texts.FILES, importing.choose, icon="folder-open", height=40)
        self._lay_out()
        self._connect()

    def take_focus(self) -> None:
        """Read what there is now."""
        self.sorter.load()
        self._focus()

    def _focus(self) -> None:
        """Stand in the groups, or while there is nothing on the button that brings something."""
        (self.groups if self.sorter.roll.photos else self.import_button).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def hints(self) -> Sequence[Hint]:
        """Return the keys of sorting; F2 only where there is a camera."""
        there = not self.camera_button.isHidden()
        return [hint for hint in texts.KEYS if there or hint != texts.CAMERA_KEY]

    def undo(self) -> bool:
        """Take the last decision about photos back."""
        return self.sorter.undo()

    def take(self, files: Sequence[Path]) -> None:
        """Take in files that were dropped here."""
        self.importing.take(files)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self.opened.emit()

    def _lay_out(self) -> None:
        importing = self.importing
        self.inbox_button = Button(texts.OPEN_INBOX, importing.open_inbox, height=40)
        self.change_button = Button(texts.CHANGE_INBOX, importing.change_inbox, height=40)
        left = column(self.import_button, self.camera_button, self.file_button, gap=6)
        left.addWidget(self.phones)
        left.addWidget(self.piles)
        left.addLayout(column(4, self.inbox_button, self.change_button, gap=6))
        left.addStretch(1)
        self._left = scrolling(boxed(left))
        middle = column(self._how, gap=0)
        middle.addWidget(self._none)
        middle.addWidget(self.groups, 1)
        body = row(self._left, gap=10)
        body.addWidget(boxed(middle), 1)
        body.addWidget(self.side)
        body.setContentsMargins(u(12), u(8), u(12), u(8))
        top = row(self._told, self.also_button, self._sorted, gap=14)
        top.setStretch(0, 1)
        top.setContentsMargins(u(14), u(4), u(14), u(4))
        self._top = boxed(column(boxed(top), Hairline()))
        whole = column(self._top)
        whole.addLayout(body, 1)
        self.setLayout(whole)
        self._fit()

    def _fit(self) -> None:
        narrow = self.window().width() < u(1_100)
        self._left.setFixedWidth(u(196 if narrow else 236))
        self.side.setFixedWidth(u(240 if narrow else 304))

    def _connect(self) -> None:
        sorter = self.sorter
        sorter.changed.connect(self.refresh)
        sorter.said.connect(self.said)
        sorter.failed.connect(self.failed)
        self.groups.leaving.connect(self.left)
        self.groups.letter.connect(self._letter)
        for one in (self.phones, self.piles, self.items):
            one.leaving.connect(self.groups.setFocus)
        self.phones.picked.connect(self._picked_phone)
        self.which.said.connect(self.said)
        self.which.failed.connect(self.failed)
        self.piles.picked.connect(lambda place: sorter.show_pile(PILES[place]))
        self.importing.done.connect(self._imported)
        self.importing.told.connect(self.said)
        self.importing.failed.connect(self.failed)
        self.importing.waiting.connect(self._wait)
        self.importing.emptied.connect(lambda: self._wait(over=True))
        look().changed.connect(self._fit)

    def _letter(self, letter: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "X": self.sorter.put_aside,
            "B": self.ask_time,
            "I": self.importing.take_left,
            "E": self.importing.export,
            "R": self.sorter.turn,
            "Z": self.looking.emit,
            **dict.fromkeys("OWM", self.ask_marks),
            "Y": self._ask_phone,
        }
        if letter in acts:
            acts[letter]()

    def _imported(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._show_top()
        self.sorter.load()
        if self.isVisible():
            self._focus()
        self.tab_changed.emit()

    def refresh(self) -> None:
        """Show what the sorter holds."""
        sorter = self.sorter
        empty = not sorter.roll.photos
        self._how.setVisible(empty)
        self.groups.setVisible(not empty)  # it keeps the focus, and the digits, even without rows
        self.groups.setMaximumHeight(16_777_215 if sorter.groups else 0)
        self.side.setVisible(bool(sorter.groups))
        self.piles.setVisible(not empty)  # without photos the ways to bring some come first
        self.also_button.setVisible(bool(self.importing.left))
        self._none.setVisible(not empty and not sorter.groups)
        self._none.setText(texts.ALL_SORTED if sorter.pile is Pile.LOOSE else texts.NONE_HERE)
        done, every = sorter.count(Pile.HUNG), sorter.count(Pile.HUNG) + sorter.count(Pile.LOOSE)
        self._sorted.setText(texts.SORTED.format(done=done, all=every) if every else "")
        self._show_top()
        self._show_phones()
        self.piles.lines.show_lines(
            [
                SideLine(words=pile.value, right=f"{sorter.count(pile)}", on=pile is sorter.pile)
                for pile in PILES
            ]
        )
        self.piles.fit()
        self.side.refresh()

    def _wait(self, *, over: bool = False) -> None:
        """Say that 收图 has something new; no more once it was taken in, or taken away."""
        if not over or self._told.text() == texts.WAITING:
            self._told.setText("" if over else texts.WAITING)
            self._show_top()

    def _show_top(self) -> None:
        """Show the line over everything while it says something."""
        said = self._told.text() or self._sorted.text() or self.importing.left
        self._top.setVisible(bool(said))

    def _show_phones(self) -> None:
        self.phones.lines.show_lines([_phone_line(phone) for phone in self.sorter.phones()])
        self.phones.fit()
        self.phones.setVisible(bool(self.sorter.phones()))

    def ask_time(self) -> None:
        """Ask for the time that the slate shows in the picture in front."""
        digest = self.sorter.current
        if digest is not None and not self._session.stopped():
            question = Question(word=texts.TIME_WORD)
            Ask(
                texts.TIME_ACT, [question], lambda said: self._set_time(digest, said[0]), self
            ).open()

    def _set_time(self, digest: Digest, typed: str) -> None:
        camera = self.sorter.photo(digest).evidence.camera
        try:
            self._desk.type_time(digest, typed)
        except InspectorError as error:
            self.failed.emit(error)
            return
        self.sorter.load()
        self.tab_changed.emit()
        self.said.emit(texts.TIME_SET.format(camera=camera or texts.UNKNOWN_PHONE))

    def ask_marks(self) -> None:
        """Ask to draw on the picture in front."""
        digest = self.sorter.current
        if digest is not None and not self._session.stopped():
            self.marking.emit(digest, self._whole(digest))

    def _whole(self, digest: Digest) -> QPixmap:
        """Return the picture without what covers it, since that is drawn anew."""
        return self.near(self.sorter.photo(digest).bare or digest)

    def near(self, digest: Digest) -> QPixmap:
        """Return a picture without marks, for looking closely; of a damaged one the small one."""
        try:
            return scaled_picture(self._desk.picture(digest), NEAR)
        except InspectorError:
            return self.lines.plain(digest)

    def _ask_phone(self) -> None:
        """Y: whose phone the group in front is; where nothing tells, first which one."""
        group = self.sorter.group
        if group is not None and not self._session.stopped():
            photos = [shot.digest for shot in group.shots]
            if not self.which.ask(group.camera, photos):
                self.ask_owner(self.sorter.phone(group.camera))

    def _picked_phone(self, place: int) -> None:
        phone = self.sorter.phones()[place]
        if self._session.stopped():
            return
        if not self.which.ask(phone.camera, self.which.of_camera(phone.camera)):
            self.ask_owner(phone)

    def ask_owner(self, phone: Phone) -> None:
        """Go on to the next member as this phone's owner: one key, seen at once."""
        if self._session.stopped():
            return
        if phone.camera == LAPTOP:
            self.said.emit(texts.LAPTOP_OWNER)
            return
        people = [None, *self._desk.people]
        known = [person.id if person is not None else None for person in people]
        here = known.index(phone.owner.id) if phone.owner and phone.owner.id in known else 0
        person = people[(here + 1) % len(people)]
        try:
            self._desk.name_owner(phone.camera, person.id if person is not None else None)
        except InspectorError as error:
            self.failed.emit(error)
            return
        self.sorter.load()
        self.said.emit(texts.OWNER_NOW.format(owner=person.name if person else texts.NOBODY))


def _phone_line(phone: Phone) -> SideLine:
    owner = phone.owner.name if phone.owner is not None else texts.NOBODY
    camera = phone.camera or texts.UNKNOWN_PHONE
    words = LAPTOP if phone.camera == LAPTOP else f"{owner}　{camera}"
    if is_unclear(phone.camera):
        words = texts.UNCLEAR_PHONE.format(model=model_of(phone.camera))
    return SideLine(
        words=words,
        right=texts.COUNT.format(count=phone.count),
        below=phone.clock,
        glyph=Glyph.CLEAR if phone.known else Glyph.GAP,
    )
