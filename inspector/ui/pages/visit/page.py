"""The visit page: head, stars, and the step in front of the person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout

from inspector.domain.visit import Evidence
from inspector.ui.job import Jobs
from inspector.ui.look import Tier, look, tier_of
from inspector.ui.page import Page
from inspector.ui.pages.visit import route, texts
from inspector.ui.pages.visit.desk import VisitDesk
from inspector.ui.pages.visit.head import Head
from inspector.ui.pages.visit.route import Spot
from inspector.ui.pages.visit.session import VisitSession
from inspector.ui.pages.visit.star_bar import StarBar
from inspector.ui.pages.visit.zone import Zone
from inspector.ui.widgets.keycap import Hint
from inspector.ui.widgets.panel import Hairline

BY_STAR_KEY = "visit/by_star"


class VisitPage(Page):
    """One open visit. ``left`` asks to go back to the list of sites."""

    left = Signal()

    def __init__(
        self,
        desk: VisitDesk,
        jobs: Jobs,
        settings: QSettings,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__()
        self._jobs, self._settings = jobs, settings
        self.session = VisitSession(desk, self)
        self.stars = StarBar(self.session)
        count = sum(1 for _ in desk.rubric.items())
        self._head = Head(desk.place, count, self.left.emit)
        self.zone = Zone(self.session, seconds, self.add_photos)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.zone)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self._head, Hairline(), self.stars):
            box.addWidget(part)
        box.addWidget(self._stack, 1)
        self.setAcceptDrops(True)
        self._connect()
        self._bind_keys()
        by_star = bool(settings.value(BY_STAR_KEY, defaultValue=False, type=bool))
        self.zone.go(self.zone.guide.start(by_star=by_star))

    def opened(self) -> None:
        """Take the focus where work goes on."""
        self.zone.rows.setFocus()

    def hints(self) -> Sequence[Hint]:
        return texts.SCORING_KEYS

    def add_photos(self) -> None:
        """Ask for photo files and hang them on the item in front."""
        names, _filter = QFileDialog.getOpenFileNames(self, texts.PHOTO_ADD, "", texts.PHOTO_FILTER)
        self.take_in([Path(name) for name in names])

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take photos into the vault and hang them on the item in front."""
        if not paths:
            return
        spot = self.zone.spot
        self._jobs.start(
            texts.PHOTO_JOB,
            lambda ticket: self.session.desk.take_in(paths, ticket),
            lambda taken: self._hang(spot, taken),
            unit=texts.PHOTO_UNIT,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.take_in([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Choose what fits into the window as it is."""
        window = self.window()
        tier = tier_of(window.width(), window.height(), look().scale)
        compact = tier is Tier.COMPACT
        self._head.fit(compact=compact)
        self.stars.compact = compact
        self.stars.updateGeometry()
        self.zone.set_tier(tier)

    def switch_view(self) -> None:
        """Alt+0: by step or by star; the choice is remembered."""
        by_star = self.zone.spot.step is not None
        self._settings.setValue(BY_STAR_KEY, by_star)
        spot = self.zone.spot
        code = spot.checkpoint
        step = None if by_star or code is None else self.session.rubric.checkpoint(code).step
        self.zone.go(replace(spot, step=step))

    def open_star(self, place: int) -> None:
        """Go to the first open item of a star."""
        items = self.session.rubric.stars[place].items
        step = self.zone.spot.step
        here = [item for item in items if step is None or step in item.steps()]
        if here:
            entry = self.session.entry
            waiting = [item for item in here if not route.is_done(item, entry(item.code), step)]
            self.zone.go(Spot(step=step, item=(waiting or here)[0].code))

    def open_step(self, place: int) -> None:
        """Open a step by its place in the head."""
        steps = self.session.rubric.steps
        if place < len(steps):
            step = steps[place].id
            items = route.items_in(self.session.rubric, step)
            entry = self.session.entry
            waiting = [item for item in items if not route.is_done(item, entry(item.code), step)]
            self.zone.go(Spot(step=step, item=(waiting or list(items))[0].code))

    def _hang(self, spot: Spot, taken: object) -> None:
        photos = [photo.digest for photo in taken if isinstance(photo, Evidence)]  # type: ignore[attr-defined]  # a job's result is untyped
        entry = self.session.entry(spot.item)
        new = tuple(digest for digest in photos if digest not in entry.photos)
        self.session.put(spot, replace(entry, photos=(*entry.photos, *new)))
        self.zone.tray.refresh()
        self.toast.emit(texts.PHOTO_TAKEN.format(count=len(photos), item=spot.item))

    def _connect(self) -> None:
        self.session.saved.connect(self._head.saved.show_time)
        self.session.refused.connect(self.failed)
        self.session.changed.connect(lambda _item: self._show_steps())
        self.zone.moved.connect(self._follow)
        self.zone.marker.said.connect(self.toast)
        self.zone.guide.said.connect(self.toast)
        self.zone.switch.picked.connect(lambda _place: self.switch_view())
        self.stars.picked.connect(self.open_star)
        self._head.tabs.picked.connect(self.open_step)
        look().changed.connect(self.fit)

    def _follow(self, spot: Spot) -> None:
        star = self.session.rubric.item(spot.item).star
        ids = [known.id for known in self.session.rubric.stars]
        self.stars.current = ids.index(star)
        self.stars.update()
        self._show_steps()

    def _show_steps(self) -> None:
        rubric = self.session.rubric
        tabs = []
        for step in rubric.steps:
            items = route.items_in(rubric, step.id)
            entry = self.session.entry
            done = sum(route.is_done(item, entry(item.code), step.id) for item in items)
            tabs.append((step.name, done, len(items)))
        tabs.append((texts.REVIEW, 0, 0))
        steps = [step.id for step in rubric.steps]
        here = self.zone.spot.step
        self._head.tabs.show_steps(tabs, steps.index(here) if here in steps else -1)

    def _bind_keys(self) -> None:
        marker = self.zone.marker
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+Z", marker.go_back),
            ("Ctrl+Y", lambda: marker.go_back(redo=True)),
            ("Ctrl+O", self.add_photos),
            ("F8", self.zone.toggle_drawer),
            ("Alt+0", self.switch_view),
        ]
        places = range(min(len(self.session.rubric.stars), 9))
        keys += [(f"Alt+{place + 1}", partial(self.open_star, place)) for place in places]
        for key, act in keys:
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(lambda _checked=False, act=act: act())
            self.addAction(action)
