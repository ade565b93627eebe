"""Sites as lines: what a row shows, and how a search finds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from inspector.domain.ids import SiteCode
from inspector.domain.signing import SignState
from inspector.domain.site_search import find_sites
from inspector.domain.visit import VisitState
from inspector.domain.wording import visit_word
from inspector.ui.glyphs import Glyph
from inspector.ui.state_glyphs import visit_glyph
from inspector.ui.widgets.command_list import NOWHERE, Index

LINE_ROLE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """One site, ready to show; ``state`` is None where no visit is planned."""

    code: SiteCode
    name: str
    township: str
    initials: str = ""
    form: str = ""
    secretary: str = ""
    state: VisitState | None = None
    signed: SignState | None = None
    paused: str | None = None
    told: str = ""
    """What the visit came to so far."""

    @property
    def tail(self) -> str:
        """The last three digits of the code."""
        return self.code[-3:]

    @property
    def state_word(self) -> str:
        """The state in words."""
        return visit_word(self.state, self.signed, self.paused) if self.state is not None else ""

    @property
    def glyph(self) -> Glyph:
        """The state's shape; of one without a visit that of nothing begun."""
        return visit_glyph(self.state or VisitState.PLANNED, self.signed, self.paused)

    def accessible(self) -> str:
        """Return what a screen reader says."""
        return f"{self.township} {self.name} {self.tail} {self.state_word} {self.told}".strip()


Load = Callable[[], Sequence[SiteLine]]


class SiteLines(QAbstractListModel):
    """The sites that a search leaves; ``load`` brings all of them."""

    def __init__(self, load: Load, parent: QObject) -> None:
        super().__init__(parent)
        self._load = load
        self._all: Sequence[SiteLine] = ()
        self._shown: Sequence[SiteLine] = ()
        self._text = ""

    def reload(self) -> None:
        """Load anew; the search stays."""
        self._all = self._load()
        self.search(self._text)

    def search(self, text: str) -> None:
        """Show what matches, best first; blank shows all."""
        self._text = text.strip()
        found = find_sites(self._all, self._text)
        self.beginResetModel()
        self._shown = found
        self.endResetModel()

    def everything(self) -> Sequence[SiteLine]:
        """Return all sites, found or not."""
        return self._all

    def line(self, row: int) -> SiteLine:
        """Return what a row shows."""
        return self._shown[row]

    def place_of(self, code: SiteCode) -> int:
        """Return the row of a site, or -1."""
        codes = [line.code for line in self._shown]
        return codes.index(code) if code in codes else -1

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
