"""今日: which village now, and whether the laptop and the team are ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from inspector.actions.today import Today
from inspector.domain.errors import InspectorError
from inspector.domain.ids import VisitUid
from inspector.domain.visit import VisitState
from inspector.domain.wording import day_words
from inspector.ui.look import u
from inspector.ui.page import Page
from inspector.ui.pages.today import texts
from inspector.ui.pages.today.day_list import DayList
from inspector.ui.pages.today.desk import TodayDesk
from inspector.ui.pages.today.lines import LINE_ROLE, DayLines
from inspector.ui.pages.today.panel import DayPanel
from inspector.ui.pages.today.strip import DayStrip, DoneBar
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.empty import Empty
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.label import Elided, Label
from inspector.ui.widgets.panel import Hairline, Panel, boxed, column, row
from inspector.ui.widgets.side import WithSide

MINUTE = 60_000
"""Milliseconds between two looks at the laptop."""

SIDE, NEEDS = 320, 1100
"""Px at 100 %: the panel at the right, and the window beside which it has room."""


class TodayPage(Page):
    """``chosen`` carries the uid of the visit to open; the others ask for something else.

    ``handing`` asks for 收工, ``sites_wanted`` for 站点, ``who_wanted`` for who is there,
    ``other_wanted`` for another kind of visit at the site of a visit.
    """

    about = texts.HELP

    chosen = Signal(str)
    handing = Signal()
    sites_wanted = Signal()
    who_wanted = Signal()
    other_wanted = Signal(str)

    def __init__(self, desk: TodayDesk) -> None:
        super().__init__()
        self._desk = desk
        self.today: Today | None = None
        self._before: list[tuple[VisitUid, ...]] = []
        self._opened: VisitUid | None = None
        self.lines = DayLines(self)
        self.list = DayList(self.lines)
        self.field = Field(texts.SEARCH, texts.SEARCH, height=40)
        self._subtitle, self._counts = Elided("", 15, "text2"), Label("", 15, "text2")
        self.put = Button(texts.PUT_ON, self.turn_on, key="+", height=40, kind=Kind.QUIET)
        self.add = Button(
            texts.ADD, self._to_field, key="/", icon="plus", height=40, kind=Kind.QUIET
        )
        self.off = Button(texts.TAKE_OFF, self.turn_off, key="-", height=40, kind=Kind.QUIET)
        self.empty = Empty(texts.EMPTY, texts.EMPTY_ACT, self.sites_wanted.emit)
        self.missing = Label("", 16, "text2", wrap=True)
        self.done, self.strip = DoneBar(self.handing.emit), DayStrip()
        who = Button(texts.WHO, self.who_wanted.emit, key="P")
        hand_in = Button(texts.HAND_IN, self.handing.emit, key="F10", icon="export", height=46)
        self.panel = DayPanel(who, hand_in)
        main = boxed(self._build_main())
        self.side = WithSide(main, self.panel, texts.SIDE, SIDE, needs=NEEDS)
        box = column(self._build_head(), Hairline(), self.strip)
        box.addWidget(self.side, 1)
        self.setLayout(box)
        self._timer = QTimer(self)
        self._timer.setInterval(MINUTE)
        self._timer.timeout.connect(self._look_if_seen)
        self._timer.start()
        self._connect()

    def stand_on(self, uid: VisitUid) -> None:
        """Choose a visit when the page is next opened: one was opened, from here or elsewhere."""
        self._opened = uid

    def opened(self) -> None:
        """Load the day anew and take the focus, where one came from or was before."""
        uid, self._opened = self._opened or self.list.uid(), None
        if uid is not None and self.lines.place_of(uid) < 0:
            self.field.clear()  # what was searched for is not what is gone back to
        self.reload()
        self.list.choose_visit(uid, self.list.first_waiting())
        if self.list.isVisibleTo(self):
            self.list.setFocus()
        else:
            self.empty.take_focus()
        QTimer.singleShot(0, self, self.look_around)

    def hints(self) -> Sequence[Hint]:
        return texts.KEYS

    def reload(self) -> None:
        """Load the day anew."""
        try:
            self.today = self._desk.today()
        except InspectorError as error:
            self.explain_refusal(error)
            return
        self.lines.show_day(self.today)
        self.panel.show_day(self.today)
        self._subtitle.setText(_subtitle(self.today))
        self._say()

    def look_around(self) -> None:
        """Look at battery, disk, clock, backup and what is owed."""
        try:
            checks = self._desk.look_around()
        except InspectorError as error:
            self.explain_refusal(error)
            return
        self.panel.show_checks(checks)
        self.strip.say(self.today, checks)

    def search(self, text: str) -> None:
        """Show what matches of the whole road; blank shows today's."""
        self.lines.search(text)
        self.list.choose(0 if text.strip() else self.list.first_waiting())
        self._say()

    def turn_on(self) -> None:
        """Put the chosen visit onto today's list."""
        self._change(self._desk.put_on, texts.PUT)

    def turn_off(self) -> None:
        """Take the chosen visit off today's list."""
        self._change(self._desk.take_off, texts.TAKEN)

    def undo(self) -> None:
        """Ctrl+Z: let the list be as it was before the last change of it."""
        if self._before:
            before = self._before.pop()
            if self._act(lambda: self._desk.arrange(before)):
                self._before.pop()  # taking back is no change to take back
                self.toast.emit(texts.UNDONE)

    def step(self, by: int) -> None:
        """Move the chosen visit within today's list."""
        uid = self.list.uid()
        if uid is not None and not self.field.text().strip():
            self._act(lambda: self._desk.move(uid, by))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.setVisible(self.side.drawer)

    def _connect(self) -> None:
        self.field.textChanged.connect(self.search)
        self.field.returnPressed.connect(lambda: self._open(self.list.currentIndex()))
        self.field.done.connect(self._clear)
        self.field.down.connect(self.list.setFocus)
        self.list.entered_row.connect(self._open)
        self.list.wanted.connect(self._take_key)
        self.list.stepped.connect(self.step)
        self.list.moved.connect(self._fit_buttons)
        bind_keys(self, [("F10", self.handing.emit), ("Ctrl+Z", self.undo)])

    def _take_key(self, key: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "/": self._to_field,
            "+": self.turn_on,
            "=": self.turn_on,
            "-": self.turn_off,
            "P": self.who_wanted.emit,
            "N": self._want_other,
        }
        if not key.isdecimal():
            acts[key]()
        elif (line := self.lines.of_number(int(key))) is not None:
            self.chosen.emit(line.row.uid)

    def _want_other(self) -> None:
        uid = self.list.uid()
        if uid is not None:
            self.other_wanted.emit(uid)

    def _to_field(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def _change(self, act: Callable[[VisitUid], None], told: str) -> None:
        line = self.list.line()
        if line is not None and self._act(lambda: act(line.row.uid)):
            place = f"{line.township} {line.name}（{line.row.site.tail}）"
            self.toast.emit(told.format(place=place))

    def _act(self, act: Callable[[], None]) -> bool:
        """Do something to the list and show it, the same visit still chosen."""
        uid, row_ = self.list.uid(), self.list.currentIndex().row()
        before = tuple(one.uid for one in self.today.rows) if self.today is not None else ()
        try:
            act()
        except InspectorError as error:
            self.explain_refusal(error)
            return False
        self._before.append(before)
        self.reload()
        self.list.choose_visit(uid, row_)
        return True

    def _clear(self) -> None:
        self.field.clear()
        self.list.setFocus()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(LINE_ROLE).row.uid)

    def _look_if_seen(self) -> None:
        if self.isVisible():
            self.look_around()

    def _fit_buttons(self) -> None:
        line = self.list.line()
        self.put.setVisible(line is not None and not line.number)
        waits = line is not None and line.row.state is VisitState.PLANNED
        self.off.setVisible(waits and line is not None and bool(line.number))
        self.add.setVisible(not self.field.text().strip())

    def _say(self) -> None:
        today = self.today
        if today is None:
            return
        text, found = self.field.text().strip(), self.lines.rowCount()
        bare = not text and not found
        self._counts.setText(_counts(today, text, found))
        self._counts.setVisible(not bare)
        self.missing.setText(texts.NO_MATCH.format(text=text, all=len(today.road)))
        self.missing.setVisible(bool(text) and not found)
        self.empty.say(_why_empty(today))
        self.empty.setVisible(bare)
        self.list.setVisible(bool(found))
        self.done.setVisible(today.all_done and not text)
        self._fit_buttons()

    def _build_head(self) -> Panel:
        head = Panel("surface")
        top = row(Label(texts.TITLE, 20, bold=True), self._subtitle, self.field, gap=12)
        top.setStretch(1, 1)
        top.addWidget(self.side.button)
        top.setContentsMargins(u(20), u(10), u(20), u(10))
        self.field.setMinimumWidth(u(280))
        head.setLayout(top)
        return head

    def _build_main(self) -> QVBoxLayout:
        inner = column(gap=8)
        inner.addLayout(row(self._counts, None, self.off, self.put, self.add, gap=12))
        inner.addWidget(self.done)
        inner.addWidget(self.missing)
        inner.addWidget(self.list, 1_000)
        inner.addWidget(self.empty, 1_000)
        inner.addStretch(1)
        inner.setContentsMargins(u(20), u(10), u(20), u(8))
        return inner


def _subtitle(today: Today) -> str:
    towns = "、".join(dict.fromkeys(one.township for one in today.rows or today.road))
    more = texts.ROUND.format(round=today.round) if today.round is not None else ""
    if today.team is not None and towns:
        more += texts.TEAM_AT.format(team=today.team.id, townships=towns)
    weekday = texts.WEEKDAYS[today.day.weekday()]
    return texts.SUBTITLE.format(day=day_words(today.day), weekday=weekday, more=more)


def _counts(today: Today, text: str, found: int) -> str:
    if text:
        return texts.FOUND.format(found=found, all=len(today.road))
    sealed = sum(one.state is VisitState.SEALED for one in today.rows)
    told = texts.COUNTS.format(count=len(today.rows))
    return told + (texts.DONE_OF.format(done=sealed) if sealed else "")


def _why_empty(today: Today) -> str:
    if not today.road:
        return texts.NO_DISPATCH
    return texts.ROAD_DONE if today.sealed == today.planned else texts.EMPTY
