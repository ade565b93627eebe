"""谁到场: the team ticks who is there; who must keep away from a village is named with the rule."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from inspector.actions.attending import Attendance, Seat
from inspector.domain.ids import PersonId
from inspector.ui import texts
from inspector.ui.glyphs import Glyph
from inspector.ui.look import u
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.command_list import ENTER_KEYS
from inspector.ui.widgets.dialog import Dialog
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import column, row
from inspector.ui.widgets.told_list import Told, ToldList

SEAT, AROUND = 62, 250
"""Px at 100 %: a row of the list, and what else the card holds."""


class SeatList(ToldList):
    """Members with a tick each; ``ticked`` follows Space and the digits 1 to 9."""

    ticked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.ticked.emit(self.currentIndex().row())
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not event.modifiers():
            self.ticked.emit(key - Qt.Key.Key_1)
        else:
            super().keyPressEvent(event)


class WhoIsThere(Dialog):
    """Before a village (``begin``) it starts the visit; otherwise it only notes who is there.

    ``on`` gets the attendance as it was ticked. The button waits with its reason beside it while
    the county's rules let nobody begin.
    """

    def __init__(
        self,
        attendance: Attendance,
        on: Callable[[Attendance], object],
        parent: QWidget,
        *,
        begin: bool,
    ) -> None:
        title = texts.WHO_BEGINS.format(place=attendance.place) if begin else texts.WHO_TODAY
        super().__init__(title, parent, width=520)
        self._attendance, self._begin = attendance, begin
        self.seats = SeatList(texts.WHO_TODAY)
        self.reason = Label("", 15, "warn", bold=True, wrap=True)
        self.act = Button("", self.accept, key="Enter", kind=Kind.PRIMARY, height=46)
        back = Button(texts.BACK, self.reject, key="Esc", height=46)
        box = column(Label(title, 18, bold=True, wrap=True), margin=24, gap=12)
        box.addWidget(Label(texts.WHO_HOW, 15, "text2", wrap=True))
        box.addWidget(self.seats)
        box.addWidget(self.reason)
        box.addLayout(row(back, None, self.act, gap=12))
        self.setLayout(box)
        room = parent.height() - u(AROUND)
        self.seats.setFixedHeight(max(min(u(SEAT) * len(attendance.seats), room), u(2 * SEAT)))
        self.seats.ticked.connect(self.tick)
        self.seats.entered_row.connect(lambda _index: self._try())
        self.seats.clicked.connect(lambda index: self.tick(index.row()))
        self.accepted.connect(lambda: on(self._attendance))
        self._say()
        self.seats.choose(0)
        self.seats.setFocus()

    def tick(self, place: int) -> None:
        """Turn whether somebody is there."""
        seats = self._attendance.seats
        if not 0 <= place < len(seats) or (self._begin and seats[place].rule):
            return
        absent = self._attendance.absent ^ {seats[place].member.id}
        self._attendance = self._attendance.with_absent(absent)
        self._say()
        self.seats.choose(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self._try()
            return
        super().keyPressEvent(event)

    def _try(self) -> None:
        if self.act.isEnabled():
            self.accept()

    def _say(self) -> None:
        seats = self._attendance.seats
        self.seats.lines.show_lines([self._told(*one) for one in enumerate(seats, 1)])
        hindrance = self._attendance.hindrance if self._begin else ""
        self.reason.setText(hindrance)
        self.reason.setVisible(bool(hindrance))
        self.act.allow(hindrance)
        going = self._attendance.people if self._begin else self._attendance.present
        count = len(going)
        self.act.say((texts.BEGIN_WITH if self._begin else texts.NOTE_WHO).format(count=count))

    def _told(self, number: int, seat: Seat) -> Told:
        if self._begin and seat.rule:
            glyph, words = Glyph.NOT_APPLICABLE, texts.MUST_AVOID.format(rule=seat.rule)
        else:
            glyph = Glyph.CLEAR if seat.present else Glyph.UNSET
            words = texts.IS_THERE if seat.present else texts.IS_ABSENT
        title = f"{number}　{seat.member.name}　{seat.member.role}"
        return Told(title=title, text=words, glyph=glyph, key=PersonId(seat.member.id))
