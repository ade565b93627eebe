"""The visit page: head, stars, and the step in front of the person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from inspector.domain.ids import StepId
from inspector.domain.scorecard import Gap, GapKind
from inspector.ui.job import Jobs
from inspector.ui.look import Tier, look, tier_of
from inspector.ui.page import Page
from inspector.ui.pages.visit import route, texts
from inspector.ui.pages.visit.beside import Beside
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.ending import Ending
from inspector.ui.pages.visit.head import Head
from inspector.ui.pages.visit.last_row import LastRow
from inspector.ui.pages.visit.marking import IDLE
from inspector.ui.pages.visit.part import Parts
from inspector.ui.pages.visit.photo_intake import PhotoIntake
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.shooting import Shooting
from inspector.ui.pages.visit.star_bar import StarBar
from inspector.ui.pages.visit.zone import Zone
from inspector.ui.widgets.announce import announce
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.keys import bind_keys
from inspector.ui.widgets.panel import Hairline, column

BY_STAR_KEY = "visit/by_star"

ROOM_FOR_PROMPTS = 620
"""From this height on (at 100 %) the prompts of an item stand open; H folds them."""


class VisitPage(Page):
    """One open visit. ``left`` asks to go back to the list of sites, ``handing`` for 收工."""

    about = texts.HELP

    left = Signal()
    handing = Signal()

    def __init__(
        self,
        desk: VisitDesk,
        jobs: Jobs,
        settings: QSettings,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._filling: Gap | None = None
        self.session = VisitSession(desk, self)
        self.stars = StarBar(self.session)
        count = sum(1 for _ in desk.rubric.items())
        self.head = Head(desk.place, count, self.left.emit)
        self.zone = Zone(self.session, seconds)
        self.photos = PhotoIntake(self.session, jobs, self.zone)
        self.shooting = Shooting(self.session, jobs, settings, self.zone)
        self.ending = Ending(self.session, jobs, self)
        self.review, self.sign = self.ending.review, self.ending.sign
        self.sheet, self.paperwork = self.ending.sheet, self.ending.paperwork
        self.beside = Beside(self.session, self.zone, seconds)
        owners = (self.shooting, self.beside, self.ending)
        # Counting reads the store: the key is painted first.
        self._steps = QTimer(self, singleShot=True, interval=0)
        self._steps.timeout.connect(self._show_steps)
        self.parts = Parts(self.session, self.zone, [part for one in owners for part in one.parts])
        box: QVBoxLayout = column(self.head, Hairline(), self.stars)
        box.addWidget(self.parts, 1)
        self.setLayout(box)
        self.setAcceptDrops(True)
        self._connect()
        self._bind_keys()
        by_star = bool(settings.value(BY_STAR_KEY, defaultValue=False, type=bool))
        self._last = LastRow(settings, desk.place)  # kept: a signal holds it weakly
        spot = self._last.spot(self.session.rubric, by_star=by_star)
        self.zone.go(spot or self.zone.guide.start(by_star=by_star))
        self.zone.moved.connect(self._last.keep)
        first = self.ending.first()
        if first is not None:
            self._turned()
            self.parts.show_part(first)

    def opened(self) -> None:
        """Take the focus where work goes on."""
        part = self.parts.part
        if part is None:
            self.zone.rows.setFocus()
        else:
            part.take_focus()

    def save_rest(self) -> bool:
        self.zone.strip.close_field()  # words that are being typed belong to it
        return self.session.save_again()

    def hints(self) -> Sequence[Hint]:
        part = self.parts.part
        if part is not None:
            return part.hints()
        return texts.SCORING_KEYS if self.session.sealing is None else texts.SEALED_KEYS

    def headline(self) -> str:
        place, part = self.session.desk.place, self.parts.part
        word = part.word if part is not None else ""
        return texts.HEADLINE.format(place=place.name, tail=place.tail, part=word or texts.SCORING)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if not self.shooting.take(self.parts.part, files):
            self.photos.take_in(files)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Choose what fits into the window as it is."""
        window = self.window()
        tier = tier_of(window.width(), window.height(), look().scale)
        compact = tier is Tier.COMPACT
        self.head.fit(compact=compact)
        self.stars.compact = compact
        self.stars.updateGeometry()
        self.sign.fit(compact=compact)
        self.zone.set_tier(tier, high=window.height() / look().scale >= ROOM_FOR_PROMPTS)

    def switch_view(self) -> None:
        """Alt+0: by step or by star; the choice is remembered."""
        spot = self.zone.spot
        by_star = spot.step is not None
        self._settings.setValue(BY_STAR_KEY, by_star)
        code = spot.checkpoint
        step = None if by_star or code is None else self.session.rubric.checkpoint(code).step
        self.zone.go(replace(spot, step=step))

    def open_star(self, place: int) -> None:
        """Go to the first open item of a star."""
        step = self.zone.spot.step
        star = self.session.rubric.stars[place]
        self._open_first([item.code for item in star.items], step)

    def open_step(self, place: int) -> None:
        """Go to the first open item of a step of the form."""
        step = self.session.rubric.steps[place].id
        items = route.items_in(self.session.rubric, step)
        self._open_first([item.code for item in items], step)

    def show_scoring(self) -> None:
        """Show the rows again."""
        self.parts.show_rows()
        self.zone.rows.setFocus()

    def show_review(self) -> None:
        """Show what is missing and what will be printed."""
        self.parts.show_part(self.review)

    def _open_first(self, codes: Sequence[str], step: StepId | None) -> None:
        items = [item for item in route.items_in(self.session.rubric, step) if item.code in codes]
        entry = self.session.entry
        waiting = [item for item in items if not route.is_done(item, entry(item.code), step)]
        for item in [*waiting, *items][:1]:
            self.zone.go(Spot(step=step, item=item.code))
            self.show_scoring()

    def _follow(self) -> None:
        """Go along with the part in front."""
        if self.parts.part is not None:
            self._filling = None
        part, sealed = self.parts.part, self.session.sealing is not None
        scoring = texts.HELP_SEALED if sealed else texts.HELP
        self.about = scoring if part is None else part.about
        self.stars.setVisible(part is not self.sign)  # there the village is shown its own
        self._show_steps()
        self.hints_changed.emit()
        self.headline_changed.emit()

    def _fill(self, gap: Gap) -> None:
        by_star = self.zone.spot.step is None
        session = self.session
        spot = route.spot_of_gap(session.rubric, session.counted, gap, by_star=by_star)
        self.zone.go(spot)
        self.show_scoring()
        self._filling = None if self.session.sealing else gap
        if self._filling is not None and gap.kind in _PHOTOS:
            self.zone.open_drawer()
            self.toast.emit(texts.PHOTOS_MISSING)

    def _come_back(self, *, confirmed: bool = False) -> None:
        """Return to 核对 once the gap that was gone to is filled.

        The 9 of 95 is no answer yet: a number that is typed waits for Enter, or its next digit
        would choose a gap there.
        """
        gap, typed = self._filling, self.zone.marker.typing != IDLE
        if (
            gap is not None
            and (confirmed or not typed)
            and not any(_still_open(gap, left) for left in self.session.scorecard.gaps)
        ):
            self.show_review()
            self.toast.emit(texts.GAP_FILLED)

    def _turned(self) -> None:
        """Show in the head whether the visit is frozen, and where it stands."""
        sealing = self.session.sealing
        if sealing is not None:
            self.head.saved.show_sealed(sealing.at)
        else:
            self.head.saved.clear()
        self._show_steps()
        self.hints_changed.emit()

    def _go_away(self) -> None:
        """Leave the rows: for the sites, or while a correction is open for what it comes to."""
        if self.session.correcting:
            self.parts.show_part(self.sign)
        else:
            self.left.emit()

    def _hand_in(self) -> None:
        """F10: go on to 收工; words that are being typed are kept first."""
        self.save_rest()
        self.handing.emit()

    def _connect(self) -> None:
        session, zone = self.session, self.zone
        session.saved.connect(self.head.saved.show_time)
        session.unsaved.connect(self.head.saved.show_unsaved)
        session.refused.connect(self.explain_refusal)
        session.frozen.connect(lambda: self.toast.emit(texts.FROZEN))
        session.changed.connect(lambda _item: self._steps.start())
        # What was asked before is answered: a plain sentence of it goes.
        session.changed.connect(lambda _item: self.headline_changed.emit())
        session.saved.connect(lambda _at: self._come_back())
        zone.moved.connect(self.stars.stand)
        zone.moved.connect(lambda _spot: self._steps.start())
        zone.strip.turned.connect(self.headline_changed)
        zone.tray.wanted.connect(self.photos.choose)
        self.photos.failed.connect(self.failed)
        for source in (zone.marker.said, zone.guide.said, self.ending.said, self.photos.said):
            source.connect(self.toast)
        zone.guide.confirmed.connect(partial(announce, self))  # only the item's head shows it
        zone.guide.confirmed.connect(lambda _told: self.toast.emit(""))  # what was asked is done
        zone.guide.confirmed.connect(lambda _told: self._come_back(confirmed=True))
        zone.guide.finished.connect(self.show_review)
        zone.leaving.connect(self._go_away)
        zone.sheet_button.clicked.connect(self.paperwork.draw)
        zone.save_button.clicked.connect(self.paperwork.save_as)
        zone.switch.picked.connect(lambda _place: self.switch_view())
        self.stars.picked.connect(self.open_star)
        self._connect_parts()
        look().changed.connect(self.fit)

    def _connect_parts(self) -> None:
        self.shooting.shows.connect(self.parts.show_part)
        self.shooting.left.connect(self.show_scoring)
        self.shooting.said.connect(self.toast)
        self.shooting.failed.connect(self.failed)
        self.shooting.tab_changed.connect(self._show_steps)
        self.head.tabs.picked.connect(self.parts.open_tab)
        self.parts.step_wanted.connect(self.open_step)
        self.parts.shown.connect(self._follow)
        for part in self.ending.parts:
            part.tab_changed.connect(self._show_steps)
        beside = self.beside
        for part in beside.parts:
            part.said.connect(self.toast)
            part.undoable.connect(self.undoable)
            part.failed.connect(self.failed)
        beside.wanted.connect(self.parts.show_part)
        beside.back.connect(self.show_scoring)
        beside.said.connect(self.toast)
        beside.asking.ticked.connect(self.head.show_talk)
        ending = self.ending
        ending.failed.connect(self.failed)
        ending.undoable.connect(self.undoable)
        ending.wanted.connect(self.parts.show_part)
        ending.rows_wanted.connect(self.show_scoring)
        ending.turned.connect(self._turned)
        ending.paused.connect(self.left)
        self.review.fill.connect(self._fill)

    def _show_steps(self) -> None:
        self.head.tabs.show_steps(self.parts.tabs(), self.parts.place(self.zone.spot.step))

    def _bind_keys(self) -> None:
        marker = self.zone.marker
        places = range(min(len(self.session.rubric.stars), 9))
        bind_keys(
            self,
            [
                (
                    "Ctrl+Z",
                    lambda: (
                        self.shooting.undo(self.parts.part)
                        or self.ending.undo()
                        or marker.go_back()
                    ),
                ),
                ("Ctrl+Y", partial(marker.go_back, redo=True)),
                ("Ctrl+O", self.shooting.look),
                ("F2", self.shooting.show_camera),
                ("F3", self.shooting.show_slate),
                ("F4", self.shooting.show_photos),
                (texts.REVIEW_KEY, self.show_review),
                ("F8", self.zone.toggle_drawer),
                ("F6", self.ending.show_feedback),
                ("F7", self.ending.print_two),
                ("F10", self._hand_in),
                ("Ctrl+P", self.ending.print_two),
                ("Ctrl+W", self.ending.ask_pause),
                ("Alt+0", self.switch_view),
                ("Ctrl+PgDown", lambda: self.parts.turn(self.zone.spot.step, 1)),
                ("Ctrl+PgUp", lambda: self.parts.turn(self.zone.spot.step, -1)),
                *((f"Alt+{place + 1}", partial(self.open_star, place)) for place in places),
            ],
        )


def _still_open(gap: Gap, left: Gap) -> bool:
    """Return True if ``left`` is the gap that was gone to; untouched rows of an item are one."""
    if left.item != gap.item:
        return False
    if gap.kind in _WHOLE_ITEM:
        return left.kind in _WHOLE_ITEM
    return (left.kind, left.checkpoint) == (gap.kind, gap.checkpoint)


_PHOTOS = (GapKind.PHOTOS, GapKind.PROOF)
_WHOLE_ITEM = (GapKind.UNSET, GapKind.UNCONFIRMED, GapKind.MEASURE)
