"""One dispute: what each laptop says, side by side, with a button each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from inspector.actions.adjudicating import Dispute, Side
from inspector.domain.ids import Digest
from inspector.domain.points import show
from inspector.domain.wording import moment_words
from inspector.ui.pages.rulings import texts
from inspector.ui.widgets.button import Button, Kind
from inspector.ui.widgets.label import Label
from inspector.ui.widgets.panel import Panel, column, row
from inspector.ui.widgets.photo_strip import PHOTOS_SHOWN, PhotoStrip

Thumbnail = Callable[[Digest], QPixmap]
"""A photo's small picture with what is drawn on it; null where there is none to show."""


class DisputeCard(Panel):
    """``choose`` is called with the part and the mark of the side that somebody chose."""

    def __init__(
        self, dispute: Dispute, thumbnail: Thumbnail, choose: Callable[[str, str], None]
    ) -> None:
        super().__init__("surface", border="line2")
        self.part = dispute.part
        self.buttons: dict[str, Button] = {}
        self._teams = dispute.part == "team"
        box = column(Label(dispute.title, 17, bold=True, wrap=True), margin=14, gap=8)
        if dispute.ruling is not None:
            told = texts.RULED.format(by=dispute.ruling.by, why=dispute.ruling.why)
            box.addWidget(Label(told, 15, "ok", bold=True, wrap=True))
        sides = row(gap=12)
        for side in dispute.sides:
            sides.addWidget(self._side(side, thumbnail, choose), 1)
        box.addLayout(sides)
        self.setLayout(box)

    def mark(self, chosen: str) -> None:
        """Show which side is chosen; empty for none."""
        for mark, button in self.buttons.items():
            word = texts.CHOSEN if mark == chosen else texts.CHOOSE
            button.kind = Kind.PRIMARY if mark == chosen else Kind.PLAIN
            button.say(word.format(mark=self._called(mark)))

    def _called(self, mark: str) -> str:
        return mark if self._teams else texts.LAPTOP.format(mark=mark)

    def _side(
        self, side: Side, thumbnail: Thumbnail, choose: Callable[[str, str], None]
    ) -> QWidget:
        panel = Panel("sunken", border="line2")
        head = (texts.TEAM_SIDE if self._teams else texts.SIDE).format(
            mark=side.mark, by=side.by, at=moment_words(side.at)
        )
        points = texts.NO_POINTS if side.points is None else show(side.points)
        box = column(Label(head, 15, "text2", wrap=True), margin=12, gap=6)
        if side.points is not None or side.rows:
            told = points if side.points is None else texts.POINTS.format(points=points)
            box.addWidget(Label(told, 20, bold=True))
        for said in side.rows:
            box.addWidget(Label(said, 15, wrap=True))
        if side.photos:
            box.addWidget(Label(texts.PHOTOS.format(count=len(side.photos)), 14, "text2"))
            box.addWidget(PhotoStrip([thumbnail(one) for one in side.photos[:PHOTOS_SHOWN]]))
        box.addStretch(1)
        button = Button("", partial(choose, self.part, side.mark))
        self.buttons[side.mark] = button
        box.addLayout(row(button, None))
        panel.setLayout(box)
        return panel
