"""Today's visits as lines, and what a search finds of the whole road."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from inspector.actions.today import DayRow, Today
from inspector.domain.ids import SiteCode, VisitUid
from inspector.domain.points import show
from inspector.domain.site_search import find_sites
from inspector.domain.visit import VisitState
from inspector.domain.wording import day_words, visit_word
from inspector.platform.clock import CHINA
from inspector.ui.glyphs import Glyph
from inspector.ui.pages.today import texts
from inspector.ui.state_glyphs import visit_glyph
from inspector.ui.widgets.command_list import NOWHERE, Index

LINE_ROLE = int(Qt.ItemDataRole.UserRole)
ACTS = {
    VisitState.PLANNED: texts.START,
    VisitState.OPEN: texts.GO_ON,
    VisitState.SEALED: texts.LOOK,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """One visit, ready to show; ``number`` is its place today, or 0."""

    row: DayRow
    number: int
    day: date

    @property
    def code(self) -> SiteCode:
        """The site's code."""
        return self.row.site.code

    @property
    def name(self) -> str:
        """The site's name."""
        return self.row.site.name

    @property
    def township(self) -> str:
        """The township's name."""
        return self.row.township

    @property
    def initials(self) -> str:
        """The initials of the site's name."""
        return self.row.site.initials

    @property
    def tail(self) -> str:
        """尾号 217."""
        return texts.TAIL.format(tail=self.row.site.tail)

    @property
    def chips(self) -> tuple[str, ...]:
        """The kind of visit where it is not the ordinary one, and the form."""
        form = texts.FORM.format(count=self.row.items)
        return (self.row.kind, form) if self.row.kind else (form,)

    @property
    def people(self) -> str:
        """Township, secretary and telephone, as far as the list has them."""
        site = self.row.site
        secretary = texts.SECRETARY.format(name=site.secretary) if site.secretary else ""
        return "　".join(part for part in (self.township, secretary, site.phone) if part)

    @property
    def facts(self) -> str:
        """What a sealed visit came to, else what earlier rounds left open here."""
        row = self.row
        if row.state is VisitState.SEALED:
            return "　".join(_result(row))
        if row.problems:
            return texts.PROBLEMS.format(count=row.problems)
        return texts.NO_PROBLEMS

    @property
    def warns(self) -> bool:
        """True if the facts are something to look at."""
        return bool(self.row.problems) and self.row.state is not VisitState.SEALED

    @property
    def state_word(self) -> str:
        """The state in words."""
        return visit_word(self.row.state, self.row.signed, self.row.paused)

    @property
    def glyph(self) -> Glyph:
        """The state's shape."""
        return visit_glyph(self.row.state, self.row.signed, self.row.paused)

    @property
    def times(self) -> str:
        """Since when, or from when to when; what is not on today's list says so."""
        row = self.row
        if row.started is None:
            return "" if self.number else texts.NOT_TODAY
        begun = row.started.astimezone(CHINA)
        if row.sealed is None:
            return texts.SINCE.format(at=self._at(begun))
        ended = row.sealed.astimezone(CHINA)
        if begun.date() != ended.date():
            return texts.FROM_TO.format(at=day_words(begun), end=day_words(ended))
        return texts.FROM_TO.format(at=self._at(begun), end=f"{ended:%H:%M}")

    def _at(self, moment: datetime) -> str:
        day = "" if moment.date() == self.day else f"{day_words(moment)} "
        return f"{day}{moment:%H:%M}"

    @property
    def act(self) -> str:
        """What the row's button says."""
        return ACTS[self.row.state]

    def accessible(self) -> str:
        """Return what a screen reader says."""
        number = f"第 {self.number} 个" if self.number else texts.NOT_TODAY
        told = (number, self.township, self.name, self.tail, *self.chips, self.state_word)
        return " ".join((*told, self.times, self.facts)).strip()


def _result(row: DayRow) -> tuple[str, ...]:
    told: list[str] = []
    if row.totals is not None:
        points = show(row.totals.points)
        told.append(_level(row, points))
    if row.photos:
        told.append(texts.PHOTOS.format(count=row.photos))
    return tuple(told)


def _level(row: DayRow, points: str) -> str:
    totals = row.totals
    if totals is None or not totals.max:
        return texts.NO_POINTS
    if row.rated:
        return texts.RESULT.format(level=totals.level, points=points)
    return texts.RESULT_OF.format(points=points, max=show(totals.max))


class DayLines(QAbstractListModel):
    """Today's lines, or those of the road that a search leaves: today's first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._today: Sequence[DayLine] = ()
        self._road: Sequence[DayLine] = ()
        self._shown: Sequence[DayLine] = ()
        self._text = ""

    def show_day(self, today: Today) -> None:
        """Show another day; the search stays."""
        day, there = today.day, {row.uid for row in today.rows}
        self._today = [DayLine(row=row, number=n, day=day) for n, row in enumerate(today.rows, 1)]
        rest = [DayLine(row=row, number=0, day=day) for row in today.road if row.uid not in there]
        self._road = [*self._today, *rest]
        self.search(self._text)

    def search(self, text: str) -> None:
        """Show what matches, best first; blank shows today's."""
        self._text = text.strip()
        self.beginResetModel()
        self._shown = find_sites(self._road, self._text) if self._text else self._today
        self.endResetModel()

    def lines(self) -> Sequence[DayLine]:
        """Return what is shown."""
        return self._shown

    def of_number(self, number: int) -> DayLine | None:
        """Return today's n-th, shown or not."""
        return self._today[number - 1] if 0 < number <= len(self._today) else None

    def place_of(self, uid: VisitUid) -> int:
        """Return the row of a visit, or -1."""
        uids = [line.row.uid for line in self._shown]
        return uids.index(uid) if uid in uids else -1

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self._shown[index.row()]
        return {
            LINE_ROLE: line,
            int(Qt.ItemDataRole.DisplayRole): line.name,
            int(Qt.ItemDataRole.AccessibleTextRole): line.accessible(),
        }.get(int(role))
